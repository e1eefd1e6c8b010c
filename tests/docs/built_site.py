"""The built site: made once, however many tests, cores and processes look at it."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.locking import locked

ROOT = Path(__file__).resolve().parents[2]
# All that the site is made from.
SOURCES = ["mkdocs.yml", "requirements", "docs", "digitkit", "app", "course", "lessons"]
SOURCES += ["tests/checks", "tests/model_tests", "tests/wrong_answers", "tests/house"]
SOURCES += ["benchmarks", "go.py", "pyproject.toml"]


def mkdocs_build(config, site):
    """Build a site as `go.py docs --build` does; give the exit code and all that was said."""
    command = ["mkdocs", "build", "--strict", "--config-file", str(config), "--site-dir", str(site)]
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return result.returncode, result.stdout


def digest_sources():
    """Give a number that changes when anything does that the site could depend on."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted([path] if path.is_file() else path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """The site as it is now, in pytest's cache: the browser's process need not build it again."""
    shelf = Path(request.config.cache.mkdir("site"))
    with locked(shelf / "lock"):
        folder = shelf / digest_sources()
        if not folder.exists():
            for old in shelf.glob("*/"):
                shutil.rmtree(old)
            draft = tmp_path_factory.mktemp("site") / "site"
            code, said = mkdocs_build(ROOT / "mkdocs.yml", draft)
            assert code == 0, said
            shutil.move(draft, folder)
    return folder
