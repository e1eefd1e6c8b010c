"""Start the app, or the plain one, in a process of its own, and time its first answer."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks.load import Client, request_for

COMMANDS = {
    "app": ["-c", "from course.command import main; main()", "app", "--no-browser", "--port"],
    "plain": ["-m", "benchmarks.plain_flask"],
}
# The limit on the rate of one client would be what is measured.
UNLIMITED = {"DIGITKIT_REQUESTS_PER_SECOND": "0"}


@dataclass(frozen=True)
class Running:
    """A server that has given its first answer.

    Attributes
    ----------
    process : psutil.Process
        It.
    port : int
        Where it listens.
    seconds : float
        From the start of the process to the end of its first answer.
    megabytes : float
        Memory that it then held (resident set size; 1 MB is 10**6 bytes).
    """

    process: psutil.Process
    port: int
    seconds: float
    megabytes: float

    @property
    def processor_seconds(self) -> float:
        """What it has used of the processors until now."""
        times = self.process.cpu_times()
        return times.user + times.system


@contextmanager
def running(name: str, picture: bytes) -> Iterator[Running]:
    """Start a server and wait for its answer about a picture; stop it in the end.

    Parameters
    ----------
    name : {'app', 'plain'}
        Which.
    picture : bytes
        A PNG.

    Yields
    ------
    Running
    """
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *COMMANDS[name], str(port)],
        env={**os.environ, **UNLIMITED},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        first_answer(process, port, picture)
        seconds = time.perf_counter() - started
        seen = psutil.Process(process.pid)
        yield Running(seen, port, seconds, seen.memory_info().rss / 1e6)
    finally:
        process.terminate()
        process.wait()


def first_answer(process: subprocess.Popen, port: int, picture: bytes) -> None:
    """Knock until a server answers.

    Parameters
    ----------
    process : Popen
        Of the server.
    port : int
        Where it will listen.
    picture : bytes
        What it is asked about.

    Raises
    ------
    RuntimeError
        If it ends before it answers.
    """
    while True:
        try:
            client = Client(port, request_for(picture))
        except ConnectionRefusedError:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}.") from None
            time.sleep(0.002)
            continue
        while client.listen() is None:
            pass
        client.socket.close()
        return


def free_port() -> int:
    """Find a port that nobody listens on.

    Returns
    -------
    int
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
