"""A hook of MkDocs: the site has the lessons, their table and their notebooks as they are.

mkdocs.yml names this file. Nothing else imports it.
"""

import logging
import re
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
# What the theme leaves without a name, a screen reader cannot tell apart; and each heading that has
# others below it is no place of its own to go to.
LANDMARKS = {
    r'(class="md-search"[^>]* role="dialog")': r'\1 aria-label="Search"',
    r'aria-labelledby="__nav_\w+"( aria-expanded="\w+">\s*<label class="md-nav__title"[^>]*>'
    r'\s*<span class="md-nav__icon md-icon"></span>\s*)([^<]+?)(\s*<)': r'aria-label="\2"\1\2\3',
    r'<nav class="md-nav" aria-label="[^"]*">': '<nav class="md-nav" role="none">',
}


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


def on_post_page(output: str, page, config) -> str:
    """Name the landmarks of a page that the theme leaves without a name, and only those.

    Parameters
    ----------
    output : str
        The whole page.
    page : mkdocs.structure.pages.Page
    config : mkdocs.config.defaults.MkDocsConfig

    Returns
    -------
    str
        HTML.
    """
    for found, mended in LANDMARKS.items():
        output = re.sub(found, mended, output)
    return output


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
        f"| {lesson.points} |"
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
