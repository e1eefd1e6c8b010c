"""Hints come one after the other, and which were given is kept."""

import pytest

from course.command.hint import wrap
from course.progress_file import read_progress
from tests.course.test_progress_file import refuse


def hints_had(root):
    """Give the rungs that are noted for the first exercise of lesson 05."""
    record = read_progress(root, refuse).records.get("05_shifting", {}).get("shift")
    return record.hints if record else []


def test_each_call_gives_the_next_of_three_hints(learn, course_root):
    question, idea, code, over = (learn("hint", "05.1") for _ in range(4))
    assert "05.1 shift, hint 1 of 3: a question" in question.output
    assert "leaves on the right?" in question.output and "np.zeros_like" not in question.output
    assert "`digitkit hint 05.1` gives the idea." in question.output
    assert "hint 2 of 3: the idea" in idea.output and "Copy a part" in idea.output
    assert "hint 3 of 3: nearly the code" in code.output
    assert "      moved[:, dx:] = image[:, :-dx]" in code.output, "Code keeps its shape."
    assert "You have had all 3 hints" in over.output and "--give-up" in over.output
    assert [r.exit_code for r in (question, idea, code, over)] == [0, 0, 0, 0]
    assert hints_had(course_root) == [1, 2, 3]


def test_a_hint_can_be_asked_for_by_its_place(learn, course_root):
    assert "hint 3 of 3" in learn("hint", "shift", "--rung", "3").output
    assert "hint 3 of 3" in learn("hint", "shift", "--rung", "3").output
    assert hints_had(course_root) == [3]
    assert "hint 1 of 3" in learn("hint", "shift").output
    assert "hint 2 of 3" in learn("hint", "shift").output
    assert "You have had all" in learn("hint", "shift").output


@pytest.mark.parametrize("asked", ["5.1", "05.1", "shift", "shifting.1", "05_shifting.shift"])
def test_an_exercise_can_be_named_in_many_ways(learn, asked):
    assert "05.1 shift, hint 1" in learn("hint", asked).output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hint"], "Missing argument 'EXERCISE'"),
        (["hint", "05"], "05_shifting is a whole lesson. Its exercises are 05.1 shift, 05.2"),
        (["hint", "05.7"], "has no exercise '7'. Its exercises are 05.1 shift, 05.2 test_shift."),
        (["hint", "00"], "00_tour has no exercises"),
        (["hint", "09"], "There is no '09'. The lessons are 00_tour, 02_scaling, 05_shifting."),
        (["hint", "shfit"], "Did you mean 05.1 (shift)?"),
        (["hint", "05.1", "--rung", "4"], "4 is not in the range"),
    ],
)
def test_a_wrong_name_is_answered_with_what_there_is(learn, course_root, arguments, words):
    result = learn(*arguments)
    assert result.exit_code == 2 and words in result.stderr
    assert not hints_had(course_root)


def test_a_damaged_progress_is_set_aside_and_the_hint_given(learn, course_root):
    (course_root / "lessons" / "progress.json").write_text("{", encoding="utf-8")
    result = learn("hint", "05.1")
    assert result.exit_code == 0 and "hint 1 of 3" in result.stdout
    assert "is damaged" in result.stderr and "progress-damaged-" in result.stderr


def test_a_page_with_a_fault_costs_only_its_own_lesson(learn, course_root):
    page = course_root / "docs" / "lessons" / "02-scaling.md"
    page.write_text("no front matter", encoding="utf-8")
    result = learn("hint", "05.1")
    assert "hint 1 of 3" in result.stdout
    assert "docs/lessons/02-scaling.md:1:" in result.stderr


def test_without_lessons_the_remedy_is_said(learn, course_root):
    for page in (course_root / "docs" / "lessons").iterdir():
        page.unlink()
    result = learn("hint", "05.1")
    assert result.exit_code == 1 and "git checkout -- docs" in result.stderr


def test_fenced_code_in_a_hint_keeps_its_lines():
    text = "Before all of this:\n\n```python\na = 1\n\nb = 2\n```\n\nand some words after it."
    shown = wrap(text, width=20)
    assert "  a = 1\n\n  b = 2\n  ```" in shown
    assert "  and some words\n  after it." in shown
