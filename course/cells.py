"""The cells of a lesson's notebook: words, demonstrations, exercises."""

import hashlib
from collections import Counter

from course.catalog import Lesson
from course.exercise_cells import make_exercise, new_cell
from course.page import Block
from course.work import KERNEL

# Figures that never pass through pyplot would else be shown as "<Figure size 640x480>".
SHOW_FIGURES = "# Show figures below the cell that makes them.\n%matplotlib inline"


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
