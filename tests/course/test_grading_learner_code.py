"""Learners' files as they come: what counts, and what is said of what does not."""

import json
import os

import pytest

from course.catalog import read_catalog
from course.grading import Outcome, grade
from tests.course.graded_course import (
    GOOD,
    NUMPY,
    ROLL,
    make_course,
    stub,
    write,
    write_notebook,
)


@pytest.fixture
def root(tmp_path):
    """Give a course without a learner's file."""
    return make_course(tmp_path / "my cöurse")


@pytest.fixture
def check(root):
    """Give a function that grades cells of lesson 05, and returns the results by name."""

    def run(*cells, **options):
        write_notebook(root, "05_moving", *cells)
        return check_file(root, **options)

    return run


def check_file(root, lesson="05", **options):
    lessons, faults = read_catalog(root)
    assert not faults
    wanted = [found for found in lessons if found.number == lesson]
    return {result.exercise.name: result for result in grade(wanted, **options)}


def outcomes(results):
    return {name: str(result.outcome) for name, result in results.items()}


ALL = (NUMPY, GOOD["shift"], GOOD["zoom"], GOOD["test_shift"])
PASSED = {"shift": "passed", "zoom": "passed", "test_shift": "passed"}


def test_good_answers_pass_without_any_metadata(check):
    results = check(*ALL)
    assert outcomes(results) == PASSED
    assert sum(result.points for result in results.values()) == 6


