"""On a JupyterHub: bring a learner's folder up to date, then start their server in it.

docs/teach/jupyterhub_config.py names this as what the hub starts, as the learner, at each log-in:
``python -P -m course.hub``. What it is given besides goes on to `jupyterhub-singleuser`.
"""

import filecmp
import os
import shutil
import sys
from pathlib import Path

from course.catalog import ROOT
from course.command.start import environment

FOLDER = "digitkit"  # in the learner's home
# What the commands of a learner read; the solutions stay where they are.
SHARED = (
    *("app", "course", "digitkit", "docs/lessons", "requirements", "tests"),
    "pyproject.toml",
)
OWN = "lessons"
JUNK = shutil.ignore_patterns("__pycache__", ".*")


def bring_up_to_date(course: Path, folder: Path) -> None:
    """Copy the course into a learner's folder, and leave their work as it is.

    Parameters
    ----------
    course : Path
        Where it is installed.
    folder : Path
        The learner's; made where there is none.
    """
    # Neighbours on the same machine have no business in it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in SHARED:
        source, target = course / name, folder / name
        if source.is_dir():
            drop_what_is_gone(source, target)
            copy_tree(source, target, copy_changed)
        else:
            copy_changed(source, target)
    copy_tree(course / OWN, folder / OWN, copy_missing)


def copy_tree(source: Path, target: Path, copy) -> None:
    """Copy a folder into one that may be there already.

    Parameters
    ----------
    source, target : Path
    copy : callable
        Takes two paths, of the file and of its copy.
    """
    shutil.copytree(source, target, ignore=JUNK, copy_function=copy, dirs_exist_ok=True)


def copy_changed(source: str | Path, target: str | Path) -> None:
    """Copy a file, unless its copy is the same.

    Parameters
    ----------
    source, target : str or Path
    """
    if not Path(target).exists() or not filecmp.cmp(source, target):
        shutil.copy2(source, target)


def copy_missing(source: str | Path, target: str | Path) -> None:
    """Copy a file where there is none.

    Parameters
    ----------
    source, target : str or Path
    """
    if not Path(target).exists():
        shutil.copyfile(source, target)


def drop_what_is_gone(source: Path, target: Path) -> None:
    """Delete Python files that the course has no longer: pytest would still find them.

    Parameters
    ----------
    source, target : Path
    """
    for path in list(target.rglob("*.py")):
        if not (source / path.relative_to(target)).exists():
            path.unlink()


def main() -> None:
    """Bring the folder up to date, and become the learner's server."""
    folder = Path.home() / FOLDER
    bring_up_to_date(ROOT, folder)
    os.chdir(folder)
    tools = Path(sys.executable).parent
    variables = environment() | {
        # `digitkit` and the kernels then work on the learner's folder, not on the course's own.
        "PYTHONPATH": str(folder),
        # `digitkit app` is seen at /user/ada/proxy/8000/.
        "DIGITKIT_BEHIND_PREFIX": "true",
        "PATH": os.pathsep.join([str(tools), os.environ.get("PATH", "")]),
    }
    command = [
        str(tools / "jupyterhub-singleuser"),
        f"--ServerApp.root_dir={folder / OWN}",
        # A login shell would set PATH anew.
        '--ServerApp.terminado_settings={"shell_command": ["/bin/bash"]}',
        *sys.argv[1:],
    ]
    os.execve(command[0], command, variables)


if __name__ == "__main__":
    main()
