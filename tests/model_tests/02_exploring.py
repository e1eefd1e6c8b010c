"""The tests that lesson 02 asks for, as one might write them."""

import numpy as np


def test_mean_digits(mean_digits):
    """Hold that ``mean_digits(images, labels, n_classes)`` averages the pictures of each class.

    Fail (with ``assert``) where `mean_digits` breaks one of its promises, and let a good one pass:

    - the answer has one picture for each class: class 0 in row 0, class 1 in row 1, and so on;
    - each pixel of it is the mean of that pixel in the pictures of that class, and of no others;
    - the sums do not overflow, and means keep their fractions;
    - a class without a picture is refused with a ValueError.

    Parameters
    ----------
    mean_digits : callable
        Called as ``mean_digits(images, labels, n_classes)``, with images of dtype uint8.
    """
    images = np.array([[[200, 0]], [[255, 11]], [[30, 40]]], np.uint8)
    means = mean_digits(images, np.array([1, 1, 0]), 2)
    expected = [[[30, 40]], [[227.5, 5.5]]]
    assert np.array_equal(means, expected), f"the means are {means.tolist()}"
    try:
        mean_digits(images, np.array([0, 0, 2]), 3)
    except ValueError:
        pass
    else:
        raise AssertionError("class 1 has no picture, and nothing was raised")
