"""The app with a learner's own functions in the place of the kit's, where their checks pass."""

import importlib
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.catalog import Exercise, Lesson
from course.grading import ExerciseResult, Outcome, grade
from course.grading.answers import build_answer, cell_of, place
from course.grading.definitions import collect
from course.grading.reading import Cell, read_cells
from course.grading.runner import learner_file
from course.reach import find_reached

ROOMS = ("digitkit", "app")
FOLDER = "runs/mine"
REASONS = {
    Outcome.NOT_STARTED: "not written yet",
    Outcome.WRONG: "a check of yours fails",
    Outcome.ERROR: "yours ends in an error",
    Outcome.TOO_SLOW: "yours takes too long",
}
BORROWS = "yours calls the kit's own"


@dataclass(frozen=True)
class Part:
    """A function that the app needs and a lesson asks for.

    Attributes
    ----------
    exercise : Exercise
    kit : callable
        The kit's own.
    own : callable or None
        The learner's, where its checks pass.
    reason : str
        Why there is none; empty where there is.
    """

    exercise: Exercise
    kit: Callable
    own: Callable | None = None
    reason: str = ""


def choose_parts(lessons: Sequence[Lesson]) -> list[Part]:
    """Check a learner's functions that the app can use, and take those that pass.

    Parameters
    ----------
    lessons : sequence of Lesson

    Returns
    -------
    list of Part
        In the order of the lessons.
    """
    importlib.import_module("app.serve")  # so that all that the app needs is there
    roots = [vars(m) for name, m in list(sys.modules.items()) if room_of(name) == "app"]
    reached = find_reached(roots, ROOMS)
    asked: dict[str, tuple[Lesson, Callable]] = {}
    only = set()
    for lesson in lessons:
        for exercise in lesson.exercises:
            kit = find_kit(exercise)
            if kit in reached and kit is not None and not exercise.is_test:
                asked[exercise.number] = lesson, kit
                only |= {(exercise.number, check) for check in exercise.checks}
    parts = []
    for result in grade(lessons, only=only) if only else ():
        lesson, kit = asked[result.exercise.number]
        if result.outcome == Outcome.PASSED:
            parts.append(take(lesson, result.exercise, kit))
        else:
            parts.append(Part(result.exercise, kit, None, tell_reason(result)))
    return parts


def tell_reason(result: ExerciseResult) -> str:
    """Say why a function is not used.

    Parameters
    ----------
    result : ExerciseResult
        That did not pass.

    Returns
    -------
    str
    """
    return BORROWS if "calls the kit's own" in result.first.message else REASONS[result.outcome]


