"""How often it is right, how sure that figure is, and whether one model is better than another."""

import math
from statistics import NormalDist

import numpy as np


def check_labels(labels: np.ndarray, predictions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hold true labels against predicted ones before they are compared.

    Parameters
    ----------
    labels, predictions : array-like of shape (n,), whole numbers
        One class for each picture.

    Returns
    -------
    labels, predictions : ndarray of shape (n,)

    Raises
    ------
    ValueError
        Probabilities or one-hot rows came instead of classes, the counts differ, or there are
        none at all.

    Examples
    --------
    >>> check_labels([3, 8], [3, 5])
    (array([3, 8]), array([3, 5]))
    """
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    for name, array in (("labels", labels), ("predictions", predictions)):
        if array.ndim != 1 or not (array.size == 0 or np.issubdtype(array.dtype, np.integer)):
            raise ValueError(
                f"{name} must be whole numbers of shape (n,), got {array.dtype} of shape "
                f"{array.shape}; from one-hot rows or probabilities take .argmax(axis=1)."
            )
    if len(labels) != len(predictions) or not len(labels):
        raise ValueError(
            f"labels and predictions must be equally many and at least one, got {len(labels):,} "
            f"and {len(predictions):,}."
        )
    return labels, predictions


def check_probabilities(
    labels: np.ndarray, probabilities: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Hold true labels against probabilities before they are compared.

    Parameters
    ----------
    labels : array-like of shape (n,)
        One class for each picture.
    probabilities : array-like of shape (n, n_classes)
        From 0 to 1, one row for each picture.

    Returns
    -------
    labels : ndarray of shape (n,)
    probabilities : ndarray of shape (n, n_classes), float64

    Raises
    ------
    ValueError
        The probabilities are not one row for each label, leave the range from 0 to 1, or there
        are none at all.

    Examples
    --------
    >>> check_probabilities([1], [[0.25, 0.75]])
    (array([1]), array([[0.25, 0.75]]))
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, np.float64)
    fit = labels.ndim == 1 and probabilities.ndim == 2 and len(labels) == len(probabilities)
    if not fit or not probabilities.size:
        raise ValueError(
            f"Needed labels of shape (n,) and probabilities of shape (n, n_classes), n at least 1, "
            f"got {labels.shape} and {probabilities.shape}."
        )
    if not (probabilities.min() >= 0 and probabilities.max() <= 1 + 1e-6):
        raise ValueError(
            f"probabilities must be from 0 to 1, got {probabilities.min():.3g} to "
            f"{probabilities.max():.3g}; apply softmax first."
        )
    return labels, probabilities


def accuracy(labels: np.ndarray, predictions: np.ndarray) -> float:
    """Give the share of pictures that are classified right.

    Parameters
    ----------
    labels, predictions : ndarray of shape (n,), whole numbers

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        As `check_labels` does.

    Examples
    --------
    >>> accuracy([3, 8, 8, 1], [3, 8, 5, 1])
    0.75
    """
    labels, predictions = check_labels(labels, predictions)
    return float(np.mean(labels == predictions))


def wilson_interval(
    n_right: int | np.ndarray, n: int | np.ndarray, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Give the range in which a share probably lies of which a sample was counted.

    Parameters
    ----------
    n_right, n : int, or ndarray of int
        So many of so many.
    confidence : float
        How probably, between 0 and 1.

    Returns
    -------
    low, high : float, or ndarray of float
        Between 0 and 1. Unlike share ± z·s the range never leaves 0 to 1, and it stays honest
        near the ends, where the accuracy of a good model is.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22:209-212, 1927.

    Examples
    --------
    >>> low, high = wilson_interval(9_970, 10_000)
    >>> f"{low:.4f} to {high:.4f}"
    '0.9957 to 0.9979'
    """
    share, z = np.divide(n_right, n), NormalDist().inv_cdf((1 + confidence) / 2)
    centre = share + z**2 / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    return (centre - spread) / (1 + z**2 / n), (centre + spread) / (1 + z**2 / n)


def accuracy_interval(
    labels: np.ndarray, predictions: np.ndarray, confidence: float = 0.95
) -> tuple[float, float]:
    """Give the range in which the accuracy on all such pictures probably lies.

    Parameters
    ----------
    labels, predictions : ndarray of shape (n,), whole numbers
    confidence : float
        How probably, between 0 and 1.

    Returns
    -------
    low, high : float
        Wilson's interval, as `wilson_interval` explains it.

    Examples
    --------
    >>> low, high = accuracy_interval([3, 8, 8, 1], [3, 8, 5, 1])
    >>> f"{low:.2f} to {high:.2f}"
    '0.30 to 0.95'
    """
    labels, predictions = check_labels(labels, predictions)
    low, high = wilson_interval(int(np.sum(labels == predictions)), len(labels), confidence)
    return float(low), float(high)


def mcnemar(labels: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[int, int, float]:
    """Ask whether two models really differ, from the pictures on which just one is right.

    Parameters
    ----------
    labels : ndarray of shape (n,), whole numbers
    first, second : ndarray of shape (n,), whole numbers
        What the two models predict for the same pictures.

    Returns
    -------
    only_first, only_second : int
        How many pictures only this one gets right.
    p_value : float
        How probable a split at least as uneven would be if the two were equally good: the exact,
        two-sided test. Below 0.05 it is commonly called significant.

    References
    ----------
    Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12:153-157, 1947. T. G. Dietterich, "Approximate statistical tests
    for comparing supervised classification learning algorithms", Neural Computation
    10(7):1895-1923, 1998.

    Examples
    --------
    >>> mcnemar(np.zeros(9, int), first=[0] * 9, second=[0, 0, 0, 1, 1, 1, 1, 1, 1])
    (6, 0, 0.03125)
    """
    labels, first = check_labels(labels, first)
    labels, second = check_labels(labels, second)
    only_first = int(np.sum((first == labels) & (second != labels)))
    only_second = int(np.sum((second == labels) & (first != labels)))
    n = only_first + only_second
    # A fair coin for each of them. Whole numbers, because 2**n overflows a float.
    tail = sum(math.comb(n, heads) for heads in range(min(only_first, only_second) + 1))
    return only_first, only_second, min(1.0, 2 * tail / 2**n)
