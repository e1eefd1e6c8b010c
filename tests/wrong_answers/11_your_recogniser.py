"""Mistakes planted in lesson 11."""

from pathlib import Path

import numpy as np

from course.planted import wrong
from digitkit.evaluation import choose_model, compare_models
from digitkit.loading import write_submission
from digitkit.pipeline import read_digits
from digitkit.preprocessing import add_channel, find_digits, scale
from digitkit.synthesis import write_page

# --- 11.1 read_digits --------------------------------------------------------------------------


@wrong(
    "test_read_digits_feeds_the_model_what_it_was_trained_on",
    says="the bytes of the images divided by 255, once",
    hint=2,
    misconception="You feed the model bytes from 0 to 255; it was trained on numbers from 0 to 1.",
)
def read_digits__not_scaled(picture, find, model, least=0.5):
    return read_digits(picture, find, lambda batch: model(batch * np.float32(255)), least)


@wrong(
    "test_read_digits_feeds_the_model_what_it_was_trained_on",
    says="to 0.00392, expected float32 from 0 to 1",
    hint=2,
    misconception="You divide by 255 once more after scale has done it, so that the model sees "
    "next to nothing.",
)
def read_digits__scaled_twice(picture, find, model, least=0.5):
    return read_digits(picture, find, lambda batch: model(batch / np.float32(255)), least)


@wrong(
    "test_read_digits_feeds_the_model_what_it_was_trained_on",
    says="fed the model float64",
    hint=2,
    misconception="You divide by 255 yourself, which makes float64 of the bytes; scale makes the "
    "float32 that the model was trained on.",
)
def read_digits__own_division(picture, find, model, least=0.5):
    return read_digits(picture, find, lambda batch: model(batch.astype(np.float64)), least)


@wrong(
    "test_read_digits_feeds_the_model_what_it_was_trained_on",
    says="A convolution wants the axis of the channel too",
    hint=2,
    misconception="You left out the axis of the channel, which a convolution needs.",
)
def read_digits__no_channel(picture, find, model, least=0.5):
    return read_digits(picture, find, lambda batch: model(batch[..., 0]), least)


@wrong(
    "test_read_digits_feeds_the_model_what_it_was_trained_on",
    says="never called model",
    hint=1,
    misconception="You find the digits by find_digits, whatever find was handed in.",
)
def read_digits__own_finder(picture, find, model, least=0.5):
    return read_digits(picture, find_digits, model, least)


@wrong(
    "test_read_digits_keeps_the_reading_order",
    says="Each row of the probabilities belongs to one piece",
    hint=2,
    misconception="You take the largest of each column; a row belongs to a piece, a column to a "
    "digit.",
)
def read_digits__wrong_axis(picture, find, model, least=0.5):
    pieces = find(picture)
    if not pieces:
        return ""
    images = np.stack([piece.image for piece in pieces])
    probabilities = np.asarray(model(add_channel(scale(images))))[:, :10]
    lines = {}
    for piece, digit in zip(pieces, probabilities.argmax(axis=0), strict=False):
        lines[piece.line] = lines.get(piece.line, "") + str(digit)
    return "\n".join(lines.values())


@wrong(
    "test_read_digits_keeps_the_reading_order",
    says="in the order in which find gave them",
    hint=3,
    misconception="You put each new digit in front of those before it, so that a line is read "
    "from right to left.",
)
def read_digits__from_the_right(picture, find, model, least=0.5):
    text = read_digits(picture, find, model, least)
    return "\n".join(line[::-1] for line in text.split("\n"))


@wrong(
    "test_read_digits_keeps_the_reading_order",
    says="a zero at the front is a digit like any other",
    hint=1,
    misconception="You make a number of the digits, and a number has no zero at the front.",
)
def read_digits__as_a_number(picture, find, model, least=0.5):
    text = read_digits(picture, find, model, least)
    return "\n".join(str(int(line)) if line else "" for line in text.split("\n"))


@wrong(
    "test_read_digits_keeps_the_reading_order",
    says="a text, one digit for each piece",
    hint=3,
    misconception="You give back a list of digits; a text is asked for: '407', not [4, 0, 7].",
)
def read_digits__a_list(picture, find, model, least=0.5):
    return [int(digit) for digit in read_digits(picture, find, model, least) if digit != "\n"]


