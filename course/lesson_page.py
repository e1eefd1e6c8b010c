"""A lesson as the site shows it: its words, its code and what that shows, its exercises."""

import re
from collections.abc import Iterator
from textwrap import indent

from course.catalog import Lesson
from course.cells import introduce
from course.exercise import Exercise
from course.exercise_cells import HINTS, announce, write_checks
from course.figures import folder_of, read_figures
from course.page import Block
from course.source import find_model, list_functions

LONG, TABLE = 86, 8  # letters on a line of the page; lines of what is no longer a few sentences
NOTEBOOKS = "notebooks"  # where the site has them, seen from the page
WORK = """\
<div class="work" markdown>
This page is for reading. To write in the lesson, run `python3 go.py learn {number}` in the folder
of the course, or take the notebook with you.

[Download the notebook]({notebooks}/{name}.ipynb){{ .md-button download="{name}.ipynb" }}
</div>"""
SHOWN = """\
<div class="shown" role="group" aria-label="What the cell above shows" markdown>
{parts}
</div>"""
EXERCISE = """\
{about}

??? abstract "The checks"

    ```python
{checks}
    ```

```python
{stub}
```

`digitkit check {number}` says whether your notebook keeps them all.

{hints}
"""


def write_lesson(lesson: Lesson) -> str:
    """Write a lesson as the site shows it.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
        Markdown, without the title, which the theme writes.
    """
    _, _, introduction = introduce(lesson).partition("\n\n")
    work = WORK.format(number=lesson.number, name=lesson.name, notebooks=NOTEBOOKS)
    return "\n\n".join([introduction, work, *write_blocks(lesson)])


def write_blocks(lesson: Lesson) -> Iterator[str]:
    """Write the blocks of a page, and beneath each demo cell what it has shown.

    Parameters
    ----------
    lesson : Lesson

    Yields
    ------
    str
        Markdown.
    """
    exercises, shown, words = iter(lesson.exercises), iter(read_figures(lesson)[0]), ""
    for block in lesson.blocks:
        if block.kind == "exercise":
            yield write_exercise(lesson, next(exercises))
        elif block.kind == "python":
            yield f"```python\n{block.text.rstrip()}\n```"
            if parts := next(shown):
                yield write_shown(lesson, parts, words)
        else:
            words = last_words(block)
            yield block.text


def write_shown(lesson: Lesson, parts: list[dict], words: str) -> str:
    """Write what a cell has shown.

    Parameters
    ----------
    lesson : Lesson
    parts : list of dict
        As `read_figures` gives them.
    words : str
        What the page says before the cell: it speaks for a picture that says nothing of itself.

    Returns
    -------
    str
        Markdown.
    """
    written = []
    for part in parts:
        if "text" in part:
            written.append(write_text(part["text"]))
        else:
            # Markdown's own signs are letters here.
            about = re.sub(r"([\\`*_{}\[\]()>#+\-.!|])", r"\\\1", part["about"] or words)
            path = f"figures/{folder_of(lesson).name}/{part['picture']}"
            width, height = part["size"]
            size = f'width="{width}" height="{height}" loading="lazy"'
            written.append(f"![{about}]({path}){{ {size} }}")
    return SHOWN.format(parts="\n\n".join(written))


def write_text(text: str) -> str:
    """Write what a cell has printed.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        A fence. Where lines are too long for the page, sentences are wrapped and large tables,
        such as of the pixels of a digit, are written smaller.
    """
    lines = text.split("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    long = max(map(len, lines)) > LONG
    look = "" if not long else " .table" if len(lines) >= TABLE else " .wrapped"
    return f"{fence}{{ .text .no-copy{look} }}\n{text}\n{fence}"


def last_words(block: Block) -> str:
    """Give the last paragraph of some prose, without its marks.

    Parameters
    ----------
    block : Block

    Returns
    -------
    str
        On one line.
    """
    from markdown_it import MarkdownIt

    paragraphs = [token for token in MarkdownIt().parse(block.text) if token.type == "inline"]
    last = paragraphs[-1].children if paragraphs else []
    return " ".join(" ".join(token.content for token in last or []).split())


def write_exercise(lesson: Lesson, exercise: Exercise) -> str:
    """Write an exercise: what it asks for, with checks and hints folded.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Returns
    -------
    str
        Markdown.
    """
    functions = list_functions(lesson.checks)
    checks = write_checks(lesson, [functions[name] for name in exercise.checks])
    stub = f'raise NotImplementedError("write {exercise.name}")'
    return EXERCISE.format(
        about=announce(exercise),
        checks=indent(checks, "    "),
        stub=f"{find_model(lesson, exercise).head}\n    {stub}",
        number=exercise.number,
        hints="\n\n".join(
            f'??? question "Hint {rung}: {kind}"\n\n{indent(hint, "    ")}'
            for rung, (kind, hint) in enumerate(zip(HINTS, exercise.hints, strict=True), 1)
        ),
    )
