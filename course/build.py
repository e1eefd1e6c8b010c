"""Build the lessons: each page of docs/lessons becomes a notebook in lessons/.

python -m course.build            # write what has changed
python -m course.build --check    # only compare; exit code 1 on any difference
"""

import argparse
import hashlib
import sys
from collections import Counter
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.page import Block, PageFault, read_page
from digitkit.files import write_whole

ROOT = Path(__file__).resolve().parents[1]
# Figures that never pass through pyplot would else be shown as "<Figure size 640x480>".
SHOW_FIGURES = "# Show figures below the cell that makes them.\n%matplotlib inline"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_path(page: Path, root: Path = ROOT) -> Path:
    """Say where the notebook of a page stands.

    Parameters
    ----------
    page : Path
        Such as ``docs/lessons/00-tour.md``.
    root : Path
        Of the project.

    Returns
    -------
    Path

    Examples
    --------
    >>> notebook_path(Path("docs/lessons/00-tour.md"), Path()).as_posix()
    'lessons/00_tour/00_tour.ipynb'
    """
    name = page.stem.replace("-", "_")
    return root / "lessons" / name / f"{name}.ipynb"


def build_notebook(text: str) -> str:
    """Turn a page into a notebook: no outputs, and the same bytes each time.

    Parameters
    ----------
    text : str
        Of a page.

    Returns
    -------
    str
        JSON.

    Raises
    ------
    PageFault
        As `read_page` does.
    """
    matter, blocks = read_page(text)
    title = f"# {matter['title']}\n\n*About {matter['minutes']} minutes.*"
    blocks.insert(0, Block("prose", title, 1))
    first = next((n for n, block in enumerate(blocks) if block.kind == "python"), len(blocks))
    blocks.insert(first, Block("python", SHOW_FIGURES, 1))
    seen: Counter[str] = Counter()
    notebook = new_notebook(cells=[make_cell(block, seen) for block in blocks], metadata=KERNEL)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def make_cell(block: Block, seen: Counter[str]) -> nbformat.NotebookNode:
    """Make a cell, whose id stays while its text does.

    Parameters
    ----------
    block : Block
    seen : Counter of str
        The texts so far: equal ones get ids of their own. It is added to.

    Returns
    -------
    NotebookNode
    """
    source = block.text.strip("\n")
    seen[source] += 1
    digest = hashlib.sha256(f"{block.kind} {seen[source]}\n{source}".encode()).hexdigest()
    make = new_code_cell if block.kind == "python" else new_markdown_cell
    return make(source, id=digest[:8])


def build_all(root: Path = ROOT) -> tuple[dict[Path, str], list[str]]:
    """Build the notebooks of all pages.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    notebooks : dict of Path to str
        Where each belongs, and what it must hold.
    faults : list of str
        What is wrong with the pages, with file and line.
    """
    notebooks, faults = {}, []
    for page in sorted((root / "docs" / "lessons").glob("[0-9][0-9]-*.md")):
        try:
            text = build_notebook(page.read_text(encoding="utf-8"))
            notebooks[notebook_path(page, root)] = text
        except PageFault as fault:
            faults.append(f"{page.relative_to(root).as_posix()}:{fault}")
    return notebooks, faults


def compare(notebooks: dict[Path, str], root: Path = ROOT) -> list[str]:
    """Say how lessons/ differs from what the pages make of it.

    Parameters
    ----------
    notebooks : dict of Path to str
        As `build_all` gives them.
    root : Path
        Of the project.

    Returns
    -------
    list of str
        A sentence for each notebook that is missing, differs, or has no page.
    """
    found = set((root / "lessons").glob("[0-9][0-9]_*/[0-9][0-9]_*.ipynb"))
    sentences = []
    for path in sorted(found | set(notebooks)):
        name = path.relative_to(root).as_posix()
        if path not in notebooks:
            sentences.append(f"{name} has no page in docs/lessons; delete it.")
        elif path not in found:
            sentences.append(f"{name} is missing; `python3 go.py lessons` writes it.")
        elif path.read_bytes() != notebooks[path].encode():
            sentences.append(
                f"{name} is not what its page makes; `python3 go.py lessons` writes it anew."
            )
    return sentences


def write_changed(notebooks: dict[Path, str]) -> None:
    """Write the notebooks that differ; one that is open somewhere is else left alone.

    Parameters
    ----------
    notebooks : dict of Path to str
        As `build_all` gives them.
    """
    for path, text in notebooks.items():
        if not path.exists() or path.read_bytes() != text.encode():
            with write_whole(path) as temporary:
                temporary.write_bytes(text.encode())


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build or compare, and say what is wrong.

    Parameters
    ----------
    arguments : list of str, optional
        Of the command line.
    root : Path
        Of the project.

    Returns
    -------
    int
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m course.build", description="Build lessons/.")
    parser.add_argument("--check", action="store_true", help="only compare; write nothing")
    check = parser.parse_args(arguments).check
    notebooks, sentences = build_all(root)
    if not sentences:  # a page with a fault has no notebook to compare with
        if not check:
            write_changed(notebooks)
        sentences = compare(notebooks, root)
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    if not (check or sentences):
        print(f"lessons/ holds what the pages make: {len(notebooks)} of them.")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
