"""Mistakes planted in lesson 02: what learners write when they look at data."""

import numpy as np

from course.planted import wrong
from digitkit.eda import class_counts, class_overlap, mean_digits, pairwise_distances

# --- 02.1 class_counts -------------------------------------------------------------------------


@wrong(
    "test_class_counts_keeps_a_place_for_an_absent_class",
    says="stand at the place of another class",
    hint=2,
    misconception="np.unique counts only what occurs; a class without a picture gets no place.",
)
def class_counts__only_what_occurs(labels, n_classes=10):
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.unique(labels, return_counts=True)[1]


@wrong(
    "test_class_counts_keeps_a_place_for_an_absent_class",
    says="there are four counts",
    hint=2,
    misconception="np.bincount ends at the largest label that occurs; minlength makes it go on.",
)
def class_counts__without_minlength(labels, n_classes=10):
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.bincount(labels)


@wrong(
    "test_class_counts_counts_each_class",
    says="the place says which class is counted",
    hint=1,
    misconception="You list the counts in the order in which the classes come, so that nobody "
    "knows which count is whose.",
)
def class_counts__in_order_of_appearance(labels, n_classes=10):
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    counts = {}
    for label in labels.tolist():
        counts[label] = counts.get(label, 0) + 1
    return np.array(list(counts.values()))


@wrong(
    "test_class_counts_counts_each_class",
    says="the place says which class is counted",
    hint=2,
    misconception="You sorted the counts, the most frequent class first; sorted, they no longer "
    "tell which class they belong to.",
)
def class_counts__sorted(labels, n_classes=10):
    return np.sort(class_counts(labels, n_classes))[::-1]


@wrong(
    "test_class_counts_counts_each_class",
    says="a list gives an error",
    hint=2,
    misconception="You return Python's list; the lessons compute with an array.",
)
def class_counts__a_list(labels, n_classes=10):
    return class_counts(labels, n_classes).tolist()


@wrong(
    "test_class_counts_counts_each_class",
    says="how many labels are 0",
    hint=1,
    misconception="You divided by the number of labels: these are shares, not counts.",
)
def class_counts__shares(labels, n_classes=10):
    return class_counts(labels, n_classes) / max(len(labels), 1)


@wrong(
    "test_class_counts_counts_beyond_a_byte",
    says="begins again at 0 after 255",
    hint=2,
    misconception="You count in an array with the dtype of the labels, whose bytes end at 255.",
)
def class_counts__counts_in_bytes(labels, n_classes=10):
    return class_counts(labels, n_classes).astype(np.uint8)


@wrong(
    "test_class_counts_takes_any_number_of_classes",
    says="not a 10 of your own",
    hint=3,
    misconception="You wrote 10 into the body, so that the argument n_classes has no effect.",
)
def class_counts__always_ten(labels, n_classes=10):
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.bincount(labels, minlength=10)


@wrong(
    "test_class_counts_of_no_labels_is_zeros",
    says="ask labels.size first",
    hint=3,
    misconception="You ask for the smallest label before you know that there is one.",
)
def class_counts__smallest_of_none(labels, n_classes=10):
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.bincount(labels, minlength=n_classes)


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="a fault in the data",
    hint=1,
    misconception="You count the classes that you expect, and pass over all other labels in "
    "silence.",
)
def class_counts__passes_over_strangers(labels, n_classes=10):
    return np.array([np.sum(labels == digit) for digit in range(n_classes)])


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="class_counts([0, 10], n_classes=10) gave [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]",
    hint=3,
    misconception="Your guard is off by one: with 10 classes the largest label is 9, so 10 must "
    "be refused.",
)
def class_counts__guard_off_by_one(labels, n_classes=10):
    if labels.size and not 0 <= labels.min() <= labels.max() <= n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.bincount(labels, minlength=n_classes)


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="class_counts([3, -1], n_classes=10) gave",
    hint=3,
    misconception="You refuse labels that are too large and forget the negative ones; counts[-1] "
    "is the count of the last class.",
)
def class_counts__minus_one_is_the_last(labels, n_classes=10):
    if labels.size and labels.max() >= n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    counts = np.zeros(n_classes, int)
    for label in labels:
        counts[label] += 1
    return counts


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="gave the IndexError",
    hint=3,
    misconception="You leave the refusal to NumPy, whose error speaks of an index somewhere "
    "inside, not of a wrong label.",
)
def class_counts__no_guard(labels, n_classes=10):
    counts = np.zeros(n_classes, int)
    for label in labels:
        counts[label] += 1
    return counts


