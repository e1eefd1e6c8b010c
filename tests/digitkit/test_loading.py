"""The IDX reader and the bundled MNIST, and every bad file that they refuse."""

import gzip
import shutil
import subprocess
import sys

import numpy as np
import pytest

from digitkit.loading import (
    DATA,
    SHA256,
    decode_idx,
    load_mnist,
    read_idx,
    read_idx_pair,
    read_idx_shape,
)

THREE_LABELS = bytes([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4])
TWO_PICTURES = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40])


def test_mnist_has_60000_and_10000_digits_as_bytes(mnist):
    for (images, labels), n in zip(mnist, [60_000, 10_000], strict=True):
        assert images.shape == (n, 28, 28) and images.dtype == np.uint8
        assert labels.shape == (n,) and labels.dtype == np.uint8
        assert images.min() == 0 and images.max() == 255
        assert set(labels.tolist()) == set(range(10))


def test_mnist_has_the_known_class_counts(mnist):
    (_, train_labels), (_, test_labels) = mnist
    known = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(train_labels).tolist() == known
    known = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(test_labels).tolist() == known


def test_a_loaded_array_is_your_own_to_change(tmp_path):
    path = tmp_path / "labels"
    path.write_bytes(THREE_LABELS)
    labels = read_idx(path)
    labels[0] = 9
    assert read_idx(path)[0] == 5


def test_loading_imports_neither_tensorflow_nor_pandas_nor_sklearn():
    program = (
        "import sys, digitkit.loading, digitkit.files\n"
        "heavy = {'tensorflow', 'keras', 'pandas', 'sklearn', 'matplotlib', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout == "[]\n", found.stdout + found.stderr


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["raw", "gz"])
def test_an_idx_file_is_read_raw_and_gzipped(tmp_path, pack):
    path = tmp_path / ("pictures" if pack is bytes else "pictures.gz")
    path.write_bytes(pack(TWO_PICTURES))
    assert read_idx(path).tolist() == [[[10, 20]], [[30, 40]]]


BAD_FILES = {
    "not gz": ("a.gz", b"PK\x03\x04 a zip", "is named .gz but is not gzipped"),
    "not gz but already unzipped": ("a.gz", THREE_LABELS, "drop .gz from its name"),
    "empty gz": ("a.gz", b"", "is named .gz but is not gzipped"),
    "gz truncated": (
        "a.gz",
        gzip.compress(TWO_PICTURES)[:-9],
        "is truncated: its gzip ends too early",
    ),
    "gz header truncated": ("a.gz", gzip.compress(TWO_PICTURES)[:5], "is truncated"),
    "gz damaged": (
        "a.gz",
        gzip.compress(TWO_PICTURES)[:-8] + b"\0\0\0\0" + gzip.compress(TWO_PICTURES)[-4:],
        "is damaged: it does not unzip",
    ),
    "wrong magic": ("a", b"\x89PNG\r\n\x1a\n", "begins with 89 50 4e 47, needed the magic number"),
    "IDX of floats": ("a", bytes([0, 0, 13, 1, 0, 0, 0, 0]), "not an IDX file of unsigned bytes"),
    "no axes": ("a", bytes([0, 0, 8, 0]), "not an IDX file of unsigned bytes"),
    "empty": ("a", b"", "begins with nothing"),
    "truncated": ("a", TWO_PICTURES[:-1], "is truncated: its header announces 20 bytes"),
    "header truncated": ("a", TWO_PICTURES[:10], "is truncated"),
    "too long": ("a", TWO_PICTURES + b"\0", "is too long: its header announces 20 bytes"),
}


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_idx_file_is_refused_by_name(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError) as refusal:
        read_idx(path)
    assert str(refusal.value).startswith(str(path)), "The sentence must begin with the file."
    assert sentence in str(refusal.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no file .*nowhere.gz"):
        read_idx(tmp_path / "nowhere.gz")


@pytest.mark.parametrize(("data", "shape"), [(THREE_LABELS, (3,)), (TWO_PICTURES, (2, 1, 2))])
def test_the_header_alone_tells_the_shape(data, shape):
    header = data[: 4 + 4 * len(shape)]
    assert read_idx_shape(data) == read_idx_shape(header) == shape


def test_a_header_of_two_gigabytes_is_refused_without_making_the_array():
    with pytest.raises(ValueError, match="truncated"):
        decode_idx(bytes([0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255]))


@pytest.mark.parametrize(
    ("images", "labels", "sentence"),
    [
        (TWO_PICTURES, THREE_LABELS, "has 2 pictures but .* has 3 labels"),
        (THREE_LABELS, TWO_PICTURES, "Are the two files swapped"),
    ],
    ids=["counts differ", "swapped"],
)
def test_a_pair_that_does_not_belong_together_is_refused(tmp_path, images, labels, sentence):
    (tmp_path / "images").write_bytes(images)
    (tmp_path / "labels").write_bytes(labels)
    with pytest.raises(ValueError, match=sentence):
        read_idx_pair(tmp_path / "images", tmp_path / "labels")


def test_one_changed_pixel_in_a_well_formed_mnist_file_is_noticed(tmp_path):
    for name in SHA256:
        shutil.copy(DATA / f"{name}.gz", tmp_path)
    path = tmp_path / "t10k-images-idx3-ubyte.gz"
    raw = bytearray(gzip.decompress(path.read_bytes()))
    raw[5_000_000] ^= 1
    path.write_bytes(gzip.compress(raw, compresslevel=1))
    with pytest.raises(ValueError, match="t10k-images-idx3-ubyte.gz is not the MNIST file"):
        load_mnist(tmp_path)


def test_a_missing_mnist_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="train-images-idx3-ubyte.gz"):
        load_mnist(tmp_path)


def test_the_data_carry_their_licence():
    licence = (DATA / "LICENSE.txt").read_text(encoding="utf-8")
    assert "CC BY-SA 3.0" in licence and "Yann LeCun, Corinna Cortes" in licence
