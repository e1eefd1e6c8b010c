"""A small course to plant defects in."""

import shutil

import pytest

from course.catalog import read_catalog
from tests.course.small_course import make_course


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """Give a small course that nobody may change."""
    return make_course(tmp_path_factory.mktemp("built") / "course")


@pytest.fixture
def small(built_course, tmp_path):
    """Give a small course of one's own."""
    return shutil.copytree(built_course, tmp_path / "course")


@pytest.fixture
def change(small):
    """Give a function that replaces a text in one file of it, and gives the lesson anew."""

    def replace(name, old, new):
        path = small / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}: the defect is not planted."
        path.write_text(text.replace(old, new), encoding="utf-8")
        number = path.stem.removeprefix("test_")[:2]
        return next(lesson for lesson in read_catalog(small)[0] if lesson.number == number)

    return replace
