"""Early stopping: the patience rule as a small state machine, and as a Keras callback."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from digitkit.cnn.backend import import_keras
from digitkit.files import write_whole

STATE = "early_stopping.npz"


@dataclass
class EarlyStopping:
    """Tell when training has stopped getting better; it needs losses, not a network.

    Feed it one number an epoch. It decides just as ``keras.callbacks.EarlyStopping`` does: the
    first number is the best so far, a number equal to the best is not better, NaN is never
    better, and `patience` 0 and 1 both stop at the first epoch without improvement.

    Parameters
    ----------
    patience : int
        How many epochs in a row may pass without improvement.
    min_delta : float
        An improvement must be larger than this.
    mode : {'min', 'max'}
        Whether a lower number is better (a loss) or a higher one (an accuracy).
    best, best_epoch : float and int, optional
        The best number so far and the epoch that gave it, the first being 0.
    wait, epoch : int
        Epochs since the best one; epochs seen in all.
    stopped : bool
        What the latest `update` answered.

    Raises
    ------
    ValueError
        If `patience` is not a whole number from 0, `min_delta` is negative or NaN, or `mode` is
        another word.

    Examples
    --------
    >>> rule = EarlyStopping(patience=2)
    >>> [rule.update(loss) for loss in (0.9, 0.5, 0.6, 0.5)]
    [False, False, False, True]
    >>> rule.best, rule.best_epoch
    (0.5, 1)
    """

    patience: int
    min_delta: float = 0.0
    mode: str = "min"
    best: float | None = None
    best_epoch: int | None = None
    wait: int = 0
    epoch: int = 0
    stopped: bool = False

    def __post_init__(self):
        """Refuse settings that would never stop, or always."""
        if self.patience != int(self.patience) or self.patience < 0:
            raise ValueError(f"patience must be a whole number from 0, got {self.patience}.")
        if not self.min_delta >= 0:
            raise ValueError(f"min_delta must be 0 or more, got {self.min_delta}.")
        if self.mode not in ("min", "max"):
            raise ValueError(
                f"mode must be 'min' or 'max', got {self.mode!r}; "
                "a loss should fall ('min'), an accuracy should rise ('max')."
            )

    def update(self, value):
        """Take the number of the next epoch and say whether to stop.

        Parameters
        ----------
        value : float
            Usually the loss on the validation images.

        Returns
        -------
        bool
            True when `patience` epochs in a row brought no improvement.
        """
        value = float(value)
        # in float32, as Keras compares: 0.7 is not better than 0.8 by more than 0.1
        if self.best is None:
            better = True
        elif self.mode == "min":
            better = bool(np.float32(value + self.min_delta) < np.float32(self.best))
        else:
            better = bool(np.float32(value - self.min_delta) > np.float32(self.best))
        if better:
            self.best, self.best_epoch, self.wait = value, self.epoch, 0
        else:
            self.wait += 1
        self.epoch += 1
        self.stopped = not better and self.wait >= self.patience
        return self.stopped

    def to_dict(self):
        """Give everything the rule knows as plain values that JSON can keep.

        Returns
        -------
        dict
            For `from_dict`, so that a training that was killed can go on.
        """
        return asdict(self)

    @classmethod
    def from_dict(cls, state):
        """Make the rule that `to_dict` was asked of, in the same state.

        Parameters
        ----------
        state : dict
            What `to_dict` gave.

        Returns
        -------
        EarlyStopping
            It goes on counting where the other one was.

        Raises
        ------
        ValueError
            If `state` has other keys than `to_dict` gives.
        """
        names = {field.name for field in fields(cls)}
        if set(state) != names:
            raise ValueError(
                f"state must have the keys {sorted(names)}, got {sorted(state)}; "
                "it should come from to_dict."
            )
        return cls(**state)


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
