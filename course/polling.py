"""Find out whether a folder tells of its changes, or has to be looked at again and again."""

import platform
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

# Kinds of disks whose changes are made elsewhere, or pass a wall on which nothing is heard:
# networks, Windows' disks in WSL (9p, drvfs), folders of the host in virtual machines and in
# Docker Desktop.
SILENT = {
    *("9p", "afs", "cifs", "drvfs", "fakeowner", "fuse.grpcfuse", "fuse.osxfs", "fuse.sshfs"),
    *("ncpfs", "nfs", "nfs4", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    *("fuse.vmhgfs-fuse", "fuse.rclone", "fuse.s3fs", "davfs", "fuse.davfs2", "ceph"),
}
MOUNTS = Path("/proc/mounts")


def needs_polling(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Say whether a folder has to be looked at again and again.

    Parameters
    ----------
    folder : Path
    mounts : Path
        Where Linux lists its disks.

    Returns
    -------
    bool
        Where it cannot be known, as on a network drive of macOS, False.
    """
    folder = folder.resolve()
    if sys.platform == "win32":
        return str(folder).startswith("\\\\")  # \\server\share
    # The first WSL hears nothing at all.
    first_wsl = platform.release().endswith("-Microsoft")
    return first_wsl or kind_of_disk(folder, mounts) in SILENT


def kind_of_disk(folder: Path, mounts: Path = MOUNTS) -> str:
    """Say of which kind the disk is that a folder is on.

    Parameters
    ----------
    folder : Path
        With all links followed.
    mounts : Path
        Where Linux lists its disks.

    Returns
    -------
    str
        Empty where there is no such list.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    places = {}
    for line in lines:
        if len(fields := line.split()) > 2:
            # A space in a path is written as \040.
            places[Path(fields[1].replace("\\040", " "))] = fields[2]
    return next((places[p] for p in (folder, *folder.parents) if p in places), "")


def look_again(paths: Iterable[Path], seconds: float) -> Iterator[set[Path]]:
    """Look at some files again and again.

    watchfiles can poll too, but compares whole seconds: of two saves within one it misses the
    second.

    Parameters
    ----------
    paths : iterable of Path
        They need not exist yet.
    seconds : float
        Between two looks.

    Yields
    ------
    set of Path
        Those that have been written since the look before; at first, and often, none.
    """
    paths = list(paths)
    before = {path: stamp(path) for path in paths}
    yield set()
    while True:
        time.sleep(seconds)
        now = {path: stamp(path) for path in paths}
        changed = {path for path in paths if now[path] and now[path] != before[path]}
        before = now
        yield changed


def stamp(path: Path) -> tuple[int, int] | None:
    """Give what differs once a file has been written anew.

    Parameters
    ----------
    path : Path

    Returns
    -------
    (int, int) or None
        None where it cannot be seen: gone, or put in another's place at this moment.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
