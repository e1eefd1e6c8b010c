"""Serve the app with waitress, on this machine alone unless asked otherwise."""

import errno
import json
import logging
import os
import threading
import webbrowser

import cv2
import waitress
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from app import create_app

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
KEPT_BYTES = 8 * 1024 * 1024
EVERY_ADDRESS = {"0.0.0.0", "::", ""}


class SentenceTask(ErrorTask):
    """What waitress itself refuses (a body far too large, no HTTP at all), said as JSON too."""

    def execute(self):
        """Answer in the same shape as the app does."""
        refusal = self.request.error
        body = json.dumps({"error": f"{refusal.reason}: {refusal.body}."}).encode("utf-8")
        self.status = f"{refusal.code} {refusal.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that refuses in sentences."""

    error_task_class = SentenceTask


def build_server(app, host=DEFAULT_HOST, port=DEFAULT_PORT):
    """Bind waitress to an address, ready to run.

    Parameters
    ----------
    app : flask.Flask
    host : str
        ``0.0.0.0`` lets other machines in.
    port : int
        0 takes any free one.

    Returns
    -------
    waitress server
        `run()` serves until it is interrupted, `close()` gives the address back.

    Raises
    ------
    OSError
        The address is taken or is not one of this machine.
    """
    if not 0 <= port <= 65535:  # the system would silently take another one
        raise OSError(f"There is no port {port}; choose one from 1024 to 65535.")
    # A queue that grows for a moment is no news to the person who started the server.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Twice the limit still reaches the app, whose sentence is the better one; and all of it
    # stays in memory, as pictures are never written to the disk.
    most = 2 * app.config["MAX_CONTENT_LENGTH"]
    sockets: dict = {}
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            # More than there are cores would only take the interpreter from each other.
            threads=min(max(os.cpu_count() or 1, 2), 4),
            ident=None,
            max_request_body_size=most,
            inbuf_overflow=most,
            recv_bytes=65536,
        )
    except (OSError, ValueError) as error:
        raise OSError(_explain(error, host, port)) from error
    for listener in sockets.values():  # "localhost" may mean two addresses
        listener.channel_class = Channel
    return server


def serve(host=DEFAULT_HOST, port=DEFAULT_PORT, open_browser=True, app=None):
    """Serve the app until Ctrl-C.

    Parameters
    ----------
    host, port
        Where to listen, as for `build_server`.
    open_browser : bool
        Show the page in the person's own browser.
    app : flask.Flask, optional
        Instead of ``create_app()``.

    Raises
    ------
    OSError
        The address cannot be had; the message says what to do.
    """
    prepare_process()
    server = build_server(app or create_app(), host, port)
    address = page_address(host, bound_port(server))
    print(f"digitkit reads digits at {address} (Ctrl-C stops it)", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    server.run()


def prepare_process():
    """Make this process answer many small requests cheaply; for one that does nothing else.

    OpenCV gets one thread: a drawing is too small to be shared out, and requests are answered
    side by side anyway, while its idle threads wait busily. And what memory a request gives
    back is kept for the next one: glibc raises its thresholds to the largest block that was
    ever freed (mallopt(3), "dynamic mmap threshold"), and one that is never written costs
    nothing. Other systems take no notice.
    """
    cv2.setNumThreads(1)
    bytearray(KEPT_BYTES)


def bound_port(server):
    """Tell on which port a server listens.

    Parameters
    ----------
    server : waitress server
        From `build_server`.

    Returns
    -------
    int
    """
    listeners = getattr(server, "effective_listen", None)
    return int(listeners[0][1] if listeners else server.effective_port)


def page_address(host, port):
    """Name the page for a browser on this machine.

    Parameters
    ----------
    host : str
    port : int

    Returns
    -------
    str

    Examples
    --------
    >>> page_address("0.0.0.0", 8000), page_address("::1", 80)
    ('http://localhost:8000', 'http://[::1]:80')
    """
    name = "localhost" if host in EVERY_ADDRESS else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _explain(error, host, port):
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        other = port % 65535 + 1
        return f"Port {port} is taken by another program; choose another one: --port {other}."
    if getattr(error, "errno", None) == errno.EACCES:
        return f"Port {port} is reserved for the administrator; choose one above 1023: --port 8000."
    return f"The app cannot listen on {host}:{port} ({error}); try --host 127.0.0.1."
