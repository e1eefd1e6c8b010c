"""The three changes between MNIST's bytes and a network's input."""

import numpy as np
import pytest

from digitkit.preprocessing import add_channel, one_hot, scale, standardize


def test_scale_maps_0_and_255_to_0_and_1_exactly():
    scaled = scale(np.array([0, 255], np.uint8))
    assert scaled.tolist() == [0.0, 1.0], "Divide by 255, the largest byte, not by 256."
    assert scaled.dtype == np.float32, "float64 doubles the memory and slows training."


def test_scale_treats_a_faint_image_like_any_other():
    faint = np.array([[[0, 51]], [[0, 255]]], np.uint8)
    assert scale(faint)[0].max() == pytest.approx(0.2), "One divisor for all, not one an image."


def test_scaling_twice_is_refused():
    once = scale(np.zeros((1, 28, 28), np.uint8))
    with pytest.raises(TypeError, match=r"must be uint8 .*got float32.*leave this step out"):
        scale(once)


def test_add_channel_appends_the_axis_at_the_end():
    assert add_channel(np.zeros((5, 28, 20))).shape == (5, 28, 20, 1)


@pytest.mark.parametrize("shape", [(28, 28), (5, 784), (5, 28, 28, 1)])
def test_add_channel_says_what_to_do_with_another_shape(shape):
    with pytest.raises(ValueError, match=r"must have shape \(n, height, width\), got"):
        add_channel(np.zeros(shape))


def test_one_hot_puts_the_1_in_the_column_of_the_label():
    labels = np.random.default_rng().integers(0, 10, 50)
    rows = one_hot(labels)
    assert rows.shape == (50, 10) and (rows.argmax(1) == labels).all() and (rows.sum(1) == 1).all()


@pytest.mark.parametrize("labels", [[10], [-1], [3, 255]])
def test_one_hot_refuses_a_label_that_has_no_column(labels):
    with pytest.raises(ValueError, match="must lie in 0–9"):
        one_hot(labels)


def test_standardize_gives_training_images_mean_0_and_deviation_1():
    training = np.random.default_rng(0).integers(0, 256, (20, 9, 9), dtype=np.uint8)
    changed = standardize(training, training)
    assert changed.dtype == np.float32 and changed.shape == training.shape
    assert changed.mean() == pytest.approx(0, abs=1e-6) and changed.std() == pytest.approx(1)


def test_standardize_measures_nothing_on_other_images():
    training = np.array([[0, 10], [20, 10]], np.uint8)
    alone, together = np.full((1, 2), 200, np.uint8), np.array([[200, 200], [0, 0]], np.uint8)
    assert np.array_equal(standardize(alone, training), standardize(together, training)[:1])


def test_standardize_refuses_training_images_of_one_value():
    with pytest.raises(ValueError, match="got 7 everywhere"):
        standardize(np.zeros((2, 2)), np.full((3, 3), 7))
