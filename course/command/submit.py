"""`digitkit submit`: predictions for Kaggle's test.csv, written and checked."""

from pathlib import Path

import click

from course.command.model import load_recognizer, model_option


@click.command(short_help="Write or check a submission.csv for Kaggle.")
@model_option
@click.option(
    "--check",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write nothing; say whether Kaggle would take this submission.csv.",
)
@click.option(
    "--score",
    is_flag=True,
    help="Also say how many are right, if DIR was written by `digitkit kaggle`.",
)
@click.option("--seed", default=0, show_default=True, help="What `digitkit kaggle` was given.")
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
def command(
    folder: Path | None, model: Path | None, check: Path | None, score: bool, seed: int
) -> None:
    """Read DIR/test.csv, predict, and write DIR/submission.csv (ImageId,Label), checked.

    With --check FILE, a submission of your own is checked (and scored) instead.
    """
    if (folder is None) == (check is None):
        raise click.UsageError("name either DIR, or a submission with --check FILE.")
    path = check or write(folder, model)  # type: ignore[arg-type]
    if check:
        approve(path)
    if score:
        tell_score(path, seed)


def write(folder: Path, model: Path | None) -> Path:
    """Predict the digits of a test.csv, and write and check the submission beside it.

    Parameters
    ----------
    folder : Path
        Where test.csv is.
    model : Path or None
        As for `load_recognizer`.

    Returns
    -------
    Path
        Of the submission.
    """
    from course.measure import classify
    from digitkit.loading import read_kaggle, write_submission

    recognizer = load_recognizer(model)
    click.echo(f"Reading {folder / 'test.csv'} …")
    images, _ = read_kaggle(folder / "test.csv")
    probabilities = classify(recognizer, images)
    path = folder / "submission.csv"
    # Kaggle takes digits alone: what the model holds to be none gets the likeliest of the ten.
    write_submission(path, probabilities[:, :10].argmax(axis=1))
    approve(path, len(images))
    return path


def approve(path: Path, n: int = 28_000) -> None:
    """Say that a submission is good, or raise the sentence that says what is wrong.

    Parameters
    ----------
    path : Path
        Of the submission.
    n : int
        The rows that it must have.
    """
    from digitkit.loading import check_submission

    check_submission(path, n)
    click.echo(f"{path}: {n:,} rows, as Kaggle wants them.")


def tell_score(path: Path, seed: int) -> None:
    """Say how many labels of a submission are right, and how far that can be believed.

    Parameters
    ----------
    path : Path
        Of the submission.
    seed : int
        Of the split that `digitkit kaggle` made.
    """
    from digitkit.loading import score_submission

    click.echo(
        f"{score_submission(path, seed):.2%} are right, for the test.csv of `digitkit kaggle "
        f"--seed {seed}`. Believe it only of a model that was trained on that train.csv: the one "
        "that ships has seen most of these pictures."
    )
