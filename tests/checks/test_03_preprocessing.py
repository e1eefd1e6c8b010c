"""What pictures and labels must be like before a model gets them: lesson 03."""

import numpy as np
import pytest

# --- 03.1 scale --------------------------------------------------------------------------------


def test_scale_maps_255_to_1(scale):
    scaled = np.asarray(scale(np.array([0, 51, 255], np.uint8)))
    assert np.allclose(scaled, [0, 0.2, 1], rtol=0, atol=1e-3), (
        f"scale([0, 51, 255]) gave {np.round(scaled, 4).tolist()}, expected [0, 0.2, 1]. Divide by "
        "255, the largest number of a byte. A byte has 256 values, but 0 is one of them: with 256, "
        "full ink is 0.996."
    )


def test_scale_gives_float32(scale):
    scaled = np.asarray(scale(np.full((2, 3), 100, np.uint8)))
    assert scaled.dtype == np.float32, (
        f"scale of uint8 pictures gave {scaled.dtype}, expected float32. Whole numbers cannot hold "
        "0.2: they cut it off to 0. And float64, which NumPy chooses by itself, takes twice the "
        "memory, while networks compute in float32. float16 has three places only."
    )


def test_scale_treats_every_picture_alike(scale, rng):
    faint, dark = np.full((3, 3), 60, np.uint8), np.full((3, 3), 240, np.uint8)
    faint[0, 0], dark[0, 0] = rng.integers(20, 50), rng.integers(0, 30)
    scaled = np.asarray(scale(np.stack([faint, dark])))
    expected = [60 / 255, 240 / 255]
    found = [float(scaled[0].max()), float(scaled[1].max())]
    assert np.allclose(found, expected, atol=1e-3), (
        f"Two pictures with the largest values 60 and 240 became {found[0]:.3f} and "
        f"{found[1]:.3f}, expected {expected[0]:.3f} and {expected[1]:.3f}. Divide all by one "
        "number, 255. When each is divided by its own largest value, or by that of its batch, a "
        "faint stroke becomes as dark as a bold one, and one picture is scaled differently in "
        "other company."
    )


def test_scale_keeps_the_shape(scale, rng):
    for shape in [(4, 28, 28), (28, 28), (2, 5, 7, 1)]:
        scaled = np.asarray(scale(rng.integers(0, 256, shape, dtype=np.uint8)))
        assert scaled.shape == shape, (
            f"scale of pictures of shape {shape} gave the shape {scaled.shape}. Only the numbers "
            "change, and for one picture alone just as for many."
        )


def test_scale_leaves_the_original_alone(scale):
    images = np.array([[0, 51, 255]], np.uint8)
    scale(images)
    assert images.tolist() == [[0, 51, 255]], (
        f"scale was given [[0, 51, 255]]; afterwards that array was {images.tolist()}. Whoever "
        "loaded it still wants to look at it. Make a new array; `images /= 255` writes into the "
        "old one, where the dtype lets it."
    )


def test_scale_takes_blank_paper(scale):
    blank = np.zeros((1, 2, 2), np.uint8)
    try:
        scaled = np.asarray(scale(blank)).tolist()
    except (TypeError, ValueError) as error:
        scaled = f"a {type(error).__name__}"
    assert scaled == [[[0, 0], [0, 0]]], (
        f"scale of a blank picture of bytes, all 0, gave {scaled}, expected zeros. The size of the "
        "numbers does not tell whether a picture is scaled already: blank paper is 0 before and "
        "after. The dtype tells it. And 0 is nothing to divide by."
    )


def test_scale_refuses_what_is_scaled_already(scale):
    for numbers in ([0, 0.2, 1], [0, 51, 255]):
        try:
            scaled = scale(np.array(numbers, np.float32))
        except TypeError:
            continue
        except Exception as error:
            gave = f"a {type(error).__name__}"
        else:
            gave = scaled if scaled is None else np.round(scaled, 5).tolist()
        raise AssertionError(
            f"scale({numbers}), whose dtype is float32, gave {gave}, expected a TypeError. Scaled "
            "twice, full ink is 0.004, and to a network every picture is blank paper; no error "
            "says so. Look at images.dtype, not at the numbers: if it is not np.uint8, raise."
        )


