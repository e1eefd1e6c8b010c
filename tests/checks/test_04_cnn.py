"""What a learner's own network must do, from one product to a training: lesson 04."""

import numpy as np

# --- 04.1 convolve -----------------------------------------------------------------------------


def test_convolve_adds_up_the_products(convolve):
    image, kernel = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), np.array([[1, 0], [0, 2]])
    found = np.asarray(convolve(image.copy(), kernel.copy()))
    assert found.tolist() == [[11, 14], [20, 23]], (
        f"convolve({image.tolist()}, {kernel.tolist()}) gave {found.tolist()}, expected "
        "[[11, 14], [20, 23]]. At the top left the kernel lies on 1, 2, 4 and 5, and the sum is "
        "1*1 + 0*2 + 0*4 + 2*5 = 11. Then it slides by one column, and so on: each number of the "
        "window times the number of the kernel that lies on it, all of them added up. On 3 rows "
        "and columns there are 2 by 2 places for a kernel of 2 by 2."
    )


def test_convolve_does_not_flip_the_kernel(convolve):
    found = np.asarray(convolve(np.array([[0, 0, 9, 9]]), np.array([[-1, 1]])))
    assert found.tolist() == [[0, 9, 0]], (
        f"convolve([[0, 0, 9, 9]], [[-1, 1]]) gave {found.tolist()}, expected [[0, 9, 0]]. The "
        "left number of the kernel belongs to the left pixel of the window. In mathematics a "
        "convolution turns the kernel round first, and scipy.signal.convolve2d does so; networks "
        "do not."
    )


def test_convolve_slides_over_every_place(convolve, rng):
    for image_shape, kernel_shape in [((5, 8), (3, 3)), ((7, 4), (2, 3)), ((3, 3), (3, 3))]:
        image, kernel = rng.integers(0, 9, image_shape), rng.integers(-2, 3, kernel_shape)
        windows = np.lib.stride_tricks.sliding_window_view(image, kernel_shape)
        expected = (windows * kernel).sum(axis=(2, 3))
        called = (
            f"convolve(image, kernel) with an image of shape {image_shape} and a kernel of shape "
            f"{kernel_shape}"
        )
        try:
            found = np.asarray(convolve(image.copy(), kernel.copy()))
        except (IndexError, ValueError) as error:
            raise AssertionError(
                f"{called} raised {type(error).__name__}: {error!s:.120}. Neither needs to be "
                "square. A shape is (height, width): rows first."
            ) from error
        assert found.shape == expected.shape, (
            f"{called} gave a map of shape {found.shape}, expected {expected.shape}. Only places "
            "where the whole kernel lies on the image count. A kernel of 3 rows finds 3 places on "
            "5 rows: it can begin in row 0, 1 or 2. That is 5 - 3 + 1, and the same goes for "
            "columns."
        )
        assert np.array_equal(found, expected), (
            f"{called} gave {found.tolist()}, expected {expected.tolist()}. The image was "
            f"{image.tolist()}, the kernel {kernel.tolist()}. In row r and column c of the map "
            "stands the sum for the window that begins in row r and column c of the image."
        )


def test_convolve_gives_numbers_that_no_byte_can_hold(convolve):
    image, kernel = np.array([[0, 200, 200, 0]], np.uint8), np.array([[-1.5, 1.5]])
    found = np.asarray(convolve(image.copy(), kernel.copy()))
    assert found.tolist() == [[300, 0, -300]], (
        f"The image [[0, 200, 200, 0]] is of dtype uint8. convolve(image, [[-1.5, 1.5]]) gave "
        f"{found.tolist()}, expected [[300, 0, -300]]. A byte holds 0 to 255, and here come "
        "negative numbers, large ones, and fractions: make the map with np.zeros, which holds them "
        "all, not with np.zeros_like(image), which takes the dtype of the image."
    )


