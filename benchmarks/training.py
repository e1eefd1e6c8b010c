"""How long the lessons' recipe takes, an epoch and to 99%.

``python -m benchmarks.training [EPOCHS IMAGES]`` trains in this process and prints the history as
its last line; `measure` does so in a fresh one, which nothing has warmed up.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from statistics import median


def measure(quick: bool = False) -> dict:
    """Train by the lessons' recipe in a fresh process.

    Parameters
    ----------
    quick : bool
        Two epochs of 6,000 images, to see that the benchmark works.

    Returns
    -------
    dict
        'epochs', 'epoch_seconds' (the median), 'seconds', 'seconds_to_99' (None when it was not
        reached) and 'val_accuracy' (at the end).
    """
    command = [sys.executable, "-m", "benchmarks.training", *(["2", "6000"] if quick else [])]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    return summary(json.loads(output.splitlines()[-1]))


def summary(history: dict[str, list[float]]) -> dict:
    """Draw from a history what is reported of it.

    Parameters
    ----------
    history : dict of list
        With 'seconds' and 'val_accuracy', an entry an epoch.

    Returns
    -------
    dict
        As `measure` gives it.

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
    from course.lesson import LESSON_RECIPE, train_lesson

    epochs, images = map(int, arguments) if arguments else (LESSON_RECIPE.epochs, None)
    recipe = replace(LESSON_RECIPE, epochs=epochs)
    with tempfile.TemporaryDirectory() as folder:
        history = train_lesson(Path(folder), recipe, images=images, verbose=2)
    print(json.dumps(history))


if __name__ == "__main__":
    main(sys.argv[1:])
