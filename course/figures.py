"""Make what the site shows beneath the cells of a lesson, by running the lesson.

python -m course.figures          # of each lesson whose code has changed since
python -m course.figures 05 07    # of these lessons
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from course.build import as_text
from course.catalog import Lesson, read_catalog
from course.cells import SHOW_FIGURES, make_notebook
from course.execution import execute_notebook
from course.outputs import read_shown
from digitkit.files import write_whole

ROOT = Path(__file__).resolve().parents[1]
RECORD = "outputs.json"
LONGEST = 600  # seconds that one cell may take: lesson 11 trains its network in full
# Sharp on every screen, and each figure with its description in words.
FOR_THE_SITE = """
%config InlineBackend.figure_formats = ["retina"]
from course.describe import speak
speak()"""


def folder_of(lesson: Lesson) -> Path:
    """Say where the figures of a lesson stand.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    Path
    """
    return lesson.root / "docs" / "lessons" / "figures" / lesson.name


def list_cells(lesson: Lesson) -> list[dict]:
    """List the code that makes the figures of a lesson: demo cells and answers, no checks.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    list of dict
        Cells of its notebook.
    """
    return [
        cell
        for cell in make_notebook(lesson)["cells"]
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("locked")
    ]


def is_demo(cell: dict) -> bool:
    """Say whether a cell of code stands on the page as it is.

    Parameters
    ----------
    cell : dict

    Returns
    -------
    bool
    """
    return "nbgrader" not in cell["metadata"] and cell["source"] != SHOW_FIGURES


def digest_of(cells: list[dict]) -> str:
    """Give a number that changes when the code of a lesson does.

    Parameters
    ----------
    cells : list of dict
        As `list_cells` gives them.

    Returns
    -------
    str
        Hexadecimal digits.
    """
    text = "\0".join(cell["source"] for cell in cells)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_figures(lesson: Lesson) -> tuple[list[list[dict]], str]:
    """Read what each demo cell of a lesson has shown.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    shown : list of list of dict
        For each demo cell in the order of the page: a ``text``, or the name of a ``picture`` in
        the lesson's folder of figures with its ``size`` and what it is ``about``. A cell that is
        new has shown nothing yet.
    fault : str
        What to do when they were not made by this code; empty when they were.
    """
    cells = list_cells(lesson)
    path = folder_of(lesson) / RECORD
    record = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"shown": {}}
    page = lesson.page.relative_to(lesson.root).as_posix()
    fault = (
        f"the code of {page} has changed since its figures were made; "
        f"`python3 go.py docs --figures {lesson.number}` makes them anew."
    )
    right = record.get("code") == digest_of(cells)
    return [record["shown"].get(c["id"], []) for c in cells if is_demo(c)], "" if right else fault


def make_figures(lesson: Lesson) -> None:
    """Run a lesson with its solutions, and keep what its demo cells show.

    Parameters
    ----------
    lesson : Lesson

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails; what there was stays.
    """
    cells = list_cells(lesson)
    run = execute_notebook(as_text(prepare(lesson)), LONGEST)
    ran = {cell.id: cell for cell in run.cells}
    folder = folder_of(lesson)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shown = {c["id"]: list(keep(ran[c["id"]], folder)) for c in cells if is_demo(c)}
    record = {
        "code": digest_of(cells),
        "shown": {name: what for name, what in shown.items() if what},
    }
    with write_whole(folder / RECORD) as temporary:
        text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
        temporary.write_bytes(text.encode())


def prepare(lesson: Lesson) -> dict:
    """Make the notebook that is run: no checks, and sharp figures that describe themselves.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict
    """
    cells = [
        {**cell, "source": cell["source"] + FOR_THE_SITE * (cell["source"] == SHOW_FIGURES)}
        for cell in list_cells(lesson)
    ]
    return {**make_notebook(lesson), "cells": cells}


def keep(cell, folder: Path) -> Iterator[dict]:
    """Write the pictures of a cell down, and give what is left.

    Parameters
    ----------
    cell : NotebookNode
        That was run.
    folder : Path
        For the pictures.

    Yields
    ------
    dict
        As `read_figures` gives it.
    """
    number = count(1)
    for shown in read_shown(cell):
        if "picture" in shown:
            name = f"{cell.id}-{next(number)}.png"
            (folder / name).write_bytes(shown["picture"])
            shown["picture"] = name
        yield shown


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make figures, and say of which lesson.

    Parameters
    ----------
    arguments : list of str, optional
        Of the command line.
    root : Path
        Of the project.

    Returns
    -------
    int
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python3 go.py docs --figures", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="NN", help="a lesson, such as 05")
    named = parser.parse_args(arguments).lessons
    lessons, faults = read_catalog(root)
    unknown = sorted(set(named) - {lesson.number for lesson in lessons})
    faults += [f"there is no lesson {name!r}; write 05 for the fifth." for name in unknown]
    for fault in faults:
        print(fault, file=sys.stderr)
    # Lesson 11 keeps a training, and must not go on with a learner's.
    with tempfile.TemporaryDirectory() as runs:
        os.environ["DIGITKIT_RUNS"] = runs
        for lesson in [] if faults else lessons:
            if lesson.number in named or (not named and read_figures(lesson)[1]):
                start = time.monotonic()
                make_figures(lesson)
                print(f"{lesson.name}: {time.monotonic() - start:.0f} s", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
