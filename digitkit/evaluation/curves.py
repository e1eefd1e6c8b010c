"""How loss and accuracy went, epoch by epoch."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import BLUE, ORANGE, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@house_style()
def plot_learning_curves(
    history: Mapping[str, Sequence[float]], title: str = "Learning, epoch by epoch"
) -> "Figure":
    """Draw loss and accuracy on the training and the validation part, and mark the best epoch.

    Parameters
    ----------
    history : mapping of str to sequence of float
        `loss` and `accuracy`, and `val_loss` and `val_accuracy` when there is a validation part:
        what Keras keeps in `History.history`. One value for each epoch.
    title : str

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        `loss` or `accuracy` is missing or empty.

    Examples
    --------
    >>> history = {"loss": [0.9, 0.3], "accuracy": [0.7, 0.9]}
    >>> plot_learning_curves(history).get_suptitle()
    'Learning, epoch by epoch'
    """
    for name in ("loss", "accuracy"):
        if not len(history.get(name, ())):
            raise ValueError(
                f"history must have {name!r} with a value for each epoch, got {sorted(history)}; "
                "compile with metrics=['accuracy'] and pass fit(...).history."
            )
    best = int(np.argmin(history["val_loss"])) + 1 if "val_loss" in history else None
    figure, panels = new_figure(title, 1, 2, size=(8.4, 4))
    for axes, name in zip(panels, ("loss", "accuracy"), strict=True):
        for key, words, colour in ((name, "training", BLUE), (f"val_{name}", "validation", ORANGE)):
            if key in history:
                values = history[key]
                dashes = "o-" if key == name else "o--"
                axes.plot(
                    range(1, len(values) + 1),
                    values,
                    dashes,
                    color=colour,
                    label=words,
                    markersize=4,
                )
        axes.set_title(name if best is None else f"{name} (dotted: best epoch, {best})")
        axes.set_xlabel("epoch")
        axes.set_xlim(0.5, len(history["loss"]) + 0.5)
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        axes.grid(axis="y", visible=True)
        if best is not None:
            axes.axvline(best, color=PALE, linewidth=1, linestyle=":")
    panels[0].set_ylim(0, None)
    panels[1].yaxis.set_major_formatter(lambda share, _: f"{share:.1%}")
    panels[0].legend()
    return figure
