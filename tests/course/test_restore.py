"""One exercise comes back fresh; whatever else the learner did stays."""

import json

import pytest

from course.catalog import read_catalog
from course.percent import to_percent
from course.restore import ROLES, cut, restore_in_notebook, restore_in_script
from tests.course.small_course import RIGHT, ROLL, notebook_path


@pytest.fixture(scope="module")
def fresh(built_course):
    """Give the notebook of lesson 05 as it was built."""
    return notebook_path(built_course, "05_shifting").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def exercises(built_course):
    """Give the exercises of lesson 05."""
    return read_catalog(built_course)[0][2].exercises


def cells_of(notebook):
    """Give the cells, without what only running changes."""
    return [
        {"id": cell.get("id"), "source": "".join(cell["source"]), "metadata": cell["metadata"]}
        for cell in json.loads(notebook)["cells"]
    ]


def changed(fresh, change):
    """Change the list of cells of a notebook."""
    notebook = json.loads(fresh)
    change(notebook["cells"])
    return json.dumps(notebook)


def place(cells, name):
    """Say where a cell stands."""
    return next(at for at, cell in enumerate(cells) if cell["id"] == name)


def write_both(cells):
    """Write an answer to each exercise."""
    cells[place(cells, "shift-answer")]["source"] = ROLL
    cells[place(cells, "test_shift-answer")]["source"] = RIGHT["test_shift"]


def test_every_exercise_has_the_cells_that_a_reset_knows(fresh, exercises):
    ids = {cell["id"] for cell in cells_of(fresh)}
    for exercise in exercises:
        assert {f"{exercise.name}-{role}" for role in ROLES} <= ids
        assert len([i for i in ids if i.startswith(f"{exercise.name}-")]) == len(ROLES)


def test_only_the_exercise_that_was_named_is_fresh_again(fresh, exercises):
    own = changed(fresh, write_both)
    restored = cells_of(restore_in_notebook(own, fresh, exercises[0]))
    expected = cells_of(fresh)
    expected[place(expected, "test_shift-answer")]["source"] = RIGHT["test_shift"]
    assert restored == expected


def delete_all(cells):
    cells[:] = [cell for cell in cells if not cell["id"].startswith("shift-")]


def delete_some(cells):
    cells[:] = [c for c in cells if c["id"] not in ("shift-checks", "shift-graded", "shift-hints")]


def double(cells):
    at = place(cells, "shift-answer")
    cells.insert(at, {**cells[at], "id": "another"})


def unmark(cells):
    for cell in cells:
        cell["metadata"] = {}


def rename_and_unmark(cells):
    """As a tool does that knows nothing of ids: only the answer can still be told."""
    at = place(cells, "shift-answer")
    cells[at] = {**cells[at], "id": "another", "metadata": {}}


def shuffle(cells):
    at = place(cells, "shift-graded")
    cells.append(cells.pop(at))


def write_it_elsewhere(cells):
    """A last definition, which would count, at the end."""
    cells.append({**cells[place(cells, "shift-answer")], "id": "x", "metadata": {}, "source": ROLL})


@pytest.mark.parametrize(
    "damage",
    [
        delete_all,
        delete_some,
        double,
        unmark,
        rename_and_unmark,
        shuffle,
        write_it_elsewhere,
    ],
)
def test_whatever_became_of_its_cells_they_are_back_once_and_in_order(fresh, exercises, damage):
    def spoil(cells):
        write_both(cells)
        damage(cells)

    own = changed(fresh, spoil)
    restored = cells_of(restore_in_notebook(own, fresh, exercises[0]))
    expected = cells_of(fresh)
    assert [c["id"] for c in restored] == [c["id"] for c in expected]
    mine = [c for c in restored if c["id"].startswith("shift-")]
    assert mine == [c for c in expected if c["id"].startswith("shift-")]
    other = restored[place(restored, "test_shift-answer")]
    assert other["source"] == RIGHT["test_shift"], "The other exercise is the learner's."


def test_what_else_stands_in_a_cell_is_kept(fresh, exercises):
    source = f"%matplotlib inline\nnotes = 'mine'\n{ROLL}print(notes)\n"

    def add(cells):
        cells.append({"cell_type": "code", "id": "mine", "metadata": {}, "source": source})

    restored = cells_of(restore_in_notebook(changed(fresh, add), fresh, exercises[0]))
    assert restored[-1]["source"] == "%matplotlib inline\nnotes = 'mine'\nprint(notes)\n"


def test_a_notebook_of_an_older_format_stays_one(fresh, exercises):
    notebook = json.loads(fresh)
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    restored = json.loads(restore_in_notebook(json.dumps(notebook), fresh, exercises[0]))
    assert not any("id" in cell for cell in restored["cells"])
    assert len(restored["cells"]) <= len(notebook["cells"]) + 3, "Words without a name may stay."


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"cells": [1]}', '{"cells": 1}', "[" * 9999]
)
def test_what_is_not_a_notebook_is_refused(fresh, exercises, text):
    with pytest.raises(ValueError, match="cannot be read as a notebook"):
        restore_in_notebook(text, fresh, exercises[0])


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("def f():\n    return 1\n", ""),
        ("a = 1\n\n@cache\ndef f(x,\n      y):\n    return 1\nb = 2\n", "a = 1\n\nb = 2\n"),
        ("def f(): 1\ndef f(): 2\ndef g(): f\n", "def g(): f\n"),
        ("def outer():\n    def f():\n        1\n", "def outer():\n    def f():\n        1\n"),
        ("def ff():\n    1\nf = 2\n", "def ff():\n    1\nf = 2\n"),
        ("%time f()\n!ls\ndef f():\n    1\n", "%time f()\n!ls\n"),
        ("async def f():\n    1\n", ""),
        ("def f(x:\n    return (1\n\n    2\ndef g():\n    3\n", "def g():\n    3\n"),
    ],
)
def test_a_function_is_cut_out_of_code(source, left):
    assert cut(source, "f") == left


def test_in_a_python_file_only_the_named_exercise_is_fresh_again(fresh, exercises):
    script = to_percent(fresh, "05")
    own = to_percent(changed(fresh, write_both), "05") + "\n# %%\nmine = 1\n"
    restored = restore_in_script(own, fresh, exercises[0])
    assert ROLL not in restored and 'raise NotImplementedError("write shift")' in restored
    assert RIGHT["test_shift"].strip() in restored and "mine = 1" in restored
    without = restored.replace(RIGHT["test_shift"].strip(), "").replace("# %%\nmine = 1", "")
    assert [line for line in without.splitlines() if line and line not in script.splitlines()] == []


def test_in_a_python_file_a_deleted_exercise_comes_back_in_its_place(fresh, exercises):
    script = to_percent(fresh, "05")
    start = script.index("# %% [markdown]\n# ### Exercise 05.1")
    end = script.index("# %%\nshift(np.eye(3), 1, 0)")
    restored = restore_in_script(script[:start] + script[end:], fresh, exercises[0])
    assert restored.split() == script.split()
