"""Keras, imported without its greetings and with memory that fits training."""

import logging
import os

from digitkit.cnn.memory import keep_freed_memory
from digitkit.quiet import silence


def import_keras():
    """Import Keras on TensorFlow.

    TensorFlow greets with lines about the processor, which are no errors and look like some;
    nbgrader even takes the points from a cell that prints one. They go nowhere. Failures are
    exceptions, and those come through.

    Returns
    -------
    module
        ``keras``.

    Raises
    ------
    ModuleNotFoundError
        If it is not installed.

    Examples
    --------
    >>> import_keras().__name__
    'keras'
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with silence(2):
        import keras
    # Several small networks in one process make it advise against tracing so often.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    keep_freed_memory()  # before the first model: later, TensorFlow's threads have their heaps
    return keras