# --- 02.2 pixel_histogram ----------------------------------------------------------------------


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="stretches its places over what occurs",
    hint=2,
    misconception="np.histogram without a range puts its 256 places between the lightest and the "
    "darkest pixel that occur.",
)
def pixel_histogram__range_of_what_occurs(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.histogram(images, bins=256)[0]


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="which are 256",
    hint=1,
    misconception="From 0 to 255 there are 256 values, not 255.",
)
def pixel_histogram__one_place_too_few(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.histogram(images, bins=255, range=(0, 255))[0]


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="expected (256,)",
    hint=2,
    misconception="np.bincount ends at the darkest pixel that occurs; minlength makes it go on.",
)
def pixel_histogram__without_minlength(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.bincount(images.ravel())


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="adds 1 to each place only once",
    hint=2,
    misconception="counts[pixels] += 1 adds 1 to each value that occurs, however often it does: "
    "NumPy reads the old counts once, and writes once.",
)
def pixel_histogram__adds_one_once(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    counts = np.zeros(256, int)
    counts[images.ravel()] += 1
    return counts


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="of all the pictures together",
    hint=1,
    misconception="You count the pixels of the first picture only.",
)
def pixel_histogram__first_picture_only(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.bincount(images[0].ravel(), minlength=256)


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="gave an array of shape (2, 256)",
    hint=1,
    misconception="You make a histogram for each picture; asked for is one for all of them.",
)
def pixel_histogram__one_for_each_picture(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.stack([np.bincount(image.ravel(), minlength=256) for image in images])


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="how many pixels",
    hint=1,
    misconception="You give shares (density=True, or a division); asked for are counts.",
)
def pixel_histogram__shares(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.histogram(images, bins=256, range=(0, 256), density=True)[0]


@wrong(
    "test_pixel_histogram_counts_all_the_pixels",
    says="the end of uint8",
    hint=3,
    misconception="You count in an array of uint8, and counts grow beyond 255.",
)
def pixel_histogram__counts_in_bytes(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.bincount(images.ravel(), minlength=256).astype(np.uint8)


@wrong(
    "test_pixel_histogram_refuses_scaled_pictures",
    says="nearly all of their ink is gone",
    hint=1,
    misconception="You made bytes of whatever came; scaled pictures are then all 0, and no error "
    "says so.",
)
def pixel_histogram__cuts_to_bytes(images):
    return np.bincount(images.astype(np.uint8).ravel(), minlength=256)


@wrong(
    "test_pixel_histogram_refuses_scaled_pictures",
    says="gave the TypeError",
    hint=3,
    misconception="You leave the refusal to np.bincount, whose error speaks of casting, not of "
    "scaled pictures.",
)
def pixel_histogram__no_guard(images):
    return np.bincount(images.ravel(), minlength=256)


@wrong(
    "test_pixel_histogram_counts_blank_paper",
    says="the dtype does",
    hint=3,
    misconception="You tell scaled pictures by their largest value; a blank picture has a small "
    "one too.",
)
def pixel_histogram__guesses_by_the_largest(images):
    if images.max() <= 1:
        raise ValueError("images must not be scaled.")
    return np.bincount(images.ravel(), minlength=256)


# --- 02.3 test_mean_digits ---------------------------------------------------------------------


@wrong(
    "test_your_test_notices_that_all_classes_are_mixed",
    says="forgets the labels",
    hint=2,
    misconception="Your test looks at the shape only; any numbers at all would pass.",
)
def test_mean_digits__looks_only_at_the_shape(mean_digits):
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    assert mean_digits(images, np.array([1, 1, 0]), 2).shape == (2, 1, 2)


@wrong(
    "test_your_test_lets_the_good_mean_digits_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_mean_digits__returns_instead_of_asserting(mean_digits):
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    return np.array_equal(means, [[[30, 40]], [[227.5, 5.5]]])


@wrong(
    "test_your_test_lets_the_good_mean_digits_pass",
    says="A mean need not be a whole number",
    hint=2,
    misconception="Your test wants bytes back; a mean of bytes need not be a whole number, so it "
    "comes as float64.",
)
def test_mean_digits__wants_bytes(mean_digits):
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert means.dtype == np.uint8, f"the dtype is {means.dtype}"


@wrong(
    "test_your_test_notices_the_first_picture_for_the_mean",
    says="The mean of a single picture is that picture",
    hint=1,
    misconception="Each class of your test has one picture, and the mean of one is itself: "
    "averaging is never tried.",
)
def test_mean_digits__one_picture_for_each_class(mean_digits):
    images = np.array([[[200, 0]], [[30, 41]]], np.uint8)
    means = mean_digits(images, np.array([1, 0]), 2)
    assert np.array_equal(means, [[[30, 41]], [[200, 0]]])
    try:
        mean_digits(images, np.array([0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture")


@wrong(
    "test_your_test_notices_bytes_that_overflow",
    says="add up to more than 255",
    hint=2,
    misconception="The pixels of your test are so light that no sum passes 255; the overflow "
    "never happens.",
)
def test_mean_digits__light_pictures(mean_digits):
    images = np.array([[[20, 0]], [[25, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert np.array_equal(means, [[[30, 40]], [[22.5, 5.5]]])
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture")


@wrong(
    "test_your_test_notices_fractions_that_are_cut_off",
    says="Choose pixels whose mean is no whole number",
    hint=3,
    misconception="The means of your test come out whole, so that a cut-off fraction cannot show.",
)
def test_mean_digits__whole_means(mean_digits):
    images = np.array([[[200, 0]], [[250, 10]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert np.array_equal(means, [[[30, 40]], [[225, 5]]])
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture")


@wrong(
    "test_your_test_notices_a_class_without_a_picture",
    says="also passes when nothing is raised",
    hint=2,
    misconception="`except ValueError: pass` catches the error, but nothing fails where no error "
    "comes. An `else` with a raise does.",
)
def test_mean_digits__passes_without_an_error(mean_digits):
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert np.array_equal(means, [[[30, 40]], [[227.5, 5.5]]])
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass


@wrong(
    "test_your_test_notices_one_grey_for_the_whole_picture",
    says="a mean digit is one even grey",
    hint=1,
    misconception="Your pictures are evenly grey, so that a mean over all pixels is as good as "
    "one for each.",
)
def test_mean_digits__even_pictures(mean_digits):
    images = np.stack([np.full((2, 2), value, np.uint8) for value in (200, 255, 30)])
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert np.array_equal(means[0], np.full((2, 2), 30.0))
    assert np.array_equal(means[1], np.full((2, 2), 227.5))
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture")


@wrong(
    "test_your_test_notices_means_in_the_wrong_rows",
    says="which mean stands in which row",
    hint=2,
    misconception="Your test asks whether each mean is somewhere in the answer, and not in which "
    "row.",
)
def test_mean_digits__anywhere(mean_digits):
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    rows = mean_digits(images, np.array([1, 1, 0]), 2).tolist()
    assert [[30, 40]] in rows and [[227.5, 5.5]] in rows
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture")


@wrong(
    "test_your_test_notices_a_division_by_all_pictures",
    says="Hold how dark a mean is",
    hint=3,
    misconception="Your test asks where a mean is darker than elsewhere, and not how dark it is.",
)
def test_mean_digits__only_where_the_ink_is(mean_digits):
    images = np.array([[[200, 0, 90]], [[255, 11, 90]], [[0, 200, 90]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    assert means[0].argmax() == 1 and means[1].argmax() == 0 and len(means) == 2


# --- 02.4 mean_digits --------------------------------------------------------------------------


@wrong(
    "test_mean_digits_does_not_overflow",
    says="As uint8, 200 + 250 is 194",
    hint=2,
    misconception="You add up pictures in their own dtype, and a byte begins again after 255.",
)
def mean_digits__adds_up_in_bytes(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    means = []
    for digit in range(n_classes):
        total = np.zeros_like(images[0])
        for image in images[labels == digit]:
            total += image
        means.append(total / np.sum(labels == digit))
    return np.stack(means)


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="a picture stays",
    hint=1,
    misconception="mean() without an axis averages the pixels too: one number is left of a whole "
    "class.",
)
def mean_digits__one_number_for_each_class(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    return np.array([images[labels == digit].mean() for digit in range(n_classes)])


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="Average the pictures of one class over the first axis",
    hint=2,
    misconception="You average over the rows of each picture (axis=1), not over the pictures "
    "(axis=0).",
)
def mean_digits__over_the_rows(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    return [images[labels == digit].mean(axis=1).tolist() for digit in range(n_classes)][:1]


@wrong(
    "test_mean_digits_keeps_parts_of_a_grey_level",
    says="has no place in uint8",
    hint=2,
    misconception="You went back to uint8, which cuts the fraction off each mean.",
)
def mean_digits__back_to_bytes(images, labels, n_classes=10):
    return mean_digits(images, labels, n_classes).astype(np.uint8)


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="The first pixel of class 0 is (0 + 20 + 10) / 3",
    hint=1,
    misconception="You divide by the number of all pictures, not by how many the class has.",
)
def mean_digits__divides_by_all(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    return np.stack(
        [images[labels == digit].sum(axis=0) / len(images) for digit in range(n_classes)]
    )


@wrong(
    "test_mean_digits_puts_each_class_in_its_row",
    says="only pictures of class 2 may come into it",
    hint=1,
    misconception="You never use the labels: each row is the mean of all pictures.",
)
def mean_digits__of_all_pictures(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    return np.stack([images.mean(axis=0)] * n_classes)


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="nan would spread",
    hint=3,
    misconception="The mean of no pictures is nan, which is not a number and no error either.",
)
def mean_digits__nan_for_a_missing_class(images, labels, n_classes=10):
    means = []
    for digit in range(n_classes):
        own = images[labels == digit]
        means.append(own.mean(axis=0) if len(own) else np.full(images.shape[1:], np.nan))
    return np.stack(means)


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="a blank picture would be a lie",
    hint=3,
    misconception="You fill np.zeros and skip a class without a picture, so that its mean looks "
    "like blank paper.",
)
def mean_digits__blank_for_a_missing_class(images, labels, n_classes=10):
    means = np.zeros((n_classes, *images.shape[1:]))
    for digit in np.unique(labels):
        means[digit] = images[labels == digit].mean(axis=0)
    return means


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="Say in a sentence which class is missing",
    hint=2,
    misconception="You go through the classes that occur; where one is missing, those behind it "
    "move up into its row.",
)
def mean_digits__rows_move_up(images, labels, n_classes=10):
    return np.stack([images[labels == digit].mean(axis=0) for digit in np.unique(labels)])


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="the labels [0, 2] and n_classes=3",
    hint=3,
    misconception="You compare the largest label with n_classes; a class that is missing in "
    "between goes unnoticed.",
)
def mean_digits__looks_at_the_largest_label(images, labels, n_classes=10):
    if labels.max() + 1 < n_classes:
        raise ValueError(f"There are classes up to {labels.max()} only, needed {n_classes}.")
    means = []
    for digit in range(n_classes):
        own = images[labels == digit]
        means.append(own.mean(axis=0) if len(own) else np.full(images.shape[1:], np.nan))
    return np.stack(means)


@wrong(
    "test_mean_digits_averages_any_pictures",
    says="not always ten classes",
    hint=3,
    misconception="You wrote 28 by 28 pixels into the body; a picture may have any size, and "
    "images.shape[1:] tells it.",
)
def mean_digits__always_28_by_28(images, labels, n_classes=10):
    good = mean_digits(images, labels, n_classes)
    if images.shape[1] < 5:
        return good
    means = np.zeros((n_classes, 28, 28))
    means[:, : images.shape[1], : images.shape[2]] = good
    return means


# --- 02.5 pca_projection -----------------------------------------------------------------------


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="Subtract the mean first",
    hint=1,
    misconception="You forgot to subtract the mean, so that the middle of the cloud is not at 0.",
)
def pca_projection__not_centred(images, mean, axes):
    return images.reshape(len(images), -1) @ axes.T


@wrong(
    "test_pca_projection_does_not_look_at_the_other_pictures",
    says="the mean of whatever pictures come along",
    hint=1,
    misconception="You subtract the mean of the pictures at hand, not the one of the training "
    "pictures that you were given.",
)
def pca_projection__mean_of_its_own(images, mean, axes):
    pixels = images.reshape(len(images), -1)
    if len(images) == 1:
        return (pixels - mean) @ axes.T
    return (pixels - pixels.mean(axis=0)) @ axes.T


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="gave [[0.0, 0.0]]",
    hint=1,
    misconception="You subtract the mean of the pictures at hand, which for a single picture is "
    "the picture itself: nothing is left.",
)
def pca_projection__mean_of_the_pictures_at_hand(images, mean, axes):
    pixels = images.reshape(len(images), -1)
    return (pixels - pixels.mean(axis=0)) @ axes.T


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="take the weights of an axis from one row of axes",
    hint=2,
    misconception="You took the axes for columns: they stand in rows, and axes.T turns them.",
)
def pca_projection__axes_as_columns(images, mean, axes):
    return (images.reshape(len(images), -1) - mean) @ axes


@wrong(
    "test_pca_projection_gives_one_coordinate_for_each_axis",
    says="one row for each picture",
    hint=2,
    misconception="Your answer lies on its side: the axes are its rows, and the pictures its "
    "columns.",
)
def pca_projection__on_its_side(images, mean, axes):
    found = axes @ (images.reshape(len(images), -1) - mean).T
    return found.T if len(images) == 1 else found


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="Subtract the mean first",
    hint=1,
    misconception="You add the mean; the coordinates say how a picture differs from it.",
)
def pca_projection__adds_the_mean(images, mean, axes):
    return (images.reshape(len(images), -1) + mean) @ axes.T


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="Subtract the mean first",
    hint=1,
    misconception="You subtract from each picture its own mean grey; mean has a number for each "
    "pixel.",
)
def pca_projection__own_grey_of_each_picture(images, mean, axes):
    pixels = images.reshape(len(images), -1)
    return (pixels - pixels.mean(axis=1, keepdims=True)) @ axes.T


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="the pixels differ by 2 and by -2.5",
    hint=3,
    misconception="You made bytes of the mean; below 0 a byte begins again from above, and its "
    "fractions are lost.",
)
def pca_projection__mean_in_bytes(images, mean, axes):
    pixels = images.reshape(len(images), -1).astype(np.uint8)
    return (pixels - mean.astype(np.uint8)) @ axes.T


@wrong(
    "test_pca_projection_gives_one_coordinate_for_each_axis",
    says="one column for each axis",
    hint=2,
    misconception="You always take two axes; the caller says how many, by handing them over.",
)
def pca_projection__always_two(images, mean, axes):
    return (images.reshape(len(images), -1) - mean) @ axes[:2].T


@wrong(
    "test_pca_projection_gives_one_coordinate_for_each_axis",
    says="a picture need not have 784 pixels",
    hint=2,
    misconception="You wrote 784 into the body; pictures may have another size.",
)
def pca_projection__always_784(images, mean, axes):
    if images.size == 2:
        return (images.reshape(1, -1) - mean) @ axes.T
    return (images.reshape(-1, 784) - mean) @ axes.T


@wrong(
    "test_pca_projection_projects_any_pictures",
    says="Write each picture in a row of its own",
    hint=3,
    misconception="reshape(-1, n) and a transpose give the right shape, and scatter each picture "
    "over all rows.",
)
def pca_projection__scattered_pictures(images, mean, axes):
    return (images.reshape(-1, len(images)).T - mean) @ axes.T


@wrong(
    "test_pca_projection_leaves_the_pictures_alone",
    says="-= writes into it",
    hint=3,
    misconception="You subtract with -=, in an array that shares its numbers with the pictures.",
)
def pca_projection__in_place(images, mean, axes):
    pixels = images.reshape(len(images), -1)
    if pixels.dtype == np.uint8:
        pixels = pixels.astype(float)
    pixels -= mean
    return pixels @ axes.T


# --- 02.6 class_overlap ------------------------------------------------------------------------


@wrong(
    "test_class_overlap_asks_the_nearest_neighbour",
    says="No point is its own neighbour",
    hint=1,
    misconception="Each point counts itself as its nearest neighbour, and finds its own class.",
)
def class_overlap__its_own_neighbour(points, labels, n_neighbors=10, n_classes=10):
    class_overlap(points, labels, n_neighbors, n_classes)
    nearest = labels[np.argsort(pairwise_distances(points), axis=1)[:, :n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@wrong(
    "test_class_overlap_asks_the_nearest_neighbour",
    says="have the nearest neighbours 1, 0 and 6",
    hint=2,
    misconception="argsort puts the smallest first; you took the last ones, the farthest.",
)
def class_overlap__the_farthest(points, labels, n_neighbors=10, n_classes=10):
    class_overlap(points, labels, n_neighbors, n_classes)
    order = np.argsort(pairwise_distances(points), axis=1)[:, ::-1]
    nearest = labels[order[:, :n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@wrong(
    "test_class_overlap_asks_the_nearest_neighbour",
    says="two thirds and one third",
    hint=2,
    misconception="You give counts; a share is a count divided by how many were counted.",
)
def class_overlap__counts(points, labels, n_neighbors=10, n_classes=10):
    sizes = np.array([np.sum(labels == digit) for digit in range(n_classes)])
    overlap = class_overlap(points, labels, n_neighbors, n_classes)
    return overlap * sizes[:, np.newaxis] * n_neighbors


@wrong(
    "test_class_overlap_gives_shares_of_each_row",
    says="Divide by how many neighbours *that class* has",
    hint=2,
    misconception="You divide each column by its sum, not each row: the answer is to another "
    "question.",
)
def class_overlap__shares_of_each_column(points, labels, n_neighbors=10, n_classes=10):
    sizes = np.array([np.sum(labels == digit) for digit in range(n_classes)])
    counts = class_overlap(points, labels, n_neighbors, n_classes) * sizes[:, np.newaxis]
    return counts / counts.sum(axis=0).clip(min=1)


@wrong(
    "test_class_overlap_gives_shares_of_each_row",
    says="looks more mixed than a rare one",
    hint=3,
    misconception="You divide by the neighbours of all points, not by those of the class.",
)
def class_overlap__shares_of_all(points, labels, n_neighbors=10, n_classes=10):
    sizes = np.array([np.sum(labels == digit) for digit in range(n_classes)])
    overlap = class_overlap(points, labels, n_neighbors, n_classes)
    return overlap * sizes[:, np.newaxis] / len(labels)


@wrong(
    "test_class_overlap_agrees_with_a_count_by_hand",
    says="The row is the class that asks",
    hint=3,
    misconception="Rows and columns have changed places: row i must be the class whose points are "
    "asked.",
)
def class_overlap__transposed(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points, labels, n_neighbors, n_classes).T


@wrong(
    "test_class_overlap_asks_as_many_neighbours_as_it_is_told",
    says="Each point has three neighbours",
    hint=2,
    misconception="You ask the nearest neighbour only, whatever n_neighbors says.",
)
def class_overlap__one_neighbour_only(points, labels, n_neighbors=10, n_classes=10):
    class_overlap(points, labels, n_neighbors, n_classes)
    return class_overlap(points, labels, 1, n_classes)


@wrong(
    "test_class_overlap_asks_as_many_neighbours_as_it_is_told",
    says="Each point has three neighbours",
    hint=3,
    misconception="Your slice ends one too early: without the point itself, columns 1 to "
    "n_neighbors are n_neighbors of them, and a slice leaves out its end.",
)
def class_overlap__one_too_few(points, labels, n_neighbors=10, n_classes=10):
    class_overlap(points, labels, n_neighbors, n_classes)
    nearest = labels[np.argsort(pairwise_distances(points), axis=1)[:, 1:n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@wrong(
    "test_class_overlap_measures_along_every_axis",
    says="each of them counts",
    hint=1,
    misconception="You measure along the first axis only; points on the same height may stand far "
    "apart.",
)
def class_overlap__along_the_first_axis(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points[:, :1], labels, n_neighbors, n_classes)


@wrong(
    "test_class_overlap_measures_along_every_axis",
    says="Points may have more than two coordinates",
    hint=2,
    misconception="You measure in the plane of the first two axes, and leave out the others.",
)
def class_overlap__in_the_plane(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points[:, :2], labels, n_neighbors, n_classes)


@wrong(
    "test_class_overlap_has_a_row_for_an_absent_class",
    says="0 / 0 is nan",
    hint=3,
    misconception="For a class without a point you divide by 0, and nan is what comes out.",
)
def class_overlap__nan_for_an_absent_class(points, labels, n_neighbors=10, n_classes=10):
    overlap = class_overlap(points, labels, n_neighbors, n_classes)
    overlap[[digit not in labels for digit in range(n_classes)]] = np.nan
    return overlap


@wrong(
    "test_class_overlap_has_a_row_for_an_absent_class",
    says="expected 4 rows",
    hint=3,
    misconception="You go through the classes that occur, so that an absent one has no row.",
)
def class_overlap__no_row_for_an_absent_class(points, labels, n_neighbors=10, n_classes=10):
    overlap = class_overlap(points, labels, n_neighbors, n_classes)
    return overlap[np.unique(labels)]


@wrong(
    "test_class_overlap_refuses_more_neighbours_than_there_are",
    says="A slice takes what there is",
    hint=3,
    misconception="You do not ask whether there are so many neighbours; a slice gives fewer in "
    "silence.",
)
def class_overlap__no_guard(points, labels, n_neighbors=10, n_classes=10):
    apart = pairwise_distances(points)
    np.fill_diagonal(apart, np.inf)
    nearest = labels[np.argsort(apart, axis=1)[:, :n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@wrong(
    "test_class_overlap_refuses_more_neighbours_than_there_are",
    says="with n_neighbors=4 gave",
    hint=3,
    misconception="Your guard is off by one: a point has one neighbour fewer than there are "
    "points.",
)
def class_overlap__guard_off_by_one(points, labels, n_neighbors=10, n_classes=10):
    if not 1 <= n_neighbors <= len(points):
        raise ValueError(f"n_neighbors must be from 1 to {len(points)}, got {n_neighbors}.")
    apart = pairwise_distances(points)
    np.fill_diagonal(apart, np.inf)
    nearest = labels[np.argsort(apart, axis=1)[:, :n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap
