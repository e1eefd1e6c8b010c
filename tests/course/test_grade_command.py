"""`digitkit grade`: every submission has a mark, whatever the others do."""

import csv
import json
import re
import signal
import sys
import time

import psutil
import pytest
from click.testing import CliRunner

from course.catalog import ROOT
from course.command import main
from course.confining import confine
from tests.course.graded_course import GOOD, NUMPY, ROLL, make_course, stub
from tests.course.test_classroom_found import lay, notebook, zipped

OTHERS = (GOOD["zoom"], GOOD["test_shift"])
BEGIN = "def shift(image, dx, dy):\n    "
LIBC = "import ctypes; libc = ctypes.CDLL(None);"
SHIFTS = {
    "ada": GOOD["shift"],
    "ben": ROLL,
    "cleo": BEGIN + "return np.roll(image, dx, axis=1)\n",
    "loops": BEGIN + "while True: pass\n",
    "forks": BEGIN + f"{LIBC}\n    while True: libc.fork()\n",
    "exits": BEGIN + "import os; os._exit(0)\n",
    "deletes": BEGIN + "import shutil; shutil.rmtree({root!r}); return image\n",
    "patches": BEGIN + "import pytest; pytest.raises = pytest.fail = None; return image\n",
    "peeks": BEGIN + "return open({solutions!r}).read()\n",
    "shouts": BEGIN + "for _ in range(100): print('x' * 10**7)\n    return image\n",
    "hoards": BEGIN + "kept = []\n    while True: kept.append(bytearray(b'x') * 10**7)\n",
    "calls home": BEGIN + "import socket; socket.create_connection(('127.0.0.1', 9))\n",
}
if sys.platform != "linux":
    del SHIFTS["forks"]  # native code is held by the kernel of Linux only


def grade(root, *arguments):
    return CliRunner().invoke(main, ["grade", *map(str, arguments)], obj=root)


