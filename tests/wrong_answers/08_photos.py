"""Mistakes planted in lesson 08."""

import cv2
import numpy as np

from course.planted import wrong
from digitkit.preprocessing import center_by_mass, fit_in_box
from digitkit.preprocessing.blobs import reading_order
from digitkit.preprocessing.ink import ink_contrast

# --- 08.1 ink_contrast -------------------------------------------------------------------------


@wrong(
    "test_ink_contrast_does_not_wrap_around",
    says="then the paper's grain is the blackest ink",
    hint=1,
    misconception="You subtracted bytes with a minus: what should be a little below 0 becomes "
    "nearly 255. cv2.subtract stops at 0.",
)
def ink_contrast__subtracts_bytes(picture, paper):
    directions = [paper - picture, picture - paper]
    if picture.ndim == 3:
        directions = [contrast.max(axis=2) for contrast in directions]
    return max(directions, key=lambda contrast: cv2.norm(cv2.subtract(contrast, 12)))


@wrong(
    "test_ink_contrast_does_not_wrap_around",
    says="A point that departs to the other side is no ink",
    hint=2,
    misconception="You took the difference without its sign, so that glare and grain count as ink "
    "too; choose one of the two directions.",
)
def ink_contrast__both_directions_at_once(picture, paper):
    contrast = cv2.absdiff(picture, paper)
    return contrast if contrast.ndim == 2 else contrast.max(axis=2)


@wrong(
    "test_ink_contrast_sees_light_ink_too",
    says="whichever of the two was the brighter one",
    hint=1,
    misconception="You expect dark ink always; on a blackboard the ink is the lighter part.",
)
def ink_contrast__dark_ink_only(picture, paper):
    contrast = cv2.subtract(paper, picture)
    return contrast if contrast.ndim == 2 else contrast.max(axis=2)


@wrong(
    "test_ink_contrast_sees_light_ink_too",
    says="How bright the whole picture is says nothing of that",
    hint=2,
    misconception="You took a dark picture for one with light ink; it may be white paper in a dim "
    "room.",
)
def ink_contrast__by_the_mean_brightness(picture, paper):
    light = picture.mean() < 128
    contrast = cv2.subtract(picture, paper) if light else cv2.subtract(paper, picture)
    return contrast if contrast.ndim == 2 else contrast.max(axis=2)


@wrong(
    "test_ink_contrast_measures_how_far_ink_departs",
    says="count the levels from the paper to the ink",
    hint=1,
    misconception="You turned the picture over with 255 - picture, and left the paper out: paper "
    "that is not pure white becomes ink.",
)
def ink_contrast__negative(picture, paper):
    gray = picture if picture.ndim == 2 else picture.min(axis=2)
    return 255 - gray


@wrong(
    "test_ink_contrast_is_not_misled_by_glare_and_grain",
    says="neither a few very bright points decide",
    hint=2,
    misconception="You let the single farthest point choose the direction, and glare goes "
    "farthest.",
)
def ink_contrast__the_farthest_point_decides(picture, paper):
    directions = [cv2.subtract(paper, picture), cv2.subtract(picture, paper)]
    if picture.ndim == 3:
        directions = [contrast.max(axis=2) for contrast in directions]
    return max(directions, key=np.max)


@wrong(
    "test_ink_contrast_is_not_misled_by_glare_and_grain",
    says="nor many points that hardly depart",
    hint=2,
    misconception="You added up the departures as they are: many faint ones outweigh a few that "
    "are strong. Squares would not let them.",
)
def ink_contrast__plain_sum(picture, paper):
    directions = [cv2.subtract(paper, picture), cv2.subtract(picture, paper)]
    if picture.ndim == 3:
        directions = [contrast.max(axis=2) for contrast in directions]
    return max(directions, key=np.sum)


@wrong(
    "test_ink_contrast_takes_the_channel_that_departs_most",
    says="in the mean of all",
    hint=2,
    misconception="You made the picture grey first: some colours of ink are about as bright as "
    "their paper.",
)
def ink_contrast__grey_first(picture, paper):
    if picture.ndim == 3:
        picture, paper = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) for image in (picture, paper))
    return ink_contrast(picture, paper)


@wrong(
    "test_ink_contrast_takes_the_channel_that_departs_most",
    says="In one channel alone",
    hint=2,
    misconception="You look at the first channel, red, alone; red ink on white paper is nowhere "
    "to be seen in it.",
)
def ink_contrast__first_channel(picture, paper):
    if picture.ndim == 3:
        picture, paper = picture[..., 0], paper[..., 0]
    return ink_contrast(picture, paper)


