"""Measure how many pieces of work `digitkit grade` marks in a second, on one core and on all."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course.catalog import Lesson, read_catalog

LESSONS = ("05", "04")  # one of NumPy, and one whose answers need TensorFlow
LEARNERS = {"05": 24, "04": 4}


def measure(quick: bool = False) -> dict:
    """Grade a class in which every second answer is left open.

    Parameters
    ----------
    quick : bool
        Two learners, one lesson.

    Returns
    -------
    dict
        'cores', and 'rows': lesson, learners, jobs, seconds.
    """
    lessons = {lesson.number: lesson for lesson in read_catalog()[0]}
    cores = os.cpu_count() or 1
    rows = []
    for number in LESSONS[:1] if quick else LESSONS:
        learners = 2 if quick else LEARNERS[number]
        for jobs in sorted({1, cores}):
            seconds = grade(lessons[number], learners, jobs)
            rows.append((lessons[number].name, learners, jobs, seconds))
    return {"cores": cores, "rows": rows}


def grade(lesson: Lesson, learners: int, jobs: int) -> float:
    """Have the command grade a class, in a process of its own.

    Parameters
    ----------
    lesson : Lesson
    learners, jobs : int

    Returns
    -------
    float
        Seconds, the start of the command with them.
    """
    with tempfile.TemporaryDirectory() as folder:
        for place in range(learners):
            path = Path(folder, "submissions", f"learner-{place:02}", f"{lesson.name}.ipynb")
            path.parent.mkdir(parents=True)
            path.write_text(answer_half(lesson, place), encoding="utf-8")
        command = [sys.executable, "-c", "from course.command import main; main()", "grade"]
        options = ["--jobs", str(jobs), "--seed", "1", "--to", str(Path(folder, "grades"))]
        begin = time.perf_counter()
        subprocess.run(
            [*command, str(Path(folder, "submissions")), *options], check=True, capture_output=True
        )
        return time.perf_counter() - begin


def answer_half(lesson: Lesson, place: int) -> str:
    """Write a notebook in which every second exercise is solved and the others are not begun.

    Parameters
    ----------
    lesson : Lesson
    place : int
        Of the learner; decides with which exercise it begins.

    Returns
    -------
    str
        JSON.
    """
    solved = json.loads(lesson.notebook("solutions").read_text(encoding="utf-8"))
    blank = json.loads(lesson.notebook().read_text(encoding="utf-8"))
    stubs = {cell["id"]: cell["source"] for cell in blank["cells"]}
    for number, exercise in enumerate(lesson.exercises, place):
        answer = f"{exercise.name}-answer"
        for cell in solved["cells"]:
            if cell["id"] == answer and number % 2:
                cell["source"] = stubs[answer]
    return json.dumps(solved)
