"""Every notebook with solutions runs from top to bottom, and nbgrader gives it full marks."""

import pytest
from nbgrader.utils import determine_grade, is_grade

from course.catalog import read_catalog
from course.execution import execute_notebook, printed

LESSONS = [lesson for lesson in read_catalog()[0] if lesson.exercises]


@pytest.mark.apart
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_solution_runs_from_top_to_bottom_and_gets_full_marks(lesson):
    run = execute_notebook(lesson.notebook("solutions").read_text(encoding="utf-8"))
    grades = [determine_grade(cell) for cell in run.cells if is_grade(cell)]
    assert grades == [(exercise.points, exercise.points) for exercise in lesson.exercises]
    for exercise in lesson.exercises:
        assert f"{exercise.number} {exercise.name}: passed.\n" in printed(run)
