"""What the functions of lesson 1 promise: bytes, tables and splits of digits."""

import gzip
import hashlib
import tempfile
from pathlib import Path

import numpy as np


def test_read_idx_shape_reads_the_big_end_first(read_idx_shape, rng):
    length = int(rng.integers(1_000, 60_000))
    header = bytes([0, 0, 8, 1]) + length.to_bytes(4, "big")
    shape = read_idx_shape(header)
    assert shape == (length,), (
        f"read_idx_shape(bytes.fromhex('{header.hex(' ')}')) gave {shape!r}, "
        f"expected the tuple ({length},). Bytes 4 to 7 are one number, big end first: "
        f"{header[6]} * 256 + {header[7]} = {length}. With these bytes the other way round, or "
        "some of them left out, every length is wrong."
    )


def test_read_idx_shape_reads_one_number_for_each_axis(read_idx_shape, rng):
    for axes in (1, 3, 2):
        expected = tuple(int(length) for length in rng.integers(2, 200, axes))
        header = bytes([0, 0, 8, axes]) + b"".join(n.to_bytes(4, "big") for n in expected)
        pixels = bytes([7, 7, 7, 7, 7, 7, 7, 7])
        shape = read_idx_shape(header + pixels)
        assert shape == expected, (
            f"read_idx_shape of a file that begins with {header.hex(' ')} gave {shape!r}, "
            f"expected {expected}. The fourth byte says that {axes} "
            f"{'length follows' if axes == 1 else 'lengths follow'}, four bytes each, from "
            f"byte 4 on. What comes after byte {len(header)} is no header any more."
        )


def test_read_idx_shape_refuses_what_is_no_idx_file(read_idx_shape):
    others = {
        "a PNG picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "a file that is still gzipped": b"\x1f\x8b\x08\x01\0\0\0\0\0\0\0\0",
        "an IDX file of floats": bytes([0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0]),
        "an empty file": b"",
    }
    for what, data in others.items():
        begin = data[:4].hex(" ") or "nothing"
        try:
            shape = read_idx_shape(data)
        except ValueError as error:
            sentence = str(error)
        except IndexError as error:
            raise AssertionError(
                f"read_idx_shape of {what} raised IndexError: {error}. Expected a ValueError with "
                "a sentence: look at the length before you look at a byte."
            ) from error
        else:
            raise AssertionError(
                f"read_idx_shape of {what}, which begins with {begin}, gave "
                f"{str(shape):.30}. Expected a ValueError: the first three bytes must be 00 00 08. "
                "Else what follows is read as a picture, and comes out as noise."
            )
        assert sentence, (
            f"read_idx_shape of {what} raised ValueError without a sentence. Say what came "
            f"({begin}) and what was needed (00 00 08): whoever reads it has only these words."
        )


def test_decode_idx_skips_the_header(decode_idx, rng):
    expected = rng.integers(0, 10, 6).tolist()
    data = bytes([0, 0, 8, 1, 0, 0, 0, 6, *expected])
    labels = decode_idx(data)
    assert isinstance(labels, np.ndarray), (
        f"decode_idx(...) gave {type(labels).__name__}, expected a NumPy array. Return the array: "
        "printing it, or a list, is of no use to the lessons that follow."
    )
    assert labels.tolist() == expected, (
        f"decode_idx(bytes({list(data)})) gave {labels.tolist()}, expected {expected}. "
        "The header of this file takes the first 8 bytes; the labels begin after it."
    )


def test_decode_idx_gives_the_shape_of_the_header(decode_idx, rng):
    expected = rng.integers(0, 256, (3, 5, 4), dtype=np.uint8)
    data = bytes([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 4]) + expected.tobytes()
    try:
        images = decode_idx(data)
    except ValueError as error:
        raise AssertionError(
            f"decode_idx of 3 pictures of 5 by 4 pixels raised ValueError: {error}\n"
            "The file is a good one. With three axes its header is 4 + 4 * 3 = 16 bytes long, "
            "and 3 * 5 * 4 = 60 pixels follow."
        ) from error
    assert images.shape == (3, 5, 4), (
        f"decode_idx of 3 pictures of 5 rows and 4 columns gave shape {images.shape}, expected "
        "(3, 5, 4), as its header says. Each picture must keep its rows and columns."
    )
    assert (images == expected).all(), (
        f"decode_idx gave shape (3, 5, 4), but wrong values: the first row of the first picture "
        f"is {images[0, 0].tolist()}, expected {expected[0, 0].tolist()}. The file holds the "
        "first row from left to right, then the next row: the last axis runs fastest."
    )


