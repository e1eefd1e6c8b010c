"""`digitkit reset`: a lesson or an exercise as it was, and the work kept."""

import shutil
from pathlib import Path

import click

from course.aside import beside
from course.catalog import Exercise, Lesson
from course.command.asked import find_asked, lessons_of, root_of, warn
from digitkit.files import write_whole


@click.command(short_help="Begin a lesson or an exercise anew; your work is kept.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.argument("which", metavar="LESSON")
@click.pass_context
def command(ctx: click.Context, which: str, yes: bool) -> None:
    """Put LESSON back as it was, such as 05, or one exercise of it, such as 05.2.

    What you have is copied to lessons/backups first, and you are told where. For an exercise,
    its own cells come back, also those that were deleted; all else in the notebook stays.
    """
    lesson, exercise = find_asked(lessons_of(root_of(ctx)), which)
    paths = files_of(lesson)
    what = f"{exercise.number} {exercise.name}" if exercise else f"{lesson.number} {lesson.title}"
    if paths and not yes:
        click.confirm(f"Put {what} back as it was? Your work is copied first.", abort=True)
    fresh = fresh_texts(lesson, exercise, paths)
    for path in paths:
        click.echo(f"Your work is kept in {back_up(path, lesson.root)}")
    for path, text in fresh.items():
        with write_whole(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    forget(lesson, exercise)
    click.echo(f"{what} is as it was, in {', '.join(path.name for path in fresh)}.")
    click.echo("Is it open in JupyterLab? There, choose File, then Reload from Disk.")


def files_of(lesson: Lesson) -> list[Path]:
    """List a learner's files of a lesson, the one that was saved last at the end.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    list of Path
        Written in this order, the one that is graded stays the one that is graded.
    """
    notebook = lesson.notebook()
    present = [path for path in (notebook.with_suffix(".py"), notebook) if path.exists()]
    return sorted(present, key=lambda path: path.stat().st_mtime)


def fresh_texts(lesson: Lesson, exercise: Exercise | None, paths: list[Path]) -> dict[Path, str]:
    """Make what the files shall hold.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise or None
        None for the whole lesson.
    paths : list of Path
        As `files_of` gives them.

    Returns
    -------
    dict of Path to str

    Raises
    ------
    ValueError
        An exercise cannot be put back, because the file is no notebook; the sentence says so.
    """
    from course.build import fresh_notebook
    from course.percent import to_percent
    from course.restore import restore_in_notebook, restore_in_script

    fresh = fresh_notebook(lesson)
    texts = {}
    for path in paths or [lesson.notebook()]:
        script = path.suffix == ".py"
        if exercise is None or not path.exists():
            texts[path] = to_percent(fresh, lesson.number) if script else fresh
            continue
        restore = restore_in_script if script else restore_in_notebook
        try:
            texts[path] = restore(path.read_text(encoding="utf-8"), fresh, exercise)
        except ValueError as error:
            raise ValueError(
                f"{path}: {error}, so no part of it can be put back. "
                f"`digitkit reset {lesson.number}` puts back the whole, and keeps this file."
            ) from error
    return texts


def back_up(path: Path, root: Path) -> Path:
    """Copy a file to where no lesson is looked for.

    Parameters
    ----------
    path : Path
    root : Path
        Of the project.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    OSError
        It cannot be copied: then nothing may be changed.
    """
    folder = root / "lessons" / "backups"
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy2(path, beside(folder / path.name)))


def forget(lesson: Lesson, exercise: Exercise | None) -> None:
    """Note that exercises are not started; attempts and hints stay, as they were had.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise or None
        None for all of the lesson's.
    """
    from course.progress_file import change_progress

    with change_progress(lesson.root, warn) as progress:
        for each in [exercise] if exercise else lesson.exercises:
            progress.note_checked(lesson, each, "not started", "")
