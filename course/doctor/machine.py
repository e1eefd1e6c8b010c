"""Look at the folder of the lessons, the disk, the memory, the port and the camera."""

import http.client
import json
import os
import shutil
import socket
import sys
from pathlib import Path

from course.doctor.finding import Finding
from digitkit.files import write_whole

GIGABYTE = 1 << 30
DISK = 1.0  # GB: a training's states, figures, backups
MEMORY = 1.5  # GB: TensorFlow and the digits as floating-point numbers
PORT = 8000
# What a container may use, which is less than the machine has.
LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def examine_writing(root: Path) -> Finding:
    """Write a file into the folder of the lessons, and delete it.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    lessons = root / "lessons"
    probe = lessons / ".doctor"
    try:
        with write_whole(probe) as temporary:
            temporary.write_text("Can a file be written here?", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return Finding(
            f"{lessons} cannot be written ({error.strerror}).",
            "Make the folder yours, or copy the course to one that is, such as your home.",
        )
    return Finding(f"your work is kept in {lessons}")


def examine_disk(root: Path) -> Finding:
    """Say how much room the disk has.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    free = shutil.disk_usage(root).free / GIGABYTE
    if free < DISK:
        return Finding(
            f"{free:.1f} GB are free where {DISK:.0f} GB are needed.",
            "Make room: empty the bin, or delete old trainings in runs/.",
        )
    return Finding(f"{free:,.0f} GB are free")


def examine_memory(root: Path) -> Finding:
    """Say how much memory a training could have.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    import psutil

    memory = psutil.virtual_memory()
    limit = min([memory.total, *filter(None, map(read_limit, LIMITS))])
    free = min(memory.available, limit) / GIGABYTE
    words = f"{free:.1f} of {limit / GIGABYTE:.1f} GB are free"
    if free < MEMORY:
        return Finding(
            f"{words} where a training needs {MEMORY} GB.",
            "Close other programs, browsers first. In a container, give it more memory.",
        )
    return Finding(words)


def read_limit(path: Path) -> int | None:
    """Read how much memory a container may use.

    Parameters
    ----------
    path : Path
        Of Linux; nowhere else is there one.

    Returns
    -------
    int or None
        In bytes; None without a limit.
    """
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):  # 'max' is no number, and no limit
        return None


def examine_port(root: Path, port: int = PORT) -> Finding:
    """Find out whether the app can be served where it usually is.

    Parameters
    ----------
    root : Path
        Of the project.
    port : int

    Returns
    -------
    Finding
    """
    if runs_app(port):
        return Finding(f"{port}: `digitkit app` is running there")
    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two programs share the port
            # A server that has just stopped does not keep the port from the next one.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return Finding(
                f"{port} is taken by another program.",
                f"Stop that one, or use another port: `digitkit app --port {port + 1}`.",
            )
    return Finding(f"{port} is free for `digitkit app`")


def runs_app(port: int) -> bool:
    """Ask whether what listens on a port is our own app.

    Parameters
    ----------
    port : int

    Returns
    -------
    bool
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return json.loads(connection.getresponse().read(1000)).get("status") == "ok"
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def examine_camera(root: Path, devices: Path = Path("/dev")) -> Finding:
    """Say what can be known of a camera without opening it.

    Parameters
    ----------
    root : Path
        Of the project.
    devices : Path
        Where Linux has its cameras.

    Returns
    -------
    Finding
        A camera that is missing is no fault: the course does without.
    """
    browser = "your browser asks you before it opens one"
    if sys.platform != "linux":
        return Finding(f"not looked at: {browser}")
    cameras = sorted(devices.glob("video[0-9]*"))
    if not cameras:
        return Finding(f"none seen here ({browser}); drawing and photos do without")
    if not any(os.access(camera, os.R_OK | os.W_OK) for camera in cameras):
        return Finding(
            f"{cameras[0]} is there, but you may not use it.",
            "Run `sudo usermod -aG video $USER`, then log out and in again.",
        )
    return Finding(f"{cameras[0]} is there, not opened: {browser}")
