"""Catch what the code under test prints."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

KEPT = 2000  # characters


class Tail(io.TextIOBase):
    """Keep the end of what is printed, however much it is."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Add some."""
        self.text = (self.text + text[-KEPT:])[-KEPT:]
        return len(text)

    def writable(self) -> bool:
        """Say yes."""
        return True


@contextmanager
def caught() -> Iterator[Tail]:
    r"""Catch what Python code prints, and give it nothing to read.

    Yields
    ------
    Tail

    Examples
    --------
    >>> with caught() as printed:
    ...     print("a" * 5000 + "z")
    >>> len(printed.text), printed.text[-3:]
    (2000, 'az\n')
    """
    kept, before = Tail(), (sys.stdout, sys.stderr, sys.stdin)
    sys.stdout = sys.stderr = kept
    sys.stdin = io.StringIO()  # input() in an answer must not wait for ever
    try:
        yield kept
    finally:
        sys.stdout, sys.stderr, sys.stdin = before
