"""Draw the reference of the command from the commands themselves."""

import inspect
import re
from collections.abc import Iterator
from html import escape

import click


def list_commands(
    group: click.Group, name: str = "digitkit"
) -> Iterator[tuple[str, click.Command]]:
    """List a group and all of its commands.

    Parameters
    ----------
    group : click.Group
    name : str
        That it is called by.

    Yields
    ------
    name : str
        As it is typed.
    command : click.Command
    """
    yield name, group
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            yield from list_commands(command, f"{name} {each}")
        elif command and not command.hidden:
            yield f"{name} {each}", command


def find_unexplained(group: click.Group) -> list[str]:
    """Find commands, arguments and options that say nothing of themselves.

    Parameters
    ----------
    group : click.Group

    Returns
    -------
    list of str
        Sentences that say what to do.
    """
    lacking = []
    for name, command in list_commands(group):
        if not command.help:
            lacking.append(f"`{name}` has no help; give its function a docstring.")
        for parameter in command.params:
            shown = name_parameter(parameter)
            if isinstance(parameter, click.Option):
                if not (parameter.help or parameter.hidden):
                    lacking.append(f"`{name} {shown}` has no help; pass help= to its option.")
            elif shown.strip("[].") not in (command.help or ""):
                lacking.append(f"`{name}` does not speak of {shown}; name it in its docstring.")
    return lacking


def draw_commands(group: click.Group) -> str:
    """Write a section for each command.

    Parameters
    ----------
    group : click.Group

    Returns
    -------
    str
        Markdown.
    """
    return "\n\n".join(draw_command(name, command) for name, command in list_commands(group))


def draw_command(name: str, command: click.Command) -> str:
    """Write what one command takes and does.

    Parameters
    ----------
    name : str
        As it is typed.
    command : click.Command

    Returns
    -------
    str
        Markdown.
    """
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    rows = [
        row for parameter in command.get_params(context) if (row := draw_row(parameter, context))
    ]
    table = ["| Argument or option | What it is for |", "|---|---|", *rows] if rows else []
    parts = [f"## `{name}`", f"```text\n{name} {usage}\n```", clean(command.help or "")]
    return "\n\n".join([*parts, "\n".join(table)]).rstrip()


def clean(text: str) -> str:
    r"""Make Markdown of a command's help.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> clean("Check [LESSON].\n\nWith --json it writes.")
    'Check `[LESSON]`.\n\nWith `--json` it writes.'
    """
    text = inspect.cleandoc(text).replace("\b\n", "")
    code = r"(?<![\w`-])(--[\w-]+|\[[A-Z]+\]|\{.*?\}(?=[.: ]|$)|(?:runs|lessons)/[\w.]+\w)"
    return mark_code(code, text)


def mark_code(pattern: str, text: str) -> str:
    """Mark what matches as code, where it is not marked already.

    Parameters
    ----------
    pattern : str
    text : str

    Returns
    -------
    str
    """
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(
        piece if piece.startswith("`") else re.sub(pattern, r"`\1`", piece, flags=re.S)
        for piece in pieces
    )


def name_parameter(parameter: click.Parameter) -> str:
    """Name an argument or an option as it is typed.

    Parameters
    ----------
    parameter : click.Parameter

    Returns
    -------
    str
    """
    if isinstance(parameter, click.Option):
        return ", ".join([*parameter.opts, *parameter.secondary_opts])
    context = click.Context(click.Command("x"), resilient_parsing=True)
    return parameter.make_metavar(context)


def draw_row(parameter: click.Parameter, context: click.Context) -> str:
    """Write one argument or option.

    Parameters
    ----------
    parameter : click.Parameter
    context : click.Context

    Returns
    -------
    str
        A row of a table; empty for an argument, which the help speaks of.
    """
    if not isinstance(parameter, click.Option) or not (
        record := parameter.get_help_record(context)
    ):
        return ""
    left, right = (" ".join(text.split()) for text in record)
    # A bar would end the cell of the table, and what stands in brackets is no link.
    typed = escape(left.replace(" RANGE", "")).replace("|", "&#124;")
    words = re.sub(r"([][|])", r"\\\1", clean(right))
    return f"| <code>{typed}</code> | {words} |"
