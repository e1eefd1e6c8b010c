"""The two stages of the shipped recipe, on a network small enough to train in a test."""

from dataclasses import replace

import numpy as np
import pytest

from digitkit.cnn.recipe import Recipe, keep_recipe, run_stages, training_data, vary, vary_half
from digitkit.loading import load_mnist

SMALL = Recipe(width=4, epochs=1, polish_epochs=1, images=640, pieces={})


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    digits, made, (images, labels) = training_data(SMALL, tmp_path_factory.mktemp("corpus"))
    return digits, made, (images[:300], labels[:300])


def test_no_test_image_and_no_validation_image_is_trained_on():
    digits, _, validation = training_data(replace(SMALL, images=None), "unused")
    _, (tests, _) = load_mnist()

    def rows(images):
        return {image.tobytes() for image in images}

    assert not rows(digits[0]) & rows(validation[0]) and not rows(digits[0]) & rows(tests)
    assert len(digits[0]) + len(validation[0]) == 60_000


def test_the_better_stage_on_validation_is_kept(data, tmp_path):
    model, history, polished = run_stages(SMALL, *data, tmp_path, verbose=0)
    assert len(history["val_accuracy"]) == 2, "one epoch of each stage"
    first, second = history["val_accuracy"]
    assert polished == (second >= first)
    images, labels = data[2]
    answers = model.predict(images[..., None] / np.float32(255), verbose=0).argmax(1)
    assert np.mean(answers == labels) == pytest.approx(max(first, second), abs=1e-6)


def test_half_of_a_polished_batch_is_left_as_sharp_as_it_was(data):
    images = data[0][0][:20]
    mixed = vary_half(images, np.random.default_rng(0))
    same = (mixed == images).all(axis=(1, 2))
    assert same[1::2].all() and not same[::2].any()


def test_augmentation_keeps_the_ink_in_the_field(data):
    images = data[0][0][:200]
    kept = vary(images, np.random.default_rng(0)).sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert np.quantile(kept, 0.02) > 0.65, "strokes were pushed out of the picture"


def test_a_folder_of_another_recipe_is_not_mixed_with_this_one(tmp_path):
    keep_recipe(tmp_path / "recipe.json", SMALL)
    keep_recipe(tmp_path / "recipe.json", SMALL)
    with pytest.raises(ValueError, match="holds a run of another recipe; name another folder"):
        keep_recipe(tmp_path / "recipe.json", replace(SMALL, seed=1))
