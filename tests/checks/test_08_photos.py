"""What a learner's way from a photo to 28 by 28 must keep: lesson 08."""

from types import SimpleNamespace

import cv2
import numpy as np

# --- 08.1 ink_contrast -------------------------------------------------------------------------


def test_ink_contrast_measures_how_far_ink_departs(ink_contrast):
    picture, paper = np.uint8([[200, 120, 200, 60]]), np.full((1, 4), 200, np.uint8)
    contrast = ink_contrast(picture.copy(), paper.copy())
    assert np.array_equal(contrast, [[0, 80, 0, 140]]), (
        "Dark ink on light paper: ink_contrast([[200, 120, 200, 60]], paper), where the paper is "
        f"200 everywhere, gave {np.asarray(contrast).tolist()}, expected [[0, 80, 0, 140]]. Where "
        "the picture is as bright as the paper there is no ink, so 0; elsewhere count the levels "
        "from the paper to the ink, and leave them as they are."
    )


def test_ink_contrast_does_not_wrap_around(ink_contrast):
    picture, paper = np.uint8([[100, 103, 98, 20]]), np.full((1, 4), 100, np.uint8)
    contrast = ink_contrast(picture.copy(), paper.copy())
    assert np.array_equal(contrast, [[0, 0, 2, 80]]), (
        "Dark ink, and one point of the paper that is 3 levels too light: "
        "ink_contrast([[100, 103, 98, 20]], paper), where the paper is 100 everywhere, gave "
        f"{np.asarray(contrast).tolist()}, expected [[0, 0, 2, 80]]. A point that departs to the "
        "other side is no ink, so it is 0. Bytes have no negative numbers, 100 - 103 is 253: "
        "then the paper's grain is the blackest ink. cv2.subtract stops at 0."
    )


def test_ink_contrast_sees_light_ink_too(ink_contrast):
    for what, level, ink in [("a blackboard", 40, 230), ("a dim photo of white paper", 90, 20)]:
        picture, paper = np.uint8([[level, ink, level]]), np.full((1, 3), level, np.uint8)
        contrast = ink_contrast(picture.copy(), paper.copy())
        expected = [[0, abs(ink - level), 0]]
        assert np.array_equal(contrast, expected), (
            f"In {what} the background is {level} and the ink {ink}: ink_contrast gave "
            f"{np.asarray(contrast).tolist()}, expected {expected}. A network wants ink high and "
            "background 0, whichever of the two was the brighter one. How bright the whole picture "
            "is says nothing of that: compare the ink with its own paper."
        )


def test_ink_contrast_takes_the_channel_that_departs_most(ink_contrast):
    paper = np.full((1, 3, 3), (240, 230, 60), np.uint8)  # yellow
    for what, colour, expected in [("blue", (40, 60, 50), 200), ("green", (235, 120, 55), 110)]:
        picture = paper.copy()
        picture[0, 1] = colour
        contrast = ink_contrast(picture.copy(), paper.copy())
        assert np.array_equal(contrast, [[0, expected, 0]]), (
            f"A point of {what} ink, red {colour[0]}, green {colour[1]} and blue {colour[2]}, on "
            "yellow paper of (240, 230, 60). ink_contrast of this row of 3 points gave "
            f"{np.asarray(contrast).tolist()}, expected [[0, {expected}, 0]]. Each point has three "
            "numbers, and the one that departs most decides. In one channel alone, or in the mean "
            "of all, some colours of ink are hardly to be seen; the sum of three does not fit into "
            "a byte."
        )


def test_ink_contrast_follows_the_light(ink_contrast, rng):
    paper = np.tile(np.linspace(80, 240, 40).astype(np.uint8), (12, 1))
    picture = paper.copy()
    picture[3:9, 5:35:6] //= 2  # five strokes, which take half of the light
    picture[0, 0] -= rng.integers(1, 5, dtype=np.uint8)
    contrast = ink_contrast(picture.copy(), paper.copy())
    expected = paper - picture
    assert np.array_equal(contrast, expected), (
        "Light falls from the right: the paper is 80 at the left edge and 240 at the right, and "
        "five strokes are half as bright as their paper. In row 5, columns 4 to 11, ink_contrast "
        f"gave {np.asarray(contrast)[5, 4:12].tolist()}, expected {expected[5, 4:12].tolist()}. "
        "Compare each point with the paper at the same place, not with one number for the whole "
        "picture: the dim side of white paper is darker than ink on the bright side."
    )


