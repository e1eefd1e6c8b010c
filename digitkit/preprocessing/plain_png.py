"""Decode the PNG that a browser makes of a drawing, in a third of a general decoder's time.

Chromium writes each row as its difference from the row above, so that the pixels are sums
down the columns (filter 2, "Up", of the PNG specification, third edition, section 9.2).
Whatever is not exactly of this kind, or has any flaw, is left to the general decoder, which
then reads or refuses it: nothing is judged here.
"""

import math
import struct
import zlib

import numpy as np

MOST_BYTES = 1 << 16
"""A drawing is small, so that its 1032 times fit into memory."""
MOST_EXPANSION = 1032
"""Deflate can make no more of a byte (zlib's technical notes)."""
EIGHT_BIT_RGB = bytes([8, 2, 0, 0, 0])
"""How a header says it: depth, colours, and methods; not interlaced."""
UP = 2
"""Number of PNG's filter that adds the row above."""
HEADER_END = 33
"""Where the first chunk, which has the size, ends."""
END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
"""The last chunk of every PNG."""


def read_plain_png(data, max_pixels):
    """Decode an 8-bit RGB picture in which every row is a difference from the one above.

    Parameters
    ----------
    data : bytes
        What may be a PNG file.
    max_pixels : int
        A larger picture is left alone.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3), or None
        None unless the file is whole, has nothing but pixels in it, and is written in
        this one way.

    Examples
    --------
    >>> read_plain_png(b"GIF89a", 100) is None
    True
    """
    width, height = plain_size(data)
    packed = image_data(data) if 0 < width * height <= max_pixels else b""
    length = height * (1 + 3 * width)
    if not 0 < length <= MOST_EXPANSION * len(packed):
        return None
    try:
        unpacked = zlib.decompress(packed, bufsize=length)
    except zlib.error:
        return None
    if len(unpacked) != length or unpacked[:: 1 + 3 * width].strip(bytes([UP])):
        return None
    rows = np.frombuffer(unpacked, np.uint8).reshape(height, -1)[:, 1:]
    return add_up_rows(rows).reshape(height, width, 3)


def plain_size(data):
    """Take the size from the header of a PNG of 8-bit RGB.

    Parameters
    ----------
    data : bytes
        What may be a PNG file.

    Returns
    -------
    tuple of int
        Width and height; (0, 0) for a header of another kind.

    Examples
    --------
    >>> import cv2
    >>> data = cv2.imencode(".png", np.zeros((20, 30, 3), np.uint8))[1].tobytes()
    >>> plain_size(data), plain_size(b"GIF89a")
    ((30, 20), (0, 0))
    >>> is_whole(data, 8, 13), is_whole(data[:20], 8, 13)
    (True, False)
    """
    if len(data) > MOST_BYTES or not data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return 0, 0
    if data[24:29] != EIGHT_BIT_RGB or not is_whole(data, 8, 13):
        return 0, 0
    return struct.unpack_from(">II", data, 16)


def image_data(data):
    """Join the image data of a PNG that holds nothing else and is whole.

    Parameters
    ----------
    data : bytes
        A PNG file with a header.

    Returns
    -------
    bytes
        Still deflated; empty if there is another chunk, a wrong checksum or no end.

    Examples
    --------
    >>> import cv2
    >>> data = cv2.imencode(".png", np.zeros((20, 30, 3), np.uint8))[1].tobytes()
    >>> len(zlib.decompress(image_data(data))) == 20 * (1 + 3 * 30), image_data(data[:-1])
    (True, b'')
    """
    parts, at = [], HEADER_END
    while data[at + 4 : at + 8] == b"IDAT":
        length = int.from_bytes(data[at : at + 4], "big")
        if not is_whole(data, at, length):
            return b""
        parts.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts) if data[at:] == END else b""


def is_whole(data, at, length):
    """Tell whether one chunk of a PNG is there to its end, and undamaged.

    Parameters
    ----------
    data : bytes
        A PNG file.
    at : int
        Where the chunk begins.
    length : int
        Of its content.

    Returns
    -------
    bool
    """
    end = at + 8 + length
    return data[end : end + 4] == zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")


def add_up_rows(rows):
    """Add to each row all rows above it, modulo 256.

    Parameters
    ----------
    rows : ndarray of uint8, shape (height, width)

    Returns
    -------
    ndarray of uint8, same shape

    Examples
    --------
    >>> add_up_rows(np.uint8([[1, 250], [1, 5], [1, 5]])).tolist()
    [[1, 250], [2, 255], [3, 4]]
    """
    sums = rows.copy()
    # Blocks side by side, then one after the other: NumPy is called twice the root of the
    # height, and its own cumsum, which jumps from row to row at every byte, takes six times
    # as long.
    block = math.isqrt(len(sums)) + 1
    for place in range(1, block):
        below = sums[place::block]
        below += sums[place - 1 :: block][: len(below)]
    for start in range(block, len(sums), block):
        sums[start : start + block] += sums[start - 1]
    return sums
