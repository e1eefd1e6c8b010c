"""Ink from paper: how strongly each point of a picture departs from its background."""

import cv2
import numpy as np

SMALLEST, LARGEST = 128, 1000  # the longer side that the rest is tuned for
LEVELS = np.arange(256)
"""All levels of gray."""
FAINTEST = 28
"""Level of 255 below which paper grain and JPEG noise look like ink."""


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


def thumbnail(picture, longest=96):
    """Shrink a picture until strokes matter less than light.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        Gray or RGB.
    longest : int, default 96
        Least length of the longer side afterwards.

    Returns
    -------
    ndarray of uint8
        The mean of each block of pixels; less than twice `longest` wide and high.

    Examples
    --------
    >>> thumbnail(np.zeros((288, 200), np.uint8)).shape
    (96, 66)
    """
    height, width = picture.shape[:2]
    # Whole blocks: OpenCV averages them several times as fast as fractions of a pixel.
    block = max(1, max(height, width) // longest)
    size = max(1, width // block), max(1, height // block)
    whole = picture[: size[1] * block, : size[0] * block]
    return cv2.resize(whole, size, interpolation=cv2.INTER_AREA)


def drop_colour(picture):
    """Keep one channel of a picture in which all three are alike.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB.

    Returns
    -------
    ndarray of uint8, shape (height, width) or (height, width, 3)
        Gray where nothing is lost by it: a third of the work for what follows.

    Examples
    --------
    >>> drop_colour(np.zeros((9, 9, 3), np.uint8)).shape
    (9, 9)
    """
    red, green, blue = cv2.split(picture)
    # Drawings and scans have no colour at all, which is told sooner than a thumbnail is made.
    if colour_spread(red, green, blue) == 0:
        return green
    return green if colour_spread(*cv2.split(thumbnail(picture))) <= 4 else picture


def colour_spread(red, green, blue):
    """Measure the largest difference of one channel from the next.

    Parameters
    ----------
    red, green, blue : ndarray of uint8, shape (height, width)
        Channels of one picture.

    Returns
    -------
    float
        0 where all is gray.

    Examples
    --------
    >>> colour_spread(*np.uint8([[[3]], [[5]], [[9]]]))
    4.0
    """
    return max(cv2.norm(red, green, cv2.NORM_INF), cv2.norm(green, blue, cv2.NORM_INF))


def rim_colour(small):
    """Tell the colour of the picture's rim, if it has one.

    Parameters
    ----------
    small : ndarray of uint8, shape (height, width) or (height, width, 3)
        A thumbnail.

    Returns
    -------
    ndarray of uint8, shape (1,) or (3,), or None
        None where the rim is of several colours.

    Examples
    --------
    >>> rim_colour(np.full((9, 9, 3), 200, np.uint8))
    array([200, 200, 200], dtype=uint8)
    """
    channels = np.atleast_3d(small)
    sides = channels[:2], channels[-2:], channels[2:-2, :2], channels[2:-2, -2:]
    rim = np.concatenate([side.reshape(-1, channels.shape[2]) for side in sides])
    quarter = len(rim) // 4
    lower, middle, upper = np.sort(rim, axis=0)[[quarter, 2 * quarter, 3 * quarter]]
    return middle if (upper - lower).max() <= 10 else None


def odd(length):
    """Round to an odd number: a window has a middle.

    Parameters
    ----------
    length : float
        Any length.

    Returns
    -------
    int
        At least 3.

    Examples
    --------
    >>> odd(4.2), odd(5.9)
    (5, 5)
    """
    return max(3, int(length) // 2 * 2 + 1)


def ink_is_dark(small):
    """Tell whether the ink is darker than the paper around it.

    Ink is the smaller part of any neighbourhood and departs far from its median, so the
    third power of the departures, summed, has the ink's sign.

    Parameters
    ----------
    small : ndarray of uint8, shape (height, width) or (height, width, 3)
        A thumbnail.

    Returns
    -------
    bool

    Examples
    --------
    >>> page = np.full((40, 40), 200, dtype=np.uint8)
    >>> page[10:30, 18:22] = 0
    >>> ink_is_dark(page), ink_is_dark(255 - page)
    (True, False)
    """
    gray = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    departure = gray.astype(np.float32) - cv2.medianBlur(gray, odd(max(gray.shape) / 2))
    return bool((departure**3).sum() < 0)


def paper_colour(picture):
    """Estimate what the picture would show if nothing were written on it.

    Where the rim of the picture is of one colour, that colour is the paper everywhere:
    true of drawings, scans and tight crops, in which ink may cover half of the field.
    Elsewhere light falls unevenly, and the paper is what is left when everything narrower
    than a fifth of the picture is filled in from its surroundings: a grayscale closing
    for dark ink, an opening for light ink (Serra, "Image analysis and mathematical
    morphology", 1982). Strokes go; slopes of light and edges of shadows stay.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        Gray or RGB.

    Returns
    -------
    ndarray of uint8, same shape
        The bare paper.

    Examples
    --------
    >>> page = np.full((40, 40, 3), 200, dtype=np.uint8)
    >>> page[10:30, 18:22] = 0
    >>> bool((paper_colour(page) == 200).all())
    True
    """
    height, width = picture.shape[:2]
    small = thumbnail(picture)
    rim = rim_colour(small)
    if rim is not None:
        return np.full(picture.shape, rim, np.uint8)
    window = odd(max(small.shape) / 4.6)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (window, window))
    fill = cv2.MORPH_CLOSE if ink_is_dark(small) else cv2.MORPH_OPEN
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), fill, disc)
    smooth = cv2.GaussianBlur(paper, (0, 0), max(small.shape) / 48)
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)


