"""Mistakes planted in lesson 02."""

from collections import Counter

import numpy as np

from course.planted import wrong
from digitkit.eda import (
    class_counts,
    class_overlap,
    mean_digits,
    pairwise_distances,
    pca_projection,
    pixel_histogram,
)

# --- 02.1 class_counts -------------------------------------------------------------------------


@wrong(
    "test_class_counts_counts_each_class",
    says="the place says which class is counted",
    hint=1,
    misconception="You gave the sorted counts; the place must say which class is counted.",
)
def class_counts__sorted(labels, n_classes=10):
    return np.sort(class_counts(labels, n_classes))[::-1]


@wrong(
    "test_class_counts_counts_each_class",
    says="expected a NumPy array",
    hint=2,
    misconception="You gave a list, or a dictionary; with an array one can compute shares at once.",
)
def class_counts__list(labels, n_classes=10):
    return class_counts(labels, n_classes).tolist()


@wrong(
    "test_class_counts_counts_each_class",
    says="gave [0, 1, 2, 3]",
    hint=1,
    misconception="np.unique gives which classes occur; with return_counts=True it also says how "
    "often, but leaves out those that do not.",
)
def class_counts__which_not_how_many(labels, n_classes=10):
    class_counts(labels, n_classes)
    return np.unique(labels)


@wrong(
    "test_class_counts_keeps_a_place_for_an_absent_class",
    says="Left out, it would go unnoticed",
    hint=2,
    misconception="np.unique leaves out the classes that do not occur, and the counts move up.",
)
def class_counts__unique(labels, n_classes=10):
    class_counts(labels, n_classes)
    return np.unique(labels, return_counts=True)[1]


@wrong(
    "test_class_counts_keeps_a_place_for_an_absent_class",
    says="There are four classes, so there are four counts",
    hint=2,
    misconception="np.bincount ends at the largest label that occurs, unless minlength asks for "
    "more.",
)
def class_counts__no_minlength(labels, n_classes=10):
    class_counts(labels, n_classes)
    return np.bincount(labels) if len(labels) else np.zeros(n_classes, int)


@wrong(
    "test_class_counts_counts_beyond_a_byte",
    says="begins again at 0 after 255",
    hint=2,
    misconception="You counted in an array of the dtype of the labels, which ends at 255.",
)
def class_counts__in_bytes(labels, n_classes=10):
    return class_counts(labels, n_classes).astype(np.asarray(labels).dtype)


@wrong(
    "test_class_counts_takes_any_number_of_classes",
    says="There are ten digits, but 26 letters",
    hint=2,
    misconception="You wrote a 10 into the function; how many classes there are, n_classes says.",
)
def class_counts__always_ten(labels, n_classes=10):
    class_counts(labels, n_classes)
    return np.bincount(labels, minlength=10)


@wrong(
    "test_class_counts_of_no_labels_is_zeros",
    says="The smallest of no numbers is not defined",
    hint=3,
    misconception="You asked no labels for their smallest; ask labels.size first.",
)
def class_counts__fails_on_none(labels, n_classes=10):
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError(f"labels must be from 0 to {n_classes - 1}.")
    return np.bincount(labels, minlength=n_classes)


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="Now is the time to hear of it",
    hint=2,
    misconception="You pass over labels that are no class; the fault in the data goes unnoticed.",
)
def class_counts__passes_over(labels, n_classes=10):
    counted = Counter(np.asarray(labels).tolist())
    return np.array([counted[number] for number in range(n_classes)])


