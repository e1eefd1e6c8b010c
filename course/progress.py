"""What a learner has done so far, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from course.catalog import Exercise, Lesson


@dataclass
class Record:
    """What is known of one exercise.

    Attributes
    ----------
    outcome : str
        Of the last check, as the learner saw it: 'passed', 'wrong', …
    attempts : int
        Answers that were checked; the same answer twice is one attempt.
    hints : list of int
        The rungs that were shown, in their order.
    gave_up : bool
        Whether the reference was looked at before the answer passed.
    answer : str
        Tells one answer from another.
    tried : str
        When an answer was last tried that had not been before.
    """

    outcome: str = "not started"
    attempts: int = 0
    hints: list[int] = field(default_factory=list)
    gave_up: bool = False
    answer: str = ""
    tried: str = ""


class Progress:
    """What a learner has done in all lessons.

    Parameters
    ----------
    opened, checked : dict of str to str, optional
        By a lesson's name: when it was opened, and when it was checked last.
    records : dict of str to dict of str to Record, optional
        By a lesson's name and an exercise's name, which stay when a course is renumbered.
    """

    def __init__(
        self,
        opened: dict[str, str] | None = None,
        checked: dict[str, str] | None = None,
        records: dict[str, dict[str, Record]] | None = None,
    ) -> None:
        self.opened = opened or {}
        self.checked = checked or {}
        self.records = records or {}

    def of(self, lesson: Lesson, exercise: Exercise) -> Record:
        """Give the record of one exercise, an empty one where nothing is known.

        Parameters
        ----------
        lesson : Lesson
        exercise : Exercise

        Returns
        -------
        Record
        """
        return self.records.setdefault(lesson.name, {}).setdefault(exercise.name, Record())

    def note_opened(self, lesson: Lesson) -> None:
        """Remember that a lesson was opened.

        Parameters
        ----------
        lesson : Lesson
        """
        self.opened[lesson.name] = now()

    def note_checked(self, lesson: Lesson, exercise: Exercise, outcome: str, answer: str) -> None:
        """Remember what came of a check.

        Parameters
        ----------
        lesson : Lesson
        exercise : Exercise
        outcome : str
        answer : str
            Tells this answer from another; an answer that is checked again is no new attempt.
        """
        record = self.of(lesson, exercise)
        if outcome != "not started" and answer != record.answer:
            record.attempts += 1
            record.answer, record.tried = answer, now()
        record.outcome = outcome
        self.checked[lesson.name] = now()

    def is_finished(self, lesson: Lesson) -> bool:
        """Say whether every exercise passed; a lesson without one is finished when it was opened.

        Parameters
        ----------
        lesson : Lesson

        Returns
        -------
        bool
        """
        if not lesson.exercises:
            return lesson.name in self.opened
        return all(self.of(lesson, e).outcome == "passed" for e in lesson.exercises)

    def touched(self, lesson: Lesson) -> str:
        """Say when a learner was last at work in a lesson.

        Parameters
        ----------
        lesson : Lesson

        Returns
        -------
        str
            Empty where they never were.
        """
        times = [record.tried for record in self.records.get(lesson.name, {}).values()]
        return max([self.opened.get(lesson.name, ""), *times])


def next_lesson(lessons: Sequence[Lesson], progress: Progress) -> Lesson | None:
    """Find where to go on: the first unfinished lesson from the one that was last worked in.

    Who began at lesson 5 goes on with 6, and comes to the first ones at the end.

    Parameters
    ----------
    lessons : sequence of Lesson
        In their order.
    progress : Progress

    Returns
    -------
    Lesson or None
        None when all are finished.
    """
    times = [progress.touched(lesson) for lesson in lessons]
    last = times.index(max(times)) if any(times) else 0
    ahead = [*lessons[last:], *lessons[:last]]
    return next((lesson for lesson in ahead if not progress.is_finished(lesson)), None)


def next_exercise(lesson: Lesson, progress: Progress) -> Exercise | None:
    """Find the first exercise of a lesson that has not passed.

    Parameters
    ----------
    lesson : Lesson
    progress : Progress

    Returns
    -------
    Exercise or None
        None when all have passed, or there are none.
    """
    open_ones = (e for e in lesson.exercises if progress.of(lesson, e).outcome != "passed")
    return next(open_ones, None)


def now() -> str:
    """Give the time, as the file holds it.

    Returns
    -------
    str
    """
    return datetime.now(UTC).isoformat(timespec="milliseconds")
