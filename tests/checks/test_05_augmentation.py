"""What a learner's changes of an image must keep: lesson 05."""

import cv2
import numpy as np

# --- 05.1 shift --------------------------------------------------------------------------------


def test_shift_moves_the_ink(shift):
    dot = np.array([[0, 0, 0], [0, 9, 0], [0, 0, 0]])
    right, down = shift(dot.copy(), dx=1, dy=0), shift(dot.copy(), dx=0, dy=1)
    assert right.tolist() == [[0, 0, 0], [0, 0, 9], [0, 0, 0]], (
        f"A dot stands in the middle of 3 by 3 pixels. shift(dot, dx=1, dy=0) gave "
        f"{right.tolist()}, expected [[0, 0, 0], [0, 0, 9], [0, 0, 0]]. A positive dx "
        "moves the ink to the right, to larger numbers of the column. A picture is indexed "
        "[row, column], so dx belongs to the second index."
    )
    assert down.tolist() == [[0, 0, 0], [0, 0, 0], [0, 9, 0]], (
        f"A dot stands in the middle of 3 by 3 pixels. shift(dot, dx=0, dy=1) gave "
        f"{down.tolist()}, expected [[0, 0, 0], [0, 0, 0], [0, 9, 0]]. dy counts rows down: row 0 "
        "is at the top, so down is the direction in which the row number grows."
    )


def test_shift_does_not_wrap_around(shift):
    for name, dx, dy in [("right", 1, 0), ("bottom", 0, 1)]:
        edge = np.zeros((3, 3), int)
        edge[1 + dy, 1 + dx] = 9
        moved = shift(edge.copy(), dx=dx, dy=dy)
        assert moved.sum() == 0, (
            f"A dot stands at the {name} edge of {edge.tolist()}. shift by dx={dx}, dy={dy} moves "
            f"it out, but gave {moved.tolist()}, expected zeros only. Ink that leaves must not "
            "come back on the other side, as np.roll brings it back: half of a 4 at the left and "
            "half at the right is no 4."
        )


def test_shift_moves_any_picture_any_way(shift, rng):
    image = rng.integers(1, 256, (6, 9), dtype=np.uint8)
    for dx, dy in [(2, 1), (-2, -1), (3, -4), (-5, 2), (0, 0)]:
        try:
            moved = shift(image.copy(), dx=dx, dy=dy)
        except (ValueError, IndexError) as error:
            raise AssertionError(
                f"shift(image, dx={dx}, dy={dy}) of a picture of 6 rows and 9 columns raised "
                f"{type(error).__name__}: {error!s:.120}. It must work for negative numbers and "
                "for 0 too, and a picture need not be square. image[:-dx] and moved[dx:] mean "
                "something else when dx is negative, because Python then counts from the end."
            ) from error
        for row, column in np.ndindex(6, 9):
            inside = 0 <= row - dy < 6 and 0 <= column - dx < 9
            expected = image[row - dy, column - dx] if inside else 0
            assert moved[row, column] == expected, (
                f"shift(image, dx={dx}, dy={dy}) of a random picture of 6 rows and 9 columns has "
                f"{moved[row, column]} in row {row}, column {column}, expected {expected}: "
                + (
                    f"that is what stood in row {row - dy}, column {column - dx}. "
                    if inside
                    else "nothing came from there, so it is background. "
                )
                + "Negative numbers go left and up, and a picture need not be square."
            )


def test_shift_beyond_the_edge_leaves_a_blank_picture(shift):
    image = np.full((2, 3), 9)
    for dx, dy in [(3, 0), (-4, 0), (0, 2), (0, -3), (4, 0), (0, 9)]:
        try:
            moved = shift(image.copy(), dx=dx, dy=dy).tolist()
        except (ValueError, IndexError) as error:
            moved = f"the error {error!s:.90}"
        assert moved == [[0, 0, 0], [0, 0, 0]], (
            f"shift(image, dx={dx}, dy={dy}) of a picture of 2 rows and 3 columns gave {moved}, "
            "expected 2 rows of 3 zeros. When all the ink has left, what stays is a blank "
            "picture. Slices that end before they begin, or count from the end, go wrong here."
        )


