import numpy as np
import pytest
from PIL import Image, ImageOps

from digitkit.preprocessing import lay_on_paper, turn_upright
from digitkit.preprocessing.picture import EmptyPicture, NotAPicture, TruncatedPicture
from digitkit.service import as_data_url, crop_to_aim, decode_data_url


@pytest.mark.parametrize("paper", [0, 90, 255])
def test_a_picture_is_laid_on_paper_as_pillow_does(paper):
    picture = np.random.default_rng(0).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    sheet = Image.new("RGBA", (30, 20), (paper, paper, paper, 255))
    expected = np.asarray(Image.alpha_composite(sheet, Image.fromarray(picture)))[..., :3]
    assert np.array_equal(lay_on_paper(picture, paper), expected)


@pytest.mark.parametrize("shape", [(4, 6), (4, 6, 3)])
@pytest.mark.parametrize("orientation", [*range(10), 99])
def test_a_photo_is_turned_as_pillow_does(shape, orientation):
    stored = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    image = Image.fromarray(stored)
    image.getexif()[0x0112] = orientation
    assert np.array_equal(turn_upright(stored, orientation), ImageOps.exif_transpose(image))


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "text/plain;charset=utf-8"])
def test_a_data_url_gives_back_what_was_put_in(kind):
    data = bytes(range(256))
    assert decode_data_url(as_data_url(data, kind)) == data


@pytest.mark.parametrize("text", ["", "seven", "data:image/png,abc", "blob:null/1", "data:,"])
def test_what_is_no_data_url_is_refused(text):
    with pytest.raises(NotAPicture, match="data:image/png;base64"):
        decode_data_url(text)


@pytest.mark.parametrize("damage", [lambda t: t[:-5], lambda t: t.replace("+", " ")])
def test_a_damaged_data_url_is_refused(damage):
    with pytest.raises(TruncatedPicture, match="cut off or damaged"):
        decode_data_url(damage(as_data_url(b"\xfb\xef\xbe" * 9)))


@pytest.mark.parametrize(
    ("view", "aim", "rows", "columns"),
    [
        ((640, 480), (10, 20, 30, 40), (20, 60), (10, 40)),
        ((320, 240), (80, 60, 160, 120), (120, 360), (160, 480)),
        ((240, 240), (60, 60, 120, 120), (120, 360), (200, 440)),
        ((640, 240), (0, 0, 64, 60), (120, 180), (0, 64)),
        ((640, 480), (-9, -9, 20, 20), (0, 11), (0, 11)),
        ((640, 480), (630, 470, 99, 99), (470, 480), (630, 640)),
    ],
    ids=["as large", "half as large", "high", "wide", "beyond the corner", "beyond the other"],
)
def test_what_a_person_sees_in_the_box_is_cut_out(view, aim, rows, columns):
    frame = np.arange(480 * 640).reshape(480, 640)
    part = crop_to_aim(frame, view, aim)
    assert np.array_equal(part, frame[slice(*rows), slice(*columns)])


@pytest.mark.parametrize("aim", [(-50, 0, 40, 40), (700, 0, 40, 40), (0, 0, 0, 0)])
def test_a_box_beside_the_picture_is_refused(aim):
    with pytest.raises(EmptyPicture, match="outside"):
        crop_to_aim(np.zeros((480, 640)), (640, 480), aim)
