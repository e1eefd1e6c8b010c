"""The same digits, written with other pens: thinner, thicker, rougher, printed."""

from functools import cache

import cv2
import numpy as np

from digitkit.preprocessing.framing import frame_digit

CANVAS = 112
"""Four times MNIST's side: room to change a stroke by a quarter of a pixel."""
HERSHEY = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)
"""OpenCV's typefaces of single strokes."""


@cache
def typefaces():
    """Return the paths of the text fonts that matplotlib carries, sorted.

    Returns
    -------
    tuple of Path
        TrueType files with Latin letters and digits.

    Examples
    --------
    >>> "DejaVuSans.ttf" in [path.name for path in typefaces()]
    True
    """
    from pathlib import Path

    from matplotlib import get_data_path

    found = sorted(Path(get_data_path(), "fonts", "ttf").glob("*.ttf"))
    # The other files there are symbol fonts, without letters.
    text = ("DejaVuSans", "DejaVuSerif", "STIXGeneral", "cmr10", "cmss10", "cmtt10", "cmb10")
    return tuple(p for p in found if p.name.startswith(text) and "Display" not in p.name)


@cache
def _font(path, size):
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size)


def draw_text(text, rng):
    """Draw one character, in a vector hand or in type, on an empty canvas.

    Parameters
    ----------
    text : str
        A character, or a few.
    rng : numpy.random.Generator
        Chooses the face and the pen.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        Ink 255 on 0.

    Examples
    --------
    >>> rng = np.random.default_rng(seed=0)
    >>> ink = change_pen(warp(draw_text("7", rng), rng), rng)
    >>> ink.shape, frame_for_training(ink, rng).shape
    ((112, 112), (28, 28))
    """
    if rng.random() < 0.5:
        canvas = np.zeros((CANVAS, CANVAS), np.uint8)
        face = HERSHEY[rng.integers(len(HERSHEY))]
        pen = int(rng.integers(2, 11))
        (width, height), _ = cv2.getTextSize(text, face, 2.4, pen)
        origin = (CANVAS - width) // 2, (CANVAS + height) // 2
        return cv2.putText(canvas, text, origin, face, 2.4, 255, pen, cv2.LINE_AA)
    from PIL import Image, ImageDraw

    page = Image.new("L", (CANVAS, CANVAS))
    faces = typefaces()
    font = _font(faces[rng.integers(len(faces))], 80)
    ImageDraw.Draw(page).text((CANVAS / 2, CANVAS / 2), text, fill=255, font=font, anchor="mm")
    return np.asarray(page).copy()


def warp(ink, rng, *, turn=12.0, slant=0.25, stretch=0.2, wobble=3.0):
    """Bend ink as hands differ: turned, slanted, narrowed, and wavering.

    Parameters
    ----------
    ink : ndarray of uint8, shape (side, side)
        Any square image; it is enlarged to the canvas on the way.
    rng : numpy.random.Generator
        Source of the changes.
    turn : float
        Largest rotation, in degrees.
    slant, stretch : float
        Largest shear and relative change of width.
    wobble : float
        Standard deviation of a smooth displacement, in canvas pixels (the elastic
        deformation of Simard, Steinkraus and Platt, 2003, on a coarse grid).

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        The bent ink.
    """
    angle = np.deg2rad(rng.uniform(-turn, turn))
    shear, wide = rng.uniform(-slant, slant), np.exp(rng.uniform(-stretch, stretch))
    cos, sin = np.cos(angle), np.sin(angle)
    matrix = np.array([[cos * wide, -sin + shear], [sin * wide, cos]]) * 0.9 * CANVAS / ink.shape[0]
    middle = (ink.shape[0] - 1) / 2
    offset = (CANVAS - 1) / 2 - matrix @ (middle, middle)
    bent = cv2.warpAffine(
        ink, np.column_stack([matrix, offset]), (CANVAS, CANVAS), flags=cv2.INTER_CUBIC
    )
    if wobble <= 0:
        return bent
    coarse = rng.normal(0, wobble * rng.random(), (5, 5, 2)).astype(np.float32)
    field = cv2.resize(coarse, (CANVAS, CANVAS), interpolation=cv2.INTER_CUBIC)
    grid = np.indices((CANVAS, CANVAS), dtype=np.float32)
    return cv2.remap(bent, grid[1] + field[..., 0], grid[0] + field[..., 1], cv2.INTER_LINEAR)