@pytest.mark.parametrize(
    ("cells", "because"),
    [
        ((*ALL, GOOD["shift"]), "a cell that was duplicated"),
        ((stub("shift"), *ALL), "a stub above the answer"),
        (("%matplotlib inline\n" + NUMPY + "!pip list\n?np\nnp.eye?\n", *ALL[1:]), "magics"),
        ((NUMPY, "%%time\n" + GOOD["shift"], *ALL[2:]), "a timed cell"),
        ((*ALL, "%%bash\ndef shift(: no Python"), "a cell of another language"),
        (("import sys\nsys.exit()", *ALL), "the end of Python in a cell"),
        (("while True: pass", *ALL), "an endless loop in a cell"),
        (("raise SystemExit", "import os\nos._exit(1)", *ALL), "the hard end of Python"),
        (("import warnings\nwarnings.warn('careful')", *ALL), "a cell that warns"),
        (("1 / 0", "undefined", *ALL), "cells that fail"),
        (("def broken(:\n", *ALL), "a cell that is no Python"),
        (("x = (1,\n     % 3", *ALL), "a cell with an open bracket"),
        ((NUMPY + "x = = 3\n" + GOOD["shift"], *ALL[2:]), "a slip beside the answer"),
        ((NUMPY, "step = 1\n" + GOOD["shift"].replace("dx:", "dx * step:"), *ALL[2:]), "a value"),
        ((*ALL, "import numpy as shift"), "an import of the same name"),
        ((*ALL, "shift = shift(np.eye(3), 1, 0)"), "a value of the same name"),
        (("from numpy import *", *(cell.replace("np.", "") for cell in ALL[1:])), "a star"),
        (("import no_such_module\nfrom no_such_package import *", *ALL), "unused imports"),
        (
            (NUMPY, GOOD["shift"].replace("):", ") -> np.ndarray:"), *ALL[2:], NUMPY),
            "an import once more",
        ),
        (
            (
                NUMPY,
                "def same(f):\n    return f",
                "@same\n" + GOOD["shift"],
                *ALL[2:],
                "def same(f):\n    return f",
            ),
            "a decorator that was duplicated",
        ),
        ((NUMPY, "def blank(i):\n    return np.zeros_like(i)", *ALL[1:]), "a helper"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_surrounds_an_answer_does_not_spoil_it(check, cells, because):
    results = check(*cells)
    assert outcomes(results) == PASSED, [result.first for result in results.values()]


def test_a_helper_of_the_learners_own_is_used(check):
    helper = "def blank(image):\n    return np.zeros_like(image)\n"
    results = check(NUMPY, GOOD["shift"].replace("np.zeros_like", "blank"), helper, *ALL[2:])
    assert outcomes(results) == PASSED


def test_a_file_that_is_broken_is_not_replaced_by_the_reference(root, check):
    # All names can be imported from the kit, where they are right.
    imported = "from digitkit.augmentation import shift, zoom\n"
    results = check(NUMPY, imported, "def test_shift(shift:\n    pass")
    assert outcomes(results) == {
        "shift": "not started",
        "zoom": "not started",
        "test_shift": "error",
    }
    said = results["shift"].first.message
    assert "does not define shift" in said and "only imports it (cell 2)" in said
    assert "`digitkit reset 05.1`" in said


def test_what_is_not_there_is_not_started_and_can_be_brought_back(check):
    results = check(NUMPY)
    assert set(outcomes(results).values()) == {"not started"}
    assert "`digitkit reset 05.2` brings its cell back" in results["zoom"].first.message
    assert not results["zoom"].first.frames


def test_as_handed_out_nothing_is_started_and_there_is_no_traceback(check):
    results = check(NUMPY, *map(stub, PASSED))
    for name, result in results.items():
        assert {str(c.outcome) for c in result.checks} == {"not started"}
        assert result.first.message == f"Write {name}." and not result.first.frames


def test_begun_but_still_raised_is_not_started(check):
    begun = GOOD["shift"].replace("return moved", 'raise NotImplementedError("write shift")')
    assert outcomes(check(NUMPY, begun))["shift"] == "not started"


def test_the_last_of_several_definitions_counts(check):
    assert outcomes(check(*ALL, ROLL))["shift"] == "wrong"
    assert outcomes(check(NUMPY, ROLL, *ALL[1:]))["shift"] == "passed"


def test_a_broken_cell_spoils_only_its_own_exercise(check):
    results = check(NUMPY, "x = 1\ndef shift(image, dx, dy)\n    return image\n", *ALL[2:])
    assert outcomes(results) == {**PASSED, "shift": "error"}
    first = results["shift"].first
    assert first.message.startswith("SyntaxError")
    assert [(f.where, f.code) for f in first.frames] == [
        ("cell 2, line 2", "def shift(image, dx, dy)")
    ]


def test_of_two_functions_in_one_cell_one_slip_spoils_one(check):
    both = "def shift(image, dx, dy):\n    return (image\n\n" + GOOD["zoom"]
    assert outcomes(check(NUMPY, both, GOOD["test_shift"])) == {**PASSED, "shift": "error"}


def test_an_answer_that_uses_another_exercise_gets_the_kits(check):
    leaning = "def zoom(image, factor):\n    return shift(np.asarray(image), 1, 0)\n"
    results = check(NUMPY, ROLL.replace("np.roll", "wrong"), leaning, GOOD["test_shift"])
    assert outcomes(results) == {**PASSED, "shift": "error"}


def test_an_error_shows_only_the_learners_own_lines(check):
    code = (
        "def helper(image):\n    return np.reshape(image, (5, 5))\n\n\n"
        "def shift(image, dx, dy):\n    print('I am here')\n    return helper(image)\n"
    )
    result = check("# a note", NUMPY, code)["shift"]
    assert result.outcome == Outcome.ERROR
    assert [(f.where, f.code) for f in result.first.frames] == [
        ("cell 3, line 7", "return helper(image)"),
        ("cell 3, line 2", "return np.reshape(image, (5, 5))"),
    ]
    assert result.first.message.startswith("ValueError: cannot reshape")
    assert "I am here" in result.printed


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return None", "gave back None: does every way through it end with a return?"),
        ("image = image + 1", "gave back None"),
        ("return 'ink'", "gave back a str"),
    ],
)
def test_a_result_of_another_kind_is_wrong_and_says_what_came_back(check, body, says):
    first = check(f"def shift(image, dx, dy):\n    {body}\n")["shift"].first
    assert first.outcome == Outcome.WRONG and says in first.message and not first.frames


def test_a_signature_that_does_not_fit_is_an_error_in_its_first_line(check):
    code = "@staticmethod\ndef shift(image, x, y):\n    return image\n"
    first = check(code)["shift"].first
    assert first.outcome == Outcome.ERROR
    assert "unexpected keyword argument 'dx'" in first.message
    assert "shift(image, dx, dy)" in first.message
    assert [f.where for f in first.frames] == ["cell 1, line 2"]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys\ndef shift(image, dx, dy):\n    sys.exit()", "must return to its caller"),
        ("def shift(image, dx, dy):\n    exit()", "must return to its caller"),
        ("def shift(image, dx, dy):\n    raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def shift(image, dx, dy):\n    return shift(image, dx, dy)", "RecursionError"),
        ("def shift(image, dx, dy):\n    return input('dx?')", "EOFError"),
        ("def shift(image, dx, dy):\n    assert dx == 0", "AssertionError"),
        ("import no_such_module as n\ndef shift(image, dx, dy):\n    n.f()", "no_such_module"),
        ("def shift(image, dx, dy):\n    return image + KERNEL\nKERNEL = f(3)", "set in cell 1"),
        ("def shift(image, dx, dy):\n    return h(image)\ndef h(:\n    pass", "cannot read where"),
        ("return 3\ndef shift(image, dx, dy=nothing):\n    return image", "'nothing' is not"),
        ("class Odd(Exception):\n    def __str__(self): 1 / 0\n"
         "def shift(image, dx, dy):\n    raise Odd", "Odd"),
    ],
)  # fmt: skip
def test_an_error_in_the_code_is_told_with_its_line(check, code, says):
    results = check(code, *ALL[2:], NUMPY)
    assert outcomes(results) == {**PASSED, "shift": "error"}
    first = results["shift"].first
    assert says in first.message
    assert 1 <= len(first.frames) <= 4 and all(f.where.startswith("cell 1") for f in first.frames)


