"""Make the function of one exercise from what a learner has defined, and from nothing else."""

import ast
import builtins
import linecache
import re
from collections.abc import Callable
from typing import Any

from course.grading.definitions import IMPORTING, Definition, Learned, is_stub


class NotStarted(Exception):
    """The exercise has not been begun; the message says so to the learner."""


class Refused(Exception):
    """There is no answer, though it may have been begun; the message says so to the learner."""


class CannotParse(Exception):
    """The exercise stands in a cell that Python cannot read.

    Parameters
    ----------
    where, code, reason : str
        The place, the line that stands there, and what Python says.
    """

    def __init__(self, where: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.where, self.code = where, code


def build_answer(name: str, learned: Learned, kit: dict[str, Callable], number: str) -> Any:
    """Run the definitions that an answer needs, and give it.

    Parameters
    ----------
    name : str
        Of the exercise's function.
    learned : Learned
        What the learner's file defines.
    kit : dict of str to callable
        The other exercises of the lesson, as the kit has them: one slip must not spoil two.
    number : str
        Of the exercise, for the sentences.

    Returns
    -------
    callable

    Raises
    ------
    NotStarted
        It is still as it was handed out, or the learner's file does not define it: an import
        of the kit's own is no answer.
    CannotParse
        Its cell is no Python.
    Exception
        Whatever a definition raises when it is run, such as the failure of an import.
    """
    if name in learned.broken:
        broken = learned.broken[name]
        lines = broken.cell.text.splitlines()
        code = lines[broken.line - 1].strip() if broken.line <= len(lines) else ""
        raise CannotParse(place(broken.cell.name, broken.line), code, broken.reason)
    definition = learned.functions.get(name)
    if definition is None:
        raise NotStarted(tell_missing(name, learned, number))
    if is_stub(definition.node):
        raise NotStarted(f"Write {name}.")
    namespace: dict[str, Any] = {"__name__": "answer", "__builtins__": builtins}
    namespace.update({other: function for other, function in kit.items() if other != name})
    for needed in closure(name, learned, set(kit) - {name}):
        run(needed, namespace)
    return namespace[name]


def is_begun(name: str, learned: Learned) -> bool:
    """Tell whether there is an answer that can be run, without running it.

    Parameters
    ----------
    name : str
        Of the exercise's function.
    learned : Learned
        What the learner's file defines.

    Returns
    -------
    bool
    """
    definition = learned.functions.get(name)
    return name not in learned.broken and definition is not None and not is_stub(definition.node)


def tell_missing(name: str, learned: Learned, number: str) -> str:
    """Say that a file does not define what an exercise asks for.

    Parameters
    ----------
    name : str
    learned : Learned
    number : str
        Of the exercise.

    Returns
    -------
    str
    """
    there = learned.definitions.get(name)
    only = ""
    if there and isinstance(there.node, ast.Import | ast.ImportFrom):
        only = f", it only imports it ({there.cell.name or 'a line'}): that is no answer of yours"
    return (
        f"Your file does not define {name}{only}; `digitkit reset {number}` brings its cell back."
    )


def closure(name: str, learned: Learned, given: set[str]) -> list[Definition]:
    """Find all that an answer leans on, in an order in which it can be run.

    Parameters
    ----------
    name : str
    learned : Learned
    given : set of str
        Names that need no definition of the learner's.

    Returns
    -------
    list of Definition
        In the order of the file.
    """
    needed: dict[str, Definition] = {}
    waiting, unknown = [name], False
    while waiting:
        wanted = waiting.pop()
        found = learned.functions.get(name) if wanted == name else None
        found = found or learned.definitions.get(wanted)
        if found is None:
            unknown = unknown or not (wanted in given or hasattr(builtins, wanted))
        elif wanted not in needed and wanted not in given:
            needed[wanted] = found
            waiting.extend(found.uses)
    order = [*learned.definitions.values(), *learned.functions.values()]
    rank = {definition: place for place, definition in reversed(list(enumerate(order)))}
    # A star may bring any name; it is dear only where it is not needed.
    stars = learned.stars if unknown else []
    # A statement may bind several names, and runs once. Imports come first: the last import of a
    # name may stand below a function whose annotations need it.
    return stars + sorted(
        set(needed.values()), key=lambda d: (not isinstance(d.node, IMPORTING), rank[d])
    )


def run(definition: Definition, namespace: dict[str, Any]) -> None:
    """Run one definition, so that errors in it can name its cell and line.

    Parameters
    ----------
    definition : Definition
    namespace : dict
        Is added to.
    """
    file = file_of(definition.cell.name)
    remember(file, definition.cell.text)
    module = ast.Module([definition.node], type_ignores=[])
    exec(compile(module, file, "exec"), namespace)


def remember(file: str, text: str) -> None:
    """Let tracebacks find the lines of a cell.

    Parameters
    ----------
    file : str
        As `file_of` names it.
    text : str
        Of one cell; those of a script add up to the file.
    """
    lines = [line + "\n" for line in text.split("\n")]
    known = linecache.getlines(file)
    lines += known[len(lines) :]
    known += ["\n"] * (len(lines) - len(known))
    merged = [new if new.strip() else old for new, old in zip(lines, known, strict=True)]
    linecache.cache[file] = (len(text), None, merged, file)


def file_of(cell: str) -> str:
    """Name the file that a traceback shows for a cell.

    Parameters
    ----------
    cell : str
        'cell 7', or '' for a script.

    Returns
    -------
    str

    Examples
    --------
    >>> file_of("cell 7")
    '<your cell 7>'
    """
    return f"<your {cell}>"


def place(cell: str, line: int) -> str:
    """Say where something stands.

    Parameters
    ----------
    cell : str
        'cell 7', or '' for a script.
    line : int

    Returns
    -------
    str

    Examples
    --------
    >>> place("cell 7", 3), place("", 40)
    ('cell 7, line 3', 'line 40')
    """
    return f"{cell}, line {line}" if cell else f"line {line}"


def cell_of(file: str) -> str | None:
    """Undo `file_of`.

    Parameters
    ----------
    file : str
        Of a traceback.

    Returns
    -------
    str or None
        None for a file that is not the learner's.

    Examples
    --------
    >>> cell_of("<your cell 7>"), cell_of("numpy/_core/numeric.py")
    ('cell 7', None)
    """
    found = re.fullmatch(r"<your (.*)>", file)
    return found[1] if found else None