def test_convolve_refuses_a_kernel_that_does_not_fit(convolve):
    for image_shape, kernel_shape in [((2, 2), (3, 3)), ((3, 3), (4, 3)), ((3, 3), (2, 5))]:
        try:
            found = convolve(np.ones(image_shape), np.ones(kernel_shape))
        except ValueError:
            continue
        except IndexError as error:
            found = f"the {type(error).__name__} {error!s:.80}"
        else:
            found = f"a map of {np.size(found)} numbers"
        raise AssertionError(
            f"convolve with an image of shape {image_shape} and a kernel of shape {kernel_shape} "
            f"gave {found}, expected a ValueError. There is no place for it. An empty map would "
            "travel on through your program, and fail far from here, where nobody knows why."
        )


def test_convolve_leaves_the_image_alone(convolve):
    image = np.arange(12.0).reshape(3, 4)
    before = image.copy()
    convolve(image, np.array([[1.0, -1.0]]))
    assert np.array_equal(image, before), (
        f"convolve was given {before.tolist()}; afterwards that image was {image.tolist()}. It "
        "must stay as it was: the next kernel looks at it too, and within one map the next window "
        "needs the old pixels."
    )


# --- 04.2 max_pool -----------------------------------------------------------------------------


def test_max_pool_keeps_the_largest_of_each_square(max_pool):
    feature_map = np.array([[1, 2, 0, 1], [3, 4, 1, 0], [5, 0, 7, 6], [0, 0, 8, 9]])
    found = np.asarray(max_pool(feature_map.copy()))
    assert found.tolist() == [[4, 1], [5, 9]], (
        f"max_pool({feature_map.tolist()}) gave {found.tolist()}, expected [[4, 1], [5, 9]]. The "
        "square at the top left holds 1, 2, 3 and 4, and the largest of them is kept. The squares "
        "stand beside each other like tiles; no number belongs to two of them."
    )


def test_max_pool_takes_any_size_and_any_map(max_pool, rng):
    for shape, size in [((4, 6), 2), ((6, 3), 3), ((4, 8), 4), ((2, 3), 1)]:
        feature_map = rng.integers(0, 100, shape)
        rows, columns = shape[0] // size, shape[1] // size
        expected = [
            [int(feature_map[r * size :, c * size :][:size, :size].max()) for c in range(columns)]
            for r in range(rows)
        ]
        called = f"max_pool({feature_map.tolist()}, size={size})"
        try:
            found = np.asarray(max_pool(feature_map.copy(), size=size))
        except (IndexError, ValueError) as error:
            raise AssertionError(
                f"{called} raised {type(error).__name__}: {error!s:.120}. A map need not be "
                "square, and the squares may be of any size."
            ) from error
        assert found.tolist() == expected, (
            f"{called} gave {found.tolist()}, expected {expected}. Square number (r, c) begins in "
            "row r * size and column c * size, and has size rows and size columns."
        )


def test_max_pool_drops_what_is_left_over(max_pool):
    feature_map = np.array([[1, 2, 3, 4, 50], [5, 6, 7, 8, 60], [70, 80, 90, 95, 99]])
    try:
        found = np.asarray(max_pool(feature_map.copy())).tolist()
    except (IndexError, ValueError) as error:
        found = f"the {type(error).__name__} {error!s:.90}"
    assert found == [[6, 8]], (
        f"max_pool of 3 rows and 5 columns, {feature_map.tolist()}, gave {found}, expected "
        "[[6, 8]]. Two squares of 2 by 2 fit in there. What is left over at the right and at the "
        "bottom fills no square, and is dropped, as Keras drops it."
    )


def test_max_pool_works_below_zero(max_pool):
    feature_map = np.array([[-3.0, -1.0], [-2.0, -5.0]])
    found = np.asarray(max_pool(feature_map.copy()))
    assert found.tolist() == [[-1]], (
        f"max_pool({feature_map.tolist()}) gave {found.tolist()}, expected [[-1.0]]: the largest "
        "of the four. A search for the largest that begins at 0 never finds a number below 0."
    )


def test_max_pool_keeps_the_dtype(max_pool):
    for dtype in (np.float32, np.uint8):
        feature_map = np.full((4, 6), 3, dtype)
        found = np.asarray(max_pool(feature_map))
        assert found.dtype == dtype, (
            f"max_pool of a {feature_map.dtype} map gave {found.dtype}, expected "
            f"{feature_map.dtype} again. It picks numbers and makes no new ones. np.zeros makes "
            "float64 unless it is told a dtype."
        )


