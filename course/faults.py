"""What is wrong with a lesson beyond its page: its code, and the names that a learner has."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from course.catalog import Lesson
from course.exercise import Exercise
from course.faults_in_tests import (
    find_faults_in_checks,
    find_strays,
    look_at_checks,
    look_at_wrong_answers,
)
from course.names import bound_names, free_names, list_imports
from course.source import find_in_kit, find_model, place


def find_faults(lesson: Lesson) -> list[str]:
    """Find what would not make a good lesson.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    list of str
        Sentences, with file and line.
    """
    faults: list[str] = []
    if lesson.exercises:
        faults += [*find_faults_in_checks(lesson), *find_strays(lesson)]
    for exercise in lesson.exercises:
        for look in (look_at_model, look_at_checks, look_at_wrong_answers):
            faults += guard(look, lesson, exercise)
    return faults + list(find_hidden_answers(lesson))


def guard(look: Callable, lesson: Lesson, exercise: Exercise) -> list[str]:
    """Look at an exercise; where a file cannot be read, that is the fault.

    Parameters
    ----------
    look : callable
        Takes the lesson and the exercise, gives faults.
    lesson : Lesson
    exercise : Exercise

    Returns
    -------
    list of str
    """
    try:
        return list(look(lesson, exercise))
    except FileNotFoundError as error:
        missing = Path(error.filename).relative_to(lesson.root).as_posix()
        return [place(lesson, lesson.page, exercise.line, f"{exercise.name} needs {missing}.")]
    except SyntaxError as error:
        path = Path(str(error.filename))
        return [place(lesson, path, error.lineno or 1, f"this is not Python: {error.msg}.")]
    except LookupError as error:
        path = lesson.model_tests if exercise.is_test else lesson.page
        line = 1 if exercise.is_test else exercise.line
        return [place(lesson, path, line, str(error.args[0]))]


def look_at_model(lesson: Lesson, exercise: Exercise) -> Iterator[str]:
    """Find what is wrong with the answer that stands in the kit, or among the model tests.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Yields
    ------
    str
        A sentence, with file and line.

    Raises
    ------
    LookupError
        If there is none.
    """
    if exercise.is_test:
        try:
            find_in_kit(lesson.root, exercise.module, exercise.function)
        except LookupError as error:
            yield place(lesson, lesson.page, exercise.line, str(error.args[0]))
    model = find_model(lesson, exercise)
    if not model.doc or not model.body.strip():
        yield place(
            lesson,
            model.path,
            model.line,
            f"{model.name} needs a docstring and a body below it: the docstring is all that the "
            "stub says.",
        )
    for name in sorted(free_names(model.text) - names_above(lesson, exercise)):
        yield place(
            lesson,
            lesson.page,
            exercise.line,
            f"{exercise.name} uses {name} ({model.path.relative_to(lesson.root).as_posix()}:"
            f"{model.line_of(name)}), which no fence above imports; import it there, or do "
            "without it.",
        )


def names_above(lesson: Lesson, exercise: Exercise) -> set[str]:
    """List the names that a learner has when an exercise comes.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Returns
    -------
    set of str
        What the fences above import, and the exercises above.
    """
    names = {other.name for other in lesson.exercises if other.line < exercise.line}
    for block in lesson.blocks:
        if block.kind == "python" and block.line < exercise.line:
            names |= set(list_imports(ast.parse(block.text)))
    return names


def find_hidden_answers(lesson: Lesson) -> Iterator[str]:
    """Find cells that would put another function in the place of the learner's own.

    Parameters
    ----------
    lesson : Lesson

    Yields
    ------
    str
        A sentence, with file and line.
    """
    asked = {exercise.name for exercise in lesson.exercises}
    for block in lesson.blocks:
        for name in sorted(asked & bound_names(block.text)) if block.kind == "python" else ():
            yield place(
                lesson,
                lesson.page,
                block.line,
                f"this cell puts another {name} in the place of the learner's own; give it "
                "another name.",
            )