@wrong(
    "test_class_counts_refuses_a_label_that_is_no_class",
    says="Refuse both sides",
    hint=2,
    misconception="You refuse labels that are too large, but not those below 0.",
)
def class_counts__one_side_only(labels, n_classes=10):
    labels = np.asarray(labels)
    if labels.size and labels.max() >= n_classes:
        raise ValueError(f"labels must be below {n_classes}, got {labels.max()}.")
    counts = np.zeros(n_classes, int)
    for label in labels.tolist():
        counts[label] += 1
    return counts


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
    says="how many labels are 0",
    hint=1,
    misconception="You divided by the number of labels: these are shares, not counts.",
)
def class_counts__shares(labels, n_classes=10):
    return class_counts(labels, n_classes) / max(len(labels), 1)


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
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="adds 1 to each place only once",
    hint=2,
    misconception="counts[pixels] += 1 adds 1 once for each value, however often it occurs.",
)
def pixel_histogram__once_each(images):
    pixel_histogram(images)
    counts = np.zeros(256, int)
    for image in images:
        counts[image] += 1
    return counts


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="of all the pictures together",
    hint=1,
    misconception="You made a histogram for each picture; one for all of them together is asked "
    "for.",
)
def pixel_histogram__one_for_each(images):
    return np.stack([pixel_histogram(image[np.newaxis]) for image in images])


@wrong(
    "test_pixel_histogram_counts_each_value_at_its_place",
    says="expected shape (256,)",
    hint=2,
    misconception="You left paper out: the value 0 is counted too.",
)
def pixel_histogram__without_paper(images):
    counts = pixel_histogram(images)
    counts[0] = 0
    return counts


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="Two histograms can be compared only when both have all the places",
    hint=2,
    misconception="np.bincount ends at the darkest pixel that occurs; minlength=256 makes all "
    "places.",
)
def pixel_histogram__no_minlength(images):
    pixel_histogram(images)
    return np.bincount(images.ravel())


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="A byte has the values 0 to 255, which are 256",
    hint=2,
    misconception="You made 255 places; with 0 there are 256 values.",
)
def pixel_histogram__255_places(images):
    pixel_histogram(images)
    counts = np.bincount(images.ravel(), minlength=255)
    return counts[:256]


@wrong(
    "test_pixel_histogram_has_a_place_for_every_value",
    says="stretches its places over what occurs",
    hint=2,
    misconception="np.histogram(images, 256) stretches its places from the smallest to the largest "
    "value that occurs.",
)
def pixel_histogram__stretched(images):
    pixel_histogram(images)
    return np.histogram(images, bins=256)[0]


@wrong(
    "test_pixel_histogram_counts_all_the_pixels",
    says="a count may be larger than 255",
    hint=2,
    misconception="You counted in an array of uint8, which begins again at 0 after 255.",
)
def pixel_histogram__in_bytes(images):
    return pixel_histogram(images).astype(np.uint8)


@wrong(
    "test_pixel_histogram_counts_all_the_pixels",
    says="Every pixel of every picture counts once",
    hint=1,
    misconception="You looked at the first picture alone.",
)
def pixel_histogram__first_picture(images):
    return pixel_histogram(images[:1])


@wrong(
    "test_pixel_histogram_counts_blank_paper",
    says="the dtype does",
    hint=2,
    misconception="You took small numbers for scaled ones; blank paper is small too. Ask the "
    "dtype.",
)
def pixel_histogram__judges_by_size(images):
    if images.max() <= 1:
        raise ValueError("images are scaled; count before you scale them.")
    return np.bincount(np.ravel(images).astype(int), minlength=256)


@wrong(
    "test_pixel_histogram_refuses_scaled_pictures",
    says="nearly all of their ink is gone",
    hint=2,
    misconception="You cut floats to whole numbers; of scaled pictures only 0 and 1 are left.",
)
def pixel_histogram__cuts_floats(images):
    return pixel_histogram(images.astype(np.uint8))


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
    says="how many pixels",
    hint=1,
    misconception="You give shares (density=True, or a division); asked for are counts.",
)
def pixel_histogram__shares(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}.")
    return np.histogram(images, bins=256, range=(0, 256), density=True)[0]


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

IMAGES = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
LABELS = np.array([1, 1, 0])
EXPECTED = [[[30, 40]], [[227.5, 5.5]]]


