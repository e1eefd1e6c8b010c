"""Write a file whole or not at all; and where a training is kept."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUNS = Path(os.environ.get("DIGITKIT_RUNS") or Path(__file__).resolve().parents[1] / "runs")
"""Where lessons keep trainings: a folder of the project that git leaves alone.

The environment variable DIGITKIT_RUNS names another, as tests do, which may not touch a
learner's.
"""


@contextmanager
def write_whole(path: str | Path) -> Iterator[Path]:
    """Give a temporary path to write to, and move it onto `path` when the writing is done.

    Whoever reads `path` finds the old file or the new one, never half of either, even when the
    program is killed while it writes. When the writing raises, `path` is left as it was.

    Parameters
    ----------
    path : str or Path
        Where the file is wanted. Its folder is made when it is missing.

    Yields
    ------
    Path
        A name that is not yet taken, in the same folder and with the same suffix.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with write_whole(folder / "note.txt") as temporary:
    ...     _ = temporary.write_text("whole", encoding="utf-8")
    >>> [file.name for file in folder.iterdir()]
    ['note.txt']
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The same folder, because os.replace is one step only within one disk; the same suffix,
    # because Keras and matplotlib choose the format by it.
    temporary = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
