"""What a learner's judgement of a model must hold: lesson 07."""

import warnings
from collections import Counter
from statistics import NormalDist

import numpy as np
import pytest

# --- 07.1 test_accuracy ------------------------------------------------------------------------


def test_your_test_lets_the_good_accuracy_pass(test_accuracy):
    from digitkit.evaluation import accuracy

    try:
        answer = test_accuracy(accuracy)
    except (AssertionError, pytest.fail.Exception) as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_accuracy(accuracy) failed an accuracy that has no bug, and should have let it "
            f"pass. {said}\nCount by hand, for your labels and predictions, at how many places "
            "the two agree, and divide by how many places there are."
        ) from None
    except ValueError as error:
        raise AssertionError(
            "test_accuracy(accuracy) was stopped by a ValueError of the good accuracy: "
            f"{error!s:.200}\nWhere a refusal is what you want, write the call below "
            "`with pytest.raises(ValueError):`. Then the test goes on, and fails only when the "
            "refusal does not come."
        ) from None
    assert answer is None, (
        f"test_accuracy(accuracy) returned {answer!s:.80}, expected nothing. Nobody looks at what "
        "a test returns: it fails by an assert that does not hold, and passes in all other cases. "
        "Write `assert` where you wrote `return`."
    )


def test_your_test_notices_a_share_of_errors(test_accuracy):
    from digitkit.evaluation import accuracy

    def counts_the_errors(labels, predictions):
        return 1 - accuracy(labels, predictions)

    try:
        test_accuracy(counts_the_errors)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this accuracy is the share that is wrong, not the share that is "
        "right. test_accuracy(counts_the_errors) passed it, and should have failed it. Hold the "
        "number that must come back, on an example of which it is not just one half."
    )


def test_your_test_notices_percent(test_accuracy):
    from digitkit.evaluation import accuracy

    def gives_percent(labels, predictions):
        return 100 * accuracy(labels, predictions)

    try:
        test_accuracy(gives_percent)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this accuracy goes from 0 to 100, and everybody who uses it counts "
        "on 0 to 1. test_accuracy(gives_percent) passed it, and should have failed it. An example "
        "on which nothing is right gives 0 both ways; choose one that gives another number."
    )


def test_your_test_notices_rounding(test_accuracy):
    from digitkit.evaluation import accuracy

    def rounds(labels, predictions):
        return round(accuracy(labels, predictions), 2)

    try:
        test_accuracy(rounds)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this accuracy is rounded to two places, so that 0.9974 becomes 1, "
        "and a model with 26 errors looks perfect. test_accuracy(rounds) passed it, and should "
        "have failed it. Add an example whose share needs three places, such as 7 of 8, and "
        "compare exactly."
    )


def test_your_test_notices_that_order_is_ignored(test_accuracy):
    from digitkit.evaluation import accuracy

    def ignores_the_order(labels, predictions):
        return accuracy(np.sort(labels), np.sort(predictions))

    try:
        test_accuracy(ignores_the_order)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this accuracy compares how often each digit occurs, and not "
        "picture by picture. test_accuracy(ignores_the_order) passed it, and should have failed "
        "it. Add an example with the same digits in another order, such as labels [3, 8] and "
        "predictions [8, 3]: nothing is right there."
    )


def test_your_test_notices_a_mean_over_classes(test_accuracy):
    from digitkit.evaluation import check_labels

    def every_class_counts_the_same(labels, predictions):
        labels, predictions = check_labels(labels, predictions)
        shares = [np.mean(predictions[labels == digit] == digit) for digit in np.unique(labels)]
        return float(np.mean(shares))

    try:
        test_accuracy(every_class_counts_the_same)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: this accuracy takes the share for each digit first, and then the "
        "mean of the shares, so that a rare digit weighs as much as a common one. "
        "test_accuracy(every_class_counts_the_same) passed it, and should have failed it. Give "
        "your example more pictures of one digit than of another, and errors in only one of them."
    )


