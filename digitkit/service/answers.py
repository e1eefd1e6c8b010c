"""The way out: what was read, or why nothing was, as JSON can hold it."""

from werkzeug.exceptions import HTTPException

from digitkit.preprocessing.picture import NotAPicture, TooManyBytes, TooManyPixels
from digitkit.service.data_url import as_data_url, encode_png


def describe_digit(digit):
    """Describe one digit in Python's own types, which JSON can hold.

    Parameters
    ----------
    digit : Digit
        As `digitkit.recognizer` gives it; its numbers may be NumPy's.

    Returns
    -------
    dict
        ``digit`` (int), ``confidence`` (float from 0 to 1, six decimals), ``box`` (list of four
        int: x, y, width, height), ``probabilities`` (list of ten float, six decimals) and
        ``image`` (str: the 28 by 28 pixels that the model saw, a PNG as a data URL).

    Examples
    --------
    >>> from digitkit.service import StandIn
    >>> described = describe_digit(StandIn("7").read(None).digits[0])
    >>> described["digit"], described["confidence"], described["box"]
    (7, 0.91, [0, 0, 28, 28])
    """
    return {
        "digit": int(digit.digit),
        "confidence": round(float(digit.confidence), 6),
        "box": [int(side) for side in digit.box],
        "probabilities": [round(float(p), 6) for p in digit.probabilities],
        "image": as_data_url(encode_png(digit.image)),
    }


def refuse(error):
    """Answer a request that cannot be served: a sentence, and the status that says whose fault.

    Parameters
    ----------
    error : PictureError or werkzeug.exceptions.HTTPException
        Why not.

    Returns
    -------
    answer : dict
        With the one key ``error``: a sentence fit to show to a person.
    status : int
        Of HTTP (RFC 9110): 413 for too many bytes or pixels, 415 for what is no picture, 400 for
        any other picture that cannot be read. An HTTPException brings its own.

    Examples
    --------
    >>> refuse(NotAPicture("This is not a picture."))
    ({'error': 'This is not a picture.'}, 415)
    """
    if isinstance(error, HTTPException):
        return {"error": error.description}, error.code
    if isinstance(error, TooManyBytes | TooManyPixels):
        return {"error": str(error)}, 413
    if isinstance(error, NotAPicture):
        return {"error": str(error)}, 415
    return {"error": str(error)}, 400
