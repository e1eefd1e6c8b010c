"""Promises of the network's parts in NumPy: they agree with Keras, SciPy and pencil and paper."""

import numpy as np
import pytest
from scipy import signal, special

from digitkit.cnn.by_hand import (
    convolve,
    convolve_layer,
    cross_entropy,
    max_pool,
    max_pool_layer,
    relu,
    softmax,
)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture(scope="module")
def keras():
    import keras

    return keras


# --- convolve ------------------------------------------------------------------------------


def test_convolve_gives_the_numbers_of_pencil_and_paper():
    image = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    answer = convolve(image, np.array([[1, 0], [0, 2]]))
    assert answer.tolist() == [[11, 14], [20, 23]], (
        f"convolve gave {answer.tolist()}, expected [[11, 14], [20, 23]]: 1*1 + 2*5 is 11."
    )


def test_convolve_does_not_flip_the_kernel():
    answer = convolve(np.array([[0, 0, 9, 9]]), np.array([[-1, 1]]))
    assert answer.tolist() == [[0, 9, 0]], (
        f"the kernel [-1, 1] on a rising edge gave {answer.tolist()}; a minus sign means that the "
        "kernel was flipped, as scipy.signal.convolve does. Networks do not flip."
    )


@pytest.mark.parametrize("size", [(1, 1), (3, 3), (5, 2), (12, 9)])
def test_convolve_agrees_with_scipy(rng, size):
    image, kernel = rng.normal(size=(12, 9)), rng.normal(size=size)
    assert convolve(image, kernel) == pytest.approx(
        signal.correlate2d(image, kernel, mode="valid"), abs=1e-12
    )


def test_convolve_does_not_overflow_a_byte():
    answer = convolve(np.full((2, 2), 255, np.uint8), np.full((2, 2), 255, np.uint8))
    assert answer.tolist() == [[4 * 255 * 255]], "uint8 products wrap at 256: compute in float64"


def test_convolve_leaves_its_image_alone(rng):
    image = rng.normal(size=(5, 5))
    before = image.copy()
    convolve(image, np.ones((3, 3)))
    assert np.array_equal(image, before)


@pytest.mark.parametrize("shape", [(28, 28, 1), (784,)])
def test_convolve_refuses_what_is_not_one_channel(shape):
    with pytest.raises(ValueError, match="convolve_layer takes channels"):
        convolve(np.zeros(shape), np.zeros((3, 3)))


@pytest.mark.parametrize("kernel", [(4, 2), (2, 4)])
def test_convolve_refuses_a_kernel_that_does_not_fit(kernel):
    with pytest.raises(ValueError, match=r"a kernel that fits on it, got \(3, 3\) and \(., .\)"):
        convolve(np.zeros((3, 3)), np.zeros(kernel))


# --- convolve_layer ------------------------------------------------------------------------


def test_convolve_layer_agrees_with_keras(rng, keras):
    images = rng.normal(size=(4, 12, 10, 3)).astype("float32")
    layer = keras.layers.Conv2D(5, (3, 2), bias_initializer="normal")
    expected = np.asarray(layer(images))
    assert convolve_layer(images, *layer.get_weights()) == pytest.approx(expected, abs=1e-5)


def test_convolve_layer_of_one_channel_is_convolve_plus_a_bias(rng):
    image, kernel = rng.normal(size=(9, 9)), rng.normal(size=(3, 3))
    answer = convolve_layer(image[None, :, :, None], kernel[:, :, None, None], [0.5])
    assert answer[0, :, :, 0] == pytest.approx(convolve(image, kernel) + 0.5)


def test_convolve_layer_refuses_images_without_a_channel_axis():
    with pytest.raises(ValueError, match=r"images\[..., np.newaxis\]"):
        convolve_layer(np.zeros((5, 28, 28)), np.zeros((3, 3, 1, 8)), np.zeros(8))


def test_convolve_layer_refuses_another_number_of_channels():
    with pytest.raises(ValueError, match=r"got \(5, 28, 28, 3\) and \(3, 3, 1, 8\)"):
        convolve_layer(np.zeros((5, 28, 28, 3)), np.zeros((3, 3, 1, 8)), np.zeros(8))


def test_convolve_layer_refuses_a_kernel_that_does_not_fit():
    with pytest.raises(ValueError, match="kernels must fit on the images"):
        convolve_layer(np.zeros((5, 2, 28, 1)), np.zeros((3, 3, 1, 8)), np.zeros(8))


def test_convolve_layer_refuses_a_bias_too_few():
    with pytest.raises(ValueError, match="one number for each of 8 filters"):
        convolve_layer(np.zeros((5, 28, 28, 1)), np.zeros((3, 3, 1, 8)), np.zeros(7))


# --- relu ----------------------------------------------------------------------------------


def test_relu_keeps_the_positive_and_zeroes_the_rest():
    assert relu(np.array([-1.5, -0.0, 0.0, 2.5])).tolist() == [0, 0, 0, 2.5], (
        "relu is not abs: a negative number becomes 0"
    )


def test_relu_agrees_with_keras(rng, keras):
    values = rng.normal(size=(3, 4, 5)).astype("float32")
    assert np.array_equal(relu(values), np.asarray(keras.ops.relu(values)))


# --- max_pool ------------------------------------------------------------------------------


def test_max_pool_keeps_the_largest_of_each_square():
    pooled = max_pool(np.array([[1, 2, 0, -1], [3, 4, -2, -3]]))
    assert pooled.tolist() == [[4, 0]], f"max_pool gave {pooled.tolist()}, expected [[4, 0]]"


def test_max_pool_keeps_the_dtype():
    assert max_pool(np.zeros((4, 4), np.uint8)).dtype == np.uint8


