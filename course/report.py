"""Put what a learner has done on one page that needs nothing else, and into JSON."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from course.catalog import Lesson
from course.progress import Progress
from digitkit import __version__
from digitkit.files import write_whole

TEMPLATES = Path(__file__).parent / "templates"
# Said beside the word, for whoever looks at a page quickly; the word says it for everybody.
SYMBOLS = {"passed": "✓", "wrong": "✗", "error": "!", "too slow": "…", "not started": "–"}


def gather(
    lessons: Sequence[Lesson], results: Sequence, progress: Progress, learner: str = ""
) -> dict:
    """Bring together what was graded now and what was noted before.

    Parameters
    ----------
    lessons : sequence of Lesson
        Those without an exercise are passed over.
    results : sequence of ExerciseResult
        Of all their exercises, as `course.grading.grade` gives them.
    progress : Progress
        What was noted.
    learner : str
        Whose it is; may be left out.

    Returns
    -------
    dict
        For JSON.
    """
    graded = {result.exercise.number: result for result in results}
    told = [tell_lesson(lesson, graded, progress) for lesson in lessons if lesson.exercises]
    return {
        "learner": learner,
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "digitkit": __version__,
        **add_up(told),
        "lessons": told,
    }


def tell_lesson(lesson: Lesson, graded: dict, progress: Progress) -> dict:
    """Tell what there is to tell of a lesson.

    Parameters
    ----------
    lesson : Lesson
    graded : dict of str to ExerciseResult
        By the number of the exercise.
    progress : Progress

    Returns
    -------
    dict
    """
    exercises = [
        tell_exercise(graded[exercise.number], progress.of(lesson, exercise))
        for exercise in lesson.exercises
    ]
    passed = sum(exercise["outcome"] == "passed" for exercise in exercises)
    return {
        "number": lesson.number,
        "name": lesson.name,
        "title": lesson.title,
        **add_up(exercises),
        "passed": passed,
        "exercises": exercises,
    }


def tell_exercise(result, record) -> dict:
    """Tell what there is to tell of an exercise.

    Parameters
    ----------
    result : ExerciseResult
    record : Record

    Returns
    -------
    dict
    """
    exercise = result.exercise
    return {
        "number": exercise.number,
        "name": exercise.name,
        "outcome": str(result.outcome),
        "points": result.points,
        "of": exercise.points,
        "attempts": record.attempts,
        "hints": sorted(record.hints),
        "gave_up": record.gave_up,
        "misconception": result.misconception,
        "checks": [
            {"name": check.check, "outcome": str(check.outcome), "message": check.message}
            for check in result.checks
        ],
    }


def add_up(parts: Sequence[dict]) -> dict:
    """Add up points.

    Parameters
    ----------
    parts : sequence of dict
        Each with 'points' and 'of'.

    Returns
    -------
    dict

    Examples
    --------
    >>> add_up([{"points": 2, "of": 2}, {"points": 0, "of": 3}])
    {'points': 2, 'of': 5}
    """
    return {key: sum(part[key] for part in parts) for key in ("points", "of")}


def help_used(exercise: dict) -> str:
    """Say which help was used.

    Parameters
    ----------
    exercise : dict
        As `tell_exercise` gives it.

    Returns
    -------
    str

    Examples
    --------
    >>> help_used({"hints": [1, 2], "gave_up": True})
    'hints 1, 2; gave up'
    """
    rungs = ", ".join(map(str, exercise["hints"]))
    hints = [f"hint{'s' * (len(exercise['hints']) > 1)} {rungs}"] if rungs else []
    return "; ".join(hints + ["gave up"] * exercise["gave_up"]) or "none"


def still_to_do(exercise: dict) -> str:
    """Say what keeps an exercise from passing.

    Parameters
    ----------
    exercise : dict
        As `tell_exercise` gives it.

    Returns
    -------
    str
        Empty where it passes, or was not begun.
    """
    if exercise["outcome"] in ("passed", "not started"):
        return ""
    failing = [check for check in exercise["checks"] if check["outcome"] != "passed"]
    return exercise["misconception"] or (failing[0]["message"] if failing else "")


def render(content: dict) -> str:
    """Write the page.

    Parameters
    ----------
    content : dict
        As `gather` gives it.

    Returns
    -------
    str
        HTML that loads nothing.
    """
    return render_page("report.html", {"notes": [], "of_class": False, **content})


def render_page(template: str, content: dict) -> str:
    """Write a page that needs nothing else.

    Parameters
    ----------
    template : str
        In course/templates.
    content : dict
        What it tells of, with the time in 'made'.

    Returns
    -------
    str
        HTML that loads nothing.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup, escape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"help_used": help_used, "still_to_do": still_to_do}
    # A name of many words may be broken between them.
    environment.filters["name"] = lambda name: escape(name).replace("_", Markup("_<wbr>"))
    when = datetime.fromisoformat(content["made"]).strftime("%Y-%m-%d, %H:%M")
    style = (TEMPLATES / "report.css").read_text("utf-8")
    page = environment.get_template(template)
    return page.render(**content, when=when, symbols=SYMBOLS, style=style)


def write_report(folder: Path, content: dict) -> tuple[Path, Path]:
    """Write the page and the JSON.

    Parameters
    ----------
    folder : Path
        Gets report.html and report.json.
    content : dict
        As `gather` gives it.

    Returns
    -------
    page, data : Path
        Where they are now.

    Raises
    ------
    OSError
        They cannot be written there.
    """
    page, data = folder / "report.html", folder / "report.json"
    as_json = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    for path, text in ((page, render(content)), (data, as_json)):
        with write_whole(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return page, data
