"""The checks of a lesson as pytest knows them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.catalog import Exercise, Lesson, read_catalog
from course.grading.outcomes import CheckResult, Outcome

catalog = pytest.StashKey[tuple[list[Lesson], list[str]]]()


class NotKept(Exception):
    """A check that did not pass.

    Parameters
    ----------
    result : CheckResult
    """

    def __init__(self, result: CheckResult) -> None:
        super().__init__(result.message)
        self.result = result


class ChecksFile(pytest.File):
    """A file of tests/checks, which is read and never imported here."""

    def collect(self) -> Iterator["CheckItem"]:
        """Give the checks in the order of the lesson's page."""
        lesson = find_lesson(self.config, self.path)
        lines = find_checks(self.path)
        for exercise in lesson.exercises:
            for name in exercise.checks:
                if name not in lines:
                    raise self.CollectError(f"{exercise.name} names {name}, which is not there.")
                item = CheckItem.from_parent(self, name=name)
                item.place(lesson, exercise, lines[name])
                yield item


class CheckItem(pytest.Item):
    """One check of one exercise."""

    lesson: Lesson
    exercise: Exercise
    line: int

    def place(self, lesson: Lesson, exercise: Exercise, line: int) -> None:
        """Say what it belongs to.

        Parameters
        ----------
        lesson : Lesson
        exercise : Exercise
        line : int
            In its file, counted from 1.
        """
        self.lesson, self.exercise, self.line = lesson, exercise, line
        # So that -k finds all checks of an exercise, whatever they are called.
        self.extra_keyword_matches.update({exercise.name, exercise.number, lesson.name})

    def runtest(self) -> None:
        """Hold the learner's code to it."""
        grading = self.config.pluginmanager.get_plugin("digitkit-grading")
        assert grading  # registered with this collector
        result = grading.find(self)
        if result.outcome != Outcome.PASSED:
            raise NotKept(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo, style: object = None) -> str:
        """Tell of it without a line of the checker's own."""
        if not isinstance(excinfo.value, NotKept):
            return str(super().repr_failure(excinfo))
        result = excinfo.value.result
        frames = [f"{frame.where}: {frame.code}" for frame in result.frames]
        return "\n".join([f"{self.exercise.number} {result.outcome}", *frames, result.message])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where it stands."""
        return self.path, self.line - 1, self.name


def find_lesson(config: pytest.Config, path: Path) -> Lesson:
    """Find the lesson that a file of checks belongs to.

    Parameters
    ----------
    config : pytest.Config
    path : Path

    Returns
    -------
    Lesson

    Raises
    ------
    CollectError
        If no page makes such a lesson.
    """
    if catalog not in config.stash:
        config.stash[catalog] = read_catalog(config.rootpath)
    lessons, faults = config.stash[catalog]
    for lesson in lessons:
        if lesson.checks == path:
            return lesson
    number = path.name[5:7]
    mine = [fault for fault in faults if f"lessons/{number}-" in fault]
    raise pytest.Collector.CollectError(
        "\n".join(mine) or f"no page in docs/lessons belongs to {path.name}."
    )


def find_checks(path: Path) -> dict[str, int]:
    """Find the functions of a file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to int
        The line of each, counted from 1.

    Raises
    ------
    CollectError
        If it is no Python.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise pytest.Collector.CollectError(
            f"{path.name}, line {error.lineno}: this is not Python: {error.msg}."
        ) from error
    return {node.name: node.lineno for node in tree.body if isinstance(node, ast.FunctionDef)}
