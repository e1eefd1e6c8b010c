"""Mistakes planted in lesson 10."""

import base64

import numpy as np

from course.planted import wrong
from digitkit.preprocessing import lay_on_paper, turn_upright
from digitkit.preprocessing.picture import EmptyPicture, NotAPicture, TruncatedPicture
from digitkit.service import crop_to_aim, decode_data_url

# --- 10.1 decode_data_url ----------------------------------------------------------------------


@wrong(
    "test_decode_data_url_gives_the_bytes",
    says="as if they were pixels",
    hint=1,
    misconception="You decoded the whole text; the part before the comma is no base64, and nothing "
    "complained.",
)
def decode_data_url__decodes_the_header_too(text):
    if not text.startswith("data:") or ";base64," not in text:
        raise NotAPicture("This is no data URL.")
    return base64.b64decode(text + "=" * (-len(text) % 4))


@wrong(
    "test_decode_data_url_takes_any_kind",
    says="do not count letters",
    hint=2,
    misconception="You cut off 22 letters, which is right for PNG and for nothing else.",
)
def decode_data_url__counts_letters(text):
    if not text.startswith("data:") or ";base64," not in text:
        raise NotAPicture("This is no data URL.")
    try:
        return base64.b64decode(text[22:], validate=True)
    except ValueError as error:
        raise TruncatedPicture("The data URL is damaged.") from error


@wrong(
    "test_decode_data_url_takes_any_kind",
    says="nor always of PNG",
    hint=1,
    misconception="You take PNG only; a page may send JPEG or WebP just as well.",
)
def decode_data_url__png_only(text):
    if not text.startswith("data:image/png;base64,"):
        raise NotAPicture("This is no data URL of a PNG.")
    return decode_data_url(text)


@wrong(
    "test_decode_data_url_refuses_what_is_none",
    says="ends with ';base64'",
    hint=2,
    misconception="You take whatever stands behind the last comma, whether it is a data URL or "
    "not.",
)
def decode_data_url__asks_for_nothing(text):
    try:
        return base64.b64decode(text.split(",")[-1], validate=True)
    except ValueError as error:
        raise TruncatedPicture("The data URL is damaged.") from error


@wrong(
    "test_decode_data_url_refuses_what_is_none",
    says="the IndexError",
    hint=2,
    misconception="text.split(',')[1] fails where there is no comma, with an error that says "
    "nothing to the sender.",
)
def decode_data_url__splits_without_looking(text):
    header, encoded = text.split(",")[0], text.split(",")[1]
    if not header.startswith("data:") or not header.endswith(";base64"):
        raise NotAPicture("This is no data URL.")
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise TruncatedPicture("The data URL is damaged.") from error


@wrong(
    "test_decode_data_url_notices_damage",
    says="leave out what it does not know",
    hint=3,
    misconception="Without validate=True, b64decode passes over what it does not know, and gives "
    "other bytes without a word.",
)
def decode_data_url__without_validation(text):
    header, comma, encoded = text.partition(",")
    if not (comma and header.startswith("data:") and header.endswith(";base64")):
        raise NotAPicture("This is no data URL.")
    try:
        return base64.b64decode(encoded)
    except ValueError as error:
        raise TruncatedPicture("The data URL is damaged.") from error


@wrong(
    "test_decode_data_url_notices_damage",
    says="gave the Error",
    hint=3,
    misconception="You let the error of b64decode out; the service then takes it for a fault of "
    "its own.",
)
def decode_data_url__lets_the_error_out(text):
    header, comma, encoded = text.partition(",")
    if not (comma and header.startswith("data:") and header.endswith(";base64")):
        raise NotAPicture("This is no data URL.")
    return base64.b64decode(encoded, validate=True)


@wrong(
    "test_decode_data_url_refuses_what_is_none",
    says="begins with 'data:'",
    hint=2,
    misconception="You look only at the end of the header; other addresses may end like that, and "
    "only one that begins with 'data:' holds a file.",
)
def decode_data_url__does_not_ask_for_data(text):
    header, comma, encoded = text.partition(",")
    if not (comma and header.endswith(";base64")):
        raise NotAPicture(f"This is no data URL: {text[:30]!r}.")
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise TruncatedPicture("The data URL is damaged.") from error