def test_your_test_notices_missing_predictions(test_accuracy):
    from digitkit.evaluation import accuracy

    def ignores_what_is_missing(labels, predictions):
        n = min(len(labels), len(predictions))
        return accuracy(labels[:n], predictions[:n])

    try:
        test_accuracy(ignores_what_is_missing)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: given four labels and two predictions, this accuracy compares two "
        "and says nothing. test_accuracy(ignores_what_is_missing) passed it, and should have "
        "failed it. Hold that a ValueError is raised when the predictions are fewer than the "
        "labels: `with pytest.raises(ValueError):`, and the call below it."
    )


def test_your_test_notices_a_column(test_accuracy):
    def compares_all_with_all(labels, predictions):
        labels, predictions = np.asarray(labels), np.asarray(predictions)
        if len(labels) != len(predictions):
            raise ValueError("labels and predictions must be equally many.")
        return float(np.mean(labels == predictions))

    try:
        test_accuracy(compares_all_with_all)
    except (AssertionError, ValueError, pytest.fail.Exception):
        return
    raise AssertionError(
        "A bug slipped through: given a column of predictions, such as [[3], [8]], this accuracy "
        "compares every label with every prediction. test_accuracy(compares_all_with_all) passed "
        "it, and should have failed it. Hold that a ValueError is raised for a column that has as "
        "many rows as there are labels."
    )


# --- 07.2 confusion_matrix ---------------------------------------------------------------------


def test_confusion_matrix_has_the_truth_down(confusion_matrix):
    matrix = np.asarray(confusion_matrix([1, 1, 1, 0], [0, 0, 1, 0], n_classes=2))
    assert matrix.tolist() == [[1, 0], [2, 1]], (
        f"confusion_matrix([1, 1, 1, 0], [0, 0, 1, 0], n_classes=2) gave {matrix.tolist()}, "
        "expected [[1, 0], [2, 1]]. Two pictures of a 1 were read as 0: that 2 belongs in row 1 "
        "(the truth), column 0 (the prediction). Who reads it the other way round blames the wrong "
        "digit. Each picture counts once, also where the same pair comes twice."
    )


def test_confusion_matrix_counts_any_number_of_classes(confusion_matrix, rng):
    for n_classes in (3, 10, 30):
        labels = rng.integers(0, n_classes, 900).astype(np.uint8)
        predictions = np.where(rng.random(900) < 0.6, labels, rng.permutation(labels))
        matrix = np.asarray(confusion_matrix(labels, predictions, n_classes=n_classes))
        pairs = Counter(zip(labels.tolist(), predictions.tolist(), strict=True))
        for row, column in np.ndindex(n_classes, n_classes):
            try:
                found = matrix[row, column]
            except IndexError:
                found = f"no such place, the shape is {matrix.shape}"
            assert found == pairs[row, column], (
                f"Among 900 random pairs of {n_classes} classes, {row} was read as {column} "
                f"{pairs[row, column]} times. In row {row}, column {column} of your matrix there "
                f"is: {found}. Every pair counts, those on the diagonal and those of the last "
                "class too. (The labels are uint8, and a product of such numbers goes wrong when "
                "it is above 255.)"
            )


def test_confusion_matrix_has_a_place_for_every_class(confusion_matrix):
    for options, n_classes in [({}, 10), ({"n_classes": 4}, 4)]:
        shape = np.shape(confusion_matrix([0, 2, 2], [0, 2, 0], **options))
        told = f", n_classes={n_classes}" if options else ""
        assert shape == (n_classes, n_classes), (
            f"confusion_matrix([0, 2, 2], [0, 2, 0]{told}) has the shape {shape}, expected "
            f"{(n_classes, n_classes)}. A class that does not occur has a row and a column of "
            "zeros. Else row 2 would not be the 2 any more, and the matrices of two models could "
            "not be compared."
        )


