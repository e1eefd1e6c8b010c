"""From a notebook with solutions to the learner's own: real nbgrader, in a course of its own.

The classes are steps of nbgrader that nbgrader_config.py puts in their places.
"""

import re
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.nbgraderformat.common import SchemaMismatchError
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_grade
from traitlets.config import Config, PyFileConfigLoader

from course.work import seal

ROOT = Path(__file__).resolve().parents[1]
CONFIG = "nbgrader_config.py"


class WriteStubs(ClearSolutions):
    """Writes ``raise NotImplementedError("write shift")`` where the solution of shift stands."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Clear one cell.

        Parameters
        ----------
        cell : NotebookNode
        resources : dict
        cell_index : int

        Returns
        -------
        cell : NotebookNode
        resources : dict
        """
        if named := re.search(r"^def (\w+)", cell.source, re.M):
            stub = f'raise NotImplementedError("write {named[1]}")'
            self.code_stub = {"python": stub}
        return super().preprocess_cell(cell, resources, cell_index)


class SealNotebook(NbGraderPreprocessor):
    """Writes into the learner's notebook how it was built, so that work in it can be told."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Seal a notebook.

        Parameters
        ----------
        nb : NotebookNode
        resources : dict

        Returns
        -------
        nb : NotebookNode
        resources : dict
        """
        seal(nb)
        return nb, resources


class RestoreGradedCells(OverwriteCells):
    """Grades what came, whatever has become of nbgrader's marks in it.

    nbgrader itself gives up a whole notebook when a mark is damaged, or when a graded cell is
    missing together with the cell before it.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore the locked cells of a submission.

        Parameters
        ----------
        nb : NotebookNode
        resources : dict

        Returns
        -------
        nb : NotebookNode
        resources : dict
        """
        for cell in nb.cells:
            drop_damaged_mark(cell)
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Restore one cell; a cell of another lesson becomes a cell like any other.

        Parameters
        ----------
        cell : NotebookNode
        resources : dict
        cell_index : int

        Returns
        -------
        cell : NotebookNode
        resources : dict
        """
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        drop_damaged_mark(cell)
        return cell, resources

    def add_missing_grade_cells(
        self, nb: NotebookNode, resources: dict
    ) -> tuple[NotebookNode, dict]:
        """Put graded cells that are missing at the end, where all answers have been defined.

        Parameters
        ----------
        nb : NotebookNode
        resources : dict

        Returns
        -------
        nb : NotebookNode
        resources : dict
        """
        known = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        sources = {cell.name: cell for cell in known.source_cells}
        present = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if is_grade(cell)}
        for cell in known.grade_cells:
            if cell.name not in present:
                back = self.missing_cell_transform(sources[cell.name], cell.max_score)
                back["id"] = secrets.token_hex(4)  # its own may still be there, on another cell
                nb.cells.append(back)
        return nb, resources


def drop_damaged_mark(cell: NotebookNode) -> None:
    """Take nbgrader's mark from a cell where nbgrader could not read it.

    Parameters
    ----------
    cell : NotebookNode
        Its metadata may be changed.
    """
    try:
        MetadataValidator().validate_cell(cell)
        named = "grade_id" in cell.metadata.get("nbgrader", {"grade_id": None})
    except (ValidationError, SchemaMismatchError, LookupError, TypeError, AttributeError):
        named = False
    if not named:
        del cell.metadata["nbgrader"]


def configure(course: Path) -> Config:
    """Read nbgrader_config.py for a course that stands elsewhere.

    Parameters
    ----------
    course : Path
        The folder of the course; its gradebook is there too.

    Returns
    -------
    Config
    """
    config = PyFileConfigLoader(CONFIG, str(ROOT)).load_config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.db_url = f"sqlite:///{(course / 'gradebook.db').as_posix()}"
    return config


def release(sources: dict[str, str]) -> dict[str, str]:
    """Make learners' notebooks by nbgrader's generate_assignment, all in one go.

    Parameters
    ----------
    sources : dict of str to str
        Notebooks with solutions, by the name of their lesson.

    Returns
    -------
    dict of str to str
        Notebooks, by the same names.
    """
    with TemporaryDirectory() as folder:
        course = Path(folder)
        for name, text in sources.items():
            path = course / "solutions" / name / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
        config = configure(course)
        # As its option --no-db does: the gradebook takes no part in what comes out.
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
        directory = CourseDirectory(config=config, assignment_id="*")
        GenerateAssignment(coursedir=directory, config=config).start()
        return {
            name: (course / "lessons" / name / f"{name}.ipynb").read_text(encoding="utf-8")
            for name in sources
        }
