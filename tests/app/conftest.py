import io
import threading

import cv2
import numpy as np
import pytest
from PIL import Image

from app import create_app
from app.serve import bound_port, build_server
from digitkit.loading import load_mnist
from digitkit.recognizer import Recognizer


@pytest.fixture(scope="session")
def recognizer():
    return Recognizer.load()


@pytest.fixture
def app(recognizer):
    return create_app({"TESTING": False, "REQUESTS_PER_SECOND": 0}, recognizer)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def mnist_digit():
    """Give one bundled test digit of a class: light ink on 0, 28 by 28."""
    _, (images, labels) = load_mnist()

    def pick(digit, nth=0):
        return images[np.flatnonzero(labels == digit)[nth]]

    return pick


@pytest.fixture(scope="session")
def drawing(mnist_digit):
    """Make a drawing as the canvas sends it: dark ink on a white sheet of 320 by 240."""

    def make(digit, nth=0):
        sheet = np.full((240, 320, 3), 255, np.uint8)
        ink = cv2.resize(mnist_digit(digit, nth), (168, 168), interpolation=cv2.INTER_CUBIC)
        sheet[36:204, 76:244] -= ink[..., None]
        return Image.fromarray(sheet)

    return make


@pytest.fixture(scope="session")
def photo(mnist_digit):
    """Make a photo of digits on paper: warm light that falls off, grain, grey ink."""

    def make(digits, width=900, height=675):
        rng = np.random.default_rng(1)
        down, right = np.mgrid[0:height, 0:width]
        paper = 228 - 45 * right / width - 25 * down / height + rng.normal(0, 2, (height, width))
        side = height * 2 // 7
        for place, digit in enumerate(digits):
            ink = cv2.resize(mnist_digit(digit), (side, side), interpolation=cv2.INTER_CUBIC) / 255
            left = width // 18 + place * width * 8 // 9 // len(digits)
            top = height // 3 + 29 * place % 70 * height // 675
            paper[top : top + side, left : left + side] *= 1 - 0.75 * ink
        grey = np.clip(paper, 0, 255)
        return Image.fromarray(np.stack([grey, grey * 0.98, grey * 0.92], -1).astype(np.uint8))

    return make


@pytest.fixture(scope="session")
def encoded():
    """Write an image as the bytes of a file of some format."""

    def write(image, kind="PNG", **options):
        buffer = io.BytesIO()
        image.save(buffer, kind, **options)
        return buffer.getvalue()

    return write


@pytest.fixture(scope="session")
def running(recognizer):
    """Run the real app behind waitress on a free port of this machine; give its address."""
    server = build_server(create_app({"REQUESTS_PER_SECOND": 0}, recognizer), port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound_port(server)}"
    server.close()
    thread.join(timeout=5)