def test_ink_contrast_is_not_misled_by_glare_and_grain(ink_contrast):
    paper = np.full((20, 20), 150, np.uint8)
    for what, places, level in [
        ("2 points of glare are lighter by 100", (slice(0, 1), slice(0, 2)), 250),
        ("300 points of the paper are lighter by 14", (slice(5, 20), slice(0, 20)), 164),
    ]:
        picture = paper.copy()
        picture[places] = level
        picture[2:4, 4:12] = 70
        contrast = np.asarray(ink_contrast(picture.copy(), paper.copy()))
        marked = np.count_nonzero(contrast)
        assert marked == 16 and contrast[2, 4] == 80, (
            f"16 points of ink are darker than their paper by 80, and {what}. "
            f"ink_contrast marked {marked} points, with {contrast[2, 4]} where the ink is; "
            "expected the 16 points of the ink, with 80. Choose one direction for the whole "
            "picture, the one with more energy: add up the squares. Then neither a few very "
            "bright points decide, nor many points that hardly depart."
        )


def test_ink_contrast_gives_bytes_of_the_same_size(ink_contrast):
    for shape in [(6, 9), (6, 9, 3)]:
        picture, paper = np.full(shape, 90, np.uint8), np.full(shape, 200, np.uint8)
        contrast = ink_contrast(picture, paper)
        assert (contrast.shape, contrast.dtype) == ((6, 9), np.uint8), (
            f"ink_contrast of a picture of shape {shape}, dtype uint8, gave {contrast.dtype} of "
            f"shape {contrast.shape}, expected uint8 of shape (6, 9): one number for each point. "
            "What comes next counts on bytes, and ink has no colour any more."
        )


def test_ink_contrast_leaves_the_picture_alone(ink_contrast):
    picture, paper = np.uint8([[200, 120, 60]]), np.uint8([[210, 210, 210]])
    ink_contrast(picture, paper)[:] = 7
    assert (picture.tolist(), paper.tolist()) == ([[200, 120, 60]], [[210, 210, 210]]), (
        "ink_contrast was given [[200, 120, 60]] and a paper of 210. Afterwards they were "
        f"{picture.tolist()} and {paper.tolist()}. They must stay as they were: give back a new "
        "array."
    )


# --- 08.2 test_crop_to_ink ---------------------------------------------------------------------


def test_your_test_lets_the_good_crop_pass(test_crop_to_ink):
    from digitkit.preprocessing import crop_to_ink

    called = "crop_to_ink was not called at all."

    def good_crop_to_ink(ink):
        nonlocal called
        cropped = crop_to_ink(ink)
        called = (
            f"The last call was crop_to_ink of {np.asarray(ink).tolist()!s:.250}, which gave "
            f"{cropped.tolist()!s:.150}, of shape {cropped.shape}."
        )
        return cropped

    try:
        answer = test_crop_to_ink(good_crop_to_ink)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_crop_to_ink(crop_to_ink) failed a crop_to_ink that has no bug, and should have "
            f"let it pass. {said}\n{called} Compare that with what your test expects: one of the "
            "two is wrong, and it is not the function. A test that fails good code is not believed "
            "for long."
        ) from None
    assert answer is None, (
        f"test_crop_to_ink(crop_to_ink) returned {answer!s:.80}, expected nothing. Nobody looks at "
        "what a test returns: it fails by an assert that does not hold, and passes in all other "
        "cases. Write `assert` where you wrote `return`."
    )


def test_your_test_notices_a_lost_row_and_column(test_crop_to_ink):
    def stops_one_too_early(ink):
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        return ink[rows[0] : rows[-1], columns[0] : columns[-1]] if rows.size else ink[:0, :0]

    try:
        test_crop_to_ink(stops_one_too_early)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink loses the last row and the last column of the "
        "ink, as slices do when one forgets the + 1. test_crop_to_ink(stops_one_too_early) passed "
        "it, and should have failed it. Write down the whole crop that must come back, with its "
        "edges, and compare all of it."
    )