# --- 10.2 lay_on_paper -------------------------------------------------------------------------


@wrong(
    "test_lay_on_paper_shows_black_ink_on_white",
    says="gave [0, 0, 0]",
    hint=1,
    misconception="You dropped alpha: black ink on transparent is then black on black.",
)
def lay_on_paper__drops_alpha(picture, paper=255):
    return picture[..., :3].copy()


@wrong(
    "test_lay_on_paper_shows_black_ink_on_white",
    says="nothing is transparent",
    hint=3,
    misconception="You kept the fourth number of each point.",
)
def lay_on_paper__keeps_alpha(picture, paper=255):
    return np.dstack([lay_on_paper(picture, paper), np.full(picture.shape[:2], 255, np.uint8)])


@wrong(
    "test_lay_on_paper_shows_black_ink_on_white",
    says="gave [0, 255, 0]",
    hint=2,
    misconception="You took alpha the wrong way round: 255 is full ink, and 0 shows the paper.",
)
def lay_on_paper__alpha_inverted(picture, paper=255):
    alpha = 1 - picture[..., 3:] / 255
    return np.rint(alpha * picture[..., :3] + (1 - alpha) * paper).astype(np.uint8)


@wrong(
    "test_lay_on_paper_mixes_at_soft_edges",
    says="alpha has all values in between",
    hint=2,
    misconception="You took each point for ink or for paper, and nothing in between: the soft "
    "edges are gone.",
)
def lay_on_paper__all_or_nothing(picture, paper=255):
    return np.where(picture[..., 3:] > 127, picture[..., :3], paper).astype(np.uint8)


@wrong(
    "test_lay_on_paper_mixes_at_soft_edges",
    says="in uint8, 200 * 2 is 144",
    hint=3,
    misconception="You multiplied in uint8, which begins again from 0 after 255.",
)
def lay_on_paper__overflows(picture, paper=255):
    colours, alpha = picture[..., :3], picture[..., 3:]
    return colours * alpha // 255 + (255 - alpha) * np.uint8(paper) // 255


@wrong(
    "test_lay_on_paper_mixes_at_soft_edges",
    says="paper=0",
    hint=3,
    misconception="You always lay the picture on white, whatever paper you were asked for; white "
    "ink is then white on white.",
)
def lay_on_paper__always_white(picture, paper=255):
    return lay_on_paper(picture)


@wrong(
    "test_lay_on_paper_shows_black_ink_on_white",
    says="255 where there is ink",
    hint=2,
    misconception="You forgot the paper: alpha times colour alone is the picture on black.",
)
def lay_on_paper__no_paper(picture, paper=255):
    return np.rint(picture[..., :3] * (picture[..., 3:] / 255)).astype(np.uint8)


@wrong(
    "test_lay_on_paper_gives_bytes",
    says="compute as you like, then convert",
    hint=3,
    misconception="You left the picture in floats, which the recogniser refuses.",
)
def lay_on_paper__floats(picture, paper=255):
    alpha = picture[..., 3:] / 255
    return alpha * picture[..., :3] + (1 - alpha) * paper


@wrong(
    "test_lay_on_paper_leaves_the_original_alone",
    says="on other paper too",
    hint=2,
    misconception="You wrote the mixed colours into the picture that you were given.",
)
def lay_on_paper__in_place(picture, paper=255):
    picture[..., :3] = lay_on_paper(picture, paper)
    return picture[..., :3]


# --- 10.3 test_turn_upright --------------------------------------------------------------------

STORED = np.array([[1, 2, 3], [4, 5, 6]])
UPRIGHT = {
    2: [[3, 2, 1], [6, 5, 4]],
    3: [[6, 5, 4], [3, 2, 1]],
    4: [[4, 5, 6], [1, 2, 3]],
    5: [[1, 4], [2, 5], [3, 6]],
    6: [[4, 1], [5, 2], [6, 3]],
    7: [[6, 3], [5, 2], [4, 1]],
    8: [[3, 6], [2, 5], [1, 4]],
}


