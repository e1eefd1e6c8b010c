import io
import json
import os
import subprocess
import sys

import cv2
import numpy as np
import pytest
from PIL import Image

from digitkit.loading import load_mnist


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Give a folder with a 7, two lines of digits, an empty page, and what is no picture."""
    folder = tmp_path_factory.mktemp("pictures")
    _, (images, labels) = load_mnist()
    assert labels[:5].tolist() == [7, 2, 1, 0, 4]
    seven, two, one, zero, _ = (255 - cv2.resize(image, (140, 140)) for image in images[:5])
    page = np.vstack([np.hstack([seven, two]), np.hstack([one, zero])])
    Image.fromarray(seven).save(folder / "seven.png")
    Image.fromarray(page).save(folder / "page.jpg", quality=95)
    Image.new("RGB", (200, 150), "white").save(folder / "blank.png")
    (folder / "notes.txt").write_text("no picture", encoding="utf-8")
    (folder / "cut.png").write_bytes((folder / "seven.png").read_bytes()[:300])
    (folder / "empty.png").touch()
    return folder


def lines(result):
    """Read a line of JSON a file."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_has_the_promised_keys_and_no_other(digitkit, pictures):
    result = digitkit("predict", "--json", pictures / "seven.png")
    assert result.exit_code == 0 and result.stderr == ""
    (line,) = lines(result)
    assert list(line) == ["file", "text", "digits", "rejected"]
    assert line["file"] == str(pictures / "seven.png")
    assert (line["text"], line["rejected"]) == ("7", False)
    (digit,) = line["digits"]
    assert list(digit) == ["digit", "confidence", "box"]
    assert digit["digit"] == 7 and 0.5 < digit["confidence"] <= 1
    x, y, width, height = digit["box"]
    assert 0 <= x < x + width <= 140 and 0 <= y < y + height <= 140
    assert height > 90, "The box is that of the ink: the 7 is 20 of 28 pixels high."


def test_lines_of_writing_are_parted_by_a_newline(digitkit, pictures):
    result = digitkit("predict", "--json", pictures / "page.jpg")
    (line,) = lines(result)
    assert line["text"] == "72\n10"
    assert [digit["digit"] for digit in line["digits"]] == [7, 2, 1, 0]


def test_a_picture_without_a_digit_is_rejected_and_yet_was_read(digitkit, pictures):
    result = digitkit("predict", "--json", pictures / "blank.png")
    assert result.exit_code == 0
    assert lines(result) == [
        {"file": str(pictures / "blank.png"), "text": "", "digits": [], "rejected": True}
    ]


def test_a_person_gets_a_readable_line_a_file(digitkit, pictures):
    names = [pictures / name for name in ("seven.png", "page.jpg", "blank.png")]
    result = digitkit("predict", *names)
    seven, page, blank = result.stdout.splitlines()
    assert seven.startswith(f"{names[0]}: 7 (") and seven.endswith("% sure)")
    assert page.startswith(f"{names[1]}: 72 / 10 (") and page.endswith("% sure or more)")
    assert blank == f"{names[2]}: no digit"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.png", "There is no such file"),
        ("notes.txt", "not a picture"),
        ("cut.png", "cut off or damaged"),
        ("empty.png", "empty"),
        (".", "This is a folder"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_done(digitkit, pictures, name, words):
    bad, good = os.path.join(pictures, name), str(pictures / "seven.png")
    result = digitkit("predict", "--json", bad, good)
    assert result.exit_code == 1
    error, line = lines(result)
    assert list(error) == ["file", "error"] and error["file"] == bad and words in error["error"]
    assert line["file"] == good and line["text"] == "7"
    assert result.stderr == f"{bad}: {error['error']}\n", "One sentence, without a traceback."
    plain = digitkit("predict", bad, good)
    assert plain.exit_code == 1 and plain.stderr == result.stderr
    assert plain.stdout.startswith(f"{good}: 7")


def test_a_file_that_may_not_be_read_is_told(digitkit, pictures, tmp_path):
    path = tmp_path / "secret.png"
    path.write_bytes((pictures / "seven.png").read_bytes())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("This user may read every file, or the system knows no such right.")
    result = digitkit("predict", path)
    assert result.exit_code == 1 and result.stderr == f"{path}: Permission denied\n"


def test_a_dash_is_the_picture_on_standard_input(digitkit, pictures):
    data = (pictures / "seven.png").read_bytes()
    result = digitkit("predict", "--json", "-", input=io.BytesIO(data))
    assert result.exit_code == 0
    assert [(line["file"], line["text"]) for line in lines(result)] == [("-", "7")]


def test_the_model_is_loaded_once_for_all_files(digitkit, pictures, monkeypatch):
    from digitkit.recognizer import Recognizer

    loads, load = [], Recognizer.load.__func__
    monkeypatch.setattr(
        Recognizer, "load", classmethod(lambda cls, *path: loads.append(path) or load(cls, *path))
    )
    digitkit("predict", *[pictures / "seven.png"] * 3)
    assert len(loads) == 1


@pytest.mark.parametrize(
    ("content", "words"), [(None, "there is no model at"), (b"no model", "model")]
)
def test_a_bad_model_is_one_sentence(digitkit, pictures, tmp_path, content, words):
    path = tmp_path / "other.tflite"
    if content:
        path.write_bytes(content)
    result = digitkit("predict", "--model", path, pictures / "seven.png")
    assert result.exit_code == 1 and result.stdout == ""
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


def test_names_of_any_letters_go_through_a_narrow_terminal(pictures, tmp_path):
    path = tmp_path / "sieben – 七.png"
    path.write_bytes((pictures / "seven.png").read_bytes())
    command = [sys.executable, "-c", "from course.command import main; main()", "predict"]
    result = subprocess.run(
        [*command, "--json", str(path)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert result.returncode == 0 and result.stderr == b"", (
        "Nothing but errors belongs on standard error, not even LiteRT's greeting."
    )
    assert json.loads(result.stdout)["file"] == str(path)