def test_your_test_notices_a_margin(test_crop_to_ink):
    def leaves_a_margin(ink):
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        if not rows.size:
            return ink[:0, :0]
        top, left = max(rows[0] - 1, 0), max(columns[0] - 1, 0)
        return ink[top : rows[-1] + 2, left : columns[-1] + 2]

    try:
        test_crop_to_ink(leaves_a_margin)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink leaves a pixel of empty paper on every side where "
        "there is one. test_crop_to_ink(leaves_a_margin) passed it, and should have failed it. "
        "Give your picture empty rows and columns on all four sides, and hold that none of them "
        "is left."
    )


def test_your_test_notices_that_the_sides_are_not_cut(test_crop_to_ink):
    def cuts_rows_only(ink):
        rows = np.flatnonzero(ink.any(axis=1))
        return ink[rows[0] : rows[-1] + 1] if rows.size else ink[:0, :0]

    try:
        test_crop_to_ink(cuts_rows_only)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink cuts above and below the ink, and not to the left "
        "and right of it. test_crop_to_ink(cuts_rows_only) passed it, and should have failed it. "
        "Give your picture empty columns at its sides."
    )


def test_your_test_notices_rows_taken_for_columns(test_crop_to_ink):
    def mixes_up_rows_and_columns(ink):
        rows, columns = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
        if not rows.size:
            return ink[:0, :0]
        return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    try:
        test_crop_to_ink(mixes_up_rows_and_columns)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink cuts the rows where the columns begin and end, "
        "and the columns where the rows do. test_crop_to_ink(mixes_up_rows_and_columns) passed "
        "it, and should have failed it. Let your ink stand in other rows than columns: in a "
        "picture that is alike in both directions, nobody notices."
    )


def test_your_test_notices_a_closed_gap(test_crop_to_ink):
    def closes_gaps(ink):
        return ink[ink.any(axis=1)][:, ink.any(axis=0)]

    try:
        test_crop_to_ink(closes_gaps)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink drops every empty row and column, also those "
        "between two strokes, so that the roof of a 5 falls on its belly. "
        "test_crop_to_ink(closes_gaps) passed it, and should have failed it. Give your ink an "
        "empty row or column in its middle, and hold that it is still there."
    )


def test_your_test_notices_lost_faint_ink(test_crop_to_ink):
    from digitkit.preprocessing import crop_to_ink

    def loses_faint_ink(ink):
        rows, columns = np.nonzero(ink > 127)
        if not rows.size:
            return crop_to_ink(ink)
        return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]

    try:
        test_crop_to_ink(loses_faint_ink)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink cuts off ink that is not above 127, such as the "
        "soft end of a stroke. test_crop_to_ink(loses_faint_ink) passed it, and should have "
        "failed it. Let the outermost pixel of your ink be a faint one, 1 or 20, beside strong ink."
    )


def test_your_test_notices_that_empty_paper_is_kept(test_crop_to_ink):
    from digitkit.preprocessing import crop_to_ink

    def keeps_empty_paper(ink):
        return crop_to_ink(ink) if ink.any() else ink

    try:
        test_crop_to_ink(keeps_empty_paper)
    except AssertionError:
        return
    raise AssertionError(
        "A bug slipped through: this crop_to_ink gives empty paper back as it came, where nothing "
        "should be left of it. test_crop_to_ink(keeps_empty_paper) passed it, and should have "
        "failed it. Crop a picture of zeros too, and hold that its shape is (0, 0)."
    )


# --- 08.3 fit_in_box ---------------------------------------------------------------------------


def test_fit_in_box_keeps_proportions(fit_in_box):
    for height, width, expected in [
        (100, 50, (20, 10)),
        (40, 80, (10, 20)),
        (60, 60, (20, 20)),
        (30, 90, (7, 20)),
        (100, 21, (20, 4)),
    ]:
        boxed = fit_in_box(np.full((height, width), 200, np.uint8))
        assert boxed.shape == expected, (
            f"fit_in_box of {height} rows and {width} columns gave shape {boxed.shape}, expected "
            f"{expected}. The longer side becomes 20 and the other shrinks by the same factor, "
            f"{20 / max(height, width):.3f}, rounded to the nearest whole pixel: "
            f"{min(height, width)} times that is {20 * min(height, width) / max(height, width):.2f}"
            ". A 1 that is stretched to a square is no 1 any more. And cv2.resize wants "
            "(width, height), the other way round than shape."
        )


