"""The pages are read once, for all who need their names, numbers, points and hints."""

import dataclasses

import pytest

from course.catalog import Exercise, read_catalog

MATTER = "---\ntitle: Shift\nminutes: 5\nneeds: [Python]\nable: [move ink]\n---\n"
FENCE = """\
digitkit.augmentation:shift
checks: test_shift_moves_the_ink, test_shift_does_not_wrap_around
points: 2
hints:
  - Where does the ink go?
  - Copy a part into an empty image.
  - |
    Nearly the code:

        moved[dy:, dx:] = image[:-dy, :-dx]
"""


def page_with(root, *fences, matter=MATTER):
    """Write a page of the lesson 05 that holds these exercises."""
    page = root / "docs" / "lessons" / "05-first-steps.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    exercises = "\n".join(f"```exercise\n{fence}```\n" for fence in fences)
    page.write_text(f"{matter}\nWhy.\n\n{exercises}", encoding="utf-8")


def test_a_lesson_is_read_with_all_that_its_page_says(tmp_path):
    page_with(tmp_path, FENCE)
    (lesson,), faults = read_catalog(tmp_path)
    assert not faults
    assert (lesson.number, lesson.name) == ("05", "05_first_steps")
    assert (lesson.title, lesson.minutes) == ("Shift", 5)
    assert (lesson.needs, lesson.able) == (("Python",), ("move ink",))
    assert [block.kind for block in lesson.blocks] == ["prose", "exercise"]
    assert lesson.exercises == (
        Exercise(
            "05.1",
            "shift",
            "digitkit.augmentation",
            "shift",
            ("test_shift_moves_the_ink", "test_shift_does_not_wrap_around"),
            2,
            (
                "Where does the ink go?",
                "Copy a part into an empty image.",
                "Nearly the code:\n\n    moved[dy:, dx:] = image[:-dy, :-dx]",
            ),
            line=11,
        ),
    )


def test_a_test_to_write_is_an_exercise_of_its_own_name(tmp_path):
    page_with(tmp_path, FENCE, FENCE.replace("points", "write: test_shift\npoints"))
    (lesson,), _ = read_catalog(tmp_path)
    shift, test_shift = lesson.exercises
    assert (shift.number, shift.name, shift.is_test) == ("05.1", "shift", False)
    assert (test_shift.number, test_shift.name, test_shift.is_test) == ("05.2", "test_shift", True)
    assert test_shift.function == "shift"


def test_a_lesson_knows_where_its_files_stand(tmp_path):
    page_with(tmp_path, FENCE)
    (lesson,), _ = read_catalog(tmp_path)
    paths = {
        lesson.page: "docs/lessons/05-first-steps.md",
        lesson.checks: "tests/checks/test_05_first_steps.py",
        lesson.wrong_answers: "tests/wrong_answers/05_first_steps.py",
        lesson.model_tests: "tests/model_tests/05_first_steps.py",
        lesson.notebook(): "lessons/05_first_steps/05_first_steps.ipynb",
        lesson.notebook("solutions"): "solutions/05_first_steps/05_first_steps.ipynb",
    }
    for path, expected in paths.items():
        assert path.relative_to(tmp_path).as_posix() == expected
    assert lesson.page.exists()


def test_a_lesson_cannot_be_changed_by_a_reader(tmp_path):
    page_with(tmp_path, FENCE)
    (lesson,), _ = read_catalog(tmp_path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        lesson.exercises[0].points = 9


FAULTS = {
    "no reference": (("digitkit.augmentation:", ""), 11, "begins with module:function"),
    "another package": (("digitkit.", "numpy."), 11, "begins with module:function"),
    "no YAML": (("points: 2", "points: @2"), 13, "this is not YAML"),
    "not YAML of names": ((FENCE.partition("\n")[2], "- a\n"), 12, "names its values"),
    "no checks": ((FENCE.splitlines()[1], "checks:"), 11, "names no checks"),
    "no points": (("points: 2\n", ""), 11, "of 1 or more, got None"),
    "points are a truth": (("points: 2", "points: yes"), 11, "of 1 or more, got True"),
    "no hints": ((FENCE.partition("hints:")[2], "\n"), 11, "three hints"),
    "two hints": (("  - Where does the ink go?\n", ""), 11, "three hints"),
    "an empty hint": (("Where does the ink go?", "''"), 11, "three hints"),
    "a blank hint": (("Where does the ink go?", "' '"), 11, "three hints"),
    "a check twice": (("test_shift_does_not_wrap_around", "test_shift_moves_the_ink"), 11, "twice"),
    "a word too many": (("points: 2", "points: 2\ntime: 3"), 11, "has no use for time"),
    "a test of another name": (("points", "write: shear\npoints"), 11, "write: names a test"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_an_exercise_is_named_with_file_and_line(tmp_path, name):
    change, line, sentence = FAULTS[name]
    assert change[0] in FENCE
    page_with(tmp_path, FENCE.replace(*change))
    lessons, (fault,) = read_catalog(tmp_path)
    assert not lessons, f"read in spite of: {name}."
    assert fault.startswith(f"docs/lessons/05-first-steps.md:{line}: "), fault
    assert sentence in fault


def test_two_exercises_of_one_name_are_refused(tmp_path):
    page_with(tmp_path, FENCE, FENCE)
    _, (fault,) = read_catalog(tmp_path)
    assert "shift is the name of 05.1 too" in fault


@pytest.mark.parametrize("name", ["needs", "able"])
@pytest.mark.parametrize("value", ["Python", "[1]", "''", "[' ']"])
def test_what_a_learner_needs_and_gets_is_a_list_of_texts(tmp_path, name, value):
    page_with(tmp_path, FENCE, matter=f"---\ntitle: a\nminutes: 5\n{name}: {value}\n---\n")
    _, (fault,) = read_catalog(tmp_path)
    assert f"{name} must be a list of texts, got" in fault
    assert fault.startswith("docs/lessons/05-first-steps.md:4: ")


@pytest.mark.parametrize(("name", "said"), [("needs", "needs"), ("able", "will be able to do")])
def test_a_lesson_with_exercises_lists_what_a_learner_needs_and_gets(tmp_path, name, said):
    matter = "\n".join(line for line in MATTER.splitlines() if not line.startswith(name)) + "\n"
    page_with(tmp_path, FENCE, matter=matter)
    _, (fault,) = read_catalog(tmp_path)
    assert fault.startswith("docs/lessons/05-first-steps.md:1: "), fault
    assert f"a lesson with exercises lists what a learner {said}" in fault


def test_a_page_has_the_name_that_its_lesson_leads_back_to(tmp_path):
    page_with(tmp_path, FENCE)
    page = tmp_path / "docs" / "lessons" / "05-first-steps.md"
    page.rename(page.with_name("05-first_steps.md"))
    lessons, (fault,) = read_catalog(tmp_path)
    assert not lessons
    assert fault.startswith("docs/lessons/05-first_steps.md:1: ") and "hyphens" in fault
