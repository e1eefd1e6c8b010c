"""Promises of the changes that keep an image's label."""

import time

import numpy as np
import pytest
from scipy import ndimage

from digitkit.augmentation import (
    affine_matrix,
    augment,
    elastic,
    measure,
    measure_batch,
    plot_changes,
    rotate,
    shear,
    shift,
    warp,
    warp_batch,
    zoom,
)

ONE_IMAGE = [
    lambda image: shift(image, dx=2, dy=-1),
    lambda image: rotate(image, degrees=10),
    lambda image: zoom(image, factor=1.1),
    lambda image: shear(image, degrees=10),
]
BATCH = [augment, elastic]
DTYPES = [np.uint8, np.int64, np.float32, np.float64]


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def seven():
    """A 7 of a few thick strokes, uint8, ink inside the middle 20 by 20 pixels."""
    image = np.zeros((28, 28), np.uint8)
    image[5:8, 7:20] = 255
    for row in range(8, 23):
        image[row, 19 - (row - 8) // 2 - 3 : 19 - (row - 8) // 2] = 255
    return image


@pytest.fixture
def sevens(seven):
    return np.repeat(seven[None], 200, axis=0)


def centre_of_mass(image):
    return np.array(ndimage.center_of_mass(image.astype(float)))[::-1]


# --- shift ---------------------------------------------------------------------------------


def test_shift_moves_right_and_down():
    image = np.array([[1, 2, 0], [3, 4, 0], [0, 0, 0]])
    moved = shift(image, dx=1, dy=1)
    assert moved.tolist() == [[0, 0, 0], [0, 1, 2], [0, 3, 4]], (
        f"shift by dx=1, dy=1 gave {moved.tolist()}; dx counts columns to the right and dy "
        "counts rows down."
    )


def test_shift_does_not_wrap_around():
    moved = shift(np.array([[0, 0, 9]]), dx=1, dy=0)
    assert moved.sum() == 0, (
        f"shift([[0, 0, 9]], dx=1, dy=0) gave {moved.tolist()}, expected [[0, 0, 0]]. "
        "Ink that leaves on the right must not come back on the left: np.roll wraps."
    )


@pytest.mark.parametrize(("dx", "dy"), [(3, 0), (-3, 0), (0, 2), (0, -2), (99, -99)])
def test_shift_beyond_the_edge_leaves_a_blank_picture(dx, dy):
    assert shift(np.ones((2, 3)), dx, dy).sum() == 0


def test_shift_there_and_back_restores_ink_that_stayed_inside(seven):
    assert np.array_equal(shift(shift(seven, 3, -4), -3, 4), seven)


def test_shift_agrees_with_scipy(rng):
    image = rng.integers(0, 256, (9, 7), dtype=np.uint8)
    for dx, dy in rng.integers(-8, 9, (50, 2)):
        assert np.array_equal(shift(image, dx, dy), ndimage.shift(image, (dy, dx), order=0))


def test_shift_refuses_half_a_pixel():
    with pytest.raises(ValueError, match=r"whole pixels, got 0.5 and 0"):
        shift(np.zeros((3, 3)), dx=0.5, dy=0)


# --- rotate, zoom, shear -------------------------------------------------------------------


@pytest.mark.parametrize("quarters", [1, 2, 3, -1])
def test_rotate_by_quarter_turns_is_exact_and_counter_clockwise(rng, quarters):
    image = rng.integers(0, 256, (28, 28), dtype=np.uint8)
    assert np.array_equal(rotate(image, 90 * quarters), np.rot90(image, quarters)), (
        "A quarter turn about the centre ((width - 1) / 2, (height - 1) / 2) moves pixels onto "
        "pixels; width / 2 is half a pixel off, and a positive angle turns counter-clockwise."
    )


def test_rotate_agrees_with_scipy(seven):
    ours = rotate(seven.astype(float), 17)
    theirs = ndimage.rotate(seven.astype(float), 17, reshape=False, order=1)
    assert np.abs(ours - theirs).max() < 8, "OpenCV rounds places to 1/32 pixel, no worse"


def test_zoom_by_two_doubles_the_size_of_the_ink():
    image = np.zeros((28, 28))
    image[12:16, 13:15] = 1
    assert zoom(image, 2).sum() == pytest.approx(4 * 8, rel=0.01)


def test_zoom_leaves_the_centre_in_place():
    image = np.zeros((27, 27))
    image[13, 13] = 1
    for factor in (0.5, 0.9, 1.1, 3):
        assert zoom(image, factor)[13, 13] == pytest.approx(1), (
            f"zoom by {factor} moved the centre pixel: subtract (width - 1) / 2, not width / 2."
        )


def test_zoom_keeps_a_centred_square_centred(seven):
    square = np.zeros((28, 28))
    square[9:19, 9:19] = 1
    for factor in (0.8, 1.3):
        assert centre_of_mass(zoom(square, factor)) == pytest.approx([13.5, 13.5], abs=0.02)


def test_shear_leans_to_the_right_and_keeps_the_middle_row():
    stroke = np.zeros((27, 27))
    stroke[:, 13] = 1
    slanted = shear(stroke, 20)
    assert slanted[13].argmax() == 13
    assert slanted[3].argmax() > 13 > slanted[23].argmax(), "the top must lean to the right"
    moved = 10 * np.tan(np.deg2rad(20))
    assert centre_of_mass(slanted[3:4])[0] == pytest.approx(13 + moved, abs=0.05)


def test_shear_keeps_every_row_s_ink(seven):
    before, after = seven.astype(float).sum(axis=1), shear(seven.astype(float), 10).sum(axis=1)
    assert after == pytest.approx(before, rel=0.01), "a shear slides rows, it does not mix them"


@pytest.mark.parametrize("factor", [0, -1, float("nan")])
def test_zoom_refuses_what_is_not_above_zero(factor):
    with pytest.raises(ValueError, match=f"factor must be above 0, got {factor}"):
        zoom(np.zeros((3, 3)), factor)


@pytest.mark.parametrize("degrees", [90, -90, 200, float("nan")])
def test_shear_refuses_a_right_angle_and_beyond(degrees):
    with pytest.raises(ValueError, match="degrees must be between -90 and 90"):
        shear(np.zeros((3, 3)), degrees)


def test_rotate_refuses_an_angle_that_is_no_number():
    with pytest.raises(ValueError, match="finite numbers"):
        rotate(np.zeros((3, 3)), float("nan"))


# --- what every change of one image keeps --------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("change", ONE_IMAGE)
def test_a_change_keeps_shape_dtype_and_range(change, dtype):
    image = np.zeros((20, 30), dtype)
    image[5:15, 10:20] = 200
    changed = change(image)
    assert (changed.shape, changed.dtype) == (image.shape, image.dtype)
    assert changed.min() == 0 and 0 < changed.max() <= 200


@pytest.mark.parametrize("change", ONE_IMAGE)
def test_a_change_leaves_the_original_alone(change, seven):
    before = seven.copy()
    change(seven)
    assert np.array_equal(seven, before)


@pytest.mark.parametrize("change", ONE_IMAGE)
def test_a_change_fills_with_background(change):
    changed = change(np.zeros((28, 28)) + [[1.0]])
    assert changed.min() >= 0 and changed[14, 14] == pytest.approx(1)


@pytest.mark.parametrize(
    "nothing",
    [
        lambda image: shift(image, 0, 0),
        lambda image: rotate(image, 0),
        lambda image: zoom(image, 1),
        lambda image: shear(image, 0),
        lambda image: rotate(image, 360),
        lambda image: warp(image, affine_matrix(image.shape)),
    ],
)
def test_a_change_by_nothing_changes_nothing(nothing, rng):
    image = rng.integers(0, 256, (28, 28), dtype=np.uint8)
    assert np.array_equal(nothing(image), image)


@pytest.mark.parametrize("change", ONE_IMAGE)
@pytest.mark.parametrize("shape", [(784,), (5, 28, 28), (28, 28, 1)])
def test_a_change_of_one_image_refuses_other_shapes(change, shape):
    with pytest.raises(ValueError, match=r"image must have shape \(height, width\), got \(") as e:
        change(np.zeros(shape))
    assert str(shape) in str(e.value)


def test_measure_gives_height_before_width():
    assert measure(np.zeros((28, 20))) == (28, 20)
    assert measure_batch(np.zeros((5, 28, 20))) == (5, 28, 20)


def test_measure_refuses_an_empty_picture():
    with pytest.raises(ValueError, match=r"got \(0, 28\); pass one image"):
        measure(np.zeros((0, 28)))


def test_shift_far_beyond_the_edge_needs_no_more_than_a_border():
    assert not shift(np.ones((28, 28), np.uint8), dx=10_000, dy=-10_000).any()


# --- the composed matrix -------------------------------------------------------------------


def test_affine_matrix_agrees_with_each_single_change(seven):
    image = seven.astype(float)
    pairs = {
        "shift": (shift(image, 3, -2), dict(dx=3, dy=-2)),
        "rotate": (rotate(image, 25), dict(degrees=25)),
        "zoom": (zoom(image, 1.3), dict(factor=1.3)),
        "shear": (shear(image, 15), dict(lean=15)),
    }
    for name, (alone, arguments) in pairs.items():
        through_matrix = warp(image, affine_matrix(image.shape, **arguments))
        assert through_matrix == pytest.approx(alone, abs=1e-6), f"{name} differs"


def test_affine_matrix_applies_shear_then_zoom_then_rotation_then_shift():
    names = [dict(lean=20), dict(factor=1.2), dict(degrees=30), dict(dx=2, dy=1)]
    product = np.eye(3)
    for arguments in names:
        product = np.vstack([affine_matrix((28, 28), **arguments), [0, 0, 1]]) @ product
    composed = affine_matrix((28, 28), lean=20, factor=1.2, degrees=30, dx=2, dy=1)
    assert composed == pytest.approx(product[:2])


def test_affine_matrix_makes_one_matrix_for_each_number():
    degrees, dx = np.array([0, 10, 20]), np.array([1, 2, 3])
    together = affine_matrix((28, 28), degrees=degrees, dx=dx)
    alone = [affine_matrix((28, 28), degrees=d, dx=x) for d, x in zip(degrees, dx, strict=True)]
    assert together.shape == (3, 2, 3)
    assert together == pytest.approx(np.array(alone))


@pytest.mark.parametrize("bad", [dict(factor=0), dict(factor=np.array([1, -1])), dict(lean=90)])
def test_affine_matrix_refuses_what_would_flatten_or_mirror_the_ink(bad):
    with pytest.raises(ValueError, match="zoom must be above 0 and shear between -90 and 90"):
        affine_matrix((28, 28), **bad)


def test_warp_refuses_a_matrix_of_another_shape():
    with pytest.raises(ValueError, match="2 rows of 3 finite numbers"):
        warp(np.zeros((3, 3)), np.eye(3))


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
def test_warp_batch_draws_each_image_through_its_own_matrix(dtype, seven, rng):
    images = np.stack([seven, seven.T, seven[::-1]]).astype(dtype)
    matrices = affine_matrix((28, 28), degrees=rng.uniform(-30, 30, 3), dx=rng.uniform(-3, 3, 3))
    together = warp_batch(images, matrices)
    alone = [warp(image, matrix) for image, matrix in zip(images, matrices, strict=True)]
    apart = np.abs(together.astype(float) - np.array(alone, dtype=float)).max()
    assert together.dtype == dtype
    assert apart < 8, f"warp_batch and warp differ by {apart}, more than 1/32 pixel explains"
    channels = warp_batch(images[..., None], matrices)
    assert np.array_equal(channels[..., 0], together)


@pytest.mark.parametrize("shape", [(2, 3), (3, 2, 3), (5, 3, 3)])
def test_warp_batch_refuses_other_than_one_matrix_for_each_image(shape):
    with pytest.raises(ValueError, match=r"matrices must have shape \(5, 2, 3\)") as error:
        warp_batch(np.zeros((5, 28, 28)), np.zeros(shape))
    assert f"got {shape}" in str(error.value)


# --- whole batches -------------------------------------------------------------------------


@pytest.mark.parametrize("change", BATCH)
def test_a_batch_is_the_same_for_the_same_seed_and_new_for_another(change, sevens):
    first = change(sevens, np.random.default_rng(3))
    assert np.array_equal(first, change(sevens, np.random.default_rng(3)))
    assert np.array_equal(first, change(sevens, 3)), "a whole number is a seed"
    assert not np.array_equal(first, change(sevens, np.random.default_rng(4)))


@pytest.mark.parametrize("change", BATCH)
def test_a_generator_gives_new_images_on_every_call(change, sevens, rng):
    assert not np.array_equal(change(sevens, rng), change(sevens, rng))


@pytest.mark.parametrize("change", BATCH)
def test_every_image_of_a_batch_is_changed_in_its_own_way(change, sevens, rng):
    assert len(np.unique(change(sevens, rng), axis=0)) == len(sevens)


@pytest.mark.parametrize("change", BATCH)
@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(200, 28, 28), (200, 28, 28, 1)])
def test_a_batch_keeps_shape_dtype_range_and_the_original(change, dtype, shape, sevens, rng):
    images = sevens.astype(dtype).reshape(shape)
    before = images.copy()
    changed = change(images, rng)
    assert (changed.shape, changed.dtype) == (images.shape, images.dtype)
    assert 0 <= changed.min() and 200 < changed.max() <= 255
    assert np.array_equal(images, before)


