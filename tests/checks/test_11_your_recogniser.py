"""What a recogniser of one's own, its tests and its comparisons must keep: lesson 11."""

import json
from dataclasses import replace

import cv2
import numpy as np

from digitkit.augmentation import zoom
from digitkit.preprocessing import Found, crop_to_ink, find_digits
from digitkit.recognizer import Recognizer

# --- 11.1 read_digits --------------------------------------------------------------------------


def test_read_digits_feeds_the_model_what_it_was_trained_on(read_digits, rng):
    images = rng.integers(0, 256, (3, 28, 28), dtype=np.uint8)
    images[:, 0, 0] = 255
    fed = []

    def model(batch):
        fed.append(np.asarray(batch))
        return np.eye(10)[:3]

    pieces = [Found((0, 0, 1, 1), image, 0) for image in images]
    read_digits(np.zeros((9, 9), np.uint8), lambda picture: pieces, model)
    assert fed, (
        "read_digits(picture, find, model) never called model. The model that is handed in is the "
        "one that reads: with another one inside, your own network would never be asked."
    )
    shape = (sum(len(batch) for batch in fed), *fed[0].shape[1:])
    assert shape == (3, 28, 28, 1), (
        f"find gave 3 pieces of ink, and read_digits called model with {fed[0].dtype} of shape "
        f"{shape}, expected (3, 28, 28, 1). A convolution wants the axis of the channel too: "
        "add_channel(images) appends it to a stack of all the images."
    )
    batch = np.concatenate(fed)
    assert batch.dtype == np.float32 and np.allclose(batch[..., 0] * 255, images, atol=0.1), (
        f"read_digits fed the model {batch.dtype} from {batch.min():.3g} to {batch.max():.3g}, "
        "expected float32 from 0 to 1: the bytes of the images divided by 255, once. The network "
        "was trained on such numbers; on others it still answers, without a word of warning, and "
        "the answers are worth less."
    )


def test_read_digits_keeps_the_reading_order(read_digits, rng):
    told = [0, *rng.permutation(10).tolist()]
    pieces = []
    for digit in told:
        image = np.zeros((28, 28), np.uint8)
        image[digit, 5] = 200  # the row tells the model which digit it is
        pieces.append(Found((0, 0, 1, 1), image, 0))

    def model(batch):
        rows = np.asarray(batch).reshape(len(batch), -1).argmax(axis=1) // 28
        return np.eye(10)[rows] * 0.9 + 0.01

    text = read_digits(np.zeros((9, 9), np.uint8), lambda picture: pieces, model)
    expected = "".join(map(str, told))
    assert text == expected, (
        f"find gave {len(told)} pieces of ink, and model took them for {told}, in this order. "
        f"read_digits gave {text!r}, expected {expected!r}: a text, one digit for each piece, in "
        "the order in which find gave them. Each row of the probabilities belongs to one piece, "
        "and a zero at the front is a digit like any other."
    )


def test_read_digits_parts_the_lines(read_digits):
    pieces = []
    for digit, line in [(4, 0), (0, 0), (7, 0), (1, 1), (9, 1), (2, 3)]:
        image = np.zeros((28, 28), np.uint8)
        image[digit, 5] = 200
        pieces.append(Found((0, 0, 1, 1), image, line))

    def model(batch):
        rows = np.asarray(batch).reshape(len(batch), -1).argmax(axis=1) // 28
        return np.eye(10)[rows] * 0.9 + 0.01

    text = read_digits(np.zeros((9, 9), np.uint8), lambda picture: pieces, model)
    assert text == "407\n19\n2", (
        f"4, 0, 7 have line 0, then 1, 9 line 1, and 2 has line 3 (on line 2 nothing was a "
        f"digit). read_digits gave {text!r}, expected '407\\n19\\n2': the lines parted by one "
        "newline, without an empty one. Two lines run together are another number."
    )


