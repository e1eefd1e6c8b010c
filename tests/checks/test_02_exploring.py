"""What the functions that look at data must keep: lesson 02."""

import numpy as np

# --- 02.1 class_counts -------------------------------------------------------------------------


def test_class_counts_counts_each_class(class_counts, rng):
    expected = [4, 1, 5, 2]
    labels = np.append(3, rng.permutation(np.repeat([0, 1, 2, 3], [4, 1, 5, 1])))
    counts = class_counts(labels.copy(), n_classes=4)
    shown = np.asarray(counts).tolist()
    assert shown == expected, (
        f"class_counts({labels.tolist()}, n_classes=4) gave {shown}, expected {expected}. At index "
        "0 stands how many labels are 0, at index 1 how many are 1, and so on: the place says "
        "which class is counted."
    )
    assert isinstance(counts, np.ndarray), (
        f"class_counts gave a {type(counts).__name__}, expected a NumPy array. With an array you "
        "can compute: counts / counts.sum() gives the shares, and a list gives an error."
    )


def test_class_counts_keeps_a_place_for_an_absent_class(class_counts):
    for labels, expected in [([2, 0, 2], [1, 0, 2, 0]), ([3, 3], [0, 0, 0, 2])]:
        shown = np.asarray(class_counts(np.array(labels, np.uint8), n_classes=4)).tolist()
        assert shown == expected, (
            f"class_counts({labels}, n_classes=4) gave {shown}, expected {expected}. There are "
            "four classes, so there are four counts, and a class that does not occur has a 0. "
            "Left out, it would go unnoticed, and the counts behind it would stand at the place of "
            "another class."
        )


def test_class_counts_counts_beyond_a_byte(class_counts):
    labels = np.repeat(np.array([0, 1], np.uint8), [300, 70_000])
    shown = np.asarray(class_counts(labels, n_classes=2)).tolist()
    assert shown == [300, 70_000], (
        f"class_counts of 300 zeros and 70,000 ones gave {shown}, expected [300, 70000]. Labels "
        "fit into a byte; how often they occur does not. An array of uint8 begins again at 0 "
        "after 255, and says nothing."
    )


def test_class_counts_takes_any_number_of_classes(class_counts):
    for n_classes in (3, 26):
        labels = np.array([0, 2, 2, 0, n_classes - 1])
        expected = [int((labels == number).sum()) for number in range(n_classes)]
        shown = np.asarray(class_counts(labels, n_classes=n_classes)).tolist()
        assert shown == expected, (
            f"class_counts({labels.tolist()}, n_classes={n_classes}) gave {len(shown)} counts, "
            f"{shown}, expected {n_classes}. There are ten digits, but 26 letters: use n_classes, "
            "not a 10 of your own."
        )


def test_class_counts_of_no_labels_is_zeros(class_counts):
    try:
        shown = np.asarray(class_counts(np.array([], np.uint8), n_classes=3)).tolist()
    except (ValueError, IndexError) as error:
        shown = f"the {type(error).__name__} {error!s:.90}"
    assert shown == [0, 0, 0], (
        f"class_counts of no labels at all, with n_classes=3, gave {shown}, expected [0, 0, 0]. "
        "None of each is a good answer. The smallest of no numbers is not defined, so ask "
        "labels.size first."
    )


def test_class_counts_refuses_a_label_that_is_no_class(class_counts):
    for labels in ([0, 10], [3, -1]):
        try:
            found = np.asarray(class_counts(np.array(labels), n_classes=10)).tolist()
        except ValueError:
            continue
        except IndexError as error:
            found = f"the IndexError {error!s:.80}"
        raise AssertionError(
            f"class_counts({labels}, n_classes=10) gave {found}, expected a ValueError. The "
            "classes are 0 to 9, and a label beyond them is a fault in the data: a table whose "
            "columns have slipped, or classes counted from 1. Now is the time to hear of it. "
            "Refuse both sides, with a sentence that says what came and what is needed."
        )


# --- 02.2 pixel_histogram ----------------------------------------------------------------------