@pytest.mark.parametrize("change", BATCH)
def test_every_image_keeps_its_own_place_in_the_batch(change, rng):
    squares = np.zeros((60, 28, 28), np.uint8)
    for place, image in enumerate(squares):
        image[10:18, 10:18] = place + 100
    changed = change(squares, rng)
    assert changed.max(axis=(1, 2)).tolist() == list(range(100, 160))


@pytest.mark.parametrize("change", BATCH)
def test_a_batch_does_not_depend_on_the_channel_axis_or_on_the_memory_order(change, sevens):
    sevens = sevens * np.linspace(0.5, 1, 200, dtype=np.float32)[:, None, None]
    expected = change(sevens, 0)
    assert np.array_equal(change(sevens[..., None], 0)[..., 0], expected)
    assert np.array_equal(change(np.asfortranarray(sevens), 0), expected)
    assert np.array_equal(change(sevens[::-1].copy()[::-1], 0), expected)


@pytest.mark.parametrize("change", BATCH)
def test_an_empty_batch_stays_empty(change, rng):
    assert change(np.zeros((0, 28, 28), np.uint8), rng).shape == (0, 28, 28)


@pytest.mark.parametrize("change", BATCH)
def test_a_batch_stays_a_picture_of_the_same_digit(change, sevens, seven, rng):
    changed = change(sevens, rng).astype(float)
    ink = changed.sum(axis=(1, 2)) / seven.sum()
    moved = [np.hypot(*(centre_of_mass(image) - centre_of_mass(seven))) for image in changed]
    assert 0.7 < ink.min() and ink.max() < 1.4, f"ink went from {ink.min():.2f} to {ink.max():.2f}"
    assert max(moved) < 5, f"the ink moved by up to {max(moved):.1f} pixels"


