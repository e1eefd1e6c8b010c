"""The API: one endpoint that reads a picture, one that says all is well, and their description."""

import math
import time

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.exceptions import TooManyRequests

from digitkit import __version__
from digitkit.preprocessing.picture import open_picture
from digitkit.service import describe_digit, picture_bytes

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
        picture_bytes(request),
        max_bytes=current_app.config["MAX_PICTURE_BYTES"],
        max_pixels=current_app.config["MAX_PICTURE_PIXELS"],
    )
    reading = current_app.extensions["recognizer"].read(picture)
    return {
        "text": reading.text,
        "rejected": reading.rejected,
        "digits": [describe_digit(digit) for digit in reading.digits],
        "candidates": [describe_digit(digit) for digit in reading.candidates],
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