def marks(folder):
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["learner"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def graded(root, tmp_path_factory):
    """A class of all kinds, graded."""
    folder = tmp_path_factory.mktemp("class")
    submissions = folder / "submissions"
    words = {"root": str(folder), "solutions": str(root / "solutions")}
    files = {
        f"{learner}/05_moving.ipynb": notebook(NUMPY, code.format(**words), *OTHERS)
        for learner, code in SHIFTS.items()
    }
    files["blank/05_moving.ipynb"] = notebook(*(stub(n) for n in ("shift", "zoom", "test_shift")))
    files["no notebook/05_moving.ipynb"] = b"hello"
    files["ada/03_scaling.ipynb"] = notebook(NUMPY, GOOD["scale"])
    files["empty/readme.txt"] = b"sorry"
    lay(submissions, **files)
    zipped(submissions / "zoe.zip", {"05_moving.ipynb": notebook(NUMPY, GOOD["shift"], *OTHERS)})
    result = grade(root, submissions, "--to", folder / "grades", "--seconds", 2, "--memory", 900)
    return result, folder


def test_every_submission_has_a_mark_whatever_the_others_do(graded):
    result, folder = graded
    assert not result.exception or isinstance(result.exception, SystemExit), result.output
    shift = {learner: row["05.1 shift"] for learner, row in marks(folder / "grades").items()}
    full = {"ada", "zoe"}
    assert shift == {
        **dict.fromkeys([*SHIFTS, "blank", "no notebook", "zoe"], "0"),
        **dict.fromkeys(full, "2"),
        "empty": "",
    }
    zoom = {learner: row["05.2 zoom"] for learner, row in marks(folder / "grades").items()}
    assert {name for name, points in zoom.items() if points == "1"} == {*SHIFTS, "zoe"}


def test_nothing_was_deleted(graded):
    _, folder = graded
    assert (folder / "submissions" / "deletes" / "05_moving.ipynb").is_file()


def test_what_has_no_mark_is_said_and_the_exit_code_tells(graded):
    result, _ = graded
    assert result.exit_code == 1
    assert "empty: empty holds no notebook of a lesson." in result.output


def test_the_json_has_it_all(graded):
    _, folder = graded
    content = json.loads((folder / "grades" / "grades.json").read_text(encoding="utf-8"))
    ben = next(each for each in content["learners"] if each["learner"] == "ben")
    (work,) = ben["work"]
    shift = work["exercises"][0]
    assert (ben["points"], shift["outcome"], shift["misconception"]) == (
        4,
        "wrong",
        "np.roll brings ink back.",
    )
    most = content["exercises"][0]
    assert most["name"] == "shift" and most["troubled"] == len(SHIFTS)  # one file is no notebook
    assert content["misconceptions"][0]["learners"] == ["ben", "cleo"] or content["misconceptions"]
    assert content["seed"] == work["seed"]


def test_the_page_of_the_class_loads_nothing_and_tells_of_everyone(graded):
    _, folder = graded
    page = (folder / "grades" / "overview.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    for name in (*SHIFTS, "blank", "zoe", "empty"):
        assert f">{name}</a></th>" in page
    assert "np.roll brings ink back." in page
    for link in re.findall(r'href="(feedback/[^"]+)"', page):
        assert (folder / "grades" / link).is_file()


def test_each_learner_has_a_page_with_what_to_do(graded):
    _, folder = graded
    page = (folder / "grades" / "feedback" / "ben.html").read_text(encoding="utf-8")
    assert "<h1>digitkit report: ben</h1>" in page and "np.roll brings ink back." in page
    assert "Tries" not in page
    lost = (folder / "grades" / "feedback" / "no_notebook.html").read_text(encoding="utf-8")
    assert "05_moving.ipynb is not a notebook" in lost


def test_the_same_command_grades_nothing_twice(graded, root):
    _, folder = graded
    before = (folder / "grades" / "marked.jsonl").read_bytes()
    begin = time.monotonic()
    grade(root, folder / "submissions", "--to", folder / "grades", "--seconds", 2, "--memory", 900)
    assert time.monotonic() - begin < 3
    assert (folder / "grades" / "marked.jsonl").read_bytes() == before


@pytest.fixture
def small(tmp_path):
    """Two learners whose work is quickly graded."""
    files = {
        "ada/03_scaling.ipynb": notebook(NUMPY, GOOD["scale"]),
        "ben/03_scaling.ipynb": notebook(NUMPY, "def scale(image): return image / 256"),
    }
    lay(tmp_path / "submissions", **files)
    return tmp_path


def test_what_changed_or_was_broken_off_is_graded_again(small, root):
    arguments = (small / "submissions", "--to", small / "grades", "--jobs", 2)
    grade(root, *arguments)
    journal = small / "grades" / "marked.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == 2
    kept = next(line for line in lines if b'"ben"' in line)
    journal.write_bytes(kept + lines[0][:50])  # the power failed
    lay(small / "submissions", **{"ben/03_scaling.ipynb": notebook(NUMPY, GOOD["scale"])})
    result = grade(root, *arguments)
    assert result.exit_code == 0, result.output
    points = {learner: row["points"] for learner, row in marks(small / "grades").items()}
    assert points == {"ada": "1", "ben": "1"}
    records = [line for line in journal.read_text("utf-8").splitlines() if line.endswith("}")]
    assert len(records) == 3 and len({json.loads(line)["seed"] for line in records}) == 1


def test_hidden_checks_count_and_are_out_of_reach(small, root):
    hidden = small / "hidden"
    lay(hidden, **{"test_03_scaling.py": HIDDEN})
    spoils = "def scale(image):\n    out = image / 255\n    image[:] = 0\n    return out\n"
    peeks = f"def scale(image):\n    return open({str(hidden / 'test_03_scaling.py')!r}).read()\n"
    files = {"ben/03_scaling.ipynb": spoils, "cleo/03_scaling.ipynb": peeks}
    lay(small / "submissions", **{n: notebook(NUMPY, code) for n, code in files.items()})
    options = ("--to", small / "grades", "--hidden", hidden)
    grade(root, small / "submissions", *options)
    content = json.loads((small / "grades" / "grades.json").read_text(encoding="utf-8"))
    found = {
        learner["learner"]: {
            check["check"]: (check["outcome"], check["message"])
            for check in learner["work"][0]["exercises"][0]["checks"]
        }
        for learner in content["learners"]
    }
    assert found["ada"]["test_scale_leaves_its_input"] == ("passed", "")
    assert found["ben"]["test_scale_leaves_its_input"] == ("wrong", "scale changed its input.")
    assert "may not read" in found["cleo"]["test_scale_ends_at_one"][1]
    points = {learner: row["points"] for learner, row in marks(small / "grades").items()}
    assert points == {"ada": "1", "ben": "0", "cleo": "0"}


def test_the_hidden_check_of_the_guide_works(tmp_path):
    page = (ROOT / "docs" / "teach" / "grade.md").read_text(encoding="utf-8")
    code = re.search(r"^```python\n# hidden/(\S+)\n(.*?)^```", page, re.M | re.S)
    lay(tmp_path / "hidden", **{code[1]: code[2].encode()})
    solution = ROOT / "solutions" / "05_augmentation" / "05_augmentation.ipynb"
    lay(tmp_path / "submissions", **{"ada_05_augmentation.ipynb": solution.read_bytes()})
    folders = (tmp_path / "submissions", "--to", tmp_path / "grades")
    result = grade(ROOT, *folders, "--hidden", tmp_path / "hidden")
    assert result.exit_code == 0, result.output
    content = json.loads((tmp_path / "grades" / "grades.json").read_text(encoding="utf-8"))
    (work,) = content["learners"][0]["work"]
    assert work["points"] == work["of"]
    checks = {check["check"]: check["outcome"] for check in work["exercises"][0]["checks"]}
    assert checks["test_shift_leaves_its_input_alone"] == "passed"


def test_who_grades_where_the_kernel_does_not_hold_answers_is_told_so(small, root, monkeypatch):
    folders = (small / "submissions", "--to", small / "grades")
    assert "kernel" not in grade(root, *folders).output
    monkeypatch.setattr(confine, "ask_kernel", lambda: {"files": False, "processes": True})
    result = grade(root, *folders)
    assert "Grade work of strangers on Linux 5.13 or later." in result.stderr
    assert result.exit_code == 0


def test_one_lesson_can_be_asked_for(small, root):
    lay(small / "submissions", **{"ada/05_moving.ipynb": notebook(NUMPY, ROLL)})
    grade(root, small / "submissions", "--to", small / "grades", "--lesson", "03")
    content = json.loads((small / "grades" / "grades.json").read_text(encoding="utf-8"))
    assert [lesson["number"] for lesson in content["lessons"]] == ["03"]


def test_a_name_that_a_spreadsheet_would_run_is_only_a_name(small, root):
    lay(small / "submissions", **{"=cmd()/03_scaling.ipynb": notebook(NUMPY, GOOD["scale"])})
    grade(root, small / "submissions", "--to", small / "grades")
    assert "'=cmd()" in marks(small / "grades")


HIDDEN = b"""\
import numpy as np


def test_scale_leaves_its_input(scale):
    image = np.ones((2, 2), np.uint8)
    scale(image)
    assert image.sum() == 4, "scale changed its input."
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_keeps_what_is_graded_and_leaves_nothing_behind(root, start, tmp_path):
    slow = "    import time; time.sleep(0.5)\n"
    head, _, body = GOOD["scale"].partition("\n")
    work = notebook(NUMPY, f"{head}\n{slow}{body}")
    lay(tmp_path / "submissions", **{f"{n}/03_scaling.ipynb": work for n in range(20)})
    program = (
        "import sys; from pathlib import Path; from course.command import main\n"
        f"main(['grade', *sys.argv[1:]], obj=Path({str(root)!r}))"
    )
    (tmp_path / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path / "tmp"))
        process = start(tmp_path / "submissions", "--to", tmp_path / "grades", program=program)
    assert process.stdout.readline().startswith("20 pieces of work")
    assert process.stdout.readline().startswith("1 of 20")
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    found = re.search(r"Broken off: (\d+) of 20 are graded, and kept.", said)
    assert found and process.returncode == 130, said
    journal = (tmp_path / "grades" / "marked.jsonl").read_text("utf-8").splitlines()
    assert len(journal) >= int(found[1]) >= 1
    assert not psutil.wait_procs(family, timeout=10)[1], "A process was left running."
    assert not list((tmp_path / "tmp").iterdir()), "Somebody's work was left lying about."


REFUSALS = {
    "an empty folder": (["{empty}"], "holds no submissions"),
    "no such folder": (["{empty}/nowhere"], "does not exist"),
    "no such lesson": (["{empty}", "--lesson", "42"], "42"),
    "hidden checks that are none": (["{empty}", "--hidden", "{empty}"], "has no checks"),
    "no such scheduler": (
        ["{small}/submissions", "--to", "{small}/g", "--scheduler", "tcp://127.0.0.1:9"],
        "there is no Dask scheduler at tcp://127.0.0.1:9",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_a_sentence(small, root, name):
    arguments, says = REFUSALS[name]
    (small / "empty").mkdir()
    words = {"empty": small / "empty", "small": small}
    result = grade(root, *(each.format(**words) for each in arguments))
    assert result.exit_code and says in result.output, result.output
    assert "Traceback" not in result.output