# --- 03.2 add_channel --------------------------------------------------------------------------


def test_add_channel_appends_an_axis_of_one(add_channel):
    for n, height, width in [(5, 28, 28), (1, 28, 28), (3, 20, 9)]:
        given = np.zeros((n, height, width), np.float32)
        try:
            shape = np.asarray(add_channel(given)).shape
        except ValueError as error:
            shape = f"the error {error!s:.80}"
        assert shape == (n, height, width, 1), (
            f"add_channel of shape {given.shape} gave {shape}, expected {(n, height, width, 1)}. "
            "The new axis stands last, and says that each pixel has one number. Do not count on "
            "28, and keep the axis of the pictures also where there is only one of them."
        )


def test_add_channel_keeps_every_pixel_in_its_place(add_channel, rng):
    images = rng.random((4, 6, 5), np.float32)
    found = np.asarray(add_channel(images.copy()))
    where = np.argwhere(found.reshape(images.shape) != images)
    assert not len(where), (
        f"The pixel in picture {where[0][0]}, row {where[0][1]}, column {where[0][2]} was "
        f"{images[tuple(where[0])]:.3f}, and is {found.reshape(images.shape)[tuple(where[0])]:.3f} "
        "after add_channel. No pixel may change or move: a transpose would lay rows where columns "
        "were."
    )


def test_add_channel_keeps_the_dtype(add_channel):
    for dtype in (np.float32, np.uint8):
        found = np.asarray(add_channel(np.zeros((2, 3, 3), dtype))).dtype
        assert found == dtype, (
            f"add_channel of {np.dtype(dtype)} gave {found}, expected {np.dtype(dtype)}. It adds "
            "an axis, and leaves the numbers to others."
        )


def test_add_channel_refuses_any_other_shape(add_channel):
    for shape, is_what in [
        ((28, 28), "one picture, not many"),
        ((6, 784), "pictures in flat rows"),
        ((6, 28, 28, 1), "pictures that have a channel already"),
    ]:
        try:
            given = add_channel(np.zeros(shape))
        except ValueError:
            continue
        except (TypeError, IndexError) as error:
            gave = f"a {type(error).__name__}"
        else:
            gave = given if given is None else f"the shape {np.shape(given)}"
        raise AssertionError(
            f"add_channel of shape {shape} ({is_what}) gave {gave}, expected a ValueError. Ask "
            "for three axes, images.ndim, and say in the sentence which shape came and which was "
            "needed. Else the error comes three functions later, from a library that knows nothing "
            "of your pictures."
        )


# --- 03.3 test_one_hot -------------------------------------------------------------------------


def test_your_test_lets_the_good_one_hot_pass(test_one_hot):
    from digitkit.preprocessing import one_hot

    try:
        test_one_hot(one_hot)
    except (AssertionError, pytest.fail.Exception) as failure:
        raise AssertionError(
            "Your test failed the good one_hot: "
            f"{str(failure).strip() or 'an assert without words'}. It may ask for what the "
            "promises say, and for nothing else."
        ) from None
    except ValueError as error:
        raise AssertionError(
            f"Your test was stopped by a ValueError with the good one_hot: {error!s:.200} Compare "
            "whole arrays with np.array_equal. Where a refusal is what you want, write the call "
            "below `with pytest.raises(ValueError):`; the test then goes on."
        ) from None


def test_your_test_notices_a_1_one_place_off(test_one_hot):
    from digitkit.preprocessing import one_hot

    def one_place_off(labels, n_classes=10):
        return np.roll(one_hot(labels, n_classes), -1, axis=1)

    try:
        test_one_hot(one_place_off)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot puts the 1 one column too far to the left, as if "
        "classes were counted from 1. test_one_hot(one_place_off) passed it, and should have "
        "failed it. Write down by hand the rows that must come back, and compare all of them."
    )


