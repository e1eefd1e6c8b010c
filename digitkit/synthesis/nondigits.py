"""Ink that is not a digit: letters, signs, doodles, scraps of digits, dirt.

A softmax over ten digits cannot say "none of these" (42% of blank paper scores above
0.9), so the network gets an eleventh class and this module gives it examples.
"""

import cv2
import numpy as np

from digitkit.synthesis.pens import CANVAS, change_pen, draw_text, frame_for_training, warp

# Letters that a person could read as a digit are left out (O and 0, l and 1, Z and 2,
# S and 5, b and 6, B and 8, g q and 9, y and 4): teaching them would cost real digits.
LETTERS = "AACEFHKLMMNNPRRTUVWWXXacdeefhhkkmmnnprrtuvwwx"
"""Letters that nobody would read as a digit."""
SIGNS = "#$%&@?+=*<>{}~^ÄÑπΩΣΔΨξ"
"""Other signs that nobody would read as a digit."""


def stroke(points, rng, closed=False):
    """Draw one polyline with a round pen.

    Parameters
    ----------
    points : array_like of shape (n, 2)
        Columns and rows in the unit square.
    rng : numpy.random.Generator
        Chooses the pen.
    closed : bool, default False
        Join the last point to the first.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        Ink 255 on 0.

    Examples
    --------
    >>> stroke([(0, 0), (1, 1)], np.random.default_rng(seed=0)).shape
    (112, 112)
    """
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    pixels = np.round(np.asarray(points) * 80 + 16).astype(np.int32)
    return cv2.polylines(canvas, [pixels], closed, 255, int(rng.integers(3, 11)), cv2.LINE_AA)


def _curve(x, y):
    return np.column_stack([x, y])


def _arc(rng, center, radius, start, sweep):
    angles = np.deg2rad(np.linspace(start, start + sweep, 40))
    ratio = rng.uniform(0.7, 1.3)
    return _curve(center[0] + radius * np.cos(angles), center[1] + radius * ratio * np.sin(angles))


def _polygon(rng):
    corners = int(rng.integers(3, 8))
    angles = (
        np.sort(rng.uniform(0, 2 * np.pi, corners))
        if corners > 4
        else (np.arange(corners) * 2 * np.pi / corners + rng.uniform(0, 2))
    )
    return stroke(_curve(0.5 + 0.5 * np.cos(angles), 0.5 + 0.5 * np.sin(angles)), rng, closed=True)


def _star(rng):
    angles = np.arange(10) * np.pi / 5 + rng.uniform(0, 1)
    reach = np.where(np.arange(10) % 2, rng.uniform(0.15, 0.3), 0.5)
    return stroke(
        _curve(0.5 + reach * np.cos(angles), 0.5 + reach * np.sin(angles)), rng, closed=True
    )


def _spiral(rng):
    turns = np.linspace(0.3, rng.uniform(2.2, 4), 90)
    radius = 0.5 * turns / turns[-1]
    angle = 2 * np.pi * turns * rng.choice([-1, 1]) + rng.uniform(0, 6)
    return stroke(_curve(0.5 + radius * np.cos(angle), 0.5 + radius * np.sin(angle)), rng)


def _zigzag(rng):
    count = int(rng.integers(5, 10))
    return stroke(_curve(np.linspace(0, 1, count), rng.permuted(np.linspace(0.1, 0.9, count))), rng)


def _scribble(rng):
    knots = rng.random((int(rng.integers(8, 16)), 2)).astype(np.float32)
    return stroke(cv2.resize(knots, (2, 120), interpolation=cv2.INTER_CUBIC).clip(0, 1), rng)


def _arches(rng):
    """Draw one arch or a rainbow of them."""
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    for radius in np.linspace(0.5, 0.15, 4)[: rng.integers(1, 5)]:
        canvas |= stroke(_arc(rng, (0.5, 0.7), radius, 180, rng.uniform(150, 190)), rng)
    return canvas


def _lollipop(rng):
    radius = rng.uniform(0.15, 0.3)
    head = stroke(_arc(rng, (0.5, radius), radius, 0, 360), rng)
    stick = stroke([(0.5, 2 * radius), (0.5 + rng.uniform(-0.05, 0.05), 1)], rng)
    if rng.random() < 0.4:
        head |= stroke(_arc(rng, (0.5, radius), radius * 0.5, 0, 400), rng)
    return head | stick


def _bow(rng):
    """Draw a bow tie: two triangles, tip to tip, often with a knot."""
    waist = rng.uniform(-0.06, 0.06)
    left = [(0, 0.25), (0.5 + waist, 0.45), (0.5 - waist, 0.55), (0, 0.75)]
    right = [(1, 0.25), (0.5 - waist, 0.45), (0.5 + waist, 0.55), (1, 0.75)]
    canvas = stroke(left, rng, closed=True) | stroke(right, rng, closed=True)
    return (
        canvas | stroke(_arc(rng, (0.5, 0.5), 0.1, 0, 360), rng) if rng.random() < 0.5 else canvas
    )


def _cross(rng):
    tilt = rng.uniform(-0.4, 0.4)
    return stroke([(0, 0.5 - tilt), (1, 0.5 + tilt)], rng) | stroke(
        [(0.5 + tilt, 0), (0.5 - tilt, 1)], rng
    )


def _heart(rng):
    t = np.linspace(0, 2 * np.pi, 60)
    x, y = (
        np.sin(t) ** 3,
        (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)) / 16,
    )
    return stroke(_curve(0.5 + 0.5 * x, 0.5 - 0.5 * y), rng, closed=True)


