"""Early stopping: the patience rule as a small state machine, and as a Keras callback."""

from digitkit.early_stopping.callback import keras_callback, load_best, save_best
from digitkit.early_stopping.machine import EarlyStopping
from digitkit.early_stopping.plot import plot_stops
from digitkit.early_stopping.rule import (
    check_mode,
    fresh_state,
    is_better,
    next_state,
    should_stop,
    stopping_epoch,
    train_patiently,
)

__all__ = [
    "EarlyStopping",
    "check_mode",
    "fresh_state",
    "is_better",
    "keras_callback",
    "load_best",
    "next_state",
    "plot_stops",
    "save_best",
    "should_stop",
    "stopping_epoch",
    "train_patiently",
]
