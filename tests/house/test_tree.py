"""What is committed is true on every machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Someone's home, or a folder that only one machine has.
ONE_MACHINE = re.compile(r"(?<![\w.~-])(?:/(?:root|home|work|Users|opt)/\w|[A-Z]:\\\\?Users\\)")


def committed_texts():
    """Yield each committed file that is text, with what is in it."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this copy is not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data:
            yield name, data.decode("utf-8")


def test_no_path_of_one_machine_is_committed():
    found = [
        f"{name}: {line.strip()[:100]}"
        for name, text in committed_texts()
        for line in text.splitlines()
        if ONE_MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "path", ["/home" + "/ada/mnist", "'/root" + "/x.npz'", r"C:\Users" + r"\ada"]
)
def test_a_planted_path_is_found(path):
    assert ONE_MACHINE.search(f"open({path})")


def test_every_shell_script_may_be_run():
    listed = subprocess.run(
        ["git", "ls-files", "-s", ".ci"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    modes = dict(reversed(line.split("\t")) for line in listed.stdout.splitlines())
    assert all(mode.startswith("100755") for mode in modes.values()), modes
