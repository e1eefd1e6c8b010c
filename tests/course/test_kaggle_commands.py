import re

import numpy as np
import pytest

from digitkit.loading import (
    check_submission,
    kaggle_split,
    load_mnist,
    write_kaggle_csv,
    write_submission,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Give the folder that `digitkit kaggle` wrote, and what it said."""
    from click.testing import CliRunner

    from course.command import main

    folder = tmp_path_factory.mktemp("kaggle") / "new"
    return folder, CliRunner().invoke(main, ["kaggle", str(folder)])


def test_kaggle_writes_the_three_files(written):
    folder, result = written
    assert result.exit_code == 0, result.output
    assert {path.name for path in folder.iterdir()} == {
        *("train.csv", "test.csv", "sample_submission.csv")
    }
    lines = (folder / "test.csv").read_text(encoding="utf-8").count("\n")
    assert lines == 28_001
    assert not check_submission(folder / "sample_submission.csv").any()
    assert result.stdout.count("MB") == 3 and "digitkit submit" in result.stdout


def test_submit_writes_a_checked_submission_as_long_as_test_csv(digitkit, tmp_path):
    _, (images, labels) = load_mnist()
    write_kaggle_csv(tmp_path / "test.csv", images[:5])
    result = digitkit("submit", tmp_path)
    assert result.exit_code == 0 and "5 rows" in result.stdout
    assert check_submission(tmp_path / "submission.csv", n=5).tolist() == labels[:5].tolist()


def test_check_takes_a_good_submission_and_writes_nothing(written, digitkit, tmp_path):
    path = tmp_path / "mine.csv"
    write_submission(path, np.zeros(28_000, int))
    result = digitkit("submit", "--check", path)
    assert result.exit_code == 0 and "as Kaggle wants them" in result.stdout
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("seed", "share"), [(0, 100), (1, 10)])
def test_score_says_how_many_are_right_and_how_far_to_believe_it(digitkit, tmp_path, seed, share):
    _, (_, truth) = kaggle_split(seed=0)
    write_submission(tmp_path / "true.csv", truth)
    result = digitkit("submit", "--check", tmp_path / "true.csv", "--score", "--seed", seed)
    assert result.exit_code == 0, result.output
    found = float(re.search(r"^(\d+\.\d+)% are right", result.stdout, re.MULTILINE)[1])
    assert found == pytest.approx(share, abs=0.8), "Of another shuffle a tenth is right by chance."
    assert "trained on that train.csv" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("ImageId,Label\n1,3\n", "has 1 rows, needed 28,000"),
        ("Id,Label\n1,3\n", "has no column 'ImageId'"),
        ("", "is empty"),
        (None, "There is no file"),
    ],
)
def test_check_says_what_kaggle_would_refuse(digitkit, tmp_path, content, words):
    path = tmp_path / "mine.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = digitkit("submit", "--check", path)
    assert result.exit_code == 1
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


def test_submit_without_a_test_csv_says_so(digitkit, tmp_path):
    result = digitkit("submit", tmp_path)
    assert result.exit_code == 1
    assert f"There is no file {tmp_path / 'test.csv'}" in result.stderr