def test_max_pool_drops_rows_and_columns_that_are_left_over():
    assert max_pool(np.arange(15).reshape(3, 5)).tolist() == [[6, 8]]


def test_max_pool_refuses_a_batch():
    with pytest.raises(ValueError, match="max_pool_layer takes channels"):
        max_pool(np.zeros((28, 28, 1)))


@pytest.mark.parametrize("size", [0, -2, 4])
def test_max_pool_refuses_squares_that_do_not_fit(size):
    with pytest.raises(ValueError, match=rf"got \(3, 5\) and size {size}"):
        max_pool(np.zeros((3, 5)), size)


# --- max_pool_layer ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("shape", [(2, 12, 12, 2), (3, 7, 10, 1)])
def test_max_pool_layer_agrees_with_keras_also_where_rows_are_left_over(rng, keras, size, shape):
    images = rng.normal(size=shape).astype("float32")
    expected = np.asarray(keras.layers.MaxPooling2D(size)(images))
    assert np.array_equal(max_pool_layer(images, size), expected)
    assert np.array_equal(max_pool(images[1, :, :, 0], size), expected[1, :, :, 0])


def test_max_pool_layer_keeps_the_dtype():
    assert max_pool_layer(np.zeros((1, 4, 4, 1), np.uint8)).dtype == np.uint8


@pytest.mark.parametrize(
    ("shape", "size"), [((28, 28, 1), 2), ((1, 3, 5, 2), 4), ((1, 3, 5, 2), 0)]
)
def test_max_pool_layer_refuses_what_it_cannot_pool(shape, size):
    with pytest.raises(ValueError, match=f"and size {size}; max_pool takes one map"):
        max_pool_layer(np.zeros(shape), size)


# --- softmax -------------------------------------------------------------------------------


def test_softmax_of_equal_scores_is_equal_chances():
    assert softmax(np.zeros(10)) == pytest.approx(np.full(10, 0.1))


@pytest.mark.parametrize("shape", [(10,), (7, 10)])
def test_softmax_agrees_with_scipy_and_every_row_adds_up_to_one(rng, shape):
    logits = rng.normal(scale=5, size=shape)
    assert softmax(logits) == pytest.approx(special.softmax(logits, axis=-1))
    assert softmax(logits).sum(axis=-1) == pytest.approx(np.ones(shape[:-1])), (
        "each row is one image: add up along the last axis, not over the whole array"
    )


@pytest.mark.parametrize("size", [1000, -1000, 1e300])
def test_softmax_of_huge_scores_stays_finite(size):
    with np.errstate(all="raise", under="ignore"):
        assert softmax([size, size]).tolist() == [0.5, 0.5], "take the largest score away first"


def test_softmax_does_not_change_when_every_score_grows_alike(rng):
    logits = rng.normal(size=(4, 10))
    assert softmax(logits + 100) == pytest.approx(softmax(logits))


# --- cross_entropy -------------------------------------------------------------------------


def test_cross_entropy_of_a_blind_guess_is_the_logarithm_of_the_classes():
    targets = np.eye(10)
    assert cross_entropy(targets, np.full((10, 10), 0.1)) == pytest.approx(np.log(10))


def test_cross_entropy_of_a_sure_and_right_answer_is_nothing():
    assert cross_entropy(np.eye(10), np.eye(10)) == pytest.approx(0, abs=1e-6)


def test_cross_entropy_of_a_sure_mistake_is_large_but_finite():
    loss = cross_entropy([[0, 1]], [[1, 0]])
    assert loss == pytest.approx(-np.log(1e-7)), "log(0) is infinite: clip before the logarithm"


def test_cross_entropy_agrees_with_keras(rng, keras):
    targets = np.eye(10, dtype="float32")[rng.integers(0, 10, 50)]
    probabilities = softmax(rng.normal(scale=6, size=(50, 10))).astype("float32")
    expected = float(keras.losses.CategoricalCrossentropy()(targets, probabilities))
    assert cross_entropy(targets, probabilities) == pytest.approx(expected, rel=1e-5)


def test_cross_entropy_is_a_mean_so_twice_the_data_costs_the_same(rng):
    targets, probabilities = np.eye(10), softmax(rng.normal(size=(10, 10)))
    once = cross_entropy(targets, probabilities)
    twice = cross_entropy(np.vstack([targets] * 2), np.vstack([probabilities] * 2))
    assert twice == pytest.approx(once), "divide by the rows: a sum grows with the batch"


@pytest.mark.parametrize("shape", [(3,), (3, 9), (0, 10)])
def test_cross_entropy_refuses_labels_that_are_not_one_hot(shape):
    probabilities = np.full((0, 10) if shape == (0, 10) else (3, 10), 0.1)
    with pytest.raises(ValueError, match="one_hot turns labels into targets"):
        cross_entropy(np.zeros(shape), probabilities)


def test_by_hand_and_keras_compute_the_same_network(rng, keras):
    """All parts in a row: convolution, pooling, ReLU, dense layer, softmax."""
    model = keras.Sequential(
        [
            keras.Input((10, 10, 1)),
            keras.layers.Conv2D(3, 3, bias_initializer="normal"),
            keras.layers.MaxPooling2D(2),
            keras.layers.ReLU(),
            keras.layers.Flatten(),
            keras.layers.Dense(4, activation="softmax", bias_initializer="normal"),
        ]
    )
    image = rng.normal(size=(1, 10, 10, 1)).astype("float32")
    kernels, biases, weights, offsets = model.get_weights()
    features = relu(max_pool_layer(convolve_layer(image, kernels, biases)))
    ours = softmax(features.ravel() @ weights + offsets)
    assert ours == pytest.approx(np.asarray(model(image))[0], abs=1e-5)