def test_read_digits_gives_an_empty_text_for_blank_paper(read_digits):
    try:
        text = read_digits(np.zeros((9, 9), np.uint8), lambda picture: [], lambda batch: 1 / 0)
    except Exception as error:
        text = f"the {type(error).__name__}: {error!s:.80}"
    assert text == "", (
        f"find found no ink at all and gave []. read_digits gave {text!r}, expected ''. There is "
        "nothing to stack and nothing to ask the model: people do send blank paper, and it must "
        "neither crash nor be a digit."
    )


def test_read_digits_passes_over_what_is_unsure(read_digits):
    # One row is lit in each image; it tells the model which piece it is.
    lit = np.eye(28, dtype=np.uint8)[:4, :, np.newaxis] * np.full(28, 200, np.uint8)
    pieces = [Found((0, 0, 1, 1), image, 0) for image in lit]
    sure = np.full((4, 10), 0.01)
    sure[[0, 1, 2, 3], [3, 1, 4, 5]] = [0.91, 0.45, 0.7, 0.55]

    def model(batch):
        return sure[np.asarray(batch).reshape(len(batch), -1).argmax(axis=1) // 28]

    for least, expected in [(0.5, "345"), (0.6, "34"), (0.3, "3145"), (0.95, "")]:
        picture = np.zeros((9, 9), np.uint8)
        text = read_digits(picture, lambda picture: pieces, model, least)
        assert text == expected, (
            "The likeliest digits of four pieces are 3, 1, 4 and 5, with the probabilities 0.91, "
            f"0.45, 0.7 and 0.55. read_digits(..., least={least}) gave {text!r}, expected "
            f"{expected!r}. What is less probable than least is passed over: a wrong digit in a "
            "number does more harm than one that is missing."
        )


def test_read_digits_knows_ten_digits_only(read_digits):
    lit = np.eye(28, dtype=np.uint8)[:3, :, np.newaxis] * np.full(28, 200, np.uint8)
    pieces = [Found((0, 0, 1, 1), image, 0) for image in lit]
    answers = np.full((3, 11), 0.005)
    answers[[0, 1, 1, 2], [8, 10, 4, 6]] = [0.95, 0.7, 0.25, 0.93]

    def model(batch):
        return answers[np.asarray(batch).reshape(len(batch), -1).argmax(axis=1) // 28]

    text = read_digits(np.zeros((9, 9), np.uint8), lambda picture: pieces, model)
    assert text == "86", (
        'A model with an eleventh answer, "not a digit", gives it 0.7 for the second of three '
        f"pieces. read_digits gave {text!r}, expected '86'. Look at the first ten columns only: "
        "what is no digit has no likely digit there, so it is passed over, and no 10 comes out."
    )


def test_read_digits_takes_what_keras_gives(read_digits):
    class Tensor:
        """As TensorFlow's: NumPy can read it, but it has no max() and no argmax()."""

        def __init__(self, values):
            self.values = np.asarray(values)

        def __array__(self, dtype=None, copy=None):
            return np.array(self.values, dtype)

        def __getitem__(self, key):
            return Tensor(self.values[key])

        def __len__(self):
            return len(self.values)

        def __iter__(self):
            return map(Tensor, self.values)

        def __float__(self):
            return float(self.values)

        def __lt__(self, other):
            return float(self) < other

        def __ge__(self, other):
            return float(self) >= other

    lit = np.eye(28, dtype=np.uint8)[[2, 5], :, np.newaxis] * np.full(28, 200, np.uint8)
    pieces = [Found((0, 0, 1, 1), image, 0) for image in lit]

    def model(batch):
        rows = np.asarray(batch).reshape(len(batch), -1).argmax(axis=1) // 28
        return Tensor(np.eye(10)[rows])

    try:
        text = read_digits(np.zeros((9, 9), np.uint8), lambda picture: pieces, model)
    except (AttributeError, TypeError, IndexError) as error:
        text = f"the {type(error).__name__}: {error!s:.90}"
    assert text == "25", (
        f"model gave a tensor, as a Keras network does. read_digits gave {text!r}, expected '25'. "
        "A tensor is not an array: it has no max() and no argmax() of its own. np.asarray(...) "
        "makes an array of it, and leaves an array as it is."
    )


# --- 11.2 test_read_digits ---------------------------------------------------------------------


def test_your_test_lets_a_good_pipeline_pass(test_read_digits):
    from digitkit.pipeline import read_digits

    recognizer = Recognizer.load()
    good = {
        "the recogniser that ships": lambda picture: recognizer.read(picture).text,
        "read_digits with the kit's parts": lambda picture: read_digits(
            picture, find_digits, recognizer.predict
        ),
    }
    for name, read in good.items():
        try:
            answer = test_read_digits(read)
        except AssertionError as failure:
            said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
            raise AssertionError(
                f"test_read_digits(read) failed {name}, which has no bug, and should have let it "
                f"pass. {said}\nA test that fails good code is not believed for long. Print what "
                "the finished recogniser reads on your page, and compare it with what your test "
                "expects."
            ) from None
        assert answer is None, (
            f"test_read_digits(read) returned {answer!s:.80}, expected nothing. Nobody looks at "
            "what a test returns: it fails by an assert that does not hold, and passes in all "
            "other cases. Write `assert` where you wrote `return`."
        )


def test_your_test_notices_inverted_images(test_read_digits):
    from digitkit.pipeline import read_digits

    def inverts(picture):
        pieces = [replace(piece, image=255 - piece.image) for piece in find_digits(picture)]
        return read_digits(picture, lambda picture: pieces, Recognizer.load().predict)

    try:
        test_read_digits(inverts)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline hands its images to the network the wrong way "
        "round, dark ink on light. test_read_digits(inverts) passed it, and should have failed "
        "it. Write digits on a page, and hold that exactly these are read."
    )


def test_your_test_notices_images_that_are_scaled_twice(test_read_digits):
    from digitkit.pipeline import read_digits

    def scales_twice(picture):
        model = Recognizer.load().predict
        return read_digits(picture, find_digits, lambda batch: model(batch / np.float32(255)))

    try:
        test_read_digits(scales_twice)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline divides by 255 twice, so that the network sees next "
        "to nothing. test_read_digits(scales_twice) passed it, and should have failed it. Write "
        "digits on a page, and hold that exactly these are read."
    )


