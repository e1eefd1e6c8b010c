"""`digitkit app`: serve the finished app."""

from pathlib import Path

import click

from course.command.model import load_recognizer, model_option


@click.command(short_help="Serve the app: draw, upload or use the camera.")
@click.option("--host", help="Address to listen on; 0.0.0.0 lets others in.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@model_option
def command(host: str | None, port: int | None, no_browser: bool, model: Path | None) -> None:
    """Serve the app: draw a digit, drop a photo, or hold one before the camera.

    It listens on this machine alone unless --host says otherwise, and needs no network.
    """
    from app import create_app
    from app.serve import DEFAULT_HOST, DEFAULT_PORT, serve

    app = create_app(recognizer=load_recognizer(model))
    serve(
        host or DEFAULT_HOST,
        DEFAULT_PORT if port is None else port,
        open_browser=not no_browser,
        app=app,
    )
