"""`digitkit watch`: check at every save."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from course.catalog import Exercise, Lesson
from course.command.asked import find_asked, lessons_of, plain_option, root_of, warn

ENDINGS = (".ipynb", ".py")
TICK = 200  # milliseconds; Ctrl-C on Windows is heard at a tick


@click.command(short_help="Check again at every save.")
@click.option(
    "--poll/--no-poll",
    default=None,
    help="Look again and again, where a disk does not tell of changes.  [default: found out]",
)
@plain_option
@click.argument("which", metavar="[LESSON]", required=False)
@click.pass_context
def command(ctx: click.Context, which: str | None, poll: bool | None, plain: bool) -> None:
    """Check [LESSON], or one exercise of it, and check again whenever you save it.

    Without [LESSON], the one that is saved is checked, first the one that is next for you.
    What is saved during a check is checked after it. Ctrl-C ends it.
    """
    root = root_of(ctx)
    lessons = lessons_of(root)
    lesson, exercise = find_asked(lessons, which) if which else (None, None)
    watched = [lesson] if lesson else lessons
    first = lesson or find_first(root, lessons)
    try:
        for saved in follow(root, watched, poll):
            for each in [first] if saved is None and first else saved or []:
                run(each, exercise, plain)
    except KeyboardInterrupt:
        click.echo("\nNo longer watching.")


def find_first(root: Path, lessons: list[Lesson]) -> Lesson | None:
    """Find what to check before anything is saved: the lesson that comes next.

    Parameters
    ----------
    root : Path
        Of the project.
    lessons : list of Lesson

    Returns
    -------
    Lesson or None
    """
    from course.progress import next_lesson
    from course.progress_file import read_progress

    with_exercises = [lesson for lesson in lessons if lesson.exercises]
    return next_lesson(with_exercises, read_progress(root, warn))


def follow(
    root: Path, lessons: list[Lesson], poll: bool | None = None
) -> Iterator[list[Lesson] | None]:
    """Wait for a learner to save.

    Parameters
    ----------
    root : Path
        Of the project.
    lessons : list of Lesson
        Of which to tell.
    poll : bool, optional
        Whether to look again and again; found out, when left out.

    Yields
    ------
    list of Lesson or None
        None first: from then on no save is missed. Then, at each save, what was saved. What
        is saved while somebody works with one is in the next.
    """
    from course.polling import needs_polling

    named = {lesson.name: lesson for lesson in lessons if lesson.exercises}
    folder = root / "lessons"
    polling = needs_polling(folder) if poll is None else poll
    if polling:
        click.echo("This disk does not tell of changes, so it is looked at again and again.")
    listen = hear_by_polling if polling else hear_by_system
    ready = False
    for names in listen(folder, set(named)):
        if not ready:
            ready = True
            yield None
        if names:
            yield [named[name] for name in sorted(names)]


def hear_by_polling(folder: Path, names: set[str]) -> Iterator[set[str]]:
    """Look at the files of some lessons again and again.

    Parameters
    ----------
    folder : Path
        Of all lessons.
    names : set of str

    Yields
    ------
    set of str
        Which were saved; often none.
    """
    from course.polling import look_again

    paths = [folder / name / f"{name}{ending}" for name in names for ending in ENDINGS]
    for changed in look_again(paths, TICK / 1000):
        yield {path.stem for path in changed}


def hear_by_system(folder: Path, names: set[str]) -> Iterator[set[str]]:
    """Let the system tell of the files of some lessons.

    Parameters
    ----------
    folder, names
        As for `hear_by_polling`.

    Yields
    ------
    set of str
        Which were saved; often none.
    """
    from watchfiles import Change, watch

    def is_work(change: Change, path: str) -> bool:
        return name_of(path) in names and change != Change.deleted

    for changes in watch(
        folder,
        watch_filter=is_work,
        force_polling=False,
        rust_timeout=TICK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        yield {name_of(path) for _, path in changes}


def name_of(path: str) -> str:
    """Give the name of the lesson whose notebook or Python file this is.

    Parameters
    ----------
    path : str

    Returns
    -------
    str
        Empty for every other file: copies, checkpoints, what an editor keeps for a moment.

    Examples
    --------
    >>> name_of("lessons/05_augmentation/05_augmentation.ipynb")
    '05_augmentation'
    >>> name_of("lessons/05_augmentation/.~05_augmentation.ipynb")
    ''
    """
    file = Path(path)
    mine = file.suffix in ENDINGS and file.stem == file.parent.name
    return file.stem if mine else ""


def run(lesson: Lesson, exercise: Exercise | None, plain: bool) -> None:
    """Check once, on a screen of its own where there is one.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise or None
    plain : bool
        Below what was there before.
    """
    from course.checking import check

    if not plain and sys.stdout.isatty():
        click.clear()
    check([lesson], exercise, say=click.echo, warn=warn, plain=plain)
    click.echo("\nWaiting for you to save. Ctrl-C ends it.")
