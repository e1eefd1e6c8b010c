"""The size of one image, or of many: the guard that every change of an image begins with."""

import numpy as np


def measure(image):
    """Give the height and width of one image, or refuse what is not one.

    Parameters
    ----------
    image : ndarray of shape (height, width)

    Returns
    -------
    height, width : int

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, or is empty.

    Examples
    --------
    >>> measure(np.zeros((28, 20)))
    (28, 20)
    """
    shape = np.shape(image)
    if len(shape) != 2 or 0 in shape:
        raise ValueError(
            f"image must have shape (height, width), got {shape}; pass one image, "
            "for example images[0]."
        )
    return shape


def measure_batch(images):
    """Give the number, height and width of many images, or refuse what OpenCV would not draw.

    Parameters
    ----------
    images : ndarray of shape (n, height, width) or (n, height, width, 1)
        Grayscale digits; uint8, float32 or float64.

    Returns
    -------
    n, height, width : int

    Raises
    ------
    ValueError
        If `images` has another shape or dtype.

    Examples
    --------
    >>> measure_batch(np.zeros((5, 28, 20, 1)))
    (5, 28, 20)
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or images.shape[3:] not in ((), (1,)):
        raise ValueError(
            f"images must have shape (n, height, width) or (n, height, width, 1), "
            f"got {images.shape}; try images.reshape(-1, 28, 28)."
        )
    if images.dtype not in (np.uint8, np.float32, np.float64):
        raise ValueError(
            f"images must be uint8, float32 or float64, got {images.dtype}; "
            "try images.astype('float32')."
        )
    return images.shape[:3]