def test_augment_of_nothing_changes_nothing(sevens, rng):
    same = augment(sevens, rng, degrees=0, factor=(1, 1), lean=0, pixels=0)
    assert np.array_equal(same, sevens)


def test_elastic_of_nothing_changes_nothing(sevens, rng):
    assert np.array_equal(elastic(sevens, rng, alpha=0), sevens)


def test_augment_stays_within_its_ranges_and_uses_all_of_them(sevens, rng):
    still = dict(degrees=0, factor=(1, 1), lean=0, pixels=0)
    moved = augment(sevens.astype(float), rng, **{**still, "pixels": 3})
    places = np.array([centre_of_mass(image) for image in moved]) - centre_of_mass(sevens[0])
    assert np.abs(places).max() < 3.05
    assert (places.min(axis=0) < -2.5).all() and (places.max(axis=0) > 2.5).all()
    zoomed = augment(sevens.astype(float), rng, **{**still, "factor": (0.8, 1.2)})
    areas = np.sqrt(zoomed.sum(axis=(1, 2)) / sevens[0].sum())
    assert 0.78 < areas.min() < 0.85 and 1.15 < areas.max() < 1.22


def test_elastic_bends_smoothly():
    ramp = np.tile(100 + np.arange(28, dtype=np.float32), (300, 28, 1))
    bent = elastic(ramp, 0, alpha=1.5)[:, 6:-6, 6:-6]
    steps = np.diff(bent, axis=2)
    assert (steps > 0).mean() > 0.99, "a smooth field of 1.5 pixels must not fold the picture"