def refuses(mean_digits):
    try:
        mean_digits(IMAGES, np.array([0, 0, 2]), 3)
    except ValueError:
        return
    raise AssertionError("class 1 has no picture, and nothing was raised")


@wrong(
    "test_your_test_lets_the_good_mean_digits_pass",
    says="Write `assert` where you wrote `return`",
    hint=2,
    misconception="Your test returns what it found; a test speaks by assert alone.",
)
def test_mean_digits__returns(mean_digits):
    return np.array_equal(mean_digits(IMAGES, LABELS, 2), EXPECTED)


@wrong(
    "test_your_test_lets_the_good_mean_digits_pass",
    says="A mean need not be a whole number",
    hint=2,
    misconception="Your test expects whole numbers; (200 + 255) / 2 is 227.5.",
)
def test_mean_digits__expects_whole_numbers(mean_digits):
    assert np.array_equal(mean_digits(IMAGES, LABELS, 2), [[[30, 40]], [[227, 5]]]), "other means"
    refuses(mean_digits)


@wrong(
    "test_your_test_lets_the_good_mean_digits_pass",
    says="one picture for each class",
    hint=2,
    misconception="Your test expects the dtype of the pictures; a mean has fractions.",
)
def test_mean_digits__expects_bytes(mean_digits):
    means = mean_digits(IMAGES, LABELS, 2)
    assert means.dtype == IMAGES.dtype, f"the dtype is {means.dtype}, and the pictures have uint8"
    assert np.array_equal(means, EXPECTED), "other means"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_that_all_classes_are_mixed",
    says="Give pictures of two classes that look different",
    hint=2,
    misconception="Your test computes and never asks: without an assert, it passes always.",
)
def test_mean_digits__asserts_nothing(mean_digits):
    means = mean_digits(IMAGES, LABELS, 2)
    means.sum()


