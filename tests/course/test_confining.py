"""An answer that nobody has read can do no harm, and gains nothing by trying."""

import json
import shutil
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import replace

import psutil
import pytest

from course.catalog import ROOT, read_catalog
from course.confining.confine import ask_kernel
from course.confining.ground import make_ground
from course.confining.limits import MEGABYTE, Limits
from course.confining.watch import Watch
from course.grading import runner
from course.grading.confined import grade_confined
from tests.course.graded_course import GOOD, NUMPY, make_course

LINUX = sys.platform == "linux"
LIMITS = Limits(seconds=2, memory=900 * MEGABYTE, disk=20 * MEGABYTE, processes=6)
ROLLS = "return np.roll(image, (dy, dx), axis=(0, 1))"  # a plain mistake: it is for the checks


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("course"))
    return next(found for found in read_catalog(root)[0] if found.number == "05")


@pytest.fixture(params=["a copy for each", "one process"])
def grade(lesson, request, monkeypatch):
    """Grade a shift, in the way of Linux and in that of other systems."""
    if request.param == "a copy for each" and (sys.platform in ("darwin", "win32")):
        pytest.skip("this system cannot copy a process")
    monkeypatch.setattr(runner, "MAY_FORK", request.param == "a copy for each")

    def grade(body, *, above="", hidden=(), limits=LIMITS):
        shift = f"def shift(image, dx, dy):\n    {body}\n"
        cells = [NUMPY, above, shift, GOOD["zoom"], GOOD["test_shift"]]
        notebook = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
        file = "05_moving.ipynb"
        with make_ground({file: json.dumps(notebook).encode()}) as ground:
            results = grade_confined(lesson, file, ground, seed=1, limits=limits, hidden=hidden)
        return {result.exercise.name: result for result in results}

    return grade


@contextmanager
def nothing_left():
    """Hold that no process stays behind."""
    before = set(psutil.Process().children(recursive=True))
    yield
    deadline = time.monotonic() + 5
    while left := set(psutil.Process().children(recursive=True)) - before:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


def others_pass(results):
    return {str(results[name].outcome) for name in ("zoom", "test_shift")} == {"passed"}


def test_a_good_answer_passes_confined(grade):
    with nothing_left():
        results = grade(GOOD["shift"].partition("\n    ")[2])
    assert {str(result.outcome) for result in results.values()} == {"passed"}, results


def test_an_answer_may_write_temporary_files_and_read_its_own(grade):
    body = (
        "import tempfile\n    with tempfile.TemporaryFile() as f: f.write(b'ink')\n"
        "    open('kept.txt', 'w').write('ink'); assert open('kept.txt').read() == 'ink'\n    "
    )
    results = grade(body + GOOD["shift"].partition("\n    ")[2])
    assert str(results["shift"].outcome) == "passed", results["shift"].first.message


@pytest.fixture
def victims(tmp_path):
    """What an answer is after: a file of somebody else's, and a folder."""
    folder = tmp_path / "submissions" / "bob"
    folder.mkdir(parents=True)
    (folder / "answer.txt").write_text("bob's work", encoding="utf-8")
    return folder


# Each as a function of its own, so that one grading shows them all.
HARMS = {
    "removes a file": "import os; os.remove({file!r})",
    "removes a tree": "import shutil; shutil.rmtree({folder!r})",
    "writes over a file": "open({file!r}, 'w').write('mine')",
    "moves a file": "import os; os.rename({file!r}, 'mine.txt')",
    "copies the work of another": "return open({file!r}).read()",
    "lists others": "import os; return os.listdir({folder!r})",
    "reads the solutions": "return open({solutions!r}).read()",
    "reads the source of the kit": "return open({kit!r}).read()",
    "reads the checks": "return open({checks!r}).read()",
    "starts a program": "import subprocess, sys; subprocess.run([sys.executable, '-c', '1'])",
    "asks the shell": "import os; return os.system('echo hello')",
    "copies itself": "import os; return os.fork()",
    "opens a connection": "import socket; socket.create_connection(('127.0.0.1', {port}))",
    "ends another process": "import os; os.kill({other}, 9)",
}
# Native code asks the kernel, not Python.
NATIVE = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)"
NATIVE_HARMS = {
    "natively removes a file": "return libc.unlink({file!r}.encode())",
    "natively opens a file of another": "return libc.open({file!r}.encode(), 0)",
    "natively opens the solutions": "return libc.open({solutions!r}.encode(), 0)",
    "natively copies itself": "return libc.fork()",
    "natively starts a program": "return libc.system(b'true')",
    "natively opens a socket": "return libc.socket(2, 1, 0)",
    "natively ends another process": "return libc.kill({other}, 9)",
}
TRIES = """\
tried = {{}}
    for name, harm in dict({pairs}).items():
        try: tried[name] = harm()
        except OSError as error: tried[name] = str(error)
    import json
    raise ValueError(json.dumps(tried))"""


