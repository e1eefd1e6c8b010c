"""What the doors of a service must undo: lesson 10."""

import base64

import numpy as np
from PIL import Image

from digitkit.preprocessing.picture import EmptyPicture, NotAPicture, TruncatedPicture

# --- 10.1 decode_data_url ----------------------------------------------------------------------


def test_decode_data_url_gives_the_bytes(decode_data_url, rng):
    sent = b"\x89PNG" + rng.bytes(20)
    text = "data:image/png;base64," + base64.b64encode(sent).decode()
    came = decode_data_url(text)
    assert came == sent, (
        f"decode_data_url({text!r}) gave {came!r:.120}, expected {sent!r}. What stands before the "
        "comma says what follows, and is no part of the picture. b64decode does not complain of "
        "it: it leaves out signs that it does not know, and decodes the letters of 'data' and "
        "'image' as if they were pixels."
    )


def test_decode_data_url_takes_any_kind(decode_data_url, rng):
    sent = rng.bytes(12)
    for kind in ("image/jpeg", "image/webp", "image/png;name=seven"):
        text = f"data:{kind};base64," + base64.b64encode(sent).decode()
        try:
            came = decode_data_url(text)
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.90}"
        assert came == sent, (
            f"decode_data_url({text!r}) gave {came!r:.160}, expected {sent!r}. The part before the "
            "comma is not always equally long, nor always of PNG: look for the comma, do not "
            "count letters."
        )


def test_decode_data_url_refuses_what_is_none(decode_data_url):
    for text in ("", "seven", "iVBORw0KGgo=", "data:image/png,seven", "blob:7;base64,c2V2ZW4="):
        try:
            came = f"{decode_data_url(text)!r}"
        except NotAPicture:
            continue
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.80}"
        raise AssertionError(
            f"decode_data_url({text!r}) gave {came}, expected a NotAPicture with a sentence. A "
            "data URL begins with 'data:', and what stands before the comma ends with ';base64'. "
            "Anything else did not come from a canvas, and whoever sent it should hear so."
        )


def test_decode_data_url_notices_damage(decode_data_url):
    whole = "data:image/png;base64," + base64.b64encode(b"\xfb\xef\xbe" * 6).decode()
    for words, text in [
        ("cut off in the middle", whole[:-6]),
        ("with '+' turned into ' ', as a form does it", whole.replace("+", " ")),
    ]:
        try:
            came = f"{decode_data_url(text)!r}"
        except TruncatedPicture:
            continue
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.80}"
        raise AssertionError(
            f"A data URL came {words}: {text!r}. decode_data_url gave {came}, expected a "
            "TruncatedPicture. With validate=True, b64decode raises a ValueError where it would "
            "else leave out what it does not know, and give other bytes. Catch that error, and "
            "raise yours, which the service answers in a sentence."
        )


# --- 10.2 lay_on_paper -------------------------------------------------------------------------


def test_lay_on_paper_shows_black_ink_on_white(lay_on_paper):
    canvas = np.zeros((1, 3, 4), np.uint8)
    canvas[0, 1, 3] = 255
    laid = lay_on_paper(canvas.copy())
    assert np.shape(laid) == (1, 3, 3), (
        f"lay_on_paper of a picture of shape (1, 3, 4) gave shape {np.shape(laid)}, expected "
        "(1, 3, 3): red, green and blue. After it has been laid on paper, nothing is transparent."
    )
    got = np.asarray(laid)[0, :, 0].tolist()
    assert got == [255, 0, 255], (
        "A canvas of three points is transparent, with black ink in the middle: "
        f"{canvas[0].tolist()}. On white paper, lay_on_paper gave {got} (its red), expected "
        "[255, 0, 255]. A point that is transparent is black too, for its colours are 0: only "
        "alpha tells ink from paper. It is 255 where there is ink, and 0 where the paper shows."
    )


def test_lay_on_paper_mixes_at_soft_edges(lay_on_paper, rng):
    canvas = rng.integers(0, 256, (4, 5, 4), dtype=np.uint8)
    for paper in (255, 0, 90):
        sheet = Image.new("RGBA", (5, 4), (paper, paper, paper, 255))
        expected = np.asarray(Image.alpha_composite(sheet, Image.fromarray(canvas)))[..., :3]
        laid = np.asarray(lay_on_paper(canvas.copy(), paper=paper))
        apart = np.abs(laid.astype(float) - expected)
        worst = np.unravel_index(apart.argmax(), apart.shape)
        row, column, colour = (int(place) for place in worst)
        assert apart.max() <= 1, (
            f"lay_on_paper(picture, paper={paper}): a point has the "
            f"{('red', 'green', 'blue')[colour]} {canvas[worst]} and the alpha "
            f"{canvas[row, column, 3]}. It became {laid[worst]:.0f}, expected {expected[worst]}: "
            "alpha / 255 of the colour, and the rest of the paper. Edges are soft, so alpha has "
            "all values in between. And mind the type: in uint8, 200 * 2 is 144."
        )


