"""`digitkit kaggle`: the files of Kaggle's Digit Recognizer, made from the bundled MNIST."""

from pathlib import Path

import click


@click.command(short_help="Write the Digit Recognizer's files from MNIST.")
@click.option("--seed", default=0, show_default=True, help="Of the shuffle into train and test.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path, seed: int) -> None:
    """Write train.csv, test.csv and sample_submission.csv into DIR.

    They have the layout of Kaggle's Digit Recognizer, 42,000 rows with labels and 28,000
    without, and are made from the bundled MNIST: the same road, without an account.
    """
    import numpy as np
    from tqdm import tqdm

    from digitkit.loading import write_kaggle, write_submission

    def progress(rows: range) -> tqdm:
        return tqdm(rows, unit=" rows", disable=None)

    train, test = write_kaggle(folder, seed, progress)
    sample = folder / "sample_submission.csv"
    # Kaggle's own sample answers 0 to every picture.
    write_submission(sample, np.zeros(28_000, np.int64))
    for path in (train, test, sample):
        click.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    click.echo(f"Next: digitkit submit {folder}")