def test_confusion_matrix_gives_whole_numbers(confusion_matrix):
    matrix = np.asarray(confusion_matrix([0] * 300 + [1], [0] * 300 + [0], n_classes=2))
    assert np.issubdtype(matrix.dtype, np.integer), (
        f"confusion_matrix gave numbers of type {matrix.dtype}, expected whole numbers, such as "
        "np.int64. These are counts of pictures. np.zeros makes float64 unless it is told a dtype; "
        "shares come later, and which share is wanted depends on the question."
    )
    assert matrix.tolist() == [[300, 0], [1, 0]], (
        f"300 zeros were read as 0, and a 1 was read as 0. confusion_matrix gave "
        f"{matrix.tolist()} of type {matrix.dtype}, expected [[300, 0], [1, 0]]. A type of one "
        "byte begins again at 0 after 255; np.int64 has room for all pictures that there are."
    )


def test_confusion_matrix_refuses_what_it_has_no_place_for(confusion_matrix):
    for labels, predictions in [([3, 8], [3, 10]), ([3, 8], [3, -1]), ([10, 8], [1, 8])]:
        try:
            found = np.asarray(confusion_matrix(labels, predictions))
        except ValueError:
            continue
        except IndexError as error:
            gave = f"the IndexError {error!s:.80}"
        else:
            gave = f"a matrix of shape {found.shape} with {found.sum()} of 2 pictures in it"
        raise AssertionError(
            f"confusion_matrix({labels}, {predictions}) gave {gave}, expected a ValueError. The "
            "classes are 0 to 9, so there is no row or column for this one. NumPy counts -1 from "
            "the end, as class 9; and a picture that is left out would not be missed. Refuse it "
            "yourself, with a sentence that says what came and what is needed."
        )


def test_confusion_matrix_refuses_unequal_numbers(confusion_matrix):
    for labels, predictions in [([3, 8, 8], [3, 8]), ([3, 8], [[3], [8]])]:
        try:
            found = np.asarray(confusion_matrix(labels, predictions))
        except ValueError:
            continue
        except (TypeError, IndexError) as error:
            gave = f"the {type(error).__name__} {error!s:.80}"
        else:
            gave = f"a matrix with {found.sum()} pictures in it"
        raise AssertionError(
            f"confusion_matrix({labels}, {predictions}) gave {gave}, expected a ValueError. Each "
            "label needs one prediction, and a column is not a row. Call check_labels in your "
            "first line: it refuses both, and makes arrays of lists."
        )


# --- 07.3 precision_recall_f1 ------------------------------------------------------------------


def test_precision_looks_down_and_recall_across(precision_recall_f1):
    precision, recall, _ = precision_recall_f1(np.array([[6, 2], [4, 8]]))
    for name, found, expected, why in [
        ("precision", precision, [0.6, 0.8], "Of the 10 that were called 0 (column 0), 6 are."),
        ("recall", recall, [0.75, 2 / 3], "Of the 8 that are 0 (row 0), 6 were called so."),
    ]:
        assert np.shape(found) == (2,) and np.allclose(found, expected), (
            f"precision_recall_f1([[6, 2], [4, 8]]): the {name} is {np.round(found, 3).tolist()}, "
            f"expected {np.round(expected, 3).tolist()}, one number for each class. {why} axis=0 "
            "adds up down each column, axis=1 along each row. Give back precision, recall, f1, in "
            "this order."
        )


def test_f1_is_the_harmonic_mean(precision_recall_f1):
    _, _, f1 = precision_recall_f1(np.array([[10, 0], [90, 0]]))
    assert np.ndim(f1) == 1 and np.isclose(f1[0], 2 / 11), (
        f"precision_recall_f1([[10, 0], [90, 0]]): everything was called 0, so class 0 has a "
        f"precision of 0.1 and a recall of 1. F1 is {np.round(f1, 3).tolist()}, expected "
        f"{2 / 11:.3f} in place 0. It is the *harmonic* mean, 2 * p * r / (p + r), which is near "
        "the smaller of the two. The plain mean would praise a reader that calls everything 0."
    )