def test_lay_on_paper_gives_bytes(lay_on_paper):
    laid = lay_on_paper(np.full((2, 3, 4), 128, np.uint8))
    assert laid.dtype == np.uint8, (
        f"lay_on_paper of a uint8 picture gave {laid.dtype}, expected uint8. The recogniser takes "
        "whole numbers from 0 to 255, as every picture file holds them; compute as you like, then "
        "convert."
    )


def test_lay_on_paper_leaves_the_original_alone(lay_on_paper):
    canvas = np.full((2, 3, 4), 100, np.uint8)
    lay_on_paper(canvas, paper=0)
    assert (canvas == 100).all(), (
        "lay_on_paper changed the picture that it was given: every number was 100, and now the "
        f"first point is {canvas[0, 0].tolist()}. It must stay as it was: it may have to be laid "
        "on other paper too."
    )


# --- 10.3 test_turn_upright --------------------------------------------------------------------


def test_your_test_lets_the_good_turn_upright_pass(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    try:
        answer = test_turn_upright(turn_upright)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_turn_upright(turn_upright) failed a turn_upright that has no bug, and should "
            f"have let it pass. {said}\nWork the eight pictures out once more, with the table: "
            "where must the first row go, and where the first column?"
        ) from None
    assert answer is None, (
        f"test_turn_upright(turn_upright) returned {answer!s:.80}, expected nothing. Nobody looks "
        "at what a test returns: it fails by an assert that does not hold. Write `assert` where "
        "you wrote `return`."
    )


def test_your_test_notices_a_turn_the_other_way(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def turns_the_other_way(picture, orientation):
        return turn_upright(picture, {6: 8, 8: 6}.get(orientation, orientation))

    try:
        test_turn_upright(turns_the_other_way)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright takes 6 for 8 and 8 for 6, so that photos stand "
        "on their heads. test_turn_upright(turns_the_other_way) passed it, and should have failed "
        "it. Give it a small picture whose numbers all differ, and hold where each must be."
    )


def test_your_test_notices_forgotten_mirrors(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def forgets_the_mirrored(picture, orientation):
        return turn_upright(picture, {2: 1, 4: 3, 5: 6, 7: 8}.get(orientation, orientation))

    try:
        test_turn_upright(forgets_the_mirrored)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright turns, and never mirrors: 2, 4, 5 and 7 go "
        "wrong. test_turn_upright(forgets_the_mirrored) passed it, and should have failed it. Hold "
        "all eight values, not only those that you have met."
    )


def test_your_test_notices_five_and_seven_mixed_up(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def mixes_five_and_seven(picture, orientation):
        return turn_upright(picture, {5: 7, 7: 5}.get(orientation, orientation))

    try:
        test_turn_upright(mixes_five_and_seven)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright takes 5 for 7 and 7 for 5. "
        "test_turn_upright(mixes_five_and_seven) passed it, and should have failed it. Both make "
        "columns of rows, so the shape is right; hold the numbers themselves."
    )


def test_your_test_notices_a_second_turn(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def turns_twice(picture, orientation):
        return turn_upright(turn_upright(picture, orientation), orientation)

    try:
        test_turn_upright(turns_twice)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright does its work twice. Mirroring twice is no "
        "mirroring, two quarter turns are half a turn. test_turn_upright(turns_twice) passed it, "
        "and should have failed it. Hold the numbers for one of 2 to 8 at least."
    )


def test_your_test_notices_changed_colours(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def changes_the_colours(picture, orientation):
        upright = turn_upright(picture, orientation)
        return upright[..., ::-1] if orientation > 1 and picture.ndim == 3 else upright

    try:
        test_turn_upright(changes_the_colours)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright makes blue of red, where it turns or mirrors a "
        "picture of shape (height, width, 3). test_turn_upright(changes_the_colours) passed it, "
        "and should have failed it. Turn a picture with colours too, and hold that each point has "
        "the three numbers that it had."
    )


def test_your_test_notices_an_unknown_value_that_fails(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def fails_at_unknown_values(picture, orientation):
        return turn_upright(picture, {n: n for n in range(1, 9)}[orientation])

    try:
        test_turn_upright(fails_at_unknown_values)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright raises a KeyError at 0, which some cameras "
        "write. test_turn_upright(fails_at_unknown_values) passed it, and should have failed it. "
        "Ask for 0 too, and hold that the picture stays as it is."
    )


