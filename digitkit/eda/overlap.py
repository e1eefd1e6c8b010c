"""Which classes lie among each other: distances, and whose neighbours are whose."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.plots import INK, ORANGE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def pairwise_distances(points: np.ndarray) -> np.ndarray:
    """Measure how far each point is from every other.

    Parameters
    ----------
    points : ndarray of shape (n, k)
        Coordinates, k for each point.

    Returns
    -------
    ndarray of shape (n, n), float64
        In row i and column j, the distance of points i and j; 0 on the diagonal.

    Examples
    --------
    >>> pairwise_distances(np.array([[0, 0], [3, 4], [0, 1]])).round(1).tolist()
    [[0.0, 5.0, 1.0], [5.0, 0.0, 4.2], [1.0, 4.2, 0.0]]
    """
    points = np.asarray(points, np.float64)
    squares = (points**2).sum(axis=1)
    # |a - b|² = |a|² + |b|² - 2ab: n by n numbers, never n by n by k of them.
    apart = squares[:, np.newaxis] + squares - 2 * points @ points.T
    np.fill_diagonal(apart, 0)
    return np.sqrt(apart.clip(min=0))


def class_overlap(
    points: np.ndarray, labels: np.ndarray, n_neighbors: int = 10, n_classes: int = 10
) -> np.ndarray:
    """Say, for each class, to which classes the nearest neighbours of its points belong.

    Parameters
    ----------
    points : ndarray of shape (n, k)
        Such as `pca_projection` gives them.
    labels : ndarray of shape (n,), whole numbers
        The class of each point, 0 to `n_classes` - 1.
    n_neighbors : int
        How many neighbours of each point are asked, at least 1 and fewer than there are points.
        No point is its own neighbour.
    n_classes : int
        How many classes there are.

    Returns
    -------
    ndarray of shape (n_classes, n_classes), float64
        In row i and column j, the share of class j among the neighbours of class i. Each row sums
        to 1, or is 0 throughout where a class has no point. Where no class lies among another,
        there are ones on the diagonal.

    Raises
    ------
    ValueError
        There are not so many neighbours.

    Examples
    --------
    >>> points, labels = np.array([[0], [1], [6], [7.5]]), np.array([0, 0, 1, 0])
    >>> class_overlap(points, labels, n_neighbors=1, n_classes=2).round(2).tolist()
    [[0.67, 0.33], [1.0, 0.0]]
    """
    if not 1 <= n_neighbors < len(points):
        raise ValueError(
            f"n_neighbors must be from 1 to {len(points) - 1}, one less than there are points, "
            f"got {n_neighbors}."
        )
    apart = pairwise_distances(points)
    np.fill_diagonal(apart, np.inf)
    nearest = labels[np.argsort(apart, axis=1)[:, :n_neighbors]]
    overlap = np.zeros((n_classes, n_classes))
    for digit in range(n_classes):
        own = nearest[labels == digit]
        overlap[digit] = np.bincount(own.ravel(), minlength=n_classes) / max(own.size, 1)
    return overlap


@house_style()
def plot_class_overlap(overlap: np.ndarray, title: str = "Whose neighbours are whose") -> "Figure":
    """Draw the shares as percentages; those of other classes are coloured.

    Parameters
    ----------
    overlap : ndarray of shape (n_classes, n_classes)
        As `class_overlap` gives it.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_class_overlap(np.eye(3)).axes[0].get_title("left")
    'mean of the diagonal: 100%'
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    n, others = len(overlap), overlap - np.diag(np.diag(overlap))
    orange = LinearSegmentedColormap.from_list("others", ["#FFFFFF", "#F6C6A5", ORANGE])
    figure, axes = new_figure(title, size=(0.5 * n + 1.2, 0.5 * n + 1.5))
    axes.imshow(others, cmap=orange, vmin=0, vmax=0.4)
    for (row, column), share in np.ndenumerate(overlap):
        square = Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor="#EDEDED", linewidth=0.8)
        square.set_facecolor("#DCEAF4" if row == column else "none")
        axes.add_patch(square)
        words = f"{share:.0%}" if share >= 0.005 else "·"
        colour = "white" if others[row, column] > 0.35 else INK
        axes.text(column, row, words, ha="center", va="center", fontsize=9.5, color=colour)
    axes.set_title(f"mean of the diagonal: {np.diag(overlap).mean():.0%}")
    axes.set(xlabel="its neighbours are", ylabel="a picture of")
    axes.set(xticks=range(n), yticks=range(n))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure
