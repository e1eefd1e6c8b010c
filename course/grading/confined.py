"""Grade a file that somebody else wrote, in processes that are kept within limits."""

import ast
from collections.abc import Callable
from pathlib import Path

from course.catalog import Lesson
from course.confining.ground import Ground
from course.confining.limits import Limits
from course.grading.outcomes import ExerciseResult
from course.grading.process import Worker
from course.grading.runner import make_job, run_job


def grade_confined(
    lesson: Lesson,
    file: str,
    ground: Ground,
    *,
    seed: int,
    limits: Limits,
    checks: Path | None = None,
    hidden: tuple[Path, ...] = (),
    begin: Callable[[Ground, Limits], Worker] = Worker,
) -> list[ExerciseResult]:
    """Run the checks of a lesson on one file.

    Parameters
    ----------
    lesson : Lesson
    file : str
        A notebook or a script, one of ``ground.files``.
    ground : Ground
        Where its processes may write.
    seed : int
        For what the checks draw.
    limits : Limits
    checks : Path, optional
        A file with more checks, which learners have not seen.
    hidden : tuple of Path
        Where the processes may not look.
    begin : callable
        Starts a process there, with these limits.

    Returns
    -------
    list of ExerciseResult
        One for each exercise of the lesson.
    """
    made = make_job(lesson, "lessons", None, seed, {lesson.name: ground.work / file})
    assert made, f"{lesson.name} has no exercises"
    _, job = made
    if checks:
        add_checks(job, checks)
        hidden = (*hidden, checks.parent)
    job["confine"] = {
        "folder": str(ground.folder),
        "disk": limits.disk,
        "hidden": [str(place) for place in hidden],
        "checks": str(checks) if checks else None,
        "kept": sorted(ground.files),
    }

    def start() -> Worker:
        ground.lay_out()
        return begin(ground, limits)

    return [result for _, result in run_job(lesson, job, limits.seconds, start(), start)]


def add_checks(job: dict, checks: Path) -> None:
    """Add to each exercise the checks of a file that are of it.

    Parameters
    ----------
    job : dict
        As `make_job` makes it; is changed.
    checks : Path
        Python, as in tests/checks: the first parameter of a check names its exercise.
    """
    tree = ast.parse(checks.read_text(encoding="utf-8"), str(checks))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for exercise in job["exercises"]:
        exercise["checks"] += [
            node.name
            for node in functions
            if node.name.startswith("test_")
            and node.args.args
            and node.args.args[0].arg == exercise["name"]
            and node.name not in exercise["checks"]
        ]
