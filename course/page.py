"""Read a lesson page: front matter, prose, and the fences that become cells."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

CELLS = ("python", "exercise")  # fences that become cells of a notebook
QUOTES = ("text", "console")  # fences that stay in the prose around them
EXAMPLE = "---\ntitle: What the lesson is called\nminutes: 10\n---"


class PageFault(Exception):
    """What is wrong with a page.

    Attributes
    ----------
    line : int
        Counted from 1.
    sentence : str
        What came, what was needed, what to do.
    """

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"{line}: {sentence}")
        self.line, self.sentence = line, sentence


@dataclass(frozen=True)
class Block:
    """A stretch of a page.

    Attributes
    ----------
    kind : str
        'prose', or the word behind the fence.
    text : str
        The prose, or what the fence holds.
    line : int
        Where the text begins in the page, counted from 1.
    """

    kind: str
    text: str
    line: int


def read_page(text: str) -> tuple[dict, list[Block]]:
    r"""Part a page into its front matter and its blocks.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    matter : dict
        With a title (str), minutes (int), and what a lesson needs and enables (lists of str).
    blocks : list of Block
        In the order of the page; none is empty.

    Raises
    ------
    PageFault
        At the first thing that would not make a good notebook.

    Examples
    --------
    >>> matter, blocks = read_page(f"{EXAMPLE}\nLook:\n\n```python\n1 + 1\n```\n")
    >>> matter["minutes"], [(block.kind, block.text.strip(), block.line) for block in blocks]
    (10, [('prose', 'Look:', 5), ('python', '1 + 1', 8)])
    """
    # Where only the app was set up, `digitkit --help` must do without.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    tokens = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).parse(text)
    if not tokens or tokens[0].type != "front_matter":
        raise PageFault(1, f"the page must begin with its front matter, such as\n{EXAMPLE}")
    matter = read_front_matter(tokens[0].content)
    lines, blocks = text.splitlines(), []
    start = tokens[0].map[1]  # type: ignore[index]  # blocks know their lines
    for token in tokens[1:]:
        check_prose(token)
        if token.type == "fence":
            check_fence(token, lines)
        if token.type == "fence" and token.info.split()[0] in CELLS:
            first, end = token.map  # type: ignore[misc]
            blocks.append(Block("prose", "\n".join(lines[start:first]), start + 1))
            blocks.append(Block(token.info.split()[0], token.content, first + 2))
            start = end
    blocks.append(Block("prose", "\n".join(lines[start:]), start + 1))
    return matter, [block for block in blocks if block.text.strip()]


def read_front_matter(content: str) -> dict:
    """Read what stands between the two rules at the top of a page.

    Parameters
    ----------
    content : str
        YAML, without the rules.

    Returns
    -------
    dict

    Raises
    ------
    PageFault
        If it is not YAML, lacks a title or the minutes, or lists what are no texts.
    """
    import yaml

    try:
        matter = yaml.safe_load(content)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise PageFault(line, f"the front matter is not YAML: {error.problem}.") from error
    if not isinstance(matter, dict):
        raise PageFault(2, f"the front matter must name its values, such as\n{EXAMPLE}")
    places = {line.split(":")[0]: number for number, line in enumerate(content.splitlines(), 2)}
    title, minutes = matter.get("title"), matter.get("minutes")
    if not isinstance(title, str) or not title.strip():
        raise PageFault(places.get("title", 1), f"title must be a text, got {title!r}.")
    if type(minutes) is not int or minutes < 1:  # True is an int too
        raise PageFault(places.get("minutes", 1), f"minutes must be 1 or more, got {minutes!r}.")
    for name in ("needs", "able"):
        texts = matter.setdefault(name, [])
        if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
            raise PageFault(places[name], f"{name} must be a list of texts, got {texts!r}.")
    return matter


def check_prose(token: Token) -> None:
    """Refuse what would read well on the site and badly in a notebook.

    Parameters
    ----------
    token : Token

    Raises
    ------
    PageFault
        A second title, or a link to another file: a notebook lies in another folder.
    """
    line = token.map[0] + 1 if token.map else 0
    if token.type == "heading_open" and token.tag == "h1":
        raise PageFault(line, "the title stands in the front matter; begin headings with ##.")
    for child in token.children or []:
        target = str(child.attrs.get("href") or child.attrs.get("src") or "https:")
        if not target.startswith(("https:", "http:")):
            raise PageFault(
                line,
                f"the link to {target!r} would lead nowhere from the notebook; "
                "name the thing in words, or give a whole address.",
            )


def check_fence(token: Token, lines: list[str]) -> None:
    """Refuse a fence that cannot become what it is meant to be.

    Parameters
    ----------
    token : Token
        Of type 'fence'.
    lines : list of str
        The whole page.

    Raises
    ------
    PageFault
        An unknown kind, no end, Python that does not parse, or a cell inside a list.
    """
    first, end = token.map  # type: ignore[misc]
    kind = (token.info.split() or ["(none)"])[0]
    if kind not in CELLS + QUOTES:
        known = ", ".join(CELLS + QUOTES)
        raise PageFault(first + 1, f"no fence is of the kind {kind}; the kinds are {known}.")
    if end - first < 2 or token.markup not in lines[end - 1]:
        raise PageFault(first + 1, f"this fence has no end; close it with {token.markup}.")
    if kind in CELLS and token.level:
        raise PageFault(first + 1, "a cell cannot stand inside a list; put it at the margin.")
    if kind == "python":
        try:
            ast.parse(token.content)
        except SyntaxError as error:
            line = first + 1 + (error.lineno or 1)
            raise PageFault(line, f"this is not Python: {error.msg}.") from error
