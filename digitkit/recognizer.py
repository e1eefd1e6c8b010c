"""The trained model behind one call: a picture in, digits in reading order out.

LiteRT runs the network, so that nothing here imports TensorFlow: a process that reads
digits starts in a fraction of a second.
"""

import contextlib
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitkit.augmentation import affine_matrix, warp
from digitkit.preprocessing import add_channel, find_digits, scale
from digitkit.preprocessing.touching import part_touching

MODEL = Path(__file__).parent / "models" / "digits.tflite"
"""Path of the model that ships."""
NOT_A_DIGIT = 10
"""Number of the class that is none of the ten digits."""
CERTAIN = 0.98
"""Confidence below which the network is asked again, the image turned and zoomed."""
LOOKS = [
    affine_matrix((28, 28), **change)
    for change in ({"degrees": 7}, {"degrees": -7}, {"factor": 0.93}, {"factor": 1.07})
]
"""The maps by which it is turned and zoomed then."""
SURE = 0.9
"""Confidence of a first look below which a second follows, at the boldest ink alone."""
DOUBT = 0.5
"""Probability of "not a digit" above which ink is passed over."""
LEAST = 0.5
"""Confidence below which a model of ten classes is held to have seen no digit."""


@contextlib.contextmanager
def _native_stderr_closed():
    """Keep LiteRT from announcing its CPU kernels to every user; failures are exceptions."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@dataclass(frozen=True)
class Digit:
    """One piece of ink and what the model makes of it.

    Attributes
    ----------
    digit : int
        The likeliest class, 0 to 9.
    confidence : float
        Its probability, 0 to 1; what is missing to 1 goes to the other digits and to
        "not a digit".
    box : tuple of int
        x, y, width, height in pixels of the picture.
    probabilities : tuple of float
        Of the classes 0 to 9.
    image : ndarray of uint8, shape (28, 28)
        What the model saw.
    line : int
        Number of its line of writing, from the top.

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> images = load_mnist()[1][0]
    >>> digit = Recognizer.load().read(images[0]).digits[0]
    >>> digit.digit, digit.box, len(digit.probabilities)
    (7, (5, 7, 17, 20), 10)
    """

    digit: int
    confidence: float
    box: tuple[int, int, int, int]
    probabilities: tuple[float, ...]
    image: np.ndarray
    line: int = 0


@dataclass(frozen=True)
class Reading:
    """What one picture says.

    Attributes
    ----------
    digits : tuple of Digit
        In reading order.
    candidates : tuple of Digit
        Ink that was looked at and judged not to be a digit.
    size : tuple of int
        Width and height of the picture.

    Examples
    --------
    >>> reading = Recognizer.load().read(np.zeros((28, 28), np.uint8))
    >>> reading.text, reading.rejected, reading.certainty
    ('', True, 0.0)
    """

    digits: tuple[Digit, ...]
    candidates: tuple[Digit, ...]
    size: tuple[int, int]

    @property
    def text(self):
        """The digits in reading order, lines parted by a newline."""
        lines: dict[int, str] = {}
        for digit in self.digits:
            lines[digit.line] = lines.get(digit.line, "") + str(digit.digit)
        return "\n".join(lines.values())

    @property
    def certainty(self):
        """How sure the model is of what it saw, 0 to 1: confidence weighed by size."""
        seen = self.digits + self.candidates
        sizes = [max(digit.box[2:]) for digit in seen]
        weighed = sum(size * digit.confidence for size, digit in zip(sizes, seen, strict=True))
        return weighed / sum(sizes) if seen else 0.0

    @property
    def rejected(self):
        """Whether there is no digit in the picture."""
        return not self.digits


class Recognizer:
    """A trained network and the preprocessing that it was trained with.

    Safe to share between threads: the interpreter keeps its tensors in place, so one
    call at a time enters it.

    Parameters
    ----------
    model : bytes
        A LiteRT model from (n, 28, 28, 1) in [0, 1] to (n, 11) probabilities: of the ten digits
        and of "not a digit". With (n, 10) it knows digits alone, as the network of the lessons
        does, and its doubt has to serve: ink is passed over when even the likeliest digit is less
        probable than one half. Blank paper, borders and rules never reach the network; of letters
        and doodles a model of ten answers takes many more for digits than one of eleven.

    Attributes
    ----------
    knows_others : bool
        Whether the model has the eleventh answer, "not a digit".

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> recognizer = Recognizer.load()
    >>> recognizer.knows_others
    True
    >>> recognizer.read(load_mnist()[1][0][1]).text
    '2'
    """

    def __init__(self, model):
        from ai_edge_litert.interpreter import Interpreter

        with _native_stderr_closed():
            # Pictures hold few digits: a second thread costs more than it brings.
            self._interpreter = Interpreter(model_content=model, num_threads=1)
            self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]
        self._n = 0
        self._lock = threading.Lock()
        shape = self._interpreter.get_output_details()[0]["shape"]
        if shape[-1] not in (NOT_A_DIGIT, NOT_A_DIGIT + 1):
            raise ValueError(
                f"the model gives {shape[-1]} classes, needed {NOT_A_DIGIT} (the digits) or "
                f"{NOT_A_DIGIT + 1} (and 'not a digit')."
            )
        self.knows_others = bool(shape[-1] == NOT_A_DIGIT + 1)

    @classmethod
    def load(cls, path=MODEL):
        """Load a model file; the one that ships, when none is named.

        Parameters
        ----------
        path : str or Path
            A ``.tflite`` file.

        Returns
        -------
        Recognizer

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file is not a model of digits.

        Examples
        --------
        >>> from digitkit.loading import load_mnist
        >>> Recognizer.load().read(load_mnist()[1][0][0]).text
        '7'
        """
        path = Path(path)
        if not path.is_file():
            raise FileNotFoundError(
                f"there is no model at {path}; `digitkit train` makes one, "
                "and `git checkout -- digitkit/models` brings the bundled one back."
            )
        try:
            return cls(path.read_bytes())
        except ValueError as error:
            raise ValueError(f"{path} is not a LiteRT model of digits: {error}") from error

    def run(self, images):
        """Run the network once over framed images.

        Parameters
        ----------
        images : ndarray of uint8, shape (n, 28, 28)
            Framed as MNIST is; light ink on 0.

        Returns
        -------
        ndarray of float32, shape (n, 11)
            Columns 0 to 9 are the digits, column 10 is "not a digit" (0 where the model does not
            know it); rows sum to 1.

        Examples
        --------
        >>> from digitkit.loading import load_mnist
        >>> probabilities = Recognizer.load().run(load_mnist()[1][0][:3])
        >>> probabilities.shape, probabilities.argmax(axis=1).tolist()
        ((3, 11), [7, 2, 1])
        """
        answers = self.predict(add_channel(scale(images)))
        return answers if self.knows_others else np.pad(answers, ((0, 0), (0, 1)))

    def predict(self, batch):
        """Run the network once over a batch that is ready for it.

        Parameters
        ----------
        batch : ndarray of float32, shape (n, 28, 28, 1)
            In [0, 1], as `scale` and `add_channel` make it.

        Returns
        -------
        ndarray of float32, shape (n, 11) or (n, 10)
            What the network answers, column by column; rows sum to 1.

        Examples
        --------
        >>> from digitkit.loading import load_mnist
        >>> batch = add_channel(scale(load_mnist()[1][0][:3]))
        >>> Recognizer.load().predict(batch).argmax(axis=1).tolist()
        [7, 2, 1]
        """
        if not len(batch):
            return np.zeros((0, NOT_A_DIGIT + self.knows_others), np.float32)
        with self._lock:
            if len(batch) != self._n:
                self._n = 0  # a failed allocation must not be taken for a good one
                self._interpreter.resize_tensor_input(self._input, batch.shape)
                self._interpreter.allocate_tensors()
                self._n = len(batch)
            self._interpreter.set_tensor(self._input, batch)
            self._interpreter.invoke()
            return self._interpreter.get_tensor(self._output)

    def classify(self, images):
        """Give the probability of each class, looking more than once where one look is unsure.

        What the network is not nearly certain of, it is shown again a little turned and a
        little zoomed, and the answers are averaged (test-time augmentation; Krizhevsky,
        Sutskever and Hinton, "ImageNet classification with deep convolutional neural
        networks", 2012). Few digits need it, so that it costs next to nothing.

        Parameters
        ----------
        images : ndarray of uint8, shape (n, 28, 28)
            Framed as MNIST is; light ink on 0.

        Returns
        -------
        ndarray of float32, shape (n, 11)
            As `run` gives it.

        Examples
        --------
        >>> from digitkit.loading import load_mnist
        >>> images, labels = load_mnist()[1]
        >>> answers = Recognizer.load().classify(images[:200])
        >>> print((answers[:, :10].argmax(axis=1) == labels[:200]).mean())
        1.0
        """
        answers = self.run(images)
        unsure = np.flatnonzero(answers.max(axis=1, initial=0) < CERTAIN)
        if unsure.size:
            again = [warp(image, look) for look in LOOKS for image in images[unsure]]
            further = self.run(np.stack(again)).reshape(len(LOOKS), unsure.size, -1)
            answers[unsure] = (answers[unsure] + further.sum(axis=0)) / (1 + len(LOOKS))
        return answers

    def read(self, picture):
        """Read every digit in a picture.

        Parameters
        ----------
        picture : ndarray of uint8, shape (height, width) or (height, width, 3)
            Gray or RGB; dark ink on light or the reverse.

        Returns
        -------
        Reading

        Raises
        ------
        ValueError
            If the array is not a picture.

        Examples
        --------
        >>> from digitkit.loading import load_mnist
        >>> _, (images, labels) = load_mnist()
        >>> Recognizer.load().read(images[0]).text, int(labels[0])
        ('7', 7)
        """
        first = self._look(picture, boldest=False)
        reading = first
        if 0 < first.certainty < SURE:
            second = self._look(picture, boldest=True)
            reading = max(first, second, key=lambda look: look.certainty)
        return reading

    def _look(self, picture, boldest):
        found = find_digits(picture, boldest=boldest)
        judged = self.classify(np.array([f.image for f in found], np.uint8).reshape(-1, 28, 28))
        found, judged = part_touching(found, judged, self.classify)
        digits, candidates = [], []
        for ink, row in zip(found, judged.tolist(), strict=True):
            best = max(range(NOT_A_DIGIT), key=row.__getitem__)
            digit = Digit(best, row[best], ink.box, tuple(row[:NOT_A_DIGIT]), ink.image, ink.line)
            none = row[NOT_A_DIGIT] >= DOUBT if self.knows_others else row[best] < LEAST
            (candidates if none else digits).append(digit)
        height, width = np.shape(picture)[:2]
        return Reading(tuple(digits), tuple(candidates), (width, height))
