"""The pages for instructors: their numbers and lists are those of the lessons."""

import re
import subprocess
import sys

import pytest

from course.catalog import ROOT, read_catalog
from course.misconceptions import read_misconceptions
from course.proof import read_marks
from course.website_teaching import list_misconceptions, literally, tabulate, write_out
from tests.course.small_course import make_course
from tests.lessons import LESSONS, WITH_EXERCISES

TEACH = ROOT / "docs" / "teach"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The lessons of a small course."""
    return read_catalog(make_course(tmp_path_factory.mktemp("course")))[0]


def test_a_misconception_stands_with_its_check_what_that_says_and_the_hint(small):
    text = list_misconceptions(small)
    assert "There are 9; each box unfolds." in text
    assert '??? question "05.1 shift: 3 misconceptions"' in text
    box = text[text.index("05.1 shift") : text.index("05.2 test_shift")]
    assert box.index("test_shift_moves_the_ink") < box.index("Your ink goes to the left.")
    roll = box[box.index("np.roll moves the ink") :]
    assert "shift([[0, 0, 9]], 1, 0) gave" in roll.replace("\\", "")
    assert "np.roll wraps.”" in roll
    assert "hint 2, idea" in roll


@pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.name)
def test_every_planted_mistake_is_told_and_by_the_words_that_it_is_known_by(lesson):
    told = read_misconceptions(lesson)
    marks = read_marks(lesson)
    for exercise in lesson.exercises:
        own = [mark for name, mark in marks.items() if name.startswith(f"{exercise.name}__")]
        rows = [(c, each) for c, found in told[exercise.number].items() for each in found]
        assert sorted(each.sentence for _, each in rows) == sorted({m.misconception for m in own})
        for check, each in rows:
            assert any(
                " ".join(mark.says.split()) in each.says and mark.hint == each.hint
                for mark in own
                if (mark.check, mark.misconception) == (check, each.sentence)
            ), f"{each} is not what {check} says."


def test_the_mistakes_are_read_without_tensorflow():
    program = (
        "import sys; from course.catalog import read_catalog;"
        "from course.website_teaching import list_misconceptions;"
        "list_misconceptions(read_catalog()[0]);"
        "sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_code_in_a_sentence_stays_code_and_nothing_else_is_markup():
    assert literally("`a * b`, not a * b or <br>") == r"`a * b`, not a \* b or \<br\>"


def test_the_table_of_points_has_a_row_for_each_exercise_and_the_sums(small):
    table = tabulate(small)
    assert "| 02.1\u00a0`scale` | a function | 1 | 1 |" in table
    assert "| 05.2\u00a0`test_shift` | a test | 2 | 3 |" in table
    assert "Shifting](../lessons/05-shifting.md)** | | **4** | **5** |" in table


def test_sums_are_taken_of_the_lessons_that_a_page_names(small):
    assert write_out("{{ minutes 02 05 }} and {{ minutes }}", small) == "10 and 11"
    assert write_out("{{ points 05 }} of {{ points }}", small) == "5 of 6"
    assert write_out("{{ lesson 02 }}", small) == "02\u00a0[Scaling](../lessons/02-scaling.md)"


@pytest.mark.parametrize("mark", ["minutes 77", "hours 02", "points 02 of 05"])
def test_a_mark_that_stands_for_nothing_stops_the_build(small, mark):
    with pytest.raises(ValueError, match="stands for nothing: there are lesson, minutes"):
        write_out(f"{{{{ {mark} }}}}", small)


@pytest.mark.parametrize("page", sorted(TEACH.glob("*.md")), ids=lambda page: page.stem)
def test_no_page_has_a_sum_of_minutes_or_points_written_by_hand(page):
    text = re.sub(r"\{\{.*?\}\}", "", page.read_text(encoding="utf-8"))
    sums = {str(sum(lesson.minutes for lesson in LESSONS))}
    sums.add(str(sum(lesson.points for lesson in LESSONS)))
    assert not sums & set(re.findall(r"\d+", text))


def test_a_plan_leaves_no_lesson_out_by_mistake():
    plans = re.split(r"^## ", (TEACH / "pacing.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    for plan in plans[1:]:  # a day has no room for all
        rows = [line for line in plan.splitlines() if line.startswith("|")]
        named = [
            number
            for row in rows
            for mark in re.findall(r"\{\{ lesson ([\d ]+) \}\}", row)
            for number in mark.split()
        ]
        assert named == [lesson.number for lesson in LESSONS], plan[:20]
        assert all(
            re.search(r"lesson ([\d ]+) \}", row)[1] == re.search(r"minutes ([\d ]+) \}", row)[1]
            for row in rows
            if "lesson" in row
        )
