"""The tests that lesson 09 asks for, as one might write them."""

import io
import os

import numpy as np

from digitkit.service import StandIn, encode_png


def test_create_service(create_service):
    """Hold that ``create_service(recognizer)`` gives a service that keeps its promises.

    Fail (with ``assert``) where it breaks one of them, and let a good one pass. At /predict,

    - a picture that is sent with POST, as the raw body or as the file field 'image' of a form, is
      answered with 200, and with the text that the recogniser reads in it;
    - a POST without a picture is answered with 400, and one with something that is no picture
      with 415;
    - a GET is answered with 405;
    - each of these three refusals is JSON, with a sentence under 'error';
    - no picture is kept: the folder holds afterwards what it held before.

    Parameters
    ----------
    create_service : callable
        Called as ``create_service(recognizer)``, it gives a Flask app.
    """
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "42.png")}):
        answer = client.post("/predict", data=data)
        assert answer.status_code == 200, f"a picture got {answer.status}: {answer.text:.80}"
        assert answer.json["text"] == "42", f"42 was read, and {answer.json['text']} answered"
    for refusal, status in [
        (client.post("/predict"), 400),
        (client.post("/predict", data=b"Dear Sir"), 415),
        (client.get("/predict"), 405),
    ]:
        assert refusal.status_code == status, f"expected {status}, got {refusal.status}"
        assert refusal.is_json and refusal.json["error"], f"{status} came as {refusal.text:.40}"
    assert os.listdir() == before, "the service left a file behind"
