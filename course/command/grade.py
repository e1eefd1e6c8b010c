"""`digitkit grade`: the marks of a class."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from course.command.asked import find_asked, lessons_of, plain_option, root_of, warn
from course.confining.limits import MEGABYTE, Limits

USUAL = Limits()


@click.command(short_help="Grade what a class has handed in.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="grades",
    show_default=True,
    metavar="DIR",
    help="Write the marks into DIR.",
)
@click.option(
    "--lesson",
    "asked",
    multiple=True,
    metavar="LESSON",
    help="Grade this lesson only, such as 05; may be given several times.",
)
@click.option(
    "--hidden",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Run the checks in DIR too, which learners have not seen.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Draw the same numbers as the run that said so."
)
@click.option("--again", is_flag=True, help="Grade also what has been graded before.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Grade N at once.  [default: the cores of this machine]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on the Dask cluster with this scheduler, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=USUAL.seconds,
    show_default=True,
    help="The longest that an exercise may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(256),
    default=USUAL.memory // MEGABYTE,
    show_default=True,
    metavar="MB",
    help="The most that an answer may take.",
)
@plain_option
@click.argument(
    "submissions", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER"
)
@click.pass_context
def command(
    ctx: click.Context,
    submissions: Path,
    folder: Path,
    asked: tuple[str, ...],
    hidden: Path | None,
    seed: int | None,
    again: bool,
    jobs: int | None,
    scheduler: str | None,
    seconds: float,
    memory: int,
    plain: bool,
) -> None:
    """Grade what lies in FOLDER: notebooks, scripts or zip archives, by learner.

    Each learner has a folder, an archive or a file there, named after them; nbgrader's
    `submitted` is such a folder, and so is what Moodle gives you. Every piece of work is checked
    in processes of its own, with limits on time, memory, files and network. The marks come as
    grades.csv and grades.json, a page of the class, overview.html, and a page for each learner.

    What has been graded is kept: broken off, the same command goes on, and grades only what is
    new or has changed. The exit code is 0 if every piece of work has a mark.
    """
    from course.classroom.grading import Class
    from course.confining.confine import ask_kernel

    lessons = [lesson for lesson in lessons_of(root_of(ctx)) if lesson.exercises]
    chosen = [find_asked(lessons, one)[0] for one in asked] or lessons
    group = Class(
        submissions,
        folder,
        chosen,
        choose_class_seed(folder, seed),
        Limits(seconds=seconds, memory=memory * MEGABYTE),
        read_hidden(hidden, chosen),
        again,
        hidden,
    )
    found = group.find()
    if not found and not group.problems:
        raise click.ClickException(
            f"{submissions} holds no submissions; it should have a folder, a zip archive or a "
            "notebook for each learner."
        )
    if not (scheduler or all(ask_kernel().values())):
        warn(
            "This system's kernel does not keep answers from files, programs and the network; "
            "Python alone does. Grade work of strangers on Linux 5.13 or later."
        )
    click.echo(f"{len(found)} pieces of work, seed {group.seed}.")
    work(group, found, jobs or os.cpu_count() or 1, scheduler, plain)
    tell(group, len(found))
    sys.exit(1 if group.problems else 0)


def work(group, found, jobs: int, scheduler: str | None, plain: bool) -> None:
    """Grade, and show how far it is.

    Parameters
    ----------
    group : Class
    found : list of Submission
    jobs : int
    scheduler : str or None
    plain : bool
        A line for each piece of work in the place of a bar.
    """
    try:
        with closing(group.grade(found, jobs, scheduler)) as marks:
            show(marks, len(found), plain or not sys.stdout.isatty())
    except KeyboardInterrupt:
        done = len(group.records)
        click.echo(
            f"\nBroken off: {done} of {len(found)} are graded, and kept. The same command goes on."
        )
        sys.exit(130)


def show(marks: Iterator[tuple[str, str]], number: int, plain: bool) -> None:
    """Show each piece of work as it is done.

    Parameters
    ----------
    marks : iterator of (str, str)
        Whose it is, and what was wrong.
    number : int
        Of them.
    plain : bool
        A line for each in the place of a bar.
    """
    if plain:
        for place, (label, fault) in enumerate(marks, 1):
            click.echo(f"{place} of {number}: {label}{': ' + fault if fault else ''}")
        return
    with click.progressbar(
        marks, number, label="Grading", item_show_func=lambda item: item and item[0]
    ) as bar:
        for _ in bar:
            pass


def tell(group, number: int) -> None:
    """Write the marks, and say where they are.

    Parameters
    ----------
    group : Class
    number : int
        Of pieces of work.
    """
    from course.classroom.summary import summarise
    from course.classroom.tables import write_class

    content = summarise(group.lessons, group.records, group.problems, group.seed)
    files = write_class(group.to.resolve(), content)
    click.echo(f"{len(group.records)} of {number} graded.")
    for problem in group.problems:
        click.echo(f"  {problem.learner}: {problem.message}")
    click.echo(f"The class: {files['html']}\nFor a spreadsheet: {files['csv']}")
    click.echo(f"For programs: {files['json']}\nFor each learner: {files['pages']}")


def choose_class_seed(folder: Path, seed: int | None) -> int:
    """Choose the seed of a class: the one it has had before, or one that nobody could know.

    Parameters
    ----------
    folder : Path
        Of the marks.
    seed : int or None
        That was asked for.

    Returns
    -------
    int
        The same for all learners.
    """
    from course.classroom.journal import Journal
    from course.grading import choose_seed

    if seed is not None:
        return seed
    known = list(Journal(folder).read().values())
    return known[-1]["seed"] if known else choose_seed()


def read_hidden(folder: Path | None, lessons) -> dict[str, str]:
    """Read the checks that learners have not seen.

    Parameters
    ----------
    folder : Path or None
        With files named as in tests/checks.
    lessons : list of Lesson

    Returns
    -------
    dict of str to str
        By the name of a lesson.
    """
    if folder is None:
        return {}
    found = {lesson.name: folder / lesson.checks.name for lesson in lessons}
    texts = {name: path.read_text("utf-8") for name, path in found.items() if path.is_file()}
    if not texts:
        raise click.UsageError(
            f"{folder} has no checks; name them as in tests/checks, such as "
            f"{lessons[0].checks.name}."
        )
    return texts