def test_your_test_notices_labels_that_are_shifted(test_read_digits):
    recognizer = Recognizer.load()

    def shifts_labels(picture):
        return recognizer.read(picture).text.translate(str.maketrans("0123456789", "1234567890"))

    try:
        test_read_digits(shifts_labels)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline says 1 for a 0, 2 for a 1, and so on, as if the "
        "first column belonged to the 1. test_read_digits(shifts_labels) passed it, and should "
        "have failed it. Write digits on a page, and hold that exactly these are read."
    )


def test_your_test_notices_digits_from_right_to_left(test_read_digits):
    recognizer = Recognizer.load()

    def from_the_right(picture):
        return "\n".join(line[::-1] for line in recognizer.read(picture).text.split("\n"))

    try:
        test_read_digits(from_the_right)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline reads each line from right to left. "
        "test_read_digits(from_the_right) passed it, and should have failed it. A page with one "
        "digit, or with 77 or 101, reads the same both ways: write a number that does not."
    )


def test_your_test_notices_lines_that_run_together(test_read_digits):
    recognizer = Recognizer.load()

    def runs_together(picture):
        digits = sorted(recognizer.read(picture).digits, key=lambda digit: digit.box[0])
        return "".join(str(digit.digit) for digit in digits)

    try:
        test_read_digits(runs_together)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline orders all digits of a page by how far left they "
        "stand, whatever their line. test_read_digits(runs_together) passed it, and should have "
        "failed it. Write a page of two lines."
    )