def test_your_test_notices_a_changed_original(test_turn_upright):
    from digitkit.preprocessing import turn_upright

    def changes_its_input(picture, orientation):
        upright = turn_upright(picture, orientation).copy()
        picture[:] = 0
        return upright

    try:
        test_turn_upright(changes_its_input)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this turn_upright wipes the picture that it was given. "
        "test_turn_upright(changes_its_input) passed it, and should have failed it. Keep a copy() "
        "of your picture before the call, and compare afterwards."
    )


# --- 10.4 turn_upright -------------------------------------------------------------------------


def test_turn_upright_undoes_the_quarter_turns(turn_upright):
    stored = np.array([[1, 2, 3], [4, 5, 6]])
    for orientation, expected, words in [
        (6, [[4, 1], [5, 2], [6, 3]], "the first row is the right side"),
        (8, [[3, 6], [2, 5], [1, 4]], "the first row is the left side"),
    ]:
        turned = np.asarray(turn_upright(stored.copy(), orientation)).tolist()
        assert turned == expected, (
            f"turn_upright([[1, 2, 3], [4, 5, 6]], {orientation}) gave {turned}, expected "
            f"{expected}. {orientation} means: {words} of the upright picture. The value says how "
            "the picture was stored, and you must undo that, once."
        )


def test_turn_upright_undoes_each_orientation(turn_upright, rng):
    stored = rng.integers(0, 256, (3, 5), dtype=np.uint8)
    steps = [None, 0, 3, 1, 5, 4, 6, 2]  # Pillow's names for what undoes 1 to 8
    for orientation, step in enumerate(steps, 1):
        image = Image.fromarray(stored)
        expected = np.asarray(image if step is None else image.transpose(step))
        turned = np.asarray(turn_upright(stored.copy(), orientation))
        assert turned.shape == expected.shape, (
            f"turn_upright of a picture of 3 rows and 5 columns, stored as {orientation}, gave "
            f"shape {turned.shape}, expected {expected.shape}. From 5 on rows become columns, so "
            "height and width change places; up to 4 they do not."
        )
        assert np.array_equal(turned, expected), (
            f"turn_upright({stored.tolist()}, {orientation}) gave {turned.tolist()}, expected "
            f"{expected.tolist()}. There are eight ways to lay a sheet on the table: four turns, "
            "and the same four as seen in a mirror (2, 4, 5 and 7)."
        )


def test_turn_upright_leaves_the_colours_alone(turn_upright, rng):
    stored = rng.integers(0, 256, (3, 5, 3), dtype=np.uint8)
    for orientation in (3, 6, 5):
        turned = np.asarray(turn_upright(stored.copy(), orientation))
        expected = np.stack(
            [turn_upright(stored[..., c].copy(), orientation) for c in range(3)], -1
        )
        assert np.array_equal(turned, expected), (
            f"turn_upright of a picture of shape {stored.shape}, stored as {orientation}, gave "
            f"shape {turned.shape}, and its points have not the colours that they had. The third "
            "axis counts red, green and blue: it is not to be turned. .T and np.flip take all "
            "axes, when they are not told which."
        )


def test_turn_upright_leaves_what_it_does_not_know(turn_upright):
    stored = np.array([[1, 2, 3], [4, 5, 6]])
    for orientation in (1, 0, 9):
        try:
            turned = np.asarray(turn_upright(stored.copy(), orientation)).tolist()
        except Exception as error:
            turned = f"the {type(error).__name__} {error!s:.80}"
        assert turned == stored.tolist(), (
            f"turn_upright([[1, 2, 3], [4, 5, 6]], {orientation}) gave {turned}, expected the "
            "picture as it is. 1 means upright, and cameras write 0 or nonsense when they do not "
            "know. A photo that may lie on its side is better than none."
        )


def test_turn_upright_leaves_the_original_alone(turn_upright):
    stored = np.arange(9).reshape(3, 3)
    for orientation in range(1, 9):
        turn_upright(stored, orientation)
        assert np.array_equal(stored, np.arange(9).reshape(3, 3)), (
            f"turn_upright(picture, {orientation}) changed the picture that it was given, to "
            f"{stored.tolist()}. It must stay as it was: turned once more, it would be wrong."
        )


# --- 10.5 crop_to_aim --------------------------------------------------------------------------


def test_crop_to_aim_takes_rows_and_columns(crop_to_aim):
    frame = np.dstack(np.mgrid[0:480, 0:640])  # each point says its row and its column
    part = crop_to_aim(frame.copy(), (640, 480), (100, 50, 300, 200))
    first, shape = part[0, 0].tolist() if part.size else "nothing", part.shape[:2]
    assert (first, shape) == ([50, 100], (200, 300)), (
        "The video of 640 by 480 is shown in its own size, and the box is at x=100, y=50, 300 wide "
        f"and 200 high. crop_to_aim gave {shape[0]} rows and {shape[1]} columns that begin at "
        f"[row, column] {first}, expected 200 rows and 300 columns that begin at [50, 100]. x "
        "counts columns, y counts rows, and an array is indexed [row, column]; the third and "
        "fourth number are a width and a height, not a corner."
    )


