"""What can be missing on a machine: each cause is really brought about, and costs one sentence."""

import json
import os
import runpy
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="makes interpreters out of shell scripts")


def assert_one_sentence(result, *words):
    assert result.returncode == 1
    assert result.stderr.startswith("go.py: ") and result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr, f"{word!r} is missing in {result.stderr!r}"


@pytest.fixture
def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_what_cannot_be_fetched_is_a_sentence_and_its_cure_is_enough(
    project, installer, closed_port
):
    project.use(installer)
    lock, wheel = project.lock("serve"), project.wheels / "serving-1.0-py3-none-any.whl"
    sound = lock.read_text(encoding="utf-8")

    lock.write_text(sound[:-65] + "0" * 64 + "\n", encoding="utf-8")
    assert_one_sentence(project.go("app"), "not the one", "requirements/serve.txt")
    lock.write_text(sound, encoding="utf-8")

    other = wheel.rename(wheel.with_name("serving-1.0-cp39-cp39-win32.whl"))
    assert_one_sentence(project.go("app"), "no build for this machine", "Apple silicon")
    other.rename(wheel)

    reachable = dict(project.environment)
    project.use_index(f"http://127.0.0.1:{closed_port}/simple")
    assert_one_sentence(project.go("app"), "index cannot be reached", "HTTPS_PROXY")
    project.environment = reachable

    result = project.go("app")
    assert "job app" in result.stdout, result.stderr


def test_the_app_still_runs_when_the_rest_cannot_be_added(project, closed_port):
    project.go("app")
    project.use_index(f"http://127.0.0.1:{closed_port}/simple")
    for _ in range(2):
        assert_one_sentence(project.go("test"), "index cannot be reached")
    result = project.go("app")
    assert "job app" in result.stdout and "Setting up" not in result.stdout


def test_a_setup_killed_half_way_is_not_taken_for_a_good_one(project):
    working = dict(project.environment)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        project.use_index(f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        half = subprocess.Popen(project.command("app"), env=project.environment)
        deadline = time.monotonic() + 30
        while not project.state.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        half.kill()
        half.wait()
    assert "adding" in json.loads(project.state.read_text(encoding="utf-8"))
    (project.venv / "half-made").touch()
    project.environment = working
    assert "job app" in project.go("app").stdout
    assert not (project.venv / "half-made").exists(), "What is half made must be made anew."


@pytest.mark.parametrize("state", ["", "{"])
def test_a_damaged_state_means_a_new_venv(project, state):
    project.go("app")
    project.state.write_text(state, encoding="utf-8")
    result = project.go("app")
    assert "Setting up" in result.stdout and "job app" in result.stdout, result.stderr


def in_a_small_file_system(project, options, script):
    """Run a shell script with the project on a tmpfs of its own, seen by nobody else."""
    copy = project.root.with_name("small")
    copy.mkdir()
    steps = f"""
        set -e
        mount -t tmpfs -o {options} none '{copy}'
        cp -r '{project.root}'/. '{copy}'
        {script.format(go=f"'{sys.executable}' '{copy}/go.py'", copy=copy)}
    """
    unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    try:
        subprocess.run([*unshare, "mount -t tmpfs none /mnt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here, so none can be full")
    environment = {**project.environment, "PATH": os.environ["PATH"]}
    return subprocess.run(
        [*unshare, steps], env=environment, capture_output=True, encoding="utf-8", timeout=120
    )


def test_a_disk_too_small_is_told_before_the_download(project):
    result = in_a_small_file_system(project, "size=20m", "{go} app")
    assert_one_sentence(result, "disk is full", "400 MB")
    assert "job app" not in result.stdout


def test_a_disk_that_fills_up_is_a_sentence_and_room_mends_it(project):
    # Room by the megabyte, but no more than 40 files: full in the middle of the work.
    script = "{go} app || echo refused; mount -o remount,nr_inodes=9999 '{copy}'; {go} app"
    result = in_a_small_file_system(project, "size=1g,nr_inodes=36", script)
    assert "refused" in result.stdout and "job app" in result.stdout, result.stderr
    result.returncode = 1
    assert_one_sentence(result, "disk is full", "make room")


@pytest.fixture
def home_without_ensurepip(tmp_path):
    """Give a Python home as Debian leaves it without python3-venv: ensurepip is not there."""
    library = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))
    copy = tmp_path / "python" / library.relative_to(sys.base_prefix)
    copy.mkdir(parents=True)
    for module in library.iterdir():
        if module.name not in ("ensurepip", "site-packages"):
            (copy / module.name).symlink_to(module)
    return str(tmp_path / "python")


@needs_posix
def test_a_python_without_venv_names_the_apt_line(project, home_without_ensurepip):
    project.use("pip")
    apt = f"`sudo apt install python3.{sys.version_info.minor}-venv`"
    assert_one_sentence(project.go("app", PYTHONHOME=home_without_ensurepip), apt)
    assert not project.venv.exists()


@needs_posix
def test_uv_does_without_what_debian_leaves_out(project, home_without_ensurepip):
    result = project.go("app", PYTHONHOME=home_without_ensurepip)
    assert "job app" in result.stdout, result.stderr


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Give a function that puts interpreters on an empty PATH, the first one running go.py."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def install(**answers):
        for name, answer in answers.items():
            stub = folder / name.replace("python3", "python3.").removesuffix(".")
            stub.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
            stub.chmod(0o755)
        monkeypatch.setattr(sys, "_base_executable", str(folder / "python3"))
        return runpy.run_path(str(ROOT / "go.py"), run_name="go")

    monkeypatch.setenv("PATH", str(folder))
    return install


@needs_posix
def test_a_wrong_python_finds_a_right_one_past_a_broken_shim(machine):
    go = machine(
        python3="echo '[[3, 14], true]'",
        python312="echo 'pyenv: python3.12: command not found' >&2; exit 127",
        python313="echo '[[3, 13], true]'",
    )
    assert go["find_python"]() == ["python3.13"]


@needs_posix
@pytest.mark.parametrize("version", ["[3, 14]", "[3, 10]", "[2, 12]"])
def test_a_wrong_python_alone_says_which_one_to_install(machine, version):
    go = machine(python3=f"echo '[{version}, true]'", python311="exit 127")
    with pytest.raises(go["SetupError"], match="needs Python 3.11, 3.12 or 3.13.* run `"):
        go["find_python"]()


@needs_posix
def test_a_complete_python_is_taken_before_one_without_venv(machine):
    go = machine(python3="echo '[[3, 12], false]'", python311="echo '[[3, 11], true]'")
    assert go["find_python"]() == ["python3.11"]


@pytest.mark.parametrize("version", ["3.8", "3.10", "3.14"])
def test_a_real_wrong_python_gets_as_far_as_the_sentence(project, version):
    pythons = [f"python{version}", *Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    pythons = [found for found in map(shutil.which, pythons) if found and answers(found)]
    if not pythons:
        pytest.skip(f"Python {version} is not on this machine")
    project.use("pip")
    result = subprocess.run(
        [pythons[0], str(project.root / "go.py"), "app"],
        env=project.environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert_one_sentence(result, f"needs Python 3.11, 3.12 or 3.13 and found {version}")


def answers(python):
    """Tell whether an interpreter runs; a shim of pyenv may not."""
    return subprocess.run([python, "--version"], capture_output=True).returncode == 0
