"""A course of two small lessons, whose files a test writes cell by cell."""

import json
import os
import subprocess
import sys

PAGE = """\
---
title: {title}
minutes: 5
needs: [Python]
able: [move ink]
---

Ink moves.

{fences}
"""
FENCE = """\
```exercise
{function}
checks: {checks}
points: {points}
hints:
  - A question?
  - An idea.
  - Nearly the code.
```
"""
LESSONS = {
    "03_scaling": (
        "Scaling",
        [
            (
                "digitkit.preprocessing:scale",
                "test_scale_ends_at_one, test_scale_copes_with_black",
                1,
            )
        ],
    ),
    "05_moving": (
        "Moving",
        [
            (
                "digitkit.augmentation:shift",
                "test_shift_moves_the_ink, test_shift_does_not_wrap",
                2,
            ),
            ("digitkit.augmentation:zoom", "test_zoom_keeps_the_shape", 1),
            (
                "digitkit.augmentation:shift\nwrite: test_shift",
                "test_test_shift_lets_the_good_one_pass, test_test_shift_finds_np_roll",
                3,
            ),
        ],
    ),
}
FILES = {
    "tests/checks/test_03_scaling.py": '''\
"""What lesson 03 promises."""

import numpy as np


def test_scale_ends_at_one(scale, rng):
    image = rng.integers(1, 256, (1, 2), dtype=np.uint8)
    scaled = np.asarray(scale(image))
    assert np.allclose(scaled * 255, image), (
        f"scale({image.tolist()}) gave {scaled.tolist()}. Divide by 255, the largest of all bytes."
    )


def test_scale_copes_with_black(scale):
    scaled = scale(np.zeros((1, 2), np.uint8))
    assert scaled.tolist() == [[0, 0]], f"scale([[0, 0]]) gave {scaled.tolist()}: black stays 0."
''',
    "tests/checks/test_05_moving.py": '''\
"""What lesson 05 promises."""

import numpy as np

from digitkit.augmentation import shift as good_shift


def test_shift_moves_the_ink(shift, rng):
    ink = int(rng.integers(1, 255))
    moved = shift(np.array([[ink, 0, 0]]), dx=1, dy=0)
    assert moved.tolist() == [[0, ink, 0]], (
        f"shift([[{ink}, 0, 0]], dx=1, dy=0) gave {moved.tolist()}, expected [[0, {ink}, 0]]."
    )


def test_shift_does_not_wrap(shift):
    moved = shift(np.array([[0, 0, 9]]), dx=1, dy=0)
    assert moved.sum() == 0, f"shift([[0, 0, 9]], dx=1, dy=0) gave {moved.tolist()}: it wraps."


def test_zoom_keeps_the_shape(zoom):
    zoomed = zoom(np.eye(8, dtype=np.uint8), 1.5)
    assert zoomed.shape == (8, 8), f"zoom of 8 by 8 pixels gave {zoomed.shape}."


def test_test_shift_lets_the_good_one_pass(test_shift):
    test_shift(good_shift)


def test_test_shift_finds_np_roll(test_shift):
    def shift(image, dx, dy):
        return np.roll(image, dx, axis=1)

    try:
        test_shift(shift)
    except AssertionError:
        return
    raise AssertionError("A shift that brings ink back on the left slipped through.")
''',
    "tests/wrong_answers/03_scaling.py": '''\
"""Mistakes planted in lesson 03."""

import numpy as np

from course.planted import wrong


@wrong("test_scale_ends_at_one", says="255", hint=1, misconception="You divide by 256.")
def scale__by_256(image):
    return np.asarray(image) / 256


@wrong("test_scale_ends_at_one", says="255", hint=2, misconception="You divide by its own maximum.")
def scale__per_image(image):
    return np.asarray(image) / max(np.max(image), 1)
''',
    "tests/wrong_answers/05_moving.py": '''\
"""Mistakes planted in lesson 05."""

import numpy as np

from course.planted import wrong


@wrong("test_shift_does_not_wrap", says="wraps", hint=2, misconception="np.roll brings ink back.")
def shift__np_roll(image, dx, dy):
    return np.roll(image, (dy, dx), axis=(0, 1))


@wrong("test_shift_moves_the_ink", says="expected", hint=1, misconception="You do not move it.")
def shift__not_at_all(image, dx, dy):
    return image
''',
    "tests/model_tests/05_moving.py": '''\
"""Model answers to the tests of lesson 05."""

import numpy as np


def test_shift(shift):
    """Hold that ink that leaves does not come back."""
    assert shift(np.array([[0, 9]]), 1, 0).sum() == 0
''',
}
GOOD = {
    "scale": "def scale(image):\n    return np.asarray(image) / 255\n",
    "shift": (
        "def shift(image, dx, dy):\n"
        "    moved = np.zeros_like(image)\n"
        "    moved[:, dx:] = image[:, : image.shape[1] - dx]\n"
        "    return moved\n"
    ),
    "zoom": "def zoom(image, factor):\n    return np.asarray(image)\n",
    "test_shift": "def test_shift(shift):\n    assert shift(np.array([[0, 7]]), 1, 0).sum() == 0\n",
}
NUMPY = "import numpy as np\n"
ROLL = "def shift(image, dx, dy):\n    return np.roll(image, (dy, dx), axis=(0, 1))\n"


def stub(name):
    """Give an exercise as it is handed out."""
    return f'def {name}(image):\n    """Do it."""\n    raise NotImplementedError("write {name}")\n'


def make_course(root):
    """Write pages, checks and planted mistakes; no learner's file yet."""
    for name, (title, exercises) in LESSONS.items():
        fences = "\n".join(
            FENCE.format(function=function, checks=checks, points=points)
            for function, checks, points in exercises
        )
        page = f"docs/lessons/{name.replace('_', '-')}.md"
        write(root / page, PAGE.format(title=title, fences=fences))
    for name, text in FILES.items():
        write(root / name, text)
    write(root / "pyproject.toml", '[tool.pytest.ini_options]\ntestpaths = ["tests/checks"]\n')
    return root


def write(path, text):
    """Write a file and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_notebook(root, lesson, *cells, room="lessons"):
    """Write a notebook of code cells that has nothing but what the format asks for."""
    content = {
        "cells": [
            {"cell_type": "code", "source": cell.splitlines(keepends=True), "outputs": []}
            for cell in cells
        ]
    }
    path = root / room / lesson / f"{lesson}.ipynb"
    write(path, json.dumps(content))
    return path


def run_pytest(root, *arguments, **options):
    """Run pytest as a learner does, in a process of its own."""
    command = [sys.executable, "-m", "pytest", "-p", "course.grading.plugin", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        command, cwd=root, capture_output=True, encoding="utf-8", env=environment, **options
    )
