"""Begin anew, and lose nothing."""

import json
from pathlib import Path

import pytest

from course.catalog import read_catalog
from course.percent import to_percent
from course.progress_file import read_progress
from tests.course.small_course import RIGHT, ROLL, answer, notebook_path, read_notebook
from tests.course.test_progress_command import note
from tests.course.test_progress_file import refuse

NAME = "05_shifting"


@pytest.fixture
def worked(course_root):
    """Give a learner's notebook with an answer to both exercises."""
    answer(course_root, NAME, "shift", ROLL)
    answer(course_root, NAME, "test_shift", RIGHT["test_shift"])
    return notebook_path(course_root, NAME)


def kept(result):
    """Give the paths of the copies that a result names."""
    words = "Your work is kept in "
    return [Path(line.split(words)[1]) for line in result.output.splitlines() if words in line]


def sources(path):
    """Give the sources of a notebook's cells by their ids."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def test_a_lesson_is_as_it_was_and_the_work_is_kept(learn, worked, built_course):
    before = worked.read_bytes()
    result = learn("reset", "05", "--yes")
    assert result.exit_code == 0, result.output
    assert worked.read_bytes() == notebook_path(built_course, NAME).read_bytes()
    (copy,) = kept(result)
    assert copy.read_bytes() == before and copy.parent.name == "backups"
    assert "Reload from Disk" in result.output


def test_an_exercise_is_as_it_was_and_the_other_stays(learn, worked, built_course):
    before = worked.read_bytes()
    result = learn("reset", "05.1", "--yes")
    assert result.exit_code == 0, result.output
    built = sources(notebook_path(built_course, NAME))
    assert sources(worked) == built | {"test_shift-answer": RIGHT["test_shift"]}
    assert kept(result)[0].read_bytes() == before
    assert "05.1 shift is as it was" in result.output


def test_two_resets_at_once_keep_two_copies(learn, worked):
    copies = {path for _ in range(2) for path in kept(learn("reset", "05.1", "--yes"))}
    assert len(copies) == 2 and all(copy.exists() for copy in copies)


@pytest.mark.parametrize("reply", ["n\n", "", "\n"])
def test_who_does_not_say_yes_changes_nothing(learn, worked, reply):
    before = worked.read_bytes()
    result = learn("reset", "05", input=reply)
    assert result.exit_code == 1 and "Your work is copied first. [y/N]" in result.output
    assert worked.read_bytes() == before
    assert not (worked.parents[1] / "backups").exists()


def test_what_was_tried_and_which_hints_were_had_stays_noted(learn, course_root, worked):
    note(course_root, "05", "shift", "passed", hints=[1])
    note(course_root, "05", "test_shift", "passed")
    learn("reset", "05.1", "--yes")
    lesson = read_catalog(course_root)[0][2]
    shift, test_shift = (read_progress(course_root, refuse).of(lesson, e) for e in lesson.exercises)
    assert (shift.outcome, shift.attempts, shift.hints) == ("not started", 1, [1])
    assert test_shift.outcome == "passed"


def test_a_python_file_is_put_back_too_and_stays_the_last(learn, worked, built_course):
    script = worked.with_suffix(".py")
    fresh = notebook_path(built_course, NAME).read_text(encoding="utf-8")
    before = to_percent(worked.read_text(encoding="utf-8"), "05")
    script.write_text(before, encoding="utf-8")
    result = learn("reset", "05.1", "--yes")
    assert {copy.suffix for copy in kept(result)} == {".ipynb", ".py"}
    assert ROLL not in script.read_text(encoding="utf-8")
    assert RIGHT["test_shift"] in script.read_text(encoding="utf-8")
    assert script.stat().st_mtime >= worked.stat().st_mtime
    learn("reset", "05", "--yes")
    assert script.read_text(encoding="utf-8") == to_percent(fresh, "05")


def test_a_lesson_that_was_deleted_comes_back_without_a_question(learn, worked, built_course):
    worked.unlink()
    result = learn("reset", "05")
    assert result.exit_code == 0 and not kept(result)
    assert worked.read_bytes() == notebook_path(built_course, NAME).read_bytes()


def test_a_damaged_notebook_is_put_back_whole_only(learn, worked, built_course):
    worked.write_text('{"cells": [', encoding="utf-8")
    result = learn("reset", "05.1", "--yes")
    assert result.exit_code == 1 and "`digitkit reset 05` puts back the whole" in result.stderr
    assert worked.read_text(encoding="utf-8") == '{"cells": ['
    result = learn("reset", "05", "--yes")
    assert kept(result)[0].read_text(encoding="utf-8") == '{"cells": ['
    assert worked.read_bytes() == notebook_path(built_course, NAME).read_bytes()


def test_without_a_copy_nothing_is_changed(learn, course_root, worked):
    before = worked.read_bytes()
    (course_root / "lessons" / "backups").write_text("in the way", encoding="utf-8")
    result = learn("reset", "05", "--yes")
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert worked.read_bytes() == before


def test_the_tour_can_be_put_back_too(learn, course_root, built_course):
    path = notebook_path(course_root, "00_tour")
    notebook = read_notebook(course_root, "00_tour")
    notebook["cells"][-1]["source"] = "1 / 0"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert learn("reset", "tour", "--yes").exit_code == 0
    assert path.read_bytes() == notebook_path(built_course, "00_tour").read_bytes()
    assert learn("reset", "00.1").exit_code == 2
