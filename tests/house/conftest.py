"""A small project around the real go.py: two tiny wheels and a lock for each, no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRUBBED = ("PIP_", "UV_", "VIRTUAL_ENV", "PYTHON")

# The build backend comes with the serving wheel, as setuptools comes with the serving lock.
BACKEND = """
import pathlib, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "digitkit-1.0.dist-info/"
    files = {
        "digitkit.pth": str(pathlib.Path.cwd()),
        info + "METADATA": "Metadata-Version: 2.1\\nName: digitkit\\nVersion: 1.0\\n",
        info + "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        info + "entry_points.txt": "[console_scripts]\\ndigitkit = command:main\\n",
    }
    files[info + "RECORD"] = "".join(f"{name},,\\n" for name in [*files, info + "RECORD"])
    with zipfile.ZipFile(pathlib.Path(folder) / "digitkit-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return "digitkit-1.0-py3-none-any.whl"
"""
PYPROJECT = """
[build-system]
requires = ["serving==1.0"]
build-backend = "serving"

[project]
name = "digitkit"
version = "1.0"
"""
# Tells how the job was called; `app --exit 7` exits with 7, `app --sleep` goes on for long.
COMMAND = """
import shutil, sys, time

def main():
    print("job", *sys.argv[1:], flush=True)
    print("python", shutil.which("python"), flush=True)
    if "--sleep" in sys.argv:
        time.sleep(60)
    return int(sys.argv[-1]) if "--exit" in sys.argv else 0
"""
# Stands for pytest in the temporary .venv. What `-k` selects decides on the exit codes of the
# run of most tests and of the other; pytest says 5 where it finds no test.
PYTEST = """
import sys

CODES = {"kit": (0, 5), "canvas": (5, 0), "nothing": (5, 5), "broken": (1, 0)}

def main():
    print("pytest", *sys.argv[1:], flush=True)
    return CODES.get(sys.argv[-1], (0, 0))["not browser and not alone" not in sys.argv]
"""


def write_wheel(folder, name, modules, scripts="", version="1.0", about=""):
    """Write a wheel and return its line in a lock."""
    info = f"{name}-{version}.dist-info/"
    files = {f"{module}.py": text for module, text in modules.items()}
    files[info + "METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{about}"
    files[info + "WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[info + "entry_points.txt"] = f"[console_scripts]\n{scripts}\n"
    digests = {n: hashlib.sha256(text.encode()).digest() for n, text in files.items()}
    record = [
        f"{n},sha256={base64.urlsafe_b64encode(digests[n]).decode().rstrip('=')},{len(files[n])}"
        for n in files
    ]
    files[info + "RECORD"] = "\n".join([*record, f"{info}RECORD,,"]) + "\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Project:
    """A checkout of its own around a copy of go.py."""

    def __init__(self, folder):
        # A space and an umlaut, as in a real home folder.
        self.root = folder / "my cöurse"
        self.venv = self.root / ".venv"
        self.state = self.venv / "digitkit.json"
        self.wheels = folder / "wheels"
        for new in (self.root / "requirements", self.wheels, folder / "home"):
            new.mkdir(parents=True)
        shutil.copy(ROOT / "go.py", self.root)
        (self.root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        (self.root / "command.py").write_text(COMMAND, encoding="utf-8")
        serving = write_wheel(self.wheels, "serving", {"serving": BACKEND})
        rest = write_wheel(self.wheels, "rest", {"rest": PYTEST}, "pytest = rest:main")
        self.lock("serve").write_text(serving, encoding="utf-8")
        self.lock("all").write_text(serving + rest, encoding="utf-8")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(SCRUBBED)},
            "HOME": str(folder / "home"),
            "PYTHONUTF8": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_NO_INDEX": "1",
            "PIP_RETRIES": "1",
            "UV_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_HTTP_RETRIES": "0",
            "UV_CACHE_DIR": str(folder / "cache"),
            "UV_LINK_MODE": "copy",
        }
        self.use("uv")

    def lock(self, level):
        """Give the path of a lock."""
        return self.root / "requirements" / f"{level}.txt"

    def use(self, installer):
        """Put uv on PATH, or take it away so that pip has to do."""
        uv = shutil.which("uv")
        assert uv, "uv is in requirements/all.txt: run the tests with `python3 go.py test`."
        self.environment["PATH"] = str(Path(uv).parent) if installer == "uv" else os.devnull

    def use_index(self, address):
        """Look for packages at an address instead of in the folder of wheels."""
        for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX", "UV_FIND_LINKS", "UV_OFFLINE"):
            del self.environment[name]
        self.environment |= {"PIP_INDEX_URL": address, "UV_DEFAULT_INDEX": address}

    def command(self, *arguments):
        """Give the command line of a job."""
        return [sys.executable, str(self.root / "go.py"), *arguments]

    def go(self, *arguments, **changes):
        """Run a job to its end."""
        return subprocess.run(
            self.command(*arguments),
            env={**self.environment, **changes},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )


@pytest.fixture
def project(tmp_path):
    """Give a project in which nothing is set up."""
    return Project(tmp_path)
