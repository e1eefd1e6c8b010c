import json
from pathlib import Path

import numpy as np
import pytest

from digitkit.augmentation import augment
from digitkit.cnn.network import build_cnn
from digitkit.cnn.training import STATE, batches, load_state, train
from digitkit.early_stopping import keras_callback
from tests.docs.test_examples import examples


@pytest.fixture(scope="module")
def parts(mnist):
    """Give 400 images to train on and 200 to validate with."""
    images, labels = mnist[1]
    return (images[:400], labels[:400]), (images[400:600], labels[400:600])


def small():
    """Build a network that trains in a second."""
    return build_cnn(filters=(4, 4), dense=16, dropout=0.3, learning_rate=0.01, seed=3)


class Killed(BaseException):
    """Stands for a kill: nothing in Keras or in the kit catches it."""


def dies_in(epoch):
    """Make a callback that ends the training in the middle of an epoch."""
    import keras

    class Dies(keras.callbacks.Callback):
        def on_epoch_begin(self, number, logs=None):
            self.number = number

        def on_train_batch_end(self, batch, logs=None):
            if (self.number, batch) == (epoch, 2):
                raise Killed

    return Dies()


def run(parts, folder, *callbacks, epochs=8, **options):
    """Train a small network into a folder, and give its weights and its history."""
    model = small()
    history = train(
        model,
        *parts,
        epochs=epochs,
        batch_size=50,
        change=augment,
        folder=folder,
        callbacks=callbacks,
        verbose=0,
        **options,
    )
    del history["seconds"]
    return model.get_weights(), history


def assert_same(first, second):
    """Hold weights and history of two runs against each other, bit by bit."""
    assert first[1] == second[1]
    assert all(np.array_equal(a, b) for a, b in zip(first[0], second[0], strict=True))


def test_a_broken_run_goes_on_to_the_weights_of_an_unbroken_one(parts, tmp_path):
    unbroken = run(parts, tmp_path / "a", epochs=4)
    for epoch in (1, 3):
        with pytest.raises(Killed):
            run(parts, tmp_path / "b", dies_in(epoch), epochs=4)
    assert_same(run(parts, tmp_path / "b", epochs=4), unbroken)


def test_a_broken_run_stops_early_where_an_unbroken_one_does(parts, tmp_path):
    def patient(folder):
        # With so much asked of an improvement, it ends after a few epochs.
        return keras_callback(patience=2, min_delta=0.6, folder=folder)

    unbroken = run(parts, tmp_path / "a", patient(tmp_path / "a"))
    n = len(unbroken[1]["loss"])
    assert 2 < n < 8, "It was to stop early, and not at once."
    with pytest.raises(Killed):
        run(parts, tmp_path / "b", patient(tmp_path / "b"), dies_in(n - 1))
    assert_same(run(parts, tmp_path / "b", patient(tmp_path / "b")), unbroken)
    assert_same(run(parts, tmp_path / "b", patient(tmp_path / "b")), unbroken)


def test_a_finished_run_called_again_has_its_best_weights_too(parts, tmp_path):
    folder = tmp_path / "run"
    first = run(parts, folder, keras_callback(patience=9, folder=folder), epochs=3)
    assert_same(run(parts, folder, keras_callback(patience=9, folder=folder), epochs=3), first)


def test_a_batch_depends_on_its_epoch_and_number_alone(parts):
    def first_of(data, epoch):
        data.begin(epoch)
        return data[1][0]

    data, other = (batches(*parts[0], batch_size=50, n_classes=10, change=augment) for _ in "ab")
    once = first_of(data, 5)
    assert not np.array_equal(first_of(data, 6), once)
    assert np.array_equal(first_of(data, 5), once)
    assert np.array_equal(first_of(other, 5), once)


def test_every_image_is_served_once_an_epoch(parts):
    data = batches(*parts[0], batch_size=50, n_classes=10)
    served = np.concatenate([data[number][0] for number in range(len(data))])
    assert len(np.unique(served.reshape(400, -1), axis=0)) == len(
        np.unique(parts[0][0].reshape(400, -1), axis=0)
    )


def test_the_state_of_another_network_is_refused(parts, tmp_path):
    run(parts, tmp_path, epochs=1)
    other = build_cnn(filters=(4,), dense=16, seed=3)
    with pytest.raises(ValueError, match="was written by another network; train into an empty"):
        load_state(tmp_path / STATE, other)


def test_the_average_of_the_weights_is_validated_and_kept(parts):
    import keras

    model = small()
    optimizer = keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9)
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    history = train(model, *parts, epochs=2, batch_size=50, verbose=0)
    images, labels = parts[1]
    loss, _ = model.evaluate(
        images[..., np.newaxis] / np.float32(255), np.eye(10)[labels], verbose=0
    )
    assert loss == pytest.approx(history["val_loss"][-1], rel=1e-4), (
        "What was validated last must be what is left in the model."
    )
    json.dumps(history)


def test_the_example_of_the_reference_trains_and_exports(tmp_path, monkeypatch, capsys):
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cnn.md"
    monkeypatch.chdir(tmp_path)
    exec(compile(examples(page.read_text(encoding="utf-8")), page.name, "exec"), {})
    assert "kept after epoch 1" in capsys.readouterr().out
    assert (tmp_path / "mine.tflite").stat().st_size > 1000
