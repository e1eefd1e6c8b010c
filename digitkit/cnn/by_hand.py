"""What a convolutional network computes, written out in NumPy."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolve(image, kernel):
    """Slide one kernel over one image and sum the products at each place.

    As in Keras and PyTorch this is a cross-correlation: the kernel is not flipped. Only places
    where the whole kernel lies on the image count ("valid" padding), so the answer is smaller.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One channel of an image.
    kernel : ndarray of shape (kernel_height, kernel_width)
        The weights, no larger than the image.

    Returns
    -------
    ndarray of shape (height - kernel_height + 1, width - kernel_width + 1), float64
        The feature map.

    Raises
    ------
    ValueError
        If either is not two-dimensional, or the kernel is larger than the image.

    Examples
    --------
    >>> edges = convolve(np.array([[0, 0, 9, 9]]), np.array([[-1, 1]]))
    >>> edges
    array([[0., 9., 0.]])
    """
    image, kernel = np.asarray(image, dtype=np.float64), np.asarray(kernel, dtype=np.float64)
    if image.ndim != 2 or kernel.ndim != 2 or np.any(np.less(image.shape, kernel.shape)):
        raise ValueError(
            "convolve needs an image of shape (height, width) and a kernel that fits on it, got "
            f"{image.shape} and {kernel.shape}; convolve_layer takes channels."
        )
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = (window * kernel).sum()
    return feature_map


def convolve_layer(images, kernels, biases):
    """Apply a whole convolution layer, as ``keras.layers.Conv2D(filters, size)`` does.

    Each filter has one kernel for each channel; their feature maps are added up, and the
    filter's bias is added to every place.

    Parameters
    ----------
    images : ndarray of shape (n, height, width, channels)
        A batch of images or feature maps.
    kernels : ndarray of shape (kernel_height, kernel_width, channels, filters)
        The weights, in the order in which Keras keeps them.
    biases : ndarray of shape (filters,)
        One number for each filter.

    Returns
    -------
    ndarray of shape (n, height - kernel_height + 1, width - kernel_width + 1, filters), float64
        One feature map for each filter.

    Raises
    ------
    ValueError
        If the numbers of channels or filters differ, or a kernel is larger than the images.

    Examples
    --------
    >>> convolve_layer(np.ones((2, 28, 28, 1)), np.ones((3, 3, 1, 8)), np.zeros(8)).shape
    (2, 26, 26, 8)
    """
    images, kernels = np.asarray(images, dtype=np.float64), np.asarray(kernels, dtype=np.float64)
    if images.ndim != 4 or kernels.ndim != 4 or images.shape[3] != kernels.shape[2]:
        raise ValueError(
            "images must have shape (n, height, width, channels) and kernels (kernel_height, "
            f"kernel_width, channels, filters), got {images.shape} and {kernels.shape}; "
            "a missing channel axis comes with images[..., np.newaxis]."
        )
    if kernels.shape[0] > images.shape[1] or kernels.shape[1] > images.shape[2]:
        raise ValueError(
            f"kernels must fit on the images, got {kernels.shape[:2]} on {images.shape[1:3]}."
        )
    if np.shape(biases) != kernels.shape[3:]:
        raise ValueError(
            f"biases must be one number for each of {kernels.shape[3]} filters, "
            f"got shape {np.shape(biases)}."
        )
    windows = sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nyxcij,ijcf->nyxf", windows, kernels, optimize=True) + biases


def relu(values):
    """Keep what is positive and set the rest to 0.

    Parameters
    ----------
    values : ndarray of any shape
        What a layer computed.

    Returns
    -------
    ndarray of the same shape
        No number below 0.

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(values, 0)