@wrong(
    "test_your_test_notices_that_all_classes_are_mixed",
    says="forgets the labels",
    hint=1,
    misconception="Your test looks at the shape alone.",
)
def test_mean_digits__shape_only(mean_digits):
    assert mean_digits(IMAGES, LABELS, 2).shape == (2, 1, 2), "another shape"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_means_in_the_wrong_rows",
    says="Hold which mean stands in which row",
    hint=1,
    misconception="Your test looks for each mean in any row.",
)
def test_mean_digits__any_row(mean_digits):
    rows = mean_digits(IMAGES, LABELS, 2).tolist()
    assert sorted(rows) == sorted(EXPECTED), f"the means are {rows}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_one_grey_for_the_whole_picture",
    says="Give your pictures pixels that differ from each other",
    hint=1,
    misconception="Your pictures are evenly grey, so that it cannot be seen over what was "
    "averaged.",
)
def test_mean_digits__even_pictures(mean_digits):
    images = np.array([[[200, 200]], [[255, 255]], [[30, 30]]], np.uint8)
    means = mean_digits(images, LABELS, 2)
    assert np.array_equal(means, [[[30, 30]], [[227.5, 227.5]]]), f"the means are {means.tolist()}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_the_first_picture_for_the_mean",
    says="give a class at least two that differ",
    hint=1,
    misconception="Each class of yours has one picture, and its mean is that picture.",
)
def test_mean_digits__one_picture_each(mean_digits):
    means = mean_digits(IMAGES[1:], np.array([1, 0]), 2)
    assert np.array_equal(means, [[[30, 40]], [[255, 11]]]), f"the means are {means.tolist()}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_a_division_by_all_pictures",
    says="Hold how dark a mean is",
    hint=2,
    misconception="Your test asks where the ink of a mean is darkest, and not how dark it is.",
)
def test_mean_digits__where_only(mean_digits):
    images = np.array([[[200, 0, 60]], [[255, 1, 0]], [[30, 40, 20]]], np.uint8)
    means = mean_digits(images, LABELS, 2)
    assert means.argmax(axis=2).tolist() == [[1], [0]], "the darkest pixels are elsewhere"
    assert means[1, 0, 1] < means[1, 0, 2] < means[1, 0, 0], "the pixels are in another order"
    assert means[1, 0, 0] % 1 != 0, "the fraction is gone"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_bytes_that_overflow",
    says="so dark that two of them add up to more than 255",
    hint=1,
    misconception="Your pictures cannot overflow: their sums stay below 256, or they are no bytes.",
)
def test_mean_digits__faint(mean_digits):
    images = np.array([[[20, 0]], [[25, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, LABELS, 2)
    assert np.array_equal(means, [[[30, 40]], [[22.5, 5.5]]]), f"the means are {means.tolist()}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_bytes_that_overflow",
    says="Give pictures of dtype np.uint8",
    hint=2,
    misconception="Your pictures cannot overflow: their sums stay below 256, or they are no bytes.",
)
def test_mean_digits__no_bytes(mean_digits):
    means = mean_digits(IMAGES.astype(int), LABELS, 2)
    assert np.array_equal(means, EXPECTED), f"the means are {means.tolist()}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_fractions_that_are_cut_off",
    says="Choose pixels whose mean is no whole number",
    hint=1,
    misconception="All of your means are whole numbers, so that a lost fraction cannot be seen.",
)
def test_mean_digits__whole_means(mean_digits):
    images = np.array([[[200, 0]], [[250, 12]], [[30, 40]]], np.uint8)
    means = mean_digits(images, LABELS, 2)
    assert np.array_equal(means, [[[30, 40]], [[225, 6]]]), f"the means are {means.tolist()}"
    refuses(mean_digits)


@wrong(
    "test_your_test_notices_a_class_without_a_picture",
    says="Leave a class out",
    hint=2,
    misconception="In your examples each class has a picture; the last promise is never asked for.",
)
def test_mean_digits__no_class_missing(mean_digits):
    means = mean_digits(IMAGES, LABELS, 2)
    assert np.array_equal(means, EXPECTED), f"the means are {means.tolist()}"


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


def ask_for_all(labels, n_classes):
    missing = set(range(n_classes)) - set(np.asarray(labels).tolist())
    if missing:
        raise ValueError(f"Class {min(missing)} has no picture.")


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="Average the pictures of one class over the first axis",
    hint=2,
    misconception="mean() without an axis averages over the pixels too: one number is left of a "
    "picture.",
)
def mean_digits__one_grey(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    return np.stack([images[labels == digit].mean() for digit in range(n_classes)])


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="expected [[[10, 40, 30]], [[7, 7, 7]]]",
    hint=1,
    misconception="You added up and did not divide by how many pictures the class has.",
)
def mean_digits__sums(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    return np.stack([images[labels == d].sum(axis=0, dtype=float) for d in range(n_classes)])


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="expected [[[10, 40, 30]], [[7, 7, 7]]]",
    hint=1,
    misconception="You divided by the number of all pictures, and not by how many the class has.",
)
def mean_digits__divided_by_all(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    sums = [images[labels == digit].sum(axis=0, dtype=float) for digit in range(n_classes)]
    return np.stack(sums) / len(images)


@wrong(
    "test_mean_digits_averages_pixel_by_pixel",
    says="expected [[[10, 40, 30]], [[7, 7, 7]]]",
    hint=1,
    misconception="You took the median; a mean is asked for, to which every picture adds its "
    "share.",
)
def mean_digits__median(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    return np.stack([np.median(images[labels == digit], axis=0) for digit in range(n_classes)])


@wrong(
    "test_mean_digits_puts_each_class_in_its_row",
    says="only pictures of class 2 may come into it",
    hint=2,
    misconception="images[digit] is the picture at that place; images[labels == digit] are those "
    "of "
    "the class.",
)
def mean_digits__by_place(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    shares = np.array_split(images.astype(float), n_classes)
    return np.stack([share.mean(axis=0) for share in shares])


@wrong(
    "test_mean_digits_puts_each_class_in_its_row",
    says="Row 2 belongs to class 2",
    hint=2,
    misconception="You took the classes in the order in which they come; row 0 belongs to class 0.",
)
def mean_digits__in_order_of_coming(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    order = dict.fromkeys(np.asarray(labels).tolist())
    return np.stack([images[labels == digit].mean(axis=0) for digit in order])


@wrong(
    "test_mean_digits_does_not_overflow",
    says="Add up in floats",
    hint=2,
    misconception="You added up in bytes, which begin again at 0 after 255.",
)
def mean_digits__overflows(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    means = []
    for digit in range(n_classes):
        own = images[labels == digit]
        total = np.zeros_like(own[0])
        for image in own:
            total = total + image
        means.append(total / len(own))
    return np.stack(means)


@wrong(
    "test_mean_digits_keeps_parts_of_a_grey_level",
    says="it has no place in uint8",
    hint=2,
    misconception="You put the means into an array of the pictures' dtype, which cuts fractions "
    "off.",
)
def mean_digits__cut_off(images, labels, n_classes=10):
    return mean_digits(images, labels, n_classes).astype(images.dtype)


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="a blank picture would be a lie",
    hint=2,
    misconception="You gave a blank picture for a class that has none.",
)
def mean_digits__blank_for_none(images, labels, n_classes=10):
    means = np.zeros((n_classes, *images.shape[1:]))
    for digit in np.unique(labels):
        means[digit] = images[labels == digit].mean(axis=0)
    return means


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="nan would spread",
    hint=2,
    misconception="You averaged no pictures at all: NumPy gives nan, and no more than a warning.",
)
def mean_digits__nan_for_none(images, labels, n_classes=10):
    means = np.full((n_classes, *images.shape[1:]), np.nan)
    for digit in np.unique(labels):
        means[digit] = images[labels == digit].mean(axis=0)
    return means


@wrong(
    "test_mean_digits_refuses_a_class_without_a_picture",
    says="Say in a sentence which class is missing",
    hint=2,
    misconception="You went through the classes that occur (np.unique), so that a missing one is "
    "never missed, and those behind it move up.",
)
def mean_digits__occurring_only(images, labels, n_classes=10):
    return np.stack([images[labels == digit].mean(axis=0) for digit in np.unique(labels)])


@wrong(
    "test_mean_digits_averages_any_pictures",
    says="There are ten digits, but not always ten classes",
    hint=2,
    misconception="You always made ten rows; how many classes there are, n_classes says.",
)
def mean_digits__always_ten(images, labels, n_classes=10):
    ask_for_all(labels, n_classes)
    own = [images[labels == digit] for digit in range(10)]
    return np.stack([each.mean(axis=0) if len(each) else images[0] * 0.0 for each in own])


@wrong(
    "test_mean_digits_puts_each_class_in_its_row",
    says="only pictures of class 2 may come into it",
    hint=1,
    misconception="You never use the labels: each row is the mean of all pictures.",
)
def mean_digits__of_all_pictures(images, labels, n_classes=10):
    mean_digits(images, labels, n_classes)
    return np.stack([images.mean(axis=0)] * n_classes)


# --- 02.5 pca_projection -----------------------------------------------------------------------


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="Subtract the mean first",
    hint=1,
    misconception="You did not take the mean off; then every picture lies far out, all in one "
    "direction.",
)
def pca_projection__mean_left(images, mean, axes):
    return pca_projection(images, np.zeros_like(mean), axes)


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="From the mean, the pixels differ by 2 and by -2.5",
    hint=1,
    misconception="You subtracted the pictures from the mean, so that every sign is turned round.",
)
def pca_projection__other_way_round(images, mean, axes):
    return -pca_projection(images, mean, axes)


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="from one row of axes",
    hint=2,
    misconception="You took the columns of axes for the axes; they stand in its rows.",
)
def pca_projection__columns(images, mean, axes):
    return (np.reshape(images, (len(images), -1)) - mean) @ np.asarray(axes)


