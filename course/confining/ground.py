"""The folder in which a confined process may write, and the places it may look at."""

import os
import shutil
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "PATHEXT", "COMSPEC")
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys", "/dev", "/opt", "/System")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty")
TRIES, PAUSE = 10, 0.05  # to take a folder away; seconds in between


@dataclass(frozen=True)
class Ground:
    """Where a confined process lives.

    Attributes
    ----------
    folder : Path
        Its own: the one place where it may write.
    files : dict of str to bytes
        What was handed in, by the path in ``work``.
    """

    folder: Path
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """Where the learner's file lies, with what was handed in beside it."""
        return self.folder / "work"

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.folder / "tmp"

    def lay_out(self) -> None:
        """Put there what was handed in, and take away all else."""
        remove(self.folder)
        for path in (self.work, self.temporary):
            path.mkdir(parents=True)
        for name, content in self.files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def environment(self) -> dict[str, str]:
        """Give the variables of its process: no secret of whoever grades is among them.

        Returns
        -------
        dict of str to str
        """
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(self.folder))
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary))
        return {**kept, **homes, **temporary, "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def make_ground(files: dict[str, bytes] | None = None) -> Iterator[Ground]:
    """Make a folder for one confined process, and take it away afterwards.

    Parameters
    ----------
    files : dict of str to bytes, optional
        What is to lie in its ``work``.

    Yields
    ------
    Ground
    """
    folder = Path(tempfile.mkdtemp(prefix="digitkit-")).resolve()
    ground = Ground(folder, files or {})
    try:
        ground.lay_out()
        yield ground
    finally:
        remove(folder)


def sweep(folder: Path, kept: set[str]) -> None:
    """Take away what one answer has left before the next begins.

    Parameters
    ----------
    folder : Path
        Of a `Ground`.
    kept : set of str
        Paths of files in ``work`` that stay.
    """
    ground = Ground(folder)
    for path in [*ground.temporary.iterdir(), *folder.iterdir()]:
        if path not in (ground.work, ground.temporary):
            discard(path)
    for path in sorted(ground.work.rglob("*"), reverse=True):  # what is inside comes first
        name = path.relative_to(ground.work).as_posix()
        if not any(each == name or each.startswith(f"{name}/") for each in kept):
            discard(path)


def discard(path: Path) -> None:
    """Remove one file or folder; a link, not what it leads to.

    Parameters
    ----------
    path : Path
    """
    if path.is_dir() and not path.is_symlink():
        remove(path)
    else:
        path.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Take a folder away, whatever has been done to the rights of what is in it.

    Parameters
    ----------
    folder : Path
    """
    for _ in range(TRIES):  # a process that has just been ended may still finish a write
        for place, folders, _ in os.walk(folder):
            for name in folders:
                path = Path(place, name)
                if not path.is_symlink():
                    with suppress(FileNotFoundError):
                        path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(PAUSE)


def readable(project: Path) -> list[Path]:
    """List what a confined process may read besides its own folder: Python, libraries, data.

    Parameters
    ----------
    project : Path
        Of it only the data and the model of the kit; neither solutions nor checks.

    Returns
    -------
    list of Path
        That are there.
    """
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    libraries = {entry for entry in sys.path if entry.endswith(("-packages", ".zip"))}
    kit = {str(project / "digitkit" / name) for name in ("data", "models")}
    places = {Path(path).resolve() for path in {*python, *libraries, *kit, *SYSTEM}}
    return sorted(path for path in places if path.exists() and not project.is_relative_to(path))
