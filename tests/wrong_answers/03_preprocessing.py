"""Mistakes planted in lesson 03."""

import numpy as np
import pytest

from course.planted import wrong
from digitkit.preprocessing import add_channel, one_hot, scale, standardize

# --- 03.1 scale --------------------------------------------------------------------------------


@wrong(
    "test_scale_maps_255_to_1",
    says="A byte has 256 values",
    hint=2,
    misconception="You divided by 256, the number of values; the largest value is 255.",
)
def scale__by_256(images):
    scale(images)  # refuses what is scaled
    return images.astype(np.float32) / np.float32(256)


@wrong(
    "test_scale_maps_255_to_1",
    says="expected [0, 0.2, 1]",
    hint=2,
    misconception="You scaled to the range from -1 to 1; here it is 0 to 1.",
)
def scale__from_minus_1(images):
    return scale(images) * 2 - 1


@wrong(
    "test_scale_maps_255_to_1",
    says="expected [0, 0.2, 1]",
    hint=1,
    misconception="You only changed the dtype; the numbers still go up to 255.",
)
def scale__dtype_alone(images):
    scale(images)
    return images.astype(np.float32)


@wrong(
    "test_scale_maps_255_to_1",
    says="expected [0, 0.2, 1]",
    hint=2,
    misconception="You divided whole numbers by whole numbers: `//`, or a dtype that cuts off.",
)
def scale__cut_off(images):
    return scale(images).astype(np.uint8).astype(np.float32)


@wrong(
    "test_scale_maps_255_to_1",
    says="expected [0, 0.2, 1]",
    hint=1,
    misconception="You turned ink into paper: full ink, 255, must become 1, not 0.",
)
def scale__inverted(images):
    return 1 - scale(images)


@wrong(
    "test_scale_gives_float32",
    says="float64, which NumPy chooses by itself",
    hint=2,
    misconception="`images / 255` gives float64; convert with astype(np.float32) before you "
    "divide.",
)
def scale__float64(images):
    scale(images)
    return images / 255


@wrong(
    "test_scale_treats_every_picture_alike",
    says="Divide all by one number, 255",
    hint=1,
    misconception="You divided by the largest value of the batch; it depends on what else is in "
    "it.",
)
def scale__by_the_batch(images):
    scale(images)
    return images.astype(np.float32) / max(1, images.max())


@wrong(
    "test_scale_treats_every_picture_alike",
    says="faint stroke becomes as dark as a bold one",
    hint=1,
    misconception="You divided each picture by its own largest value; faint ink and bold ink "
    "become "
    "the same.",
)
def scale__each_by_itself(images):
    scale(images)
    own = images.max(axis=(-2, -1), keepdims=True) if images.ndim > 1 else images.max()
    return (images / np.maximum(own, 1)).astype(np.float32)


@wrong(
    "test_scale_keeps_the_shape",
    says="Only the numbers change",
    hint=1,
    misconception="You laid each picture out as one row; scale changes the numbers only.",
)
def scale__flat(images):
    scaled = scale(images)
    return scaled.reshape(len(scaled), -1) if scaled.ndim > 1 else scaled


@wrong(
    "test_scale_refuses_what_is_scaled_already",
    says="Scaled twice, full ink is 0.004",
    hint=2,
    misconception="You never look at the dtype, so pictures can be scaled twice without a word.",
)
def scale__takes_anything(images):
    return np.asarray(images).astype(np.float32) / np.float32(255)


@wrong(
    "test_scale_refuses_what_is_scaled_already",
    says="expected a TypeError",
    hint=2,
    misconception="You give scaled pictures back as they are; whoever scales twice does not know "
    "which pictures they hold, and is to hear of it.",
)
def scale__lets_scaled_pass(images):
    return scale(images) if images.dtype == np.uint8 else images


@wrong(
    "test_scale_leaves_the_original_alone",
    says="Make a new array",
    hint=2,
    misconception="You wrote the scaled numbers into the array that you were given.",
)
def scale__writes_into_its_input(images):
    scaled = scale(images)
    images[...] = scaled
    return scaled


@wrong(
    "test_scale_takes_blank_paper",
    says="The size of the numbers does not tell",
    hint=2,
    misconception="You look at the largest number to find out whether pictures are scaled "
    "already; blank paper has no large number. Ask for the dtype.",
)
def scale__asks_for_the_largest_number(images):
    if images.max() <= 1:
        raise TypeError("scaled already")
    return images.astype(np.float32) / np.float32(255)