def test_max_pool_refuses_squares_that_do_not_fit(max_pool):
    for shape, size in [((4, 4), 0), ((4, 4), 5), ((2, 8), 3)]:
        try:
            found = max_pool(np.ones(shape), size=size)
        except ValueError:
            continue
        except (ArithmeticError, IndexError) as error:
            found = f"the {type(error).__name__} {error!s:.80}"
        else:
            found = f"a map of shape {np.shape(found)}"
        raise AssertionError(
            f"max_pool of a map of shape {shape} with size={size} gave {found}, expected a "
            "ValueError. No such square fits in, so that nothing would be left to go on with. "
            "Raise it yourself, with a sentence that says what came and what is needed."
        )


# --- 04.3 test_softmax -------------------------------------------------------------------------


def test_your_test_lets_the_good_softmax_pass(test_softmax):
    from digitkit.cnn.by_hand import softmax

    try:
        answer = test_softmax(softmax)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_softmax(softmax) failed a softmax that has no bug, and should have let it pass. "
            f"{said}\nPrint what the good one gives for your scores. A computer keeps some 16 "
            "digits of a number: compare fractions with np.allclose, which forgives the last of "
            "them, and not with ==."
        ) from None
    assert answer is None, (
        f"test_softmax(softmax) returned {answer!s:.80}, expected nothing. Nobody looks at what a "
        "test returns: it fails by an assert that does not hold. Write `assert` where you wrote "
        "`return`."
    )


def test_your_test_notices_shares_without_a_power(test_softmax):
    def only_divides(scores):
        return scores / np.sum(scores, axis=-1, keepdims=True)

    try:
        with np.errstate(all="ignore"):
            test_softmax(only_divides)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this softmax divides the scores by their sum, and takes no powers "
        "of e. test_softmax(only_divides) passed it, and should have failed it. Its answers add "
        "up to 1 as well, so hold some numbers that you know beforehand, such as those of the "
        "scores 0 and log 3."
    )


def test_your_test_notices_a_sum_that_is_not_one(test_softmax):
    def forgets_to_divide(scores):
        return np.exp(scores - np.max(scores, axis=-1, keepdims=True))

    try:
        test_softmax(forgets_to_divide)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this softmax does not divide by the sum. "
        "test_softmax(forgets_to_divide) passed it, and should have failed it. Its largest answer "
        "is always 1. Hold the numbers, not only their order."
    )


def test_your_test_notices_a_sum_over_all_rows(test_softmax):
    def sums_up_everything(scores):
        powers = np.exp(scores - np.max(scores))
        return powers / powers.sum()

    try:
        with np.errstate(all="ignore"):
            test_softmax(sums_up_everything)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: given several rows, this softmax divides by the sum over all of "
        "them. test_softmax(sums_up_everything) passed it, and should have failed it. With one row "
        "there is nothing to see: give it two, and hold that each of them adds up to 1."
    )


def test_your_test_notices_the_wrong_axis(test_softmax):
    def down_the_columns(scores):
        powers = np.exp(scores - np.max(scores, axis=0))
        return powers / powers.sum(axis=0)

    try:
        test_softmax(down_the_columns)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: given several rows, this softmax adds up each column, and not each "
        "row. test_softmax(down_the_columns) passed it, and should have failed it. A row is a "
        "picture, a column a digit. Hold the sum of each row, p.sum(axis=-1), of a table whose "
        "rows and columns differ."
    )


def test_your_test_notices_another_base(test_softmax):
    def powers_of_two(scores):
        powers = np.exp2(scores - np.max(scores, axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)

    try:
        test_softmax(powers_of_two)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this softmax takes powers of 2 in the place of powers of e. "
        "test_softmax(powers_of_two) passed it, and should have failed it. It has all the other "
        "good properties, so only numbers that you know give it away, and not those of equal "
        "scores: these are equal in any base."
    )


