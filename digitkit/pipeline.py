"""The whole way from a picture to its digits in one function, with parts of your choice."""

import numpy as np

from digitkit.preprocessing import add_channel, scale


def read_digits(picture, find, model, least=0.5):
    """Read the digits of a picture with the parts that are given.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width) or (height, width, 3)
        It is handed to `find`, and to nobody else.
    find : callable
        ``find(picture)`` gives the pieces of ink that may be digits, in reading order: a list,
        empty for blank paper. Each has an ``image``, uint8 of shape (28, 28), and the number of
        its ``line`` of writing, as `digitkit.preprocessing.find_digits` gives it.
    model : callable
        ``model(batch)`` takes float32 of shape (n, 28, 28, 1) from 0 to 1 and gives an array of
        shape (n, 10): how probable each digit is. A further column, "not a digit", is not looked
        at. A Keras model will do, and so will `Recognizer.predict`.
    least : float, default 0.5
        A piece is passed over when even its likeliest digit is less probable than this.

    Returns
    -------
    str
        The digits in reading order, lines parted by a newline; empty when there are none.

    Examples
    --------
    >>> from digitkit.preprocessing import find_digits
    >>> from digitkit.recognizer import Recognizer
    >>> from digitkit.synthesis import write_page
    >>> read_digits(write_page("2026"), find_digits, Recognizer.load().predict)
    '2026'
    """
    pieces = find(picture)
    if not pieces:
        return ""
    images = np.stack([piece.image for piece in pieces])
    probabilities = np.asarray(model(add_channel(scale(images))))[:, :10]
    lines = {}
    for piece, row in zip(pieces, probabilities, strict=True):
        if row.max() >= least:
            lines[piece.line] = lines.get(piece.line, "") + str(row.argmax())
    return "\n".join(lines.values())
