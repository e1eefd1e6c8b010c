"""`digitkit predict`: read the digits in picture files."""

import json
import os
import sys
from pathlib import Path

import click

from course.command.model import load_recognizer, model_option


@click.command(short_help="Read the digits in picture files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a file.")
@model_option
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...], as_json: bool, model: Path | None) -> None:
    """Read the digits in each FILE; '-' is a picture on standard input.

    Pictures may be PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or AVIF. Of several lines of writing
    each is printed in reading order.

    With --json a line is {"file", "text", "digits": [{"digit", "confidence", "box"}],
    "rejected"}: "text" parts lines of writing by a newline, a box is [x, y, width, height] in
    pixels, and "rejected" is true when there is no digit in the picture. A file that cannot be
    read gets {"file", "error"}, and its sentence on standard error in any case.

    The exit code is 0 only if every file could be read.
    """
    recognizer = load_recognizer(model)
    results = [predict(name, recognizer, as_json) for name in files]
    sys.exit(0 if all(results) else 1)


def predict(name: str, recognizer, as_json: bool = False) -> bool:
    """Print what one file says, or why it cannot be read.

    Parameters
    ----------
    name : str
        A path, or '-'.
    recognizer : Recognizer
        What reads.
    as_json : bool
        Print JSON instead of a line for a person.

    Returns
    -------
    bool
        Whether it could be read.
    """
    from digitkit.preprocessing.picture import open_picture

    try:
        source: bytes | Path = sys.stdin.buffer.read() if name == "-" else existing(name)
        reading = recognizer.read(open_picture(source))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        click.echo(f"{click.format_filename(name)}: {reason}", err=True)
        if as_json:
            click.echo(json.dumps({"file": name, "error": reason}))
        return False
    click.echo(as_line(name, reading) if not as_json else json.dumps(as_dict(name, reading)))
    return True


def existing(name: str) -> Path:
    """Make sure that a name is that of a file, and say what it is otherwise.

    Parameters
    ----------
    name : str
        A path.

    Returns
    -------
    Path

    Raises
    ------
    OSError
        It is a folder, or nothing.
    """
    path = Path(name)
    if path.is_dir():
        pattern = click.format_filename(os.path.join(name, "*.png"))
        raise OSError(f"This is a folder; name the pictures in it, such as {pattern}.")
    if not path.exists():
        raise OSError("There is no such file; check the folder and the spelling.")
    return path


def as_dict(name: str, reading) -> dict:
    """Give what JSON says of one picture.

    Parameters
    ----------
    name : str
        Of the file.
    reading : Reading
        What it says.

    Returns
    -------
    dict
    """
    digits = [
        {"digit": d.digit, "confidence": round(d.confidence, 6), "box": list(d.box)}
        for d in reading.digits
    ]
    return {
        "file": name,
        "text": reading.text,
        "digits": digits,
        "rejected": reading.rejected,
    }


def as_line(name: str, reading) -> str:
    """Say in one line what a person wants to know of one picture.

    Parameters
    ----------
    name : str
        Of the file.
    reading : Reading
        What it says.

    Returns
    -------
    str

    Examples
    --------
    >>> from digitkit.recognizer import Digit, Reading
    >>> digits = tuple(Digit(d, 0.9 + d / 100, (0, 0, 9, 9), (), None, d % 2) for d in (4, 7))
    >>> as_line("note.png", Reading(digits, (), (28, 28)))
    'note.png: 4 / 7 (94% sure or more)'
    >>> as_line("note.png", Reading((), (), (28, 28)))
    'note.png: no digit'
    """
    shown = click.format_filename(name)
    if reading.rejected:
        return f"{shown}: no digit"
    least = min(digit.confidence for digit in reading.digits)
    more = " or more" if len(reading.digits) > 1 else ""
    return f"{shown}: {reading.text.replace(chr(10), ' / ')} ({least:.0%} sure{more})"
