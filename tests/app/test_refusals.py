import io
import struct
import zlib

import pytest

from app import create_app

LIMITS = {"MAX_PICTURE_BYTES": 40_000, "MAX_PICTURE_PIXELS": 90_000, "REQUESTS_PER_SECOND": 0}


def png_of_size(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(bytes(99))),
            chunk(b"IEND", b""),
        ]
    )


WHOLE = png_of_size(1, 1)


def form(**fields):
    return {"data": fields, "content_type": "multipart/form-data"}


def upload(data):
    return form(image=(io.BytesIO(data), "picture.png"))


def body(data, mimetype="image/png"):
    return {"data": data, "content_type": mimetype}


PREDICT = "/api/predict"
ROWS = {
    "nothing sent": ("POST", PREDICT, {}, 400, "No picture arrived. Send it as a file"),
    "an empty body": ("POST", PREDICT, body(b""), 400, "No picture arrived"),
    "an empty file": ("POST", PREDICT, upload(b""), 400, "0 bytes"),
    "a form without a picture": ("POST", PREDICT, form(name="x"), 400, "no file field 'image'"),
    "another field": (
        "POST",
        PREDICT,
        form(photo=(io.BytesIO(WHOLE), "x.png")),
        400,
        "no file field 'image'",
    ),
    "a picture as text": ("POST", PREDICT, form(image="data:image/png;base64,"), 400, "holds text"),
    "a large picture as text": ("POST", PREDICT, form(image="x" * 600_000), 413, "never as text"),
    "a form without a boundary": (
        "POST",
        PREDICT,
        body(b"x", "multipart/form-data"),
        400,
        "no file field 'image'",
    ),
    "not a picture": ("POST", PREDICT, upload(b"Dear Sir or Madam"), 415, "not a picture"),
    "a PDF": ("POST", PREDICT, body(b"%PDF-1.7 ..."), 415, "send a PNG, JPEG"),
    "JSON": ("POST", PREDICT, body(b'{"image": 1}', "application/json"), 415, "not a picture"),
    "a cut off picture": ("POST", PREDICT, upload(WHOLE[:40]), 400, "cut off or damaged"),
    "only a signature": ("POST", PREDICT, body(WHOLE[:8]), 400, "cut off or damaged"),
    "no width": ("POST", PREDICT, upload(png_of_size(0, 9)), 400, "0 × 9 pixels"),
    "no height": ("POST", PREDICT, upload(png_of_size(9, 0)), 400, "9 × 0 pixels"),
    "too many bytes": ("POST", PREDICT, upload(bytes(40_001)), 413, "at most 0.0 MB"),
    "far too many bytes": ("POST", PREDICT, body(bytes(200_000)), 413, "too large"),
    "too many pixels": ("POST", PREDICT, upload(png_of_size(301, 300)), 413, "301 × 300"),
    "a decompression bomb": (
        "POST",
        PREDICT,
        upload(png_of_size(50_000, 50_000)),
        413,
        "50000 × 50000",
    ),
    "the wrong method": ("GET", PREDICT, {}, 405, "use POST"),
    "another wrong method": ("DELETE", "/api/health", {}, 405, "use GET"),
    "an unknown path of the API": ("GET", "/api/nothing", {}, 404, "/api/openapi.json"),
    "an unknown path below one that exists": ("POST", PREDICT + "/", {}, 404, "nothing at"),
}


@pytest.mark.parametrize(("method", "path", "request_", "status", "words"), ROWS.values(), ids=ROWS)
def test_every_refusal_is_a_sentence_with_its_status(
    recognizer, method, path, request_, status, words
):
    client = create_app(LIMITS, recognizer).test_client()
    answer = client.open(path, method=method, **request_)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert list(answer.json) == ["error"] and words in answer.json["error"], answer.json
    assert answer.json["error"].endswith("."), "a sentence ends with a full stop"


def test_a_wrong_method_names_the_right_one_for_machines_too(client):
    assert "POST" in client.get(PREDICT).headers["Allow"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("POST", "/", 405)]
)
def test_a_person_gets_a_page_not_json(client, method, path, status):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "Back to the digit reader" in answer.text


def test_an_address_is_never_taken_for_markup(client):
    answer = client.get("/<script>alert(1)</script>")
    assert answer.status_code == 404 and "<script>alert" not in answer.text


def test_a_fault_of_ours_is_a_sentence_too_and_keeps_the_picture_out_of_the_log(caplog):
    class Broken:
        def read(self, picture):
            raise RuntimeError("the model is broken")

    client = create_app({"REQUESTS_PER_SECOND": 0}, Broken()).test_client()
    answer = client.post(PREDICT, **body(png_of_size(1, 1)))
    assert answer.status_code == 500 and "fault is ours" in answer.json["error"]
    assert "the model is broken" in caplog.text and "IHDR" not in caplog.text
