"""Where the answers come from that are to be checked: a learner's file, the kit, planted ones."""

import importlib
import importlib.util
import inspect
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from course.grading.answers import (
    NotStarted,
    Refused,
    build_answer,
    file_of,
    is_begun,
    place,
)
from course.grading.definitions import Learned, collect
from course.grading.reading import Missing, Unreadable, read_cells

Candidate = tuple[str, dict, Callable[[], Any]]
kept: dict[Path, str] = {}  # files that were read while that was still allowed


def list_candidates(job: dict) -> Iterator[Candidate]:
    """Name all the answers that are to be checked.

    Parameters
    ----------
    job : dict
        As `course.grading.runner` makes it.

    Yields
    ------
    name : str
        Number of the exercise, and the name of a planted mistake.
    exercise : dict
    build : callable
        Gives the answer, or raises why there is none.
    """
    kit = {e["function"]: reference(e) for e in job["exercises"]}
    for exercise in job["exercises"]:
        exercise["call"] = tell_call(exercise, kit)
    find = None if job["planted"] else finder(job, kit)
    for exercise in job["exercises"]:
        if find:
            yield exercise["number"], exercise, partial(find, exercise)
        else:
            for name, answer in planted(job, exercise).items():
                yield f"{exercise['number']} {name}", exercise, partial(give, answer)


def give(answer: Any) -> Any:
    """Give what is already there.

    Parameters
    ----------
    answer : callable

    Returns
    -------
    callable
    """
    return answer


def tell_call(exercise: dict, kit: dict[str, Callable]) -> str:
    """Write how an exercise's function is called.

    Parameters
    ----------
    exercise : dict
    kit : dict of str to callable
        As `list_candidates` makes it.

    Returns
    -------
    str
    """
    if exercise["is_test"]:
        return f"{exercise['name']}({exercise['function']})"
    return f"{exercise['name']}({', '.join(inspect.signature(kit[exercise['name']]).parameters)})"


def reference(exercise: dict) -> Callable:
    """Give the kit's own function of an exercise.

    Parameters
    ----------
    exercise : dict

    Returns
    -------
    callable
    """
    return getattr(importlib.import_module(exercise["module"]), exercise["function"])


def load(path: Path, name: str = "") -> dict[str, Any]:
    """Run a file of checks, of model tests or of wrong answers.

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
    text = kept.get(path) or path.read_text(encoding="utf-8")
    exec(compile(text, name or str(path), "exec"), namespace)
    return namespace


def finder(job: dict, kit: dict[str, Callable]) -> Callable[[dict], Any]:
    """Say where answers come from that are not planted.

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
        for exercise in job["exercises"]:
            exercise["begun"] = is_begun(exercise["name"], learned)
    except Unreadable as fault:
        refusal = NotStarted if isinstance(fault, Missing) else Refused
        sentence = f"{fault}; `{job['remedy']}` puts a fresh one there."

        def refuse(exercise: dict) -> Any:
            raise refusal(sentence)

        return refuse
    return lambda e: with_notes(e, learned, kit)


def with_notes(exercise: dict, learned: Learned, kit: dict[str, Callable]) -> Any:
    """Build an answer, and note which names of its file were not run.

    Parameters
    ----------
    exercise : dict
    learned : Learned
    kit : dict of str to callable

    Returns
    -------
    callable
    """
    exercise["skipped"] = {name: cell.name for name, cell in learned.skipped.items()}
    exercise["broken"] = {
        name: f"{place(broken.cell.name, broken.line)}: {broken.reason}"
        for name, broken in learned.broken.items()
    }
    return build_answer(exercise["name"], learned, kit, exercise["number"])


def planted(job: dict, exercise: dict) -> dict[str, Any]:
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
    found = load(path, file_of("")) if path in kept or path.is_file() else {}
    return {name: answer for name, answer in found.items() if name.startswith(prefix)}
