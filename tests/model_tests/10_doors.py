"""The tests that lesson 10 asks for, as one might write them."""

import numpy as np


def test_turn_upright(turn_upright):
    """Hold that ``turn_upright(picture, orientation)`` undoes what a camera did.

    Fail (with ``assert``) where it breaks one of its promises, and let a good one pass:

    - each value from 1 to 8 is undone as the table says: where the first row goes, and where the
      first column goes;
    - with any other value, such as 0, the picture stays as it is;
    - in a picture of shape (height, width, 3) each point keeps its three numbers;
    - the picture that was given is not changed.

    Parameters
    ----------
    turn_upright : callable
        Called as ``turn_upright(picture, orientation)``.
    """
    stored = np.array([[1, 2, 3], [4, 5, 6]])
    before = stored.copy()
    upright = {
        0: [[1, 2, 3], [4, 5, 6]],
        1: [[1, 2, 3], [4, 5, 6]],
        2: [[3, 2, 1], [6, 5, 4]],
        3: [[6, 5, 4], [3, 2, 1]],
        4: [[4, 5, 6], [1, 2, 3]],
        5: [[1, 4], [2, 5], [3, 6]],
        6: [[4, 1], [5, 2], [6, 3]],
        7: [[6, 3], [5, 2], [4, 1]],
        8: [[3, 6], [2, 5], [1, 4]],
    }
    for orientation, expected in upright.items():
        turned = turn_upright(stored, orientation)
        assert np.array_equal(turned, expected), f"{orientation} gave {turned.tolist()}"
        assert np.array_equal(stored, before), f"{orientation} changed the picture itself"
    coloured = np.dstack([stored, 10 * stored, 100 * stored])
    turned = turn_upright(coloured, 6)
    expected = np.array(upright[6])
    assert np.array_equal(turned, np.dstack([expected, 10 * expected, 100 * expected])), (
        "the colours have changed"
    )
