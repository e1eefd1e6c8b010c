"""`digitkit doctor`: find out whether everything is here that the course needs."""

import sys

import click

from course.command.asked import plain_option, root_of


@click.command(short_help="Find out whether all is well here, and what to do if not.")
@plain_option
@click.pass_context
def command(ctx: click.Context, plain: bool) -> None:
    """Look at everything that the course needs, and say what to do where something lacks.

    Python and its packages, the digits, the notebooks' kernel, the folder of your work, disk,
    memory, the app's port, the camera (which is not opened), and some real training steps.
    It takes about half a minute, and changes nothing. The exit code is 0 if all is well.
    """
    from course.doctor import examine

    wrong = 0
    for named in examine(root_of(ctx)):
        finding = named.finding
        wrong += not finding.ok
        word = "ok" if finding.ok else "WRONG"
        mark = word if plain else click.style(word, fg="green" if finding.ok else "red", bold=True)
        # Styling adds letters that are not seen, so the width is reached by hand.
        click.echo(f"{mark}{' ' * (7 - len(word))}{named.name:10}{finding.words}")
        if not finding.ok:
            click.echo(f"{'':17}{'' if plain else '→ '}{finding.remedy}")
    if wrong:
        click.echo(f"{'One thing needs' if wrong == 1 else f'{wrong} things need'} your attention.")
        sys.exit(1)
    click.echo("All is well. `digitkit start` opens the next lesson.")
