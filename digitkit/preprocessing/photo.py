"""From a picture of handwriting to one 28 by 28 image for each possible digit."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitkit.preprocessing.blobs import (
    drop_edges,
    erase_rules,
    find_blobs,
    find_pieces,
    join_parts,
    reading_order,
)
from digitkit.preprocessing.framing import BOX, fit_in_box, frame_digit
from digitkit.preprocessing.ink import (
    LEVELS,
    drop_colour,
    held_by,
    ink_contrast,
    ink_mask,
    ink_threshold,
    paper_colour,
    percentile_of_counts,
    working_size,
)

LARGE = 400
"""Pixels of the longer side: in smaller pictures, a small part is a stain."""
THINNEST = 0.10
"""Least stroke width over digit size: MNIST's pens lie between 0.1 and 0.2."""


@dataclass(frozen=True)
class Found:
    """Ink that may be a digit.

    Attributes
    ----------
    box : tuple of int
        x, y, width, height in pixels of the picture it was found in.
    image : ndarray of uint8, shape (28, 28)
        Framed as MNIST is.
    line : int
        Number of the line of writing, from the top.
    ink : ndarray of uint8, shape (height, width), optional
        What was framed: soft ink on 0, as large as it was cut out. Without it, nothing can be
        taken apart.

    Examples
    --------
    >>> page = np.full((200, 200), 255, dtype=np.uint8)
    >>> page[50:150, 90:110] = 0
    >>> (found,) = find_digits(page)
    >>> found.image.shape, found.line
    ((28, 28), 0)
    """

    box: tuple[int, int, int, int]
    image: np.ndarray
    line: int
    ink: np.ndarray | None = None


def cut_out(contrast, labels, blob, threshold):
    """Cut one blob out, as soft ink on nothing.

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        Of the whole picture.
    labels : ndarray of int, shape (height, width)
        Number of the piece of ink at each point.
    blob : Blob
        What to cut out; other ink in its box is left behind.
    threshold : float
        Level from which contrast is ink.

    Returns
    -------
    ndarray of uint8
        The blob with two pixels around it, 0 to 255.
    """
    rows = slice(max(blob.y - 2, 0), blob.y + blob.height + 2)
    columns = slice(max(blob.x - 2, 0), blob.x + blob.width + 2)
    level, own = contrast[rows, columns], labels[rows, columns]
    own = own == blob.pieces[0] if len(blob.pieces) == 1 else np.isin(own, blob.pieces)
    own = own.view(np.uint8)
    # Three in four of the ink's points get full strength: a pen's middle is never even.
    full = percentile_of_counts(cv2.calcHist([level], [0], own, [256], [0, 256]).ravel(), 75)
    edge = 0.4 * threshold
    strength = ((LEVELS - edge) / max(full - edge, 1.0)).clip(0, 1) * 255
    around = cv2.dilate(own, None)  # by one pixel on every side
    return cv2.LUT(level, strength.astype(np.uint8)) * around


def thicken(ink, thinnest=THINNEST):
    """Widen strokes that would fade away when the ink is shrunk to 20 pixels.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        One digit, background 0.
    thinnest : float
        Least stroke width, as a share of the longer side.

    Returns
    -------
    ndarray of uint8
        The same, or larger by the strokes' growth on every side.

    Examples
    --------
    >>> hair = np.zeros((100, 30), np.uint8)
    >>> hair[:, 15] = 255
    >>> wide = thicken(hair)
    >>> wide.shape, int((wide[60] > 0).sum())
    ((108, 38), 9)
    """
    _, stroke = cv2.threshold(ink, 110, 1, cv2.THRESH_BINARY)
    depth = cv2.distanceTransform(with_border(stroke, 1), cv2.DIST_L2, 3)
    depth = np.sort(depth[depth > 0])
    if not depth.size:
        return ink
    missing = thinnest * max(ink.shape) - 2 * depth[int(0.9 * depth.size)]
    if missing <= 0:
        return ink
    grow = max(1, round(missing / 2))
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * grow + 1, 2 * grow + 1))
    return cv2.dilate(with_border(ink, grow), pen)


def with_border(ink, width):
    """Lay background around ink.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Background 0.
    width : int
        Pixels on every side.

    Returns
    -------
    ndarray of uint8
        Larger by twice the width.

    Examples
    --------
    >>> with_border(np.uint8([[7]]), 1).tolist()
    [[0, 0, 0], [0, 7, 0], [0, 0, 0]]
    """
    # np.pad does the same in ten times the time.
    return cv2.copyMakeBorder(ink, *4 * [width], cv2.BORDER_CONSTANT)


def frame_ink(ink):
    """Turn ink that was cut out into what the network expects to see.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        As `cut_out` gives it.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Framed as MNIST is, its strongest point at 255.

    Examples
    --------
    >>> framed = frame_ink(np.full((100, 20), 200, np.uint8))
    >>> framed.shape, int(framed.max())
    ((28, 28), 255)
    """
    # Four times the box is fine enough to measure a pen by.
    ink = fit_in_box(ink, 4 * BOX) if max(ink.shape) > 4 * BOX else ink
    framed = frame_digit(thicken(ink))
    return cv2.convertScaleAbs(framed, alpha=255 / max(int(framed.max()), 1))


