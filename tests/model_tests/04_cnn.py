"""The test that lesson 04 asks for, as one might write it."""

import numpy as np


def test_softmax(softmax):
    """Hold that ``softmax(scores)`` turns scores into probabilities.

    Fail (with ``assert``) where `softmax` breaks one of its promises, and let a good one pass:

    - each row adds up to 1 by itself, also where there are several rows;
    - the shares are those of the powers of e: the scores 0 and log 3 give 1/4 and 3/4;
    - large scores do no harm: 1000 and 0 give 1 and 0;
    - `scores` itself is not changed.

    Parameters
    ----------
    softmax : callable
        Called as ``softmax(scores)``, with an array of shape (n_classes,) or (n, n_classes).
    """
    scores = np.array([[0.0, np.log(3), np.log(4)], [5.0, 5.0, 5.0]])
    before = scores.copy()
    probabilities = softmax(scores)
    expected = [[1 / 8, 3 / 8, 4 / 8], [1 / 3, 1 / 3, 1 / 3]]
    assert np.allclose(probabilities, expected), f"two rows gave {probabilities.tolist()}"
    assert np.array_equal(scores, before), "softmax wrote into its scores"
    large = softmax(np.array([1000.0, 0.0]))
    assert np.allclose(large, [1, 0]), f"large scores gave {large.tolist()}"
