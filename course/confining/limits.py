"""How much an answer may take."""

from dataclasses import dataclass

from course.grading.asked import SECONDS

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What the code under test may use.

    Attributes
    ----------
    seconds : float
        For one exercise.
    memory : int
        Bytes, of the process and all that it has started.
    disk : int
        Bytes that it may leave in its own folder.
    processes : int
        That may run at once.
    """

    seconds: float = SECONDS
    memory: int = 3072 * MEGABYTE
    disk: int = 200 * MEGABYTE
    processes: int = 16
