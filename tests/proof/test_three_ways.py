"""Every exercise is proven three ways: blank, solution, and each planted mistake."""

import runpy
from collections import Counter

import pytest

from course.build import fresh_notebook
from course.catalog import read_catalog
from course.grading import Outcome, grade, grade_planted

LESSONS, FAULTS = read_catalog()
TAUGHT = [lesson for lesson in LESSONS if lesson.exercises]
ENOUGH = 3
every_lesson = pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.name)


@pytest.fixture(scope="module")
def mistakes():
    """Hold the planted mistakes of a lesson against its checks, once."""
    known = {}

    def of(lesson):
        if lesson.name not in known:
            known[lesson.name] = grade_planted(lesson)
        return known[lesson.name]

    return of


def test_the_pages_have_no_fault():
    assert not FAULTS, "\n".join(FAULTS)
    assert TAUGHT


@every_lesson
def test_as_handed_out_every_check_says_not_started(lesson, tmp_path):
    # Built anew: in lessons/ may stand a learner's work.
    blank = tmp_path / "blank.ipynb"
    blank.write_text(fresh_notebook(lesson), encoding="utf-8")
    results = list(grade([lesson], files={lesson.name: blank}))
    assert [r.exercise for r in results] == list(lesson.exercises)
    for result in results:
        outcomes = {check.check: str(check.outcome) for check in result.checks}
        assert set(outcomes.values()) == {"not started"}, f"{result.exercise.name}: {outcomes}"
        assert not any(check.frames for check in result.checks)


@every_lesson
@pytest.mark.parametrize("target", ["solutions", "digitkit"])
def test_the_solution_passes_whatever_the_seed(lesson, target):
    for seed in (1, 2, 3):
        for result in grade([lesson], target, seed=seed):
            assert result.outcome == Outcome.PASSED, (
                f"{result.exercise.number}, seed {seed}: {result.first.message}"
            )


def marks(lesson):
    """What each planted mistake is marked with, by its name."""
    planted = runpy.run_path(str(lesson.wrong_answers))
    return {n: answer.planted for n, answer in planted.items() if hasattr(answer, "planted")}


@every_lesson
def test_every_planted_mistake_belongs_to_an_exercise(lesson, mistakes):
    assert set(marks(lesson)) == set(mistakes(lesson))


@every_lesson
def test_each_mistake_fails_with_its_own_message(lesson, mistakes):
    slips, planted = [], marks(lesson)
    for name, result in mistakes(lesson).items():
        mark = planted[name]
        caught = {c.check: c.message for c in result.checks if c.outcome != Outcome.PASSED}
        if mark.check not in caught:
            slips.append(f"{name} gets past {mark.check}; it fails {sorted(caught)}")
        elif mark.says not in caught[mark.check]:
            slips.append(f"{name}: {caught[mark.check]!r} does not say {mark.says!r}")
    assert not slips, "\n".join(slips)


@every_lesson
def test_each_mistake_is_recognised(lesson, mistakes):
    # Another one that behaves just the same may be named: nobody could tell them apart.
    unknown = [n for n, result in mistakes(lesson).items() if not result.misconception]
    assert not unknown, f"not recognised: {unknown}"
    own = {name: mark.misconception for name, mark in marks(lesson).items()}
    other = {
        name: result.misconception
        for name, result in mistakes(lesson).items()
        if result.misconception != own[name]
    }
    assert not other, f"taken for another mistake: {other}"


@every_lesson
def test_every_exercise_has_mistakes_enough(lesson, mistakes):
    count = Counter(result.exercise.name for result in mistakes(lesson).values())
    few = [e.name for e in lesson.exercises if count[e.name] < ENOUGH]
    assert not few, f"fewer than {ENOUGH} mistakes are planted for {few}"


@every_lesson
def test_no_check_is_idle(lesson, mistakes):
    caught = {
        check.check
        for result in mistakes(lesson).values()
        for check in result.checks
        if check.outcome != Outcome.PASSED
    }
    idle = [check for e in lesson.exercises for check in e.checks if check not in caught]
    assert not idle, f"no planted mistake fails {idle}"