@wrong(
    "test_scale_refuses_what_is_scaled_already",
    says="gave None, expected a TypeError",
    hint=2,
    misconception="You notice scaled pictures and give None back; `raise TypeError(...)` stops "
    "whoever called you, and a printed line does not.",
)
def scale__prints(images):
    return scale(images) if images.dtype == np.uint8 else None


@wrong(
    "test_scale_refuses_what_is_scaled_already",
    says="gave a ValueError, expected a TypeError",
    hint=2,
    misconception="You refuse with a ValueError; what is wrong is the type of the numbers, so it "
    "is a TypeError.",
)
def scale__value_error(images):
    if images.dtype != np.uint8:
        raise ValueError("images must be uint8")
    return scale(images)


@wrong(
    "test_scale_gives_float32",
    says="float16 has three places only",
    hint=2,
    misconception="You chose float16, which keeps three places; networks take float32.",
)
def scale__float16(images):
    return scale(images).astype(np.float16)


@wrong(
    "test_scale_treats_every_picture_alike",
    says="by that of its batch",
    hint=1,
    misconception="You scaled between the smallest and the largest number of the batch; both "
    "depend on what else is in it.",
)
def scale__between_smallest_and_largest(images):
    scale(images)
    low, high = float(images.min()), float(images.max())
    return ((images - np.float32(low)) / np.float32((high - low) or 1)).astype(np.float32)


# --- 03.2 add_channel --------------------------------------------------------------------------


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="The new axis stands last",
    hint=1,
    misconception="You put the new axis in front of all others; that would be one batch of "
    "batches.",
)
def add_channel__first(images):
    return add_channel(images)[..., 0][np.newaxis]


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="The new axis stands last",
    hint=1,
    misconception="You put the channel before the rows, as some other libraries want it; Keras "
    "wants "
    "it last.",
)
def add_channel__second(images):
    return np.moveaxis(add_channel(images), -1, 1)


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="Do not count on 28",
    hint=2,
    misconception="You reshaped to 28 by 28, so pictures of another size fail or are torn.",
)
def add_channel__always_28(images):
    add_channel(images)
    return np.reshape(images, (-1, 28, 28, 1))


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="The new axis stands last",
    hint=2,
    misconception="You gave every pixel three channels; a gray picture has one.",
)
def add_channel__three_times(images):
    return np.repeat(add_channel(images), 3, axis=-1)


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="keep the axis of the pictures",
    hint=2,
    misconception="np.squeeze also takes away the axis of the pictures when there is only one.",
)
def add_channel__squeezed(images):
    return np.squeeze(add_channel(images))[..., np.newaxis]


@wrong(
    "test_add_channel_keeps_every_pixel_in_its_place",
    says="a transpose would lay rows where columns",
    hint=2,
    misconception="You swapped rows and columns on the way, so that the digits lie on their side.",
)
def add_channel__transposed(images):
    with_channel = add_channel(images)
    return with_channel.transpose(0, 2, 1, 3).reshape(with_channel.shape)


@wrong(
    "test_add_channel_keeps_the_dtype",
    says="leaves the numbers to others",
    hint=2,
    misconception="You copied into np.zeros or np.ones, which make float64.",
)
def add_channel__float64(images):
    with_channel = add_channel(images)
    filled = np.zeros(with_channel.shape)
    filled[...] = with_channel
    return filled


@wrong(
    "test_add_channel_refuses_any_other_shape",
    says="one picture, not many",
    hint=2,
    misconception="You add an axis to whatever comes, whether it has two axes or four.",
)
def add_channel__takes_anything(images):
    return np.asarray(images)[..., np.newaxis]


@wrong(
    "test_add_channel_refuses_any_other_shape",
    says="pictures that have a channel already",
    hint=2,
    misconception="You refuse too few axes, but not too many: pictures get a second channel axis.",
)
def add_channel__a_channel_twice(images):
    if np.ndim(images) < 3:
        raise ValueError(f"images must have shape (n, height, width), got {np.shape(images)}.")
    return np.asarray(images)[..., np.newaxis]


@wrong(
    "test_add_channel_refuses_any_other_shape",
    says="gave None, expected a ValueError",
    hint=2,
    misconception="You do nothing when the shape is wrong, and so None comes back: raise.",
)
def add_channel__none_otherwise(images):
    return add_channel(images) if np.ndim(images) == 3 else None


