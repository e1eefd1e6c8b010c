"""Every notebook with solutions runs from top to bottom, and every graded cell says passed."""

import pytest

from course.catalog import read_catalog
from course.execution import execute_notebook, printed

LESSONS = [lesson for lesson in read_catalog()[0] if lesson.exercises]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_solution_runs_from_top_to_bottom(lesson):
    run = execute_notebook(lesson.notebook("solutions").read_text(encoding="utf-8"))
    for exercise in lesson.exercises:
        assert f"{exercise.number} {exercise.name}: passed.\n" in printed(run)
