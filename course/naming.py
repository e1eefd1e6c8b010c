"""Find the lesson or the exercise that a learner means by what they typed."""

import difflib
import re
from collections.abc import Sequence
from pathlib import PurePath

from course.catalog import Exercise, Lesson


def find(lessons: Sequence[Lesson], asked: str) -> tuple[Lesson, Exercise | None]:
    """Find what is meant by a number, a name, or the path of a notebook.

    Parameters
    ----------
    lessons : sequence of Lesson
        To look among.
    asked : str
        Such as '5', '05_augmentation', 'augmentation', '05.2', or 'shift', an exercise.

    Returns
    -------
    lesson : Lesson
    exercise : Exercise or None
        None where a whole lesson is meant.

    Raises
    ------
    ValueError
        There is no such lesson or exercise; the sentence lists what there is.

    Examples
    --------
    >>> from course.catalog import read_catalog
    >>> lesson, exercise = find(read_catalog()[0], "tour")
    >>> lesson.name, exercise
    ('00_tour', None)
    """
    word = plain(asked)
    head, dot, place = word.partition(".")
    for lesson in lessons:
        if head in names_of(lesson):
            return (lesson, exercise_of(lesson, place)) if dot else (lesson, None)
    for lesson in lessons:
        for exercise in lesson.exercises:
            if word == exercise.name:
                return lesson, exercise
    raise ValueError(f"There is no {asked!r}. {suggest(lessons, word)}")


def plain(asked: str) -> str:
    """Bring what was typed into the form of the names: no folder, no ending, no leading zero.

    Parameters
    ----------
    asked : str

    Returns
    -------
    str

    Examples
    --------
    >>> plain("lessons/05_augmentation/05_augmentation.ipynb"), plain("5.02")
    ('05_augmentation', '05.2')
    >>> plain("05-Augmentation"), plain("5")
    ('05_augmentation', '05')
    """
    name = PurePath(asked.strip().replace("\\", "/")).name.lower().replace("-", "_")
    name = re.sub(r"\.(ipynb|py|md)$", "", name)
    if number := re.fullmatch(r"(\d+)(?:\.(\d+))?\.?", name):
        lesson, place = number.groups()
        return f"{int(lesson):02d}" + (f".{int(place)}" if place else "")
    return name


def names_of(lesson: Lesson) -> tuple[str, str, str]:
    """List what a lesson is called.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    tuple of str
        '05', '05_augmentation' and 'augmentation'.
    """
    return lesson.number, lesson.name, lesson.name.partition("_")[2]


def exercise_of(lesson: Lesson, place: str) -> Exercise:
    """Find an exercise by its place or its name in a lesson.

    Parameters
    ----------
    lesson : Lesson
    place : str
        What stands behind the dot: '2' or 'shift'.

    Returns
    -------
    Exercise

    Raises
    ------
    ValueError
        The lesson has no such exercise.
    """
    for exercise in lesson.exercises:
        if place in (exercise.number.partition(".")[2], exercise.name):
            return exercise
    if not lesson.exercises:
        raise ValueError(f"{lesson.name} has no exercises: it is there to be read and run.")
    raise ValueError(f"{lesson.name} has no exercise {place!r}. {list_exercises(lesson)}")


def list_exercises(lesson: Lesson) -> str:
    """Say which exercises a lesson has.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
    """
    listed = ", ".join(f"{exercise.number} {exercise.name}" for exercise in lesson.exercises)
    return f"Its exercises are {listed}."


def suggest(lessons: Sequence[Lesson], word: str) -> str:
    """Say what there is, beginning with what was perhaps meant.

    Parameters
    ----------
    lessons : sequence of Lesson
    word : str
        As `plain` gives it.

    Returns
    -------
    str
    """
    known = {name: lesson.name for lesson in lessons for name in names_of(lesson)[1:]}
    known |= {e.name: f"{e.number} ({e.name})" for lesson in lessons for e in lesson.exercises}
    close = difflib.get_close_matches(word.partition(".")[0], known, n=1, cutoff=0.6)
    perhaps = f"Did you mean {known[close[0]]}? " if close else ""
    return f"{perhaps}The lessons are {', '.join(lesson.name for lesson in lessons)}."
