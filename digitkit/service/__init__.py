"""A recogniser behind one address: a picture comes in a request, an answer goes out as JSON.

The finished app and the lessons on serving are made of the same functions.
"""

from digitkit.service.aim import crop_to_aim
from digitkit.service.answers import describe_digit, refuse
from digitkit.service.data_url import as_data_url, decode_data_url, encode_png
from digitkit.service.factory import create_service
from digitkit.service.incoming import picture_bytes
from digitkit.service.stand_in import StandIn

__all__ = [
    "StandIn",
    "as_data_url",
    "create_service",
    "crop_to_aim",
    "decode_data_url",
    "describe_digit",
    "encode_png",
    "picture_bytes",
    "refuse",
]
