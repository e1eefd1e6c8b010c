"""What a cell has shown, brought into the form in which the site keeps it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from io import BytesIO

import nbformat
from PIL import Image

# Such as <Axes: title=…> and [<matplotlib.lines.Line2D at 0x…>]: what Python calls a thing.
IS_REPR = re.compile(r"\[?<.*>\]?", re.S)
COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FEW, SOME, MANY = 64, 256, 1000  # colours
LARGE = 100_000  # bytes


def read_shown(cell: nbformat.NotebookNode) -> Iterator[dict]:
    """Give what a cell has shown that helps a reader of the site.

    What goes to stderr, widgets, and the names of objects are left out.

    Parameters
    ----------
    cell : NotebookNode
        A code cell that was run.

    Yields
    ------
    dict
        With a ``text``, or with a ``picture`` (the bytes of a PNG), its ``size`` on the page, and
        what it is ``about``, in words, where it says that itself.
    """
    text = ""
    for output in cell.outputs:
        if output.output_type == "stream":
            text += output.text if output.name == "stdout" else ""
            continue
        data = output.get("data", {})
        plain = data.get("text/plain", "")
        about = "" if IS_REPR.fullmatch(plain) else plain
        if "image/png" in data:
            yield from as_text(text)
            text = ""
            size = output.metadata.get("image/png")
            yield read_picture(base64.b64decode(data["image/png"]), size, about)
        elif about:
            text += f"{about}\n"
    yield from as_text(text)


def as_text(text: str) -> Iterator[dict]:
    r"""Give a text as a screen shows it in the end.

    Parameters
    ----------
    text : str
        As it was printed: a bar of progress returns to the start of its line.

    Yields
    ------
    dict
        At most one, with a ``text``.

    Examples
    --------
    >>> list(as_text("half done\rdone\n\n"))
    [{'text': 'done'}]
    """
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    seen = COLOUR_CODE.sub("", "\n".join(line.rstrip() for line in lines)).strip("\n")
    if seen:
        yield {"text": seen}


def read_picture(picture: bytes, size: dict | None, about: str) -> dict:
    """Make a picture small: plots and digits have few colours.

    Parameters
    ----------
    picture : bytes
        A PNG.
    size : dict, optional
        Its width and height on the page; without it, a pixel there is a pixel here.
    about : str

    Returns
    -------
    dict
        As `read_shown` gives it.
    """
    image = Image.open(BytesIO(picture)).convert("RGB")
    wide, high = (size["width"], size["height"]) if size else image.size
    small = reduce(image)
    if len(small) > LARGE:  # photos, which look no better for being drawn twice as fine
        small = reduce(image.resize((wide, high), Image.Resampling.LANCZOS))
    return {"picture": small, "size": [wide, high], "about": about}


def reduce(image: Image.Image) -> bytes:
    """Write a picture down with as few colours as it needs.

    Parameters
    ----------
    image : PIL.Image.Image

    Returns
    -------
    bytes
        A PNG.
    """
    colours = len(image.getcolors(image.width * image.height) or [])
    # Only a photo and a cloud of points in ten colours need more than a few.
    few = image.quantize(FEW if colours < MANY else SOME, dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()
