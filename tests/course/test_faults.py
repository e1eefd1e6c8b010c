"""Whatever would not make a good lesson is named, with file and line."""

import pytest

from course.build import main
from tests.course.one_lesson import write_one_lesson

PAGE = "docs/lessons/05-small-steps.md"
CHECKS = "tests/checks/test_05_small_steps.py"
MODEL = "tests/model_tests/05_small_steps.py"
WRONG = "tests/wrong_answers/05_small_steps.py"
KIT = "digitkit/augmentation/one_image.py"

# What is replaced where, by what, and the fault: its file, its line, its sentence.
FAULTS = {
    "no such module": (
        (PAGE, "digitkit.augmentation:shift", "digitkit.augmentations:shift"),
        (PAGE, 20, "there is no module digitkit.augmentations; mend its name."),
    ),
    "no such function": (
        (PAGE, "digitkit.augmentation:shift", "digitkit.augmentation:shove"),
        (PAGE, 20, "digitkit.augmentation has no function shove; mend its name."),
    ),
    "a test of no such function": (
        (PAGE, "digitkit.augmentation:shear", "digitkit.augmentation:shove"),
        (PAGE, 39, "digitkit.augmentation has no function shove; mend its name."),
    ),
    "the kit is not Python": (
        (KIT, "SIZE = 28", "SIZE ="),
        (KIT, 7, "this is not Python: invalid syntax."),
    ),
    "no docstring": (
        (MODEL, '    """Hold that a positive slant leans to the right."""\n', ""),
        (MODEL, 6, "test_shear needs a docstring and a body below it"),
    ),
    "a private helper": (
        (KIT, "    return moved", "    return _tidy(moved)"),
        (PAGE, 20, f"shift uses _tidy ({KIT}:26), which no fence above imports"),
    ),
    "a constant of the module": (
        (KIT, "height, width = image.shape", "height, width = SIZE, SIZE"),
        (PAGE, 20, f"shift uses SIZE ({KIT}:19), which no fence above imports"),
    ),
    "an import that the page lacks": (
        (PAGE, "import numpy as np\n\n", ""),
        (PAGE, 18, f"shift uses np ({KIT}:21), which no fence above imports"),
    ),
    "no such check": (
        (CHECKS, "def test_shift_moves_the_ink", "def test_shift_moves_ink"),
        (PAGE, 20, f"there is no test_shift_moves_the_ink in {CHECKS}."),
    ),
    "a check of something else": (
        (CHECKS, "def test_shift_moves_the_ink(shift)", "def test_shift_moves_the_ink(move)"),
        (CHECKS, 8, "test_shift_moves_the_ink must take shift, and may take rng after it; it"),
    ),
    "a check that wants a fixture": (
        (CHECKS, "wrap_around(shift, rng)", "wrap_around(shift, tmp_path)"),
        (CHECKS, 13, "test_shift_does_not_wrap_around must take shift, and may take rng"),
    ),
    "a check that nobody uses": (
        (PAGE, "test_shift_moves_the_ink, ", ""),
        (CHECKS, 8, "no exercise uses test_shift_moves_the_ink; name it in one, or delete it."),
    ),
    "a check with a helper": (
        (CHECKS, "moved = shift(row", "moved = helper(row"),
        (CHECKS, 15, "test_shift_does_not_wrap_around uses helper, which this file does not"),
    ),
    "a check without its import": (
        (CHECKS, "import numpy as np\n", ""),
        (CHECKS, 8, "test_shift_moves_the_ink uses np, which this file does not import"),
    ),
    "checks that are not Python": (
        (CHECKS, "import numpy as np", "import numpy as"),
        (CHECKS, 3, "this is not Python: invalid syntax."),
    ),
    "two wrong answers": (
        (WRONG, "def shift__blank", "def shift_blank"),
        (PAGE, 20, f"shift needs 3 wrong answers in {WRONG}, named shift__what_is_wrong; it has 2"),
    ),
    "a wrong answer to nothing": (
        (WRONG, "def shift__blank", "def shit__blank"),
        (WRONG, 14, "shit__blank is a wrong answer to no exercise of the lesson"),
    ),
    "no model test": (
        (MODEL, "def test_shear", "def test_sheer"),
        (MODEL, 1, "there is no test_shear in this file; write it."),
    ),
    "a model test without its import": (
        (MODEL, "    slanted", "    skimage.io\n    slanted"),
        (PAGE, 39, f"test_shear uses skimage ({MODEL}:8), which no fence above imports"),
    ),
    "two hints": (
        (PAGE, "  - Where does the ink go?\n", ""),
        (PAGE, 20, "shift needs three hints"),
    ),
    "the kit's own in the place of the learner's": (
        (PAGE, "print(shift(", "from digitkit.augmentation import shift\nprint(shift("),
        (PAGE, 33, "this cell puts another shift in the place of the learner's own"),
    ),
    "a value in the place of the learner's": (
        (PAGE, "print(shift(", "for shift in (1, 2):\n    pass\nprint(shift("),
        (PAGE, 33, "this cell puts another shift in the place of the learner's own"),
    ),
    "a definition in the place of the learner's": (
        (PAGE, "print(shift(", "def shift(*a): return 1\n\nprint(shift("),
        (PAGE, 33, "this cell puts another shift in the place of the learner's own"),
    ),
}


@pytest.fixture
def project(tmp_path):
    """A project of one good lesson."""
    return write_one_lesson(tmp_path)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_file_and_line(project, capsys, name):
    (file, old, new), (where, line, sentence) = FAULTS[name]
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main([], root=project) == 1, f"built in spite of: {name}."
    said = capsys.readouterr().err.splitlines()
    assert any(fault.startswith(f"{where}:{line}: {sentence}") for fault in said), "\n".join(said)
    assert not (project / "lessons").exists(), "a lesson with a fault was built."


@pytest.mark.parametrize("file", [CHECKS, MODEL, WRONG])
def test_a_file_that_is_missing_is_named(project, capsys, file):
    (project / file).unlink()
    assert main(["--check"], root=project) == 1
    said = capsys.readouterr().err
    assert f"needs {file}." in said and said.startswith(f"{PAGE}:"), said


def test_a_lesson_without_a_fault_is_built(project):
    assert main([], root=project) == 0
    assert main(["--check"], root=project) == 0