def try_all(grade, harms, words, hidden):
    """Let one answer try every harm, and tell what came of each."""
    functions = "".join(
        f"def harm{place}():\n    {NATIVE}\n    {code.format(**words)}\n"
        for place, code in enumerate(harms.values())
    )
    pairs = ", ".join(f"({name!r}, harm{place})" for place, name in enumerate(harms))
    results = grade(TRIES.format(pairs=f"[{pairs}]"), above=functions, hidden=hidden)
    assert others_pass(results)
    message = results["shift"].first.message
    assert message.startswith("ValueError: {"), message
    return json.loads(message.partition(": ")[2])


@pytest.mark.skipif(not LINUX, reason="the kernel is asked on Linux only")
def test_the_kernel_of_a_linux_machine_holds_answers():
    assert ask_kernel() == {"files": True, "processes": True}


def test_what_would_harm_others_is_refused(grade, victims):
    file = victims / "answer.txt"
    harms = HARMS | (NATIVE_HARMS if LINUX else {})
    sleeper = psutil.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = {
            "file": str(file),
            "folder": str(victims),
            "solutions": str(ROOT / "solutions/05_augmentation/05_augmentation.ipynb"),
            "kit": str(ROOT / "digitkit/augmentation/one_image.py"),
            "checks": str(ROOT / "tests/checks/test_05_augmentation.py"),
            "port": server.getsockname()[1],
            "other": sleeper.pid,
        }
        try:
            tried = try_all(grade, harms, words, (victims.parent,))
            assert sleeper.status() != psutil.STATUS_ZOMBIE, "it was ended"
        finally:
            sleeper.kill()
            sleeper.wait()
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert file.read_text(encoding="utf-8") == "bob's work"
    for name in HARMS:
        assert "an answer that is being graded may not" in str(tried[name]), (name, tried[name])
    for name in harms.keys() - HARMS.keys():
        assert tried[name] in (-1, 127 << 8), (name, tried[name])


def test_without_limits_the_same_would_be_done(victims):
    """The harms are real ones: each works where nothing holds it."""
    file = victims / "answer.txt"
    for name in ("copies the work of another", "lists others", "writes over a file"):
        code = HARMS[name].format(file=str(file), folder=str(victims))
        namespace = {}
        exec(f"def harm():\n    {code}\n", namespace)
        namespace["harm"]()
    assert file.read_text(encoding="utf-8") == "mine"


BOMBS = {
    "a loop without end": ("while True: pass", "was stopped after 2 s"),
    "memory without end": (
        "kept = []\n    while True: kept.append(b'x' * 10**8)",
        "memory",
    ),
    "a large file": ("open('big', 'wb').write(bytes(30 * 2**20))", "File too large"),
    "many files": (
        "[open(f'f{i}', 'wb').write(bytes(10**6)) for i in range(60)]\n    while True: pass",
        "was ended: it wrote more than 20 MB",
    ),
    "a gigabyte of print": ("for _ in range(100): print('x' * 10**7)\n    return image", ""),
    "a gigabyte down every pipe": (
        "import os\n    for d in range(3, 20):\n        try:\n"
        "            for _ in range(100): os.write(d, b'x' * 10**6)\n"
        "        except OSError: pass\n    return image",
        "",
    ),
    "threads without end": (
        "import threading, time\n"
        "    while True: threading.Thread(target=time.sleep, args=[60], daemon=True).start()",
        "",
    ),
    "the end of Python": ("import os; os._exit(0)", "ended Python itself"),
    "recursion": ("return shift(image, dx, dy)", "RecursionError"),
    "a signal to itself": ("import signal; signal.raise_signal(9)", "ended Python itself"),
}


FILLING = ("memory without end", "many files")
IN_ONE_PROCESS = ("a loop without end", "memory without end", "many files", "the end of Python")


@pytest.mark.parametrize("name", BOMBS)
def test_what_takes_too_much_spoils_itself_alone(grade, name):
    if not runner.MAY_FORK and name not in IN_ONE_PROCESS:
        pytest.skip("the same guard as in a copy")
    body, says = BOMBS[name]
    begin = time.monotonic()
    with nothing_left():
        # A busy machine takes its time to fill the memory, or the disk.
        results = grade(body, limits=replace(LIMITS, seconds=20) if name in FILLING else LIMITS)
    assert time.monotonic() - begin < 60
    shift = results["shift"]
    assert str(shift.outcome) in ("wrong", "error", "too slow") and shift.points == 0
    assert says.lower() in shift.first.message.lower(), shift.first.message
    assert others_pass(results), [r.first for r in results.values()]


