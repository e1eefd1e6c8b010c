"""The way in: where a picture stands in a request."""

from digitkit.preprocessing.picture import EmptyPicture


def picture_bytes(request):
    """Take the bytes of one picture out of a request.

    A page or a program sends the picture in one of two ways: as a file in the form field
    'image' (a form that carries files has the content type multipart/form-data), or as the
    body itself, whatever content type it claims to have.

    Parameters
    ----------
    request : flask.Request
        A POST request.

    Returns
    -------
    bytes
        As they came: nothing is decoded or judged here.

    Raises
    ------
    EmptyPicture
        No picture came: the body is empty, or the form has no file in its field 'image'. The
        message says which, and how to send one.

    Examples
    --------
    >>> from werkzeug.test import EnvironBuilder
    >>> picture_bytes(EnvironBuilder(method="POST", data=b"a picture").get_request())
    b'a picture'
    """
    advice = "Send it as a file in form field 'image', or as the raw body."
    if request.mimetype != "multipart/form-data":
        data = request.get_data(cache=False)
        if not data:
            raise EmptyPicture(f"No picture arrived. {advice}")
        return data
    if "image" in request.files:
        return request.files["image"].read()
    if "image" in request.form:
        raise EmptyPicture(f"The field 'image' holds text, not a file. {advice}")
    raise EmptyPicture(f"The form has no file field 'image'. {advice}")
