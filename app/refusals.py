"""Every refusal is a sentence: JSON under /api, a page elsewhere, each with the right status."""

from flask import current_app, render_template, request
from werkzeug.exceptions import HTTPException

from digitkit import service
from digitkit.preprocessing.picture import PictureError


def register(app):
    """Answer every error of this app in a sentence.

    Parameters
    ----------
    app : flask.Flask
    """
    app.register_error_handler(PictureError, service.refuse)
    app.register_error_handler(HTTPException, refuse)


def refuse(error):
    """Answer any other request that cannot be served, keeping headers such as Allow."""
    sentence = _sentence(error)
    response = error.get_response()
    if request.path.startswith("/api/"):
        response.data = current_app.json.dumps({"error": sentence})
        response.content_type = "application/json"
    else:
        response.data = render_template("refusal.html", status=error.code, sentence=sentence)
        response.content_type = "text/html; charset=utf-8"
    return response


def _sentence(error):
    if error.code == 404:
        return f"There is nothing at {request.path}. The API is described at /api/openapi.json."
    if error.code == 405:
        methods = " or ".join(sorted(set(error.valid_methods or ()) - {"HEAD", "OPTIONS"}))
        return f"{request.method} does not work at {request.path}; use {methods}."
    if error.code == 413:
        megabytes = current_app.config["MAX_PICTURE_BYTES"] / 1e6
        return (
            f"The request is too large: a picture may have {megabytes:.1f} MB, and it comes as a "
            "file in form field 'image' or as the raw body, never as text."
        )
    if error.code == 500:
        return "The server failed at this, and the fault is ours; its log says where."
    return error.description
