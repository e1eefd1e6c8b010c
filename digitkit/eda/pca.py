"""Principal component analysis: the directions in which the pictures differ most."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import BLUE, DIGIT_COLOURS, INK, ORANGE, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def pca_axes(images: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the directions of greatest variance, each at right angles to those before.

    Parameters
    ----------
    images : ndarray of shape (n, height, width)
        At least two; those of the training part only, as for every fit.

    Returns
    -------
    mean : ndarray of shape (height * width,), float64
        The mean picture, flattened.
    axes : ndarray of shape (height * width, height * width), float64
        One unit vector in each row, the greatest variance first. Its largest entry is positive,
        for a direction and its opposite are both right.
    explained_variance_ratio : ndarray of shape (height * width,), float64
        The share of the whole variance along each; it sums to 1.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", 2006, section 12.1. The signs are
    chosen as in scikit-learn's PCA.

    Examples
    --------
    >>> images = np.array([[[0, 1]], [[2, 3]], [[4, 5]]])
    >>> mean, axes, ratio = pca_axes(images)
    >>> axes[0].round(2).tolist(), ratio.round(2).tolist()
    ([0.71, 0.71], [1.0, 0.0])
    """
    pixels = np.asarray(images, np.float32).reshape(len(images), -1)
    mean = pixels.mean(axis=0, dtype=np.float64)
    centred = pixels - mean.astype(np.float32)
    variances, columns = np.linalg.eigh(np.float64(centred.T @ centred))
    # eigh gives the smallest first, and its vectors as columns.
    variances, axes = variances[::-1].clip(min=0), columns.T[::-1]
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, np.newaxis]
    return mean, axes, variances / variances.sum()


