"""The changes that turn MNIST's bytes into what a model expects."""

import numpy as np


def scale(images):
    """Map bytes 0–255 to floats 0–1.

    One divisor for every image: scaling each image by its own maximum would make
    a faint pencil and a thick marker look alike, and would be a step that training
    and serving could do differently.

    Parameters
    ----------
    images : ndarray of uint8, any shape
        Grayscale pixels.

    Returns
    -------
    ndarray of float32, same shape
        Pixels in [0, 1].

    Raises
    ------
    TypeError
        If the pixels are not uint8: scaling twice is the usual cause.

    Examples
    --------
    >>> scale(np.array([0, 51, 255], dtype=np.uint8))
    array([0. , 0.2, 1. ], dtype=float32)
    """
    images = np.asarray(images)
    if images.dtype != np.uint8:
        raise TypeError(
            f"images must be uint8 (0–255), got {images.dtype}; if they are scaled already, "
            "leave this step out."
        )
    return images.astype(np.float32) / np.float32(255)


def add_channel(images):
    """Append the channel axis that a convolution needs.

    Parameters
    ----------
    images : ndarray of shape (n, height, width)
        A batch of grayscale images.

    Returns
    -------
    ndarray of shape (n, height, width, 1)
        The same pixels, not copied.

    Raises
    ------
    ValueError
        If `images` is not three-dimensional.

    Examples
    --------
    >>> add_channel(np.zeros((5, 28, 28))).shape
    (5, 28, 28, 1)
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(
            f"images must have shape (n, height, width), got {images.shape}; "
            "one image needs image[np.newaxis], flat rows need images.reshape(-1, 28, 28)."
        )
    return images[..., np.newaxis]


def one_hot(labels, n_classes=10):
    """Turn class numbers into rows with a single 1.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        Class numbers from 0 to ``n_classes - 1``.
    n_classes : int, default 10
        Width of each row.

    Returns
    -------
    ndarray of float32, shape (n, n_classes)
        Row i has its 1 in column ``labels[i]``.

    Raises
    ------
    ValueError
        If a label is outside the range: it would otherwise land in a wrong column.

    Examples
    --------
    >>> one_hot([2, 0], n_classes=3)
    array([[0., 0., 1.],
           [1., 0., 0.]], dtype=float32)
    """
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError(f"labels must have shape (n,), got {labels.shape}; try labels.ravel().")
    if labels.size and not (0 <= labels.min() and labels.max() < n_classes):
        raise ValueError(
            f"labels must lie in 0–{n_classes - 1}, got {labels.min()}–{labels.max()}; "
            "check the label column or raise n_classes."
        )
    return np.eye(n_classes, dtype=np.float32)[labels.astype(np.intp)]


def standardize(images, fitted_on):
    """Give images the mean 0 and the standard deviation 1, as measured on training images.

    What is measured belongs to the model, as its weights do: it is found on the training images,
    and used on all others as it is.

    Parameters
    ----------
    images : ndarray of numbers, any shape
        Images to change; they have no say in how.
    fitted_on : ndarray of numbers, any shape
        The training images, whose mean and standard deviation are used.

    Returns
    -------
    ndarray of float32, shape of `images`
        The mean taken off and divided by the standard deviation, one of each for all pixels.

    Raises
    ------
    ValueError
        If the training images have one value everywhere: there is nothing to divide by.

    Examples
    --------
    >>> training = np.array([[0, 10], [20, 10]], dtype=np.uint8)
    >>> standardize(np.array([[10, 24]], dtype=np.uint8), training).round(2)
    array([[0.  , 1.98]], dtype=float32)
    """
    mean, deviation = np.mean(fitted_on), np.std(fitted_on)
    if not deviation > 0:
        raise ValueError(
            f"fitted_on must hold more than one value, got {mean:g} everywhere; pass the training "
            "images, before anything has been taken off them."
        )
    return ((np.asarray(images) - mean) / deviation).astype(np.float32)
