"""Write the marks of a class: for a spreadsheet, for programs, and for people."""

import csv
import io
import json
import re
from pathlib import Path

from course.report import render, render_page
from digitkit.files import write_whole

PAGES = "feedback"
# A spreadsheet takes what begins so for a formula, and a learner chooses the name of a file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_class(folder: Path, content: dict) -> dict[str, Path]:
    """Write grades.csv, grades.json, overview.html, and a page for each learner.

    Parameters
    ----------
    folder : Path
        Is made where it is missing.
    content : dict
        As `course.classroom.summary.summarise` gives it.

    Returns
    -------
    dict of str to Path
        By 'csv', 'json', 'html' and 'pages'.
    """
    pages = folder / PAGES
    pages.mkdir(parents=True, exist_ok=True)
    shown = show(content)
    files = {
        "csv": (folder / "grades.csv", as_csv(content)),
        "json": (folder / "grades.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n"),
        "html": (folder / "overview.html", render_page("class.html", shown)),
    }
    for learner in shown["learners"]:
        write(folder / learner["page"], render(as_report(content, learner)))
    for path, text in files.values():
        write(path, text)
    return {**{kind: path for kind, (path, _) in files.items()}, "pages": pages}


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
    text : str
    """
    with write_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n", errors="replace")


def as_csv(content: dict) -> str:
    r"""Give a row for each learner: points by exercise, and their sum.

    Parameters
    ----------
    content : dict

    Returns
    -------
    str
        What was not handed in is empty, which is not the same as 0.

    Examples
    --------
    >>> exercise = {"number": "05.1", "name": "shift"}
    >>> work = [{"lesson": "05_moving", "exercises": [{"exercise": "05.1", "points": 2}]}]
    >>> ada = {"learner": "=ada", "points": 2, "of": 2, "notes": [], "work": work}
    >>> as_csv({"lessons": [{"exercises": [exercise]}], "learners": [ada]})
    "learner,points,of,05.1 shift,notes\n'=ada,2,2,2,\n"
    """
    exercises = [exercise for lesson in content["lessons"] for exercise in lesson["exercises"]]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [f"{exercise['number']} {exercise['name']}" for exercise in exercises]
    table.writerow(["learner", "points", "of", *names, "notes"])
    for learner in content["learners"]:
        points = {
            result["exercise"]: result["points"]
            for record in learner["work"]
            for result in record["exercises"]
        }
        cells = [points.get(exercise["number"], "") for exercise in exercises]
        words = [as_text(learner["learner"]), as_text(" ".join(learner["notes"]))]
        table.writerow([words[0], learner["points"], learner["of"], *cells, words[1]])
    return text.getvalue()


def as_text(words: str) -> str:
    """Let a spreadsheet take words as words.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
    """
    return f"'{words}" if words.startswith(FORMULA) else words


def show(content: dict) -> dict:
    """Add what the page of the class shows besides.

    Parameters
    ----------
    content : dict

    Returns
    -------
    dict
    """
    names = name_pages([learner["learner"] for learner in content["learners"]])
    learners = [
        {
            **learner,
            "page": f"{PAGES}/{names[learner['learner']]}.html",
            "outcomes": {
                result["exercise"]: result["outcome"]
                for record in learner["work"]
                for result in record["exercises"]
            },
            "by_lesson": {record["lesson"]: record["points"] for record in learner["work"]},
        }
        for learner in content["learners"]
    ]
    return {**content, "learners": learners}


def as_report(content: dict, learner: dict) -> dict:
    """Give the marks of one learner as the page of a report takes them.

    Parameters
    ----------
    content, learner : dict

    Returns
    -------
    dict
    """
    titles = {lesson["name"]: lesson for lesson in content["lessons"]}
    lessons = [
        {
            "number": titles[record["lesson"]]["number"],
            "title": titles[record["lesson"]]["title"],
            "points": record["points"],
            "of": record["of"],
            "passed": sum(result["outcome"] == "passed" for result in record["exercises"]),
            "exercises": [as_exercise(result) for result in record["exercises"]],
        }
        for record in learner["work"]
    ]
    return {
        "learner": learner["learner"],
        "points": learner["points"],
        "of": sum(lesson["of"] for lesson in lessons),
        "made": content["made"],
        "digitkit": content["digitkit"],
        "notes": learner["notes"],
        "lessons": lessons,
        "of_class": True,
    }


def as_exercise(result: dict) -> dict:
    """Give the result of one exercise as the page of a report takes it.

    Parameters
    ----------
    result : dict

    Returns
    -------
    dict
    """
    return {
        "number": result["exercise"],
        "name": result["name"],
        "outcome": result["outcome"],
        "points": result["points"],
        "of": result["out_of"],
        "misconception": result["misconception"],
        "checks": [
            {"name": check["check"], "outcome": check["outcome"], "message": check["message"]}
            for check in result["checks"]
        ],
    }


def name_pages(learners: list[str]) -> dict[str, str]:
    """Make of names of learners names of files that every system takes, each of its own.

    Parameters
    ----------
    learners : list of str

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> name_pages(["Ada L.", "ada_l", "../x"])
    {'Ada L.': 'Ada_L', 'ada_l': 'ada_l-2', '../x': 'x'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for learner in learners:
        plain = re.sub(r"[^\w-]+", "_", learner).strip("_") or "learner"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.lower())
        names[learner] = name
    return names
