"""From a mask of ink to blobs that may be digits, in reading order."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitkit.preprocessing.ink import held_by


@dataclass(frozen=True)
class Blob:
    """One or more connected pieces of ink.

    Attributes
    ----------
    x, y, width, height : int
        Bounding box: left column, top row, size.
    area : int
        Pixels of ink.
    pieces : tuple of int
        Labels of the connected pieces that it is made of.
    margin : float
        Share of its pixels that lie in the outer eighth of the picture; 0 for a blob that
        does not touch the edge.
    touches : bool
        Whether it reaches the picture's edge.

    Examples
    --------
    >>> blob = Blob(x=10, y=0, width=2, height=40, area=70, pieces=(1,), margin=0.0, touches=False)
    >>> blob.size, blob.thin, blob.straight
    (40, True, True)
    """

    x: int
    y: int
    width: int
    height: int
    area: int
    pieces: tuple[int, ...]
    margin: float
    touches: bool

    @property
    def size(self):
        """Longer side of the box, in pixels."""
        return max(self.width, self.height)

    @property
    def thin(self):
        """Whether it is a line: mean thickness below a tenth of its length."""
        return self.area < 0.1 * self.size**2

    @property
    def straight(self):
        """Whether it is a line along the rows or the columns."""
        return min(self.width, self.height) < 0.15 * self.size


def find_blobs(mask):
    """Find the connected pieces of ink that are large enough to be part of a digit.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)
        1 for ink.

    Returns
    -------
    labels : ndarray of unsigned integers, shape (height, width)
        Number of the piece at each point, 0 for paper.
    blobs : list of Blob
        One for each piece, in no particular order.

    Examples
    --------
    >>> mask = np.zeros((100, 100), np.uint8)
    >>> mask[20:80, 45:55] = 1
    >>> [(b.x, b.y, b.width, b.height) for b in find_blobs(mask)[1]]
    [(45, 20, 10, 60)]
    """
    height, width = mask.shape
    held = rows, columns = held_by(mask)
    pieces, stats = find_pieces(mask[held])
    # A byte holds the number of most pictures' last piece, and a quarter of the memory is moved.
    labels = np.zeros(mask.shape, np.min_scalar_type(len(stats)))
    labels[held] = pieces
    smallest = max(12, 0.00015 * min(height, width) ** 2)
    blobs = []
    for piece, (x, y, w, h, area) in enumerate(stats, start=1):
        if area >= smallest:
            x, y = x + columns.start, y + rows.start
            touches = x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1
            margin = share_in_margin(labels, piece, area) if touches else 0.0
            blobs.append(Blob(x, y, w, h, area, (piece,), margin, touches))
    return labels, blobs


def find_pieces(inked):
    """Give each connected piece of ink a number, and measure it.

    Parameters
    ----------
    inked : ndarray of uint8, shape (height, width)
        The rectangle that holds all ink, which is 1; it may be empty.

    Returns
    -------
    pieces : ndarray of int32, shape (height, width)
        Number of the piece at each point, 0 for paper.
    stats : list of list of int
        For each piece, from the first: left column, top row, width, height and area.

    Examples
    --------
    >>> find_pieces(np.uint8([[1, 0, 0], [1, 0, 1]]))[1]
    [[0, 0, 1, 2, 2], [2, 1, 1, 1, 1]]
    """
    if not inked.size:  # OpenCV crashes on an empty rectangle, and takes the process with it
        return np.zeros(inked.shape, np.int32), []
    count, pieces = cv2.connectedComponents(inked, connectivity=8)
    if count == 2:  # one piece alone fills the rectangle, and measuring takes the most time
        return pieces, [[0, 0, *inked.shape[::-1], cv2.countNonZero(inked)]]
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    return pieces, stats[1:].tolist()


def share_in_margin(labels, piece, area):
    """Tell how much of a piece of ink lies in the outer eighth of the picture.

    Parameters
    ----------
    labels : ndarray of int, shape (height, width)
        Number of the piece at each point.
    piece, area : int
        Its number and its points.

    Returns
    -------
    float
        0 to 1.

    Examples
    --------
    >>> labels = np.zeros((16, 16), int)
    >>> labels[8, :8] = 1
    >>> print(share_in_margin(labels, piece=1, area=8))
    0.25
    """
    rim = max(1, min(labels.shape) // 8)
    inner = np.count_nonzero(labels[rim:-rim, rim:-rim] == piece)
    return (area - inner) / area


def erase_rules(mask):
    """Erase the printed lines of ruled paper, table cells and frames, sparing strokes.

    A rule is thin, straight, nearly along a side of the picture, and runs out of it.
    Where a pen crosses it, the ink stands out across the rule, and stays.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)
        1 for ink.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        The mask without rules; the same array where nothing reaches a side.

    Examples
    --------
    >>> mask = np.zeros((100, 100), np.uint8)
    >>> mask[90:93] = 1
    >>> int(erase_rules(mask).sum())
    0
    """
    height, width = mask.shape
    wide = width > 0.5 * height  # in a narrow crop, what spans it from top to bottom is a 1
    if not (reaches_sides(mask) or (wide and reaches_sides(mask.T))):
        return mask
    rules = level_rules(mask)
    if wide:
        rules |= level_rules(np.ascontiguousarray(mask.T)).T
    return np.where(rules, np.uint8(0), mask)


def reaches_sides(mask):
    """Tell whether ink reaches the left or the right side of a picture, as rules do.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)
        1 for ink.

    Returns
    -------
    bool

    Examples
    --------
    >>> mask = np.zeros((9, 9), np.uint8)
    >>> mask[0, 4] = 1
    >>> reaches_sides(mask), reaches_sides(mask.T)
    (False, True)
    """
    return bool(mask[:, :3].any() or mask[:, -3:].any())


def level_rules(mask, steepest=0.1):
    """Mark the points of `mask` that belong to rules lying along its rows.

    Parameters
    ----------
    mask : ndarray of uint8, shape (height, width)
        1 for ink.
    steepest : float, default 0.1
        Largest slope; a page is rarely photographed more than six degrees askew.

    Returns
    -------
    ndarray of bool, shape (height, width)

    Examples
    --------
    >>> mask = np.zeros((40, 100), np.uint8)
    >>> mask[35], mask[5:25, 50:54] = 1, 1
    >>> int(level_rules(mask).sum())
    100
    """
    height, width = mask.shape
    rules = np.zeros(mask.shape, bool)
    if min(mask.shape) < 24 or not reaches_sides(mask):
        return rules
    # Widened by a pixel up and down, a slightly tilted rule still has long level runs.
    level = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, max(9, width // 8)), np.uint8))
    linked = cv2.dilate(runs, np.ones((3, width // 10 + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(linked, connectivity=8)
    for number in np.flatnonzero(stats[1:, cv2.CC_STAT_WIDTH] > 0.6 * width) + 1:
        rows, columns = np.nonzero((labels == number) & (runs & mask > 0))
        if rows.size < 0.4 * width:
            continue
        slope, start = np.polyfit(columns, rows, 1)
        filled = np.unique(columns).size
        span = int(columns.max() - columns.min()) + 1
        thickness = rows.size / filled
        near = np.abs(rows - (slope * columns + start)) < thickness + 2
        ends = int(columns.min() <= 2) + int(columns.max() >= width - 3)
        # A stroke and a rule in line with it are not one rule: there is a gap, or an end.
        beside = abs(rows.mean() / height - 0.5) > 0.3
        longest = (np.inf, 0.6 if beside else 0.9, 0.6)[ends]
        whole = filled > 0.85 * span and span > longest * width
        if not whole or thickness > 0.1 * height or abs(slope) > steepest or near.mean() < 0.9:
            continue
        across = np.ones((int(2.2 * thickness) + 3, 1), np.uint8)
        crossing = cv2.morphologyEx(mask, cv2.MORPH_OPEN, across)
        rules[rows[near], columns[near]] = crossing[rows[near], columns[near]] == 0
    return rules


def drop_edges(blobs, shape):
    """Leave out what a picture's edge drags in: frames, rules, neighbours cut in two.

    Parameters
    ----------
    blobs : list of Blob
        As found.
    shape : tuple of (height, width)
        Of the picture.

    Returns
    -------
    list of Blob
        Those that may be digits. A blob that touches the edge stays when it is the main
        thing in the picture: a tight crop is no reason to see nothing.

    Examples
    --------
    >>> frame = Blob(0, 0, 4, 100, 400, (1,), 1.0, True)
    >>> digit = Blob(40, 30, 20, 40, 300, (2,), 0.0, False)
    >>> drop_edges([frame, digit], (100, 100)) == [digit]
    True
    """
    height, width = shape
    short, strip = min(shape), 0.06 * min(shape)
    kept = []
    for blob in blobs:
        right, bottom = blob.x + blob.width, blob.y + blob.height
        # What is left of a frame after its rules were erased lies wholly in a narrow strip.
        inside = right > strip and bottom > strip
        inside = inside and blob.x < width - strip and blob.y < height - strip
        rule = blob.thin and blob.size > 0.5 * short
        # A 1 is thin too, but it does not run along the rim.
        if inside and blob.margin <= (0.35 if rule else 0.8):
            kept.append(blob)
    inner = max((b.area for b in kept if not b.touches), default=0)
    bent = max((b.area for b in kept if not b.straight), default=0)
    return [
        b
        for b in kept
        if not b.touches or (b.area > 0.7 * inner and not (b.straight and b.area < bent))
    ]


def join(first, second):
    """Make one blob of two.

    Parameters
    ----------
    first, second : Blob
        Two blobs of the same picture.

    Returns
    -------
    Blob
        With the box around both.

    Examples
    --------
    >>> roof = Blob(40, 20, 20, 4, 80, (1,), 0.0, False)
    >>> belly = Blob(38, 25, 22, 30, 200, (2,), 0.0, False)
    >>> are_parts(roof, belly)
    True
    >>> both = join(roof, belly)
    >>> (both.x, both.y, both.width, both.height), both.pieces
    ((38, 20, 22, 35), (1, 2))
    >>> len(join_parts([roof, belly]))
    1
    """
    x, y = min(first.x, second.x), min(first.y, second.y)
    right = max(first.x + first.width, second.x + second.width)
    bottom = max(first.y + first.height, second.y + second.height)
    area = first.area + second.area
    return Blob(
        x,
        y,
        right - x,
        bottom - y,
        area,
        first.pieces + second.pieces,
        (first.margin * first.area + second.margin * second.area) / area,
        first.touches or second.touches,
    )


def are_parts(first, second):
    """Tell whether two blobs look like parts of one digit rather than two digits.

    Parts of a digit lie over each other (the roof of a 5 above its belly) with little
    space between them; digits stand beside each other, or a line apart.

    Parameters
    ----------
    first, second : Blob
        Two blobs of the same picture.

    Returns
    -------
    bool
    """
    height = max(first.height, second.height)
    small = min(first, second, key=lambda blob: blob.area)
    large = second if small is first else first
    across = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    down = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    over = across > 0.4 * min(first.width, second.width)
    whole = max(first.y + first.height, second.y + second.height) - min(first.y, second.y)
    if over and -down < 0.12 * whole:
        # Two digits of full height, one under the other, are two lines of writing.
        return down > 0 or small.height < 0.75 * large.height
    scrap = small.height < 0.6 * height and small.area < 0.35 * large.area
    return scrap and -across < 0.1 * height and down > 0


def join_parts(blobs):
    """Join the blobs that are parts of one digit, and drop specks.

    Parameters
    ----------
    blobs : list of Blob
        Candidates.

    Returns
    -------
    list of Blob
        Each at least a third as large as the largest.
    """
    joined: list[Blob] = []
    for blob in sorted(blobs, key=lambda b: -b.area):
        for index, other in enumerate(joined):
            if are_parts(blob, other):
                joined[index] = join(other, blob)
                break
        else:
            joined.append(blob)
    largest = max((b.size for b in joined), default=0)
    return [b for b in joined if b.size >= 0.33 * largest]


def reading_order(blobs):
    """Sort blobs into lines from top to bottom, each from left to right.

    Parameters
    ----------
    blobs : list
        Anything with ``x``, ``y``, ``width`` and ``height``.

    Returns
    -------
    list of list
        The same objects, line by line.

    Examples
    --------
    >>> from types import SimpleNamespace as Box
    >>> boxes = [Box(x=x, y=y, width=8, height=10) for x, y in ((30, 3), (0, 40), (0, 0))]
    >>> [[box.x for box in line] for line in reading_order(boxes)]
    [[0, 30], [0]]
    """
    lines: list[list] = []
    for blob in sorted(blobs, key=lambda b: b.y + b.height / 2):
        for line in lines:
            top = np.mean([b.y for b in line])
            bottom = np.mean([b.y + b.height for b in line])
            shared = min(bottom, blob.y + blob.height) - max(top, blob.y)
            if shared > 0.4 * min(bottom - top, blob.height):
                line.append(blob)
                break
        else:
            lines.append([blob])
    return [sorted(line, key=lambda b: b.x) for line in lines]
