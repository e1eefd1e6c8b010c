"""`digitkit diff`: a learner's answer beside the reference."""

import shutil
import sys

import click

from course.catalog import Exercise, Lesson
from course.command.asked import find_exercise, lessons_of, plain_option, root_of, warn


@click.command(short_help="See your answer beside the reference, once it passes.")
@click.option("--give-up", is_flag=True, help="Show it although yours does not pass; it is noted.")
@plain_option
@click.argument("exercise")
@click.pass_context
def command(ctx: click.Context, exercise: str, give_up: bool, plain: bool) -> None:
    """Show your answer to EXERCISE, such as 05.2, beside the reference.

    The checks are run first: the reference is there to compare with, once yours passes. There
    is more than one good answer; where yours differs and passes, it is as right.
    """
    from course.written import find_written

    root = root_of(ctx)
    lesson, found = find_exercise(lessons_of(root), exercise)
    outcome = check_and_note(lesson, found, give_up)
    if outcome != "passed" and not give_up:
        click.echo(refuse(found, outcome), err=True)
        sys.exit(1)
    click.echo(show(find_written(lesson, found), read_reference(lesson, found), found, plain))


def check_and_note(lesson: Lesson, exercise: Exercise, give_up: bool) -> str:
    """Run the checks of an exercise, and note what came of it.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise
    give_up : bool
        Noted where the answer does not pass.

    Returns
    -------
    str
        The outcome.
    """
    from course.grading import grade
    from course.progress_file import change_progress
    from course.written import find_written, tell_apart

    wanted = {(exercise.number, check) for check in exercise.checks}
    (result,) = grade([lesson], only=wanted)
    outcome = str(result.outcome)
    answer = tell_apart(find_written(lesson, exercise))
    with change_progress(lesson.root, warn) as progress:
        progress.note_checked(lesson, exercise, outcome, answer)
        if give_up and outcome != "passed":
            progress.of(lesson, exercise).gave_up = True
    return outcome


def refuse(exercise: Exercise, outcome: str) -> str:
    """Say why the reference is not shown, and what helps instead.

    Parameters
    ----------
    exercise : Exercise
    outcome : str

    Returns
    -------
    str
    """
    number = exercise.number
    return (
        f"{number} {exercise.name} does not pass yet: {outcome}.\n"
        f"`digitkit check {number}` says more, `digitkit hint {number}` gives a hint.\n"
        f"`digitkit diff {number} --give-up` shows the reference all the same, which is noted."
    )


def read_reference(lesson: Lesson, exercise: Exercise) -> str:
    """Read the reference: the kit's function, or the model test.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Returns
    -------
    str
    """
    from course.source import find_model

    return find_model(lesson, exercise).text.strip("\n")


def show(mine: str, reference: str, exercise: Exercise, plain: bool) -> str:
    """Write what there is to see.

    Parameters
    ----------
    mine : str
        Empty where nothing was written.
    reference : str
    exercise : Exercise
    plain : bool

    Returns
    -------
    str
    """
    from course.comparison import compare

    head = f"{exercise.number} {exercise.name}"
    if not mine:
        return f"{head}: nothing of yours was found. The reference:\n\n{reference}"
    if mine == reference:
        return f"{head}: your answer is the reference, letter by letter.\n\n{mine}"
    width = shutil.get_terminal_size((80, 24)).columns
    return f"{head}\n\n{compare(mine, reference, width, plain)}"
