"""Which room imports which, and who pays for TensorFlow."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import digitkit
from course.command import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
MAY_IMPORT = {
    "digitkit": set(),
    "app": {"digitkit"},
    "course": {"digitkit", "app"},
    "benchmarks": {"digitkit", "app", "course"},
}
ROOMS = {*MAY_IMPORT, "tests", "docs", "lessons", "solutions"}
TENSORFLOW = {"tensorflow", "keras"}
# The serving lock has none of these.
NOT_FOR_SERVING = {*TENSORFLOW, "pandas", "sklearn", "matplotlib", "seaborn", "scipy"}
MODULES = ["digitkit", *(m.name for m in pkgutil.walk_packages(digitkit.__path__, "digitkit."))]


def imported_names(tree):
    """Yield each node that imports, with the first word of what it names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name.split(".")[0]) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node, node.module.split(".")[0]
        elif isinstance(node, ast.Call) and called(node) == "import_module":
            if node.args and isinstance(node.args[0], ast.Constant):
                yield node, node.args[0].value.split(".")[0]


def called(node):
    """Give the last name of what a call calls; empty where it has none."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def broken_arrows(path, source):
    """List what one file imports against the arrows, in sentences."""
    tree, room = ast.parse(source), path.split("/")[0]
    lazy = {
        inner
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(function)
    }
    trains = path.startswith(("digitkit/cnn", "digitkit/early_stopping"))
    for node, name in imported_names(tree):
        where = f"{path}:{node.lineno} imports {name}"
        if name in ROOMS - MAY_IMPORT[room] - {room}:
            yield f"{where}; {room} may import {sorted(MAY_IMPORT[room]) or 'no other room'}."
        if room == "digitkit" and name in TENSORFLOW and not (trains and node in lazy):
            yield f"{where}; only cnn and early_stopping may, inside the functions that need it."
        if room == "app" and name in NOT_FOR_SERVING:
            yield f"{where}, which requirements/serve.txt does not have."
        if room == "course" and name == "app" and node not in lazy:
            yield f"{where} at once; import the app inside the function that starts it."


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_the_rooms_import_along_the_arrows(room):
    broken = [
        sentence
        for file in sorted((ROOT / room).rglob("*.py"))
        for sentence in broken_arrows(
            file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        )
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("digitkit/eda.py", "import app"),
        ("digitkit/eda.py", "from course.build import build"),
        ("digitkit/eda.py", "def f():\n    import tests.checks"),
        ("digitkit/eda.py", "from importlib import import_module\nimport_module('app.api')"),
        ("digitkit/eda.py", "def f():\n    import keras"),
        ("digitkit/cnn/training.py", "import tensorflow as tf"),
        ("digitkit/cnn/training.py", "try:\n    from keras import Model\nexcept ImportError: pass"),
        ("app/api.py", "from course import command"),
        ("app/api.py", "def f():\n    import pandas"),
        ("course/command.py", "from app import create_app"),
        ("course/build.py", "import docs.hooks"),
    ],
)
def test_a_planted_wrong_import_is_found(path, source):
    assert list(broken_arrows(path, source)), f"{source!r} in {path} went unnoticed."


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("digitkit/eda.py", "from digitkit.files import write_whole\nfrom . import plots"),
        ("digitkit/cnn/training.py", "def f():\n    import tensorflow as tf"),
        ("app/api.py", "from digitkit.recognizer import Recognizer\nimport application"),
        ("course/command.py", "def serve():\n    from app import create_app"),
    ],
)
def test_a_right_import_is_let_through(path, source):
    assert not list(broken_arrows(path, source))


def loaded_by(statement):
    """Give the names of the top-level modules that a fresh Python has after one statement."""
    code = f"{statement}\nimport sys; print('\\n'.join(m for m in sys.modules if '.' not in m))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.splitlines())


def test_importing_digitkit_costs_next_to_nothing():
    dear = {"numpy", "cv2", "ai_edge_litert", "PIL", *NOT_FOR_SERVING}
    assert not loaded_by("import digitkit") & dear


def test_no_module_of_digitkit_brings_tensorflow_with_it():
    assert not loaded_by("import " + ", ".join(MODULES)) & TENSORFLOW


def test_the_app_needs_nothing_that_the_serving_lock_lacks():
    assert not loaded_by("import app; app.create_app()") & NOT_FOR_SERVING


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["app", "--help"]])
def test_the_command_answers_without_tensorflow(arguments):
    ask = f"from course.command import main\ntry: main({arguments})\nexcept SystemExit: pass"
    assert not loaded_by(ask) & NOT_FOR_SERVING


# As on a machine where `go.py app` has installed requirements/serve.txt and nothing else.
SERVING_ONLY = """
import importlib.metadata, re, sys
from pathlib import Path

lock = Path("requirements/serve.txt").read_text(encoding="utf-8")
served = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\\w.-]+)==", lock, re.M)}

def is_served(name):
    return re.sub(r"[-_.]+", "-", name).lower() in {*served, "digitkit"}

owners = importlib.metadata.packages_distributions()
lacking = {module for module, names in owners.items() if not any(map(is_served, names))}

class Lacks:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in lacking:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Lacks())
assert "yaml" in lacking and "flask" not in lacking, "The lock is not read as it is meant."

import app.serve
app.serve.serve = lambda *arguments, **options: print("served")
from course.command import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["app", "--no-browser"], "served\n"),
        *(([command, "--help"], "Usage: ") for command in COMMANDS),
        (["predict", "benchmarks/drawing.png"], "benchmarks/drawing.png"),
        (["--help"], "Commands:"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_with_the_serving_lock_alone_the_command_serves_and_reads(arguments, said):
    result = subprocess.run(
        [sys.executable, "-c", SERVING_ONLY, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert said in result.stdout
