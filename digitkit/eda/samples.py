"""Look at the digits: some of each class, and the mean of each class."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import INK, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def sample_grid(
    images: np.ndarray, labels: np.ndarray, per_class: int = 12, seed: int = 0
) -> np.ndarray:
    """Choose some pictures of each class at random, none twice.

    Parameters
    ----------
    images : ndarray of shape (n, height, width)
        Any dtype.
    labels : ndarray of shape (n,)
        The class of each picture.
    per_class : int
        How many of each class.
    seed : int
        The same seed chooses the same pictures.

    Returns
    -------
    ndarray of shape (n_classes, per_class, height, width)
        One row for each class that occurs, in rising order.

    Raises
    ------
    ValueError
        A class has fewer than `per_class` pictures.

    Examples
    --------
    >>> images, labels = np.zeros((20, 28, 28)), np.repeat([3, 8], 10)
    >>> sample_grid(images, labels, per_class=4).shape
    (2, 4, 28, 28)
    """
    classes, counts = np.unique(labels, return_counts=True)
    if counts.min() < per_class:
        raise ValueError(
            f"Class {classes[counts.argmin()]} has {counts.min()} pictures, fewer than "
            f"per_class={per_class}; ask for fewer."
        )
    rng = np.random.default_rng(seed)
    chosen = [
        rng.choice(np.flatnonzero(labels == digit), per_class, replace=False) for digit in classes
    ]
    return images[np.array(chosen)]


def mean_digits(images: np.ndarray, labels: np.ndarray, n_classes: int = 10) -> np.ndarray:
    """Average the pictures of each class, pixel by pixel.

    Parameters
    ----------
    images : ndarray of shape (n, height, width)
        Any dtype.
    labels : ndarray of shape (n,)
        0 to `n_classes` - 1.
    n_classes : int
        How many classes there are.

    Returns
    -------
    ndarray of shape (n_classes, height, width), float64
        In the range of `images`.

    Raises
    ------
    ValueError
        A class has no picture, so that it has no mean.

    Examples
    --------
    >>> images = np.array([[[0, 100]], [[100, 200]], [[7, 7]]], np.uint8)
    >>> mean_digits(images, np.array([0, 0, 1]), n_classes=2).tolist()
    [[[50.0, 150.0]], [[7.0, 7.0]]]
    """
    if missing := sorted(set(range(n_classes)) - set(np.asarray(labels).tolist())):
        raise ValueError(
            f"Class {missing[0]} has no picture, so it has no mean. Give some, or set n_classes."
        )
    return np.stack([images[labels == digit].mean(axis=0) for digit in range(n_classes)])


@house_style()
def plot_sample_grid(grid: np.ndarray, title: str = "Some of each digit") -> "Figure":
    """Draw the pictures that `sample_grid` chose, one row for each class.

    Parameters
    ----------
    grid : ndarray of shape (n_classes, per_class, height, width)
        Dark where the value is high, as ink on paper.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_sample_grid(np.zeros((2, 4, 28, 28), np.uint8)).get_suptitle()
    'Some of each digit'
    """
    rows, columns, height, width = grid.shape
    sheet = grid.transpose(0, 2, 1, 3).reshape(rows * height, columns * width)
    figure, axes = new_figure(title, size=(0.5 * columns + 0.5, 0.5 * rows + 0.7))
    axes.imshow(sheet, cmap="gray_r", interpolation="nearest")
    axes.set_yticks((np.arange(rows) + 0.5) * height - 0.5, range(rows))
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


@house_style()
def plot_mean_digits(means: np.ndarray, title: str = "The mean of each digit") -> "Figure":
    """Draw the mean picture of each class: dark where nearly all have ink.

    Parameters
    ----------
    means : ndarray of shape (n_classes, height, width)
        As `mean_digits` gives them.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> len(plot_mean_digits(np.zeros((10, 28, 28))).axes)
    10
    """
    columns = (len(means) + 1) // 2
    figure, axes = new_figure(title, 2, columns, size=(1.3 * columns, 3.6), squeeze=False)
    for axis in axes.ravel():
        axis.axis("off")
    for digit, axis in zip(range(len(means)), axes.ravel(), strict=False):
        axis.imshow(means[digit], cmap="gray_r", vmin=0, vmax=means.max() or 1)
        axis.set_title(str(digit), loc="center", fontsize=13, color=INK)
    return figure
