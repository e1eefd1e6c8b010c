"""Find out what an answer will need, before anybody has to wait for it."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from course.reach import names_in

DEAR = ("tensorflow", "keras")


def needs_tensorflow(functions: Iterable[Callable]) -> bool:
    """Tell whether some functions would import TensorFlow, or lead to one of the kit's that does.

    Nothing is run: names are followed in the compiled code.

    Parameters
    ----------
    functions : iterable of callable
        Such as the kit's function of an exercise, and its checks.

    Returns
    -------
    bool

    Examples
    --------
    >>> from digitkit.cnn import by_hand, network
    >>> needs_tensorflow([by_hand.softmax]), needs_tensorflow([network.build_cnn])
    (False, True)
    """
    waiting, seen = list(functions), set()
    while waiting:
        function = inspect.unwrap(waiting.pop())
        if function in seen or not inspect.isfunction(function):
            continue
        seen.add(function)
        names = set(names_in(function.__code__))
        if any(name.split(".")[0] in DEAR for name in names):
            return True
        waiting += (known for known in follow(names, function) if of_kit(known))
    return False


def follow(names: set[str], function: Any) -> Iterator[Any]:
    """Give what the names of a function stand for.

    Parameters
    ----------
    names : set of str
    function : function

    Yields
    ------
    object
        What its module holds, and what it imports of the kit itself.
    """
    modules = [importlib.import_module(name) for name in names if name.startswith("digitkit")]
    for place in (function.__globals__, *(vars(module) for module in modules)):
        yield from (place[name] for name in names if name in place)


def of_kit(value: Any) -> bool:
    """Tell whether something is a function of the kit.

    Parameters
    ----------
    value : object

    Returns
    -------
    bool
    """
    return callable(value) and str(getattr(value, "__module__", "")).startswith("digitkit")
