import base64
import io

import numpy as np
import pytest
from PIL import Image


def as_form(data, name="picture.png"):
    return {"data": {"image": (io.BytesIO(data), name)}, "content_type": "multipart/form-data"}


def as_body(data, mimetype="image/png"):
    return {"data": data, "content_type": mimetype}


@pytest.mark.parametrize("digit", range(10))
def test_a_drawing_of_each_digit_is_read(client, drawing, encoded, digit):
    answer = client.post("/api/predict", **as_body(encoded(drawing(digit)))).json
    assert answer["text"] == str(digit) and answer["rejected"] is False
    assert np.argmax(answer["digits"][0]["probabilities"]) == digit


@pytest.mark.parametrize(
    "send",
    [as_form, as_body, lambda data: as_body(data, "application/x-www-form-urlencoded")],
    ids=["as a file", "as the body", "as curl --data-binary does"],
)
def test_file_and_body_give_the_same_answer(client, drawing, encoded, send):
    answer = client.post("/api/predict", **send(encoded(drawing(4)))).json
    assert answer.pop("milliseconds") > 0
    expected = client.post("/api/predict", **as_form(encoded(drawing(4)))).json
    expected.pop("milliseconds")
    assert answer == expected and answer["text"] == "4"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "HEIF"])
def test_every_promised_format_is_read(client, drawing, encoded, kind):
    from pillow_heif import register_heif_opener

    register_heif_opener()
    data = encoded(drawing(7), kind)
    assert client.post("/api/predict", **as_form(data, "photo")).json["text"] == "7"


def test_a_photo_taken_with_a_turned_phone_is_read(client, drawing, encoded):
    note = Image.Exif()
    note[0x0112] = 6
    stored = drawing(7).transpose(Image.Transpose.ROTATE_90)
    answer = client.post("/api/predict", **as_body(encoded(stored, "JPEG", exif=note))).json
    assert answer["text"] == "7" and answer["size"] == [320, 240]


@pytest.mark.parametrize("ink", [0, 255], ids=["dark ink", "light ink"])
def test_ink_on_a_transparent_background_is_read(client, mnist_digit, encoded, ink):
    alpha = Image.fromarray(mnist_digit(3)).resize((200, 200), Image.Resampling.BICUBIC)
    image = Image.merge("LA", [Image.new("L", alpha.size, ink), alpha]).convert("RGBA")
    assert client.post("/api/predict", **as_body(encoded(image))).json["text"] == "3"


def test_several_digits_come_in_reading_order_each_with_its_box(client, photo, encoded):
    answer = client.post("/api/predict", **as_form(encoded(photo([3, 1, 4]), "JPEG"))).json
    assert answer["text"] == "314"
    lefts = [found["box"][0] for found in answer["digits"]]
    assert lefts == sorted(lefts) and answer["size"] == [900, 675]


def test_a_blank_sheet_is_no_digit(client, encoded):
    answer = client.post(
        "/api/predict", **as_body(encoded(Image.new("RGB", (320, 240), "white")))
    ).json
    assert (answer["rejected"], answer["text"], answer["digits"]) == (True, "", [])


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (1, 900), (900, 1), (28, 28), (640, 480)])
@pytest.mark.parametrize("fill", ["white", "black", "grey", "noise", "one dot"])
def test_a_picture_without_sense_is_answered_too(client, encoded, size, fill):
    if fill == "noise":
        noise = np.random.default_rng(2).integers(0, 256, (*size[::-1], 3), dtype=np.uint8)
        image = Image.fromarray(noise)
    else:
        image = Image.new("RGB", size, "white" if fill == "one dot" else fill)
        if fill == "one dot":
            image.putpixel((0, 0), (0, 0, 0))
    answer = client.post("/api/predict", **as_body(encoded(image)))
    assert answer.status_code == 200 and answer.json["size"] == list(size)
    if fill != "noise":
        assert answer.json["rejected"], f"a {fill} picture is read as {answer.json['text']}"


def test_the_answer_shows_what_the_model_saw(client, drawing, encoded, recognizer):
    answer = client.post("/api/predict", **as_body(encoded(drawing(7)))).json
    found = answer["digits"][0]
    seen = np.array(Image.open(io.BytesIO(base64.b64decode(found["image"].split(",")[1]))))
    assert seen.shape == (28, 28) and seen.dtype == np.uint8
    again = recognizer.classify(seen[None])[0]
    assert np.allclose(again[:10], found["probabilities"], atol=1e-4), (
        "the 28 x 28 picture in the answer is not the one that the model judged"
    )


def test_health_says_that_all_is_well(client):
    from digitkit import __version__

    assert client.get("/api/health").json == {"status": "ok", "version": __version__}
