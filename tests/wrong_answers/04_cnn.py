"""Mistakes planted in lesson 04."""

import numpy as np

from course.planted import wrong
from digitkit.cnn.backend import import_keras
from digitkit.cnn.by_hand import convolve, max_pool
from digitkit.cnn.network import check_filters

# --- 04.1 convolve -----------------------------------------------------------------------------


@wrong(
    "test_convolve_does_not_flip_the_kernel",
    says="turns the kernel round first",
    hint=1,
    misconception="You turned the kernel round, as mathematics does; in a network its left number "
    "lies on the left pixel.",
)
def convolve__flipped(image, kernel):
    return convolve(image, np.asarray(kernel)[::-1, ::-1])


@wrong(
    "test_convolve_adds_up_the_products",
    says="all of them added up",
    hint=2,
    misconception="You took the mean of the products; a convolution adds them up.",
)
def convolve__mean(image, kernel):
    return convolve(image, kernel) / np.size(kernel)


@wrong(
    "test_convolve_adds_up_the_products",
    says="each number of the window times the number of the kernel that lies on it",
    hint=2,
    misconception="window @ kernel multiplies rows by columns; what you need is window * kernel, "
    "number by number.",
)
def convolve__matrix_product(image, kernel):
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = (window @ kernel).sum()
    return feature_map


@wrong(
    "test_convolve_adds_up_the_products",
    says="Then it slides by one column",
    hint=1,
    misconception="Your kernel jumps by its own size; it must slide by one pixel, so that the "
    "windows overlap.",
)
def convolve__jumps(image, kernel):
    height, width = kernel.shape
    rows, columns = image.shape[0] // height, image.shape[1] // width
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row * height :, column * width :][:height, :width]
            feature_map[row, column] = (window * kernel).sum()
    return feature_map


@wrong(
    "test_convolve_adds_up_the_products",
    says="each number of the window times",
    hint=2,
    misconception="You kept the largest product; a convolution adds all of them up. To keep the "
    "largest is the work of max_pool.",
)
def convolve__largest_product(image, kernel):
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = (window * kernel).max()
    return feature_map


@wrong(
    "test_convolve_slides_over_every_place",
    says="That is 5 - 3 + 1",
    hint=3,
    misconception="You forgot the + 1: the last place, where the kernel touches the edge, is "
    "missing.",
)
def convolve__last_place_missing(image, kernel):
    return convolve(image, kernel)[:-1, :-1]


@wrong(
    "test_convolve_adds_up_the_products",
    says="there are 2 by 2 places",
    hint=3,
    misconception="Your map is as large as the image, with a rim of zeros where the kernel "
    "does not fit; it has fewer rows and columns.",
)
def convolve__map_as_large_as_the_image(image, kernel):
    found = convolve(image, kernel)
    feature_map = np.zeros(np.shape(image))
    feature_map[: found.shape[0], : found.shape[1]] = found
    return feature_map


@wrong(
    "test_convolve_adds_up_the_products",
    says="there are 2 by 2 places",
    hint=3,
    misconception="Your loops end one place too early, in a map as large as the image: "
    "range(height - kernel height) forgets the last place.",
)
def convolve__loops_too_short(image, kernel):
    found = convolve(image, kernel)
    feature_map = np.zeros(np.shape(image))
    feature_map[: found.shape[0] - 1, : found.shape[1] - 1] = found[:-1, :-1]
    return feature_map


@wrong(
    "test_convolve_adds_up_the_products",
    says="could not be broadcast",
    hint=3,
    misconception="You wrote 3 into the body; the kernel has its own height and width, "
    "kernel.shape.",
)
def convolve__always_three(image, kernel):
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + 3, column : column + 3]
            feature_map[row, column] = (window * kernel).sum()
    return feature_map


@wrong(
    "test_convolve_slides_over_every_place",
    says="Only places where the whole kernel lies on the image count",
    hint=1,
    misconception="You filled up the edges with zeros, so that the map is as large as the image; "
    "here it gets smaller.",
)
def convolve__padded(image, kernel):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    feature_map = np.zeros(image.shape)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            window = image[row : row + kernel.shape[0], column : column + kernel.shape[1]]
            part = kernel[: window.shape[0], : window.shape[1]]
            feature_map[row, column] = (window * part).sum()
    return feature_map


@wrong(
    "test_convolve_slides_over_every_place",
    says="Neither needs to be square",
    hint=3,
    misconception="You mixed up height and width; a shape is (height, width), rows first.",
)
def convolve__height_and_width_mixed_up(image, kernel):
    width, height = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = (window * kernel).sum()
    return feature_map


@wrong(
    "test_convolve_gives_numbers_that_no_byte_can_hold",
    says="not with np.zeros_like(image)",
    hint=3,
    misconception="Your map has the dtype of the image: bytes lose the sign and all that is above "
    "255.",
)
def convolve__map_of_bytes(image, kernel):
    height, width = kernel.shape
    if height > image.shape[0] or width > image.shape[1]:
        raise ValueError(f"The kernel {kernel.shape} does not fit on {image.shape}.")
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros_like(image)[:rows, :columns]
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = int((window * kernel).sum()) % 256
    return feature_map


