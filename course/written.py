"""What a learner has written for an exercise, as they would show it."""

import ast
import hashlib

from course.catalog import Exercise, Lesson
from course.grading.answers import closure
from course.grading.definitions import DEFINING, Definition, Learned, collect, is_stub
from course.grading.reading import Unreadable, read_cells
from course.grading.runner import learner_file


def read_learned(lesson: Lesson) -> Learned:
    """Read what a learner has defined in a lesson.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    Learned
        Nothing, where the file cannot be read.
    """
    try:
        return collect(read_cells(learner_file(lesson)))
    except Unreadable:
        return Learned()


def find_written(lesson: Lesson, exercise: Exercise, learned: Learned | None = None) -> str:
    """Find an answer, with the learner's own functions and constants that it uses.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise
    learned : Learned, optional
        As `read_learned` gives it, where it is at hand.

    Returns
    -------
    str
        Python; empty where nothing was written, or nothing can be read.
    """
    learned = read_learned(lesson) if learned is None else learned
    if exercise.name in learned.broken:
        return learned.broken[exercise.name].cell.text.strip("\n")
    definition = learned.definitions.get(exercise.name)
    if definition is None or not isinstance(definition.node, DEFINING) or is_stub(definition.node):
        return ""
    others = {other.name for other in lesson.exercises} - {exercise.name}
    needed = closure(exercise.name, learned, others)
    kept = [d for d in needed if not isinstance(d.node, ast.Import | ast.ImportFrom | ast.Try)]
    return "\n\n\n".join(map(text_of, kept))


def text_of(definition: Definition) -> str:
    """Give the lines of a definition, with its decorators.

    Parameters
    ----------
    definition : Definition

    Returns
    -------
    str
    """
    node = definition.node
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(definition.cell.text.splitlines()[first - 1 : node.end_lineno])


def tell_apart(text: str) -> str:
    """Shorten an answer to what tells it from another.

    Parameters
    ----------
    text : str
        As `find_written` gives it.

    Returns
    -------
    str

    Examples
    --------
    >>> tell_apart("def f(): 1")
    '5a2848a32475'
    >>> tell_apart("")
    ''
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""
