"""Confine the process that this runs in. There is no way back."""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.confining.calls import hold_calls
from course.confining.ground import DEVICES, Ground, make_ground, readable
from course.confining.hook import hold_python

PROJECT = Path(__file__).resolve().parents[2]
FILES = 256  # that may be open at once


def confine(folder: str, disk: int, hidden: list[str]) -> dict[str, bool]:
    """Take from this process what it does not need.

    Parameters
    ----------
    folder : str
        Where it may write.
    disk : int
        Bytes that it may leave; one file may have half of them.
    hidden : list of str
        Where it may not look, besides the project.

    Returns
    -------
    dict of str to bool
        What the kernel holds, by 'files' and 'processes'; Python is asked in any case.
    """
    ground = Ground(Path(folder))
    tempfile.tempdir = str(ground.temporary)
    limit_files(disk)
    # Each step refuses what the next would need: so the places are listed first.
    rooms = [PROJECT / name for name in ("lessons", "solutions", "tests", "docs", "site")]
    unseen = [*rooms, *(PROJECT / "digitkit").rglob("*.py"), *map(Path, hidden)]
    held = {"files": hold_files(ground), "processes": hold_calls()}
    hold_python(ground.folder, unseen)
    return held


def ask_kernel() -> dict[str, bool]:
    """Find out what the kernel of this machine holds, by confining a process that does nothing.

    Returns
    -------
    dict of str to bool
        As `confine` gives it.
    """
    program = (
        "import json, sys; from course.confining.confine import confine; "
        "print(json.dumps(confine(sys.argv[1], 2**20, [])))"
    )
    with make_ground() as ground:
        command = [sys.executable, "-c", program, str(ground.folder)]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)
    return json.loads(done.stdout)


def bring_kit() -> None:
    """Import all of the kit: once confined, this process cannot read its files, nor can answers."""
    import digitkit

    for module in pkgutil.walk_packages(digitkit.__path__, "digitkit."):
        importlib.import_module(module.name)


def hold_files(ground: Ground) -> bool:
    """Let the kernel refuse files that are none of its business.

    Parameters
    ----------
    ground : Ground

    Returns
    -------
    bool
        Whether this system can.
    """
    try:
        import landlockpy
    except ImportError:  # not Linux
        return False
    if not landlockpy.supported():
        return False
    access = landlockpy.AccessFS
    looking = access.READ_FILE | access.READ_DIR | access.EXECUTE
    with landlockpy.Ruleset(scoped=landlockpy.Scope.SIGNAL) as rules:
        rules.allow_path(ground.folder, rules.handled_fs)
        for path in readable(PROJECT):
            of_file = access.READ_FILE | access.EXECUTE
            rules.allow_path(path, looking if path.is_dir() else of_file)
        for device in filter(os.path.exists, DEVICES):
            rules.allow_path(device, access.READ_FILE | access.WRITE_FILE)
        rules.restrict()
    return True


def limit_files(disk: int) -> None:
    """Limit files that are written, and how many are open.

    Parameters
    ----------
    disk : int
        Bytes that all files together may have.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_FSIZE, disk // 2),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hardest = resource.getrlimit(what)[1]
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (most, most))
