"""Build the lessons: each page of docs/lessons becomes a notebook in lessons/.

A page with exercises becomes one with their solutions too, in solutions/.

python -m course.build            # write what has changed
python -m course.build --check    # only compare; exit code 1 on any difference
"""

import argparse
import sys
from pathlib import Path

from course.catalog import Lesson, read_catalog
from course.cells import make_notebook
from course.faults import find_faults
from course.percent import to_percent
from course.upkeep import compare, say_kept, write_changed
from course.work import clean, holds_work, seal

ROOT = Path(__file__).resolve().parents[1]
__all__ = ["build_all", "build_lessons", "fresh_notebook", "holds_work", "percent_script"]


def build_lessons(lessons: list[Lesson]) -> dict[Path, str]:
    """Build the notebooks of some lessons: no outputs, and the same bytes each time.

    Parameters
    ----------
    lessons : list of Lesson
        In which `find_faults` finds none.

    Returns
    -------
    dict of Path to str
        Where each belongs, and what it must hold.
    """
    built, sources = {}, {}
    for lesson in lessons:
        notebook = make_notebook(lesson)
        if lesson.exercises:
            sources[lesson.name] = built[lesson.notebook("solutions")] = as_text(notebook)
        else:
            seal(notebook)
            built[lesson.notebook()] = as_text(notebook)
    if sources:
        from course.release import release  # nbgrader takes seconds more

        released = release(sources)
        built |= {n.notebook(): released[n.name] for n in lessons if n.name in sources}
    return built


def as_text(notebook: dict) -> str:
    """Write a notebook down as Jupyter does.

    Parameters
    ----------
    notebook : dict

    Returns
    -------
    str
        JSON.

    Raises
    ------
    nbformat.ValidationError
        If it is not a notebook.
    """
    import nbformat  # takes 2 seconds, which whoever only asks `holds_work` should not pay

    node = nbformat.from_dict(notebook)
    nbformat.validate(node)
    return nbformat.writes(node) + "\n"


def build_all(root: Path = ROOT) -> tuple[dict[Path, str], list[str]]:
    """Build the notebooks of all pages.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    notebooks : dict of Path to str
        Where each belongs, and what it must hold; none where there are faults.
    faults : list of str
        What is wrong with the pages and with what they name, with file and line.
    """
    lessons, faults = read_catalog(root)
    faults += [fault for lesson in lessons for fault in find_faults(lesson)]
    return ({} if faults else build_lessons(lessons)), faults


def fresh_notebook(lesson: Lesson) -> str:
    """Give a learner's notebook as it was before anyone worked in it.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
        JSON. Where the notebook on the disk holds work, or is gone, it is built anew, which
        takes seconds.
    """
    path = lesson.notebook()
    if path.exists() and not holds_work(path):
        return clean(path.read_text(encoding="utf-8"))
    return build_lessons([lesson])[path]


def percent_script(lesson: Lesson) -> str:
    """Give a lesson as a Python file, for those who like an editor better.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
        Python in the percent format, as it is before anyone worked in it.
    """
    return to_percent(fresh_notebook(lesson), lesson.number)


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build or compare, and say what is wrong.

    Parameters
    ----------
    arguments : list of str, optional
        Of the command line.
    root : Path
        Of the project.

    Returns
    -------
    int
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m course.build", description="Build lessons/.")
    parser.add_argument("--check", action="store_true", help="only compare; write nothing")
    check = parser.parse_args(arguments).check
    notebooks, faults = build_all(root)
    kept: list[Path] = []
    if not (check or faults):
        kept = write_changed(notebooks, root)
    # A page with a fault has no notebook to compare with.
    sentences = faults or compare(notebooks, root, kept)
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    for path in kept:
        print(f"{path.relative_to(root).as_posix()} {say_kept(path)}")
    if not (check or sentences):
        print(f"Built from the pages: {len(notebooks) - len(kept)} notebooks.")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
