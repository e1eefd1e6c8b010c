"""The layout of Kaggle's Digit Recognizer: train.csv and test.csv, one row for each picture."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from digitkit.files import write_whole
from digitkit.loading.mnist import load_mnist
from digitkit.loading.table import read_header, read_whole_numbers

if TYPE_CHECKING:
    import pandas as pd

PIXELS = [f"pixel{number}" for number in range(784)]
"""The pixel columns: pixel0 to pixel783, row by row from the top left."""

N_TRAIN = 42_000
"""The rows of train.csv; the other 28,000 of MNIST's 70,000 pictures are those of test.csv."""


def read_kaggle(
    path: str | Path, needs_labels: bool = False
) -> tuple[np.ndarray, np.ndarray | None]:
    """Read a train.csv or test.csv of the Digit Recognizer.

    Parameters
    ----------
    path : str or Path
        A CSV file with the columns pixel0 to pixel783 and, in train.csv, label.
    needs_labels : bool
        Whether a file without labels is refused.

    Returns
    -------
    images : ndarray of shape (n, 28, 28), uint8
    labels : ndarray of shape (n,), uint8, or None
        None when the file has no label column.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_whole_numbers` does; or labels are needed and there are none.

    References
    ----------
    https://www.kaggle.com/competitions/digit-recognizer/data

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "train.csv"
    >>> write_kaggle_csv(path, np.full((2, 28, 28), 7, np.uint8), np.array([4, 9]))
    >>> images, labels = read_kaggle(path)
    >>> images.shape, labels.tolist()
    ((2, 28, 28), [4, 9])
    """
    has_labels = "label" in read_header(path)
    if needs_labels and not has_labels:
        raise ValueError(
            f"{path} has no label column, and this needs one. Use train.csv: test.csv has none."
        )
    highest = ({"label": 9} if has_labels else {}) | dict.fromkeys(PIXELS, 255)
    table = read_whole_numbers(path, highest)
    return digits_from_table(table)


def digits_from_table(table: "pd.DataFrame") -> tuple[np.ndarray, np.ndarray | None]:
    """Take the pictures, and the labels if there are any, out of a table in Kaggle's layout.

    Parameters
    ----------
    table : DataFrame
        One row for each picture. It has the columns pixel0 to pixel783, whole numbers from 0 to
        255, in any order, and perhaps a column label. Other columns are left alone.

    Returns
    -------
    images : ndarray of shape (n, 28, 28), uint8
    labels : ndarray of shape (n,), uint8, or None
        None when the table has no column label.

    Raises
    ------
    ValueError
        A pixel column is missing, and the sentence names it; or a pixel is not a whole number
        from 0 to 255.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame([[5] + [0] * 784], columns=["label", *PIXELS])
    >>> images, labels = digits_from_table(table)
    >>> images.shape, labels.tolist()
    ((1, 28, 28), [5])
    """
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(
            f"The table has no column {missing[0]!r} ({len(missing)} of the 784 pixel columns are "
            "missing). Read it with its header, and keep the columns' names."
        )
    values = table[PIXELS].to_numpy()
    with np.errstate(invalid="ignore"):  # an empty cell is nan: refused below
        pixels = np.ascontiguousarray(values, np.uint8)
    if (pixels != values).any():
        raise ValueError(
            f"The pixels must be whole numbers from 0 to 255, got {values[pixels != values][0]}. "
            "Correct the table; if it has been scaled, multiply and round it back."
        )
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return pixels.reshape(-1, 28, 28), labels


def write_kaggle_csv(
    path: str | Path,
    images: np.ndarray,
    labels: np.ndarray | None = None,
    progress: Callable[[range], Iterable[int]] = iter,
) -> None:
    """Write pictures, and labels when given, in the layout of the Digit Recognizer.

    Parameters
    ----------
    path : str or Path
        The CSV file, written whole or not at all.
    images : ndarray of shape (n, 28, 28), uint8
    labels : ndarray of shape (n,), optional
    progress : callable
        What the rows are counted through, such as `tqdm.tqdm`.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "test.csv"
    >>> write_kaggle_csv(path, np.zeros((1, 28, 28), np.uint8))
    >>> path.read_text(encoding="utf-8")[:20]
    'pixel0,pixel1,pixel2'
    """
    if images.shape[1:] != (28, 28) or images.dtype != np.uint8:
        raise ValueError(
            f"images must be uint8 of shape (n, 28, 28), got {images.dtype} of {images.shape}."
        )
    # A look-up is three times as fast as DataFrame.to_csv.
    text = [str(value) for value in range(256)].__getitem__
    with write_whole(path) as temporary, open(temporary, "w", encoding="utf-8", newline="") as file:
        print(*([] if labels is None else ["label"]), *PIXELS, sep=",", file=file)
        for row in progress(range(len(images))):
            pixels = ",".join(map(text, images[row].tobytes()))
            file.write(f"{pixels}\n" if labels is None else f"{labels[row]},{pixels}\n")


def kaggle_split(
    seed: int = 0,
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Shuffle the 70,000 pictures of the bundled MNIST into Kaggle's 42,000 and 28,000.

    Parameters
    ----------
    seed : int
        The same seed gives the same split.

    Returns
    -------
    (train_images, train_labels), (test_images, test_labels)
        As `load_mnist` gives them. The test labels are the truth that test.csv leaves out.

    Examples
    --------
    >>> (train_images, _), (_, test_labels) = kaggle_split()
    >>> train_images.shape, test_labels.shape
    ((42000, 28, 28), (28000,))
    """
    (train_images, train_labels), (test_images, test_labels) = load_mnist()
    order = np.random.default_rng(seed).permutation(len(train_labels) + len(test_labels))
    images = np.concatenate([train_images, test_images])[order]
    labels = np.concatenate([train_labels, test_labels])[order]
    return (images[:N_TRAIN], labels[:N_TRAIN]), (images[N_TRAIN:], labels[N_TRAIN:])


def write_kaggle(
    folder: str | Path, seed: int = 0, progress: Callable[[range], Iterable[int]] = iter
) -> list[Path]:
    """Write train.csv and test.csv from the bundled MNIST: Kaggle's road without an account.

    Parameters
    ----------
    folder : str or Path
        Where to; it is made when it is missing.
    seed : int
        Of `kaggle_split`. `score_submission` must be given the same.
    progress : callable
        What the rows are counted through, such as `tqdm.tqdm`, once for each file.

    Returns
    -------
    list of Path
        The two files: 42,000 rows with labels, 28,000 without.

    Notes
    -----
    Kaggle's own pictures are MNIST's too, in an order of its own. A model trained on the bundled
    60,000 has therefore seen most of this test.csv: train on this train.csv alone.
    """
    (train_images, train_labels), (test_images, _) = kaggle_split(seed)
    train, test = Path(folder) / "train.csv", Path(folder) / "test.csv"
    write_kaggle_csv(train, train_images, train_labels, progress)
    write_kaggle_csv(test, test_images, None, progress)
    return [train, test]
