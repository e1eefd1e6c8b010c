"""What is wrong with the checks and the wrong answers of a lesson."""

from collections.abc import Iterator

from course.catalog import Lesson
from course.exercise import Exercise
from course.names import free_names, list_imports
from course.source import list_functions, parse_file, place

ENOUGH = 3  # wrong answers


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
                check.line_of(name),
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
