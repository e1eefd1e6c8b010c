"""Run a notebook from top to bottom, in a kernel of its own."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
# A demo cell takes at most a quarter of it on two cores with nothing else to do.
DEMO_SECONDS = 120


def execute_notebook(text: str, seconds: int = DEMO_SECONDS) -> nbformat.NotebookNode:
    """Run all cells of a notebook.

    Parameters
    ----------
    text : str
        JSON.
    seconds : int
        The longest that one cell may take.

    Returns
    -------
    NotebookNode
        With its outputs.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails; it shows the cell.
    nbclient.exceptions.CellTimeoutError
        If a cell takes longer.
    """
    notebook = nbformat.reads(text, as_version=4)
    # The kernel finds digitkit as the learner's does, wherever this was started.
    NotebookClient(notebook, timeout=seconds, resources={"metadata": {"path": str(ROOT)}}).execute()
    return notebook


def printed(notebook: nbformat.NotebookNode, word: str = "") -> str:
    """Give what cells of a notebook that was run have printed.

    Parameters
    ----------
    notebook : NotebookNode
    word : str
        Only the cells that have it in their source.

    Returns
    -------
    str
    """
    return "".join(
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code" and word in cell.source
        for output in cell.outputs
        if output.get("name") == "stdout"
    )