@wrong(
    "test_read_digits_parts_the_lines",
    says="Two lines run together are another number",
    hint=3,
    misconception="You join all digits, whatever line they stand in.",
)
def read_digits__no_lines(picture, find, model, least=0.5):
    return read_digits(picture, find, model, least).replace("\n", "")


@wrong(
    "test_read_digits_parts_the_lines",
    says="without an empty one",
    hint=3,
    misconception="You end every line with a newline; between the lines is enough.",
)
def read_digits__newline_at_the_end(picture, find, model, least=0.5):
    text = read_digits(picture, find, model, least)
    return text + "\n" if "\n" in text else text


@wrong(
    "test_read_digits_gives_an_empty_text_for_blank_paper",
    says="it must neither crash nor be a digit",
    hint=1,
    misconception="You stack the images before you have asked whether there are any.",
)
def read_digits__crashes_on_blank_paper(picture, find, model, least=0.5):
    images = np.stack([piece.image for piece in find(picture)])
    return read_digits(picture, find, model, least) if len(images) else ""


@wrong(
    "test_read_digits_gives_an_empty_text_for_blank_paper",
    says="gave None, expected ''",
    hint=3,
    misconception="You return nothing for blank paper, which Python calls None; the empty text is "
    "''.",
)
def read_digits__none_on_blank_paper(picture, find, model, least=0.5):
    if not find(picture):
        return None
    return read_digits(picture, find, model, least)


@wrong(
    "test_read_digits_passes_over_what_is_unsure",
    says="least=0.5) gave '3145'",
    hint=2,
    misconception="You take the likeliest digit however improbable it is, and never look at least.",
)
def read_digits__always_sure(picture, find, model, least=0.5):
    return read_digits(picture, find, lambda batch: np.asarray(model(batch))[:, :10], least=0)


@wrong(
    "test_read_digits_passes_over_what_is_unsure",
    says="least=0.6) gave '345'",
    hint=1,
    misconception="You compare with 0.5, whatever least was handed in.",
)
def read_digits__fixed_threshold(picture, find, model, least=0.5):
    return read_digits(picture, find, model)


@wrong(
    "test_read_digits_knows_ten_digits_only",
    says="so it is passed over, and no 10 comes out",
    hint=2,
    misconception="You look at the eleventh column too, so that 'not a digit' is read as 10.",
)
def read_digits__eleven_columns(picture, find, model, least=0.5):
    pieces = find(picture)
    if not pieces:
        return ""
    images = np.stack([piece.image for piece in pieces])
    lines = {}
    for piece, row in zip(pieces, np.asarray(model(add_channel(scale(images)))), strict=True):
        if row.max() >= least:
            lines[piece.line] = lines.get(piece.line, "") + str(row.argmax())
    return "\n".join(lines.values())


@wrong(
    "test_read_digits_takes_what_keras_gives",
    says="np.asarray(...) makes an array of it",
    hint=2,
    misconception="You ask a tensor for its argmax(); only an array has one, so make an array of "
    "it first.",
)
def read_digits__no_array(picture, find, model, least=0.5):
    def same(batch):
        answers = model(batch)
        answers.argmax(axis=1)
        return answers

    return read_digits(picture, find, same, least)


# --- 11.2 test_read_digits ---------------------------------------------------------------------


@wrong(
    "test_your_test_notices_inverted_images",
    says="Write digits on a page, and hold that exactly these are read",
    hint=1,
    misconception="Your test asks only whether a text comes back, not what stands in it.",
)
def test_read_digits__only_the_type(read):
    assert isinstance(read(write_page("407")), str)