def room_of(name: str) -> str:
    """Give the top-level package of a module.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return name.partition(".")[0]


def find_kit(exercise: Exercise) -> Callable | None:
    """Give the kit's function of an exercise, if its module has been imported.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    callable or None
    """
    return getattr(sys.modules.get(exercise.module), exercise.function, None)


def take(lesson: Lesson, exercise: Exercise, kit: Callable) -> Part:
    """Make a learner's function in this process.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise
        Its checks pass.
    kit : callable
        The kit's own.

    Returns
    -------
    Part
    """
    file = learner_file(lesson)
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))  # last, as where the checks run
    # Cells of several lessons are here side by side, so their names say of which they are.
    cells = [
        Cell(f"{cell.name} of lesson {lesson.number}" if cell.name else file.name, cell.text)
        for cell in read_cells(file)
    ]
    others = {
        other.function: getattr(importlib.import_module(other.module), other.function)
        for other in lesson.exercises
        if not other.is_test
    }
    try:
        own = build_answer(exercise.name, collect(cells), others, exercise.number)
    except Exception as error:  # it was changed since it was checked, or needs what is not here
        return Part(exercise, kit, None, f"yours cannot be run here: {error}")
    if kit in find_reached([own], (*ROOMS, own.__module__)):
        # In the place of the kit's it would call itself, again and again.
        return Part(exercise, kit, None, BORROWS)
    return Part(exercise, kit, own)


@contextmanager
def in_place(parts: Iterable[Part]) -> Iterator[None]:
    """Put a learner's functions in the place of the kit's, for as long as this lasts.

    Whoever has imported the kit's function by name holds it itself, so each module of the kit
    and of the app is looked through for it, under whatever name, and so are their lists and
    tables. Modules that are imported later take it from one of these. The learner's functions
    call each other too.

    Parameters
    ----------
    parts : iterable of Part
    """
    own = {id(part.kit): part.own for part in parts if part.own is not None}
    rooms = [vars(m) for name, m in list(sys.modules.items()) if room_of(name) in ROOMS]
    rooms += [f.__globals__ for f in own.values() if isinstance(f, types.FunctionType)]
    holders: list[Any] = [*rooms]
    for room in rooms:
        holders += [v for n, v in room.items() if isinstance(v, dict | list) and n[:2] != "__"]
    undo = []
    for holder in holders:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            value = holder[key]
            if id(value) in own and value is not own[id(value)]:
                undo.append((holder, key, value))
                holder[key] = own[id(value)]
    try:
        yield
    finally:
        for holder, key, value in undo:
            holder[key] = value


def describe(parts: Sequence[Part]) -> Iterator[str]:
    """Say which functions are the learner's and which the kit's.

    Parameters
    ----------
    parts : sequence of Part

    Yields
    ------
    str
        A line for each.
    """
    if not parts:
        yield "No lesson that is here asks for a function of the app: all of them are the kit's."
    width = max((len(part.exercise.name) for part in parts), default=0)
    for part in parts:
        number = part.exercise.number
        whose = "yours"
        if part.own is None:
            asks = (
                "" if part.reason == REASONS[Outcome.NOT_STARTED] else f"`digitkit check {number}`"
            )
            whose = f"the kit's: {part.reason}" + (f"; {asks} says more" if asks else "")
        yield f"  {number}  {part.exercise.name:{width}}  {whose}"


def find_model(root: Path) -> tuple[Path | None, str]:
    """Find the model that a learner has trained, and say which one is served.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    path : Path or None
        None where there is none, so that the one that ships must serve.
    sentence : str
    """
    path = root / FOLDER / "digits.tflite"
    if path.is_file():
        return path, f"Model: yours, {FOLDER}/{path.name}."
    begun = (root / FOLDER / "work").is_dir()
    return None, (
        f"Model: the one that ships. Yours is not {'finished' if begun else 'there'} yet: lesson "
        f"11 trains it, and so does `digitkit train --recipe lesson {FOLDER}`, in about two "
        f"minutes{', from where it stopped' if begun else ''}."
    )


def tell_crash(error: BaseException | None) -> str | None:
    """Say in a sentence that a learner's function failed, and where.

    Parameters
    ----------
    error : Exception or None

    Returns
    -------
    str or None
        None where no line of the learner's was running.
    """
    trace = traceback.extract_tb(error.__traceback__) if error else []
    frames = [frame for frame in trace if cell_of(frame.filename) is not None]
    if not frames:
        return None
    last = frames[-1]
    where = place(cell_of(last.filename) or "", last.lineno or 0)
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"Your own {last.name} failed: {said}; in {where}: `{last.line}`."


def rehearse(recognizer: Any, parts: Sequence[Part]) -> str | None:
    """Read a page before anybody sends one.

    Parameters
    ----------
    recognizer : Recognizer
    parts : sequence of Part
        That are in place.

    Returns
    -------
    str or None
        What is wrong, and what to do; None when a page can be read.
    """
    import numpy as np

    page = np.full((120, 160), 255, np.uint8)
    page[30:90, 78:84] = 0
    try:
        recognizer.read(page)
    except Exception as error:
        names = ", ".join(part.exercise.name for part in parts if part.own is not None)
        told = tell_crash(error) or (
            f"With your functions in place ({names}) no page can be read: {error}"
        )
        return f"{told} Mend it, or serve without --mine."
    return None


def say_crashes(app: Any, parts: Sequence[Part]) -> None:
    """Let the app answer in a sentence when a learner's function fails, and log the line.

    Parameters
    ----------
    app : flask.Flask
    parts : sequence of Part
        That are in place.
    """
    from flask import jsonify, request

    from app.refusals import refuse

    names = ", ".join(part.exercise.name for part in parts if part.own is not None)

    def answer(error: Any) -> Any:
        sentence = tell_crash(getattr(error, "original_exception", None))
        if sentence:
            app.logger.error(sentence)
            sentence += " Its checks pass: what is different about this picture?"
        elif names:
            sentence = (
                f"The server failed at this; its log says where. Functions of yours are in place "
                f"({names}); does it happen too with `digitkit app`, without --mine?"
            )
        if sentence is None or not request.path.startswith("/api/"):
            return refuse(error)
        return jsonify(error=sentence), 500

    app.register_error_handler(500, answer)