def test_shift_keeps_shape_and_dtype(shift):
    for dtype in (np.uint8, np.float32):
        image = np.full((4, 6), 200, dtype)
        moved = shift(image, dx=1, dy=1)
        assert (moved.shape, moved.dtype) == (image.shape, image.dtype), (
            f"shift of a {image.dtype} picture of shape {image.shape} gave {moved.dtype} of shape "
            f"{moved.shape}, expected {image.dtype} of shape {image.shape}. What comes next "
            "counts on it: np.zeros makes float64 unless it is told a dtype, eight bytes for a "
            "pixel that needs one."
        )


def test_shift_leaves_the_original_alone(shift):
    image = np.arange(12).reshape(3, 4)
    before = image.copy()
    moved = shift(image, dx=1, dy=0)
    moved[:] = 7
    shift(image, dx=0, dy=0)[:] = 7
    assert np.array_equal(image, before), (
        f"shift was given {before.tolist()}; afterwards that picture was {image.tolist()}. It must "
        "stay as it was: you will draw many variations of one picture. Write into a new array, "
        "never into image, and do not give image itself back."
    )


def test_shift_refuses_half_a_pixel(shift):
    for dx, dy in [(0.5, 0), (0, 1.5)]:
        try:
            moved = shift(np.array([[0, 9, 0]]), dx=dx, dy=dy)
        except ValueError:
            continue
        except (TypeError, IndexError) as error:
            moved = f"the {type(error).__name__} {error!s:.80}"
        raise AssertionError(
            f"shift(image, dx={dx}, dy={dy}) gave {moved}, expected a ValueError. There is no half "
            "a pixel to move by. Rounding it in silence would move the ink by another distance "
            "than you asked for, and an error that Python raises further down does not say what "
            "was wrong. Raise it yourself, with a sentence that says what came and what is needed."
        )


# --- 05.2 rotate -------------------------------------------------------------------------------


def test_rotate_takes_degrees(rotate):
    image = np.arange(25, dtype=float).reshape(5, 5)
    turned = rotate(image.copy(), 360)
    assert np.allclose(turned, image, atol=0.01), (
        f"rotate(image, 360) gave {np.round(turned, 1).tolist()}, expected {image.tolist()}: a "
        "whole turn changes nothing. np.cos and np.sin take radians, where a whole turn is 6.28; "
        "np.deg2rad makes radians of degrees."
    )


def test_rotate_turns_about_the_centre(rotate):
    image = np.arange(24, dtype=float).reshape(4, 6)
    turned, expected = rotate(image.copy(), 180), image[::-1, ::-1]
    assert np.allclose(turned, expected, atol=0.01), (
        f"rotate(image, 180) of 4 rows and 6 columns gave {np.round(turned, 1).tolist()}, "
        f"expected {expected.tolist()}: half a turn puts the picture upside down, and all of it "
        "stays inside. The centre has x = (width - 1) / 2 and y = (height - 1) / 2, because pixels "
        "are counted from 0. Without it the picture turns about its corner; with width / 2 it is "
        "half a pixel off."
    )


def test_rotate_turns_counter_clockwise(rotate):
    image = np.array([[0, 9, 0], [0, 9, 0], [0, 0, 0]], dtype=float)
    turned, expected = rotate(image.copy(), 90), [[0, 0, 0], [9, 9, 0], [0, 0, 0]]
    assert np.allclose(turned, expected, atol=0.01), (
        f"The hand of a clock points up: {image.tolist()}. rotate(image, 90) gave "
        f"{np.round(turned, 1).tolist()}, expected {expected}: counter-clockwise, it then points "
        "to the left. In a picture y grows downwards, so the signs of the two sines are not those "
        "of a textbook, where y grows upwards."
    )


def test_rotate_turns_by_any_angle(rotate, rng):
    image = cv2.GaussianBlur(np.pad(rng.uniform(0, 255, (16, 16)), 6), (0, 0), 2)
    for degrees in (*rng.uniform(-80, 80, 4), 7.0):
        matrix = cv2.getRotationMatrix2D((13.5, 13.5), degrees, 1)
        expected = cv2.warpAffine(image, matrix, (28, 28))
        turned = rotate(image.copy(), degrees)
        assert turned.shape == (28, 28), (
            f"rotate(image, {degrees:.1f}) made a picture of shape {turned.shape} of 28 by 28 "
            "pixels, expected 28 by 28 again. Corners that turn out of the sheet are cut off."
        )
        apart = np.abs(turned - expected).mean()
        assert apart < 1, (
            f"rotate(image, {degrees:.1f}) differs from OpenCV's own turn by {apart:.1f} grey "
            "levels a pixel on average, expected less than 1. Any angle must work, large or small, "
            "to the left (positive) and to the right (negative), not only quarter turns. The size "
            "of the digit stays as it is."
        )


