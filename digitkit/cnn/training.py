"""Training that can be killed at any moment and goes on where it was."""

import json
import time
from pathlib import Path

import numpy as np

from digitkit.cnn.backend import import_keras
from digitkit.files import write_whole
from digitkit.preprocessing.arrays import add_channel, one_hot, scale

STATE = "state.npz"
"""Name of the file of weights and optimizer, in the folder of a run."""
HISTORY = "history.json"
"""Name of the file of figures by epoch, in the folder of a run."""


def batches(images, labels, *, batch_size, n_classes, change=None, seed=0):
    """Serve a shuffled, freshly changed copy of the data for the epoch it was told to begin.

    Every batch draws from a generator seeded with its own epoch and number, so that a
    run that was killed and resumed sees just what an unbroken one sees. The epoch is told
    by ``begin(epoch)``: how often Keras calls ``on_epoch_begin`` depends on what it has to
    build first.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
        Training images.
    labels : ndarray of int, shape (n,)
        Their classes.
    batch_size, n_classes : int
        Images in a batch; width of the one-hot labels.
    change : callable, optional
        ``change(images, rng) -> images``, the augmentation of one batch.
    seed : int
        Seed of everything.

    Returns
    -------
    keras.utils.PyDataset
        Pairs of float32 (batch, 28, 28, 1) and (batch, n_classes).
    """
    keras = import_keras()

    class Batches(keras.utils.PyDataset):
        def __init__(self):
            super().__init__(workers=1)
            self.begin(0)

        def __len__(self):
            return max(1, len(images) // batch_size)

        def begin(self, epoch):
            self.epoch = epoch
            self.order = np.random.default_rng([seed, epoch]).permutation(len(images))

        def __getitem__(self, number):
            chosen = self.order[number * batch_size : (number + 1) * batch_size]
            batch = images[chosen]
            if change is not None:
                batch = change(batch, np.random.default_rng([seed, self.epoch, number]))
            return add_channel(scale(batch)), one_hot(labels[chosen], n_classes)

    return Batches()


def save_state(path, model, epoch, history):
    """Write everything that a resumed run needs into one file, whole or not at all.

    Parameters
    ----------
    path : str or Path
        Where; ends in ``.npz``.
    model : keras.Model
        A compiled model; its variables and its optimizer's are stored.
    epoch : int
        Epochs completed.
    history : dict of list
        Metrics so far.
    """
    # Not model.weights, which leaves out where each dropout stands in its row of random numbers.
    variables = [*model.variables, *model.optimizer.variables]
    arrays = {f"v{i}": v.numpy() for i, v in enumerate(variables)}
    with write_whole(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, epoch=epoch, history=json.dumps(history), **arrays)


def load_state(path, model):
    """Put a stored state back into a model built the same way.

    Parameters
    ----------
    path : str or Path
        A file of `save_state`.
    model : keras.Model
        Compiled as the stored one was.

    Returns
    -------
    epoch : int
        Epochs completed.
    history : dict of list
        Metrics so far.

    Raises
    ------
    ValueError
        If the stored shapes are not the model's: another recipe wrote the file.
    """
    model.optimizer.build(model.trainable_variables)
    variables = [*model.variables, *model.optimizer.variables]
    with np.load(path) as stored:
        shapes = [stored[f"v{i}"].shape for i in range(len(stored.files) - 2)]
        if shapes != [tuple(v.shape) for v in variables]:
            raise ValueError(
                f"{path} was written by another network; train into an empty folder, "
                "or delete that one to start again."
            )
        for i, variable in enumerate(variables):
            variable.assign(stored[f"v{i}"])
        return int(stored["epoch"]), json.loads(str(stored["history"]))


def train(
    model,
    training,
    validation,
    *,
    epochs,
    batch_size=128,
    change=None,
    seed=0,
    folder=None,
    callbacks=(),
    verbose="auto",
):
    """Train a compiled model, with progress, resuming what `folder` holds.

    Parameters
    ----------
    model : keras.Model
        Compiled with categorical cross-entropy. If its optimizer keeps a moving average
        of the weights (``use_ema=True``), that average is validated and kept.
    training, validation : tuple of (images, labels)
        uint8 (n, 28, 28) and int (n,).
    epochs : int
        Passes over the training images, those of an interrupted run included.
    batch_size : int, default 128
        Images in a step.
    change : callable, optional
        ``change(images, rng) -> images``, applied to every training batch.
    seed : int, default 0
        Seed of order and changes.
    folder : str or Path, optional
        Where the state after each epoch is kept; a run that finds one there goes on.
    callbacks : sequence of keras.callbacks.Callback
        Early stopping, for instance; each keeps its own state, if it has any.
    verbose : {'auto', 0, 1, 2}
        As in Keras: 1 is a progress bar, 2 a line an epoch.

    Returns
    -------
    dict of list
        'loss', 'accuracy', 'val_loss', 'val_accuracy' and 'seconds', one entry an epoch.

    Raises
    ------
    ValueError
        If `folder` holds the state of another network.
    """
    keras = import_keras()

    n_classes = model.output_shape[-1]
    state = Path(folder, STATE) if folder is not None else None
    done, history = load_state(state, model) if state and state.exists() else (0, {})

    data = batches(*training, batch_size=batch_size, n_classes=n_classes, change=change, seed=seed)

    class KeepState(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.had_stopped = self.model.stop_training

        def on_epoch_begin(self, epoch, logs=None):
            self.started = time.perf_counter()
            data.begin(epoch)

        def on_epoch_end(self, epoch, logs=None):
            if self.had_stopped:  # before it was killed; Keras begins an epoch all the same
                return
            seconds = round(time.perf_counter() - self.started, 3)
            for name, value in {**(logs or {}), "seconds": seconds}.items():
                history.setdefault(name, []).append(float(value))
            if state is not None:
                save_state(state, self.model, epoch + 1, history)

    averaging = [keras.callbacks.SwapEMAWeights()] if model.optimizer.use_ema else []
    if done < epochs:
        model.fit(
            data,
            shuffle=False,  # `data` is; Keras would shuffle its batches once more, unseeded
            validation_data=(add_channel(scale(validation[0])), one_hot(validation[1], n_classes)),
            validation_batch_size=500,
            initial_epoch=done,
            epochs=epochs,
            # The state last: killed just before, the run repeats an epoch, and loses none.
            callbacks=[*averaging, *callbacks, KeepState()],
            verbose=verbose,
        )
        return history
    # All epochs were done before: what is left is what Keras does when a training ends.
    model.optimizer.finalize_variable_values(model.trainable_variables)
    for callback in callbacks:
        callback.set_model(model)
        callback.on_train_begin()
        callback.on_train_end()
    return history
