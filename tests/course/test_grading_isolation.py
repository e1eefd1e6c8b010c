"""Whatever the code under test does, it spoils its own exercise and nothing else."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from course.catalog import read_catalog
from course.grading import grade, runner
from course.grading.process import Worker
from tests.course.graded_course import GOOD, NUMPY, make_course, write, write_notebook

REST = (GOOD["zoom"], GOOD["test_shift"])
FORKS = hasattr(__import__("os"), "fork") and sys.platform != "darwin"


@pytest.fixture(params=["a copy for each", "one process"])
def root(tmp_path, request, monkeypatch):
    """Give a course, graded in the way of Linux and in that of other systems."""
    if request.param == "a copy for each" and not FORKS:
        pytest.skip("this system cannot copy a process")
    monkeypatch.setattr(runner, "MAY_FORK", request.param == "a copy for each")
    return make_course(tmp_path)


def check(root, shift, seconds=20.0, others=REST):
    write_notebook(root, "05_moving", NUMPY, shift, *others)
    (lesson,) = (found for found in read_catalog(root)[0] if found.number == "05")
    return {r.exercise.name: r for r in grade([lesson], seconds=seconds)}


def outcomes(results):
    return {name: str(result.outcome) for name, result in results.items()}


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("import os; os._exit(0)", "error"),
        ("import os; os._exit(3)", "error"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "error"),
        ("import ctypes; ctypes.string_at(0)", "error"),
        ("import os; os.write(1, b'no JSON at all'); os.write(2, b'!'); return image", "wrong"),
        ("import sys; sys.__stdout__.write('no JSON'); return image", "wrong"),
        ("print('x' * 10**9); return image", "wrong"),
        ("import threading, time\n"
         "    threading.Thread(target=time.sleep, args=[60]).start(); return image", "wrong"),
        ("import subprocess, sys\n"
         "    subprocess.run([sys.executable, '-c', 'print(3); input()']); return image", "wrong"),
        ("import numpy; numpy.zeros_like = None; return image", "wrong"),
        ("import builtins; builtins.len = print; return image", "error"),
        ("import os; os.chdir('/'); os.environ.clear(); return image", "wrong"),
        ("np.seterr(all='raise'); np.set_printoptions(1); return image", "wrong"),
        ("import sys; sys.path.clear(); sys.modules.pop('json'); return image", "wrong"),
        ("image[:] = 5; return image", "wrong"),
    ],
)  # fmt: skip
def test_the_other_exercises_are_not_touched(root, body, outcome):
    # The next answer leans on much of what was damaged.
    zoom = (
        "def zoom(image, factor):\n"
        "    import json, os, subprocess, sys\n"
        "    assert os.environ and len(sys.path) > 1 and json.dumps([len(image)])\n"
        "    return image + np.zeros_like(image)\n"
    )
    results = check(root, f"def shift(image, dx, dy):\n    {body}\n", others=[zoom, REST[1]])
    assert outcomes(results) == {"shift": outcome, "zoom": "passed", "test_shift": "passed"}, [
        (result.first.message, result.first.frames) for result in results.values()
    ]


@pytest.mark.parametrize(
    "code",
    [
        "def shift(image, dx, dy):\n    while True: pass\n",
        "def shift(image, dx, dy):\n    while True:\n        try: print(1)\n"
        "        except BaseException: pass\n",
        "import time\ndef shift(image, dx, dy):\n    time.sleep(60)\n",
        "import time\ndef shift(image, dx, dy=time.sleep(60)):\n    return image\n",
        "def shift(image, dx, dy):\n    return len(str(7 ** 10**8))\n",
    ],
)
def test_a_loop_without_end_is_too_slow_and_the_rest_goes_on(root, code):
    begin = time.monotonic()
    results = check(root, code, seconds=1)
    assert time.monotonic() - begin < 30
    assert outcomes(results) == {"shift": "too slow", "zoom": "passed", "test_shift": "passed"}
    first = results["shift"].first
    assert first.message.startswith("shift was stopped after 1 s.") and not first.frames
    assert len(results["shift"].checks) == 2, "Each check must have an outcome."


def test_what_passed_before_the_loop_has_passed(root):
    code = GOOD["shift"].replace(":\n", ":\n    while image[0, 2]: pass\n", 1)
    result = check(root, code, seconds=1)["shift"]
    assert [str(c.outcome) for c in result.checks] == ["passed", "too slow"]


def test_memory_without_end_is_an_error(root):
    if not runner.MAY_FORK:
        pytest.skip("a process that goes on cannot give itself less memory")
    code = "def shift(image, dx, dy):\n    kept = []\n    while True: kept.append(bytes(10**8))\n"
    results = check(root, code)
    assert outcomes(results) == {"shift": "error", "zoom": "passed", "test_shift": "passed"}
    assert results["shift"].first.message == "MemoryError"


def test_recursion_that_nothing_limits_is_contained(root):
    code = (
        "import sys\ndef shift(image, dx, dy):\n"
        "    sys.setrecursionlimit(10**8)\n    return shift(image, dx, dy)\n"
    )
    results = check(root, code, seconds=1)
    # Before Python 3.11 and after 3.12 the stack overflows; in between the memory is used up.
    assert outcomes(results).pop("shift") in ("error", "too slow")
    assert (str(results["zoom"].outcome), str(results["test_shift"].outcome)) == ("passed",) * 2


def test_a_gigabyte_is_not_kept(root):
    result = check(root, "def shift(image, dx, dy):\n    print('x' * 10**7, 'end')\n")["shift"]
    assert result.printed.endswith("end\n") and len(result.printed) <= 2000


def test_a_message_of_a_million_numbers_is_cut(root):
    long = "def shift(image, dx, dy):\n    return np.zeros((1, 10**5), int)\n"
    message = check(root, long)["shift"].first.message
    assert 3000 < len(message) < 5000 and message.endswith("more characters)")


def test_an_answer_finds_files_beside_its_notebook(root):
    write(root / "lessons/05_moving/ink.txt", "0 5 0")
    write(root / "lessons/05_moving/pens.py", "INK = 5\n")
    code = (
        "from pens import INK\n"
        "def shift(image, dx, dy):\n    assert open('ink.txt').read() == f'0 {INK} 0'\n"
    )
    write_notebook(root, "05_moving", NUMPY, code + GOOD["shift"].partition("\n")[2], *REST)
    (lesson,) = (found for found in read_catalog(root)[0] if found.number == "05")
    assert {str(r.outcome) for r in grade([lesson])} == {"passed"}


def test_checks_that_cannot_be_run_are_no_fault_of_the_learners(root):
    checks = root / "tests/checks/test_05_moving.py"
    checks.write_text("import no_such_library\n" + checks.read_text(encoding="utf-8"), "utf-8")
    write_notebook(root, "03_scaling", NUMPY, GOOD["scale"])
    write_notebook(root, "05_moving", NUMPY, GOOD["shift"], *REST)
    results = list(grade(read_catalog(root)[0]))
    assert [str(r.outcome) for r in results] == ["passed", "error", "error", "error"]
    for result in results[1:]:
        assert "no fault of yours" in result.first.message
        assert "No module named 'no_such_library'" in result.first.message


def test_nothing_is_left_running(root):
    before = set(psutil.Process().children(recursive=True))
    code = (
        "import subprocess, sys\ndef shift(image, dx, dy):\n"
        "    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "    while True: pass\n"
    )
    check(root, code, seconds=1)
    deadline = time.monotonic() + 5
    while set(psutil.Process().children(recursive=True)) - before:
        assert time.monotonic() < deadline, "A process outlived the grading."
        time.sleep(0.1)


def test_a_grading_that_is_left_early_ends_its_processes(root):
    write_notebook(root, "03_scaling", NUMPY, GOOD["scale"])
    before = set(psutil.Process().children())
    running = grade(read_catalog(root)[0])
    next(running)
    running.close()
    assert not set(psutil.Process().children()) - before


def test_a_worker_ends_with_whoever_started_it(root):
    code = "def shift(image, dx, dy):\n    while True: pass\n"
    write_notebook(root, "05_moving", NUMPY, code, *REST)
    program = (
        "import sys; from pathlib import Path; from course.catalog import read_catalog\n"
        "from course.grading import grade, runner\n"
        f"runner.MAY_FORK = {runner.MAY_FORK}\n"
        "lessons = read_catalog(Path(sys.argv[1]))[0]\n"
        "print('ready', flush=True); list(grade(lessons[1:]))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(root)],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
    )
    assert parent.stdout.readline().strip() == b"ready"
    wanted, deadline = 2 if runner.MAY_FORK else 1, time.monotonic() + 20
    while len(family := psutil.Process(parent.pid).children(recursive=True)) < wanted:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(0.5)
    parent.kill()
    parent.communicate()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive, "The loop went on without its parent."


def test_the_parent_pays_for_no_library():
    code = (
        "import sys, course.grading, course.grading.render, course.grading.runner;"
        "print({'numpy', 'pytest', 'cv2', 'tensorflow', 'digitkit'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert said.stdout.strip() == "set()", said


def test_a_worker_that_is_not_needed_can_be_stopped():
    worker = Worker()
    worker.stop()
    assert worker.process.returncode is not None
