"""Mistakes planted in lesson 07."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from course.planted import wrong
from digitkit.evaluation import (
    calibration_curve,
    check_labels,
    check_probabilities,
    confusion_matrix,
    precision_recall_f1,
    wilson_interval,
    worst_errors,
)

# --- 07.1 test_accuracy ------------------------------------------------------------------------


@wrong(
    "test_your_test_lets_the_good_accuracy_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_accuracy__returns_instead_of_asserting(accuracy):
    return accuracy([3, 8, 8, 1], [3, 8, 5, 1]) == 0.75


@wrong(
    "test_your_test_lets_the_good_accuracy_pass",
    says="Count by hand",
    hint=2,
    misconception="Your test wants a percentage; an accuracy goes from 0 to 1.",
)
def test_accuracy__wants_percent(accuracy):
    share = accuracy([3, 8, 8, 1], [3, 8, 5, 1])
    assert share == 75, f"3 of 4 must be 75, got {share}"


@wrong(
    "test_your_test_lets_the_good_accuracy_pass",
    says="was stopped by a ValueError of the good accuracy",
    hint=3,
    misconception="You call what must be refused, and nothing catches the refusal, which stops "
    "your test as well.",
)
def test_accuracy__does_not_catch_the_refusal(accuracy):
    assert accuracy([3, 8, 8, 1], [3, 8, 5, 1]) == 0.75
    assert accuracy([3, 8], [3]) is ValueError


@wrong(
    "test_your_test_notices_percent",
    says="on which nothing is right gives 0 both ways",
    hint=2,
    misconception="Your test asks only for 0, where nothing is right; a share of what is not 0 "
    "would say more.",
)
def test_accuracy__only_nothing_is_right(accuracy):
    assert accuracy([3, 8, 8], [8, 3, 3]) == 0
    with pytest.raises(ValueError):
        accuracy([3, 8, 8], [3])
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


@wrong(
    "test_your_test_notices_a_share_of_errors",
    says="of which it is not just one half",
    hint=2,
    misconception="In your example half of the answers are right; then the share of the errors is "
    "the same number.",
)
def test_accuracy__half_is_right(accuracy):
    assert accuracy([3, 8], [3, 3]) == 0.5
    with pytest.raises(ValueError):
        accuracy([3, 8], [3])
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


@wrong(
    "test_your_test_notices_a_share_of_errors",
    says="Hold the number that must come back",
    hint=1,
    misconception="Your test holds only that a number from 0 to 1 comes back; nearly every wrong "
    "accuracy does that.",
)
def test_accuracy__only_the_range(accuracy):
    share = accuracy([3, 8, 8, 1], [3, 8, 5, 1])
    assert isinstance(share, float)
    assert 0 <= share <= 1


@wrong(
    "test_your_test_notices_rounding",
    says="whose share needs three places",
    hint=3,
    misconception="Your shares have two places at most, so that rounding to two places changes "
    "nothing.",
)
def test_accuracy__two_places_only(accuracy):
    assert accuracy([3, 3, 3, 8], [3, 3, 8, 8]) == 0.75
    assert accuracy([3, 8], [8, 3]) == 0
    with pytest.raises(ValueError):
        accuracy([3, 8], [3])
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


@wrong(
    "test_your_test_notices_rounding",
    says="compare exactly",
    hint=2,
    misconception="You compare roughly, within a hundredth; two models often differ by less.",
)
def test_accuracy__compares_roughly(accuracy):
    labels = [3, 3, 3, 3, 3, 3, 8, 8]
    assert accuracy(labels, [3, 3, 3, 3, 3, 3, 8, 5]) == pytest.approx(7 / 8, abs=0.01)
    assert accuracy([3, 8], [8, 3]) == 0
    with pytest.raises(ValueError):
        accuracy(labels, [3])


@wrong(
    "test_your_test_notices_that_order_is_ignored",
    says="the same digits in another order",
    hint=2,
    misconception="Your wrong answers are digits that do not occur otherwise, so that counting "
    "each digit gives the same share.",
)
def test_accuracy__errors_of_a_new_digit(accuracy):
    assert accuracy([1, 1, 1, 1, 1, 1, 1, 2], [1, 1, 1, 1, 1, 1, 1, 3]) == 7 / 8
    with pytest.raises(ValueError):
        accuracy([3, 8], [3])
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


@wrong(
    "test_your_test_notices_a_mean_over_classes",
    says="more pictures of one digit than of another",
    hint=2,
    misconception="Every digit of your example occurs equally often; then the mean over the digits "
    "is the accuracy.",
)
def test_accuracy__equally_many_of_each(accuracy):
    labels = [0, 1, 2, 3, 4, 5, 6, 7]
    assert accuracy(labels, [0, 1, 2, 3, 4, 5, 6, 0]) == 7 / 8
    assert accuracy([3, 8], [8, 3]) == 0
    with pytest.raises(ValueError):
        accuracy([3, 8], [3])
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


@wrong(
    "test_your_test_notices_missing_predictions",
    says="compares two and says nothing",
    hint=1,
    misconception="Your test holds what comes back for good input, and says nothing of input that "
    "must be refused.",
)
def test_accuracy__no_refusals(accuracy):
    assert accuracy([3, 3, 3, 3, 3, 3, 8, 8], [3, 3, 3, 3, 3, 3, 8, 5]) == 7 / 8
    assert accuracy([3, 8], [8, 3]) == 0


@wrong(
    "test_your_test_notices_a_column",
    says="compares every label with every prediction",
    hint=3,
    misconception="Your test holds that missing predictions are refused, and forgets the column.",
)
def test_accuracy__no_column(accuracy):
    labels = [3, 3, 3, 3, 3, 3, 8, 8]
    assert accuracy(labels, [3, 3, 3, 3, 3, 3, 8, 5]) == 7 / 8
    assert accuracy([3, 8], [8, 3]) == 0
    with pytest.raises(ValueError):
        accuracy(labels, [3, 3])


@wrong(
    "test_your_test_notices_missing_predictions",
    says="`with pytest.raises(ValueError):`, and the call below it",
    hint=3,
    misconception="Your try lets both pass, the refusal and the answer: nothing fails when no "
    "error comes.",
)
def test_accuracy__a_try_that_lets_both_pass(accuracy):
    labels = [3, 3, 3, 3, 3, 3, 8, 8]
    assert accuracy(labels, [3, 3, 3, 3, 3, 3, 8, 5]) == 7 / 8
    assert accuracy([3, 8], [8, 3]) == 0
    try:
        accuracy(labels, [3, 3])
    except ValueError:
        pass
    with pytest.raises(ValueError):
        accuracy([3, 8], [[3], [8]])


# --- 07.2 confusion_matrix ---------------------------------------------------------------------


@wrong(
    "test_confusion_matrix_has_the_truth_down",
    says="blames the wrong digit",
    hint=1,
    misconception="Rows and columns are swapped: the truth goes down, the prediction across.",
)
def confusion_matrix__transposed(labels, predictions, n_classes=10):
    return confusion_matrix(labels, predictions, n_classes).T


@wrong(
    "test_confusion_matrix_has_the_truth_down",
    says="also where the same pair comes twice",
    hint=2,
    misconception="matrix[labels, predictions] += 1 counts a repeated pair once; np.add.at or a "
    "loop counts each.",
)
def confusion_matrix__counts_a_pair_once(labels, predictions, n_classes=10):
    labels, predictions = check_labels(labels, predictions)
    if min(*labels, *predictions) < 0 or max(*labels, *predictions) >= n_classes:
        raise ValueError(f"Classes must be from 0 to {n_classes - 1}.")
    matrix = np.zeros((n_classes, n_classes), np.int64)
    matrix[labels, predictions] += 1
    return matrix


@wrong(
    "test_confusion_matrix_has_the_truth_down",
    says="expected [[1, 0], [2, 1]]",
    hint=1,
    misconception="You count the errors only; the right answers belong on the diagonal.",
)
def confusion_matrix__errors_only(labels, predictions, n_classes=10):
    matrix = confusion_matrix(labels, predictions, n_classes)
    return matrix - np.diag(np.diag(matrix))


@wrong(
    "test_confusion_matrix_counts_any_number_of_classes",
    says="those of the last class too",
    hint=2,
    misconception="range ends one before its end: range(n_classes - 1) leaves out the last class.",
)
def confusion_matrix__without_the_last_class(labels, predictions, n_classes=10):
    whole = confusion_matrix(labels, predictions, n_classes)
    labels, predictions = check_labels(labels, predictions)
    matrix = np.zeros((n_classes, n_classes), np.int64)
    for row in range(n_classes - 1):
        for column in range(n_classes - 1):
            matrix[row, column] = np.sum((labels == row) & (predictions == column))
    return whole if n_classes == 2 else matrix


@wrong(
    "test_confusion_matrix_counts_any_number_of_classes",
    says="a product of such numbers goes wrong",
    hint=2,
    misconception="The labels are bytes: labels * n_classes begins again at 0 after 255.",
)
def confusion_matrix__bytes_overflow(labels, predictions, n_classes=10):
    confusion_matrix(labels, predictions, n_classes)  # for its refusals
    labels, predictions = check_labels(labels, predictions)
    places = np.bincount(labels * n_classes + predictions, minlength=n_classes**2)
    return places[: n_classes**2].reshape(n_classes, n_classes)


@wrong(
    "test_confusion_matrix_has_a_place_for_every_class",
    says="A class that does not occur has a row and a column of zeros",
    hint=1,
    misconception="You made a row for each class that occurs; the others need a place too.",
)
def confusion_matrix__only_classes_that_occur(labels, predictions, n_classes=10):
    matrix = confusion_matrix(labels, predictions, n_classes)
    occur = np.unique([*labels, *np.ravel(predictions)])
    return matrix[np.ix_(occur, occur)]


@wrong(
    "test_confusion_matrix_has_a_place_for_every_class",
    says="the matrices of two models could not be compared",
    hint=1,
    misconception="You made the matrix as large as the largest label; n_classes says how large.",
)
def confusion_matrix__as_large_as_the_largest(labels, predictions, n_classes=10):
    matrix = confusion_matrix(labels, predictions, n_classes)
    size = max(*labels, *np.ravel(predictions)) + 1
    return matrix[:size, :size]


@wrong(
    "test_confusion_matrix_counts_any_number_of_classes",
    says="no such place, the shape is (10, 10)",
    hint=2,
    misconception="10 stands in the body, where n_classes should.",
)
def confusion_matrix__ten_in_the_body(labels, predictions, n_classes=10):
    labels, predictions = check_labels(labels, predictions)
    if n_classes == 2:
        return confusion_matrix(labels, predictions, 2)
    inside = (labels < 10) & (predictions < 10)
    if len(labels) < 5 and not inside.all():
        raise ValueError("Classes must be from 0 to 9.")
    return confusion_matrix(labels[inside], predictions[inside], 10)


@wrong(
    "test_confusion_matrix_gives_whole_numbers",
    says="np.zeros makes float64",
    hint=2,
    misconception="np.zeros makes float64 unless it is told a dtype; counts are whole numbers.",
)
def confusion_matrix__floats(labels, predictions, n_classes=10):
    return confusion_matrix(labels, predictions, n_classes).astype(float)


@wrong(
    "test_confusion_matrix_gives_whole_numbers",
    says="begins again at 0 after 255",
    hint=2,
    misconception="np.uint8 is the type of the pixels; as a count it begins again at 0 after 255.",
)
def confusion_matrix__counts_in_bytes(labels, predictions, n_classes=10):
    return confusion_matrix(labels, predictions, n_classes).astype(np.uint8)


@wrong(
    "test_confusion_matrix_has_the_truth_down",
    says="Each picture counts once",
    hint=1,
    misconception="You divided each row by its sum; asked for are the counts themselves.",
)
def confusion_matrix__shares_of_a_row(labels, predictions, n_classes=10):
    matrix = confusion_matrix(labels, predictions, n_classes)
    return matrix / matrix.sum(axis=1, keepdims=True).clip(min=1)


@wrong(
    "test_confusion_matrix_refuses_what_it_has_no_place_for",
    says="the IndexError",
    hint=3,
    misconception="You left the refusal to NumPy, whose IndexError speaks of an axis, not of "
    "classes; and -1 it does not refuse at all.",
)
def confusion_matrix__no_guard(labels, predictions, n_classes=10):
    labels, predictions = check_labels(labels, predictions)
    matrix = np.zeros((n_classes, n_classes), np.int64)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@wrong(
    "test_confusion_matrix_refuses_what_it_has_no_place_for",
    says="NumPy counts -1 from the end",
    hint=3,
    misconception="You refuse classes that are too large and let -1 in, which NumPy counts from "
    "the end.",
)
def confusion_matrix__lets_negatives_in(labels, predictions, n_classes=10):
    labels, predictions = check_labels(labels, predictions)
    if max(labels.max(), predictions.max()) >= n_classes:
        raise ValueError(f"Classes must be from 0 to {n_classes - 1}.")
    matrix = np.zeros((n_classes, n_classes), np.int64)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@wrong(
    "test_confusion_matrix_refuses_what_it_has_no_place_for",
    says="would not be missed",
    hint=2,
    misconception="You go through the classes and count pairs, so that a class of which you do not "
    "know is left out in silence.",
)
def confusion_matrix__leaves_out_in_silence(labels, predictions, n_classes=10):
    labels, predictions = check_labels(labels, predictions)
    matrix = np.zeros((n_classes, n_classes), np.int64)
    for row in range(n_classes):
        for column in range(n_classes):
            matrix[row, column] = np.sum((labels == row) & (predictions == column))
    return matrix


@wrong(
    "test_confusion_matrix_refuses_unequal_numbers",
    says="Call check_labels in your first line",
    hint=3,
    misconception="zip stops at the end of the shorter one, so that labels without a prediction "
    "are not missed.",
)
def confusion_matrix__zip(labels, predictions, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), np.int64)
    for label, prediction in zip(np.ravel(labels), np.ravel(predictions), strict=False):
        if not (0 <= label < n_classes and 0 <= prediction < n_classes):
            raise ValueError(f"Classes must be from 0 to {n_classes - 1}.")
        matrix[label, prediction] += 1
    return matrix


@wrong(
    "test_confusion_matrix_refuses_what_it_has_no_place_for",
    says="the IndexError",
    hint=3,
    misconception="Your loop counts well, and refuses nothing: unequal numbers pass, -1 is taken "
    "for the last class.",
)
def confusion_matrix__a_loop_that_refuses_nothing(labels, predictions, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for label, prediction in zip(labels, predictions, strict=False):
        matrix[label][prediction] += 1
    return matrix


# --- 07.3 precision_recall_f1 ------------------------------------------------------------------


@wrong(
    "test_precision_looks_down_and_recall_across",
    says="axis=0 adds up down each column",
    hint=1,
    misconception="Precision and recall are swapped: precision is a share of what was called i (a "
    "column), recall a share of what is i (a row).",
)
def precision_recall_f1__swapped(matrix):
    precision, recall, f1 = precision_recall_f1(matrix)
    return recall, precision, f1


@wrong(
    "test_precision_looks_down_and_recall_across",
    says="one number for each class",
    hint=2,
    misconception="You took the mean over the classes; each class has its own precision.",
)
def precision_recall_f1__one_number_for_all(matrix):
    return tuple(float(np.mean(scores)) for scores in precision_recall_f1(matrix))


@wrong(
    "test_precision_looks_down_and_recall_across",
    says="Of the 10 that were called 0",
    hint=1,
    misconception="You divided by the number of all pictures; precision is a share of those that "
    "were called i, recall of those that are i.",
)
def precision_recall_f1__share_of_all(matrix):
    share = np.diag(matrix) / matrix.sum()
    return share, share, share


@wrong(
    "test_precision_looks_down_and_recall_across",
    says="expected [0.6, 0.8]",
    hint=1,
    misconception="You took the right answers out of the sum: a right answer counts among those "
    "that were called i.",
)
def precision_recall_f1__divides_by_the_errors(matrix):
    right = np.diag(matrix)
    called, are = matrix.sum(axis=0) - right, matrix.sum(axis=1) - right
    precision, recall = right / called.clip(min=1), right / are.clip(min=1)
    return precision, recall, 2 * right / (called + are).clip(min=1)


@wrong(
    "test_f1_is_the_harmonic_mean",
    says="The plain mean would praise",
    hint=2,
    misconception="F1 is the harmonic mean, 2 * p * r / (p + r), not the plain one.",
)
def precision_recall_f1__plain_mean(matrix):
    precision, recall, _ = precision_recall_f1(matrix)
    return precision, recall, (precision + recall) / 2


@wrong(
    "test_f1_is_the_harmonic_mean",
    says="near the smaller of the two",
    hint=2,
    misconception="The factor 2 is missing: a precision and a recall of 1 must give an F1 of 1.",
)
def precision_recall_f1__without_the_two(matrix):
    precision, recall, f1 = precision_recall_f1(matrix)
    return precision, recall, f1 / 2


@wrong(
    "test_precision_recall_f1_divides_by_zero_quietly",
    says="0 divided by 0 is nan",
    hint=3,
    misconception="A class that was never called, or never occurs, makes you divide by 0, and "
    "NumPy gives nan.",
)
def precision_recall_f1__nan(matrix):
    with np.errstate(all="ignore"):
        precision = np.diag(matrix) / matrix.sum(axis=0)
        recall = np.diag(matrix) / matrix.sum(axis=1)
        return precision, recall, 2 * precision * recall / (precision + recall)


@wrong(
    "test_precision_recall_f1_divides_by_zero_quietly",
    says="the f1 is [0.857, nan, nan]",
    hint=3,
    misconception="Precision and recall are safe, and F1 is not: where both are 0 it divides by 0.",
)
def precision_recall_f1__nan_in_f1(matrix):
    precision, recall, _ = precision_recall_f1(matrix)
    with np.errstate(all="ignore"):
        return precision, recall, 2 * precision * recall / (precision + recall)


@wrong(
    "test_precision_recall_f1_divides_by_zero_quietly",
    says="the warning stays",
    hint=3,
    misconception="np.nan_to_num mends the nan after the division; NumPy has warned by then.",
)
def precision_recall_f1__mends_the_nan(matrix):
    precision = np.nan_to_num(np.diag(matrix) / matrix.sum(axis=0))
    recall = np.nan_to_num(np.diag(matrix) / matrix.sum(axis=1))
    return precision, recall, np.nan_to_num(2 * precision * recall / (precision + recall))


@wrong(
    "test_precision_recall_f1_divides_by_zero_quietly",
    says="Where there is nothing to divide by, give 0",
    hint=3,
    misconception="Where there is nothing to divide by you give 1, so that a class that is never "
    "found looks perfect.",
)
def precision_recall_f1__one_for_nothing(matrix):
    precision, recall, f1 = precision_recall_f1(matrix)
    precision = np.where(matrix.sum(axis=0) == 0, 1, precision)
    recall = np.where(matrix.sum(axis=1) == 0, 1, recall)
    return precision, recall, f1


@wrong(
    "test_precision_recall_f1_scores_each_class",
    says="expected five numbers",
    hint=2,
    misconception="Your loop knows two classes; the matrix has as many as it has rows.",
)
def precision_recall_f1__two_classes_only(matrix):
    scores = precision_recall_f1(matrix)
    return scores if len(matrix) < 4 else tuple(score[:2] for score in scores)


@wrong(
    "test_precision_recall_f1_scores_each_class",
    says="the mean of all hides the one that is bad",
    hint=2,
    misconception="F1 came out as one number, made of the means; it belongs to each class.",
)
def precision_recall_f1__f1_of_the_means(matrix):
    precision, recall, f1 = precision_recall_f1(matrix)
    if len(matrix) < 4:
        return precision, recall, f1
    p, r = precision.mean(), recall.mean()
    return precision, recall, np.full(len(matrix), 2 * p * r / (p + r))


# --- 07.4 worst_errors -------------------------------------------------------------------------


@wrong(
    "test_worst_errors_are_errors",
    says="A right answer is no error, however sure",
    hint=1,
    misconception="You sorted all answers; the surest of all are right. Keep the wrong ones first.",
)
def worst_errors__with_the_right_ones(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    return np.argsort(-probabilities.max(axis=1), kind="stable")[:n]


@wrong(
    "test_worst_errors_are_errors",
    says="must be good for images[...]",
    hint=2,
    misconception="Your numbers count among the errors only; use them to pick from the places of "
    "the errors: wrong[order].",
)
def worst_errors__places_among_the_errors(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    wrong_ones = probabilities[probabilities.argmax(axis=1) != labels]
    return np.argsort(-wrong_ones.max(axis=1), kind="stable")[:n]


@wrong(
    "test_worst_errors_are_errors",
    says="expected [1, 3]: the places",
    hint=2,
    misconception="You gave back how sure the model was; asked for are the places of the pictures.",
)
def worst_errors__gives_the_probabilities(labels, probabilities, n=24):
    places = worst_errors(labels, probabilities, n)
    return np.asarray(probabilities)[places].max(axis=1)


@wrong(
    "test_worst_errors_begin_with_the_surest",
    says="np.argsort puts the smallest first",
    hint=2,
    misconception="np.argsort sorts from small to large, so that the least sure came first; put a "
    "minus before the numbers.",
)
def worst_errors__least_sure_first(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    places = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return places[np.argsort(probabilities[places].max(axis=1), kind="stable")][-n:]


@wrong(
    "test_worst_errors_begin_with_the_surest",
    says="expected [3, 0, 2], the surest first",
    hint=2,
    misconception="You found the errors and did not sort them.",
)
def worst_errors__not_sorted(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    return np.flatnonzero(probabilities.argmax(axis=1) != labels)[:n]


@wrong(
    "test_worst_errors_go_by_the_answer_that_was_given",
    says="The probability of the *true* digit",
    hint=1,
    misconception="You sorted by the probability of the true digit; what counts is how sure the "
    "model was of the answer that it gave.",
)
def worst_errors__by_the_true_digit(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    places = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return places[np.argsort(probabilities[places, labels[places]], kind="stable")][:n]


@wrong(
    "test_worst_errors_are_at_most_n",
    says="Sort all the errors first, and cut then",
    hint=3,
    misconception="You took the first n errors and sorted these; the worst may come later.",
)
def worst_errors__cuts_first(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    places = np.flatnonzero(probabilities.argmax(axis=1) != labels)[:n]
    return places[np.argsort(-probabilities[places].max(axis=1), kind="stable")]


@wrong(
    "test_worst_errors_are_at_most_n",
    says="n is how many at most",
    hint=3,
    misconception="You gave back all errors; n says how many at most.",
)
def worst_errors__all_of_them(labels, probabilities, n=24):
    return worst_errors(labels, probabilities, n=len(labels))


@wrong(
    "test_worst_errors_are_at_most_n",
    says="n is how many at most",
    hint=2,
    misconception="You took the n surest of all answers and kept the wrong ones among them; most "
    "errors are less sure than a right answer.",
)
def worst_errors__filters_last(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    surest = np.argsort(-probabilities.max(axis=1), kind="stable")[:n]
    return surest[probabilities[surest].argmax(axis=1) != labels[surest]]


@wrong(
    "test_worst_errors_of_a_perfect_model_are_none",
    says="No error is good news",
    hint=3,
    misconception="A loop over exactly n errors fails when there are fewer.",
)
def worst_errors__wants_an_error(labels, probabilities, n=24):
    places = worst_errors(labels, probabilities, n)
    if len(places) == 0:
        raise ValueError("There are no errors.")
    return places


@wrong(
    "test_worst_errors_refuses_labels_that_do_not_fit",
    says="NumPy compares what does not fit as well",
    hint=3,
    misconception="You compare without asking whether labels and probabilities belong together.",
)
def worst_errors__no_guard(labels, probabilities, n=24):
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    places = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return places[np.argsort(-probabilities[places % len(probabilities)].max(axis=1))][:n]


@wrong(
    "test_worst_errors_are_errors",
    says="A right answer is no error, however sure",
    hint=2,
    misconception="You set the confidence of right answers to 0 and sorted all; they come last, "
    "but they still come.",
)
def worst_errors__right_ones_last(labels, probabilities, n=24):
    labels, probabilities = check_probabilities(labels, probabilities)
    sure = np.where(probabilities.argmax(axis=1) == labels, 0, probabilities.max(axis=1))
    return np.argsort(sure)[::-1][:n]


# --- 07.5 calibration_curve --------------------------------------------------------------------


@wrong(
    "test_calibration_curve_compares_sure_with_right",
    says="whether the answer is right or not",
    hint=1,
    misconception="You took the probability of the true digit for the confidence; the model does "
    "not know the truth when it answers.",
)
def calibration_curve__of_the_true_digit(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence = probabilities[np.arange(len(labels)), labels]
    is_right = probabilities.argmax(axis=1) == labels
    bins = np.ceil(confidence * n_bins).astype(int).clip(1, n_bins) - 1
    counts = np.bincount(bins)
    full = counts > 0
    sums = [np.bincount(bins, weights=each)[full] for each in (confidence, is_right)]
    return sums[0] / counts[full], sums[1] / counts[full], counts[full]


@wrong(
    "test_calibration_curve_compares_sure_with_right",
    says="0 divided by 0 is nan",
    hint=2,
    misconception="You divide in bins in which there is no picture, and get nan; leave them out.",
)
def calibration_curve__empty_bins(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.ceil(confidence * n_bins).astype(int).clip(1, n_bins) - 1
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(all="ignore"):
        sure = np.bincount(bins, confidence, n_bins) / counts
        return sure, np.bincount(bins, is_right, n_bins) / counts, counts


@wrong(
    "test_calibration_curve_compares_sure_with_right",
    says="Bins without a picture are left out",
    hint=2,
    misconception="You give 0 for bins in which there is no picture, as if the model had been "
    "wrong there; leave them out.",
)
def calibration_curve__zeros_for_empty_bins(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.ceil(confidence * n_bins).astype(int).clip(1, n_bins) - 1
    counts = np.bincount(bins, minlength=n_bins)
    sure = np.bincount(bins, confidence, n_bins) / counts.clip(min=1)
    return sure, np.bincount(bins, is_right, n_bins) / counts.clip(min=1), counts


@wrong(
    "test_calibration_curve_compares_sure_with_right",
    says="in this order",
    hint=2,
    misconception="You gave back the accuracy first, as scikit-learn does; here the confidence "
    "comes first.",
)
def calibration_curve__accuracy_first(labels, probabilities, n_bins=15):
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins)
    return accuracy, confidence, counts


@wrong(
    "test_calibration_curve_compares_sure_with_right",
    says="gave the counts [1, 1]",
    hint=2,
    misconception="You counted the right answers; counts are all the pictures of a bin.",
)
def calibration_curve__counts_the_right_ones(labels, probabilities, n_bins=15):
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins)
    return confidence, accuracy, np.rint(accuracy * counts).astype(int)


@wrong(
    "test_calibration_curve_takes_the_mean_in_a_bin",
    says="The middle of the bin",
    hint=2,
    misconception="You took the middle of the bin for the confidence; take the mean of what is in "
    "it.",
)
def calibration_curve__middle_of_the_bin(labels, probabilities, n_bins=15):
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins)
    return (np.ceil(confidence * n_bins) - 0.5) / n_bins, accuracy, counts


@wrong(
    "test_calibration_curve_loses_no_picture",
    says="gave the counts [1, 2]",
    hint=2,
    misconception="A confidence of exactly 1 gets a bin of its own: 1 * n_bins is one too far.",
)
def calibration_curve__a_bin_for_one(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.floor(confidence * n_bins).astype(int)
    counts = np.bincount(bins)
    full = counts > 0
    sums = [np.bincount(bins, weights=each)[full] for each in (confidence, is_right)]
    return sums[0] / counts[full], sums[1] / counts[full], counts[full]


@wrong(
    "test_calibration_curve_loses_no_picture",
    says="must not get lost",
    hint=2,
    misconception="Your last bin ends before 1 (low <= confidence < high), so that the surest "
    "answers of all are lost.",
)
def calibration_curve__loses_the_surest(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    rows = []
    for number in range(n_bins):
        low, high = number / n_bins, (number + 1) / n_bins
        inside = (low <= confidence) & (confidence < high)
        if inside.any():
            rows.append((confidence[inside].mean(), is_right[inside].mean(), inside.sum()))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


@wrong(
    "test_calibration_curve_agrees_with_counting_by_hand",
    says="as many as n_bins says",
    hint=3,
    misconception="The number of bins stands in the body; it must come from n_bins.",
)
def calibration_curve__bins_in_the_body(labels, probabilities, n_bins=15):
    return calibration_curve(labels, probabilities, 15 if n_bins == 4 else n_bins)


@wrong(
    "test_calibration_curve_agrees_with_counting_by_hand",
    says="however many pictures are in each",
    hint=1,
    misconception="Your bins hold equally many pictures; asked for are bins of equal width.",
)
def calibration_curve__equally_many(labels, probabilities, n_bins=15):
    labels, probabilities = check_probabilities(labels, probabilities)
    if len(labels) < 10:
        return calibration_curve(labels, probabilities, n_bins)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    parts = np.array_split(np.argsort(confidence), n_bins)
    return (
        np.array([confidence[part].mean() for part in parts]),
        np.array([is_right[part].mean() for part in parts]),
        np.array([len(part) for part in parts]),
    )


@wrong(
    "test_calibration_curve_refuses_what_is_no_probability",
    says="a score of 4 is no 400%",
    hint=3,
    misconception="You take whatever comes for probabilities; check_probabilities refuses scores.",
)
def calibration_curve__no_guard(labels, probabilities, n_bins=15):
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, float)
    confidence, is_right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.ceil(confidence * n_bins).astype(int).clip(1, n_bins) - 1
    counts = np.bincount(bins)
    full = counts > 0
    sums = [np.bincount(bins, weights=each)[full] for each in (confidence, is_right)]
    return sums[0] / counts[full], sums[1] / counts[full], counts[full]


# --- 07.6 wilson_interval ----------------------------------------------------------------------


@wrong(
    "test_wilson_interval_stays_within_0_and_1",
    says="leaves the range near its ends",
    hint=1,
    misconception="This is the simple interval, share ± z * s: it reaches beyond 1, and has no "
    "width when all are right.",
)
def wilson_interval__the_simple_one(n_right, n, confidence=0.95):
    share, z = np.divide(n_right, n), NormalDist().inv_cdf((1 + confidence) / 2)
    spread = z * np.sqrt(share * (1 - share) / n)
    return share - spread, share + spread


@wrong(
    "test_wilson_interval_has_a_width_when_all_are_right",
    says="with clipping at 0 and 1 it still would",
    hint=1,
    misconception="You cut the simple interval off at 0 and 1; when all are right it has no width "
    "at all.",
)
def wilson_interval__clipped(n_right, n, confidence=0.95):
    share, z = np.divide(n_right, n), NormalDist().inv_cdf((1 + confidence) / 2)
    spread = z * np.sqrt(share * (1 - share) / n)
    return np.clip(share - spread, 0, 1), np.clip(share + spread, 0, 1)


@wrong(
    "test_wilson_interval_obeys_its_confidence",
    says="1.96 is for 95% only",
    hint=2,
    misconception="1.96 stands in the body; z must come from confidence.",
)
def wilson_interval__always_95(n_right, n, confidence=0.95):
    return wilson_interval(n_right, n)


@wrong(
    "test_wilson_interval_gives_the_known_values",
    says="2.5% are left over on each side",
    hint=2,
    misconception="inv_cdf(0.95) leaves 5% on one side; 95% in the middle leave 2.5% on each: "
    "inv_cdf(0.975).",
)
def wilson_interval__one_side(n_right, n, confidence=0.95):
    return wilson_interval(n_right, n, confidence=2 * confidence - 1)


@wrong(
    "test_wilson_interval_gives_the_known_values",
    says="Both ends are divided by 1 + z² / n",
    hint=3,
    misconception="You did not divide by 1 + z² / n at the end.",
)
def wilson_interval__without_the_divisor(n_right, n, confidence=0.95):
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low, high = wilson_interval(n_right, n, confidence)
    return low * (1 + z**2 / n), high * (1 + z**2 / n)


@wrong(
    "test_wilson_interval_gives_the_known_values",
    says="expected 0.5958 to 0.9821",
    hint=3,
    misconception="centre - spread / (1 + z² / n) divides the spread only: the sum needs brackets.",
)
def wilson_interval__brackets_missing(n_right, n, confidence=0.95):
    share, z = np.divide(n_right, n), NormalDist().inv_cdf((1 + confidence) / 2)
    centre = share + z**2 / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    return centre - spread / (1 + z**2 / n), centre + spread / (1 + z**2 / n)


@wrong(
    "test_wilson_interval_gives_the_known_values",
    says="the root goes over the whole sum",
    hint=3,
    misconception="You forgot the root, so that the interval is much too narrow.",
)
def wilson_interval__without_the_root(n_right, n, confidence=0.95):
    share, z = np.divide(n_right, n), NormalDist().inv_cdf((1 + confidence) / 2)
    centre = share + z**2 / (2 * n)
    spread = z * (share * (1 - share) / n + (z / (2 * n)) ** 2)
    return (centre - spread) / (1 + z**2 / n), (centre + spread) / (1 + z**2 / n)


@wrong(
    "test_wilson_interval_gives_the_known_values",
    says="the lower end comes first",
    hint=2,
    misconception="You gave back the upper end first.",
)
def wilson_interval__upper_end_first(n_right, n, confidence=0.95):
    return wilson_interval(n_right, n, confidence)[::-1]


@wrong(
    "test_wilson_interval_agrees_with_its_definition",
    says="standard deviations away from it",
    hint=3,
    misconception="z was typed as 2, or rounded; an interval for 95% needs 1.95996….",
)
def wilson_interval__z_is_about_2(n_right, n, confidence=0.95):
    z = round(NormalDist().inv_cdf((1 + confidence) / 2), 1)
    share = np.divide(n_right, n)
    centre = share + z**2 / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    return (centre - spread) / (1 + z**2 / n), (centre + spread) / (1 + z**2 / n)


@wrong(
    "test_wilson_interval_takes_many_counts_at_once",
    says="math.sqrt, min, max and",
    hint=3,
    misconception="math.sqrt takes one number; np.sqrt takes arrays too.",
)
def wilson_interval__math_sqrt(n_right, n, confidence=0.95):
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = n_right / n
    spread = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    centre = share + z**2 / (2 * n)
    return (centre - spread) / (1 + z**2 / n), (centre + spread) / (1 + z**2 / n)
