"""Digits drawn stroke by stroke in the ways of writing that MNIST has few of.

MNIST was written in the United States. Elsewhere a 1 has an upstroke as long as itself
and often a foot, a 7 a bar through its stem, a 9 a curled tail, and a 4 stands open.
"""

import cv2
import numpy as np

from digitkit.synthesis.pens import CANVAS, change_pen, frame_for_training, warp


def draw_strokes(strokes, pen):
    """Draw strokes given in the unit square.

    Parameters
    ----------
    strokes : list of array_like of shape (n, 2)
        Points as (x, y), y downwards.
    pen : int
        Width in canvas pixels.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        Ink 255 on 0.

    Examples
    --------
    >>> hook = bend([(0.2, 0.1), (0.9, 0.1), (0.5, 0.9)])
    >>> hook.shape, draw_strokes([hook], pen=6).shape
    ((30, 2), (112, 112))
    """
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    for points in strokes:
        pixels = np.round((np.asarray(points) * 76 + 18) * 16).astype(np.int32)
        cv2.polylines(canvas, [pixels], False, 255, pen, cv2.LINE_AA, shift=4)
    return canvas


def bend(points, count=30):
    """Draw a smooth curve (a Bézier curve) steered by a few points.

    Parameters
    ----------
    points : array_like of shape (3 or 4, 2)
        Start, one or two points that pull, end.
    count : int
        Points on the curve.

    Returns
    -------
    ndarray of shape (count, 2)
    """
    points, t = np.asarray(points, float), np.linspace(0, 1, count)[:, None]
    while len(points) > 1:  # de Casteljau's construction
        points = [a * (1 - t) + b * t for a, b in zip(points[:-1], points[1:], strict=True)]
    return points[0]


def _one(rng):
    """Sketch a 1 with an upstroke, and often a foot."""
    top = rng.uniform(0.45, 0.65)
    foot = top + rng.uniform(-0.12, 0.05)
    length, slope = rng.uniform(0.0, 0.6), rng.uniform(0.7, 1.8)
    flag = (top - length / np.hypot(1, slope), length * slope / np.hypot(1, slope))
    pull = (top - 0.03 - rng.uniform(0, 0.08), 0.1)
    strokes = [bend([flag, pull, (top, 0)]), [(top, 0), (foot, 1)]]
    if rng.random() < 0.4:
        half, tilt = rng.uniform(0.12, 0.35), rng.uniform(-0.1, 0.03)
        strokes.append([(foot - half, 1 - tilt), (foot + half, 1 + tilt)])
    return strokes


def _bar(rng):
    """Sketch a 1 that is one thick bar."""
    lean = rng.uniform(-0.15, 0.15)
    return [bend([(0.5 + lean, 0), (0.5 + rng.uniform(-0.06, 0.06), 0.5), (0.5 - lean, 1)])]


def _seven(rng):
    """Sketch a 7 with a bar through its stem, or a drop at the start of its roof."""
    left, right = rng.uniform(0.1, 0.25), rng.uniform(0.7, 0.9)
    tilt, foot = rng.uniform(-0.06, 0.1), rng.uniform(0.25, 0.5)
    roof = bend([(left, tilt), (0.5, rng.uniform(-0.05, 0.08)), (right, 0)])
    stem = bend([(right, 0), (foot + rng.uniform(0, 0.25), 0.45), (foot, 1)])
    strokes = [roof, stem]
    if rng.random() < 0.6:
        middle, half = stem[15], rng.uniform(0.12, 0.28)
        rise = rng.uniform(-0.06, 0.1)
        strokes.append([(middle[0] - half, middle[1] + rise), (middle[0] + half, middle[1] - rise)])
    if rng.random() < 0.35:
        strokes.append([(left, tilt), (left - 0.02, tilt + rng.uniform(0.08, 0.18))])
    return strokes


def _four(rng):
    """Sketch a 4, open or closed, its stem short or long."""
    corner, level = rng.uniform(0.05, 0.2), rng.uniform(0.5, 0.72)
    stem = rng.uniform(0.6, 0.8)
    start = (rng.uniform(0.2, 0.65), 0)
    roof = rng.uniform(0.0, 0.45) if rng.random() < 0.7 else 0.0
    across = [(corner, level), (rng.uniform(stem, 1.0), level + rng.uniform(-0.06, 0.06))]
    return [
        bend([start, (corner + 0.1, level / 2), (corner, level)]),
        across,
        [(stem, roof), (stem - 0.08, 1)],
    ]


def _nine(rng):
    """Sketch a 9 with a straight stem or a curled tail."""
    center, radius = (0.47, 0.27), (rng.uniform(0.2, 0.28), rng.uniform(0.2, 0.28))
    angles = np.deg2rad(np.linspace(-20, -20 - rng.uniform(330, 370), 40))
    head = np.column_stack(
        [center[0] + radius[0] * np.cos(angles), center[1] + radius[1] * np.sin(angles)]
    )
    right = center[0] + radius[0]
    if rng.random() < 0.4:
        return [head, bend([(right, 0.15), (right, 0.5), (rng.uniform(0.45, right), 1)])]
    tail = [
        (right, 0.15),
        (right + 0.05, 0.9),
        (0.5, rng.uniform(1.0, 1.15)),
        (0.15, rng.uniform(0.8, 0.95)),
    ]
    return [head, bend(tail)]


def _two(rng):
    """Sketch a 2 with a straight foot or a loop."""
    neck = (rng.uniform(0.1, 0.25), rng.uniform(0.88, 1.0))
    body = bend([(0.15, rng.uniform(0.15, 0.3)), (0.5, -0.35), (1.15, 0.35), neck])
    foot = bend(
        [
            neck,
            (0.5, neck[1] + rng.uniform(-0.2, 0.05)),
            (rng.uniform(0.75, 0.95), rng.uniform(0.9, 1.0)),
        ]
    )
    return [body, foot]


WAYS = (
    (1, _one),
    (1, _one),
    (1, _bar),
    (7, _seven),
    (7, _seven),
    (4, _four),
    (9, _nine),
    (2, _two),
)
"""Ways of writing that MNIST hardly has, each with its digit."""


def drawn_digit(digit, rng):
    """Draw one of the digits whose form differs from country to country.

    Parameters
    ----------
    digit : {1, 2, 4, 7, 9}
        What to draw.
    rng : numpy.random.Generator
        Source of everything that varies.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        Ink on 0, before the pen is changed.

    Examples
    --------
    >>> drawn_digit(7, np.random.default_rng(0)).shape
    (112, 112)
    """
    ways = [way for number, way in WAYS if number == digit]
    way = ways[rng.integers(len(ways))]
    pen = int(rng.integers(14, 44)) if way is _bar else int(rng.integers(4, 15))
    return draw_strokes(way(rng), pen)


def drawn(rng):
    """Draw a digit that MNIST has few of, framed as MNIST is.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of everything that varies.

    Returns
    -------
    image : ndarray of uint8, shape (28, 28)
    digit : int

    Examples
    --------
    >>> image, digit = drawn(np.random.default_rng(seed=0))
    >>> image.shape, digit
    ((28, 28), 9)
    """
    digit = WAYS[rng.integers(len(WAYS))][0]
    ink = warp(drawn_digit(digit, rng), rng, turn=8, slant=0.2)
    return frame_for_training(change_pen(ink, rng), rng), digit
