"""A hook of MkDocs: on the site, a lesson's page shows what its notebook shows.

mkdocs.yml names this file. Nothing else imports it.
"""

from pathlib import Path
from textwrap import indent

from course.catalog import Lesson, read_catalog, read_lesson
from course.cells import introduce
from course.exercise import Exercise
from course.exercise_cells import HINTS, announce, write_checks
from course.page import Block
from course.source import find_model, list_functions

TABLE = "<!-- the table of lessons -->"
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


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Write out what stands for something else on a page of a lesson.

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
    if path.parent.name != "lessons":
        return markdown
    if path.name == "index.md":
        return markdown.replace(TABLE, write_table(path.parents[2]))
    return write_lesson(read_lesson(path, path.parents[2]))


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
    exercises = iter(lesson.exercises)
    _, _, introduction = introduce(lesson).partition("\n\n")
    return "\n\n".join(
        [introduction, *(write_block(lesson, block, exercises) for block in lesson.blocks)]
    )


def write_block(lesson: Lesson, block: Block, exercises) -> str:
    """Write one block of a page.

    Parameters
    ----------
    lesson : Lesson
    block : Block
    exercises : iterator of Exercise
        Those that are still to come.

    Returns
    -------
    str
        Markdown.
    """
    if block.kind == "exercise":
        return write_exercise(lesson, next(exercises))
    if block.kind == "python":
        return f"```python\n{block.text.rstrip()}\n```"
    return block.text


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


def write_table(root: Path) -> str:
    """Write the table of all lessons.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    str
        Markdown.
    """
    rows = [
        f"| {lesson.number}\u00a0[{lesson.title}]({lesson.page.name}) | {lesson.minutes} "
        f"| {', '.join(f'`{exercise.name}`' for exercise in lesson.exercises) or 'nothing yet'} "
        f"| {sum(exercise.points for exercise in lesson.exercises)} |"
        for lesson in read_catalog(root)[0]
    ]
    head = ["| Lesson | Minutes | You write | Points |", "|---|---|---|---|"]
    return "\n".join(head + rows)
