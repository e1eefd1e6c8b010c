"""The tests that lesson 07 asks for, as one might write them."""

import numpy as np
import pytest


def test_accuracy(accuracy):
    """Hold that ``accuracy(labels, predictions)`` is the share of pictures that are read rightly.

    Fail (with ``assert``) where `accuracy` breaks one of its promises, and let a good one pass:

    - it counts the places at which label and prediction agree, and divides by how many there are;
    - every picture counts the same, whichever digit it shows;
    - the share goes from 0 to 1, and is not rounded;
    - fewer predictions than labels are refused with a ValueError;
    - a column of predictions, of shape (n, 1), is refused with a ValueError.

    Parameters
    ----------
    accuracy : callable
        Called as ``accuracy(labels, predictions)``, with two rows of n whole numbers.
    """
    labels = [3, 3, 3, 3, 3, 3, 8, 8]
    share = accuracy(labels, [3, 3, 3, 3, 3, 3, 8, 5])
    assert share == 7 / 8, f"7 of 8 gave {share}"
    share = accuracy([3, 8], [8, 3])
    assert share == 0, f"nothing right gave {share}"
    with pytest.raises(ValueError):
        accuracy(labels, [3, 3])
    with pytest.raises(ValueError):
        accuracy([3, 8], np.array([[3], [8]]))
