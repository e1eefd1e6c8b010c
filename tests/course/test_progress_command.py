"""The learner sees what is done and what comes next."""

import os
import time

from course.catalog import read_catalog
from course.progress_file import change_progress
from tests.course.small_course import notebook_path, without_colour
from tests.course.test_progress_file import refuse


def note(root, number, name, outcome, answer="1", **facts):
    """Note what a check would."""
    lesson = next(lesson for lesson in read_catalog(root)[0] if lesson.number == number)
    exercise = next(e for e in lesson.exercises if e.name == name)
    with change_progress(root, refuse) as progress:
        progress.note_checked(lesson, exercise, outcome, answer)
        for key, value in facts.items():
            setattr(progress.of(lesson, exercise), key, value)


def test_a_newcomer_sees_every_exercise_and_where_to_begin(learn):
    lines = learn("progress", "--plain").output.splitlines()
    assert lines == [
        "00 A look around: not opened yet",
        "02 Scaling: 0 of 1 exercises pass, 0 of 1 points",
        "   02.1 scale  not started",
        "05 Shifting: 0 of 2 exercises pass, 0 of 5 points",
        "   05.1 shift       not started",
        "   05.2 test_shift  not started",
        "",
        "Next: A look around. `digitkit start 00` opens it.",
    ]


def test_what_was_done_is_told(learn, course_root):
    note(course_root, "05", "shift", "wrong", "1", hints=[1])
    note(course_root, "05", "shift", "passed", "2")
    note(course_root, "05", "test_shift", "error", "1", gave_up=True)
    lines = learn("progress", "--plain").output.splitlines()
    assert lines[3:] == [
        "05 Shifting: 1 of 2 exercises pass, 2 of 5 points",
        "   05.1 shift       passed       2 attempts, hint 1",
        "   05.2 test_shift  error        1 attempt, gave up",
        "",
        "Next: 05.2 test_shift. `digitkit start 05` opens it.",
    ]


def test_when_all_is_done_the_report_is_next(learn, course_root):
    lessons, _ = read_catalog(course_root)
    with change_progress(course_root, refuse) as progress:
        progress.note_opened(lessons[0])
    for number, name in (("02", "scale"), ("05", "shift"), ("05", "test_shift")):
        note(course_root, number, name, "passed")
    assert "Everything passes. `digitkit report`" in learn("progress").output


def test_a_file_that_was_saved_since_its_check_is_told(learn, course_root):
    note(course_root, "05", "shift", "passed")
    path = notebook_path(course_root, "05_shifting")
    os.utime(path, (time.time() - 60,) * 2)
    assert "saved since" not in learn("progress").output
    os.utime(path, (time.time() + 60,) * 2)
    output = learn("progress").output
    assert "saved since the last check: `digitkit check 05`" in output
    assert output.count("saved since") == 1


def test_colour_says_nothing_that_words_do_not(learn, course_root):
    note(course_root, "05", "shift", "passed")
    coloured = learn("progress", color=True).output
    assert "\x1b[" in coloured
    plain = learn("progress", "--plain", color=True).output
    assert without_colour(coloured) == plain