def test_your_test_notices_rows_and_columns_swapped(test_one_hot):
    from digitkit.preprocessing import one_hot

    def swapped(labels, n_classes=10):
        return one_hot(labels, n_classes).T

    try:
        test_one_hot(swapped)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot gives a column for each label, not a row. "
        "test_one_hot(swapped) passed it, and should have failed it. Take another number of labels "
        "than of classes, so that the two shapes differ."
    )


def test_your_test_notices_a_class_that_has_no_column(test_one_hot):
    def only_classes_that_occur(labels, n_classes=10):
        if np.min(labels) < 0 or np.max(labels) >= n_classes:
            raise ValueError("a label has no column.")
        return (np.asarray(labels)[:, np.newaxis] == np.unique(labels)).astype(np.float32)

    try:
        test_one_hot(only_classes_that_occur)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot makes columns for those classes only that occur among "
        "the labels. test_one_hot(only_classes_that_occur) passed it, and should have failed it. "
        "Leave a class out of your labels; its column must be there all the same."
    )


def test_your_test_notices_two_ones_in_a_row(test_one_hot):
    from digitkit.preprocessing import one_hot

    def everything_up_to_the_label(labels, n_classes=10):
        rows = one_hot(labels, n_classes)
        return np.float32(rows[:, ::-1].cumsum(axis=1)[:, ::-1])

    try:
        test_one_hot(everything_up_to_the_label)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot puts a 1 into every column up to the label. "
        "test_one_hot(everything_up_to_the_label) passed it, and should have failed it. It is not "
        "enough that the right place holds a 1: all the others must hold 0."
    )


def test_your_test_notices_a_second_1_behind_the_first(test_one_hot):
    from digitkit.preprocessing import one_hot

    def everything_from_the_label_on(labels, n_classes=10):
        return np.float32(one_hot(labels, n_classes).cumsum(axis=1))

    try:
        test_one_hot(everything_from_the_label_on)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot puts a 1 into every column from the label on. "
        "test_one_hot(everything_from_the_label_on) passed it, and should have failed it. argmax "
        "names the first of the largest numbers, and does not see that there are more of them: "
        "compare whole rows."
    )


def test_your_test_notices_another_dtype(test_one_hot):
    from digitkit.preprocessing import one_hot

    def whole_numbers(labels, n_classes=10):
        return one_hot(labels, n_classes).astype(np.int64)

    try:
        test_one_hot(whole_numbers)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot gives int64. test_one_hot(whole_numbers) passed it, "
        "and should have failed it. Equal numbers compare as equal in any dtype, so hold the dtype "
        "in a line of its own."
    )


def test_your_test_notices_a_label_that_counts_from_the_end(test_one_hot):
    def takes_what_comes(labels, n_classes=10):
        if np.max(labels) >= n_classes:
            raise ValueError("a label has no column.")
        return np.eye(n_classes, dtype=np.float32)[labels]

    try:
        test_one_hot(takes_what_comes)
    except (AssertionError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: given the label -1, this one_hot puts the 1 into the last column, "
        "since -1 counts from the end. test_one_hot(takes_what_comes) passed it, and should have "
        "failed it. `with pytest.raises(ValueError):`, and below it a call with a label below 0."
    )


def test_your_test_notices_a_label_that_is_too_large(test_one_hot):
    def grows_with_the_labels(labels, n_classes=10):
        if np.min(labels) < 0:
            raise ValueError("a label is below 0.")
        n_classes = max(n_classes, int(np.max(labels)) + 1)
        return np.eye(n_classes, dtype=np.float32)[labels]

    try:
        test_one_hot(grows_with_the_labels)
    except (AssertionError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: given a label that is too large, this one_hot adds a column and "
        "says nothing. test_one_hot(grows_with_the_labels) passed it, and should have failed it. "
        "`with pytest.raises(ValueError):`, and below it a call with a label that has no column."
    )


