"""Run checks in a process of its own: one job in, a line of JSON for each thing that happens.

python -m course.grading.worker  # the job comes on standard input

Whatever the code under test does (end the process, loop for ever, print a gigabyte), the process
that started this one goes on and says so.
"""

import importlib
import importlib.util
import inspect
import io
import json
import os
import sys
import traceback
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from course.grading.answers import CannotParse, NotStarted, build_answer, cell_of, file_of, place
from course.grading.definitions import Learned, collect
from course.grading.reading import Unreadable, read_cells
from course.planted import Planted

KEPT = 2000  # characters of what the code under test prints
DEEPEST = 4  # frames of a learner's that are shown: a recursion has thousands


class Tail(io.TextIOBase):
    """Keep the end of what is printed, however much it is."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Add some."""
        self.text = (self.text + text[-KEPT:])[-KEPT:]
        return len(text)

    def writable(self) -> bool:
        """Say yes."""
        return True


def main() -> None:
    """Do one job."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what native code prints must not mix with the answers
    preload()
    line = sys.stdin.readline()
    if not line:  # the run ended before it needed this process
        return

    def say(**what: Any) -> None:
        print(json.dumps(what), file=answers, flush=True)

    try:
        do(json.loads(line), say)
    except Exception:
        say(fault=traceback.format_exc())


def preload() -> None:
    """Import what every lesson needs, while the parent is still reading the pages."""
    for name in ("numpy", "cv2", "digitkit.augmentation"):
        importlib.import_module(name)


def do(job: dict, say: Callable[..., None]) -> None:
    """Grade the exercises of one lesson.

    Parameters
    ----------
    job : dict
        As `course.grading.runner` makes it.
    say : callable
        Takes what is to be told.
    """
    checks = load(Path(job["checks"]))
    exercises = job["exercises"]
    kit = {e["function"]: reference(e) for e in exercises}
    for name, exercise, answer in candidates(job, kit):
        if name in job["done"]:
            continue
        say(begin=name, exercise=exercise["number"], checks=exercise["checks"])
        with tail() as printed:
            outcomes = list(run_checks(exercise, answer, checks, job["seed"], say))
        say(printed=printed.text)
        failing = {n: o for n, o in outcomes if o["outcome"] in ("wrong", "error")}
        if failing:
            with tail():
                say(mistake=recognise(job, exercise, failing, checks))
        say(end=True)
    say(finished=True)


def candidates(job: dict, kit: dict[str, Callable]) -> Iterator[tuple[str, dict, Any]]:
    """Name all the answers that are to be checked.

    Parameters
    ----------
    job : dict
    kit : dict of str to callable
        The lesson's functions as the kit has them.

    Yields
    ------
    name : str
        Number of the exercise, and the name of a planted mistake.
    exercise : dict
    answer : callable
        As `run_checks` takes it.
    """
    find = None if job["planted"] else finder(job, kit)
    for exercise in job["exercises"]:
        if find:
            yield exercise["number"], exercise, find
        else:
            for name, answer in planted(job, exercise).items():
                yield f"{exercise['number']} {name}", exercise, answer


def load(path: Path, name: str = "") -> dict[str, Any]:
    """Run a file of checks or of wrong answers.

    Parameters
    ----------
    path : Path
    name : str
        What tracebacks call it; its path, when left out.

    Returns
    -------
    dict
        What it defines.
    """
    namespace: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), name or str(path), "exec"), namespace)
    return namespace


def reference(exercise: dict) -> Callable:
    """Give the kit's own function of an exercise.

    Parameters
    ----------
    exercise : dict
        Of a job.

    Returns
    -------
    callable
    """
    return getattr(importlib.import_module(exercise["module"]), exercise["function"])


def finder(job: dict, kit: dict[str, Callable]) -> Callable[[dict], Any]:
    """Say where answers come from.

    Parameters
    ----------
    job : dict
    kit : dict of str to callable
        The lesson's functions as the kit has them.

    Returns
    -------
    callable
        Takes an exercise, gives its answer, or raises what `build_answer` raises.
    """
    if job["file"] is None:
        return lambda e: load(Path(job["model_tests"]))[e["name"]] if e["is_test"] else reference(e)
    try:
        learned = collect(read_cells(Path(job["file"])))
    except Unreadable as fault:
        sentence = f"{fault}; `digitkit reset {job['number']}` puts a fresh one there."

        def refuse(exercise: dict) -> Any:
            raise NotStarted(sentence)

        return refuse
    return lambda e: with_notes(e, learned, kit)


def with_notes(exercise: dict, learned: Learned, kit: dict[str, Callable]) -> Any:
    """Build an answer that knows which names of its file were not run.

    Parameters
    ----------
    exercise : dict
    learned : Learned
    kit : dict of str to callable

    Returns
    -------
    callable
    """
    answer = build_answer(exercise["name"], learned, kit, exercise["number"])
    exercise["skipped"] = {name: cell.name for name, cell in learned.skipped.items()}
    return answer


def planted(job: dict, exercise: dict) -> dict[str, Callable]:
    """Give the mistakes that are planted for an exercise.

    Parameters
    ----------
    job, exercise : dict

    Returns
    -------
    dict of str to callable
    """
    path = Path(job["wrong_answers"])
    prefix = f"{exercise['name']}__"
    # An error in one of them is an error in an answer, as it would be in a learner's.
    found = load(path, file_of("")) if path.is_file() else {}
    return {name: answer for name, answer in found.items() if name.startswith(prefix)}


@contextmanager
def tail() -> Iterator[Tail]:
    """Catch what Python code prints.

    Yields
    ------
    Tail
    """
    kept, before = Tail(), (sys.stdout, sys.stderr, sys.stdin)
    sys.stdout = sys.stderr = kept
    sys.stdin = io.StringIO()  # input() in an answer must not wait for ever, nor eat a job
    try:
        yield kept
    finally:
        sys.stdout, sys.stderr, sys.stdin = before


def run_checks(
    exercise: dict, answer: Any, checks: dict, seed: int, say: Callable[..., None] | None = None
) -> Iterator[tuple[str, dict]]:
    """Hold one answer against its checks.

    Parameters
    ----------
    exercise : dict
    answer : callable
        The answer of a planted mistake, or where to find the learner's.
    checks : dict of str to callable
    seed : int
    say : callable, optional
        Is told what each check came to.

    Yields
    ------
    name : str
        Of a check.
    outcome : dict
        With the keys outcome, message and frames.
    """
    is_finder = say is not None and not hasattr(answer, "planted")
    try:
        answer = answer(exercise) if is_finder else answer
        refusal = None
    except BaseException as error:  # noqa: B036 - a learner may raise anything at all
        refusal = explain(error, exercise)
    for name in exercise["checks"]:
        outcome = refusal or run_check(exercise, answer, checks[name], seed)
        if say:
            say(**outcome)
        yield name, outcome


def run_check(exercise: dict, answer: Callable, check: Callable, seed: int) -> dict:
    """Run one check on one answer.

    Parameters
    ----------
    exercise : dict
    answer, check : callable
    seed : int

    Returns
    -------
    dict
        With the keys outcome, message and frames.
    """
    import numpy as np

    wants_rng = len(inspect.signature(check).parameters) > 1
    # Each check has numbers of its own, whichever others run.
    rng = [np.random.default_rng([seed, zlib.crc32(check.__name__.encode())])] * wants_rng
    try:
        check(answer, *rng)
    except BaseException as error:  # noqa: B036 - a learner may raise anything at all
        return explain(error, exercise)
    return {"outcome": "passed", "message": "", "frames": []}


def explain(error: BaseException, exercise: dict) -> dict:
    """Turn what was raised into an outcome.

    Parameters
    ----------
    error : BaseException
    exercise : dict

    Returns
    -------
    dict
        With the keys outcome, message and frames. Of the frames only the learner's own.
    """
    if isinstance(error, NotStarted):
        return {"outcome": "not started", "message": str(error), "frames": []}
    if isinstance(error, CannotParse):
        frame = {"where": error.where, "code": error.code}
        return {"outcome": "error", "message": f"SyntaxError: {error}", "frames": [frame]}
    if isinstance(error, NotImplementedError) and str(error) == f"write {exercise['name']}":
        return {"outcome": "not started", "message": f"Write {exercise['name']}.", "frames": []}
    frames = own_frames(error)
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if frames or isinstance(error, ImportError):
        return {"outcome": "error", "message": said + note(error, exercise), "frames": frames}
    if isinstance(error, AssertionError):
        return {"outcome": "wrong", "message": str(error), "frames": []}
    return {
        "outcome": "wrong",
        "message": f"The check could not use what {exercise['name']} gave back ({said}). "
        "Does it return its result, of the type that its docstring names?",
        "frames": [],
    }


def note(error: BaseException, exercise: dict) -> str:
    """Say what a learner could not know of an error.

    Parameters
    ----------
    error : BaseException
    exercise : dict

    Returns
    -------
    str
        A sentence, or nothing.
    """
    cell = exercise.get("skipped", {}).get(getattr(error, "name", None))
    if isinstance(error, NameError) and cell is not None:
        return (
            f". It is set in {cell or 'a statement'} that is not run here: only functions, "
            "imports and plain values are taken. Put it into the function."
        )
    if isinstance(error, SystemExit):
        return ". A function must return to its caller, not end the program."
    return ""


def own_frames(error: BaseException) -> list[dict]:
    """Find the learner's own lines in a traceback.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    list of dict
        With the keys where and code, the last line last.
    """
    frames = [
        {"where": place(cell, frame.lineno or 0), "code": (frame.line or "").strip()}
        for frame in traceback.extract_tb(error.__traceback__)
        if (cell := cell_of(frame.filename)) is not None
    ]
    return frames[-DEEPEST:]


def recognise(job: dict, exercise: dict, failing: dict[str, dict], checks: dict) -> dict | None:
    """Find the planted mistake that behaves as the learner's answer does.

    What comes back is compared, not how it is written: under the same seed, the same checks
    must fail with the very same messages.

    Parameters
    ----------
    job, exercise : dict
    failing : dict of str to dict
        The outcomes of the checks that failed.
    checks : dict of str to callable

    Returns
    -------
    dict or None
        With the keys misconception and hint.
    """
    said = {name: outcome["message"] for name, outcome in failing.items()}
    asked = {**exercise, "checks": exercise["all_checks"]}
    for answer in planted(job, exercise).values():
        outcomes = dict(run_checks(asked, answer, checks, job["seed"]))
        theirs = {
            name: outcome["message"]
            for name, outcome in outcomes.items()
            if outcome["outcome"] != "passed" and name in exercise["checks"]
        }
        if theirs == said:
            mark: Planted = answer.planted  # type: ignore[attr-defined]
            return {"misconception": mark.misconception, "hint": mark.hint}
    return None


if __name__ == "__main__":
    main()
