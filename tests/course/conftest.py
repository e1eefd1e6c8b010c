"""How the tests call the `digitkit` command: in this process, or in one that can be killed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from course.command import main
from tests.course.small_course import make_course

ROOT = Path(__file__).resolve().parents[2]
TINY = (*"--width 4 --images 1000 --made 0 --polish 0 --epochs 3".split(),)


@pytest.fixture
def digitkit():
    """Give a function that runs the command and returns its result."""

    def run(*arguments, **options):
        return CliRunner().invoke(main, [str(a) for a in arguments], **options)

    return run


@pytest.fixture
def start():
    """Give a function that starts the command, or a program, in a process of its own."""
    processes = []

    def popen(*arguments, program="from course.command import main; main()"):
        command = [sys.executable, "-c", program, *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        processes.append(subprocess.Popen(command, cwd=ROOT, **pipes))
        return processes[-1]

    yield popen
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def tiny():
    """Give the options of a training that takes seconds."""
    return TINY


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory):
    """Give the folder of such a training that nobody stopped."""
    folder = tmp_path_factory.mktemp("unbroken")
    result = CliRunner().invoke(main, ["train", str(folder), *TINY])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """Give a small course that nobody may change, with its notebooks built."""
    return make_course(tmp_path_factory.mktemp("built") / "my cöurse")


@pytest.fixture
def course_root(built_course, tmp_path):
    """Give a small course of one's own."""
    return shutil.copytree(built_course, tmp_path / "my cöurse")


@pytest.fixture
def learn(course_root, monkeypatch, tmp_path):
    """Give a function that runs the command on the small course, from a folder elsewhere."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **options):
        return CliRunner().invoke(main, [str(a) for a in arguments], obj=course_root, **options)

    return run
