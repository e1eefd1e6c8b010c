"""What pytest writes where only checks are asked for: the report of a grading, nothing else."""

from collections.abc import Generator
from dataclasses import replace

import pytest
from _pytest.terminal import TerminalReporter

from course.grading.header import describe
from course.grading.render import Report
from course.grading.session import Grading
from course.grading.style import choose_style


# pytest has no other way to write something else, and its reporter is what other plugins speak to.
class GradingReporter(TerminalReporter):  # type: ignore[misc]
    """Write a grading instead of dots and tracebacks.

    Parameters
    ----------
    config : pytest.Config
    grading : Grading
    """

    showheader = False  # that of pytest

    def __init__(self, config: pytest.Config, grading: Grading) -> None:
        super().__init__(config)
        self._show_progress_info = False
        self.grading = grading
        style = replace(choose_style(self._tw._file, config.option.plain), colour=self.hasmarkup)
        self.report = Report([], style, every=config.option.verbose > 0)
        self.shown = 0

    def pytest_collection(self) -> None:
        """Say nothing while files are read."""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be read for the end."""
        if report.failed:
            self._add_stats("error", [report])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say what will be graded."""
        if self.grading.items and self.config.option.verbose >= 0:
            option = self.config.option
            self.write_line(describe(self.grading.lessons, option.target, option.seed))
        self.report.know(self.grading.lessons)

    def pytest_runtest_logstart(self, nodeid: str, location: tuple) -> None:
        """Say nothing yet."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the exercises that are done."""
        category = self.config.hook.pytest_report_teststatus(report=report, config=self.config)[0]
        self._add_stats(category, [report])
        for result in self.grading.results[self.shown :]:
            self.write_line(self.report.add(result))
            self.shown += 1

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Say nothing more."""

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(
        self, session: pytest.Session, exitstatus: int
    ) -> Generator[None, None, None]:
        """Write the score."""
        yield
        self._keyboardinterrupt_memo = None
        for error in self.stats.get("error", []):
            self.write_line(f"{error.nodeid}: {error.longrepr}")
        self.config.hook.pytest_terminal_summary(
            terminalreporter=self, exitstatus=exitstatus, config=self.config
        )
        if self.shown:
            self.write_line(self.report.end())
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            self.write_line("Broken off.")
        elif session.shouldfail or session.shouldstop:
            self.write_line(f"Not all was run: {session.shouldfail or session.shouldstop}.")
        elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            self.write_line("No check is called that. `pytest --collect-only -q` lists them all.")

    @pytest.hookimpl(wrapper=True)
    def pytest_terminal_summary(self) -> Generator[None, None, None]:
        """Let others speak, such as --durations; pytest's own summary is not wanted."""
        return (yield)
