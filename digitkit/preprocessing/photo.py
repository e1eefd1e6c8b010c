"""From a picture of handwriting to one 28 by 28 image for each possible digit."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitkit.preprocessing.blobs import (
    drop_edges,
    erase_rules,
    find_blobs,
    join_parts,
    reading_order,
)
from digitkit.preprocessing.framing import frame_digit
from digitkit.preprocessing.ink import (
    ink_contrast,
    ink_mask,
    ink_threshold,
    paper_colour,
    working_size,
)

THINNEST = 0.10  # stroke width over digit size: MNIST's pens lie between 0.1 and 0.2


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
    """

    box: tuple[int, int, int, int]
    image: np.ndarray
    line: int


def cut_out(contrast, labels, blob, threshold):
    """Cut one blob out, as soft ink on nothing.

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        Of the whole picture.
    labels : ndarray of int32, shape (height, width)
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
    own = np.isin(labels[rows, columns], blob.pieces).astype(np.uint8)
    level = contrast[rows, columns].astype(np.float32)
    # Three in four of the ink's points get full strength: a pen's middle is never even.
    full = np.percentile(level[own > 0], 75)
    edge = 0.4 * threshold
    soft = ((level - edge) / max(full - edge, 1.0)).clip(0, 1)
    around = cv2.dilate(own, np.ones((3, 3), np.uint8))
    return (soft * around * 255).astype(np.uint8)


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
    """
    stroke = np.pad((ink > 110).astype(np.uint8), 1)
    depth = cv2.distanceTransform(stroke, cv2.DIST_L2, 3)[stroke > 0]
    if not depth.size:
        return ink
    missing = thinnest * max(ink.shape) - 2 * np.percentile(depth, 90)
    if missing <= 0:
        return ink
    grow = max(1, round(missing / 2))
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * grow + 1, 2 * grow + 1))
    return cv2.dilate(np.pad(ink, grow), pen)


def frame_blob(contrast, labels, blob, threshold):
    """Turn one blob into what the network expects to see.

    Parameters
    ----------
    contrast, labels, blob, threshold
        As for `cut_out`.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Framed as MNIST is, its strongest point at 255.
    """
    framed = frame_digit(thicken(cut_out(contrast, labels, blob, threshold)))
    return cv2.convertScaleAbs(framed, alpha=255 / max(int(framed.max()), 1))


def find_digits(picture):
    """Find everything in a picture that may be a digit, in reading order.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        Gray or RGB; either polarity.

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
    resized, factor = working_size(picture)
    contrast = ink_contrast(resized, paper_colour(resized))
    threshold = ink_threshold(contrast)
    labels, blobs = find_blobs(erase_rules(ink_mask(contrast, threshold)))
    lines = reading_order(join_parts(drop_edges(blobs, contrast.shape)))
    return [
        Found(
            original_box(blob, factor, picture.shape),
            frame_blob(contrast, labels, blob, threshold),
            number,
        )
        for number, line in enumerate(lines)
        for blob in line
    ]


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
    """
    picture = np.asarray(picture)
    if picture.dtype != np.uint8:
        raise ValueError(f"picture must be uint8 (0–255), got {picture.dtype}.")
    if picture.ndim == 2:
        picture = np.repeat(picture[..., np.newaxis], 3, axis=2)
    if picture.ndim != 3 or picture.shape[2] != 3 or 0 in picture.shape:
        raise ValueError(
            f"picture must have shape (height, width) or (height, width, 3), got {picture.shape}; "
            "digitkit.preprocessing.open_picture reads any file into that."
        )
    return np.ascontiguousarray(picture)


def original_box(blob, factor, shape):
    """Scale a blob's box back to the picture that came in.

    Parameters
    ----------
    blob : Blob
        In the working picture.
    factor : float
        Working size over original size.
    shape : tuple
        Shape of the original picture; the box is kept inside it.

    Returns
    -------
    tuple of int
        x, y, width, height.
    """
    x, y = int(blob.x / factor), int(blob.y / factor)
    right = min(round((blob.x + blob.width) / factor), shape[1])
    bottom = min(round((blob.y + blob.height) / factor), shape[0])
    return x, y, max(1, right - x), max(1, bottom - y)