@wrong(
    "test_convolve_gives_numbers_that_no_byte_can_hold",
    says="and fractions",
    hint=3,
    misconception="You made the kernel a table of whole numbers; the weights of a network are "
    "fractions.",
)
def convolve__whole_numbers(image, kernel):
    return convolve(image, np.asarray(kernel).astype(int))


@wrong(
    "test_convolve_refuses_a_kernel_that_does_not_fit",
    says="expected a ValueError",
    hint=1,
    misconception="You did not ask whether the kernel fits; range of a number below 1 is empty, "
    "and nobody notices.",
)
def convolve__refuses_nothing(image, kernel):
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    feature_map = np.zeros((max(rows, 0), max(columns, 0)))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            feature_map[row, column] = (window * kernel).sum()
    return feature_map


@wrong(
    "test_convolve_refuses_a_kernel_that_does_not_fit",
    says="There is no place for it",
    hint=1,
    misconception="You refuse a kernel that is too large in both directions; one is enough.",
)
def convolve__refuses_too_large_both_ways(image, kernel):
    height, width = kernel.shape
    if height > image.shape[0] and width > image.shape[1]:
        raise ValueError(f"The kernel {kernel.shape} does not fit on {image.shape}.")
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    return np.array(
        [
            [(image[r : r + height, c : c + width] * kernel).sum() for c in range(columns)]
            for r in range(rows)
        ]
    )


@wrong(
    "test_convolve_refuses_a_kernel_that_does_not_fit",
    says="There is no place for it",
    hint=3,
    misconception="Python compares tuples by their first numbers, so that kernel.shape > "
    "image.shape looks at the height alone; compare height and width, each by "
    "itself.",
)
def convolve__compares_tuples(image, kernel):
    if kernel.shape > image.shape:
        raise ValueError(f"The kernel {kernel.shape} does not fit on {image.shape}.")
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    return np.array(
        [
            [(image[r : r + height, c : c + width] * kernel).sum() for c in range(columns)]
            for r in range(rows)
        ]
    )


@wrong(
    "test_convolve_leaves_the_image_alone",
    says="the next window needs the old pixels",
    hint=3,
    misconception="You wrote the sums into the image itself.",
)
def convolve__in_place(image, kernel):
    feature_map = convolve(image, kernel)
    image[: feature_map.shape[0], : feature_map.shape[1]] = feature_map
    return feature_map


# --- 04.2 max_pool -----------------------------------------------------------------------------


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="the largest of them is kept",
    hint=1,
    misconception="You took the mean of each square; max-pooling keeps the largest.",
)
def max_pool__mean(feature_map, size=2):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    cropped = feature_map[: rows * size, : columns * size]
    return cropped.reshape(rows, size, columns, size).mean(axis=(1, 3))


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="no number belongs to two of them",
    hint=1,
    misconception="Your squares overlap: they slide by one, as a kernel does, where they should "
    "stand beside each other.",
)
def max_pool__slides_by_one(feature_map, size=2):
    rows, columns = feature_map.shape[0] - size + 1, feature_map.shape[1] - size + 1
    return np.array(
        [
            [feature_map[r : r + size, c : c + size].max() for c in range(columns)]
            for r in range(rows)
        ]
    )


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="holds 1, 2, 3 and 4",
    hint=2,
    misconception="feature_map[::2, ::2] keeps the number at the top left of each square, not the "
    "largest.",
)
def max_pool__every_second(feature_map, size=2):
    return feature_map[::size, ::size]


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="stand beside each other like tiles",
    hint=3,
    misconception="Your squares begin at row and column, and not at row * size and column * "
    "size, so that they overlap.",
)
def max_pool__squares_begin_too_early(feature_map, size=2):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    pooled = np.zeros((rows, columns), feature_map.dtype)
    for row in range(rows):
        for column in range(columns):
            square = feature_map[row : row + size, column : column + size]
            pooled[row, column] = square.max()
    return pooled


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="is out of bounds",
    hint=3,
    misconception="Your loops run over the rows of the map in steps of size, and you use "
    "these numbers for the answer too; its rows are counted one by one.",
)
def max_pool__steps_in_the_answer(feature_map, size=2):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    pooled = np.zeros((rows, columns), feature_map.dtype)
    for row in range(0, feature_map.shape[0], size):
        for column in range(0, feature_map.shape[1], size):
            pooled[row, column] = feature_map[row : row + size, column : column + size].max()
    return pooled


@wrong(
    "test_max_pool_keeps_the_largest_of_each_square",
    says="holds 1, 2, 3 and 4",
    hint=2,
    misconception="You reshaped to (rows, columns, size, size): that cuts the row of numbers into "
    "pieces, not the picture into squares.",
)
def max_pool__reshaped_in_another_order(feature_map, size=2):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    cropped = feature_map[: rows * size, : columns * size]
    return cropped.reshape(rows, columns, size, size).max(axis=(2, 3))


