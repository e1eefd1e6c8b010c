"""pytest grades a learner's work: the files of tests/checks are collected without importing them.

`-p course.grading.plugin` loads it. What selects tests selects checks too: folders, files,
node ids, `-k`. Their functions are run in a process of their own, which starts first of all,
so that its imports take place while pytest still collects.
"""

import re
from pathlib import Path

import pytest

from course.grading.asked import SECONDS, TARGETS, choose_seed
from course.grading.process import Worker

CHECKS = re.compile(r"test_\d\d_\w+\.py")
FOLDER = Path("tests", "checks")
early = pytest.StashKey[Worker]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of grading."""
    group = parser.getgroup("digitkit", "grading (tests/checks)")
    group.addoption("--target", choices=TARGETS, default="lessons", help="whose code is graded")
    group.addoption("--seed", type=int, help="repeats the numbers that the checks drew")
    group.addoption(
        "--limit", type=float, default=SECONDS, help="seconds that an exercise may take"
    )
    group.addoption("--plain", action="store_true", help="no colour, no symbols")
    group.addoption("--json", type=Path, metavar="FILE", help="write the results there too")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the process that will run the checks, where the command line asks for checks."""
    options = early_config.known_args_namespace
    asked = options.file_or_dir or early_config.getini("testpaths")
    if any(map(is_of_checks, asked)) and not options.collectonly:
        early_config.stash[early] = Worker()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Bring in what grades, and what tells of it where nothing else is asked for."""
    from course.grading.session import Grading

    option = config.option
    option.color = "no" if option.plain else option.color
    option.seed = choose_seed() if option.seed is None else option.seed
    grading = Grading(config, config.stash.get(early, None))
    config.pluginmanager.register(grading, "digitkit-grading")
    usual = config.pluginmanager.get_plugin("terminalreporter")
    # With pytest-xdist the checks are run elsewhere, and its own reporter tells of them.
    alone = not option.collectonly and not getattr(option, "numprocesses", None)
    if usual and alone and all(map(is_of_checks, config.args)):
        from course.grading.reporter import GradingReporter

        # The other lessons go on, and the exit code says that something is amiss.
        option.continue_on_collection_errors = True
        config.pluginmanager.unregister(usual)
        config.pluginmanager.register(GradingReporter(config, grading), "terminalreporter")


def is_of_checks(argument: str) -> bool:
    """Tell whether an argument of the command line lies in tests/checks.

    Parameters
    ----------
    argument : str
        A path or a node id.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_of_checks("tests/checks/test_05_augmentation.py::test_shift_moves_the_ink")
    True
    >>> is_of_checks("tests"), is_of_checks("tests/course/test_checks.py")
    (False, False)
    """
    path = Path(argument.partition("::")[0]).absolute()
    return FOLDER.parts in (path.parts[-2:], path.parent.parts[-2:])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the process, also where nothing was graded in the end."""
    if grading := config.pluginmanager.get_plugin("digitkit-grading"):
        grading.stop()
        grading.note()


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Collect a file of checks by its text alone."""
    folder = parent.config.rootpath / FOLDER
    if module_path.parent == folder and CHECKS.fullmatch(module_path.name):
        from course.grading.items import ChecksFile

        return ChecksFile.from_parent(parent, path=module_path)
    return None