@wrong(
    "test_pca_projection_weighs_what_differs_from_the_mean",
    says="gave [[[2.0, -0.8]]]",
    hint=2,
    misconception="You left the pictures as tables; each must become one row of all its pixels "
    "first.",
)
def pca_projection__not_flat(images, mean, axes):
    return (images - mean) @ np.asarray(axes).T


@wrong(
    "test_pca_projection_does_not_look_at_the_other_pictures",
    says="the one of the training pictures",
    hint=1,
    misconception="You subtracted the mean of the pictures that came along, and not the one that "
    "you "
    "were given.",
)
def pca_projection__own_mean(images, mean, axes):
    flat = np.reshape(images, (len(images), -1)).astype(float)
    return (flat - flat.mean(axis=0)) @ np.asarray(axes).T


@wrong(
    "test_pca_projection_gives_one_coordinate_for_each_axis",
    says="one column for each axis",
    hint=2,
    misconception="You always gave two coordinates; as many as there are axes are asked for.",
)
def pca_projection__always_two(images, mean, axes):
    return pca_projection(images, mean, axes)[:, :2]


@wrong(
    "test_pca_projection_projects_any_pictures",
    says="A picture need not have 28 by 28 pixels",
    hint=2,
    misconception="You reshaped to 784 pixels; len(images) and -1 work for pictures of any size.",
)
def pca_projection__always_784(images, mean, axes):
    return (np.reshape(images, (-1, 784)) - mean) @ np.asarray(axes).T


