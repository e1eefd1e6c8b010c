import doctest
import importlib
import pkgutil

import pytest

import benchmarks
import course

MODULES = [
    module.name
    for package in (benchmarks, course)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    # The first starts when it is imported, the other two load Keras or a browser at once.
    if not module.name.endswith(("__main__", "plain_flask", "screenshot"))
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0, f"{name}: the output above is not what its docstring shows."
