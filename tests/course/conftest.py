"""How the tests call the `digitkit` command: in this process, or in one that can be killed."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from course.command import main

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
