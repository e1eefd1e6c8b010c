"""The whole way with parts of one's choice, and the pages that try it out."""

import numpy as np
import pytest

from digitkit.pipeline import read_digits
from digitkit.preprocessing import find_digits
from digitkit.recognizer import Recognizer
from digitkit.synthesis import write_page


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


@pytest.mark.parametrize("size", [14, 20, 56, 120, 200])
@pytest.mark.parametrize("text", ["0123456789", "407\n19", "007", "1", "5\n5", ""])
def test_whatever_a_page_says_is_read_from_it_in_any_hand(recognizer, text, size):
    for seed in range(4):
        page = write_page(text, size, seed)
        for name, picture in [("dark ink", page), ("light ink", 255 - page)]:
            read = read_digits(picture, find_digits, recognizer.predict)
            assert read == text == recognizer.read(picture).text, f"hand {seed}, {name}: {read!r}"


def test_spaces_part_digits_on_a_page():
    assert np.array_equal(write_page("4 7")[:, :80], write_page("4")[:, :80])
    assert write_page("4 7").shape == write_page("407").shape


def test_another_seed_is_another_hand_and_the_same_seed_the_same():
    pages = [write_page("2026", seed=seed).tobytes() for seed in (1, 1, 2)]
    assert pages[0] == pages[1] != pages[2]


@pytest.mark.parametrize(("text", "size"), [("7a", 56), ("-7", 56), ("7", 9)])
def test_what_cannot_be_written_is_refused(text, size):
    with pytest.raises(ValueError, match="a page takes digits, spaces and newlines"):
        write_page(text, size)


def test_one_call_asks_the_model_about_all_pieces_at_once(recognizer):
    batches = []

    def model(batch):
        batches.append(batch.shape)
        return recognizer.predict(batch)

    assert read_digits(write_page("314\n15"), find_digits, model) == "314\n15"
    assert batches == [(5, 28, 28, 1)]
