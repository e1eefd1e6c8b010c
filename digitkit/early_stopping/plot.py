"""Draw losses, and where the patience rule stops."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import BLUE, INK, ORANGE, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@house_style()
def plot_stops(
    values: Sequence[float],
    stops: Mapping[int, int | None],
    title: str,
    *,
    training: Sequence[float] = (),
    name: str = "loss",
) -> "Figure":
    """Draw a number for each epoch, and mark where each patience stops.

    Epochs are counted from 0, as the rule counts them.

    Parameters
    ----------
    values : sequence of float
        On the validation examples, one for each epoch.
    stops : mapping of int to int or None
        For each patience, the last epoch that is trained; None where it never stops.
    title : str
        What the figure shows.
    training : sequence of float
        The same number on the training examples, if there is one.
    name : str
        What the numbers are.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are no values.

    Examples
    --------
    >>> figure = plot_stops([0.9, 0.5, 0.6, 0.7], {2: 3}, "Made up")
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['patience 2']
    """
    if not len(values):
        raise ValueError("plot_stops needs a number for each epoch, got none.")
    figure, axes = new_figure(title, size=(8.4, 4.2))
    if len(training):
        axes.plot(training, "o-", color=BLUE, markersize=4, label="training")
    axes.plot(values, "o--", color=ORANGE, markersize=4, label="validation")
    low, high = axes.get_ylim()
    step = (high - low) * 0.08
    marked = {patience: epoch for patience, epoch in stops.items() if epoch is not None}
    for row, (patience, epoch) in enumerate(reversed(marked.items())):
        axes.axvline(epoch, color=PALE, linewidth=1, linestyle=":")
        # a row for each, so that words of neighbours do not meet
        axes.text(epoch + 0.1, high + row * step, f"patience {patience}", color=INK, fontsize=9)
    axes.set_ylim(low, high + len(marked) * step)
    axes.set(xlabel="epoch, the first is 0", ylabel=name)
    axes.set_xlim(-0.5, max(len(values) - 0.5, 1))
    axes.xaxis.get_major_locator().set_params(integer=True)
    if np.isfinite(values).any():
        best = int(np.nanargmin(values))
        axes.plot(best, values[best], "o", markersize=12, markerfacecolor="none", color=INK)
    axes.legend(loc="right")
    return figure