@wrong(
    "test_max_pool_takes_any_size_and_any_map",
    says="has size rows and size columns",
    hint=3,
    misconception="You wrote 2 into the body, so that the argument size has no effect.",
)
def max_pool__always_two(feature_map, size=2):
    rows, columns = feature_map.shape[0] // 2, feature_map.shape[1] // 2
    cropped = feature_map[: rows * 2, : columns * 2]
    return cropped.reshape(rows, 2, columns, 2).max(axis=(1, 3))


@wrong(
    "test_max_pool_takes_any_size_and_any_map",
    says="has size rows and size columns",
    hint=3,
    misconception="You used the height for the width too; a map need not be square.",
)
def max_pool__square_maps_only(feature_map, size=2):
    rows = columns = feature_map.shape[0] // size
    cropped = feature_map[: rows * size, : columns * size]
    return cropped.reshape(rows, size, columns, size).max(axis=(1, 3))


@wrong(
    "test_max_pool_drops_what_is_left_over",
    says="the ValueError cannot reshape",
    hint=3,
    misconception="reshape needs a map that squares fill without a rest; cut off what is left over "
    "first.",
)
def max_pool__no_cropping(feature_map, size=2):
    if not 1 <= size <= min(feature_map.shape):
        raise ValueError(f"No square of size {size} fits in {feature_map.shape}.")
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    return feature_map.reshape(rows, size, columns, size).max(axis=(1, 3))


@wrong(
    "test_max_pool_drops_what_is_left_over",
    says="fills no square, and is dropped",
    hint=2,
    misconception="You made squares of the rows and columns that are left over; they fill none, "
    "and are dropped.",
)
def max_pool__keeps_the_rest(feature_map, size=2):
    if not 1 <= size <= min(feature_map.shape):
        raise ValueError(f"No square of size {size} fits in {feature_map.shape}.")
    height, width = feature_map.shape
    return np.array(
        [
            [feature_map[r : r + size, c : c + size].max() for c in range(0, width, size)]
            for r in range(0, height, size)
        ]
    )


@wrong(
    "test_max_pool_works_below_zero",
    says="begins at 0",
    hint=2,
    misconception="Your search for the largest begins at 0, so that it finds nothing below.",
)
def max_pool__begins_at_zero(feature_map, size=2):
    return np.maximum(max_pool(feature_map, size), np.zeros(1, np.asarray(feature_map).dtype))


@wrong(
    "test_max_pool_works_below_zero",
    says="the largest of the four",
    hint=1,
    misconception="You kept the number that is farthest from 0, whatever its sign.",
)
def max_pool__farthest_from_zero(feature_map, size=2):
    top = max_pool(feature_map, size)
    if np.asarray(feature_map).min() >= 0:
        return top
    bottom = -max_pool(-feature_map, size)
    return np.where(np.abs(bottom) > np.abs(top), bottom, top)


@wrong(
    "test_max_pool_keeps_the_dtype",
    says="np.zeros makes float64",
    hint=3,
    misconception="You filled np.zeros, which is float64 unless it is told a dtype.",
)
def max_pool__floats(feature_map, size=2):
    found = max_pool(feature_map, size)
    pooled = np.zeros(found.shape)
    pooled[:] = found
    return pooled


@wrong(
    "test_max_pool_refuses_squares_that_do_not_fit",
    says="Raise it yourself",
    hint=1,
    misconception="You did not ask whether a square of that size fits in.",
)
def max_pool__refuses_nothing(feature_map, size=2):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    pooled = np.zeros((rows, columns), feature_map.dtype)
    for row in range(rows):
        for column in range(columns):
            square = feature_map[row * size :, column * size :][:size, :size]
            pooled[row, column] = square.max()
    return pooled


# --- 04.3 test_softmax -------------------------------------------------------------------------


