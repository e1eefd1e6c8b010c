"""One home for the look of every plot: colours, type, titles, and how a figure is saved.

Nothing here touches pyplot: no window opens, no display is needed, and your own matplotlib
settings stay as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitkit.files import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, ORANGE, INK, PALE = "#0072B2", "#D55E00", "#222222", "#8A8A8A"
"""Okabe and Ito's blue and vermilion, which every kind of colour vision tells apart; two greys."""

DIGIT_COLOURS = [
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9"),
    *("#E69F00", "#222222", "#8A6D3B", "#7A5195", "#6B7F00"),
]
"""A colour for each digit. No ten colours are safe for all eyes, so plots write the digit too."""

LOOK: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same letters on every machine
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": PALE,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titlecolor": "#555555",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "grid.color": "#E3E3E3",
    "figure.titlesize": 14,
    "figure.titleweight": "bold",
    "legend.frameon": False,
    "lines.linewidth": 2,
    "xtick.color": INK,
    "ytick.color": INK,
}
"""Matplotlib's settings for the house's look, as `house_style` sets them."""


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house's look, inside a `with` or as a decorator of a plot function.

    Examples
    --------
    >>> import matplotlib
    >>> with house_style():
    ...     matplotlib.rcParams["axes.spines.top"]
    False
    """
    from matplotlib import style

    # "default" first, so that a dark theme of your own does not mix with it.
    with style.context(["default", LOOK]):
        yield


def new_figure(
    title: str,
    rows: int = 1,
    columns: int = 1,
    size: tuple[float, float] = (6.4, 4.4),
    **options: Any,
) -> tuple["Figure", Any]:
    """Make a figure with a bold title at the left and axes that never overlap.

    Parameters
    ----------
    title : str
        What the figure shows, in a few words.
    rows, columns : int
        Of the grid of axes.
    size : (float, float)
        Width and height in inches.
    **options
        For `Figure.subplots`, such as ``sharex=True``.

    Returns
    -------
    figure : Figure
    axes : Axes, or ndarray of Axes when there are several

    Examples
    --------
    >>> figure, axes = new_figure("Ink per digit")
    >>> figure.get_suptitle()
    'Ink per digit'
    """
    from matplotlib.figure import Figure

    with house_style():
        figure = Figure(figsize=size, dpi=100, layout="constrained", facecolor="white")
        figure.suptitle(title, x=0.012, horizontalalignment="left")
        axes = figure.subplots(rows, columns, **options)
    return figure, axes


def save_figure(figure: "Figure", path: str | Path) -> Path:
    """Save a figure as PNG or SVG, whole or not at all.

    The same figure gives the same bytes: no date and no version is written into it.

    Parameters
    ----------
    figure : Figure
        Such as a plot function returns.
    path : str or Path
        Its suffix, .png or .svg, chooses the format. Its folder is made when it is missing.

    Returns
    -------
    Path
        Where the file is.

    Raises
    ------
    ValueError
        Another suffix.

    Examples
    --------
    >>> import tempfile
    >>> figure, axes = new_figure("Nothing yet")
    >>> save_figure(figure, Path(tempfile.mkdtemp()) / "nothing.png").name
    'nothing.png'
    """
    import matplotlib

    path = Path(path)
    metadata = {".png": {"Software": None}, ".svg": {"Date": None, "Creator": None}}
    if path.suffix.lower() not in metadata:
        raise ValueError(
            f"A figure is saved as .png or .svg, got {path.name!r}; try {path.stem}.png."
        )
    # SVG names its parts at random unless it is given a salt.
    with write_whole(path) as temporary, matplotlib.rc_context({"svg.hashsalt": "digitkit"}):
        figure.savefig(temporary, dpi=150, metadata=metadata[path.suffix.lower()])
    return path
