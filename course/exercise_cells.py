"""The six cells of an exercise."""

import hashlib
from collections.abc import Iterator

from course.catalog import Lesson
from course.exercise import Exercise
from course.names import free_names, import_lines, list_imports
from course.source import Function, find_model, list_functions, parse_file

LONGEST_ID = 64
FOLDED = {"jupyter": {"source_hidden": True}}
HINTS = ("a question", "the idea", "nearly the code")
BEFORE_A_FUNCTION = """\
### Exercise {number}: `{name}`

*{points}.* These checks say what `{name}` must do. Read them before you write it."""
BEFORE_A_TEST = """\
### Exercise {number}: the test `{name}`

*{points}.* Here you write the test. These checks judge it: it must let the good `{function}` \
pass, and fail every one that has a bug."""
AFTER = """\
The next cell holds the same checks, folded. Run it: it says whether you have kept them all. \
To hear more, save the notebook and run `digitkit check {number}` in a terminal."""
# It ends with a statement: nbgrader would take the value of an expression for the score.
GRADED = """\
{checks}


from contextlib import redirect_stderr
from io import StringIO

try:
    with redirect_stderr(StringIO()):  # nbgrader gives no points where a warning is printed
{calls}
except AssertionError as failure:
    raise AssertionError(str(failure)) from None
else:
    print("{number} {name}: passed.")"""


def make_exercise(lesson: Lesson, exercise: Exercise) -> Iterator[dict]:
    """Make the cells of an exercise.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise
        One of its exercises.

    Yields
    ------
    dict
        What to write; the checks, to be read; the answer; what to do then; the same checks,
        graded; the hints.
    """
    functions = list_functions(lesson.checks)
    checks = [functions[name] for name in exercise.checks]
    text = write_checks(lesson, checks)
    calls = "\n".join(f"        {call(check)}" for check in checks)
    graded = GRADED.format(checks=text, calls=calls, number=exercise.number, name=exercise.name)
    yield as_words(exercise, "about", announce(exercise))
    yield as_code(exercise, "checks", text, locked=True)
    yield as_code(exercise, "answer", write_answer(find_model(lesson, exercise)), solution=True)
    yield as_words(exercise, "after", AFTER.format(number=exercise.number))
    yield as_code(exercise, "graded", graded, locked=True, grade=True, points=exercise.points)
    yield as_words(exercise, "hints", write_hints(exercise))


def announce(exercise: Exercise) -> str:
    """Write what stands above an exercise.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
        Markdown.
    """
    return (BEFORE_A_TEST if exercise.is_test else BEFORE_A_FUNCTION).format(
        number=exercise.number,
        name=exercise.name,
        function=exercise.function,
        points=f"{exercise.points} point" + ("s" if exercise.points > 1 else ""),
    )


def write_checks(lesson: Lesson, checks: list[Function]) -> str:
    """Write checks so that they can be run by themselves: with the imports that they use.

    Parameters
    ----------
    lesson : Lesson
    checks : list of Function
        From its file of checks.

    Returns
    -------
    str
        Python.
    """
    tree, _ = parse_file(lesson.checks)
    lines = import_lines(
        list_imports(tree), {n for check in checks for n in free_names(check.text)}
    )
    if any("rng" in check.parameters for check in checks) and "import numpy as np" not in lines:
        lines.append("import numpy as np")
    return "\n\n\n".join(["\n".join(lines)] * bool(lines) + [check.text for check in checks])


def call(check: Function) -> str:
    """Write the call of a check.

    Parameters
    ----------
    check : Function
        Its first parameter has the name of what it checks.

    Returns
    -------
    str
    """
    chance = ", np.random.default_rng()" if "rng" in check.parameters else ""
    return f"{check.name}({check.parameters[0]}{chance})"


def write_answer(model: Function) -> str:
    """Write the model answer with the marks between which nbgrader puts the stub.

    Parameters
    ----------
    model : Function

    Returns
    -------
    str
        Python.
    """
    return f"{model.head}\n    ### BEGIN SOLUTION\n{model.body}\n    ### END SOLUTION"


def write_hints(exercise: Exercise) -> str:
    """Write the hints, each folded by itself.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
        Markdown.
    """
    return "\n\n".join(
        f"<details>\n<summary>Hint {rung}: {kind}</summary>\n\n{hint}\n\n</details>"
        for rung, (kind, hint) in enumerate(zip(HINTS, exercise.hints, strict=True), 1)
    )


def as_words(exercise: Exercise, role: str, text: str) -> dict:
    """Make a text cell of an exercise.

    Parameters
    ----------
    exercise : Exercise
    role : str
        What it is for.
    text : str
        Markdown.

    Returns
    -------
    dict
    """
    return new_cell("markdown", name_cell(exercise, role), text)


def as_code(exercise: Exercise, role: str, text: str, **marks) -> dict:
    """Make a code cell of an exercise that nbgrader knows.

    Parameters
    ----------
    exercise : Exercise
    role : str
        What it is for.
    text : str
        Python.
    **marks
        What nbgrader is told of it beyond its defaults.

    Returns
    -------
    dict
    """
    name = name_cell(exercise, role)
    known = {"grade": False, "solution": False, "locked": False, "task": False}
    nbgrader = {"schema_version": 3, "grade_id": name, **known, **marks}
    folded = FOLDED if marks.get("grade") else {}
    return new_cell("code", name, text, nbgrader=nbgrader, **folded)


def name_cell(exercise: Exercise, role: str) -> str:
    """Name a cell of an exercise, for Jupyter and for nbgrader's gradebook.

    Parameters
    ----------
    exercise : Exercise
    role : str
        What it is for.

    Returns
    -------
    str
        Letters, digits, hyphens and underscores, at most 64.

    Examples
    --------
    >>> name_cell(Exercise("05.1", "shift", "digitkit", "shift", (), 1, (), 1), "graded")
    'shift-graded'
    """
    room = LONGEST_ID - len(role) - 1
    digest = hashlib.sha256(exercise.name.encode()).hexdigest()[:8]
    long = exercise.name[: room - 9] + "-" + digest
    return f"{exercise.name if len(exercise.name) <= room else long}-{role}"


def new_cell(kind: str, name: str, source: str, **metadata) -> dict:
    """Make a cell without outputs.

    Parameters
    ----------
    kind : {'code', 'markdown'}
    name : str
        Its id.
    source : str
    **metadata

    Returns
    -------
    dict
    """
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
