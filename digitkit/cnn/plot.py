"""Draw what a convolution computes, with one colour for each sign."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import BLUE, INK, ORANGE, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@house_style()
def plot_maps(
    maps: Sequence[np.ndarray] | np.ndarray,
    captions: Sequence[str],
    title: str,
    columns: int = 8,
    numbers: bool = False,
) -> "Figure":
    """Draw kernels or feature maps in rows: blue is positive, orange negative, white zero.

    Parameters
    ----------
    maps : sequence of ndarray of shape (height, width)
        Numbers of either sign; all of them are drawn with one scale of colours.
    captions : sequence of str
        One for each map, a few letters long.
    title : str
        What the figure shows.
    columns : int
        Maps in a row.
    numbers : bool
        Whether each number is written into its square; for kernels.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no map, or not one caption for each.

    Examples
    --------
    >>> figure = plot_maps([np.eye(3), -np.eye(3)], ["plus", "minus"], "Two kernels")
    >>> len(figure.axes)  # two maps, and the scale of colours
    3
    """
    from matplotlib.colors import LinearSegmentedColormap

    if not len(maps) or len(maps) != len(captions):
        raise ValueError(
            f"plot_maps needs one caption for each map, got {len(maps)} maps and "
            f"{len(captions)} captions."
        )
    columns = min(columns, len(maps))
    rows = -(-len(maps) // columns)
    size = (1.15 * columns + 1.1, 1.45 * rows + 0.5)
    figure, axes = new_figure(title, rows, columns, size=size, squeeze=False)
    largest = max(float(np.abs(one).max()) for one in maps) or 1
    colours = LinearSegmentedColormap.from_list("signs", [ORANGE, "white", BLUE])
    for axis in axes.ravel()[len(maps) :]:
        axis.set_axis_off()
    for axis, one, caption in zip(axes.ravel(), maps, captions, strict=False):
        drawn = axis.imshow(one, cmap=colours, vmin=-largest, vmax=largest, interpolation="nearest")
        axis.set_title(caption, loc="center", fontsize=10, color=INK)
        axis.set_xticks([])
        axis.set_yticks([])
        axis.spines[:].set(visible=True, color=PALE, linewidth=0.8)
        for (row, column), value in np.ndenumerate(one) if numbers else ():
            dark = abs(value) > 0.6 * largest
            place = {"horizontalalignment": "center", "verticalalignment": "center"}
            axis.text(column, row, f"{value + 0.0:.3g}", color="white" if dark else INK, **place)
    figure.colorbar(drawn, ax=axes, aspect=12 * rows)
    return figure
