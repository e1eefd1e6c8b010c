"""Label-keeping changes of one image: shift, rotate, zoom, shear."""

import numpy as np

from digitkit.augmentation.affine import warp
from digitkit.augmentation.sizes import measure


def shift(image, dx, dy):
    """Move the ink of one image by whole pixels, filling with background.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One grayscale digit, background 0.
    dx, dy : int
        Columns to the right and rows down; negatives go the other way.

    Returns
    -------
    ndarray of shape (height, width)
        The moved digit, in the dtype of `image`. Ink that leaves does not come back.

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, or `dx` or `dy` is not a whole number.

    Examples
    --------
    >>> shift(np.array([[1, 2, 3]]), dx=1, dy=0)
    array([[0, 1, 2]])
    """
    height, width = measure(image)
    if dx != int(dx) or dy != int(dy):
        raise ValueError(f"dx and dy must be whole pixels, got {dx} and {dy}; round them first.")
    right, down = int(dx), int(dy)
    # a sheet of background all around, so that the window below never reaches beyond it
    sheet = np.pad(image, [(abs(down), abs(down)), (abs(right), abs(right))])
    top, left = abs(down) - down, abs(right) - right
    return sheet[top : top + height, left : left + width]


def rotate(image, degrees):
    """Turn one image about its centre, filling with background.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One grayscale digit, background 0.
    degrees : float
        Angle; positive is counter-clockwise as seen on the screen.

    Returns
    -------
    ndarray of shape (height, width)
        The turned digit, in the dtype of `image`.

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, or `degrees` is not finite.

    Examples
    --------
    >>> rotate(np.array([[0, 9, 0], [0, 9, 0], [0, 0, 0]]), degrees=90)
    array([[0, 0, 0],
           [9, 9, 0],
           [0, 0, 0]])
    """
    height, width = measure(image)
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    # y points down in a picture, so the signs of sin are those of a clockwise turn in a textbook
    turn = np.array([[cos, sin], [-sin, cos]])
    # alone, the turn is about (0, 0) and takes the centre away: bring it back
    return warp(image, np.column_stack([turn, centre - turn @ centre]))


def zoom(image, factor):
    """Enlarge or shrink the ink of one image about its centre, keeping the picture's size.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One grayscale digit, background 0.
    factor : float
        Above 1 enlarges, below 1 shrinks.

    Returns
    -------
    ndarray of shape (height, width)
        The zoomed digit, in the dtype of `image`.

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, or `factor` is not above 0.

    Examples
    --------
    >>> zoom(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), factor=0.5)
    array([[0, 0, 0],
           [0, 5, 0],
           [0, 0, 0]])
    """
    height, width = measure(image)
    if not factor > 0:
        raise ValueError(f"factor must be above 0, got {factor}; 1.1 enlarges by a tenth.")
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    scale = np.array([[factor, 0], [0, factor]])
    return warp(image, np.column_stack([scale, centre - scale @ centre]))


def shear(image, degrees):
    """Slant one image as italics do, the middle row staying in place.

    Parameters
    ----------
    image : ndarray of shape (height, width)
        One grayscale digit, background 0.
    degrees : float
        How far a vertical stroke leans; positive leans to the right, between -90 and 90.

    Returns
    -------
    ndarray of shape (height, width)
        The slanted digit, in the dtype of `image`.

    Raises
    ------
    ValueError
        If `image` is not two-dimensional, or `degrees` is not between -90 and 90.

    Examples
    --------
    >>> shear(np.array([[0, 9, 0], [0, 9, 0], [0, 9, 0]]), degrees=45)
    array([[0, 0, 9],
           [0, 9, 0],
           [9, 0, 0]])
    """
    height, _ = measure(image)
    if not abs(degrees) < 90:
        raise ValueError(f"degrees must be between -90 and 90, got {degrees}; 10 is a slant.")
    slope, centre_y = np.tan(np.deg2rad(degrees)), (height - 1) / 2
    # a row above the centre (y < centre_y) moves to the right
    return warp(image, [[1, -slope, slope * centre_y], [0, 1, 0]])