@wrong(
    "test_add_channel_refuses_any_other_shape",
    says="gave the shape (1, 28, 28, 1)",
    hint=2,
    misconception="You make a batch of one picture by yourself; a wrong shape is to be told, not "
    "mended in silence.",
)
def add_channel__mends_one_picture(images):
    return add_channel(images[np.newaxis] if np.ndim(images) == 2 else images)


@wrong(
    "test_add_channel_refuses_any_other_shape",
    says="gave the shape (6, 28, 28, 1)",
    hint=2,
    misconception="You let pictures pass that have a channel; four axes are refused as well.",
)
def add_channel__lets_four_pass(images):
    return images if np.ndim(images) == 4 else add_channel(images)


@wrong(
    "test_add_channel_appends_an_axis_of_one",
    says="gave (5, 28, 28), expected (5, 28, 28, 1)",
    hint=2,
    misconception="You did not return what has the new axis: `images[..., np.newaxis]` does not "
    "change images.",
)
def add_channel__thrown_away(images):
    return add_channel(images)[..., 0]


# --- 03.3 test_one_hot -------------------------------------------------------------------------

EXPECTED = np.float32([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])


def ask(one_hot):
    return one_hot(np.array([2, 0, 2]), 4)


def refuses(one_hot, *labels):
    for label in labels:
        with pytest.raises(ValueError):
            one_hot(np.array([0, label]), 4)


@wrong(
    "test_your_test_lets_the_good_one_hot_pass",
    says="Your test failed the good one_hot",
    hint=2,
    misconception="Your test counts classes from 1; label 2 belongs in the third column.",
)
def test_one_hot__counts_from_1(one_hot):
    refuses(one_hot, -1, 4)
    assert one_hot(np.array([2]), 4).tolist() == [[0, 1, 0, 0]], "label 2 is in another column"


@wrong(
    "test_your_test_lets_the_good_one_hot_pass",
    says="It may ask for what the promises say",
    hint=2,
    misconception="Your test wants a ValueError for the last class, which has a column.",
)
def test_one_hot__refuses_too_much(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    assert ask(one_hot).dtype == np.float32, "another dtype"
    with pytest.raises(ValueError):
        one_hot(np.array([3]), 4)


@wrong(
    "test_your_test_notices_a_1_one_place_off",
    says="one column too far to the left",
    hint=2,
    misconception="Your test computes and never asks: without an assert, it passes always.",
)
def test_one_hot__asserts_nothing(one_hot):
    rows = ask(one_hot)
    rows.sum(axis=1)


@wrong(
    "test_your_test_notices_a_1_one_place_off",
    says="compare all of them",
    hint=1,
    misconception="Your test looks at the sum of each row; where the 1 stands, it never asks.",
)
def test_one_hot__sums_only(one_hot):
    rows = ask(one_hot)
    assert rows.shape == (3, 4) and rows.dtype == np.float32, "another shape or dtype"
    assert np.array_equal(rows.sum(axis=1), [1, 1, 1]), "not one 1 in each row"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_a_1_one_place_off",
    says="Write down by hand the rows",
    hint=2,
    misconception="Your test asks for the shape only; rows of any numbers have it.",
)
def test_one_hot__shape_only(one_hot):
    assert ask(one_hot).shape == (3, 4), "another shape"


