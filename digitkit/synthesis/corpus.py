"""All the made training pictures in one call: shared out to the cores, kept in pieces."""

import hashlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from digitkit.files import write_whole
from digitkit.synthesis.drawn import drawn
from digitkit.synthesis.nondigits import draw_nondigit, nondigit
from digitkit.synthesis.pens import change_pen, printed_digit, rewrite, warp
from digitkit.synthesis.photograph import photographed

NOT_A_DIGIT = 10
"""Number of the class that is none of the ten digits."""
PIECE = 1000
"""Pictures in a piece: a second or two of work, all that a kill can cost."""
KINDS = ("rewritten", "printed", "drawn", "photographed", "nondigits", "photographed_nondigits")
"""The kinds of made pictures."""


def make_piece(kind, images, labels, rng, count):
    """Make one piece of the corpus.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    images, labels : ndarray
        Training digits, uint8 (n, 28, 28) and int (n,).
    rng : numpy.random.Generator
        Source of everything that varies.
    count : int
        How many pictures to try; a photographed one that is not found again is left out.

    Returns
    -------
    pictures : ndarray of uint8, shape (n, 28, 28)
    classes : ndarray of uint8, shape (n,)
        0 to 9, or 10 for "not a digit".

    Raises
    ------
    ValueError
        If the kind is unknown.

    Examples
    --------
    >>> from digitkit.loading import load_mnist
    >>> (images, labels), _ = load_mnist()
    >>> rng = np.random.default_rng(seed=0)
    >>> pictures, classes = make_piece("nondigits", images, labels, rng, count=3)
    >>> pictures.shape, classes.tolist()
    ((3, 28, 28), [10, 10, 10])
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}.")
    pairs = []
    for index in rng.integers(len(images), size=count):
        image, label = images[index], int(labels[index])
        if kind == "rewritten":
            pairs.append((rewrite(image, rng), label))
        elif kind == "printed":
            pairs.append((printed_digit(label, rng), label))
        elif kind == "drawn":
            pairs.append(drawn(rng))
        elif kind == "nondigits":
            pairs.append((nondigit(rng, images, labels), NOT_A_DIGIT))
        else:
            digit = kind == "photographed"
            ink = change_pen(warp(image, rng), rng) if digit else draw_nondigit(rng, images, labels)
            found, others = photographed(ink, rng)
            pairs += [(found, label if digit else NOT_A_DIGIT)] if found is not None else []
            pairs += [(other, NOT_A_DIGIT) for other in others]
    return np.stack([p for p, _ in pairs]), np.array([c for _, c in pairs], np.uint8)


_digits: tuple = ()  # of a worker process: sent to it once, not with every piece


def _begin_work(images, labels):
    global _digits
    _digits = images, labels
    # Ctrl-C is answered by the program that this one works for ...
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # ... and should that be killed, nobody would ever ask this one to end.
    threading.Thread(
        target=_end_with, args=(multiprocessing.parent_process(),), daemon=True
    ).start()


def _end_with(parent):
    parent.join()
    os._exit(1)


def _store_piece(path, kind, seed, count):
    pictures, classes = make_piece(kind, *_digits, np.random.default_rng(seed), count)
    with write_whole(path) as temporary, open(temporary, "wb") as file:
        np.savez_compressed(file, pictures=pictures, classes=classes)


@contextmanager
def interrupts_held_back():
    """Answer Ctrl-C at the end of a block, and not in the middle of it.

    Raises
    ------
    KeyboardInterrupt
        At the end, if Ctrl-C was pressed meanwhile.

    Examples
    --------
    >>> with interrupts_held_back():
    ...     print("written whole, whatever is pressed")
    written whole, whatever is pressed
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # Python tells the main thread alone of it
        return
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def make_corpus(images, labels, pieces, folder, *, seed=0, size=PIECE, workers=None, progress=None):
    """Make (or finish, or just load) a corpus of made pictures.

    Parameters
    ----------
    images, labels : ndarray
        Training digits, uint8 (n, 28, 28) and int (n,). Never validation or test digits:
        rewritten ones would carry them into training.
    pieces : dict of str to int
        How many pieces of each of `KINDS`.
    folder : str or Path
        Where the pieces are kept; those already there are not made again.
    seed : int, default 0
        Seed of the whole corpus.
    size : int, default 1000
        Pictures in a piece.
    workers : int, optional
        Processes; as many as there are cores when left out.
    progress : callable, optional
        Wraps the iterable of finished pieces, as ``tqdm.tqdm`` does.

    Returns
    -------
    pictures : ndarray of uint8, shape (n, 28, 28)
    classes : ndarray of uint8, shape (n,)
        0 to 9, or 10 for "not a digit".
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    source = hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()[:8]
    wanted = [
        (
            folder / f"{kind}-{seed}-{number}-{size}-{source}.npz",
            kind,
            [seed, KINDS.index(kind), number],
        )
        for kind, count in pieces.items()
        for number in range(count)
    ]
    missing = [piece for piece in wanted if not piece[0].exists()]
    # Spawned on every system: a fork of a process with TensorFlow's threads in it may hang.
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_work,
        initargs=(images, labels),
    ) as pool:
        try:
            # In here workers begin; the pool would wait for ever for one that it has not noted.
            with interrupts_held_back():
                jobs = [pool.submit(_store_piece, p, kind, s, size) for p, kind, s in missing]
            for job in progress(jobs) if progress else jobs:
                job.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)  # or Ctrl-C would wait for every piece
            raise
    loaded = [np.load(path) for path, _, _ in wanted]
    return (
        np.concatenate([piece["pictures"] for piece in loaded]),
        np.concatenate([piece["classes"] for piece in loaded]),
    )