def test_precision_recall_f1_divides_by_zero_quietly(precision_recall_f1):
    matrix = np.array([[3, 0, 0], [1, 0, 0], [0, 0, 0]])
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        scores = precision_recall_f1(matrix.copy())
    for name, found, expected in zip(
        ("precision", "recall", "f1"), scores, ([0.75, 0, 0], [1, 0, 0], [6 / 7, 0, 0]), strict=True
    ):
        assert np.allclose(found, expected), (
            f"precision_recall_f1({matrix.tolist()}): the {name} is {np.round(found, 3).tolist()}, "
            f"expected {np.round(expected, 3).tolist()}. Nothing was called 1 or 2, and there is "
            "no 2: 0 divided by 0 is nan in NumPy, and one nan spoils every mean it gets into. "
            "Where there is nothing to divide by, give 0."
        )
    assert not heard, (
        f"precision_recall_f1({matrix.tolist()}) gave the right numbers, and NumPy warned: "
        f"{heard[0].message}. Do not divide by 0 and mend it afterwards: the warning stays, and "
        "people learn to overlook warnings. Choose a divisor that is never 0."
    )


def test_precision_recall_f1_scores_each_class(precision_recall_f1, rng):
    matrix = rng.integers(1, 50, (5, 5))
    precision, recall, f1 = precision_recall_f1(matrix.copy())
    for digit in range(5):
        right = int(matrix[digit, digit])
        p = right / sum(int(matrix[row, digit]) for row in range(5))
        r = right / sum(int(matrix[digit, column]) for column in range(5))
        for name, found, expected in [
            ("precision", precision, p),
            ("recall", recall, r),
            ("f1", f1, 2 * p * r / (p + r)),
        ]:
            assert np.shape(found) == (5,) and np.isclose(found[digit], expected), (
                f"precision_recall_f1 of {matrix.tolist()}: the {name} is "
                f"{np.round(found, 3).tolist()}, expected five numbers, with {expected:.3f} in "
                f"place {digit}. Each class has its own; the mean of all hides the one that is bad."
            )


# --- 07.4 worst_errors -------------------------------------------------------------------------


def test_worst_errors_are_errors(worst_errors):
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4]])
    found = np.asarray(worst_errors([0, 0, 1, 1], probabilities)).tolist()
    assert found == [1, 3], (
        f"The truth is [0, 0, 1, 1], the probabilities are {probabilities.tolist()}. worst_errors "
        f"gave {found}, expected [1, 3]: the places of the two wrong answers, numbered as they are "
        "in labels. A right answer is no error, however sure; and the numbers must be good for "
        "images[...], which is not filtered."
    )


def test_worst_errors_begin_with_the_surest(worst_errors):
    labels = [0, 0, 1, 1]
    probabilities = np.array([[0.4, 0.6, 0], [0.9, 0.1, 0], [0.3, 0.3, 0.4], [0.1, 0.0, 0.9]])
    found = np.asarray(worst_errors(labels, probabilities)).tolist()
    assert found == [3, 0, 2], (
        f"Pictures 0, 2 and 3 are read wrongly, with 60%, 40% and 90%. worst_errors gave {found}, "
        "expected [3, 0, 2], the surest first. np.argsort puts the smallest first. An error of "
        "which the model was nearly sure is the one to look at: an unsure one could be asked again."
    )


def test_worst_errors_go_by_the_answer_that_was_given(worst_errors):
    labels = [0, 0]
    probabilities = np.array([[0.0, 0.35, 0.33, 0.32], [0.45, 0.55, 0, 0]])
    found = np.asarray(worst_errors(labels, probabilities)).tolist()
    assert found == [1, 0], (
        f"Two zeros were read as 1, the first with 35%, the second with 55%. worst_errors gave "
        f"{found}, expected [1, 0]. The probability of the *true* digit (0% and 45%) would put the "
        "first one first; but what does harm is the answer that is given, and how sure it was."
    )