def count_holes(stroke):
    """Count the patches of background, the outside among them.

    Parameters
    ----------
    stroke : ndarray of uint8, shape (height, width)
        Ink 255 on 0.

    Returns
    -------
    int
        1 for a stroke without a hole.

    Examples
    --------
    >>> count_holes(np.pad(np.full((9, 9), 255, np.uint8), 3))
    1
    """
    return int(cv2.connectedComponents(cv2.bitwise_not(stroke), connectivity=4)[0]) - 1


def change_pen(ink, rng):
    """Redraw ink with a thinner, thicker, rougher or fainter pen.

    Parameters
    ----------
    ink : ndarray of uint8, shape (112, 112)
        Strokes on a canvas.
    rng : numpy.random.Generator
        Source of the changes.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        The same strokes; never empty where `ink` was not.
    """
    smooth = cv2.GaussianBlur(ink, (0, 0), 2.0)
    peak = int(smooth.max())
    if rng.random() < 0.4:  # a pen that skips, paper with a grain
        grain = rng.normal(0, 0.18 * peak, (CANVAS // 4, CANVAS // 4)).astype(np.float32)
        grain = cv2.resize(grain, (CANVAS, CANVAS), interpolation=cv2.INTER_CUBIC)
        smooth = np.clip(smooth + grain * (smooth > 0.2 * peak), 0, 255).astype(np.uint8)
    stroke = np.where(smooth >= rng.uniform(0.3, 0.75) * peak, np.uint8(255), np.uint8(0))
    width = int(rng.integers(1, 7)) * 2 + 1
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    change = rng.random()
    if change < 0.4:
        thick = cv2.dilate(stroke, pen)
        # A pen that closes the eye of a 6 or fills a 0 has written something else.
        stroke = thick if count_holes(thick) >= count_holes(stroke) else stroke
    elif change < 0.6:
        thin = cv2.erode(stroke, pen)
        # A stroke eroded to crumbs is no longer the same digit.
        stroke = thin if thin.sum() > 0.45 * stroke.sum() else stroke
    return cv2.GaussianBlur(stroke, (0, 0), rng.uniform(0.5, 3.0))


def rewrite(image, rng):
    """Write one MNIST digit again, by another hand with another pen.

    Parameters
    ----------
    image : ndarray of uint8, shape (28, 28)
        A digit.
    rng : numpy.random.Generator
        Source of the changes.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Framed as MNIST is.

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> (images, labels), _ = load_mnist()
    >>> rewrite(images[0], np.random.default_rng(0)).shape
    (28, 28)
    """
    return frame_for_training(change_pen(warp(image, rng), rng), rng)


def printed_digit(digit, rng):
    """Draw a digit in a vector hand or in type.

    Parameters
    ----------
    digit : int
        0 to 9.
    rng : numpy.random.Generator
        Chooses face, pen and slant.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Framed as MNIST is.

    Examples
    --------
    >>> printed_digit(7, np.random.default_rng(0)).shape
    (28, 28)
    """
    return frame_for_training(change_pen(warp(draw_text(str(digit), rng), rng), rng), rng)


def frame_for_training(ink, rng):
    """Frame ink as serving does, with the contrast that papers and pens differ in.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Ink on 0.
    rng : numpy.random.Generator
        Source of the contrast.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        The framed ink, its darkest point at full strength four times in five.
    """
    framed = frame_digit(np.where(ink > 12, ink, np.uint8(0)))
    peak = int(framed.max())
    full = 255 if rng.random() < 0.8 else rng.uniform(120, 255)
    return cv2.convertScaleAbs(framed, alpha=full / max(peak, 1))
