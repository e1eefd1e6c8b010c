"""Open any picture file a person may own as upright RGB pixels, or say why it cannot be read.

A picture comes from a stranger, so it is judged by its first bytes (never by its name), and its
size is taken from the header before a single pixel is decoded.
"""

import importlib
import io
import os
import struct
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageStat

from digitkit.preprocessing.paper import lay_on_paper
from digitkit.preprocessing.plain_png import read_plain_png
from digitkit.preprocessing.upright import turn_upright

MAX_BYTES = 20 * 1024 * 1024
"""Most bytes of a picture, where the caller names no other limit."""
MAX_PIXELS = 64_000_000
"""Most pixels of a picture, where the caller names no other limit."""

# Pillow loads every plugin it has before it gives up on a file; naming the one that is needed
# keeps the start of a program quick and leaves rarely tested decoders out of reach.
_PLUGINS = {
    "PNG": "PIL.PngImagePlugin",
    "JPEG": "PIL.JpegImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
    "GIF": "PIL.GifImagePlugin",
    "BMP": "PIL.BmpImagePlugin",
    "TIFF": "PIL.TiffImagePlugin",
    "AVIF": "PIL.AvifImagePlugin",
    "HEIF": "pillow_heif",
}
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_SIZE_FIELDS = {"PNG": (">II", 16), "GIF": ("<HH", 6), "BMP": ("<ii", 18)}


class PictureError(ValueError):
    """A picture that cannot be read; the message is a sentence fit to show to a person.

    Examples
    --------
    >>> try:
    ...     open_picture(b"a letter")
    ... except PictureError as error:
    ...     print(type(error).__name__)
    NotAPicture
    """


class EmptyPicture(PictureError):
    """Nothing came, or a picture without a single pixel.

    Examples
    --------
    >>> try:
    ...     open_picture(b"")
    ... except EmptyPicture as error:
    ...     print(error)
    The picture is empty (0 bytes); choose the file once more.
    """


class NotAPicture(PictureError):
    """The bytes are not one of the picture formats that digitkit reads.

    Examples
    --------
    >>> try:
    ...     open_picture(b"a letter")
    ... except NotAPicture as error:
    ...     print(str(error)[:44])
    This is not a picture that can be read; send
    """


class TruncatedPicture(PictureError):
    """The file starts like a picture, but it is cut off or damaged.

    Examples
    --------
    >>> from digitkit.service import encode_png
    >>> try:
    ...     open_picture(encode_png(np.zeros((9, 9), np.uint8))[:40])
    ... except TruncatedPicture as error:
    ...     print(error)
    The PNG picture is cut off or damaged (40 bytes came); save it or send it once more.
    """


class TooManyBytes(PictureError):
    """The file is larger than what may be read.

    Examples
    --------
    >>> try:
    ...     open_picture(bytes(2_000_000), max_bytes=1_000_000)
    ... except TooManyBytes as error:
    ...     print(error)
    The picture has 2.0 MB, at most 1.0 MB are read; send a smaller copy of it.
    """


class TooManyPixels(PictureError):
    """The header announces more pixels than what may be decoded.

    Examples
    --------
    >>> from digitkit.service import encode_png
    >>> try:
    ...     open_picture(encode_png(np.zeros((99, 99), np.uint8)), max_pixels=1000)
    ... except TooManyPixels as error:
    ...     print(str(error)[:33])
    The picture has 99 × 99 pixels, a
    """


def open_picture(source, *, max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS):
    """Open a picture the right way up, as a person would see it on paper.

    Of an animation the first frame is read. A transparent picture is laid on white, or on black
    where its ink is light, so that the ink never disappears.

    Parameters
    ----------
    source : bytes, str or Path
        The content of a picture file (PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or AVIF), or where
        the file lies.
    max_bytes, max_pixels : int
        What is larger is refused; the pixels are counted from the header, before decoding.

    Returns
    -------
    ndarray of shape (height, width, 3), dtype uint8
        Red, green and blue from 0 to 255.

    Raises
    ------
    EmptyPicture, NotAPicture, TruncatedPicture, TooManyBytes, TooManyPixels
        All of them are `PictureError`, and that is a `ValueError`.
    OSError
        There is no such file, or it may not be read.

    Examples
    --------
    >>> open_picture(b"GIF89a" + bytes(7))
    Traceback (most recent call last):
    ...
    digitkit.preprocessing.picture.EmptyPicture: The picture is 0 × 0 pixels: ...
    """
    data = _read_bytes(source, max_bytes)
    kind = _recognise(data)
    drawing = read_plain_png(data, max_pixels) if kind == "PNG" else None
    if drawing is not None:
        return drawing
    image = _open_header(data, kind, max_pixels)
    try:
        image.load()  # a note may stand behind the pixels
        # Phones store a turned JPEG with a note; a HEIC decoder has already turned the picture.
        orientation = 1 if kind == "HEIF" else image.getexif().get(ExifTags.Base.Orientation, 1)
        return turn_upright(_pixels(_flatten(image)), orientation)
    except Exception as error:  # decoders report damage by nearly every exception there is
        raise _damaged(data, kind) from error


