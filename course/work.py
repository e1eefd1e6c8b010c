"""Tell a learner's work from a notebook as it was built."""

import hashlib
import json
from pathlib import Path

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# What the builder writes into the metadata of a cell; the rest is Jupyter's own.
BUILT_METADATA = ("deletable", "editable", "jupyter", "nbgrader")


def fingerprint(cells: list[dict]) -> str:
    """Hash what a learner can change in a notebook: the sources, and nbgrader's marks.

    Outputs, numbering and empty cells do not count: running a notebook changes nothing.

    Parameters
    ----------
    cells : list of dict
        Of a notebook.

    Returns
    -------
    str

    Examples
    --------
    >>> built = [{"cell_type": "code", "source": "1 + 1", "metadata": {}}]
    >>> run = [{**built[0], "execution_count": 3}, {**built[0], "source": [""]}]
    >>> fingerprint(run) == fingerprint(built)
    True
    """
    parts = [
        (cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {}).get("nbgrader"))
        for cell in cells
        if "".join(cell["source"]).strip()
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def seal(notebook: dict) -> None:
    """Write into a notebook how it was built, so that work in it can be told.

    Parameters
    ----------
    notebook : dict
        Its metadata is changed.
    """
    notebook["metadata"]["digitkit"] = {"built": fingerprint(notebook["cells"])}


def holds_work(path: Path) -> bool:
    """Say whether someone has worked in a notebook; only to run it is no work.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
        True also where that cannot be told, as in a damaged file; False where there is no file.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        return notebook["metadata"]["digitkit"]["built"] != fingerprint(notebook["cells"])
    except FileNotFoundError:
        return False
    except (ValueError, LookupError, TypeError, AttributeError, OSError):
        return True


def clean(text: str) -> str:
    """Take away what running has left in a notebook that holds no work.

    Parameters
    ----------
    text : str
        JSON.

    Returns
    -------
    str
        The text as it was built.
    """
    notebook = json.loads(text)
    notebook["metadata"] = {**KERNEL, "digitkit": notebook["metadata"]["digitkit"]}
    notebook["nbformat_minor"] = 5
    notebook["cells"] = [clean_cell(c) for c in notebook["cells"] if "".join(c["source"]).strip()]
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def clean_cell(cell: dict) -> dict:
    """Take away what running has left in a cell.

    Parameters
    ----------
    cell : dict

    Returns
    -------
    dict
    """
    marks = {name: value for name, value in cell["metadata"].items() if name in BUILT_METADATA}
    marks.pop("jupyter", None)
    if marks.get("nbgrader", {}).get("grade"):
        marks["jupyter"] = {"source_hidden": True}
    source = "".join(cell["source"]).splitlines(keepends=True)
    kept = {"cell_type": cell["cell_type"], "id": cell["id"], "metadata": marks, "source": source}
    return kept | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