@wrong(
    "test_your_test_lets_the_good_turn_upright_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_turn_upright__returns_instead_of_asserting(turn_upright):
    return np.array_equal(turn_upright(STORED.copy(), 6), UPRIGHT[6])


@wrong(
    "test_your_test_lets_the_good_turn_upright_pass",
    says="Work the eight pictures out once more",
    hint=2,
    misconception="Your test wants 6 to be turned against the clock; its first row is the right "
    "side, so it is turned with the clock.",
)
def test_turn_upright__expects_the_other_turn(turn_upright):
    turned = turn_upright(STORED.copy(), 6)
    assert np.array_equal(turned, UPRIGHT[8]), f"6 gave {turned.tolist()}"


@wrong(
    "test_your_test_notices_a_turn_the_other_way",
    says="whose numbers all differ",
    hint=1,
    misconception="Your test holds the shape only, and a turn the other way has the same shape.",
)
def test_turn_upright__shapes_only(turn_upright):
    for orientation in range(10):
        turned = turn_upright(np.zeros((2, 3, 3)), orientation)
        assert turned.shape == ((3, 2, 3) if orientation in (5, 6, 7, 8) else (2, 3, 3))


@wrong(
    "test_your_test_notices_forgotten_mirrors",
    says="not only those that you have met",
    hint=2,
    misconception="Your test holds the turns, 3, 6 and 8, and none of the mirrored ones.",
)
def test_turn_upright__turns_only(turn_upright):
    for orientation in (3, 6, 8):
        stored = STORED.copy()
        assert np.array_equal(turn_upright(stored, orientation), UPRIGHT[orientation])
        assert np.array_equal(stored, STORED)
    coloured = np.dstack([STORED, 10 * STORED, 100 * STORED])
    expected = np.array(UPRIGHT[6])
    expected = np.dstack([expected, 10 * expected, 100 * expected])
    assert np.array_equal(turn_upright(coloured, 6), expected)
    assert np.array_equal(turn_upright(STORED.copy(), 0), STORED)


@wrong(
    "test_your_test_notices_five_and_seven_mixed_up",
    says="hold the numbers themselves",
    hint=2,
    misconception="Your test leaves out 5 and 7, which no phone writes, and other programs do.",
)
def test_turn_upright__leaves_out_five_and_seven(turn_upright):
    for orientation in (2, 3, 4, 6, 8):
        stored = STORED.copy()
        assert np.array_equal(turn_upright(stored, orientation), UPRIGHT[orientation])
        assert np.array_equal(stored, STORED)
    coloured = np.dstack([STORED, 10 * STORED, 100 * STORED])
    expected = np.array(UPRIGHT[6])
    expected = np.dstack([expected, 10 * expected, 100 * expected])
    assert np.array_equal(turn_upright(coloured, 6), expected)
    assert np.array_equal(turn_upright(STORED.copy(), 0), STORED)


@wrong(
    "test_your_test_notices_a_second_turn",
    says="two quarter turns are half a turn",
    hint=1,
    misconception="Your picture looks the same after half a turn, so a second turn cannot be seen.",
)
def test_turn_upright__a_picture_that_looks_alike(turn_upright):
    alike = np.array([[1, 2], [2, 1]])
    for orientation in range(10):
        stored = np.dstack([alike, 10 * alike, 100 * alike])
        before = stored.copy()
        turned = turn_upright(stored, orientation)
        assert np.array_equal(stored, before)
        assert turned.shape == before.shape
        assert np.array_equal(turned[::-1, ::-1], turned)


@wrong(
    "test_your_test_notices_changed_colours",
    says="Turn a picture with colours too",
    hint=3,
    misconception="Your picture has no colours, and photos have.",
)
def test_turn_upright__grey_only(turn_upright):
    for orientation, expected in UPRIGHT.items():
        stored = STORED.copy()
        assert np.array_equal(turn_upright(stored, orientation), expected)
        assert np.array_equal(stored, STORED)
    for unknown in (0, 1, 9):
        assert np.array_equal(turn_upright(STORED.copy(), unknown), STORED)


@wrong(
    "test_your_test_notices_an_unknown_value_that_fails",
    says="Ask for 0 too",
    hint=3,
    misconception="Your test asks for 1 to 8 only, and cameras write 0 as well.",
)
def test_turn_upright__known_values_only(turn_upright):
    for orientation, expected in UPRIGHT.items():
        stored = STORED.copy()
        assert np.array_equal(turn_upright(stored, orientation), expected)
        assert np.array_equal(stored, STORED)
    coloured = np.dstack([STORED, 10 * STORED, 100 * STORED])
    expected = np.array(UPRIGHT[6])
    expected = np.dstack([expected, 10 * expected, 100 * expected])
    assert np.array_equal(turn_upright(coloured, 6), expected)


@wrong(
    "test_your_test_notices_a_changed_original",
    says="Keep a copy() of your picture",
    hint=3,
    misconception="You make a new picture for each call, so you never see what became of the one "
    "that was given.",
)
def test_turn_upright__never_looks_back(turn_upright):
    for orientation, expected in UPRIGHT.items():
        assert np.array_equal(turn_upright(STORED.copy(), orientation), expected)
    assert np.array_equal(turn_upright(STORED.copy(), 0), STORED)
    coloured = np.dstack([STORED, 10 * STORED, 100 * STORED])
    expected = np.array(UPRIGHT[6])
    expected = np.dstack([expected, 10 * expected, 100 * expected])
    assert np.array_equal(turn_upright(coloured, 6), expected)


# --- 10.4 turn_upright -------------------------------------------------------------------------


@wrong(
    "test_turn_upright_undoes_the_quarter_turns",
    says="you must undo that, once",
    hint=1,
    misconception="You turned the way in which the picture was stored, a second time, instead of "
    "undoing it.",
)
def turn_upright__the_other_way(picture, orientation):
    return turn_upright(picture, {6: 8, 8: 6}.get(orientation, orientation))


@wrong(
    "test_turn_upright_undoes_the_quarter_turns",
    says="gave [[6, 5, 4], [3, 2, 1]]",
    hint=1,
    misconception="You undid it twice: two quarter turns are half a turn.",
)
def turn_upright__twice(picture, orientation):
    return turn_upright(turn_upright(picture, orientation), orientation)


@wrong(
    "test_turn_upright_undoes_each_orientation",
    says="as seen in a mirror",
    hint=2,
    misconception="You turn, and never mirror: 2, 4, 5 and 7 are mirrored as well.",
)
def turn_upright__forgets_the_mirrored(picture, orientation):
    turns = {3: 2, 6: 3, 8: 1}.get(orientation, 0)
    return np.rot90(picture, turns)


@wrong(
    "test_turn_upright_undoes_each_orientation",
    says="From 5 on rows become columns",
    hint=2,
    misconception="You know 3, 6 and 8, and a table of quarter turns for the rest, in which 5 and "
    "7 keep their shape.",
)
def turn_upright__mirrors_without_a_turn(picture, orientation):
    if orientation in (2, 5):
        return picture[:, ::-1]
    if orientation in (4, 7):
        return picture[::-1]
    return np.rot90(picture, {3: 2, 6: 3, 8: 1}.get(orientation, 0))


@wrong(
    "test_turn_upright_undoes_each_orientation",
    says="four turns, and the same four as seen in a mirror",
    hint=3,
    misconception="You mixed up 5 and 7: 5 only makes columns of rows, 7 is mirrored both ways "
    "besides.",
)
def turn_upright__mixes_five_and_seven(picture, orientation):
    return turn_upright(picture, {5: 7, 7: 5}.get(orientation, orientation))


@wrong(
    "test_turn_upright_leaves_the_colours_alone",
    says="The third axis counts red, green and blue",
    hint=2,
    misconception="np.flip without an axis, or [::-1, ::-1, ::-1], turns the colours round too.",
)
def turn_upright__flips_the_colours(picture, orientation):
    upright = turn_upright(picture, orientation)
    return upright[..., ::-1] if orientation == 3 and picture.ndim == 3 else upright


@wrong(
    "test_turn_upright_leaves_the_colours_alone",
    says="gave shape (3, 5, 3)",
    hint=2,
    misconception=".T turns all three axes round, so that the colours become rows; swapaxes(0, 1) "
    "takes the first two.",
)
def turn_upright__transposes_everything(picture, orientation):
    if orientation in (5, 6, 7, 8):
        picture = picture.T
    if orientation in (2, 3, 6, 7):
        picture = picture[:, ::-1]
    if orientation in (3, 4, 7, 8):
        picture = picture[::-1]
    return picture


@wrong(
    "test_turn_upright_leaves_what_it_does_not_know",
    says="the KeyError",
    hint=3,
    misconception="You look the value up in a table, which fails at a value that is not in it.",
)
def turn_upright__table_of_eight(picture, orientation):
    turns, mirrored = {
        1: (0, False),
        2: (0, True),
        3: (2, False),
        4: (2, True),
        5: (1, True),
        6: (3, False),
        7: (3, True),
        8: (1, False),
    }[orientation]
    turned = np.rot90(picture, turns)
    if mirrored:
        turned = turned[:, ::-1] if orientation < 5 else turned[::-1]
    return turned


@wrong(
    "test_turn_upright_leaves_the_original_alone",
    says="turned once more, it would be wrong",
    hint=3,
    misconception="You wrote the turned points into the picture that you were given.",
)
def turn_upright__in_place(picture, orientation):
    upright = turn_upright(picture, orientation).copy()
    if upright.shape == picture.shape:
        picture[:] = upright
    return upright


# --- 10.5 crop_to_aim --------------------------------------------------------------------------


@wrong(
    "test_crop_to_aim_takes_rows_and_columns",
    says="an array is indexed [row, column]",
    hint=1,
    misconception="You indexed [x, y]: x counts columns, and comes second.",
)
def crop_to_aim__rows_and_columns_swapped(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = (aim[0] - (view[0] - width * scale) / 2) / scale
    top = (aim[1] - (view[1] - height * scale) / 2) / scale
    rows = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    columns = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_takes_rows_and_columns",
    says="not a corner",
    hint=1,
    misconception="You took width and height for the right and the bottom edge.",
)
def crop_to_aim__size_as_corner(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = (aim[0] - (view[0] - width * scale) / 2) / scale
    top = (aim[1] - (view[1] - height * scale) / 2) / scale
    rows = slice(max(round(top), 0), max(round(aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(aim[2] / scale), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_counts_in_pixels_of_the_video",
    says="Pixels of the screen are not pixels of the video",
    hint=1,
    misconception="You used pixels of the screen on the frame of the camera, which has pixels of "
    "its own.",
)
def crop_to_aim__pixels_of_the_screen(frame, view, aim):
    x, y, width, height = aim
    part = frame[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_counts_in_pixels_of_the_video",
    says="divide by the scale",
    hint=2,
    misconception="You multiplied by the scale where you must divide: the scale makes pixels of "
    "the screen out of pixels of the video.",
)
def crop_to_aim__multiplies(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left, top, right, bottom = (
        round(side * scale) for side in (aim[0], aim[1], aim[0] + aim[2], aim[1] + aim[3])
    )
    part = frame[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_knows_what_sticks_out",
    says="half on each side",
    hint=2,
    misconception="You forgot what sticks out: the corner of the view is not the corner of the "
    "video.",
)
def crop_to_aim__forgets_what_sticks_out(frame, view, aim):
    scale = max(view[0] / frame.shape[1], view[1] / frame.shape[0])
    left, top = aim[0] / scale, aim[1] / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_knows_what_sticks_out",
    says="the *larger* of the two scales",
    hint=2,
    misconception="You took the smaller scale: then the whole video is seen, with bars beside it.",
)
def crop_to_aim__smaller_scale(frame, view, aim):
    height, width = frame.shape[:2]
    scale = min(view[0] / width, view[1] / height)
    left = (aim[0] - (view[0] - width * scale) / 2) / scale
    top = (aim[1] - (view[1] - height * scale) / 2) / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_knows_what_sticks_out",
    says="holds for both directions",
    hint=2,
    misconception="You took a scale of its own for each direction; the video is not stretched, its "
    "proportions stay.",
)
def crop_to_aim__stretches(frame, view, aim):
    across, down = view[0] / frame.shape[1], view[1] / frame.shape[0]
    left, top = aim[0] / across, aim[1] / down
    rows = slice(max(round(top), 0), max(round(top + aim[3] / down), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / across), 0))
    part = frame[rows, columns]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_stops_at_the_edge",
    says="counts from the end",
    hint=3,
    misconception="A box that begins left of the video gives a slice that counts from the end.",
)
def crop_to_aim__counts_from_the_end(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = round((aim[0] - (view[0] - width * scale) / 2) / scale)
    top = round((aim[1] - (view[1] - height * scale) / 2) / scale)
    part = frame[top : top + round(aim[3] / scale), left : left + round(aim[2] / scale)]
    if not part.size:
        raise EmptyPicture("The aim box lies outside.")
    return part


@wrong(
    "test_crop_to_aim_stops_at_the_edge",
    says="the EmptyPicture",
    hint=3,
    misconception="You refuse a box that reaches over the edge; the part that there is may well "
    "hold the digit.",
)
def crop_to_aim__refuses_the_edge(frame, view, aim):
    part = crop_to_aim(frame, view, aim)
    scale = max(view[0] / frame.shape[1], view[1] / frame.shape[0])
    if part.shape[:2] != (round(aim[3] / scale), round(aim[2] / scale)):
        raise EmptyPicture("The aim box reaches over the edge.")
    return part


@wrong(
    "test_crop_to_aim_refuses_a_box_beside_the_video",
    says="gave shape (50, 0, 3)",
    hint=3,
    misconception="You give a picture without a point where the box lies beside the video.",
)
def crop_to_aim__gives_nothing(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = (aim[0] - (view[0] - width * scale) / 2) / scale
    top = (aim[1] - (view[1] - height * scale) / 2) / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    return frame[rows, max(round(left), 0) : max(round(left + aim[2] / scale), 0)]


@wrong(
    "test_crop_to_aim_refuses_a_box_beside_the_video",
    says="gave shape (480, 640, 3)",
    hint=3,
    misconception="You give the whole frame where the box lies beside it; nobody aimed at that.",
)
def crop_to_aim__gives_everything(frame, view, aim):
    try:
        return crop_to_aim(frame, view, aim)
    except EmptyPicture:
        return frame


@wrong(
    "test_crop_to_aim_takes_any_camera",
    says="no camera is like the next",
    hint=3,
    misconception="You wrote down 640 and 480, the size of the video in the lesson; frame.shape "
    "knows the size of any.",
)
def crop_to_aim__one_camera_only(frame, view, aim):
    scale = max(view[0] / 640, view[1] / 480)
    left = (aim[0] + (640 * scale - view[0]) / 2) / scale
    top = (aim[1] + (480 * scale - view[1]) / 2) / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    if not frame[rows, columns].size:
        raise EmptyPicture("The aim box lies outside of the picture.")
    return frame[rows, columns]


@wrong(
    "test_crop_to_aim_takes_any_camera",
    says="round at the end",
    hint=2,
    misconception="You rounded what sticks out before you divided by the scale, which makes the "
    "error larger; round the edges, at the end.",
)
def crop_to_aim__rounds_too_early(frame, view, aim):
    height, width = frame.shape[:2]
    scale = max(view[0] / width, view[1] / height)
    left = (aim[0] + round((width * scale - view[0]) / 2)) / scale
    top = (aim[1] + round((height * scale - view[1]) / 2)) / scale
    rows = slice(max(round(top), 0), max(round(top + aim[3] / scale), 0))
    columns = slice(max(round(left), 0), max(round(left + aim[2] / scale), 0))
    if not frame[rows, columns].size:
        raise EmptyPicture("The aim box lies outside of the picture.")
    return frame[rows, columns]
