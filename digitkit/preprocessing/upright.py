"""Turn a photo the way the camera was held."""


def turn_upright(picture, orientation):
    """Turn a stored photo upright.

    A camera stores its pixels as its chip gave them, and notes beside them how they must be
    turned and mirrored: the tag Orientation of the Exif standard (CIPA DC-008, section 4.6.5).

    Parameters
    ----------
    picture : ndarray of shape (height, width) or (height, width, 3)
        As it was stored.
    orientation : int
        1 to 8. With any other value, as with 1, the picture stays as it is.

    Returns
    -------
    ndarray
        A view of `picture`; from 5 on, height and width have changed places.

    Examples
    --------
    >>> import numpy as np
    >>> turn_upright(np.array([[1, 2, 3], [4, 5, 6]]), 6).tolist()
    [[4, 1], [5, 2], [6, 3]]
    """
    if orientation in (5, 6, 7, 8):
        picture = picture.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        picture = picture[:, ::-1]
    if orientation in (3, 4, 7, 8):
        picture = picture[::-1]
    return picture
