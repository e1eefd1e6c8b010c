"""What a browser may do with our pages, sent along with every answer."""

# The boxes and bars are moved by scripts through the style object, which needs no inline style;
# data: and blob: are the 28 × 28 pictures of an answer and the preview of an upload.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
NEVER_KEPT = [("Cache-Control", "no-store")]


def with_headers(wsgi_app):
    """Add the security headers; an answer about a picture is never kept in a cache either.

    Around the app rather than in it, where the framework would check these constants anew at
    every answer.

    Parameters
    ----------
    wsgi_app : callable
        Of which every answer gets the headers, refusals and files included.

    Returns
    -------
    callable
        The same for a server.
    """

    def answer(environ, start_response):
        added = HEADERS + NEVER_KEPT if environ["PATH_INFO"].startswith("/api/") else HEADERS

        def start(status, headers, exc_info=None):
            return start_response(status, [*headers, *added], exc_info)

        return wsgi_app(environ, start)

    return answer
