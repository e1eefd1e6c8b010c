"""Put the cells of one exercise back as they were built, and leave every other as it is."""

import ast
import json
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from course.exercise import Exercise
from course.exercise_cells import name_cell
from course.percent import to_percent

ROLES = ("about", "checks", "answer", "after", "graded", "hints")
MAGIC = re.compile(r"^[ \t]*[%!?]", re.M)
CELL = re.compile(r"^(?=# ?%%)", re.M)
T = TypeVar("T")


def restore_in_notebook(own: str, fresh: str, exercise: Exercise) -> str:
    """Restore an exercise in a notebook; cells that were deleted come back.

    Parameters
    ----------
    own, fresh : str
        JSON: what the learner has, and what was built.
    exercise : Exercise

    Returns
    -------
    str
        JSON.

    Raises
    ------
    ValueError
        The learner's is not a notebook.

    Examples
    --------
    >>> exercise = Exercise("05.1", "f", "digitkit", "f", (), 1, (), 1)
    >>> cell = {"cell_type": "code", "id": "f-answer", "metadata": {}, "source": "def f(): 1"}
    >>> fresh = json.dumps({"cells": [cell], "metadata": {}, "nbformat_minor": 5})
    >>> own = json.dumps({"cells": [], "metadata": {}, "nbformat_minor": 5})
    >>> json.loads(restore_in_notebook(own, fresh, exercise))["cells"] == [cell]
    True
    """
    notebook, built = read_cells(own), json.loads(fresh)
    names = {name_cell(exercise, role) for role in ROLES}
    wanted = [cell for cell in built["cells"] if cell["id"] in names]
    ids = [cell["id"] for cell in built["cells"]]

    def take(cell: dict) -> dict | None:
        if identity(cell) & names:
            return None
        return cut_from_cell(cell, exercise.name)

    before = set(ids[: ids.index(wanted[0]["id"])])
    if notebook.get("nbformat_minor", 5) < 5:  # such a notebook has no ids
        wanted = [{key: cell[key] for key in cell if key != "id"} for cell in wanted]
    notebook["cells"] = put(notebook["cells"], wanted, take, lambda c: bool(identity(c) & before))
    notebook.setdefault("metadata", {}).setdefault("digitkit", built["metadata"].get("digitkit"))
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def read_cells(text: str) -> dict:
    """Read a notebook, whatever a learner has done to it.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        It is none.
    """
    try:
        notebook = json.loads(text)
        if all(isinstance(c["cell_type"] + "".join(c["source"]), str) for c in notebook["cells"]):
            return notebook
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    raise ValueError("it cannot be read as a notebook")


def identity(cell: dict) -> set[str]:
    """Give the names of a cell: Jupyter's, and nbgrader's, which a copy of it keeps.

    Parameters
    ----------
    cell : dict

    Returns
    -------
    set of str
    """
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    graded = marks.get("grade_id") if isinstance(marks, dict) else None
    return {name for name in (cell.get("id"), graded) if isinstance(name, str)}


def cut_from_cell(cell: dict, name: str) -> dict | None:
    """Take a function out of a cell that is not its own.

    Parameters
    ----------
    cell : dict
    name : str
        Of the function.

    Returns
    -------
    dict or None
        None where nothing else was in it.
    """
    source = "".join(cell["source"])
    if cell["cell_type"] != "code" or (left := cut(source, name)) == source:
        return cell
    return {**cell, "source": left.splitlines(keepends=True)} if left.strip() else None


def cut(source: str, name: str) -> str:
    r"""Take the definitions of a function out of code: the last one would count, wherever it is.

    Parameters
    ----------
    source : str
        Also with magics, or broken: then all is taken that is indented below the definition.
    name : str
        Of the function.

    Returns
    -------
    str

    Examples
    --------
    >>> cut("a = 1\ndef f():\n    return 1\nb = 2", "f")
    'a = 1\nb = 2'
    """
    lines = source.splitlines(keepends=True)
    try:
        # A magic is no Python, and a comment in its place keeps the lines.
        nodes = ast.parse(MAGIC.sub("#", source)).body
    except (SyntaxError, ValueError):
        broken = rf"^(?:async )?def {name}\b.*\n?(?:[ \t]+.*\n?|\n)*"
        return re.sub(broken, "", source, flags=re.M)
    for node in reversed(nodes):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            del lines[first - 1 : node.end_lineno]
    return "".join(lines)


def put(
    own: Sequence[T],
    wanted: Sequence[T],
    take: Callable[[T], T | None],
    stands_before: Callable[[T], bool],
) -> list[T]:
    """Put cells where those stood that they replace, or where they would stand.

    Parameters
    ----------
    own, wanted : sequence
        All of the learner's cells; those that come back.
    take : callable
        Gives what stays of one of the learner's cells: None where nothing does.
    stands_before : callable
        Says of a cell whether it was built to stand before the wanted ones.

    Returns
    -------
    list
    """
    left: list[T] = []
    place = after = None
    for cell in own:
        rest = take(cell)
        if rest is None:
            place = len(left) if place is None else place
        else:
            left.append(rest)
            after = len(left) if stands_before(rest) else after
    at = next((p for p in (place, after) if p is not None), len(left))
    return [*left[:at], *wanted, *left[at:]]


def restore_in_script(own: str, fresh: str, exercise: Exercise) -> str:
    """Restore an exercise in a Python file of the percent format.

    Parameters
    ----------
    own : str
        Python: what the learner has.
    fresh : str
        JSON: the notebook as it was built.
    exercise : Exercise

    Returns
    -------
    str
        Python.
    """
    lesson = exercise.number.partition(".")[0]
    built = json.loads(fresh)
    names = {name_cell(exercise, role) for role in ROLES}
    ids = [cell["id"] for cell in built["cells"]]
    first = next(place for place, name in enumerate(ids) if name in names)
    wanted = as_script([cell for cell in built["cells"] if cell["id"] in names], lesson)
    before = {cell.strip() for cell in as_script(built["cells"][:first], lesson)}
    same = {cell.strip() for cell in wanted}

    def take(cell: str) -> str | None:
        if cell.strip() in same or f"### Exercise {exercise.number}:" in cell:
            return None
        left = cut(cell, exercise.name)
        marker_alone = re.fullmatch(r"# ?%%.*\s*", left)
        return None if left != cell and marker_alone else left

    parts = CELL.split(own)
    cells = put(parts[1:], wanted, take, lambda cell: cell.strip() in before)
    return "\n\n".join(part.strip("\n") for part in [*parts[:1], *cells] if part.strip()) + "\n"


def as_script(cells: list[dict], lesson: str) -> list[str]:
    """Write cells as those of a Python file.

    Parameters
    ----------
    cells : list of dict
        Of a notebook.
    lesson : str
        Its number.

    Returns
    -------
    list of str
    """
    return CELL.split(to_percent(json.dumps({"cells": cells}), lesson))[1:]