def test_your_test_notices_blank_paper_read_as_a_digit(test_read_digits):
    recognizer = Recognizer.load()

    def always_answers(picture):
        return recognizer.read(picture).text or "1"

    try:
        test_read_digits(always_answers)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline reads a 1 on blank paper. "
        "test_read_digits(always_answers) passed it, and should have failed it. Hand it a page on "
        "which nothing stands: what must come back?"
    )


def test_your_test_notices_zeros_that_are_lost(test_read_digits):
    recognizer = Recognizer.load()

    def makes_numbers(picture):
        lines = recognizer.read(picture).text.split("\n")
        return "\n".join(str(int(line)) if line else "" for line in lines)

    try:
        test_read_digits(makes_numbers)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline makes a number of what it reads, so that 007 "
        "becomes 7. test_read_digits(makes_numbers) passed it, and should have failed it. Write a "
        "text that begins with a zero."
    )


def test_your_test_notices_a_box_that_is_squashed(test_read_digits):
    from digitkit.pipeline import read_digits

    def squash(image):
        box = cv2.resize(crop_to_ink(image), (20, 20), interpolation=cv2.INTER_AREA)
        return np.pad(box, 4)

    def squashes(picture):
        pieces = [replace(piece, image=squash(piece.image)) for piece in find_digits(picture)]
        return read_digits(picture, lambda picture: pieces, Recognizer.load().predict)

    try:
        test_read_digits(squashes)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline stretches each digit to 20 by 20 pixels, whatever "
        "its proportions. test_read_digits(squashes) passed it, and should have failed it. Wide "
        "digits hardly change. Which digit is so narrow that it becomes another thing?"
    )


def test_your_test_notices_a_size_that_is_taken_for_granted(test_read_digits):
    from digitkit.pipeline import read_digits

    def one_size_only(picture):
        pieces = [
            replace(piece, image=zoom(piece.image, piece.box[3] / 56))
            for piece in find_digits(picture)
        ]
        return read_digits(picture, lambda picture: pieces, Recognizer.load().predict)

    try:
        test_read_digits(one_size_only)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline counts on digits that are 56 pixels high, and sees "
        "small ones too small and large ones too large. test_read_digits(one_size_only) passed "
        "it, and should have failed it. write_page takes a size: write much larger, or smaller."
    )


def test_your_test_notices_light_ink_that_is_not_seen(test_read_digits):
    recognizer = Recognizer.load()

    def dark_ink_only(picture):
        picture = np.asarray(picture)
        return recognizer.read(picture).text if np.median(picture) > 127 else ""

    try:
        test_read_digits(dark_ink_only)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline sees dark ink on light paper, and nothing on a "
        "blackboard. test_read_digits(dark_ink_only) passed it, and should have failed it. "
        "255 - page is the same page with light ink on dark."
    )


def test_your_test_notices_a_changed_picture(test_read_digits):
    recognizer = Recognizer.load()

    def writes_into_it(picture):
        text = recognizer.read(picture).text
        picture[:] = 255 - picture
        return text

    try:
        test_read_digits(writes_into_it)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this pipeline inverts the picture that it was given, in place, so "
        "that the next one who looks at it sees another. test_read_digits(writes_into_it) passed "
        "it, and should have failed it. Keep a copy of a page, and compare afterwards."
    )


# --- 11.3 choose_model -------------------------------------------------------------------------


def test_choose_model_chooses_by_the_validation_pictures(choose_model):
    labels, test_labels = np.arange(10), np.arange(5)
    predictions = np.array([np.where(labels >= 10 - n, labels, 0) for n in (5, 8, 7, 4)])
    predictions[:, 0] = 9
    test_predictions = np.array([np.where(test_labels < n, test_labels, 9) for n in (5, 2, 4, 3)])
    try:
        chosen, _ = choose_model((labels, predictions), (test_labels, test_predictions))
    except IndexError as error:
        chosen = f"(the IndexError {error!s:.80})"
    assert chosen == 1, (
        "Four models have 5, 8, 7 and 4 of 10 validation pictures right, and 5, 2, 4 and 3 of 5 "
        f"test pictures. choose_model chose model {chosen}, expected 1, with 8 of 10. The "
        "validation pictures choose, and they alone: if the test pictures had a say, their verdict "
        "would be partly the luck of the one that suits them."
    )


