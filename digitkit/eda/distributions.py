"""Count: how many pictures each class has, and how many pixels each grey value."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import BLUE, ORANGE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def class_counts(labels: np.ndarray, n_classes: int = 10) -> np.ndarray:
    """Count the pictures of each class.

    Parameters
    ----------
    labels : ndarray of shape (n,), whole numbers
        0 to `n_classes` - 1.
    n_classes : int
        How many classes there are.

    Returns
    -------
    ndarray of shape (n_classes,), int64
        0 for a class that does not occur.

    Raises
    ------
    ValueError
        A label outside the range.

    Examples
    --------
    >>> class_counts(np.array([2, 0, 2]), n_classes=4).tolist()
    [1, 0, 2, 0]
    """
    labels = np.asarray(labels)
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(
            f"labels must be from 0 to {n_classes - 1}, got {labels.min()} to {labels.max()}."
        )
    return np.bincount(labels, minlength=n_classes)


def pixel_histogram(images: np.ndarray) -> np.ndarray:
    """Count how often each grey value occurs.

    Parameters
    ----------
    images : ndarray of shape (n, height, width), uint8
        As they are loaded, not yet scaled.

    Returns
    -------
    ndarray of shape (256,), int64
        At index v, the number of pixels of value v.

    Raises
    ------
    ValueError
        Another dtype: a scaled picture has no 256 values to count.

    Examples
    --------
    >>> pixel_histogram(np.array([[[0, 255]], [[0, 7]]], np.uint8))[[0, 7, 255]].tolist()
    [2, 1, 1]
    """
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}; count before you scale them.")
    # One picture at a time: bincount turns all it is given into eight-byte integers first.
    counts = np.zeros(256, np.int64)
    for image in images:
        counts += np.bincount(image.ravel(), minlength=256)
    return counts


@house_style()
def plot_class_counts(counts: np.ndarray, title: str = "Pictures of each digit") -> "Figure":
    """Draw a bar for each class, with its count, beside what an equal share would be.

    Parameters
    ----------
    counts : ndarray of shape (n_classes,)
        As `class_counts` gives them.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_class_counts(np.array([3, 5])).get_suptitle()
    'Pictures of each digit'
    """
    figure, axes = new_figure(title)
    bars = axes.bar(range(len(counts)), counts, color=BLUE, width=0.8)
    mean = np.mean(counts)
    axes.axhline(mean, color=ORANGE, linewidth=1.5, linestyle="--")
    # On white, so that the dashes do not strike a number through.
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    axes.bar_label(bars, [f"{count:,}" for count in counts], fontsize=9, padding=3, bbox=box)
    axes.set_title(f"{counts.sum():,} in all; dashed: an equal share of {mean:,.0f}")
    axes.set_xticks(range(len(counts)))
    axes.tick_params(axis="x", length=0)
    axes.set(xlabel="digit", ylabel="pictures", ylim=(0, max(counts) * 1.12))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    return figure


@house_style()
def plot_pixel_histogram(counts: np.ndarray, title: str = "How dark the pixels are") -> "Figure":
    """Draw the share of pixels of each grey value, on a logarithmic scale.

    Parameters
    ----------
    counts : ndarray of shape (256,)
        As `pixel_histogram` gives them.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_pixel_histogram(np.ones(256, int)).get_suptitle()
    'How dark the pixels are'
    """
    shares = counts.reshape(32, 8).sum(axis=1) / counts.sum()
    figure, axes = new_figure(title)
    axes.bar(np.arange(32) * 8 + 4, shares, width=7.4, color=BLUE)
    axes.set_yscale("log")
    axes.set_ylim(0.001, 1)
    axes.set_title(
        f"{counts[0] / counts.sum():.0%} of the pixels are bare paper, "
        f"{counts[-26:].sum() / counts.sum():.0%} are nearly full ink (230 and over)"
    )
    axes.set_xticks([0, 64, 128, 192, 255])
    axes.set(
        xlabel="grey value (0: paper, 255: ink), eight to a bar",
        ylabel="share of pixels (logarithmic)",
    )
    axes.yaxis.set_major_formatter(
        lambda share, _: f"{share:.0%}" if share >= 0.01 else f"{share:.1%}"
    )
    axes.tick_params(which="minor", length=0)
    axes.grid(axis="y", visible=True)
    return figure