def test_pixel_histogram_counts_each_value_at_its_place(pixel_histogram):
    images = np.array([[[0, 0, 7]], [[255, 7, 7]]], np.uint8)
    counts = np.asarray(pixel_histogram(images.copy()))
    places = np.flatnonzero(counts)[:9] if counts.ndim == 1 else []
    shown = {int(value): counts[value].tolist() for value in places}
    assert shown == {0: 2, 7: 3, 255: 1}, (
        f"pixel_histogram of {images.tolist()} gave an array of shape {counts.shape}, which is "
        f"not 0 at {shown}; expected shape (256,) and {{0: 2, 7: 3, 255: 1}}. At index 7 stands "
        "how many pixels of all the pictures together have the value 7. Each pixel counts, also "
        "where a value occurs again: counts[pixels] += 1 adds 1 to each place only once."
    )


def test_pixel_histogram_has_a_place_for_every_value(pixel_histogram):
    images = np.array([[[3, 3], [5, 9]]], np.uint8)
    counts = np.asarray(pixel_histogram(images.copy()))
    assert counts.shape == (256,), (
        f"pixel_histogram of a picture whose darkest pixel is 9 gave shape {counts.shape}, "
        "expected (256,). A byte has the values 0 to 255, which are 256. Two histograms can be "
        "compared only when both have all the places, whatever occurs."
    )
    shown = {int(value): int(counts[value]) for value in np.flatnonzero(counts)[:9]}
    assert shown == {3: 2, 5: 1, 9: 1}, (
        f"pixel_histogram of {images.tolist()} is not 0 at {shown}, expected {{3: 2, 5: 1, 9: 1}}. "
        "The place must be the value itself. np.histogram, when it is not told the range, "
        "stretches its places over what occurs: from 3 to 9 here, and otherwise tomorrow."
    )


def test_pixel_histogram_counts_all_the_pixels(pixel_histogram, rng):
    images = rng.integers(100, 104, (20, 9, 14), dtype=np.uint8)
    expected = [int((images == value).sum()) for value in range(100, 104)]
    counts = np.asarray(pixel_histogram(images.copy()))
    assert counts[100:104].tolist() == expected and counts.sum() == images.size, (
        f"pixel_histogram of 20 pictures of 9 by 14 pixels, all of them from 100 to 103, gave "
        f"{counts[100:104].tolist()} for these values and {counts.sum()} in all, expected "
        f"{expected} and {images.size}. Every pixel of every picture counts once, and a count may "
        "be larger than 255, the end of uint8."
    )


def test_pixel_histogram_counts_blank_paper(pixel_histogram):
    try:
        count = int(np.asarray(pixel_histogram(np.zeros((2, 3, 4), np.uint8)))[0])
    except ValueError as error:
        count = f"the ValueError {error!s:.80}"
    assert count == 24, (
        f"pixel_histogram of 2 blank pictures of 3 by 4 pixels gave {count} for the value 0, "
        "expected 24. Blank paper is a picture too. That values are small does not show that "
        "somebody has scaled them; the dtype does."
    )


def test_pixel_histogram_refuses_scaled_pictures(pixel_histogram):
    for dtype in (np.float32, np.float64):
        images = np.array([[[0, 0.5], [0.9, 1]]], dtype)
        try:
            counts = np.asarray(pixel_histogram(images.copy()))
        except ValueError:
            continue
        except TypeError as error:
            found = f"the TypeError {error!s:.80}"
        else:
            shown = {int(value): int(counts[value]) for value in np.flatnonzero(counts)[:9]}
            found = f"counts at {shown}"
        raise AssertionError(
            f"pixel_histogram of the {images.dtype} picture [[[0, 0.5], [0.9, 1]]] gave "
            f"{found}, expected a ValueError. Pictures that are scaled to the range from 0 to 1 "
            "have no 256 values to count; cut to whole numbers, nearly all of their ink is gone. "
            "Look at images.dtype, and refuse what is not np.uint8 with a sentence."
        )


# --- 02.3 test_mean_digits ---------------------------------------------------------------------


