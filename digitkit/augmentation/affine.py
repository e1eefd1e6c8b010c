"""Affine geometry: one matrix from several changes, and images drawn through matrices."""

import cv2
import numpy as np

from digitkit.augmentation.sizes import measure, measure_batch


def warp(image, matrix):
    """Draw one image through an affine matrix, filling with background.

    Each pixel of the answer is blended linearly from the four pixels around the place that it
    came from; what came from outside the picture is 0.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One grayscale digit, background 0, of any number type.
    matrix : ndarray of shape (2, 3)
        Where a pixel goes: ``[x', y'] = matrix @ [x, y, 1]``, x to the right, y down, and
        (0, 0) the middle of the pixel at the top left.

    Returns
    -------
    ndarray of shape (height, width)
        The warped digit, in the dtype of `image`; whole-number types are rounded.

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, is empty, or `matrix` is not a finite 2 by 3 matrix.

    Examples
    --------
    >>> one_to_the_right = np.array([[1, 0, 1], [0, 1, 0]])
    >>> warp(np.array([[9, 0, 0], [0, 9, 0]], dtype=np.uint8), one_to_the_right)
    array([[0, 9, 0],
           [0, 0, 9]], dtype=uint8)
    """
    height, width = measure(image)
    image, matrix = np.asarray(image), np.asarray(matrix, dtype=np.float64)
    if matrix.shape != (2, 3) or not np.isfinite(matrix).all():
        raise ValueError(
            f"matrix must be 2 rows of 3 finite numbers, got {matrix.tolist()}; "
            "affine_matrix makes one."
        )
    warped = cv2.warpAffine(image.astype(np.float64), matrix, (width, height))
    return (np.rint(warped) if image.dtype.kind in "iub" else warped).astype(image.dtype)


def warp_batch(images, matrices):
    """Draw every image through its own affine matrix, filling with background.

    It does for many images what `warp` does for one, fast enough for every epoch: OpenCV draws
    in the dtype of `images`, and may round places to 1/32 of a pixel, so that along the edges
    of strokes a few grey levels of 255 may differ from what `warp` gives.

    Parameters
    ----------
    images : ndarray of shape (n, height, width) or (n, height, width, 1)
        Grayscale digits, background 0; uint8, float32 or float64.
    matrices : ndarray of shape (n, 2, 3)
        One for each image, as `affine_matrix` makes them.

    Returns
    -------
    ndarray of the shape and dtype of `images`
        New images; `images` itself is not changed.

    Raises
    ------
    ValueError
        If `images` has another shape or dtype, or there is not one matrix for each image.

    Examples
    --------
    >>> dots = np.array([[[9, 0, 0]], [[9, 0, 0]]], dtype=np.uint8)
    >>> warp_batch(dots, affine_matrix((1, 3), dx=np.array([1, 2])))
    array([[[0, 9, 0]],
    <BLANKLINE>
           [[0, 0, 9]]], dtype=uint8)
    """
    n, height, width = measure_batch(images)
    if np.shape(matrices) != (n, 2, 3):
        raise ValueError(
            f"matrices must have shape ({n}, 2, 3), one for each image, "
            f"got {np.shape(matrices)}; affine_matrix makes n of them from arrays of n numbers."
        )
    images = np.asarray(images)
    warped = np.empty((n, height, width), images.dtype)
    for image, matrix, result in zip(images, matrices, warped, strict=True):
        cv2.warpAffine(image, matrix, (width, height), dst=result)
    return warped.reshape(images.shape)


def affine_matrix(shape, *, degrees=0.0, factor=1.0, lean=0.0, dx=0.0, dy=0.0):
    """Compose shear, zoom, rotation (about the centre) and shift into one matrix.

    Warping once with the composed matrix keeps strokes sharp; four warps in a row would blur
    them four times. The changes apply in the order shear, zoom, rotate, shift. Each may be an
    array of n numbers, which gives n matrices.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the image.
    degrees : float or ndarray of shape (n,)
        Turn, counter-clockwise as seen on the screen.
    factor : float or ndarray of shape (n,)
        Zoom; above 1 enlarges.
    lean : float or ndarray of shape (n,)
        Shear in degrees; positive leans to the right, as italics do.
    dx, dy : float or ndarray of shape (n,)
        Pixels to the right and down; fractions are allowed.

    Returns
    -------
    ndarray of shape (2, 3) or (n, 2, 3), float64
        For `warp`, `warp_batch` and ``cv2.warpAffine``.

    Raises
    ------
    ValueError
        If a factor is not above 0, or a lean is not between -90 and 90.

    Examples
    --------
    >>> warp(np.array([[1, 2, 3]]), affine_matrix((1, 3), degrees=180, dx=1))
    array([[0, 3, 2]])
    >>> affine_matrix((28, 28), degrees=np.array([-10, 0, 10])).shape
    (3, 2, 3)
    """
    if not (np.greater(factor, 0).all() and np.less(np.abs(lean), 90).all()):
        raise ValueError(
            f"zoom must be above 0 and shear between -90 and 90 degrees, got {factor} and {lean}."
        )
    turn, slope = np.deg2rad(degrees), np.tan(np.deg2rad(lean))
    cos, sin = factor * np.cos(turn), factor * np.sin(turn)
    # rotation [[cos, sin], [-sin, cos]] times shear [[1, -slope], [0, 1]]: y points down
    a, b, c, d = cos, sin - cos * slope, -sin, cos + sin * slope
    centre_x, centre_y = (shape[1] - 1) / 2, (shape[0] - 1) / 2
    move_x = centre_x - a * centre_x - b * centre_y + dx
    move_y = centre_y - c * centre_x - d * centre_y + dy
    rows = np.broadcast_arrays(a, b, move_x, c, d, move_y)
    return np.stack(rows, axis=-1).reshape(*rows[0].shape, 2, 3)