def test_a_misconception_is_named_by_what_the_answer_does(check):
    other = (
        "def shift(image, dx, dy):\n"
        "    columns = np.arange(image.shape[1]) - dx\n"
        "    return image[:, columns]  # negative indices come back on the right\n"
    )
    result = check(NUMPY, other, *ALL[2:])["shift"]
    assert result.outcome == Outcome.WRONG
    assert result.misconception == "np.roll brings ink back." and result.hint == 2
    assert "gave [[9, 0, 0]]: it wraps." in result.first.message


def test_a_mistake_is_named_also_where_another_fault_is_added(check):
    # Does not move; and where the answer would be right by chance it gives another picture.
    twice = "def shift(image, dx, dy):\n    return image if image[0, 0] else image + 1\n"
    result = check(NUMPY, twice, *ALL[2:])["shift"]
    assert [str(c.outcome) for c in result.checks] == ["wrong", "wrong"]
    assert result.misconception is None  # the second message is its own
    wraps = "def shift(image, dx, dy):\n    return image\n"
    assert check(NUMPY, wraps, *ALL[2:])["shift"].misconception == "You do not move it."


def test_an_unknown_mistake_gets_no_misconception(check):
    other = "def shift(image, dx, dy):\n    return np.full_like(image, 7)\n"
    result = check(NUMPY, other)["shift"]
    assert (str(result.outcome), result.misconception, result.hint) == ("wrong", None, None)


def test_a_written_test_that_fails_the_good_one_is_wrong_not_an_error(check):
    test = "def test_shift(shift):\n    assert shift(np.eye(3), 1, 0).sum() == 9, 'no ink'\n"
    results = check(*ALL[:3], test)
    first = results["test_shift"].first
    assert first.check == "test_test_shift_lets_the_good_one_pass"
    assert first.outcome == Outcome.WRONG and first.message == "no ink"


def test_a_written_test_names_the_bug_that_slipped_through(check):
    results = check(*ALL[:3], "def test_shift(shift):\n    shift(np.eye(3), 1, 0)\n")
    assert results["test_shift"].first.message == (
        "A shift that brings ink back on the left slipped through."
    )


def test_the_same_seed_draws_the_same_and_another_does_not(check):
    wrong = ROLL.replace("(dy, dx)", "(0, 2)")
    said = [check(NUMPY, wrong, seed=s)["shift"].first.message for s in (3, 3, 4)]
    assert said[0] == said[1] != said[2]


