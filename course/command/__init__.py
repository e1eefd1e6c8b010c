"""The `digitkit` command: for learners, for the network and the app, and for instructors.

Each command is a module of this folder that imports little; what is heavy (TensorFlow, pandas,
matplotlib, Flask) is imported by the command that needs it, when it runs.
"""

import errno
import importlib
import os

import click

from digitkit import __version__

LEARNING = ("start", "check", "watch", "hint", "diff", "reset", "progress", "report", "doctor")
TEACHING = ("grade",)
COMMANDS = (*LEARNING, "train", "evaluate", "predict", "kaggle", "submit", "app", *TEACHING)


class Commands(click.Group):
    """A group that imports a command when it is named, and says every error in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a newcomer's way."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"{__name__}.{cmd_name}").command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; the kit's errors are sentences already, and no user needs a traceback."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            raise click.ClickException(
                f"this needs {error.name}, which is not installed here; "
                "`python3 go.py setup` installs everything."
            ) from error
        except (OSError, ValueError) as error:
            if getattr(error, "errno", None) == errno.EPIPE:
                raise  # `digitkit predict ... | head`: click ends quietly
            raise click.ClickException(say(error)) from error


def say(error: Exception) -> str:
    """Give the sentence of an error, without the number that the system puts before its own.

    Parameters
    ----------
    error : Exception
        Whatever was caught.

    Returns
    -------
    str

    Examples
    --------
    >>> say(FileNotFoundError(2, "No such file or directory", "seven.png"))
    'seven.png: No such file or directory.'
    """
    if isinstance(error, OSError) and error.strerror:
        name = f"{os.fspath(error.filename)}: " if error.filename else ""
        return f"{name}{error.strerror}."
    return str(error)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digitkit")
def main() -> None:
    """Read handwritten digits; train, judge and serve the network that reads them."""
