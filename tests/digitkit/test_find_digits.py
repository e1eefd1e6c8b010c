"""From pictures to framed ink: polarity, light, rules, order."""

from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from digitkit.loading import load_mnist
from digitkit.preprocessing import find_digits
from digitkit.preprocessing.blobs import erase_rules, find_pieces, reading_order
from digitkit.preprocessing.ink import (
    count_levels,
    drop_colour,
    ink_contrast,
    ink_is_dark,
    ink_mask,
    ink_threshold,
    paper_colour,
)
from digitkit.preprocessing.photo import small_part
from digitkit.synthesis import photograph


@pytest.fixture(scope="module")
def digit():
    return load_mnist()[1][0][1]  # a 2


def page_with(digit, places, size=(300, 500), side=84):
    """White paper, black ink."""
    page = np.full(size, 255, np.uint8)
    ink = cv2.resize(digit, (side, side), interpolation=cv2.INTER_CUBIC)
    for x, y in places:
        page[y : y + side, x : x + side] -= np.minimum(ink, page[y : y + side, x : x + side])
    return page


def test_empty_paper_holds_nothing():
    assert find_digits(np.full((100, 100, 3), 230, np.uint8)) == []


def test_grain_is_not_ink():
    grain = np.random.default_rng().normal(200, 4, (200, 200, 3)).clip(0, 255).astype(np.uint8)
    assert find_digits(grain) == []


def test_both_polarities_give_the_same_image(digit):
    page = page_with(digit, [(200, 100)])
    (dark,), (light,) = find_digits(page), find_digits(255 - page)
    assert np.abs(dark.image.astype(int) - light.image).max() <= 2
    assert dark.box == light.box


def test_coloured_ink_on_coloured_paper_is_found(digit):
    gray = page_with(digit, [(200, 100)])[..., None] / 255
    colours = np.array([30, 60, 160]) * (1 - gray) + np.array([240, 230, 60]) * gray
    (found,) = find_digits(colours.astype(np.uint8))
    (plain,) = find_digits(page_with(digit, [(200, 100)]))
    assert np.corrcoef(found.image.ravel(), plain.image.ravel())[0, 1] > 0.98


def test_the_box_is_in_pixels_of_the_picture_that_came_in(digit):
    small = page_with(digit, [(200, 100)])
    large = cv2.resize(small, None, fx=5, fy=5, interpolation=cv2.INTER_LINEAR)
    (first,), (second,) = find_digits(small), find_digits(large)
    assert np.abs(np.array(second.box) / 5 - first.box).max() < 4


def test_several_digits_come_in_reading_order(digit):
    places = [(300, 10), (20, 200), (20, 20), (160, 205), (160, 15)]
    found = find_digits(page_with(digit, places))
    assert [f.line for f in found] == [0, 0, 0, 1, 1]
    assert [f.box[0] for f in found] == sorted(f.box[0] for f in found[:3]) + sorted(
        f.box[0] for f in found[3:]
    )


def test_a_tilted_line_of_writing_stays_one_line():
    boxes = [SimpleNamespace(x=40 * i, y=6 * i, width=30, height=40) for i in range(6)]
    assert len(reading_order(boxes)) == 1


def test_a_slope_of_light_is_not_ink(digit):
    page = np.dstack([page_with(digit, [(200, 100)])] * 3).astype(float)
    lit = (page * np.linspace(0.35, 1, 500)[None, :, None]).astype(np.uint8)
    found = find_digits(lit)
    assert len(found) == 1 and abs(found[0].box[0] - 200) < 40


@pytest.mark.parametrize("dark", [True, False])
def test_polarity_is_told_from_the_smaller_part(digit, dark):
    page = page_with(digit, [(100, 100)], size=(300, 300))
    assert ink_is_dark(page if dark else 255 - page) is dark


def test_rules_go_and_the_stroke_that_crosses_them_stays():
    mask = np.zeros((120, 120), np.uint8)
    mask[20:100, 58:64] = 1  # a standing stroke
    stroke = mask.copy()
    mask[60:63] = 1  # a rule through it
    left = erase_rules(mask)
    assert left[60:63, :50].sum() == 0, "the rule must go"
    assert (left[:, 58:64] == stroke[:, 58:64]).all(), "the stroke must stay whole"


def test_a_mask_that_keeps_clear_of_the_sides_is_handed_back():
    mask = np.zeros((120, 120), np.uint8)
    mask[60:63, 4:-4] = 1
    assert erase_rules(mask) is mask


@pytest.mark.parametrize("pieces", [0, 1, 2, 5])
def test_pieces_are_measured_alike_however_many_there_are(pieces):
    mask = np.zeros((20, 60), np.uint8)
    for number in range(pieces):
        mask[3 + number : 17, 10 * number + 2 : 10 * number + 8] = 1
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    inked = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if pieces else mask[:0, :0]
    labels, stats = find_pieces(inked)
    assert stats == [[10 * n, n, 6, 14 - n, 6 * (14 - n)] for n in range(pieces)]
    assert np.unique(labels[inked > 0]).tolist() == list(range(1, pieces + 1))