@wrong(
    "test_your_test_lets_a_good_pipeline_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_read_digits__returns_instead_of_asserting(read):
    return read(write_page("407")) == "407"


@wrong(
    "test_your_test_lets_a_good_pipeline_pass",
    says="expects '407 19'",
    hint=2,
    misconception="Your test wants a space between two lines; they are parted by a newline.",
)
def test_read_digits__lines_parted_by_a_space(read):
    text = read(write_page("407\n19"))
    assert text == "407 19", f"the test expects '407 19', and {text!r} was read"


@wrong(
    "test_your_test_lets_a_good_pipeline_pass",
    says="Its assert said nothing",
    hint=2,
    misconception="Your test compares the text with a number, and '407' is not 407.",
)
def test_read_digits__wants_a_number(read):
    assert read(write_page("407")) == 407


@wrong(
    "test_your_test_notices_digits_from_right_to_left",
    says="reads the same both ways",
    hint=2,
    misconception="Your page holds a single digit, which shows neither order nor lines.",
)
def test_read_digits__one_digit(read):
    assert read(write_page("7")) == "7"


@wrong(
    "test_your_test_notices_digits_from_right_to_left",
    says="write a number that does not",
    hint=2,
    misconception="Your test counts how often each digit comes, and not in which order.",
)
def test_read_digits__any_order(read):
    for size in (20, 56, 120):
        page = write_page("0123456789\n1", size)
        before = page.copy()
        assert sorted(read(page)) == sorted("0123456789\n1")
        assert sorted(read(255 - page)) == sorted("0123456789\n1")
        assert read(write_page("", size)) == ""
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_lines_that_run_together",
    says="Write a page of two lines",
    hint=2,
    misconception="Your test has a page of one line only.",
)
def test_read_digits__one_line(read):
    for size in (20, 56, 120):
        page = write_page("0123456789", size)
        before = page.copy()
        assert read(page) == "0123456789" and read(255 - page) == "0123456789"
        assert read(write_page("", size)) == ""
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_blank_paper_read_as_a_digit",
    says="a page on which nothing stands",
    hint=2,
    misconception="Your test has no blank page.",
)
def test_read_digits__no_blank_page(read):
    for size in (20, 56, 120):
        page = write_page("012345\n6789", size)
        before = page.copy()
        assert read(page) == "012345\n6789" and read(255 - page) == "012345\n6789"
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_zeros_that_are_lost",
    says="Write a text that begins with a zero",
    hint=2,
    misconception="No line of your pages begins with a zero.",
)
def test_read_digits__no_zero_at_the_front(read):
    for size in (20, 56, 120):
        page = write_page("123450\n6789", size)
        before = page.copy()
        assert read(page) == "123450\n6789" and read(255 - page) == "123450\n6789"
        assert read(write_page("", size)) == ""
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_a_box_that_is_squashed",
    says="Which digit is so narrow",
    hint=2,
    misconception="There is no 1 on your pages, and it is the 1 that suffers when a box is "
    "squashed.",
)
def test_read_digits__no_one(read):
    for size in (20, 56, 120):
        page = write_page("08\n90", size)
        before = page.copy()
        assert read(page) == "08\n90" and read(255 - page) == "08\n90"
        assert read(write_page("", size)) == ""
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_a_size_that_is_taken_for_granted",
    says="write much larger, or smaller",
    hint=2,
    misconception="All your pages are written in one size.",
)
def test_read_digits__one_size(read):
    page = write_page("0123456\n789")
    before = page.copy()
    assert read(page) == "0123456\n789" and read(255 - page) == "0123456\n789"
    assert read(write_page("")) == ""
    assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_light_ink_that_is_not_seen",
    says="255 - page is the same page with light ink on dark",
    hint=2,
    misconception="All your pages have dark ink on light paper.",
)
def test_read_digits__dark_ink_only(read):
    for size in (20, 56, 120):
        page = write_page("0123456\n789", size)
        before = page.copy()
        assert read(page) == "0123456\n789"
        assert read(write_page("", size)) == ""
        assert np.array_equal(page, before)


@wrong(
    "test_your_test_notices_a_changed_picture",
    says="Keep a copy of a page, and compare afterwards",
    hint=2,
    misconception="Your test never looks at the page again after it was read, or `before` is the "
    "page itself and no copy of it.",
)
def test_read_digits__never_looks_back(read):
    for size in (20, 56, 120):
        assert read(write_page("0123456\n789", size)) == "0123456\n789"
        assert read(255 - write_page("0123456\n789", size)) == "0123456\n789"
        assert read(write_page("", size)) == ""


