"""The model card: what the model is, how it was made, how good it is, and where it fails.

After Mitchell et al., "Model cards for model reporting" (2019). All of its figures come from
the model itself and from the record of its training; only the measured times differ from one
writing to the next.
"""

import json
from dataclasses import asdict
from pathlib import Path
from textwrap import fill

from course.measure import OnMnist, Score, matrix_lines, median_milliseconds
from digitkit.cnn.recipe import Recipe
from digitkit.evaluation import confusion_matrix
from digitkit.files import write_whole
from digitkit.loading import load_mnist
from digitkit.recognizer import Recognizer
from digitkit.synthesis.corpus import KINDS

CARD = "MODEL_CARD.md"
RECORD = "training.json"

TEMPLATE = """\
# Model card: the digit recogniser

`{name}` says which digit a framed 28 × 28 image shows, or that it shows none. It is a
convolutional network of {bytes:,} bytes for LiteRT, with weights in 16 bits. This page is written
by `digitkit evaluate --card`: every figure is read from the record of the training or measured.

## What it is for

- For reading single handwritten digits in drawings, photos and scans on the way that `digitkit`
  goes: the ink is found, cut out and framed as MNIST is, then classified. Outside that framing
  its answers mean nothing.
- For learning and for play. Not for anything that hangs on a digit, such as cheques, doses or
  examination marks: about one digit in {one_in:,} of the cleanest kind is read wrong.
- It knows the ten digits and "not a digit". Letters and marks that look like a digit (O, l, S)
  may be read as one. Digits that touch each other are seen as one thing. Digits of other scripts
  were never shown to it.

## What it learnt from

- MNIST's 60,000 training images (Y. LeCun, C. Cortes and C. Burges; CC BY-SA 3.0, see
  `digitkit/data/LICENSE.txt`), a tenth of each class kept aside for validation.
- Pictures made from the rest by `digitkit.synthesis`: {made}. Nothing in them comes from any
  other data set.
- In all {images:,} training images, changed anew in every epoch.
- MNIST's 10,000 test images took no part in training or in any choice; they give the figures
  below.

The writers of MNIST were staff of the US Census Bureau and American students around 1990:
other places write 1, 4, 7 and 9 in other ways, and the made pictures cover that only in part.

## How it was trained

| | |
|---|---|
{recipe}
| temperature of the softmax | {temperature} |
| time | {time} |
| best validation accuracy | {best:.2%} in epoch {best_epoch} of {epochs} |
| validation accuracy at the end | {last:.2%} |
{note}
## How good it is

On {which} test images, which it never learnt from:

| | |
|---|---|
| as they are, the likeliest of the ten digits | {accuracy} |
| the same, the network asked once, whatever its doubt | {at_once} |
| of them answered "not a digit" | {refused:,} |
| expected calibration error (15 bins) | {calibration:.2%} |
| read as pictures: found, framed and classified | {reading} |
{pictures}
The {n_errors} test images whose likeliest digit is wrong, by their number from 0:

{errors}

Confusion matrix, the digit down and the answer across:

```
{matrix}
```

## How fast it is

Measured on the machine that wrote this page, one thread: {classify:.2f} ms to classify one framed
image, {read:.1f} ms to read one picture of 280 × 280 pixels.

## How to make it again

```
digitkit train runs/recognizer{options}
digitkit evaluate --model runs/recognizer/{name} --card
```

The same recipe gives a model of the same quality; its last decimals depend on the processor.
"""

OTHER_PICTURES = """\
On folders of other pictures. It learnt from none of them, but where the finding of ink was
developed against them, the figure flatters:"""


def write_card(
    model: Path, recognizer: Recognizer, measured: OnMnist, pictures: dict[str, Score]
) -> Path:
    """Write the model card beside a model.

    Parameters
    ----------
    model : Path
        The .tflite file; its folder holds training.json.
    recognizer : Recognizer
        The same model, loaded.
    measured : OnMnist
        What it makes of MNIST's test images.
    pictures : dict of str to Score
        What it makes of folders of pictures; may be empty.

    Returns
    -------
    Path
        Of the card.

    Raises
    ------
    FileNotFoundError
        If there is no training.json beside the model.
    """
    text = TEMPLATE.format(
        name=model.name,
        bytes=model.stat().st_size,
        **of_training(read_record(model.with_name(RECORD))),
        **of_measuring(measured, pictures),
        **of_speed(recognizer),
    )
    path = model.with_name(CARD)
    with write_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return path


