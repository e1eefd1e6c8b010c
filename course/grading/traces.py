"""What an answer leaves behind in a process: whether another may still be checked there."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Any


def note_state() -> dict[str, Any]:
    """Note what an answer could change for those that come after it.

    Returns
    -------
    dict
        For `has_changed`.
    """
    return {
        "names": {name: public_names(name) for name in list(sys.modules)},
        "settings": settings(),
    }


def has_changed(before: dict[str, Any]) -> bool:
    """Tell whether something that all answers share is no longer as it was.

    What is new, such as a module that was imported, harms nobody. What was changed inside an
    object, such as an item of a list that a module holds, is not seen: that needs a process of
    its own for each answer, which `course.grading.worker` makes where the system lets it.

    Parameters
    ----------
    before : dict
        As `note_state` gave it.

    Returns
    -------
    bool

    Examples
    --------
    >>> import math
    >>> before, pi = note_state(), math.pi
    >>> math.pi = 3
    >>> has_changed(before)
    True
    >>> math.pi = pi
    >>> has_changed(before)
    False
    """
    if settings() != before["settings"]:
        return True
    return any(
        names.items() - public_names(module).items() for module, names in before["names"].items()
    )


def public_names(module: str) -> dict[str, int]:
    """List what a module holds.

    Parameters
    ----------
    module : str

    Returns
    -------
    dict of str to int
        What tells the objects apart, by their names. Private ones change all the time.
    """
    if module in ("sys", "__main__"):
        return {}
    held = getattr(sys.modules.get(module), "__dict__", {})
    return {name: id(value) for name, value in list(held.items()) if name[:1] != "_"}


def settings() -> list[Any]:
    """List the settings of Python, NumPy and the system that functions lean on.

    Returns
    -------
    list
    """
    numpy = sys.modules.get("numpy")
    of_numpy: list[Callable] = [numpy.geterr, numpy.get_printoptions] if numpy else []
    return [
        os.getcwd(),
        dict(os.environ),
        list(sys.path),
        sys.getrecursionlimit(),
        threading.active_count(),
        *(setting() for setting in of_numpy),
    ]
