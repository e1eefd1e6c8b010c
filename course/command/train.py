"""`digitkit train`: train the recogniser that ships, or the network of the lessons."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click


@click.command(short_help="Train a network; killed, it goes on where it was.")
@click.option(
    "--recipe",
    type=click.Choice(["recognizer", "lesson"]),
    default="recognizer",
    show_default=True,
    help="The network that ships (hours), or the one of the lessons (two minutes).",
)
@click.option("--epochs", type=click.IntRange(1), help="Passes over the images.")
@click.option("--polish", type=click.IntRange(0), help="Epochs of the recogniser's second stage.")
@click.option("--seed", type=int, help="Of everything that is left to chance.")
@click.option(
    "--precision",
    type=click.Choice(["float32", "mixed_bfloat16"]),
    help="mixed_bfloat16 takes half the time where the processor computes in it, else far longer.",
)
@click.option("--width", type=click.IntRange(2), help="Filters of the recogniser, at 14 x 14.")
@click.option("--images", type=click.IntRange(1), help="Only so many of MNIST's images.")
@click.option(
    "--made",
    type=click.IntRange(0),
    help="Thousands of made pictures of each kind for the recogniser; 0 for MNIST alone.",
)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path | None, recipe: str, **chosen: int | str | None) -> None:
    """Train a network into FOLDER (runs/recognizer or runs/lesson, when none is named).

    Both leave digits.tflite there, which every --model option takes, and training.json; the
    recogniser its Keras weights too, the lesson its network as lesson.keras. What the lesson
    leaves in runs/mine is what `digitkit app --mine` serves.

    It may be stopped or killed at any moment: the same command goes on from the last whole
    epoch, to the very weights of a run that nobody stopped. What is not chosen is as in the
    recipe; --images, --width, --made and --polish make a smaller try.
    """
    folder = (folder or Path("runs", recipe)).resolve()
    settings = {name: value for name, value in chosen.items() if value is not None}
    click.echo(f"Training in {folder}. Ctrl-C stops it; the same command goes on.")
    try:
        run = train_recognizer if recipe == "recognizer" else train_lesson
        run(folder, settings, verbose=1 if sys.stdout.isatty() else 2)
    except KeyboardInterrupt:
        click.echo(
            f"\nStopped. Every whole epoch is kept in {folder}; the same command goes on there.",
            err=True,
        )
        sys.exit(130)


def train_recognizer(folder: Path, settings: dict, verbose: int) -> None:
    """Train the recogniser, and say what came of it.

    Parameters
    ----------
    folder : Path
        Where to.
    settings : dict
        What differs from its recipe.
    verbose : int
        1 for a bar, 2 for a line an epoch.
    """
    from tqdm import tqdm

    from digitkit.cnn import recipe
    from digitkit.synthesis.corpus import KINDS

    if "polish" in settings:
        settings["polish_epochs"] = settings.pop("polish")
    if "made" in settings:
        thousands = settings.pop("made")
        settings["pieces"] = dict.fromkeys(KINDS, thousands) if thousands else {}

    def progress(pieces: list) -> Iterable:
        # In a log, which nobody watches, two lines a minute are enough.
        every = 0.1 if sys.stderr.isatty() else 30
        words = {"desc": "Making pictures", "unit": " thousand"}
        return tqdm(pieces, mininterval=every, **words) if pieces else pieces

    chosen = replace(recipe.Recipe(), **settings)
    recipe.train_recognizer(folder, chosen, progress=progress, verbose=verbose)
    model = folder / "digits.tflite"
    click.echo(f"Written: {model}. How good is it? digitkit evaluate --model {model}")


def train_lesson(folder: Path, settings: dict, verbose: int) -> None:
    """Train the network of the lessons, and say what came of it.

    Parameters
    ----------
    folder, settings, verbose
        As for `train_recognizer`.
    """
    from digitkit.cnn import lesson

    if foreign := set(settings) - {"epochs", "seed", "images"}:
        raise click.UsageError(f"--{min(foreign)} does not belong to the lesson's recipe.")
    images = settings.pop("images", None)
    recipe = replace(lesson.LESSON_RECIPE, **settings)
    history = lesson.train_lesson(folder, recipe, images=images, verbose=verbose)
    click.echo(
        f"Written: {folder / 'digits.tflite'}. It reads {history['val_accuracy'][-1]:.2%} of the "
        f"validation digits, after {sum(history['seconds']):.0f} s."
    )
