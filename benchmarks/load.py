"""Ask a server again and again over connections that stay open, at little cost of its own.

The clients share the machine's cores with the server, so they are sockets in one loop in one
process, which neither parses JSON nor builds headers.

    python -m benchmarks.load PORT FILE CLIENTS SECONDS
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path

END_OF_HEADERS = b"\r\n\r\n"
WARM_UP = 0.2  # of the seconds; what is answered then does not count


def measure(port: int, picture: Path, clients: int, seconds: float) -> list[float]:
    """Ask from a process of its own.

    Parameters
    ----------
    port : int
        Of a server on this machine.
    picture : Path
        What is sent to /api/predict.
    clients : int
        Connections that ask at the same time.
    seconds : float
        For how long, without the warming up.

    Returns
    -------
    list of float
        The seconds that each answer took.

    Raises
    ------
    RuntimeError
        If the server answered anything else than 200.
    """
    command = [sys.executable, "-m", "benchmarks.load", port, picture, clients, seconds]
    result = subprocess.run([str(c) for c in command], capture_output=True, encoding="utf-8")
    if result.returncode:
        raise RuntimeError(f"the clients gave up: {result.stderr.strip().splitlines()[-1]}")
    return json.loads(result.stdout)


def request_for(picture: bytes) -> bytes:
    """Give the bytes of a whole request.

    Parameters
    ----------
    picture : bytes
        A PNG.

    Returns
    -------
    bytes
    """
    head = "POST /api/predict HTTP/1.1", "Host: localhost", "Content-Type: image/png"
    return "\r\n".join([*head, f"Content-Length: {len(picture)}", "", ""]).encode() + picture


class Client:
    """One connection that stays open.

    Parameters
    ----------
    port : int
        Of a server on this machine.
    request : bytes
        What it asks each time.
    """

    def __init__(self, port: int, request: bytes):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request = request
        self.ask()

    def ask(self) -> None:
        """Send the request once more."""
        self.asked, self.answer = time.perf_counter(), b""
        self.socket.sendall(self.request)

    def listen(self) -> float | None:
        """Take what has come.

        Returns
        -------
        float or None
            The seconds that the answer took, None while it is not whole.

        Raises
        ------
        ConnectionError
            If the server refuses or hangs up.
        """
        piece = self.socket.recv(65536)
        self.answer += piece
        if not piece or not b"HTTP/1.1 200 ".startswith(self.answer[:13]):
            raise ConnectionError(f"no 200 but {self.answer[:300]!r}")
        head, found, body = self.answer.partition(END_OF_HEADERS)
        if not found or len(body) < int(head.lower().split(b"content-length: ")[1].split()[0]):
            return None
        return time.perf_counter() - self.asked


def ask_for(port: int, picture: bytes, clients: int, seconds: float) -> list[float]:
    """Ask with several clients until the time is up.

    Parameters
    ----------
    port, clients, seconds
        As for `measure`.
    picture : bytes
        A PNG.

    Returns
    -------
    list of float
        The seconds of each answer that came in the time.
    """
    waiting, times = selectors.DefaultSelector(), []
    for _ in range(clients):
        client = Client(port, request_for(picture))
        waiting.register(client.socket, selectors.EVENT_READ, client)
    start = time.perf_counter() + WARM_UP * seconds
    while (now := time.perf_counter()) < start + seconds:
        for key, _ in waiting.select(timeout=1):
            took = key.data.listen()
            if took is not None:
                times += [took] if now >= start else []
                key.data.ask()
    return times


if __name__ == "__main__":
    port, file, clients, seconds = sys.argv[1:]
    print(json.dumps(ask_for(int(port), Path(file).read_bytes(), int(clients), float(seconds))))