def test_decode_idx_gives_bytes_that_are_your_own(decode_idx):
    labels = decode_idx(bytes([0, 0, 8, 1, 0, 0, 0, 2, 5, 255]))
    assert labels.dtype == np.uint8, (
        f"decode_idx gave an array of {labels.dtype}, expected uint8. A pixel is one byte from "
        f"0 to 255: the last byte of this file is 255, and came back as {labels[-1]}."
    )
    assert labels.flags.writeable, (
        "decode_idx gave an array that nobody may write to: np.frombuffer only looks at the "
        "bytes where they lie. Return a copy, so that lessons can change a pixel."
    )


def test_decode_idx_refuses_missing_and_surplus_bytes(decode_idx):
    header, pixels = bytes([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2]), bytes(range(12))
    for what, there in {"only 8": pixels[:8], "14": pixels + b"\0\0"}.items():
        try:
            images = decode_idx(header + there)
        except ValueError:
            continue
        shape = getattr(images, "shape", images)
        raise AssertionError(
            f"decode_idx of a file whose header announces 3 * 2 * 2 = 12 pixels, with {what} "
            f"there, gave {shape!r}. Expected a ValueError. A download that broke off must be "
            "noticed now; later it shows only as pictures that do not match their labels."
        )


def test_read_verified_gives_the_array(read_verified, rng):
    labels = rng.integers(0, 10, 6, dtype=np.uint8)
    data = bytes([0, 0, 8, 1, 0, 0, 0, 6]) + labels.tobytes()
    sha256 = hashlib.sha256(data).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels"
        path.write_bytes(data)
        try:
            found = read_verified(path, sha256)
        except ValueError as error:
            raise AssertionError(
                f"read_verified('labels', '{sha256[:12]}…') refused a file that has exactly this "
                "fingerprint. Expected its array. The fingerprint is the SHA-256 of the whole "
                "file, header and all, written as a text of 64 hexadecimal digits."
            ) from error
    assert isinstance(found, np.ndarray) and found.tolist() == labels.tolist(), (
        f"read_verified('labels', '{sha256[:12]}…') gave {found!r}, expected the array "
        f"{labels.tolist()}. Once the fingerprint is right, decode the bytes and return what "
        "comes out."
    )


def test_read_verified_unzips_first(read_verified, rng):
    data = bytes([0, 0, 8, 1, 0, 0, 0, 6]) + rng.integers(0, 10, 6, dtype=np.uint8).tobytes()
    sha256 = hashlib.sha256(data).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.gz"
        path.write_bytes(gzip.compress(data))
        try:
            read_verified(path, sha256)
        except ValueError as error:
            raise AssertionError(
                f"read_verified('labels.gz', '{sha256[:12]}…') refused a file which, unzipped, has "
                "exactly this fingerprint. Expected its array. Two people who zip the same data "
                "get different files; only what is inside is the same for both."
            ) from error


def test_read_verified_refuses_a_changed_pixel(read_verified, rng):
    pixels = rng.integers(0, 255, (2, 3, 3), dtype=np.uint8)
    header = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 3])
    sha256 = hashlib.sha256(header + pixels.tobytes()).hexdigest()
    pixels[-1, -1, -1] += 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures"
        path.write_bytes(header + pixels.tobytes())
        try:
            found = read_verified(path, sha256)
        except ValueError:
            return
        except AssertionError as error:
            raise AssertionError(
                "read_verified of a changed file raised AssertionError. Expected a ValueError: "
                "Python leaves out every assert when it is started with -O, and the guard with it."
            ) from error
    raise AssertionError(
        f"read_verified of a file with one pixel changed by 1 gave {type(found).__name__}. "
        "Expected a ValueError: the fingerprint of what is in the file is not the one that was "
        "asked for. Data that only look right teach a model something wrong."
    )


