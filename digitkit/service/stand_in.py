"""A recogniser for tests: it knows its answer beforehand, and needs no model."""

import numpy as np

from digitkit.recognizer import Digit, Reading


class StandIn:
    """Take the place of a `Recognizer`, and read the same in every picture.

    Parameters
    ----------
    text : str
        What it reads: digits, or nothing.

    Attributes
    ----------
    seen : list of ndarray
        The pictures that it was shown, the last one last.

    Examples
    --------
    >>> stand_in = StandIn("42")
    >>> stand_in.read(np.zeros((9, 9, 3), np.uint8)).text, len(stand_in.seen)
    ('42', 1)
    """

    def __init__(self, text="7"):
        self.text = text
        self.seen = []

    def read(self, picture):
        """Give the answer that was known beforehand.

        Parameters
        ----------
        picture : ndarray of uint8, shape (height, width) or (height, width, 3)
            Is kept in `seen`, and not looked at.

        Returns
        -------
        Reading

        Examples
        --------
        >>> StandIn("7").read(np.zeros((9, 12), np.uint8)).size
        (12, 9)
        """
        self.seen.append(picture)
        height, width = np.shape(picture)[:2] or (28, 28)
        return Reading(tuple(map(self._digit, self.text)), (), (width, height))

    def _digit(self, character):
        digit = int(character)
        probabilities = tuple(0.91 if other == digit else 0.01 for other in range(10))
        image = np.zeros((28, 28), np.uint8)
        image[4:24, 12:16] = 255
        return Digit(digit, 0.91, (0, 0, 28, 28), probabilities, image)
