"""The API: one endpoint that reads a picture, one that says all is well, and their description."""

import base64
import math
import time

import cv2
from flask import Blueprint, Response, abort, current_app, render_template, request
from werkzeug.exceptions import TooManyRequests

from digitkit import __version__
from digitkit.preprocessing.picture import open_picture

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/health")
def health():
    """Say that the server runs and its model is loaded."""
    return {"status": "ok", "version": __version__}


@blueprint.get("/openapi.json")
def openapi():
    """Describe this API for machines (OpenAPI 3.1)."""
    description = render_template("openapi.json", version=__version__)
    return Response(description, mimetype="application/json")


@blueprint.post("/predict")
def predict():
    """Read the digits of one picture, sent as form field 'image' or as the raw body."""
    started = time.perf_counter()
    _keep_to_the_rate()
    picture = open_picture(
        _picture_bytes(),
        max_bytes=current_app.config["MAX_PICTURE_BYTES"],
        max_pixels=current_app.config["MAX_PICTURE_PIXELS"],
    )
    reading = current_app.extensions["recognizer"].read(picture)
    return {
        "text": reading.text,
        "rejected": reading.rejected,
        "digits": [_describe(digit) for digit in reading.digits],
        "candidates": [_describe(digit) for digit in reading.candidates],
        "size": [picture.shape[1], picture.shape[0]],
        "milliseconds": round((time.perf_counter() - started) * 1000, 3),
    }


def _keep_to_the_rate():
    seconds = current_app.extensions["rate_limit"].wait(request.remote_addr)
    if seconds:
        # A whole number, as RFC 9110 wants it; rounded up, so that the next try succeeds.
        seconds = math.ceil(seconds)
        raise TooManyRequests(
            f"Too many pictures at once; try again in {seconds} s.", retry_after=seconds
        )


def _picture_bytes():
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=False) or _refuse("No picture arrived.")
    if "image" in request.files:
        return request.files["image"].read()
    if "image" in request.form:
        return _refuse("The field 'image' holds text, not a file.")
    return _refuse("The form has no file field 'image'.")


def _refuse(reason):
    abort(400, f"{reason} Send it as a file in form field 'image', or as the raw body.")


def _describe(digit):
    encoded, png = cv2.imencode(".png", digit.image)
    assert encoded, "OpenCV could not write a 28 x 28 PNG"
    return {
        "digit": digit.digit,
        "confidence": round(digit.confidence, 6),
        "box": list(digit.box),
        "probabilities": [round(p, 6) for p in digit.probabilities],
        "image": "data:image/png;base64," + base64.b64encode(png.tobytes()).decode("ascii"),
    }