def test_your_test_lets_the_good_mean_digits_pass(test_mean_digits):
    from digitkit.eda import mean_digits

    try:
        answer = test_mean_digits(mean_digits)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_mean_digits(mean_digits) failed a mean_digits that has no bug, and should have "
            f"let it pass. {said}\nCompute by hand what must come back. A mean need not be a whole "
            "number, and the answer has one picture for each class."
        ) from None
    assert answer is None, (
        f"test_mean_digits(mean_digits) returned {answer!s:.80}, expected nothing. Nobody looks at "
        "what a test returns: it fails by an assert that does not hold, and passes in all other "
        "cases. Write `assert` where you wrote `return`."
    )


def test_your_test_notices_that_all_classes_are_mixed(test_mean_digits):
    from digitkit.eda import mean_digits

    def mixes_the_classes(images, labels, n_classes=10):
        good = mean_digits(images, labels, n_classes)
        return np.zeros_like(good) + images.mean(axis=0)

    try:
        test_mean_digits(mixes_the_classes)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits forgets the labels, and gives the mean of all "
        "pictures for every class. test_mean_digits(mixes_the_classes) passed it, and should have "
        "failed it. Give pictures of two classes that look different."
    )


def test_your_test_notices_means_in_the_wrong_rows(test_mean_digits):
    from digitkit.eda import mean_digits

    def is_one_row_off(images, labels, n_classes=10):
        return np.roll(mean_digits(images, labels, n_classes), 1, axis=0)

    try:
        test_mean_digits(is_one_row_off)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits has the mean of class 0 in row 1, that of class 1 "
        "in row 2, and so on. test_mean_digits(is_one_row_off) passed it, and should have failed "
        "it. Hold which mean stands in which row."
    )


def test_your_test_notices_one_grey_for_the_whole_picture(test_mean_digits):
    from digitkit.eda import mean_digits

    def averages_the_whole_picture(images, labels, n_classes=10):
        good = mean_digits(images, labels, n_classes)
        return np.zeros_like(good) + good.mean(axis=(1, 2), keepdims=True)

    try:
        test_mean_digits(averages_the_whole_picture)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits averages over the pixels too, so that a mean "
        "digit is one even grey. test_mean_digits(averages_the_whole_picture) passed it, and "
        "should have failed it. Give your pictures pixels that differ from each other."
    )


def test_your_test_notices_the_first_picture_for_the_mean(test_mean_digits):
    from digitkit.eda import mean_digits

    def takes_the_first(images, labels, n_classes=10):
        mean_digits(images, labels, n_classes)
        return np.stack([images[labels == digit][0] * 1.0 for digit in range(n_classes)])

    try:
        test_mean_digits(takes_the_first)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits gives the first picture of each class, where it "
        "should average them. test_mean_digits(takes_the_first) passed it, and should have failed "
        "it. The mean of a single picture is that picture: give a class at least two that differ."
    )


def test_your_test_notices_a_division_by_all_pictures(test_mean_digits):
    from digitkit.eda import mean_digits

    def divides_by_all(images, labels, n_classes=10):
        share = np.bincount(labels, minlength=n_classes)[:n_classes] / len(labels)
        return mean_digits(images, labels, n_classes) * share[:, np.newaxis, np.newaxis]

    try:
        test_mean_digits(divides_by_all)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits divides by the number of all pictures, where it "
        "should divide by how many the class has. test_mean_digits(divides_by_all) passed it, and "
        "should have failed it. Hold how dark a mean is, not only where its ink is."
    )


def test_your_test_notices_bytes_that_overflow(test_mean_digits):
    from digitkit.eda import mean_digits

    def adds_up_in_bytes(images, labels, n_classes=10):
        means = mean_digits(images, labels, n_classes)
        for digit in range(n_classes):
            own = images[labels == digit]
            means[digit] = own.sum(axis=0, dtype=images.dtype) / len(own)
        return means

    try:
        test_mean_digits(adds_up_in_bytes)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits adds up in the dtype of the pictures, and with "
        "uint8 a sum begins again at 0 after 255. test_mean_digits(adds_up_in_bytes) passed it, "
        "and should have failed it. Give pictures of dtype np.uint8, so dark that two of them add "
        "up to more than 255."
    )


