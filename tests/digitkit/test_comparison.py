"""Choosing and comparing models, held against what is known."""

import numpy as np
import pytest

from digitkit.evaluation import choose_model, compare_models


def test_the_chosen_model_is_the_best_on_validation_and_judged_on_test():
    labels = np.arange(4)
    validation = labels, np.array([[0, 1, 0, 0], [0, 1, 2, 0], [0, 1, 2, 0]])
    test = labels[:2], np.array([[0, 1], [0, 0], [0, 1]])
    assert choose_model(validation, test) == (1, 0.5), "of two equals the first"


def test_the_interval_is_that_of_the_normal_approximation():
    rng = np.random.default_rng(0)
    labels = np.zeros(2000, int)
    first, second = (rng.random((2, 3, 2000)) < 0.2).astype(int)
    gains = (second == 0).mean(axis=0) - (first == 0).mean(axis=0)
    gain, low, high = compare_models(labels, first, second, rng, draws=4000)
    error = 1.96 * gains.std() / np.sqrt(2000)
    assert gain == pytest.approx(gains.mean())
    assert (low, high) == pytest.approx((gain - error, gain + error), abs=0.07 * error)


def test_the_interval_holds_the_truth_about_nineteen_times_in_twenty():
    rng, held = np.random.default_rng(1), 0
    labels = np.zeros(300, int)
    for _ in range(200):
        first = (rng.random((2, 300)) < 0.3).astype(int)
        second = (rng.random((2, 300)) < 0.2).astype(int)
        _, low, high = compare_models(labels, first, second, rng, draws=300)
        held += low <= 0.1 <= high
    assert 180 <= held <= 199, f"{held} of 200"


def test_two_equal_models_differ_by_nothing():
    answers = np.array([[0, 1, 2], [0, 1, 0]])
    assert compare_models([0, 1, 2], answers, answers, 0) == (0, 0, 0)


@pytest.mark.parametrize(
    ("first", "second"), [((3, 9), (1, 9)), ((2, 8), (2, 9)), ((2, 8), (2, 8)), ((9,), (9,))]
)
def test_an_unfair_comparison_is_refused(first, second):
    with pytest.raises(ValueError, match="first and second must have the same shape"):
        compare_models(np.zeros(9, int), np.zeros(first, int), np.zeros(second, int), 0)
