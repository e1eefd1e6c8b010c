"""The web app: a drawing, a picture or a live camera goes in, the digits come out."""

import io

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

from app import api, pages, refusals, security
from app.rate_limit import RateLimit
from digitkit.preprocessing.picture import MAX_BYTES
from digitkit.recognizer import Recognizer

DEFAULTS = {
    "MAX_PICTURE_BYTES": MAX_BYTES,
    "MAX_PICTURE_PIXELS": 50_000_000,
    # A drawing or a camera asks at most twelve times a second; 0 lifts the limit.
    "REQUESTS_PER_SECOND": 60,
    "REQUESTS_AT_ONCE": 120,
    # Behind a proxy such as a JupyterHub's: believe X-Forwarded-Prefix, so that links lead home.
    "BEHIND_PREFIX": False,
}
FORM_OVERHEAD_BYTES = 64 * 1024


class InMemoryRequest(Request):
    """A request whose uploaded picture never touches the disk.

    Werkzeug would put a file of more than half a megabyte into a temporary file.
    """

    def _get_file_stream(self, *args, **kwargs):
        return io.BytesIO()


def create_app(config=None, recognizer=None):
    """Build the app, ready for any WSGI server.

    Parameters
    ----------
    config : dict, optional
        Overrides `DEFAULTS`; so do environment variables such as
        ``DIGITKIT_REQUESTS_PER_SECOND=1000``, unless ``config`` names the same key.
    recognizer : Recognizer, optional
        What reads the pictures; without it the model that ships with digitkit is loaded.

    Returns
    -------
    flask.Flask

    Examples
    --------
    >>> client = create_app().test_client()
    >>> client.get("/api/health").json["status"]
    'ok'
    """
    app = Flask(__name__)
    app.request_class = InMemoryRequest
    app.json.sort_keys = False
    app.config.from_mapping(DEFAULTS)
    app.config.from_prefixed_env("DIGITKIT")
    app.config.from_mapping(config or {})
    app.config.setdefault("MAX_CONTENT_LENGTH", None)
    if app.config["MAX_CONTENT_LENGTH"] is None:
        app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_PICTURE_BYTES"] + FORM_OVERHEAD_BYTES
    app.extensions["recognizer"] = recognizer or Recognizer.load()
    app.extensions["rate_limit"] = RateLimit(
        app.config["REQUESTS_PER_SECOND"], app.config["REQUESTS_AT_ONCE"]
    )
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    refusals.register(app)
    app.wsgi_app = security.with_headers(app.wsgi_app)
    if app.config["BEHIND_PREFIX"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=0, x_prefix=1)
    return app