def test_your_test_notices_one_class_too_many(test_one_hot):
    def lets_one_more_pass(labels, n_classes=10):
        if np.min(labels) < 0 or np.max(labels) > n_classes:
            raise ValueError("a label has no column.")
        return np.eye(n_classes + 1, dtype=np.float32)[labels][:, :n_classes]

    try:
        test_one_hot(lets_one_more_pass)
    except (AssertionError, IndexError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this one_hot refuses what is larger than n_classes, and lets "
        "n_classes itself pass, with a row of zeros. test_one_hot(lets_one_more_pass) passed it, "
        "and should have failed it. Of 4 classes the last is 3: ask for the first number that is "
        "no class."
    )


# --- 03.4 one_hot ------------------------------------------------------------------------------


def test_one_hot_puts_the_1_in_the_column_of_the_label(one_hot, rng):
    labels = rng.integers(0, 5, 7)
    rows = np.asarray(one_hot(labels.copy(), 5))
    assert rows.shape == (7, 5), (
        f"one_hot of 7 labels with n_classes=5 gave the shape {rows.shape}, expected (7, 5): a row "
        "for each label, a column for each class."
    )
    for place, label in enumerate(labels):
        expected = [float(column == label) for column in range(5)]
        assert rows[place].tolist() == expected, (
            f"Label {place} is {label}, and its row {rows[place].tolist()}, expected {expected}: "
            "a single 1, in the column that has the number of the label. Columns are counted from "
            "0, as the digits are."
        )


def test_one_hot_has_a_column_for_every_class(one_hot):
    for labels, n_classes in [([3, 1, 1], 10), ([0], 4)]:
        shape = np.asarray(one_hot(np.array(labels), n_classes)).shape
        assert shape == (len(labels), n_classes), (
            f"one_hot({labels}, {n_classes}) gave the shape {shape}, expected "
            f"{(len(labels), n_classes)}. A class that does not occur in this batch has its column "
            "all the same: else the columns mean something else in the next batch."
        )


def test_one_hot_gives_float32(one_hot):
    found = np.asarray(one_hot(np.array([1, 0]), 3)).dtype
    assert found == np.float32, (
        f"one_hot gave {found}, expected float32. The rows are compared with probabilities, which "
        "networks compute in float32. np.zeros and np.eye take the dtype as an argument."
    )


def test_one_hot_takes_the_labels_of_mnist(one_hot):
    for labels in (np.array([7, 2], np.uint8), [7, 2]):
        try:
            where = np.asarray(one_hot(labels, 10)).argmax(axis=1).tolist()
        except Exception as error:
            where = f"the {type(error).__name__} {error!s:.80}"
        kind = "a list" if isinstance(labels, list) else "uint8"
        assert where == [7, 2], (
            f"one_hot of the labels [7, 2], given as {kind}, gave ones at {where}, expected [7, "
            "2]. "
            "The labels of MNIST are bytes, and others come as a list: np.asarray(labels) makes an "
            "array of whatever comes."
        )


def test_one_hot_refuses_a_label_that_has_no_column(one_hot):
    for label in (-1, 5, 9):
        try:
            given = np.asarray(one_hot(np.array([0, label]), 5)).tolist()
        except ValueError:
            continue
        except Exception as error:
            given = f"the {type(error).__name__} {error!s:.80}"
        raise AssertionError(
            f"one_hot([0, {label}], 5) gave {given}, expected a ValueError. There are the columns "
            "0 "
            "to 4. As an index, -1 means the last one, so a wrong label would become a "
            "right-looking "
            "row. Compare labels.min() and labels.max() with 0 and n_classes, and raise."
        )


# --- 03.5 standardize --------------------------------------------------------------------------


def test_standardize_gives_the_training_pictures_mean_0_and_deviation_1(standardize, rng):
    training = rng.integers(0, 256, (30, 6, 6), dtype=np.uint8)
    changed = np.asarray(standardize(training.copy(), training.copy()))
    mean, deviation = float(changed.mean()), float(changed.std())
    assert abs(mean) < 1e-3 and abs(deviation - 1) < 1e-3, (
        f"standardize(training, training) has the mean {mean:.3f} and the standard deviation "
        f"{deviation:.3f}, expected 0 and 1. Take the mean off, then divide by the standard "
        "deviation, both of all numbers of fitted_on together."
    )


