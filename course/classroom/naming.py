"""Tell from names and code whose work a file is, and of which lesson."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from course.catalog import Lesson
from course.grading.reading import Unreadable, read_notebook, read_script

# What Moodle adds to the name of a learner.
OF_MOODLE = re.compile(r"_\d+_assignsubmission_\w*?_*$|_\d+_assignsubmission_(?:file|onlinetext)_")
EDGES = " _-"


def name_lesson(name: str, lessons: Sequence[Lesson]) -> Lesson | None:
    """Find the lesson whose whole name is in a name.

    Parameters
    ----------
    name : str
        Of a file or folder, without its ending.
    lessons : sequence of Lesson

    Returns
    -------
    Lesson or None
    """
    plain = name.lower().replace("-", "_").replace(" ", "_")
    return next((lesson for lesson in lessons if lesson.name.lower() in plain), None)


def number_lesson(name: str, lessons: Sequence[Lesson]) -> Lesson | None:
    """Find the lesson whose number stands in a name as a word of its own.

    Parameters
    ----------
    name : str
        Of a file or folder, without its ending.
    lessons : sequence of Lesson

    Returns
    -------
    Lesson or None
        None also where there are several.
    """
    words = set(re.split(r"[-_ .]", name))
    found = [lesson for lesson in lessons if lesson.number in words]
    return found[0] if len(found) == 1 else None


def name_learner(name: str, lessons: Sequence[Lesson]) -> str:
    """Take from a name what is not the learner's.

    Parameters
    ----------
    name : str
        Of a file or folder, without its ending.
    lessons : sequence of Lesson

    Returns
    -------
    str
        The name as it came, where nothing else would be left.

    Examples
    --------
    >>> name_learner("Ada Lovelace_4711_assignsubmission_file_", [])
    'Ada Lovelace'
    """
    left = OF_MOODLE.sub("", name)
    for lesson in lessons:
        words = lesson.name.split("_")
        pattern = r"[-_ ]".join(map(re.escape, words))
        left = re.sub(pattern, "", left, flags=re.IGNORECASE)
    return left.strip(EDGES) or name


def recognise_lesson(text: str, name: str, lessons: Sequence[Lesson]) -> Lesson | None:
    """Find the lesson whose exercises a file defines.

    Parameters
    ----------
    text : str
        Of the file.
    name : str
        Its name, with the ending.
    lessons : sequence of Lesson

    Returns
    -------
    Lesson or None
        None where no lesson has more of them than all others.
    """
    try:
        script = PurePosixPath(name).suffix == ".py"
        cells = read_script(text) if script else read_notebook(text, name)
    except Unreadable:
        return None
    defined = set(re.findall(r"^def (\w+)", "\n".join(cell.text for cell in cells), re.M))
    found = sorted(
        ((len(defined & {e.name for e in lesson.exercises}), lesson.number) for lesson in lessons),
        reverse=True,
    )
    clear = found and found[0][0] > (found[1][0] if len(found) > 1 else 0)
    return next(each for each in lessons if each.number == found[0][1]) if clear else None