def test_the_copy_that_was_ended_first_is_said_to_have_been_ended(lesson):
    """The watch ends a copy before its parent, which may have the time to say that it died."""

    class Ending:
        reason = "it wrote more than 20 MB of files"
        lines = [
            {"begin": "05.1", "exercise": "05.1", "checks": ["test_shift_moves_the_ink"]},
            {"end": True, "died": -9},
            None,
        ]

        def hear(self, seconds):
            return self.lines.pop(0)

        def stop(self):
            return -9

    ((_, result),) = runner.hear_candidates(Ending(), lesson, 5)
    assert result.first.message == "shift was ended: it wrote more than 20 MB of files."


@pytest.mark.skipif(not LINUX, reason="elsewhere Python is asked, and refuses at the first")
def test_a_fork_bomb_in_native_code_goes_off_nowhere(grade):
    with nothing_left():
        results = grade(f"{NATIVE}\n    while True: libc.fork()")
    assert str(results["shift"].outcome) == "too slow" and others_pass(results)


def test_a_family_that_grows_is_ended_from_outside(tmp_path):
    program = (
        "import subprocess, sys, time\n"
        "for _ in range(9): subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
        " start_new_session=True)\ntime.sleep(60)"
    )
    with nothing_left():
        process = psutil.Popen([sys.executable, "-c", program])
        watch = Watch(process.pid, tmp_path, LIMITS)
        process.wait(20)
        watch.stop()
    assert watch.reason == "it started more than 6 processes"


CHEATS = {
    "calls the kit's own": (
        "from digitkit.augmentation import shift as kit; return kit(image, dx, dy)",
        "calls the kit's own shift",
    ),
    "calls it by another road": (
        "import digitkit.augmentation.one_image as m; return getattr(m, 'shift')(image, dx, dy)",
        "calls the kit's own shift",
    ),
    "makes NumPy agree": (
        f"np.array_equal = np.allclose = lambda *a, **k: True; {ROLLS}",
        "",
    ),
    "makes Python agree": (
        "import builtins; builtins.sum = lambda *a: 0; return [[0, image[0][0], 0]]",
        "",
    ),
    "patches pytest": (
        f"import pytest; pytest.raises = None; {ROLLS}",
        "",
    ),
    "is equal to everything": ("return Yes()", "__eq__ says itself what it equals"),
    "says that it passed": (
        "import os, json\n    said = {'outcome': 'passed', 'message': '', 'frames': []}\n"
        "    for d in range(20):\n        try: os.write(d, json.dumps(said).encode() + b'\\n')\n"
        "        except OSError: pass\n    return image",
        "gave",
    ),
    "ends well": ("import sys; sys.exit(0)", "SystemExit"),
}


@pytest.mark.parametrize("name", CHEATS)
def test_who_cheats_gains_nothing(grade, name):
    if not runner.MAY_FORK and name not in ("calls the kit's own", "makes Python agree"):
        pytest.skip("the same guard as in a copy")
    body, says = CHEATS[name]
    yes = (
        "class Yes(list):\n    def __eq__(self, other): return True\n    tolist = sum = lambda s: s"
    )
    results = grade(body, above=yes)
    assert results["shift"].points == 0
    assert says in results["shift"].first.message, results["shift"].first.message
    assert others_pass(results)


def test_a_library_that_was_changed_is_named_where_all_else_passes(grade):
    body = f"np.array_equal = lambda *a: True\n    {GOOD['shift'].partition(chr(10) + '    ')[2]}"
    message = grade(body)["shift"].first.message
    assert message == (
        "shift changed numpy.array_equal, which the checks lean on. "
        "An answer leaves the libraries as they are."
    )


def test_no_secret_of_whoever_grades_is_in_the_environment(grade, monkeypatch):
    monkeypatch.setenv("CLASS_TOKEN", "very secret")
    results = grade("import os; raise ValueError(dict(os.environ))")
    message = results["shift"].first.message
    assert "PATH" in message and "very secret" not in message


def test_the_folder_of_an_answer_goes_away(grade):
    with make_ground() as ground:
        locked = ground.work / "locked"
        locked.mkdir()
        (locked / "file").write_text("x", encoding="utf-8")
        locked.chmod(0o500)
    assert not ground.folder.exists()
    shutil.rmtree(ground.folder, ignore_errors=True)