def test_an_answer_made_of_known_results_fails(check):
    fixed = "def shift(image, dx, dy):\n    return np.array([[0, 7, 0]])\n"
    assert outcomes(check(NUMPY, fixed))["shift"] == "wrong"


@pytest.mark.parametrize(
    ("content", "outcome", "says"),
    [
        (None, "not started", "05_moving.ipynb is missing"),
        ("", "error", "in line 1 it is no longer JSON"),
        ('{"cells": [\n<<<<<<< HEAD\n', "error", "in line 2 it is no longer JSON"),
        ("[1, 2]", "error", "JSON, but not a notebook"),
        ('{"cells": [3]}', "error", "JSON, but not a notebook"),
        ('{"cells": [{"cell_type": "code", "source": 3}]}', "error", "not a notebook"),
    ],
)
def test_a_file_that_is_no_notebook_is_one_sentence_and_other_lessons_go_on(
    root, content, outcome, says
):
    if content is not None:
        write(root / "lessons/05_moving/05_moving.ipynb", content)
    write_notebook(root, "03_scaling", NUMPY, GOOD["scale"])
    results = list(grade(read_catalog(root)[0]))
    assert [str(result.outcome) for result in results] == ["passed", *[outcome] * 3]
    for result in results[1:]:
        assert says in result.first.message and "`digitkit reset 05`" in result.first.message
        assert "\n" not in result.first.message and not result.first.frames


def test_bytes_that_are_no_text_are_told_of_too(root):
    path = write_notebook(root, "05_moving", *ALL)
    path.write_bytes(b"\xff\xfe\x00nothing")
    assert "cannot be read" in check_file(root)["shift"].first.message


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_script_beside_the_notebook_is_graded_the_same(root, line_end):
    write_notebook(root, "05_moving")
    script = root / "lessons/05_moving/05_moving.py"
    cells = ["# %% [markdown]\n# Words, and def shift(: in them\n", *ALL[:2], "# a\fb\n", *ALL[2:]]
    text = "# Save this\n" + "".join(f"# %%\n{cell}\n" for cell in cells)
    script.write_bytes(text.replace("\n", line_end).encode())
    os.utime(script, (2e9, 2e9))
    assert outcomes(check_file(root)) == PASSED
    broken = text.replace("    return moved", "    return moved.nothing")
    script.write_bytes(broken.replace("\n", line_end).encode())
    os.utime(script, (2e9, 2e9))
    first = check_file(root)["shift"].first
    line = broken.split("\n").index("    return moved.nothing") + 1
    assert [(f.where, f.code) for f in first.frames] == [(f"line {line}", "return moved.nothing")]


def test_of_notebook_and_script_the_one_saved_last_counts(root):
    notebook = write_notebook(root, "05_moving", *ALL)
    script = root / "lessons/05_moving/05_moving.py"
    write(script, NUMPY + ROLL)
    for saved, outcome in ((1e9, "passed"), (2e9, "wrong")):
        os.utime(script, (saved, saved))
        assert outcomes(check_file(root))["shift"] == outcome
    assert json.loads(notebook.read_text(encoding="utf-8"))


def test_the_targets_are_graded_by_the_same_checks(root):
    write_notebook(root, "05_moving", NUMPY, ROLL, *ALL[2:], room="solutions")
    assert outcomes(check_file(root, target="solutions")) == {**PASSED, "shift": "wrong"}
    assert outcomes(check_file(root, target="digitkit")) == PASSED
    assert set(outcomes(check_file(root)).values()) == {"not started"}
    with pytest.raises(ValueError, match="target must be one of lessons, solutions, digitkit"):
        check_file(root, target="mine")


def test_only_what_is_asked_for_is_run_and_gets_no_points(check):
    results = check(*ALL, only={("05.1", "test_shift_does_not_wrap")})
    assert [c.check for c in results["shift"].checks] == ["test_shift_does_not_wrap"]
    assert list(results) == ["shift"]
    assert results["shift"].points == 0, "A part of the checks must not earn the points."