def test_your_test_notices_fractions_that_are_cut_off(test_mean_digits):
    from digitkit.eda import mean_digits

    def cuts_fractions_off(images, labels, n_classes=10):
        return np.floor(mean_digits(images, labels, n_classes))

    try:
        test_mean_digits(cuts_fractions_off)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this mean_digits cuts the fraction off each mean, so that 0.5 "
        "becomes 0. test_mean_digits(cuts_fractions_off) passed it, and should have failed it. "
        "Choose pixels whose mean is no whole number."
    )


def test_your_test_notices_a_class_without_a_picture(test_mean_digits):
    import pytest

    from digitkit.eda import mean_digits

    def invents_a_mean(images, labels, n_classes=10):
        blank = np.zeros((n_classes, *images.shape[1:]))
        together = np.concatenate([images, blank])
        numbers = np.append(labels, np.arange(n_classes))
        present = np.isin(np.arange(n_classes), labels)
        means = mean_digits(together, numbers, n_classes)
        means[present] = [images[labels == digit].mean(axis=0) for digit in np.unique(labels)]
        return means

    try:
        test_mean_digits(invents_a_mean)
    except (AssertionError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: where a class has no picture, this mean_digits gives a blank one "
        "for its mean, and should have raised a ValueError. test_mean_digits(invents_a_mean) "
        "passed it, and should have failed it. Leave a class out, and hold that a ValueError is "
        "raised: `except ValueError: pass` alone also passes when nothing is raised."
    )


# --- 02.4 mean_digits --------------------------------------------------------------------------


def test_mean_digits_averages_pixel_by_pixel(mean_digits):
    images = np.array([[[0, 90, 30]], [[20, 30, 0]], [[10, 0, 60]], [[7, 7, 7]]], np.uint8)
    means = np.asarray(mean_digits(images.copy(), np.array([0, 0, 0, 1]), n_classes=2))
    assert means.tolist() == [[[10, 40, 30]], [[7, 7, 7]]], (
        f"mean_digits of the pictures {images.tolist()} with the labels [0, 0, 0, 1] gave "
        f"{means.tolist()}, expected [[[10, 40, 30]], [[7, 7, 7]]]. The first pixel of class 0 is "
        "(0 + 20 + 10) / 3. Average the pictures of one class over the first axis, which picture: "
        "a picture stays, in which each pixel has a mean of its own."
    )


def test_mean_digits_puts_each_class_in_its_row(mean_digits, rng):
    labels = rng.permutation(np.repeat([0, 1, 2, 3], 3))
    images = np.full((12, 2, 2), 50, np.uint8) + (labels * 10).astype(np.uint8)[:, None, None]
    rows = np.asarray(mean_digits(images, labels.copy(), n_classes=4))[:, 0, 0].tolist()
    assert rows == [50, 60, 70, 80], (
        f"mean_digits was given evenly grey pictures: 50 in class 0, 60 in class 1, 70 and 80 in "
        f"classes 2 and 3, in the order {labels.tolist()}. Its rows are {np.round(rows, 1)}, "
        "expected [50, 60, 70, 80]. Row 2 belongs to class 2, and only pictures of class 2 may "
        "come into it: images[labels == 2]."
    )


def test_mean_digits_does_not_overflow(mean_digits):
    images = np.array([[[200]], [[250]], [[240]]], np.uint8)
    mean = np.asarray(mean_digits(images, np.zeros(3, int), n_classes=1)).item()
    assert mean == 230, (
        f"mean_digits of three pixels of 200, 250 and 240 gave {mean:.2f}, expected 230. As uint8, "
        "200 + 250 is 194: a byte begins again at 0 after 255, without a word. Add up in floats."
    )


def test_mean_digits_keeps_parts_of_a_grey_level(mean_digits):
    images = np.array([[[0, 255]], [[1, 254]]], np.uint8)
    means = np.asarray(mean_digits(images, np.zeros(2, int), n_classes=1))
    assert means.tolist() == [[[0.5, 254.5]]], (
        f"mean_digits of {images.tolist()}, all of class 0, gave {means.tolist()} of dtype "
        f"{means.dtype}, expected [[[0.5, 254.5]]]. A mean of whole numbers need not be whole, so "
        "it has no place in uint8. What is cut off here is missing in all that is computed from "
        "it."
    )


