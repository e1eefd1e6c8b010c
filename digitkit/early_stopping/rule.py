"""The patience rule in small functions: old state and new number in, new state out."""

import numpy as np


def check_mode(mode):
    """Refuse a mode that is neither 'min' nor 'max'.

    Parameters
    ----------
    mode : str
        Whether a lower number is better (a loss) or a higher one (an accuracy).

    Raises
    ------
    ValueError
        If it is another word.

    Examples
    --------
    >>> check_mode("min")
    """
    if mode not in ("min", "max"):
        raise ValueError(
            f"mode must be 'min' or 'max', got {mode!r}; "
            "a loss should fall ('min'), an accuracy should rise ('max')."
        )


def is_better(value, best, min_delta=0.0, mode="min"):
    """Tell whether a new number is better than the best so far.

    Parameters
    ----------
    value : float
        The number of the new epoch. NaN is never better than a number.
    best : float or None
        The best so far; None when there is none yet, and then every number is better.
    min_delta : float
        How much better it must be: by more than this. A number just as good is not better.
    mode : {'min', 'max'}
        Whether a lower number is better (a loss) or a higher one (an accuracy).

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If `mode` is another word.

    Examples
    --------
    >>> is_better(0.4, best=0.5), is_better(0.5, best=0.5), is_better(0.4, best=0.5, mode="max")
    (True, False, False)
    """
    check_mode(mode)
    if best is None:
        return True
    # in float32, as Keras compares: 0.7 is not better than 0.8 by more than 0.1
    if mode == "min":
        return bool(np.float32(value + min_delta) < np.float32(best))
    return bool(np.float32(value - min_delta) > np.float32(best))


def fresh_state():
    """Give the state of the rule before the first epoch.

    Returns
    -------
    dict
        ``best`` and ``best_epoch``, the best number so far and the epoch that gave it, both None;
        ``wait``, the epochs since then, and ``epoch``, the epochs seen in all, both 0.

    Examples
    --------
    >>> fresh_state()
    {'best': None, 'best_epoch': None, 'wait': 0, 'epoch': 0}
    """
    return {"best": None, "best_epoch": None, "wait": 0, "epoch": 0}


def next_state(state, value, min_delta=0.0, mode="min"):
    """Give the state of the rule after one more epoch.

    Parameters
    ----------
    state : dict
        The state before it, of `fresh_state` or of this function. It stays as it is.
    value : float
        The number of the epoch.
    min_delta, mode
        As in `is_better`.

    Returns
    -------
    dict
        A new state with the same four keys. Epochs are counted from 0. ``wait`` is 0 after an
        epoch that was better than the best before it.

    Examples
    --------
    >>> next_state({"best": 0.5, "best_epoch": 1, "wait": 0, "epoch": 2}, 0.6)
    {'best': 0.5, 'best_epoch': 1, 'wait': 1, 'epoch': 3}
    """
    new = dict(state)
    if is_better(value, state["best"], min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    else:
        new["wait"] = state["wait"] + 1
    new["epoch"] = state["epoch"] + 1
    return new


def should_stop(state, patience):
    """Tell whether patience has run out.

    Parameters
    ----------
    state : dict
        Of `next_state`.
    patience : int
        How many epochs in a row may pass without improvement; 0 and 1 both stop at the first.

    Returns
    -------
    bool

    Examples
    --------
    >>> state = {"best": 0.5, "best_epoch": 1, "wait": 2, "epoch": 4}
    >>> should_stop(state, patience=2), should_stop(state, patience=3)
    (True, False)
    """
    return state["wait"] >= max(patience, 1)


def stopping_epoch(values, patience, min_delta=0.0, mode="min"):
    """Find the epoch after which the rule stops, for numbers that are all known already.

    Parameters
    ----------
    values : sequence of float
        One number for each epoch.
    patience : int
        How many epochs in a row may pass without improvement.
    min_delta, mode
        As in `is_better`.

    Returns
    -------
    int or None
        The last epoch that is trained, the first being 0; None if the rule never stops.

    Examples
    --------
    >>> stopping_epoch([0.9, 0.5, 0.6, 0.7, 0.4], patience=2)
    3
    >>> stopping_epoch([0.9, 0.5, 0.6, 0.7, 0.4], patience=3) is None
    True
    """
    state = fresh_state()
    for epoch, value in enumerate(values):
        state = next_state(state, value, min_delta, mode)
        if should_stop(state, patience):
            return epoch
    return None


def train_patiently(train_epoch, weights, patience, max_epochs=100):
    """Train until patience runs out, and leave the weights of the best epoch in place.

    Parameters
    ----------
    train_epoch : callable
        ``train_epoch(weights)`` trains for one epoch, changes the arrays in place, and gives the
        loss on the validation examples.
    weights : list of ndarray
        The arrays that are trained. Afterwards they hold the numbers of the best epoch, whether
        patience or `max_epochs` ended the training.
    patience : int
        How many epochs in a row may pass without improvement.
    max_epochs : int
        Train no longer than this.

    Returns
    -------
    dict
        The last state of the rule, as `next_state` gives it.

    Examples
    --------
    >>> losses, weights = iter([0.9, 0.5, 0.6, 0.7, 0.4]), [np.array([0.0])]
    >>> def train_epoch(weights):
    ...     weights[0] += 1
    ...     return next(losses)
    >>> train_patiently(train_epoch, weights, patience=2)
    {'best': 0.5, 'best_epoch': 1, 'wait': 2, 'epoch': 4}
    >>> weights
    [array([2.])]
    """
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best  # into the arrays that the caller holds
    return state
