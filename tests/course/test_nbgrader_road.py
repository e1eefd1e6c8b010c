"""The instructor's road: real nbgrader, from the source to the feedback, in a course of its own.

One course is generated, all submissions are graded in one go, and each test looks at one of them.
"""

import copy
import html
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.validator import Validator

from course.build import main
from course.command import main as digitkit
from course.release import CONFIG, configure
from tests.course.nbgrader_steps import BIN, ROOT, run_steps
from tests.course.one_lesson import write_one_lesson

# nbgrader's own way with its database.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")

NAME = "05_small_steps"
POINTS = {"shift": 2, "test_shear": 3}
READ = ("reference", "one-wrong", "untouched")  # whose feedback is looked at
ROLL = """\
def shift(image, dx, dy):
    return np.roll(image, (dy, dx), axis=(0, 1))
"""
NO_CHECKS = """

def test_shift_moves_the_ink(shift): pass
def test_shift_does_not_wrap_around(shift, rng): pass
print = lambda *words: 2
np.array_equal = lambda *arrays: True
"""
EXIT = """\
def test_shear(shear):
    raise SystemExit(0)
"""
WARNS = """\
import logging, sys, warnings
def shift(image, dx, dy):
    warnings.warn("something is deprecated")
    logging.warning("and logged")
    moved = np.zeros_like(image)
    moved[:, dx:] = image[:, : image.shape[1] - dx]
    print("and printed", file=sys.stderr)
    return moved
"""
# For a class of 20 in all: each way to answer the one with each way to answer the other.
SHIFTS = {
    "right": None,
    "blank": "def shift(image, dx, dy):\n    raise NotImplementedError('write shift')\n",
    "one too far": (
        "def shift(image, dx, dy):\n    moved = np.zeros_like(image)\n"
        "    moved[:, dx + 1 :] = image[:, : image.shape[1] - dx - 1]\n    return moved\n"
    ),
    "raises": "def shift(image, dx, dy):\n    return image.move(dx, dy)\n",
}
SHEARS = {
    "right": None,
    "empty": "def test_shear(shear):\n    pass\n",
    "too strict": "def test_shear(shear):\n    assert shear(np.zeros((3, 3)), 45) is None\n",
}


def cell_of(notebook, name):
    """Find a cell by its id."""
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def answer(notebook, **sources):
    """Write answers into the cells of a notebook."""
    for name, source in sources.items():
        cell_of(notebook, f"{name}-answer")["source"] = source
    return notebook


def reference_answers(solution):
    """Give what stands in the answer cells of the notebook with solutions."""
    return {name: cell_of(solution, f"{name}-answer")["source"] for name in POINTS}


def without_marks(notebook):
    """Take away all that nbgrader knows of a notebook."""
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def with_copies(notebook):
    """Double the cells of an exercise, as copy and paste does; the first copy is wrong."""
    at = notebook["cells"].index(cell_of(notebook, "shift-answer"))
    copies = copy.deepcopy(notebook["cells"][at : at + 3])
    copies[0]["source"] = ROLL
    for place, cell in enumerate(copies):
        cell["id"] = f"copy-{place}"
    notebook["cells"][at:at] = copies
    return notebook


def without_graded_cells(notebook):
    """Delete the graded cells, and the cells that nbgrader would look for before them."""
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if not cell["id"].endswith(("-graded", "-checks")) and cell["id"] != "shift-answer"
    ]
    return notebook


def with_damaged_marks(notebook):
    """Damage one mark, and bring in a cell of another lesson."""
    del cell_of(notebook, "shift-graded")["metadata"]["nbgrader"]["points"]
    other = copy.deepcopy(cell_of(notebook, "test_shear-graded"))
    other["metadata"]["nbgrader"]["grade_id"] = other["id"] = "rotate-graded"
    notebook["cells"].append(other)
    return notebook


