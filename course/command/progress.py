"""`digitkit progress`: what is done, and what comes next."""

from collections.abc import Iterator
from datetime import datetime

import click

from course.catalog import Lesson
from course.command.asked import lessons_of, plain_option, root_of, warn
from course.progress import Progress, Record, next_exercise, next_lesson

COLOURS = {"passed": "green", "not started": None}


@click.command(short_help="See what is done, and what comes next.")
@plain_option
@click.pass_context
def command(ctx: click.Context, plain: bool) -> None:
    """List the lessons and their exercises: what came of the last check, and what comes next.

    It shows what `digitkit check` and `digitkit watch` have noted, and checks nothing itself.
    """
    from course.progress_file import read_progress

    root = root_of(ctx)
    lessons = lessons_of(root)
    progress = read_progress(root, warn)
    for lesson in lessons:
        for line in describe(lesson, progress, plain):
            click.echo(line)
    click.echo(say_next(lessons, progress))


def describe(lesson: Lesson, progress: Progress, plain: bool = True) -> Iterator[str]:
    """Describe one lesson, in a line for itself and one for each exercise.

    Parameters
    ----------
    lesson : Lesson
    progress : Progress
    plain : bool
        Without colour.

    Yields
    ------
    str
    """
    yield f"{lesson.number} {lesson.title}: {sum_up(lesson, progress)}"
    width = max((len(exercise.name) for exercise in lesson.exercises), default=0)
    for exercise in lesson.exercises:
        record = progress.of(lesson, exercise)
        outcome = f"{record.outcome:11}"
        if not plain:
            outcome = click.style(outcome, fg=COLOURS.get(record.outcome, "yellow"))
        line = f"   {exercise.number} {exercise.name:{width}}  {outcome}  {tell_how(record)}"
        yield line.rstrip()
    if changed_since(lesson, progress):
        yield f"   saved since the last check: `digitkit check {lesson.number}`"


def sum_up(lesson: Lesson, progress: Progress) -> str:
    """Say in a few words how far a lesson is.

    Parameters
    ----------
    lesson : Lesson
    progress : Progress

    Returns
    -------
    str
    """
    if not lesson.exercises:
        return "opened" if lesson.name in progress.opened else "not opened yet"
    passed = [e for e in lesson.exercises if progress.of(lesson, e).outcome == "passed"]
    points, of = (sum(e.points for e in part) for part in (passed, lesson.exercises))
    return f"{len(passed)} of {len(lesson.exercises)} exercises pass, {points} of {of} points"


def tell_how(record: Record) -> str:
    """Say what it took.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str

    Examples
    --------
    >>> tell_how(Record("passed", attempts=3, hints=[1, 2]))
    '3 attempts, hints 1, 2'
    """
    parts = []
    if record.attempts:
        parts.append(f"{record.attempts} attempt" + "s" * (record.attempts > 1))
    if record.hints:
        rungs = ", ".join(map(str, sorted(record.hints)))
        parts.append(f"hint{'s' * (len(record.hints) > 1)} {rungs}")
    if record.gave_up:
        parts.append("gave up")
    return ", ".join(parts)


def changed_since(lesson: Lesson, progress: Progress) -> bool:
    """Say whether a lesson's file was saved after its last check.

    Parameters
    ----------
    lesson : Lesson
    progress : Progress

    Returns
    -------
    bool
        False for a lesson that was never checked: then all that is known is what it shows.
    """
    checked = progress.checked.get(lesson.name)
    if not checked:
        return False
    paths = [lesson.notebook(), lesson.notebook().with_suffix(".py")]
    saved = [path.stat().st_mtime for path in paths if path.exists()]
    return max(saved, default=0) > datetime.fromisoformat(checked).timestamp()


def say_next(lessons: list[Lesson], progress: Progress) -> str:
    """Say where to go on.

    Parameters
    ----------
    lessons : list of Lesson
    progress : Progress

    Returns
    -------
    str
    """
    lesson = next_lesson(lessons, progress)
    if not lesson:
        return "\nEverything passes. `digitkit report` puts it on one page."
    exercise = next_exercise(lesson, progress)
    what = f"{exercise.number} {exercise.name}" if exercise else lesson.title
    return f"\nNext: {what}. `digitkit start {lesson.number}` opens it."
