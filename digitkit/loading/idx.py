"""The IDX format that MNIST is kept in: a short header, then one byte for each pixel or label."""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np


def read_bytes(path: str | Path) -> bytes:
    """Read a file, unzipping it when it is gzipped.

    Parameters
    ----------
    path : str or Path
        A gzipped or a raw file. Its first bytes decide, not its name.

    Returns
    -------
    bytes
        What is in it, unzipped.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    ValueError
        It is named .gz and is not gzipped, or the gzip is truncated or damaged.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "two.gz"
    >>> _ = path.write_bytes(gzip.compress(b"12"))
    >>> read_bytes(path)
    b'12'
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}. Check the folder and the spelling.")
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b":
        if path.suffix != ".gz":
            return data
        raise ValueError(
            f"{path} is named .gz but is not gzipped: it begins with {data[:4]!r}, not "
            r"b'\x1f\x8b'. Download it again; if a browser has unzipped it, drop .gz from its name."
        )
    try:
        return gzip.decompress(data)
    except EOFError as error:
        raise ValueError(
            f"{path} is truncated: its gzip ends too early, after {len(data):,} bytes. Copy or "
            "download it again."
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(
            f"{path} is damaged: it does not unzip ({error}). Copy or download it again."
        ) from error


def read_idx_shape(data: bytes, name: str = "the data") -> tuple[int, ...]:
    """Read from the header of an IDX file how long each axis of its array is.

    The header begins with the magic number: two bytes of zero, an 8 that stands for unsigned
    bytes, and the number of axes. The length of each axis follows, four bytes for each, the most
    significant byte first ("big-endian").

    Parameters
    ----------
    data : bytes
        An IDX file, unzipped.
    name : str
        What to call it in an error.

    Returns
    -------
    tuple of int
        One length for each axis.

    Raises
    ------
    ValueError
        It does not begin with the magic number of an IDX file of unsigned bytes.

    References
    ----------
    Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits", the section
    "File formats for the MNIST database".

    Examples
    --------
    >>> read_idx_shape(bytes([0, 0, 8, 1, 0, 0, 1, 2]))
    (258,)
    """
    if len(data) < 4 or data[:3] != b"\x00\x00\x08" or data[3] == 0:
        raise ValueError(
            f"{name} is not an IDX file of unsigned bytes: it begins with "
            f"{data[:4].hex(' ') or 'nothing'}, needed the magic number 00 00 08 and then the "
            "number of axes (03 for pictures, 01 for labels). Check that it is the right file."
        )
    starts = range(4, 4 + 4 * data[3], 4)
    return tuple(int.from_bytes(data[start : start + 4], "big") for start in starts)


def decode_idx(data: bytes, name: str = "the data") -> np.ndarray:
    """Turn the bytes of an IDX file into an array.

    Parameters
    ----------
    data : bytes
        A whole IDX file, unzipped: the header that `read_idx_shape` reads, then one byte for each
        value, the last axis fastest.
    name : str
        What to call it in an error.

    Returns
    -------
    ndarray of uint8
        Its shape is what the header says; your own copy, free to change.

    Raises
    ------
    ValueError
        As `read_idx_shape` does; or there are more or fewer bytes than the header announces.

    Examples
    --------
    >>> decode_idx(bytes([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4])).tolist()
    [5, 0, 4]
    """
    shape = read_idx_shape(data, name)
    header = 4 + 4 * len(shape)
    announced = header + math.prod(shape)
    if len(data) != announced:
        raise ValueError(
            f"{name} is {'truncated' if len(data) < announced else 'too long'}: its header "
            f"announces {announced:,} bytes for an array of shape {shape}, got {len(data):,}. "
            "Copy or download it again."
        )
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape).copy()


def read_idx(path: str | Path) -> np.ndarray:
    """Read an IDX file, gzipped or raw.

    Parameters
    ----------
    path : str or Path
        Such as train-images-idx3-ubyte.gz.

    Returns
    -------
    ndarray of uint8
        Pictures have shape (n, rows, columns), labels have shape (n,).

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_bytes` and `decode_idx` do; each sentence names the file.

    Examples
    --------
    >>> from digitkit.loading import DATA
    >>> read_idx(DATA / "t10k-labels-idx1-ubyte.gz")[:5].tolist()
    [7, 2, 1, 0, 4]
    """
    return decode_idx(read_bytes(path), str(path))


def read_idx_pair(
    images_path: str | Path, labels_path: str | Path
) -> tuple[np.ndarray, np.ndarray]:
    """Read the pictures and the labels that belong together.

    Parameters
    ----------
    images_path, labels_path : str or Path
        Two IDX files, gzipped or raw.

    Returns
    -------
    images : ndarray of shape (n, rows, columns), uint8
    labels : ndarray of shape (n,), uint8

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_idx` does; or the shapes are not those of pictures and labels, or the counts
        differ.

    Examples
    --------
    >>> from digitkit.loading import DATA
    >>> images, labels = read_idx_pair(
    ...     DATA / "t10k-images-idx3-ubyte.gz", DATA / "t10k-labels-idx1-ubyte.gz"
    ... )
    >>> images.shape, labels.shape
    ((10000, 28, 28), (10000,))
    """
    images, labels = read_idx(images_path), read_idx(labels_path)
    if images.ndim != 3 or labels.ndim != 1:
        raise ValueError(
            f"Needed pictures of shape (n, rows, columns) and labels of shape (n,), got "
            f"{images.shape} from {images_path} and {labels.shape} from {labels_path}. Are the two "
            "files swapped?"
        )
    if len(images) != len(labels):
        raise ValueError(
            f"{images_path} has {len(images):,} pictures but {labels_path} has {len(labels):,} "
            "labels. Use the two files of one set: train with train, t10k with t10k."
        )
    return images, labels
