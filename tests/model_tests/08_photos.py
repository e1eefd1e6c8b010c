"""The tests that lesson 08 asks for, as one might write them."""

import numpy as np


def test_crop_to_ink(crop_to_ink):
    """Hold that ``crop_to_ink(ink)`` cuts a picture down to its ink.

    Fail (with ``assert``) where `crop_to_ink` breaks one of its promises, and let a good one pass:

    - what comes back is the smallest rectangle that holds all ink: no empty row or column is left
      on any of the four sides, and none of the ink is lost;
    - every number above 0 is ink, however faint;
    - inside the rectangle nothing changes: gaps between strokes stay;
    - of a picture without ink nothing is left: the shape is (0, 0).

    Parameters
    ----------
    crop_to_ink : callable
        Called as ``crop_to_ink(ink)``, with one picture of shape (height, width), background 0.
    """
    inside = np.array([[0, 200, 0, 0, 9], [0, 0, 0, 0, 0], [1, 0, 0, 250, 0]], np.uint8)
    ink = np.pad(inside, [(1, 3), (2, 4)])
    cropped = crop_to_ink(ink)
    assert np.array_equal(cropped, inside), f"expected {inside.tolist()}, got {cropped.tolist()}"
    blank = crop_to_ink(np.zeros((4, 5), np.uint8))
    assert blank.shape == (0, 0), f"of empty paper {blank.shape} is left"