def pca_projection(images: np.ndarray, mean: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """Describe each picture by its coordinates along some axes.

    Parameters
    ----------
    images : ndarray of shape (n, height, width)
        Training or test pictures, in the scale that `pca_axes` saw.
    mean : ndarray of shape (height * width,)
        As `pca_axes` gave it.
    axes : ndarray of shape (k, height * width)
        The first `k` rows of what `pca_axes` gave; ``axes[:2]`` for a plane.

    Returns
    -------
    ndarray of shape (n, k), float64

    Examples
    --------
    >>> pca_projection(np.array([[[3, 4]]]), np.array([1, 0]), np.array([[0, 1]])).tolist()
    [[4.0]]
    """
    return (np.reshape(images, (len(images), -1)) - mean) @ np.asarray(axes, np.float64).T


@house_style()
def plot_pca_axes(
    axes: np.ndarray, shape: tuple[int, int] = (28, 28), title: str = "The first axes, as pictures"
) -> "Figure":
    """Draw axes as pictures of their weights, one for each pixel.

    Parameters
    ----------
    axes : ndarray of shape (k, height * width)
        Such as the first rows of what `pca_axes` gave; ink where a weight is blue moves a picture
        forwards along the axis, ink where it is orange moves it backwards.
    shape : (int, int)
        Height and width of a picture.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_pca_axes(np.eye(4)[:2], shape=(2, 2)).get_suptitle()
    'The first axes, as pictures'
    """
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("weights", [ORANGE, "#FFFFFF", BLUE])
    columns = min(len(axes), 6)
    rows = -(-len(axes) // columns)
    size = (1.5 * columns + 0.2, 1.8 * rows + 0.6)
    figure, places = new_figure(title, rows, columns, size=size, squeeze=False)
    for place in places.ravel():
        place.axis("off")
    for number, (place, axis) in enumerate(zip(places.ravel(), axes, strict=False), start=1):
        largest = np.abs(axis).max() or 1
        weights = np.reshape(axis, shape)
        place.imshow(weights, cmap=colours, vmin=-largest, vmax=largest, interpolation="nearest")
        place.set_title(f"axis {number}", loc="center", fontsize=10, color=INK)
    return figure


def spread_apart(points: np.ndarray, gap: float) -> np.ndarray:
    """Push points away from each other until none lie closer than a gap.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Where the labels of a plot belong.
    gap : float
        The least distance wanted, in the unit of `points`.

    Returns
    -------
    ndarray of shape (n, 2), float64
        Where they can be read. Points that stand on the very same spot stay there.

    Examples
    --------
    >>> spread_apart(np.array([[0, 0], [1, 0], [9, 9]]), gap=3).round(2).tolist()
    [[-1.0, 0.0], [2.0, 0.0], [9.0, 9.0]]
    """
    points = np.array(points, np.float64)
    for _ in range(200):
        apart = points[:, np.newaxis] - points
        distance = np.linalg.norm(apart, axis=2, keepdims=True).clip(min=1e-9)
        points += (apart / distance * (gap - distance).clip(min=0) / 2).sum(axis=1)
    return points


@house_style()
def plot_pca_projection(
    projection: np.ndarray,
    labels: np.ndarray,
    explained_variance_ratio: np.ndarray,
    title: str = "The digits in a plane",
    n_points: int = 1500,
) -> "Figure":
    """Draw the pictures as points in the plane of the first two axes, each as its digit.

    Parameters
    ----------
    projection : ndarray of shape (n, 2 or more)
        As `pca_projection` gives it.
    labels : ndarray of shape (n,)
        0 to 9.
    explained_variance_ratio : ndarray of shape (2 or more,)
        As `pca_axes` gives it.
    title : str
    n_points : int
        Only the first `n_points` are drawn, because more would hide each other.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_pca_projection(np.zeros((3, 2)), np.array([0, 1, 1]), np.array([0.5, 0.2]))
    >>> figure.get_suptitle()
    'The digits in a plane'
    """
    points, digits = projection[:n_points, :2], np.asarray(labels)[:n_points]
    figure, axes = new_figure(title, size=(6.4, 6))
    span, classes = np.ptp(points, axis=0).clip(min=1e-9), np.unique(digits)
    middles = [np.median(points[digits == digit], axis=0) for digit in classes]
    for digit, middle in zip(classes, spread_apart(middles / span, 0.065) * span, strict=True):
        own, colour = points[digits == digit], DIGIT_COLOURS[digit]
        axes.scatter(*own.T, s=30, marker=f"${digit}$", color=colour, linewidths=0, alpha=0.8)
        axes.annotate(
            str(digit),
            middle,
            color="white",
            fontsize=14,
            weight="bold",
            ha="center",
            va="center",
            bbox={"boxstyle": "circle,pad=0.25", "facecolor": colour, "edgecolor": "white"},
        )
    axes.set_title(f"{len(points):,} pictures; large: near the middle of each class")
    first, second = explained_variance_ratio[:2]
    axes.set(
        xlabel=f"first axis ({first:.1%} of the variance)",
        ylabel=f"second axis ({second:.1%} of the variance)",
        xticks=[],
        yticks=[],
    )
    return figure


@house_style()
def plot_explained_variance(
    explained_variance_ratio: np.ndarray, title: str = "How many axes it takes"
) -> "Figure":
    """Draw the share of the variance that the first 1, 2, 3 … axes keep.

    Parameters
    ----------
    explained_variance_ratio : ndarray of shape (n_axes,)
        As `pca_axes` gives it: all of them, so that it sums to 1.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_explained_variance(np.array([0.7, 0.2, 0.1])).get_suptitle()
    'How many axes it takes'
    """
    kept = np.cumsum(explained_variance_ratio)
    figure, axes = new_figure(title)
    axes.plot(np.arange(1, len(kept) + 1), kept, color=BLUE)
    for share in (0.5, 0.9, 0.99):
        needed = int(np.searchsorted(kept, share)) + 1
        axes.plot([1, needed, needed], [share, share, 0], color=PALE, linewidth=1, linestyle=":")
        axes.plot(needed, share, "o", color=BLUE)
        axes.annotate(
            f"{needed} axes keep {share:.0%}",
            (needed, share),
            (8, -14),
            textcoords="offset points",
            color=INK,
        )
    axes.set_title(f"of {len(kept)} axes, one for each pixel")
    axes.set(xlabel="axes kept", ylabel="variance kept", ylim=(0, 1.04), xlim=(0, None))
    axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    return figure
