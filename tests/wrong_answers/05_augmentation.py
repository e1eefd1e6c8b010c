"""Mistakes planted in lesson 05."""

import cv2
import numpy as np

from course.planted import wrong
from digitkit.augmentation import affine_matrix, measure, rotate, shift, warp, warp_batch, zoom

# --- 05.1 shift --------------------------------------------------------------------------------


@wrong(
    "test_shift_does_not_wrap_around",
    says="as np.roll brings it back",
    hint=2,
    misconception="np.roll moves the ink, but what leaves on one side comes back on the other.",
)
def shift__np_roll(image, dx, dy):
    return np.roll(image, (dy, dx), axis=(0, 1))


@wrong(
    "test_shift_does_not_wrap_around",
    says="as np.roll brings it back",
    hint=2,
    misconception="np.roll moves the ink, but what leaves on one side comes back on the other.",
)
def shift__np_roll_with_a_guard(image, dx, dy):
    if dx != int(dx) or dy != int(dy):
        raise ValueError(f"dx and dy must be whole pixels, got {dx} and {dy}.")
    return np.roll(image, (dy, dx), axis=(0, 1))


@wrong(
    "test_shift_moves_the_ink",
    says="dx belongs to the second index",
    hint=1,
    misconception="You took dx for rows and dy for columns: an array is indexed [row, column], "
    "which is [y, x].",
)
def shift__swapped_axes(image, dx, dy):
    return shift(image, dy, dx)


@wrong(
    "test_shift_moves_the_ink",
    says="so down is the direction in which the row number grows",
    hint=1,
    misconception="You moved the ink up for a positive dy, as in a mathematics book; in a picture "
    "y grows downwards.",
)
def shift__positive_is_up(image, dx, dy):
    return shift(image, dx, -dy)


@wrong(
    "test_shift_moves_the_ink",
    says="to larger numbers of the column",
    hint=2,
    misconception="You moved the window with the ink; when the window goes to the right, what is "
    "seen through it goes to the left.",
)
def shift__the_other_way(image, dx, dy):
    return shift(image, -dx, -dy)


@wrong(
    "test_shift_moves_any_picture_any_way",
    says="because Python then counts from the end",
    hint=3,
    misconception="Your slices are right for positive numbers only: with a negative dx they mean "
    "another part of the picture.",
)
def shift__right_and_down_only(image, dx, dy):
    height, width = image.shape
    moved = np.zeros_like(image)
    moved[dy:, dx:] = image[: height - dy, : width - dx]
    return moved


@wrong(
    "test_shift_moves_any_picture_any_way",
    says="a picture need not be square",
    hint=1,
    misconception="You took the first number of image.shape for the width; it is the height.",
)
def shift__width_and_height_mixed_up(image, dx, dy):
    if dx != int(dx) or dy != int(dy):
        raise ValueError(f"dx and dy must be whole pixels, got {dx} and {dy}.")
    width, height = image.shape
    moved = np.zeros_like(image)
    for row in range(height):
        for column in range(width):
            inside = 0 <= row - dy < height and 0 <= column - dx < width
            if inside and row < len(image) and column < len(image[0]):
                if row - dy < len(image) and column - dx < len(image[0]):
                    moved[row, column] = image[row - dy, column - dx]
    return moved


@wrong(
    "test_shift_beyond_the_edge_leaves_a_blank_picture",
    says="the error could not broadcast",
    hint=2,
    misconception="Your slices have a negative length when the ink moves farther than the picture "
    "is large.",
)
def shift__slices_beyond_the_edge(image, dx, dy):
    height, width = image.shape
    if dx != int(dx) or dy != int(dy):
        raise ValueError(f"dx and dy must be whole pixels, got {dx} and {dy}.")
    moved = np.zeros_like(image)
    moved[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = image[
        max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)
    ]
    return moved


@wrong(
    "test_shift_keeps_shape_and_dtype",
    says="np.zeros makes float64",
    hint=2,
    misconception="np.zeros without a dtype makes float64; np.zeros_like and np.pad keep the "
    "dtype of the picture.",
)
def shift__floats(image, dx, dy):
    moved = np.zeros(image.shape)
    moved += shift(image, dx, dy)
    return moved


