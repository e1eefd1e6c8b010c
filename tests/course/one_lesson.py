"""A project of one small lesson."""

PAGE = """\
---
title: Small steps
minutes: 20
needs: [Python]
able: [Move ink.]
---

Look at an image.

```python
import numpy as np

from digitkit.augmentation import warp

image = np.eye(5, dtype=np.uint8)
print(image)
```

```exercise
digitkit.augmentation:shift
checks: test_shift_moves_the_ink, test_shift_does_not_wrap_around
points: 2
hints:
  - Where does the ink go?
  - Copy a part into an empty image.
  - |
    Nearly the code:

        moved[dy:, dx:] = image[:-dy, :-dx]
```

```python
print(shift(image, 1, 0))
```

Now a test.

```exercise
digitkit.augmentation:shear
write: test_shear
checks: test_shear_lets_the_good_one_pass, test_shear_finds_a_lean_to_the_left
points: 3
hints:
  - What must a slant keep?
  - The middle row stays.
  - Compare with a known picture.
```

Ink that leaves does not come back.
"""
PACKAGE = "from digitkit.augmentation.one_image import shear, shift\n"
KIT = '''\
"""Label-keeping changes of one image."""

import numpy as np

from digitkit.augmentation.affine import warp

SIZE = 28


def shift(image, dx, dy):
    """Move the ink of one image by whole pixels, filling with background.

    Parameters
    ----------
    image : ndarray of shape (height, width)
    dx, dy : int
        Columns to the right and rows down; negatives go the other way.
    """
    height, width = image.shape
    # a move beyond the edge must leave a blank picture
    dx, dy = int(np.clip(dx, -width, width)), int(np.clip(dy, -height, height))
    moved = np.zeros_like(image)
    moved[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = image[
        max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)
    ]
    return moved


def shear(image, degrees):
    """Slant one image as italics do, the middle row staying in place."""
    slope, centre_y = np.tan(np.deg2rad(degrees)), (image.shape[0] - 1) / 2
    return warp(image, [[1, -slope, slope * centre_y], [0, 1, 0]])
'''
CHECKS = '''\
"""The checks of lesson 05."""

import numpy as np

from digitkit.augmentation import shear as good_shear


def test_shift_moves_the_ink(shift):
    moved = shift(np.array([[1, 2, 3]]), 1, 0)
    assert np.array_equal(moved, [[0, 1, 2]]), f"shift gave {np.asarray(moved).tolist()}."


def test_shift_does_not_wrap_around(shift, rng):
    row = rng.integers(1, 9, size=(1, 3))
    moved = shift(row, dx=3, dy=0)
    assert not moved.any(), f"shift({row.tolist()}, 3, 0) gave {moved.tolist()}: it wraps."


def test_shear_lets_the_good_one_pass(test_shear):
    test_shear(good_shear)


def test_shear_finds_a_lean_to_the_left(test_shear):
    try:
        test_shear(lambda image, degrees: good_shear(image, -degrees))
    except AssertionError:
        return
    raise AssertionError("A shear that leans to the left slipped through.")
'''
MODEL = '''\
"""The tests that lesson 05 asks for."""

import numpy as np


def test_shear(shear):
    """Hold that a positive slant leans to the right."""
    slanted = shear(np.array([[0, 9, 0], [0, 9, 0], [0, 9, 0]]), degrees=45)
    assert slanted.tolist() == [[0, 0, 9], [0, 9, 0], [9, 0, 0]]
'''
WRONG = '''\
"""Mistakes planted in lesson 05."""

import numpy as np


def shift__np_roll(image, dx, dy):
    return np.roll(image, (dy, dx), axis=(0, 1))


def shift__not_at_all(image, dx, dy):
    return image


def shift__blank(image, dx, dy):
    return np.zeros_like(image)


def test_shear__nothing(shear):
    pass


def test_shear__only_the_shape(shear):
    assert shear(np.eye(3), 10).shape == (3, 3)


def test_shear__to_the_left(shear):
    assert shear(np.eye(3), 10)[0, 0] > 0.9
'''


def write_one_lesson(root):
    """Write a project of one lesson into a folder, and give the folder."""
    for path, text in {
        "digitkit/augmentation/__init__.py": PACKAGE,
        "digitkit/augmentation/one_image.py": KIT,
        "docs/lessons/05-small-steps.md": PAGE,
        "tests/checks/test_05_small_steps.py": CHECKS,
        "tests/model_tests/05_small_steps.py": MODEL,
        "tests/wrong_answers/05_small_steps.py": WRONG,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
