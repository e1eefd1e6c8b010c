"""A pretend phone photo: ink on paper, under uneven light, through a small lens."""

import cv2
import numpy as np

from digitkit.preprocessing import find_digits


def paper(height, width, rng, ruled=None):
    """Make a sheet of paper: its colour, its grain, and sometimes its ruling.

    Parameters
    ----------
    height, width : int
        Size in pixels.
    rng : numpy.random.Generator
        Source of colour, grain and ruling.
    ruled : {'plain', 'lines', 'squares'}, optional
        Kind of paper; drawn at random when left out.

    Returns
    -------
    ndarray of float32, shape (height, width, 3)
        Reflectance in [0, 1], RGB.

    Examples
    --------
    >>> rng = np.random.default_rng(seed=0)
    >>> sheet = paper(40, 60, rng, ruled=True) * light(40, 60, rng)
    >>> sheet.shape
    (40, 60, 3)
    """
    ruled = ruled or rng.choice(["plain", "plain", "lines", "squares"])
    sheet = np.ones((height, width, 3), np.float32) * rng.uniform(0.72, 1.0, 3) ** rng.uniform(
        0, 1.2
    )
    coarse = rng.normal(0, 0.015, (height // 3 + 1, width // 3 + 1)).astype(np.float32)
    sheet += cv2.resize(coarse, (width, height))[..., None]
    step = int(rng.uniform(0.25, 0.6) * min(height, width))
    tone = tuple(float(v) for v in rng.uniform(0.45, 0.85, 3))
    for axis, length in ((0, height), (1, width)):
        if ruled == "plain" or (ruled == "lines" and axis == 1):
            continue
        for at in range(int(rng.integers(0, step)), length, step):
            ends = ((0, at), (width, at)) if axis == 0 else ((at, 0), (at, height))
            cv2.line(sheet, *ends, tone, int(rng.integers(1, 3)), cv2.LINE_AA)
    return sheet


def light(height, width, rng):
    """Make the light that falls on a sheet: a slope of brightness and soft shadows.

    Parameters
    ----------
    height, width : int
        Size in pixels.
    rng : numpy.random.Generator
        Source of the light.

    Returns
    -------
    ndarray of float32, shape (height, width, 3)
        Factors to multiply a sheet with.
    """
    corners = rng.uniform(rng.uniform(0.35, 0.9), 1.0, (2, 2)).astype(np.float32)
    slope = cv2.resize(corners, (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.3:  # the edge of a hand or a phone
        angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.4, 0.4)
        row, column = np.mgrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
        side = row * np.sin(angle) + column * np.cos(angle) - offset
        slope = slope * (1 - rng.uniform(0.1, 0.45) / (1 + np.exp(-side * rng.uniform(15, 80))))
    tint = rng.uniform(0.8, 1.0, 3)
    return (slope[..., None] * tint / tint.max()).astype(np.float32)


def photograph(ink, rng, ruled=None):
    """Photograph ink: paper, pen colour, light, blur, noise and JPEG.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Coverage of the pen, 0 to 255, at the size that the photo shall have.
    rng : numpy.random.Generator
        Source of everything that varies.
    ruled : {'plain', 'lines', 'squares'}, optional
        Kind of paper; drawn at random when left out.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)
        An RGB picture.

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> (images, labels), _ = load_mnist()
    >>> ink = cv2.resize(images[0], (112, 112), interpolation=cv2.INTER_CUBIC)
    >>> photograph(ink, np.random.default_rng(0)).shape
    (112, 112, 3)
    """
    height, width = ink.shape
    sheet = paper(height, width, rng, ruled)
    pen = np.array([(0.1, 0.1, 0.12), (0.1, 0.15, 0.5), (0.6, 0.1, 0.12), (0.35, 0.35, 0.37)])
    colour = pen[rng.choice(4, p=[0.4, 0.35, 0.1, 0.15])] * rng.uniform(0.7, 1.3)
    cover = (ink.astype(np.float32) / 255 * rng.uniform(0.7, 1.0))[..., None]
    scene = (sheet * (1 - cover) + colour * cover * sheet) * light(height, width, rng)
    scene = cv2.GaussianBlur(
        scene.astype(np.float32), (0, 0), rng.uniform(0.3, 0.012 * min(height, width) + 0.4)
    )
    scene += rng.normal(0, rng.uniform(0.003, 0.03), scene.shape).astype(np.float32)
    picture = (scene.clip(0, 1) * 255).astype(np.uint8)
    quality = int(rng.integers(50, 95))
    _, packed = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1]


def compose_scene(ink, rng):
    """Lay ink somewhere on an empty page, at the size that a photo would show it.

    Parameters
    ----------
    ink : ndarray of uint8, shape (112, 112)
        One digit or doodle.
    rng : numpy.random.Generator
        Source of place and size.

    Returns
    -------
    page : ndarray of uint8, shape (height, width)
        The ink on 0.
    box : tuple of int
        x, y, width, height of the ink on the page.

    Examples
    --------
    >>> ink = np.zeros((112, 112), np.uint8)
    >>> ink[20:90, 50:60] = 255
    >>> page, (x, y, width, height) = compose_scene(ink, np.random.default_rng(seed=0))
    >>> bool(page[y : y + height, x : x + width].any()), bool(page[:y].any())
    (True, False)
    """
    side = int(rng.integers(40, 110))
    small = cv2.resize(ink, (side, side), interpolation=cv2.INTER_AREA)
    height, width = (side + rng.integers(0, 1 + int(side * rng.uniform(0, 1.2)), 2)).tolist()
    page = np.zeros((height, width), np.uint8)
    top, left = int(rng.integers(0, height - side + 1)), int(rng.integers(0, width - side + 1))
    page[top : top + side, left : left + side] = small
    rows, columns = np.flatnonzero(page.any(1)), np.flatnonzero(page.any(0))
    if not rows.size:
        return page, (0, 0, 0, 0)
    x, y = int(columns[0]), int(rows[0])
    return page, (x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1)


def photographed(ink, rng):
    """Photograph ink, find it again, and return what the network would see.

    Parameters
    ----------
    ink : ndarray of uint8, shape (112, 112)
        One digit or doodle; may be empty.
    rng : numpy.random.Generator
        Source of everything that varies.

    Returns
    -------
    found : ndarray of uint8, shape (28, 28), or None
        The ink, as `find_digits` framed it; None when it was lost.
    others : list of ndarray
        What else was taken for ink: rules, shadows, stains.

    Examples
    --------
    >>> ink = np.zeros((112, 112), np.uint8)
    >>> ink[20:90, 50:60] = 255
    >>> found, others = photographed(ink, np.random.default_rng(seed=0))
    >>> found.shape, len(others)
    ((28, 28), 0)
    """
    page, (x, y, width, height) = compose_scene(ink, rng)
    found, others = None, []
    for thing in find_digits(photograph(page, rng)):
        left, top, w, h = thing.box
        across = min(x + width, left + w) - max(x, left)
        down = min(y + height, top + h) - max(y, top)
        shared = max(across, 0) * max(down, 0)
        if width and shared > 0.7 * max(width * height, w * h):
            found = thing.image
        elif shared == 0 and h < 2 * w:  # a standing rule is not to be told from a 1
            others.append(thing.image)
    return found, others