def ink_contrast(picture, paper):
    """Measure how far each point departs from the paper, in the ink's direction.

    The channel that departs most decides, so that blue ink on yellow paper counts as
    much as black on white. Dark ink on light and light ink on dark give the same result:
    the direction with more energy is the ink's, the other is glare or shadow.

    Parameters
    ----------
    picture, paper : ndarray of uint8, shape (height, width) or (height, width, 3)
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
    directions = [cv2.subtract(paper, picture), cv2.subtract(picture, paper)]
    if picture.ndim == 3:
        directions = [cv2.max(cv2.max(r, g), b) for r, g, b in map(cv2.split, directions)]
    return max(directions, key=lambda contrast: cv2.norm(cv2.subtract(contrast, 12)))


def ink_threshold(contrast, share=0.35):
    """Choose the contrast from which a point counts as ink.

    Otsu's threshold ("A threshold selection method from gray-level histograms", 1979)
    parts ink from paper where there is enough ink to matter. On bare paper it parts noise
    from noise, so it may not fall below four standard deviations of the grain or of a
    printed pattern, counted from the middle; nor, with little ink on a large page, below
    a share of what the ink reaches.

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        As `ink_contrast` gives it.
    share : float, default 0.35
        Share of the ink's own contrast; more of it leaves fainter things out, such as
        the rules of a page.

    Returns
    -------
    float
        A level between 28 and 255.

    Examples
    --------
    >>> ink_threshold(np.zeros((9, 9), dtype=np.uint8))
    28.0
    """
    otsu = cv2.threshold(contrast, 0, 255, cv2.THRESH_OTSU)[0]
    levels = count_levels(contrast)
    middle = percentile_of_counts(levels, 50)
    grain = 1.4826 * percentile_of_counts(np.bincount(np.abs(LEVELS - middle), levels, 256), 50)
    # Where ink covers half of a crop, the middle is ink and tells nothing of the paper.
    texture = middle + 4 * grain if middle <= otsu else 0
    low = max(FAINTEST, otsu, texture)
    levels[: int(low) + 1] = 0
    return float(max(low, share * percentile_of_counts(levels, 98))) if levels.any() else float(low)


def held_by(mask):
    """Find the rectangle that holds all of a picture that is not 0: most of a drawing is empty.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)

    Returns
    -------
    tuple of slice
        Rows and columns; of no length when all is 0.

    Examples
    --------
    >>> held_by(np.uint8([[0, 0, 0], [0, 7, 7]]))
    (slice(1, 2, None), slice(1, 3, None))
    """
    x, y, width, height = cv2.boundingRect(mask)
    return slice(y, y + height), slice(x, x + width)


def count_levels(contrast):
    """Count how many points of a picture have each level.

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)

    Returns
    -------
    ndarray of float32, shape (256,)

    Examples
    --------
    >>> count_levels(np.uint8([[0, 0, 3]]))[:4].tolist()
    [2.0, 0.0, 0.0, 1.0]
    """
    inked = contrast[held_by(contrast)]
    if not inked.size:
        return np.float32([contrast.size] + 255 * [0])
    levels = cv2.calcHist([inked], [0], None, [256], [0, 256]).ravel()
    levels[0] += contrast.size - inked.size
    return levels


def percentile_of_counts(counts, percent):
    """Read a percentile off a histogram: 256 numbers instead of every pixel.

    Parameters
    ----------
    counts : ndarray of shape (256,)
        How many pixels have each level.
    percent : float
        0 to 100.

    Returns
    -------
    int
        The lowest level that at least `percent` of the pixels do not exceed.

    Examples
    --------
    >>> percentile_of_counts(np.array([6, 3, 1]), 90)
    1
    """
    total = counts.cumsum()
    return int(total.searchsorted(percent / 100 * total[-1]))


def ink_mask(contrast, threshold, weak=0.7):
    """Mark ink: what is strong, and what is weak but joined to something strong.

    A pen lifts and a pencil fades: with one level a 5 falls into two pieces. Two levels
    are Canny's hysteresis ("A computational approach to edge detection", 1986).

    Parameters
    ----------
    contrast : ndarray of uint8, shape (height, width)
        As `ink_contrast` gives it.
    threshold : float
        The strong level.
    weak : float, default 0.7
        The weak level as a share of the strong one.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        1 for ink, 0 for paper.

    Examples
    --------
    >>> ink_mask(np.uint8([[90, 40, 0, 40]]), threshold=60)
    array([[1, 0, 0, 0]], dtype=uint8)
    >>> ink_mask(np.uint8([[90, 50, 0, 50]]), threshold=60)
    array([[1, 1, 0, 0]], dtype=uint8)
    """
    _, joined = cv2.threshold(contrast, int(weak * threshold), 1, cv2.THRESH_BINARY)
    held = held_by(joined)
    inked = joined[held]
    if not inked.size:  # OpenCV crashes on an empty rectangle, and takes the process with it
        return joined
    count, pieces = cv2.connectedComponents(inked)
    if count == 2 and contrast.max() > threshold:
        return joined
    strong = np.zeros(count, np.uint8)
    strong[pieces[contrast[held] > threshold]] = 1
    # Most often every piece has a strong point, and nothing is to be taken away.
    if not strong[1:].all():
        inked &= strong[pieces]
    return joined
