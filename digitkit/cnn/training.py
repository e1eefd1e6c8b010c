"""Training that can be killed at any moment and goes on where it was."""

import json
import os
from pathlib import Path

import numpy as np

from digitkit.files import write_whole
from digitkit.preprocessing.arrays import add_channel, one_hot, scale

STATE = "state.npz"
HISTORY = "history.json"


def batches(images, labels, *, batch_size, n_classes, change=None, seed=0, start=0):
    """Serve a shuffled, freshly changed copy of the data, epoch after epoch.

    Every batch draws from a generator seeded with its own epoch and number, so that a
    run that was killed and resumed sees just what an unbroken one sees.

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
    seed, start : int
        Seed of everything; number of the first epoch served.

    Returns
    -------
    keras.utils.PyDataset
        Pairs of float32 (batch, 28, 28, 1) and (batch, n_classes).
    """
    import keras

    class Batches(keras.utils.PyDataset):
        def __init__(self):
            super().__init__(workers=1)
            self.epoch = start - 1
            self.on_epoch_begin()

        def __len__(self):
            return max(1, len(images) // batch_size)

        def on_epoch_begin(self):
            self.epoch += 1
            self.order = np.random.default_rng([seed, self.epoch]).permutation(len(images))

        # Keras calls this one; the next epoch begins where the last one ends.
        on_epoch_end = on_epoch_begin

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
        A compiled model; its weights and its optimizer's variables are stored.
    epoch : int
        Epochs completed.
    history : dict of list
        Metrics so far.
    """
    variables = [*model.weights, *model.optimizer.variables]
    arrays = {f"v{i}": np.asarray(v) for i, v in enumerate(variables)}
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
    variables = [*model.weights, *model.optimizer.variables]
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
        Early stopping, for instance.
    verbose : {'auto', 0, 1, 2}
        As in Keras: 1 is a progress bar, 2 a line an epoch.

    Returns
    -------
    dict of list
        'loss', 'accuracy', 'val_loss', 'val_accuracy', one entry an epoch.

    Raises
    ------
    ValueError
        If `folder` holds the state of another network.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    n_classes = model.output_shape[-1]
    state = Path(folder, STATE) if folder is not None else None
    done, history = load_state(state, model) if state and state.exists() else (0, {})

    class KeepState(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            for name, value in (logs or {}).items():
                history.setdefault(name, []).append(float(value))
            if state is not None:
                state.parent.mkdir(parents=True, exist_ok=True)
                save_state(state, self.model, epoch + 1, history)

    averaging = [keras.callbacks.SwapEMAWeights()] if model.optimizer.use_ema else []
    if done < epochs:
        model.fit(
            batches(
                *training,
                batch_size=batch_size,
                n_classes=n_classes,
                change=change,
                seed=seed,
                start=done,
            ),
            validation_data=(add_channel(scale(validation[0])), one_hot(validation[1], n_classes)),
            validation_batch_size=500,
            initial_epoch=done,
            epochs=epochs,
            callbacks=[*averaging, KeepState(), *callbacks],
            verbose=verbose,
        )
    elif averaging:
        model.optimizer.finalize_variable_values(model.trainable_variables)
    return history