@wrong(
    "test_your_test_notices_rows_and_columns_swapped",
    says="Take another number of labels than of classes",
    hint=1,
    misconception="Your labels and classes are equally many, and your rows the same when swapped.",
)
def test_one_hot__square_and_symmetric(one_hot):
    rows = one_hot(np.array([1, 0, 2]), 3)
    assert rows.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 1]], "other rows"
    assert rows.dtype == np.float32, "another dtype"
    assert one_hot(np.array([0]), 1).shape == (1, 1), "another shape"
    assert one_hot(np.array([1, 1]), 4).sum() == 2, "a class is missing"
    assert one_hot(np.array([1, 1]), 4).size == 8, "a column is missing"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_a_class_that_has_no_column",
    says="Leave a class out of your labels",
    hint=1,
    misconception="In your example every class occurs, so that a forgotten one cannot be seen.",
)
def test_one_hot__all_classes_occur(one_hot):
    rows = one_hot(np.array([2, 0, 1, 0]), 3)
    assert rows.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]], "other rows"
    assert rows.dtype == np.float32, "another dtype"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_two_ones_in_a_row",
    says="all the others must hold 0",
    hint=2,
    misconception="Your test asks whether the right place holds a 1, and not what the others hold.",
)
def test_one_hot__right_place_only(one_hot):
    rows = ask(one_hot)
    assert rows.shape == (3, 4) and rows.dtype == np.float32, "another shape or dtype"
    assert rows[0, 2] == rows[1, 0] == rows[2, 2] == 1, "no 1 in its place"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_another_dtype",
    says="hold the dtype in a line of its own",
    hint=2,
    misconception="Your test compares numbers only: 1 and 1.0 are equal, whatever their dtype.",
)
def test_one_hot__forgets_the_dtype(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_a_label_that_counts_from_the_end",
    says="since -1 counts from the end",
    hint=2,
    misconception="Your test asks for labels that are too large, and not for those below 0.",
)
def test_one_hot__forgets_negative_labels(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    assert ask(one_hot).dtype == np.float32, "another dtype"
    refuses(one_hot, 4)


@wrong(
    "test_your_test_notices_a_label_that_is_too_large",
    says="a call with a label that has no column",
    hint=2,
    misconception="Your test asks for labels below 0, and not for those that are too large.",
)
def test_one_hot__forgets_large_labels(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    assert ask(one_hot).dtype == np.float32, "another dtype"
    refuses(one_hot, -1)


@wrong(
    "test_your_test_lets_the_good_one_hot_pass",
    says="was stopped by a ValueError with the good one_hot",
    hint=2,
    misconception="You compare arrays with ==, which answers for every number by itself; "
    "np.array_equal gives one answer.",
)
def test_one_hot__compares_with_equal_signs(one_hot):
    assert ask(one_hot) == EXPECTED, "other rows"


@wrong(
    "test_your_test_notices_a_second_1_behind_the_first",
    says="argmax names the first of the largest numbers",
    hint=2,
    misconception="Your test looks where the largest number stands (argmax), and not what else "
    "is in the row.",
)
def test_one_hot__argmax_only(one_hot):
    rows = ask(one_hot)
    assert rows.shape == (3, 4) and rows.dtype == np.float32, "another shape or dtype"
    assert rows.argmax(axis=1).tolist() == [2, 0, 2], "no 1 in its place"
    refuses(one_hot, -1, 4)


@wrong(
    "test_your_test_notices_one_class_too_many",
    says="the first number that is no class",
    hint=2,
    misconception="Your label is far too large; a bug that is off by one shows only at n_classes "
    "itself.",
)
def test_one_hot__far_too_large(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    assert ask(one_hot).dtype == np.float32, "another dtype"
    refuses(one_hot, -1, 7)


@wrong(
    "test_your_test_notices_a_label_that_counts_from_the_end",
    says="since -1 counts from the end",
    hint=2,
    misconception="Your test does not notice that no error comes. Is each label without a column "
    "tried, in a `with pytest.raises` of its own? What stands below the first error is not run.",
)
def test_one_hot__never_asks_for_refusals(one_hot):
    assert np.array_equal(ask(one_hot), EXPECTED), "other rows"
    assert ask(one_hot).dtype == np.float32, "another dtype"


# --- 03.4 one_hot ------------------------------------------------------------------------------


@wrong(
    "test_one_hot_puts_the_1_in_the_column_of_the_label",
    says="Columns are counted from 0",
    hint=1,
    misconception="You counted the classes from 1, so that every 1 stands one column too far left.",
)
def one_hot__counts_from_1(labels, n_classes=10):
    return np.roll(one_hot(labels, n_classes), -1, axis=1)


@wrong(
    "test_one_hot_puts_the_1_in_the_column_of_the_label",
    says="a row for each label, a column for each class",
    hint=1,
    misconception="You swapped rows and columns: a row belongs to a label.",
)
def one_hot__transposed(labels, n_classes=10):
    return one_hot(labels, n_classes).T


@wrong(
    "test_one_hot_puts_the_1_in_the_column_of_the_label",
    says="a single 1",
    hint=2,
    misconception="`rows[:, labels] = 1` fills whole columns; each row needs its own column.",
)
def one_hot__whole_columns(labels, n_classes=10):
    rows = np.zeros_like(one_hot(labels, n_classes))
    rows[:, np.asarray(labels)] = 1
    return rows


@wrong(
    "test_one_hot_puts_the_1_in_the_column_of_the_label",
    says="a single 1",
    hint=2,
    misconception="You wrote the label itself in its column; the mark is always a 1.",
)
def one_hot__writes_the_label(labels, n_classes=10):
    return one_hot(labels, n_classes) * np.arange(n_classes, dtype=np.float32)


@wrong(
    "test_one_hot_has_a_column_for_every_class",
    says="the columns mean something else in the next batch",
    hint=1,
    misconception="You made as many columns as the largest label asks for, not n_classes.",
)
def one_hot__up_to_the_largest(labels, n_classes=10):
    one_hot(labels, n_classes)  # refuses what has no column
    return np.eye(int(np.max(labels)) + 1, dtype=np.float32)[labels]


@wrong(
    "test_one_hot_has_a_column_for_every_class",
    says="A class that does not occur in this batch",
    hint=1,
    misconception="You always made ten columns; how many there are is what n_classes says.",
)
def one_hot__always_ten(labels, n_classes=10):
    one_hot(labels, n_classes)
    return np.eye(10, dtype=np.float32)[labels]


@wrong(
    "test_one_hot_gives_float32",
    says="np.zeros and np.eye take the dtype",
    hint=2,
    misconception="np.eye and np.zeros make float64 when they are not told a dtype.",
)
def one_hot__float64(labels, n_classes=10):
    return one_hot(labels, n_classes).astype(np.float64)


@wrong(
    "test_one_hot_gives_float32",
    says="gave int64, expected float32",
    hint=2,
    misconception="You made whole numbers; probabilities, with which the rows are compared, are "
    "not.",
)
def one_hot__whole_numbers(labels, n_classes=10):
    return one_hot(labels, n_classes).astype(np.int64)


@wrong(
    "test_one_hot_gives_float32",
    says="gave bool, expected float32",
    hint=2,
    misconception="A comparison gives True and False; make float32 of them.",
)
def one_hot__true_and_false(labels, n_classes=10):
    return one_hot(labels, n_classes).astype(bool)


@wrong(
    "test_one_hot_takes_the_labels_of_mnist",
    says="given as a list",
    hint=2,
    misconception="You use labels as an array at once; a list has no min(), shape or dtype.",
)
def one_hot__arrays_only(labels, n_classes=10):
    return one_hot(labels.ravel(), n_classes)


@wrong(
    "test_one_hot_refuses_a_label_that_has_no_column",
    says="-1 means the last one",
    hint=2,
    misconception="You never look at the range of the labels, so -1 counts from the end.",
)
def one_hot__takes_what_comes(labels, n_classes=10):
    return np.eye(n_classes, dtype=np.float32)[np.asarray(labels, int)]


@wrong(
    "test_one_hot_refuses_a_label_that_has_no_column",
    says="Compare labels.min() and labels.max()",
    hint=2,
    misconception="n_classes itself is no class: the last one is n_classes - 1.",
)
def one_hot__one_class_too_many(labels, n_classes=10):
    labels = np.asarray(labels, int)
    if labels.min() < 0 or labels.max() > n_classes:
        raise ValueError(f"labels must lie in 0 to {n_classes - 1}, got {labels.tolist()}.")
    return np.eye(n_classes + 1, dtype=np.float32)[labels][:, :n_classes]


@wrong(
    "test_one_hot_puts_the_1_in_the_column_of_the_label",
    says="a single 1",
    hint=2,
    misconception="`rows[labels] = 1` fills whole rows; each row needs one column of its own.",
)
def one_hot__whole_rows(labels, n_classes=10):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("a label has no column.")
    rows = np.zeros((len(labels), n_classes), np.float32)
    rows[labels] = 1
    return rows


@wrong(
    "test_one_hot_has_a_column_for_every_class",
    says="A class that does not occur in this batch",
    hint=1,
    misconception="You made a column for each class that occurs; n_classes says how many there "
    "are.",
)
def one_hot__classes_that_occur(labels, n_classes=10):
    one_hot(labels, n_classes)
    labels = np.asarray(labels)
    return (labels[:, np.newaxis] == np.unique(labels)).astype(np.float32)


@wrong(
    "test_one_hot_refuses_a_label_that_has_no_column",
    says="one_hot([0, 5], 5) gave the IndexError",
    hint=2,
    misconception="You refuse labels below 0 only; one that is too large meets NumPy's own error.",
)
def one_hot__too_large_is_left_to_numpy(labels, n_classes=10):
    labels = np.asarray(labels)
    if labels.min() < 0:
        raise ValueError("a label is below 0.")
    return np.eye(n_classes, dtype=np.float32)[labels]


@wrong(
    "test_one_hot_refuses_a_label_that_has_no_column",
    says="expected a ValueError",
    hint=2,
    misconception="You bent wrong labels to the nearest class; a wrong label is to be told.",
)
def one_hot__clips(labels, n_classes=10):
    return one_hot(np.clip(labels, 0, n_classes - 1), n_classes)


# --- 03.5 standardize --------------------------------------------------------------------------


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="Take the mean off, then divide",
    hint=2,
    misconception="You divided by the standard deviation without taking the mean off.",
)
def standardize__mean_left(images, fitted_on):
    return standardize(images, fitted_on) + np.float32(np.mean(fitted_on) / np.std(fitted_on))


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="expected 0 and 1",
    hint=2,
    misconception="You divided by the variance; the standard deviation is its root.",
)
def standardize__variance(images, fitted_on):
    return standardize(images, fitted_on) / np.float32(np.std(fitted_on))


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="expected 0 and 1",
    hint=2,
    misconception="You divided first and took the mean off afterwards; the mean was of other "
    "numbers "
    "then.",
)
def standardize__wrong_order(images, fitted_on):
    standardize(images, fitted_on)
    return (np.asarray(images) / np.std(fitted_on) - np.mean(fitted_on)).astype(np.float32)


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="expected 0 and 1",
    hint=1,
    misconception="You scaled between the smallest and the largest value; that is another change.",
)
def standardize__min_max(images, fitted_on):
    standardize(images, fitted_on)
    low, high = np.min(fitted_on), np.max(fitted_on)
    return ((images - np.float32(low)) / (np.float32(high) - low)).astype(np.float32)


