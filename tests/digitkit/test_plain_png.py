"""The quick way to read a drawing, held to what Pillow makes of the same bytes."""

import io
import struct
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from digitkit.preprocessing import picture
from digitkit.preprocessing.picture import PictureError, open_picture
from digitkit.preprocessing.plain_png import read_plain_png

DRAWING = Path(__file__).parents[2] / "benchmarks" / "drawing.png"
MANY = 10**7
END = (b"IEND", b"")


@pytest.fixture
def rng():
    return np.random.default_rng(20)


def up_filtered(pixels, filters=2):
    """Filter rows as PNG has it: by default each less the one above."""
    rows = pixels.reshape(len(pixels), -1)
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    filters = np.broadcast_to(np.uint8(filters), len(rows))[:, None]
    return np.hstack([filters, np.where(filters == 2, rows - above, rows)]).tobytes()


def chunk(kind, body):
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def png(size, packed, *, before=(), after=(END,), fields=(8, 2, 0, 0, 0), cuts=()):
    """Write a PNG with any image data, cut into several chunks, and any others around it."""
    parts = [packed[a:b] for a, b in pairwise([0, *sorted(cuts), len(packed)])]
    header = struct.pack(">II5B", *size, *fields)
    chunks = [(b"IHDR", header), *before, *[(b"IDAT", part) for part in parts], *after]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def sketch(rng, height=None, width=None):
    """Make pixels with strokes and noise, as few or as many as they may be."""
    height, width = height or int(rng.integers(1, 70)), width or int(rng.integers(1, 70))
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[height // 3 :, width // 2 :] = rng.integers(0, 256, 3)
    noisy = rng.random((height, width)) < rng.choice([0, 0.02, 0.5])
    pixels[noisy] = rng.integers(0, 256, (noisy.sum(), 3))
    return pixels


def by_pillow(data, monkeypatch):
    """Read with the quick way blocked; give the pixels, or the kind of refusal."""
    with monkeypatch.context() as patch:
        patch.setattr(picture, "read_plain_png", lambda data, max_pixels: None)
        return outcome(data)


def outcome(data):
    try:
        pixels = open_picture(data)
    except PictureError as error:
        return type(error), str(error)
    return pixels.shape, pixels.dtype, pixels.flags.writeable, pixels.tobytes()


def test_a_drawing_of_the_app_takes_the_quick_way():
    data = DRAWING.read_bytes()
    pixels = read_plain_png(data, MANY)
    assert np.array_equal(pixels, np.array(Image.open(io.BytesIO(data)).convert("RGB")))


def test_the_pixels_are_pillow_s_bit_for_bit(rng, monkeypatch):
    for _ in range(300):
        pixels = sketch(rng)
        packed = zlib.compress(up_filtered(pixels), int(rng.integers(0, 10)))
        cuts = rng.integers(0, len(packed), rng.integers(0, 4)).tolist()
        data = png(pixels.shape[1::-1], packed, cuts=cuts)
        quick = read_plain_png(data, MANY)
        assert np.array_equal(quick, pixels), f"{pixels.shape}, cut at {cuts}"
        assert outcome(data) == by_pillow(data, monkeypatch)


def test_damage_anywhere_is_judged_as_pillow_judges_it(rng, monkeypatch):
    refused = 0
    for _ in range(1500):
        data = bytearray(png((9, 7), zlib.compress(up_filtered(sketch(rng, 7, 9)))))
        for place in rng.integers(0, len(data), rng.integers(1, 4)):
            data[place] = rng.integers(0, 256)
        data = bytes(data[: rng.integers(8, len(data)) if rng.random() < 0.2 else None])
        judged = outcome(data)
        assert judged == by_pillow(data, monkeypatch)
        refused += len(judged) == 2
    assert refused > 300, f"only {refused} of 1500 were damaged enough to show anything"


def test_damage_under_good_checksums_is_judged_as_pillow_judges_it(rng, monkeypatch):
    for _ in range(1000):
        packed = bytearray(zlib.compress(up_filtered(sketch(rng, 12, 10))))
        for place in rng.integers(0, len(packed), rng.integers(0, 3)):
            packed[place] = rng.integers(0, 256)
        packed = bytes(packed[: rng.integers(0, len(packed)) if rng.random() < 0.5 else None])
        data = png((10, 12), packed)
        quick = read_plain_png(data, MANY)
        assert quick is None or quick.tobytes() == by_pillow(data, monkeypatch)[3]
        assert outcome(data) == by_pillow(data, monkeypatch)


PIXELS = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
PACKED = zlib.compress(up_filtered(PIXELS))
TURNED = Image.Exif()
TURNED[0x0112] = 6
OTHERS = {
    "another filter in one row": png((5, 4), zlib.compress(up_filtered(PIXELS, [2, 2, 0, 2]))),
    "a palette": png((5, 4), PACKED, fields=(8, 3, 0, 0, 0)),
    "sixteen bits": png((5, 2), PACKED, fields=(16, 2, 0, 0, 0)),
    "interlaced": png((5, 4), PACKED, fields=(8, 2, 0, 0, 1)),
    "turned by a note": png((5, 4), PACKED, before=[(b"eXIf", TURNED.tobytes()[6:])]),
    "one colour transparent": png((5, 4), PACKED, before=[(b"tRNS", bytes(6))]),
    "words": png((5, 4), PACKED, before=[(b"tEXt", b"Title\0A five")]),
    "a note after the pixels": png((5, 4), PACKED, after=[(b"eXIf", TURNED.tobytes()[6:]), END]),
    "animated": png((5, 4), PACKED, before=[(b"acTL", struct.pack(">II", 1, 0))]),
    "no end": png((5, 4), PACKED, after=()),
    "more after the end": png((5, 4), PACKED) + b"more",
    "no pixels": png((5, 4), b""),
    "a row too few": png((5, 5), PACKED),
    "a row too many": png((5, 3), PACKED),
    "cut off under a good checksum": png((5, 4), PACKED[:-5]),
    "a wrong sum of the pixels": png((5, 4), PACKED[:-1] + bytes([PACKED[-1] ^ 1])),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_whatever_is_not_plain_is_left_to_pillow(data, monkeypatch):
    assert read_plain_png(data, MANY) is None
    assert outcome(data) == by_pillow(data, monkeypatch)


def test_a_picture_over_the_limit_is_left_to_be_refused():
    data = png((5, 4), PACKED)
    assert read_plain_png(data, 20) is not None and read_plain_png(data, 19) is None


def test_a_bomb_is_never_unpacked(monkeypatch):
    unpacked = []
    real = zlib.decompress
    monkeypatch.setattr(zlib, "decompress", lambda *a, **k: unpacked.append(real(*a, **k)))
    for size in ((60_000, 60_000), (8000, 1), (1, 1)):
        read_plain_png(png(size, zlib.compress(bytes(10**8), 9)), 10**10)
    assert not unpacked, "more than 64 kB of deflated bytes, which may become any amount"