# --- 11.3 choose_model -------------------------------------------------------------------------


@wrong(
    "test_choose_model_chooses_by_the_validation_pictures",
    says="if the test pictures had a say",
    hint=1,
    misconception="You choose by the test pictures, so that their verdict on the chosen one is "
    "too good.",
)
def choose_model__by_the_test_pictures(validation, test):
    return choose_model(test, test)


@wrong(
    "test_choose_model_chooses_by_the_validation_pictures",
    says="chose model 2, expected 1",
    hint=1,
    misconception="You choose by both sets of pictures together, so that the test pictures have a "
    "say.",
)
def choose_model__by_all_pictures(validation, test):
    pairs = zip(validation, test, strict=True)
    return choose_model([np.concatenate(pair, axis=-1) for pair in pairs], test)


@wrong(
    "test_choose_model_judges_by_the_test_pictures",
    says="What it had on the pictures that chose it is too good to be true",
    hint=1,
    misconception="You give the accuracy on the validation pictures, which chose the model; it is "
    "too good.",
)
def choose_model__judges_by_the_validation_pictures(validation, test):
    chosen, _ = choose_model(validation, test)
    return chosen, choose_model(validation, validation)[1]


@wrong(
    "test_choose_model_judges_by_the_test_pictures",
    says="of the chosen model",
    hint=2,
    misconception="You give the best of all test accuracies, not that of the chosen model.",
)
def choose_model__best_test_accuracy(validation, test):
    return choose_model(validation, test)[0], choose_model(test, test)[1]


@wrong(
    "test_choose_model_judges_by_the_test_pictures",
    says="from 0 to 1",
    hint=3,
    misconception="You give a percentage; the accuracy is a share from 0 to 1.",
)
def choose_model__percent(validation, test):
    chosen, share = choose_model(validation, test)
    return chosen, 100 * share


@wrong(
    "test_choose_model_judges_by_the_test_pictures",
    says="of the chosen model, on the test pictures",
    hint=2,
    misconception="You give the mean accuracy of all models on the test pictures, not that of the "
    "chosen one.",
)
def choose_model__mean_of_all(validation, test):
    return choose_model(validation, test)[0], float(np.mean(test[1] == test[0]))


@wrong(
    "test_choose_model_takes_any_number_of_models",
    says="the mean is taken along the row",
    hint=2,
    misconception="You take the mean along axis 0, which is one for each picture; along axis 1 it "
    "is one for each model.",
)
def choose_model__wrong_axis(validation, test):
    labels, predictions = validation
    chosen = int(np.mean(predictions == labels, axis=0).argmax())
    labels, predictions = test
    return chosen, float(np.mean(predictions[chosen] == labels))


@wrong(
    "test_choose_model_chooses_by_the_validation_pictures",
    says="chose model 3, expected 1",
    hint=3,
    misconception="You choose the model with the fewest right; of accuracies the largest is best.",
)
def choose_model__argmin(validation, test):
    labels, predictions = validation
    chosen = int(np.mean(predictions == labels, axis=1).argmin())
    labels, predictions = test
    return chosen, float(np.mean(predictions[chosen] == labels))


# --- 11.4 compare_models -----------------------------------------------------------------------


@wrong(
    "test_compare_models_says_how_much_better_the_second_is",
    says="above 0 because the second one is better",
    hint=1,
    misconception="You subtract the second from the first, so that a better second one has a gain "
    "below 0.",
)
def compare_models__sign(labels, first, second, rng, draws=1000):
    return compare_models(labels, second, first, rng, draws)


@wrong(
    "test_compare_models_says_how_much_better_the_second_is",
    says="gave the gain 10.000, expected 0.100",
    hint=3,
    misconception="You give percentages; a gain is a difference of shares from 0 to 1.",
)
def compare_models__percent(labels, first, second, rng, draws=1000):
    return tuple(100 * number for number in compare_models(labels, first, second, rng, draws))


