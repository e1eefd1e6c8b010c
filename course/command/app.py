"""`digitkit app`: serve the finished app, or the same with a learner's own parts."""

from collections.abc import Callable
from pathlib import Path

import click

from course.command.asked import lessons_of, root_of
from course.command.model import load_recognizer, model_option


@click.command(short_help="Serve the app: draw, upload or use the camera.")
@click.option("--host", help="Address to listen on; 0.0.0.0 lets others in.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@click.option(
    "--mine", is_flag=True, help="Serve your own model, and your own functions where they pass."
)
@model_option
@click.pass_context
def command(
    ctx: click.Context,
    host: str | None,
    port: int | None,
    no_browser: bool,
    mine: bool,
    model: Path | None,
) -> None:
    """Serve the app: draw a digit, drop a photo, or hold one before the camera.

    It listens on this machine alone unless --host says otherwise, and needs no network.

    With --mine it serves the model that you have trained in runs/mine (lesson 11), and each
    function that you have written in a lesson and whose checks pass runs in the place of the
    kit's. It says at the start which those are.
    """
    from app import create_app
    from app.serve import DEFAULT_HOST, DEFAULT_PORT, serve

    def run(app: object) -> None:
        serve(
            host or DEFAULT_HOST,
            DEFAULT_PORT if port is None else port,
            open_browser=not no_browser,
            app=app,
        )

    if mine:
        run_mine(root_of(ctx), model, run)
    else:
        run(create_app(recognizer=load_recognizer(model)))


def run_mine(root: Path, model: Path | None, run: Callable[[object], None]) -> None:
    """Run the app with a learner's own model and functions.

    Parameters
    ----------
    root : Path
        Of the project.
    model : Path or None
        Instead of the learner's.
    run : callable
        Takes the app.

    Raises
    ------
    click.ClickException
        A function of the learner's fails at once.
    """
    from app import create_app
    from course.mine import choose_parts, describe, find_model, in_place, rehearse, say_crashes

    click.echo("Checking your functions that the app can use …")
    parts = choose_parts(lessons_of(root))
    for line in describe(parts):
        click.echo(line)
    found, sentence = find_model(root)
    click.echo(f"Model: {model}." if model else sentence)
    recognizer = load_recognizer(model or found)
    with in_place(parts):
        if fault := rehearse(recognizer, parts):
            raise click.ClickException(fault)
        app = create_app(recognizer=recognizer)
        say_crashes(app, parts)
        run(app)