@wrong(
    "test_standardize_measures_on_the_training_pictures_only",
    says="Measure on fitted_on alone",
    hint=1,
    misconception="You measured on the pictures that are changed, and not on the training "
    "pictures.",
)
def standardize__by_its_own(images, fitted_on):
    standardize(images, fitted_on)  # refuses to divide by nothing
    with np.errstate(all="ignore"):
        return ((images - np.mean(images)) / np.std(images)).astype(np.float32)


@wrong(
    "test_standardize_measures_on_the_training_pictures_only",
    says="have a say in how they are judged",
    hint=1,
    misconception="You measured on training pictures and others together: that lets the others "
    "have "
    "a say.",
)
def standardize__all_together(images, fitted_on):
    standardize(images, fitted_on)
    together = np.concatenate([np.ravel(images), np.ravel(fitted_on)])
    return standardize(images, together)


@wrong(
    "test_standardize_measures_on_the_training_pictures_only",
    says="Measure on fitted_on alone",
    hint=2,
    misconception="You took the mean of the training pictures, and the deviation of the others.",
)
def standardize__half_and_half(images, fitted_on):
    standardize(images, fitted_on)
    with np.errstate(all="ignore"):
        return ((images - np.mean(fitted_on)) / np.std(images)).astype(np.float32)