def test_read_verified_takes_the_header_in(read_verified, rng):
    pixels = rng.integers(0, 256, (2, 6), dtype=np.uint8).tobytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures"
        path.write_bytes(bytes([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 4]) + pixels)
        try:
            found = read_verified(path, hashlib.sha256(pixels).hexdigest())
        except (ValueError, AssertionError):
            return
    raise AssertionError(
        "read_verified accepted a file of which only the pixels have the fingerprint, not the "
        f"whole, and gave shape {getattr(found, 'shape', found)}. Expected a ValueError: the same "
        "pixels come in 2 rows of 6 and in 3 rows of 4, and only the header knows which."
    )


def test_read_verified_names_the_file(read_verified):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t10k-labels"
        path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 1, 7]))
        try:
            read_verified(path, "0" * 64)
        except (ValueError, AssertionError) as error:
            sentence = str(error)
        else:
            sentence = "nothing at all"
    assert "t10k-labels" in sentence, (
        f"read_verified('t10k-labels', '000000000000…') said: {sentence!r}. Expected a ValueError "
        "whose sentence names the file. MNIST comes in four files; which one must be replaced?"
    )


def test_digits_from_table_gives_pictures_as_bytes(digits_from_table, rng):
    import pandas as pd

    expected = rng.integers(0, 256, (3, 28, 28))
    table = pd.DataFrame(expected.reshape(3, 784), columns=[f"pixel{n}" for n in range(784)])
    table.insert(0, "label", [5, 0, 4])
    try:
        images, _ = digits_from_table(table)
    except ValueError as error:
        raise AssertionError(
            f"digits_from_table of 3 good rows raised ValueError: {error}\n"
            "The table has 785 columns, label "
            "and 784 pixels: the label is no pixel. Return two things, images and labels."
        ) from error
    assert images.shape == (3, 28, 28), (
        f"digits_from_table of 3 rows gave images of shape {images.shape}, expected (3, 28, 28). "
        "A row of 784 pixels is 28 rows of 28: without them no picture can be drawn."
    )
    assert images.dtype == np.uint8, (
        f"digits_from_table gave images of {images.dtype}, expected uint8. pandas reads whole "
        "numbers as int64, eight bytes for each pixel that needs one."
    )
    assert (images == expected).all(), (
        f"digits_from_table gave wrong values: the first picture begins with "
        f"{images[0, 0, :4].tolist()}, expected {expected[0, 0, :4].tolist()}. pixel0 to pixel27 "
        "are the top row from left to right, pixel28 begins the next; label is not among them."
    )


def test_digits_from_table_finds_columns_by_name(digits_from_table, rng):
    import pandas as pd

    expected = rng.integers(0, 256, (2, 28, 28), dtype=np.uint8)
    table = pd.DataFrame(expected.reshape(2, 784), columns=[f"pixel{n}" for n in range(784)])
    table["label"] = [3, 8]
    table = table[rng.permutation(table.columns)]
    images, _ = digits_from_table(table)
    wrong = int((images != expected).sum()) if images.shape == expected.shape else "all"
    assert wrong == 0, (
        f"digits_from_table of a table whose columns stand in another order "
        f"({', '.join(table.columns[:3])}, …) put {wrong} of 1568 pixels in the wrong place. "
        "Expected pixel0, pixel1, … pixel783 by name: a table's columns may be in any order, and "
        "sorted as text pixel10 comes before pixel2."
    )


def test_digits_from_table_gives_labels_or_none(digits_from_table, rng):
    import pandas as pd

    expected = rng.integers(0, 10, 4)
    table = pd.DataFrame(np.zeros((4, 784), int), columns=[f"pixel{n}" for n in range(784)])
    _, labels = digits_from_table(table.assign(label=expected))
    assert isinstance(labels, np.ndarray) and labels.dtype == np.uint8, (
        f"digits_from_table gave labels of the type {type(labels).__name__}, "
        f"dtype {getattr(labels, 'dtype', 'none')}; expected a NumPy array of uint8. A pandas "
        "Series carries row numbers along, which get in the way as soon as rows are shuffled."
    )
    assert labels.tolist() == expected.tolist(), (
        f"digits_from_table gave the labels {labels.tolist()}, expected {expected.tolist()}."
    )
    try:
        _, labels = digits_from_table(table)
    except KeyError as error:
        raise AssertionError(
            f"digits_from_table of a table without labels raised KeyError: {error}. Expected "
            "images and None. In test.csv there is no label: those are what Kaggle asks you for."
        ) from error
    assert labels is None, (
        f"digits_from_table of a table without labels gave {labels!r} for labels, expected None. "
        "None cannot be mistaken for labels; zeros or an empty array can."
    )