@wrong(
    "test_compare_models_says_how_much_better_the_second_is",
    says="the lower one first",
    hint=3,
    misconception="You give the upper end before the lower one.",
)
def compare_models__high_before_low(labels, first, second, rng, draws=1000):
    gain, low, high = compare_models(labels, first, second, rng, draws)
    return gain, high, low


@wrong(
    "test_compare_models_counts_every_training_alike",
    says="the best of three",
    hint=1,
    misconception="You take the best training of the second model and the mean of the first: that "
    "is luck against an average.",
)
def compare_models__best_of_the_second(labels, first, second, rng, draws=1000):
    best = second[np.mean(second == labels, axis=1).argmax()]
    return compare_models(labels, first, np.tile(best, (len(first), 1)), rng, draws)


@wrong(
    "test_compare_models_counts_every_training_alike",
    says="for both models",
    hint=1,
    misconception="You take the best training of both models; how good one is on average, they do "
    "not tell.",
)
def compare_models__best_of_both(labels, first, second, rng, draws=1000):
    best = [model[np.mean(model == labels, axis=1).argmax()] for model in (first, second)]
    return compare_models(labels, best[0][np.newaxis], best[1][np.newaxis], rng, draws)


@wrong(
    "test_compare_models_counts_every_training_alike",
    says="or the first that comes",
    hint=1,
    misconception="You look at the first training of each model and forget the others.",
)
def compare_models__first_training_only(labels, first, second, rng, draws=1000):
    return compare_models(labels, first[:1], second[:1], rng, draws)


@wrong(
    "test_compare_models_draws_the_same_pictures_for_both",
    says="then hard pictures are hard for both",
    hint=2,
    misconception="You draw other pictures for the second model than for the first, and so "
    "compare the luck of two draws.",
)
def compare_models__other_pictures_for_each(labels, first, second, rng, draws=1000):
    if np.shape(first) != np.shape(second) or np.shape(first)[1:] != np.shape(labels):
        raise ValueError("unequal")
    rng, n = np.random.default_rng(rng), len(labels)
    old, new = np.mean(first == labels, axis=0), np.mean(second == labels, axis=0)
    drawn = [
        new[rng.integers(n, size=n)].mean() - old[rng.integers(n, size=n)].mean()
        for _ in range(draws)
    ]
    return float(new.mean() - old.mean()), *np.quantile(drawn, [0.025, 0.975]).tolist()


