"""At every save the learner hears what passes: once for each, and none is missed."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time

import pytest

from course.command.watch import name_of
from course.percent import to_percent
from course.polling import kind_of_disk, look_again, needs_polling
from tests.course.small_course import (
    RIGHT,
    ROLL,
    answer,
    notebook_path,
    read_notebook,
    write_notebook,
)

PROGRAM = """
import sys
from pathlib import Path
from course.command import main
main(obj=Path(sys.argv.pop(1)))
"""
END = "Waiting for you to save"
# Tells that its check is running, which then takes a while.
SLOW = """
import time
from pathlib import Path

def shift(image, dx, dy):
    Path({marker!r}).touch()
    time.sleep({seconds})
    return image
"""


class Watcher:
    """`digitkit watch` in a process of its own, heard line by line."""

    def __init__(self, root, *arguments):
        command = [sys.executable, "-u", "-c", PROGRAM, str(root), "watch", "--plain", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        own = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        self.process = subprocess.Popen(command, cwd=root.parent, **pipes, **own)
        self.lines = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def hear(self, seconds=30):
        """Collect the words of one check, wherever its lines break."""
        lines, end = [], time.monotonic() + seconds
        while not lines or not lines[-1].startswith(END):
            try:
                lines.append(self.lines.get(timeout=max(0.01, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError("No whole check was heard:\n" + "\n".join(lines)) from None
        return " ".join(" ".join(lines).split())

    def is_silent(self, seconds=1.5):
        time.sleep(seconds)
        return self.lines.empty()

    def interrupt(self):
        """Press Ctrl-C."""
        ctrl_c = getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT)
        self.process.send_signal(ctrl_c)
        code = self.process.wait(timeout=20)
        time.sleep(0.2)
        left = []
        while not self.lines.empty():
            left.append(self.lines.get())
        return code, "\n".join(left)


@pytest.fixture
def watch(course_root):
    """Give a function that begins to watch."""
    watchers = []

    def begin(*arguments):
        watchers.append(Watcher(course_root, *arguments))
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.process.kill()
        watcher.process.wait()


@pytest.mark.parametrize("how", ["--no-poll", "--poll"])
def test_every_save_is_checked(watch, course_root, how):
    watcher = watch("05", how)
    assert "not started" in watcher.hear()
    answer(course_root, "05_shifting", "shift", ROLL)
    assert "np.roll wraps" in watcher.hear()
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    assert "1 of 2 exercises passed" in watcher.hear()
    # The learner goes on in a file of their own editor.
    notebook = notebook_path(course_root, "05_shifting")
    text = to_percent(notebook.read_text(encoding="utf-8"), "05")
    notebook.with_suffix(".py").write_text(text.replace("zeros_like", "ones_like"), "utf-8")
    heard = watcher.hear()
    assert "later than 05_shifting.ipynb" in heard and "0 of 2 exercises" in heard


def test_the_lesson_that_is_saved_is_checked(watch, course_root):
    watcher = watch()
    assert "02.1 scale" in watcher.hear(), "First comes the lesson that is next."
    answer(course_root, "05_shifting", "shift", ROLL)
    heard = watcher.hear()
    assert "05.1 shift" in heard and "02.1" not in heard


def await_check(marker):
    """Wait until a slow check is running."""
    end = time.monotonic() + 30
    while not marker.exists():
        assert time.monotonic() < end, "The check did not begin."
        time.sleep(0.01)
    marker.unlink()


def test_a_save_during_a_check_leads_to_one_more(watch, course_root, tmp_path):
    marker = tmp_path / "running"
    slow = SLOW.format(marker=str(marker), seconds=1)
    answer(course_root, "05_shifting", "shift", slow)
    watcher = watch("05.1")
    await_check(marker)
    for code in (slow + "# more\n", ROLL, RIGHT["shift"]):
        answer(course_root, "05_shifting", "shift", code)
        time.sleep(0.02)
    assert "05.1 shift wrong" in watcher.hear()
    assert "05.1 shift passed" in watcher.hear()
    assert watcher.is_silent(), "Three saves during one check are checked once."


def test_what_is_not_a_learner_s_file_is_not_checked(watch, course_root):
    watcher = watch("05")
    watcher.hear()
    folder = course_root / "lessons" / "05_shifting"
    for name in (
        "notes.txt",
        ".~05_shifting.ipynb",
        "05_shifting-Copy1.ipynb",
        ".ipynb_checkpoints/05_shifting-checkpoint.ipynb",
        "../backups/05_shifting-20261101-120000.ipynb",
        "../progress.json",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}", encoding="utf-8")
    write_notebook(course_root, "02_scaling", read_notebook(course_root, "02_scaling"))
    assert watcher.is_silent()


def test_ctrl_c_ends_it_quietly(watch):
    watcher = watch("05")
    watcher.hear()
    code, words = watcher.interrupt()
    if sys.platform != "win32":
        assert code == 0 and words.strip() == "No longer watching."


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl-C there")
def test_ctrl_c_during_a_check_ends_it_quietly_too(watch, course_root, tmp_path):
    marker = tmp_path / "running"
    answer(course_root, "05_shifting", "shift", SLOW.format(marker=str(marker), seconds=9))
    watcher = watch("05.1")
    await_check(marker)
    code, words = watcher.interrupt()
    assert code == 0 and "Traceback" not in words and words.endswith("No longer watching.")


def test_a_damaged_notebook_does_not_end_it(watch, course_root):
    watcher = watch("05")
    watcher.hear()
    path = notebook_path(course_root, "05_shifting")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:200], encoding="utf-8")
    assert "not a notebook" in watcher.hear()
    path.write_text(text, encoding="utf-8")
    assert "not started" in watcher.hear()


def test_a_lesson_that_is_not_there_is_answered_at_once(learn):
    result = learn("watch", "09")
    assert result.exit_code == 2 and "The lessons are" in result.stderr


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/05_shifting/05_shifting.ipynb", "05_shifting"),
        ("/a/05_shifting/05_shifting.py", "05_shifting"),
        ("/a/05_shifting/other.py", ""),
        ("/a/backups/05_shifting.ipynb", ""),
        ("/a/05_shifting/05_shifting.ipynb~", ""),
    ],
)
def test_a_learner_s_file_is_known_by_its_name(path, name):
    assert name_of(path) == name


MOUNTS = """\
overlay ROOT overlay rw 0 0
proc ROOT/proc proc rw 0 0
C:\\134 ROOT/mnt/c 9p rw 0 0
server:/export ROOT/shared nfs4 rw 0 0
/dev/sdb1 ROOT/shared/local ext4 rw 0 0
//nas/x ROOT/media/with\\040space cifs rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its disks are named otherwise")
@pytest.mark.parametrize(
    ("folder", "kind", "polls"),
    [
        ("course", "overlay", False),
        ("mnt/c/Users", "9p", True),
        ("shared/course", "nfs4", True),
        ("shared/local/course", "ext4", False),
        ("media/with space/course", "cifs", True),
    ],
)
def test_a_disk_that_does_not_tell_of_changes_is_known(tmp_path, folder, kind, polls):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.replace("ROOT", str(tmp_path)), encoding="utf-8")
    place = tmp_path / folder
    assert kind_of_disk(place, mounts) == kind
    assert needs_polling(place, mounts) is polls


def test_where_no_disks_are_listed_changes_are_awaited(tmp_path):
    assert needs_polling(tmp_path, tmp_path / "none") is False


def test_looking_again_misses_no_save_though_two_fall_into_one_second(tmp_path):
    path, other = tmp_path / "a.ipynb", tmp_path / "b.py"
    path.write_text("as handed out", encoding="utf-8")
    looks = look_again([path, other], seconds=0)
    assert next(looks) == set() and next(looks) == set()
    second = 1_800_000_000 * 10**9
    for later, text in enumerate(["one", "two"]):
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(second + later * 10**6,) * 2)
        assert next(looks) == {path} and next(looks) == set()
    other.write_text("", encoding="utf-8")
    assert next(looks) == {other}
    path.unlink()
    assert next(looks) == set(), "What is gone was not saved."
