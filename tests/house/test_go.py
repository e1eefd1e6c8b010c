"""go.py sets up what a job needs, once, and is then no more than the job."""

import ast
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.conftest import write_wheel

ROOT = Path(__file__).resolve().parents[2]
go = runpy.run_path(str(ROOT / "go.py"), run_name="go")
needs_signals = pytest.mark.skipif(os.name == "nt", reason="sends POSIX signals")


def test_help_gives_each_job_one_line():
    result = subprocess.run(
        [sys.executable, str(ROOT / "go.py"), "--help"], capture_output=True, encoding="utf-8"
    )
    lines = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    for name in "setup app learn test lessons docs bench lint lock".split():
        assert sum(line.split()[0] == name for line in lines) >= 1, f"--help leaves out {name}."
    assert max(map(len, lines)) <= 100, "A line of --help is too long for a terminal."
    assert result.returncode == 0


def test_an_unknown_job_names_the_known_ones(project):
    result = project.go("serve")
    assert result.returncode == 1
    assert "'serve'" in result.stderr and "app, learn, test" in result.stderr


def test_go_speaks_a_python_old_enough_to_be_refused():
    source = (ROOT / "go.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    imported = {
        name.name
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Import)
        for name in n.names
    }
    assert imported <= sys.stdlib_module_names, "go.py runs before anything is installed."


def test_the_app_alone_needs_no_more_than_the_serving_lock():
    levels = {name: job.level for name, job in go["JOBS"].items()}
    assert [name for name, level in levels.items() if level == "serve"] == ["app"]


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_bare_checkout_sets_itself_up_and_runs_the_job(project, installer):
    project.use(installer)
    result = project.go("app", "--port", "8000", "--exit", "7")
    assert result.returncode == 7, f"The job's exit code is go.py's; it said {result.stderr}"
    assert "job app --port 8000 --exit 7\n" in result.stdout
    python = Path(result.stdout.split("python ")[-1].strip())
    assert python.parent == project.venv / go["BIN"].name, ".venv must come first on PATH."
    assert list(project.venv.rglob("serving.*.pyc")), "Bytecode is compiled at install."
    assert not list(project.venv.rglob("rest.py")), "The app must not pay for the rest."


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_release_after_the_lock_was_made_changes_nothing(project, installer):
    """pip would look at the newest version of what is wanted with an extra, which has no hash."""
    project.use(installer)
    wants = write_wheel(project.wheels, "wants", {}, about="Requires-Dist: wanted[more]>=1.0\n")
    wanted = write_wheel(project.wheels, "wanted", {}, about="Provides-Extra: more\n")
    write_wheel(project.wheels, "wanted", {}, version="2.0", about="Provides-Extra: more\n")
    with project.lock("serve").open("a", encoding="utf-8") as lock:
        lock.write(wants + wanted)
    result = project.go("app")
    assert "job app" in result.stdout, result.stderr
    assert [path.name for path in project.venv.rglob("wanted-*")] == ["wanted-1.0.dist-info"]


@pytest.mark.alone
def test_a_second_run_adds_less_than_a_second(project):
    assert "Setting up" in project.go("app").stdout
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        assert "Setting up" not in project.go("app").stdout
        seconds.append(time.perf_counter() - start)
    # The fastest, because the other runs may have shared the processor.
    assert min(seconds) < 1, f"The second run took {seconds} s, job and all."


def test_test_adds_the_rest_to_the_same_venv(project):
    project.go("app")
    (project.venv / "kept").touch()
    assert "pytest" in project.go("test").stdout
    assert (project.venv / "kept").exists(), "What the app had installed was thrown away."
    assert "Setting up" not in project.go("app").stdout, "All of it holds what the app needs."


@pytest.mark.parametrize(
    ("selection", "code"),
    [("all", 0), ("kit", 0), ("canvas", 0), ("nothing", 5), ("broken", 1)],
)
def test_the_browser_and_what_measures_time_have_a_run_of_their_own(project, selection, code):
    result = project.go("test", "-k", selection)
    assert f" -m not browser and not alone -k {selection}\n" in result.stdout
    assert f" -m browser or alone -k {selection}\n" in result.stdout
    assert result.returncode == code, "Only a failure, or no test in either run, is one."


def test_a_marker_of_ones_own_runs_once(project):
    result = project.go("test", "-m", "browser")
    assert result.stdout.count("pytest") == result.stdout.count(" -m browser\n") == 1


@pytest.mark.parametrize("changed", ["requirements/serve.txt", "pyproject.toml"])
def test_a_changed_lock_is_installed(project, changed):
    project.go("app")
    with (project.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "Setting up" in project.go("app").stdout
    assert "Setting up" not in project.go("app").stdout


def test_a_moved_checkout_sets_itself_up_again(project):
    project.go("app")
    moved = project.root.with_name("elsewhere")
    shutil.move(project.root, moved)
    project.root, project.venv = moved, moved / ".venv"
    result = project.go("app")
    assert "Setting up" in result.stdout and "job app" in result.stdout, result.stderr
    assert str(moved) in result.stdout, "The scripts of the old .venv point to the old place."


def start_sleeping(project):
    project.go("app")
    job = subprocess.Popen(
        project.command("app", "--sleep"),
        env=project.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert job.stdout.readline() == "job app --sleep\n"
    return job


@needs_signals
def test_ctrl_c_ends_the_job_and_go_says_nothing(project):
    job = start_sleeping(project)
    os.killpg(job.pid, signal.SIGINT)
    _, errors = job.communicate(timeout=10)
    assert job.returncode == 130
    assert "go.py" not in errors, f"go.py showed its own traceback: {errors}"


@needs_signals
def test_ending_go_ends_the_job(project):
    job = start_sleeping(project)
    job.terminate()
    output, _ = job.communicate(timeout=10)
    assert job.returncode == 128 + signal.SIGTERM, "The job outlived go.py."


def test_the_test_job_leaves_no_folder_of_tests_out():
    folders = {p.parent for p in (ROOT / "tests").rglob("test_*.py")}
    named = {word for job in go["JOBS"]["test"].commands for word in re.findall(r"tests/\w+", job)}
    # tests/checks holds a learner's work to its promises; `pytest` runs those.
    missing = {f.relative_to(ROOT).as_posix() for f in folders} - named - {"tests/checks"}
    assert not missing, f"`go.py test` leaves out {missing}."
    assert all(job.count("tests/") == len(named) for job in go["JOBS"]["test"].commands)
