"""Run the app: ``python -m app [--host HOST] [--port PORT] [--no-browser]``."""

import argparse
import sys

from app.serve import DEFAULT_HOST, DEFAULT_PORT, serve


def main(arguments=None):
    """Serve until Ctrl-C; the exit code is 1 when the address cannot be had.

    Parameters
    ----------
    arguments : list of str, optional
        Instead of the words on the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve the digit reader.")
    parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on [%(default)s]")
    parser.add_argument("--port", default=DEFAULT_PORT, type=int, help="port [%(default)s]")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    chosen = parser.parse_args(arguments)
    try:
        serve(chosen.host, chosen.port, open_browser=not chosen.no_browser)
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
