"""A lesson as a plain Python file in the percent format, for those who like an editor better."""

import json

HEADER = """\
# Save this file, then run `digitkit check {number}` in a terminal, or leave `digitkit watch`
# running there. Editors such as VS Code, PyCharm and Spyder run a cell at a time: each begins
# at a line with two percent signs.
"""
MAGIC = ("%", "!", "?")


def to_percent(notebook: str, number: str) -> str:
    r"""Turn a learner's notebook into a Python file.

    Parameters
    ----------
    notebook : str
        JSON, as `fresh_notebook` gives it.
    number : str
        Of the lesson.

    Returns
    -------
    str
        Python: prose as comments, magics as comments, without the graded cells, whose work
        `digitkit check` does.

    Examples
    --------
    >>> cells = [("markdown", "Look:"), ("code", "%matplotlib inline\n1 + 1")]
    >>> cells = [{"cell_type": kind, "source": text, "id": ""} for kind, text in cells]
    >>> print(to_percent(json.dumps({"cells": cells}), "05").partition("signs.")[2])
    <BLANKLINE>
    <BLANKLINE>
    # %% [markdown]
    # Look:
    <BLANKLINE>
    # %%
    # %matplotlib inline
    1 + 1
    <BLANKLINE>
    """
    parts = [HEADER.format(number=number)]
    for cell in json.loads(notebook)["cells"]:
        if not cell["id"].endswith(("-after", "-graded")):
            lines = "".join(cell["source"]).split("\n")
            prose = cell["cell_type"] == "markdown"
            parts.append(f"# %%{' [markdown]' * prose}\n{comment(lines, prose)}\n")
    return "\n".join(parts)


def comment(lines: list[str], all_of_them: bool) -> str:
    """Put hash signs before lines.

    Parameters
    ----------
    lines : list of str
    all_of_them : bool
        Otherwise only the magics, and all that a cell's magic takes.

    Returns
    -------
    str
    """
    whole = all_of_them or lines[0].startswith("%%")
    return "\n".join(
        f"# {line}".rstrip() if whole or line.lstrip().startswith(MAGIC) else line for line in lines
    )