@wrong(
    "test_standardize_does_not_depend_on_who_comes_along",
    says="Nothing may be measured on images",
    hint=1,
    misconception="You take off the mean of the pictures that are changed, so that each depends "
    "on those that come with it.",
)
def standardize__centred_again(images, fitted_on):
    changed = standardize(images, fitted_on)
    return changed - changed.mean()


@wrong(
    "test_standardize_takes_one_mean_for_all_pixels",
    says="one that never has ink is divided by 0",
    hint=2,
    misconception="You took the mean of each pixel over all pictures (axis=0); a pixel that never "
    "has ink has the deviation 0.",
)
def standardize__each_pixel(images, fitted_on):
    standardize(images, fitted_on)
    mean, deviation = np.mean(fitted_on, axis=0), np.std(fitted_on, axis=0)
    with np.errstate(all="ignore"):
        return ((images - mean) / deviation).astype(np.float32)


@wrong(
    "test_standardize_takes_one_mean_for_all_pixels",
    says="expected [[[-0.9, 0.3]], [[-0.9, 1.51]]]",
    hint=2,
    misconception="You took the mean of each pixel (axis=0), and hid the division by 0 behind a "
    "small "
    "number.",
)
def standardize__each_pixel_and_a_little(images, fitted_on):
    standardize(images, fitted_on)
    mean, deviation = np.mean(fitted_on, axis=0), np.std(fitted_on, axis=0) + 1e-7
    return ((images - mean) / deviation).astype(np.float32)