@wrong(
    "test_ink_contrast_gives_bytes_of_the_same_size",
    says="one number for each point",
    hint=3,
    misconception="You left the three channels apart; of the three, the largest counts.",
)
def ink_contrast__three_channels(picture, paper):
    directions = [cv2.subtract(paper, picture), cv2.subtract(picture, paper)]
    return max(directions, key=lambda contrast: (contrast.astype(float) ** 2).sum())


@wrong(
    "test_ink_contrast_gives_bytes_of_the_same_size",
    says="What comes next counts on bytes",
    hint=3,
    misconception="You made integers or floats of the bytes, so that they can be negative, and did "
    "not go back to uint8.",
)
def ink_contrast__not_back_to_bytes(picture, paper):
    return ink_contrast(picture, paper).astype(int)


@wrong(
    "test_ink_contrast_follows_the_light",
    says="not with one number for the whole picture",
    hint=1,
    misconception="You compared with one brightness for the whole sheet; light falls unevenly, so "
    "each point has a paper of its own.",
)
def ink_contrast__one_paper_for_all(picture, paper):
    level = np.median(paper, axis=(0, 1))
    return ink_contrast(picture, np.ones_like(paper) * level.astype(np.uint8))


@wrong(
    "test_ink_contrast_measures_how_far_ink_departs",
    says="leave them as they are",
    hint=2,
    misconception="You stretched the contrast to 255; on empty paper that makes ink of the grain.",
)
def ink_contrast__stretched(picture, paper):
    contrast = ink_contrast(picture, paper).astype(float)
    return (contrast * (255 / max(contrast.max(), 1))).astype(np.uint8)


@wrong(
    "test_ink_contrast_leaves_the_picture_alone",
    says="give back a new array",
    hint=3,
    misconception="You wrote the contrast into the picture that you were given.",
)
def ink_contrast__in_place(picture, paper):
    contrast = ink_contrast(picture, paper)
    if picture.ndim == 2:
        picture[:] = contrast
        return picture
    return contrast


@wrong(
    "test_ink_contrast_is_not_misled_by_glare_and_grain",
    says="add up the squares",
    hint=2,
    misconception="You squared bytes: 80 times 80 does not fit into a byte, and what does not fit "
    "is lost. Make floats of them first.",
)
def ink_contrast__squares_of_bytes(picture, paper):
    dark, light = cv2.subtract(paper, picture), cv2.subtract(picture, paper)
    if picture.ndim == 3:
        dark, light = dark.max(axis=2), light.max(axis=2)
    return dark if (dark**2).sum() >= (light**2).sum() else light


@wrong(
    "test_ink_contrast_measures_how_far_ink_departs",
    says="gave [[0, 0, 0, 0]], expected [[0, 80, 0, 140]]",
    hint=3,
    misconception="You return the direction with *less* energy: look at the < or > once more.",
)
def ink_contrast__less_energy(picture, paper):
    dark, light = cv2.subtract(paper, picture), cv2.subtract(picture, paper)
    if picture.ndim == 3:
        dark, light = dark.max(axis=2), light.max(axis=2)
    return min(dark, light, key=lambda contrast: (contrast.astype(float) ** 2).sum())


@wrong(
    "test_ink_contrast_takes_the_channel_that_departs_most",
    says="the sum of three does not fit into a byte",
    hint=2,
    misconception="You added the channels up; the largest of the three is wanted.",
)
def ink_contrast__sum_of_channels(picture, paper):
    dark, light = cv2.subtract(paper, picture), cv2.subtract(picture, paper)
    if picture.ndim == 3:
        dark, light = dark.sum(axis=2), light.sum(axis=2)
    return max(dark, light, key=lambda contrast: (contrast.astype(float) ** 2).sum())


@wrong(
    "test_ink_contrast_measures_how_far_ink_departs",
    says="axis 2 is out of bounds",
    hint=3,
    misconception="You take the largest of three channels in any case; a gray picture has no third "
    "axis, so ask picture.ndim first.",
)
def ink_contrast__colour_only(picture, paper):
    directions = [cv2.subtract(paper, picture), cv2.subtract(picture, paper)]
    largest = [contrast.max(axis=2) for contrast in directions]
    return max(largest, key=lambda contrast: (contrast.astype(float) ** 2).sum())


