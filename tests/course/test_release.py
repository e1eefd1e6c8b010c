"""What nbgrader makes of a solution, and how work in it is told from a notebook that was run."""

import ast
import json
import re
import sys

import nbformat
import pytest

from course.build import fresh_notebook, holds_work, main, percent_script
from course.catalog import read_catalog
from course.execution import execute_notebook, printed
from course.exercise import Exercise
from course.exercise_cells import name_cell
from tests.course.one_lesson import write_one_lesson


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A lesson that has been built, and that no test may change."""
    root = write_one_lesson(tmp_path_factory.mktemp("built"))
    assert main([], root=root) == 0
    return read_catalog(root)[0][0]


@pytest.fixture
def lesson(tmp_path, built):
    """A lesson that has been built."""
    for path in (built.notebook(), built.notebook("solutions")):
        copy = tmp_path / path.relative_to(built.root)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(path.read_bytes())
    write_one_lesson(tmp_path)
    return read_catalog(tmp_path)[0][0]


def cells_of(lesson, room="lessons"):
    """Give the cells of its notebook by their ids."""
    notebook = nbformat.read(lesson.notebook(room), as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def test_a_stub_keeps_signature_and_docstring_and_says_what_to_write(built):
    stub = ast.parse(cells_of(built)["shift-answer"].source).body[0]
    assert [argument.arg for argument in stub.args.args] == ["image", "dx", "dy"]
    assert ast.get_docstring(stub).startswith("Move the ink of one image by whole pixels")
    assert [ast.unparse(line) for line in stub.body[1:]] == [
        "raise NotImplementedError('write shift')"
    ]
    source = cells_of(built)["test_shear-answer"].source
    assert source.endswith('\n    raise NotImplementedError("write test_shear")')


def test_no_solution_is_released(built):
    text = built.notebook().read_text(encoding="utf-8")
    assert "a move beyond the edge" in built.notebook("solutions").read_text(encoding="utf-8")
    for trace in ("SOLUTION", "np.zeros_like", "a move beyond the edge", "slanted"):
        assert trace not in text, f"the learner's notebook holds {trace!r} of the solution."


def test_the_solution_is_the_code_of_the_kit(built):
    source = cells_of(built, "solutions")["shift-answer"].source
    without = re.sub(r"    ### (BEGIN|END) SOLUTION\n?", "", source).rstrip()
    assert without in (built.root / "digitkit/augmentation/one_image.py").read_text("utf-8")


def test_an_exercise_is_checks_then_answer_then_grade_then_hints(built):
    roles = [name.removeprefix("shift-") for name in cells_of(built) if name.startswith("shift-")]
    assert roles == ["about", "checks", "answer", "after", "graded", "hints"]


def test_only_the_answer_can_be_edited_and_only_the_grade_is_graded(built):
    for name, cell in cells_of(built).items():
        mark = cell.metadata.get("nbgrader", {})
        assert (cell.metadata.get("editable", True), mark.get("grade", False)) == (
            not name.endswith(("-checks", "-graded")),
            name.endswith("-graded"),
        )
        assert cell.metadata.get("jupyter", {}).get("source_hidden", False) == mark.get(
            "grade", False
        )
    points = {
        n: c.metadata.nbgrader.get("points") for n, c in cells_of(built).items() if "-gra" in n
    }
    assert points == {"shift-graded": 2, "test_shear-graded": 3}


def test_the_readable_checks_are_the_file_itself_and_can_be_run(built):
    source = cells_of(built)["shift-checks"].source
    file = built.checks.read_text(encoding="utf-8")
    for check in source.split("\n\n\n")[1:]:
        assert check in file
    names = {}
    exec(source, names)
    with pytest.raises(AssertionError, match="shift gave"):
        names["test_shift_moves_the_ink"](lambda image, dx, dy: image)


def test_a_graded_cell_begins_with_the_same_checks_and_ends_with_a_statement(built):
    cells = cells_of(built)
    for name in ("shift", "test_shear"):
        graded = cells[f"{name}-graded"].source
        assert graded.startswith(cells[f"{name}-checks"].source)
        assert not isinstance(ast.parse(graded).body[-1], ast.Expr)


def test_a_failure_is_the_message_of_the_check_alone(built):
    names = {}
    exec(cells_of(built)["shift-checks"].source, names)
    names["shift"] = lambda image, dx, dy: image
    with pytest.raises(AssertionError, match=r"^shift gave \[\[1, 2, 3\]\]\.$") as caught:
        exec(cells_of(built)["shift-graded"].source, names)
    assert caught.value.__suppress_context__
    assert len(caught.traceback) == 2, "the frames of the check are shown as well."


def test_every_hint_is_folded_by_itself(built):
    text = cells_of(built)["shift-hints"].source
    assert re.findall(r"<summary>(.*)</summary>", text) == [
        "Hint 1: a question",
        "Hint 2: the idea",
        "Hint 3: nearly the code",
    ]
    assert text.count("<details>") == text.count("</details>") == 3
    assert "\n\nNearly the code:\n\n    moved[dy:, dx:]" in text


def test_ids_are_short_enough_and_differ(built):
    long = Exercise("05.1", "x" * 80, "digitkit", "x" * 80, (), 1, (), 1)
    other = Exercise("05.1", "x" * 81, "digitkit", "x" * 81, (), 1, (), 1)
    names = {name_cell(exercise, role) for exercise in (long, other) for role in ("a", "graded")}
    assert len(names) == 4 and all(re.fullmatch(r"[\w-]{1,64}", name) for name in names)


def test_a_solution_runs_from_top_to_bottom(built):
    run = execute_notebook(built.notebook("solutions").read_text(encoding="utf-8"))
    assert "05.1 shift: passed." in printed(run) and "05.2 test_shear: passed." in printed(run)


def test_to_run_a_notebook_is_no_work(lesson):
    before = lesson.notebook().read_bytes()
    notebook = nbformat.reads(before.decode(), as_version=4)
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.execution_count = place
            cell.outputs = [nbformat.v4.new_output("stream", text="x")]
            cell.metadata["jupyter"] = {"source_hidden": False, "outputs_hidden": True}
            cell.metadata["execution"] = {"iopub.execute_input": "now"}
    # As JupyterLab adds it when the last cell is run.
    notebook.cells.append(nbformat.v4.new_code_cell(""))
    notebook.metadata.language_info = {"name": "python", "version": "3.12.1"}
    nbformat.write(notebook, lesson.notebook())
    assert not holds_work(lesson.notebook())
    assert fresh_notebook(lesson).encode() == before


def change(lesson, do):
    """Change the notebook of a lesson as JSON."""
    notebook = json.loads(lesson.notebook().read_text(encoding="utf-8"))
    do(notebook)
    lesson.notebook().write_text(json.dumps(notebook), encoding="utf-8")


WORK = {
    "an answer": lambda notebook: notebook["cells"][6]["source"].append("\n# mine"),
    "words": lambda notebook: notebook["cells"][0]["source"].append("mine"),
    "a new cell": lambda notebook: notebook["cells"].insert(1, notebook["cells"][0]),
    "a deleted cell": lambda notebook: notebook["cells"].pop(),
    "another order": lambda notebook: notebook["cells"].reverse(),
    "nbgrader's marks": lambda notebook: notebook["cells"][6].update(metadata={}),
    "the seal": lambda notebook: notebook["metadata"].pop("digitkit"),
    "all metadata": lambda notebook: notebook.pop("metadata"),
    "no cells": lambda notebook: notebook.pop("cells"),
    "a strange seal": lambda notebook: notebook["metadata"].update(digitkit=3),
}


@pytest.mark.parametrize("name", WORK)
def test_all_else_is_work(lesson, built, name):
    change(lesson, WORK[name])
    assert holds_work(lesson.notebook()), f"this would be written over: {name}."
    work = lesson.notebook().read_bytes()
    assert main([], root=lesson.root) == 0
    assert lesson.notebook().read_bytes() == work
    assert fresh_notebook(lesson) == built.notebook().read_text(encoding="utf-8")


def test_there_is_no_work_where_there_is_no_file(lesson, built):
    lesson.notebook().unlink()
    assert not holds_work(lesson.notebook())
    assert fresh_notebook(lesson) == built.notebook().read_text(encoding="utf-8")


def test_a_fresh_notebook_needs_no_nbgrader_where_the_one_on_the_disk_is_fresh(built, monkeypatch):
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    monkeypatch.setitem(sys.modules, "course.release", None)
    assert fresh_notebook(built) == built.notebook().read_text(encoding="utf-8")


def test_a_lesson_as_a_script_is_python_with_all_that_is_needed(built):
    script = percent_script(built)
    tree = ast.parse(script)
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert defined == [
        "test_shift_moves_the_ink",
        "test_shift_does_not_wrap_around",
        "shift",
        "test_shear_lets_the_good_one_pass",
        "test_shear_finds_a_lean_to_the_left",
        "test_shear",
    ], "each check stands there once, readable; what is graded is the command's."
    assert "digitkit check 05" in script and "next cell" not in script
    assert "\n# %% [markdown]\n# Look at an image.\n" in script
    assert "\n# %matplotlib inline\n" in script
    names = {"__name__": "script"}
    with pytest.raises(NotImplementedError, match="write shift"):
        exec(script, names)
