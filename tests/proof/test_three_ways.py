"""Every exercise is proven three ways: blank, solution, and each planted mistake."""

import pytest

from course.build import fresh_notebook
from course.grading import grade_planted
from course.proof import SEEDS, prove_blank, prove_checks, prove_mistakes, prove_solution
from tests.lessons import FAULTS, WITH_EXERCISES

every_lesson = pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.name)


@pytest.fixture(scope="module")
def planted():
    """Hold the planted mistakes of a lesson against its checks, once."""
    known = {}

    def of(lesson):
        if lesson.name not in known:
            known[lesson.name] = grade_planted(lesson, seed=1)
        return known[lesson.name]

    return of


def test_there_are_lessons_and_their_pages_have_no_fault():
    assert not FAULTS, "\n".join(FAULTS)
    assert WITH_EXERCISES


@every_lesson
def test_as_handed_out_every_check_says_not_started(lesson, tmp_path):
    blank = tmp_path / "blank.ipynb"
    # Built anew: in lessons/ may stand a learner's work.
    blank.write_text(fresh_notebook(lesson), encoding="utf-8")
    faults = prove_blank(lesson, blank)
    assert not faults, "\n".join(faults)


@every_lesson
def test_the_solution_passes_whatever_the_seed(lesson):
    # What it holds was copied from the kit; tests/course/test_build.py holds that it still is.
    faults = prove_solution(lesson, "solutions", SEEDS)
    assert not faults, "\n".join(faults)


@every_lesson
def test_each_mistake_fails_with_its_own_message_and_is_recognised(lesson, planted):
    faults = prove_mistakes(lesson, planted(lesson))
    assert not faults, "\n".join(faults)


@every_lesson
def test_there_are_mistakes_enough_and_no_check_is_idle(lesson, planted):
    faults = prove_checks(lesson, planted(lesson))
    assert not faults, "\n".join(faults)
