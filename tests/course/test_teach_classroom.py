"""GitHub Classroom: the workflow's own commands, on work that is half done."""

import base64
import json
import os
import shutil
import subprocess

import pytest
import yaml

from tests.course.nbgrader_steps import BIN, ROOT
from tests.course.small_course import RIGHT, ROLL, answer, make_course

WORKFLOW = ROOT / ".github" / "workflows" / "classroom.yml"
JOB = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["points"]
STEPS = {step.get("name", step.get("uses")): step for step in JOB["steps"]}
# `digitkit` works on the folder that it was installed from: here, on the small course.
DIGITKIT = """\
#!{python}
import sys
from pathlib import Path
from course.command import main
main(obj=Path.cwd())
"""


@pytest.fixture(scope="module")
def pushed(tmp_path_factory):
    """A learner's repository in which the workflow's steps have run."""
    bash = shutil.which("bash") or pytest.skip("The runner's steps need bash.")
    root = make_course(tmp_path_factory.mktemp("digitkit-ada"))
    answer(root, "02_scaling", "scale", RIGHT["scale"])
    answer(root, "05_shifting", "shift", ROLL)
    tools = root / ".venv" / "bin"
    tools.mkdir(parents=True)
    (tools / "digitkit").write_text(DIGITKIT.format(python=f"{BIN}/python"))
    (tools / "digitkit").chmod(0o755)
    (tools / "python").symlink_to(f"{BIN}/python")
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "GITHUB_OUTPUT": str(root / "output"),
        "GITHUB_STEP_SUMMARY": str(root / "summary.md"),
    }
    said = ""
    for name in ("Check", "Points"):
        # As the runner does it.
        command = [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]]
        done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout
    (root / "said").write_text(said, encoding="utf-8")
    return root


pytestmark = pytest.mark.skipif(os.name == "nt", reason="The runner of the workflow is Linux.")


def outputs(root):
    """Read what the steps after it can read."""
    lines = (root / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_points_are_those_of_the_exercises_that_pass(pushed):
    assert (outputs(pushed)["points"], outputs(pushed)["out_of"]) == ("1", "6")
    assert "::notice title=digitkit::1 of 6 points" in (pushed / "said").read_text("utf-8")


def test_the_summary_has_a_row_for_each_exercise(pushed):
    summary = (pushed / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("## 1 of 6 points\n")
    assert "| 02.1 `scale` | ✓ passed | 1 of 1 |" in summary
    assert "| 05.1 `shift` | ✗ wrong | 0 of 2 |" in summary
    assert "| 05.2 `test_shift` | – not started | 0 of 3 |" in summary


def test_classrooms_reporter_counts_the_same_points(pushed):
    report = json.loads(base64.b64decode(outputs(pushed)["result"]))
    assert report["max_score"] == 6 and report["status"] == "fail"
    assert sum(each["score"] for each in report["tests"]) == 1
    assert "np.roll wraps" in report["tests"][1]["message"]
    name = STEPS["Report to Classroom"]["with"]["runners"]
    assert STEPS["Points"]["id"] == name
    assert f"{name.upper()}_RESULTS" in STEPS["Report to Classroom"]["env"]


def test_a_check_that_could_not_run_fails_the_push(tmp_path):
    bash = shutil.which("bash") or pytest.skip("The runner's steps need bash.")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    broken = tmp_path / ".venv" / "bin" / "digitkit"
    broken.write_text("#!/bin/sh\nexit 2\n")
    broken.chmod(0o755)
    assert subprocess.run([bash, "-e", "-c", STEPS["Check"]["run"]], cwd=tmp_path).returncode != 0


def test_it_does_not_run_in_the_projects_own_repository_or_the_template():
    assert "startsWith(github.event.repository.name, 'digitkit-')" in JOB["if"]
    assert "!github.event.repository.is_template" in JOB["if"]


def test_every_action_is_held_to_a_major_version():
    used = [step["uses"] for step in JOB["steps"] if "uses" in step]
    assert len(used) == 4 and all(use.rpartition("@v")[2].isdigit() for use in used), used