def _face(rng):
    canvas = stroke(_arc(rng, (0.5, 0.5), 0.5, 0, 360), rng)
    for eye in (0.33, 0.67):
        canvas |= stroke(_arc(rng, (eye, 0.38), 0.04, 0, 360), rng)
    return canvas | stroke(_arc(rng, (0.5, 0.55), 0.22, 20, 140), rng)


def _house(rng):
    roof = rng.uniform(0.3, 0.5)
    walls = [(0.1, roof), (0.1, 1), (0.9, 1), (0.9, roof)]
    return stroke(walls, rng, closed=True) | stroke([(0.1, roof), (0.5, 0), (0.9, roof)], rng)


def _bars(rng):
    """Draw lying strokes, corners and crossings: the remains of ruled paper and tables."""
    height = rng.uniform(0.3, 0.7)
    canvas = stroke([(0, height), (1, height + rng.uniform(-0.12, 0.12))], rng)
    kind = rng.random()
    if kind < 0.35:
        end = rng.choice([0.0, 0.03, 0.5, 0.97, 1.0])
        canvas |= stroke([(end, rng.choice([-0.1, height])), (end, 1.1)], rng)
    elif kind < 0.5:
        canvas |= stroke([(0, height + 0.2), (1, height + 0.2)], rng)
    return canvas


def _wave(rng):
    x = np.linspace(0, 1, 60)
    return stroke(_curve(x, 0.5 + rng.uniform(0.08, 0.3) * np.sin(x * rng.uniform(9, 22))), rng)


def _arrow(rng):
    head = rng.uniform(0.15, 0.35)
    return stroke([(0, 0.5), (1, 0.5)], rng) | stroke(
        [(1 - head, 0.5 - head), (1, 0.5), (1 - head, 0.5 + head)], rng
    )


def _tick(rng):
    return stroke(
        [(0, rng.uniform(0.4, 0.7)), (rng.uniform(0.2, 0.4), 1), (1, rng.uniform(0, 0.3))], rng
    )


def _dirt(rng):
    """Cut smooth noise at a level: shadows, stains, paper."""
    cells = int(rng.integers(5, 16))
    noise = cv2.resize(rng.random((cells, cells)), (CANVAS, CANVAS), interpolation=cv2.INTER_CUBIC)
    return np.where(noise > np.quantile(noise, rng.uniform(0.5, 0.93)), np.uint8(255), np.uint8(0))


def _specks(rng):
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    for _ in range(rng.integers(3, 12)):
        center = tuple(int(v) for v in rng.integers(10, 102, 2))
        axes = tuple(int(v) for v in rng.integers(1, 14, 2))
        cv2.ellipse(canvas, center, axes, rng.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA)
    return canvas


DOODLES = (
    _polygon, _star, _spiral, _zigzag, _scribble, _arches, _lollipop, _bow, _cross, _heart,
    _face, _house, _bars, _bars, _wave, _arrow, _tick, _dirt, _dirt, _specks,
)  # fmt: skip
"""Functions that draw one; what is named twice is drawn twice as often."""


def _letter(rng):
    alphabet = LETTERS if rng.random() < 0.8 else SIGNS
    return draw_text(alphabet[rng.integers(len(alphabet))], rng)


def _scrap(images, labels, rng):
    """Spoil digits: two run together, one on its side, the flanks of a 0."""
    image, other = images[rng.integers(len(images), size=2)]
    kind = rng.random()
    if kind < 0.5:
        overlap = int(rng.integers(6, 11))
        pair = np.zeros((56 - overlap, 56 - overlap), np.uint8)
        top = (28 - overlap) // 2
        pair[top : top + 28, :28] = image
        pair[top : top + 28, 28 - overlap :] |= other
        return pair
    if kind < 0.8:
        # 0, 1, 6, 8 and 9 on their side can still pass for a digit; these do not.
        sideways = np.flatnonzero(np.isin(labels, (2, 3, 4, 5, 7)))
        return np.rot90(images[rng.choice(sideways)], rng.choice([1, 3]))
    strip = images[rng.choice(np.flatnonzero(labels == 0))].copy()
    top = int(rng.integers(9, 12))
    strip[:top] = 0
    strip[top + int(rng.integers(5, 9)) :] = 0
    return strip


def draw_nondigit(rng, images, labels):
    """Draw something that is not a digit.

    Parameters
    ----------
    rng : numpy.random.Generator
        Chooses what is drawn.
    images : ndarray of uint8, shape (n, 28, 28)
        Digits to make scraps from.
    labels : ndarray of shape (n,)
        Their classes.

    Returns
    -------
    ndarray of uint8, shape (112, 112)
        Ink on 0.

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> (images, labels), _ = load_mnist()
    >>> rng = np.random.default_rng(seed=0)
    >>> draw_nondigit(rng, images, labels).shape, nondigit(rng, images, labels).shape
    ((112, 112), (28, 28))
    """
    kind = rng.random()
    if kind < 0.45:
        ink = _letter(rng)
    elif kind < 0.85:
        ink = DOODLES[rng.integers(len(DOODLES))](rng)
    else:
        ink = _scrap(images, labels, rng)
    bent = change_pen(warp(ink, rng, turn=15, wobble=5), rng)
    return bent if bent.max() > 40 else draw_nondigit(rng, images, labels)


def nondigit(rng, images, labels):
    """Make one picture that is not a digit, framed as a digit would be.

    Parameters
    ----------
    rng, images, labels
        As for `draw_nondigit`.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Something on it, no digit.
    """
    return frame_for_training(draw_nondigit(rng, images, labels), rng)