def test_fit_in_box_fills_the_box(fit_in_box):
    for height, width, expected in [(10, 5, (20, 10)), (4, 8, (10, 20)), (1, 1, (20, 20))]:
        boxed = fit_in_box(np.full((height, width), 200, np.uint8))
        assert boxed.shape == expected, (
            f"fit_in_box of {height} rows and {width} columns gave shape {boxed.shape}, expected "
            f"{expected}. Small ink grows until its longer side is 20, as large ink shrinks: the "
            "network has seen digits of one size."
        )


def test_fit_in_box_takes_another_size(fit_in_box):
    boxed = fit_in_box(np.full((100, 50), 200, np.uint8), 80)
    assert boxed.shape == (80, 40), (
        f"fit_in_box(ink, 80) of 100 rows and 50 columns gave shape {boxed.shape}, expected "
        "(80, 40). The argument size says how long the longer side becomes; 20 is only what it is "
        "when nobody says."
    )


def test_fit_in_box_keeps_a_pixel_of_a_hairline(fit_in_box):
    for shape, expected in [((300, 1), (20, 1)), ((2, 300), (1, 20))]:
        try:
            boxed = fit_in_box(np.full(shape, 255, np.uint8)).shape
        except (ValueError, ArithmeticError, cv2.error) as error:
            boxed = f"the {type(error).__name__} {error!s:.100}"
        assert boxed == expected, (
            f"fit_in_box of a line of shape {shape} gave {boxed}, expected shape {expected}. "
            "Rounded, its shorter side would be 0, and a picture without columns is none: a very "
            "thin 1 is still a 1, so leave it at least one pixel."
        )


def test_fit_in_box_lets_no_stroke_vanish(fit_in_box):
    for place in range(3, 200, 14):
        ink = np.zeros((200, 200), np.uint8)
        ink[:, place : place + 3] = 250
        boxed = np.asarray(fit_in_box(ink))
        share = boxed.mean() / ink.mean()
        assert 0.8 < share < 1.2, (
            f"A stroke of 3 columns stands in column {place} of 200. After fit_in_box the picture "
            f"has {share:.0%} of its ink a pixel, expected about 100%. Where ten pixels become "
            "one, take their mean (interpolation=cv2.INTER_AREA): whoever looks only at single "
            "pixels, or at two neighbours, falls between the strokes or takes one too much."
        )


def test_fit_in_box_shows_the_same_ink(fit_in_box, rng):
    ink = rng.integers(0, 256, (60, 30), dtype=np.uint8)
    boxed = np.asarray(fit_in_box(ink.copy()), float)
    expected = ink.reshape(20, 3, 10, 3).mean(axis=(1, 3))
    apart = np.abs(boxed - expected).max() if boxed.shape == (20, 10) else 255
    assert apart < 2, (
        "Random ink of 60 rows and 30 columns becomes 20 by 10, so that each new pixel stands for "
        f"3 by 3 old ones. fit_in_box gave {boxed[0, :4].round().tolist()} ... at the top left, "
        f"expected {expected[0, :4].round().tolist()} ..., the mean of each nine. It must be the "
        "whole picture made smaller, neither a piece of it nor its numbers in another order."
    )


def test_fit_in_box_refuses_nothing(fit_in_box):
    for shape in [(0, 0), (0, 5)]:
        try:
            boxed = fit_in_box(np.zeros(shape, np.uint8))
        except ValueError:
            continue
        except (ArithmeticError, cv2.error, TypeError, IndexError) as error:
            boxed = f"the {type(error).__name__} {error!s:.80}"
        else:
            boxed = "None" if boxed is None else f"a picture of shape {boxed.shape}"
        raise AssertionError(
            f"fit_in_box of a picture of shape {shape} gave {boxed}, expected a ValueError. That "
            "is what is left of empty paper after the crop, and there is nothing to resize. Refuse "
            "it yourself, with a sentence that says what came and what is needed."
        )