def test_your_test_notices_scores_that_are_too_large(test_softmax):
    def overflows(scores):
        with np.errstate(all="ignore"):
            powers = np.exp(scores)
            return powers / powers.sum(axis=-1, keepdims=True)

    try:
        test_softmax(overflows)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: for scores of some hundreds this softmax gives nan, which is no "
        "number. test_softmax(overflows) passed it, and should have failed it. Give it scores "
        "such as 1000 and 0, and hold what must come back: 1 and 0."
    )


def test_your_test_notices_changed_scores(test_softmax):
    def changes_its_input(scores):
        scores -= np.max(scores, axis=-1, keepdims=True)
        powers = np.exp(scores)
        return powers / powers.sum(axis=-1, keepdims=True)

    try:
        test_softmax(changes_its_input)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this softmax takes the largest score away from the very array "
        "that it was given. test_softmax(changes_its_input) passed it, and should have failed it. "
        "Keep a copy of some scores, call softmax on the originals, and compare. Take scores whose "
        "largest is not 0, or nothing changes."
    )


# --- 04.4 softmax ------------------------------------------------------------------------------


def test_softmax_gives_the_shares_of_the_powers(softmax):
    try:
        found = np.asarray(softmax(np.array([0.0, np.log(3), np.log(4)])))
    except IndexError as error:
        raise AssertionError(
            f"softmax of one row, [0, log 3, log 4], raised {type(error).__name__}: "
            f"{error!s:.120}. One row has one axis, with the number 0. axis=-1 is the last axis, "
            "of one row as of a table."
        ) from error
    assert np.allclose(found, [1 / 8, 3 / 8, 4 / 8]), (
        f"softmax([0, log 3, log 4]) gave {np.round(found, 4).tolist()}, expected [0.125, 0.375, "
        "0.5]. The powers of e are 1, 3 and 4. Together they are 8, and each is divided by that."
    )


def test_softmax_takes_each_row_alone(softmax, rng):
    for shape in [(2, 3), (4, 4), (5,)]:
        scores = rng.normal(scale=3, size=shape)
        powers = np.exp(scores)
        expected = powers / powers.sum(axis=-1, keepdims=True)
        called = f"softmax({np.round(scores, 2).tolist()})"
        try:
            found = np.asarray(softmax(scores.copy()))
        except ValueError as error:
            raise AssertionError(
                f"{called}, an array of shape {shape}, raised {type(error).__name__}: "
                f"{error!s:.120}. One row is allowed, and so are many. keepdims=True keeps a sum "
                "as a column of its own, which then divides each row by its own sum."
            ) from error
        assert found.shape == shape and np.allclose(found, expected), (
            f"{called} gave {np.round(found, 2).tolist()}, expected "
            f"{np.round(expected, 2).tolist()}. Each row is a picture, and adds up to 1 by itself: "
            "take maximum and sum along the last axis, axis=-1. Without keepdims=True the sums "
            "become one row, and divide columns."
        )


def test_softmax_of_large_scores_stays_finite(softmax):
    for scores, expected in [
        ([1000.0, 0.0], [1.0, 0.0]),
        ([-1000.0, -1000.0], [0.5, 0.5]),
        ([[0.0, 0.0], [1000.0, 1000.0]], [[0.5, 0.5], [0.5, 0.5]]),
    ]:
        with np.errstate(all="ignore"):
            found = np.asarray(softmax(np.array(scores)))
        assert np.allclose(found, expected), (
            f"softmax({scores}) gave {found.tolist()}, expected {expected}. e to the power of 1000 "
            "is infinite to a computer, and of -1000 it is 0; infinite divided by infinite, or 0 "
            "by 0, is nan. Take the largest score of each row away first, not that of the "
            "whole array: no share changes, and no power is larger than 1."
        )


def test_softmax_leaves_the_scores_alone(softmax):
    scores = np.array([[3.0, 1.0], [2.0, 5.0]])
    before = scores.copy()
    softmax(scores)
    assert np.array_equal(scores, before), (
        f"softmax was given {before.tolist()}; afterwards these scores were {scores.tolist()}. "
        "They must stay as they were. `scores -= ...` changes the array that others still hold; "
        "`scores - ...` makes a new one."
    )


# --- 04.5 cross_entropy ------------------------------------------------------------------------


