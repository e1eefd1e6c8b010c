"""From a learner's file and the checks to outcomes that say what to do next."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.grading.asked import choose_seed
    from course.grading.outcomes import CheckResult, ExerciseResult, Frame, Outcome
    from course.grading.runner import grade, grade_planted, grade_with_seeds

__all__ = [
    "CheckResult",
    "ExerciseResult",
    "Frame",
    "Outcome",
    "choose_seed",
    "grade",
    "grade_planted",
    "grade_with_seeds",
]


def __getattr__(name: str) -> Any:
    # Not at once: the process that runs the checks is in this folder too, and must not wait for
    # the reading of pages, which the others import.
    if name in __all__:
        for module in ("asked", "outcomes", "runner"):
            found = importlib.import_module(f"{__name__}.{module}")
            if hasattr(found, name):
                return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
