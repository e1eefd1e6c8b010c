"""The learner comes to the next lesson, in JupyterLab or in an editor, and loses nothing."""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from course.catalog import read_catalog
from course.progress_file import read_progress
from tests.course.small_course import RIGHT, ROLL, answer, notebook_path
from tests.course.test_progress_command import note
from tests.course.test_progress_file import refuse
from tests.course.test_watch_command import PROGRAM

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)(/lab\S*)\?token=(\w+)")


@pytest.fixture
def jupyter(course_root):
    """Give a function that starts JupyterLab and gives its address, path and token."""
    processes = []

    def begin(*arguments):
        command = [sys.executable, "-u", "-c", PROGRAM, str(course_root), "start", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        # A group of its own, as a terminal has: Ctrl-C reaches all of it.
        own = {"start_new_session": True} if os.name != "nt" else {}
        process = subprocess.Popen(command, cwd=course_root.parent, **pipes, **own)
        processes.append(process)
        lines: queue.Queue = queue.Queue()
        threading.Thread(target=lambda: [*map(lines.put, process.stdout)], daemon=True).start()
        heard = ""
        while not (found := ADDRESS.search(heard)):
            heard += lines.get(timeout=60)
        return process, heard, *found.groups()

    yield begin
    for process in processes:
        if os.name != "nt" and process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.kill()
        process.wait()


def ask(address):
    """Load a page; the address is printed a moment before anyone listens."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as page:
                return page.read()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer.")


def test_jupyterlab_opens_at_the_lesson_that_was_named(jupyter, course_root):
    process, heard, server, path, token = jupyter("5", "--no-browser")
    assert "Opening 05 Shifting in JupyterLab. Ctrl-C here ends it." in heard
    assert path == "/lab/tree/05_shifting/05_shifting.ipynb"
    page = ask(f"{server}{path}?token={token}").decode()
    assert "JupyterLab" in page
    off = re.search(r'"disabledExtensions": (\[.*?\]|{.*?})', page)
    assert off and "apputils-extension:announcements" in off[1], "it would ask for news."
    contents = json.loads(ask(f"{server}/api/contents?token={token}"))["content"]
    names = {entry["name"] for entry in contents}
    assert {"00_tour", "02_scaling", "05_shifting"} <= names
    lesson = read_catalog(course_root)[0][2]
    assert lesson.name in read_progress(course_root, refuse).opened


@pytest.mark.skipif(os.name == "nt", reason="a test cannot press Ctrl-C there")
def test_ctrl_c_reaches_jupyterlab_and_ends_it(jupyter):
    process, *_ = jupyter("--no-browser")
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=30) in (0, 1, 130)


def script(root, lesson):
    """Give the path of a learner's Python file."""
    return notebook_path(root, lesson).with_suffix(".py")


def test_without_a_name_the_next_lesson_is_opened(learn, course_root):
    def follow():
        return re.search(r"(\w+)\.py", learn("start", "--as", "py").output)[1]

    assert [follow(), follow(), follow()] == ["00_tour", "02_scaling", "02_scaling"]
    note(course_root, "02", "scale", "passed")
    assert follow() == "05_shifting"
    note(course_root, "05", "shift", "passed")
    note(course_root, "05", "test_shift", "passed")
    assert learn("start", "--as", "py").output.startswith("You have finished every lesson")


def test_the_python_file_holds_what_the_notebook_held_and_is_checked(learn, course_root):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    result = learn("start", "05", "--as", "py")
    path = script(course_root, "05_shifting")
    assert (
        result.exit_code == 0 and str(path) in result.output and "digitkit watch" in result.output
    )
    text = path.read_text(encoding="utf-8")
    assert "# %%" in text and RIGHT["shift"] in text
    result = learn("check", "05.1")
    assert result.exit_code == 0 and "05_shifting.py" in result.output


def test_a_python_file_that_is_there_is_never_touched(learn, course_root):
    path = script(course_root, "05_shifting")
    path.write_text("mine = 1\n", encoding="utf-8")
    assert learn("start", "05", "--as", "py").exit_code == 0
    assert path.read_text(encoding="utf-8") == "mine = 1\n"


def test_a_notebook_that_is_gone_comes_back(learn, course_root, built_course):
    path = notebook_path(course_root, "05_shifting")
    path.unlink()
    learn("start", "05", "--as", "py")
    assert path.read_bytes() == notebook_path(built_course, "05_shifting").read_bytes()


def test_a_damaged_notebook_comes_with_the_remedy(learn, course_root):
    notebook_path(course_root, "05_shifting").write_text("{", encoding="utf-8")
    result = learn("start", "05", "--as", "py")
    assert result.exit_code == 1 and "`digitkit reset 05` makes it new" in result.stderr
    assert not script(course_root, "05_shifting").exists()


def test_work_in_a_notebook_stays(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    before = notebook_path(course_root, "05_shifting").read_bytes()
    learn("start", "05", "--as", "py")
    assert notebook_path(course_root, "05_shifting").read_bytes() == before


def test_a_lesson_that_is_not_there_is_answered_in_a_sentence(learn):
    result = learn("start", "9")
    assert result.exit_code == 2 and "The lessons are 00_tour" in result.stderr
