"""`digitkit check`: what passes, and what helps with the rest."""

import sys
from pathlib import Path

import click

from course.command.asked import find_asked, lessons_of, plain_option, root_of, warn
from course.grading.asked import TARGETS


@click.command(short_help="Check your answers: what passes, and what helps with the rest.")
@plain_option
@click.option(
    "--json",
    "as_json",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the results to FILE too, for other programs.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Draw the same numbers as the run that said so."
)
@click.option(
    "--target",
    type=click.Choice(TARGETS),
    default="lessons",
    show_default=True,
    help="Whose answers: yours, the solutions, or the kit's own functions.",
)
@click.argument("which", metavar="[LESSON]", required=False)
@click.pass_context
def command(
    ctx: click.Context,
    which: str | None,
    target: str,
    seed: int | None,
    as_json: Path | None,
    plain: bool,
) -> None:
    """Check [LESSON], such as 05, one exercise of it, such as 05.2, or all lessons.

    Your notebook is read as it was saved last; so save it first. The first exercise that needs
    work is told in full, the others in a line each. The numbers that the checks draw are new
    each time. The exit code is 0 if everything that was asked for passes.
    """
    from course.grading.process import Worker

    worker = Worker()  # it makes itself ready while the pages are read
    try:
        from course.checking import check
        from course.grading import choose_seed
        from course.grading.record import write_json

        lessons = lessons_of(root_of(ctx))
        exercise = None
        if which is not None:
            lesson, exercise = find_asked(lessons, which)
            lessons = [lesson]
            if not lesson.exercises:
                click.echo(f"{lesson.name} has no exercises: it is there to be read and run.")
                return
        seed = choose_seed() if seed is None else seed
        results = check(
            lessons,
            exercise,
            say=click.echo,
            warn=warn,
            target=target,
            seed=seed,
            plain=plain,
            worker=worker,
        )
    finally:
        worker.stop()
    if as_json:
        write_json(as_json, results, target, seed)
    sys.exit(0 if all(str(result.outcome) == "passed" for result in results) else 1)