def generate(built, right):
    """Generate submissions: all pairs of answers but the two that are there already."""
    return {
        f"{shift}, {shear}": answer(
            json.loads(built),
            shift=SHIFTS[shift] or right["shift"],
            test_shear=SHEARS[shear] or right["test_shear"],
        )
        for shift, shear in list(product(SHIFTS, SHEARS))[1:]
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which everything has been graded."""
    root = write_one_lesson(tmp_path_factory.mktemp("course"))
    assert main([], root=root) == 0
    shutil.copy(ROOT / CONFIG, root)
    solution = json.loads((root / "solutions" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
    built = (root / "lessons" / NAME / f"{NAME}.ipynb").read_bytes()
    # As an instructor would.
    path = os.pathsep.join([BIN, os.environ["PATH"]])
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", NAME, "--force"],
        cwd=root,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    learners = root / "lessons" / NAME / f"{NAME}.ipynb"
    assert learners.read_text(encoding="utf-8") == built.decode(), (
        "plain nbgrader makes another notebook than go.py."
    )
    right = reference_answers(solution)
    submissions = {
        "reference": answer(json.loads(built), **right),
        "untouched": json.loads(built),
        "one-wrong": answer(json.loads(built), **(right | {"shift": ROLL})),
        "cheat": answer(json.loads(built), shift=ROLL + NO_CHECKS, test_shear=EXIT),
        "warns": answer(json.loads(built), **(right | {"shift": WARNS})),
        "unmarked": without_marks(answer(json.loads(built), **right)),
        "copies": with_copies(answer(json.loads(built), **right)),
        "deleted": without_graded_cells(answer(json.loads(built), **right)),
        "damaged": with_damaged_marks(answer(json.loads(built), **right)),
        **generate(built, right),
    }
    assert len(submissions) == 20
    for student, notebook in submissions.items():
        handed_in = root / "submitted" / student / NAME / f"{NAME}.ipynb"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_text(json.dumps(notebook), encoding="utf-8")
    run_steps(configure(root), NAME, Autograde)
    for student in READ:
        run_steps(configure(root), NAME, GenerateFeedback, student=student)
    return root


@pytest.fixture(scope="module")
def points(course):
    """Give a function that looks up the points of a student, by exercise."""
    with Gradebook(configure(course).CourseDirectory.db_url, "digitkit") as book:

        def look_up(student):
            grades = book.find_submission(NAME, student).notebooks[0].grades
            assert not any(grade.needs_manual_grade for grade in grades)
            return {grade.name.removesuffix("-graded"): grade.score for grade in grades}

        yield look_up


def test_the_reference_gets_full_marks(points):
    assert points("reference") == POINTS


def test_an_untouched_notebook_gets_none(points):
    assert points("untouched") == {"shift": 0, "test_shear": 0}


def test_one_wrong_answer_costs_its_own_points_only(points):
    assert points("one-wrong") == {"shift": 0, "test_shear": 3}


def test_whoever_redefines_a_check_gains_nothing(points):
    assert points("cheat") == {"shift": 0, "test_shear": 0}


def test_a_warning_costs_no_points(points):
    assert points("warns") == POINTS


def test_a_notebook_that_has_lost_its_metadata_is_graded(points):
    assert points("unmarked") == POINTS


def test_of_a_cell_that_was_copied_the_last_counts(points):
    assert points("copies") == POINTS


def test_deleted_cells_come_back_and_a_deleted_answer_gets_nothing(points):
    assert points("deleted") == {"shift": 0, "test_shear": 3}


def test_damaged_marks_and_strange_cells_do_not_stop_the_grading(points):
    assert points("damaged") == POINTS


def test_digitkit_grade_gives_all_twenty_the_same_marks(course, points, tmp_path):
    folders = ["grade", str(course / "submitted"), "--to", str(tmp_path)]
    result = CliRunner().invoke(digitkit, folders, obj=course)
    assert result.exit_code == 0, result.output
    content = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))
    ours = {
        learner["learner"]: {
            exercise["name"]: exercise["points"]
            for work in learner["work"]
            for exercise in work["exercises"]
        }
        for learner in content["learners"]
    }
    assert len(ours) == 20 and ours == {student: points(student) for student in ours}
    assert {tuple(marks.values()) for marks in ours.values()} == {(0, 0), (2, 0), (0, 3), (2, 3)}


def test_the_feedback_holds_what_the_check_says(course):
    pages = {page.parts[-3]: page for page in (course / "feedback").rglob("*.html")}
    said = {
        student: html.unescape(re.sub(r"<[^>]+>", "", pages[student].read_text(encoding="utf-8")))
        for student in READ
    }
    assert "AssertionError: shift gave [[3, 1, 2]].\n" in said["one-wrong"]
    assert "05.1 shift: passed.\n" in said["reference"]
    assert "NotImplementedError: write shift\n" in said["untouched"]


def test_nbgrader_finds_a_solution_valid_and_an_untouched_notebook_not(course, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert Validator().validate(str(course / "solutions" / NAME / f"{NAME}.ipynb")) == {}
    failed = Validator().validate(str(course / "lessons" / NAME / f"{NAME}.ipynb"))
    assert len(failed["failed"]) == 2
    for failure in failed["failed"]:
        assert "NotImplementedError" in failure["error"]