def test_rotate_keeps_shape_and_dtype(rotate):
    for dtype in (np.uint8, np.float32):
        image = np.full((4, 6), 200, dtype)
        turned = rotate(image, 90)
        assert (turned.shape, turned.dtype) == (image.shape, image.dtype), (
            f"rotate(image, 90) of a {image.dtype} picture of shape {image.shape} gave "
            f"{turned.dtype} of shape {turned.shape}, expected {image.dtype} of shape "
            f"{image.shape}. The sheet stays as it is, only the ink on it turns: a network takes "
            "pictures of one size and one dtype."
        )


def test_rotate_leaves_the_original_alone(rotate):
    image = np.arange(25, dtype=float).reshape(5, 5)
    before = image.copy()
    rotate(image, 30)
    assert np.array_equal(image, before), (
        f"rotate(image, 30) changed the picture that it was given: its first row was "
        f"{before[0].tolist()}, and is {np.round(image[0], 1).tolist()}. It must stay as it was: "
        "a picture that is turned again and again blurs, and drifts away from its label."
    )


# --- 05.3 zoom ---------------------------------------------------------------------------------


def test_zoom_above_one_enlarges(zoom):
    image = np.zeros((28, 28))
    image[12:16, 12:16] = 1
    for factor, words in [(2.0, "twice as wide and twice as high"), (0.5, "half as wide and high")]:
        before, after = image.sum(), zoom(image.copy(), factor).sum()
        expected = before * factor**2
        assert abs(after - expected) < 0.1 * expected, (
            f"A square of 16 pixels. zoom(image, {factor}) made it {after:.1f} pixels large, "
            f"expected about {expected:.0f}: {words}. A factor above 1 enlarges, in both "
            "directions, and below 1 it shrinks. The matrix says where a pixel goes, not where it "
            "comes from."
        )


def test_zoom_leaves_the_centre_in_place(zoom):
    image = np.zeros((28, 20))
    image[12:16, 8:12] = 1
    for factor in (0.8, 1.5):
        zoomed = zoom(image.copy(), factor)
        rows, columns = np.nonzero(zoomed > 0.01)
        middle = (float(rows.mean()), float(columns.mean())) if len(rows) else "nowhere"
        assert middle != "nowhere" and np.allclose(middle, (13.5, 9.5), atol=0.1), (
            f"A square stands in the middle of 28 rows and 20 columns, at row 13.5 and column 9.5. "
            f"After zoom(image, {factor}) the middle of its ink is at {middle}, expected "
            "(13.5, 9.5). The centre, x = (width - 1) / 2 and y = (height - 1) / 2, must stay "
            "where it is; else each zoom is a shift too, of which nobody knows."
        )


def test_zoom_keeps_shape_and_dtype(zoom):
    for dtype, factor in [(np.uint8, 1.3), (np.float32, 0.7), (np.uint8, 2)]:
        image = np.full((10, 12), 200, dtype)
        zoomed = zoom(image, factor)
        assert (zoomed.shape, zoomed.dtype) == (image.shape, image.dtype), (
            f"zoom(image, {factor}) of a {image.dtype} picture of shape {image.shape} gave "
            f"{zoomed.dtype} of shape {zoomed.shape}, expected {image.dtype} of shape "
            f"{image.shape}. The ink grows, the sheet does not: a network takes pictures of one "
            "size and one dtype."
        )


def test_zoom_takes_any_factor(zoom, rng):
    image = cv2.GaussianBlur(rng.uniform(0, 255, (28, 28)), (0, 0), 2)
    for factor in (*rng.uniform(0.6, 0.9, 2), *rng.uniform(1.1, 1.8, 2), 1.0):
        expected = cv2.warpAffine(image, cv2.getRotationMatrix2D((13.5, 13.5), 0, factor), (28, 28))
        zoomed = zoom(image.copy(), factor)
        assert zoomed.shape == (28, 28), (
            f"zoom(image, {factor:.2f}) made a picture of shape {zoomed.shape} of 28 by 28 pixels, "
            "expected 28 by 28 again: the ink changes its size, the sheet does not."
        )
        apart = np.abs(zoomed - expected).mean()
        assert apart < 1, (
            f"zoom(image, {factor:.2f}) differs from OpenCV's own zoom by {apart:.1f} grey levels "
            "a pixel on average, expected less than 1. The factor may be any number above 0, also "
            "one that is not whole, and what comes from outside the picture is background."
        )


