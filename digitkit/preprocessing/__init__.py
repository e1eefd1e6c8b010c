"""From a picture, or from MNIST's bytes, to the numbers a network is fed."""

from digitkit.preprocessing.arrays import add_channel, one_hot, scale, standardize
from digitkit.preprocessing.framing import center_by_mass, crop_to_ink, fit_in_box, frame_digit
from digitkit.preprocessing.paper import lay_on_paper
from digitkit.preprocessing.photo import Found, find_digits
from digitkit.preprocessing.picture import PictureError, open_picture
from digitkit.preprocessing.upright import turn_upright

__all__ = [
    "Found",
    "PictureError",
    "add_channel",
    "center_by_mass",
    "crop_to_ink",
    "find_digits",
    "fit_in_box",
    "frame_digit",
    "lay_on_paper",
    "one_hot",
    "open_picture",
    "scale",
    "standardize",
    "turn_upright",
]
