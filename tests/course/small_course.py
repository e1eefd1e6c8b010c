"""A small course in a folder of its own: real pages, real checks, real notebooks."""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "00-tour": """\
---
title: A look around
minutes: 1
---

Look.

```python
print("a digit")
```
""",
    "02-scaling": """\
---
title: Scaling
minutes: 5
needs: [Python]
able: [bring pixels into a range]
---

Networks like small numbers.

```python
import numpy as np
```

```exercise
digitkit.preprocessing:scale
checks: test_scale_ends_at_one
points: 1
hints:
  - What is the largest value that a byte can have?
  - Divide by it.
  - "`image / 255`"
```

Keep: a pixel is a number from 0 to 1.
""",
    "05-shifting": """\
---
title: Shifting
minutes: 5
needs: [slices]
able: [move ink, test a move]
---

Ink moves.

```python
import numpy as np
```

```exercise
digitkit.augmentation:shift
checks: test_shift_moves_the_ink, test_shift_does_not_wrap_around
points: 2
hints:
  - Where does the ink go that leaves on the right?
  - Copy a part of the image into an empty one.
  - |
    Nearly the code:

        moved = np.zeros_like(image)
        moved[:, dx:] = image[:, :-dx]
```

```python
shift(np.eye(3), 1, 0)
```

```exercise
digitkit.augmentation:shift
write: test_shift
checks: test_test_shift_passes_the_good_one, test_test_shift_catches_np_roll
points: 3
hints:
  - What would np.roll give?
  - Move the only ink out of the image.
  - "`assert shift(np.array([[0, 9]]), 1, 0).sum() == 0`"
```

Keep: what leaves does not come back.
""",
}

FILES = {
    # What the pages quote; the checks import the kit itself, which does the same.
    "digitkit/preprocessing.py": '''\
"""Scale."""

import numpy as np


def scale(image):
    """Bring bytes into the range from 0 to 1."""
    return np.asarray(image) / 255
''',
    "digitkit/augmentation.py": '''\
"""Shift."""

import numpy as np


def shift(image, dx, dy):
    """Move ink to the right, by dx columns."""
    moved = np.zeros_like(image)
    moved[:, dx:] = image[:, : image.shape[1] - dx]
    return moved
''',
    "tests/checks/test_02_scaling.py": '''\
"""What lesson 02 promises."""

import numpy as np


def test_scale_ends_at_one(scale, rng):
    image = rng.integers(1, 255, (2, 2), dtype=np.uint8)
    scaled = scale(image)
    assert np.allclose(scaled * 255, image), (
        f"scale({image.tolist()}) gave {np.asarray(scaled).tolist()}: a byte ends at 255, not "
        "at its image's own largest value."
    )
''',
    "tests/checks/test_05_shifting.py": '''\
"""What lesson 05 promises."""

import numpy as np


def test_shift_moves_the_ink(shift, rng):
    ink = int(rng.integers(1, 255))
    moved = shift(np.array([[ink, 0, 0]]), 1, 0)
    assert moved.tolist() == [[0, ink, 0]], (
        f"shift([[{ink}, 0, 0]], 1, 0) gave {moved.tolist()}, expected [[0, {ink}, 0]]: "
        "dx moves to the right."
    )


def test_shift_does_not_wrap_around(shift):
    moved = shift(np.array([[0, 0, 9]]), 1, 0)
    assert moved.sum() == 0, (
        f"shift([[0, 0, 9]], 1, 0) gave {moved.tolist()}, expected [[0, 0, 0]]: np.roll wraps."
    )


def test_test_shift_passes_the_good_one(test_shift):
    from digitkit.augmentation import shift

    try:
        test_shift(shift)
    except AssertionError:
        raise AssertionError("Your test fails a good shift.") from None


def test_test_shift_catches_np_roll(test_shift):
    def shift(image, dx, dy):
        return np.roll(image, dx, axis=1)

    try:
        test_shift(shift)
    except AssertionError:
        return
    raise AssertionError("Your test passes a shift that wraps ink around: np.roll.")
''',
    "tests/wrong_answers/02_scaling.py": '''\
"""Mistakes planted in lesson 02."""

import numpy as np

from course.planted import wrong


@wrong(
    "test_scale_ends_at_one",
    says="ends at 255",
    hint=1,
    misconception="You divide by 256; the largest byte is 255.",
)
def scale__by_256(image):
    return np.asarray(image) / 256


@wrong(
    "test_scale_ends_at_one",
    says="own largest",
    hint=2,
    misconception="You divide by the image's own largest value.",
)
def scale__per_image(image):
    return np.asarray(image) / np.max(image)


@wrong(
    "test_scale_ends_at_one",
    says="ends at 255",
    hint=2,
    misconception="You leave the bytes as they are.",
)
def scale__not_at_all(image):
    return np.asarray(image)
''',
    "tests/wrong_answers/05_shifting.py": '''\
"""Mistakes planted in lesson 05."""

import numpy as np

from course.planted import wrong


@wrong(
    "test_shift_does_not_wrap_around",
    says="np.roll wraps",
    hint=2,
    misconception="np.roll moves the ink but brings it back in on the other side.",
)
def shift__np_roll(image, dx, dy):
    return np.roll(image, dx, axis=1)


@wrong(
    "test_shift_moves_the_ink",
    says="to the right",
    hint=1,
    misconception="Your ink goes to the left.",
)
def shift__left(image, dx, dy):
    moved = np.zeros_like(image)
    moved[:, : image.shape[1] - dx] = image[:, dx:]
    return moved


@wrong(
    "test_shift_moves_the_ink",
    says="to the right",
    hint=1,
    misconception="You move the rows.",
)
def shift__rows(image, dx, dy):
    moved = np.zeros_like(image)
    moved[dx:] = image[: image.shape[0] - dx]
    return moved


@wrong(
    "test_test_shift_catches_np_roll",
    says="wraps ink",
    hint=1,
    misconception="Your test looks at the shape alone.",
)
def test_shift__shape(shift):
    assert shift(np.eye(3), 1, 0).shape == (3, 3)


@wrong(
    "test_test_shift_catches_np_roll",
    says="wraps ink",
    hint=1,
    misconception="Your test asserts nothing.",
)
def test_shift__nothing(shift):
    shift(np.eye(3), 1, 0)


@wrong(
    "test_test_shift_passes_the_good_one",
    says="fails a good",
    hint=3,
    misconception="Your test wants the ink to come back.",
)
def test_shift__wants_wrap(shift):
    assert shift(np.array([[0, 9]]), 1, 0).sum() == 9
''',
    "tests/model_tests/05_shifting.py": '''\
"""Model answers to the tests of lesson 05."""

import numpy as np


def test_shift(shift):
    """Hold that ink that leaves does not come back."""
    assert shift(np.array([[0, 9]]), 1, 0).sum() == 0
''',
}