def test_mean_digits_refuses_a_class_without_a_picture(mean_digits):
    images = np.full((2, 1, 1), 9, np.uint8)
    for labels in ([0, 2], [0, 1]):
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(mean_digits(images, np.array(labels), n_classes=3)).tolist()
        except ValueError:
            continue
        except IndexError as error:
            found = f"the IndexError {error!s:.80}"
        raise AssertionError(
            f"mean_digits of two pictures with the labels {labels} and n_classes=3 gave {found}, "
            f"expected a ValueError. Class {({0, 1, 2} - set(labels)).pop()} has no picture, so "
            "it has no mean. nan would spread through everything that is computed from it, and a "
            "blank picture would be a lie. Say in a sentence which class is missing."
        )


def test_mean_digits_averages_any_pictures(mean_digits, rng):
    for dtype, n_classes, shape in [(np.uint8, 10, (6, 9)), (np.float32, 3, (5, 4))]:
        labels = rng.permutation(np.append(np.arange(n_classes), rng.integers(0, n_classes, 30)))
        images = (rng.random((len(labels), *shape)) * 255).astype(dtype)
        means = np.asarray(mean_digits(images.copy(), labels.copy(), n_classes=n_classes))
        assert means.shape == (n_classes, *shape), (
            f"mean_digits of {len(images)} pictures of {shape[0]} by {shape[1]} pixels, with "
            f"n_classes={n_classes}, gave shape {means.shape}, expected {(n_classes, *shape)}: one "
            "picture for each class. There are ten digits, but not always ten classes."
        )
        for digit in range(n_classes):
            own = [image.astype(float) for image, label in zip(images, labels, strict=True)
                   if label == digit]  # fmt: skip
            apart = np.abs(means[digit] - sum(own) / len(own)).max()
            assert apart < 0.01, (
                f"mean_digits of {len(images)} random pictures of {np.dtype(dtype)}: the mean of "
                f"class {digit}, which has {len(own)}, is wrong by up to {apart:.2f} grey levels. "
                "Add up the pictures of a class, and divide by how many the class has."
            )


# --- 02.5 pca_projection -----------------------------------------------------------------------


def test_pca_projection_weighs_what_differs_from_the_mean(pca_projection):
    image, mean, axes = np.array([[[3, 4]]], np.uint8), [1.0, 6.5], [[1.0, 0.0], [0.6, 0.8]]
    found = np.asarray(pca_projection(image.copy(), np.array(mean), np.array(axes)))
    assert found.shape == (1, 2) and np.allclose(found, [[2, -0.8]]), (
        f"pca_projection([[[3, 4]]], mean={mean}, axes={axes}) gave {found.round(2).tolist()}, "
        "expected [[2.0, -0.8]]. From the mean, the pixels differ by 2 and by -2.5. Along the "
        "first axis that is 1 * 2 + 0 * -2.5, along the second 0.6 * 2 + 0.8 * -2.5. Subtract the "
        "mean first, and take the weights of an axis from one row of axes."
    )


def test_pca_projection_gives_one_coordinate_for_each_axis(pca_projection, rng):
    images, axes = rng.integers(0, 256, (5, 2, 3), dtype=np.uint8), rng.normal(size=(6, 6))
    for k in (1, 4):
        try:
            found = np.shape(pca_projection(images.copy(), rng.random(6), axes[:k].copy()))
        except ValueError as error:
            found = f"the ValueError {error!s:.150}"
        assert found == (5, k), (
            f"pca_projection of 5 pictures of 2 by 3 pixels, on {k} of the axes, gave {found}, "
            f"expected shape (5, {k}): one row for each picture, one column for each axis. In "
            "`a @ b`, the columns of a must be as many as the rows of b. The axes stand in rows; "
            "axes.T turns them into columns. And a picture need not have 784 pixels."
        )


