"""What a grading is asked for, and what it does when it is not told."""

import random

SECONDS = 20.0  # an exercise may take
TARGETS = ("lessons", "solutions", "digitkit")
WHAT = {
    "lessons": "your work in lessons/",
    "solutions": "the solutions in solutions/",
    "digitkit": "the kit's own functions in digitkit/",
}


def choose_seed() -> int:
    """Choose the seed of a run.

    Returns
    -------
    int
        Short enough to be typed again.
    """
    return random.SystemRandom().randrange(1, 100_000)
