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


@pytest.fixture(scope="session")
def camera_film(mnist_digit, tmp_path_factory):
    """Write what the fake camera sees for ever: a sheet of paper with a 7, as one y4m frame."""
    width, height = 640, 480
    light = np.full((height, width), 205, np.uint8)
    ink = cv2.resize(mnist_digit(7), (190, 190), interpolation=cv2.INTER_CUBIC)
    light[145:335, 225:415] -= (ink * 0.65).astype(np.uint8)
    colours = np.full(width * height // 2, 128, np.uint8)
    path = tmp_path_factory.mktemp("camera") / "seven.y4m"
    header = f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\nFRAME\n"
    path.write_bytes(header.encode("ascii") + light.tobytes() + colours.tobytes())
    return path.resolve()


@pytest.fixture(scope="session")
def browser(launch, camera_film):
    """Give one Chromium with a fake camera that looks at the film."""
    return launch(
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera_film}",
    )


@pytest.fixture
def open_page(running):
    """Open the app in a fresh profile; every page must stay free of script errors."""
    contexts, troubles = [], []

    def open_in(browser, path="", base=None, phone=False, dark=False, camera=False):
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            permissions=["camera"] if camera else [],
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if is_trouble(line) else None)
        page.goto((base or running) + "/" + path)
        return page

    yield open_in
    for context in contexts:
        context.close()
    assert not troubles, troubles


def is_trouble(line):
    # Chromium writes every request that was refused to its console; the page has said so already.
    return line.type == "error" and "Failed to load resource" not in line.text


@pytest.fixture
def write():
    """Write digits on the sheet with the mouse, each into its own column."""
    strokes = {
        1: [[(0.5, 0), (0.5, 1)]],
        2: [[(0, 0.2), (0.3, 0), (0.8, 0.05), (0.9, 0.3), (0.5, 0.65), (0, 1), (1, 1)]],
        4: [[(0.35, 0), (0, 0.6), (1, 0.6)], [(0.75, 0.25), (0.7, 1)]],
        7: [[(0, 0), (1, 0), (0.65, 0.5), (0.45, 1)]],
    }

    def on(page, digits, columns=None):
        sheet = page.locator(".sheet").bounding_box()
        columns = columns or len(digits)
        size = min(sheet["width"] / columns * 0.5, sheet["height"] * 0.4)
        for place, digit in enumerate(digits):
            left = sheet["x"] + sheet["width"] * (place + 0.5) / columns - size / 2
            top = sheet["y"] + sheet["height"] * 0.2
            for stroke in strokes[digit]:
                points = [(left + x * size, top + y * size * 1.4) for x, y in stroke]
                page.mouse.move(*points[0])
                page.mouse.down()
                for point in points[1:]:
                    page.mouse.move(*point, steps=5)
                page.mouse.up()

    return on