# --- 08.4 center_by_mass -----------------------------------------------------------------------


def test_center_by_mass_puts_the_mass_in_the_middle(center_by_mass, rng):
    for trial in range(12):
        ink = np.zeros((int(rng.integers(5, 13)), int(rng.integers(5, 13))), np.uint8)
        rows, columns = rng.integers(0, ink.shape[0], 6), rng.integers(0, ink.shape[1], 6)
        ink[rows, columns] = rng.integers(60, 256, 6)
        field = np.asarray(center_by_mass(ink.copy()), float)
        places = np.arange(28)
        total = max(field.sum(), 1)
        row, column = field.sum(axis=1) @ places / total, field.sum(axis=0) @ places / total
        assert abs(row - 14) < 0.51 and abs(column - 14) < 0.51, (
            f"Six dots on {ink.shape[0]} rows and {ink.shape[1]} columns, picture {trial}. After "
            f"center_by_mass their centre of mass is at row {row:.2f} and column {column:.2f}, "
            "expected 14 for both, or at most half a pixel off, since ink moves by whole pixels. "
            "Each pixel counts as much as it has ink; rows give the place down, columns the place "
            "to the right."
        )


def test_center_by_mass_is_not_the_middle_of_the_box(center_by_mass):
    seven = np.zeros((9, 9), np.uint8)
    seven[0:3], seven[3:, 7:] = 200, 200  # a heavy roof, a stem at the right
    field = center_by_mass(seven.copy())
    rows, columns = np.nonzero(field)
    corner = (int(rows.min()), int(columns.min())) if rows.size else "nowhere"
    assert corner == (12, 9), (
        "A 7 of 9 by 9 pixels has a heavy roof and a stem at the right, so its centre of mass is "
        "at row 2.4 and column 5.1 of its box, above the middle and to the right of it. "
        f"center_by_mass put the corner of the box at {corner}, expected (12, 9): row 14 - 2.4 "
        "and column 14 - 5.1, rounded. The middle of the box is (4, 4), and MNIST does not go by "
        "it."
    )


def test_center_by_mass_weighs_ink_by_its_strength(center_by_mass):
    ink = np.zeros((3, 11), np.uint8)
    ink[1, 0], ink[1, 1:11] = 250, 10
    field = center_by_mass(ink.copy())
    columns = np.flatnonzero(np.asarray(field).any(axis=0))
    left = int(columns[0]) if columns.size else "nowhere"
    assert left == 12, (
        "A strong dot of 250 stands at the left end of a faint line of ten pixels of 10. "
        f"center_by_mass put the dot into column {left}, expected 12: the centre of mass is at "
        "column 1.6 of the ink. A pixel of 250 weighs 25 times as much as one of 10."
    )


def test_center_by_mass_loses_no_ink_at_the_edge(center_by_mass):
    for name, axis in [("left", 1), ("top", 0)]:
        ink = np.zeros((24, 24), np.uint8)
        (ink if axis == 0 else ink.T)[0] = 250
        (ink if axis == 0 else ink.T)[-1, 0] = 100
        try:
            field = np.asarray(center_by_mass(ink.copy()))
            rows, columns = np.nonzero(field)
            extent = (int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1) if rows.size else (0, 0)
            found = f"{extent[0]} rows and {extent[1]} columns with {int(field.sum())} of ink"
            good = extent == (24, 24) and field.sum() == ink.sum()
        except (ValueError, IndexError) as error:
            found, good = f"the {type(error).__name__} {error!s:.90}", False
        assert good, (
            f"Ink of 24 by 24 pixels has nearly all its mass at the {name} edge. To bring that to "
            "the middle of 28 pixels, the other end would have to leave the picture. "
            f"center_by_mass gave {found}, expected 24 rows and 24 columns with {int(ink.sum())} "
            "of ink. Hold the box at the edge: it may not begin before 0, nor after 28 - 24."
        )


