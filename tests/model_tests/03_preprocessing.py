"""The test that lesson 03 asks for, as one might write it."""

import numpy as np
import pytest


def test_one_hot(one_hot):
    """Hold that ``one_hot(labels, n_classes)`` writes each label as a row with a single 1.

    Fail (with ``assert`` or ``pytest.raises``) where `one_hot` breaks one of its promises, and let
    a good one pass:

    - row i has a 1 in column ``labels[i]``, and 0 everywhere else;
    - there is one row for each label, and `n_classes` columns, also where a class does not occur;
    - the dtype is float32;
    - a label for which there is no column, below 0 or too large, is refused with a ValueError.

    Parameters
    ----------
    one_hot : callable
        Called as ``one_hot(labels, n_classes)``, with an array of whole numbers.
    """
    rows = one_hot(np.array([2, 0, 2]), 4)
    expected = np.float32([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
    assert np.array_equal(rows, expected), f"one_hot([2, 0, 2], 4) gave {np.asarray(rows).tolist()}"
    assert rows.dtype == np.float32, f"the dtype is {rows.dtype}"
    for label in (-1, 4):
        with pytest.raises(ValueError):
            one_hot(np.array([0, label]), 4)
