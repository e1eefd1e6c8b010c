"""What a learner did is kept: whole, readable, through damage and through two programs at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from course.catalog import Exercise, Lesson
from course.progress import Progress, next_exercise, next_lesson
from course.progress_file import change_progress, progress_path, read_progress


def lesson(name, *functions):
    """Make a lesson with an exercise for each function."""
    exercises = tuple(
        Exercise(f"{name[:2]}.{place}", function, "digitkit.eda", function, ("test_a",), 1, (), 1)
        for place, function in enumerate(functions, 1)
    )
    return Lesson(name[:2], name, name, 10, (), (), exercises, (), Path("."))


TOUR = lesson("00_tour")
LOADING = lesson("01_loading", "decode", "load")
SHIFTS = lesson("05_augmentation", "shift", "rotate")
LESSONS = [TOUR, LOADING, SHIFTS]
ONE_EXERCISE = (
    b'{"version": 1, "lessons": {"a": {"opened": "", "checked": "", "exercises": {"b": %s}}}}'
)


def refuse(sentence):
    """Stand where no warning is due."""
    raise AssertionError(sentence)


def passed(progress, lesson):
    """Note that every exercise of a lesson passed."""
    for exercise in lesson.exercises:
        progress.note_checked(lesson, exercise, "passed", f"{exercise.name} right")


def test_what_is_noted_is_read_again(tmp_path):
    shift = SHIFTS.exercises[0]
    with change_progress(tmp_path, refuse) as progress:
        progress.note_opened(TOUR)
        progress.note_checked(SHIFTS, shift, "wrong", "np.roll")
        progress.of(SHIFTS, shift).hints.append(1)
    read = read_progress(tmp_path, refuse)
    record = read.of(SHIFTS, shift)
    assert (record.outcome, record.attempts, record.hints) == ("wrong", 1, [1])
    assert read.is_finished(TOUR) and not read.is_finished(SHIFTS)


def test_the_file_is_small_and_says_what_it_is(tmp_path):
    with change_progress(tmp_path, refuse) as progress:
        passed(progress, SHIFTS)
    text = progress_path(tmp_path).read_text(encoding="utf-8")
    assert "shift" in text and "passed" in text and "your answers are in" in text.lower()
    assert len(text) < 1000
    assert {p.name for p in progress_path(tmp_path).parent.iterdir()} == {
        "progress.json",
        ".progress.lock",
    }


def test_looking_up_an_exercise_writes_nothing(tmp_path):
    with change_progress(tmp_path, refuse) as progress:
        progress.of(SHIFTS, SHIFTS.exercises[0])
    assert not progress_path(tmp_path).exists()


def test_the_same_answer_twice_is_one_attempt():
    progress, shift = Progress(), SHIFTS.exercises[0]
    for answer, outcome in [("a", "wrong"), ("a", "wrong"), ("b", "error"), ("b", "passed")]:
        progress.note_checked(SHIFTS, shift, outcome, answer)
    progress.note_checked(SHIFTS, SHIFTS.exercises[1], "not started", "")
    assert progress.of(SHIFTS, shift).attempts == 2
    assert progress.of(SHIFTS, shift).outcome == "passed"
    assert progress.of(SHIFTS, SHIFTS.exercises[1]).attempts == 0


def test_a_newcomer_begins_with_the_first_lesson_and_goes_on_in_order():
    progress = Progress()
    assert next_lesson(LESSONS, progress) is TOUR
    progress.note_opened(TOUR)
    assert next_lesson(LESSONS, progress) is LOADING
    assert next_exercise(LOADING, progress).name == "decode"


def test_who_began_in_the_middle_comes_to_the_first_lessons_at_the_end():
    progress = Progress()
    progress.note_checked(LOADING, LOADING.exercises[0], "wrong", "tried")
    passed(progress, LOADING)
    assert next_lesson(LESSONS, progress) is SHIFTS
    passed(progress, SHIFTS)
    assert next_lesson(LESSONS, progress) is TOUR
    progress.note_opened(TOUR)
    assert next_lesson(LESSONS, progress) is None


def test_a_check_of_everything_does_not_move_the_learner():
    progress = Progress()
    progress.note_checked(LOADING, LOADING.exercises[0], "wrong", "tried")
    for checked in LESSONS:  # nothing else was begun
        for exercise in checked.exercises[1:]:
            progress.note_checked(checked, exercise, "not started", "")
    assert next_lesson(LESSONS, progress) is LOADING


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"7",
        b'{"lessons": {}}',
        b'{"version": "1", "lessons": {}}',
        b'{"version": 1, "lessons": []}',
        b'{"version": 1, "lessons": {"05_augmentation": 3}}',
        b'{"version": 1, "lessons": {"a": {"opened": 1, "checked": "", "exercises": {}}}}',
        ONE_EXERCISE % b'{"attempts": "x"}',
        ONE_EXERCISE % b'{"hints": ["1"]}',
        ONE_EXERCISE % b'{"points": 1}',
        b"[" * 100_000,
    ],
    ids=range(15),
)
def test_a_damaged_file_is_kept_and_a_new_one_begins(tmp_path, content):
    path, sentences = progress_path(tmp_path), []
    path.parent.mkdir()
    path.write_bytes(content)
    with change_progress(tmp_path, sentences.append) as progress:
        progress.note_opened(TOUR)
    (aside,) = path.parent.glob("progress-damaged-*.json")
    assert aside.read_bytes() == content
    assert aside.name in sentences[0] and "notebooks are as they were" in sentences[0]
    assert read_progress(tmp_path, refuse).is_finished(TOUR)


def test_a_file_like_those_is_fine_when_nothing_is_damaged(tmp_path):
    path = progress_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(ONE_EXERCISE % b'{"attempts": 3}')
    assert read_progress(tmp_path, refuse).records["a"]["b"].attempts == 3


def test_two_damaged_files_are_both_kept(tmp_path):
    path, sentences = progress_path(tmp_path), []
    path.parent.mkdir()
    for content in ("{1", "{2", "{3"):
        path.write_text(content, encoding="utf-8")
        read_progress(tmp_path, sentences.append)
    kept = {aside.read_text(encoding="utf-8") for aside in path.parent.glob("*damaged*")}
    assert kept == {"{1", "{2", "{3"}


def test_an_editor_that_marks_utf_8_does_no_damage(tmp_path):
    with change_progress(tmp_path, refuse) as progress:
        progress.note_opened(TOUR)
    path = progress_path(tmp_path)
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_progress(tmp_path, refuse).is_finished(TOUR)


def test_the_file_of_a_newer_digitkit_is_left_alone(tmp_path):
    path = progress_path(tmp_path)
    path.parent.mkdir()
    path.write_text('{"version": 99, "lessons": {}}', encoding="utf-8")
    with pytest.raises(ValueError, match="newer digitkit.*git pull"):
        read_progress(tmp_path, refuse)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 99


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path):
    with change_progress(tmp_path, refuse) as progress:
        progress.note_opened(TOUR)
    before = progress_path(tmp_path).read_bytes()
    with pytest.raises(KeyError), change_progress(tmp_path, refuse) as progress:
        passed(progress, SHIFTS)
        raise KeyError
    assert progress_path(tmp_path).read_bytes() == before


def test_a_place_that_cannot_be_written_costs_a_warning_only(tmp_path):
    sentences = []
    (tmp_path / "lessons").write_text("not a folder", encoding="utf-8")
    with change_progress(tmp_path, sentences.append) as progress:
        progress.note_opened(TOUR)
    assert "not recorded" in sentences[0] and "progress.json" in sentences[0]


COUNT = """
import sys
from pathlib import Path
from tests.course.test_progress_file import SHIFTS, change_progress, refuse
for place in range(40):
    with change_progress(Path(sys.argv[1]), refuse) as progress:
        progress.note_checked(SHIFTS, SHIFTS.exercises[0], "wrong", f"{sys.argv[2]} {place}")
"""


def test_programs_that_write_at_once_lose_nothing(tmp_path):
    root = Path(__file__).resolve().parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", COUNT, tmp_path, name], cwd=root) for name in "abc"
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    record = read_progress(tmp_path, refuse).of(SHIFTS, SHIFTS.exercises[0])
    assert record.attempts == 120, "An attempt of one program was overwritten by another."