def test_digits_from_table_refuses_a_missing_pixel(digits_from_table, rng):
    import pandas as pd

    gone = f"pixel{rng.integers(784)}"
    there = ["label", *(f"pixel{n}" for n in range(784) if f"pixel{n}" != gone)]
    try:
        images, _ = digits_from_table(pd.DataFrame(np.zeros((2, 784), int), columns=there))
    except ValueError as error:
        sentence = str(error)
    except KeyError as error:
        raise AssertionError(
            f"digits_from_table of a table without {gone} raised pandas' own KeyError: {error}. "
            "Expected a ValueError with a sentence that says what was needed."
        ) from error
    else:
        raise AssertionError(
            f"digits_from_table of a table without {gone} gave images of shape {images.shape}. "
            "Expected a ValueError: a pixel that is not there is not paper, and all pixels after "
            "it would move one place to the left."
        )
    assert gone in sentence, (
        f"digits_from_table of a table without {gone} said: {sentence!r}. Expected the name of "
        f"the missing column, {gone}. Of 784 columns, which one should the reader look for?"
    )


def test_digits_from_table_refuses_what_is_no_byte(digits_from_table, rng):
    import pandas as pd

    for value in (256, -1, 0.5):
        table = pd.DataFrame(np.zeros((2, 784), int), columns=[f"pixel{n}" for n in range(784)])
        column = f"pixel{rng.integers(784)}"
        table[column] = [0, value]
        try:
            images, _ = digits_from_table(table)
        except ValueError:
            continue
        kept = images.reshape(2, -1)[1, int(column.removeprefix("pixel"))]
        raise AssertionError(
            f"digits_from_table took the value {value} at {column} and made {kept} of it. Expected "
            "a ValueError. NumPy turns 256 into 0, -1 into 255 and 0.5 into 0 and says nothing; a "
            "table that was scaled to 0 to 1 would come out as empty paper."
        )


def test_stratified_split_puts_each_picture_in_one_part(stratified_split):
    labels = np.repeat([1, 4, 7], [50, 30, 20])
    images = np.arange(100).reshape(100, 1, 1)
    parts = stratified_split(images, labels, validation_fraction=0.5)
    given = f"{len(parts)} things" if isinstance(parts, tuple) else type(parts).__name__
    assert isinstance(parts, tuple) and [len(part) for part in parts] == [2, 2], (
        f"stratified_split gave {given}. Expected two pairs: "
        "(train_images, train_labels), (validation_images, validation_labels)."
    )
    numbers = [part_images.ravel().tolist() for part_images, _ in parts]
    both = set(numbers[0]) & set(numbers[1])
    assert not both, (
        f"stratified_split put {len(both)} of 100 pictures into both parts, such as number "
        f"{min(both)}. A picture that the model learns from cannot show whether it reads pictures "
        "that it has never seen."
    )
    together = sorted(numbers[0] + numbers[1])
    assert together == list(range(100)), (
        f"stratified_split of 100 pictures gave back {len(together)}, of which "
        f"{len(set(together))} are different. Expected each of them once: none lost, none twice."
    )


def test_stratified_split_keeps_pictures_and_labels_together(stratified_split, rng):
    labels = rng.permutation(np.repeat([1, 4, 7], [50, 30, 20]))
    images = np.arange(100).reshape(100, 1, 1)
    for part_images, part_labels in stratified_split(images.copy(), labels.copy(), 0.2):
        lost = int((part_labels != labels[part_images.ravel()]).sum())
        assert lost == 0, (
            f"After stratified_split, {lost} of {len(part_labels)} pictures in one part have "
            "another label than before. Expected each picture with its own label: put both in the "
            "same new order. A model that learns from wrong labels learns nothing."
        )


