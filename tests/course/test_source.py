"""Code and checks are read as text, and come out as they stand in their files."""

import ast

import pytest

from course.names import free_names, import_lines, list_imports
from course.source import find_in_kit, list_functions

FILE = '''\
import math


@wraps(
    math.cos
)
def first(
    image,
    *,
    size=(1, 2),  # :
):
    """Say what.

    And more.
    """
    # a comment before the body

    def inner():
        """Not this one."""
        return "\\f"

    return inner()  # the last


def bare(a, b): return a + b
SIZE = 3
'''


@pytest.fixture
def functions(tmp_path):
    """The functions of a file."""
    path = tmp_path / "file.py"
    path.write_text(FILE, encoding="utf-8")
    return list_functions(path)


def test_a_function_is_taken_whole_with_its_decorators(functions):
    assert list(functions) == ["first", "bare"]
    first = functions["first"]
    assert first.text == FILE[FILE.index("@wraps") : FILE.index("\n\n\ndef bare")]
    assert (first.line, first.parameters) == (4, ("image", "size"))


def test_the_body_begins_below_the_docstring(functions):
    first = functions["first"]
    assert first.doc == "Say what.\n\nAnd more."
    assert first.head.endswith('    And more.\n    """')
    assert first.body.startswith("    # a comment before the body\n")
    assert f"{first.head}\n{first.body}" == first.text


def test_a_function_without_a_docstring_has_no_head(functions):
    assert (functions["bare"].doc, functions["bare"].head) == (None, "")


def test_a_function_that_a_package_passes_on_is_found_where_it_stands(tmp_path):
    package = tmp_path / "digitkit" / "stage"
    package.mkdir(parents=True)
    package.joinpath("__init__.py").write_text(
        "import numpy\nfrom digitkit.stage.deep import deep as shallow\n", encoding="utf-8"
    )
    package.joinpath("deep.py").write_text("\ndef deep(): pass\n", encoding="utf-8")
    found = find_in_kit(tmp_path, "digitkit.stage", "shallow")
    assert (found.name, found.path.name, found.line) == ("deep", "deep.py", 2)
    assert find_in_kit(tmp_path, "digitkit.stage.deep", "deep") == found
    for module, name, sentence in [
        ("digitkit.stages", "deep", "there is no module digitkit.stages"),
        ("digitkit.stage", "deep", "digitkit.stage has no function deep"),
        ("digitkit.stage", "numpy", "digitkit.stage has no function numpy"),
    ]:
        with pytest.raises(LookupError, match=sentence):
            find_in_kit(tmp_path, module, name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(a): return a + b", {"b"}),
        ("def f(a=B): return a", {"B"}),
        ("def f(a: C) -> D: return a", {"C", "D"}),
        ("@E\ndef f(): pass", {"E"}),
        ("def f():\n    def g(): return h\n    return g", {"h"}),
        ("def f(rows): return [np.sum(row) for row in rows]", {"np"}),
        ("def f():\n    import cv2\n    return cv2.warp", set()),
        ("def f(a): return f(a - 1) if a else len(range(3))", set()),
        ("def f():\n    class A:\n        x = y\n    return A", {"y"}),
        ("def f(a):\n    global count\n    count = a", {"count"}),
        ("def f(a):\n    for i in a:\n        pass\n    return i, __name__", set()),
        ("def f(a): return a.shape[0], a.missing", set()),
    ],
)
def test_the_names_that_a_function_takes_from_around_it(text, names):
    assert free_names(text) == names


def test_imports_are_written_for_the_names_that_are_used():
    tree = ast.parse(
        '"""Doc."""\nimport os.path\nimport numpy as np\nfrom math import (\n    cos as c,\n'
        "    pi,\n)\nimport cv2\nfrom math import sin\n\ndef f():\n    import json\n"
    )
    imports = list_imports(tree)
    assert list(imports) == ["os", "np", "c", "pi", "cv2", "sin"]
    used = {"sin", "c", "np", "os", "absent"}
    assert import_lines(imports, used) == [
        "import os.path",
        "import numpy as np",
        "from math import cos as c, sin",
    ]
