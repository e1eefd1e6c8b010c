"""Measure a recogniser: on MNIST's test digits, and on folders of labelled pictures."""

import csv
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitkit.evaluation import (
    accuracy_interval,
    classification_report,
    confusion_matrix,
    expected_calibration_error,
)
from digitkit.preprocessing.picture import open_picture
from digitkit.recognizer import DOUBT, NOT_A_DIGIT, Recognizer

BATCH = 500  # images that one call classifies; the activations of 10,000 would take gigabytes


@dataclass(frozen=True)
class Score:
    """How many of a number of pictures are read right.

    Attributes
    ----------
    right, n : int
        Pictures read right; pictures in all.
    """

    right: int
    n: int

    def __str__(self) -> str:
        """Give the share with its 95% interval (Wilson).

        Examples
        --------
        >>> str(Score(997, 1000))
        '99.70% (997 of 1,000; 95% interval 99.12% to 99.90%)'
        """
        rights = np.arange(self.n) < self.right
        low, high = accuracy_interval(np.ones(self.n, int), rights.astype(int))
        return (
            f"{self.right / self.n:.2%} ({self.right:,} of {self.n:,}; "
            f"95% interval {low:.2%} to {high:.2%})"
        )


@dataclass(frozen=True)
class OnMnist:
    """What a recogniser makes of labelled 28 by 28 images.

    Attributes
    ----------
    labels : ndarray of shape (n,)
        What they are.
    probabilities : ndarray of shape (n, 11)
        Of the images as they are.
    texts : list of str
        What is read when each image goes the way of a picture.
    at_once : ndarray of shape (n,)
        The likeliest of the ten digits when the network is asked once, whatever its doubt.
    """

    labels: np.ndarray
    probabilities: np.ndarray
    texts: list[str]
    at_once: np.ndarray

    @property
    def predictions(self) -> np.ndarray:
        """The likeliest of the ten digits, for each image."""
        return self.probabilities[:, :NOT_A_DIGIT].argmax(axis=1)

    @property
    def accuracy(self) -> Score:
        """How many images have their own digit as the likeliest of the ten."""
        return Score(len(self.labels) - len(self.errors), len(self.labels))

    @property
    def accuracy_at_once(self) -> Score:
        """The same when the network is asked once, whatever its doubt."""
        return Score(int((self.at_once == self.labels).sum()), len(self.labels))

    @property
    def reading(self) -> Score:
        """How many images are read right as pictures."""
        return Score(len(self.labels) - len(self.misread), len(self.labels))

    @property
    def calibration_error(self) -> float:
        """How far confidence is from the truth, from 0 to 1."""
        return expected_calibration_error(self.labels, self.probabilities)

    @property
    def errors(self) -> np.ndarray:
        """The numbers of the images of which the likeliest digit is wrong."""
        return np.flatnonzero(self.predictions != self.labels)

    @property
    def refused(self) -> np.ndarray:
        """The numbers of the images that are answered "not a digit"."""
        return np.flatnonzero(self.probabilities[:, NOT_A_DIGIT] >= DOUBT)

    @property
    def misread(self) -> np.ndarray:
        """The numbers of the images that are read wrong, or not at all, as pictures."""
        truth = self.labels.astype(str)
        return np.flatnonzero(np.array(self.texts) != truth)


def classify(recognizer: Recognizer, images: np.ndarray, once: bool = False) -> np.ndarray:
    """Classify any number of framed images, some hundreds at a time.

    Parameters
    ----------
    recognizer : Recognizer
        What classifies.
    images : ndarray of uint8, shape (n, 28, 28)
    once : bool, default False
        Ask the network once, whatever its doubt.

    Returns
    -------
    ndarray of float32, shape (n, 11)
    """
    batches = [images[at : at + BATCH] for at in range(0, len(images), BATCH)]
    ask = recognizer.run if once else recognizer.classify
    return np.concatenate([ask(batch) for batch in batches])