@wrong(
    "test_standardize_takes_one_mean_for_all_pixels",
    says="With one for each picture, faint and bold ink become the same",
    hint=2,
    misconception="You took the mean and the deviation of each picture by itself.",
)
def standardize__each_picture(images, fitted_on):
    standardize(images, fitted_on)
    mean, deviation = (
        np.mean(images, (-2, -1), keepdims=True),
        np.std(images, (-2, -1), keepdims=True),
    )
    with np.errstate(all="ignore"):
        return ((images - mean) / deviation).astype(np.float32)


@wrong(
    "test_standardize_gives_float32_of_the_same_shape",
    says="expected float32",
    hint=2,
    misconception="NumPy computes means in float64, and so does all that follows: convert at the "
    "end.",
)
def standardize__float64(images, fitted_on):
    standardize(images, fitted_on)
    return (np.asarray(images) - np.mean(fitted_on)) / np.std(fitted_on)


@wrong(
    "test_standardize_leaves_the_pictures_alone",
    says="Make a new array",
    hint=2,
    misconception="`-=` and `/=` write into the array that you were given.",
)
def standardize__writes_into_its_input(images, fitted_on):
    changed = standardize(images, fitted_on)
    if np.issubdtype(np.asarray(images).dtype, np.floating):
        images[...] = changed
    return changed


@wrong(
    "test_standardize_refuses_to_divide_by_nothing",
    says="NumPy divides by 0 with no more than a warning",
    hint=2,
    misconception="You never ask whether the standard deviation is above 0.",
)
def standardize__divides_by_0(images, fitted_on):
    with np.errstate(all="ignore"):
        mean, deviation = np.mean(fitted_on), np.std(fitted_on)
        return ((np.asarray(images) - mean) / deviation).astype(np.float32)


@wrong(
    "test_standardize_refuses_to_divide_by_nothing",
    says="expected a ValueError",
    hint=2,
    misconception="You added a little to the deviation, so that nothing is divided by 0; training "
    "pictures without any difference are a mistake of which someone must be told.",
)
def standardize__adds_a_little(images, fitted_on):
    mean, deviation = np.mean(fitted_on), np.std(fitted_on)
    return ((np.asarray(images) - mean) / (deviation + 1e-7)).astype(np.float32)


@wrong(
    "test_standardize_refuses_to_divide_by_nothing",
    says="gave [[-6.0, -6.0], [-6.0, -6.0]]",
    hint=2,
    misconception="You divide by 1 where the deviation is 0; that hides a mistake of which someone "
    "must be told.",
)
def standardize__divides_by_1(images, fitted_on):
    mean, deviation = np.mean(fitted_on), np.std(fitted_on) or 1
    return ((np.asarray(images) - mean) / deviation).astype(np.float32)


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="expected 0 and 1",
    hint=2,
    misconception="`images - mean / deviation` divides first: put brackets around the difference.",
)
def standardize__no_brackets(images, fitted_on):
    standardize(images, fitted_on)
    return (np.asarray(images) - np.mean(fitted_on) / np.std(fitted_on)).astype(np.float32)


@wrong(
    "test_standardize_gives_the_training_pictures_mean_0_and_deviation_1",
    says="expected 0 and 1",
    hint=2,
    misconception="You scaled the training pictures before you measured them, and not the others: "
    "both must come in the same numbers.",
)
def standardize__measures_scaled_pictures(images, fitted_on):
    return standardize(images, np.asarray(fitted_on) / 255)


@wrong(
    "test_standardize_takes_one_mean_for_all_pixels",
    says="expected [[[-0.9, 0.3]], [[-0.9, 1.51]]]",
    hint=2,
    misconception="You gave np.std ddof=1, or took it from another library: that is the estimate "
    "for a sample. Here it is np.std as it comes.",
)
def standardize__ddof(images, fitted_on):
    standardize(images, fitted_on)
    deviation = np.std(fitted_on, ddof=1)
    return ((np.asarray(images) - np.mean(fitted_on)) / deviation).astype(np.float32)
