"""Set pictures aside to choose a model by, with every digit in its share."""

import numpy as np


def stratified_split(
    images: np.ndarray,
    labels: np.ndarray,
    validation_fraction: float = 0.1,
    seed: int = 0,
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Split into a training and a validation part, each with the class shares of the whole.

    Parameters
    ----------
    images : ndarray of shape (n, ...)
        Any dtype.
    labels : ndarray of shape (n,)
        The class of each picture.
    validation_fraction : float
        The share of each class that goes to validation, between 0 and 1, rounded to whole
        pictures.
    seed : int
        The same seed gives the same split.

    Returns
    -------
    (train_images, train_labels), (validation_images, validation_labels)
        Copies, in shuffled order; each picture is in exactly one of the two.

    Raises
    ------
    ValueError
        As `check_split` does, before anything is split.

    Examples
    --------
    >>> images, labels = np.zeros((20, 28, 28)), np.repeat([3, 8], 10)
    >>> train, validation = stratified_split(images, labels, validation_fraction=0.2)
    >>> len(train[1]), sorted(validation[1].tolist())
    (16, [3, 3, 8, 8])
    """
    images, labels = np.asarray(images), np.asarray(labels)
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    in_validation = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        in_validation[members[: round(len(members) * validation_fraction)]] = True
    # Shuffled, because a batch of one class alone teaches a network to forget the others.
    order = rng.permutation(len(labels))
    training, validation = order[~in_validation[order]], order[in_validation[order]]
    return (images[training], labels[training]), (images[validation], labels[validation])


def check_split(images: np.ndarray, labels: np.ndarray, validation_fraction: float) -> None:
    """Refuse a split that could not be made.

    Parameters
    ----------
    images : ndarray of shape (n, ...)
    labels : ndarray of shape (n,)
    validation_fraction : float
        The share of each class that is to go to validation.

    Raises
    ------
    ValueError
        The counts differ, the fraction is not between 0 and 1, or a class is too small to be in
        both parts.

    Examples
    --------
    >>> check_split(np.zeros((4, 28, 28)), np.array([3, 3, 8, 8]), validation_fraction=0.5)
    """
    if len(images) != len(labels):
        raise ValueError(
            f"images and labels must be equally many, got {len(images):,} and {len(labels):,}."
        )
    if not 0 < validation_fraction < 1:
        raise ValueError(
            f"validation_fraction must lie between 0 and 1, got {validation_fraction}; "
            "0.1 sets every tenth picture aside."
        )
    for digit, count in zip(*np.unique(labels, return_counts=True), strict=True):
        if not 0 < round(count * validation_fraction) < count:
            raise ValueError(
                f"Class {digit} has {count} pictures: too few to put {validation_fraction:.0%} of "
                "them in validation and keep some for training."
            )
