"""The smallest service there is: one recogniser, one address, every refusal a sentence."""

from flask import Flask, request
from werkzeug.exceptions import HTTPException

from digitkit.preprocessing.picture import MAX_BYTES, PictureError, open_picture
from digitkit.service.answers import describe_digit, refuse
from digitkit.service.incoming import picture_bytes


def create_service(recognizer, max_bytes=MAX_BYTES):
    """Build a service that reads pictures, ready for a server or a test client.

    POST /predict takes one picture and answers in JSON: ``text``, ``rejected`` and ``digits``,
    or ``error`` with the status of `refuse`.

    Parameters
    ----------
    recognizer : Recognizer
        Made once, before; its ``read`` is called at every request.
    max_bytes : int
        A larger body is refused before it is read.

    Returns
    -------
    flask.Flask
        A new one at every call, which shares nothing with the others.

    Examples
    --------
    >>> from digitkit.service import StandIn
    >>> client = create_service(StandIn("7")).test_client()
    >>> client.post("/predict").json["error"]
    "No picture arrived. Send it as a file in form field 'image', or as the raw body."
    """
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service
