"""The MNIST that ships with digitkit, verified each time it is loaded."""

import hashlib
from pathlib import Path

import numpy as np

from digitkit.loading.idx import decode_idx, read_bytes

DATA = Path(__file__).parent.parent / "data"
"""The folder of the bundled files. They are under CC BY-SA 3.0: see its LICENSE.txt."""

SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""Of the unzipped bytes: those are the files as first published, whoever zipped them."""


def read_verified(path: str | Path, sha256: str) -> np.ndarray:
    """Read an IDX file and hold its unzipped bytes against a digest.

    Parameters
    ----------
    path : str or Path
        An IDX file, gzipped or raw.
    sha256 : str
        The SHA-256 that its unzipped bytes must have, in hexadecimal.

    Returns
    -------
    ndarray of uint8

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_idx` does; or the digest differs. The sentence names the file.

    Examples
    --------
    >>> name = "t10k-labels-idx1-ubyte"
    >>> read_verified(DATA / f"{name}.gz", SHA256[name])[:3].tolist()
    [7, 2, 1]
    """
    data = read_bytes(path)
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{path} is not the MNIST file that was published: the SHA-256 of its unzipped bytes "
            f"is {found[:12]}…, needed {sha256[:12]}…. Restore it (git checkout -- digitkit/data) "
            "or copy it again."
        )
    return decode_idx(data, str(path))


def load_mnist(
    folder: str | Path = DATA,
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Load MNIST: 60,000 digits to train on and 10,000 to test with.

    Every file is verified by SHA-256 first, so a damaged copy never trains a model.

    Parameters
    ----------
    folder : str or Path
        Where the four .gz files are; by default those that ship with digitkit.

    Returns
    -------
    (train_images, train_labels), (test_images, test_labels)
        Images are uint8 of shape (n, 28, 28), 0 for paper and 255 for full ink; labels are uint8
        of shape (n,), 0 to 9.

    Raises
    ------
    FileNotFoundError
        One of the four files is missing.
    ValueError
        One of them is truncated, damaged or another file; the sentence names it.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86(11):2278-2324, 1998.

    Examples
    --------
    >>> (train_images, train_labels), (test_images, test_labels) = load_mnist()
    >>> train_images.shape, test_images.shape
    ((60000, 28, 28), (10000, 28, 28))
    >>> train_labels[:5].tolist()
    [5, 0, 4, 1, 9]
    """
    train_images, train_labels, test_images, test_labels = (
        read_verified(Path(folder) / f"{name}.gz", sha256) for name, sha256 in SHA256.items()
    )
    return (train_images, train_labels), (test_images, test_labels)
