"""The cells of a lesson's notebook: words, demonstrations, and five for each exercise."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from course.catalog import Lesson
from course.exercise import Exercise
from course.page import Block
from course.source import (
    Function,
    find_model,
    free_names,
    import_lines,
    list_functions,
    list_imports,
    parse_file,
)
from course.work import KERNEL

# Figures that never pass through pyplot would else be shown as "<Figure size 640x480>".
SHOW_FIGURES = "# Show figures below the cell that makes them.\n%matplotlib inline"
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


def make_notebook(lesson: Lesson) -> dict:
    """Make the notebook that nbgrader takes as its source: with all solutions, no outputs.

    Parameters
    ----------
    lesson : Lesson
        One in which `find_faults` finds none.

    Returns
    -------
    dict
        As nbformat writes it down.
    """
    exercises = iter(lesson.exercises)
    seen: Counter[str] = Counter()
    cells = [make_cell(Block("prose", introduce(lesson), 1), seen)]
    for block in lesson.blocks:
        if block.kind != "prose" and not seen[SHOW_FIGURES]:
            cells.append(make_cell(Block("python", SHOW_FIGURES, 1), seen))
        if block.kind == "exercise":
            cells += make_exercise(lesson, next(exercises))
        else:
            cells.append(make_cell(block, seen))
    return {"cells": cells, "metadata": KERNEL.copy(), "nbformat": 4, "nbformat_minor": 5}


def introduce(lesson: Lesson) -> str:
    """Write the words at the top: what the front matter of the page says.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
        Markdown.
    """
    parts = [f"# {lesson.title}", f"*About {lesson.minutes} minutes.*"]
    for words, texts in (
        ("What you need:", lesson.needs),
        ("What you will be able to do:", lesson.able),
    ):
        if texts:
            parts.append("\n".join([words, "", *(f"- {text}" for text in texts)]))
    return "\n\n".join(parts)


def make_cell(block: Block, seen: Counter[str]) -> dict:
    """Make a cell, whose id stays while its text does.

    Parameters
    ----------
    block : Block
        Prose or Python.
    seen : Counter of str
        The texts so far: equal ones get ids of their own. It is added to.

    Returns
    -------
    dict
    """
    source = block.text.strip("\n")
    seen[source] += 1
    digest = hashlib.sha256(f"{block.kind} {seen[source]}\n{source}".encode()).hexdigest()
    return new_cell("code" if block.kind == "python" else "markdown", digest[:8], source)


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
    facts = {
        "number": exercise.number,
        "name": exercise.name,
        "function": exercise.function,
        "points": f"{exercise.points} point" + ("s" if exercise.points > 1 else ""),
    }
    before = BEFORE_A_TEST if exercise.is_test else BEFORE_A_FUNCTION
    calls = "\n".join(f"        {call(check)}" for check in checks)
    graded = GRADED.format(checks=text, calls=calls, **facts)
    yield as_words(exercise, "about", before.format(**facts))
    yield as_code(exercise, "checks", text, locked=True)
    yield as_code(exercise, "answer", write_answer(find_model(lesson, exercise)), solution=True)
    yield as_words(exercise, "after", AFTER.format(**facts))
    yield as_code(exercise, "graded", graded, locked=True, grade=True, points=exercise.points)
    yield as_words(exercise, "hints", write_hints(exercise))


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
