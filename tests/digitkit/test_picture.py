import io
import os
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from digitkit.preprocessing.picture import (
    EmptyPicture,
    NotAPicture,
    PictureError,
    TooManyBytes,
    TooManyPixels,
    TruncatedPicture,
    open_picture,
)

FORMATS = ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF"]


@pytest.fixture(scope="module", autouse=True)
def heif_writer():
    import pillow_heif

    pillow_heif.register_heif_opener()


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def corner_mark(size=(64, 48)):
    """Make a white sheet with one dark block in the upper left corner."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    return image


def png_header(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_upright_rgb_pixels(kind):
    pixels = open_picture(saved(corner_mark(), kind))
    assert pixels.shape == (48, 64, 3) and pixels.dtype == np.uint8
    assert pixels[2:10, 2:14].max() < 60, f"{kind}: the dark block is not in the upper left corner"
    assert pixels[20:, 24:].min() > 200, f"{kind}: the paper is not white"
    assert pixels.flags.writeable


@pytest.mark.parametrize("as_text", [True, False])
def test_a_path_reads_like_its_bytes(tmp_path, as_text):
    path = tmp_path / "a picture with no suffix"
    path.write_bytes(saved(corner_mark(), "PNG"))
    pixels = open_picture(str(path) if as_text else path)
    assert np.array_equal(pixels, open_picture(path.read_bytes()))


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match="nowhere.png"):
        open_picture("nowhere.png")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_turned_picture_is_turned_right(kind, orientation):
    upright = corner_mark()
    undo = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    stored = upright
    for step in undo.get(orientation, []):
        stored = stored.transpose(step)
    note = Image.Exif()
    note[0x0112] = orientation
    pixels = open_picture(saved(stored, kind, exif=note))
    assert pixels.shape == (48, 64, 3), f"orientation {orientation} gave shape {pixels.shape}"
    difference = np.abs(pixels.astype(int) - np.array(upright)).mean()
    assert difference < 4, f"orientation {orientation} is not undone: {difference:.0f} levels off"


def test_a_heic_is_not_turned_a_second_time():
    note = Image.Exif()
    note[0x0112] = 6
    sheet = corner_mark()
    sheet.info["exif"] = note.tobytes()
    data = saved(sheet, "HEIF", quality=100)
    assert b"irot" in data, "the writer no longer turns the picture; the test proves nothing"
    turned = open_picture(data)
    # The library turns it while decoding; a second turn would make it landscape again.
    assert turned.shape == (64, 48, 3), f"one quarter turn of 64 × 48 gave {turned.shape}"
    assert turned[2:14, -10:-2].max() < 60, "the block belongs in the upper right corner"


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "CMYK", "I", "F", "YCbCr"]
)
def test_every_pixel_layout_keeps_its_tones(mode):
    ramp = np.tile(np.arange(256, dtype=np.uint8), (16, 1))
    if mode == "I;16":
        image = Image.fromarray(ramp.astype(np.uint16) * 257)
    elif mode in ("I", "F"):
        image = Image.fromarray(ramp).convert(mode)
    elif mode in ("P", "PA"):
        image = Image.fromarray(ramp).convert("P").convert(mode)
    else:
        image = Image.fromarray(ramp).convert("RGB").convert(mode)
    kind = "PNG" if mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else "TIFF"
    pixels = open_picture(saved(image, kind)).astype(int)
    assert pixels.shape == (16, 256, 3)
    expected = np.repeat(ramp[..., None], 3, axis=-1)
    if mode == "1":  # dithered: right on the average
        pixels, expected = (
            pixels.reshape(16, 16, 16, 3).mean((0, 2)),
            expected.reshape(16, 16, 16, 3).mean((0, 2)),
        )
    off = np.abs(pixels - expected).max()
    assert off <= (40 if mode == "1" else 12), f"{mode}: a tone is off by {off:.0f}"


@pytest.mark.parametrize("byte_order", ["<", ">"])
def test_sixteen_bits_are_scaled_not_cut(byte_order):
    values = np.array([[0, 128 * 257, 65535]], dtype=f"{byte_order}u2")
    mode = "I;16" if byte_order == "<" else "I;16B"
    image = Image.frombytes(mode, (3, 1), values.tobytes())
    assert open_picture(saved(image, "TIFF"))[0, :, 0].tolist() == [0, 128, 255]


@pytest.mark.parametrize("ink", [(0, 0, 0), (255, 255, 255), (20, 40, 160), (255, 230, 120)])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_ink_on_a_transparent_background_stays_visible(kind, ink):
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((*ink, 255), (20, 10, 40, 50))
    grey = open_picture(saved(image, kind, **({"lossless": True} if kind == "WEBP" else {}))).mean(
        axis=2
    )
    contrast = abs(grey[30, 30] - grey[2, 2])
    assert contrast > 100, f"ink {ink} differs from its background by {contrast:.0f} levels"


def test_thick_ink_that_covers_most_of_the_picture_stays_visible():
    image = Image.new("RGBA", (40, 60), (0, 0, 0, 255))
    image.paste((0, 0, 0, 0), (12, 12, 28, 48))
    pixels = open_picture(saved(image, "PNG"))
    assert pixels[30, 20].tolist() == [255, 255, 255] and pixels[2, 2].tolist() == [0, 0, 0]


def test_a_photo_with_cut_corners_keeps_its_paper():
    image = Image.new("RGBA", (60, 60), (245, 245, 240, 255))
    image.paste((10, 10, 10, 255), (25, 10, 35, 50))
    image.paste((0, 0, 0, 0), (0, 0, 8, 8))
    assert open_picture(saved(image, "PNG"))[2, 2].tolist() == [255, 255, 255]


def test_a_wholly_transparent_picture_is_a_white_sheet():
    assert open_picture(saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")).min() == 255


@pytest.mark.parametrize(("mode", "mark"), [("P", 1), ("L", 200), ("RGB", (200, 200, 200))])
def test_one_transparent_colour_counts_as_transparent(mode, mark):
    image = Image.new(mode, (20, 20), mark)
    if mode == "P":
        image.putpalette([0, 0, 0, 200, 200, 200] + [0] * 750)
    image.paste(0 if mode != "RGB" else (0, 0, 0), (8, 4, 12, 16))
    pixels = open_picture(saved(image, "PNG", transparency=mark))
    assert pixels[1, 1].tolist() == [255, 255, 255] and pixels[10, 10].max() < 10


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_the_first_frame_is_read(kind):
    frames = [Image.new("RGB", (30, 20), shade) for shade in ("white", "black", "grey")]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert Image.open(io.BytesIO(data)).n_frames == 3
    assert open_picture(data).min() > 250


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_refused(kind, kept):
    noise = np.random.default_rng(3).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), kind)
    with pytest.raises(TruncatedPicture, match="cut off or damaged"):
        open_picture(data[: int(len(data) * kept)])


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_bytes_never_give_anything_but_a_picture_or_a_sentence(kind):
    rng = np.random.default_rng(7)
    whole = np.frombuffer(
        saved(corner_mark(), kind, **({"exif": b"Exif\0\0II"} if kind == "JPEG" else {})), np.uint8
    )
    for _ in range(60):
        data = whole.copy()
        places = rng.integers(12, len(data), rng.integers(1, 12))
        data[places] = rng.integers(0, 256, len(places))
        try:
            assert open_picture(data.tobytes()).ndim == 3
        except PictureError as error:
            assert str(error).endswith(".") or "too large" in str(error)


@pytest.mark.parametrize(
    "data",
    [b"", png_header(0, 0), png_header(0, 10), png_header(10, 0), b"GIF89a" + bytes(7)],
)
def test_nothing_to_read_is_said(data):
    with pytest.raises(EmptyPicture, match="empty|nothing to read"):
        open_picture(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\0",
        b"seven",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg xmlns=''/>",
        b"RIFF0000WAVE",
        bytes(5000),
    ],
)
def test_what_is_not_a_picture_is_said_with_what_would_be(data):
    with pytest.raises(NotAPicture, match="PNG, JPEG"):
        open_picture(data)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.png"
    path.write_bytes(saved(corner_mark(), "PNG") + bytes(5000))
    for source in (path, path.read_bytes()):
        with pytest.raises(TooManyBytes, match="at most 0.0 MB"):
            open_picture(source, max_bytes=4000)


@pytest.mark.parametrize("side", [9_000, 12_000, 60_000])
def test_a_decompression_bomb_is_refused_from_its_header(side, recwarn):
    with pytest.raises(TooManyPixels, match="large|pixels"):
        open_picture(png_header(side, side))
    assert not recwarn.list, "Pillow's own warning would reach the console"


def test_the_limit_of_pixels_is_exact():
    data = saved(Image.new("L", (100, 50)), "PNG")
    assert open_picture(data, max_pixels=5000).shape == (50, 100, 3)
    with pytest.raises(TooManyPixels, match="100 × 50"):
        open_picture(data, max_pixels=4999)


def test_every_refusal_is_one_kind_of_error():
    for refusal in (EmptyPicture, NotAPicture, TruncatedPicture, TooManyBytes, TooManyPixels):
        assert issubclass(refusal, PictureError) and issubclass(refusal, ValueError)


def test_a_drawing_does_not_pay_for_the_decoders_it_does_not_need():
    code = f"""if True:
        import sys
        from digitkit.preprocessing.picture import open_picture
        open_picture({saved(corner_mark(), "PNG")!r})
        costly = {{"pillow_heif", "PIL.TiffImagePlugin", "tensorflow", "pandas"}}
        assert not costly & set(sys.modules), costly & set(sys.modules)
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
