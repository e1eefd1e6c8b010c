"""List the packages that are installed here, with their licences, as they state them."""

import re
from importlib import metadata
from pathlib import Path
from typing import Any

from course.doctor.packages import installed_versions, normal, read_lock

TROVE = "License :: OSI Approved :: "


def draw_packages(root: Path) -> str:
    """Write a table of the locked packages that are installed on this machine.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    str
        Markdown.
    """
    locks = root / "requirements"
    served = read_lock((locks / "serve.txt").read_text(encoding="utf-8"))
    locked = read_lock((locks / "all.txt").read_text(encoding="utf-8"))
    rows = [
        f"| {name} | {version} | {find_licence(name)} | {'yes' if name in served else ''} |"
        for name, version in sorted(installed_versions().items())
        if name in locked
    ]
    head = [
        "| Package | Version | Licence, as it states it | Serves the app |",
        "|---|---|---|---|",
    ]
    return "\n".join(head + rows)


def find_licence(name: str) -> str:
    """Find the licence that a package states.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> find_licence("click")
    'BSD-3-Clause'
    """
    about: Any = metadata.metadata(normal(name))
    trove = [c.removeprefix(TROVE) for c in about.get_all("Classifier") or [] if TROVE in c]
    stated = (about.get("License-Expression") or "").strip()
    free = (about.get("License") or "").strip()
    if not stated and free not in ("", "UNKNOWN") and "\n" not in free and len(free) < 60:
        stated = free
    found = stated or ", ".join(trove) or find_in_text(name) or "see its files"
    return re.sub(r"[|<>]", "", found)


def find_in_text(name: str) -> str:
    """Read the name of a licence from the first lines of its text.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        Empty where the package carries none that says its name.
    """
    for file in metadata.files(name) or []:
        if "licen" in file.name.lower() and file.suffix in ("", ".txt", ".md"):
            path = Path(str(file.locate()))
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            first = next((line.strip(" #") for line in text.splitlines() if line.strip()), "")
            return first if re.search("licen[sc]e", first, re.I) and len(first) < 60 else ""
    return ""
