"""How long the lessons' recipe takes, an epoch and to 99%.

``python -m benchmarks.training [EPOCHS IMAGES]`` trains in this process and prints the history and
the accuracy on the test images as its last line; `measure` does so in a fresh process, which
nothing has warmed up.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from statistics import median

from digitkit.cnn.backend import import_keras


def measure(quick: bool = False) -> dict:
    """Train by the lessons' recipe in a fresh process.

    Parameters
    ----------
    quick : bool
        Two epochs of 6,000 images, to see that the benchmark works.

    Returns
    -------
    dict
        What `summary` gives, and 'test_accuracy'.
    """
    command = [sys.executable, "-m", "benchmarks.training", *(["2", "6000"] if quick else [])]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    history, test_accuracy = json.loads(output.splitlines()[-1])
    return {**summary(history), "test_accuracy": test_accuracy}


def summary(history: dict[str, list[float]]) -> dict:
    """Draw from a history what is reported of it.

    Parameters
    ----------
    history : dict of list
        With 'seconds' and 'val_accuracy', an entry an epoch.

    Returns
    -------
    dict
        'epochs', 'epoch_seconds' (the median), 'seconds', 'seconds_to_99' (of validation; None
        when it was not reached) and 'val_accuracy' (at the end).

    Examples
    --------
    >>> summary({"seconds": [9.0, 7.0, 8.0], "val_accuracy": [0.98, 0.991, 0.99]})["seconds_to_99"]
    16.0
    """
    seconds, accuracies = history["seconds"], history["val_accuracy"]
    passed = zip(accumulate(seconds), accuracies, strict=True)
    return {
        "epochs": len(seconds),
        "epoch_seconds": median(seconds),
        "seconds": sum(seconds),
        "seconds_to_99": next((time for time, share in passed if share >= 0.99), None),
        "val_accuracy": accuracies[-1],
    }


def main(arguments: list[str]) -> None:
    """Train in this process.

    Parameters
    ----------
    arguments : list of str
        Epochs and images, or nothing for the recipe's.
    """
    keras = import_keras()

    from digitkit.cnn.lesson import LESSON_RECIPE, train_lesson
    from digitkit.evaluation import accuracy
    from digitkit.loading import load_mnist
    from digitkit.preprocessing import add_channel, scale

    epochs, n = map(int, arguments) if arguments else (LESSON_RECIPE.epochs, None)
    recipe = replace(LESSON_RECIPE, epochs=epochs)
    with tempfile.TemporaryDirectory() as folder:
        history = train_lesson(Path(folder), recipe, images=n, verbose=2)
        model = keras.saving.load_model(Path(folder, "lesson.keras"), compile=False)
    images, labels = load_mnist()[1]
    probabilities = model.predict(add_channel(scale(images)), batch_size=500, verbose=0)
    print(json.dumps([history, accuracy(labels, probabilities.argmax(axis=1))]))


if __name__ == "__main__":
    main(sys.argv[1:])
