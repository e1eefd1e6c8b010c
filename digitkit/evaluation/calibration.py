"""Ask whether a model that says 90% is right nine times in ten."""

from typing import TYPE_CHECKING

import numpy as np

from digitkit.evaluation.scores import check_probabilities, wilson_interval
from digitkit.plots import BLUE, ORANGE, PALE, house_style, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def calibration_curve(
    labels: np.ndarray, probabilities: np.ndarray, n_bins: int = 15
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compare how sure the model is with how often it is right, in bins of equal width.

    Parameters
    ----------
    labels : ndarray of shape (n,), whole numbers
        The true classes.
    probabilities : ndarray of shape (n, n_classes)
        From 0 to 1. The greatest of a row is the confidence, its place the prediction.
    n_bins : int
        Into how many bins the confidences from 0 to 1 are put.

    Returns
    -------
    confidence, accuracy : ndarray of shape (k,), float64
        The mean of each in every bin that is not empty, so k is at most `n_bins`.
    counts : ndarray of shape (k,), int64
        How many pictures are in each of them.

    Raises
    ------
    ValueError
        As `check_probabilities` does.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks",
    ICML 2017, section 2.

    Examples
    --------
    >>> probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.4, 0.6]])
    >>> confidence, accuracy, counts = calibration_curve([0, 1, 1], probabilities, n_bins=5)
    >>> confidence.tolist(), accuracy.tolist(), counts.tolist()
    ([0.6, 0.9], [1.0, 0.5], [1, 2])
    """
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    # The left edge belongs to the bin below, as in the paper; 0 itself is in the first.
    bins = np.ceil(confidence * n_bins).astype(int).clip(1, n_bins) - 1
    counts = np.bincount(bins)
    full = counts > 0
    sure = np.bincount(bins, weights=confidence)[full]
    right = np.bincount(bins, weights=is_right)[full]
    return sure / counts[full], right / counts[full], counts[full]


def expected_calibration_error(
    labels: np.ndarray, probabilities: np.ndarray, n_bins: int = 15
) -> float:
    """Give the mean distance between confidence and accuracy, weighted by the pictures in a bin.

    Parameters
    ----------
    labels, probabilities, n_bins
        As in `calibration_curve`.

    Returns
    -------
    float
        From 0, perfectly calibrated, to 1.

    References
    ----------
    Guo et al. 2017, equation 3; M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well
    calibrated probabilities using Bayesian binning", AAAI 2015.

    Examples
    --------
    >>> probabilities = np.array([[0.9, 0.1], [0.9, 0.1]])
    >>> round(expected_calibration_error([0, 1], probabilities), 3)
    0.4
    """
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins)
    return float(np.average(np.abs(confidence - accuracy), weights=counts))


@house_style()
def plot_calibration(
    labels: np.ndarray,
    probabilities: np.ndarray,
    n_bins: int = 15,
    title: str = "Is it as sure as it should be?",
) -> "Figure":
    """Draw accuracy against confidence, above how many pictures have that confidence.

    Parameters
    ----------
    labels, probabilities, n_bins
        As in `calibration_curve`.
    title : str

    Returns
    -------
    Figure

    Examples
    --------
    >>> plot_calibration([0, 1], np.array([[0.9, 0.1], [0.6, 0.4]])).get_suptitle()
    'Is it as sure as it should be?'
    """
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins)
    error = expected_calibration_error(labels, probabilities, n_bins)
    figure, (curve, bars) = new_figure(title, 2, size=(5.6, 6), sharex=True, height_ratios=[3, 1])
    # Wilson's, because a bin of three pictures that are all right proves little.
    low, high = wilson_interval(accuracy * counts, counts)
    curve.plot([0, 1], [0, 1], color=PALE, linestyle="--", linewidth=1.5)
    curve.vlines(confidence, low, high, color=BLUE, linewidth=1.2)
    curve.plot(confidence, accuracy, "o-", color=BLUE, linewidth=1.5)
    curve.text(0.02, 0.94, "not sure enough", color=PALE)
    curve.text(0.98, 0.03, "too sure", color=PALE, ha="right")
    curve.set_title(f"dashed: perfect; expected calibration error {error:.2%}")
    curve.set(ylabel="share that is right, 95% interval", xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    middles = (np.ceil(confidence * n_bins) - 0.5) / n_bins
    bars.bar(middles, counts, width=0.9 / n_bins, color=ORANGE)
    bars.set_yscale("log")
    bars.set(xlabel="confidence in the prediction", ylabel="pictures", ylim=(0.8, None))
    for axis in (curve.xaxis, curve.yaxis):
        axis.set_major_formatter(lambda share, _: f"{share:.0%}")
    bars.yaxis.set_major_formatter("{x:,.0f}")
    return figure
