"""The shipped model, held to what it promises on pictures it never saw."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from digitkit.loading import load_mnist
from digitkit.recognizer import MODEL, NOT_A_DIGIT, Recognizer
from digitkit.synthesis import nondigit, photograph


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


@pytest.fixture(scope="module")
def test_set():
    return load_mnist()[1]


def write_number(images, gap=4):
    """Lay digits side by side on white paper."""
    rows = [np.pad(i[:, i.any(0)], ((6, 6), (gap, gap))) for i in images]
    return 255 - cv2.resize(np.pad(np.hstack(rows), 10), None, fx=3, fy=3)


def test_the_model_is_small_enough_to_serve_from_anywhere():
    assert MODEL.stat().st_size <= 2**20


def test_at_least_99_7_percent_of_the_test_digits_are_right(recognizer, test_set):
    images, labels = test_set
    judged = np.concatenate([recognizer.classify(part) for part in np.array_split(images, 40)])
    right = (judged[:, :NOT_A_DIGIT].argmax(1) == labels).mean()
    assert right >= 0.997, f"{right:.2%} of the ten thousand test digits"


def test_probabilities_sum_to_one(recognizer, test_set):
    assert np.allclose(recognizer.classify(test_set[0][:50]).sum(1), 1, atol=1e-3)


def test_a_batch_and_its_parts_agree(recognizer, test_set):
    images = test_set[0][:7]
    whole = recognizer.classify(images)
    parts = np.concatenate([recognizer.classify(image[None]) for image in images])
    assert np.allclose(whole, parts, atol=1e-4)


def test_no_images_give_no_rows(recognizer):
    assert recognizer.classify(np.zeros((0, 28, 28), np.uint8)).shape == (0, 11)


def test_a_number_is_read_in_order(recognizer, test_set):
    images, labels = test_set
    reading = recognizer.read(write_number(images[:5]))
    assert reading.text == "".join(map(str, labels[:5]))
    assert [d.box[0] for d in reading.digits] == sorted(d.box[0] for d in reading.digits)
    assert not reading.rejected and all(d.confidence > 0.5 for d in reading.digits)


def test_two_lines_are_parted_by_a_newline(recognizer, test_set):
    images, labels = test_set
    page = np.vstack([write_number(images[:3]), write_number(images[:3])])
    line = "".join(map(str, labels[:3]))
    assert recognizer.read(page).text == f"{line}\n{line}"


def test_empty_paper_is_rejected(recognizer):
    reading = recognizer.read(np.full((200, 300, 3), 240, np.uint8))
    assert reading.rejected and reading.text == "" and reading.size == (300, 200)


def test_most_pretend_photos_are_read(recognizer, test_set):
    images, labels = test_set
    rng, right = np.random.default_rng(1), 0
    for image, label in zip(images[:100], labels[:100], strict=True):
        ink = np.pad(cv2.resize(image, (84, 84), interpolation=cv2.INTER_CUBIC), 10)
        right += recognizer.read(photograph(ink, rng, "plain")).text == str(label)
    assert right >= 90, f"{right} of 100 plain photos"


def test_most_things_that_are_no_digit_are_rejected(recognizer, test_set):
    rng = np.random.default_rng(2)
    things = np.stack([nondigit(rng, *test_set) for _ in range(300)])
    rejected = (recognizer.classify(things)[:, NOT_A_DIGIT] >= 0.5).mean()
    assert rejected >= 0.9, f"{rejected:.0%} of letters, doodles and dirt"


@pytest.fixture(scope="module")
def ten_answers(tmp_path_factory):
    """A lesson's network that knows nothing yet, as a file that serves."""
    from digitkit.cnn.export import export_litert
    from digitkit.cnn.network import build_cnn

    path = tmp_path_factory.mktemp("ten") / "digits.tflite"
    export_litert(build_cnn(seed=0), path)
    return Recognizer.load(path)


def test_a_model_of_ten_answers_has_a_column_of_zeros_for_what_is_no_digit(ten_answers, test_set):
    images = test_set[0][:5]
    assert not ten_answers.knows_others
    for answers in (ten_answers.run(images), ten_answers.classify(images)):
        assert answers.shape == (5, 11) and not answers[:, NOT_A_DIGIT].any()
        assert np.allclose(answers.sum(1), 1, atol=1e-3)
    assert ten_answers.run(images[:0]).shape == (0, 11)
    assert ten_answers.predict(np.zeros((0, 28, 28, 1), np.float32)).shape == (0, 10)


def test_a_model_of_ten_answers_passes_over_what_it_is_unsure_of(ten_answers, test_set):
    page = write_number(test_set[0][:3])
    unsure = ten_answers.read(page)
    assert unsure.rejected and len(unsure.candidates) == 3
    assert max(digit.confidence for digit in unsure.candidates) < 0.5

    row = np.float32([0.03] * 9 + [0.73])
    ten_answers.predict = lambda batch: np.tile(row, (len(batch), 1))
    try:
        assert ten_answers.read(page).text == "999"
    finally:
        del ten_answers.predict


def test_a_model_of_other_answers_is_refused(tmp_path):
    from digitkit.cnn.export import export_litert
    from digitkit.cnn.network import build_cnn

    path = tmp_path / "twelve.tflite"
    export_litert(build_cnn(n_classes=12), path)
    with pytest.raises(ValueError, match=r"gives 12 classes, needed 10 \(the digits\) or 11"):
        Recognizer.load(path)


def test_threads_share_one_recognizer(recognizer, test_set):
    images, labels = test_set
    pages = [write_number(images[i : i + 1 + i % 3]) for i in range(40)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda page: recognizer.read(page).text, pages))
    assert together == [recognizer.read(page).text for page in pages]


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no model at .*none\.tflite; `digitkit train`"):
        Recognizer.load(tmp_path / "none.tflite")


def test_a_file_that_is_no_model_is_named(tmp_path):
    path = tmp_path / "bad.tflite"
    path.write_bytes(b"not a model at all")
    with pytest.raises(ValueError, match=r"bad\.tflite is not a LiteRT model"):
        Recognizer.load(path)


def test_reading_never_imports_tensorflow():
    code = (
        "import sys, numpy as np; from digitkit.recognizer import Recognizer;"
        "Recognizer.load().read(np.zeros((50, 50), np.uint8));"
        "heavy = {'tensorflow', 'keras', 'matplotlib', 'pandas'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