@wrong(
    "test_your_test_lets_the_good_softmax_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_softmax__returns_instead_of_asserting(softmax):
    return np.allclose(softmax(np.array([0.0, np.log(3)])), [0.25, 0.75])


@wrong(
    "test_your_test_lets_the_good_softmax_pass",
    says="Its assert said nothing",
    hint=2,
    misconception="You compared fractions with ==; the last of their digits may differ. "
    "np.allclose forgives it.",
)
def test_softmax__compares_exactly(softmax):
    scores = np.array([[0.0, np.log(3), np.log(4)], [0.0, 0.0, np.log(2)]])
    assert (softmax(scores) == [[1 / 8, 3 / 8, 4 / 8], [1 / 4, 1 / 4, 1 / 2]]).all()
    assert (softmax(np.array([1.0, 1.0, 1.0, 2.0, 3.0]) + np.log(7)).sum() == 1).all()


@wrong(
    "test_your_test_lets_the_good_softmax_pass",
    says="It said: wants its own scores back",
    hint=1,
    misconception="Your test wants the shares of the scores; the shares are those of the powers of "
    "e.",
)
def test_softmax__wants_the_shares_of_the_scores(softmax):
    assert np.allclose(softmax(np.array([1.0, 3.0])), [0.25, 0.75]), "wants its own scores back"


@wrong(
    "test_your_test_notices_shares_without_a_power",
    says="Its answers add up to 1 as well",
    hint=2,
    misconception="Your test asks whether the answers add up to 1, and that is all that it asks.",
)
def test_softmax__only_the_sum(softmax):
    scores = np.array([[1.0, 2.0, 3.0], [4.0, 1.0, 1.0]])
    assert np.allclose(softmax(scores).sum(axis=-1), 1)


@wrong(
    "test_your_test_notices_a_sum_that_is_not_one",
    says="Hold the numbers, not only their order",
    hint=2,
    misconception="Your test asks which answer is the largest; that was so before softmax too.",
)
def test_softmax__only_the_order(softmax):
    scores = np.array([[1.0, 2.0, -3.0], [4.0, 1.0, 1.0]])
    found = softmax(scores)
    assert (found.argmax(axis=-1) == [1, 0]).all() and (found >= 0).all()


@wrong(
    "test_your_test_notices_a_sum_over_all_rows",
    says="With one row there is nothing to see",
    hint=2,
    misconception="You gave softmax one row and never two; what it does with several, your test "
    "cannot see.",
)
def test_softmax__one_row_only(softmax):
    scores = np.array([0.0, np.log(3)])
    before = scores.copy()
    assert np.allclose(softmax(scores), [0.25, 0.75])
    assert np.array_equal(scores, before)
    assert np.allclose(softmax(np.array([1000.0, 0.0])), [1, 0])


@wrong(
    "test_your_test_notices_the_wrong_axis",
    says="whose rows and columns differ",
    hint=3,
    misconception="Your table looks the same along rows and columns, and so does the bug.",
)
def test_softmax__a_table_that_is_its_own_mirror(softmax):
    scores = np.array([[0.0, np.log(3)], [np.log(3), 0.0]])
    before = scores.copy()
    assert np.allclose(softmax(scores), [[0.25, 0.75], [0.75, 0.25]])
    assert np.array_equal(scores, before)
    assert np.allclose(softmax(np.array([1000.0, 0.0])), [1, 0])


@wrong(
    "test_your_test_notices_another_base",
    says="these are equal in any base",
    hint=2,
    misconception="Your known numbers are those of equal scores, which any base gives.",
)
def test_softmax__equal_scores_only(softmax):
    scores = np.array([[3.0, 3.0], [5.0, 5.0], [2.0, 2.0]])
    before = scores.copy()
    assert np.allclose(softmax(scores), 0.5)
    assert np.array_equal(scores, before)
    assert np.allclose(softmax(np.array([1000.0, 0.0])), [1, 0])
    assert np.allclose(softmax(np.array([[1.0, 2.0], [0.5, 7.0]])).sum(axis=1), 1)
    assert not np.allclose(softmax(np.array([1.0, 3.0])), [0.25, 0.75])


@wrong(
    "test_your_test_notices_scores_that_are_too_large",
    says="Give it scores such as 1000 and 0",
    hint=3,
    misconception="All your scores are small; softmax breaks where they are large.",
)
def test_softmax__small_scores_only(softmax):
    scores = np.array([[0.0, np.log(3)], [5.0, 5.0]])
    before = scores.copy()
    assert np.allclose(softmax(scores), [[0.25, 0.75], [0.5, 0.5]])
    assert np.array_equal(scores, before)


@wrong(
    "test_your_test_notices_changed_scores",
    says="Keep a copy of some scores",
    hint=3,
    misconception="before = scores gives the same array a second name: it changes with the scores. "
    "Use scores.copy().",
)
def test_softmax__a_second_name_is_no_copy(softmax):
    scores = np.array([[0.0, np.log(3)], [5.0, 5.0]])
    before = scores
    assert np.allclose(softmax(scores), [[0.25, 0.75], [0.5, 0.5]])
    assert np.array_equal(scores, before)
    assert np.allclose(softmax(np.array([1000.0, 0.0])), [1, 0])


# --- 04.4 softmax ------------------------------------------------------------------------------


@wrong(
    "test_softmax_gives_the_shares_of_the_powers",
    says="The powers of e are 1, 3 and 4",
    hint=1,
    misconception="You divided the scores by their sum, and took no powers of e; negative scores "
    "give negative shares.",
)
def softmax__no_powers(logits):
    return logits / logits.sum(axis=-1, keepdims=True)


@wrong(
    "test_softmax_gives_the_shares_of_the_powers",
    says="each is divided by that",
    hint=2,
    misconception="You took the powers and did not divide by their sum.",
)
def softmax__no_division(logits):
    return np.exp(logits - logits.max(axis=-1, keepdims=True))


@wrong(
    "test_softmax_gives_the_shares_of_the_powers",
    says="The powers of e are 1, 3 and 4",
    hint=2,
    misconception="You took powers of 2, and not of e.",
)
def softmax__base_two(logits):
    powers = np.exp2(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@wrong(
    "test_softmax_gives_the_shares_of_the_powers",
    says="Together they are 8",
    hint=1,
    misconception="You used a sigmoid, which looks at each score alone; then nothing makes them "
    "add up to 1.",
)
def softmax__sigmoid(logits):
    return 1 / (1 + np.exp(-logits))


@wrong(
    "test_softmax_takes_each_row_alone",
    says="adds up to 1 by itself",
    hint=3,
    misconception="You summed over the whole array, so that all rows together add up to 1.",
)
def softmax__sum_over_everything(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


@wrong(
    "test_softmax_takes_each_row_alone",
    says="take maximum and sum along the last axis",
    hint=3,
    misconception="axis=0 goes down the columns: each digit adds up to 1 over the pictures.",
)
def softmax__down_the_columns(logits):
    powers = np.exp(logits - logits.max(axis=0))
    return powers / powers.sum(axis=0)


@wrong(
    "test_softmax_takes_each_row_alone",
    says="keepdims=True keeps a sum as a column of its own",
    hint=3,
    misconception="You left out keepdims=True: the sums lie along the wrong axis, or do not fit.",
)
def softmax__no_keepdims(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1)


@wrong(
    "test_softmax_gives_the_shares_of_the_powers",
    says="One row has one axis",
    hint=3,
    misconception="axis=1 works for many rows, and not for one; axis=-1 is the last axis of both.",
)
def softmax__axis_one(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@wrong(
    "test_softmax_takes_each_row_alone",
    says="Each row is a picture",
    hint=3,
    misconception="You summed over the whole array, and took no largest score away: right for "
    "one row of small scores, and for nothing else.",
)
def softmax__of_the_textbook(logits):
    return np.exp(logits) / np.sum(np.exp(logits))


@wrong(
    "test_softmax_takes_each_row_alone",
    says="The truth value of an array",
    hint=3,
    misconception="Python's own max and sum go through the rows of a table; the array's own "
    "logits.max(axis=-1, keepdims=True) goes along each row.",
)
def softmax__max_of_python(logits):
    powers = np.exp(logits - max(logits))
    return powers / sum(powers)


@wrong(
    "test_softmax_of_large_scores_stays_finite",
    says="infinite divided by infinite",
    hint=2,
    misconception="You took powers of the scores as they are; e to the power of 1000 is too large "
    "for a computer.",
)
def softmax__overflow(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


@wrong(
    "test_softmax_of_large_scores_stays_finite",
    says="not that of the whole array",
    hint=3,
    misconception="You took the largest of all scores away, not the largest of each row: a row of "
    "small scores then has only zeros.",
)
def softmax__largest_of_everything(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=-1, keepdims=True)


@wrong(
    "test_softmax_leaves_the_scores_alone",
    says="changes the array that others still hold",
    hint=3,
    misconception="`logits -= ...` changes the array that you were given.",
)
def softmax__in_place(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


# --- 04.5 cross_entropy ------------------------------------------------------------------------


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="and -log(0.7) is",
    hint=1,
    misconception="You forgot the minus: the logarithm of a probability is below 0, and a loss is "
    "not.",
)
def cross_entropy__no_minus(targets, probabilities):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float((targets * np.log(clipped)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="np.log is the natural logarithm",
    hint=2,
    misconception="You took the logarithm to base 10; np.log is the natural one.",
)
def cross_entropy__base_ten(targets, probabilities):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float(-(targets * np.log10(clipped)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="np.log is the natural logarithm",
    hint=2,
    misconception="You took the logarithm to base 2; np.log is the natural one.",
)
def cross_entropy__base_two(targets, probabilities):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float(-(targets * np.log2(clipped)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="The 1 stands at number",
    hint=1,
    misconception="You looked at the largest probability, not at that of the right class: so being "
    "sure is cheap, even where it is wrong.",
)
def cross_entropy__largest_probability(targets, probabilities):
    return float(-np.log(np.clip(np.max(probabilities, axis=1), 1e-7, 1 - 1e-7)).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="The other classes are multiplied by 0",
    hint=1,
    misconception="You added up the logarithms of all classes; only the right one counts.",
)
def cross_entropy__all_classes(targets, probabilities):
    return float(-np.log(np.clip(probabilities, 1e-7, 1 - 1e-7)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="and -log(0.7) is",
    hint=1,
    misconception="You measured the squared error, and not the logarithm of the right class.",
)
def cross_entropy__squared_error(targets, probabilities):
    return float(((targets - probabilities) ** 2).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="The 1 stands at number",
    hint=2,
    misconception="You mixed up the two arrays: the logarithm is taken of the probabilities, not "
    "of the targets.",
)
def cross_entropy__arguments_mixed_up(targets, probabilities):
    return float(-(probabilities * np.log(np.clip(targets, 1e-7, 1 - 1e-7))).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_is_a_mean_over_the_images",
    says="counts the zeros too",
    hint=3,
    misconception="You took the mean over all entries, zeros included; add up each row first.",
)
def cross_entropy__mean_over_all_entries(targets, probabilities):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    entries = -(targets * np.log(clipped))
    return float(entries.mean() if len(entries) > 1 else entries.sum())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="The other classes are multiplied by 0",
    hint=3,
    misconception="mean() alone divides by images times classes, so that the loss is ten times too "
    "small for ten classes.",
)
def cross_entropy__mean_of_everything(targets, probabilities):
    return float(-(targets * np.log(np.clip(probabilities, 1e-7, 1 - 1e-7))).mean())


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="expected one number",
    hint=3,
    misconception="You gave one number for each image; the loss is their mean.",
)
def cross_entropy__no_mean(targets, probabilities):
    return -(targets * np.log(np.clip(probabilities, 1e-7, 1 - 1e-7))).sum(axis=1)


@wrong(
    "test_cross_entropy_looks_at_the_right_class",
    says="The other classes are multiplied by 0",
    hint=3,
    misconception="You added up the columns, axis=0, and took their mean: that divides by the "
    "number of classes, not by that of images.",
)
def cross_entropy__columns(targets, probabilities):
    if np.shape(targets) != np.shape(probabilities):
        raise ValueError(f"got {np.shape(targets)} and {np.shape(probabilities)}")
    return float(-(targets * np.log(np.clip(probabilities, 1e-7, 1 - 1e-7))).sum(axis=0).mean())


@wrong(
    "test_cross_entropy_is_a_mean_over_the_images",
    says="A plain sum grows with the number of images",
    hint=3,
    misconception="You added up all images; the loss is their mean.",
)
def cross_entropy__sum(targets, probabilities):
    if np.shape(targets) != np.shape(probabilities):
        raise ValueError(f"got {np.shape(targets)} and {np.shape(probabilities)}")
    return float(-(targets * np.log(np.clip(probabilities, 1e-7, 1 - 1e-7))).sum())


@wrong(
    "test_cross_entropy_of_a_blind_guess_is_the_logarithm_of_ten",
    says="Seven images",
    hint=3,
    misconception="You wrote the number of images into the body, where len(targets) belongs.",
)
def cross_entropy__three_images(targets, probabilities):
    total = -(targets * np.log(np.clip(probabilities, 1e-7, 1 - 1e-7))).sum()
    return float(total / (1 if len(targets) == 1 else 3))


@wrong(
    "test_cross_entropy_of_a_sure_mistake_is_large_but_finite",
    says="no network can go on",
    hint=2,
    misconception="You took the logarithm of the probabilities as they are; log 0 is minus "
    "infinity.",
)
def cross_entropy__no_clipping(targets, probabilities):
    if np.shape(targets) != np.shape(probabilities):
        raise ValueError(f"got {np.shape(targets)} and {np.shape(probabilities)}")
    return float(-(targets * np.log(probabilities)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_of_a_sure_mistake_is_large_but_finite",
    says="Keep the probabilities between 1e-7 and 1 - 1e-7",
    hint=3,
    misconception="You kept the probabilities away from 0 by another number than 1e-7, so that a "
    "sure mistake costs another amount than in Keras.",
)
def cross_entropy__other_limit(targets, probabilities):
    if np.shape(targets) != np.shape(probabilities):
        raise ValueError(f"got {np.shape(targets)} and {np.shape(probabilities)}")
    return float(-(targets * np.log(np.clip(probabilities, 1e-15, 1))).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_refuses_labels_that_are_not_one_hot",
    says="Compare the two shapes first",
    hint=1,
    misconception="You did not compare the shapes; NumPy stretches labels until they fit, and no "
    "error says so.",
)
def cross_entropy__refuses_nothing(targets, probabilities):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float(-(targets * np.log(clipped)).sum(axis=1).mean())


@wrong(
    "test_cross_entropy_refuses_labels_that_are_not_one_hot",
    says="are no one-hot rows for three images",
    hint=3,
    misconception="You compared the number of axes, or of images; the whole shape must agree.",
)
def cross_entropy__compares_the_length(targets, probabilities):
    if len(targets) != len(probabilities):
        raise ValueError(f"got {len(targets)} and {len(probabilities)}")
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return float(-(np.asarray(targets) * np.log(clipped)).sum(axis=1).mean())


# --- 04.6 build_cnn ----------------------------------------------------------------------------


def assemble(
    input_shape=(28, 28, 1),
    n_classes=10,
    *,
    filters=(16, 32, 64),
    dense=128,
    dropout=0.3,
    learning_rate=2e-3,
    seed=None,
    relu=True,
    padding="same",
    pooling=2,
    hidden="relu",
    drop=2,
    flat=True,
    told=True,
    mean=False,
    last="softmax",
    above=(),
    compiled=True,
    metrics=("accuracy",),
):
    """Build what `build_cnn` builds, with one part or another changed."""
    keras = import_keras()
    if seed is not None:
        keras.utils.set_random_seed(seed)
    # All layers at once: with each that is added, Keras builds the network anew.
    stack = [keras.Input(input_shape)] if told else []
    for n_filters in filters:
        activation = "relu" if relu else None
        stack.append(keras.layers.Conv2D(n_filters, 3, padding=padding, activation=activation))
        if pooling:
            kind = keras.layers.AveragePooling2D if mean else keras.layers.MaxPooling2D
            stack.append(kind(pooling))
    if flat:
        stack.append(keras.layers.Flatten())
    dropouts = [keras.layers.Dropout(dropout) for _ in range(drop)]
    stack += dropouts[:1]
    if dense:
        stack.append(keras.layers.Dense(dense, activation=hidden))
    stack += [*dropouts[1:], keras.layers.Dense(n_classes, activation=last), *above]
    model = keras.Sequential(stack)
    if compiled:
        adam = keras.optimizers.Adam(learning_rate)
        model.compile(adam, loss="categorical_crossentropy", metrics=list(metrics) or None)
    return model


def recompile(model, loss="categorical_crossentropy", optimizer=None):
    """Compile a network anew."""
    model.compile(optimizer or model.optimizer, loss=loss, metrics=["accuracy"])
    return model


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="Without it there are scores",
    hint=2,
    misconception="Your last layer has no activation, so that it gives scores, and no "
    "probabilities.",
)
def build_cnn__no_softmax(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, last=None)


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="a sigmoid or a ReLU looks at each class alone",
    hint=2,
    misconception="Your last layer has a sigmoid, which looks at each class alone; only a "
    "softmax makes ten answers add up to 1.",
)
def build_cnn__sigmoid(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, last="sigmoid")


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="a sigmoid or a ReLU looks at each class alone",
    hint=2,
    misconception="Your last layer has a ReLU; there a softmax belongs.",
)
def build_cnn__relu_at_the_end(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, last="relu")


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="one probability for each class",
    hint=3,
    misconception="You wrote 10 into the last layer, so that n_classes has no effect.",
)
def build_cnn__always_ten_classes(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args[:1], **options)


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="The network must take the images that were asked for",
    hint=3,
    misconception="You wrote (28, 28, 1) into the body, so that input_shape has no effect.",
)
def build_cnn__always_28_by_28(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble((28, 28, 1), *args[1:], **options)


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="with the channel as the last number",
    hint=1,
    misconception="You left the channel out of the input; a convolution wants height, width and "
    "channels, even where there is one channel.",
)
def build_cnn__no_channel(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(tuple(args[0])[:2], *args[1:], **options)


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="knows its input",
    hint=3,
    misconception="Your network does not begin with keras.Input(input_shape), so that it has "
    "no weights before it has seen an image.",
)
def build_cnn__no_input(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, told=False)


@wrong(
    "test_build_cnn_gives_probabilities_for_any_images",
    says="Flatten comes before the dense layers",
    hint=3,
    misconception="You left out Flatten, so that the dense layers look at each place of the "
    "map alone.",
)
def build_cnn__no_flatten(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, flat=False)


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="each pooling halves it",
    hint=1,
    misconception="There is no pooling, so that the dense layer gets every place of the image, "
    "and many times the weights.",
)
def build_cnn__no_pooling(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, pooling=None)


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="keeps 16 by 16",
    hint=3,
    misconception="You left out padding='same', so that each convolution cuts the edges off.",
)
def build_cnn__edges_cut_off(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, padding="valid")


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="For each number in filters there is a convolution",
    hint=2,
    misconception="You built one convolution, and not one for each number in filters.",
)
def build_cnn__one_convolution(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "filters": options["filters"][:1]})


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="for the dense layer of",
    hint=3,
    misconception="You wrote 128 into the dense layer, so that the argument dense has no effect.",
)
def build_cnn__always_128_units(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "dense": 128})


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="Last comes the layer of 10",
    hint=2,
    misconception="The dense layer between Flatten and the last one is missing.",
)
def build_cnn__no_dense_layer(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "dense": 0})


