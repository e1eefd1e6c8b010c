import re
import shutil

import numpy as np
import pytest
from PIL import Image

from course.card import as_options
from course.measure import OnMnist, Score, classify, describe
from digitkit.loading import load_mnist
from digitkit.recognizer import MODEL, Recognizer

CARD = MODEL.with_name("MODEL_CARD.md")


def one_sure(classes, n=11):
    """Give probabilities of 0.9 for each class named."""
    probabilities = np.full((len(classes), n), 0.01)
    probabilities[np.arange(len(classes)), classes] = 0.9
    return probabilities


MEASURED = OnMnist(
    labels=np.array([7, 2, 1, 0, 4]),
    probabilities=one_sure([7, 2, 1, 10, 9]),
    texts=["7", "2", "", "0", "44"],
    at_once=np.array([7, 2, 1, 0, 9]),
)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """Give a folder of two folders: three digits and an empty page; and one wrong label."""
    folder = tmp_path_factory.mktemp("labelled")
    _, (images, _) = load_mnist()
    for name, labels in {"good": ["7", "2", "1", "none"], "mixed": ["7", "5"]}.items():
        rows = ["file,label,kind"]
        for number, label in enumerate(labels):
            file = folder / name / f"{number}.png"
            file.parent.mkdir(exist_ok=True)
            blank = Image.new("L", (280, 280), 255)
            drawn = Image.fromarray(255 - images[number].repeat(5, axis=0).repeat(5, axis=1))
            (blank if label == "none" else drawn).save(file)
            rows.append(f"{file.name},{label},drawn")
        (folder / name / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_the_digits_and_the_refusals_are_counted_apart():
    assert str(MEASURED.accuracy).startswith("80.00% (4 of 5;"), (
        "The likeliest of the ten digits counts, also where 'not a digit' is likelier."
    )
    assert MEASURED.errors.tolist() == [4]
    assert MEASURED.refused.tolist() == [3]
    assert MEASURED.misread.tolist() == [2, 4], "Nothing, and two digits, are both read wrong."


def test_the_description_has_every_figure():
    text = describe(MEASURED)
    for words in (
        'answered "not a digit":  1 of 5',
        "calibration error:       30.00%",
        "Read as pictures:        60.00% (3 of 5;",
        "precision    recall",
        "confusion matrix",
    ):
        assert words in text


def test_the_interval_is_wilson_s():
    # Wilson 1927, computed by hand for 45 of 50: centre (0.9 + 3.8415/100) / (1 + 3.8415/50)
    assert str(Score(45, 50)) == "90.00% (45 of 50; 95% interval 78.64% to 95.65%)"


def test_the_model_that_ships_reads_test_digits_as_images_and_as_pictures(digitkit, tmp_path):
    result = digitkit("evaluate", "--images", 400, "--plots", tmp_path)
    assert result.exit_code == 0, result.output
    shares = [float(share) for share in re.findall(r": +(\d+\.\d+)% \(", result.stdout)]
    assert len(shares) == 3 and min(shares) > 97, "as served, asked once, read as pictures"
    drawn = {path.stem for path in tmp_path.iterdir()}
    assert drawn >= {"confusion", "calibration", "worst_errors"}


def test_pictures_are_measured_folder_by_folder(digitkit, labelled):
    result = digitkit("evaluate", "--pictures", labelled)
    assert result.exit_code == 0, result.output
    good, mixed = result.stdout.splitlines()
    assert good.startswith("good ") and "100.00% (4 of 4; 95% interval" in good
    assert mixed.startswith("mixed ") and "50.00% (1 of 2; 95% interval" in mixed


def test_one_folder_of_pictures_is_measured_alone(digitkit, labelled):
    result = digitkit("evaluate", "--pictures", labelled / "mixed")
    assert result.stdout.split()[:2] == ["mixed", "50.00%"] and result.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "has no labels.csv, nor has a folder in it"),
        ("name,digit\na.png,3\n", "must have the columns 'file' and 'label'"),
        ("file,label\n", "must have the columns 'file' and 'label', and a row a picture"),
        ("file,label\nmissing.png,3\n", "missing.png: No such file or directory."),
        ("file,label\nlabels.csv,3\n", "not a picture"),
    ],
)
def test_a_folder_that_cannot_be_measured_says_why(digitkit, tmp_path, content, words):
    if content is not None:
        (tmp_path / "labels.csv").write_text(content, encoding="utf-8")
    result = digitkit("evaluate", "--pictures", tmp_path)
    assert result.exit_code == 1 and words in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def card(unbroken, labelled, tmp_path_factory):
    """Give a folder with a tiny trained model, its card, and what was said."""
    from click.testing import CliRunner

    from course.command import main

    folder = tmp_path_factory.mktemp("models") / "copy"
    shutil.copytree(unbroken, folder)
    ask = ["evaluate", "--images", "60", "--model", str(folder / "digits.tflite"), "--card"]
    ask += ["--plots", str(folder / "plots")]
    result = CliRunner().invoke(main, [*ask, "--pictures", str(labelled)])
    assert result.exit_code == 0, result.output
    assert (folder / "plots" / "learning.png").exists()
    return folder, (folder / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_card_tells_what_the_issue_asks_for(card):
    folder, text = card
    size = (folder / "digits.tflite").stat().st_size
    for words in (
        f"{size:,} bytes",
        "CC BY-SA 3.0",
        "In all 1,000 training images",
        "| seed | 0 |",
        "| epochs | 3 |",
        "| time | ",
        "| best validation accuracy | ",
        "On the first 60 of MNIST's test images",
        'answered "not a digit" | ',
        "expected calibration error (15 bins) | ",
        "| good | ",
        "| mixed | ",
        "Confusion matrix",
        "ms to classify one framed",
        "digitkit train runs/recognizer --width 4 --epochs 3 --images 1000 --made 0 --polish 0\n",
        "digitkit evaluate --model runs/recognizer/digits.tflite --card",
    ):
        assert words in text, f"The card does not say {words!r}."


def test_the_card_lists_just_the_errors(card):
    folder, text = card
    count = int(re.search(r"The (\d+) test images whose", text)[1])
    listed = re.findall(r"\d+", text.split("by their number from 0:\n\n")[1].split("\n\n")[0])
    assert len(listed) == count and {*listed} <= {str(number) for number in range(60)}


def test_a_card_written_again_differs_in_the_measured_times_alone(card, digitkit, labelled):
    folder, text = card
    ask = ("evaluate", "--images", 60, "--model", folder / "digits.tflite", "--card")
    assert digitkit(*ask, "--pictures", labelled).exit_code == 0
    again = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    for old, new in zip(text.splitlines(), again.splitlines(), strict=True):
        assert old == new or " ms to " in old or " ms to " in new


def test_a_card_needs_the_record_of_the_training(card, digitkit, tmp_path):
    folder, _ = card
    shutil.copy(folder / "digits.tflite", tmp_path)
    ask = ("evaluate", "--images", 5, "--model", tmp_path / "digits.tflite", "--card")
    result = digitkit(*ask)
    assert result.exit_code == 1 and "which tells how the model was trained" in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"digits.tflite"}


@pytest.mark.parametrize(("name", "value"), [("dropout", 0.1), ("pieces", {"drawn": 2})])
def test_a_recipe_that_no_option_makes_is_not_called_repeatable(name, value):
    with pytest.raises(ValueError, match=name):
        as_options({name: value})


@pytest.mark.skipif(not CARD.exists(), reason="The model that ships has no card yet.")
def test_the_card_that_ships_tells_of_the_model_that_ships():
    text = CARD.read_text(encoding="utf-8")
    images, labels = load_mnist()[1]
    wrong = np.flatnonzero(classify(Recognizer.load(), images)[:, :10].argmax(axis=1) != labels)
    listed = text.split("by their number from 0:\n\n")[1].split("\n\n")[0]
    assert f"{MODEL.stat().st_size:,} bytes" in text, "Write it again: digitkit evaluate --card"
    # The last bits of a probability differ from processor to processor.
    assert len({*map(int, re.findall(r"\d+", listed))} ^ {*wrong.tolist()}) <= 2
