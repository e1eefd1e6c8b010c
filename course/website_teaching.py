"""A hook of MkDocs: the numbers and lists of docs/teach, made from the lessons and their mistakes.

mkdocs.yml names this file. On a page of docs/teach, ``{{ lesson 05 }}`` becomes a link,
``{{ minutes 01 02 }}`` and ``{{ points 01 02 }}`` a sum (without numbers: of all lessons), and
``{{ table of points }}`` and ``{{ list of misconceptions }}`` what they say.
"""

import re
from collections.abc import Callable
from pathlib import Path

from course.catalog import Lesson, read_catalog
from course.exercise import RUNGS
from course.misconceptions import Misconception, read_misconceptions

MARK = re.compile(r"\{\{ (.+?) \}\}")
BOX = '??? question "{number} {name}: {count} misconceptions"'


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Write out the marks of a page of docs/teach.

    Parameters
    ----------
    markdown : str
        The page, without its front matter.
    page : mkdocs.structure.pages.Page
    config : mkdocs.config.defaults.MkDocsConfig
    files : mkdocs.structure.files.Files

    Returns
    -------
    str
        Markdown.
    """
    path = Path(page.file.abs_src_path)
    if path.parent.name != "teach":
        return markdown
    return write_out(markdown, read_catalog(path.parents[2])[0])


def write_out(markdown: str, lessons: list[Lesson]) -> str:
    """Put numbers and lists in the places of their marks.

    Parameters
    ----------
    markdown : str
    lessons : list of Lesson

    Returns
    -------
    str

    Raises
    ------
    ValueError
        A mark is none of those known, or names a lesson that is none.

    Examples
    --------
    >>> write_out("{{ minutes 01 02 }} minutes", read_catalog()[0])
    '120 minutes'
    """
    return MARK.sub(lambda mark: write_mark(mark[1], lessons), markdown)


def write_mark(mark: str, lessons: list[Lesson]) -> str:
    """Give what one mark stands for.

    Parameters
    ----------
    mark : str
        What stands between the braces.
    lessons : list of Lesson

    Returns
    -------
    str

    Raises
    ------
    ValueError
        It is none of those known, or names a lesson that is none.
    """
    known: dict[str, Callable[[list[Lesson]], object]] = {
        "lesson": link,
        "minutes": lambda chosen: sum(lesson.minutes for lesson in chosen),
        "points": lambda chosen: sum(lesson.points for lesson in chosen),
        "table of points": tabulate,
        "list of misconceptions": list_misconceptions,
    }
    numbers = re.findall(r"\b\d\d\b", mark)
    word = re.sub(r"( \d\d)+$", "", mark)
    by_number = {lesson.number: lesson for lesson in lessons}
    if word not in known or set(numbers) - set(by_number):
        raise ValueError(
            f"{{{{ {mark} }}}} on a page of docs/teach stands for nothing: there are "
            f"{', '.join(known)}, and the lessons {', '.join(by_number)}."
        )
    return str(known[word]([by_number[number] for number in numbers] or lessons))


def link(lessons: list[Lesson]) -> str:
    """Link to lessons by number and title.

    Parameters
    ----------
    lessons : list of Lesson

    Returns
    -------
    str
        Markdown, for a page in docs/teach.
    """
    return ", ".join(
        f"{lesson.number}\u00a0[{lesson.title}](../lessons/{lesson.page.name})"
        for lesson in lessons
    )


def tabulate(lessons: list[Lesson]) -> str:
    """Tabulate what each exercise is worth.

    Parameters
    ----------
    lessons : list of Lesson

    Returns
    -------
    str
        Markdown.
    """
    rows = ["| Exercise | You write | Checks | Points |", "|---|---|---:|---:|"]
    for lesson in (lesson for lesson in lessons if lesson.exercises):
        checks = sum(len(exercise.checks) for exercise in lesson.exercises)
        rows.append(f"| **{link([lesson])}** | | **{checks}** | **{lesson.points}** |")
        rows += [
            f"| {exercise.number}\u00a0`{exercise.name}` "
            f"| {'a test' if exercise.is_test else 'a function'} "
            f"| {len(exercise.checks)} | {exercise.points} |"
            for exercise in lesson.exercises
        ]
    return "\n".join(rows)


def list_misconceptions(lessons: list[Lesson]) -> str:
    """List the misconceptions of all lessons, folded by exercise.

    Parameters
    ----------
    lessons : list of Lesson

    Returns
    -------
    str
        Markdown.
    """
    parts: list[str] = []
    total = 0
    for lesson in (lesson for lesson in lessons if lesson.exercises):
        parts += [
            f"## {lesson.number} {lesson.title}",
            f"The exercises and the hints in full: {link([lesson])}.",
        ]
        by_exercise = read_misconceptions(lesson)
        for exercise in lesson.exercises:
            by_check = by_exercise[exercise.number]
            count = sum(map(len, by_check.values()))
            total += count
            box = BOX.format(number=exercise.number, name=exercise.name, count=count)
            parts += [box, *(write_check(check, found) for check, found in by_check.items())]
    return "\n\n".join([f"There are {total}; each box unfolds.", *parts])


def write_check(check: str, found: list[Misconception]) -> str:
    """Write down what one check catches.

    Parameters
    ----------
    check : str
        Its name.
    found : list of Misconception

    Returns
    -------
    str
        Markdown that stands in a box.
    """
    items = [
        f"    - {literally(each.sentence)}<br>\n"
        f"      *It says:* “{literally(each.says)}”<br>\n"
        f"      *What helps:* hint {each.hint}, {RUNGS[each.hint - 1]}."
        for each in found
    ]
    return f"    `{check}`\n\n" + "\n".join(items)


def literally(text: str) -> str:
    r"""Keep Markdown from reading more into a sentence than its code between backticks.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(literally("`n * m` is n * m < 2"))
    `n * m` is n \* m \< 2
    """
    code_or_sign = r"`[^`]+`|[\\`*_\[\]<>#|$~^{}]"
    return re.sub(code_or_sign, lambda found: found[0] if found[0][1:] else f"\\{found[0]}", text)