def read_record(path: Path) -> dict:
    """Read what `digitkit train` wrote about a training.

    Parameters
    ----------
    path : Path
        Its training.json.

    Returns
    -------
    dict

    Raises
    ------
    FileNotFoundError
        If it is not there.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"there is no {path}, which tells how the model was trained; `digitkit train` writes "
            "it beside the model."
        )
    return json.loads(path.read_text(encoding="utf-8"))


def of_training(record: dict) -> dict:
    """Give the parts of the card that the record of a training knows.

    Parameters
    ----------
    record : dict
        As `read_record` gives it.

    Returns
    -------
    dict
        Values for the template.
    """
    recipe, accuracies = record["recipe"], record["history"]["val_accuracy"]
    rows = {
        name.replace("_", " "): "all" if value is None else value
        for name, value in recipe.items()
        if name != "pieces"
    }
    made = [f"{n},000 {kind.replace('_', ' ')}" for kind, n in recipe["pieces"].items()]
    best = max(accuracies)
    return {
        "made": ", ".join(made) or "none",
        "images": record["images"],
        "recipe": "\n".join(f"| {name} | {value} |" for name, value in rows.items()),
        "temperature": record["temperature"],
        "time": f"{record['seconds']:,} s ({record['seconds'] / 60:,.0f} minutes)",
        "best": best,
        "best_epoch": accuracies.index(best) + 1,
        "epochs": len(accuracies),
        "last": accuracies[-1],
        "options": as_options(recipe),
        "note": f"\n{fill(record['note'], 100)}\n" if "note" in record else "",
    }


def of_measuring(measured: OnMnist, pictures: dict[str, Score]) -> dict:
    """Give the parts of the card that are measured.

    Parameters
    ----------
    measured, pictures
        As for `write_card`.

    Returns
    -------
    dict
        Values for the template.
    """
    matrix, n = confusion_matrix(measured.labels, measured.predictions), len(measured.labels)
    rows = [f"| {name} | {score} |" for name, score in pictures.items()]
    title = ["", OTHER_PICTURES, "", "| | |"]
    return {
        "which": "MNIST's 10,000" if n == 10_000 else f"the first {n:,} of MNIST's",
        "one_in": round(n / max(len(measured.errors), 1)),
        "accuracy": measured.accuracy,
        "at_once": measured.accuracy_at_once,
        "refused": len(measured.refused),
        "calibration": measured.calibration_error,
        "reading": measured.reading,
        "pictures": "\n".join([*title, "|---|---|", *rows, ""] if rows else [""]),
        "n_errors": len(measured.errors),
        "errors": fill(", ".join(str(number) for number in measured.errors) or "none", 100),
        "matrix": "\n".join(matrix_lines(matrix)),
    }


def of_speed(recognizer: Recognizer) -> dict:
    """Time the model.

    Parameters
    ----------
    recognizer : Recognizer

    Returns
    -------
    dict
        Values for the template.
    """
    image = load_mnist()[1][0][0]
    drawing = 255 - image.repeat(10, axis=0).repeat(10, axis=1)
    return {
        "classify": median_milliseconds(lambda: recognizer.classify(image[None])),
        "read": median_milliseconds(lambda: recognizer.read(drawing)),
    }


def as_options(recipe: dict) -> str:
    """Give the options of `digitkit train` that make another recipe of the shipped one.

    Parameters
    ----------
    recipe : dict
        As the record of the training has it.

    Returns
    -------
    str
        Such as ' --precision mixed_bfloat16', '' when nothing differs.

    Raises
    ------
    ValueError
        If the recipe differs in a setting that is no option.

    Examples
    --------
    >>> as_options({"epochs": 3, "pieces": {}})
    ' --epochs 3 --made 0'
    """
    usual = asdict(Recipe())
    changed = {name: value for name, value in recipe.items() if value != usual[name]}
    counts = {recipe["pieces"].get(kind, 0) for kind in KINDS} if "pieces" in changed else set()
    if len(counts) == 1:  # --made makes the same number of each kind
        del changed["pieces"]
        changed["made"] = counts.pop()
    if "polish_epochs" in changed:
        changed["polish"] = changed.pop("polish_epochs")
    options = {"epochs", "polish", "seed", "precision", "width", "images", "made"}
    if foreign := set(changed) - options:
        raise ValueError(f"the recipe's {min(foreign)} is not that of digitkit.cnn.recipe.Recipe.")
    return "".join(f" --{name} {value}" for name, value in changed.items())
