"""What the learner's commands share: the project, its lessons, and which of them is meant."""

from pathlib import Path

import click

from course.catalog import ROOT, Exercise, Lesson, read_catalog
from course.naming import find

plain_option = click.option(
    "--plain", is_flag=True, help="No colour, no symbols: for a screen reader, a log, a file."
)


def root_of(ctx: click.Context) -> Path:
    """Give the folder of the project: the one that this command was installed from.

    Parameters
    ----------
    ctx : click.Context
        Its object may be another folder.

    Returns
    -------
    Path
    """
    return ctx.find_object(Path) or ROOT


def warn(sentence: str) -> None:
    """Say something that stops nothing, apart from what was asked for.

    Parameters
    ----------
    sentence : str
    """
    click.echo(sentence, err=True)


def lessons_of(root: Path) -> list[Lesson]:
    """Read the lessons, and say which page has a fault.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    list of Lesson

    Raises
    ------
    click.ClickException
        There is none.
    """
    lessons, faults = read_catalog(root)
    for fault in faults:
        warn(f"{fault} Without that lesson:")
    if not lessons:
        raise click.ClickException(
            f"There are no lessons in {root / 'docs' / 'lessons'}; "
            "`git checkout -- docs` brings them back."
        )
    return lessons


def find_asked(lessons: list[Lesson], asked: str) -> tuple[Lesson, Exercise | None]:
    """Find the lesson or exercise that was asked for, or end with what there is.

    Parameters
    ----------
    lessons : list of Lesson
    asked : str
        As it was typed.

    Returns
    -------
    lesson : Lesson
    exercise : Exercise or None

    Raises
    ------
    click.UsageError
        There is no such lesson or exercise.
    """
    try:
        return find(lessons, asked)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def find_exercise(lessons: list[Lesson], asked: str) -> tuple[Lesson, Exercise]:
    """Find the exercise that was asked for; a lesson alone does not say which.

    Parameters
    ----------
    lessons : list of Lesson
    asked : str
        As it was typed.

    Returns
    -------
    lesson : Lesson
    exercise : Exercise

    Raises
    ------
    click.UsageError
        There is no such exercise.
    """
    from course.naming import list_exercises

    lesson, exercise = find_asked(lessons, asked)
    if exercise:
        return lesson, exercise
    if not lesson.exercises:
        raise click.UsageError(f"{lesson.name} has no exercises: it is there to be read and run.")
    raise click.UsageError(f"{lesson.name} is a whole lesson. {list_exercises(lesson)}")
