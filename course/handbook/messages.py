"""All that the project may say to a person when something is wrong, read out of its code."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.handbook.sentences import find_in

ROOMS = ("app", "course", "digitkit")


@dataclass(frozen=True)
class Message:
    """What one place in the code may say.

    Attributes
    ----------
    words : str
        With … for what is filled in.
    file : str
        From the project's folder.
    line : int
    """

    words: str
    file: str
    line: int


def list_sources(root: Path) -> Iterator[Path]:
    """List the files that may say something to a person.

    Parameters
    ----------
    root : Path
        Of the project.

    Yields
    ------
    Path
        Of Python and of JavaScript.
    """
    yield root / "go.py"
    for room in ROOMS:
        yield from sorted((root / room).rglob("*.py"))
    yield from sorted((root / "app" / "static").glob("*.js"))


def read_messages(root: Path) -> list[Message]:
    """Read all that the project may say when something is wrong.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    list of Message
        Each once a file, in the order of the files and lines.
    """
    found: dict[tuple[str, str], Message] = {}
    for path in list_sources(root):
        name, source = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for words, line in find_in(name, source):
            found.setdefault((name, words), Message(words, name, line))
    return list(found.values())


def tells_what_to_do(message: str) -> bool:
    """Tell whether a message carries its own remedy: what was needed, or what to do.

    Parameters
    ----------
    message : str

    Returns
    -------
    bool

    Examples
    --------
    >>> tells_what_to_do("n must be above 0, got ….")
    True
    >>> tells_what_to_do("… is damaged.")
    False
    """
    parts = re.split(r"[;.:?)] ", message.strip())
    return len(parts) > 1 or bool(re.search(r"\b(must|needs?|needed|takes|try)\b", message))


def match(key: str, messages: Iterable[Message]) -> list[Message]:
    """Find the messages that are, or else begin with, or else hold certain words.

    Parameters
    ----------
    key : str
    messages : iterable of Message

    Returns
    -------
    list of Message
    """
    messages = list(messages)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        if found := [message for message in messages if fits(message.words, key)]:
            return found
    return []
