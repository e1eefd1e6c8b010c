"""Which functions a program can call: found by the names in their code, without running it."""

import inspect
import sys
import types
from collections.abc import Iterable, Iterator
from typing import Any


def find_reached(roots: Iterable[Any], rooms: tuple[str, ...]) -> set[Any]:
    """Find all functions that may be called, beginning at some of them.

    A name in a function's code is looked up where the function would look it up. What is
    called by other ways, such as a name that is put together when the program runs, is not seen.

    Parameters
    ----------
    roots : iterable
        Functions, classes, and tables of them, such as all that a module holds.
    rooms : tuple of str
        Top-level packages that are followed; what others do is their own business.

    Returns
    -------
    set of function

    Examples
    --------
    >>> import app
    >>> from digitkit import augmentation
    >>> reached = find_reached([vars(app)], ("app", "digitkit"))
    >>> augmentation.warp in reached, augmentation.shift in reached
    (True, False)
    """
    waiting = list(roots)
    seen: dict[int, Any] = {}
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        if isinstance(value, dict | list | tuple):
            seen[id(value)] = value
            waiting.extend(value.values() if isinstance(value, dict) else value)
        elif isinstance(value, type | staticmethod | classmethod | property):
            if isinstance(value, type) and not is_of(value, rooms):
                continue
            seen[id(value)] = value
            waiting.extend(parts_of(value))
        elif isinstance(value, types.FunctionType) and is_of(value, rooms):
            seen[id(value)] = value
            waiting.extend(named_by(value))
    return {value for value in seen.values() if isinstance(value, types.FunctionType)}


def is_of(thing: Any, rooms: tuple[str, ...]) -> bool:
    """Tell whether a function or class is one of ours.

    Parameters
    ----------
    thing : function or class
    rooms : tuple of str

    Returns
    -------
    bool
    """
    return str(thing.__module__).partition(".")[0] in rooms


def parts_of(thing: Any) -> list[Any]:
    """Give what a class, or a method that is wrapped, is made of.

    Parameters
    ----------
    thing : type, staticmethod, classmethod or property

    Returns
    -------
    list
    """
    if isinstance(thing, type):
        return list(vars(thing).values())
    wrapped = [getattr(thing, name, None) for name in ("__func__", "fget", "fset", "fdel")]
    return [part for part in wrapped if part is not None]


def named_by(function: types.FunctionType) -> Iterator[Any]:
    """Give what a function names: functions, classes, tables of them, attributes of modules.

    Parameters
    ----------
    function : function

    Yields
    ------
    object
    """
    inner: Any = inspect.unwrap(function)
    names = set(names_in(inner.__code__))
    yield from inner.__defaults__ or ()
    yield from (cell.cell_contents for cell in inner.__closure__ or () if holds(cell))
    # A function may import what it needs, and may say digitkit.preprocessing.scale.
    modules = [sys.modules[name] for name in names & sys.modules.keys()]
    for name in names & inner.__globals__.keys():
        modules.append(inner.__globals__[name])
    for value in modules:
        if isinstance(value, types.ModuleType):
            held = [vars(value)[name] for name in names & vars(value).keys()]
            modules += [v for v in held if isinstance(v, types.ModuleType) and v not in modules]
            yield from held
        else:
            yield value


def holds(cell: types.CellType) -> bool:
    """Tell whether a closure's cell has been filled.

    Parameters
    ----------
    cell : cell

    Returns
    -------
    bool
    """
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def names_in(code: types.CodeType) -> Iterator[str]:
    """List the global names and attributes in a piece of code, and in what is defined inside it.

    Parameters
    ----------
    code : code

    Yields
    ------
    str
    """
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from names_in(constant)
