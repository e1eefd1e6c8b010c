"""For GitHub Classroom: the points of `digitkit check --json FILE`, where a workflow shows them.

``python -m course.github FILE``, as .github/workflows/classroom.yml does. On one's own machine
it prints what would stand in the summary.
"""

import base64
import json
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from course.report import SYMBOLS


def summarise(results: dict) -> str:
    """Write the summary of a run.

    Parameters
    ----------
    results : dict
        As `digitkit check --json` writes them.

    Returns
    -------
    str
        Markdown.
    """
    rows = ["| Exercise | Outcome | Points |", "|---|---|---:|"]
    rows += [
        f"| {each['exercise']} `{each['name']}` | {SYMBOLS[each['outcome']]} {each['outcome']} "
        f"| {each['points']} of {each['out_of']} |"
        for each in results["exercises"]
    ]
    again = f"`digitkit check --seed {results['seed']}` draws the same numbers."
    return "\n\n".join([f"## {tell_points(results)}", "\n".join(rows), again]) + "\n"


def tell_points(results: dict) -> str:
    """Say the points of a run.

    Parameters
    ----------
    results : dict

    Returns
    -------
    str

    Examples
    --------
    >>> tell_points({"points": 3, "out_of": 12})
    '3 of 12 points'
    """
    return f"{results['points']} of {results['out_of']} points"


def encode(results: dict) -> str:
    """Write results as Classroom's own graders do, for autograding-grading-reporter.

    Parameters
    ----------
    results : dict

    Returns
    -------
    str
        JSON in base64.
    """
    whole = results["points"] == results["out_of"]
    content = {
        "version": 1,
        "status": "pass" if whole else "fail",
        "max_score": results["out_of"],
        "tests": [encode_exercise(each) for each in results["exercises"]],
    }
    return base64.b64encode(json.dumps(content).encode("utf-8")).decode("ascii")


def encode_exercise(exercise: dict) -> dict:
    """Write the result of an exercise as Classroom's own graders do.

    Parameters
    ----------
    exercise : dict

    Returns
    -------
    dict
    """
    failing = [check for check in exercise["checks"] if check["outcome"] != "passed"]
    return {
        "name": f"{exercise['exercise']} {exercise['name']}",
        "status": "fail" if failing else "pass",
        "score": exercise["points"],
        "message": failing[0]["message"] if failing else None,
        "test_code": f"digitkit check {exercise['exercise']}",
        "filename": "",
        "line_no": 0,
        "execution_time": "",
    }


def show(results: dict, variables: MutableMapping[str, str]) -> None:
    """Show results where the workflow's variables say, and print a notice.

    Parameters
    ----------
    results : dict
    variables : mapping of str to str
        Of the environment.
    """
    outputs = {
        "points": results["points"],
        "out_of": results["out_of"],
        "result": encode(results),
    }
    append(variables.get("GITHUB_STEP_SUMMARY"), summarise(results))
    lines = "".join(f"{name}={value}\n" for name, value in outputs.items())
    if variables.get("GITHUB_OUTPUT"):
        append(variables["GITHUB_OUTPUT"], lines)
    print(f"::notice title=digitkit::{tell_points(results)}")


def append(path: str | None, text: str) -> None:
    """Add text to a file, or print it where no file is named.

    Parameters
    ----------
    path : str or None
    text : str
    """
    if not path:
        print(text)
        return
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main(arguments: list[str]) -> None:
    """Show the results that a file holds.

    Parameters
    ----------
    arguments : list of str
        The file alone.
    """
    (path,) = arguments
    show(json.loads(Path(path).read_text(encoding="utf-8")), os.environ)


if __name__ == "__main__":
    main(sys.argv[1:])
