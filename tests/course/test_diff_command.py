"""The reference is for comparing: after one's own answer passes, or when one gives up."""

import pytest

from course.command.diff import show
from course.comparison import compare
from tests.course.small_course import RIGHT, ROLL, answer, without_colour
from tests.course.test_check_command import records

WIDE = {"COLUMNS": "200"}


def test_before_an_answer_passes_nothing_is_shown(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    result = learn("diff", "05.1")
    assert result.exit_code == 1
    assert "05.1 shift does not pass yet: wrong." in result.stderr
    assert "digitkit hint 05.1" in result.stderr and "--give-up" in result.stderr
    assert "zeros_like" not in result.output and not records(course_root)["shift"].gave_up
    assert records(course_root)["shift"].attempts == 1


def test_an_answer_that_passes_stands_beside_the_reference(learn, course_root):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    result = learn("diff", "05.1", env=WIDE)
    assert result.exit_code == 0
    lines = without_colour(result.output).splitlines()
    assert lines[2].split("  ")[0] == "your answer" and lines[2].endswith("the reference")
    (line,) = [line for line in lines if "result = np.zeros" in line]
    assert line.split(" | ")[1].strip() == "moved = np.zeros_like(image)"
    assert not records(course_root)["shift"].gave_up
    assert records(course_root)["shift"].outcome == "passed"


def test_to_give_up_is_noted(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    result = learn("diff", "shift", "--give-up", "--plain")
    assert result.exit_code == 0
    assert "-      return np.roll(image, dx, axis=1)" in result.stdout
    assert "+      moved = np.zeros_like(image)" in result.stdout
    assert records(course_root)["shift"].gave_up
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    learn("diff", "shift")
    assert records(course_root)["shift"].gave_up, "What was noted stays."


def test_who_passes_does_not_give_up(learn, course_root):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    assert learn("diff", "05.1", "--give-up").exit_code == 0
    assert not records(course_root)["shift"].gave_up


def test_without_an_answer_the_reference_stands_alone(learn, course_root):
    result = learn("diff", "05.2", "--give-up")
    assert "nothing of yours was found. The reference:" in result.stdout
    assert "def test_shift(shift):" in result.stdout
    assert records(course_root)["test_shift"].gave_up


def test_the_reference_itself_is_told_as_such(course_root, learn):
    reference = (
        'def test_shift(shift):\n    """Hold that ink that leaves does not come back."""\n'
        "    assert shift(np.array([[0, 9]]), 1, 0).sum() == 0\n"
    )
    answer(course_root, "05_shifting", "test_shift", reference)
    result = learn("diff", "05.2")
    assert result.exit_code == 0 and "letter by letter" in result.stdout


def test_helpers_of_one_s_own_are_shown_too(learn, course_root):
    code = "def largest():\n    return 255\n\n\ndef scale(image):\n    return image / largest()\n"
    answer(course_root, "02_scaling", "scale", code)
    result = learn("diff", "02.1", "--plain")
    assert result.exit_code == 0 and "-  def largest():" in result.stdout


def test_a_broken_cell_is_shown_as_it_is(learn, course_root):
    answer(course_root, "05_shifting", "shift", "def shift(image, dx, dy:\n    return image\n")
    result = learn("diff", "05.1", "--give-up", "--plain")
    assert "-  def shift(image, dx, dy:" in result.stdout


@pytest.mark.parametrize("asked", ["05", "00", "09"])
def test_an_exercise_is_needed(learn, asked):
    assert learn("diff", asked).exit_code == 2


def test_lines_that_are_alike_stand_beside_each_other():
    mine = "def f(a):\n    total = sum(a)\n    return total"
    reference = 'def f(a):\n    """Add."""\n\n    result = sum(a)\n    return result'
    lines = without_colour(compare(mine, reference, 100)).splitlines()[2:]
    pairs = [line for line in lines if "|" in line]
    assert ["total = sum(a)" in p and "result = sum(a)" in p for p in pairs] == [True, False]
    assert sum(">" in line for line in lines) == 2


def test_code_that_does_not_fit_stands_below():
    text = without_colour(compare("a = 1", "a = " + "1 + " * 30 + "1", 80))
    assert "-  a = 1" in text.splitlines()


def test_colour_says_nothing_that_marks_do_not():
    coloured = compare("a = 1", "b = 2", 20)
    assert "\x1b[" in coloured
    assert without_colour(coloured) == compare("a = 1", "b = 2", 20, plain=True)


def test_nothing_is_lost_in_a_comparison():
    mine, reference = "a\nb\nc\nd", "x\nb\ny\nz\nd\ne"
    text = compare(mine, reference, 10, plain=True).splitlines()[3:]
    assert [line[3:] for line in text if line[0] != "+"] == mine.split("\n")
    assert [line[3:] for line in text if line[0] != "-"] == reference.split("\n")


def test_plain_is_told_in_order(course_root):
    from course.catalog import read_catalog

    exercise = read_catalog(course_root)[0][2].exercises[0]
    text = show("a = 1", "a = 2", exercise, plain=True)
    assert text.isascii() and text.startswith("05.1 shift\n")
