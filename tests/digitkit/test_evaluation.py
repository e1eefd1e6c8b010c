"""Judging a model: each figure against scikit-learn or SciPy, each plot for what it says."""

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn import calibration as sklearn_calibration
from sklearn import metrics

from digitkit.evaluation import (
    accuracy,
    accuracy_interval,
    calibration_curve,
    classification_report,
    confusion_matrix,
    expected_calibration_error,
    mcnemar,
    plot_calibration,
    plot_confusion_matrix,
    plot_learning_curves,
    plot_worst_errors,
    precision_recall_f1,
    wilson_interval,
    worst_errors,
)


@pytest.fixture(scope="module")
def judged():
    """Give 3,000 labels, and probabilities that are right about three times in four."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 3000)
    scores = rng.normal(size=(3000, 10)) * 1.5
    scores[np.arange(3000), labels] += 3.5
    powers = np.exp(scores)
    return labels, powers / powers.sum(axis=1, keepdims=True)


def test_accuracy_is_the_share_that_is_right(judged):
    labels, probabilities = judged
    predictions = probabilities.argmax(axis=1)
    assert accuracy([1, 2, 3, 4], [1, 2, 3, 9]) == 0.75
    assert accuracy(labels, predictions) == metrics.accuracy_score(labels, predictions)


BAD_LABELS = {
    "one-hot labels": (np.eye(10), np.arange(10), r"labels must be .* \(10, 10\); .*argmax"),
    "probabilities": (np.arange(3), np.ones((3, 10)), r"predictions must be .* float64 of shape"),
    "floats": (np.arange(3), np.ones(3), "whole numbers"),
    "a column": (np.arange(3), np.ones((3, 1), int), r"shape \(3, 1\)"),
    "unequal": (np.arange(3), np.arange(4), "equally many and at least one, got 3 and 4"),
    "none": ([], [], "at least one, got 0 and 0"),
}


@pytest.mark.parametrize("judge", [accuracy, confusion_matrix, accuracy_interval])
@pytest.mark.parametrize(
    ("labels", "predictions", "sentence"), BAD_LABELS.values(), ids=BAD_LABELS.keys()
)
def test_what_is_not_one_class_for_each_picture_is_refused(judge, labels, predictions, sentence):
    with pytest.raises(ValueError, match=sentence):
        judge(labels, predictions)


@pytest.mark.parametrize(("n_right", "n"), [(0, 10), (10, 10), (9970, 10_000), (1, 3), (50, 100)])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_wilsons_interval_agrees_with_scipy(n_right, n, confidence):
    oracle = binomtest(n_right, n).proportion_ci(confidence, method="wilson")
    ours = wilson_interval(n_right, n, confidence)
    assert ours == pytest.approx((oracle.low, oracle.high), abs=1e-12)
    predictions = np.arange(n) >= n_right
    assert accuracy_interval(
        np.zeros(n, int), predictions.astype(int), confidence
    ) == pytest.approx((oracle.low, oracle.high), abs=1e-12)


def test_wilsons_interval_takes_many_counts_at_once():
    low, high = wilson_interval(np.array([0, 5]), np.array([10, 10]))
    assert low.shape == high.shape == (2,) and low[1] == wilson_interval(5, 10)[0]


def test_mcnemar_agrees_with_the_exact_binomial_test():
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 10, 400)
    first = np.where(rng.random(400) < 0.9, labels, (labels + 1) % 10)
    second = np.where(rng.random(400) < 0.84, labels, (labels + 2) % 10)
    only_first, only_second, p_value = mcnemar(labels, first, second)
    assert only_first - only_second == np.sum(first == labels) - np.sum(second == labels)
    oracle = binomtest(only_first, only_first + only_second, 0.5).pvalue
    assert p_value == pytest.approx(oracle)
    assert mcnemar(labels, second, first) == (only_second, only_first, p_value)


def test_two_models_with_the_same_errors_do_not_differ():
    assert mcnemar([1, 2, 3], [1, 2, 9], [1, 2, 8]) == (0, 0, 1.0)


def test_mcnemar_copes_with_thousands_of_differences():
    assert mcnemar(np.zeros(4000, int), np.zeros(4000, int), np.ones(4000, int))[2] == 0.0


def test_the_confusion_matrix_has_the_truth_down_and_the_prediction_across():
    matrix = confusion_matrix([7, 7, 7, 1], [1, 1, 7, 1])
    assert matrix[7, 1] == 2 and matrix[1, 7] == 0, (
        "Two sevens were read as ones: that is row 7, column 1, as scikit-learn has it."
    )


def test_the_confusion_matrix_agrees_with_scikit_learn(judged):
    labels, probabilities = judged
    predictions = probabilities.argmax(axis=1)
    oracle = metrics.confusion_matrix(labels, predictions, labels=range(11))
    assert (confusion_matrix(labels, predictions, n_classes=11) == oracle).all()


@pytest.mark.parametrize(("labels", "predictions"), [([3], [10]), ([-1], [3])])
def test_a_class_outside_the_matrix_is_refused(labels, predictions):
    with pytest.raises(ValueError, match="Classes must be from 0 to 9, got .*; set n_classes"):
        confusion_matrix(labels, predictions)


def test_precision_recall_and_f1_agree_with_scikit_learn(judged):
    labels, probabilities = judged
    predictions = probabilities.argmax(axis=1)
    ours = precision_recall_f1(confusion_matrix(labels, predictions))
    oracle = metrics.precision_recall_fscore_support(labels, predictions)
    for mine, theirs in zip(ours, oracle, strict=False):
        assert np.allclose(mine, theirs)


def test_a_class_that_never_occurs_scores_0_without_a_warning(recwarn):
    precision, recall, f1 = precision_recall_f1(np.array([[3, 0, 0], [1, 0, 0], [0, 0, 0]]))
    assert precision.tolist() == [0.75, 0, 0] and recall.tolist() == [1, 0, 0]
    assert f1[1:].tolist() == [0, 0] and not recwarn


def test_the_report_reads_as_scikit_learns(judged):
    labels, probabilities = judged
    predictions = probabilities.argmax(axis=1)
    ours = classification_report(confusion_matrix(labels, predictions))
    assert ours == metrics.classification_report(labels, predictions, digits=4)


def test_the_calibration_curve_agrees_with_scikit_learn(judged):
    labels, probabilities = judged
    confidence, share_right, counts = calibration_curve(labels, probabilities, n_bins=10)
    is_right = probabilities.argmax(axis=1) == labels
    theirs = sklearn_calibration.calibration_curve(is_right, probabilities.max(axis=1), n_bins=10)
    assert np.allclose(share_right, theirs[0]) and np.allclose(confidence, theirs[1])
    assert counts.sum() == len(labels)


def test_the_calibration_error_is_the_weighted_distance_from_the_diagonal():
    probabilities = np.array([[0.95, 0.05]] * 4 + [[0.65, 0.35]] * 2)
    labels = [0, 0, 0, 1, 0, 0]  # right three times in four, then always
    error = expected_calibration_error(labels, probabilities, n_bins=10)
    assert error == pytest.approx((4 * (0.95 - 0.75) + 2 * (1 - 0.65)) / 6)


def test_a_model_that_says_what_it_knows_has_almost_no_calibration_error():
    rng = np.random.default_rng(2)
    sure = rng.uniform(0.5, 1, 50_000)
    labels = (rng.random(50_000) > sure).astype(int)
    probabilities = np.stack([sure, 1 - sure], axis=1)
    assert expected_calibration_error(labels, probabilities) < 0.01
    squared = probabilities**3 / (probabilities**3).sum(axis=1, keepdims=True)
    assert expected_calibration_error(labels, squared) > 0.05, "This one is too sure."


@pytest.mark.parametrize(
    ("labels", "probabilities", "sentence"),
    [
        (np.zeros(3, int), np.ones((4, 10)) / 10, r"got \(3,\) and \(4, 10\)"),
        (np.zeros(3, int), np.zeros(3), r"got \(3,\) and \(3,\)"),
        (
            np.zeros(2, int),
            np.array([[4.0, -1], [2, 1]]),
            "from 0 to 1, got -1 to 4; apply softmax",
        ),
        (np.zeros(1, int), np.array([[np.nan, 1]]), "from 0 to 1, got nan"),
        (np.eye(3), np.eye(3), r"got \(3, 3\) and \(3, 3\)"),
        (np.zeros(0, int), np.zeros((0, 10)), "n at least 1"),
    ],
    ids=["counts differ", "one column", "logits", "not a number", "one-hot labels", "none"],
)
@pytest.mark.parametrize("judge", [calibration_curve, worst_errors])
def test_what_is_no_probability_is_refused(judge, labels, probabilities, sentence):
    with pytest.raises(ValueError, match=sentence):
        judge(labels, probabilities)


def test_the_worst_errors_are_the_surest_wrong_answers(judged):
    labels, probabilities = judged
    worst = worst_errors(labels, probabilities, n=30)
    predictions, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    assert len(worst) == 30 and (predictions[worst] != labels[worst]).all()
    assert (np.diff(sure[worst]) <= 0).all(), "The surest must come first."
    others = np.setdiff1d(np.flatnonzero(predictions != labels), worst)
    assert sure[others].max() <= sure[worst].min()


def test_a_perfect_model_has_no_worst_errors():
    assert worst_errors([0, 1], np.eye(2)).size == 0


def test_the_counts_are_written_in_the_cells_of_the_confusion_matrix(words):
    matrix = np.array([[1234, 7], [0, 56]])
    figure = plot_confusion_matrix(matrix, ["zero", "one"])
    cells = {text.get_position(): text.get_text() for text in figure.axes[0].texts}
    assert cells == {(0, 0): "1,234", (1, 0): "7", (0, 1): "·", (1, 1): "56"}
    assert "7 of 1,297 wrong (0.54%)" in words(figure) and "zero" in words(figure)


def test_the_confusion_matrix_colours_the_errors_only():
    figure = plot_confusion_matrix(np.array([[1000, 2], [1, 1000]]))
    assert figure.axes[0].images[0].get_array().tolist() == [[0, 2], [1, 0]], (
        "On one scale with a thousand right answers, two errors cannot be seen."
    )


def test_the_calibration_plot_states_the_error(judged, words):
    labels, probabilities = judged
    error = expected_calibration_error(labels, probabilities)
    assert f"expected calibration error {error:.2%}" in words(
        plot_calibration(labels, probabilities)
    )


def test_the_gallery_names_the_truth_the_answer_and_how_sure_it_was(words):
    images, probabilities = np.zeros((2, 28, 28)), np.array([[0.9, 0.1], [0.8, 0.2]])
    figure = plot_worst_errors(images, [0, 1], probabilities, class_names=["nought", "one"])
    assert "one, read as nought (80%)" in words(figure)


def test_the_gallery_of_a_perfect_model_says_so(words):
    figure = plot_worst_errors(np.zeros((2, 28, 28)), [0, 1], np.eye(2))
    assert "every prediction is right" in words(figure)


def test_the_learning_curves_mark_the_epoch_with_the_lowest_validation_loss(words):
    history = {
        "loss": [0.9, 0.5, 0.3],
        "accuracy": [0.7, 0.8, 0.9],
        "val_loss": [0.8, 0.6, 0.7],
        "val_accuracy": [0.7, 0.8, 0.8],
    }
    figure = plot_learning_curves(history)
    assert "loss (dotted: best epoch, 2)" in words(figure)
    for axes, name in zip(figure.axes, ("loss", "accuracy"), strict=True):
        drawn = [list(line.get_ydata()) for line in axes.lines]
        assert drawn[:2] == [history[name], history[f"val_{name}"]]


@pytest.mark.parametrize("history", [{}, {"loss": [0.3]}, {"loss": [], "accuracy": []}])
def test_a_history_without_curves_is_refused(history):
    with pytest.raises(
        ValueError, match="history must have '(loss|accuracy)' with a value for each"
    ):
        plot_learning_curves(history)


def test_the_epochs_of_a_short_training_are_whole_numbers():
    figure = plot_learning_curves({"loss": [0.4], "accuracy": [0.9]})
    assert all(tick == int(tick) for axes in figure.axes for tick in axes.get_xticks())
