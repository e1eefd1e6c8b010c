"""Let one program at a time change a file, on every system."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until no other program holds a file, and hold it.

    The system frees what a killed program held.

    Parameters
    ----------
    path : Path
        Made when it is missing, and left there: to delete it would let two programs hold it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError:  # a folder that nobody may write to needs no lock
        yield
        return
    with file:
        try:
            hold(file)
        except OSError:  # some network drives have no locks
            pass
        yield


def hold(file: IO[bytes]) -> None:
    """Lock an open file until it is closed.

    Parameters
    ----------
    file : file

    Raises
    ------
    OSError
        This disk has no locks, or another program does not let go.
    """
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX)
