"""Which digit is taken for which: the confusion matrix, and what is read off it."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.evaluation.scores import check_labels
from digitkit.plots import INK, ORANGE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def confusion_matrix(
    labels: np.ndarray, predictions: np.ndarray, n_classes: int = 10
) -> np.ndarray:
    """Count how often each class is predicted as each class.

    Parameters
    ----------
    labels, predictions : ndarray of shape (n,), whole numbers
        0 to `n_classes` - 1.
    n_classes : int
        How many classes there are.

    Returns
    -------
    ndarray of shape (n_classes, n_classes), int64
        In row i and column j, the pictures of class i that were predicted as j, as scikit-learn
        has it: the truth down, the prediction across.

    Raises
    ------
    ValueError
        As `check_labels` does; or a class outside the range.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1, 1], [0, 1, 1, 1], n_classes=2).tolist()
    [[1, 1], [0, 2]]
    """
    labels, predictions = check_labels(labels, predictions)
    lowest = min(labels.min(), predictions.min())
    highest = max(labels.max(), predictions.max())
    if lowest < 0 or highest >= n_classes:
        raise ValueError(
            f"Classes must be from 0 to {n_classes - 1}, got {lowest} to {highest}; set n_classes."
        )
    matrix = np.zeros((n_classes, n_classes), np.int64)
    # Not matrix[labels, predictions] += 1, which counts a repeated pair once.
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


def precision_recall_f1(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read precision, recall and F1 of each class off a confusion matrix.

    Parameters
    ----------
    matrix : ndarray of shape (n_classes, n_classes)
        Truth down, prediction across.

    Returns
    -------
    precision, recall, f1 : ndarray of shape (n_classes,), float64
        Of those called i, the share that is i; of those that are i, the share called i; and the
        harmonic mean of the two. 0 where there is nothing to divide by.

    Examples
    --------
    >>> precision, recall, f1 = precision_recall_f1(np.array([[1, 1], [0, 2]]))
    >>> precision.round(2).tolist(), recall.tolist(), f1.round(2).tolist()
    ([1.0, 0.67], [0.5, 1.0], [0.67, 0.8])
    """
    right, called, are = np.diag(matrix), matrix.sum(axis=0), matrix.sum(axis=1)
    # Where a sum is 0, so is the count above it: any other divisor gives the 0 that is wanted.
    precision, recall = right / called.clip(min=1), right / are.clip(min=1)
    return precision, recall, 2 * right / (called + are).clip(min=1)


def classification_report(matrix: np.ndarray) -> str:
    """Write precision, recall, F1 and support of each class as a table.

    Parameters
    ----------
    matrix : ndarray of shape (n_classes, n_classes)
        As `confusion_matrix` gives it.

    Returns
    -------
    str
        Laid out as scikit-learn's `classification_report` with four decimals.

    Examples
    --------
    >>> print(classification_report(np.array([[1, 1], [0, 2]])))
                  precision    recall  f1-score   support
    <BLANKLINE>
               0     1.0000    0.5000    0.6667         2
               1     0.6667    1.0000    0.8000         2
    <BLANKLINE>
        accuracy                         0.7500         4
       macro avg     0.8333    0.7500    0.7333         4
    weighted avg     0.8333    0.7500    0.7333         4
    <BLANKLINE>
    """
    support, total = matrix.sum(axis=1), int(matrix.sum())
    columns = np.stack(precision_recall_f1(matrix), axis=1)
    means = {"macro avg": columns.mean(axis=0), "weighted avg": support @ columns / total}

    def line(name: object, numbers: np.ndarray, count: int) -> str:
        return f"{name:>12} " + "".join(f" {number:>9.4f}" for number in numbers) + f" {count:>9}\n"

    rows = "".join(line(digit, columns[digit], support[digit]) for digit in range(len(matrix)))
    return (
        f"{'':>12}  precision    recall  f1-score   support\n\n{rows}\n"
        f"{'accuracy':>12} {'':>20} {np.trace(matrix) / total:>9.4f} {total:>9}\n"
        + "".join(line(name, numbers, total) for name, numbers in means.items())
    )


@house_style()
def plot_confusion_matrix(
    matrix: np.ndarray,
    class_names: list[str] | None = None,
    title: str = "Which digit is taken for which",
) -> "Figure":
    """Draw a confusion matrix with its counts; the errors are coloured, the right answers not.

    Parameters
    ----------
    matrix : ndarray of shape (n_classes, n_classes)
        As `confusion_matrix` gives it.
    class_names : list of str, optional
        Instead of 0, 1, 2 …
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_confusion_matrix(np.array([[1, 1], [0, 2]])).get_suptitle()
    'Which digit is taken for which'
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    n, wrong = len(matrix), matrix - np.diag(np.diag(matrix))
    names = class_names or [str(digit) for digit in range(n)]
    # Beside thousands that are right, a common scale would show no error at all.
    orange = LinearSegmentedColormap.from_list("errors", ["#FFFFFF", "#F6C6A5", ORANGE])
    figure, axes = new_figure(title, size=(0.5 * n + 1.2, 0.5 * n + 1.5))
    axes.imshow(wrong, cmap=orange, vmin=0, vmax=max(wrong.max(), 1))
    for (row, column), count in np.ndenumerate(matrix):
        is_right = row == column
        square = Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor="#EDEDED", linewidth=0.8)
        square.set_facecolor("#DCEAF4" if is_right else "none")
        axes.add_patch(square)
        colour = "white" if wrong[row, column] > 0.75 * wrong.max() else INK
        words = f"{count:,}" if count else "·"
        axes.text(column, row, words, ha="center", va="center", fontsize=9.5, color=colour)
    share = wrong.sum() / max(matrix.sum(), 1)
    axes.set_title(f"{wrong.sum():,} of {matrix.sum():,} wrong ({share:.2%})")
    axes.set(xlabel="predicted", ylabel="true", xticks=range(n), yticks=range(n))
    axes.set_xticklabels(names)
    axes.set_yticklabels(names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure
