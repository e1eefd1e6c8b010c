import _thread
import json
import shutil
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path

import h5py
import numpy as np
import pytest

from digitkit.cnn.lesson import keep_settings, read_recipe, train_lesson
from digitkit.cnn.network import LESSON_RECIPE
from digitkit.cnn.recipe import Recipe, keep_recipe
from digitkit.loading import load_mnist
from digitkit.recognizer import Recognizer

# The real command; only that writing the state stops half-way, until somebody kills it.
DIES_WHILE_SAVING = """
import time
import numpy as np
from course.command import main

def half(file, **arrays):
    file.write(b"PK" + bytes(1000))
    file.flush()
    print("half of the state is written", flush=True)
    time.sleep(600)

np.savez = half
main()
"""


def epochs_in(state):
    """Tell how many epochs a stored state has."""
    with np.load(state) as stored:
        return int(stored["epoch"])


def wait_for(path, process=None, seconds=120):
    """Wait until a file is there."""
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come in {seconds} s."
        assert process is None or process.poll() is None, process.communicate()[1]
        time.sleep(0.002)


def record(folder):
    """Read training.json without what a clock wrote into it."""
    content = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    del content["seconds"], content["history"]["seconds"]
    return content


def weights(folder):
    """Read every array of the Keras weights."""
    found = {}
    with h5py.File(folder / "digits.weights.h5") as file:
        file.visititems(
            lambda name, item: found.update({name: item[()]} if hasattr(item, "shape") else {})
        )
    return found


def assert_same_model(first, second):
    """Hold the weights and the answers of two trained models against each other, bit by bit."""
    ours, theirs = weights(first), weights(second)
    assert ours.keys() == theirs.keys() and len(ours) > 20
    different = [name for name in ours if not np.array_equal(ours[name], theirs[name])]
    assert not different, f"The weights differ in {different}."
    images = load_mnist()[1][0][:100]
    answers = [Recognizer.load(f / "digits.tflite").classify(images) for f in (first, second)]
    assert np.array_equal(*answers)


def test_a_run_leaves_the_model_its_weights_and_its_record(unbroken):
    assert {path.name for path in unbroken.iterdir()} == {
        *("digits.tflite", "digits.weights.h5", "training.json", "work")
    }
    history = json.loads((unbroken / "training.json").read_text(encoding="utf-8"))["history"]
    assert {name: len(values) for name, values in history.items()} == dict.fromkeys(
        ["accuracy", "loss", "val_accuracy", "val_loss", "seconds"], 3
    )


def test_a_run_killed_in_an_epoch_and_in_a_save_ends_as_an_unbroken_one(
    unbroken, digitkit, start, tiny, tmp_path
):
    state = tmp_path / "work" / "state.npz"
    first = start("train", tmp_path, *tiny)
    wait_for(state, first)
    first.kill()
    first.communicate()
    assert epochs_in(state) == 1, "It was to be killed in its second epoch."

    second = start("train", tmp_path, *tiny, program=DIES_WHILE_SAVING)
    lines = iter(second.stdout.readline, "")
    assert any("half of the state" in line for line in lines), second.communicate()[1]
    second.kill()
    second.communicate()
    assert epochs_in(state) == 1, "A kill while saving must leave the state as it was."

    result = digitkit("train", tmp_path, *tiny)
    assert result.exit_code == 0, result.output
    assert "Epoch 2/3" in result.output and "Epoch 1/3" not in result.output
    assert record(tmp_path) == record(unbroken), (
        "A resumed run must see the same images, the same dropout and the same rate."
    )
    assert_same_model(tmp_path, unbroken)


def test_a_finished_run_that_is_called_again_gives_the_same_model(
    unbroken, digitkit, tiny, tmp_path
):
    copy = Path(shutil.copytree(unbroken, tmp_path / "copy"))
    (copy / "digits.tflite").unlink()
    result = digitkit("train", copy, *tiny)
    assert result.exit_code == 0 and "Epoch" not in result.output
    assert record(copy) == record(unbroken)
    assert_same_model(copy, unbroken)


def test_ctrl_c_says_in_one_sentence_how_to_go_on(digitkit, tiny, tmp_path):
    def interrupt():
        wait_for(tmp_path / "work" / "state.npz")
        _thread.interrupt_main()

    presser = threading.Thread(target=interrupt)
    presser.start()
    result = digitkit("train", tmp_path, *tiny[:-1], 500)
    presser.join()
    assert result.exit_code == 130
    assert result.stderr.strip() == (
        f"Stopped. Every whole epoch is kept in {tmp_path}; the same command goes on there."
    )


def test_a_folder_with_a_run_of_another_recipe_is_left_alone(unbroken, digitkit, tiny):
    result = digitkit("train", unbroken, *tiny, "--seed", 1)
    assert result.exit_code == 1
    assert "holds a run of another recipe; name another folder" in result.stderr


def test_the_lesson_s_recipe_trains_a_keras_file_and_goes_on_too(digitkit, tmp_path):
    small = ("--recipe", "lesson", "--images", 1000, "--epochs", 2)
    result = digitkit("train", tmp_path, *small)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "lesson.keras").stat().st_size < 1_500_000
    served = Recognizer.load(tmp_path / "digits.tflite")
    assert not served.knows_others and served.read(load_mnist()[1][0][0]).size == (28, 28)
    assert "of the validation digits" in result.output
    assert "Epoch" not in digitkit("train", tmp_path, *small).output, "It was finished."
    other = digitkit("train", tmp_path, *small, "--seed", 5)
    assert other.exit_code == 1 and "another recipe" in other.stderr


def test_the_lesson_s_recipe_in_steps_ends_as_in_one_go(tmp_path, capfd):
    recipe = replace(LESSON_RECIPE, epochs=3)
    whole = train_lesson(tmp_path / "whole", recipe, images=640, verbose=0)
    for until in (2, 2):
        history = train_lesson(tmp_path / "steps", recipe, images=640, until=until, verbose=0)
        assert len(history["loss"]) == until
        assert not (tmp_path / "steps" / "digits.tflite").exists(), "It is not done yet."
    assert read_recipe(tmp_path / "steps") == (recipe, 640)
    steps = train_lesson(tmp_path / "steps", recipe, images=640, until=9, verbose=0)
    assert steps["val_loss"] == whole["val_loss"]
    models = [Recognizer.load(tmp_path / run / "digits.tflite") for run in ("whole", "steps")]
    images = load_mnist()[1][0][:100]
    assert np.array_equal(*(model.classify(images) for model in models))
    assert capfd.readouterr() == ("", ""), "A notebook shows whatever is said here."


def test_the_lesson_and_the_recogniser_refuse_each_other_s_folder_in_a_sentence(tmp_path):
    sentence = "holds a run of another recipe; name another folder"
    path = tmp_path / "work" / "recipe.json"
    path.parent.mkdir()
    keep_recipe(path, Recipe())
    with pytest.raises(ValueError, match=sentence):
        read_recipe(tmp_path)
    path.unlink()
    keep_settings(path, {**asdict(LESSON_RECIPE), "images": None})
    with pytest.raises(ValueError, match=sentence):
        keep_recipe(path, Recipe())


@pytest.mark.parametrize("foreign", [("--width", 8), ("--made", 1), ("--precision", "float32")])
def test_an_option_of_the_recogniser_is_refused_for_the_lesson(digitkit, tmp_path, foreign):
    result = digitkit("train", tmp_path, "--recipe", "lesson", *foreign)
    assert result.exit_code == 2
    assert f"{foreign[0]} does not belong to the lesson's recipe." in result.stderr