@pytest.mark.parametrize("ink", [0, 1, 300])
def test_levels_are_counted_whole_wherever_the_ink_is(ink):
    rng = np.random.default_rng()
    contrast = np.zeros((50, 70), np.uint8)
    contrast[rng.integers(10, 50, ink), rng.integers(0, 60, ink)] = rng.integers(1, 256, ink)
    assert count_levels(contrast).tolist() == np.bincount(contrast.ravel(), minlength=256).tolist()


def test_colour_is_dropped_only_where_there_is_none():
    gray = np.random.default_rng().integers(0, 256, (200, 200), dtype=np.uint8)
    tinted = cv2.merge([gray // 2, gray, gray])
    assert (drop_colour(cv2.merge([gray] * 3)) == gray).all()
    assert drop_colour(tinted) is tinted
    nearly = cv2.merge([gray - (gray > 200), gray, gray])
    assert (drop_colour(nearly) == gray).all(), "a level or two is JPEG's, not the pen's"


def test_a_1_that_does_not_leave_the_picture_is_no_rule():
    mask = np.zeros((120, 120), np.uint8)
    mask[10:110, 58:62] = 1
    assert (erase_rules(mask) == mask).all()


def test_a_tight_crop_is_not_taken_for_an_edge(digit):
    ink = digit[4:24, 4:24]
    ink = ink[ink.any(1)][:, ink.any(0)]
    assert len(find_digits(255 - cv2.resize(ink, (60, 90)))) == 1


def test_a_faded_stroke_holds_together():
    contrast = np.zeros((40, 40), np.uint8)
    contrast[5:35, 20] = 100
    contrast[18:22, 20] = 50  # the pen lifted
    assert ink_mask(contrast, 60)[5:35, 20].all()


def test_the_threshold_on_bare_paper_stays_above_its_grain():
    paper = np.random.default_rng(0).normal(120, 8, (90, 90, 3)).clip(0, 255).astype(np.uint8)
    contrast = ink_contrast(paper, paper_colour(paper))
    assert (contrast > ink_threshold(contrast)).mean() < 0.002


@pytest.mark.parametrize(
    "picture, message",
    [
        (np.zeros((9, 9)), "must be uint8"),
        (np.zeros((9, 9, 4), np.uint8), r"got \(9, 9, 4\)"),
        (np.zeros((0, 9), np.uint8), r"got \(0, 9"),
        (np.zeros(9, np.uint8), r"got \(9,\)"),
    ],
)
def test_what_is_not_a_picture_is_refused(picture, message):
    with pytest.raises(ValueError, match=message):
        find_digits(picture)


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3, 3), (2, 2000), (5000, 4)])
def test_no_shape_of_picture_is_too_odd(shape):
    picture = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    for found in find_digits(picture):
        x, y, width, height = found.box
        assert 0 <= x < x + width <= shape[1] and 0 <= y < y + height <= shape[0]


def test_pretend_photos_of_a_digit_keep_its_shape(digit):
    """Over many papers, lights and pens, what comes out is still the digit that went in."""
    rng = np.random.default_rng(3)
    ink = np.pad(cv2.resize(digit, (84, 84), interpolation=cv2.INTER_CUBIC), 20)
    alike = []
    for _ in range(40):
        found = find_digits(photograph(ink, rng, "plain"))
        main = max(found, key=lambda f: f.box[3]).image if found else digit * 0
        # Blurred, so that a rounding of the centre by one pixel does not count.
        pair = [cv2.GaussianBlur(image, (0, 0), 1.5).ravel() for image in (main, digit)]
        alike.append(np.corrcoef(pair)[0, 1] if found else 0)
    assert np.mean(np.array(alike) > 0.85) >= 0.95, f"the least alike: {np.sort(alike)[:5]}"


@pytest.mark.parametrize("size", [(900, 1200), (2400, 1800)])
def test_a_tiny_digit_in_a_large_picture_is_seen_as_sharp_as_it_came(digit, size):
    page = page_with(digit, [(size[1] - 200, 60)], size, side=30)
    (found,) = find_digits(page)
    (close,) = find_digits(page[20:140, -260:-110])
    assert np.corrcoef(found.image.ravel(), close.image.ravel())[0, 1] > 0.93
    x, y, width, height = found.box
    assert size[1] - 200 <= x and x + width <= size[1] - 170
    assert 60 <= y and y + height <= 90


def test_tiny_digits_of_a_row_keep_their_order_and_a_blank_page_stays_blank(digit):
    page = page_with(digit, [(700 + 40 * place, 800) for place in range(3)], (1800, 2400), side=36)
    boxes = [found.box for found in find_digits(page)]
    assert len(boxes) == 3 and boxes == sorted(boxes)
    assert find_digits(np.full((1800, 2400), 255, np.uint8)) == []


@pytest.mark.parametrize(
    ("mask", "part"),
    [
        (np.zeros((500, 500), np.uint8), None),
        (np.ones((500, 500), np.uint8), None),
        (np.pad(np.ones((10, 10), np.uint8), ((0, 490), (490, 0))), (480, 0, 500, 20)),
        (np.pad(np.ones((10, 10), np.uint8), ((0, 90), (90, 0))), None),
        (np.pad(np.ones((1, 120), np.uint8), ((0, 499), (380, 0))), None),
    ],
    ids=["no ink", "all ink", "in a corner", "a small picture", "too wide"],
)
def test_a_small_part_stays_inside_a_large_picture(mask, part):
    assert small_part(mask) == part
