"""What a check, and an exercise, can come to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.catalog import Exercise


class Outcome(StrEnum):
    """What a learner sees, from the best to what needs a look first."""

    PASSED = "passed"
    NOT_STARTED = "not started"
    WRONG = "wrong"
    ERROR = "error"
    TOO_SLOW = "too slow"


@dataclass(frozen=True)
class Frame:
    """A line of the learner's own that was running when something failed.

    Attributes
    ----------
    where : str
        Such as 'cell 7, line 3', or 'line 40' of a script.
    code : str
        What stands there.
    """

    where: str
    code: str


@dataclass(frozen=True)
class CheckResult:
    """What one check came to.

    Attributes
    ----------
    check : str
        Its name.
    outcome : Outcome
    message : str
        Empty when it passed.
    frames : tuple of Frame
        Where in the learner's code an error arose, the last line last.
    """

    check: str
    outcome: Outcome
    message: str = ""
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True)
class ExerciseResult:
    """What one exercise came to.

    Attributes
    ----------
    exercise : Exercise
    checks : tuple of CheckResult
        Those that were asked for, in the order of the page.
    misconception : str or None
        The planted mistake that behaves the same, in a sentence.
    hint : int or None
        The rung that helps with it.
    printed : str
        The last of what the learner's code printed meanwhile.
    """

    exercise: Exercise
    checks: tuple[CheckResult, ...]
    misconception: str | None = None
    hint: int | None = None
    printed: str = ""

    @property
    def outcome(self) -> Outcome:
        """The first of its checks' outcomes that is not 'passed'."""
        found = (check.outcome for check in self.checks if check.outcome != Outcome.PASSED)
        return next(found, Outcome.PASSED)

    @property
    def first(self) -> CheckResult:
        """The check that a learner should look at: the first that did not pass."""
        return next(
            (check for check in self.checks if check.outcome != Outcome.PASSED), self.checks[0]
        )

    @property
    def is_whole(self) -> bool:
        """Whether all checks of the exercise were asked for."""
        return {check.check for check in self.checks} >= set(self.exercise.checks)

    @property
    def points(self) -> int:
        """All or nothing: what works in part does not work."""
        return self.exercise.points if self.outcome == Outcome.PASSED and self.is_whole else 0

    def as_dict(self) -> dict:
        """Give it as JSON can hold it.

        Returns
        -------
        dict
            With the keys exercise, name, outcome, points, out_of, misconception, hint, printed
            and checks.
        """
        return {
            "exercise": self.exercise.number,
            "name": self.exercise.name,
            "outcome": str(self.outcome),
            "points": self.points,
            "out_of": self.exercise.points,
            "misconception": self.misconception,
            "hint": self.hint,
            "printed": self.printed,
            "checks": [{**asdict(check), "outcome": str(check.outcome)} for check in self.checks],
        }