def test_cross_entropy_looks_at_the_right_class(cross_entropy):
    probabilities = np.array([[0.7, 0.2, 0.1]])
    for right in range(3):
        targets = np.eye(3)[[right]]
        found = np.asarray(cross_entropy(targets.copy(), probabilities.copy()), dtype=float)
        assert found.ndim == 0, (
            f"cross_entropy({targets.tolist()}, {probabilities.tolist()}) gave an array of shape "
            f"{found.shape}, expected one number. A training makes one number smaller, not many: "
            "take the mean over the images at the end."
        )
        expected = -np.log(probabilities[0, right])
        assert np.isclose(found, expected), (
            f"cross_entropy({targets.tolist()}, {probabilities.tolist()}) gave {found:.4f}, "
            f"expected {expected:.4f}. The 1 stands at number {right}, which got the probability "
            f"{probabilities[0, right]}, and -log({probabilities[0, right]}) is {expected:.4f}. "
            "np.log is the natural logarithm. The other classes are multiplied by 0."
        )


def test_cross_entropy_is_a_mean_over_the_images(cross_entropy):
    targets, probabilities = (
        np.eye(3),
        np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.2, 0.6, 0.2]]),
    )
    expected = -(np.log(0.5) + np.log(0.8) + np.log(0.2)) / 3
    found = float(cross_entropy(targets.copy(), probabilities.copy()))
    assert np.isclose(found, expected), (
        f"Three images; their right classes got the probabilities 0.5, 0.8 and 0.2. cross_entropy "
        f"gave {found:.4f}, expected {expected:.4f}: the mean of -log 0.5, -log 0.8 and -log 0.2. "
        "Add up each row, then take the mean of the rows. A plain sum grows with the number of "
        "images; a mean over all entries counts the zeros too."
    )


def test_cross_entropy_of_a_blind_guess_is_the_logarithm_of_ten(cross_entropy, rng):
    targets = np.eye(10)[rng.integers(0, 10, 7)]
    found = float(cross_entropy(targets, np.full((7, 10), 0.1)))
    assert np.isclose(found, np.log(10)), (
        f"Seven images, and each of the ten digits got the probability 0.1. cross_entropy gave "
        f"{found:.4f}, expected log 10 = {np.log(10):.4f}. That is where an untrained network "
        "begins; you will look for this number."
    )


def test_cross_entropy_of_a_sure_mistake_is_large_but_finite(cross_entropy):
    for targets, probabilities, expected in [
        ([[0.0, 1.0]], [[1.0, 0.0]], -np.log(1e-7)),
        ([[1.0, 0.0]], [[1.0, 0.0]], 0.0),
    ]:
        with np.errstate(all="ignore"):
            found = float(cross_entropy(np.array(targets), np.array(probabilities)))
        assert np.isclose(found, expected, atol=1e-5), (
            f"cross_entropy({targets}, {probabilities}) gave {found:.4f}, expected "
            f"{expected:.4f}. log 0 is minus infinity, and 0 times infinity is nan; with either "
            "of them no network can go on. Keep the probabilities between 1e-7 and 1 - 1e-7, as "
            "Keras does, before you take the logarithm."
        )


def test_cross_entropy_refuses_labels_that_are_not_one_hot(cross_entropy):
    probabilities = np.full((3, 3), 1 / 3)
    for targets in (np.eye(3)[:1], np.array([0, 2, 1]), np.array([[0], [2], [1]])):
        try:
            found = cross_entropy(targets.copy(), probabilities.copy())
        except ValueError:
            continue
        except (IndexError, TypeError) as error:
            found = f"the {type(error).__name__} {error!s:.80}"
        else:
            found = np.round(found, 3).tolist()
        raise AssertionError(
            f"cross_entropy({targets.tolist()}, probabilities), with probabilities of shape "
            f"(3, 3), gave {found}, expected a ValueError. The targets have the shape "
            f"{targets.shape}, and are no one-hot rows for three images. NumPy stretches such an "
            "array until it fits, and gives a number that means nothing. Compare the two shapes "
            "first."
        )


# --- 04.6 build_cnn ----------------------------------------------------------------------------