def test_center_by_mass_takes_another_size(center_by_mass):
    field = center_by_mass(np.full((2, 4), 9, np.uint8), 10)
    assert field.shape == (10, 10) and np.flatnonzero(field[5]).tolist() in (
        [3, 4, 5, 6],
        [4, 5, 6, 7],
    ), (
        "A block of 2 rows and 4 columns. center_by_mass(block, 10) gave a field of shape "
        f"{field.shape}, with the block in columns "
        f"{np.flatnonzero(np.asarray(field).any(axis=0)).tolist()}; expected shape (10, 10) and "
        "columns 3 to 6 or 4 to 7, about column 5. Every 28 and 14 must come from the argument "
        "size."
    )


def test_center_by_mass_keeps_bytes_and_the_original(center_by_mass):
    ink = np.arange(12, dtype=np.uint8).reshape(3, 4)
    before = ink.copy()
    field = center_by_mass(ink)
    assert field.dtype == np.uint8, (
        f"center_by_mass of uint8 ink gave {field.dtype}, expected uint8. np.zeros makes float64 "
        "unless it is told a dtype."
    )
    field[:] = 7
    assert np.array_equal(ink, before), (
        f"center_by_mass was given {before.tolist()}; afterwards that ink was {ink.tolist()}. It "
        "must stay as it was: write into a new field."
    )


def test_center_by_mass_gives_an_empty_field_for_empty_ink(center_by_mass):
    try:
        with np.errstate(all="ignore"):
            field = center_by_mass(np.zeros((5, 3), np.uint8))
        found = f"{np.count_nonzero(field)} pixels of ink on a field of shape {field.shape}"
    except (ValueError, ArithmeticError, IndexError, TypeError) as error:
        found = f"the {type(error).__name__} {error!s:.90}"
    assert found == "0 pixels of ink on a field of shape (28, 28)", (
        f"center_by_mass of 5 by 3 pixels without ink gave {found}, expected 0 pixels of ink on a "
        "field of shape (28, 28). Without ink there is no mass to divide by: divide by 1 then, and "
        "lay the nothing anywhere."
    )


def test_center_by_mass_refuses_ink_that_does_not_fit(center_by_mass):
    for shape in [(29, 3), (5, 40)]:
        try:
            field = center_by_mass(np.full(shape, 9, np.uint8))
        except ValueError as error:
            message = str(error)
            if "broadcast" not in message:
                continue
            field = f"the ValueError {message:.60}, which does not say what was wrong"
        except IndexError as error:
            field = f"the IndexError {error!s:.80}"
        else:
            field = "None" if field is None else f"a field of shape {field.shape}"
        raise AssertionError(
            f"center_by_mass of ink of shape {shape} gave {field}, expected a ValueError of your "
            "own: it does not fit on 28 by 28. Cutting it in silence would make another digit of "
            "it. Say what came, what is needed, and what to do about it."
        )


# --- 08.5 reading_order ------------------------------------------------------------------------


def test_reading_order_sorts_a_line_from_left_to_right(reading_order):
    boxes = [
        SimpleNamespace(name=name, x=x, y=y, width=20, height=30)
        for name, x, y in [("C", 80, 12), ("A", 0, 15), ("D", 120, 10), ("B", 40, 18)]
    ]
    lines = reading_order(list(boxes))
    found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
    assert found == [["A", "B", "C", "D"]], (
        "Four boxes stand beside each other from A to D, A at the left, and none exactly as high "
        f"as the next. reading_order gave {found}, expected [['A', 'B', 'C', 'D']]: a list of "
        "lines, and here one line, sorted by x. Nobody writes so straight that y could tell the "
        "order in a line."
    )


def test_reading_order_reads_the_upper_line_first(reading_order):
    boxes = [
        SimpleNamespace(name=name, x=x, y=y, width=20, height=30)
        for name, x, y in [("D", 5, 90), ("B", 60, 8), ("E", 50, 95), ("A", 10, 10), ("C", 99, 12)]
    ]
    lines = reading_order(list(boxes))
    found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
    assert found == [["A", "B", "C"], ["D", "E"]], (
        "Boxes A, B and C stand in a line, D and E in a line below it; they come in the order D, "
        f"B, E, A, C. reading_order gave {found}, expected [['A', 'B', 'C'], ['D', 'E']]. First "
        "part the boxes into lines, from top to bottom (y grows downwards), then sort each line "
        "by x."
    )


