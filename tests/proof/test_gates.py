"""Each gate of the proof goes red when the defect is planted that it must catch."""

import json

import pytest

from course.catalog import read_catalog
from course.grading import grade, grade_planted
from course.proof import prove_blank, prove_checks, prove_mistakes, prove_solution

CHECKS = "tests/checks/test_05_shifting.py"
WRONG = "tests/wrong_answers/05_shifting.py"


def solution_of(small, name):
    return small / "solutions" / name / f"{name}.ipynb"


def test_a_course_without_defects_is_proven(small):
    for lesson in read_catalog(small)[0]:
        if lesson.exercises:
            results = grade_planted(lesson)
            assert prove_blank(lesson, lesson.notebook()) == []
            assert prove_solution(lesson, "solutions") == []
            assert prove_checks(lesson, results) == []
            others = [f for f in prove_mistakes(lesson, results) if "taken for another" not in f]
            assert others == []


def test_a_wrong_solution_is_found(small, change):
    name = "solutions/05_shifting/05_shifting.ipynb"
    lesson = change(name, "moved[:, dx:] = image", "moved[:, dx:] = 1 + image")
    assert "05.1 test_shift_moves_the_ink, seed 1" in "\n".join(prove_solution(lesson, "solutions"))


def test_a_lesson_that_ships_solved_is_found(small, change):
    lesson = change(CHECKS, "", "")
    faults = prove_blank(lesson, solution_of(small, lesson.name))
    assert len(faults) == 4 and "as handed out it is passed" in faults[0]


def test_a_lesson_that_ships_with_an_error_is_found(small, change):
    notebook = "lessons/05_shifting/05_shifting.ipynb"
    lesson = change(notebook, r"raise NotImplementedError(\"write shift\")", "return 1 / 0")
    faults = prove_blank(lesson, small / notebook)
    assert faults and "it is error, needed: not started" in faults[0]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        # A mistake that is none gets past every check.
        (WRONG, "return np.roll(image, dx, axis=1)", "from digitkit.augmentation import shift\n"
         "    return shift(image, dx, dy)", "shift__np_roll gets past"),
        # A check whose message changed no longer says what the mistake needs to be told.
        (CHECKS, "np.roll wraps.", "look again.", "does not say 'np.roll wraps'"),
        (WRONG, '"test_shift_does_not_wrap_around",', '"test_shift_moves_the_ink",',
         "shift__np_roll gets past test_shift_moves_the_ink"),
        (WRONG, "def shift__left", "def lift__left", "lift__left is planted for no exercise"),
        # Two mistakes that no check tells apart.
        (WRONG, "    moved[dx:] = image[: image.shape[0] - dx]\n    return moved",
         "    return shift__left(image, dx, dy)", "shift__rows is taken for another mistake"),
    ],
    ids=["not wrong", "message gone", "other check", "no exercise", "twins"],
)  # fmt: skip
def test_a_mistake_that_is_not_caught_as_it_should_be_is_found(change, name, old, new, sentence):
    lesson = change(name, old, new)
    faults = "\n".join(prove_mistakes(lesson, grade_planted(lesson)))
    assert sentence in faults


def test_an_idle_check_is_found(change):
    lesson = change(CHECKS, "assert moved.sum() == 0", "assert moved.sum() >= 0")
    assert "05.1 test_shift_does_not_wrap_around is idle: no planted mistake fails it." in (
        prove_checks(lesson, grade_planted(lesson))
    )


def test_too_few_mistakes_are_found(change):
    lesson = change(WRONG, "def shift__rows", "def shift_rows")
    assert "05.1 shift has 2 planted mistakes, needed 3." in (
        prove_checks(lesson, grade_planted(lesson))
    )


def test_checks_that_cannot_be_run_are_no_verdict_on_the_learner(change):
    lesson = change(CHECKS, "import numpy as np", "import nump as np")
    results = list(grade([lesson]))
    assert [result.exercise.number for result in results] == ["05.1", "05.2"]
    for result in results:
        assert "cannot be run, which is no fault of yours" in result.first.message
        assert "nump" in result.first.message
    with pytest.raises(RuntimeError, match="nump"):
        grade_planted(lesson)


def test_the_reference_is_never_graded_by_mistake(small):
    lesson = next(lesson for lesson in read_catalog(small)[0] if lesson.number == "05")
    path = lesson.notebook()
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        # The learner lost the cell, and has the kit's own function at hand.
        if cell["cell_type"] == "code" and "def shift(" in "".join(cell["source"]):
            cell["source"] = "from digitkit.augmentation import shift"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    first = next(iter(grade([lesson])))
    assert str(first.outcome) == "not started"
    assert "digitkit reset 05.1" in first.first.message
