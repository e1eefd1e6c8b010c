"""What learners handed in is found in whatever form it came; nothing is passed over silently."""

import json
import os
import sys
import zipfile

import pytest

from course.catalog import read_catalog
from course.classroom import found, holder
from course.classroom.found import find_submissions
from course.classroom.holder import Archive, BadSubmission
from tests.course.graded_course import GOOD, NUMPY, make_course


def notebook(*cells):
    cells = [{"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"cells": cells}).encode()


SCRIPT = b"# %%\ndef shift(image, dx, dy): return image\n"
SCALE, SHIFT = notebook(NUMPY, GOOD["scale"]), notebook(NUMPY, GOOD["shift"])


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    return read_catalog(make_course(tmp_path_factory.mktemp("course")))[0]


def lay(folder, **files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zipped(path, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def who(folder, lessons):
    submissions, problems = find_submissions(folder, lessons)
    return [(s.learner, s.lesson.number, s.file) for s in submissions], [
        (p.learner, p.message) for p in problems
    ]


LAYOUTS = {
    "nbgrader's submitted": (
        {"ada/03_scaling/03_scaling.ipynb": SCALE, "ada/05_moving/05_moving.ipynb": SHIFT},
        [("ada", "03", "03_scaling.ipynb"), ("ada", "05", "05_moving.ipynb")],
    ),
    "a folder for each learner": ({"ada/work.ipynb": SHIFT}, [("ada", "05", "work.ipynb")]),
    "a file for each learner": (
        {"ada_05_moving.ipynb": SHIFT, "05-moving-bob.ipynb": SHIFT},
        [("ada", "05", "ada_05_moving.ipynb"), ("bob", "05", "05-moving-bob.ipynb")],
    ),
    "a folder for each lesson": (
        {"05_moving/ada.ipynb": SHIFT, "05_moving/bob/x.ipynb": SHIFT, "03_scaling/ada.py": b"1"},
        [("ada", "03", "ada.py"), ("ada", "05", "ada.ipynb"), ("bob", "05", "x.ipynb")],
    ),
    "Moodle's": (
        {"Ada L._77_assignsubmission_file_/x.ipynb": SHIFT},
        [("Ada L.", "05", "x.ipynb")],
    ),
    "scripts": (
        {"ada/05_moving.py": SCRIPT, "bob.py": b"def scale(x):\n  1"},
        [("ada", "05", "05_moving.py"), ("bob", "03", "bob.py")],
    ),
    "a module beside a notebook": (
        {"ada/05_moving.ipynb": SHIFT, "ada/pens.py": b"1", "ada/.ipynb_checkpoints/a.ipynb": b""},
        [("ada", "05", "05_moving.ipynb")],
    ),
    "a number that is no lesson's": (
        {"student05.ipynb": SCALE},
        [("student05", "03", "student05.ipynb")],
    ),
    "a number, where the file says nothing": (
        {"ada-05.ipynb": notebook("x = 1")},
        [("ada-05", "05", "ada-05.ipynb")],
    ),
    "what is no notebook, under the name of one": (
        {"ada/05_moving.ipynb": b"hello"},
        [("ada", "05", "05_moving.ipynb")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_understood(tmp_path, lessons, name):
    files, expected = LAYOUTS[name]
    lay(tmp_path, **files)
    assert who(tmp_path, lessons) == (expected, [])


def test_an_archive_is_a_folder(tmp_path, lessons):
    zipped(tmp_path / "ada.zip", {"lessons/05_moving/05_moving.ipynb": SHIFT, "pens.py": b"1"})
    zipped(tmp_path / "bob" / "all.zip", {"a.ipynb": SHIFT, "b.ipynb": SCALE})
    files, problems = who(tmp_path, lessons)
    assert files == [
        ("ada", "05", "05_moving.ipynb"),
        ("bob", "03", "b.ipynb"),
        ("bob", "05", "a.ipynb"),
    ]
    assert not problems


def test_of_two_the_one_saved_last_counts_and_that_is_said(tmp_path, lessons):
    lay(tmp_path, **{"ada/old.ipynb": SHIFT, "ada/new.ipynb": SHIFT})
    os.utime(tmp_path / "ada" / "old.ipynb", (1000, 1000))
    (only,) = find_submissions(tmp_path, lessons)[0]
    assert only.file == "new.ipynb"
    assert only.note == "new.ipynb counts, which was saved later than old.ipynb."


def test_what_lies_beside_a_notebook_comes_with_it(tmp_path, lessons):
    lay(
        tmp_path, **{"ada/x/05_moving.ipynb": SHIFT, "ada/x/ink/a.txt": b"5", "ada/other.txt": b"1"}
    )
    (only,) = find_submissions(tmp_path, lessons)[0]
    assert only.read() == {"05_moving.ipynb": SHIFT, "ink/a.txt": b"5"}


def test_what_cannot_be_graded_is_a_problem_of_its_learner(tmp_path, lessons):
    lay(
        tmp_path,
        **{"ada/readme.txt": b"hello", "bob.zip": b"hello", "cleo.ipynb": notebook("x = 1")},
    )
    files, problems = who(tmp_path, lessons)
    assert not files
    assert [learner for learner, _ in problems] == ["ada", "bob", "cleo"]
    assert "holds no notebook of a lesson" in problems[0][1]
    assert "not a zip archive" in problems[1][1]


def test_an_archive_cannot_write_outside_of_itself(tmp_path, lessons):
    zipped(
        tmp_path / "eve.zip",
        {
            "05_moving.ipynb": SHIFT,
            "../../evil.py": b"1",
            "/etc/evil.py": b"1",
            "C:/evil.py": b"1",
            "..\\evil.py": b"1",
        },
    )
    (only,) = find_submissions(tmp_path, lessons)[0]
    assert list(only.read()) == ["05_moving.ipynb"]


def test_a_link_leads_nowhere(tmp_path, lessons):
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(SHIFT)
    submissions = tmp_path / "submissions"
    lay(submissions, **{"eve/03_scaling.ipynb": SCALE})
    (submissions / "eve" / "05_moving.ipynb").symlink_to(secret)
    (submissions / "fred").symlink_to(tmp_path)
    link = zipfile.ZipInfo("05_moving.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(submissions / "gus.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    files, problems = who(submissions, lessons)
    assert files == [("eve", "03", "03_scaling.ipynb")]
    assert [learner for learner, _ in problems] == ["gus"]


def test_an_archive_that_swells_is_not_unpacked(tmp_path, lessons, monkeypatch):
    monkeypatch.setattr(holder, "LARGEST_FILE", 10_000)
    monkeypatch.setattr(found, "LARGEST_FILE", 10_000)
    zipped(tmp_path / "eve.zip", {"05_moving.ipynb": b" " * 10**6})
    (only,) = find_submissions(tmp_path, lessons)[0]
    with pytest.raises(BadSubmission, match="has 0 MB, at most"):
        only.read()


def test_an_archive_of_thousands_is_refused(tmp_path):
    zipped(tmp_path / "eve.zip", {f"{n}.txt": b"" for n in range(holder.MOST_FILES + 1)})
    with pytest.raises(BadSubmission, match="at most 2000"):
        Archive(tmp_path / "eve.zip").pieces()


def test_a_damaged_archive_is_said_to_be_so(tmp_path, lessons):
    zipped(tmp_path / "eve.zip", {"05_moving.ipynb": SHIFT * 50})
    data = bytearray((tmp_path / "eve.zip").read_bytes())
    data[60:80] = bytes(20)
    (tmp_path / "eve.zip").write_bytes(data)
    (only,) = find_submissions(tmp_path, lessons)[0]
    with pytest.raises(BadSubmission, match="cannot be unpacked"):
        only.read()