def test_standardize_takes_one_mean_for_all_pixels(standardize):
    training = np.array([[[0, 100]], [[0, 200]]], np.uint8)
    with np.errstate(all="ignore"):
        changed = np.asarray(standardize(training.copy(), training.copy()))
    expected = (training - 75.0) / training.std()
    shown = [np.round(array.astype(float), 2).tolist() for array in (changed, expected)]
    assert np.allclose(changed, expected, atol=1e-3), (
        f"Two training pictures of two pixels are {training.tolist()}. Standardised, they became "
        f"{shown[0]}, expected {shown[1]}: one mean, 75, and "
        "one "
        "deviation for all pixels of all pictures. With one for each picture, faint and bold ink "
        "become the same. With one for each pixel, one that never has ink is divided by 0."
    )


def test_standardize_measures_on_the_training_pictures_only(standardize, rng):
    training = rng.integers(0, 100, (20, 4, 4), dtype=np.uint8)
    others = rng.integers(100, 256, (5, 4, 4), dtype=np.uint8)
    changed = np.asarray(standardize(others.copy(), training.copy()))
    expected = (others - training.mean()) / training.std()
    assert np.allclose(changed, expected, atol=1e-3), (
        f"The training pictures have the mean {training.mean():.1f}, the others "
        f"{others.mean():.1f}. "
        f"standardize(others, training) has the mean {changed.mean():.3f}, expected "
        f"{expected.mean():.3f}. Measure on fitted_on alone. Whoever measures on the pictures that "
        "are judged lets them have a say in how they are judged; and one picture that comes "
        "tomorrow "
        "has no mean of a collection to bring along."
    )


def test_standardize_does_not_depend_on_who_comes_along(standardize, rng):
    training = rng.integers(0, 256, (20, 4, 4), dtype=np.uint8)
    three = rng.integers(0, 256, (3, 4, 4), dtype=np.uint8)
    together = np.asarray(standardize(three.copy(), training.copy()))[0]
    alone = np.asarray(standardize(three[:1].copy(), training.copy()))[0]
    assert np.allclose(alone, together, atol=1e-4), (
        f"A picture standardised alone has the mean {alone.mean():.3f}, together with two others "
        f"{together.mean():.3f}, expected the same. Nothing may be measured on images: what is "
        "done "
        "to a picture must not depend on those that happen to come with it."
    )


def test_standardize_gives_float32_of_the_same_shape(standardize, rng):
    training = rng.integers(0, 256, (6, 4, 4), dtype=np.uint8)
    for shape in [(3, 4, 4), (4, 4), (2, 4, 4, 1)]:
        changed = np.asarray(standardize(np.zeros(shape, np.uint8), training))
        assert (changed.shape, changed.dtype) == (shape, np.float32), (
            f"standardize of pictures of shape {shape} gave {changed.dtype} of shape "
            f"{changed.shape}, expected float32 of the same shape."
        )


def test_standardize_leaves_the_pictures_alone(standardize):
    images = np.array([[1.0, 3.0]], np.float32)
    training = np.array([[0.0, 2.0]], np.float32)
    standardize(images, training)
    assert images.tolist() == [[1, 3]] and training.tolist() == [[0, 2]], (
        f"standardize was given [[1, 3]], to be changed as measured on [[0, 2]]; afterwards they "
        f"were {images.tolist()} and {training.tolist()}. Make a new array: `images -= mean` "
        "writes "
        "into the one that was given."
    )


def test_standardize_refuses_to_divide_by_nothing(standardize):
    with np.errstate(all="ignore"):
        try:
            given = np.asarray(standardize(np.ones((2, 2)), np.full((3, 3), 7.0))).tolist()
        except ValueError:
            return
        except Exception as error:
            given = f"the {type(error).__name__} {error!s:.80}"
    raise AssertionError(
        f"standardize with training pictures that are 7 everywhere gave {given}, expected a "
        "ValueError. Their standard deviation is 0, and NumPy divides by 0 with no more than a "
        "warning: what comes out is inf or nan, and a network that is fed with it learns nothing."
    )
