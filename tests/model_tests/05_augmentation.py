"""The tests that lesson 05 asks for, as one might write them."""

import numpy as np


def test_shear(shear):
    """Hold that ``shear(image, degrees)`` slants a picture as italics do.

    Fail (with ``assert``) where `shear` breaks one of its promises, and let a good one pass:

    - a positive angle leans to the right: rows above the middle move right, rows below it left;
    - at 45 degrees each row moves by one pixel more than the row below it, at 0 by none;
    - the middle row stays in its place;
    - ink that leaves does not come back on the other side;
    - the answer has the dtype of `image`, and `image` itself is not changed.

    Parameters
    ----------
    shear : callable
        Called as ``shear(image, degrees)``, with one picture of shape (height, width).
    """
    image = np.zeros((5, 5), np.uint8)
    image[:, 3] = [10, 20, 30, 40, 50]
    before = image.copy()
    expected = np.zeros((5, 5), np.uint8)
    # the top row would have to go to column 5, beyond the edge
    expected[[1, 2, 3, 4], [4, 3, 2, 1]] = [20, 30, 40, 50]
    slanted = shear(image, 45)
    assert np.array_equal(slanted, expected), f"45 degrees: {slanted.tolist()}"
    assert np.array_equal(shear(image, 0), before), "0 degrees changed the picture"
    assert slanted.dtype == before.dtype, f"the dtype became {slanted.dtype}"
    assert np.array_equal(image, before), "shear wrote into its input"
