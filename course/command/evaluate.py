"""`digitkit evaluate`: how good a model is, on digits it never learnt from."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from course.command.model import load_recognizer, model_option


@click.command(short_help="Measure a model on digits it never learnt from.")
@model_option
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Measure these pictures instead: a folder with a labels.csv, or a folder of such.",
)
@click.option(
    "--images", type=click.IntRange(1), help="Only the first so many test digits, for a quick look."
)
@click.option("--card", is_flag=True, help="Write MODEL_CARD.md beside the model.")
@click.option(
    "--plots",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Draw confusion, calibration, the worst errors and the learning curves into DIR.",
)
def command(
    model: Path | None, pictures: Path | None, images: int | None, card: bool, plots: Path | None
) -> None:
    """Measure a model on the 10,000 test digits of MNIST, which no training may see.

    Twice: on the 28 x 28 images as they are, and by the whole way that a picture goes (finding
    the ink, framing it, perhaps finding no digit). Accuracy comes with its 95% interval.

    A labels.csv has a line 'file,label' and then one line for each picture; the label is its
    text, or 'none' where there is no digit. With --card, the card tells of these pictures too.
    """
    from digitkit.recognizer import MODEL

    recognizer = load_recognizer(model)
    scores = on_pictures(recognizer, pictures) if pictures else {}
    if pictures and not (card or plots):
        return
    measured = on_mnist(recognizer, images)
    if plots:
        draw(plots, measured, model or MODEL)
    if card:
        from course.card import write_card

        click.echo(f"Written: {write_card(model or MODEL, recognizer, measured, scores)}")


def progress(things: Iterable) -> Iterable:
    """Count through things with a bar, where somebody watches.

    Parameters
    ----------
    things : iterable
        Such as pictures.

    Returns
    -------
    tqdm
    """
    from tqdm import tqdm

    return tqdm(things, disable=None, leave=False, unit=" pictures")


def on_pictures(recognizer, folder: Path) -> dict:
    """Measure folders of pictures, and print a line for each.

    Parameters
    ----------
    recognizer : Recognizer
    folder : Path
        As for `measure_pictures`.

    Returns
    -------
    dict of str to Score
    """
    from course.measure import measure_pictures

    scores = measure_pictures(recognizer, folder, progress)
    for name, score in scores.items():
        click.echo(f"{name:20} {score}")
    return scores


def on_mnist(recognizer, n: int | None = None):
    """Measure MNIST's test digits, and print what comes out.

    Parameters
    ----------
    recognizer : Recognizer
    n : int, optional
        Only the first so many.

    Returns
    -------
    OnMnist
    """
    from course.measure import describe, measure_images
    from digitkit.loading import load_mnist

    images, labels = load_mnist()[1]
    measured = measure_images(recognizer, images[:n], labels[:n], progress)
    click.echo(describe(measured))
    return measured


def draw(folder: Path, measured, model: Path) -> None:
    """Draw what was measured on MNIST, and how the training went where that was recorded.

    Parameters
    ----------
    folder : Path
        Gets confusion.png, calibration.png, worst_errors.png and learning.png.
    measured : OnMnist
    model : Path
        The .tflite file; training.json may stand beside it.
    """
    from digitkit import evaluation
    from digitkit.loading import load_mnist
    from digitkit.plots import save_figure

    labels, probabilities = measured.labels, measured.probabilities
    matrix = evaluation.confusion_matrix(labels, measured.predictions)
    names = [*"0123456789", "none"]
    figures = {
        "confusion": evaluation.plot_confusion_matrix(matrix),
        "calibration": evaluation.plot_calibration(labels, probabilities),
        "worst_errors": evaluation.plot_worst_errors(
            load_mnist()[1][0], labels, probabilities, class_names=names
        ),
    }
    record = model.with_name("training.json")
    if record.exists():
        history = json.loads(record.read_text(encoding="utf-8"))["history"]
        figures["learning"] = evaluation.plot_learning_curves(history)
    for name, figure in figures.items():
        click.echo(f"Drawn: {save_figure(figure, folder / f'{name}.png')}")
