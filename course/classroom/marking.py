"""Mark one piece of work: on this machine, or on another that has the course too."""

import functools
import hashlib
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course.catalog import ROOT, Lesson, read_catalog
from course.confining.ground import Ground, make_ground
from course.confining.limits import Limits
from course.grading.outcomes import ExerciseResult, Outcome
from course.grading.process import Worker

PARTS = (
    *("docs/lessons/*.md", "tests/checks/*.py", "tests/wrong_answers/*.py"),
    *("digitkit/**/*.py", "course/grading/*.py", "course/confining/*.py"),
)


@dataclass(frozen=True)
class Task:
    """All that is needed to mark one lesson of one learner, wherever that is done.

    Attributes
    ----------
    learner, lesson, file : str
        The lesson by its name; the file by its name in ``files``.
    files : dict of str to bytes
    seed : int
    limits : Limits
    course : str
        What the course must be, as `tell_course` tells it.
    checks : str
        Python, with checks that learners have not seen; may be empty.
    note : str
        For whoever reads the marks.
    hidden : tuple of str
        Where answers may not look, if this is the machine that has them.
    root : str
        Of the course, if it is not the one that this module is in.
    """

    learner: str
    lesson: str
    file: str
    files: dict[str, bytes]
    seed: int
    limits: Limits
    course: str
    checks: str = ""
    note: str = ""
    hidden: tuple[str, ...] = ()
    root: str = ""

    @property
    def key(self) -> str:
        """What changes when the work, the checks or the limits do."""
        parts = [self.learner, self.lesson, self.file, str(self.seed), str(self.limits)]
        parts += [self.course, self.checks, self.note]
        digest = hashlib.sha256("\0".join(parts).encode())
        for name in sorted(self.files):
            digest.update(f"\0{name}\0{len(self.files[name])}\0".encode() + self.files[name])
        return digest.hexdigest()


def mark(task: Task, begin: Callable[[Ground, Limits], Worker] = Worker) -> dict:
    """Mark one piece of work.

    Parameters
    ----------
    task : Task
    begin : callable
        Starts one of its processes; may refuse to, where the work is broken off.

    Returns
    -------
    dict
        For JSON: key, learner, lesson, file, note, seed, seconds, machine, points, of, exercises.

    Raises
    ------
    RuntimeError
        The course is another one here.
    """
    from course.grading.confined import grade_confined

    root = Path(task.root or ROOT)
    if tell_course(root) != task.course:
        here = socket.gethostname()
        raise RuntimeError(f"{here} has another version of the course; bring it to the same commit")
    lesson = find_lesson(task.lesson, root)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="digitkit-checks-") as unseen:
        checks = Path(unseen, "checks.py")
        checks.write_text(task.checks, encoding="utf-8")
        with make_ground(task.files) as ground:
            results = grade_confined(
                lesson,
                task.file,
                ground,
                seed=task.seed,
                limits=task.limits,
                checks=checks if task.checks else None,
                hidden=tuple(map(Path, task.hidden)),
                begin=begin,
            )
    return {
        "key": task.key,
        "learner": task.learner,
        "lesson": task.lesson,
        "file": task.file,
        "note": task.note or tell_common_fault(results),
        "seed": task.seed,
        "seconds": round(time.perf_counter() - started, 2),
        "machine": socket.gethostname(),
        "points": sum(result.points for result in results),
        "of": sum(result.exercise.points for result in results),
        "exercises": [result.as_dict() for result in results],
    }


def tell_common_fault(results: list[ExerciseResult]) -> str:
    """Say what is wrong with a file in which nothing could be checked.

    Parameters
    ----------
    results : list of ExerciseResult

    Returns
    -------
    str
        Empty where the exercises have outcomes of their own.
    """
    said = {result.first.message for result in results if result.outcome == Outcome.ERROR}
    alike = len(said) == 1 and len(results) > 1
    return said.pop() if alike and all(r.outcome == Outcome.ERROR for r in results) else ""


def find_lesson(name: str, root: Path) -> Lesson:
    """Find a lesson by its name.

    Parameters
    ----------
    name : str
    root : Path
        Of the course.

    Returns
    -------
    Lesson
    """
    return next(lesson for lesson in lessons_of(root) if lesson.name == name)


@functools.cache
def lessons_of(root: Path) -> list[Lesson]:
    """Read the lessons once, for many pieces of work.

    Parameters
    ----------
    root : Path

    Returns
    -------
    list of Lesson
    """
    return read_catalog(root)[0]


@functools.cache
def tell_course(root: Path = ROOT) -> str:
    """Tell one version of the course from another.

    Parameters
    ----------
    root : Path

    Returns
    -------
    str
        A digest of its pages, checks and planted mistakes, of the kit, and of what runs the checks.
    """
    digest = hashlib.sha256()
    for path in sorted(path for part in PARTS for path in root.glob(part)):
        # Line ends differ from system to system.
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + text)
    return digest.hexdigest()[:16]