RIGHT = {
    "scale": "def scale(image):\n    return np.asarray(image) / 255.0\n",
    "shift": (
        "def shift(image, dx, dy):\n"
        "    result = np.zeros_like(image)\n"
        "    result[:, dx:] = image[:, : image.shape[1] - dx]\n"
        "    return result\n"
    ),
    "test_shift": "def test_shift(shift):\n    assert shift(np.array([[0, 7]]), 1, 0).sum() == 0\n",
}
ROLL = "def shift(image, dx, dy):\n    return np.roll(image, dx, axis=1)\n"


def make_course(root):
    """Write the course, and build its notebooks as `go.py lessons` does."""
    from course.build import build_all, write_changed

    for name, text in PAGES.items():
        write(root / "docs" / "lessons" / f"{name}.md", text)
    for name, text in FILES.items():
        write(root / name, text)
    shutil.copy(ROOT / "pyproject.toml", root)
    notebooks, faults = build_all(root)
    assert not faults, faults
    write_changed(notebooks, root)
    return root


def write(path, text):
    """Write a file and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def notebook_path(root, lesson):
    """Give the path of a learner's notebook."""
    return root / "lessons" / lesson / f"{lesson}.ipynb"


def read_notebook(root, lesson):
    """Read a learner's notebook."""
    return json.loads(notebook_path(root, lesson).read_text(encoding="utf-8"))


def write_notebook(root, lesson, notebook):
    """Save a learner's notebook, as JupyterLab does: under another name, then moved."""
    path = notebook_path(root, lesson)
    temporary = path.with_name(f".~{path.name}")
    temporary.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    temporary.replace(path)


def answer(root, lesson, name, code):
    """Write an answer into the cell where it belongs."""
    notebook = read_notebook(root, lesson)
    cells = [c for c in notebook["cells"] if c["id"] == f"{name}-answer"]
    assert len(cells) == 1, f"{lesson} has {len(cells)} cells for the answer of {name}."
    cells[0]["source"] = code.splitlines(keepends=True)
    write_notebook(root, lesson, notebook)


def without_colour(text):
    """Take away what a terminal would turn into colour."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)