def test_choose_model_judges_by_the_test_pictures(choose_model, rng):
    labels, test_labels = rng.integers(0, 10, 8), rng.integers(0, 10, 20)
    right = int(rng.integers(8, 14))
    predictions = np.stack([(labels + 1) % 10, (labels + 2) % 10, labels])
    predictions[2, 0] = (labels[0] + 1) % 10
    test_predictions = np.stack([test_labels, (test_labels + 1) % 10, test_labels])
    test_predictions[2, right:] = (test_labels[right:] + 3) % 10
    _, accuracy = choose_model((labels, predictions), (test_labels, test_predictions))
    assert np.isclose(accuracy, right / 20), (
        "Of three models the third has 7 of 8 validation pictures right, the others none, and so "
        f"it is chosen. Of the 20 test pictures the three have 20, 0 and {right} right. "
        f"choose_model gave the accuracy {accuracy:.3f}, expected {right / 20:.3f}: of the chosen "
        "model, on the test pictures, from 0 to 1. What it had on the pictures that chose it is "
        "too good to be true."
    )


def test_choose_model_takes_any_number_of_models(choose_model, rng):
    for n_models in (1, 5, 12):
        labels, test_labels = rng.integers(0, 10, 30), rng.integers(0, 10, 7)
        best = int(rng.integers(n_models))
        predictions = np.tile((labels + 1) % 10, (n_models, 1))
        predictions[best] = labels
        test_predictions = np.tile(test_labels, (n_models, 1))
        try:
            answer = choose_model((labels, predictions), (test_labels, test_predictions))
        except (IndexError, ValueError) as error:
            answer = f"the {type(error).__name__}: {error!s:.80}"
        assert answer == (best, 1.0), (
            f"Of {n_models} models, asked about 30 validation pictures and 7 test pictures, model "
            f"{best} has all of the 30 right, and all have the 7 right. choose_model gave "
            f"{answer}, expected ({best}, 1.0). A row of the predictions is a model, a column a "
            "picture: the mean is taken along the row."
        )


# --- 11.4 compare_models -----------------------------------------------------------------------


def test_compare_models_says_how_much_better_the_second_is(compare_models):
    labels = np.zeros(50, int)
    first, second = np.ones((1, 50), int), np.ones((1, 50), int)
    first[0, :30] = 0
    second[0, :35] = 0
    gain, low, high = compare_models(labels, first, second, 0)
    assert np.isclose(gain, 0.1), (
        "The first model has 30 of 50 right, the second 35. compare_models gave the gain "
        f"{gain:.3f}, expected 0.100: 70% less 60%, a share from 0 to 1, and above 0 because the "
        "second one is better."
    )
    assert low <= gain <= high, (
        f"compare_models gave the gain {gain:.3f}, between {low:.3f} and {high:.3f}. The gain "
        "must lie between the two, the lower one first."
    )


def test_compare_models_counts_every_training_alike(compare_models):
    labels = np.zeros(20, int)
    first, second = np.ones((3, 20), int), np.ones((3, 20), int)
    for row, (old, new) in enumerate([(14, 10), (16, 18), (15, 11)]):
        first[row, :old] = 0
        second[row, :new] = 0
    gain, _, _ = compare_models(labels, first, second, 0)
    assert np.isclose(gain, -0.1), (
        "Trained three times, the first model has 14, 16 and 15 of 20 right, 75% on average; the "
        f"second has 10, 18 and 11, 65% on average. compare_models gave the gain {gain:.3f}, "
        "expected -0.100. All trainings count alike, for both models: the best of three, or the "
        "first that comes, is luck, and nobody promises you that luck again."
    )