@wrong(
    "test_shift_leaves_the_original_alone",
    says="never into image",
    hint=2,
    misconception="You wrote the moved ink into the picture that you were given.",
)
def shift__in_place(image, dx, dy):
    image[:] = shift(image, dx, dy)
    return image


@wrong(
    "test_shift_refuses_half_a_pixel",
    says="Rounding it in silence",
    hint=3,
    misconception="int() and round() make a whole number of any number, so that a wrong call goes "
    "unnoticed.",
)
def shift__rounds_in_silence(image, dx, dy):
    return shift(image, int(dx), int(dy))


@wrong(
    "test_shift_refuses_half_a_pixel",
    says="does not say what was wrong",
    hint=3,
    misconception="You left the refusal to Python, whose error speaks of integers somewhere "
    "inside, not of pixels.",
)
def shift__no_guard(image, dx, dy):
    height, width = image.shape
    sheet = np.pad(image, [(abs(dy), abs(dy)), (abs(dx), abs(dx))])
    top, left = abs(dy) - dy, abs(dx) - dx
    return sheet[top : top + height, left : left + width]


# --- 05.2 rotate -------------------------------------------------------------------------------


@wrong(
    "test_rotate_turns_counter_clockwise",
    says="the signs of the two sines",
    hint=2,
    misconception="You took the matrix of a textbook, where y grows upwards; in a picture it turns "
    "the other way round.",
)
def rotate__clockwise(image, degrees):
    return rotate(image, -degrees)


@wrong(
    "test_rotate_takes_degrees",
    says="np.cos and np.sin take radians",
    hint=1,
    misconception="You gave degrees to np.cos and np.sin, which take radians.",
)
def rotate__radians(image, degrees):
    return rotate(image, np.rad2deg(degrees))


@wrong(
    "test_rotate_turns_about_the_centre",
    says="Without it the picture turns about its corner",
    hint=2,
    misconception="Your matrix has no move in its third column, so the picture turns about the "
    "corner at the top left.",
)
def rotate__about_the_corner(image, degrees):
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return warp(image, [[cos, sin, 0], [-sin, cos, 0]])


@wrong(
    "test_rotate_turns_about_the_centre",
    says="with width / 2 it is half a pixel off",
    hint=2,
    misconception="The middle of pixels 0 to 27 is 13.5, not 14: you left out the - 1.",
)
def rotate__half_a_pixel_off(image, degrees):
    height, width = measure(image)
    centre = np.array([width / 2, height / 2])
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turn = np.array([[cos, sin], [-sin, cos]])
    return warp(image, np.column_stack([turn, centre - turn @ centre]))


@wrong(
    "test_rotate_turns_about_the_centre",
    says="The centre has x = (width - 1) / 2",
    hint=3,
    misconception="You wrote the centre as (y, x): x, which belongs to the width, comes first in "
    "the matrix.",
)
def rotate__centre_swapped(image, degrees):
    height, width = measure(image)
    centre = np.array([(height - 1) / 2, (width - 1) / 2])
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turn = np.array([[cos, sin], [-sin, cos]])
    return warp(image, np.column_stack([turn, centre - turn @ centre]))


@wrong(
    "test_rotate_turns_by_any_angle",
    says="not only quarter turns",
    hint=1,
    misconception="np.rot90 turns by quarter turns only; a digit is slanted by a few degrees.",
)
def rotate__quarter_turns_only(image, degrees):
    return np.rot90(image, round(degrees / 90))


@wrong(
    "test_rotate_turns_by_any_angle",
    says="The size of the digit stays as it is",
    hint=3,
    misconception="A sign is lost: without the minus your matrix is no turn, it skews the digit.",
)
def rotate__both_sines_positive(image, degrees):
    height, width = measure(image)
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turn = np.array([[cos, sin], [sin, cos]])
    return warp(image, np.column_stack([turn, centre - turn @ centre]))


@wrong(
    "test_rotate_keeps_shape_and_dtype",
    says="The sheet stays as it is",
    hint=2,
    misconception="You made floats of the picture and did not go back; warp takes and gives the "
    "dtype of the picture by itself.",
)
def rotate__floats(image, degrees):
    return rotate(image.astype(float), degrees)


@wrong(
    "test_rotate_leaves_the_original_alone",
    says="changed the picture that it was given",
    hint=2,
    misconception="You wrote the turned ink into the picture that you were given.",
)
def rotate__in_place(image, degrees):
    image[:] = rotate(image, degrees)
    return image


