"""Tell an answer from what only looks like one: the kit's own function, or a changed check.

Python keeps no secret from code in the same process. This finds what a person would think of
first; `course.confining` keeps the rest from doing harm.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from course.grading.answers import Refused, cell_of

# What checks lean on, and their own words for it.
LEANED_ON = ("builtins", "math", "random", "numpy", "pytest", "cv2", "PIL", "sklearn", "digitkit")
COMPARING = ("__eq__", "__ne__", "__array_ufunc__", "__array_function__")


@contextmanager
def without_reference(name: str, reference: Any) -> Iterator[None]:
    """Let no answer call the kit's own function in its place; the kit itself still can.

    Parameters
    ----------
    name : str
        Of the exercise.
    reference : callable
    """
    if not inspect.isfunction(reference):
        yield
        return
    guard = guard_of(name, reference)
    places = list(find(reference))
    for held, key in places:
        held[key] = guard
    try:
        yield
    finally:
        for held, key in places:
            if held.get(key) is guard:
                held[key] = reference


def find(reference: Callable) -> Iterator[tuple[dict, str]]:
    """Find all the names in the kit that stand for a function.

    Parameters
    ----------
    reference : callable

    Yields
    ------
    held : dict
        What a module holds.
    key : str
    """
    for module in [m for name, m in sys.modules.items() if name.partition(".")[0] == "digitkit"]:
        held = vars(module)
        yield from ((held, key) for key, value in list(held.items()) if value is reference)


def guard_of(name: str, reference: Callable) -> Callable:
    """Make a function that does what another does, but not for a learner's own code.

    Parameters
    ----------
    name : str
        Of the exercise.
    reference : callable

    Returns
    -------
    callable
    """

    def guard(*arguments: Any, **named: Any) -> Any:
        if cell_of(sys._getframe(1).f_code.co_filename) is not None:
            raise Refused(
                f"{name} calls the kit's own {reference.__name__}, which is no answer of yours: "
                "write what it does."
            )
        return reference(*arguments, **named)

    guard.__name__, guard.__qualname__ = reference.__name__, reference.__qualname__
    guard.__module__, guard.__doc__ = reference.__module__, reference.__doc__
    guard.__signature__ = inspect.signature(reference)  # type: ignore[attr-defined]
    return guard


def note_functions() -> dict[str, dict[str, int]]:
    """Note the functions that checks lean on.

    Returns
    -------
    dict of str to (dict of str to int)
        By module and name, what tells them apart.
    """
    return {
        name: {
            key: id(value)
            for key, value in list(vars(module).items())
            if key[:1] != "_" and callable(value)
        }
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in LEANED_ON and "._" not in name and hasattr(module, "__dict__")
    }


def find_changed(before: dict[str, dict[str, int]]) -> str:
    """Find a function that checks lean on and that is not what it was.

    Parameters
    ----------
    before : dict
        As `note_functions` gave it.

    Returns
    -------
    str
        Such as 'numpy.array_equal'; empty when there is none.
    """
    now = note_functions()
    changed = (
        f"{module}.{key}"
        for module, known in before.items()
        for key in sorted(known)
        if now.get(module, {}).get(key) != known[key]
    )
    return next(changed, "")


def decides_for_itself(result: Any) -> str:
    """Tell whether an object says itself what it is equal to.

    Parameters
    ----------
    result : object
        Given back by an answer.

    Returns
    -------
    str
        The method by which it does, where a learner has written it; else empty.
    """
    own = (kind for kind in type(result).__mro__ if kind.__module__ == "answer")
    written = (
        name
        for kind in own
        for name in COMPARING
        if (code := getattr(vars(kind).get(name), "__code__", None)) is not None
        and cell_of(code.co_filename) is not None
    )
    return next(written, "")
