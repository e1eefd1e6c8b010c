"""Digits that touch: cut a piece of ink wherever two may meet, and keep the cuts that read best.

The way of LeCun et al., "Gradient-based learning applied to document recognition" (1998),
section V: cut more often than needed, let the network judge every stretch between two cuts, and
take the row of stretches that covers the ink and is read with the most confidence.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from digitkit.preprocessing.photo import Found, frame_ink

INK = 60
"""Level of 255 below which ink is the soft edge of a stroke."""
SHORTEST = 0.7
"""Least height of a part, over that of the whole: digits of a row are alike in size."""
NARROWEST, WIDEST = 0.08, 1.3  # width of a part, as a share of the height of the whole
SURE, UNSURE = 0.9, 0.5  # probability of its digit: what is certainly one, and what may be several


@dataclass(frozen=True)
class Part:
    """A stretch of ink that may be one digit.

    Attributes
    ----------
    start, stop : int
        Its columns in the whole; `stop` is the first that is not in it.
    image : ndarray of uint8, shape (28, 28)
        Framed as MNIST is.
    """

    start: int
    stop: int
    image: np.ndarray


def cut_columns(ink, most=10):
    """Find the columns at which a piece of ink is thinnest: two digits may meet there.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        One piece, 0 for paper.
    most : int, default 10
        Cuts at the most; those through the least ink.

    Returns
    -------
    list of int
        Columns in their order, the first and the last edge of the ink among them.

    Examples
    --------
    >>> bridge = np.uint8([[9] * 3 + [0] * 2 + [9] * 3] * 20)
    >>> bridge[10] = 9
    >>> cut_columns(bridge)
    [0, 3, 8]
    """
    height, width = ink.shape
    depth = ink.sum(axis=0, dtype=np.float32) / 255
    depth = cv2.GaussianBlur(depth[None], (0, 0), max(1.0, height / 60))[0]
    before, here, after = depth[:-2], depth[1:-1], depth[2:]
    valleys = 1 + np.flatnonzero((here <= before) & (here <= after) & (here < 0.45 * height))
    # Of a level stretch, such as a bar of constant width, one column is enough.
    valleys = valleys[np.diff(valleys, prepend=-2) > 1]
    edge = 0.12 * height
    valleys = valleys[(valleys >= edge) & (valleys < width - edge)]
    thinnest = valleys[np.argsort(depth[valleys], kind="stable")][:most]
    return [0, *sorted(thinnest.tolist()), width]


def drop_scraps(ink):
    """Take away what a cut has left of the neighbours.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        Between two cuts.

    Returns
    -------
    ndarray of uint8
        Its largest piece, and others of at least a fifth of it.

    Examples
    --------
    >>> ink = np.zeros((9, 9), np.uint8)
    >>> ink[1:8, 1:4] = ink[4, 8] = 255
    >>> int((drop_scraps(ink) > 0).sum())
    21
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats((ink > INK).astype(np.uint8))
    sizes = stats[:, cv2.CC_STAT_AREA].copy()
    sizes[0] = 0  # paper
    scraps = np.flatnonzero((sizes < 0.2 * sizes.max()) & (sizes > 0))
    return np.where(np.isin(labels, scraps), np.uint8(0), ink)


def possible_parts(ink):
    """List the stretches of a piece of ink that may each be one digit.

    Parameters
    ----------
    ink : ndarray of uint8, shape (height, width)
        One piece, 0 for paper.

    Returns
    -------
    list of Part
        They overlap; the whole is not among them.

    Examples
    --------
    >>> two = np.zeros((60, 70), np.uint8)
    >>> two[:, 5:25] = two[:, 45:65] = two[30:33, 25:45] = 255
    >>> [(part.start, part.stop) for part in possible_parts(two)]
    [(0, 29), (29, 70)]
    """
    height = ink.shape[0]
    columns = cut_columns(ink)
    parts = []
    for place, start in enumerate(columns):
        for stop in columns[place + 1 :]:
            whole = stop - start == ink.shape[1]
            if whole or not NARROWEST * height <= stop - start <= WIDEST * height:
                continue
            part = drop_scraps(ink[:, start:stop])
            rows = np.flatnonzero((part > INK).any(axis=1))
            if rows.size and rows[-1] - rows[0] >= SHORTEST * height:
                parts.append(Part(start, stop, frame_ink(part)))
    return parts


