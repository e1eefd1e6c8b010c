"""How results look: with colour and symbols where a terminal has them, else in plain words."""

import os
import shutil
import sys
import textwrap
from dataclasses import dataclass
from typing import IO

from course.grading.outcomes import Outcome

SYMBOLS = {
    Outcome.PASSED: "✓",
    Outcome.NOT_STARTED: "·",
    Outcome.WRONG: "✗",
    Outcome.ERROR: "!",
    Outcome.TOO_SLOW: "~",
}
COLOURS = {Outcome.PASSED: "32", Outcome.NOT_STARTED: "90", Outcome.TOO_SLOW: "33"}
RED, BOLD = "31", "1"
WIDEST = 100


@dataclass(frozen=True)
class Style:
    """How results look.

    Attributes
    ----------
    colour, symbols : bool
        Whether there are any.
    width : int
        Of a line of prose, in characters.
    """

    colour: bool = False
    symbols: bool = False
    width: int = WIDEST

    def paint(self, text: str, colour: str) -> str:
        r"""Give a text its colour.

        Parameters
        ----------
        text : str
        colour : str
            A number of ANSI's.

        Returns
        -------
        str

        Examples
        --------
        >>> Style().paint("wrong", RED), Style(colour=True).paint("wrong", RED)
        ('wrong', '\x1b[31mwrong\x1b[0m')
        """
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text

    def name(self, outcome: Outcome) -> str:
        """Write an outcome.

        Parameters
        ----------
        outcome : Outcome

        Returns
        -------
        str

        Examples
        --------
        >>> Style().name(Outcome.ERROR), Style(symbols=True).name(Outcome.PASSED)
        ('error', '✓ passed')
        """
        symbol = f"{SYMBOLS[outcome]} " if self.symbols else ""
        return self.paint(symbol + outcome, COLOURS.get(outcome, RED))

    def wrap(self, text: str, indent: int) -> str:
        r"""Break a text into lines that fit, and keep the breaks that it has.

        Parameters
        ----------
        text : str
        indent : int
            Of each line.

        Returns
        -------
        str

        Examples
        --------
        >>> print(Style(width=20).wrap("A line that is long.\nAnother.", 4))
            A line that is
            long.
            Another.
        """
        margin = " " * indent
        return "\n".join(
            textwrap.fill(
                line,
                self.width,
                initial_indent=margin,
                subsequent_indent=margin,
                # An array that is broken inside a number cannot be read.
                break_long_words=False,
                break_on_hyphens=False,
            )
            for line in text.split("\n")
        )


def choose_style(stream: IO[str] | None = None, plain: bool = False) -> Style:
    """Find out what the place can show where results are written.

    Parameters
    ----------
    stream : file, optional
        Standard output when left out.
    plain : bool
        Neither colour nor symbols, whatever it can show.

    Returns
    -------
    Style
    """
    stream = sys.stdout if stream is None else stream
    width = min(WIDEST, max(40, shutil.get_terminal_size((WIDEST, 24)).columns))
    if plain:
        return Style(width=width)
    terminal = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Style(terminal, has_symbols(stream), width)


def has_symbols(stream: IO[str]) -> bool:
    """Tell whether a stream's encoding knows the symbols.

    Parameters
    ----------
    stream : file

    Returns
    -------
    bool

    Examples
    --------
    >>> import io
    >>> [has_symbols(io.TextIOWrapper(io.BytesIO(), code)) for code in ("utf-8", "cp1252")]
    [True, False]
    """
    try:
        "".join(SYMBOLS.values()).encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