def test_compare_models_draws_the_same_pictures_for_both(compare_models, rng):
    labels = np.zeros(400, int)
    first = np.zeros((2, 400), int)
    first[:, rng.permutation(400)[:160]] = 1  # wrong in 160 places, in both trainings
    second = first.copy()
    wrong = np.flatnonzero(first[0])[:20]
    second[:, wrong] = 0  # the second has 20 of these right
    gain, low, high = compare_models(labels, first, second, rng, draws=2000)
    expected = 2 * 1.96 * np.sqrt(0.05 * 0.95 / 400)
    assert high - low > 0.5 * expected, (
        f"compare_models put the gain between {low:.4f} and {high:.4f}, {high - low:.4f} apart, "
        f"expected about {expected:.4f}. The pictures are to be drawn anew, each as often as it "
        "happens: some come twice and some not at all. Places are drawn among the pictures, not "
        "among the trainings; and when each comes exactly once, only in another order, the mean "
        "is always the same."
    )
    assert high - low < 1.4 * expected, (
        f"Two models agree about 380 of 400 pictures, and compare_models put the gain of "
        f"{gain:.3f} between {low:.4f} and {high:.4f}, {high - low:.4f} apart, expected about "
        f"{expected:.4f}. Draw pictures, and look at both models on the same ones: then hard "
        "pictures are hard for both, and only the pictures count about which the two differ."
    )


def test_compare_models_leaves_out_the_outer_five_percent(compare_models, rng):
    labels = np.zeros(300, int)
    first, second = (rng.random((2, 1, 300)) < 0.3).astype(int)
    gains = (second == 0).mean(axis=0) - (first == 0).mean(axis=0)
    _, low, high = compare_models(labels, first, second, rng, draws=4000)
    expected = 2 * 1.96 * gains.std() / np.sqrt(300)
    assert 0.91 * expected < high - low < 1.09 * expected, (
        f"compare_models(..., draws=4000) put the gain between {low:.4f} and {high:.4f}, "
        f"{high - low:.4f} apart, expected about {expected:.4f}. The middle 95% of the drawn "
        "gains: 2.5% of them lie below, 2.5% above. np.quantile takes these as 0.025 and 0.975."
    )


def test_compare_models_repeats_with_the_same_seed(compare_models):
    labels = np.zeros(500, int)
    first, second = (np.random.default_rng(5).random((2, 2, 500)) < 0.4).astype(int)
    same = [compare_models(labels, first, second, 7, draws=40) for _ in range(2)]
    assert same[0] == same[1], (
        "compare_models(labels, first, second, 7, draws=40), called twice, gave "
        f"{np.round(same[0], 4).tolist()} and {np.round(same[1], 4).tolist()}, expected the same "
        "twice. All chance must come from rng: np.random.default_rng(rng) makes a generator of a "
        "seed, and lets a generator pass as it is."
    )
    generator = np.random.default_rng(3)
    other = [compare_models(labels, first, second, generator, draws=50) for _ in range(2)]
    assert other[0] != other[1], (
        "compare_models, called twice with one generator, gave "
        f"{np.round(other[0], 4).tolist()} twice, expected other draws the second time. A seed "
        "that stands in the body makes every comparison lean on the same draws; take the "
        "generator that is handed in."
    )


def test_compare_models_refuses_an_unfair_comparison(compare_models):
    labels = np.zeros(30, int)
    for name, shapes in [
        ("five trainings of the first model and one of the second", [(5, 30), (1, 30)]),
        ("20 pictures for the first model and 30 for the second", [(2, 20), (2, 30)]),
        ("20 pictures for both models, and 30 labels", [(2, 20), (2, 20)]),
    ]:
        first, second = (np.zeros(shape, int) for shape in shapes)
        try:
            answer = compare_models(labels, first, second, 0)
        except ValueError:
            continue
        except (IndexError, TypeError) as error:
            answer = f"the {type(error).__name__}: {error!s:.80}"
        raise AssertionError(
            f"compare_models was given {name}, and gave {answer}, expected a ValueError. Such a "
            "comparison is not fair, and its number would look like any other. Compare the shapes "
            "first, and raise with a sentence that says what came and what is needed."
        )