@pytest.mark.parametrize("change", BATCH)
@pytest.mark.parametrize("shape", [(784,), (5, 784), (5, 28, 28, 3), (5, 1, 28, 28, 1)])
def test_a_batch_of_another_shape_is_refused_with_a_remedy(change, shape, rng):
    with pytest.raises(ValueError, match=r"try images.reshape\(-1, 28, 28\)") as error:
        change(np.zeros(shape), rng)
    assert str(shape) in str(error.value)


@pytest.mark.parametrize("change", BATCH)
def test_a_batch_of_whole_numbers_wider_than_a_byte_is_refused_with_a_remedy(change, rng):
    with pytest.raises(ValueError, match=r"got int64; try images.astype\('float32'\)"):
        change(np.zeros((2, 28, 28), np.int64), rng)


def test_elastic_refuses_a_grid_of_one_point(sevens, rng):
    with pytest.raises(ValueError, match="grid must be at least 2"):
        elastic(sevens, rng, grid=1)


@pytest.mark.alone
@pytest.mark.parametrize(("change", "seconds"), [(augment, 3), (elastic, 5)])
def test_sixty_thousand_images_are_changed_within_seconds(change, seconds, sevens, rng):
    images = np.repeat(sevens, 300, axis=0)
    start = time.process_time()  # not of the clock: other programs may want the processor too
    change(images, rng)
    took = time.process_time() - start
    assert took < seconds, f"60,000 images took {took:.1f} s; each must be warped only once"


# --- drawing them --------------------------------------------------------------------------


def test_changes_are_drawn_each_in_a_frame_with_its_caption(seven):
    captions = [f"{degrees}°" for degrees in range(0, 90, 10)]
    figure = plot_changes([rotate(seven, int(c[:-1])) for c in captions], captions, "Turns", 4)
    assert figure.get_suptitle() == "Turns"
    assert [axis.get_title("center") for axis in figure.axes] == captions
    first, last = figure.axes[0].images[0], figure.axes[-1].images[0]
    assert np.array_equal(first.get_array(), seven)
    assert first.get_clim() == last.get_clim() == (0, 255), "a faint picture must look faint"


@pytest.mark.parametrize(("images", "captions"), [(2, 1), (1, 2), (0, 0)])
def test_changes_are_not_drawn_without_a_caption_each(images, captions):
    with pytest.raises(ValueError, match=f"got {images} pictures and {captions} captions"):
        plot_changes(np.zeros((images, 28, 28)), ["?"] * captions, "Turns")
