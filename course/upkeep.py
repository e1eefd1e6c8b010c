"""Keep lessons/ and solutions/ in step with the pages, and a learner's work as it is."""

from collections.abc import Collection
from pathlib import Path

from course.work import holds_work
from digitkit.files import write_whole


def compare(notebooks: dict[Path, str], root: Path, apart: Collection[Path] = ()) -> list[str]:
    """Say how lessons/ and solutions/ differ from what the pages make of them.

    Parameters
    ----------
    notebooks : dict of Path to str
        As `build_all` gives them.
    root : Path
        Of the project.
    apart : collection of Path
        Notebooks that may differ.

    Returns
    -------
    list of str
        A sentence for each notebook that is missing, differs, or has no page.
    """
    found = find_built(root)
    sentences = []
    for path in sorted(found | set(notebooks)):
        name = path.relative_to(root).as_posix()
        if path not in notebooks:
            sentences.append(f"{name} has no page in docs/lessons; delete it.")
        elif path not in found:
            sentences.append(f"{name} is missing; `python3 go.py lessons` writes it.")
        elif path not in apart and path.read_bytes() != notebooks[path].encode():
            sentences.append(f"{name} {say_different(path, root)}")
    return sentences


def find_built(root: Path) -> set[Path]:
    """Find all files that the builder may have written.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    set of Path
        All that is in solutions/; of lessons/, where a learner may keep other files, only what
        is named as its folder.
    """
    checkpoints = ".ipynb_checkpoints"  # Jupyter's own
    lessons = (root / "lessons").glob("[0-9][0-9]_*/[0-9][0-9]_*.ipynb")
    return {path for path in lessons if path.stem == path.parent.name} | {
        path
        for path in (root / "solutions").rglob("*")
        if path.is_file() and checkpoints not in path.parts
    }


def write_changed(notebooks: dict[Path, str], root: Path) -> list[Path]:
    """Write the notebooks that differ, but never over a learner's work.

    One that is right is left alone: it may be open somewhere.

    Parameters
    ----------
    notebooks : dict of Path to str
        As `build_all` gives them.
    root : Path
        Of the project.

    Returns
    -------
    list of Path
        Those that were left alone because they hold work.
    """
    kept = []
    for path, text in notebooks.items():
        if path.exists() and path.read_bytes() == text.encode():
            continue
        if is_work(path, root):
            kept.append(path)
        else:
            with write_whole(path) as temporary:
                temporary.write_bytes(text.encode())
    return kept


def is_work(path: Path, root: Path) -> bool:
    """Say whether a file is a learner's, and must not be written over.

    Parameters
    ----------
    path : Path
    root : Path
        Of the project.

    Returns
    -------
    bool
    """
    return root / "lessons" in path.parents and holds_work(path)


def say_different(path: Path, root: Path) -> str:
    """Say what to do about a notebook that differs from its page.

    Parameters
    ----------
    path : Path
    root : Path
        Of the project.

    Returns
    -------
    str
        The rest of a sentence that begins with its name.
    """
    if is_work(path, root):
        return f"is not what its page makes: it {say_kept(path)}"
    return "is not what its page makes; `python3 go.py lessons` writes it anew."


def say_kept(path: Path) -> str:
    """Say what to do about a notebook that holds work.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        The rest of a sentence that begins with its name.
    """
    return (
        "holds your work, which is never overwritten. To have the lesson as it is now, run "
        f"`digitkit reset {path.stem[:2]}`: it keeps a backup."
    )
