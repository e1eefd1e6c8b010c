"""MNIST's framing, held against MNIST itself."""

import cv2
import numpy as np
import pytest

from digitkit.loading import load_mnist
from digitkit.preprocessing import center_by_mass, crop_to_ink, fit_in_box, frame_digit


@pytest.fixture(scope="module")
def digits():
    return load_mnist()[1][0][:300]


def test_the_box_of_20_keeps_proportions():
    assert fit_in_box(np.full((100, 50), 9, np.uint8)).shape == (20, 10)
    assert fit_in_box(np.full((30, 90), 9, np.uint8)).shape == (7, 20)


def test_a_hairline_keeps_at_least_one_pixel():
    assert fit_in_box(np.full((300, 1), 255, np.uint8)).shape == (20, 1)


def test_the_centre_of_mass_lands_in_the_middle():
    ink = np.zeros((12, 10), np.uint8)
    ink[:, :2] = 200  # lopsided: the box's middle is not the ink's
    rows, columns = np.nonzero(center_by_mass(ink))
    assert abs(rows.mean() - 14) <= 0.5 and abs(columns.mean() - 14) <= 0.5


def test_no_ink_is_lost_at_the_edge():
    ink = np.zeros((20, 20), np.uint8)
    ink[0], ink[-1, 0] = 255, 255  # its mass lies at the top, its box needs all 20 rows
    assert center_by_mass(ink).sum() == ink.sum()


def test_ink_larger_than_the_field_is_refused():
    with pytest.raises(ValueError, match="does not fit on 28 by 28; try fit_in_box"):
        center_by_mass(np.ones((29, 3), np.uint8))


def test_an_empty_image_is_refused():
    with pytest.raises(ValueError, match="at least one pixel"):
        frame_digit(np.zeros((50, 50), np.uint8))


def test_mnist_framed_again_stays_as_it_is(digits):
    """The recipe is MNIST's own, so repeating it must move next to nothing."""
    again = np.stack([frame_digit(digit) for digit in digits])
    same = (again == digits).all(axis=(1, 2)).mean()
    assert same > 0.97, f"only {same:.0%} of MNIST's digits came out as they went in"


def test_a_digit_enlarged_and_pushed_aside_is_framed_as_it_was(digits):
    for digit in digits[:50]:
        large = cv2.resize(digit, (112, 112), interpolation=cv2.INTER_LINEAR)
        aside = np.pad(np.where(large > 30, large, np.uint8(0)), ((90, 3), (7, 60)))
        # Half a pixel of rounding is allowed: both are blurred before they are compared.
        pair = [cv2.GaussianBlur(i, (0, 0), 1.2).ravel() for i in (frame_digit(aside), digit)]
        assert np.corrcoef(pair)[0, 1] > 0.85


def test_crop_keeps_exactly_the_ink():
    ink = np.zeros((9, 9), np.uint8)
    ink[2, 3], ink[5, 7] = 1, 1
    assert crop_to_ink(ink).shape == (4, 5)
