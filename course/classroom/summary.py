"""Bring the marks of a class together: by learner, by exercise, by misconception."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from course.catalog import Lesson
from course.classroom.found import Problem
from digitkit import __version__

OUTCOMES = ("passed", "wrong", "error", "too slow", "not started")


def summarise(
    lessons: Sequence[Lesson], records: Iterable[dict], problems: Sequence[Problem], seed: int
) -> dict:
    """Bring all marks together.

    Parameters
    ----------
    lessons : sequence of Lesson
        That were asked for.
    records : iterable of dict
        As `course.classroom.marking.mark` gives them.
    problems : sequence of Problem
        What could not be marked.
    seed : int

    Returns
    -------
    dict
        For JSON: made, digitkit, seed, points of the lessons, learners, exercises,
        misconceptions and problems.
    """
    records = sorted(records, key=lambda record: (record["learner"].lower(), record["lesson"]))
    handed_in = {record["lesson"] for record in records}
    shown = [lesson for lesson in lessons if lesson.name in handed_in]
    return {
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "digitkit": __version__,
        "seed": seed,
        "lessons": [tell_lesson(lesson) for lesson in shown],
        "learners": tell_learners(shown, records, problems),
        "exercises": tell_exercises(shown, records),
        "misconceptions": tell_misconceptions(records),
        "problems": [{"learner": p.learner, "message": p.message} for p in problems],
    }


def tell_lesson(lesson: Lesson) -> dict:
    """Tell what the marks of a lesson are marks of.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict
    """
    exercises = [
        {"number": exercise.number, "name": exercise.name, "of": exercise.points}
        for exercise in lesson.exercises
    ]
    return {
        "number": lesson.number,
        "name": lesson.name,
        "title": lesson.title,
        "of": lesson.points,
        "exercises": exercises,
    }


def tell_learners(
    lessons: Sequence[Lesson], records: Sequence[dict], problems: Sequence[Problem]
) -> list[dict]:
    """Tell of each learner what was handed in, and what it is worth.

    Parameters
    ----------
    lessons : sequence of Lesson
    records : sequence of dict
    problems : sequence of Problem
        Their learners are on the list too, with no points.

    Returns
    -------
    list of dict
    """
    of = sum(lesson.points for lesson in lessons)
    by_learner: dict[str, list[dict]] = defaultdict(list)
    for record in records:
        by_learner[record["learner"]].append(record)
    names = sorted({*by_learner, *(problem.learner for problem in problems)}, key=str.lower)
    return [
        {
            "learner": name,
            "points": sum(record["points"] for record in by_learner[name]),
            "of": of,
            "notes": [
                *(record["note"] for record in by_learner[name] if record["note"]),
                *(problem.message for problem in problems if problem.learner == name),
            ],
            "work": by_learner[name],
        }
        for name in names
    ]


def tell_exercises(lessons: Sequence[Lesson], records: Sequence[dict]) -> list[dict]:
    """Tell of each exercise how the class did; what troubled it most comes first.

    Parameters
    ----------
    lessons : sequence of Lesson
    records : sequence of dict

    Returns
    -------
    list of dict
    """
    found: dict[str, list[dict]] = defaultdict(list)
    for record in records:
        for result in record["exercises"]:
            found[result["exercise"]].append(result)
    told = []
    for exercise in (exercise for lesson in lessons for exercise in lesson.exercises):
        results = found[exercise.number]
        counts = Counter(result["outcome"] for result in results)
        begun = len(results) - counts["not started"]
        failing = Counter(
            check["check"]
            for result in results
            for check in result["checks"]
            if check["outcome"] not in ("passed", "not started")
        )
        told.append(
            {
                "number": exercise.number,
                "name": exercise.name,
                "outcomes": {name: counts[name] for name in OUTCOMES},
                "begun": begun,
                "troubled": begun - counts["passed"],
                "check": next((name for name, _ in failing.most_common(1)), None),
            }
        )
    return sorted(told, key=lambda e: (-e["troubled"], e["number"]))


def tell_misconceptions(records: Sequence[dict]) -> list[dict]:
    """Count the errors of thought that were recognised; the most common comes first.

    Parameters
    ----------
    records : sequence of dict

    Returns
    -------
    list of dict
    """
    who: dict[tuple[str, str, str], dict[str, Any]] = {}
    for record in records:
        for result in record["exercises"]:
            if result["misconception"]:
                key = result["exercise"], result["name"], result["misconception"]
                entry = who.setdefault(key, {"hint": result["hint"], "learners": []})
                entry["learners"].append(record["learner"])
    told = [
        {"number": number, "name": name, "misconception": sentence, **entry}
        for (number, name, sentence), entry in who.items()
    ]
    return sorted(told, key=lambda m: (-len(m["learners"]), m["number"], m["misconception"]))