def max_pool(feature_map, size=2):
    """Keep the largest number of each square of one feature map.

    Parameters
    ----------
    feature_map : ndarray of shape (height, width)
        What a convolution gave.
    size : int
        Side of the squares. Rows and columns left over at the end are dropped.

    Returns
    -------
    ndarray of shape (height // size, width // size)
        The pooled map, in the dtype of `feature_map`.

    Raises
    ------
    ValueError
        If `feature_map` has another number of axes, or no square of that size fits in it.

    Examples
    --------
    >>> max_pool(np.array([[1, 2, 0, 1], [3, 4, 1, 0]]))
    array([[4, 1]])
    """
    feature_map = np.asarray(feature_map)
    if feature_map.ndim != 2 or not 1 <= size <= min(feature_map.shape):
        raise ValueError(
            f"max_pool needs a map of shape (height, width) and squares that fit in it, got "
            f"{feature_map.shape} and size {size}; max_pool_layer takes channels."
        )
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    cropped = feature_map[: rows * size, : columns * size]
    # The axes are: which row of squares, which row in the square, and the same for columns.
    return cropped.reshape(rows, size, columns, size).max(axis=(1, 3))


def max_pool_layer(images, size=2):
    """Apply a whole pooling layer, as ``keras.layers.MaxPooling2D(size)`` does.

    Parameters
    ----------
    images : ndarray of shape (n, height, width, channels)
        A batch of feature maps; each channel is pooled alone.
    size : int
        Side of the squares. Rows and columns left over at the end are dropped.

    Returns
    -------
    ndarray of shape (n, height // size, width // size, channels)
        The pooled maps, in the dtype of `images`.

    Raises
    ------
    ValueError
        If `images` has another number of axes, or no square of that size fits in them.

    Examples
    --------
    >>> max_pool_layer(np.ones((2, 26, 26, 8))).shape
    (2, 13, 13, 8)
    """
    images = np.asarray(images)
    if images.ndim != 4 or not 1 <= size <= min(images.shape[1:3]):
        raise ValueError(
            "max_pool_layer needs images of shape (n, height, width, channels) and squares that "
            f"fit in them, got {images.shape} and size {size}; max_pool takes one map."
        )
    rows, columns = images.shape[1] // size, images.shape[2] // size
    cropped = images[:, : rows * size, : columns * size]
    squares = cropped.reshape(len(images), rows, size, columns, size, images.shape[3])
    return squares.max(axis=(2, 4))


def softmax(logits):
    """Turn scores into probabilities: positive, and each row adds up to 1.

    Parameters
    ----------
    logits : ndarray of shape (n_classes,) or (n, n_classes)
        Scores of any size; the largest becomes the likeliest class.

    Returns
    -------
    ndarray of the same shape, float64
        Probabilities along the last axis.

    Examples
    --------
    >>> softmax([0.0, 0.0])
    array([0.5, 0.5])
    >>> softmax([1000.0, 0.0])
    array([1., 0.])
    """
    logits = np.asarray(logits, dtype=np.float64)
    # exp(1000) is infinite; taking the largest score away changes no probability
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def cross_entropy(targets, probabilities):
    """Average surprise at the right class: 0 when it always had probability 1.

    Probabilities are kept between 1e-7 and 1 - 1e-7, as Keras does, so that a confident mistake
    costs much (16.1) but not infinity.

    Parameters
    ----------
    targets : ndarray of shape (n, n_classes)
        One-hot labels.
    probabilities : ndarray of shape (n, n_classes)
        What softmax gave.

    Returns
    -------
    float
        The mean over the n rows of ``-log(probability of the right class)``.

    Raises
    ------
    ValueError
        If the shapes differ or are not (n, n_classes) with n at least 1.

    Examples
    --------
    >>> round(cross_entropy([[0, 1]], [[0.5, 0.5]]), 4)
    0.6931
    """
    targets, probabilities = np.asarray(targets), np.asarray(probabilities, dtype=np.float64)
    if targets.shape != probabilities.shape or targets.ndim != 2 or len(targets) == 0:
        raise ValueError(
            "targets and probabilities must have the same shape (n, n_classes), got "
            f"{targets.shape} and {probabilities.shape}; one_hot turns labels into targets."
        )
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float(-(targets * np.log(clipped)).sum(axis=1).mean())
