"""The process that runs checks, as its parent sees it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading

SURROUNDINGS = {"PYTHONUTF8": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "Agg"}


class Worker:
    """A process that runs checks; it makes itself ready while the parent goes on."""

    def __init__(self) -> None:
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course.grading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, **SURROUNDINGS},
            start_new_session=True,  # so that all that an answer starts ends with it
        )
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Pass on each line, and at the end None."""
        for line in self.process.stdout or ():
            self.lines.put(line)
        self.lines.put(None)

    def give(self, job: dict) -> None:
        """Send the one job of this process.

        Parameters
        ----------
        job : dict
        """
        assert self.process.stdin
        try:
            # Left open: the worker ends when it is closed, even by the end of this process.
            self.process.stdin.write(json.dumps(job) + "\n")
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
            return json.loads(line) if line else None
        except json.JSONDecodeError:  # it was ended in the middle of a line
            return None

    def stop(self) -> int:
        """End the process.

        Returns
        -------
        int
            Its exit code, negative for a signal.
        """
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
