"""The made training pictures: right shape, right class, same again from the same seed."""

import numpy as np
import pytest

from digitkit.loading import load_mnist
from digitkit.synthesis import drawn_digit, make_corpus, nondigit, photograph, rewrite
from digitkit.synthesis.corpus import KINDS, make_piece
from digitkit.synthesis.pens import change_pen, count_holes


@pytest.fixture(scope="module")
def digits():
    (images, labels), _ = load_mnist()
    return images[:2000], labels[:2000]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_framed_and_has_ink(kind, digits):
    pictures, classes = make_piece(kind, *digits, np.random.default_rng(0), count=30)
    assert pictures.dtype == np.uint8 and pictures.shape[1:] == (28, 28)
    assert (pictures.max(axis=(1, 2)) > 100).all(), "a picture without ink teaches nothing"
    rows = pictures.any(2).sum(1)
    columns = pictures.any(1).sum(1)
    assert (np.maximum(rows, columns) <= 20).all(), "the box is 20 by 20"
    nothing = classes == 10
    assert nothing.all() if "nondigits" in kind else nothing.mean() < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_the_same_pictures_again(kind, digits):
    first, second = (make_piece(kind, *digits, np.random.default_rng(7), count=5) for _ in "ab")
    assert (first[0] == second[0]).all() and (first[1] == second[1]).all()


def test_a_rewritten_digit_is_another_picture_of_the_same_digit(digits):
    images, _ = digits
    rng = np.random.default_rng(0)
    changed = [np.abs(rewrite(i, rng).astype(int) - i).mean() for i in images[:20]]
    assert min(changed) > 3, "a pen that changes nothing teaches nothing"


def test_a_pen_never_closes_a_zero():
    ring = np.zeros((112, 112), np.uint8)
    ring[30:80, 40:70], ring[45:65, 50:60] = 255, 0
    assert count_holes(ring) == 2
    rng = np.random.default_rng(0)
    written = [change_pen(ring, rng) for _ in range(60)]
    assert all(ink[55, 55] < ink.max() - 20 for ink in written), "its eye must stay lighter"


def test_only_digits_with_two_ways_of_writing_are_drawn():
    rng = np.random.default_rng(0)
    assert all(drawn_digit(digit, rng).max() == 255 for digit in (1, 2, 4, 7, 9))


def test_a_photo_has_light_that_falls_unevenly(digits):
    rng = np.random.default_rng(0)
    spread = [np.ptp(photograph(np.zeros((80, 80), np.uint8), rng).mean(2)) for _ in range(20)]
    assert np.median(spread) > 30


def test_nondigits_are_many_things(digits):
    rng = np.random.default_rng(0)
    made = np.stack([nondigit(rng, *digits) for _ in range(60)]).reshape(60, -1).astype(float)
    alike = np.corrcoef(made)[np.triu_indices(60, 1)]
    assert np.median(alike) < 0.5


def test_a_corpus_goes_on_where_it_was_killed(digits, tmp_path):
    pieces, small = {"drawn": 2, "nondigits": 1}, {"size": 5, "workers": 1}
    whole = make_corpus(*digits, pieces, tmp_path / "a", **small)
    make_corpus(*digits, {"drawn": 1}, tmp_path / "b", **small)
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "b").iterdir()}
    resumed = make_corpus(*digits, pieces, tmp_path / "b", **small)
    assert all((tmp_path / "b" / name).stat().st_mtime_ns == t for name, t in before.items())
    assert (whole[0] == resumed[0]).all() and (whole[1] == resumed[1]).all()


def test_another_training_set_makes_another_corpus(digits, tmp_path):
    images, labels = digits
    for half in (slice(0, 1000), slice(1000, None)):
        make_corpus(images[half], labels[half], {"printed": 1}, tmp_path, size=5, workers=1)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_unknown_kind_is_named(digits):
    with pytest.raises(ValueError, match="kind must be one of rewritten, .* got 'etched'"):
        make_piece("etched", *digits, np.random.default_rng(0), count=1)
