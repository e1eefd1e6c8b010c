"""All the made training pictures in one call: shared out to the cores, kept in pieces."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from digitkit.files import write_whole
from digitkit.synthesis.nondigits import nondigit
from digitkit.synthesis.pens import printed_digit, rewrite

NOT_A_DIGIT = 10
PIECE = 1000  # pictures in a piece: a second or two of work, all that a kill can cost
KINDS = ("rewritten", "printed", "photographed", "nondigits", "photographed_nothing")


def make_piece(kind, images, labels, rng, count=PIECE):
    """Make one piece of the corpus.

    Parameters
    ----------
    kind : {'rewritten', 'printed', 'photographed', 'nondigits', 'photographed_nothing'}
        What to make.
    images, labels : ndarray
        Training digits, uint8 (n, 28, 28) and int (n,).
    rng : numpy.random.Generator
        Source of everything that varies.
    count : int
        How many pictures.

    Returns
    -------
    pictures : ndarray of uint8, shape (count, 28, 28)
    classes : ndarray of uint8, shape (count,)
        0 to 9, or 10 for "not a digit".
    """
    chosen = rng.integers(len(images), size=count)
    classes = labels[chosen].astype(np.uint8)
    if kind == "rewritten":
        return np.stack([rewrite(images[i], rng) for i in chosen]), classes
    if kind == "printed":
        return np.stack([printed_digit(int(label), rng) for label in classes]), classes
    nothing = np.full(count, NOT_A_DIGIT, np.uint8)
    if kind == "nondigits":
        return np.stack([nondigit(rng, images, labels) for _ in range(count)]), nothing
    raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}.")


def _store_piece(path, kind, images, labels, seed):
    pictures, classes = make_piece(kind, images, labels, np.random.default_rng(seed))
    with write_whole(path) as temporary, open(temporary, "wb") as file:
        np.savez_compressed(file, pictures=pictures, classes=classes)


def make_corpus(images, labels, pieces, folder, *, seed=0, workers=None, progress=None):
    """Make (or finish, or just load) a corpus of made pictures.

    Parameters
    ----------
    images, labels : ndarray
        Training digits, uint8 (n, 28, 28) and int (n,). Never validation or test digits:
        rewritten ones would carry them into training.
    pieces : dict of str to int
        How many thousands of each kind; kinds as in `make_piece`.
    folder : str or Path
        Where the pieces are kept; those already there are not made again.
    seed : int, default 0
        Seed of the whole corpus.
    workers : int, optional
        Processes; as many as there are cores when left out.
    progress : callable, optional
        Wraps the iterable of finished pieces, as ``tqdm.tqdm`` does.

    Returns
    -------
    pictures : ndarray of uint8, shape (1000 * n_pieces, 28, 28)
    classes : ndarray of uint8, shape (1000 * n_pieces,)
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    source = hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()[:8]
    wanted = [
        (folder / f"{kind}-{seed}-{number}-{source}.npz", kind, [seed, KINDS.index(kind), number])
        for kind, count in pieces.items()
        for number in range(count)
    ]
    missing = [piece for piece in wanted if not piece[0].exists()]
    with ProcessPoolExecutor(workers) as pool:
        jobs = [pool.submit(_store_piece, p, kind, images, labels, s) for p, kind, s in missing]
        for job in progress(jobs) if progress else jobs:
            job.result()
    loaded = [np.load(path) for path, _, _ in wanted]
    return (
        np.concatenate([piece["pictures"] for piece in loaded]),
        np.concatenate([piece["classes"] for piece in loaded]),
    )
