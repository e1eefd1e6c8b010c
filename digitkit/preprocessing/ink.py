"""Ink from paper: how strongly each point of a picture departs from its background."""

import cv2
import numpy as np

SMALLEST, LARGEST = 128, 1000  # the longer side that the rest is tuned for
FAINTEST = 18  # levels of 255: below it, paper grain and JPEG noise look like ink


def working_size(picture):
    """Bring a picture to a size at which strokes are neither specks nor fields.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB, any size.

    Returns
    -------
    picture : ndarray of uint8, shape (new_height, new_width, 3)
        Longer side between 128 and 1000; the same array when it already was.
    factor : float
        New size divided by old size.

    Examples
    --------
    >>> resized, factor = working_size(np.zeros((28, 28, 3), dtype=np.uint8))
    >>> resized.shape, factor
    ((140, 140, 3), 5.0)
    """
    height, width = picture.shape[:2]
    longest = max(height, width)
    if longest < SMALLEST:
        factor = float(np.ceil(SMALLEST / longest))
    elif longest > LARGEST:
        factor = LARGEST / longest
    else:
        return picture, 1.0
    size = max(1, round(width * factor)), max(1, round(height * factor))
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return cv2.resize(picture, size, interpolation=how), factor


def paper_colour(picture):
    """Estimate what the picture would show if nothing were written on it.

    Where the rim of the picture is of one colour, that colour is the paper everywhere:
    true of drawings, scans and tight crops, in which ink may cover half of the field.
    Elsewhere light falls unevenly, and the paper is the median of a wide neighbourhood,
    which strokes are too thin to move.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)
        The bare paper.

    Examples
    --------
    >>> page = np.full((40, 40, 3), 200, dtype=np.uint8)
    >>> page[10:30, 18:22] = 0
    >>> bool((paper_colour(page) == 200).all())
    True
    """
    height, width = picture.shape[:2]
    factor = 96 / max(height, width)
    size = max(8, round(width * factor)), max(8, round(height * factor))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    rim = np.ones(small.shape[:2], bool)
    rim[2:-2, 2:-2] = False
    lower, middle, upper = np.percentile(small[rim], [25, 50, 75], axis=0)
    if (upper - lower).max() <= 10:
        return np.broadcast_to(middle.astype(np.uint8), picture.shape)
    smooth = cv2.GaussianBlur(cv2.medianBlur(small, 47), (0, 0), 3)
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)


def ink_contrast(picture, paper):
    """Measure how far each point departs from the paper, in the ink's direction.

    The channel that departs most decides, so that blue ink on yellow paper counts as
    much as black on white. Dark ink on light and light ink on dark give the same result:
    the direction with more energy is the ink's, the other is glare or shadow.

    Parameters
    ----------
    picture, paper : ndarray of uint8, shape (height, width, 3)
        A picture and its bare paper.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        0 for paper; more for ink, whatever its colour.

    Examples
    --------
    >>> paper = np.full((1, 3, 3), 100, dtype=np.uint8)
    >>> ink_contrast(np.uint8([[[100] * 3, [100, 20, 90], [105] * 3]]), paper)
    array([[ 0, 80,  0]], dtype=uint8)
    """
    directions = cv2.subtract(paper, picture), cv2.subtract(picture, paper)
    dark, light = (cv2.max(cv2.max(d[..., 0], d[..., 1]), d[..., 2]) for d in directions)
    energy = [float(np.square(cv2.subtract(d, 12), dtype=np.float32).sum()) for d in (dark, light)]
    return dark if energy[0] >= energy[1] else light


def ink_threshold(contrast):
    """Choose the contrast from which a point counts as ink.

    Otsu's threshold ("A threshold selection method from gray-level histograms", 1979)
    parts ink from paper where there is ink. On bare paper it parts noise from noise, so
    it may not fall below four standard deviations of the grain.

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        As `ink_contrast` gives it.

    Returns
    -------
    float
        A level between 18 and 255.

    Examples
    --------
    >>> ink_threshold(np.zeros((9, 9), dtype=np.uint8))
    18.0
    """
    otsu = cv2.threshold(contrast, 0, 255, cv2.THRESH_OTSU)[0]
    middle = np.median(contrast)
    grain = 1.4826 * np.median(cv2.absdiff(contrast, float(middle)))
    return float(max(FAINTEST, 4 * grain, otsu))


def ink_mask(contrast, threshold, weak=0.6):
    """Mark ink: what is strong, and what is weak but joined to something strong.

    A pen lifts and a pencil fades: with one level a 5 falls into two pieces. Two levels
    are Canny's hysteresis ("A computational approach to edge detection", 1986).

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        As `ink_contrast` gives it.
    threshold : float
        The strong level.
    weak : float, default 0.6
        The weak level as a share of the strong one.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        1 for ink, 0 for paper.

    Examples
    --------
    >>> ink_mask(np.uint8([[90, 40, 0, 40]]), threshold=60)
    array([[1, 1, 0, 0]], dtype=uint8)
    """
    count, pieces = cv2.connectedComponents((contrast > weak * threshold).astype(np.uint8))
    strong = np.zeros(count, np.uint8)
    strong[pieces[contrast > threshold]] = 1
    strong[0] = 0
    return strong[pieces]
