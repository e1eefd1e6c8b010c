"""Judge a model by what it predicts: arrays in, figures and plots out, never a model."""

from digitkit.evaluation.calibration import (
    calibration_curve,
    expected_calibration_error,
    plot_calibration,
)
from digitkit.evaluation.comparison import choose_model, compare_models
from digitkit.evaluation.confusion import (
    classification_report,
    confusion_matrix,
    plot_confusion_matrix,
    precision_recall_f1,
)
from digitkit.evaluation.curves import plot_learning_curves
from digitkit.evaluation.errors import plot_worst_errors, worst_errors
from digitkit.evaluation.scores import (
    accuracy,
    accuracy_interval,
    check_labels,
    check_probabilities,
    mcnemar,
    wilson_interval,
)

__all__ = [
    "accuracy",
    "accuracy_interval",
    "calibration_curve",
    "check_labels",
    "check_probabilities",
    "choose_model",
    "classification_report",
    "compare_models",
    "confusion_matrix",
    "expected_calibration_error",
    "mcnemar",
    "plot_calibration",
    "plot_confusion_matrix",
    "plot_learning_curves",
    "plot_worst_errors",
    "precision_recall_f1",
    "wilson_interval",
    "worst_errors",
]
