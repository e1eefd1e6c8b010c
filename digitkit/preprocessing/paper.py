"""Lay a transparent picture on paper, so that its ink is seen."""

import numpy as np


def lay_on_paper(picture, paper=255):
    """Lay a picture with transparency on paper of one grey.

    Each point shows as much of the picture as its alpha says, and the paper for the rest.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 4)
        Red, green and blue, and alpha: 0 lets all of the paper through, 255 nothing.
    paper : int, default 255
        Its grey, 0 (black) to 255 (white).

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)
        A new picture, in which nothing is transparent.

    Examples
    --------
    >>> nothing, soft_black = [0, 0, 0, 0], [0, 0, 0, 128]
    >>> lay_on_paper(np.array([[nothing, soft_black]], np.uint8)).tolist()
    [[[255, 255, 255], [127, 127, 127]]]
    """
    # 255 * 255 does not fit into 8 bits; into 16 it does.
    colours, alpha = picture[..., :3], picture[..., 3:].astype(np.uint16)
    mixed = alpha * colours + (255 - alpha) * paper
    return ((mixed + 127) // 255).astype(np.uint8)
