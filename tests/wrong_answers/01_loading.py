"""Mistakes planted in lesson 1: what learners write when they load and split digits."""

import hashlib
import math
from pathlib import Path

import numpy as np

from course.planted import wrong
from digitkit.loading import PIXELS, check_split, decode_idx, read_bytes, read_idx_shape


@wrong(
    "test_read_idx_shape_reads_the_big_end_first",
    says="big end first",
    hint=2,
    misconception="You read the four bytes from the small end, as most processors keep them; "
    "an IDX file has the big end first.",
)
def read_idx_shape__little_end_first(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    return tuple(int.from_bytes(data[i : i + 4], "little") for i in range(4, 4 + 4 * data[3], 4))


@wrong(
    "test_read_idx_shape_reads_the_big_end_first",
    says="some of them left out",
    hint=1,
    misconception="You take one byte for each length, but a byte ends at 255; each length has "
    "four of them.",
)
def read_idx_shape__one_byte_for_each_length(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    return tuple(data[7 : 4 + 4 * data[3] : 4])


@wrong(
    "test_read_idx_shape_reads_the_big_end_first",
    says="expected the tuple",
    hint=3,
    misconception="You return a list; a shape is a tuple, and the two are never equal.",
)
def read_idx_shape__a_list(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    shape = []
    for axis in range(data[3]):
        shape.append(int.from_bytes(data[4 + 4 * axis : 8 + 4 * axis], "big"))
    return shape


@wrong(
    "test_read_idx_shape_reads_one_number_for_each_axis",
    says="no header any more",
    hint=1,
    misconception="You always read three lengths, as pictures have; the file of labels has one "
    "only, and after it you read labels as if they were lengths.",
)
def read_idx_shape__always_three_axes(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    lengths = [data[4:8], data[8:12], data[12:16]]
    return tuple(int.from_bytes(length, "big") for length in lengths if length)


@wrong(
    "test_read_idx_shape_reads_one_number_for_each_axis",
    says="from byte 4 on",
    hint=2,
    misconception="You count the magic number as a length; the lengths begin behind it, at byte 4.",
)
def read_idx_shape__magic_number_among_the_lengths(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    return tuple(int.from_bytes(data[i : i + 4], "big") for i in range(0, 4 * data[3], 4))


@wrong(
    "test_read_idx_shape_refuses_what_is_no_idx_file",
    says="comes out as noise",
    hint=1,
    misconception="You trust that the file is an IDX file and never look at its magic number.",
)
def read_idx_shape__any_file_will_do(data, name="the data"):
    axes = data[3] if len(data) > 3 else 0
    return tuple(int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(axes))


@wrong(
    "test_read_idx_shape_refuses_what_is_no_idx_file",
    says="a file that is still gzipped",
    hint=2,
    misconception="You look at the third byte alone; the third byte of a gzipped file is 8 too. "
    "Compare all three.",
)
def read_idx_shape__looks_at_the_third_byte(data, name="the data"):
    if len(data) < 4 or data[2] != 8:
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    return tuple(int.from_bytes(data[i : i + 4], "big") for i in range(4, 4 + 4 * data[3], 4))


@wrong(
    "test_read_idx_shape_refuses_what_is_no_idx_file",
    says="without a sentence",
    hint=3,
    misconception="You refuse the file, but do not say why; an error is read by someone who does "
    "not know your code.",
)
def read_idx_shape__refuses_without_a_word(data, name="the data"):
    if data[:3] != b"\x00\x00\x08":
        raise ValueError
    return tuple(int.from_bytes(data[i : i + 4], "big") for i in range(4, 4 + 4 * data[3], 4))


@wrong(
    "test_read_idx_shape_refuses_what_is_no_idx_file",
    says="raised IndexError",
    hint=3,
    misconception="You look at single bytes before you know that there are any; an empty file has "
    "none. A slice such as data[:3] never fails.",
)
def read_idx_shape__bytes_that_are_not_there(data, name="the data"):
    if data[0] != 0 or data[1] != 0 or data[2] != 8:
        raise ValueError(f"{name} begins with {data[:4].hex(' ')}, needed 00 00 08.")
    return tuple(int.from_bytes(data[i : i + 4], "big") for i in range(4, 4 + 4 * data[3], 4))


@wrong(
    "test_decode_idx_skips_the_header",
    says="the labels begin after it",
    hint=1,
    misconception="You read the values from byte 0 on, so that the header comes out as the first "
    "values.",
)
def decode_idx__header_not_skipped(data, name="the data"):
    shape = read_idx_shape(data, name)
    if len(data) != 4 + 4 * len(shape) + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return np.frombuffer(data, np.uint8, count=math.prod(shape)).reshape(shape).copy()


@wrong(
    "test_decode_idx_skips_the_header",
    says="expected a NumPy array",
    hint=3,
    misconception="You give Python's list of numbers; the lessons need a NumPy array, which knows "
    "its shape.",
)
def decode_idx__a_list(data, name="the data"):
    shape = read_idx_shape(data, name)
    if len(data) != 4 + 4 * len(shape) + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return list(data[4 + 4 * len(shape) :])


@wrong(
    "test_decode_idx_gives_the_shape_of_the_header",
    says="16 bytes long",
    hint=2,
    misconception="You always skip 8 bytes. That is right for labels; with each axis more, the "
    "header is four bytes longer.",
)
def decode_idx__header_of_eight_bytes(data, name="the data"):
    shape = read_idx_shape(data, name)
    if len(data) != 4 + 4 * len(shape) + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return np.frombuffer(data, np.uint8, offset=8).reshape(shape).copy()


@wrong(
    "test_decode_idx_gives_the_shape_of_the_header",
    says="keep its rows and columns",
    hint=3,
    misconception="You lay each picture out as one long row; the header says how many rows and "
    "columns it has.",
)
def decode_idx__flat_pictures(data, name="the data"):
    shape = read_idx_shape(data, name)
    header = 4 + 4 * len(shape)
    if len(data) != header + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    values = np.frombuffer(data, np.uint8, offset=header)
    return values.reshape(shape if len(shape) == 1 else (shape[0], -1)).copy()


@wrong(
    "test_decode_idx_gives_the_shape_of_the_header",
    says="the last axis runs fastest",
    hint=3,
    misconception="You fill the array down the columns; the file goes along the rows.",
)
def decode_idx__down_the_columns(data, name="the data"):
    shape = read_idx_shape(data, name)
    header = 4 + 4 * len(shape)
    if len(data) != header + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape, order="F").copy()


@wrong(
    "test_decode_idx_gives_bytes_that_are_your_own",
    says="0 to 255",
    hint=2,
    misconception="You read bytes with a sign, from -128 to 127, so that full ink becomes -1.",
)
def decode_idx__bytes_with_a_sign(data, name="the data"):
    shape = read_idx_shape(data, name)
    header = 4 + 4 * len(shape)
    if len(data) != header + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return np.frombuffer(data, np.int8, offset=header).reshape(shape).copy()


@wrong(
    "test_decode_idx_gives_bytes_that_are_your_own",
    says="Return a copy",
    hint=3,
    misconception="You return what np.frombuffer gives: a window onto the bytes of the file, which "
    "cannot be changed.",
)
def decode_idx__read_only(data, name="the data"):
    shape = read_idx_shape(data, name)
    header = 4 + 4 * len(shape)
    if len(data) != header + math.prod(shape):
        raise ValueError(f"{name} has {len(data)} bytes, not what its header announces.")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


@wrong(
    "test_decode_idx_refuses_missing_and_surplus_bytes",
    says="with 14 there",
    hint=1,
    misconception="You take as many bytes as the header announces and let the rest go; a file "
    "that is too long is not the file that its header describes.",
)
def decode_idx__surplus_cut_off(data, name="the data"):
    shape = read_idx_shape(data, name)
    header, count = 4 + 4 * len(shape), math.prod(shape)
    return np.frombuffer(data, np.uint8, count=count, offset=header).reshape(shape).copy()


@wrong(
    "test_decode_idx_refuses_missing_and_surplus_bytes",
    says="with only 8 there",
    hint=1,
    misconception="You let the number of bytes say how many pictures there are; the header says "
    "it, and the two must agree.",
)
def decode_idx__as_many_as_there_are(data, name="the data"):
    shape = read_idx_shape(data, name)
    values = np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape))
    each = math.prod(shape[1:])
    return values[: len(values) // each * each].reshape(-1, *shape[1:]).copy()


@wrong(
    "test_read_verified_unzips_first",
    says="only what is inside is the same",
    hint=2,
    misconception="You take the fingerprint of the gzipped file; the same data can be gzipped in "
    "many ways, each with another fingerprint.",
)
def read_verified__fingerprint_of_the_gzip(path, sha256):
    found = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{path} has the SHA-256 {found[:12]}…, needed {sha256[:12]}….")
    return decode_idx(read_bytes(path), str(path))


@wrong(
    "test_read_verified_takes_the_header_in",
    says="only the header knows which",
    hint=2,
    misconception="You take the fingerprint of the array; the header belongs to the file too.",
)
def read_verified__fingerprint_without_the_header(path, sha256):
    array = decode_idx(read_bytes(path), str(path))
    found = hashlib.sha256(array.tobytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{path} has the SHA-256 {found[:12]}…, needed {sha256[:12]}….")
    return array


@wrong(
    "test_read_verified_gives_the_array",
    says="64 hexadecimal digits",
    hint=3,
    misconception="What you compare with the text of 64 hexadecimal digits is something else, and "
    "so never equal: digest() gives 32 bytes, Python's own hash() a number; hexdigest() gives "
    "the text.",
)
def read_verified__digest_as_bytes(path, sha256):
    data = read_bytes(path)
    if hashlib.sha256(data).digest() != sha256:
        raise ValueError(f"{path} does not have the SHA-256 {sha256[:12]}….")
    return decode_idx(data, str(path))


@wrong(
    "test_read_verified_gives_the_array",
    says="decode the bytes",
    hint=3,
    misconception="You return the bytes as they stand in the file; the caller wants the array.",
)
def read_verified__bytes_not_decoded(path, sha256):
    data = read_bytes(path)
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ValueError(f"{path} has the SHA-256 {found[:12]}…, needed {sha256[:12]}….")
    return data


@wrong(
    "test_read_verified_refuses_a_changed_pixel",
    says="only look right",
    hint=1,
    misconception="Whatever the fingerprint is, you go on and return the array; to print a warning "
    "is not enough, for nobody reads it in a program that trains overnight.",
)
def read_verified__goes_on_all_the_same(path, sha256):
    data = read_bytes(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        print(f"Warning: {path} is not the file that was asked for.")
    return decode_idx(data, str(path))


@wrong(
    "test_read_verified_refuses_a_changed_pixel",
    says="gave NoneType",
    hint=3,
    misconception="You return nothing where the fingerprint is wrong; the program goes on with "
    "None and breaks somewhere else.",
)
def read_verified__returns_nothing(path, sha256):
    data = read_bytes(path)
    if hashlib.sha256(data).hexdigest() == sha256:
        return decode_idx(data, str(path))


@wrong(
    "test_read_verified_refuses_a_changed_pixel",
    says="Python leaves out every assert",
    hint=3,
    misconception="You guard with assert, which is for tests; what a program refuses, it refuses "
    "with raise.",
)
def read_verified__assert_for_a_guard(path, sha256):
    data = read_bytes(path)
    assert hashlib.sha256(data).hexdigest() == sha256, f"{path} is not the file asked for."
    return decode_idx(data, str(path))


@wrong(
    "test_read_verified_names_the_file",
    says="which one must be replaced?",
    hint=3,
    misconception="You say that a fingerprint is wrong, but not of which file.",
)
def read_verified__file_not_named(path, sha256):
    data = read_bytes(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("Wrong SHA-256.")
    return decode_idx(data, str(path))


@wrong(
    "test_digits_from_table_gives_pictures_as_bytes",
    says="the label is no pixel",
    hint=1,
    misconception="You take all columns; one of them is the label, and 785 values fill no picture.",
)
def digits_from_table__label_among_the_pixels(table):
    images = table.to_numpy(np.uint8).reshape(-1, 28, 28)
    return images, table["label"].to_numpy(np.uint8)


@wrong(
    "test_digits_from_table_gives_pictures_as_bytes",
    says="label is not among them",
    hint=1,
    misconception="You take the first 784 columns, and so the label becomes the pixel at the top "
    "left and every other pixel moves one place on.",
)
def digits_from_table__first_784_columns(table):
    images = table.iloc[:, :784].to_numpy(np.uint8).reshape(-1, 28, 28)
    return images, table["label"].to_numpy(np.uint8) if "label" in table.columns else None


@wrong(
    "test_digits_from_table_gives_pictures_as_bytes",
    says="28 rows of 28",
    hint=2,
    misconception="You leave each picture as one long row of 784 values.",
)
def digits_from_table__flat_pictures(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.astype(np.uint8), labels


@wrong(
    "test_digits_from_table_gives_pictures_as_bytes",
    says="expected uint8",
    hint=2,
    misconception="You keep pandas' int64, and so the pictures take eight times the memory.",
)
def digits_from_table__eight_bytes_a_pixel(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_gives_pictures_as_bytes",
    says="pixel28 begins the next",
    hint=3,
    misconception="You fill each picture down its columns, so that every digit lies mirrored on "
    "its side.",
)
def digits_from_table__down_the_columns(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    images = values.astype(np.uint8).reshape(-1, 28, 28).transpose(0, 2, 1)
    return images, table["label"].to_numpy(np.uint8) if "label" in table.columns else None


@wrong(
    "test_digits_from_table_finds_columns_by_name",
    says="by name",
    hint=1,
    misconception="You drop the label and take the other columns in the order of the file; a "
    "table may have any order.",
)
def digits_from_table__columns_in_file_order(table):
    labels = None
    if "label" in table.columns:
        labels = table["label"].to_numpy(np.uint8)
        table = table.drop(columns="label")
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table.to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_finds_columns_by_name",
    says="pixel10 comes before pixel2",
    hint=2,
    misconception="You sort the names as text, and as text pixel10 comes before pixel2.",
)
def digits_from_table__names_sorted_as_text(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[sorted(column for column in table.columns if column != "label")].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_gives_labels_or_none",
    says="In test.csv there is no label",
    hint=1,
    misconception="You take it that every table has labels; the one that Kaggle asks you about "
    "has none.",
)
def digits_from_table__always_a_label(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    return values.astype(np.uint8).reshape(-1, 28, 28), table["label"].to_numpy(np.uint8)


@wrong(
    "test_digits_from_table_gives_labels_or_none",
    says="None cannot be mistaken for labels",
    hint=3,
    misconception="You give an empty array where there are no labels; nobody can tell that from "
    "a table without rows.",
)
def digits_from_table__empty_labels(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = np.array(table.get("label", []), np.uint8)
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_gives_labels_or_none",
    says="A pandas Series carries row numbers along",
    hint=2,
    misconception="You return the column of the table itself, which is a pandas Series and no "
    "array.",
)
def digits_from_table__labels_as_a_series(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    return values.astype(np.uint8).reshape(-1, 28, 28), table.get("label")


@wrong(
    "test_digits_from_table_refuses_a_missing_pixel",
    says="pandas' own KeyError",
    hint=3,
    misconception="You leave it to pandas to complain; its KeyError says nothing of pictures, nor "
    "what to do.",
)
def digits_from_table__pandas_complains(table):
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_refuses_a_missing_pixel",
    says="is not paper",
    hint=1,
    misconception="You fill up columns that are missing with 0, and so you invent paper where "
    "nobody has looked.",
)
def digits_from_table__missing_filled_with_paper(table):
    values = table.reindex(columns=PIXELS, fill_value=0).to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_refuses_a_missing_pixel",
    says="which one should the reader look for?",
    hint=3,
    misconception="You say that a column is missing, but not which one.",
)
def digits_from_table__missing_column_not_named(table):
    if not set(PIXELS) <= set(table.columns):
        raise ValueError("A column is missing.")
    values = table[PIXELS].to_numpy()
    if (values.astype(np.uint8) != values).any():
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    labels = table["label"].to_numpy(np.uint8) if "label" in table.columns else None
    return values.astype(np.uint8).reshape(-1, 28, 28), labels


@wrong(
    "test_digits_from_table_refuses_what_is_no_byte",
    says="took the value 256",
    hint=2,
    misconception="You turn the values into bytes and trust that they fit; what does not fit is "
    "changed without a word.",
)
def digits_from_table__any_number_becomes_a_byte(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    images = table[PIXELS].to_numpy().astype(np.uint8).reshape(-1, 28, 28)
    return images, table["label"].to_numpy(np.uint8) if "label" in table.columns else None


@wrong(
    "test_digits_from_table_refuses_what_is_no_byte",
    says="took the value 0.5",
    hint=2,
    misconception="You look at the range alone; a fraction lies within it, and is cut off when it "
    "becomes a byte.",
)
def digits_from_table__fractions_cut_off(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    values = table[PIXELS].to_numpy()
    if values.min() < 0 or values.max() > 255:
        raise ValueError("The pixels must be whole numbers from 0 to 255.")
    images = values.astype(np.uint8).reshape(-1, 28, 28)
    return images, table["label"].to_numpy(np.uint8) if "label" in table.columns else None


@wrong(
    "test_digits_from_table_refuses_what_is_no_byte",
    says="and made 255 of it",
    hint=1,
    misconception="You press what does not fit into the range, and so hide that the table is "
    "damaged.",
)
def digits_from_table__pressed_into_the_range(table):
    if missing := [column for column in PIXELS if column not in table.columns]:
        raise ValueError(f"The table has no column {missing[0]}.")
    images = np.clip(table[PIXELS].to_numpy(), 0, 255).astype(np.uint8).reshape(-1, 28, 28)
    return images, table["label"].to_numpy(np.uint8) if "label" in table.columns else None


@wrong(
    "test_stratified_split_puts_each_picture_in_one_part",
    says="Expected two pairs",
    hint=3,
    misconception="You return four arrays in a row, as scikit-learn's train_test_split does; here "
    "images and labels of one part stay together as a pair.",
)
def stratified_split__four_arrays(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return images[train], images[validation], labels[train], labels[validation]


@wrong(
    "test_stratified_split_puts_each_picture_in_one_part",
    says="into both parts",
    hint=1,
    misconception="You choose pictures for validation, but leave them among those to learn from.",
)
def stratified_split__validation_also_learned(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    validation = order[chosen[order]]
    return (images[order], labels[order]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_puts_each_picture_in_one_part",
    says="none lost, none twice",
    hint=2,
    misconception="You draw as if each picture were put back after it is drawn, so that some come "
    "twice and some never.",
)
def stratified_split__drawn_and_put_back(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for digit in np.unique(labels):
        members = np.flatnonzero(labels == digit)
        drawn = rng.choice(members, round(len(members) * validation_fraction))
        validation.extend(drawn)
        train.extend(np.setdiff1d(members, drawn))
    train, validation = rng.permutation(train), rng.permutation(validation)
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_keeps_pictures_and_labels_together",
    says="in the same new order",
    hint=2,
    misconception="You shuffle pictures and labels each for themselves, and so every picture gets "
    "the label of another.",
)
def stratified_split__shuffled_apart(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    return tuple(
        (rng.permutation(images[part]), rng.permutation(labels[part])) for part in (~chosen, chosen)
    )


@wrong(
    "test_stratified_split_leaves_your_arrays_alone",
    says="rng.shuffle works on the array itself",
    hint=2,
    misconception="You shuffle the arrays that you were given, and not numbers of your own; so "
    "the caller's arrays are changed too, and each in another order.",
)
def stratified_split__shuffles_in_place(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    rng.shuffle(images)
    rng.shuffle(labels)
    n = round(len(labels) * validation_fraction)
    return (images[n:], labels[n:]), (images[:n], labels[:n])


@wrong(
    "test_stratified_split_gives_each_class_its_share",
    says="a tenth of each class",
    hint=1,
    misconception="You draw from all pictures at once; then chance decides how many of each class "
    "you get.",
)
def stratified_split__drawn_from_all(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    order = np.random.default_rng(seed).permutation(len(labels))
    n = round(len(labels) * validation_fraction)
    validation, train = order[:n], order[n:]
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_gives_each_class_its_share",
    says="or missing",
    hint=1,
    misconception="You cut off the end of the data; where the pictures are sorted, the end holds "
    "one class alone.",
)
def stratified_split__end_cut_off(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    n = len(labels) - round(len(labels) * validation_fraction)
    return (images[:n], labels[:n]), (images[n:], labels[n:])


@wrong(
    "test_stratified_split_gives_each_class_its_share",
    says="a tenth of each class",
    hint=1,
    misconception="You take equally many of each class; its share is the same part of each class, "
    "more where there are more.",
)
def stratified_split__equally_many_of_each(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    classes = np.unique(labels)
    share = round(len(labels) * validation_fraction / len(classes))
    chosen = np.zeros(len(labels), bool)
    for digit in classes:
        chosen[rng.permutation(np.flatnonzero(labels == digit))[:share]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_gives_each_class_its_share",
    says="into validation",
    hint=3,
    misconception="You return the two parts the wrong way round: training comes first.",
)
def stratified_split__parts_swapped(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[validation], labels[validation]), (images[train], labels[train])


@wrong(
    "test_stratified_split_shuffles_both_parts",
    says="the classes stand in blocks",
    hint=2,
    misconception="You draw by chance within each class, but leave the classes one behind the "
    "other.",
)
def stratified_split__classes_in_blocks(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        share = round(len(members) * validation_fraction)
        validation.extend(members[:share])
        train.extend(members[share:])
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_obeys_its_seed",
    says="called twice",
    hint=2,
    misconception="You draw without the seed, so that every call splits anew and no two models "
    "can be compared.",
)
def stratified_split__without_the_seed(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng()
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_obeys_its_seed",
    says="the seed has no effect",
    hint=2,
    misconception="You have written a fixed number where the seed belongs.",
)
def stratified_split__always_the_same_seed(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    rng = np.random.default_rng(42)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_obeys_its_seed",
    says="a generator of its own",
    hint=2,
    misconception="You set the seed for the whole program; every other part that draws by chance "
    "is changed with it.",
)
def stratified_split__seed_for_the_whole_program(images, labels, validation_fraction=0.1, seed=0):
    check_split(images, labels, validation_fraction)
    np.random.seed(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = np.random.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = np.random.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[train], labels[train]), (images[validation], labels[validation])


@wrong(
    "test_stratified_split_refuses_what_cannot_be_split",
    says="call it first",
    hint=1,
    misconception="You leave out check_split, so that a split that cannot be made is made all the "
    "same.",
)
def stratified_split__nothing_refused(images, labels, validation_fraction=0.1, seed=0):
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == digit))
        chosen[members[: round(len(members) * validation_fraction)]] = True
    order = rng.permutation(len(labels))
    train, validation = order[~chosen[order]], order[chosen[order]]
    return (images[train], labels[train]), (images[validation], labels[validation])
