"""Who needs TensorFlow pays for it, and nobody else."""

import json
import sys

import pytest

from course.catalog import read_catalog
from course.grading import grade
from course.grading.needs import needs_tensorflow
from digitkit.augmentation import shift
from digitkit.cnn import by_hand, network, training
from tests.course.graded_course import GOOD, NUMPY, make_course, write_notebook
from tests.lessons import LESSONS


def imports_inside(image):
    from tensorflow import nn

    return nn.relu(image)


def imports_a_part(image):
    import keras.layers as layers

    return layers


def leads_there(image):
    from digitkit.cnn.network import build_cnn

    return build_cnn(image)


def leads_there_by_way_of_a_helper(image):
    def build():
        return network_of_the_kit(image)

    return build


def speaks_of_it(image):
    """Do as Keras and keras.layers do."""
    from digitkit.cnn.by_hand import relu

    return relu(image)


def network_of_the_kit(image):
    raise AssertionError("It was called, and should only be looked at.")


network_of_the_kit.__module__ = "digitkit.cnn.network"
network_of_the_kit.__wrapped__ = network.build_cnn


@pytest.mark.parametrize(
    "function",
    [
        imports_inside,
        imports_a_part,
        leads_there,
        leads_there_by_way_of_a_helper,
        network.build_cnn,
        network.one_cycle,
        training.train,
    ],
)
def test_what_leads_to_tensorflow_is_found(function):
    assert needs_tensorflow([shift, function])


@pytest.mark.parametrize("function", [shift, by_hand.convolve, speaks_of_it, network.check_filters])
def test_what_does_without_it_does_not_wait_for_it(function):
    assert not needs_tensorflow([function])


def test_nobody_follows_a_circle_for_ever():
    def again():
        return again

    again.__globals__["again"] = again
    again.__module__ = "digitkit"
    try:
        assert not needs_tensorflow([again])
    finally:
        del again.__globals__["again"]


@pytest.fixture
def root(tmp_path):
    """Give a course in which one exercise needs TensorFlow, and each check says what is there."""
    root = make_course(tmp_path)
    checks = root / "tests/checks/test_05_moving.py"
    text = checks.read_text(encoding="utf-8")
    told = 'import sys; assert "tensorflow" {}in sys.modules\n    '
    text = text.replace("    moved = shift(", f"    {told.format('not ')}moved = shift(")
    asks = "from digitkit.cnn.network import build_cnn; assert build_cnn\n    "
    text = text.replace("    zoomed = zoom(", f"    {asks}{told.format('')}zoomed = zoom(")
    checks.write_text(text, encoding="utf-8")
    return root


def outcomes(root, *answers):
    write_notebook(root, "05_moving", NUMPY, *answers)
    (lesson,) = (found for found in read_catalog(root)[0] if found.number == "05")
    return {result.exercise.name: str(result.outcome) for result in grade([lesson])}


def test_tensorflow_comes_when_an_exercise_needs_it_and_not_before(root):
    found = outcomes(root, GOOD["shift"], GOOD["zoom"], GOOD["test_shift"])
    assert found == dict.fromkeys(("shift", "zoom", "test_shift"), "passed")


def test_an_exercise_that_is_not_begun_does_not_bring_it(root):
    stub = 'def zoom(image, factor):\n    raise NotImplementedError("write zoom")\n'
    path = root / "tests/checks/test_05_moving.py"
    text = path.read_text(encoding="utf-8")
    # The last exercise, after the one that would need it, says that it is not there.
    text = text.replace("    test_shift(good_shift)", (
        '    import sys; assert "tensorflow" not in sys.modules\n    test_shift(good_shift)'
    ))  # fmt: skip
    path.write_text(text, encoding="utf-8")
    found = outcomes(root, GOOD["shift"], stub, GOOD["test_shift"])
    assert found == {"shift": "passed", "zoom": "not started", "test_shift": "passed"}


def test_the_exercises_of_the_cnn_that_need_no_keras_do_not_wait_for_it():
    (lesson,) = (found for found in LESSONS if found.number == "04")
    from course.grading.candidates import load

    checks, names = load(lesson.checks), {}
    for exercise in lesson.exercises:
        function = getattr(sys.modules[exercise.module], exercise.function)
        names[exercise.name] = needs_tensorflow([function, *(checks[n] for n in exercise.checks)])
    assert [name for name, needed in names.items() if needed] == ["build_cnn"], json.dumps(names)
