"""Kaggle's files: written, read back, and every bad one refused in its own sentence."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from digitkit.loading import (
    PIXELS,
    check_submission,
    digits_from_table,
    kaggle_split,
    read_kaggle,
    score_submission,
    write_kaggle,
    write_kaggle_csv,
    write_submission,
)


@pytest.fixture(scope="module")
def kaggle(tmp_path_factory):
    """Write the whole train.csv and test.csv once: the real size, as the contest has it."""
    return write_kaggle(tmp_path_factory.mktemp("kaggle"))


@pytest.fixture
def three(mnist, tmp_path):
    """Give a train.csv of three digits as a path, and as a table to spoil and write again."""
    (images, labels), _ = mnist
    path = tmp_path / "train.csv"
    write_kaggle_csv(path, images[:3], labels[:3])
    return path, pd.read_csv(path, dtype=str)


def test_train_csv_has_42000_labelled_rows_and_comes_back_unchanged(kaggle):
    images, labels = read_kaggle(kaggle[0], needs_labels=True)
    (expected_images, expected_labels), _ = kaggle_split()
    assert images.shape == (42_000, 28, 28) and images.dtype == labels.dtype == np.uint8
    assert (images == expected_images).all() and (labels == expected_labels).all()


def test_test_csv_has_28000_rows_without_labels(kaggle):
    images, labels = read_kaggle(kaggle[1])
    assert images.shape == (28_000, 28, 28) and labels is None


def test_train_csv_begins_as_kaggles_does(kaggle):
    with open(kaggle[0], encoding="utf-8", newline="") as file:
        header, first = file.readline(), file.readline()
    assert header.startswith("label,pixel0,pixel1,") and header.endswith(",pixel783\n")
    assert first.count(",") == 784 and first.endswith("\n")


def test_the_two_files_hold_each_of_the_70000_pictures_once(mnist):
    (train, _), (test, _) = mnist
    parts = kaggle_split()
    found = np.concatenate([images for images, _ in parts]).reshape(70_000, -1)
    wanted = np.concatenate([train, test]).reshape(70_000, -1)
    digests = [sorted(row.tobytes() for row in pictures) for pictures in (found, wanted)]
    assert digests[0] == digests[1]


def test_every_digit_has_its_share_in_both_files():
    (_, train), (_, test) = kaggle_split()
    difference = np.bincount(train) / len(train) - np.bincount(test) / len(test)
    assert np.abs(difference).max() < 0.005, f"The class shares differ by {difference}."


def test_the_order_of_the_rows_is_the_same_on_every_machine():
    (_, train), (_, test) = kaggle_split()
    digest = hashlib.sha256(train.tobytes() + test.tobytes()).hexdigest()
    assert digest.startswith("c24acfabf805eb67"), (
        "The shuffle has changed (a new NumPy?): submissions for a test.csv written before would "
        "be scored against the wrong truth."
    )


def test_another_seed_gives_another_order():
    assert not (kaggle_split(seed=1)[0][1] == kaggle_split(seed=0)[0][1]).all()


def test_a_table_that_pandas_wrote_is_read_the_same(three):
    path, table = three
    images, labels = read_kaggle(path)
    table.astype(int)[["pixel5", "label", *(set(PIXELS) - {"pixel5"})]].to_csv(path, index=False)
    again, again_labels = read_kaggle(path)
    assert (again == images).all() and (again_labels == labels).all(), (
        "Columns must be found by name, whatever their order."
    )


def test_the_rows_are_counted_through_progress(three, mnist):
    path, _ = three
    seen = []

    def count(rows):
        for row in rows:
            seen.append((row, len(rows)))
            yield row

    write_kaggle_csv(path, mnist[0][0][:2], progress=count)
    assert seen == [(0, 2), (1, 2)]


def spoil(column, row, value):
    """Make a change of a table that puts one bad cell in it."""

    def change(table):
        table.loc[row, column] = value
        return table

    return change


BAD_TABLES = {
    "a missing column": (
        lambda table: table.drop(columns="pixel5"),
        "has no column 'pixel5' (1 of 785",
    ),
    "an index column": (lambda table: table.reset_index(), "has a column 'index' that does not"),
    "no rows": (lambda table: table[:0], "has a header but no rows"),
    "a letter among the pixels": (
        spoil("pixel5", 1, "x"),
        ", row 2 below the header, column 'pixel5': 'x' is not a number",
    ),
    "a pixel over 255": (
        spoil("pixel783", 2, "256"),
        ", row 3 below the header, column 'pixel783': '256' is over 255",
    ),
    "a negative pixel": (
        spoil("pixel0", 0, "-1"),
        "row 1 below the header, column 'pixel0': '-1' is",
    ),
    "a fractional pixel": (spoil("pixel9", 0, "0.5"), "column 'pixel9': '0.5' is a fraction"),
    "an empty pixel": (
        spoil("pixel9", 2, ""),
        "row 3 below the header, column 'pixel9': '' is empty",
    ),
    "a huge pixel": (spoil("pixel9", 2, "9" * 30), "'999999999999999999999999999999' is over 255"),
    "a label over 9": (
        spoil("label", 1, "10"),
        "row 2 below the header, column 'label': '10' is over 9",
    ),
    "a negative label": (spoil("label", 1, "-3"), "column 'label': '-3' is below 0"),
    "a word for a label": (spoil("label", 1, "five"), "column 'label': 'five' is not a number"),
}


@pytest.mark.parametrize(("change", "sentence"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_a_bad_train_csv_is_refused_in_its_own_sentence(three, change, sentence):
    path, table = three
    change(table).to_csv(path, index=False)
    with pytest.raises(ValueError) as refusal:
        read_kaggle(path)
    assert str(refusal.value).startswith(str(path)), "The sentence must begin with the file."
    assert sentence in str(refusal.value)


BAD_TEXTS = {
    "empty": (lambda text: "", "is empty"),
    "a zip": (lambda text: "PK\x03\x04\x14\0\0", "has no column 'pixel0'"),
    "no header": (lambda text: text.partition("\n")[2], "must name the columns; it begins with"),
    "a long first row": (
        lambda text: text.replace("\n", ",0\n").replace(",0", "", 1),
        "more cells",
    ),
    "a long row below": (
        lambda text: text + text.split("\n")[1] + ",0\n",
        "row with too many cells",
    ),
    "a short row": (
        lambda text: text + "5,0,0\n",
        "row 4 below the header, column 'pixel2': '' is",
    ),
    "semicolons": (lambda text: text.replace(",", ";"), "has no column 'pixel0'"),
}


@pytest.mark.parametrize(("change", "sentence"), BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
def test_a_file_that_is_no_table_of_digits_is_refused(three, change, sentence):
    path, _ = three
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    with pytest.raises(ValueError) as refusal:
        read_kaggle(path)
    assert str(refusal.value).startswith(str(path)) and sentence in str(refusal.value)


def test_bytes_that_are_no_text_are_refused(three):
    path, _ = three
    path.write_bytes(path.read_bytes().replace(b"0", b"\xff", 1000))
    with pytest.raises(ValueError, match="train.csv has no column"):
        read_kaggle(path)


def test_a_bad_cell_deep_in_a_long_file_is_named_by_its_row(three):
    path, table = three
    long = pd.concat([table] * 370, ignore_index=True)
    spoil("pixel7", 1055, "300")(long).to_csv(path, index=False)
    with pytest.raises(
        ValueError, match="row 1056 below the header, column 'pixel7': '300' is over"
    ):
        read_kaggle(path)


def test_a_table_gives_its_digits_whatever_else_it_holds(mnist):
    (images, labels), _ = mnist
    table = pd.DataFrame(images[:5].reshape(5, 784), columns=PIXELS)
    assert digits_from_table(table)[1] is None
    table = table.assign(writer="ann", label=labels[:5])[[*reversed(PIXELS), "label", "writer"]]
    found, found_labels = digits_from_table(table)
    assert (found == images[:5]).all() and (found_labels == labels[:5]).all()
    assert found.dtype == found_labels.dtype == np.uint8 and found.flags.c_contiguous


@pytest.mark.parametrize(
    ("value", "said"), [(256, "256"), (-1, "-1"), (0.5, "0.5"), (np.nan, "nan")]
)
def test_a_table_value_that_no_byte_can_hold_is_refused(value, said):
    table = pd.DataFrame(np.zeros((3, 784)), columns=PIXELS)
    table.loc[1, "pixel300"] = value
    with pytest.raises(ValueError, match=f"whole numbers from 0 to 255, got {said}"):
        digits_from_table(table)


def test_a_table_without_all_its_pixels_is_refused():
    table = pd.DataFrame(np.zeros((3, 783)), columns=PIXELS[1:])
    with pytest.raises(ValueError, match="no column 'pixel0' .1 of the 784 pixel columns"):
        digits_from_table(table)


def test_labels_are_asked_for_where_they_are_needed(three):
    path, table = three
    table.drop(columns="label").to_csv(path, index=False)
    assert read_kaggle(path)[1] is None
    with pytest.raises(ValueError, match="has no label column, and this needs one. Use train.csv"):
        read_kaggle(path, needs_labels=True)


@pytest.mark.parametrize("read", [read_kaggle, check_submission])
def test_a_missing_csv_is_named(tmp_path, read):
    with pytest.raises(FileNotFoundError, match="There is no file .*nowhere.csv"):
        read(tmp_path / "nowhere.csv")


def test_a_refused_picture_leaves_no_file(tmp_path):
    with pytest.raises(ValueError, match=r"uint8 of shape \(n, 28, 28\), got float64"):
        write_kaggle_csv(tmp_path / "train.csv", np.zeros((2, 28, 28)))
    assert not list(tmp_path.iterdir())


def test_a_submission_is_what_kaggle_asks_for(tmp_path):
    path = tmp_path / "submission.csv"
    write_submission(path, np.array([2, 0, 9]))
    assert path.read_bytes() == b"ImageId,Label\n1,2\n2,0\n3,9\n"
    assert check_submission(path, n=3).tolist() == [2, 0, 9]


@pytest.mark.parametrize(
    ("predictions", "sentence"),
    [
        (np.full((3, 10), 0.1), r"float64 of shape \(3, 10\); .* probabilities.argmax\(axis=1\)"),
        (np.array([1.0, 2.0]), "whole numbers"),
        (np.array([3, 10]), "digits from 0 to 9, got 10"),
        (np.array([-1, 3]), "digits from 0 to 9, got -1"),
    ],
    ids=["probabilities", "floats", "ten", "negative"],
)
def test_predictions_that_are_no_digits_are_not_written(tmp_path, predictions, sentence):
    with pytest.raises(ValueError, match=sentence):
        write_submission(tmp_path / "submission.csv", predictions)
    assert not list(tmp_path.iterdir())


BAD_SUBMISSIONS = {
    "empty": ("", "is empty"),
    "no rows": ("ImageId,Label\n", "has a header but no rows"),
    "another header": ("id,digit\n1,5\n", "has no column 'ImageId' (2 of 2 are missing)"),
    "no labels": ("ImageId\n1\n2\n", "has no column 'Label'"),
    "a column too many": ("ImageId,Label,Sure\n1,5,1\n2,6,1\n", "has a column 'Sure'"),
    "too few rows": ("ImageId,Label\n1,5\n", "has 1 rows, needed 2: one for each picture"),
    "too many rows": ("ImageId,Label\n1,5\n2,6\n3,7\n", "has 3 rows, needed 2"),
    "ids from 0": ("ImageId,Label\n0,5\n1,6\n", "row 1 below the header, has ImageId 0, needed 1"),
    "an id twice": ("ImageId,Label\n1,5\n1,6\n", "row 2 below the header, has ImageId 1, needed 2"),
    "a label over 9": (
        "ImageId,Label\n1,5\n2,10\n",
        "row 2 below the header, column 'Label': '10'",
    ),
    "a fraction": ("ImageId,Label\n1,5\n2,6.5\n", "column 'Label': '6.5' is a fraction"),
    "a word": ("ImageId,Label\n1,five\n2,6\n", "column 'Label': 'five' is not a number"),
    "a missing label": ("ImageId,Label\n1,\n2,6\n", "column 'Label': '' is empty"),
    "a negative id": ("ImageId,Label\n-1,5\n2,6\n", "column 'ImageId': '-1' is below 0"),
    "a fractional id": ("ImageId,Label\n1.5,5\n2,6\n", "column 'ImageId': '1.5' is a fraction"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_SUBMISSIONS.values(), ids=BAD_SUBMISSIONS.keys())
def test_a_bad_submission_is_refused_in_its_own_sentence(tmp_path, text, sentence):
    path = tmp_path / "submission.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(ValueError) as refusal:
        check_submission(path, n=2)
    assert str(refusal.value).startswith(str(path)) and sentence in str(refusal.value)


def test_a_submission_is_scored_against_the_truth_of_the_written_test_csv(tmp_path):
    path = tmp_path / "submission.csv"
    _, (_, truth) = kaggle_split()
    write_submission(path, truth)
    assert score_submission(path) == 1.0
    write_submission(path, np.where(np.arange(28_000) < 7_000, (truth + 1) % 10, truth))
    assert score_submission(path) == 0.75
    assert score_submission(path, seed=1) < 0.2, "Another seed is another test.csv."
