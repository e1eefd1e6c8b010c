"""Every public name of the kit says what it takes and gives, in examples that run."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import griffe
import pytest

import digitkit

ROOT = Path(__file__).resolve().parents[2]
MODULES = ["digitkit", *(m.name for m in pkgutil.walk_packages(digitkit.__path__, "digitkit."))]
# The parser that makes the reference pages.
PACKAGE = griffe.load("digitkit", search_paths=[ROOT], docstring_parser="numpy")


def public_functions(thing):
    """Yield the public functions and methods that a module or a class defines itself."""
    for member in thing.members.values():
        if member.is_alias or member.name.startswith("_"):
            continue
        if member.is_function:
            yield member
        elif member.is_class:
            yield from public_functions(member)


def missing_words(function):
    """List what the docstring of one function leaves out, in words."""
    if not function.docstring:
        return ["a docstring"]
    sections = {section.kind.value: section.value for section in function.docstring.parsed}
    described = {
        name.strip(" *")
        for parameter in sections.get("parameters", [])
        for name in parameter.name.split(",")
    }
    taken = {parameter.name for parameter in function.parameters} - {"self", "cls"}
    gives = any(line.strip().startswith("return ") for line in function.source.splitlines())
    missing = [f"the parameter {name}" for name in sorted(taken - described)]
    if gives and not {"returns", "yields"} & set(sections) and "property" not in function.labels:
        missing.append("a Returns section")
    return missing


@pytest.mark.parametrize("name", MODULES)
def test_public_functions_say_what_they_take_and_give(name):
    module = PACKAGE.modules_collection[name]
    lacking = [
        f"{function.path} lacks {', '.join(missing)}"
        for function in public_functions(module)
        if (missing := missing_words(function))
    ]
    assert not lacking, "\n" + "\n".join(lacking)


PLANTED = '''
def shift(image, dx):
    """Move the ink.

    Parameters
    ----------
    image : ndarray
        One digit.
    """
    return image
'''


def test_what_a_docstring_leaves_out_is_found():
    with griffe.temporary_visited_module(PLANTED, docstring_parser="numpy") as module:
        assert missing_words(module["shift"]) == ["the parameter dx", "a Returns section"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.testmod(importlib.import_module(name), optionflags=options)
    assert result.failed == 0, f"{name}: the output above is not what its docstring shows."
