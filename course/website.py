"""A hook of MkDocs: the site has the lessons, their table and their notebooks as they are.

mkdocs.yml names this file. Nothing else imports it.
"""

import logging
from pathlib import Path

from mkdocs.structure.files import File

from course.build import fresh_notebook
from course.catalog import Lesson, read_catalog, read_lesson
from course.figures import read_figures
from course.lesson_page import NOTEBOOKS, write_lesson

# Below MkDocs' own, so that a warning fails the build where it is strict.
log = logging.getLogger("mkdocs.hooks.course")
TABLE = "<!-- the table of lessons -->"
ROAD = "<!-- the path of the lessons -->"


def on_files(files, config):
    """Add each lesson's notebook, as it is handed out, for a reader to download.

    Parameters
    ----------
    files : mkdocs.structure.files.Files
        Is added to.
    config : mkdocs.config.defaults.MkDocsConfig

    Returns
    -------
    mkdocs.structure.files.Files
    """
    for lesson in read_catalog(Path(config.docs_dir).parent)[0]:
        path = f"lessons/{NOTEBOOKS}/{lesson.name}.ipynb"
        files.append(File.generated(config, path, content=fresh_notebook(lesson)))
    return files


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Write out what stands for something else on the home page and on those of lessons.

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
    path, docs = Path(page.file.abs_src_path), Path(config.docs_dir)
    if path.parent == docs / "lessons" and path.name != "index.md":
        lesson = read_lesson(path, docs.parent)
        if fault := read_figures(lesson)[1]:
            log.warning(fault)
        return write_lesson(lesson)
    for mark, write in ((TABLE, write_table), (ROAD, write_road)):
        if mark in markdown:
            markdown = markdown.replace(mark, write(read_catalog(docs.parent)[0]))
    return markdown


def on_page_content(html: str, page, config, files) -> str:
    """Keep the source code of the kit out of the search: it is what learners are to write.

    Parameters
    ----------
    html : str
        What stands on the page.
    page : mkdocs.structure.pages.Page
    config : mkdocs.config.defaults.MkDocsConfig
    files : mkdocs.structure.files.Files

    Returns
    -------
    str
        HTML.
    """
    source = '<details class="mkdocstrings-source"'
    return html.replace(source, f"{source} data-search-exclude")


def write_table(lessons: list[Lesson]) -> str:
    """Write the table of all lessons with their exercises.

    Parameters
    ----------
    lessons : list of Lesson

    Returns
    -------
    str
        Markdown.
    """
    rows = [
        f"| {lesson.number}\u00a0[{lesson.title}]({lesson.page.name}) | {lesson.minutes} "
        f"| {', '.join(f'`{exercise.name}`' for exercise in lesson.exercises) or 'nothing yet'} "
        f"| {sum(exercise.points for exercise in lesson.exercises)} |"
        for lesson in lessons
    ]
    head = ["| Lesson | Minutes | You write | Points |", "|---|---|---|---|"]
    return "\n".join(head + rows)


def write_road(lessons: list[Lesson]) -> str:
    """Write the path of the lessons in which something is written, with their times.

    Parameters
    ----------
    lessons : list of Lesson

    Returns
    -------
    str
        Markdown.
    """
    road = [lesson for lesson in lessons if lesson.exercises]
    rows = [
        f"| {int(lesson.number)}\u00a0[{lesson.title}](lessons/{lesson.page.name}) "
        f"| {lesson.minutes}\u00a0min | {lesson.able[0]} |"
        for lesson in road
    ]
    hours = round(sum(lesson.minutes for lesson in road) / 60)
    total = f"The {len(road)} lessons take about {hours} hours in all."
    return "\n".join(["| Lesson | Time | Then you can |", "|---|---|---|", *rows, "", total])
