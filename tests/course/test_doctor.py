"""The doctor finds what is wrong, says what to do, and changes nothing."""

import contextlib
import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from course.doctor import EXAMINATIONS, examine, kernel, machine, packages, software, training

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path):
    """Give a project with the packages' lists and the digits, whose parts can be damaged."""
    for name in ("pyproject.toml", "requirements/all.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "digitkit" / "data", tmp_path / "digitkit" / "data")
    (tmp_path / "lessons").mkdir()
    return tmp_path


@contextlib.contextmanager
def listening(handler):
    """Serve HTTP on a free port."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def change(path, old, new):
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_whole_looking_answers_line_by_line_and_leaves_nothing_behind(start):
    before = sorted((ROOT / "lessons").iterdir())
    process = start("doctor", "--plain")
    output, errors = process.communicate(timeout=300)
    lines = [line for line in output.splitlines() if not line.startswith(" ")]
    assert [line.split()[1] for line in lines[:-1]] == list(EXAMINATIONS)
    assert {line.split()[0] for line in lines[:-1]} <= {"ok", "WRONG"}
    assert output.isascii() and "\x1b" not in output and errors == ""
    # This machine may lack memory or have its port taken; the answer must be of one mind.
    assert process.returncode == ("WRONG" in output)
    assert re.search(r"ok +training +a step takes \d+ ms", output), output
    assert sorted((ROOT / "lessons").iterdir()) == before


def test_a_python_that_the_project_does_not_allow(root):
    change(root / "pyproject.toml", 'requires-python = ">=3.11,<3.14"', 'requires-python = ">=4"')
    finding = software.examine_python(root)
    assert "digitkit needs >=4" in finding.words and "python3.12 go.py setup" in finding.remedy


def test_a_package_that_is_missing_is_named(root):
    with (root / "requirements" / "all.txt").open("a", encoding="utf-8") as lock:
        lock.write("digitkit-needs-this==1.0 \\\n    --hash=sha256:00\n")
        lock.write("not-on-this-machine==1.0 ; sys_platform == 'dos' \\\n    --hash=sha256:00\n")
    finding = packages.examine_packages(root)
    assert "digitkit-needs-this" in finding.words and "not-on-this" not in finding.words
    assert ".venv" in finding.remedy


def test_where_only_the_app_was_installed_the_remedy_is_the_setup(root):
    lines = "".join(f"absent-{place}==1.0 \\\n    --hash=sha256:00\n" for place in range(30))
    (root / "requirements" / "all.txt").write_text(lines, encoding="utf-8")
    finding = packages.examine_packages(root)
    assert (
        finding.words == "30 of 30 missing: absent-0, absent-1, absent-10, absent-11 and 26 more."
    )
    assert finding.remedy == "Run `python3 go.py setup`."


def test_a_version_that_pyproject_does_not_allow_is_named(root):
    change(root / "pyproject.toml", '"click>=8.1"', '"click<1"')
    assert re.search(r"click \d[\d.]+ \(needed: <1\)", packages.examine_packages(root).words)


def test_another_version_than_in_the_lock_is_told_but_no_fault(root):
    lock = root / "requirements" / "all.txt"
    lock.write_text("click==8.0.99 \\\n    --hash=sha256:00\n", encoding="utf-8")
    finding = packages.examine_packages(root)
    assert finding.ok and "other versions than in the lock" in finding.words
    assert "click" in finding.words


def test_two_packages_that_bring_the_same_module(root, monkeypatch, tmp_path):
    info = tmp_path / "site" / "opencv_python-4.10.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Name: opencv-python\nVersion: 4.10\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(info.parent))
    finding = packages.examine_packages(root)
    assert "opencv-python stands beside opencv-python-headless" in finding.words


@pytest.mark.parametrize("damage", ["change", "cut", "delete"])
def test_digits_that_are_not_as_published(root, damage):
    file = root / "digitkit" / "data" / "t10k-labels-idx1-ubyte.gz"
    data = file.read_bytes()
    if damage == "delete":
        file.unlink()
    else:
        file.write_bytes(data[:-100] if damage == "cut" else data[:300] + b"\0\1" + data[302:])
    finding = software.examine_data(root)
    assert "t10k-labels" in finding.words and "git checkout" in finding.remedy


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (["digitkit-has-no-such-program"], "does not start"),
        ([sys.executable, "-c", "raise SystemExit(1)"], "does not start"),
    ],
)
def test_a_kernel_that_does_not_start(root, tmp_path, monkeypatch, program, words):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    content = {"argv": program, "display_name": "Python", "language": "python"}
    spec.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    finding = kernel.examine_kernel(root)
    assert words in finding.words and "ipykernel install --sys-prefix" in finding.remedy


def test_a_kernel_of_another_python(root, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(root))  # as if another one ran this
    assert "runs another Python" in kernel.examine_kernel(root).words


def test_a_folder_of_lessons_that_cannot_be_written(root):
    assert machine.examine_writing(root).ok
    assert list((root / "lessons").iterdir()) == []
    (root / "lessons").rmdir()
    (root / "lessons").write_text("no folder", encoding="utf-8")
    finding = machine.examine_writing(root)
    assert "cannot be written" in finding.words and finding.remedy


def test_too_little_room(root, monkeypatch):
    monkeypatch.setattr(machine, "DISK", 10**9)
    monkeypatch.setattr(machine, "MEMORY", 10**9)
    assert "GB are needed" in machine.examine_disk(root).words
    assert "a training needs" in machine.examine_memory(root).words


def test_a_container_s_limit_counts(root, tmp_path, monkeypatch):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(machine, "LIMITS", (limit,))
    limit.write_text("max\n", encoding="ascii")
    unlimited = machine.examine_memory(root)
    limit.write_text(str(1 << 30), encoding="ascii")
    limited = machine.examine_memory(root)
    assert "of 1.0 GB" in limited.words and not limited.ok
    assert "of 1.0 GB" not in unlimited.words


def test_a_port_that_another_program_has(root):
    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(404)

        def log_message(self, *arguments):
            pass

    with listening(Other) as port:
        finding = machine.examine_port(root, port)
    assert "taken by another program" in finding.words
    assert f"--port {port + 1}" in finding.remedy
    assert machine.examine_port(root, port).ok, "A port that was given back is free again."


def test_a_port_whose_program_says_nothing(root):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert not machine.examine_port(root, silent.getsockname()[1]).ok


def test_a_port_that_our_own_app_has(root):
    from app import create_app
    from app.serve import build_server

    server = build_server(create_app(), port=0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        finding = machine.examine_port(root, server.effective_port)
        assert finding.ok and "`digitkit app` is running there" in finding.words
    finally:
        server.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the browser can know")
def test_a_camera_is_found_but_not_opened(root, tmp_path):
    assert "none seen here" in machine.examine_camera(root, tmp_path).words
    (tmp_path / "video0").touch()
    finding = machine.examine_camera(root, tmp_path)
    assert finding.ok and "not opened" in finding.words


@pytest.mark.parametrize("code", [-4, -9, 0xC000001D])
def test_a_processor_that_tensorflow_does_not_run_on(code):
    finding = training.explain(code, "")
    assert "stopped by the system" in finding.words and "AVX" in finding.remedy


def test_a_training_that_raises_is_told_in_its_own_words(root):
    (root / "course" / "doctor").mkdir(parents=True)  # stands before the real one
    for folder in ("course", "course/doctor"):
        (root / folder / "__init__.py").touch()
    (root / "course" / "doctor" / "training.py").write_text("import no_such_keras")
    finding = training.examine_training(root)
    assert finding.words.endswith("No module named 'no_such_keras'.") and finding.remedy


def test_a_tensorflow_that_loads_slowly_comes_with_the_remedy():
    assert training.judge(5, 0.02, 6000).ok
    assert "compileall" in training.judge(40, 0.02, 6000).remedy


def test_whatever_breaks_while_looking_is_a_finding(tmp_path):
    found = {}
    for named in examine(tmp_path):  # an empty folder: no pyproject, no lock, no data
        found[named.name] = named.finding
        if named.name == "data":
            break
    assert not any(finding.ok for finding in found.values())
    assert "FileNotFoundError" in found["Python"].words


def test_help_is_light():
    program = (
        "import sys; from course.command import main\n"
        "try: main(['doctor', '-h'])\nexcept SystemExit: pass\n"
        "assert not {'numpy', 'psutil', 'jupyter_client'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
