"""Steps of nbgrader, run as `nbgrader STEP` runs them but without a process each."""

import os
import sys
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

ROOT = Path(__file__).resolve().parents[2]
# nbgrader runs alembic by its name.
BIN = str(Path(sys.executable).parent)


def run_steps(config, assignment, *steps, student="*"):
    """Run some steps on one assignment of the course that `config` tells of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([BIN, os.environ["PATH"]]))
        patch.setenv("PYTHONPATH", str(ROOT))
        for step in steps:
            directory = CourseDirectory(config=config, assignment_id=assignment, student_id=student)
            step(coursedir=directory, config=config).start()