def test_zoom_refuses_what_is_not_above_zero(zoom):
    six = np.array([[9, 0, 0], [9, 9, 9], [9, 9, 9]])
    for factor in (0, -1):
        try:
            zoomed = zoom(six, factor)
        except ValueError:
            continue
        except (ArithmeticError, cv2.error) as error:
            zoomed = f"the {type(error).__name__} {error!s:.80}"
        else:
            zoomed = zoomed.tolist()
        raise AssertionError(
            f"zoom(image, {factor}) gave {zoomed}, expected a ValueError. By 0 all ink would "
            "shrink to a point; by -1 the picture would stand on its head, and a 6 would be a 9 "
            "with the label of a 6. Refuse both, with a sentence that says what came and what is "
            "needed."
        )


def test_zoom_leaves_the_original_alone(zoom):
    image = np.arange(25, dtype=float).reshape(5, 5)
    before = image.copy()
    zoom(image, 1.5)
    assert np.array_equal(image, before), (
        f"zoom(image, 1.5) changed the picture that it was given: its first row was "
        f"{before[0].tolist()}, and is {np.round(image[0], 1).tolist()}. It must stay as it was: "
        "every variation is made from the same original."
    )


# --- 05.4 test_shear ---------------------------------------------------------------------------


def test_your_test_lets_the_good_shear_pass(test_shear):
    from digitkit.augmentation import shear

    try:
        answer = test_shear(shear)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_shear(shear) failed a shear that has no bug, and should have let it pass. "
            f"{said}\nA test that fails good code is not believed for long. Print what the good "
            "shear gives for your picture, and compare it with what your test expects."
        ) from None
    assert answer is None, (
        f"test_shear(shear) returned {answer!s:.80}, expected nothing. Nobody looks at what a test "
        "returns: it fails by an assert that does not hold, and passes in all other cases. Write "
        "`assert` where you wrote `return`."
    )


def test_your_test_notices_a_lean_to_the_left(test_shear):
    from digitkit.augmentation import shear

    def leans_to_the_left(image, degrees):
        return shear(image, -degrees)

    try:
        test_shear(leans_to_the_left)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear leans to the left where it should lean to the right. "
        "test_shear(leans_to_the_left) passed it, and should have failed it. Shear an upright "
        "stroke by a positive angle and hold where its top must be, and where its bottom."
    )


def test_your_test_notices_radians(test_shear):
    from digitkit.augmentation import warp

    def takes_radians(image, degrees):
        slope, centre_y = np.tan(degrees), (image.shape[0] - 1) / 2
        return warp(image, [[1, -slope, slope * centre_y], [0, 1, 0]])

    try:
        test_shear(takes_radians)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear takes its angle in radians, so that the ink leans, but "
        "by another angle. test_shear(takes_radians) passed it, and should have failed it. Hold "
        "how far the ink moves, not only that it moves: at 45 degrees each row moves by one pixel "
        "more than the row below it."
    )


def test_your_test_notices_that_the_top_row_stays(test_shear):
    from digitkit.augmentation import warp

    def keeps_the_top_row(image, degrees):
        return warp(image, [[1, -np.tan(np.deg2rad(degrees)), 0], [0, 1, 0]])

    try:
        test_shear(keeps_the_top_row)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear keeps the top row in place, where the middle row should "
        "stay, so that the whole digit moves to the left. test_shear(keeps_the_top_row) passed it, "
        "and should have failed it. Hold that the middle row is the same before and after."
    )


def test_your_test_notices_ink_that_wraps_around(test_shear):
    def wraps_around(image, degrees):
        middle = (image.shape[0] - 1) / 2
        moves = np.rint(np.tan(np.deg2rad(degrees)) * (middle - np.arange(image.shape[0])))
        return np.stack([np.roll(row, int(move)) for row, move in zip(image, moves, strict=True)])

    try:
        test_shear(wraps_around)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: in this shear, ink that leaves on the right comes back on the "
        "left. test_shear(wraps_around) passed it, and should have failed it. Give your picture "
        "ink near an edge, which must leave, and hold that it is gone."
    )


