"""Start the processes that run checks, and gather what they say, whatever happens to them."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from course.catalog import Exercise, Lesson
from course.grading.asked import SECONDS, TARGETS, choose_seed
from course.grading.outcomes import CheckResult, ExerciseResult, Frame, Outcome
from course.grading.process import Worker

STARTING = 180  # seconds before a worker begins: importing TensorFlow is slow on a full machine
MAY_FORK = True  # where the system lets it: course.grading.worker


def learner_file(lesson: Lesson, room: str = "lessons") -> Path:
    """Say which file of a lesson is graded: of notebook and script, the one saved last.

    Parameters
    ----------
    lesson : Lesson
    room : {'lessons', 'solutions'}

    Returns
    -------
    Path
        The notebook, where there is neither.
    """
    notebook = lesson.notebook(room)
    there = [path for path in (notebook, notebook.with_suffix(".py")) if path.is_file()]
    return max(there, key=lambda path: path.stat().st_mtime_ns, default=notebook)


def grade(
    lessons: Iterable[Lesson],
    target: str = "lessons",
    *,
    only: set[tuple[str, str]] | None = None,
    seed: int | None = None,
    files: dict[str, Path] | None = None,
    seconds: float = SECONDS,
    worker: Worker | None = None,
) -> Iterator[ExerciseResult]:
    """Run the checks of some lessons.

    Parameters
    ----------
    lessons : iterable of Lesson
    target : {'lessons', 'solutions', 'digitkit'}
        Whose functions.
    only : set of (str, str), optional
        Numbers of exercises with names of checks, when not all are wanted.
    seed : int, optional
        Of what the checks draw; another one each time, when left out.
    files : dict of str to Path, optional
        By name of lesson, files to grade in the place of the target's.
    seconds : float
        That an exercise may take.
    worker : Worker, optional
        Started beforehand, to save time.

    Yields
    ------
    ExerciseResult
        As soon as an exercise is done, in the order of the lessons.

    Raises
    ------
    ValueError
        If there is no such target.
    """
    if target not in TARGETS:
        raise ValueError(f"target must be one of {', '.join(TARGETS)}; got {target!r}.")
    seed = choose_seed() if seed is None else seed
    made = (make_job(lesson, target, only, seed, files) for lesson in lessons)
    jobs = [job for job in made if job]
    waiting = worker or (Worker() if jobs else None)
    try:
        for place, (lesson, what) in enumerate(jobs):
            present, waiting = waiting, None
            if place + 1 < len(jobs):
                waiting = Worker()  # its imports take as long as this lesson's checks
            yield from (result for _, result in run_job(lesson, what, seconds, present))
    finally:
        if waiting:
            waiting.stop()


def grade_planted(
    lesson: Lesson, seed: int | None = None, seconds: float = SECONDS
) -> dict[str, ExerciseResult]:
    """Run the checks of a lesson on the mistakes that are planted for it.

    Parameters
    ----------
    lesson : Lesson
    seed : int, optional
    seconds : float
        That each mistake may take.

    Returns
    -------
    dict of str to ExerciseResult
        By the mistake's name.
    """
    job = make_job(lesson, "digitkit", None, choose_seed() if seed is None else seed, None)
    return dict(run_job(lesson, {**job[1], "planted": True}, seconds, None)) if job else {}


def grade_with_seeds(
    lesson: Lesson, target: str, seeds: Sequence[int], seconds: float = SECONDS
) -> Iterator[tuple[int, ExerciseResult]]:
    """Run the checks of a lesson several times, with other numbers each time.

    Parameters
    ----------
    lesson : Lesson
    target : {'lessons', 'solutions', 'digitkit'}
    seeds : sequence of int
    seconds : float
        That an exercise may take.

    Yields
    ------
    seed : int
    result : ExerciseResult
    """
    job = make_job(lesson, target, None, seeds[0], None)
    if job:  # one process for all of them: TensorFlow takes longer to import than to check
        for label, result in run_job(lesson, {**job[1], "seeds": list(seeds)}, seconds, None):
            yield int(label or seeds[0]), result


def make_job(
    lesson: Lesson,
    target: str,
    only: set[tuple[str, str]] | None,
    seed: int,
    files: dict[str, Path] | None,
) -> tuple[Lesson, dict] | None:
    """Write down what a worker is to do for one lesson.

    Parameters
    ----------
    lesson, target, only, seed, files
        As for `grade`.

    Returns
    -------
    (Lesson, dict) or None
        None when nothing of it is wanted.
    """
    exercises = []
    for exercise in lesson.exercises:
        checks = [n for n in exercise.checks if only is None or (exercise.number, n) in only]
        if checks:
            exercises.append(describe(exercise, checks))
    if not exercises:
        return None
    file = None if target == "digitkit" else learner_file(lesson, target)
    file = (files or {}).get(lesson.name, file)
    return lesson, {
        "number": lesson.number,
        "checks": str(lesson.checks),
        "wrong_answers": str(lesson.wrong_answers),
        "model_tests": str(lesson.model_tests),
        "file": str(file) if file else None,
        "exercises": exercises,
        "seeds": [seed],
        "planted": False,
        "fork": MAY_FORK,
        "confine": None,
        "remedy": f"digitkit reset {lesson.number}" if target == "lessons" else "go.py lessons",
    }


def describe(exercise: Exercise, checks: Sequence[str]) -> dict:
    """Tell a worker of an exercise.

    Parameters
    ----------
    exercise : Exercise
    checks : sequence of str
        Those that are wanted.

    Returns
    -------
    dict
    """
    return {
        "number": exercise.number,
        "name": exercise.name,
        "module": exercise.module,
        "function": exercise.function,
        "is_test": exercise.is_test,
        "checks": list(checks),
    }


def run_job(
    lesson: Lesson,
    job: dict,
    seconds: float,
    worker: Worker | None,
    start: Callable[[], Worker] = Worker,
) -> Iterator[tuple[str, ExerciseResult]]:
    """Run one lesson, in a new process after each that had to be ended.

    Parameters
    ----------
    lesson : Lesson
    job : dict
    seconds : float
        That an exercise may take.
    worker : Worker or None
        The first process.
    start : callable
        Gives another one.

    Yields
    ------
    label : str
        Of a planted mistake, '' for an answer.
    result : ExerciseResult
    """
    done: list[str] = []
    finished = False
    while not finished:
        worker = worker or start()
        worker.give({**job, "done": done})
        try:
            for message in hear_candidates(worker, lesson, seconds):
                finished = message is None
                if message is not None:
                    done.append(message[0])
                    yield message[0].partition(" ")[2], message[1]
        except Fault as fault:
            if job["planted"]:
                raise
            finished = True
            yield from (("", result) for result in give_up(lesson, job, done, fault))
        finally:
            worker.stop()
            worker = None


def hear_candidates(
    worker: Worker, lesson: Lesson, seconds: float
) -> Iterator[tuple[str, ExerciseResult] | None]:
    """Listen to one process until it ends or is ended.

    Parameters
    ----------
    worker : Worker
        With its job.
    lesson : Lesson
    seconds : float
        That each candidate may take.

    Yields
    ------
    (str, ExerciseResult) or None
        The candidate, as the worker names it, and what it came to; at last None, when all of
        them were heard.

    Raises
    ------
    Fault
        The checks cannot be run, whatever the answer.
    """
    exercises = {exercise.number: exercise for exercise in lesson.exercises}
    at_hand: Candidate | None = None
    until, heard = None, False
    while True:
        try:
            said = worker.hear(STARTING if until is None else max(0.0, until - time.monotonic()))
        except TimeoutError:
            said = {"slow": True}
        if said is None:
            said = {"died": worker.stop()}
        if "died" in said:  # also where the process could still tell of the copy that ran an answer
            said["reason"] = worker.reason
        if "fault" in said and at_hand:  # an answer has damaged what runs it
            said = {"died": 1}
        if "finished" in said:
            yield None
            return
        if "begin" in said:
            at_hand = Candidate(said["begin"], exercises[said["exercise"]], said["checks"])
            until = time.monotonic() + seconds
        elif at_hand is None and said.get("reason") and heard:
            return  # of what the last answer had left behind, which is taken away now
        elif "fault" in said or at_hand is None:
            raise Fault(str(said.get("fault") or f"no answer from the process, only {said}"))
        elif at_hand.take(said, seconds):
            yield at_hand.name, at_hand.result()
            heard = True
            if "end" not in said or said.get("spent"):
                return
            at_hand, until = None, None


class Fault(RuntimeError):
    """The checks cannot be run, whatever the answer; what the worker said of it."""


def give_up(lesson: Lesson, job: dict, done: list[str], fault: Fault) -> Iterator[ExerciseResult]:
    """Say of the exercises that are left that their checks cannot be run.

    Parameters
    ----------
    lesson : Lesson
    job : dict
    done : list of str
        Numbers of exercises.
    fault : Fault

    Yields
    ------
    ExerciseResult
    """
    last = str(fault).strip().rpartition("\n")[2]
    message = (
        f"The checks of lesson {lesson.number} cannot be run, which is no fault of yours: {last}. "
        "`digitkit doctor` looks for the reason."
    )
    by_number = {exercise.number: exercise for exercise in lesson.exercises}
    for asked in job["exercises"]:
        if asked["number"] not in done:
            checks = (CheckResult(name, Outcome.ERROR, message) for name in asked["checks"])
            yield ExerciseResult(by_number[asked["number"]], tuple(checks))


class Candidate:
    """An answer that is being checked.

    Parameters
    ----------
    name : str
        As the worker calls it.
    exercise : Exercise
    checks : list of str
        That will be run.
    """

    def __init__(self, name: str, exercise: Exercise, checks: list[str]) -> None:
        self.name, self.exercise, self.left = name, exercise, list(checks)
        self.checks: list[CheckResult] = []
        self.mistake: dict = {}
        self.printed = ""

    def take(self, said: dict, seconds: float) -> bool:
        """Take one message in.

        Parameters
        ----------
        said : dict
        seconds : float
            That it may take.

        Returns
        -------
        bool
            Whether that was the last of it.
        """
        if "outcome" in said:
            frames = tuple(Frame(**frame) for frame in said["frames"])
            outcome = Outcome(said["outcome"])
            self.checks.append(CheckResult(self.left.pop(0), outcome, said["message"], frames))
        self.mistake = said.get("mistake") or self.mistake
        self.printed = said.get("printed", self.printed)
        if "slow" in said:
            # A mistake that is only being looked for does not make an answer slow.
            self.fail(
                Outcome.TOO_SLOW,
                f"{self.exercise.name} was stopped after {seconds:g} s. "
                "Is there a loop that never ends?",
            )
        if "died" in said or "end" in said:
            if said.get("reason"):
                self.fail(Outcome.ERROR, f"{self.exercise.name} was ended: {said['reason']}.")
            self.fail(
                Outcome.ERROR,
                f"{self.exercise.name} ended Python itself (exit code {said.get('died', 0)}). "
                "A function must return to its caller; recursion without an end, or memory "
                "without an end, do this too.",
            )
        return bool({"slow", "died", "end"} & set(said))

    def fail(self, outcome: Outcome, message: str) -> None:
        """Give the checks that were not done one outcome.

        Parameters
        ----------
        outcome : Outcome
        message : str
        """
        self.checks += [CheckResult(name, outcome, message) for name in self.left]
        self.left = []

    def result(self) -> ExerciseResult:
        """Sum up.

        Returns
        -------
        ExerciseResult
        """
        return ExerciseResult(
            self.exercise,
            tuple(self.checks),
            self.mistake.get("misconception"),
            self.mistake.get("hint"),
            self.printed,
        )
