"""Kaggle's submission.csv: written, checked before it is sent, and scored at home."""

from pathlib import Path

import numpy as np

from digitkit.files import write_whole
from digitkit.loading.kaggle import kaggle_split
from digitkit.loading.table import read_whole_numbers


def write_submission(path: str | Path, predictions: np.ndarray) -> None:
    """Write predictions as a submission: ImageId from 1 on, and Label.

    Parameters
    ----------
    path : str or Path
        The CSV file, written whole or not at all.
    predictions : ndarray of shape (n,), whole numbers from 0 to 9
        In the order of the rows of test.csv.

    Raises
    ------
    ValueError
        The predictions are probabilities, or not digits.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "submission.csv"
    >>> write_submission(path, np.array([2, 0]))
    >>> path.read_text(encoding="utf-8").split()
    ['ImageId,Label', '1,2', '2,0']
    """
    predictions = np.asarray(predictions)
    if predictions.ndim != 1 or not np.issubdtype(predictions.dtype, np.integer):
        raise ValueError(
            f"predictions must be whole numbers of shape (n,), got {predictions.dtype} of shape "
            f"{predictions.shape}; from probabilities take probabilities.argmax(axis=1)."
        )
    if wrong := sorted(set(predictions.tolist()) - set(range(10))):
        raise ValueError(f"predictions must be digits from 0 to 9, got {wrong[0]} among them.")
    rows = [f"{number},{digit}\n" for number, digit in enumerate(predictions, start=1)]
    with write_whole(path) as temporary:
        temporary.write_text("ImageId,Label\n" + "".join(rows), encoding="utf-8", newline="")


def check_submission(path: str | Path, n: int = 28_000) -> np.ndarray:
    """Read a submission, refusing all that Kaggle would refuse.

    Parameters
    ----------
    path : str or Path
        A submission.csv.
    n : int
        The rows that it must have: those of test.csv.

    Returns
    -------
    ndarray of shape (n,), uint8
        The labels.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_whole_numbers` does; or the count of rows is not `n`, or ImageId is not 1 to `n`
        in order.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "submission.csv"
    >>> write_submission(path, np.array([2, 0]))
    >>> check_submission(path, n=2).tolist()
    [2, 0]
    """
    table = read_whole_numbers(path, {"ImageId": np.iinfo(np.int64).max, "Label": 9})
    if len(table) != n:
        raise ValueError(
            f"{path} has {len(table):,} rows, needed {n:,}: one for each picture of test.csv."
        )
    ids = table["ImageId"].to_numpy()
    if (wrong := np.flatnonzero(ids != np.arange(1, n + 1))).size:
        raise ValueError(
            f"{path}, row {wrong[0] + 1} below the header, has ImageId {ids[wrong[0]]}, needed "
            f"{wrong[0] + 1}. Number the rows from 1 to {n:,}, in the order of test.csv."
        )
    return table["Label"].to_numpy()


def score_submission(path: str | Path, seed: int = 0) -> float:
    """Give the accuracy of a submission for the test.csv that `write_kaggle` wrote.

    Parameters
    ----------
    path : str or Path
        A submission of 28,000 rows.
    seed : int
        What `write_kaggle` was given.

    Returns
    -------
    float
        The share that is right, from 0 to 1.

    Notes
    -----
    It says how a model does on unseen digits only if the model was trained on that train.csv.
    A model trained on MNIST's 60,000 has seen about 24,000 of these 28,000 pictures, and scores
    too high. A submission for Kaggle's own test.csv scores about 0.1 here, which is chance: its
    rows stand in another order.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> (_, _), (_, truth) = kaggle_split(seed=0)
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "submission.csv")
    ...     write_submission(path, np.where(truth == 9, 4, truth))
    ...     print(f"{score_submission(path):.3f}")
    0.901
    """
    (_, _), (_, truth) = kaggle_split(seed)
    return float(np.mean(check_submission(path, n=len(truth)) == truth))