def test_crop_to_aim_counts_in_pixels_of_the_video(crop_to_aim):
    frame = np.dstack(np.mgrid[0:480, 0:640])
    part = crop_to_aim(frame.copy(), (320, 240), (80, 60, 160, 120))
    first, shape = part[0, 0].tolist() if part.size else "nothing", part.shape[:2]
    assert (first, shape) == ([120, 160], (240, 320)), (
        "The video of 640 by 480 is shown at half its size, and the box is at x=80, y=60, 160 wide "
        f"and 120 high on the screen. crop_to_aim gave {shape[0]} rows and {shape[1]} columns that "
        f"begin at [row, column] {first}, expected 240 rows and 320 columns that begin at "
        "[120, 160]. Pixels of the screen are not pixels of the video: divide by the scale."
    )


def test_crop_to_aim_knows_what_sticks_out(crop_to_aim):
    frame = np.dstack(np.mgrid[0:480, 0:640])
    for view, aim, expected in [
        ((240, 240), (60, 60, 120, 120), ([120, 200], (240, 240))),
        ((640, 240), (0, 0, 64, 60), ([120, 0], (60, 64))),
    ]:
        part = crop_to_aim(frame.copy(), view, aim)
        got = (part[0, 0].tolist() if part.size else "nothing", part.shape[:2])
        assert got == expected, (
            f"The video of 640 by 480 covers a view of {view[0]} by {view[1]}, and the box is at "
            f"x={aim[0]}, y={aim[1]}, {aim[2]} wide and {aim[3]} high. crop_to_aim began at [row, "
            f"column] {got[0]} with the shape {got[1]}, expected {expected[0]} and {expected[1]}. "
            "The view has other proportions than the video. It is covered, so the *larger* of the "
            "two scales holds for both directions, and what is too much sticks out, half on each "
            "side."
        )


def test_crop_to_aim_takes_any_camera(crop_to_aim):
    frame = np.dstack(np.mgrid[0:360, 0:600])
    try:
        part = crop_to_aim(frame.copy(), (45, 36), (10, 8, 20, 20))
        got = (part[0, 0].tolist() if part.size else "nothing", part.shape[:2])
    except Exception as error:
        got = f"the {type(error).__name__} {error!s:.90}"
    assert got == ([80, 175], (200, 200)), (
        "Another camera gives 600 by 360, shown very small, in a view of 45 by 36: 7.5 pixels of "
        "the screen stick out on the left. The box is at x=10, y=8, 20 wide and 20 high. "
        f"crop_to_aim gave (first point, shape) {got}, expected ([80, 175], (200, 200)). Ask "
        "frame.shape for the size of the video, no camera is like the next; and round at the end: "
        "half a pixel of this screen is five of the video."
    )


def test_crop_to_aim_stops_at_the_edge(crop_to_aim):
    frame = np.dstack(np.mgrid[0:480, 0:640])
    for aim, expected in [
        ((-20, -10, 100, 100), ([0, 0], (90, 80))),
        ((600, 450, 100, 100), ([450, 600], (30, 40))),
    ]:
        try:
            part = crop_to_aim(frame.copy(), (640, 480), aim)
            got = (part[0, 0].tolist() if part.size else "nothing", part.shape[:2])
        except Exception as error:
            got = f"the {type(error).__name__} {error!s:.90}"
        assert got == expected, (
            f"The box reaches over the edge of the video of 640 by 480: x={aim[0]}, y={aim[1]}, "
            f"{aim[2]} wide and {aim[3]} high. crop_to_aim gave (first point, shape) {got}, "
            f"expected {expected}: the part that there is. A slice that begins below 0 counts "
            "from the end, and gives something else or nothing; max(..., 0) holds it."
        )


def test_crop_to_aim_refuses_a_box_beside_the_video(crop_to_aim):
    for aim in [(700, 0, 50, 50), (-90, 10, 50, 50)]:
        try:
            part = crop_to_aim(np.zeros((480, 640, 3), np.uint8), (640, 480), aim)
        except EmptyPicture:
            continue
        except Exception as error:
            part = error
        came = f"shape {part.shape}" if isinstance(part, np.ndarray) else repr(part)
        raise AssertionError(
            f"The box lies beside the video: x={aim[0]}, y={aim[1]}, {aim[2]} wide and {aim[3]} "
            f"high, in 640 by 480. crop_to_aim gave {came}, expected an EmptyPicture with a "
            "sentence. A picture without a point makes the next function fail, and nobody learns "
            "why; the whole frame would be read without anyone having aimed at it."
        )
