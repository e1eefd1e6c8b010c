"""Run checks on an answer, and say what came of each in a learner's words."""

import functools
import inspect
import linecache
import random
import traceback
import types
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from course.grading.answers import CannotParse, NotStarted, Refused, cell_of, place
from course.grading.honesty import decides_for_itself, find_changed, note_functions

DEEPEST = 4  # frames of a learner's that are shown: a recursion has thousands
LONGEST = 4000  # characters of a message: an answer may be an array of a million numbers


class Watched:
    """An answer, and what it gave back last.

    Parameters
    ----------
    answer : callable
    """

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.last: list[Any] = []
        self.call = self.watch(answer) if isinstance(answer, types.FunctionType) else answer

    def watch(self, answer: Callable) -> Callable:
        """Wrap a function so that what it gives back is kept.

        Parameters
        ----------
        answer : callable

        Returns
        -------
        callable
        """

        @functools.wraps(answer)
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.last = []
            result = answer(*args, **kwargs)
            self.last = [result]
            if method := decides_for_itself(result):
                raise Refused(
                    f"{answer.__name__} gave back a {type(result).__name__}, whose {method} says "
                    "itself what it equals; give back a plain value."
                )
            return result

        return watched


def run_checks(
    exercise: dict,
    build: Callable[[], Any],
    checks: dict,
    seed: int,
    *,
    planted: bool = True,
) -> Iterator[tuple[str, dict]]:
    """Hold one answer against its checks.

    Parameters
    ----------
    exercise : dict
        Of a job.
    build : callable
        Gives the answer, or raises why there is none.
    checks : dict of str to callable
    seed : int
    planted : bool
        Whether it is one of ours, which leaves the libraries as they are.

    Yields
    ------
    name : str
        Of a check.
    outcome : dict
        With the keys outcome, message and frames.
    """
    watched, refusal = Watched(None), None
    try:
        watched = Watched(build())
    except BaseException as error:  # noqa: B036 - a learner may raise anything at all
        refusal = explain(error, exercise, watched, "")
    before = {} if planted else note_functions()
    for name in exercise["checks"]:
        outcome = refusal or run_check(exercise, watched, checks[name], seed)
        if outcome["outcome"] == "passed" and (changed := find_changed(before)):
            outcome = {
                "outcome": "error",
                "message": f"{exercise['name']} changed {changed}, which the checks lean on. "
                "An answer leaves the libraries as they are.",
                "frames": [],
            }
        yield name, outcome


def run_check(exercise: dict, watched: Watched, check: Callable, seed: int) -> dict:
    """Run one check on one answer.

    Parameters
    ----------
    exercise : dict
    watched : Watched
    check : callable
    seed : int

    Returns
    -------
    dict
        With the keys outcome, message and frames.
    """
    import numpy as np

    # Each check has numbers of its own, whichever others run.
    own = zlib.crc32(check.__name__.encode())
    random.seed(seed + own)
    np.random.seed((seed + own) % 2**32)  # for answers that draw from NumPy's own
    wants_rng = len(inspect.signature(check).parameters) > 1
    rng = [np.random.default_rng([seed, own])] if wants_rng else []
    try:
        check(watched.call, *rng)
    except BaseException as error:  # noqa: B036 - a learner may raise anything at all
        return explain(error, exercise, watched, check.__code__.co_filename)
    return {"outcome": "passed", "message": "", "frames": []}


def explain(error: BaseException, exercise: dict, watched: Watched, checks: str) -> dict:
    """Turn what was raised into an outcome.

    Parameters
    ----------
    error : BaseException
    exercise : dict
    watched : Watched
    checks : str
        The file of the check that was running.

    Returns
    -------
    dict
        With the keys outcome, message and frames. Of the frames only the learner's own.
    """
    outcome, message, frames = judge(error, exercise, watched, checks)
    if len(message) > LONGEST:
        message = f"{message[:LONGEST]} … ({len(message) - LONGEST} more characters)"
    return {"outcome": outcome, "message": message, "frames": frames}