def test_pca_projection_does_not_look_at_the_other_pictures(pca_projection, rng):
    images, mean = rng.integers(0, 256, (6, 2, 2), dtype=np.uint8), rng.random(4) * 255
    axes = np.eye(4)[:2]
    among = np.asarray(pca_projection(images.copy(), mean.copy(), axes.copy()))[2]
    alone = np.asarray(pca_projection(images[2:3].copy(), mean.copy(), axes.copy()))[0]
    assert np.allclose(among, alone), (
        f"A picture has the coordinates {among.round(1).tolist()} when it is projected among 5 "
        f"others, and {alone.round(1).tolist()} when it is alone. They must be equal. Subtract the "
        "mean that was handed to you, the one of the training pictures: the mean of whatever "
        "pictures come along moves each of them to another place."
    )


def test_pca_projection_projects_any_pictures(pca_projection, rng):
    images, mean = rng.integers(0, 256, (7, 4, 5), dtype=np.uint8), rng.random(20) * 255
    axes = np.linalg.qr(rng.normal(size=(20, 20)))[0][:3]
    try:
        found = np.asarray(pca_projection(images.copy(), mean.copy(), axes.copy()))
    except ValueError as error:
        raise AssertionError(
            f"pca_projection of 7 pictures of 4 by 5 pixels raised ValueError: {error!s:.120}. "
            "A picture need not have 28 by 28 pixels: len(images) says how many there are, and in "
            "reshape a -1 means 'as many as there are'."
        ) from error
    for number, axis in np.ndindex(7, 3):
        expected = sum(axes[axis] * (images[number].ravel() - mean))
        assert np.isclose(found[number, axis], expected), (
            f"pca_projection of 7 random pictures: picture {number} has {found[number, axis]:.1f} "
            f"along axis {axis}, expected {expected:.1f}. Write each picture in a row of its own, "
            "row after row as images.reshape(len(images), -1) does, and change nothing but the "
            "mean: no picture is scaled."
        )


def test_pca_projection_leaves_the_pictures_alone(pca_projection, rng):
    images, mean = rng.random((3, 2, 2)), rng.random(4)
    before = images.copy()
    pca_projection(images, mean.copy(), np.eye(4)[:2])
    assert np.array_equal(images, before), (
        f"pca_projection changed the pictures that it was given: the first was "
        f"{before[0].round(2).tolist()} and is {images[0].round(2).tolist()}. reshape gives a view "
        "of the same numbers, not a copy, and -= writes into it. Subtract into a new array."
    )


# --- 02.6 class_overlap ------------------------------------------------------------------------


def test_class_overlap_asks_the_nearest_neighbour(class_overlap):
    points, labels = np.array([[0], [1], [6], [7.5]]), np.array([0, 0, 1, 0])
    found = np.asarray(class_overlap(points.copy(), labels.copy(), n_neighbors=1, n_classes=2))
    assert np.allclose(found, [[2 / 3, 1 / 3], [1, 0]]), (
        f"Four points stand on a line, at 0, 1, 6 and 7.5; their classes are 0, 0, 1, 0. "
        f"class_overlap with n_neighbors=1 gave {found.round(2).tolist()}, expected "
        "[[0.67, 0.33], [1.0, 0.0]]. The points of class 0 have the nearest neighbours 1, 0 and 6, "
        "of the classes 0, 0 and 1: two thirds and one third. The point of class 1 has 7.5, of "
        "class 0. No point is its own neighbour, though nothing is nearer."
    )


def test_class_overlap_asks_as_many_neighbours_as_it_is_told(class_overlap):
    points, labels = np.array([[0], [1], [3], [7], [15]]), np.array([0, 1, 1, 0, 0])
    found = np.asarray(class_overlap(points.copy(), labels.copy(), n_neighbors=3, n_classes=2))
    assert np.allclose(found, [[3 / 9, 6 / 9], [4 / 6, 2 / 6]], atol=0.005), (
        "Five points stand on a line, at 0, 1, 3, 7 and 15; their classes are 0, 1, 1, 0, 0. "
        f"class_overlap with n_neighbors=3 gave {found.round(2).tolist()}, expected "
        "[[0.33, 0.67], [0.67, 0.33]]. Each point has three neighbours, so class 0, with three "
        "points, has nine, and three of them are of class 0."
    )


