"""Run checks in a process of its own: one job in, a line of JSON for each thing that happens.

python -m course.grading.worker  # the job comes on standard input

Whatever the code under test does (end the process, loop for ever, print a gigabyte), the process
that started this one goes on and says so. When that one ends, so does this.
"""

import importlib
import json
import os
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from course.grading.candidates import list_candidates, load, planted, reference
from course.grading.honesty import without_reference
from course.grading.judging import run_checks
from course.grading.needs import needs_tensorflow
from course.grading.printing import caught
from course.grading.recognising import known, recognise
from course.grading.traces import has_changed, note_state

if TYPE_CHECKING:
    from course.grading.holding import Hold

Say = Callable[..., None]
MEMORY = 4 * 2**30  # bytes for one answer
forked: set[int] = set()


def main() -> None:
    """Do one job."""
    orders, answers = take_pipes()
    key = orders.readline().strip()

    def say(**what: Any) -> None:
        print(json.dumps({"key": key, **what}), file=answers, flush=True)

    try:
        preload()
        line = orders.readline()
        if not line:  # the run ended before it needed this process
            return
        threading.Thread(target=end_with, args=[orders], daemon=True).start()
        do(json.loads(line), say)
    except Exception:
        say(fault=traceback.format_exc())
    os._exit(0)  # without waiting for threads that an answer has started


def take_pipes() -> tuple[IO[str], IO[str]]:
    """Take the pipes to the parent, and leave nothing in their places.

    What native code prints, or a program that an answer starts, must not mix with ours.

    Returns
    -------
    orders, answers : file
    """
    orders = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return orders, answers


def end_with(orders: IO[str]) -> None:
    """Wait for the end of the parent, also when it is killed, and end too.

    Parameters
    ----------
    orders : file
    """
    orders.read()
    for child in forked:
        os.kill(child, 9)  # there is no fork where there is no such signal
    os._exit(1)


def preload() -> None:
    """Import what every lesson needs, while the parent is still reading the pages."""
    for name in ("numpy", "cv2", "digitkit.augmentation"):
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # whoever needs it will say so


def do(job: dict, say: Say) -> None:
    """Grade the exercises of one lesson.

    Parameters
    ----------
    job : dict
        As `course.grading.runner` makes it.
    say : callable
        Takes what is to be told.
    """
    enter(job)
    checks = load(Path(job["checks"]))
    hold = holder(job)
    if hold:
        hold.make_ready(job, checks)
    before = note_state()
    candidates = ((seed, candidate) for seed in job["seeds"] for candidate in list_candidates(job))
    for seed, (name, exercise, build) in candidates:
        name += "" if seed == job["seeds"][0] else f" {seed}"
        if name in job["done"]:
            continue
        if exercise.get("begun", True) and bring_tensorflow(exercise, checks):
            before = note_state()
        say(begin=name, exercise=exercise["number"], checks=exercise["checks"])
        if hold:
            hold.sweep()
        if may_fork(job):
            fork(partial(check_apart, job, exercise, build, checks, say, seed, hold), say)
            continue
        if hold and hold.close():
            before = note_state()
        check(job, exercise, build, checks, say, seed)
        spent = has_changed(before)
        say(end=True, spent=spent)
        if spent:
            return  # the parent gives the rest to a new process
    say(finished=True)


def holder(job: dict) -> "Hold | None":
    """Give what holds the answers within limits, where that is asked for.

    Parameters
    ----------
    job : dict

    Returns
    -------
    Hold or None
    """
    if not job["confine"]:
        return None
    from course.grading.holding import Hold

    return Hold(job["confine"])


def check_apart(
    job: dict,
    exercise: dict,
    build: Callable[[], Any],
    checks: dict,
    say: Say,
    seed: int,
    hold: "Hold | None",
) -> None:
    """Check one answer in a process that is for this answer alone.

    Parameters
    ----------
    job, exercise : dict
    build : callable
    checks : dict of str to callable
    say : callable
    seed : int
    hold : Hold or None
    """
    limit_memory()
    if hold:
        hold.close()
    check(job, exercise, build, checks, say, seed)


def enter(job: dict) -> None:
    """Go to the folder of the learner's file, where a notebook runs too.

    Parameters
    ----------
    job : dict
    """
    folder = Path(job["file"] or job["checks"]).parent
    if job["file"] and folder.is_dir():
        os.chdir(folder)
        # Last, so that no file of theirs takes the place of a library.
        sys.path.append(str(folder))


def bring_tensorflow(exercise: dict, checks: dict) -> bool:
    """Import TensorFlow for the first exercise that needs it, before any time is taken.

    It takes 10 s, which is no fault of the answer that happens to need it first; and who checks
    another exercise should not wait for it.

    Parameters
    ----------
    exercise : dict
    checks : dict of str to callable

    Returns
    -------
    bool
        Whether it was imported now.
    """
    if "tensorflow" in sys.modules:
        return False
    if not needs_tensorflow([reference(exercise), *(checks[name] for name in exercise["checks"])]):
        return False
    tensorflow = importlib.import_module("tensorflow")
    importlib.import_module("keras")
    # Its first graph changes a setting of its own, which would look like the deed of an answer.
    tensorflow.function(lambda: tensorflow.zeros(1) + 1)()
    return True


def may_fork(job: dict) -> bool:
    """Tell whether each answer can have a copy of this process for itself.

    Parameters
    ----------
    job : dict

    Returns
    -------
    bool
        False on Windows, which cannot; on macOS, whose libraries crash after it; and once
        TensorFlow is here, whose threads do not survive it.
    """
    able = hasattr(os, "fork") and sys.platform != "darwin"
    return job["fork"] and able and "tensorflow" not in sys.modules


def fork(work: Callable[[], None], say: Say) -> None:
    """Do something in a copy of this process, so that nothing of it stays behind in this one.

    Parameters
    ----------
    work : callable
    say : callable
        Is told that it ended, and the exit code where that was not as it should be.
    """
    with warnings.catch_warnings():
        # The only thread here waits for the parent, and holds no lock.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        code = 1  # an answer can damage anything, even what tells of it
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    forked.add(child)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    forked.discard(child)
    say(end=True, **({"died": code} if code else {}))


def limit_memory() -> None:
    """Let an answer that takes more and more memory fail before the machine does."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hardest = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = MEMORY if hardest == resource.RLIM_INFINITY else min(MEMORY, hardest)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hardest))


def check(
    job: dict, exercise: dict, build: Callable[[], Any], checks: dict, say: Say, seed: int
) -> None:
    """Check one answer; where it fails, look for a planted mistake that behaves as it does.

    Parameters
    ----------
    job, exercise : dict
    build : callable
    checks : dict of str to callable
    say : callable
    seed : int
    """
    outcomes = {}
    of_learner = job["file"] and not job["planted"]
    # A test is given the kit's function.
    guard: AbstractContextManager[None] = nullcontext()
    if of_learner and not exercise["is_test"]:
        guard = without_reference(exercise["name"], reference(exercise))
    with caught() as printed, guard:
        run = run_checks(exercise, build, checks, seed, planted=not of_learner)
        for name, outcome in run:
            outcomes[name] = outcome
            if job["planted"]:
                known[build().__name__, name, seed] = outcome
            say(**outcome)
    say(printed=printed.text)
    failing = {n: o for n, o in outcomes.items() if o["outcome"] in ("wrong", "error")}
    if failing:
        with caught():
            mistakes = planted(job, exercise)
            say(mistake=recognise(exercise, failing, mistakes, checks, seed))


if __name__ == "__main__":
    main()
