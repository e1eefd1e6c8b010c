"""What a learner handed in, be it a folder, an archive or a single file: names and contents."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from course.confining.limits import MEGABYTE

LARGEST_FILE = 20 * MEGABYTE  # a notebook with many figures has two or three
LARGEST_ALL = 50 * MEGABYTE  # of the files beside a notebook
MOST_FILES = 2000
UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError)
PASSED_OVER = {".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git", ".venv", "node_modules"}


class BadSubmission(ValueError):
    """It cannot be graded; the message says why."""


@dataclass(frozen=True)
class Piece:
    """A file that was handed in.

    Attributes
    ----------
    name : str
        Its path in what was handed in, with slashes.
    size : int
        Bytes.
    time : float
        When it was saved; only compared with others of the same learner.
    """

    name: str
    size: int
    time: float


class Holder(Protocol):
    """Something that holds files."""

    @property
    def path(self) -> Path:
        """Where it is."""
        ...

    def pieces(self) -> list[Piece]:
        """List the files."""
        ...

    def read(self, name: str) -> bytes:
        """Give the content of one."""
        ...


@dataclass(frozen=True)
class SingleFile:
    """A file by itself."""

    path: Path

    def pieces(self) -> list[Piece]:
        """List it."""
        found = self.path.stat()
        return [Piece(self.path.name, found.st_size, found.st_mtime)]

    def read(self, name: str) -> bytes:
        """Give its content."""
        return self.path.read_bytes()


@dataclass(frozen=True)
class Folder:
    """A folder, with what is below it."""

    path: Path

    def pieces(self) -> list[Piece]:
        """List its files; links could lead anywhere, and are passed over."""
        return list(self.walk(self.path))

    def walk(self, folder: Path) -> Iterator[Piece]:
        """List the files of a folder in it.

        Parameters
        ----------
        folder : Path

        Yields
        ------
        Piece
        """
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or path.name in PASSED_OVER:
                continue
            if path.is_dir():
                yield from self.walk(path)
            elif path.is_file():
                found = path.stat()
                name = path.relative_to(self.path).as_posix()
                yield Piece(name, found.st_size, found.st_mtime)

    def read(self, name: str) -> bytes:
        """Give the content of one file."""
        return (self.path / name).read_bytes()


@dataclass(frozen=True)
class Archive:
    """A zip archive."""

    path: Path

    def pieces(self) -> list[Piece]:
        """List its files, but for those that would lie outside of it."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                found = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BadSubmission(f"{self.path.name} is not a zip archive ({error}).") from error
        if len(found) > MOST_FILES:
            raise BadSubmission(
                f"{self.path.name} holds {len(found)} files, at most {MOST_FILES} are read."
            )
        return [
            Piece(info.filename, info.file_size, time_of(info)) for info in found if is_plain(info)
        ]

    def read(self, name: str) -> bytes:
        """Give the content of one file, of which no more is unpacked than it says it has."""
        with zipfile.ZipFile(self.path) as archive:
            info = archive.getinfo(name)
            if info.flag_bits & 1:
                raise BadSubmission(f"{self.path.name} is locked with a password.")
            try:
                with archive.open(info) as file:
                    return file.read(min(info.file_size, LARGEST_FILE) + 1)
            except UNPACKING as error:
                raise BadSubmission(
                    f"{name} in {self.path.name} cannot be unpacked ({error})."
                ) from error


def time_of(info: zipfile.ZipInfo) -> float:
    """Give the time of an entry as a number that grows with it.

    Parameters
    ----------
    info : ZipInfo

    Returns
    -------
    float
    """
    number = 0.0
    for part in info.date_time:
        number = 100 * number + part
    return number


def is_plain(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry of an archive is a file that may be taken out of it.

    Parameters
    ----------
    info : ZipInfo

    Returns
    -------
    bool
        False for folders, links, and names that lead out of the archive.
    """
    parts = PurePosixPath(info.filename).parts
    leads_out = info.filename.startswith("/") or ".." in parts or ":" in info.filename
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    passed_over = bool(PASSED_OVER & set(parts)) or "\\" in info.filename
    return not (info.is_dir() or leads_out or is_link or passed_over)


def open_holder(path: Path) -> Holder:
    """Open what a learner handed in.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Holder
    """
    if path.is_dir():
        return Folder(path)
    return Archive(path) if path.suffix.lower() == ".zip" else SingleFile(path)
