"""What is inside of the aim box of a live camera."""

from digitkit.preprocessing.picture import EmptyPicture


def crop_to_aim(frame, view, aim):
    """Cut out of a camera's frame what a person sees inside of the aim box.

    The video covers its view as a page's ``object-fit: cover`` has it: it is made just large
    enough, in its own proportions, that nothing of the view stays empty; what sticks out, sticks
    out evenly on both sides. (The app does the same in the browser, to send fewer pixels:
    app/static/camera.js.)

    Parameters
    ----------
    frame : ndarray of uint8, shape (height, width, 3)
        In pixels of the video.
    view : (float, float)
        Width and height of what the page shows the video in, in pixels of the screen.
    aim : (float, float, float, float)
        x, y, width and height of the box, in pixels of the screen, from the view's corner at the
        top left.

    Returns
    -------
    ndarray of uint8
        A view of `frame`: the part of the box that lies in it.

    Raises
    ------
    EmptyPicture
        No part of the box lies in the frame.

    Examples
    --------
    >>> import numpy as np
    >>> crop_to_aim(np.zeros((480, 640, 3), np.uint8), (320, 240), (80, 60, 160, 120)).shape
    (240, 320, 3)
    """
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = (aim[0] - (view[0] - width * scale) / 2) / scale
    top = (aim[1] - (view[1] - height * scale) / 2) / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside of the camera's picture; move it inside.")
    return part
