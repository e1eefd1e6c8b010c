"""Keep libraries that are not Python from talking over a program."""

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def silence(stream: int) -> Iterator[None]:
    """Let a stream of this process lead nowhere for a moment, also for code that is not Python's.

    Parameters
    ----------
    stream : int
        A file descriptor: 1 is standard output, 2 is standard error.

    Yields
    ------
    None

    Examples
    --------
    >>> with silence(2):
    ...     _ = os.write(2, b"nobody reads this")
    """
    try:
        kept = os.dup(stream)
    except OSError:  # a program without a console has no such stream
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream)
        yield
    finally:
        os.dup2(kept, stream)
        os.close(kept)
