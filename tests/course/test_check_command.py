"""The learner asks whether an answer is right, and hears what helps; what came of it is noted."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

import pytest

from course.catalog import read_catalog
from course.percent import to_percent
from course.progress_file import progress_path, read_progress
from tests.course.small_course import RIGHT, ROLL, answer, notebook_path, write_notebook
from tests.course.test_progress_file import refuse


def records(root):
    """Give what is noted, by exercise."""
    progress = read_progress(root, refuse)
    return {
        exercise.name: progress.of(lesson, exercise)
        for lesson in read_catalog(root)[0]
        for exercise in lesson.exercises
    }


def test_what_is_not_begun_is_said_without_a_traceback(learn, course_root):
    result = learn("check", "05", "--plain")
    assert result.exit_code == 1
    assert "05.1  shift" in result.stdout and "not started" in result.stdout
    assert "Traceback" not in result.output and "NotImplementedError" not in result.output
    assert records(course_root)["shift"].attempts == 0


def test_a_wrong_answer_is_told_in_full_and_noted(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    result = learn("check", "05", "--plain")
    assert result.exit_code == 1
    words = " ".join(result.stdout.split())
    assert "expected [[0, 0, 0]]: np.roll wraps." in words
    assert "brings it back in on the other side" in words
    record = records(course_root)["shift"]
    assert (record.outcome, record.attempts) == ("wrong", 1)
    learn("check", "05")
    assert records(course_root)["shift"].attempts == 1, "The same answer is the same attempt."
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    learn("check", "05.1")
    record = records(course_root)["shift"]
    assert (record.outcome, record.attempts) == ("passed", 2)


def test_a_constant_that_an_answer_uses_makes_another_answer(learn, course_root):
    for value in (254, 254, 255):
        code = f"LARGEST = {value}\n\n\ndef scale(image):\n    return image / LARGEST\n"
        answer(course_root, "02_scaling", "scale", code)
        learn("check", "02")
    record = records(course_root)["scale"]
    assert (record.outcome, record.attempts) == ("passed", 2)


@pytest.mark.parametrize("asked", ["05.1", "5.1", "shift", "05_shifting.shift"])
def test_the_exit_code_is_about_what_was_asked_for_alone(learn, course_root, asked):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    result = learn("check", asked, "--plain")
    assert result.exit_code == 0, result.output
    assert "test_shift" not in result.stdout
    assert learn("check", "05").exit_code == 1


def test_without_a_name_all_lessons_are_checked(learn, course_root):
    for lesson, name in (
        ("02_scaling", "scale"),
        ("05_shifting", "shift"),
        ("05_shifting", "test_shift"),
    ):
        answer(course_root, lesson, name, RIGHT[name])
    result = learn("check", "--plain")
    assert result.exit_code == 0, result.output
    assert "your work in lessons/" in result.stdout
    assert {r.outcome for r in records(course_root).values()} == {"passed"}


@pytest.mark.parametrize("target", ["solutions", "digitkit"])
def test_other_targets_pass_and_are_not_noted(learn, course_root, target):
    result = learn("check", "--target", target)
    assert result.exit_code == 0, result.output
    assert target in result.stdout and not progress_path(course_root).exists()


def test_the_header_says_which_file_is_graded(learn, course_root):
    notebook = notebook_path(course_root, "05_shifting")
    assert "lessons/05_shifting/05_shifting.ipynb, saved " in learn("check", "05").stdout
    answer(course_root, "05_shifting", "shift", ROLL)
    script = notebook.with_suffix(".py")
    text = to_percent(notebook.read_text(encoding="utf-8"), "05").replace(ROLL, RIGHT["shift"])
    script.write_text(text, encoding="utf-8")
    now = time.time()
    os.utime(notebook, (now - 60, now - 60))
    result = learn("check", "05.1")
    assert result.exit_code == 0, result.output
    header = result.stdout.splitlines()[1]
    assert "05_shifting.py, saved " in header and "later than 05_shifting.ipynb" in header
    os.utime(notebook, (now + 60, now + 60))
    assert learn("check", "05.1").exit_code == 1


def test_a_seed_is_said_and_brings_the_same_numbers_again(learn, course_root):
    code = "def shift(image, dx, dy):\n    return np.zeros_like(image)\n"
    answer(course_root, "05_shifting", "shift", code)
    first = learn("check", "05", "--plain")
    seed = re.search(r"--seed (\d+)", first.stdout)[1]
    assert learn("check", "05", "--plain", "--seed", seed).stdout == first.stdout
    others = {learn("check", "05", "--plain").stdout for _ in range(3)}
    assert first.stdout not in others


def test_plain_has_neither_colour_nor_symbols(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    result = learn("check", "--plain", color=True)
    assert result.stdout.isascii() and "\x1b" not in result.stdout


def test_json_holds_the_outcomes(learn, course_root, tmp_path):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    file = tmp_path / "out" / "result.json"
    assert learn("check", "05", "--json", file, "--seed", "3").exit_code == 1
    content = json.loads(file.read_text(encoding="utf-8"))
    assert (content["target"], content["seed"], content["points"]) == ("lessons", 3, 2)
    assert [e["outcome"] for e in content["exercises"]] == ["passed", "not started"]


def test_a_lesson_without_exercises_has_nothing_to_check(learn):
    result = learn("check", "tour")
    assert result.exit_code == 0 and "there to be read and run" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["09"], "The lessons are 00_tour, 02_scaling, 05_shifting."),
        (["05.9"], "Its exercises are 05.1 shift, 05.2 test_shift."),
        (["05", "--seed", "x"], "'x' is not a valid integer"),
        (["05", "--target", "mine"], "'mine' is not one of 'lessons', 'solutions', 'digitkit'"),
        (["05", "06"], "unexpected extra argument"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(learn, arguments, words):
    result = learn("check", *arguments)
    assert result.exit_code == 2 and words in result.stderr and "Traceback" not in result.output


@pytest.mark.parametrize("damage", ["{", "[]", None])
def test_a_file_that_cannot_be_read_is_answered_in_words(learn, course_root, damage):
    path = notebook_path(course_root, "05_shifting")
    path.unlink() if damage is None else path.write_text(damage, encoding="utf-8")
    result = learn("check", "05", "--plain")
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert "05_shifting.ipynb" in result.stdout
    assert records(course_root)["shift"].attempts == 0


def test_a_notebook_without_metadata_is_checked_as_well(learn, course_root):
    answer(course_root, "05_shifting", "shift", RIGHT["shift"])
    path = notebook_path(course_root, "05_shifting")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    bare = [{"cell_type": c["cell_type"], "source": c["source"]} for c in cells]
    write_notebook(course_root, "05_shifting", {"cells": bare})
    assert learn("check", "05.1").exit_code == 0


def test_nothing_but_the_state_is_written(learn, course_root):
    answer(course_root, "05_shifting", "shift", ROLL)
    before = {p: p.read_bytes() for p in course_root.rglob("*") if p.is_file()}
    learn("check")
    after = {p: p.read_bytes() for p in course_root.rglob("*") if p.is_file()}
    new = {p.name for p in set(after) - set(before) if "__pycache__" not in p.parts}
    assert new == {"progress.json", ".progress.lock"}
    assert all(after[path] == text for path, text in before.items())


PROGRAM = """
import sys
from pathlib import Path
from course.command import main
main(obj=Path(sys.argv.pop(1)))
"""


@pytest.mark.alone
def test_the_parent_stays_light_and_the_answer_is_quick(course_root, tmp_path):
    answer(course_root, "05_shifting", "shift", ROLL)
    command = [sys.executable, "-c", PROGRAM, str(course_root), "check", "05"]
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
        seconds.append(time.perf_counter() - started)
        assert "Perhaps this is it: np.roll" in result.stdout, result.stderr
    assert statistics.median(seconds) < 1.5, f"digitkit check took {seconds} s."
    asking = PROGRAM.replace("main(obj", "try: main(obj").replace("1)))", "1)))\nexcept: pass")
    asking += "\nprint(*sys.modules)"
    command[2] = asking
    loaded = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8").stdout
    heavy = {"numpy", "cv2", "pytest", "nbformat", "jupyter_core", "tensorflow", "jinja2"}
    assert "course.checking" in loaded and not heavy & set(loaded.split())


def test_a_place_that_cannot_be_written_is_checked_all_the_same(learn, course_root):
    shutil.rmtree(course_root / "lessons")
    (course_root / "lessons").write_text("not a folder", encoding="utf-8")
    result = learn("check", "05")
    assert result.exit_code == 1 and "05_shifting.ipynb" in result.stdout
    assert "This is not recorded:" in result.stderr
