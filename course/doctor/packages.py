"""Hold what is installed against the lock and against pyproject.toml."""

import re
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from course.doctor.finding import AFRESH, Finding
from course.doctor.software import read_project

LOCKED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;\\]+)\s*(?:;\s*([^\\]*?))?\s*\\?$", re.M)
# Both would bring a cv2, and the last one that was installed wins.
RIVALS = ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless")


def examine_packages(root: Path) -> Finding:
    """Hold the packages that are installed against the lock and against pyproject.toml.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
        A version that is not the lock's is no fault where pyproject.toml allows it.
    """
    locked = read_lock((root / "requirements" / "all.txt").read_text(encoding="utf-8"))
    installed = installed_versions()
    missing = sorted(set(locked) - set(installed))
    if missing:
        remedy = "Run `python3 go.py setup`." if not_set_up(missing, locked) else AFRESH
        return Finding(f"{len(missing)} of {len(locked)} missing: {some(missing)}.", remedy)
    if wrong := refused(root, installed):
        return Finding(f"{some(wrong)}.", AFRESH)
    if rivals := [name for name in RIVALS if name in installed]:
        return Finding(
            f"{some(rivals)} stands beside opencv-python-headless, and only one cv2 can be there.",
            AFRESH,
        )
    other = sorted(name for name, version in locked.items() if installed[name] != version)
    differ = f"; other versions than in the lock, which may do: {some(other)}" if other else ""
    return Finding(f"all {len(locked)} of the lock are here{differ}")


def not_set_up(missing: list[str], locked: dict[str, str]) -> bool:
    """Say whether only the app was ever installed, which go.py mends by itself.

    Parameters
    ----------
    missing : list of str
    locked : dict of str to str

    Returns
    -------
    bool
    """
    return len(missing) > len(locked) / 3


def read_lock(text: str) -> dict[str, str]:
    r"""Read which packages a lock names for this machine.

    Parameters
    ----------
    text : str
        As uv writes it.

    Returns
    -------
    dict of str to str
        Names in their normal form, and versions.

    Examples
    --------
    >>> read_lock("click==8.2.1 \\\n    --hash=sha256:00\nNever==1 ; sys_platform == 'dos' \\\n")
    {'click': '8.2.1'}
    """
    from packaging.markers import Marker

    return {
        normal(name): version
        for name, version, marker in LOCKED.findall(text)
        if not marker or Marker(marker).evaluate()
    }


def installed_versions() -> dict[str, str]:
    """List what is installed.

    Returns
    -------
    dict of str to str
        Names in their normal form, and versions.
    """
    found = ((d.metadata["Name"], d.version) for d in metadata.distributions())
    return {normal(name): version for name, version in found if name}


def normal(name: str) -> str:
    """Spell a package's name as the index does.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> normal("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def refused(root: Path, installed: dict[str, str]) -> list[str]:
    """List the packages whose versions pyproject.toml does not allow.

    Parameters
    ----------
    root : Path
        Of the project.
    installed : dict of str to str

    Returns
    -------
    list of str
        Such as 'keras 2.15.0 (needed: >=3.12,<3.16)'.
    """
    from packaging.requirements import Requirement

    project = read_project(root)
    lists: Iterable[list[str]] = project["optional-dependencies"].values()
    wanted = [Requirement(line) for part in (project["dependencies"], *lists) for line in part]
    return [
        f"{asked.name} {installed[normal(asked.name)]} (needed: {asked.specifier})"
        for asked in wanted
        if normal(asked.name) in installed
        and (not asked.marker or asked.marker.evaluate())
        and not asked.specifier.contains(installed[normal(asked.name)], prereleases=True)
    ]


def some(names: list[str]) -> str:
    """List the first few of many names.

    Parameters
    ----------
    names : list of str

    Returns
    -------
    str

    Examples
    --------
    >>> some(["a", "b", "c", "d", "e", "f"])
    'a, b, c, d and 2 more'
    """
    rest = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + rest