def measure_images(
    recognizer: Recognizer,
    images: np.ndarray,
    labels: np.ndarray,
    progress: Callable[[Iterable], Iterable] = iter,
) -> OnMnist:
    """Classify labelled images as they are, and read each as a picture.

    Parameters
    ----------
    recognizer : Recognizer
        What is measured.
    images : ndarray of uint8, shape (n, 28, 28)
    labels : ndarray of shape (n,)
    progress : callable
        What the images are counted through, such as `tqdm.tqdm`.

    Returns
    -------
    OnMnist
    """
    texts = [recognizer.read(image).text for image in progress(images)]
    at_once = classify(recognizer, images, once=True)[:, :NOT_A_DIGIT].argmax(axis=1)
    return OnMnist(labels, classify(recognizer, images), texts, at_once)


def describe(measured: OnMnist) -> str:
    """Say what was measured, as text for a terminal.

    Parameters
    ----------
    measured : OnMnist
        As `measure_images` gives it.

    Returns
    -------
    str
    """
    matrix = confusion_matrix(measured.labels, measured.predictions)
    return "\n".join(
        [
            f"The images as they are:  {measured.accuracy}",
            f"  the network asked once:  {measured.accuracy_at_once}",
            f'  answered "not a digit":  {len(measured.refused):,} of {len(measured.labels):,}',
            f"  calibration error:       {measured.calibration_error:.2%}",
            f"Read as pictures:        {measured.reading}",
            "",
            classification_report(matrix),
            "confusion matrix (the digit down, the answer across)",
            *matrix_lines(matrix),
        ]
    )


def matrix_lines(matrix: np.ndarray) -> list[str]:
    """Lay a confusion matrix out in columns.

    Parameters
    ----------
    matrix : ndarray of shape (n, n)

    Returns
    -------
    list of str
        The line of the classes, then one for each row.

    Examples
    --------
    >>> matrix_lines(np.array([[5, 0], [1, 4]]))
    ['         0    1', '    0    5    .', '    1    1    4']
    """
    rows = [[number, *(count or "." for count in row)] for number, row in enumerate(matrix)]
    return [
        "".join(f"{cell:>5}" for cell in row).rstrip() for row in [["", *range(len(matrix))], *rows]
    ]


def measure_pictures(
    recognizer: Recognizer, folder: Path, progress: Callable[[Iterable], Iterable] = iter
) -> dict[str, Score]:
    """Read every picture of a folder with labels, or of each folder in a folder.

    Parameters
    ----------
    recognizer : Recognizer
        What is measured.
    folder : Path
        It, or folders in it, hold labels.csv: a column ``file`` and a column ``label``, the
        text that is written there, or 'none' where there is no digit.
    progress : callable
        What the pictures of a folder are counted through, such as `tqdm.tqdm`.

    Returns
    -------
    dict of str to Score
        For each folder, by its name.

    Raises
    ------
    ValueError
        If there is no labels.csv, or it lacks a column or has no rows.
    OSError, PictureError
        If a picture is not there or cannot be read.
    """
    lists = sorted(folder.glob("labels.csv")) or sorted(folder.glob("*/labels.csv"))
    if not lists:
        raise ValueError(
            f"{folder} has no labels.csv, nor has a folder in it; write one with a line "
            "'file,label' and one line for each picture, its label 'none' if it has no digit."
        )
    scores = {}
    for path in lists:
        rows = read_labels(path)
        right = [
            is_right(recognizer, path.parent / row["file"], row["label"]) for row in progress(rows)
        ]
        scores[path.parent.resolve().name] = Score(sum(right), len(right))
    return scores


def read_labels(path: Path) -> list[dict[str, str]]:
    """Read a labels.csv.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of dict
        One for each picture, with at least 'file' and 'label'.

    Raises
    ------
    ValueError
        If it lacks one of the two columns, or has no rows.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"file", "label"} <= set(rows[0]):
        raise ValueError(f"{path} must have the columns 'file' and 'label', and a row a picture.")
    return rows


def is_right(recognizer: Recognizer, path: Path, label: str) -> bool:
    """Read one picture and hold it against its label.

    Parameters
    ----------
    recognizer : Recognizer
        What reads.
    path : Path
        Of the picture.
    label : str
        Its text, or 'none'.

    Returns
    -------
    bool
    """
    reading = recognizer.read(open_picture(path))
    return reading.rejected if label == "none" else reading.text == label


def median_milliseconds(call: Callable[[], object], times: int = 200) -> float:
    """Give the median time of a call, after one that does not count.

    Parameters
    ----------
    call : callable
        What is timed.
    times : int
        How often.

    Returns
    -------
    float
    """
    call()
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return float(np.median(seconds) * 1000)