def test_stratified_split_leaves_your_arrays_alone(stratified_split):
    images, labels = np.arange(20).reshape(20, 1, 1), np.repeat([3, 8], 10)
    stratified_split(images, labels, validation_fraction=0.2)
    moved = int((images.ravel() != np.arange(20)).sum() + (labels != np.repeat([3, 8], 10)).sum())
    assert moved == 0, (
        f"After stratified_split(images, labels), {moved} entries of the caller's own two arrays "
        "had changed. Expected them as they were: rng.shuffle works on the array itself, and "
        "whoever calls you does not know that their data has another order now."
    )


def test_stratified_split_gives_each_class_its_share(stratified_split, rng):
    counts = 10 * rng.permutation([2, 5, 9, 14])
    labels = np.repeat([0, 3, 5, 8], counts)
    images = np.zeros((len(labels), 1, 1), np.uint8)
    _, (_, validation) = stratified_split(images, labels, validation_fraction=0.1)
    found = [int((validation == digit).sum()) for digit in (0, 3, 5, 8)]
    expected = (counts // 10).tolist()
    assert found == expected, (
        f"Of {counts.tolist()} pictures of 0, 3, 5 and 8, "
        f"stratified_split(..., validation_fraction=0.1) put {found} into validation, expected "
        f"{expected}: a tenth of each class. When a class is rarer there than in the whole, or "
        "missing, validation does not tell how well the model reads it."
    )


def test_stratified_split_shuffles_both_parts(stratified_split):
    labels = np.repeat(range(10), 60)
    images = np.arange(600).reshape(600, 1, 1)
    parts = stratified_split(images, labels, validation_fraction=0.5)
    for name, (_, part) in zip(["training", "validation"], parts, strict=True):
        changes = int((np.diff(part) != 0).sum())
        assert changes > 100, (
            f"In the {name} part the label changes only {changes} times along 300 pictures: the "
            "classes stand in blocks. Expected a shuffled order, with a change at nearly every "
            "step. A model that sees one digit for a long while forgets the others."
        )


def test_stratified_split_obeys_its_seed(stratified_split):
    labels = np.repeat(range(10), 20)
    images = np.arange(200).reshape(200, 1, 1)
    state = np.random.get_state()[1:3]
    (first, _), _ = stratified_split(images.copy(), labels.copy(), 0.2, seed=5)
    (again, _), _ = stratified_split(images.copy(), labels.copy(), 0.2, seed=5)
    (other, _), _ = stratified_split(images.copy(), labels.copy(), 0.2, seed=6)
    after = np.random.get_state()[1:3]
    assert np.array_equal(first, again), (
        "stratified_split(..., seed=5) gave two different splits when it was called twice. "
        "Expected the same one: two models can be compared only on the same validation pictures."
    )
    assert not np.array_equal(first, other), (
        "stratified_split gave the same split with seed=5 and with seed=6. Expected another one: "
        "the seed has no effect."
    )
    assert state[1] == after[1] and (state[0] == after[0]).all(), (
        "stratified_split changed NumPy's global random numbers (np.random.seed, np.random.shuffle "
        "and the like). Expected a generator of its own, np.random.default_rng(seed): else every "
        "other program part that draws numbers gets different ones."
    )


def test_stratified_split_refuses_what_cannot_be_split(stratified_split):
    images, labels = np.zeros((20, 1, 1)), np.repeat([3, 8], 10)
    for what, arguments in {
        "validation_fraction=1.5": (images, labels, 1.5),
        "20 images and 19 labels": (images, labels[:19], 0.2),
    }.items():
        try:
            stratified_split(*arguments)
        except ValueError:
            continue
        except IndexError as error:
            raise AssertionError(
                f"stratified_split with {what} raised IndexError: {error}. Expected the ValueError "
                "of check_split, whose sentence says what to do."
            ) from error
        raise AssertionError(
            f"stratified_split with {what} split all the same. Expected the ValueError of "
            "check_split: call it first. Otherwise hours of training rest on no split at all."
        )
