"""The project as a course of nbgrader: `nbgrader generate_assignment 05_augmentation --force`.

solutions/ and lessons/ are built from the pages (`python3 go.py lessons`); nbgrader makes the
same lessons/ from solutions/ again. What learners hand in goes to submitted/, as in
submitted/ada/05_augmentation/05_augmentation.ipynb. docs/teach/nbgrader.md is the guide.
"""

import warnings

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, OverwriteCells

from course.release import RestoreGradedCells, SealNotebook, WriteStubs

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.CourseDirectory.course_id = "digitkit"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "lessons"

# The steps of nbgrader, two of them with ours in their place, and a seal at the end.
ours = {ClearSolutions: WriteStubs, OverwriteCells: RestoreGradedCells}
c.GenerateAssignment.preprocessors = [
    *(ours.get(step, step) for step in GenerateAssignment.preprocessors.default()),
    SealNotebook,
]
c.Autograde.sanitize_preprocessors = [
    ours.get(step, step) for step in Autograde.sanitize_preprocessors.default()
]
c.OverwriteCells.add_missing_cells = True

# `nbgrader zip_collect`: ada.zip in downloaded/05_augmentation/archive is Ada's, wherever in it the
# notebook is. Copies that Jupyter and macOS put beside it, and a browser's " (1)", do no harm.
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\]+)[/\\](?:.*[/\\])?"
    r"(?P<file_id>\d\d_\w+)(?: ?\(\d+\))?\.ipynb$"
)

# What nbgrader's database and the kernel say of themselves hides what is said of a submission.
warnings.filterwarnings("ignore", "Object of type <Submitted")
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]

# A first import of TensorFlow can take longer than the 30 seconds that nbgrader gives a cell.
c.Execute.timeout = 120
