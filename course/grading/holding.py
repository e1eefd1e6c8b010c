"""Hold the answers of one job within limits; imported only where that is asked for."""

from pathlib import Path

from course.confining.confine import bring_kit, confine
from course.confining.ground import sweep
from course.grading.answers import file_of
from course.grading.candidates import kept, load


class Hold:
    """The limits of one job, in the process that runs it.

    Parameters
    ----------
    asked : dict
        Of the job: folder, disk, hidden, kept, and a file of checks.
    """

    def __init__(self, asked: dict) -> None:
        self.asked = asked
        self.done = False

    def make_ready(self, job: dict, checks: dict) -> None:
        """Read what a confined process cannot read any more.

        Parameters
        ----------
        job : dict
        checks : dict of str to callable
            Checks that are kept out of learners' sight are added.
        """
        bring_kit()
        wrong_answers = Path(job["wrong_answers"])
        if wrong_answers.is_file():
            kept[wrong_answers] = wrong_answers.read_text(encoding="utf-8")
            load(wrong_answers, file_of(""))  # so that what it imports is here
        if self.asked["checks"]:
            checks.update(load(Path(self.asked["checks"])))

    def sweep(self) -> None:
        """Take away what the answer before has left."""
        sweep(Path(self.asked["folder"]), set(self.asked["kept"]))

    def close(self) -> bool:
        """Confine this process, once.

        Returns
        -------
        bool
            Whether that was done now.
        """
        if self.done:
            return False
        confine(self.asked["folder"], self.asked["disk"], self.asked["hidden"])
        self.done = True
        return True
