"""However a learner names a lesson or an exercise, it is found, or they are told what there is."""

import pytest

from course.naming import find
from tests.course.test_progress_file import LESSONS


@pytest.mark.parametrize(
    "asked",
    [
        "5",
        "05",
        "005",
        "05.",
        " 05 ",
        "05_augmentation",
        "05-augmentation",
        "augmentation",
        "Augmentation",
        "05_augmentation.ipynb",
        "05_augmentation.py",
        "lessons/05_augmentation",
        "lessons/05_augmentation/05_augmentation.ipynb",
        "lessons\\05_augmentation\\",
        "docs/lessons/05-augmentation.md",
    ],
)
def test_a_lesson_is_found_by_whatever_names_it(asked):
    lesson, exercise = find(LESSONS, asked)
    assert (lesson.name, exercise) == ("05_augmentation", None)


@pytest.mark.parametrize(
    "asked", ["5.2", "05.2", "05.02", "05.rotate", "rotate", "augmentation.2", "05_augmentation.2"]
)
def test_an_exercise_is_found_by_whatever_names_it(asked):
    lesson, exercise = find(LESSONS, asked)
    assert (lesson.name, exercise.number) == ("05_augmentation", "05.2")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("07", "There is no '07'. The lessons are 00_tour, 01_loading, 05_augmentation."),
        ("augmentatoin", "Did you mean 05_augmentation?"),
        ("shfit", r"Did you mean 05.1 \(shift\)\?"),
        ("05.9", "has no exercise '9'. Its exercises are 05.1 shift, 05.2 rotate."),
        ("00.1", "00_tour has no exercises"),
        ("", "There is no ''"),
        ("--", "The lessons are"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(asked, sentence):
    with pytest.raises(ValueError, match=sentence):
        find(LESSONS, asked)