def judge(
    error: BaseException, exercise: dict, watched: Watched, checks: str
) -> tuple[str, str, list[dict]]:
    """Decide whose error it is.

    Parameters
    ----------
    error, exercise, watched, checks
        As for `explain`.

    Returns
    -------
    outcome, message : str
    frames : list of dict
    """
    name = exercise["name"]
    if isinstance(error, NotStarted):
        return "not started", str(error), []
    if isinstance(error, Refused):
        return "error", str(error), []
    if isinstance(error, CannotParse):
        return "error", f"SyntaxError: {error}", [{"where": error.where, "code": error.code}]
    if isinstance(error, NotImplementedError) and say(error) == f"write {name}":
        return "not started", f"Write {name}.", []
    said = f"{type(error).__name__}: {say(error)}" if say(error) else type(error).__name__
    if is_of_check(error, checks) or (exercise["is_test"] and isinstance(error, AssertionError)):
        if isinstance(error, AssertionError):
            return "wrong", say(error) or f"{name} does not keep this promise.", []
        if is_wrong_call(error, watched.answer):
            told = f"{said}. The checks call it as the lesson does: {exercise['call']}."
            return "error", told, first_line(watched.answer)
        return "wrong", f"{tell_last(name, watched)} The check cannot go on with it: {said}.", []
    return "error", said + note(error, exercise), own_frames(error)


def is_of_check(error: BaseException, checks: str) -> bool:
    """Tell whether a check raised an error, or what it called, and not the answer.

    Parameters
    ----------
    error : BaseException
    checks : str
        The file of the check.

    Returns
    -------
    bool
    """
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    deciding = [file for file in files if file == checks or cell_of(file) is not None]
    return bool(deciding) and deciding[-1] == checks


def is_wrong_call(error: BaseException, answer: Any) -> bool:
    """Tell whether an answer does not take what it is given.

    Parameters
    ----------
    error : BaseException
        Not raised within the answer.
    answer : callable

    Returns
    -------
    bool
    """
    name = getattr(answer, "__qualname__", "?")
    return isinstance(error, TypeError) and str(error).startswith((f"{name}() ", f"{name}."))


def first_line(answer: Any) -> list[dict]:
    """Give the line where an answer begins, as a frame.

    Parameters
    ----------
    answer : callable

    Returns
    -------
    list of dict
        Empty where it is not the learner's.
    """
    code = getattr(inspect.unwrap(answer), "__code__", None)
    cell = cell_of(code.co_filename) if code else None
    if code is None or cell is None:
        return []
    line = next(
        (
            number
            for number in range(code.co_firstlineno, code.co_firstlineno + 20)
            if linecache.getline(code.co_filename, number).lstrip().startswith(("def", "async"))
        ),
        code.co_firstlineno,
    )
    text = linecache.getline(code.co_filename, line).strip()
    return [{"where": place(cell, line), "code": text}]


def tell_last(name: str, watched: Watched) -> str:
    """Say what an answer gave back last.

    Parameters
    ----------
    name : str
        Of the exercise.
    watched : Watched

    Returns
    -------
    str
    """
    if not watched.last:
        return f"{name} gave back something of another kind than was expected."
    result = watched.last[0]
    if result is None:
        return f"{name} gave back None: does every way through it end with a return?"
    kind = type(result).__name__
    shape = getattr(result, "shape", None)
    of_shape = f" of shape {shape} and dtype {getattr(result, 'dtype', '?')}" if shape else ""
    return f"{name} gave back {'an' if kind[0] in 'aeiou' else 'a'} {kind}{of_shape}."


def say(error: BaseException) -> str:
    """Give the words of an error, which a learner may have written.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    str
    """
    try:
        return str(error)
    except Exception:
        return ""


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
    missing = getattr(error, "name", None)
    if isinstance(error, NameError) and missing in exercise.get("skipped", {}):
        return (
            f". It is set in {exercise['skipped'][missing] or 'a statement'} that is not run "
            "here: only functions, imports and plain values are taken. Put it into the function."
        )
    if isinstance(error, NameError) and missing in exercise.get("broken", {}):
        return f". Python cannot read where it is defined ({exercise['broken'][missing]})."
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
    if not frames and isinstance(error, SyntaxError) and cell_of(str(error.filename)) is not None:
        where = place(cell_of(str(error.filename)) or "", error.lineno or 0)
        frames = [{"where": where, "code": (error.text or "").strip()}]
    return frames[-DEEPEST:]
