"""From a learner's file and the checks to outcomes that say what to do next."""

from course.grading.outcomes import CheckResult, ExerciseResult, Frame, Outcome
from course.grading.runner import choose_seed, grade, grade_planted

__all__ = [
    "CheckResult",
    "ExerciseResult",
    "Frame",
    "Outcome",
    "choose_seed",
    "grade",
    "grade_planted",
]
