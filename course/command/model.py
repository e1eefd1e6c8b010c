"""The model that a command uses: its option, and how it is loaded."""

from pathlib import Path

import click

model_option = click.option(
    "--model",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .tflite file of `digitkit train`.  [default: the model that ships]",
)


def load_recognizer(model: Path | None = None):
    """Load a model without LiteRT's greeting, which would mix with the sentences on stderr.

    Parameters
    ----------
    model : Path, optional
        A .tflite file; the one that ships, when none is named.

    Returns
    -------
    Recognizer
    """
    import numpy as np

    from digitkit.quiet import silence
    from digitkit.recognizer import Recognizer

    recognizer = Recognizer.load(model) if model else Recognizer.load()
    with silence(2):
        # LiteRT greets when it is first used, whatever log level it is given.
        recognizer.classify(np.zeros((1, 28, 28), np.uint8))
    return recognizer