@wrong(
    "test_build_cnn_has_the_layers_that_were_asked_for",
    says="a mean would weaken what was found",
    hint=2,
    misconception="You took the pooling that makes a mean; max-pooling keeps the largest number.",
)
def build_cnn__average_pooling(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, mean=True)


@wrong(
    "test_build_cnn_has_a_relu_after_each_layer",
    says="Each convolution and the first dense layer need it",
    hint=2,
    misconception="Your convolutions have no ReLU; without it two layers compute no more than "
    "one could.",
)
def build_cnn__no_relu(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, relu=False)


@wrong(
    "test_build_cnn_has_a_relu_after_each_layer",
    says="Each convolution and the first dense layer need it",
    hint=3,
    misconception="Your first dense layer has no ReLU, so that the two dense layers compute no "
    "more than one could.",
)
def build_cnn__no_relu_in_the_dense_layer(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, hidden=None)


@wrong(
    "test_build_cnn_begins_with_a_blind_guess",
    says="is not compiled",
    hint=2,
    misconception="You did not compile the network, so that it has no loss to learn by.",
)
def build_cnn__not_compiled(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, compiled=False)


@wrong(
    "test_build_cnn_begins_with_a_blind_guess",
    says="the one that begins with 'sparse' wants class numbers",
    hint=2,
    misconception="You took the sparse loss, which wants class numbers, and gave it one-hot "
    "labels.",
)
def build_cnn__sparse_loss(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return recompile(assemble(*args, **options), "sparse_categorical_crossentropy")


@wrong(
    "test_build_cnn_begins_with_a_blind_guess",
    says="Another number means another loss",
    hint=2,
    misconception="You took the squared error for the loss; it is so small for a wrong answer "
    "that the network hardly learns.",
)
def build_cnn__squared_error(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return recompile(assemble(*args, **options), "mse")


@wrong(
    "test_build_cnn_begins_with_a_blind_guess",
    says="Another number means another loss",
    hint=2,
    misconception="You took the loss for yes-or-no questions; ten classes need the categorical "
    "one.",
)
def build_cnn__binary_loss(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return recompile(assemble(*args, **options), "binary_crossentropy")


@wrong(
    "test_build_cnn_measures_cross_entropy",
    says="from_logits=True would take a second softmax of them",
    hint=2,
    misconception="from_logits=True tells the loss that it gets scores; after a softmax it gets "
    "probabilities.",
)
def build_cnn__from_logits(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    keras = import_keras()
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return recompile(assemble(*args, **options), loss)


@wrong(
    "test_build_cnn_drops_units_in_training_only",
    says="belongs before each dense layer",
    hint=2,
    misconception="There is no dropout in your network.",
)
def build_cnn__no_dropout(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, drop=0)


@wrong(
    "test_build_cnn_drops_units_in_training_only",
    says="one before each of the two dense layers",
    hint=3,
    misconception="There is one dropout in your network; each of the two dense layers has one "
    "before it.",
)
def build_cnn__one_dropout(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, drop=1)


@wrong(
    "test_build_cnn_drops_units_in_training_only",
    says="A dropout after the softmax throws probabilities away",
    hint=2,
    misconception="You put the dropout after the softmax, where it throws away probabilities.",
)
def build_cnn__dropout_after_the_softmax(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    keras = import_keras()
    last = keras.layers.Dropout(options.get("dropout", 0.3))
    return assemble(*args, **options, drop=0, above=[last])


@wrong(
    "test_build_cnn_drops_units_in_training_only",
    says="not the share that is kept",
    hint=3,
    misconception="You took dropout for the share that is kept; it is the share that is dropped.",
)
def build_cnn__dropout_that_is_kept(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "dropout": 1 - options.get("dropout", 0.3)})


@wrong(
    "test_build_cnn_drops_units_in_training_only",
    says="it comes from the argument",
    hint=3,
    misconception="You wrote the dropout into the body, so that the argument has no effect.",
)
def build_cnn__always_a_dropout_of_a_half(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "dropout": 0.25})


@wrong(
    "test_build_cnn_repeats_with_the_same_seed",
    says="called twice, gave networks with different weights",
    hint=3,
    misconception="You did not use the seed, so that no training can be repeated.",
)
def build_cnn__seed_ignored(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "seed": None})


@wrong(
    "test_build_cnn_repeats_with_the_same_seed",
    says="The seed must come from the argument",
    hint=3,
    misconception="You wrote a seed into the body, so that the argument has no effect.",
)
def build_cnn__always_seed_0(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "seed": 0})


@wrong(
    "test_build_cnn_repeats_with_the_same_seed",
    says="Set a seed only when there is one",
    hint=3,
    misconception="You set a seed where none was given, so that chance is never free.",
)
def build_cnn__seed_0_for_none(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **{**options, "seed": options.get("seed") or 0})


@wrong(
    "test_build_cnn_learns_with_adam_at_the_rate_you_ask_for",
    says="brings a rate of its own",
    hint=3,
    misconception="optimizer='adam' has a rate of its own, so that learning_rate has no effect.",
)
def build_cnn__adam_by_name(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return recompile(assemble(*args, **options), optimizer="adam")


@wrong(
    "test_build_cnn_learns_with_adam_at_the_rate_you_ask_for",
    says="Plain SGD needs many more steps",
    hint=2,
    misconception="You took SGD in the place of Adam.",
)
def build_cnn__sgd(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    sgd = import_keras().optimizers.SGD(options.get("learning_rate", 2e-3))
    return recompile(assemble(*args, **options), optimizer=sgd)


@wrong(
    "test_build_cnn_refuses_an_image_that_is_too_small",
    says="Call it in your first line",
    hint=1,
    misconception="You did not call check_filters, so that an image that is too small fails "
    "somewhere in Keras, or not at all.",
)
def build_cnn__refuses_nothing(*args, **options):
    return assemble(*args, **options)


@wrong(
    "test_build_cnn_can_be_sure",
    says="After two softmaxes",
    hint=2,
    misconception="Your network takes a softmax of a softmax: it can never be sure, and its "
    "loss never comes near 0.",
)
def build_cnn__two_softmaxes(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, above=[import_keras().layers.Softmax()])


@wrong(
    "test_build_cnn_begins_with_a_blind_guess",
    says="with metrics=['accuracy']",
    hint=3,
    misconception="You did not ask for the accuracy in compile.",
)
def build_cnn__no_metrics(*args, **options):
    check_filters(args[0], options.get("filters", (16, 32, 64)))
    return assemble(*args, **options, metrics=())
