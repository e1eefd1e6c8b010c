"""`digitkit hint`: the next of an exercise's three hints."""

import shutil
import textwrap

import click

from course.command.asked import find_exercise, lessons_of, root_of, warn
from course.exercise import RUNGS, Exercise

ARTICLES = {"question": "a question", "idea": "the idea", "near-code": "nearly the code"}
WIDEST = 88


@click.command(short_help="Get the next hint for an exercise.")
@click.option(
    "--rung", type=click.IntRange(1, len(RUNGS)), help="This hint, whether you had it or not."
)
@click.argument("exercise")
@click.pass_context
def command(ctx: click.Context, exercise: str, rung: int | None) -> None:
    """Give the next hint for EXERCISE, such as 05.2, or its name.

    There are three: a question that leads on, the idea, and nearly the code. Each call gives
    one more. Which ones you had is noted, for `digitkit progress` and `digitkit report`.
    """
    from course.progress_file import change_progress

    root = root_of(ctx)
    lesson, found = find_exercise(lessons_of(root), exercise)
    with change_progress(root, warn) as progress:
        had = progress.of(lesson, found).hints
        asked = rung or next((r for r in range(1, len(RUNGS) + 1) if r not in had), None)
        if asked and asked not in had:
            had.append(asked)
    if asked:
        click.echo(show(found, asked))
    else:
        click.echo(say_all_had(found))


def show(exercise: Exercise, rung: int) -> str:
    """Write one hint for the terminal.

    Parameters
    ----------
    exercise : Exercise
    rung : int
        From 1.

    Returns
    -------
    str
    """
    kind = ARTICLES[RUNGS[rung - 1]]
    head = f"{exercise.number} {exercise.name}, hint {rung} of {len(RUNGS)}: {kind}"
    if rung < len(RUNGS):
        foot = f"The next: `digitkit hint {exercise.number}` gives {ARTICLES[RUNGS[rung]]}."
    else:
        foot = "This is the last hint."
    return f"{head}\n\n{wrap(exercise.hints[rung - 1])}\n\n{foot}"


def wrap(markdown: str, width: int | None = None) -> str:
    r"""Break the lines of prose where the terminal ends, and leave code as it is.

    Parameters
    ----------
    markdown : str
    width : int, optional
        In letters; the terminal's, when left out.

    Returns
    -------
    str
        Indented by two.

    Examples
    --------
    >>> print(wrap("Many words\nin lines:\n\n    moved[dy:] = image", width=16))
      Many words in
      lines:
    <BLANKLINE>
          moved[dy:] = image
    """
    width = width or min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    parts, fenced = [], False
    for part in markdown.split("\n\n"):
        # A block of code may have empty lines in it.
        fenced ^= part.count("```") % 2 == 1
        if fenced or "```" in part or part.startswith(("    ", "- ", "* ", "1.", "|")):
            parts.append(textwrap.indent(part, "  "))
        else:
            parts.append(
                textwrap.fill(
                    part,
                    width,
                    initial_indent="  ",
                    subsequent_indent="  ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
    return "\n\n".join(parts)


def say_all_had(exercise: Exercise) -> str:
    """Say that there is no further hint, and what there is instead.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
    """
    number = exercise.number
    return (
        f"You have had all {len(RUNGS)} hints for {number} {exercise.name}.\n"
        f"To read one again: `digitkit hint {number} --rung 2`.\n"
        f"To see an answer: `digitkit diff {number} --give-up`, which is noted."
    )
