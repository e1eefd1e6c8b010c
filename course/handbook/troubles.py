"""Draw the page of troubles: each message of the code, with what to do about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from course.handbook.messages import Message, match, read_messages, tells_what_to_do

PAGE = "docs/troubleshooting.md"
FENCE = re.compile(r"^```messages\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Entry:
    """What the page says of one message.

    Attributes
    ----------
    file : str
        Where the message is said.
    key : str
        Words that stand in this message of the file, and in no other.
    remedy : str
        What to do; empty where the message says it itself.
    """

    file: str
    key: str
    remedy: str


def read_entries(text: str) -> list[Entry]:
    r"""Read the fences of a page: files, under each the keys, indented under a key the remedy.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    list of Entry

    Examples
    --------
    >>> read_entries("```messages\ngo.py\nthe disk is full\n    Make room.\n```\n")
    [Entry(file='go.py', key='the disk is full', remedy='Make room.')]
    """
    entries: list[Entry] = []
    file = ""
    for line in "\n".join(FENCE.findall(text)).splitlines():
        if line.startswith("    "):
            last = entries.pop()
            entries.append(Entry(last.file, last.key, f"{last.remedy} {line.strip()}".strip()))
        elif re.fullmatch(r"\S+\.(py|js)", line):
            file = line
        elif line.strip():
            entries.append(Entry(file, line, ""))
    return entries


def find_undocumented(root: Path, text: str) -> Iterator[str]:
    """Find what the page and the code do not have in common.

    Parameters
    ----------
    root : Path
        Of the project.
    text : str
        Of the page.

    Yields
    ------
    str
        A sentence, with file and line, that says what to do.
    """
    messages, documented = read_messages(root), set()
    for entry in read_entries(text):
        said = match(entry.key, [m for m in messages if m.file == entry.file])
        if len(said) != 1:
            yield (
                f"{PAGE}: {entry.key!r} stands in {len(said)} messages of {entry.file}; "
                "name words that stand in one, or take the line out."
            )
            continue
        documented.add(said[0])
        if not entry.remedy and not tells_what_to_do(said[0].words):
            yield (
                f"{said[0].file}:{said[0].line} says {said[0].words!r}, but not what to do; write "
                f"that below its line in {PAGE}, indented, or into the message."
            )
    for message in messages:
        if message not in documented:
            yield (
                f"{message.file}:{message.line} says {message.words!r}, which {PAGE} does not "
                f"explain; add a line with some of its words under {message.file} there, and "
                "below it, indented, what to do."
            )


def draw_troubles(root: Path, text: str) -> str:
    """Write the fences of the page out.

    Parameters
    ----------
    root : Path
        Of the project.
    text : str
        Of the page.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    ValueError
        A line of a fence names no message of the code.
    """
    messages = read_messages(root)
    return FENCE.sub(lambda fence: draw_list(fence[0] + "\n", messages), text)


def draw_list(fence: str, messages: list[Message]) -> str:
    """Write one fence as a list.

    Parameters
    ----------
    fence : str
    messages : list of Message
        All of them.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    ValueError
        A line names no message of the code.
    """
    items = []
    for entry in read_entries(fence):
        said = match(entry.key, [m for m in messages if m.file == entry.file])
        if not said:
            raise ValueError(f"{PAGE}: no message of {entry.file} has the words {entry.key!r}.")
        words = escape(said[0].words.strip(" .,;"), quote=False)
        # A message is quoted as it is said: no mark in it is Markdown's.
        quoted = re.sub(r"([\\`*_\[\]#])", r"\\\1", re.sub(r"\s*\n\s*", " ", words))
        items.append(f'- <span class="message">{quoted}</span>\n\n    {entry.remedy}'.rstrip())
    return "\n\n".join(items) + "\n"