def test_class_overlap_gives_shares_of_each_row(class_overlap, rng):
    labels = np.repeat([0, 1, 2], [4, 8, 16])
    found = np.asarray(class_overlap(rng.normal(size=(28, 2)), labels, n_neighbors=5, n_classes=3))
    sums = found.sum(axis=1)
    assert found.shape == (3, 3) and np.allclose(sums, 1), (
        f"class_overlap of 4, 8 and 16 points of three classes gave rows with the sums "
        f"{sums.round(2).tolist()}, expected [1, 1, 1]. Row 0 says of the neighbours of class 0 "
        "which share belongs to each class. Divide by how many neighbours *that class* has: else "
        "a class with many points looks more mixed than a rare one."
    )


def test_class_overlap_measures_along_every_axis(class_overlap):
    points = np.array([[0.0, 0, 0], [0.1, 0, 9], [0.2, 9, 0], [0.3, 9, 9]])
    points = np.concatenate([points, points + [0.05, 1, 1]])
    labels = np.array([0, 1, 2, 3, 0, 1, 2, 3])
    found = np.asarray(class_overlap(points, labels, n_neighbors=1, n_classes=4))
    assert np.allclose(found, np.eye(4)), (
        f"Points of four classes stand far apart along the second and third axis, and close "
        f"together along the first. class_overlap gave {found.round(2).tolist()}, expected ones on "
        "the diagonal. Points may have more than two coordinates, and each of them counts: "
        "pairwise_distances(points) takes all."
    )


def test_class_overlap_has_a_row_for_an_absent_class(class_overlap):
    points, labels = np.array([[0.0], [1], [5], [6]]), np.array([0, 0, 2, 2])
    with np.errstate(all="ignore"):
        found = np.asarray(class_overlap(points, labels, n_neighbors=1, n_classes=4))
    assert np.array_equal(found, [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]), (
        f"There are points of the classes 0 and 2 only, and n_classes=4. class_overlap gave "
        f"{found.round(2).tolist()}, expected 4 rows, with zeros in the rows 1 and 3. No points "
        "have no neighbours; 0 / 0 is nan. max(own.size, 1) divides by 1 there."
    )


def test_class_overlap_agrees_with_a_count_by_hand(class_overlap, rng):
    points, labels = rng.normal(size=(40, 3)), rng.permutation(np.repeat(np.arange(4), 10))
    found = np.asarray(class_overlap(points.copy(), labels.copy(), n_neighbors=6, n_classes=4))
    expected = np.zeros((4, 4))
    for number, point in enumerate(points):
        others = [i for i in range(40) if i != number]
        others.sort(key=lambda other: np.linalg.norm(points[other] - point))
        for neighbour in others[:6]:
            expected[labels[number], labels[neighbour]] += 1 / 60
    row, column = np.unravel_index(np.abs(found - expected).argmax(), (4, 4))
    assert np.allclose(found, expected), (
        f"class_overlap of 40 random points in four classes, with 6 neighbours each, has "
        f"{found[row, column]:.3f} in row {row}, column {column}, expected "
        f"{expected[row, column]:.3f}: of the neighbours of class {row}, the share that belongs to "
        f"class {column}. The row is the class that asks, the column the class of the neighbour."
    )


def test_class_overlap_refuses_more_neighbours_than_there_are(class_overlap):
    for n_neighbors in (0, 4):
        try:
            found = np.asarray(
                class_overlap(
                    np.array([[0.0], [1], [5], [6]]), np.array([0, 0, 1, 1]), n_neighbors, 2
                )
            ).tolist()
        except ValueError:
            continue
        raise AssertionError(
            f"class_overlap of 4 points with n_neighbors={n_neighbors} gave {found}, expected a "
            "ValueError. Each point has 3 others, so 1 to 3 neighbours can be asked. A slice takes "
            "what there is, and does not complain: the answer would be to another question."
        )
