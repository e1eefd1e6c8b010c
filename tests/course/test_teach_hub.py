"""On a JupyterHub a learner gets what is new, and keeps what they wrote."""

import ast
import os
import stat

import pytest

from course.catalog import ROOT
from course.hub import OWN, SHARED, bring_up_to_date

NOTEBOOK = "lessons/01_loading/01_loading.ipynb"


@pytest.fixture
def course(tmp_path):
    """A course of a few files."""
    for path in ("course/a.py", "digitkit/b.py", "tests/checks/test_01.py", NOTEBOOK):
        write(tmp_path / "course" / path, "first")
    for path in ("app", "docs/lessons", "requirements", "solutions", "tests/.pytest_cache"):
        write(tmp_path / "course" / path / "file.txt", "first")
    write(tmp_path / "course" / "pyproject.toml", "first")
    return tmp_path / "course"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def learner(course, tmp_path):
    """The folder of one who has begun."""
    bring_up_to_date(course, tmp_path / "home" / "digitkit")
    write(tmp_path / "home" / "digitkit" / NOTEBOOK, "my work")
    write(tmp_path / "home" / "digitkit" / "lessons" / "progress.json", "my progress")
    return tmp_path / "home" / "digitkit"


def test_what_a_learner_wrote_stays_when_the_lesson_has_changed(course, learner):
    write(course / NOTEBOOK, "second")
    bring_up_to_date(course, learner)
    assert (learner / NOTEBOOK).read_text() == "my work"
    assert (learner / "lessons" / "progress.json").read_text() == "my progress"


def test_a_new_lesson_and_a_changed_check_arrive(course, learner):
    write(course / "lessons/02_new/02_new.ipynb", "second")
    write(course / "tests/checks/test_01.py", "changed!")
    bring_up_to_date(course, learner)
    assert (learner / "lessons/02_new/02_new.ipynb").read_text() == "second"
    assert (learner / "tests/checks/test_01.py").read_text() == "changed!"


def test_a_check_that_the_course_no_longer_has_goes(course, learner):
    (course / "tests/checks/test_01.py").unlink()
    bring_up_to_date(course, learner)
    assert not (learner / "tests/checks/test_01.py").exists()


def test_the_solutions_and_what_nobody_needs_are_not_copied(learner):
    assert not (learner / "solutions").exists()
    assert not (learner / "tests" / ".pytest_cache").exists()


@pytest.mark.skipif(os.name == "nt", reason="JupyterHub does not run on Windows.")
def test_nobody_else_can_look_into_the_folder(learner):
    assert stat.S_IMODE(learner.stat().st_mode) == 0o700


def test_everything_that_is_shared_is_there():
    assert all((ROOT / name).exists() for name in (*SHARED, OWN))


def test_the_configuration_starts_what_exists():
    text = (ROOT / "docs" / "teach" / "jupyterhub_config.py").read_text(encoding="utf-8")
    ast.parse(text)
    assert '"-m", "course.hub"' in text
