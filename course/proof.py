"""The three-way proof: what must be true of every exercise before a learner meets it.

As handed out, each check says "not started". The solution passes, whatever the seed. Each planted
mistake fails, with its own message, and is recognised. And no check is idle: each is failed by a
mistake at least.
"""

import runpy
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FunctionType

from course.catalog import Lesson
from course.grading import ExerciseResult, Outcome, grade, grade_with_seeds
from course.planted import Planted

ENOUGH = 3  # mistakes for an exercise
SEEDS = (1, 2, 3)


def read_marks(lesson: Lesson) -> dict[str, Planted]:
    """Read what the planted mistakes of a lesson are marked with.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict of str to Planted
        By the mistake's name.
    """
    planted = runpy.run_path(str(lesson.wrong_answers))
    # Functions only: to ask flask.request for an attribute, outside of a request, is an error.
    functions = {name: each for name, each in planted.items() if isinstance(each, FunctionType)}
    return {name: each.planted for name, each in functions.items() if hasattr(each, "planted")}


def prove_blank(lesson: Lesson, blank: Path) -> list[str]:
    """Hold that a lesson ships unsolved, and says so without a traceback.

    Parameters
    ----------
    lesson : Lesson
    blank : Path
        A notebook as it is handed out.

    Returns
    -------
    list of str
        What does not hold, a sentence each; empty when all does.
    """
    return [
        f"{result.exercise.number} {check.check}: as handed out it is {check.outcome!s}, "
        "needed: not started."
        for result in grade([lesson], files={lesson.name: blank})
        for check in result.checks
        if check.outcome != Outcome.NOT_STARTED or check.frames
    ]


def prove_solution(lesson: Lesson, target: str, seeds: Sequence[int] = SEEDS) -> list[str]:
    """Hold that the solution passes.

    Parameters
    ----------
    lesson : Lesson
    target : {'solutions', 'digitkit'}
        The solution notebook, or the kit itself.
    seeds : sequence of int
        For what the checks draw.

    Returns
    -------
    list of str
        What does not hold.
    """
    return [
        f"{result.exercise.number} {check.check}, seed {seed}: in {target} it is "
        f"{check.outcome!s}: {check.message}"
        for seed, result in grade_with_seeds(lesson, target, seeds)
        for check in result.checks
        if check.outcome != Outcome.PASSED
    ]


def prove_mistakes(lesson: Lesson, results: dict[str, ExerciseResult]) -> list[str]:
    """Hold that each planted mistake fails, with its own message, and is recognised.

    Parameters
    ----------
    lesson : Lesson
    results : dict of str to ExerciseResult
        Of `grade_planted`.

    Returns
    -------
    list of str
        What does not hold.
    """
    faults = []
    for name, mark in read_marks(lesson).items():
        if name not in results:
            faults.append(f"{name} is planted for no exercise of lesson {lesson.number}.")
            continue
        caught = failures(results[name])
        if mark.check not in caught:
            faults.append(f"{name} gets past {mark.check}; it fails {sorted(caught) or 'nothing'}.")
        elif mark.says not in caught[mark.check]:
            faults.append(f"{name}: {caught[mark.check]!r} does not say {mark.says!r}.")
        elif results[name].misconception != mark.misconception:
            faults.append(
                f"{name} is taken for another mistake: {results[name].misconception!r}; let a "
                "check tell the two apart, or leave one out."
            )
    return faults


def prove_checks(lesson: Lesson, results: dict[str, ExerciseResult]) -> list[str]:
    """Hold that there are mistakes enough, and that no check is idle.

    Parameters
    ----------
    lesson : Lesson
    results : dict of str to ExerciseResult
        Of `grade_planted`.

    Returns
    -------
    list of str
        What does not hold.
    """
    planted = Counter(result.exercise.number for result in results.values())
    caught = {check for result in results.values() for check in failures(result)}
    return [
        f"{exercise.number} {exercise.name} has {planted[exercise.number]} planted mistakes, "
        f"needed {ENOUGH}."
        for exercise in lesson.exercises
        if planted[exercise.number] < ENOUGH
    ] + [
        f"{exercise.number} {check} is idle: no planted mistake fails it."
        for exercise in lesson.exercises
        for check in exercise.checks
        if check not in caught
    ]


def failures(result: ExerciseResult) -> dict[str, str]:
    """Give the messages of the checks that did not pass.

    Parameters
    ----------
    result : ExerciseResult

    Returns
    -------
    dict of str to str
        By the check's name.
    """
    return {c.check: c.message for c in result.checks if c.outcome != Outcome.PASSED}
