"""Look at the Python, and at the digits that ship."""

import sys
import tomllib
from pathlib import Path

from course.doctor.finding import Finding


def examine_python(root: Path) -> Finding:
    """Say which Python this is, and whether the course runs on it.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    from packaging.specifiers import SpecifierSet

    version = ".".join(map(str, sys.version_info[:3]))
    words = f"{version}, at {sys.executable}"
    wanted = read_project(root)["requires-python"]
    if version in SpecifierSet(wanted):
        return Finding(words)
    return Finding(
        f"{words}, but digitkit needs {wanted}.",
        "Install Python 3.12, delete the folder .venv, then run `python3.12 go.py setup`.",
    )


def read_project(root: Path) -> dict:
    """Read what pyproject.toml says of the project.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    dict
    """
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def examine_data(root: Path) -> Finding:
    """Hold the digits that ship against their checksums.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    from digitkit.loading import load_mnist

    try:
        (train, _), (test, _) = load_mnist(root / "digitkit" / "data")
    except (OSError, ValueError) as error:
        return Finding(str(error), "Run `git checkout -- digitkit/data`, or download it again.")
    return Finding(f"{len(train):,} digits to learn from, {len(test):,} to test, as published")