# --- 05.3 zoom ---------------------------------------------------------------------------------


@wrong(
    "test_zoom_above_one_enlarges",
    says="not where it comes from",
    hint=1,
    misconception="You turned the factor round: with 1 / factor, 2 makes a digit half as large.",
)
def zoom__factor_inverted(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    return zoom(image, 1 / factor)


@wrong(
    "test_zoom_above_one_enlarges",
    says="in both directions",
    hint=2,
    misconception="Only x is multiplied by the factor, so that the digit grows wider and not "
    "higher.",
)
def zoom__stretches_one_way(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    centre_x = (image.shape[1] - 1) / 2
    return warp(image, [[factor, 0, centre_x - factor * centre_x], [0, 1, 0]])


@wrong(
    "test_zoom_leaves_the_centre_in_place",
    says="must stay where it is",
    hint=2,
    misconception="Your matrix has no move in its third column, so the corner at the top left "
    "stays in place, not the centre.",
)
def zoom__about_the_corner(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    return warp(image, [[factor, 0, 0], [0, factor, 0]])


@wrong(
    "test_zoom_leaves_the_centre_in_place",
    says="is at (13.",
    hint=2,
    misconception="The middle of pixels 0 to 27 is 13.5, not 14: you left out the - 1.",
)
def zoom__half_a_pixel_off(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    x, y = image.shape[1] / 2, image.shape[0] / 2
    return warp(image, [[factor, 0, x - factor * x], [0, factor, y - factor * y]])


@wrong(
    "test_zoom_keeps_shape_and_dtype",
    says="The ink grows, the sheet does not",
    hint=1,
    misconception="cv2.resize makes the whole sheet larger; here the ink grows on a sheet that "
    "keeps its size.",
)
def zoom__resizes_the_sheet(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    return cv2.resize(image, None, fx=factor, fy=factor)


@wrong(
    "test_zoom_refuses_what_is_not_above_zero",
    says="stand on its head",
    hint=3,
    misconception="You refuse 0 and forget the negatives, which turn the picture upside down.",
)
def zoom__refuses_zero_only(image, factor):
    if factor == 0:
        raise ValueError(f"factor must not be 0, got {factor}.")
    centre_y, centre_x = (image.shape[0] - 1) / 2, (image.shape[1] - 1) / 2
    move_x, move_y = centre_x - factor * centre_x, centre_y - factor * centre_y
    return warp(image, [[factor, 0, move_x], [0, factor, move_y]])


@wrong(
    "test_zoom_takes_any_factor",
    says="from outside the picture is background",
    hint=2,
    misconception="What lies outside the picture is background; you fill it with the colour of "
    "the edge.",
)
def zoom__smears_the_edge(image, factor):
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}.")
    height, width = image.shape
    x, y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array([[factor, 0, x - factor * x], [0, factor, y - factor * y]])
    return cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


@wrong(
    "test_zoom_leaves_the_original_alone",
    says="made from the same original",
    hint=2,
    misconception="You wrote the zoomed ink into the picture that you were given.",
)
def zoom__in_place(image, factor):
    image[:] = zoom(image, factor)
    return image


# --- 05.4 test_shear ---------------------------------------------------------------------------


@wrong(
    "test_your_test_notices_a_lean_to_the_left",
    says="leans to the left where it should lean to the right",
    hint=2,
    misconception="Your test looks at the shape and the dtype only; a shear that does nothing "
    "would keep both.",
)
def test_shear__looks_only_at_the_shape(shear):
    image = np.zeros((9, 9), np.uint8)
    image[:, 4] = 255
    assert shear(image, 20).shape == image.shape
    assert shear(image, 20).dtype == image.dtype


@wrong(
    "test_your_test_lets_the_good_shear_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_shear__returns_instead_of_asserting(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 2] = 9
    return np.array_equal(shear(image, 45), np.fliplr(np.eye(5, dtype=np.uint8) * 9))


@wrong(
    "test_your_test_lets_the_good_shear_pass",
    says="and should have let it pass",
    hint=2,
    misconception="Your test wants a lean to the left: row 0 is the top, and the top leans to the "
    "right, to larger columns.",
)
def test_shear__wants_a_lean_to_the_left(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 2] = 9
    assert np.array_equal(shear(image, 45), np.eye(5, dtype=np.uint8) * 9)


@wrong(
    "test_your_test_lets_the_good_shear_pass",
    says="Its assert said nothing",
    hint=3,
    misconception="Your test wants all ink to stay; ink near an edge leaves the picture when it "
    "leans, and should.",
)
def test_shear__no_ink_may_leave(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 3] = 9
    assert shear(image, 45).sum() == image.sum()


@wrong(
    "test_your_test_notices_radians",
    says="by another angle",
    hint=2,
    misconception="Your test asks whether the top is to the right of the bottom, and not how far; "
    "a wrong angle passes.",
)
def test_shear__only_the_direction(shear):
    image = np.zeros((9, 9), np.uint8)
    image[:, 4] = 255
    slanted = shear(image, 45)
    assert slanted[3].argmax() > slanted[5].argmax()


@wrong(
    "test_your_test_notices_that_the_top_row_stays",
    says="keeps the top row in place",
    hint=2,
    misconception="Your test compares rows with each other, and no row with its place in the "
    "picture; all of them may have moved.",
)
def test_shear__only_the_distance(shear):
    image = np.zeros((9, 9), np.uint8)
    image[:, 5] = 255
    before = image.copy()
    slanted = shear(image, 45)
    places = [row.argmax() for row in slanted if row.any()]
    assert all(upper - lower == 1 for upper, lower in zip(places, places[1:], strict=False))
    assert slanted.dtype == before.dtype and np.array_equal(image, before)
    assert np.array_equal(shear(image, 0), before)


@wrong(
    "test_your_test_notices_ink_that_wraps_around",
    says="comes back on the left",
    hint=3,
    misconception="All the ink of your picture stays inside, so your test cannot see what becomes "
    "of ink that leaves.",
)
def test_shear__ink_that_stays_inside(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 2] = 9
    before = image.copy()
    slanted = shear(image, 45)
    assert np.array_equal(slanted, np.fliplr(np.eye(5, dtype=np.uint8) * 9))
    assert slanted.dtype == np.uint8 and np.array_equal(image, before)
    assert np.array_equal(shear(image, 0), before)


@wrong(
    "test_your_test_notices_a_changed_original",
    says="Keep a copy of your picture before the call",
    hint=3,
    misconception="before = image gives the same array a second name: it changes with the "
    "picture. Use image.copy().",
)
def test_shear__a_second_name_is_no_copy(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 3] = [10, 20, 30, 40, 50]
    before = image
    expected = np.zeros((5, 5), np.uint8)
    expected[[1, 2, 3, 4], [4, 3, 2, 1]] = [20, 30, 40, 50]
    assert np.array_equal(shear(image.copy(), 45), expected)
    assert shear(image.copy(), 45).dtype == np.uint8
    assert np.array_equal(shear(image.copy(), 0), image)
    shear(image, 45)
    assert np.array_equal(image, before)


@wrong(
    "test_your_test_notices_an_angle_that_is_always_the_same",
    says="whatever angle it is asked for",
    hint=2,
    misconception="Your test asks for 45 degrees and for nothing else, and so does the bug.",
)
def test_shear__one_angle_only(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 3] = [10, 20, 30, 40, 50]
    before = image.copy()
    expected = np.zeros((5, 5), np.uint8)
    expected[[1, 2, 3, 4], [4, 3, 2, 1]] = [20, 30, 40, 50]
    slanted = shear(image, 45)
    assert np.array_equal(slanted, expected) and slanted.dtype == np.uint8
    assert np.array_equal(image, before)


@wrong(
    "test_your_test_notices_another_dtype",
    says="hold the dtype in a line of its own",
    hint=3,
    misconception="np.array_equal compares numbers, and 9 equals 9.0; it says nothing of the "
    "dtype.",
)
def test_shear__numbers_without_their_dtype(shear):
    image = np.zeros((5, 5), np.uint8)
    image[:, 3] = [10, 20, 30, 40, 50]
    before = image.copy()
    expected = np.zeros((5, 5), np.uint8)
    expected[[1, 2, 3, 4], [4, 3, 2, 1]] = [20, 30, 40, 50]
    assert np.array_equal(shear(image, 45), expected)
    assert np.array_equal(shear(image, 0), before)
    assert np.array_equal(image, before)


# --- 05.5 augment ------------------------------------------------------------------------------


@wrong(
    "test_augment_changes_every_image_in_its_own_way",
    says="not one for all of them",
    hint=1,
    misconception="You drew one set of random numbers and used it for the whole batch.",
)
def augment__one_change_for_all(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    rng = np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, 4)
    matrix = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, np.stack([matrix] * len(images)))


@wrong(
    "test_augment_changes_every_image_in_its_own_way",
    says="made anew inside it",
    hint=2,
    misconception="You make the generator anew for each image, so that each gets the same first "
    "numbers.",
)
def augment__generator_inside_the_loop(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    seed = rng if isinstance(rng, int) else int(rng.integers(1000))
    changed = []
    for image in images.reshape(images.shape[:3]):
        chance = np.random.default_rng(seed)
        turn, slant, right, down = chance.uniform(-1, 1, 4)
        matrix = affine_matrix(
            image.shape,
            degrees=degrees * turn,
            factor=chance.uniform(*factor),
            lean=lean * slant,
            dx=pixels * right,
            dy=pixels * down,
        )
        changed.append(warp(image, matrix))
    return np.stack(changed).reshape(images.shape)


@wrong(
    "test_augment_repeats_with_the_same_seed",
    says="All chance must come from rng",
    hint=2,
    misconception="Your numbers come from a generator of your own, which knows nothing of rng.",
)
def augment__chance_of_its_own(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n = len(images)
    turn, slant, right, down = np.random.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=np.random.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_is_new_at_every_call",
    says="a new one made from a fixed seed begins again",
    hint=2,
    misconception="You make a generator from a fixed seed at every call, so that every pass over "
    "the data sees the same variations.",
)
def augment__always_the_same(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(0)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_keeps_every_image_in_its_place",
    says="gets the label of another",
    hint=1,
    misconception="You shuffled the images and not their labels, so that a 3 now has the label of "
    "a 7.",
)
def augment__shuffles_the_images(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(rng.permutation(images), matrices)


@wrong(
    "test_augment_keeps_shape_and_dtype",
    says="expected the same shape and dtype as before",
    hint=3,
    misconception="You filled np.zeros, which is float64 unless it is told a dtype.",
)
def augment__floats(images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    changed = np.zeros(images.shape)
    changed += warp_batch(images, matrices)
    return changed


@wrong(
    "test_augment_leaves_the_originals_alone",
    says="after some passes a digit is a smear",
    hint=2,
    misconception="You wrote the changed pictures into the ones that you were given.",
)
def augment__in_place(images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    images[:] = warp_batch(images, matrices)
    return images


@wrong(
    "test_augment_of_nothing_changes_nothing",
    says="a number that stands in the body cannot be turned off",
    hint=3,
    misconception="You wrote the ranges into the body, so that the arguments have no effect.",
)
def augment__ranges_in_the_body(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=12 * turn,
        factor=rng.uniform(0.9, 1.1, n),
        lean=10 * slant,
        dx=2 * right,
        dy=2 * down,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_shifts_to_all_sides",
    says="below 0 or above it",
    hint=3,
    misconception="rng.random and rng.uniform(0, 1) give no negative numbers: all digits move to "
    "the right and down.",
)
def augment__to_one_side_only(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.random((4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_shifts_to_all_sides",
    says="two random numbers for each image",
    hint=3,
    misconception="You used one random number of an image for all its changes; each change needs "
    "its own.",
)
def augment__one_number_for_all_changes(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(rng)
    chance = rng.uniform(-1, 1, n)
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * chance,
        factor=rng.uniform(*factor, n),
        lean=lean * chance,
        dx=pixels * chance,
        dy=pixels * chance,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_turns_and_slants_to_both_sides",
    says="a 6 that is turned too far is a 9",
    hint=1,
    misconception="You turn by any angle at all; a label survives a few degrees, not half a turn.",
)
def augment__turns_all_the_way(
    images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0
):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=(degrees > 0) * 180 * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)


@wrong(
    "test_augment_zooms_both_ways",
    says="the smallest zoom and the largest",
    hint=3,
    misconception="You used the largest factor for all images; the factor too is drawn for each.",
)
def augment__one_zoom(images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0):
    n, rng = len(images), np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        images.shape[1:3],
        degrees=degrees * turn,
        factor=factor[1],
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)
