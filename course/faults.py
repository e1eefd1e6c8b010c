"""What is wrong with a lesson beyond its page: its code, its checks, its wrong answers."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from course.catalog import Lesson
from course.exercise import Exercise
from course.source import (
    Function,
    bound_names,
    find_in_kit,
    find_model,
    free_names,
    list_functions,
    list_imports,
    parse_file,
)

ENOUGH = 3  # wrong answers


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


def place(lesson: Lesson, path: Path, line: int, sentence: str) -> str:
    """Put file and line before a sentence.

    Parameters
    ----------
    lesson : Lesson
    path : Path
    line : int
        Counted from 1.
    sentence : str

    Returns
    -------
    str
    """
    return f"{path.relative_to(lesson.root).as_posix()}:{line}: {sentence}"


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
            f"{line_of(model, name)}), which no fence above imports; import it there, or do "
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


def line_of(function: Function, name: str) -> int:
    """Find where a function first uses a name.

    Parameters
    ----------
    function : Function
    name : str

    Returns
    -------
    int
        The line in its file, counted from 1.
    """
    uses = [
        node.lineno
        for node in ast.walk(ast.parse(function.text))
        if isinstance(node, ast.Name) and node.id == name
    ]
    return function.line + min(uses, default=1) - 1


def look_at_checks(lesson: Lesson, exercise: Exercise) -> Iterator[str]:
    """Find what is wrong with the checks that an exercise names.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Yields
    ------
    str
        A sentence, with file and line.
    """
    functions = list_functions(lesson.checks)
    where = lesson.checks.relative_to(lesson.root).as_posix()
    for name in exercise.checks:
        if name not in functions:
            yield place(lesson, lesson.page, exercise.line, f"there is no {name} in {where}.")
            continue
        check = functions[name]
        if check.parameters not in ((exercise.name,), (exercise.name, "rng")):
            yield place(
                lesson,
                check.path,
                check.line,
                f"{name} must take {exercise.name}, and may take rng after it; it takes "
                f"{', '.join(check.parameters) or 'nothing'}.",
            )


def find_faults_in_checks(lesson: Lesson) -> Iterator[str]:
    """Find what is wrong with a file of checks, whichever exercise they belong to.

    Parameters
    ----------
    lesson : Lesson

    Yields
    ------
    str
        A sentence, with file and line.
    """
    try:
        tree, _ = parse_file(lesson.checks)
    except (FileNotFoundError, SyntaxError):
        return  # each exercise says so
    used = {name for exercise in lesson.exercises for name in exercise.checks}
    imports = set(list_imports(tree))
    for check in list_functions(lesson.checks).values():
        if check.name not in used:
            sentence = f"no exercise uses {check.name}; name it in one, or delete it."
            yield place(lesson, check.path, check.line, sentence)
        for name in sorted(free_names(check.text) - imports):
            yield place(
                lesson,
                check.path,
                line_of(check, name),
                f"{check.name} uses {name}, which this file does not import; a check is read and "
                "run alone, so import it or bring it into the check.",
            )


def look_at_wrong_answers(lesson: Lesson, exercise: Exercise) -> Iterator[str]:
    """Find out whether enough mistakes are planted for an exercise.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Yields
    ------
    str
        A sentence, with file and line.
    """
    functions = list_functions(lesson.wrong_answers)
    planted = [name for name in functions if name.startswith(f"{exercise.name}__")]
    if len(planted) < ENOUGH:
        yield place(
            lesson,
            lesson.page,
            exercise.line,
            f"{exercise.name} needs {ENOUGH} wrong answers in "
            f"{lesson.wrong_answers.relative_to(lesson.root).as_posix()}, named "
            f"{exercise.name}__what_is_wrong; it has {len(planted)}.",
        )


def find_strays(lesson: Lesson) -> Iterator[str]:
    """Find wrong answers to exercises that the lesson does not have.

    Parameters
    ----------
    lesson : Lesson

    Yields
    ------
    str
        A sentence, with file and line.
    """
    try:
        functions = list_functions(lesson.wrong_answers)
    except (FileNotFoundError, SyntaxError):
        return  # each exercise says so
    asked = {exercise.name for exercise in lesson.exercises}
    for function in functions.values():
        answered, parted, _ = function.name.partition("__")
        if parted and answered not in asked:
            sentence = f"{function.name} is a wrong answer to no exercise of the lesson; rename it."
            yield place(lesson, function.path, function.line, sentence)


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
