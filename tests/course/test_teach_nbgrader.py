"""The guide to nbgrader, walked: its commands, as they stand there, in their order."""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from course.build import main
from course.release import CONFIG, configure
from tests.course.nbgrader_steps import BIN, ROOT
from tests.course.one_lesson import write_one_lesson

PAGE = ROOT / "docs" / "teach" / "nbgrader.md"
LESSON, OURS = "05_augmentation", "05_small_steps"
# One process for all: nbgrader takes two seconds to begin, and here it begins eleven times.
NBGRADER = """\
import sys
from nbgrader.apps.nbgraderapp import NbGraderApp
from traitlets.config import SingletonConfigurable

def clear(kind):
    for each in kind.__subclasses__():
        clear(each)
    if kind.initialized():
        kind.clear_instance()

for line in sys.stdin:
    clear(SingletonConfigurable)
    try:
        NbGraderApp.launch_instance(argv=eval(line))
        code = 0
    except SystemExit as end:
        code = end.code or 0
    print(f"<{code}>", flush=True)
"""


def fences(language):
    """Give the blocks of the page in a language."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\b[^\n]*\n(.*?)^```", text, re.M | re.S)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of one small lesson, led along the page to its end."""
    bash = shutil.which("bash") or pytest.skip("The page's commands need bash; Git brings one.")
    root = write_one_lesson(tmp_path_factory.mktemp("class"))
    assert main([], root=root) == 0
    shutil.copy(ROOT / CONFIG, root)
    (root / "students.csv").write_text(fences("csv")[0], encoding="utf-8")
    path = os.pathsep.join([BIN, os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    with (
        open(root / "said.txt", "w") as said,
        subprocess.Popen(
            [sys.executable, "-c", NBGRADER],
            cwd=root,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as nbgrader,
    ):
        for line in "".join(fences("bash")).replace(LESSON, OURS).splitlines():
            code = ask(nbgrader, line) if line.startswith("nbgrader ") else None
            if code is None:
                code = subprocess.run([bash, "-c", line], cwd=root, env=env).returncode
            assert code == 0, f"`{line}` ended with {code}: {(root / 'said.txt').read_text()}"
    return root


def ask(nbgrader, line):
    """Have a command of nbgrader run, and give its exit code."""
    nbgrader.stdin.write(f"{shlex.split(line)[1:]!r}\n")
    nbgrader.stdin.flush()
    # What it prints by itself comes before the code.
    ends = (re.fullmatch(r"<(\d+)>\n", line) for line in nbgrader.stdout)
    return int(next(filter(None, ends))[1])


def test_the_page_names_every_step_of_the_road():
    steps = re.findall(r"^nbgrader (\w+)", "".join(fences("bash")), re.M)
    assert dict.fromkeys(steps) == dict.fromkeys(
        ["db", "generate_assignment", "zip_collect", "autograde", "generate_feedback", "export"]
    )


def test_the_grades_of_all_who_are_on_the_list_are_written(course):
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    points = {name: (float(row["score"]), float(row["max_score"])) for name, row in rows.items()}
    assert points == {"ada": (5, 5), "alan": (0, 5), "grace": (0, 5)}
    assert rows["ada"]["last_name"] == "Lovelace"
    assert rows["alan"]["timestamp"] > rows["alan"]["duedate"] > "2027-01-29 23"


def test_late_work_is_named(course):
    said = (course / "said.txt").read_text()
    assert re.search(r"for alan> is [\d.]+ seconds late", said)
    assert not re.search("for ada> is .* late", said)


def test_nothing_is_said_but_of_the_work_itself(course):
    said = (course / "said.txt").read_text()
    for noise in ("SAWarning", "without encryption", "No nbgrader_config", "have no effect"):
        assert noise not in said


def test_each_learner_has_a_page_of_feedback(course):
    pages = sorted(page.parts[-3] for page in (course / "feedback").rglob("*.html"))
    assert pages == ["ada", "alan", "grace"]


@pytest.mark.parametrize(
    "name, found",
    [
        ("ada/05_augmentation.ipynb", ("ada", "05_augmentation")),
        ("ada/lessons/05_augmentation/05_augmentation.ipynb", ("ada", "05_augmentation")),
        ("ada\\05_augmentation (1).ipynb", ("ada", "05_augmentation")),
        ("ada/__MACOSX/._05_augmentation.ipynb", None),
        ("ada/05_augmentation/.ipynb_checkpoints/05_augmentation-checkpoint.ipynb", None),
    ],
)
def test_a_notebook_in_a_zip_is_found_and_copies_of_it_are_not(name, found):
    pattern = configure(ROOT).FileNameCollectorPlugin.named_regexp
    matched = re.match(pattern, f"/class/downloaded/05_augmentation/extracted/{name}")
    assert (matched and (matched["student_id"], matched["file_id"])) == found