def test_worst_errors_are_at_most_n(worst_errors, rng):
    labels = rng.integers(0, 5, 200)
    probabilities = rng.dirichlet(np.ones(5), 200)
    guess, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    errors = [place for place in range(200) if guess[place] != labels[place]]
    expected = sorted(errors, key=lambda place: -sure[place])
    for n in (1, 7, 200):
        found = np.asarray(worst_errors(labels, probabilities, n=n)).tolist()
        assert found == expected[:n], (
            f"Of 200 random answers {len(errors)} are wrong. worst_errors(..., n={n}) gave "
            f"{len(found)} places, which begin with {found[:4]}; expected "
            f"{min(n, len(errors))}, which begin with {expected[: min(n, 4)]}. n is how many at "
            "most. Sort all the errors first, and cut then: the first n that come need not be the "
            "worst."
        )


def test_worst_errors_of_a_perfect_model_are_none(worst_errors):
    try:
        found = np.asarray(worst_errors([0, 1, 2], np.eye(3)))
    except (IndexError, ValueError) as error:
        raise AssertionError(
            "Every answer is right. worst_errors([0, 1, 2], np.eye(3)) raised the "
            f"{type(error).__name__} {error!s:.90}, expected an empty array. No error is good "
            "news, not a failure."
        ) from error
    assert found.shape == (0,), (
        f"Every answer is right. worst_errors([0, 1, 2], np.eye(3)) gave {found.tolist()}, "
        "expected an empty array: there is no error to show."
    )


def test_worst_errors_refuses_labels_that_do_not_fit(worst_errors):
    for name, labels in [("np.eye(3)", np.eye(3)), ("[2]", [2])]:
        try:
            found = np.asarray(worst_errors(labels, np.eye(3)))
        except ValueError:
            continue
        except IndexError as error:
            gave = f"the IndexError {error!s:.80}"
        else:
            gave = f"{found.tolist()}"
        raise AssertionError(
            f"worst_errors({name}, np.eye(3)) gave {gave}, expected a ValueError. Three pictures "
            "need three labels in a row; NumPy compares what does not fit as well, and the answer "
            "means nothing. Call check_probabilities in your first line."
        )


# --- 07.5 calibration_curve --------------------------------------------------------------------


def test_calibration_curve_compares_sure_with_right(calibration_curve):
    labels = [0, 1, 1, 0]
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.3, 0.7], [0.3, 0.7]])
    confidence, accuracy, counts = calibration_curve(labels, probabilities, n_bins=5)
    for name, found, expected in [
        ("confidence", confidence, [0.7, 0.9]),
        ("accuracy", accuracy, [0.5, 0.5]),
        ("counts", counts, [2, 2]),
    ]:
        assert np.shape(found) == (2,) and np.allclose(found, expected), (
            f"Four answers: two with 90%, two with 70%; of each two, one is right. "
            f"calibration_curve(..., n_bins=5) gave the {name} {np.round(found, 3).tolist()}, "
            f"expected {expected}. The confidence is the greatest probability of a row, whether "
            "the answer is right or not. Bins without a picture are left out: 0 divided by 0 is "
            "nan. Give back confidence, accuracy and counts, in this order."
        )


def test_calibration_curve_takes_the_mean_in_a_bin(calibration_curve):
    probabilities = np.array([[0.81, 0.19], [0.83, 0.17], [0.85, 0.15]])
    confidence, _, _ = calibration_curve([0, 0, 1], probabilities, n_bins=5)
    assert np.shape(confidence) == (1,) and np.allclose(confidence, 0.83), (
        "Three answers, with 81%, 83% and 85%, fall into the bin from 80% to 100%. "
        f"calibration_curve gave the confidence {np.round(confidence, 3).tolist()}, expected "
        "[0.83], their mean. The middle of the bin, 0.9, is not what the model said, and the "
        "difference would count as its fault."
    )


