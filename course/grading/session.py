"""One grading for all the checks that pytest has selected."""

import sys
from collections.abc import Iterator

import pytest

from course.catalog import Lesson
from course.grading.items import CheckItem
from course.grading.outcomes import CheckResult, ExerciseResult
from course.grading.process import Worker
from course.grading.record import write_json
from course.grading.runner import grade


class Grading:
    """Grade what pytest has selected, once the first check is asked for.

    Parameters
    ----------
    config : pytest.Config
    worker : Worker or None
        Started already.
    """

    def __init__(self, config: pytest.Config, worker: Worker | None) -> None:
        self.config, self.worker = config, worker
        self.items: list[CheckItem] = []
        self.results: list[ExerciseResult] = []
        self.running: Iterator[ExerciseResult] | None = None
        self.checks: dict[tuple[str, str], CheckResult] = {}

    @property
    def lessons(self) -> list[Lesson]:
        """Those of which something was selected, in their order."""
        lessons = {item.lesson.number: item.lesson for item in self.items}
        return [lessons[number] for number in sorted(lessons)]

    @pytest.hookimpl(tryfirst=True)  # whoever tells of it needs to know
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take note of what was selected."""
        self.items = [item for item in session.items if isinstance(item, CheckItem)]

    def find(self, item: CheckItem) -> CheckResult:
        """Give the result of a check; grade until it is there.

        Parameters
        ----------
        item : CheckItem

        Returns
        -------
        CheckResult
        """
        key = item.exercise.number, item.name
        self.running = self.running or self.begin()
        while key not in self.checks:
            result = next(self.running)
            self.results.append(result)
            self.checks |= {(result.exercise.number, c.check): c for c in result.checks}
        return self.checks[key]

    def begin(self) -> Iterator[ExerciseResult]:
        """Start to grade.

        Returns
        -------
        iterator of ExerciseResult
        """
        worker, self.worker = self.worker, None
        return grade(
            self.lessons,
            self.config.option.target,
            only={(item.exercise.number, item.name) for item in self.items},
            seed=self.config.option.seed,
            seconds=self.config.option.limit,
            worker=worker,
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the file that was asked for, unless the run was broken off."""
        path = self.config.option.json
        if path and exitstatus != pytest.ExitCode.INTERRUPTED and not is_part(self.config):
            try:
                write_json(path, self.results, self.config.option.target, self.config.option.seed)
            except OSError as error:
                print(f"{path} cannot be written: {error.strerror}.", file=sys.stderr)
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def note(self) -> None:
        """Note attempts and outcomes as `digitkit check` does, of exercises that were run whole."""
        whole = [result for result in self.results if result.is_whole]
        if whole and self.config.option.target == "lessons" and not is_part(self.config):
            from course.checking import note

            note(self.lessons, whole, lambda sentence: print(sentence, file=sys.stderr))

    def stop(self) -> None:
        """End what is still running."""
        if self.worker:
            self.worker.stop()
        close = getattr(self.running, "close", None)
        if close:
            close()


def is_part(config: pytest.Config) -> bool:
    """Tell whether this process is one of several that share a run.

    Parameters
    ----------
    config : pytest.Config

    Returns
    -------
    bool
    """
    return hasattr(config, "workerinput")
