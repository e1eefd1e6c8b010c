"""`digitkit grade`, broken off: what is under way ends at once, and leaves nothing behind."""

import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from course.catalog import read_catalog
from course.classroom.marking import Task, tell_course
from course.classroom.running import run_here
from course.confining.ground import Ground, make_ground, remove
from course.confining.limits import Limits
from course.grading.workers import BrokenOffError, Workers
from tests.course.graded_course import GOOD, NUMPY, make_course
from tests.course.test_classroom_found import notebook


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Give the folder in which all that is graded lies."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make_task(root, learner, code):
    lesson = next(lesson for lesson in read_catalog(root)[0] if lesson.number == "03")
    return Task(
        learner=learner,
        lesson=lesson.name,
        file="03_scaling.ipynb",
        files={"03_scaling.ipynb": notebook(NUMPY, code)},
        seed=1,
        limits=Limits(seconds=60),
        course=tell_course(root),
        root=str(root),
    )


def children():
    return psutil.Process().children(recursive=True)


def test_broken_off_it_waits_for_no_answer_and_leaves_no_process_or_file(root, place):
    head, _, body = GOOD["scale"].partition("\n")
    endless = f"{head}\n    while True: pass\n{body}"
    before = set(children())
    marks = run_here([make_task(root, "quick", GOOD["scale"]), make_task(root, "slow", endless)], 2)
    _, mark = next(marks)
    assert mark["points"] == mark["of"]
    begin = time.monotonic()
    marks.close()
    assert time.monotonic() - begin < 10, "It waited for an answer that may take a minute."
    assert not list(place.iterdir())
    assert not set(children()) - before
    assert not [thread for thread in threading.enumerate() if "Pool" in thread.name]


def test_broken_off_no_further_process_begins():
    workers = Workers()
    workers.end()
    with make_ground() as ground, pytest.raises(BrokenOffError):
        workers.start(ground, Limits())
    assert not ground.folder.exists()


def test_a_folder_goes_although_a_process_that_is_ending_still_writes(tmp_path):
    ground = Ground(tmp_path / "ground")
    ground.lay_out()
    for number in range(2000):  # so that it takes a while
        (ground.temporary / str(number)).touch()

    def write():
        until = time.monotonic() + 0.2
        while time.monotonic() < until and ground.temporary.exists():
            (ground.folder / "work" / str(time.monotonic_ns())).touch()
            (ground.temporary / str(time.monotonic_ns())).touch()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write)
        remove(ground.folder)
    assert not ground.folder.exists()
