"""The one page with its three ways to bring a picture."""

from flask import Blueprint, current_app, render_template

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def index():
    """Show the page on which a person draws, uploads or points a camera."""
    return render_template("index.html", max_bytes=current_app.config["MAX_PICTURE_BYTES"])