def test_reading_order_does_not_depend_on_where_the_page_begins(reading_order, rng):
    for down in (0, *rng.integers(1, 200, 6).tolist()):
        boxes = [
            SimpleNamespace(name=name, x=x, y=y + down, width=20, height=30)
            for name, x, y in [("A", 10, 14), ("B", 60, 2), ("C", 10, 60), ("D", 60, 50)]
        ]
        lines = reading_order(list(boxes))
        found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
        assert found == [["A", "B"], ["C", "D"]], (
            "A and B stand in a line, C and D in the next one, 30 pixels high each, and the page "
            f"begins {down} pixels down. reading_order gave {found}, expected [['A', 'B'], "
            "['C', 'D']]. Two boxes are in one line when they overlap in height, wherever they "
            "are; a fixed grid of rows cuts some lines in two."
        )


def test_reading_order_keeps_large_and_small_in_one_line(reading_order):
    boxes = [
        SimpleNamespace(name=name, x=x, y=y, width=20, height=height)
        for name, x, y, height in [("A", 0, 10, 60), ("B", 40, 38, 28), ("C", 80, 12, 30)]
    ]
    lines = reading_order(list(boxes))
    found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
    assert found == [["A", "B", "C"]], (
        "A large box A of 60 pixels stands before two small ones of about 30: B reaches down as "
        f"far as A, C up as far. reading_order gave {found}, expected all three in one line. Ask "
        "how much of the *smaller* height two boxes share, not whether their tops are alike."
    )


def test_reading_order_keeps_a_tilted_line_together(reading_order):
    boxes = [
        SimpleNamespace(name="ABCDEF"[place], x=40 * place, y=6 * place, width=30, height=40)
        for place in (3, 0, 5, 1, 4, 2)
    ]
    lines = reading_order(list(boxes))
    found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
    assert found == [["A", "B", "C", "D", "E", "F"]], (
        "Six boxes of 40 pixels height in a line that falls by 6 pixels from box to box, as on a "
        f"page held askew. reading_order gave {found}, expected one line of A to F. F shares "
        "hardly any height with A, but enough with the line as a whole: compare with the mean of "
        "the boxes that are in the line already."
    )


def test_reading_order_parts_lines_that_nearly_touch(reading_order):
    boxes = [
        SimpleNamespace(name=name, x=x, y=y, width=20, height=40)
        for name, x, y in [("A", 0, 0), ("B", 40, 4), ("C", 5, 37), ("D", 42, 39)]
    ]
    lines = reading_order(list(boxes))
    found = [[b.name for b in line] if isinstance(line, list) else line.name for line in lines]
    assert found == [["A", "B"], ["C", "D"]], (
        "A and B stand above C and D, so close that the lines overlap by 3 to 7 of 40 pixels, as "
        f"the tail of a 9 does. reading_order gave {found}, expected [['A', 'B'], ['C', 'D']]. A "
        "touch is not enough: ask for more than 0.4 of the smaller height."
    )


def test_reading_order_gives_each_box_once(reading_order, rng):
    between = [(0, 0, 40), (30, 25, 40), (60, 5, 82)]  # the third fits both lines: x, y, height
    many = [(int(x), int(y), 30) for x, y in rng.integers(0, 120, (9, 2))]
    for places in ([], many[:1], many, between):
        boxes = [SimpleNamespace(x=x, y=y, width=20, height=height) for x, y, height in places]
        given = list(boxes)
        lines = reading_order(given)
        lines = [line if isinstance(line, list) else [line] for line in lines]
        found, sizes = sum(lines, []), [len(line) for line in lines]
        assert sorted(map(id, found)) == sorted(map(id, boxes)), (
            f"reading_order of {len(boxes)} boxes gave lines of {sizes} boxes, expected each of "
            f"the {len(boxes)} once, and the very objects that were given. A box that fits two "
            "lines belongs to the first that fits, and to no other."
        )
        assert all(one is other for one, other in zip(given, boxes, strict=True)), (
            "reading_order changed the order of the list that it was given. Whoever called it may "
            "still need that order: sorted(boxes) makes a new list, boxes.sort() does not."
        )
