"""Draw pictures beside each other, to see what a change has done to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import INK, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@house_style()
def plot_changes(
    images: Sequence[np.ndarray] | np.ndarray,
    captions: Sequence[str],
    title: str,
    columns: int = 8,
) -> "Figure":
    """Draw pictures in rows, each in a thin frame with its own words above.

    The frame is the edge of the picture: it shows how far ink has moved, and what has been
    lost beyond it.

    Parameters
    ----------
    images : sequence of ndarray of shape (height, width)
        Dark where the value is high, as ink on paper; all with one scale of greys.
    captions : sequence of str
        One for each image, a few letters long.
    title : str
        What the figure shows.
    columns : int
        Pictures in a row.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no picture, or not one caption for each.

    Examples
    --------
    >>> one, two = np.zeros((2, 28, 28), np.uint8)
    >>> len(plot_changes([one, two], ["before", "after"], "Nothing has changed").axes)
    2
    """
    if not len(images) or len(images) != len(captions):
        raise ValueError(
            f"plot_changes needs one caption for each picture, got {len(images)} pictures and "
            f"{len(captions)} captions."
        )
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    size = (1.15 * columns + 0.2, 1.45 * rows + 0.5)
    figure, axes = new_figure(title, rows, columns, size=size, squeeze=False)
    darkest = max(float(np.max(image)) for image in images) or 1
    for axis in axes.ravel()[len(images) :]:
        axis.remove()
    for axis, image, caption in zip(axes.ravel(), images, captions, strict=False):
        axis.imshow(image, cmap="gray_r", vmin=0, vmax=darkest, interpolation="nearest")
        axis.set_title(caption, loc="center", fontsize=10, color=INK)
        axis.set_xticks([])
        axis.set_yticks([])
        axis.spines[:].set(visible=True, color=PALE, linewidth=0.8)
    return figure