def test_your_test_notices_a_changed_original(test_shear):
    from digitkit.augmentation import shear

    def changes_its_input(image, degrees):
        image[:] = shear(image, degrees)
        return image.copy()

    try:
        test_shear(changes_its_input)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear writes its result into the picture that it was given. "
        "test_shear(changes_its_input) passed it, and should have failed it. Keep a copy of your "
        "picture before the call, and compare afterwards."
    )


def test_your_test_notices_an_angle_that_is_always_the_same(test_shear):
    from digitkit.augmentation import shear

    def always_leans_by_45(image, degrees):
        return shear(image, 45)

    try:
        test_shear(always_leans_by_45)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear leans by 45 degrees, whatever angle it is asked for. "
        "test_shear(always_leans_by_45) passed it, and should have failed it. Ask for a second "
        "angle too: by 0 degrees nothing may change."
    )


def test_your_test_notices_another_dtype(test_shear):
    from digitkit.augmentation import shear

    def gives_floats(image, degrees):
        return shear(image, degrees).astype(np.float64)

    try:
        test_shear(gives_floats)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this shear gives float64, whatever the dtype of its picture. "
        "test_shear(gives_floats) passed it, and should have failed it. Equal numbers compare as "
        "equal in any dtype, so hold the dtype in a line of its own."
    )


# --- 05.5 augment ------------------------------------------------------------------------------


def test_augment_changes_every_image_in_its_own_way(augment, rng):
    images = np.zeros((20, 28, 28), np.uint8)
    images[:, 8:20, 12:16] = 255
    changed = augment(images.copy(), rng)
    different = len(np.unique(changed, axis=0))
    assert different == 20, (
        f"augment was given 20 equal pictures and gave {different} different ones, expected 20. "
        "Draw one random number for each image, not one for all of them. And make the generator "
        "once, before the loop: made anew inside it, with the same seed, it begins again at its "
        "first number."
    )


def test_augment_repeats_with_the_same_seed(augment, rng):
    images, seed = np.zeros((5, 28, 28), np.uint8), int(rng.integers(1000))
    images[:, 8:20, 12:16] = 255
    for name, one, two in [
        (f"np.random.default_rng({seed})", *(np.random.default_rng(seed) for _ in range(2))),
        (f"{seed}", seed, seed),
    ]:
        assert np.array_equal(augment(images.copy(), one), augment(images.copy(), two)), (
            f"augment(images, {name}), called twice, gave different pictures, expected the same "
            "ones. With a seed you can repeat a training, and so find a fault in it. All chance "
            "must come from rng: np.random.default_rng(rng) makes a generator of a seed, and lets "
            "a generator pass as it is."
        )


def test_augment_is_new_at_every_call(augment, rng):
    images = np.zeros((5, 28, 28), np.uint8)
    images[:, 8:20, 12:16] = 255
    first, second = augment(images.copy(), rng), augment(images.copy(), rng)
    assert not np.array_equal(first, second), (
        "augment(images, rng), called twice with one generator, gave the same pictures twice, "
        "expected new ones. A generator goes on from number to number; a new one made from a "
        "fixed seed begins again. Each pass over the data would then show the same variations, "
        "and little would be gained."
    )


def test_augment_keeps_every_image_in_its_place(augment, rng):
    images = np.zeros((60, 28, 28), np.uint8)
    for place, image in enumerate(images):
        image[10:18, 10:18] = 100 + place
    places = [int(image.max()) - 100 for image in augment(images.copy(), rng)]
    assert np.allclose(places, range(60), atol=1), (
        f"augment was given 60 squares, each a little darker than the one before. In the answer "
        f"they stand in the order {places[:8]} ..., expected [0, 1, 2, 3, 4, 5, 6, 7] ... The "
        "labels stay in their order, so an image that changes places gets the label of another."
    )


def test_augment_keeps_shape_and_dtype(augment, rng):
    for shape in [(4, 28, 28), (4, 28, 28, 1)]:
        for dtype in (np.uint8, np.float32):
            changed = augment(np.full(shape, 200, dtype), rng)
            assert (changed.shape, changed.dtype) == (shape, dtype), (
                f"augment of {np.dtype(dtype)} images of shape {shape} gave {changed.dtype} of "
                f"shape {changed.shape}, expected the same shape and dtype as before. A network "
                "takes the changed images in the place of the others; some of them carry a last "
                "axis of 1, the channel."
            )