@wrong(
    "test_pca_projection_projects_any_pictures",
    says="change nothing but the mean",
    hint=2,
    misconception="You divided by the standard deviation too; these axes were found without it.",
)
def pca_projection__scaled(images, mean, axes):
    return pca_projection(images, mean, axes) / np.std(images)


@wrong(
    "test_pca_projection_leaves_the_pictures_alone",
    says="-= writes into it",
    hint=2,
    misconception="You subtracted with -= from what reshape gave, which is a view of the pictures.",
)
def pca_projection__writes_into_its_input(images, mean, axes):
    flat = np.asarray(images, float).reshape(len(images), -1)
    flat -= mean
    return flat @ np.asarray(axes).T


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
    "test_pca_projection_projects_any_pictures",
    says="Write each picture in a row of its own",
    hint=3,
    misconception="reshape(-1, n) and a transpose give the right shape, and scatter each picture "
    "over all rows.",
)
def pca_projection__scattered_pictures(images, mean, axes):
    return (images.reshape(-1, len(images)).T - mean) @ axes.T


# --- 02.6 class_overlap ------------------------------------------------------------------------


def check_neighbours(points, n_neighbors):
    if not 1 <= n_neighbors < len(points):
        raise ValueError(f"n_neighbors must be from 1 to {len(points) - 1}, got {n_neighbors}.")


def share(nearest, labels, n_classes):
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@wrong(
    "test_class_overlap_asks_the_nearest_neighbour",
    says="No point is its own neighbour",
    hint=1,
    misconception="Each point found itself first: put np.inf on the diagonal of the distances.",
)
def class_overlap__itself(points, labels, n_neighbors=10, n_classes=10):
    check_neighbours(points, n_neighbors)
    apart = pairwise_distances(points)
    nearest = labels[np.argsort(apart, axis=1)[:, :n_neighbors]]
    return share(nearest, labels, n_classes)


