"""`digitkit report`: all that was done, on one page."""

from pathlib import Path

import click

from course.command.asked import lessons_of, root_of, warn


@click.command(short_help="Put all that you have done on one page.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write into DIR.  [default: the folder lessons]",
)
@click.option("--name", default="", help="Your name, to stand on the page.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, name: str) -> None:
    """Run all checks, and write report.html and report.json.

    By lesson and exercise: the outcome, the points, the attempts, the hints used, and whether
    you gave up. The page is one file that needs no network; print it, send it, hand it in.
    """
    from course.checking import check
    from course.progress_file import read_progress
    from course.report import gather, write_report

    root = root_of(ctx)
    lessons = [lesson for lesson in lessons_of(root) if lesson.exercises]
    click.echo("Running all checks.")
    results = check(lessons, say=lambda text: None, warn=warn, plain=True)
    content = gather(lessons, results, read_progress(root, warn), name.strip())
    page, data = write_report((folder or root / "lessons").resolve(), content)
    click.echo(f"{content['points']} of {content['of']} points.")
    click.echo(f"The page: {page}\nThe same for programs: {data}")
