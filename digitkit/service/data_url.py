"""A picture as text: a page can show it without asking once more, and sends drawings as it."""

import base64

import cv2

from digitkit.preprocessing.picture import NotAPicture, TruncatedPicture

ORDER = {3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}
"""What OpenCV calls the change to its own order of colours, by their number."""


def encode_png(image):
    r"""Write an image as the content of a PNG file.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width), (height, width, 3) or (height, width, 4)
        Grey; red, green and blue; or these and alpha.

    Returns
    -------
    bytes

    Examples
    --------
    >>> import numpy as np
    >>> encode_png(np.zeros((28, 28), np.uint8))[:4]
    b'\x89PNG'
    """
    # OpenCV counts colours from blue to red.
    ordered = image if image.ndim == 2 else cv2.cvtColor(image, ORDER[image.shape[2]])
    encoded, png = cv2.imencode(".png", ordered)
    assert encoded, f"OpenCV could not write a PNG of shape {image.shape}"
    return png.tobytes()


def as_data_url(data, mimetype="image/png"):
    """Write the content of a file as a data URL, which stands where the address of a file could.

    Parameters
    ----------
    data : bytes
        The content.
    mimetype : str
        What it is.

    Returns
    -------
    str
        The bytes in base64 (RFC 4648), as RFC 2397 has it.

    Examples
    --------
    >>> as_data_url(b"seven", "text/plain")
    'data:text/plain;base64,c2V2ZW4='
    """
    return f"data:{mimetype};base64," + base64.b64encode(data).decode("ascii")


def decode_data_url(text):
    """Take the content of a file out of a data URL, as a page's canvas makes one.

    Parameters
    ----------
    text : str
        Such as ``data:image/png;base64,iVBORw0K...``, of whatever kind.

    Returns
    -------
    bytes
        The content of the file.

    Raises
    ------
    NotAPicture
        It is not a data URL in base64.
    TruncatedPicture
        It is one, but cut off or damaged.

    Examples
    --------
    >>> decode_data_url("data:text/plain;base64,c2V2ZW4=")
    b'seven'
    """
    header, comma, encoded = text.partition(",")
    if not (comma and header.startswith("data:") and header.endswith(";base64")):
        raise NotAPicture(f"A data URL begins with data:image/png;base64, and not {text[:30]!r}.")
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise TruncatedPicture(f"The data URL is cut off or damaged: {error}.") from error
