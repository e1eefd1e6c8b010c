"""Every lesson goes the instructor's road: nbgrader releases it, runs and grades its solution.

So each notebook with solutions is run from top to bottom, once.
"""

import shutil
from dataclasses import asdict

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment

from course.build import fresh_notebook
from course.execution import DEMO_SECONDS, printed
from course.release import configure
from digitkit.cnn.lesson import LESSON_RECIPE, keep_settings
from tests.course.nbgrader_steps import run_steps
from tests.lessons import WITH_EXERCISES

pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """Make a gradebook once: nbgrader starts a program for each that it makes."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path.as_posix()}", "digitkit"):
        return path


def grade_solution(lesson, root):
    """Release a lesson in a course of its own, hand its solution in, and have it graded."""
    name, file = lesson.name, f"{lesson.name}.ipynb"
    for place in (root / "solutions" / name, root / "submitted" / "ada" / name):
        place.mkdir(parents=True)
        shutil.copy(lesson.notebook("solutions"), place / file)
    config = configure(root)
    config.Execute.timeout = DEMO_SECONDS
    run_steps(config, name, GenerateAssignment, student="ada")
    released = (root / "lessons" / name / file).read_text(encoding="utf-8")
    assert released == fresh_notebook(lesson), "nbgrader makes another notebook than go.py."
    run_steps(config, name, Autograde, student="ada")
    with Gradebook(config.CourseDirectory.db_url, "digitkit") as book:
        grades = book.find_submission(name, "ada").notebooks[0].grades
        points = {grade.name.removesuffix("-graded"): grade.score for grade in grades}
    run = nbformat.read(root / "autograded" / "ada" / name / file, as_version=4)
    return points, run


def begin_small_run(folder):
    """Let lesson 11 go on with a run on some of the pictures; `go.py bench` trains to the end."""
    settings = {**asdict(LESSON_RECIPE), "epochs": 4, "images": 3_000}
    keep_settings(folder / "work" / "recipe.json", settings)


@pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.name)
def test_nbgrader_releases_a_lesson_and_gives_its_solution_full_marks(
    lesson, tmp_path, monkeypatch, empty_gradebook
):
    monkeypatch.setenv("DIGITKIT_RUNS", str(tmp_path / "runs"))
    begin_small_run(tmp_path / "runs" / "mine")
    shutil.copy(empty_gradebook, tmp_path)
    points, run = grade_solution(lesson, tmp_path)
    noises = [
        (cell.source, output.get("text") or output.get("evalue"))
        for cell in run.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert not noises, "A cell fails, or prints what a learner takes for an error."
    assert points == {exercise.name: exercise.points for exercise in lesson.exercises}
    for exercise in lesson.exercises:
        assert f"{exercise.number} {exercise.name}: passed.\n" in printed(run)
