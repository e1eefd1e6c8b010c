"""`digitkit start`: open JupyterLab at the next lesson."""

import os
import subprocess
import sys
from pathlib import Path

import click

from course.catalog import Lesson
from course.command.asked import find_asked, lessons_of, root_of, warn
from digitkit.files import write_whole

SETTINGS = Path(__file__).resolve().parents[1] / "jupyter"


@click.command(short_help="Open the next lesson, or the one you name.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["notebook", "py"]),
    default="notebook",
    show_default=True,
    help="py: a Python file beside the notebook, for your own editor.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the address.")
@click.argument("which", metavar="[LESSON]", required=False)
@click.pass_context
def command(ctx: click.Context, which: str | None, form: str, no_browser: bool) -> None:
    """Open [LESSON], such as 05, in JupyterLab; without it, the next that is unfinished.

    You may begin with any lesson. What you have written stays as it is. Ctrl-C, here in the
    terminal, ends JupyterLab.

    With --as py the lesson is written as a Python file with cells, which VS Code, PyCharm and
    Spyder know. `digitkit check` takes the notebook or that file, whichever was saved last.
    """
    root = root_of(ctx)
    lessons = lessons_of(root)
    lesson = find_asked(lessons, which)[0] if which else find_next(root, lessons)
    if form == "py":
        script = write_script(lesson)
        remember(lesson)
        click.echo(f"Open {script} in your editor.")
        if lesson.exercises:
            click.echo("`digitkit watch` in a terminal checks it whenever you save.")
        return
    bring_back(lesson)
    remember(lesson)
    click.echo(f"Opening {lesson.number} {lesson.title} in JupyterLab. Ctrl-C here ends it.")
    sys.exit(run_jupyter(lesson, no_browser))


def find_next(root: Path, lessons: list[Lesson]) -> Lesson:
    """Find the next unfinished lesson; when all are finished, the first.

    Parameters
    ----------
    root : Path
        Of the project.
    lessons : list of Lesson

    Returns
    -------
    Lesson
    """
    from course.progress import next_lesson
    from course.progress_file import read_progress

    lesson = next_lesson(lessons, read_progress(root, warn))
    if lesson is None:
        click.echo("You have finished every lesson; here is the first again.")
    return lesson or lessons[0]


def remember(lesson: Lesson) -> None:
    """Note that a lesson was opened.

    Parameters
    ----------
    lesson : Lesson
    """
    from course.progress_file import change_progress

    with change_progress(lesson.root, warn) as progress:
        progress.note_opened(lesson)


def bring_back(lesson: Lesson) -> None:
    """Write the notebook of a lesson where it is gone; one that is there is never touched.

    Parameters
    ----------
    lesson : Lesson
    """
    path = lesson.notebook()
    if path.exists():
        return
    from course.build import fresh_notebook

    with write_whole(path) as temporary:
        temporary.write_text(fresh_notebook(lesson), encoding="utf-8", newline="\n")


def write_script(lesson: Lesson) -> Path:
    """Write a lesson as a Python file, with what the learner has in the notebook.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    Path
        Of the file; one that is there already is never touched.

    Raises
    ------
    ValueError
        The notebook is damaged.
    """
    from course.percent import to_percent

    script = lesson.notebook().with_suffix(".py")
    if script.exists():
        return script
    bring_back(lesson)
    try:
        text = to_percent(lesson.notebook().read_text(encoding="utf-8"), lesson.number)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{lesson.notebook()} cannot be read as a notebook. "
            f"`digitkit reset {lesson.number}` makes it new, and keeps this one."
        ) from error
    with write_whole(script) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return script


def run_jupyter(lesson: Lesson, no_browser: bool) -> int:
    """Run JupyterLab until it ends.

    Parameters
    ----------
    lesson : Lesson
        To be seen first; the others are beside it.
    no_browser : bool

    Returns
    -------
    int
        Its exit code.
    """
    lessons = lesson.root / "lessons"
    place = lesson.notebook().relative_to(lessons).as_posix()
    command = [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={lessons}",
        f"--LabApp.default_url=/lab/tree/{place}",
        # Only what a learner can use: the address, and what is wrong.
        "--ServerApp.log_level=WARN",
        # In a container one often is; JupyterLab would refuse, and whoever is root may know it.
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        *(["--no-browser"] if no_browser else []),
    ]
    process = subprocess.Popen(command, cwd=lesson.root, env=environment())
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            pass  # JupyterLab heard it too, and asks whether to end


def environment() -> dict[str, str]:
    """Give the variables of a JupyterLab that does not disturb a learner.

    It asks nobody for news and nothing of the network, and leaves out what only makes sense for
    whoever writes assignments. A learner's own settings stay in force.

    Returns
    -------
    dict of str to str
    """
    own = [str(SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(own)}
