"""Look at what goes wrong: the worst errors, picture by picture."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.evaluation.scores import check_probabilities
from digitkit.plots import house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def worst_errors(labels: np.ndarray, probabilities: np.ndarray, n: int = 24) -> np.ndarray:
    """Find the wrong answers that the model was surest of.

    Parameters
    ----------
    labels : ndarray of shape (n_images,), whole numbers
        The true classes.
    probabilities : ndarray of shape (n_images, n_classes)
        From 0 to 1. The greatest of a row is the confidence, its place the prediction.
    n : int
        How many at most.

    Returns
    -------
    ndarray of shape (at most n,), int64
        Their places in `labels`, the surest first.

    Raises
    ------
    ValueError
        As `check_probabilities` does.

    Examples
    --------
    >>> worst_errors([0, 0, 1], np.array([[0.4, 0.6], [0.9, 0.1], [0.8, 0.2]])).tolist()
    [2, 0]
    """
    labels, probabilities = check_probabilities(labels, probabilities)
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    surest_first = np.argsort(-probabilities[wrong].max(axis=1), kind="stable")
    return wrong[surest_first][:n]


@house_style()
def plot_worst_errors(
    images: np.ndarray,
    labels: np.ndarray,
    probabilities: np.ndarray,
    n: int = 24,
    class_names: list[str] | None = None,
    title: str = "The errors it was surest of",
) -> "Figure":
    """Draw the worst errors, each with its true class, what it was taken for, and how surely.

    Parameters
    ----------
    images : ndarray of shape (n_images, height, width)
    labels, probabilities, n
        As in `worst_errors`.
    class_names : list of str, optional
        Instead of 0, 1, 2 …
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> images, probabilities = np.zeros((2, 28, 28)), np.array([[0.9, 0.1], [0.8, 0.2]])
    >>> figure = plot_worst_errors(images, [0, 1], probabilities)
    >>> figure.axes[0].get_title()
    '1, read as 0 (80%)'
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    worst = worst_errors(labels, probabilities, n)
    names = class_names or [str(digit) for digit in range(probabilities.shape[1])]
    columns = 6
    rows = max(1, -(-len(worst) // columns))
    figure, axes = new_figure(title, rows, columns, size=(8.4, 1.55 * rows + 0.6), squeeze=False)
    if not len(worst):
        axes[0, 0].text(0, 0.5, "Not one: every prediction is right.")
    for axis in axes.ravel():
        axis.axis("off")
    for index, axis in zip(worst, axes.ravel(), strict=False):
        taken_for = probabilities[index].argmax()
        sure = probabilities[index, taken_for]
        axis.imshow(images[index], cmap="gray_r", interpolation="nearest")
        axis.set_title(
            f"{names[labels[index]]}, read as {names[taken_for]} ({sure:.0%})",
            fontsize=9,
            loc="center",
        )
    return figure