@wrong(
    "test_ink_contrast_measures_how_far_ink_departs",
    says="gave [[0, 255, 0, 255]]",
    hint=1,
    misconception="You mark ink and paper already, with 255 and 0; that is the next step, and it "
    "needs to know how strong the ink is.",
)
def ink_contrast__marks_ink(picture, paper):
    contrast = cv2.absdiff(picture, paper)
    contrast = contrast if contrast.ndim == 2 else contrast.max(axis=2)
    return np.where(contrast > 12, np.uint8(255), np.uint8(0))


# --- 08.2 test_crop_to_ink ---------------------------------------------------------------------


@wrong(
    "test_your_test_lets_the_good_crop_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_crop_to_ink__returns_instead_of_asserting(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:4, 3:5] = 255
    return crop_to_ink(ink).shape == (2, 2)


@wrong(
    "test_your_test_lets_the_good_crop_pass",
    says="and should have let it pass",
    hint=2,
    misconception="Your test wants the rectangle without its last row and column: in a slice, the "
    "end is not included.",
)
def test_crop_to_ink__wants_too_little(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:4, 3:6] = 255
    assert np.array_equal(crop_to_ink(ink), ink[2:3, 3:5])


@wrong(
    "test_your_test_lets_the_good_crop_pass",
    says="Its assert said nothing",
    hint=2,
    misconception="Your test wants a square; the smallest rectangle is as high and as wide as the "
    "ink.",
)
def test_crop_to_ink__wants_a_square(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[1:5, 3:5] = 255
    cropped = crop_to_ink(ink)
    assert cropped.shape[0] == cropped.shape[1]


@wrong(
    "test_your_test_notices_a_lost_row_and_column",
    says="as slices do when one forgets the + 1",
    hint=2,
    misconception="Your test asks only whether the picture became smaller; a crop that loses ink "
    "becomes smaller too.",
)
def test_crop_to_ink__only_smaller(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:5, 3:6] = 255
    cropped = crop_to_ink(ink)
    assert cropped.shape[0] < 6 and cropped.shape[1] < 8


@wrong(
    "test_your_test_notices_a_margin",
    says="leaves a pixel of empty paper",
    hint=2,
    misconception="Your test asks whether all the ink is there, and not whether the empty paper "
    "is gone; a function that cuts nothing keeps all ink.",
)
def test_crop_to_ink__only_that_no_ink_is_lost(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2, 3:6], ink[3:5, 5] = 255, 7
    assert crop_to_ink(ink).sum() == ink.sum()


@wrong(
    "test_your_test_notices_that_the_sides_are_not_cut",
    says="not to the left and right of it",
    hint=2,
    misconception="In your picture the ink reaches from the left side to the right: there is "
    "nothing to cut at the sides.",
)
def test_crop_to_ink__ink_from_side_to_side(crop_to_ink):
    ink = np.zeros((6, 4), np.uint8)
    ink[2], ink[4] = [9, 8, 7, 6], [1, 2, 3, 4]
    assert np.array_equal(crop_to_ink(ink), ink[2:5])
    assert crop_to_ink(np.zeros((3, 3))).shape == (0, 0)


@wrong(
    "test_your_test_notices_rows_taken_for_columns",
    says="Let your ink stand in other rows than columns",
    hint=2,
    misconception="Your ink stands in the same rows as columns, so that nobody notices when the "
    "two are mixed up.",
)
def test_crop_to_ink__alike_in_both_directions(crop_to_ink):
    ink = np.zeros((7, 7), np.uint8)
    ink[2, 2], ink[4, 4], ink[2, 4] = 9, 1, 200
    assert np.array_equal(crop_to_ink(ink), ink[2:5, 2:5])
    assert crop_to_ink(np.zeros((3, 3))).shape == (0, 0)


@wrong(
    "test_your_test_notices_a_closed_gap",
    says="the roof of a 5 falls on its belly",
    hint=3,
    misconception="Your ink is one solid block; digits have gaps, in which nothing may be cut.",
)
def test_crop_to_ink__solid_block(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:4, 3:6] = [[1, 200, 3], [4, 200, 9]]
    assert np.array_equal(crop_to_ink(ink), ink[2:4, 3:6])
    assert crop_to_ink(np.zeros((3, 3))).shape == (0, 0)


@wrong(
    "test_your_test_notices_lost_faint_ink",
    says="such as the soft end of a stroke",
    hint=3,
    misconception="All the ink of your picture is at full strength; the edge of a real stroke is "
    "faint.",
)
def test_crop_to_ink__full_strength_only(crop_to_ink):
    ink = np.zeros((6, 9), np.uint8)
    ink[2, 3], ink[4, 6] = 255, 255
    assert np.array_equal(crop_to_ink(ink), ink[2:5, 3:7])
    assert crop_to_ink(np.zeros((3, 3))).shape == (0, 0)


@wrong(
    "test_your_test_notices_that_empty_paper_is_kept",
    says="Crop a picture of zeros too",
    hint=1,
    misconception="Your test knows only pictures with ink; empty paper is a picture as well.",
)
def test_crop_to_ink__never_empty(crop_to_ink):
    ink = np.zeros((6, 9), np.uint8)
    ink[2, 3], ink[4, 6], ink[2, 7] = 255, 255, 3
    assert np.array_equal(crop_to_ink(ink), ink[2:5, 3:8])


@wrong(
    "test_your_test_lets_the_good_crop_pass",
    says="truth value of an array",
    hint=2,
    misconception="== compares two arrays number by number and gives many answers; np.array_equal "
    "gives one.",
)
def test_crop_to_ink__compares_with_equals(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:4, 3:6] = 255
    assert crop_to_ink(ink) == ink[2:4, 3:6]


@wrong(
    "test_your_test_lets_the_good_crop_pass",
    says="of shape (0, 0)",
    hint=3,
    misconception="An empty list has the shape (0,), and what is left of empty paper has (0, 0); "
    "ask for the shape.",
)
def test_crop_to_ink__empty_list_for_empty_paper(crop_to_ink):
    ink = np.zeros((6, 9), np.uint8)
    ink[2, 3], ink[4, 6], ink[2, 7] = 255, 255, 3
    assert np.array_equal(crop_to_ink(ink), ink[2:5, 3:8])
    assert np.array_equal(crop_to_ink(np.zeros((3, 3))), [])


@wrong(
    "test_your_test_notices_that_the_sides_are_not_cut",
    says="passed it, and should have failed it",
    hint=1,
    misconception="There is no assert in your test that could fail; to print is not to test.",
)
def test_crop_to_ink__only_prints(crop_to_ink):
    ink = np.zeros((6, 8), np.uint8)
    ink[2:4, 3:6] = 255
    print(crop_to_ink(ink))


# --- 08.3 fit_in_box ---------------------------------------------------------------------------


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="A 1 that is stretched to a square is no 1 any more",
    hint=1,
    misconception="You made every picture a square of 20 by 20; the proportions must stay.",
)
def fit_in_box__square(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    return cv2.resize(ink, (size, size), interpolation=cv2.INTER_AREA)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="cv2.resize wants (width, height)",
    hint=2,
    misconception="You gave cv2.resize (height, width), in the order of shape; it wants the width "
    "first.",
)
def fit_in_box__height_first(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    new_size = max(1, round(height * factor)), max(1, round(width * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="rounded to the nearest whole pixel",
    hint=3,
    misconception="int() and // cut the fraction off, where round() takes the nearest whole "
    "number.",
)
def fit_in_box__cuts_the_fraction_off(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    longest = max(height, width)
    new_size = max(1, width * size // longest), max(1, height * size // longest)
    how = cv2.INTER_AREA if size < longest else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="The longer side becomes 20",
    hint=1,
    misconception="You made the *shorter* side 20, so that the longer one sticks out of the box.",
)
def fit_in_box__shorter_side(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / min(height, width)
    new_size = round(width * factor), round(height * factor)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="the other shrinks by the same factor",
    hint=1,
    misconception="You always made the height 20; a lying digit has its longer side across.",
)
def fit_in_box__height_is_always_the_size(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    new_size = max(1, round(width * size / height)), size
    how = cv2.INTER_AREA if size < height else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="shrinks by the same factor",
    hint=1,
    misconception="You cut a piece of 20 by 20 out of the ink, where all of it must become "
    "smaller.",
)
def fit_in_box__cuts(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    return ink[:size, :size]


@wrong(
    "test_fit_in_box_fills_the_box",
    says="Small ink grows until its longer side is 20",
    hint=2,
    misconception="You only ever shrink: ink that is smaller than the box stays small.",
)
def fit_in_box__never_grows(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = min(1, size / max(height, width))
    new_size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(ink, new_size, interpolation=cv2.INTER_AREA)


@wrong(
    "test_fit_in_box_takes_another_size",
    says="20 is only what it is when nobody says",
    hint=3,
    misconception="You wrote 20 into the body, so that the argument size has no effect.",
)
def fit_in_box__always_20(ink, size=20):
    return fit_in_box(ink, 20)


@wrong(
    "test_fit_in_box_keeps_a_pixel_of_a_hairline",
    says="leave it at least one pixel",
    hint=2,
    misconception="The shorter side of a hairline rounds to 0, and cv2 cannot make a picture "
    "without columns.",
)
def fit_in_box__hairline_vanishes(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, (round(width * factor), round(height * factor)), interpolation=how)


@wrong(
    "test_fit_in_box_lets_no_stroke_vanish",
    says="two neighbours",
    hint=2,
    misconception="cv2.resize looks at two neighbours unless it is told otherwise; when a picture "
    "shrinks much, a thin stroke falls between them.",
)
def fit_in_box__no_interpolation_named(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    return cv2.resize(ink, (max(1, round(width * factor)), max(1, round(height * factor))))


@wrong(
    "test_fit_in_box_lets_no_stroke_vanish",
    says="whoever looks only at single pixels",
    hint=2,
    misconception="You pick every so many-th pixel; a thin stroke stands between the ones that "
    "you pick.",
)
def fit_in_box__nearest(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    new_size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(ink, new_size, interpolation=cv2.INTER_NEAREST)


@wrong(
    "test_fit_in_box_refuses_nothing",
    says="with a sentence that says what came",
    hint=3,
    misconception="You divide by a side of length 0, and leave the refusal to Python.",
)
def fit_in_box__no_guard(ink, size=20):
    height, width = ink.shape
    factor = size / max(height, width)
    new_size = max(1, round(width * factor)), max(1, round(height * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_refuses_nothing",
    says="there is nothing to resize",
    hint=3,
    misconception="You give an empty box for empty paper; who asks what digit is on it gets an "
    "answer then.",
)
def fit_in_box__empty_box(ink, size=20):
    if not ink.size:
        return np.zeros((size, size), np.uint8)
    return fit_in_box(ink, size)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="gave shape (20, 5), expected (20, 4)",
    hint=3,
    misconception="np.ceil always rounds up, where round() takes the nearest whole number.",
)
def fit_in_box__always_rounds_up(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    new_size = int(np.ceil(width * factor)), int(np.ceil(height * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="Can't parse 'dsize'",
    hint=2,
    misconception="cv2.resize wants whole numbers for the new width and height: round them.",
)
def fit_in_box__not_rounded(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, (width * factor, height * factor), interpolation=how)


@wrong(
    "test_fit_in_box_shows_the_same_ink",
    says="neither a piece of it nor its numbers in another order",
    hint=2,
    misconception="np.resize and ndarray.resize make another number of numbers out of an array, "
    "and not a smaller picture; that is what cv2.resize does.",
)
def fit_in_box__np_resize(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = size / max(height, width)
    return np.resize(ink, (max(1, round(height * factor)), max(1, round(width * factor))))


@wrong(
    "test_fit_in_box_refuses_nothing",
    says="gave None, expected a ValueError",
    hint=3,
    misconception="You return None where you should refuse; the one who called you gets an error "
    "much later, and somewhere else.",
)
def fit_in_box__returns_none(ink, size=20):
    return fit_in_box(ink, size) if ink.size else None


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="gave shape (500, 250)",
    hint=1,
    misconception="You turned the factor round: it is the new length divided by the old one.",
)
def fit_in_box__factor_inverted(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    height, width = ink.shape
    factor = max(height, width) / size
    new_size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(ink, new_size, interpolation=cv2.INTER_AREA)


@wrong(
    "test_fit_in_box_keeps_proportions",
    says="gave shape (8, 23), expected (7, 20)",
    hint=2,
    misconception="You take every so many-th pixel, in whole steps: the size is hardly ever right "
    "then, and thin strokes fall between the steps.",
)
def fit_in_box__every_so_many(ink, size=20):
    if not ink.size:
        raise ValueError(f"ink must have at least one pixel, got {ink.shape}.")
    step = max(1, max(ink.shape) // size)
    return ink[::step, ::step]


# --- 08.4 center_by_mass -----------------------------------------------------------------------


@wrong(
    "test_center_by_mass_is_not_the_middle_of_the_box",
    says="The middle of the box is (4, 4)",
    hint=1,
    misconception="You put the middle of the box in the middle of the field; it is the centre of "
    "*mass* that goes there.",
)
def center_by_mass__middle_of_the_box(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    top, left = (size - height) // 2, (size - width) // 2
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_is_not_the_middle_of_the_box",
    says="row 14 - 2.4",
    hint=2,
    misconception="You swapped the two: the sums of the rows (axis=1) tell the place down, the "
    "sums of the columns (axis=0) the place to the right.",
)
def center_by_mass__rows_and_columns_swapped(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    column = ink.sum(axis=1) @ np.arange(height) / total
    row = ink.sum(axis=0) @ np.arange(width) / total
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_puts_the_mass_in_the_middle",
    says="expected 14 for both",
    hint=2,
    misconception="Your ink stands half a pixel too high and too far left: the middle is size / 2, "
    "which is 14 and not 13.5, and round() takes the nearest whole number, where int() and // cut "
    "off.",
)
def center_by_mass__half_a_pixel_off(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    row = ink.sum(axis=1) @ np.arange(height) / total
    column = ink.sum(axis=0) @ np.arange(width) / total
    top = min(max(round((size - 1) / 2 - row), 0), size - height)
    left = min(max(round((size - 1) / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_puts_the_mass_in_the_middle",
    says="at most half a pixel off",
    hint=3,
    misconception="Your ink stands half a pixel too high and too far left: the middle is size / 2, "
    "which is 14 and not 13.5, and round() takes the nearest whole number, where int() and // cut "
    "off.",
)
def center_by_mass__cuts_the_fraction_off(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    row = ink.sum(axis=1) @ np.arange(height) / total
    column = ink.sum(axis=0) @ np.arange(width) / total
    top = min(max(int(size / 2 - row), 0), size - height)
    left = min(max(int(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_weighs_ink_by_its_strength",
    says="weighs 25 times as much",
    hint=2,
    misconception="You took the mean place of all pixels that have ink, whether they have much or "
    "little.",
)
def center_by_mass__every_pixel_weighs_the_same(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    rows, columns = np.nonzero(ink)
    row, column = (rows.mean(), columns.mean()) if rows.size else (0, 0)
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_loses_no_ink_at_the_edge",
    says="Hold the box at the edge",
    hint=3,
    misconception="A lopsided digit would have to begin above row 0 or left of column 0, and your "
    "slices do not hold it back.",
)
def center_by_mass__over_the_edge(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    top = round(size / 2 - ink.sum(axis=1) @ np.arange(height) / total)
    left = round(size / 2 - ink.sum(axis=0) @ np.arange(width) / total)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_loses_no_ink_at_the_edge",
    says="expected 24 rows and 24 columns",
    hint=3,
    misconception="You moved the ink with np.roll, which brings what leaves on one side back on "
    "the other.",
)
def center_by_mass__np_roll(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    field = np.zeros((size, size), ink.dtype)
    field[:height, :width] = ink
    down = round(size / 2 - ink.sum(axis=1) @ np.arange(height) / total)
    right = round(size / 2 - ink.sum(axis=0) @ np.arange(width) / total)
    return np.roll(field, (down, right), axis=(0, 1))


@wrong(
    "test_center_by_mass_takes_another_size",
    says="must come from the argument size",
    hint=3,
    misconception="You wrote 14 into the body; for a field of another size the middle is size / 2.",
)
def center_by_mass__always_14(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    top = round(14 - ink.sum(axis=1) @ np.arange(height) / total)
    left = round(14 - ink.sum(axis=0) @ np.arange(width) / total)
    top, left = min(max(top, 0), size - height), min(max(left, 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_keeps_bytes_and_the_original",
    says="np.zeros makes float64",
    hint=3,
    misconception="np.zeros without a dtype makes float64; the field needs the dtype of the ink.",
)
def center_by_mass__floats(ink, size=28):
    return center_by_mass(ink, size).astype(float)


@wrong(
    "test_center_by_mass_gives_an_empty_field_for_empty_ink",
    says="Without ink there is no mass to divide by",
    hint=3,
    misconception="Without ink you divide 0 by 0, which is not a number (nan), and cannot be "
    "rounded.",
)
def center_by_mass__divides_by_nothing(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = ink.sum()
    row = ink.sum(axis=1) @ np.arange(height) / total
    column = ink.sum(axis=0) @ np.arange(width) / total
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_refuses_ink_that_does_not_fit",
    says="Cutting it in silence",
    hint=1,
    misconception="You cut off what does not fit; nobody who reads the digit would know.",
)
def center_by_mass__cuts_what_does_not_fit(ink, size=28):
    return center_by_mass(ink[:size, :size], size)


@wrong(
    "test_center_by_mass_refuses_ink_that_does_not_fit",
    says="which does not say what was wrong",
    hint=3,
    misconception="You left the refusal to NumPy, whose error speaks of broadcasting, not of ink "
    "that is too large.",
)
def center_by_mass__no_guard(ink, size=28):
    height, width = ink.shape
    total = max(int(ink.sum()), 1)
    row = ink.sum(axis=1) @ np.arange(height) / total
    column = ink.sum(axis=0) @ np.arange(width) / total
    top = max(min(round(size / 2 - row), size - height), 0)
    left = max(min(round(size / 2 - column), size - width), 0)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_puts_the_mass_in_the_middle",
    says="slice indices must be integers",
    hint=3,
    misconception="A slice begins at a whole number, and size / 2 - row is none: round it.",
)
def center_by_mass__not_rounded(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    top = size / 2 - ink.sum(axis=1) @ np.arange(height) / total
    left = size / 2 - ink.sum(axis=0) @ np.arange(width) / total
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_is_not_the_middle_of_the_box",
    says="row 14 - 2.4",
    hint=2,
    misconception="sum(axis=0) gives one sum for each *column*, as many as the ink is wide; the "
    "place down needs the sums of the rows, axis=1.",
)
def center_by_mass__axes_mixed_up(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    row = ink.sum(axis=0) @ np.arange(height) / total
    column = ink.sum(axis=1) @ np.arange(width) / total
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_is_not_the_middle_of_the_box",
    says="put the corner of the box at (2, 5)",
    hint=1,
    misconception="You laid the ink's corner where its centre of mass was; it must go as far as "
    "that centre is from the middle, size / 2 - row.",
)
def center_by_mass__centre_taken_for_the_corner(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    top = min(round(ink.sum(axis=1) @ np.arange(height) / total), size - height)
    left = min(round(ink.sum(axis=0) @ np.arange(width) / total), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


@wrong(
    "test_center_by_mass_puts_the_mass_in_the_middle",
    says="expected 14 for both",
    hint=2,
    misconception="You counted rows and columns from 1, and NumPy counts them from 0: your ink is "
    "one pixel too high and too far left.",
)
def center_by_mass__counts_from_one(ink, size=28):
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(f"ink of shape {ink.shape} does not fit on {size} by {size}.")
    total = max(int(ink.sum()), 1)
    row = ink.sum(axis=1) @ np.arange(1, height + 1) / total
    column = ink.sum(axis=0) @ np.arange(1, width + 1) / total
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


# --- 08.5 reading_order ------------------------------------------------------------------------


@wrong(
    "test_reading_order_reads_the_upper_line_first",
    says="First part the boxes into lines",
    hint=1,
    misconception="You sorted all boxes by x, as if there were one line on every page.",
)
def reading_order__by_x_only(blobs):
    return [sorted(blobs, key=lambda blob: blob.x)] if blobs else []


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="here one line, sorted by x",
    hint=2,
    misconception="You parted the boxes into lines and left each line in the order of y.",
)
def reading_order__lines_not_sorted(blobs):
    return [sorted(line, key=lambda blob: blob.y) for line in reading_order(blobs)]


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="a list of lines",
    hint=3,
    misconception="You gave all boxes in one list; what is asked for is a list of lines, each of "
    "them a list.",
)
def reading_order__one_flat_list(blobs):
    return [blob for line in reading_order(blobs) for blob in line]


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="none exactly as high as the next",
    hint=1,
    misconception="You sorted by (y, x) and began a line at each new y: x decides only where two "
    "y are equal, and in handwriting they never are.",
)
def reading_order__by_y_then_x(blobs):
    ordered = sorted(blobs, key=lambda blob: (blob.y, blob.x))
    levels = sorted({blob.y for blob in ordered})
    return [[blob for blob in ordered if blob.y == level] for level in levels]


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="here one line, sorted by x",
    hint=3,
    misconception="You sorted each line from right to left: reverse=True, or a minus before x, "
    "turns it round.",
)
def reading_order__right_to_left(blobs):
    return [line[::-1] for line in reading_order(blobs)]


@wrong(
    "test_reading_order_reads_the_upper_line_first",
    says="(y grows downwards)",
    hint=1,
    misconception="You put the lowest line first: in a picture y grows downwards, so the smallest "
    "y is at the top.",
)
def reading_order__bottom_line_first(blobs):
    return reading_order(blobs)[::-1]


@wrong(
    "test_reading_order_reads_the_upper_line_first",
    says="from top to bottom",
    hint=2,
    misconception="Your lines stand in the order in which their first boxes came; sort the boxes "
    "by height on the page before you part them.",
)
def reading_order__lines_as_they_come(blobs):
    lines = []
    for blob in blobs:
        for line in lines:
            top = np.mean([other.y for other in line])
            bottom = np.mean([other.y + other.height for other in line])
            shared = min(bottom, blob.y + blob.height) - max(top, blob.y)
            if shared > 0.4 * min(bottom - top, blob.height):
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_does_not_depend_on_where_the_page_begins",
    says="a fixed grid of rows cuts some lines in two",
    hint=2,
    misconception="You rounded y to a grid: two boxes of one line fall into two rows when the grid "
    "passes between them.",
)
def reading_order__grid(blobs):
    rows = sorted({(blob.y + blob.height // 2) // 50 for blob in blobs})
    return [
        sorted(
            (blob for blob in blobs if (blob.y + blob.height // 2) // 50 == row),
            key=lambda blob: blob.x,
        )
        for row in rows
    ]


@wrong(
    "test_reading_order_keeps_large_and_small_in_one_line",
    says="not whether their tops are alike",
    hint=2,
    misconception="A small digit may begin lower than a large one in its line: compare what the "
    "two share with the *smaller* height, neither tops with tops nor with the larger height.",
)
def reading_order__tops_alike(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y):
        for line in lines:
            if abs(np.mean([other.y for other in line]) - blob.y) < 20:
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_keeps_a_tilted_line_together",
    says="compare with the mean of the boxes",
    hint=2,
    misconception="You compare every box with the first of its line; on a page held askew, the "
    "last is far below the first.",
)
def reading_order__first_box_only(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y + blob.height / 2):
        for line in lines:
            first = line[0]
            shared = min(first.y + first.height, blob.y + blob.height) - max(first.y, blob.y)
            if shared > 0.4 * min(first.height, blob.height):
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_parts_lines_that_nearly_touch",
    says="A touch is not enough",
    hint=2,
    misconception="For you, boxes that share any height at all are in one line; the tail of a 9 "
    "reaches into the next one.",
)
def reading_order__any_touch(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y + blob.height / 2):
        for line in lines:
            top = np.mean([other.y for other in line])
            bottom = np.mean([other.y + other.height for other in line])
            if min(bottom, blob.y + blob.height) - max(top, blob.y) > 0:
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_gives_each_box_once",
    says="boxes.sort() does not",
    hint=3,
    misconception="You sorted the list that you were given; sorted() makes a new one.",
)
def reading_order__sorts_in_place(blobs):
    blobs.sort(key=lambda blob: blob.y + blob.height / 2)
    return reading_order(blobs)


@wrong(
    "test_reading_order_gives_each_box_once",
    says="expected each of the",
    hint=3,
    misconception="You do not stop at the first line that fits (break), so that a box between two "
    "lines is read twice.",
)
def reading_order__no_break(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y + blob.height / 2):
        found = False
        for line in lines:
            top = np.mean([other.y for other in line])
            bottom = np.mean([other.y + other.height for other in line])
            shared = min(bottom, blob.y + blob.height) - max(top, blob.y)
            if shared > 0.4 * min(bottom - top, blob.height):
                line.append(blob)
                found = True
        if not found:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="gave [], expected",
    hint=2,
    misconception="Your else belongs to the if and not to the for: as long as there is no line, "
    "the loop never runs, and no line is ever begun.",
)
def reading_order__else_of_the_if(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y + blob.height / 2):
        for line in lines:
            top = np.mean([other.y for other in line])
            bottom = np.mean([other.y + other.height for other in line])
            shared = min(bottom, blob.y + blob.height) - max(top, blob.y)
            if shared > 0.4 * min(bottom - top, blob.height):
                line.append(blob)
                break
            else:
                lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]


@wrong(
    "test_reading_order_sorts_a_line_from_left_to_right",
    says="Nobody writes so straight that y could tell the order in a line",
    hint=1,
    misconception="You sorted by (y, x): x decides only where two y are equal, and in handwriting "
    "they never are. Find the lines first.",
)
def reading_order__sorted_by_y_then_x(blobs):
    return sorted(blobs, key=lambda blob: (blob.y, blob.x))


@wrong(
    "test_reading_order_keeps_large_and_small_in_one_line",
    says="how much of the *smaller* height two boxes share",
    hint=2,
    misconception="A small digit may begin lower than a large one in its line: compare what the "
    "two share with the *smaller* height, neither tops with tops nor with the larger height.",
)
def reading_order__larger_height(blobs):
    lines = []
    for blob in sorted(blobs, key=lambda blob: blob.y + blob.height / 2):
        for line in lines:
            top = np.mean([other.y for other in line])
            bottom = np.mean([other.y + other.height for other in line])
            shared = min(bottom, blob.y + blob.height) - max(top, blob.y)
            if shared > 0.4 * max(bottom - top, blob.height):
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda blob: blob.x) for line in lines]