def best_row(parts, confidences, width, least=0.95):
    """Choose the parts that lie side by side, cover the ink, and are read with most confidence.

    Parameters
    ----------
    parts : list of Part
        As `possible_parts` gives them.
    confidences : sequence of float
        How sure the network is of each.
    width : int
        Of the whole ink.
    least : float, default 0.95
        No part may be read with less.

    Returns
    -------
    list of int
        Places in `parts`, from left to right; empty where no row is good enough.

    Examples
    --------
    >>> parts = [Part(0, 9, None), Part(0, 5, None), Part(9, 14, None), Part(5, 14, None)]
    >>> best_row(parts, [0.99, 0.97, 0.98, 0.2], 14)
    [0, 2]
    >>> best_row(parts, [0.99, 0.97, 0.6, 0.2], 14)
    []
    """
    # The best row up to a column is known before any part that begins there.
    rows = {0: (1.0, [])}
    for place in sorted(range(len(parts)), key=lambda place: parts[place].stop):
        part, confidence = parts[place], confidences[place]
        if confidence >= least and part.start in rows:
            sure, row = rows[part.start]
            if sure * confidence > rows.get(part.stop, (0.0, []))[0]:
                rows[part.stop] = (sure * confidence, [*row, place])
    return rows.get(width, (0.0, []))[1]


def part_touching(found, judged, classify):
    """Take apart what stands in a row of digits and is none itself: several that touch.

    A single piece of ink is left whole, for doodles and letters can be cut into digits too.

    Parameters
    ----------
    found : list of Found
        All ink of a picture.
    judged : ndarray of shape (n, n_classes)
        What the network said of each.
    classify : callable
        Takes images, ndarray of uint8 of shape (n, 28, 28); gives such answers.

    Returns
    -------
    found : list of Found
        In reading order, with parts in the place of what was taken apart.
    judged : ndarray of shape (m, n_classes)
        What the network says of these.

    Examples
    --------
    >>> def all_ones(images):
    ...     return np.eye(11)[np.ones(len(images), int)]
    >>> nothing, one = np.zeros(11), all_ones([0])[0]
    >>> two = np.zeros((60, 70), np.uint8)
    >>> two[:, 5:25] = two[:, 45:65] = two[30:33, 25:45] = 255
    >>> image = frame_ink(two)
    >>> row = [Found((0, 0, 20, 60), image, 0, two[:, 5:25]), Found((30, 0, 70, 60), image, 0, two)]
    >>> parts, answers = read_parts(row[1], all_ones)
    >>> len(parts), len(answers)
    (2, 2)
    >>> found, judged = part_touching(row, np.stack([one, nothing]), all_ones)
    >>> len(found), judged.shape
    (3, (3, 11))
    """
    confidence = judged[:, :10].max(axis=1, initial=0)
    heights = [ink.box[3] for ink, sure in zip(found, confidence, strict=True) if sure > SURE]
    parted, answers = [], []
    for ink, answer, sure in zip(found, judged, confidence, strict=True):
        _, _, width, height = ink.box
        beside = any(0.5 < height / other < 2 for other in heights)
        parts, said = [], []
        if sure < UNSURE and beside and width > 0.6 * height and ink.ink is not None:
            parts, said = read_parts(ink, classify)
        parted += parts or [ink]
        answers += said or [answer]
    return parted, np.array(answers).reshape(-1, judged.shape[1])


def read_parts(ink, classify):
    """Read a piece of ink as several digits.

    Parameters
    ----------
    ink : Found
    classify : callable
        As for `part_touching`.

    Returns
    -------
    parts : list of Found
        From left to right; empty where it cannot be read so.
    answers : list of ndarray
        What the network says of each.
    """
    parts = possible_parts(ink.ink)
    if not parts:
        return [], []
    judged = classify(np.stack([part.image for part in parts]))
    height, width = ink.ink.shape
    row = best_row(parts, judged[:, :10].max(axis=1).tolist(), width)
    x, y, across, down = ink.box
    scale = across / width
    return [
        Found(
            (
                x + int(parts[place].start * scale),
                y,
                max(1, int((parts[place].stop - parts[place].start) * scale)),
                down,
            ),
            parts[place].image,
            ink.line,
            ink.ink[:, parts[place].start : parts[place].stop],
        )
        for place in row
    ], [judged[place] for place in row]