def test_build_cnn_gives_probabilities_for_any_images(build_cnn, rng):
    for input_shape, n_classes, filters in [((12, 12, 1), 10, (4, 4)), ((9, 16, 3), 4, (5,))]:
        called = f"build_cnn({input_shape}, {n_classes}, filters={filters})"
        images = rng.random((6, *input_shape), dtype=np.float32)
        try:
            model = build_cnn(input_shape, n_classes, filters=filters, dense=8, seed=0)
            knows_its_input = getattr(model, "built", True)
            found = np.asarray(model(images))
        except (ValueError, IndexError) as error:
            first = str(error).strip().splitlines()[0]
            advice = (
                "The network must take the images that were asked for: keras.Input(input_shape), "
                "with the channel as the last number, comes first."
            )
            if "keras.Layer" in first:  # it was given something else
                advice = "Each layer is made by a call, such as keras.layers.ReLU(), with brackets."
            raise AssertionError(
                f"{called}, called with 6 images of that shape, raised {type(error).__name__}: "
                f"{first:.160}. {advice}"
            ) from error
        assert knows_its_input, (
            f"{called} gave a network that has no weights before it sees an image, expected one "
            "that knows its input: let keras.Input(input_shape) be the first of its layers. "
            "Without it nobody can count the weights, and a wrong shape is noticed late."
        )
        assert found.shape == (6, n_classes), (
            f"{called} gave an answer of shape {found.shape} for 6 images, expected "
            f"(6, {n_classes}): one probability for each class. The last dense layer has "
            "n_classes units, and Flatten comes before the dense layers."
        )
        sums = found.sum(axis=1)
        assert found.min() >= 0 and np.allclose(sums, 1, atol=1e-4), (
            f"The {n_classes} answers of {called} lie between {found.min():.2f} and "
            f"{found.max():.2f}, and for the first image they add up to {sums[0]:.2f}; expected "
            "probabilities, which add up to 1. The last dense layer needs activation='softmax'. "
            "Without it there are scores, and a sigmoid or a ReLU looks at each class alone."
        )


