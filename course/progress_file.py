"""Keep what a learner has done in one small file, lessons/progress.json."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from course.aside import beside
from course.locking import locked
from course.progress import Progress, Record
from digitkit.files import write_whole

VERSION = 1
DAMAGE = (
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    UnicodeDecodeError,
    json.JSONDecodeError,
)


def progress_path(root: Path) -> Path:
    """Say where the file stands.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Path
    """
    return root / "lessons" / "progress.json"


def read_progress(root: Path, warn: Callable[[str], object]) -> Progress:
    """Read the file; one that is damaged is set aside, and nothing of it is lost.

    Parameters
    ----------
    root : Path
        Of the project.
    warn : callable
        Gets a sentence when something was wrong with the file.

    Returns
    -------
    Progress
        An empty one where there is no file.

    Raises
    ------
    ValueError
        A newer digitkit wrote the file.
    """
    path = progress_path(root)
    with locked(lock_path(path)):
        return load(path, warn)


def lock_path(path: Path) -> Path:
    """Say which file is locked while the one of the progress is read or changed.

    Parameters
    ----------
    path : Path
        Of the progress, which is replaced and so cannot be locked itself.

    Returns
    -------
    Path
    """
    return path.with_name(".progress.lock")


def load(path: Path, warn: Callable[[str], object]) -> Progress:
    """Read the file, while it is locked.

    Parameters
    ----------
    path : Path
    warn : callable
        As for `read_progress`.

    Returns
    -------
    Progress
    """
    try:
        return decode(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Progress()
    except DAMAGE as error:
        warn(set_aside(path, error))
        return Progress()


def decode(data: bytes) -> Progress:
    """Make sense of what stands in the file.

    Parameters
    ----------
    data : bytes
        UTF-8, JSON.

    Returns
    -------
    Progress

    Raises
    ------
    LookupError, TypeError, AttributeError, RecursionError, ValueError
        It is damaged.
    ValueError
        A newer digitkit wrote it.

    Examples
    --------
    >>> decode(encode(Progress({"00_tour": "2026-11-01T12:00:00+00:00"}))).opened
    {'00_tour': '2026-11-01T12:00:00+00:00'}
    """
    # utf-8-sig, because an editor on Windows may have put a mark before the first letter.
    content = json.loads(data.decode("utf-8-sig"))
    version = content["version"]
    if type(version) is not int:
        raise TypeError(f"its version is {version!r}")
    if version > VERSION:
        raise ValueError(
            f"lessons/progress.json was written by a newer digitkit (its version is {version}, "
            f"this one reads {VERSION}); update this one: `git pull`, then `python3 go.py setup`."
        )
    lessons = content["lessons"].items()
    opened, checked = (
        {name: of_type(lesson[what], str) for name, lesson in lessons if lesson[what]}
        for what in ("opened", "checked")
    )
    records = {
        name: {key: as_record(values) for key, values in lesson["exercises"].items()}
        for name, lesson in lessons
    }
    return Progress(opened, checked, records)


def as_record(values: dict) -> Record:
    """Make a record of what stands in the file for one exercise.

    Parameters
    ----------
    values : dict

    Returns
    -------
    Record

    Raises
    ------
    TypeError
        A value is not what it should be, is missing, or is unknown.
    """
    record = Record(**values)
    for name, value in asdict(Record()).items():
        of_type(getattr(record, name), type(value))
    for rung in record.hints:
        of_type(rung, int)
    return record


def of_type(value, kind: type):
    """Give a value back if it is of a kind.

    Parameters
    ----------
    value : object
    kind : type

    Returns
    -------
    object

    Raises
    ------
    TypeError
        It is of another.
    """
    if type(value) is not kind:
        raise TypeError(f"{value!r} stands where a {kind.__name__} belongs")
    return value


def encode(progress: Progress) -> bytes:
    """Write what `decode` reads.

    Parameters
    ----------
    progress : Progress

    Returns
    -------
    bytes
    """
    names = sorted({*progress.opened, *progress.checked, *progress.records})
    lessons = {
        name: {
            "opened": progress.opened.get(name, ""),
            "checked": progress.checked.get(name, ""),
            "exercises": {
                key: asdict(record)
                for key, record in progress.records.get(name, {}).items()
                if record != Record()
            },
        }
        for name in names
    }
    kept = {name: lesson for name, lesson in lessons.items() if any(lesson.values())}
    about = "What you have done, for `digitkit progress`. Your answers are in the notebooks."
    content = {"about": about, "version": VERSION, "lessons": kept}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def set_aside(path: Path, error: Exception) -> str:
    """Give a damaged file another name.

    Parameters
    ----------
    path : Path
    error : Exception
        What was found.

    Returns
    -------
    str
        A sentence that says what happened, where the file is now, and what to do.
    """
    aside = beside(path, "damaged")
    path.replace(aside)
    return (
        f"lessons/{path.name} is damaged ({error}); it is kept as lessons/{aside.name}, and a new "
        "one begins. Your notebooks are as they were: `digitkit check` finds again what passes."
    )


@contextmanager
def change_progress(root: Path, warn: Callable[[str], object]) -> Iterator[Progress]:
    """Read the file, let it be changed, and write it, while no other program does.

    Parameters
    ----------
    root : Path
        Of the project.
    warn : callable
        Gets a sentence when the file was damaged, or cannot be written: no answer of a command
        depends on it, so that is no reason to give none.

    Yields
    ------
    Progress
    """
    path = progress_path(root)
    with locked(lock_path(path)):
        progress = load(path, warn)
        before = encode(progress)
        yield progress
        if (after := encode(progress)) != before:
            try:
                write(path, after)
            except OSError as error:
                warn(f"This is not recorded: {path} cannot be written ({error.strerror}).")


def write(path: Path, data: bytes) -> None:
    """Write the file whole, again where another program had it open for a moment.

    Parameters
    ----------
    path : Path
    data : bytes

    Raises
    ------
    OSError
        It cannot be written.
    """
    for seconds in (0.05, 0.1, 0.2, 0.4, None):
        try:
            with write_whole(path) as temporary:
                temporary.write_bytes(data)
            return
        except PermissionError:  # on Windows, a file that is open cannot be replaced
            if seconds is None or sys.platform != "win32":
                raise
            time.sleep(seconds)