@wrong(
    "test_compare_models_draws_the_same_pictures_for_both",
    says="only in another order",
    hint=2,
    misconception="You only shuffle the pictures: each comes exactly once, and the mean cannot "
    "change.",
)
def compare_models__shuffles_only(labels, first, second, rng, draws=1000):
    gain, *_ = compare_models(labels, first, second, rng, draws)
    rng, n = np.random.default_rng(rng), len(labels)
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    drawn = [gains[rng.permutation(n)].mean() for _ in range(draws)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return gain, min(gain, float(low)), max(gain, float(high))


@wrong(
    "test_compare_models_draws_the_same_pictures_for_both",
    says="not among the trainings",
    hint=2,
    misconception="You draw among the trainings; it is other pictures that you want to know about.",
)
def compare_models__draws_trainings(labels, first, second, rng, draws=1000):
    gain, *_ = compare_models(labels, first, second, rng, draws)
    rng, n = np.random.default_rng(rng), len(first)
    gains = np.mean(second == labels, axis=1) - np.mean(first == labels, axis=1)
    drawn = [gains[rng.integers(n, size=n)].mean() for _ in range(draws)]
    return gain, *np.quantile(drawn, [0.025, 0.975]).tolist()


@wrong(
    "test_compare_models_draws_the_same_pictures_for_both",
    says="about 380 of 400 pictures",
    hint=3,
    misconception="You take the spread of single pictures; the spread of their mean is far "
    "smaller.",
)
def compare_models__spread_of_single_pictures(labels, first, second, rng, draws=1000):
    gain, *_ = compare_models(labels, first, second, rng, draws)
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    return gain, gain - 1.96 * float(gains.std()), gain + 1.96 * float(gains.std())


@wrong(
    "test_compare_models_leaves_out_the_outer_five_percent",
    says="The middle 95% of the drawn gains",
    hint=3,
    misconception="You cut off 5% on each side, which leaves 90%; 2.5% on each side leave 95%.",
)
def compare_models__five_on_each_side(labels, first, second, rng, draws=1000):
    if np.shape(first) != np.shape(second) or np.shape(first)[1:] != np.shape(labels):
        raise ValueError("unequal")
    rng, n = np.random.default_rng(rng), len(labels)
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    drawn = [gains[rng.integers(n, size=n)].mean() for _ in range(draws)]
    return float(gains.mean()), *np.quantile(drawn, [0.05, 0.95]).tolist()


@wrong(
    "test_compare_models_leaves_out_the_outer_five_percent",
    says="np.quantile takes these as 0.025 and 0.975",
    hint=3,
    misconception="You give the smallest and the largest of all draws, which grow further apart "
    "the more you draw.",
)
def compare_models__smallest_and_largest(labels, first, second, rng, draws=1000):
    if np.shape(first) != np.shape(second) or np.shape(first)[1:] != np.shape(labels):
        raise ValueError("unequal")
    rng, n = np.random.default_rng(rng), len(labels)
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    drawn = [gains[rng.integers(n, size=n)].mean() for _ in range(draws)]
    return float(gains.mean()), float(min(drawn)), float(max(drawn))


@wrong(
    "test_compare_models_repeats_with_the_same_seed",
    says="A seed that stands in the body",
    hint=2,
    misconception="You make a generator from a seed of your own, whatever rng was handed in.",
)
def compare_models__own_seed(labels, first, second, rng, draws=1000):
    return compare_models(labels, first, second, 0, draws)


@wrong(
    "test_compare_models_repeats_with_the_same_seed",
    says="All chance must come from rng",
    hint=2,
    misconception="You draw from NumPy's own generator, which goes on from call to call; with rng "
    "a result can be repeated.",
)
def compare_models__without_rng(labels, first, second, rng, draws=1000):
    return compare_models(labels, first, second, np.random.randint(10**6), draws)


@wrong(
    "test_compare_models_refuses_an_unfair_comparison",
    says="five trainings of the first model and one of the second",
    hint=3,
    misconception="You never compare the shapes, and NumPy makes a number of an unfair comparison "
    "without a word.",
)
def compare_models__refuses_nothing(labels, first, second, rng, draws=1000):
    rng, n = np.random.default_rng(rng), len(labels)
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    drawn = [gains[rng.integers(n, size=n)].mean() for _ in range(draws)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(gains.mean()), float(low), float(high)


@wrong(
    "test_compare_models_refuses_an_unfair_comparison",
    says="20 pictures for the first model and 30 for the second",
    hint=3,
    misconception="You cut both models to the same number of trainings and pictures; what does "
    "not fit together must be refused.",
)
def compare_models__cuts_to_fit(labels, first, second, rng, draws=1000):
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} trainings")
    n = min(len(labels), first.shape[1], second.shape[1])
    return compare_models(labels[:n], first[:, :n], second[:, :n], rng, draws)


# --- 11.5 write_submission ---------------------------------------------------------------------


@wrong(
    "test_write_submission_writes_what_kaggle_reads",
    says="ImageId counts from 1",
    hint=1,
    misconception="You count from 0, as Python does; Kaggle counts the pictures from 1.",
)
def write_submission__from_zero(path, predictions):
    write_submission(path, predictions)
    rows = [f"{number},{digit}\n" for number, digit in enumerate(predictions)]
    Path(path).write_text("ImageId,Label\n" + "".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_writes_what_kaggle_reads",
    says="and no third",
    hint=2,
    misconception="pandas writes the index of its rows as a column of its own; index=False leaves "
    "it out.",
)
def write_submission__index_column(path, predictions):
    import pandas as pd

    write_submission(path, predictions)
    table = pd.DataFrame({"ImageId": np.arange(1, len(predictions) + 1), "Label": predictions})
    table.to_csv(path)


@wrong(
    "test_write_submission_writes_what_kaggle_reads",
    says="labels are whole numbers",
    hint=2,
    misconception="Your labels are floats, and are written with a point: 7.0 in place of 7.",
)
def write_submission__floats(path, predictions):
    write_submission(path, predictions)
    rows = [f"{number},{float(digit)}\n" for number, digit in enumerate(predictions, start=1)]
    Path(path).write_text("ImageId,Label\n" + "".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_writes_what_kaggle_reads",
    says="Two columns with these names",
    hint=3,
    misconception="You left out the first line, which names the columns.",
)
def write_submission__no_header(path, predictions):
    write_submission(path, predictions)
    rows = [f"{number},{digit}\n" for number, digit in enumerate(predictions, start=1)]
    Path(path).write_text("".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_writes_what_kaggle_reads",
    says="Kaggle refuses what is named otherwise",
    hint=3,
    misconception="You wrote a space after the comma, which then belongs to the name and to every "
    "label.",
)
def write_submission__spaces(path, predictions):
    write_submission(path, predictions)
    rows = [f"{number}, {digit}\n" for number, digit in enumerate(predictions, start=1)]
    Path(path).write_text("ImageId, Label\n" + "".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_keeps_the_order",
    says="nothing is sorted",
    hint=1,
    misconception="You sort the predictions, and with that give each picture the answer of "
    "another.",
)
def write_submission__sorted(path, predictions):
    write_submission(path, np.sort(predictions) if np.ndim(predictions) == 1 else predictions)


@wrong(
    "test_write_submission_keeps_the_order",
    says="also where the same digit comes again",
    hint=2,
    misconception="You ask predictions.index(digit) for the number, which finds the first such "
    "digit each time; enumerate counts.",
)
def write_submission__index_of_the_digit(path, predictions):
    write_submission(path, predictions)
    told = list(predictions)
    rows = [f"{told.index(digit) + 1},{digit}\n" for digit in told]
    Path(path).write_text("ImageId,Label\n" + "".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_refuses_what_is_no_digit",
    says="probabilities of shape (3, 2)",
    hint=1,
    misconception="You write whatever comes, so that probabilities stand where a digit belongs.",
)
def write_submission__writes_anything(path, predictions):
    rows = [f"{number},{digit}\n" for number, digit in enumerate(predictions, start=1)]
    Path(path).write_text("ImageId,Label\n" + "".join(rows), encoding="utf-8")


@wrong(
    "test_write_submission_refuses_what_is_no_digit",
    says="[3.0, 1.5, 4.0] wrote",
    hint=2,
    misconception="You cut floats to whole numbers without a word, so that 1.5 becomes a 1.",
)
def write_submission__cuts_floats(path, predictions):
    predictions = np.asarray(predictions)
    if predictions.ndim != 1:
        raise ValueError(f"predictions have the shape {predictions.shape}")
    write_submission(path, predictions.astype(int))


@wrong(
    "test_write_submission_refuses_what_is_no_digit",
    says="10 is 'not a digit', which Kaggle does not know",
    hint=2,
    misconception="You look at the shape and the dtype, and not at the numbers: 10 is no digit.",
)
def write_submission__any_whole_number(path, predictions):
    predictions = np.asarray(predictions)
    if predictions.ndim != 1 or not np.issubdtype(predictions.dtype, np.integer):
        raise ValueError(f"predictions are {predictions.dtype} of shape {predictions.shape}")
    write_submission__writes_anything(path, predictions)


@wrong(
    "test_write_submission_never_leaves_half_a_file",
    says="Look at all predictions before the first letter is written",
    hint=3,
    misconception="You look at each prediction as you write it, so that half a file lies there "
    "when one is wrong.",
)
def write_submission__looks_while_writing(path, predictions):
    predictions = np.asarray(predictions)
    if predictions.ndim != 1 or not np.issubdtype(predictions.dtype, np.integer):
        raise ValueError(f"predictions are {predictions.dtype} of shape {predictions.shape}")
    with open(path, "w", encoding="utf-8") as file:
        file.write("ImageId,Label\n")
        for number, digit in enumerate(predictions, start=1):
            if not 0 <= digit <= 9:
                raise ValueError(f"{digit} is no digit")
            file.write(f"{number},{digit}\n")
