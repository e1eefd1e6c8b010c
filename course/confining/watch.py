"""Watch from outside what a process uses, with all that it has started, and end it in time."""

import threading
from pathlib import Path

import psutil

from course.confining.limits import MEGABYTE, Limits

EVERY = 0.1  # seconds
DISK_EVERY = 5  # looks at the processes for one at the disk, which is slower


class Watch:
    """A watch over one process.

    Parameters
    ----------
    pid : int
    folder : Path
        Where it may write.
    limits : Limits

    Attributes
    ----------
    reason : str
        Why the process was ended; empty when it was not.
    """

    def __init__(self, pid: int, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.reason = ""
        self.seen: dict[int, psutil.Process] = {}
        self.over = threading.Event()
        try:
            self.process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self.process = None
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self) -> None:
        """Look again and again."""
        looks = 0
        while self.process and not self.over.wait(EVERY):
            looks += 1
            try:
                self.reason = self.too_much(looks % DISK_EVERY == 0)
            except (psutil.Error, OSError):  # it has just ended
                continue
            if self.reason:
                self.end()
                return

    def too_much(self, of_disk: bool) -> str:
        """Say of what there is too much.

        Parameters
        ----------
        of_disk : bool
            Whether to look at the disk too.

        Returns
        -------
        str
            Empty when all is well.
        """
        assert self.process
        family = [self.process, *self.process.children(recursive=True)]
        self.seen.update({process.pid: process for process in family})
        if len(family) > self.limits.processes:
            return f"it started more than {self.limits.processes} processes"
        if sum(map(memory_of, family)) > self.limits.memory:
            return f"it took more than {self.limits.memory // MEGABYTE} MB of memory"
        if of_disk and size_of(self.folder) > self.limits.disk:
            return f"it wrote more than {self.limits.disk // MEGABYTE} MB of files"
        return ""

    def end(self) -> None:
        """End the process, and whatever of its family was ever seen."""
        for process in [*self.seen.values()]:
            try:
                # psutil makes sure that the number has not gone to another process since.
                for each in (*process.children(recursive=True), process):
                    each.kill()
            except psutil.Error:
                pass

    def stop(self) -> None:
        """Watch no longer, and leave nothing of the family running."""
        self.over.set()
        self.thread.join()
        self.end()


def memory_of(process: psutil.Process) -> int:
    """Give the memory that a process holds.

    Parameters
    ----------
    process : psutil.Process

    Returns
    -------
    int
        Bytes; 0 when it has ended.
    """
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def size_of(folder: Path) -> int:
    """Add up the files of a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    int
        Bytes.
    """
    sizes = 0
    for path in folder.rglob("*"):
        try:
            sizes += 0 if path.is_symlink() else path.lstat().st_size
        except OSError:  # it has gone since
            continue
    return sizes
