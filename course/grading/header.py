"""Say what is being graded."""

import time
from collections.abc import Sequence
from pathlib import Path

from course.catalog import Lesson
from course.grading.asked import WHAT
from course.grading.runner import learner_file


def describe(lessons: Sequence[Lesson], target: str, seed: int) -> str:
    """Say whose code is graded, in which files, and how to do the same again.

    Parameters
    ----------
    lessons : sequence of Lesson
    target : {'lessons', 'solutions', 'digitkit'}
    seed : int

    Returns
    -------
    str
    """
    files = [] if target == "digitkit" else [tell_file(lesson, target) for lesson in lessons]
    return "\n".join([f"Grading {WHAT[target]}, seed {seed} (--seed {seed} repeats it).", *files])


def tell_file(lesson: Lesson, room: str) -> str:
    """Say which file of a lesson counts, and why, where there are two.

    Parameters
    ----------
    lesson : Lesson
    room : {'lessons', 'solutions'}

    Returns
    -------
    str
    """
    path = learner_file(lesson, room)
    name = path.relative_to(lesson.root).as_posix()
    if not path.is_file():
        return f"  {name} (missing)"
    other = path.with_suffix(".py" if path.suffix == ".ipynb" else ".ipynb")
    later = f", later than {other.name}" if other.is_file() else ""
    return f"  {name}, saved {tell_time(path)}{later}"


def tell_time(path: Path) -> str:
    """Say when a file was saved.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        The time of day; the date too, where it was not today.
    """
    saved, now = time.localtime(path.stat().st_mtime), time.localtime()
    return time.strftime("at %H:%M" if saved[:3] == now[:3] else "on %Y-%m-%d at %H:%M", saved)
