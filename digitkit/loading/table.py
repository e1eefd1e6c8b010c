"""A CSV of whole numbers: read with pandas, or refused by file, row and column."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def read_header(path: str | Path) -> list[str]:
    r"""Read the column names of a CSV file.

    Parameters
    ----------
    path : str or Path
        A CSV file.

    Returns
    -------
    list of str

    Raises
    ------
    FileNotFoundError, ValueError
        There is no such file, it is empty, or its first row has more cells than its header.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "submission.csv"
    >>> _ = path.write_text("ImageId,Label\n1,7\n", encoding="utf-8")
    >>> read_header(path)
    ['ImageId', 'Label']
    """
    import pandas as pd

    if not Path(path).is_file():
        raise FileNotFoundError(f"There is no file {path}. Check the folder and the spelling.")
    try:
        first = pd.read_csv(path, nrows=1, dtype=str, encoding_errors="replace")
    except pd.errors.EmptyDataError as error:
        raise ValueError(f"{path} is empty. Download or write it again.") from error
    except pd.errors.ParserError as error:
        raise ValueError(f"{path} is not a CSV file ({error}). Save it as CSV.") from error
    # When there is a cell too many, pandas takes the first one for the row's name.
    if len(first) and not isinstance(first.index, pd.RangeIndex):
        raise ValueError(
            f"{path} has more cells in its first row than names in its header. Remove the surplus; "
            "a comma at the end of the row counts."
        )
    return first.columns.tolist()


def read_whole_numbers(path: str | Path, highest: dict[str, int]) -> "pd.DataFrame":
    r"""Read a CSV file whose columns hold whole numbers from 0 on.

    Parameters
    ----------
    path : str or Path
        A CSV file with a header.
    highest : dict of str to int
        Every column that the file must have, in any order and no other, and its highest value.

    Returns
    -------
    DataFrame
        At least one row; columns in the order of `highest`, uint8 where that is enough for the
        highest value, else int64.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_header` does; a column is missing or one too many, there are no rows, a row has
        too many cells, or a cell is something else than a whole number in its range.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "submission.csv"
    >>> _ = path.write_text("ImageId,Label\n1,7\n2,12\n", encoding="utf-8")
    >>> read_whole_numbers(path, {"ImageId": 2, "Label": 99})["Label"].tolist()
    [7, 12]
    """
    import pandas as pd

    columns = read_header(path)
    if missing := [name for name in highest if name not in columns]:
        raise ValueError(
            f"{path} has no column {missing[0]!r} ({len(missing)} of {len(highest)} are missing). "
            f"Its first line must name the columns; it begins with {', '.join(columns[:3])}."
        )
    if surplus := [name for name in columns if name not in highest]:
        raise ValueError(
            f"{path} has a column {surplus[0]!r} that does not belong there. Remove it; from "
            "pandas, to_csv(path, index=False) writes no column of its own."
        )
    types = {name: np.uint8 if limit < 256 else np.int64 for name, limit in highest.items()}
    try:
        table = pd.read_csv(path, dtype=types, encoding_errors="replace")[[*highest]]
    except pd.errors.ParserError as error:
        raise ValueError(f"{path} has a row with too many cells ({error}). Remove them.") from error
    except (ValueError, OverflowError) as error:
        raise ValueError(explain_bad_cell(path, highest)) from error
    if table.empty:
        raise ValueError(f"{path} has a header but no rows. Download or write it again.")
    if (table.min() < 0).any() or (table.max() > pd.Series(highest)).any():
        raise ValueError(explain_bad_cell(path, highest))
    return table


def explain_bad_cell(path: str | Path, highest: dict[str, int]) -> str:
    r"""Say where the first cell stands that is not a whole number in its range.

    Parameters
    ----------
    path, highest
        As in `read_whole_numbers`, which calls this when it has failed.

    Returns
    -------
    str
        A sentence with the file, the row (1 is the first below the header), the column, what
        stands there and what is wrong with it.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "submission.csv"
    >>> _ = path.write_text("ImageId,Label\n1,7\n2,x\n", encoding="utf-8")
    >>> sentence = explain_bad_cell(path, {"ImageId": 2, "Label": 9})
    >>> sentence.removeprefix(f"{path}, ").split(";")[0]
    "row 2 below the header, column 'Label': 'x' is not a number"
    """
    import pandas as pd

    limits = pd.Series(highest)
    # In pieces: 33 million cells as text would take gigabytes.
    for piece in pd.read_csv(
        path, dtype=str, keep_default_na=False, encoding_errors="replace", chunksize=1000
    ):
        text = piece[[*highest]].fillna("")
        # The same few hundred words fill all cells: turn each into a number once.
        codes, words = pd.factorize(text.to_numpy(object).ravel())
        numbers = pd.to_numeric(words, errors="coerce").astype(float)[codes].reshape(text.shape)
        bad = ~((numbers >= 0) & (numbers <= limits.to_numpy()) & (numbers % 1 == 0))
        if bad.any():
            break
    row, at = np.argwhere(bad)[0]
    column, cell, number = text.columns[at], str(text.iat[row, at]), numbers[row, at]
    if np.isnan(number):
        fault = "is not a number" if cell.strip() else "is empty"
    elif number < 0:
        fault = "is below 0"
    elif number > limits[column]:
        fault = f"is over {limits[column]}"
    else:
        fault = "is a fraction"
    return (
        f"{path}, row {piece.index[row] + 1} below the header, column {column!r}: {cell!r} "
        f"{fault}; needed a whole number from 0 to {limits[column]}. Correct that cell, or write "
        "the file again."
    )
