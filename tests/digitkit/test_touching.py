"""Digits that touch are taken apart in a row of digits, and nothing else is."""

import cv2
import numpy as np
import pytest

from digitkit.loading import load_mnist, stratified_split
from digitkit.preprocessing import find_digits
from digitkit.preprocessing.touching import Part, best_row, cut_columns, possible_parts
from digitkit.recognizer import Recognizer
from digitkit.synthesis.nondigits import DOODLES


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


@pytest.fixture(scope="module")
def write():
    """Give a function that writes validation digits in a row, with some pixels between them."""
    _, (images, labels) = stratified_split(*load_mnist()[0], 0.1, seed=0)

    def page(seed, gaps):
        chosen = np.random.default_rng(seed).integers(0, len(images), len(gaps) + 1)
        inks = [trim(images[number]) for number in chosen]
        row = np.zeros((20, 0), np.uint8)
        for ink, gap in zip(inks, [0, *gaps], strict=True):
            wide = np.zeros((20, max(row.shape[1] + gap, 0) + ink.shape[1]), np.uint8)
            wide[:, : row.shape[1]] = row
            top, left = (20 - ink.shape[0]) // 2, wide.shape[1] - ink.shape[1]
            there = wide[top : top + ink.shape[0], left:]
            np.maximum(there, ink, out=there)
            row = wide
        large = cv2.resize(row, None, fx=5, fy=5, interpolation=cv2.INTER_CUBIC)
        sheet = 255 - cv2.copyMakeBorder(large, *4 * [50], cv2.BORDER_CONSTANT)
        return sheet, "".join(map(str, labels[chosen]))

    return page


def trim(image):
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def test_digits_that_touch_in_a_row_are_read_far_more_often(recognizer, write, monkeypatch):
    pages = [write(seed, gaps=[6, -1, 6]) for seed in range(60)]  # two of the four touch
    right = sum(reads(recognizer, page) for page in pages)
    monkeypatch.setattr("digitkit.preprocessing.touching.possible_parts", lambda ink: [])
    whole = sum(reads(recognizer, page) for page in pages)
    assert right >= 48 and right >= whole + 12, f"{right} of 60, and {whole} when none is parted."


def test_parts_have_boxes_from_left_to_right_inside_the_picture(recognizer, write):
    sheet, text = next(
        page for seed in range(60) if reads(recognizer, page := write(seed, [6, -1, 6]))
    )
    boxes = [digit.box for digit in recognizer.read(sheet).digits]
    assert len(boxes) == len(text)
    assert [x for x, *_ in boxes] == sorted(x for x, *_ in boxes)
    for x, y, width, height in boxes:
        assert x >= 0 and y >= 0 and x + width <= sheet.shape[1] and y + height <= sheet.shape[0]


def reads(recognizer, page):
    return recognizer.read(page[0]).text == page[1]


def test_a_doodle_by_itself_is_never_taken_apart(recognizer, monkeypatch):
    rng, taken = np.random.default_rng(0), []
    monkeypatch.setattr(
        "digitkit.preprocessing.touching.possible_parts", lambda ink: taken.append(ink) or []
    )
    alone = [page for doodle in DOODLES if len(find_digits(page := draw(doodle, rng))) == 1]
    assert len(alone) >= 10
    for page in alone:
        recognizer.read(page)
    assert not taken


def draw(doodle, rng):
    return 255 - np.pad(doodle(rng), 40)


def test_cuts_go_through_the_thinnest_columns():
    ink = np.zeros((40, 60), np.uint8)
    ink[:, 5:15] = ink[:, 25:35] = ink[:, 45:55] = 255
    ink[18:22, 15:45] = 255  # bridges
    columns = cut_columns(ink)
    assert columns[0] == 0 and columns[-1] == 60
    assert any(15 <= column < 25 for column in columns)
    assert any(35 <= column < 45 for column in columns)


def test_without_ink_or_with_one_bar_there_is_nothing_to_take_apart():
    assert possible_parts(np.zeros((40, 60), np.uint8)) == []
    assert possible_parts(np.full((40, 8), 255, np.uint8)) == []


def test_no_part_is_the_whole_and_all_are_framed():
    ink = np.zeros((40, 60), np.uint8)
    cv2.circle(ink, (17, 20), 15, 255, 5)
    cv2.circle(ink, (44, 20), 15, 255, 5)
    parts = possible_parts(ink)
    assert parts and all(part.stop - part.start < 60 for part in parts)
    assert all(part.image.shape == (28, 28) and part.image.max() == 255 for part in parts)


@pytest.mark.parametrize(
    ("confidences", "row"),
    [
        ([0.99, 0.99, 0.99, 0.99], [0, 2]),
        ([0.2, 0.99, 0.99, 0.99], [1, 3]),
        ([0.2, 0.99, 0.99, 0.2], []),
        ([0.96, 0.99, 0.96, 0.99], [1, 3]),
    ],
)
def test_the_row_that_is_read_with_most_confidence_is_taken(confidences, row):
    parts = [Part(0, 9, None), Part(0, 5, None), Part(9, 14, None), Part(5, 14, None)]
    assert best_row(parts, confidences, 14) == row