def test_calibration_curve_loses_no_picture(calibration_curve):
    probabilities = np.array([[1.0, 0.0], [0.0, 1.0], [0.97, 0.03]])
    try:
        _, accuracy, counts = calibration_curve([0, 0, 0], probabilities, n_bins=10)
    except (IndexError, ValueError) as error:
        raise AssertionError(
            "Three answers, with 100%, 100% and 97%. calibration_curve(..., n_bins=10) raised the "
            f"{type(error).__name__} {error!s:.90}. A confidence of exactly 1 belongs in the last "
            "bin; 1 * n_bins is one bin too far."
        ) from error
    assert np.array_equal(counts, [3]) and np.allclose(accuracy, 2 / 3), (
        "Three answers, with 100%, 100% and 97%, all belong in the last of ten bins. "
        f"calibration_curve gave the counts {np.asarray(counts).tolist()} and the accuracy "
        f"{np.round(accuracy, 3).tolist()}, expected [3] and [0.667]. A confidence of exactly 1 "
        "belongs in the last bin; 1 * n_bins is one bin too far. The answers that are surest of "
        "all must not get lost."
    )


def test_calibration_curve_agrees_with_counting_by_hand(calibration_curve, rng):
    probabilities = rng.dirichlet(np.ones(4) / 2, 400)
    labels = np.where(rng.random(400) < 0.6, probabilities.argmax(axis=1), rng.integers(0, 4, 400))
    for n_bins in (4, 15):
        bins = {}
        for label, row in zip(labels.tolist(), probabilities.tolist(), strict=True):
            sure = max(row)
            bins.setdefault(int(sure * n_bins), []).append((sure, row.index(sure) == label))
        expected = np.array(
            [[*np.mean(members, axis=0), len(members)] for _, members in sorted(bins.items())]
        ).T
        found = calibration_curve(labels, probabilities, n_bins=n_bins)
        for name, ours, theirs in zip(
            ("confidence", "accuracy", "counts"), found, expected, strict=True
        ):
            assert np.shape(ours) == np.shape(theirs) and np.allclose(ours, theirs), (
                f"400 random answers among four classes, in {n_bins} bins: calibration_curve gave "
                f"the {name} {np.round(ours[:4], 3).tolist()} ..., {np.size(ours)} bins, expected "
                f"{np.round(theirs[:4], 3).tolist()} ..., {len(theirs)} bins. The bins are equally "
                "wide, from 0 to 1, as many as n_bins says, however many pictures are in each."
            )


def test_calibration_curve_refuses_what_is_no_probability(calibration_curve):
    for name, labels, rows in [
        ("numbers from -1 to 4", [0, 0], [[4.0, -1.0], [2.0, 1.0]]),
        ("one row for two labels", [0, 0], [[0.5, 0.5]]),
    ]:
        try:
            confidence, _, _ = calibration_curve(labels, np.array(rows), n_bins=5)
        except ValueError:
            continue
        except IndexError as error:
            gave = f"the IndexError {error!s:.80}"
        else:
            gave = f"the confidence {np.round(confidence, 3).tolist()}"
        raise AssertionError(
            f"calibration_curve was given {name}: {rows}. It gave {gave}, expected a ValueError. "
            "Many networks give scores, not probabilities, and a score of 4 is no 400%. Call "
            "check_probabilities in your first line."
        )


# --- 07.6 wilson_interval ----------------------------------------------------------------------


def test_wilson_interval_gives_the_known_values(wilson_interval):
    low, high = wilson_interval(9, 10)
    assert np.allclose([low, high], [0.5958, 0.9821], atol=1e-4), (
        f"wilson_interval(9, 10) gave {low:.4f} to {high:.4f}, expected 0.5958 to 0.9821. Both "
        "ends are divided by 1 + z² / n, the root goes over the whole sum, and the lower end comes "
        "first. z is 1.96 for 95%: 2.5% are left over on each side."
    )