def find_digits(picture, *, boldest=False):
    """Find everything in a picture that may be a digit, in reading order.

    Where all ink lies in a small part of a large picture, that part alone is looked at, as
    sharp as it came: shrunk with the whole, a tiny digit would be a speck.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        Gray or RGB; either polarity.
    boldest : bool, default False
        Look only at the boldest ink: a second look, for pages on which rules or stains
        run into the digits.

    Returns
    -------
    list of Found
        Empty when there is no ink.

    Raises
    ------
    ValueError
        If the array is not a picture of bytes.

    Examples
    --------
    >>> page = np.full((200, 200), 255, dtype=np.uint8)
    >>> page[50:150, 90:110] = 0
    >>> [found.box for found in find_digits(page)]
    [(90, 50, 20, 100)]
    """
    picture = as_rgb(picture)
    contrast, threshold, mask, factor = find_ink(picture, boldest)
    left = top = 0
    part = small_part(mask)
    if part:
        left, top, right, bottom = (int(side / factor) for side in part)
        contrast, threshold, mask, factor = find_ink(picture[top:bottom, left:right], boldest)
    labels, blobs = find_blobs(mask)
    lines = reading_order(join_parts(drop_edges(blobs, contrast.shape)))
    found = []
    for number, line in enumerate(lines):
        for blob in line:
            ink = cut_out(contrast, labels, blob, threshold)
            box = original_box(blob, factor, picture.shape, left, top)
            found.append(Found(box, frame_ink(ink), number, ink))
    return found


def find_ink(picture, boldest=False):
    """Tell ink from paper.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB.
    boldest : bool, default False
        As for `find_digits`.

    Returns
    -------
    contrast : ndarray of uint8, shape (new_height, new_width)
        Of the picture at the size that is worked on.
    threshold : float
        Level from which contrast is ink.
    mask : ndarray of uint8, shape (new_height, new_width)
        1 for ink; rules are erased.
    factor : float
        Working size over original size.

    Examples
    --------
    >>> page = np.full((200, 200, 3), 255, dtype=np.uint8)
    >>> page[50:150, 90:110] = 0
    >>> contrast, threshold, mask, factor = find_ink(page)
    >>> labels, (blob,) = find_blobs(mask)
    >>> cut_out(contrast, labels, blob, threshold).shape, factor
    ((104, 24), 1.0)
    """
    resized, factor = working_size(picture)
    resized = drop_colour(resized)
    contrast = ink_contrast(resized, paper_colour(resized))
    threshold = ink_threshold(contrast, share=0.6 if boldest else 0.35)
    mask = ink_mask(contrast, threshold, weak=0.9 if boldest else 0.7)
    return contrast, threshold, erase_rules(mask), factor


def small_part(mask):
    """Find the part of a large picture that holds all its ink, if it is a small one.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)
        1 for ink.

    Returns
    -------
    tuple of int or None
        Left, top, right and bottom, with as much paper around the ink as the ink is wide or
        high. None where the picture is not large, where the ink takes more than a fifth of its
        longer side, or where there is none.

    Examples
    --------
    >>> mask = np.zeros((300, 400), np.uint8)
    >>> mask[100:130, 200:210] = 1
    >>> small_part(mask)
    (170, 70, 240, 160)
    >>> small_part(mask[:, 190:220]) is None
    True
    """
    if max(mask.shape) < LARGE:
        return None
    held = rows, columns = held_by(mask)
    _, stats = find_pieces(mask[held])
    largest = max((area for *_, area in stats), default=0)
    # Grain lies everywhere; a speck beside a digit does not make the part larger.
    boxes = np.array([box for *box, area in stats if area >= 0.1 * largest]).reshape(-1, 4)
    if not boxes.size:
        return None
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    size = max(right - left, bottom - top)
    if size > max(mask.shape) / 5:
        return None
    left, right = left + columns.start - size, right + columns.start + size
    top, bottom = top + rows.start - size, bottom + rows.start + size
    height, width = mask.shape
    return max(int(left), 0), max(int(top), 0), min(int(right), width), min(int(bottom), height)


def as_rgb(picture):
    """Accept gray or RGB bytes, and say what is wrong with anything else.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        A picture.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)

    Raises
    ------
    ValueError
        If the type, the shape or the size is not that of a picture.

    Examples
    --------
    >>> as_rgb(np.zeros((9, 9), np.uint8)).shape
    (9, 9, 3)
    """
    picture = np.asarray(picture)
    if picture.dtype != np.uint8:
        raise ValueError(f"picture must be uint8 (0–255), got {picture.dtype}.")
    if picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (3,)) or 0 in picture.shape:
        raise ValueError(
            f"picture must have shape (height, width) or (height, width, 3), got {picture.shape}; "
            "digitkit.preprocessing.open_picture reads any file into that."
        )
    if picture.ndim == 2:
        return cv2.merge([np.ascontiguousarray(picture)] * 3)
    return np.ascontiguousarray(picture)


def original_box(blob, factor, shape, left=0, top=0):
    """Scale a blob's box back to the picture that came in.

    Parameters
    ----------
    blob : Blob
        In the working picture.
    factor : float
        Working size over original size.
    shape : tuple
        Shape of the original picture; the box is kept inside it.
    left, top : int, default 0
        Where in the original picture the part begins that was worked on.

    Returns
    -------
    tuple of int
        x, y, width, height.

    Examples
    --------
    >>> from digitkit.preprocessing.blobs import Blob
    >>> blob = Blob(10, 20, 5, 8, 30, (1,), 0.0, False)
    >>> original_box(blob, factor=0.5, shape=(100, 100))
    (20, 40, 10, 16)
    """
    x, y = left + int(blob.x / factor), top + int(blob.y / factor)
    right = min(left + round((blob.x + blob.width) / factor), shape[1])
    bottom = min(top + round((blob.y + blob.height) / factor), shape[0])
    return x, y, max(1, right - x), max(1, bottom - y)