def test_augment_leaves_the_originals_alone(augment, rng):
    images = np.zeros((5, 28, 28), np.uint8)
    images[:, 8:20, 12:16] = 255
    before = images.copy()
    changed = augment(images, rng)
    changed[:] = 7
    assert np.array_equal(images, before), (
        f"augment changed {np.count_nonzero((images != before).any(axis=(1, 2)))} of the 5 images "
        "that it was given, expected none. The next pass would change what is changed already, "
        "and after some passes a digit is a smear. Write into new images, and give new ones back."
    )


def test_augment_of_nothing_changes_nothing(augment, rng):
    images = cv2.GaussianBlur(rng.uniform(0, 255, (28, 28, 3)), (0, 0), 2).transpose(2, 0, 1)
    same = augment(images.copy(), rng, degrees=0, factor=(1, 1), lean=0, pixels=0)
    apart = np.abs(same - images).mean()
    assert apart < 1, (
        "augment(images, rng, degrees=0, factor=(1, 1), lean=0, pixels=0) changed the pictures by "
        f"{apart:.1f} grey levels a pixel on average, expected no change. Every one of the four "
        "ranges must come from its argument; a number that stands in the body cannot be turned off."
    )


def test_augment_shifts_to_all_sides(augment, rng):
    images = np.zeros((200, 29, 29), np.float32)
    images[:, 10:19, 10:19] = 1
    changed = augment(images, rng, degrees=0, factor=(1, 1), lean=0, pixels=3)
    places = np.arange(29) - 14
    right = changed.sum(axis=1) @ places / changed.sum(axis=(1, 2))
    down = changed.sum(axis=2) @ places / changed.sum(axis=(1, 2))
    for name, moved in [("to the right", right), ("down", down)]:
        assert moved.min() < -1.5 and moved.max() > 1.5 and np.abs(moved).max() < 3.2, (
            f"augment with pixels=3, and nothing else, moved 200 squares between {moved.min():.0f} "
            f"and {moved.max():.0f} pixels {name}, expected nearly from -3 to 3. Each image "
            "needs a number of its own, below 0 or above it: rng.uniform(-1, 1, n) gives n. "
            "Beyond the range ink may be lost over the edge."
        )
    assert not np.allclose(right, down, atol=0.1), (
        "augment with pixels=3 moved every square as far down as to the right, expected two "
        "random numbers for each image. With one number for both, all digits move along one line, "
        "and never only to the side."
    )


def test_augment_turns_and_slants_to_both_sides(augment, rng):
    images = np.zeros((200, 29, 29), np.float32)
    images[:, 8:21, 14] = 1  # an upright stroke
    places = np.arange(29) - 14
    for name, ranges in [
        ("degrees", {"degrees": 30, "lean": 0}),
        ("lean", {"degrees": 0, "lean": 30}),
    ]:
        changed = augment(images.copy(), rng, **ranges, factor=(1, 1), pixels=0)
        slope = (changed @ places) @ places / (changed.sum(axis=2) @ places**2)
        angle = np.rad2deg(np.arctan(slope))
        assert angle.min() < -15 and angle.max() > 15 and np.abs(angle).max() < 33, (
            f"augment with {name}=30, and nothing else, tilted 200 upright strokes by "
            f"{angle.min():.0f} to {angle.max():.0f} degrees, expected nearly from -30 to 30. Both "
            "sides are meant, and the limit too: a 6 that is turned too far is a 9, and still has "
            "the label of a 6."
        )


def test_augment_zooms_both_ways(augment, rng):
    images = np.zeros((200, 29, 29), np.float32)
    images[:, 10:19, 10:19] = 1
    changed = augment(images, rng, degrees=0, factor=(0.7, 1.4), lean=0, pixels=0)
    size = np.sqrt(changed.sum(axis=(1, 2))) / 9
    assert size.min() < 0.9 and size.max() > 1.2 and 0.65 < size.min() and size.max() < 1.45, (
        f"augment with factor=(0.7, 1.4), and nothing else, made 200 squares {size.min():.2f} to "
        f"{size.max():.2f} times as wide, expected nearly from 0.7 to 1.4. factor is a pair: the "
        "smallest zoom and the largest, and rng.uniform takes both."
    )