def test_wilson_interval_stays_within_0_and_1(wilson_interval):
    for n_right, n in [(49, 50), (1, 50), (1, 3)]:
        low, high = wilson_interval(n_right, n)
        assert -1e-9 <= low < n_right / n < high <= 1 + 1e-9, (
            f"wilson_interval({n_right}, {n}) gave {low:.4f} to {high:.4f}, expected a range "
            f"between 0 and 1 with {n_right / n:.4f} inside. No model is right more often than "
            "always. share ± z * root(share * (1 - share) / n) leaves the range near its ends, "
            "where a good model is."
        )


def test_wilson_interval_has_a_width_when_all_are_right(wilson_interval):
    for n_right, n, expected in [(10, 10, (0.7225, 1)), (0, 10, (0, 0.2775))]:
        low, high = wilson_interval(n_right, n)
        assert np.allclose([low, high], expected, atol=1e-4), (
            f"wilson_interval({n_right}, {n}) gave {low:.4f} to {high:.4f}, expected "
            f"{expected[0]:.4f} to {expected[1]:.4f}. Ten right answers do not prove that the "
            "eleventh will be right. With share * (1 - share) alone the width would be 0, and with "
            "clipping at 0 and 1 it still would."
        )


def test_wilson_interval_obeys_its_confidence(wilson_interval):
    for confidence, ends in [(0.9, (0.9430, 0.9844)), (0.99, (0.9208, 0.9890))]:
        low, high = wilson_interval(194, 200, confidence)
        assert np.allclose([low, high], ends, atol=1e-4), (
            f"wilson_interval(194, 200, confidence={confidence}) gave {low:.4f} to {high:.4f}, "
            f"expected {ends[0]:.4f} to {ends[1]:.4f}. Who wants to be right more often needs a "
            "wider range: z comes from confidence, NormalDist().inv_cdf((1 + confidence) / 2). "
            "1.96 is for 95% only."
        )


def test_wilson_interval_agrees_with_its_definition(wilson_interval, rng):
    for _ in range(20):
        n = int(rng.integers(5, 20_000))
        n_right = int(rng.integers(1, n))
        share, z = n_right / n, NormalDist().inv_cdf(0.975)
        low, high = wilson_interval(n_right, n)
        for name, end in (("lower", low), ("upper", high)):
            with np.errstate(invalid="ignore"):
                sigmas = abs(share - end) / np.sqrt(end * (1 - end) / n)
            assert np.isclose(sigmas, z, rtol=1e-4), (
                f"wilson_interval({n_right}, {n}) gave {low:.5f} to {high:.5f}. If the true share "
                f"were the {name} end, then what was counted, {share:.5f}, would be {sigmas:.3f} "
                "standard deviations away from it, expected 1.960. That is what the interval "
                "means: the true shares for which the count is just not surprising."
            )


def test_wilson_interval_takes_many_counts_at_once(wilson_interval):
    try:
        low, high = wilson_interval(np.array([9, 10]), np.array([10, 10]))
    except (TypeError, ValueError) as error:
        raise AssertionError(
            "wilson_interval(np.array([9, 10]), np.array([10, 10])) raised the "
            f"{type(error).__name__} {error!s:.90}, expected two arrays of two numbers. A curve "
            "has an interval for each of its points. np.sqrt takes arrays, math.sqrt, min, max and "
            "`if` take a single number."
        ) from error
    assert np.allclose([low, high], [[0.5958, 0.7225], [0.9821, 1]], atol=1e-4), (
        f"wilson_interval(np.array([9, 10]), np.array([10, 10])) gave {np.round(low, 4).tolist()} "
        f"and {np.round(high, 4).tolist()}, expected [0.5958, 0.7225] and [0.9821, 1.0]: first all "
        "lower ends, then all upper ends."
    )