def _read_bytes(source, max_bytes):
    size = len(source) if isinstance(source, bytes) else os.stat(source).st_size
    if size > max_bytes:
        raise TooManyBytes(
            f"The picture has {size / 1e6:.1f} MB, at most {max_bytes / 1e6:.1f} MB are read; "
            "send a smaller copy of it."
        )
    if size == 0:
        raise EmptyPicture("The picture is empty (0 bytes); choose the file once more.")
    return source if isinstance(source, bytes) else Path(source).read_bytes()


def _recognise(data):
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise NotAPicture(
        "This is not a picture that can be read; "
        "send a PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or AVIF file."
    )


def _open_header(data, kind, max_pixels):
    try:
        _refuse_without_pixels(data, kind)
        image = _opener(kind)(io.BytesIO(data), "")
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels(f"The picture is too large to be read: {error}") from error
    except Exception as error:  # decoders report damage by nearly every exception there is
        raise _damaged(data, kind) from error
    if image.width * image.height > max_pixels:
        raise TooManyPixels(
            f"The picture has {image.width} × {image.height} pixels, at most "
            f"{max_pixels / 1e6:.1f} million are read; send a smaller copy of it."
        )
    return image


def _refuse_without_pixels(data, kind):
    # Pillow calls a picture without pixels "not identified"; a person deserves the real reason.
    if kind in _SIZE_FIELDS:
        layout, offset = _SIZE_FIELDS[kind]
        width, height = struct.unpack_from(layout, data, offset)
        if width == 0 or height == 0:
            raise EmptyPicture(
                f"The picture is {width} × {height} pixels: there is nothing to read in it."
            )


def _opener(kind):
    plugin = importlib.import_module(_PLUGINS[kind])
    if kind == "HEIF":
        plugin.register_heif_opener()
    # Image.open would warn on the console about large pictures that are refused here anyway.
    return Image.OPEN[kind][0]


def _damaged(data, kind):
    return TruncatedPicture(
        f"The {kind} picture is cut off or damaged ({len(data)} bytes came); "
        "save it or send it once more."
    )


def _flatten(image):
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_to_eight_bits(np.asarray(image)))
    if image.mode == "RGBA":
        return _lay_on_background(image)
    if image.has_transparency_data:
        return _lay_on_background(image.convert("RGBA"))
    return image


def _pixels(image):
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGB")
    # RGBA drops its alpha on the way out, which saves a copy of every drawing.
    packed = bytearray(image.tobytes("raw", "RGB"))
    return np.frombuffer(packed, np.uint8).reshape(image.height, image.width, 3)


def _to_eight_bits(values):
    if values.dtype.itemsize == 2:
        return (values // 257).astype(np.uint8)
    # 32-bit pictures have no agreed white: their own brightest value takes its place.
    values = np.nan_to_num(values.astype(np.float64), posinf=0, neginf=0)
    values -= values.min()
    return (values * (255 / max(values.max(), 1e-12))).astype(np.uint8)


def _lay_on_background(image):
    alpha = image.getchannel("A")
    faintest, strongest = alpha.getextrema()
    if faintest == 255:
        return image
    paper = 255
    if strongest:
        seen = alpha.point([255 * (2 * level > strongest) for level in range(256)])
        paper = _paper_under(image.convert("L"), seen)
    return Image.fromarray(lay_on_paper(np.asarray(image), paper))


def _paper_under(lightness, seen):
    ink = ImageStat.Stat(lightness, seen)
    coverage = ImageStat.Stat(seen).mean[0] / 255
    is_light = ink.mean[0] > 127
    # A photo or a screenshot with cut corners has a background of its own, which goes on;
    # anything else is ink alone, and ink shows on the opposite.
    continues = coverage > 0.5 and ink.stddev[0] > 12
    return 255 if is_light == continues else 0
