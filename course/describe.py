"""Say in words what a figure shows, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Longer lists help nobody who has to listen to them.
MANY = 12


def describe(figure: Figure) -> str:
    """Describe a figure by its own title, captions, axes and values.

    Parameters
    ----------
    figure : Figure
        Of matplotlib.

    Returns
    -------
    str
        On one line; empty where the figure says nothing of itself.

    Examples
    --------
    >>> from digitkit.plots import new_figure
    >>> figure, axes = new_figure("Ink per digit")
    >>> line = axes.plot([0, 1, 2], [3, 9, 4], label="ones")
    >>> text = axes.set(xlabel="digit", ylabel="ink")
    >>> describe(figure)
    'Ink per digit. Across: digit. Up: ink. Line “ones”: from 3 to 4, between 3 and 9.'
    """
    panels = [axes for axes in figure.axes if axes.get_label() != "<colorbar>"]
    captions = [say_title(axes) for axes in panels]
    drawn = [list(describe_axes(axes)) for axes in panels]
    parts = [clean(figure.get_suptitle())]
    if len(panels) > 1 and (len(panels) > MANY or not any(drawn)):  # such as a sheet of digits
        named = list(filter(None, captions))
        parts.append(f"{len(panels)} pictures" + f": {join(named)}" * bool(named))
    else:
        parts += [
            part for pair in zip(captions, drawn, strict=True) for part in [pair[0], *pair[1]]
        ]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def describe_axes(axes: Axes) -> Iterator[str]:
    """Describe what is drawn on one pair of axes, pictures apart.

    Parameters
    ----------
    axes : Axes

    Yields
    ------
    str
        A sentence without its full stop.
    """
    for way, name in [("Across", axes.get_xlabel()), ("Up", axes.get_ylabel())]:
        if axes.axison and name:
            yield f"{way}: {clean(name)}"
    courses = [(line, list_numbers(line.get_ydata())) for line in axes.get_lines()]
    courses = [(line, values) for line, values in courses if len(values) > 2]  # else a mark
    for line, values in courses:
        if len(courses) == 1 or not str(line.get_label()).startswith("_"):
            yield f"{say_name('Line', line)}: {say_course(values)}"
    for bars in axes.containers:
        yield from describe_bars(axes, bars)
    legend = axes.get_legend()
    if axes.collections and legend is not None:
        yield f"Marked: {join(clean(text.get_text()) for text in legend.get_texts())}"


def describe_bars(axes: Axes, bars: Any) -> Iterator[str]:
    """Describe bars by their values, each with what stands below or beside it.

    Parameters
    ----------
    axes : Axes
    bars : BarContainer
        Other containers, such as of error bars, are passed over.

    Yields
    ------
    str
        At most one sentence.
    """
    values = list_numbers(getattr(bars, "datavalues", []))
    axis = axes.yaxis if getattr(bars, "orientation", "") == "horizontal" else axes.xaxis
    ticks = [clean(label.get_text()) for label in axis.get_ticklabels()]
    if len(values) > MANY:
        yield f"{say_name('Bars', bars)}: {len(values)}, {say_range(values)}"
    elif values:
        below = [f"{tick}: " for tick in ticks] if len(ticks) == len(values) else [""] * len(values)
        pairs = zip(below, map(say, values), strict=True)
        yield f"{say_name('Bars', bars)}: {join(tick + value for tick, value in pairs)}"


def say_name(kind: str, artist: Any) -> str:
    """Name a line or bars as the legend does.

    Parameters
    ----------
    kind : str
    artist : Line2D or BarContainer
        Its label begins with an underscore where the legend leaves it out.

    Returns
    -------
    str
    """
    label = clean(str(artist.get_label()))
    return kind if label.startswith("_") else f"{kind} “{label}”"


def say_course(values: list[float]) -> str:
    """Say where a line begins and ends, and how far it goes.

    Parameters
    ----------
    values : list of float
        Not empty.

    Returns
    -------
    str
    """
    return f"from {say(values[0])} to {say(values[-1])}, {say_range(values)}"


def say_range(values: list[float]) -> str:
    """Say between what values lie.

    Parameters
    ----------
    values : list of float

    Returns
    -------
    str
    """
    return f"between {say(min(values))} and {say(max(values))}"


def say(value: float) -> str:
    """Write a number as one would say it.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> say(5923), say(0.98765), say(7)
    ('5,923', '0.988', '7')
    """
    # "or 0": minus nought is none.
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value or 0:.3g}"


def say_title(axes: Axes) -> str:
    """Give what stands above one pair of axes.

    Parameters
    ----------
    axes : Axes

    Returns
    -------
    str
    """
    titles = [axes.get_title("left"), axes.get_title("center"), axes.get_title("right")]
    return clean(" ".join(titles))


def list_numbers(values: Any) -> list[float]:
    """Give the numbers among some values, without gaps.

    Parameters
    ----------
    values : sequence

    Returns
    -------
    list of float
    """
    import numpy as np

    array = np.asarray(values, dtype=float).ravel()
    return [float(value) for value in array[np.isfinite(array)]]


def join(texts: Iterable[str]) -> str:
    """List texts, and count those beyond the first dozen.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    str
    """
    texts = list(texts)
    more = f"; and {len(texts) - MANY} more" if len(texts) > MANY else ""
    return "; ".join(texts[:MANY]) + more


def clean(text: str) -> str:
    """Bring a text of several lines onto one.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return " ".join(text.split())


def speak() -> None:
    """Have the kernel in which this is called send the description along with each figure."""
    from IPython import get_ipython
    from matplotlib.figure import Figure

    texts = get_ipython().display_formatter.formatters["text/plain"]
    texts.for_type(Figure, lambda figure, printer, cycle: printer.text(describe(figure)))
