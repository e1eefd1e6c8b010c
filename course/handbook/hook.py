"""A hook of MkDocs: pages say `<!-- draw: commands -->` where something is drawn from the code.

mkdocs.yml names this file. Nothing else imports it.
"""

import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"^<!-- draw: ([\w-]+)(?: (\S+))? -->$", re.M)


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Write out what a page says is to be drawn.

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

    Raises
    ------
    ValueError
        A page asks for something that nobody draws.
    """
    if page.file.src_uri == "troubleshooting.md":
        from course.handbook.troubles import draw_troubles

        markdown = draw_troubles(ROOT, markdown)

    def draw(mark: re.Match) -> str:
        if mark[1] not in DRAWN:
            raise ValueError(f"{page.file.src_uri}: nobody draws {mark[1]!r}; {sorted(DRAWN)} are.")
        return DRAWN[mark[1]](*filter(None, [mark[2]]))

    return MARK.sub(draw, markdown)


def draw_commands() -> str:
    """Write the reference of the command."""
    from course.command import main
    from course.handbook import commands

    return commands.draw_commands(main)


def draw_api() -> str:
    """Write the reference of the HTTP API."""
    from course.handbook import http_api

    return http_api.draw_api()


def draw_packages() -> str:
    """Write the table of packages and licences."""
    from course.handbook import licences

    return licences.draw_packages(ROOT)


def draw_file(name: str) -> str:
    """Show a Markdown file of the project, without its title, which the page has.

    Parameters
    ----------
    name : str
        From the project's folder.

    Returns
    -------
    str
        Markdown.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    # A screen reader says the head of a column before each cell of it.
    named = re.sub(r"^\| \|(?=.*\n\|-)", "| What |", text, flags=re.M)
    named = re.sub(r"(?<=^\| What \|) \|(?=\n\|-)", " Value |", named, flags=re.M)
    return re.sub(r"\A# .*\n+", "", named)


def draw_house() -> str:
    """Draw the rooms of the project."""
    from course.handbook import how_it_works

    return how_it_works.draw_house(ROOT)


def draw_digit() -> str:
    """Draw the life of one digit."""
    from course.handbook import how_it_works

    return how_it_works.draw_digit()


def draw_lesson() -> str:
    """Draw the life of one lesson."""
    from course.handbook import how_it_works

    return how_it_works.draw_lesson(ROOT)


DRAWN: dict[str, Callable[..., str]] = {
    "api": draw_api,
    "commands": draw_commands,
    "digit": draw_digit,
    "file": draw_file,
    "house": draw_house,
    "lesson": draw_lesson,
    "packages": draw_packages,
}
