"""The patience rule as an object that can be kept and brought back."""

from dataclasses import asdict, dataclass, fields

from digitkit.early_stopping.rule import check_mode, fresh_state, next_state, should_stop


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
        check_mode(self.mode)

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

        Examples
        --------
        >>> rule = EarlyStopping(patience=1)
        >>> rule.update(0.5), rule.update(0.6), rule.stopped
        (False, True, True)
        """
        state = {name: getattr(self, name) for name in fresh_state()}
        state = next_state(state, float(value), self.min_delta, self.mode)
        for name, entry in state.items():
            setattr(self, name, entry)
        self.stopped = should_stop(state, self.patience)
        return self.stopped

    def to_dict(self):
        """Give everything the rule knows as plain values that JSON can keep.

        Returns
        -------
        dict
            For `from_dict`, so that a training that was killed can go on.

        Examples
        --------
        >>> rule = EarlyStopping(patience=3)
        >>> rule.update(0.5)
        False
        >>> state = rule.to_dict()
        >>> state["best"], state["wait"]
        (0.5, 0)
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

        Examples
        --------
        >>> rule = EarlyStopping(patience=3)
        >>> rule.update(0.5)
        False
        >>> EarlyStopping.from_dict(rule.to_dict()) == rule
        True
        """
        names = {field.name for field in fields(cls)}
        if set(state) != names:
            raise ValueError(
                f"state must have the keys {sorted(names)}, got {sorted(state)}; "
                "it should come from to_dict."
            )
        return cls(**state)
