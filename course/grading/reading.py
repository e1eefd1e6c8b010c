"""Read the cells of what a learner wrote: a notebook, or a script in the percent format."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

MARKER = re.compile(r"#\s*%%(?P<rest>.*)")


class Unreadable(Exception):
    """A file that cannot be graded; the message is a sentence for the learner."""


@dataclass(frozen=True)
class Cell:
    """A cell of code.

    Attributes
    ----------
    name : str
        For people: 'cell 7' of a notebook, counting text cells too; '' in a script, whose
        lines are counted through.
    text : str
        Its code. In a script, as many empty lines stand before it as the file has above it.
    """

    name: str
    text: str


class Missing(Unreadable):
    """There is no such file."""


def read_cells(path: Path) -> list[Cell]:
    """Read the cells of code in a learner's file.

    Parameters
    ----------
    path : Path
        A notebook, or a script whose cells begin with ``# %%``.

    Returns
    -------
    list of Cell

    Raises
    ------
    Unreadable
        There is no such file, it cannot be read, or it is not a notebook.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Missing(f"{path.name} is missing") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name} cannot be read ({error})") from error
    return read_script(text) if path.suffix == ".py" else read_notebook(text, path.name)


def read_notebook(text: str, name: str) -> list[Cell]:
    r"""Read the cells of code in a notebook; nothing else of it is needed.

    Parameters
    ----------
    text : str
        JSON.
    name : str
        Of the file, for errors.

    Returns
    -------
    list of Cell

    Raises
    ------
    Unreadable
        If it is not JSON, or not a notebook.

    Examples
    --------
    >>> read_notebook(r'{"cells": [{"cell_type": "code", "source": ["a\n", "b"]}]}', "x")
    [Cell(name='cell 1', text='a\nb')]
    """
    try:
        cells = json.loads(text)["cells"]
        kinds = [(cell["cell_type"], cell.get("source", "")) for cell in cells]
        sources = [
            (kind, source if isinstance(source, str) else "".join(source)) for kind, source in kinds
        ]
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{name} is not a notebook: in line {error.lineno} it is no longer JSON"
        ) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{name} is JSON, but not a notebook: it has no list of cells") from error
    return [
        Cell(f"cell {number}", source)
        for number, (kind, source) in enumerate(sources, 1)
        if kind == "code"
    ]


def read_script(text: str) -> list[Cell]:
    r"""Read the cells of code in a script of the percent format.

    Parameters
    ----------
    text : str
        Python; ``# %%`` begins a cell of code, ``# %% [markdown]`` one of text. A script
        without any is a single cell.

    Returns
    -------
    list of Cell

    Examples
    --------
    >>> [cell.text for cell in read_script("# %% [markdown]\n# Hello\n# %%\na = 1\n")]
    ['\n\n\na = 1']
    """
    lines = text.rstrip("\n").split("\n")  # not splitlines: a form feed ends no line of Python's
    starts = [(0, "")]
    for number, line in enumerate(lines):
        if marker := MARKER.fullmatch(line.rstrip()):
            starts.append((number, marker["rest"]))
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    cells = []
    for (start, rest), end in zip(starts, ends, strict=True):
        first = start + (
            lines[start : start + 1] != [] and bool(MARKER.fullmatch(lines[start].rstrip()))
        )
        if "[markdown]" not in rest and any(line.strip() for line in lines[first:end]):
            cells.append(Cell("", "\n" * first + "\n".join(lines[first:end])))
    return cells
