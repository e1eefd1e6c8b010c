"""The patience rule in Keras: a callback that stops, and brings the best weights back."""

import json
from pathlib import Path

import numpy as np

from digitkit.cnn.backend import import_keras
from digitkit.early_stopping.machine import EarlyStopping
from digitkit.files import write_whole

STATE = "early_stopping.npz"
"""Name of the file that `save_best` writes."""


def save_best(path, rule, weights):
    """Write a rule and the best weights into one file, whole or not at all.

    Parameters
    ----------
    path : str or Path
        Where; ends in ``.npz``. The folder is made if it is not there.
    rule : EarlyStopping
        The rule after an epoch.
    weights : list of ndarray
        What ``model.get_weights()`` gave after the best epoch.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_best(Path(folder, STATE), EarlyStopping(patience=2), [np.ones(3)])
    ...     rule, weights = load_best(Path(folder, STATE))
    >>> rule.patience, weights
    (2, [array([1., 1., 1.])])
    """
    arrays = {f"weight{number}": weight for number, weight in enumerate(weights)}
    with write_whole(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, rule=json.dumps(rule.to_dict()), **arrays)


def load_best(path):
    """Read what `save_best` wrote.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    rule : EarlyStopping
        The rule as it was.
    weights : list of ndarray
        For ``model.set_weights``.
    """
    with np.load(path) as stored:
        weights = [stored[f"weight{number}"] for number in range(len(stored.files) - 1)]
        return EarlyStopping.from_dict(json.loads(str(stored["rule"]))), weights


def keras_callback(patience=3, *, monitor="val_loss", min_delta=0.0, mode=None, folder=None):
    """Make a Keras callback that follows the patience rule and brings the best weights back.

    The best weights are brought back whenever training ends, also when the epochs ran out before
    the patience did. ``keras.callbacks.EarlyStopping(restore_best_weights=True)`` does the same
    in Keras 3; in Keras 2 it did so only when it had stopped the training itself. A number that
    is not there is an error here, where Keras warns and trains on.

    Parameters
    ----------
    patience : int
        How many epochs in a row may pass without improvement.
    monitor : str
        The number to watch, by its name in Keras' logs.
    min_delta : float
        An improvement must be larger than this.
    mode : {'min', 'max'}, optional
        Whether lower or higher is better; not needed for a name that ends in ``loss`` or
        ``accuracy``.
    folder : str or Path, optional
        Where the rule and the best weights are kept after every epoch; a training that was
        killed goes on from there, and one that had stopped stops again at once. List this
        callback before the one that keeps the training's own state, so that no epoch is missed.

    Returns
    -------
    keras.callbacks.Callback
        For ``model.fit(callbacks=[...])``; its ``rule`` is the `EarlyStopping` inside.

    Raises
    ------
    ValueError
        Here, if the direction of `monitor` is not known or a setting is refused by
        `EarlyStopping`; in ``fit``, if Keras reports no number of that name.
    """
    keras = import_keras()

    if mode is None and not monitor.endswith(("loss", "accuracy")):
        raise ValueError(f"is a lower or a higher {monitor!r} better? Pass mode='min' or 'max'.")
    mode = mode or ("min" if monitor.endswith("loss") else "max")
    settings = EarlyStopping(patience, min_delta, mode).to_dict()
    path = Path(folder, STATE) if folder is not None else None

    class KeepBest(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.rule, self.best_weights = EarlyStopping.from_dict(settings), None

        def on_train_begin(self, logs=None):
            self.rule, self.best_weights = EarlyStopping.from_dict(settings), None
            if path and path.exists():
                self.rule, self.best_weights = load_best(path)
            self.model.stop_training = self.rule.stopped

        def on_epoch_end(self, epoch, logs=None):
            if monitor not in (logs or {}):
                raise ValueError(
                    f"There is no {monitor!r} to watch, only {sorted(logs or {})}; "
                    "give fit validation_data, or watch another number."
                )
            # an epoch that was counted before the training was killed is not counted twice
            if epoch >= self.rule.epoch and not self.rule.stopped:
                self.rule.epoch = epoch
                self.rule.update(logs[monitor])
                if self.rule.best_epoch == epoch:
                    self.best_weights = self.model.get_weights()
                if path:
                    save_best(path, self.rule, self.best_weights)
            self.model.stop_training |= self.rule.stopped

        def on_train_end(self, logs=None):
            if self.best_weights is not None:
                self.model.set_weights(self.best_weights)

    return KeepBest()