# --- 11.5 write_submission ---------------------------------------------------------------------


def test_write_submission_writes_what_kaggle_reads(write_submission):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.csv"
        write_submission(path, np.array([7, 2, 1, 0], np.uint8))
        text = path.read_text(encoding="utf-8") if path.exists() else "no file at all"
    assert text.splitlines() == ["ImageId,Label", "1,7", "2,2", "3,1", "4,0"], (
        f"write_submission(path, [7, 2, 1, 0]) wrote {text!r}, expected "
        "'ImageId,Label\\n1,7\\n2,2\\n3,1\\n4,0\\n'. Two columns with these names and no third; "
        "ImageId counts from 1; labels are whole numbers. Kaggle refuses what is named otherwise, "
        "and takes what is numbered otherwise for another picture's answer."
    )


def test_write_submission_keeps_the_order(write_submission, rng):
    import tempfile
    from pathlib import Path

    told = rng.integers(0, 10, 300)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.csv"
        write_submission(path, told.copy())
        rows = path.read_text(encoding="utf-8").split()[1:]
    wanted = [f"{number},{digit}" for number, digit in enumerate(told.tolist(), start=1)]
    differ = [pair for pair in zip(rows, wanted, strict=False) if pair[0] != pair[1]]
    assert len(rows) == 300 and not differ, (
        f"write_submission wrote {len(rows)} rows for 300 predictions"
        + (f"; one of them is {differ[0][0]!r}, expected {differ[0][1]!r}" if differ else "")
        + ". Prediction number 5 belongs to picture number 5 of test.csv: nothing is sorted, and "
        "nothing is left out, also where the same digit comes again."
    )


def test_write_submission_refuses_what_is_no_digit(write_submission):
    import tempfile
    from pathlib import Path

    probabilities = np.array([[0.1, 0.9], [0.6, 0.4], [0.2, 0.8]])
    for name, predictions in [
        ("probabilities of shape (3, 2)", probabilities),
        ("one-hot rows of shape (3, 10)", np.eye(10, dtype=int)[[3, 1, 4]]),
        ("[3.0, 1.5, 4.0]", np.array([3.0, 1.5, 4.0])),
        ("[3, 1, 10]", np.array([3, 1, 10])),
        ("[3, -1, 4]", np.array([3, -1, 4])),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "submission.csv"
            try:
                write_submission(path, predictions)
            except ValueError:
                continue
            except Exception as error:
                wrote = f"raised {type(error).__name__}: {error!s:.80}"
            else:
                wrote = f"wrote {path.read_text(encoding='utf-8')[:60]!r}"
        raise AssertionError(
            f"write_submission(path, predictions) of {name} {wrote}, expected a ValueError. A "
            "label is one whole number from 0 to 9 for each picture; 10 is 'not a digit', which "
            "Kaggle does not know. Raise it yourself, with a sentence that says what came and "
            "what is needed."
        )


def test_write_submission_never_leaves_half_a_file(write_submission):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.csv"
        path.write_text("ImageId,Label\n1,5\n", encoding="utf-8")
        try:
            write_submission(path, np.array([3, 1, 44]))
        except ValueError:
            pass
        left = {file.name: file.read_text(encoding="utf-8") for file in Path(folder).iterdir()}
    assert left == {"submission.csv": "ImageId,Label\n1,5\n"}, (
        "A submission.csv of yesterday lay in the folder, and write_submission(path, [3, 1, 44]) "
        f"had to refuse the 44. Afterwards the folder holds {json.dumps(left)}, expected the old "
        "file, unchanged. Look at all predictions before the first letter is written, and write "
        "through write_whole."
    )
