"""MNIST's own framing: ink in a box of 20, laid on 28 by 28 by its centre of mass.

The recipe is that of the data set's authors: each digit was size-normalised into a
20 by 20 box with its proportions kept, then placed so that the centre of mass of its
pixels is the centre of the 28 by 28 field (LeCun, Cortes and Burges, "The MNIST
database of handwritten digits"). A network trained on MNIST reads other pictures only
as well as this framing is repeated on them.
"""

import cv2
import numpy as np

FIELD = 28
"""Side of MNIST's pictures, in pixels."""
BOX = 20
"""Side of the box in them that the ink fits in."""


def crop_to_ink(ink):
    """Cut an image down to the smallest rectangle that holds all its ink.

    Parameters
    ----------
    ink : ndarray of shape (height, width)
        Background 0, ink above 0.

    Returns
    -------
    ndarray
        A view of `ink`; of shape (0, 0) when there is no ink.

    Examples
    --------
    >>> crop_to_ink(np.array([[0, 0, 0], [0, 7, 8], [0, 0, 0]]))
    array([[7, 8]])
    """
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return ink[:0, :0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def fit_in_box(ink, size=BOX):
    """Resize ink so that its longer side is `size` pixels, proportions kept.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Cropped ink; neither side may be 0.
    size : int, default 20
        Length of the longer side afterwards.

    Returns
    -------
    ndarray of uint8
        Longer side `size`, shorter side at least 1.

    Raises
    ------
    ValueError
        If there is nothing to resize.

    Examples
    --------
    >>> fit_in_box(np.full((40, 10), 255, dtype=np.uint8)).shape
    (20, 5)
    """
    height, width = ink.shape
    if not (height and width):
        raise ValueError(f"ink must have at least one pixel, got shape {ink.shape}; crop it first.")
    factor = size / max(height, width)
    new_size = max(1, round(width * factor)), max(1, round(height * factor))
    # INTER_AREA averages, so a thin stroke fades instead of falling between the samples.
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, new_size, interpolation=how)


def center_by_mass(ink, size=FIELD):
    """Lay ink on an empty square so that its centre of mass is the square's centre.

    The centre is row 14 and column 14 of 28, counted from 0: MNIST's own choice among the
    four middle pixels, measured on its images.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Ink no larger than the square.
    size : int, default 28
        Side of the square.

    Returns
    -------
    ndarray of uint8, shape (size, size)
        The ink moved by whole pixels; never cut off at an edge.

    Raises
    ------
    ValueError
        If the ink is larger than the square.

    Examples
    --------
    >>> centered = center_by_mass(np.full((4, 2), 9, dtype=np.uint8), size=6)
    >>> np.flatnonzero(centered.any(axis=1)), np.flatnonzero(centered.any(axis=0))
    (array([2, 3, 4, 5]), array([2, 3]))
    """
    height, width = ink.shape
    if max(height, width) > size:
        raise ValueError(
            f"ink of shape {ink.shape} does not fit on {size} by {size}; try fit_in_box first."
        )
    by_row, by_column = ink.sum(axis=1), ink.sum(axis=0)
    total = max(int(by_row.sum()), 1)
    row = by_row @ np.arange(height) / total
    column = by_column @ np.arange(width) / total
    # A lopsided digit is held at the edge rather than pushed over it.
    top = min(max(round(size / 2 - row), 0), size - height)
    left = min(max(round(size / 2 - column), 0), size - width)
    field = np.zeros((size, size), dtype=ink.dtype)
    field[top : top + height, left : left + width] = ink
    return field


def frame_digit(ink):
    """Frame ink the way MNIST is framed: crop, box of 20, centre of mass.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        One digit, background 0; ink somewhere on it.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        What a network trained on MNIST expects to see.

    Raises
    ------
    ValueError
        If there is no ink.

    Examples
    --------
    >>> frame_digit(np.pad(np.full((60, 30), 200, dtype=np.uint8), 50)).shape
    (28, 28)
    """
    return center_by_mass(fit_in_box(crop_to_ink(ink)))
