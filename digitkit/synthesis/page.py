"""A page of digits written to order, so that it is known what stands on it."""

import functools

import cv2
import numpy as np

from digitkit.loading.mnist import DATA, SHA256, read_verified

HANDS = (
    (10, 13, 28, 55),
    (5, 202, 276, 288),
    (1, 35, 47, 72),
    (30, 32, 51, 63),
    (19, 24, 27, 49),
    (23, 45, 52, 53),
    (11, 21, 22, 50),
    (0, 17, 34, 36),
    (61, 84, 110, 128),
    (9, 16, 58, 99),
)
"""Well-written digits of MNIST's test pictures, by their places: four hands for each digit."""
PAPER, INK = 235, 35


def write_page(text, size=56, seed=0):
    """Write digits on a sheet of light paper with a dark pen.

    Parameters
    ----------
    text : str
        Digits, spaces, and newlines; empty for a blank page.
    size : int, default 56
        Height of a digit in pixels, from 10 on.
    seed : int or numpy.random.Generator
        Another seed, another hand.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        Paper 235, ink down to 35; large enough for the text, and for one digit at least.

    Raises
    ------
    ValueError
        If something else than a digit is to be written, or too small.

    Examples
    --------
    >>> write_page("2026").shape, write_page("").min()
    ((112, 336), np.uint8(235))
    """
    if set(text) - set("0123456789 \n") or size < 10:
        raise ValueError(
            f"a page takes digits, spaces and newlines of 10 pixels or more, got {text!r} of "
            f"{size}."
        )
    rng, lines = np.random.default_rng(seed), text.split("\n")
    columns = max([1, *map(len, lines)])
    page = np.zeros((2 * size * len(lines), size + columns * (size + size // 4)), np.uint8)
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            if letter != " ":
                ink = specimen(int(letter), int(rng.integers(len(HANDS[0]))), size)
                top, left = size // 2 + 2 * size * row, size // 2 + column * (size + size // 4)
                page[top : top + size, left : left + ink.shape[1]] = ink
    return (PAPER - page * ((PAPER - INK) / 255)).round().astype(np.uint8)


def specimen(digit, hand, size):
    """Give one written digit, enlarged.

    Parameters
    ----------
    digit, hand : int
        What, and by whom, as in `HANDS`.
    size : int
        Height in pixels.

    Returns
    -------
    ndarray of uint8, shape (size, width)
        Ink 255 on 0, cut to its ink; no wider than `size` and a tenth.

    Examples
    --------
    >>> specimen(7, 0, 40).shape[0]
    40
    """
    image = load_test_images()[HANDS[digit][hand]]
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    ink = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = min(round(ink.shape[1] * size / ink.shape[0]), size + size // 10)
    return cv2.resize(ink, (width, size), interpolation=cv2.INTER_CUBIC)


@functools.cache
def load_test_images():
    """Load MNIST's test pictures alone: a fifth of a second sooner than all of it.

    Returns
    -------
    ndarray of uint8, shape (10000, 28, 28)

    Examples
    --------
    >>> load_test_images().shape
    (10000, 28, 28)
    """
    name = "t10k-images-idx3-ubyte"
    return read_verified(DATA / f"{name}.gz", SHA256[name])
