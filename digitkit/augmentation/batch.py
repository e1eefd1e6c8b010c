"""Random changes of many images at once, fast enough to be new in every epoch."""

import cv2
import numpy as np

from digitkit.augmentation.affine import affine_matrix, warp_batch
from digitkit.augmentation.sizes import measure_batch


def augment(images, rng, *, degrees=12.0, factor=(0.9, 1.1), lean=10.0, pixels=2.0):
    """Give every image its own random turn, zoom, slant and shift.

    The ranges are small enough that a 6 never becomes a 9; zero for any of them, or
    ``factor=(1, 1)``, leaves that change out. Each image is warped once, with one composed
    matrix (see `affine_matrix`), so strokes stay sharp.

    Parameters
    ----------
    images : ndarray of shape (n, height, width) or (n, height, width, 1)
        Grayscale digits, background 0; uint8, float32 or float64.
    rng : numpy.random.Generator or int
        The source of chance: the same seed gives the same images, and one generator gives new
        ones at every call.
    degrees : float
        Largest turn to either side; every turn up to it is equally likely.
    factor : tuple of float
        Smallest and largest zoom.
    lean : float
        Largest slant to either side, in degrees.
    pixels : float
        Largest shift to each side; fractions of pixels are drawn too.

    Returns
    -------
    ndarray of the shape and dtype of `images`
        New images; `images` itself is not changed.

    Raises
    ------
    ValueError
        If `images` has another shape or dtype.

    Examples
    --------
    >>> digits = np.full((5, 28, 28), 255, dtype=np.uint8)
    >>> augment(digits, np.random.default_rng(0)).shape
    (5, 28, 28)
    """
    n, height, width = measure_batch(images)
    rng = np.random.default_rng(rng)
    turn, slant, right, down = rng.uniform(-1, 1, (4, n))
    matrices = affine_matrix(
        (height, width),
        degrees=degrees * turn,
        factor=rng.uniform(*factor, n),
        lean=lean * slant,
        dx=pixels * right,
        dy=pixels * down,
    )
    return warp_batch(images, matrices)


def elastic(images, rng, alpha=1.5, *, grid=4):
    """Bend every image by its own smooth random field, as an unsteady hand does.

    After Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks",
    ICDAR 2003. They smooth white noise with a Gaussian; here a coarse grid of random
    displacements is enlarged with cubic interpolation, which is as smooth and much quicker.

    Parameters
    ----------
    images : ndarray of shape (n, height, width) or (n, height, width, 1)
        Grayscale digits, background 0; uint8, float32 or float64.
    rng : numpy.random.Generator or int
        The source of chance: the same seed gives the same images.
    alpha : float
        Largest displacement of a grid point, in pixels, along each axis.
    grid : int
        Points of the coarse grid along each axis; more of them bend more finely.

    Returns
    -------
    ndarray of the shape and dtype of `images`
        New images; `images` itself is not changed.

    Raises
    ------
    ValueError
        If `images` has another shape or dtype, or `grid` is below 2.

    Examples
    --------
    >>> digits = np.full((5, 28, 28), 255, dtype=np.uint8)
    >>> elastic(digits, np.random.default_rng(0), alpha=2.0).shape
    (5, 28, 28)
    """
    n, height, width = measure_batch(images)
    if grid < 2:
        raise ValueError(f"grid must be at least 2 points along each axis, got {grid}.")
    images, rng = np.asarray(images), np.random.default_rng(rng)
    coarse = alpha * rng.uniform(-1, 1, (n, grid, grid, 2)).astype(np.float32)
    home = np.dstack(np.meshgrid(np.arange(width), np.arange(height))).astype(np.float32)
    changed = np.empty((n, height, width), images.dtype)
    for image, field, result in zip(images, coarse, changed, strict=True):
        places = home + cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)
        cv2.remap(image, places, None, cv2.INTER_LINEAR, dst=result)
    return changed.reshape(images.shape)
