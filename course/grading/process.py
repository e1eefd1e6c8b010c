"""The process that runs checks, as its parent sees it."""

import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.confining.ground import Ground
    from course.confining.limits import Limits
    from course.confining.watch import Watch

ROOT = Path(__file__).resolve().parents[2]
SURROUNDINGS = {"PYTHONUTF8": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "Agg"}
LONGEST = 2**20  # characters of a line: an answer could write without an end


def watch(pid: int, ground: "Ground", limits: "Limits") -> "Watch":
    """Begin to watch a process; whoever does not need it does not pay for it.

    Parameters
    ----------
    pid : int
    ground : Ground
    limits : Limits

    Returns
    -------
    Watch
    """
    from course.confining.watch import Watch

    return Watch(pid, ground.folder, limits)


class Worker:
    """A process that runs checks; it makes itself ready while the parent goes on.

    Parameters
    ----------
    ground : Ground, optional
        Where it lives, if it is confined.
    limits : Limits, optional
        What it may use, if it is confined.
    """

    def __init__(self, ground: "Ground | None" = None, limits: "Limits | None" = None) -> None:
        self.lines: queue.Queue[str | None] = queue.Queue()
        # What comes without it was not said by what runs the checks, but by an answer.
        self.key = secrets.token_hex(16)
        own = {**ground.environment(), "PYTHONPATH": str(ROOT)} if ground else os.environ
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course.grading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env={**own, **SURROUNDINGS},
            cwd=ground.folder if ground else None,
            start_new_session=True,  # so that all that an answer starts ends with it
        )
        self.watch = watch(self.process.pid, ground, limits) if ground and limits else None
        self.send(self.key)
        threading.Thread(target=self.listen, daemon=True).start()

    @property
    def reason(self) -> str:
        """Why it was ended from outside; empty when it was not."""
        return self.watch.reason if self.watch else ""

    def listen(self) -> None:
        """Pass on each line, and at the end None."""
        output = self.process.stdout
        while output and (line := output.readline(LONGEST)):
            if self.key in line:
                self.lines.put(line)
        self.lines.put(None)

    def give(self, job: dict) -> None:
        """Send the one job of this process.

        Parameters
        ----------
        job : dict
        """
        self.send(json.dumps(job))

    def send(self, line: str) -> None:
        """Send one line.

        Parameters
        ----------
        line : str
        """
        assert self.process.stdin
        try:
            # Left open: the worker ends when it is closed, even by the end of this process.
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError:
            pass  # it has died; its silence says so

    def hear(self, seconds: float) -> dict | None:
        """Wait for the next line.

        Parameters
        ----------
        seconds : float

        Returns
        -------
        dict or None
            None when the process has ended.

        Raises
        ------
        TimeoutError
            If nothing comes in time.
        """
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        try:
            said = json.loads(line) if line else None
        except json.JSONDecodeError:  # it was ended in the middle of a line
            return None
        return said if said is None or said.pop("key", "") == self.key else {}

    def stop(self) -> int:
        """End the process.

        Returns
        -------
        int
            Its exit code, negative for a signal.
        """
        if self.watch:
            self.watch.stop()
        kill(self.process)
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe and not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    pass
        return code


def kill(process: subprocess.Popen) -> None:
    """End a process, and all that it has started where the system knows of them.

    Parameters
    ----------
    process : Popen
        In a session of its own, and not yet waited for.
    """
    if sys.platform == "win32" or process.returncode is not None:
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has just ended
        process.kill()
