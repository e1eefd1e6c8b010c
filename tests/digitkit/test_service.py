import base64
import io
import json
import subprocess
import sys

import numpy as np
import pytest
from flask import Request
from PIL import Image
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge

from digitkit.preprocessing.picture import (
    EmptyPicture,
    NotAPicture,
    PictureError,
    TooManyBytes,
    TooManyPixels,
    TruncatedPicture,
)
from digitkit.recognizer import Digit, Recognizer
from digitkit.service import (
    StandIn,
    as_data_url,
    create_service,
    describe_digit,
    encode_png,
    picture_bytes,
    refuse,
)

SHEET = encode_png(np.full((30, 40), 255, np.uint8))


def post(**sent):
    return Request.from_values(method="POST", **sent)


@pytest.mark.parametrize(
    "sent",
    [
        {"data": b"abc", "content_type": "image/png"},
        {"data": b"abc"},
        {"data": b"abc", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"image": (io.BytesIO(b"abc"), "x"), "note": "y"}},
    ],
    ids=["a body", "without a kind", "as curl sends it", "a file in a form"],
)
def test_the_bytes_of_a_picture_come_as_they_were_sent(sent):
    assert picture_bytes(post(**sent)) == b"abc"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "No picture arrived. Send it"),
        ({"data": {"photo": (io.BytesIO(b"abc"), "x")}}, "no file field 'image'. Send it"),
        (
            {"data": {"image": "abc"}, "content_type": "multipart/form-data"},
            "'image' holds text, not a file. Send it",
        ),
    ],
)
def test_a_request_without_a_picture_is_refused_in_a_sentence(sent, words):
    with pytest.raises(EmptyPicture, match=words):
        picture_bytes(post(**sent))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_digit_is_described_in_plain_types_whatever_its_own(kind):
    row = np.array([0.01] * 9 + [0.91], kind)
    image = np.arange(784, dtype=np.uint16).astype(np.uint8).reshape(28, 28)
    digit = Digit(np.argmax(row), row[9], tuple(np.array([1, 2, 3, 4])), tuple(row), image)
    described = json.loads(json.dumps(describe_digit(digit)))
    data = described.pop("image").removeprefix("data:image/png;base64,")
    assert np.array_equal(Image.open(io.BytesIO(base64.b64decode(data))), image)
    assert described == {
        "digit": 9,
        "confidence": 0.91,
        "box": [1, 2, 3, 4],
        "probabilities": [0.01] * 9 + [0.91],
    }


class OddPicture(PictureError):
    """A kind that does not exist yet."""


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (EmptyPicture("It is so."), 400),
        (TruncatedPicture("It is so."), 400),
        (OddPicture("It is so."), 400),
        (NotAPicture("It is so."), 415),
        (TooManyBytes("It is so."), 413),
        (TooManyPixels("It is so."), 413),
        (MethodNotAllowed(description="It is so."), 405),
        (RequestEntityTooLarge("It is so."), 413),
    ],
)
def test_a_refusal_is_a_sentence_with_its_status(error, status):
    assert refuse(error) == ({"error": "It is so."}, status)


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3), (5, 7, 4)])
def test_a_png_keeps_every_pixel_and_the_order_of_colours(shape):
    image = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    assert np.array_equal(Image.open(io.BytesIO(encode_png(image))), image)


def test_a_data_url_holds_the_bytes():
    assert as_data_url(b"\0\xff", "image/jpeg") == "data:image/jpeg;base64,AP8="


@pytest.mark.parametrize("text", ["42", ""])
def test_a_service_answers_what_its_recogniser_reads(text):
    answer = create_service(StandIn(text)).test_client().post("/predict", data=SHEET).json
    assert (answer["text"], answer["rejected"]) == (text, not text)
    assert [digit["digit"] for digit in answer["digits"]] == [int(digit) for digit in text]


def test_a_service_reads_with_the_real_recogniser(mnist_test_digit):
    image, label = mnist_test_digit
    client = create_service(Recognizer.load()).test_client()
    assert client.post("/predict", data=encode_png(image)).json["text"] == str(label)


@pytest.fixture
def mnist_test_digit():
    from digitkit.loading import load_mnist

    _, (images, labels) = load_mnist()
    return images[0], int(labels[0])


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("POST", "/predict", b"", 400),
        ("POST", "/predict", SHEET[:50], 400),
        ("POST", "/predict", b"Dear Sir", 415),
        ("POST", "/predict", bytes(2001), 413),
        ("GET", "/predict", b"", 405),
        ("GET", "/", b"", 404),
    ],
)
def test_a_service_refuses_in_json(method, path, data, status):
    client = create_service(StandIn(), max_bytes=2000).test_client()
    answer = client.open(path, method=method, data=data)
    assert answer.status_code == status and list(answer.json) == ["error"]


def test_a_fault_of_the_recogniser_is_ours_and_stays_in_the_log(caplog):
    class Broken:
        def read(self, picture):
            raise RuntimeError("layer 3")

    answer = create_service(Broken()).test_client().post("/predict", data=SHEET)
    assert answer.status_code == 500 and "layer 3" not in answer.text
    assert "layer 3" in caplog.text


def test_two_services_share_nothing():
    services = [create_service(StandIn(text)) for text in "12"]
    texts = [s.test_client().post("/predict", data=SHEET).json["text"] for s in services]
    assert texts == ["1", "2"]


def test_a_stand_in_keeps_what_it_was_shown():
    stand_in = StandIn("7")
    reading = stand_in.read(np.zeros((9, 5, 3), np.uint8))
    assert reading.size == (5, 9) and [picture.shape for picture in stand_in.seen] == [(9, 5, 3)]
    assert np.isclose(sum(reading.digits[0].probabilities), 1)


def test_nothing_else_of_the_kit_brings_flask():
    code = "import digitkit.recognizer, digitkit.loading, sys; assert 'flask' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