@wrong(
    "test_class_overlap_asks_the_nearest_neighbour",
    says="of class 0. No point is its own neighbour",
    hint=2,
    misconception="You took the farthest points for the nearest: argsort begins with the smallest.",
)
def class_overlap__farthest(points, labels, n_neighbors=10, n_classes=10):
    check_neighbours(points, n_neighbors)
    apart = pairwise_distances(points)
    nearest = labels[np.argsort(-apart, axis=1)[:, :n_neighbors]]
    return share(nearest, labels, n_classes)


@wrong(
    "test_class_overlap_asks_as_many_neighbours_as_it_is_told",
    says="Each point has three neighbours",
    hint=2,
    misconception="You asked the nearest neighbour alone; n_neighbors says how many.",
)
def class_overlap__nearest_alone(points, labels, n_neighbors=10, n_classes=10):
    check_neighbours(points, n_neighbors)
    return class_overlap(points, labels, 1, n_classes)


@wrong(
    "test_class_overlap_gives_shares_of_each_row",
    says="Divide by how many neighbours *that class* has",
    hint=2,
    misconception="You gave counts; divide each row by how many neighbours that class has.",
)
def class_overlap__counts(points, labels, n_neighbors=10, n_classes=10):
    shares = class_overlap(points, labels, n_neighbors, n_classes)
    return shares * np.bincount(labels, minlength=n_classes)[:, np.newaxis] * n_neighbors


@wrong(
    "test_class_overlap_gives_shares_of_each_row",
    says="a class with many points looks more mixed",
    hint=2,
    misconception="You divided by the neighbours of all classes together.",
)
def class_overlap__divided_by_all(points, labels, n_neighbors=10, n_classes=10):
    shares = class_overlap(points, labels, n_neighbors, n_classes)
    return shares * np.bincount(labels, minlength=n_classes)[:, np.newaxis] / len(labels)


@wrong(
    "test_class_overlap_measures_along_every_axis",
    says="each of them counts",
    hint=1,
    misconception="You measured along the first axis alone.",
)
def class_overlap__first_axis(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points[:, :1], labels, n_neighbors, n_classes)


@wrong(
    "test_class_overlap_has_a_row_for_an_absent_class",
    says="0 / 0 is nan",
    hint=3,
    misconception="You divided by the neighbours of a class that has no points.",
)
def class_overlap__nan(points, labels, n_neighbors=10, n_classes=10):
    shares = class_overlap(points, labels, n_neighbors, n_classes)
    shares[np.bincount(labels, minlength=n_classes) == 0] = np.nan
    return shares


@wrong(
    "test_class_overlap_has_a_row_for_an_absent_class",
    says="expected 4 rows",
    hint=2,
    misconception="You made a row for those classes only that occur.",
)
def class_overlap__occurring_only(points, labels, n_neighbors=10, n_classes=10):
    shares = class_overlap(points, labels, n_neighbors, n_classes)
    present = np.unique(labels)
    return shares[np.ix_(present, present)]


@wrong(
    "test_class_overlap_agrees_with_a_count_by_hand",
    says="The row is the class that asks",
    hint=1,
    misconception="You swapped rows and columns: the row is the class that asks.",
)
def class_overlap__transposed(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points, labels, n_neighbors, n_classes).T


@wrong(
    "test_class_overlap_refuses_more_neighbours_than_there_are",
    says="A slice takes what there is",
    hint=2,
    misconception="You never ask whether there are so many neighbours.",
)
def class_overlap__asks_no_questions(points, labels, n_neighbors=10, n_classes=10):
    apart = pairwise_distances(points)
    np.fill_diagonal(apart, np.inf)
    nearest = labels[np.argsort(apart, axis=1)[:, :n_neighbors]]
    return share(nearest, labels, n_classes)


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
    says="Points may have more than two coordinates",
    hint=2,
    misconception="You measure in the plane of the first two axes, and leave out the others.",
)
def class_overlap__in_the_plane(points, labels, n_neighbors=10, n_classes=10):
    return class_overlap(points[:, :2], labels, n_neighbors, n_classes)


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