def test_build_cnn_has_the_layers_that_were_asked_for(build_cnn):
    for filters, dense in [((4, 6), 8), ((3, 4, 5), 7)]:
        model = build_cnn((16, 16, 1), 10, filters=filters, dense=dense, seed=0)
        sizes = [(9 * i + 1) * o for i, o in zip((1, *filters), filters, strict=False)]
        places = (16 // 2 ** len(filters)) ** 2
        sizes += [(places * filters[-1] + 1) * dense, (dense + 1) * 10]
        counted = [(layer.name, layer.count_params()) for layer in model.layers]
        found = [size for _, size in counted if size]
        assert found == sizes, (
            f"build_cnn((16, 16, 1), 10, filters={filters}, dense={dense}) has layers with {found} "
            f"weights, expected {sizes}. For each number in filters there is a convolution with "
            "kernels of 3 by 3 numbers for each channel that comes in, and one bias for each "
            f"filter; padding='same' keeps 16 by 16, and each pooling halves it, so that {places} "
            f"places are left for the dense layer of {dense} units. Last comes the layer of 10."
        )
        pools = [type(x).__name__ for x in model.layers if "Pool" in type(x).__name__]
        assert pools == ["MaxPooling2D"] * len(filters), (
            f"build_cnn((16, 16, 1), 10, filters={filters}, dense={dense}) pools with {pools}, "
            "expected one MaxPooling2D after each convolution. It keeps the largest number of each "
            "square; a mean would weaken what was found in one place only."
        )


def test_build_cnn_has_a_relu_after_each_layer(build_cnn, rng):
    import keras

    model = build_cnn((12, 12, 1), 10, filters=(6, 6), dense=24, seed=0)
    images = rng.random((16, 12, 12, 1), dtype=np.float32)
    kinds = (keras.layers.Conv2D, keras.layers.Dense)
    taught = [layer for layer in model.layers if isinstance(layer, kinds)]
    for before, after in zip(taught, taught[1:], strict=False):
        values = np.asarray(keras.Model(model.inputs[0], after.input)(images))
        assert values.min() >= 0, (
            f"Between a {type(before).__name__} of your network and the next "
            f"{type(after).__name__} there are numbers down to {values.min():.2f}, expected none "
            "below 0: a ReLU stands there. Without it two layers compute no more than one could. "
            "Each convolution and the first dense layer need it: activation='relu', or a layer "
            "keras.layers.ReLU()."
        )


def test_build_cnn_begins_with_a_blind_guess(build_cnn, rng):
    images, labels = rng.random((40, 12, 12, 1), dtype=np.float32), np.arange(40) % 10
    model = build_cnn((12, 12, 1), 10, filters=(4, 4), dense=16, seed=0)
    assert getattr(model, "compiled", False), (
        "build_cnn gave back a network that is not compiled: it cannot learn, for nobody has told "
        "it how wrong an answer is. Call model.compile(...), then return model."
    )
    model.run_eagerly = True  # for one batch, to compile takes longer than to compute
    try:
        told = model.test_on_batch(images, np.eye(10)[labels])
    except ValueError as error:
        first = str(error).strip().splitlines()[0]
        raise AssertionError(
            "The loss of your network does not take one-hot labels of shape (40, 10), expected "
            f"that it does. Keras says: {first:.160} The loss for them is "
            "'categorical_crossentropy'; the one that begins with 'sparse' wants class numbers."
        ) from error
    assert np.size(told) == 2, (
        f"Asked how good it is, your network reports {np.size(told)} number, expected 2: the loss "
        "and the accuracy. Ask for the second in compile, with metrics=['accuracy']: nobody can "
        "tell from a loss how many images are read rightly."
    )
    assert abs(told[0] - np.log(10)) < 0.25, (
        f"Before any training the loss of your network is {told[0]:.2f}, expected about log 10 = "
        "2.30: it guesses among ten classes, and that is what a blind guess costs by "
        "cross-entropy. Another number means another loss, or scores in the place of "
        "probabilities."
    )


def test_build_cnn_measures_cross_entropy(build_cnn, rng):
    model = build_cnn((12, 12, 1), 10, filters=(4, 4), dense=16, seed=0)
    labels = np.arange(30) % 10
    probabilities = rng.dirichlet(np.full(10, 0.3), 30).astype(np.float32).clip(1e-4, 1)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    found = float(model.compute_loss(None, np.eye(10, dtype=np.float32)[labels], probabilities))
    expected = -np.log(probabilities[np.arange(30), labels]).mean()
    assert np.isclose(found, expected, atol=0.02), (
        f"For 30 answers that are given, the loss of your network is {found:.2f}, expected "
        f"{expected:.2f}: their cross-entropy, by hand. The answers are probabilities already. "
        "from_logits=True would take a second softmax of them, label smoothing would mix something "
        "in, and a squared error is another measure."
    )


def test_build_cnn_can_be_sure(build_cnn, rng):
    images = rng.random((40, 12, 12, 1), dtype=np.float32)
    model = build_cnn((12, 12, 1), 10, filters=(4, 4), dense=16, seed=0)
    model.set_weights([20 * array for array in model.get_weights()])
    surest = np.asarray(model(images)).max()
    assert surest > 0.9, (
        f"With weights 20 times as large, the surest answer of your network to 40 images has the "
        f"probability {surest:.2f}, expected nearly 1: large scores make a softmax sure. After two "
        "softmaxes, one on the other, no answer is ever sure, and the loss cannot come near 0. "
        "Either activation='softmax', or a layer keras.layers.Softmax(), but not both."
    )


def test_build_cnn_drops_units_in_training_only(build_cnn, rng):
    images = rng.random((6, 12, 12, 1), dtype=np.float32)
    model = build_cnn((12, 12, 1), 10, filters=(4,), dense=32, dropout=0.5, seed=0)
    first, second = (np.asarray(model(images, training=True)) for _ in range(2))
    assert not np.array_equal(first, second), (
        "With dropout=0.5, two passes in training mode gave the same answers, expected two "
        "different ones: each time, half of the units are dropped by chance. A "
        "keras.layers.Dropout(dropout) belongs before each dense layer."
    )
    assert np.allclose(first.sum(axis=1), 1, atol=1e-4), (
        f"With dropout=0.5 and in training mode, the ten answers for an image add up to "
        f"{first.sum(axis=1)[0]:.2f}, expected 1. A dropout after the softmax throws "
        "probabilities away, and then the loss is of no use. It belongs before the dense layers."
    )
    dropouts = sum("Dropout" in type(layer).__name__ for layer in model.layers)
    assert dropouts != 1, (
        "Your network has 1 dropout, expected 2: one before each of the two dense layers, so that "
        "neither can rely on a single number that comes in."
    )
    quiet = [np.asarray(model(images, training=False)) for _ in range(2)]
    assert np.array_equal(*quiet), (
        "Out of training two passes gave different answers, expected the same: dropout is for "
        "training, and a network that is asked twice must not change its mind."
    )
    model = build_cnn((12, 12, 1), 10, filters=(4,), dense=32, dropout=0, seed=0)
    taught, asked = (np.asarray(model(images, training=mode)) for mode in (True, False))
    assert np.allclose(taught, asked, atol=1e-5), (
        "With dropout=0, training mode and asking gave different answers, expected the same: "
        "dropout is the share that is *dropped*, not the share that is kept, and it comes from "
        "the argument."
    )


def test_build_cnn_repeats_with_the_same_seed(build_cnn):
    def weights(seed):
        model = build_cnn((8, 8, 1), 3, filters=(4,), dense=5, seed=seed)
        return np.concatenate([np.ravel(array) for array in model.get_weights()])

    first, again, other = weights(5), weights(5), weights(6)
    assert np.array_equal(first, again), (
        "build_cnn(seed=5), called twice, gave networks with different weights, expected the same "
        "ones. With a seed you can repeat a training, and find out what a change was worth. "
        "keras.utils.set_random_seed(seed) goes before the first layer."
    )
    assert not np.array_equal(first, other), (
        "build_cnn(seed=5) and build_cnn(seed=6) gave the same weights, expected different ones. "
        "The seed must come from the argument."
    )
    assert not np.array_equal(weights(None), weights(None)), (
        "build_cnn(seed=None), called twice, gave the same weights, expected different ones: "
        "without a seed, chance is free. Set a seed only when there is one."
    )


def test_build_cnn_learns_with_adam_at_the_rate_you_ask_for(build_cnn):
    for rate in (0.001, 0.02):
        model = build_cnn((8, 8, 1), 3, filters=(4,), dense=5, learning_rate=rate)
        kind, found = type(model.optimizer).__name__, float(model.optimizer.learning_rate)
        assert kind == "Adam" and np.isclose(found, rate), (
            f"build_cnn(learning_rate={rate}) gave a network that learns with {kind} at the rate "
            f"{found:g}, expected Adam at {rate}. The name 'adam' brings a rate of its own; "
            "keras.optimizers.Adam(learning_rate) takes yours. Plain SGD needs many more steps."
        )


def test_build_cnn_refuses_an_image_that_is_too_small(build_cnn):
    for input_shape, filters in [((7, 28, 1), (4, 4, 4)), ((28, 28, 1), ())]:
        try:
            build_cnn(input_shape, filters=filters)
        except ValueError as error:
            if "filters takes one number for each" in str(error):
                continue
            found = f"the ValueError {str(error).strip().splitlines()[0]:.120}"
        else:
            found = "a network"
        raise AssertionError(
            f"build_cnn({input_shape}, filters={filters}) gave {found}, expected the ValueError of "
            "check_filters, which says what came and what is needed. Call it in your first line."
        )


def test_build_cnn_learns_a_few_images_by_heart(build_cnn, rng):
    images, labels = rng.random((20, 12, 12, 1), dtype=np.float32), np.arange(20) % 10
    targets = np.eye(10, dtype=np.float32)[labels]
    model = build_cnn(
        (12, 12, 1), 10, filters=(8,), dense=32, dropout=0, learning_rate=0.01, seed=0
    )
    losses = [np.ravel(model.train_on_batch(images, targets))[0] for _ in range(60)]
    assert losses[-1] < 0.6, (
        f"After 60 steps on the same 20 images the loss is {losses[-1]:.1f}, expected next to 0. A "
        "network that cannot learn even 20 images by heart has a bug: a second softmax, a wrong "
        "loss, or a layer that lets too little through."
    )
