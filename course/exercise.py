"""An exercise, read from its fence in a lesson's page."""

import re
from dataclasses import dataclass

from course.page import Block, PageFault

RUNGS = ("question", "idea", "near-code")
REFERENCE = re.compile(r"(digitkit(?:\.\w+)+):(\w+)")
EXAMPLE = """\
digitkit.augmentation:shift
checks: test_shift_moves_the_ink, test_shift_does_not_wrap_around
points: 2
hints:
  - A question.
  - An idea.
  - Nearly the code."""


@dataclass(frozen=True)
class Exercise:
    """One thing to write.

    Attributes
    ----------
    number : str
        Of the lesson, and of the exercise in it: '05.2'.
    name : str
        What the learner defines: 'shift', or 'test_shear' where a test is to be written.
    module : str
        Of the kit, where the function stands; for a test, the function that it tests.
    function : str
        Its name there.
    checks : tuple of str
        Functions of the lesson's file in tests/checks.
    points : int
        For all of the checks together.
    hints : tuple of str
        Three, Markdown: a question, an idea, nearly the code.
    line : int
        Where the fence's text begins in the page, counted from 1.
    """

    number: str
    name: str
    module: str
    function: str
    checks: tuple[str, ...]
    points: int
    hints: tuple[str, ...]
    line: int

    @property
    def is_test(self) -> bool:
        """Whether the learner writes a test, not a function of the kit."""
        return self.name != self.function


def read_exercise(fence: Block, number: str) -> Exercise:
    """Read an exercise fence.

    Parameters
    ----------
    fence : Block
        Its first line names a function of the kit; then YAML: checks (names, parted by commas),
        points, three hints, and ``write: test_…`` where a test of that function is asked for.
    number : str
        Of the exercise.

    Returns
    -------
    Exercise

    Raises
    ------
    PageFault
        If something is missing or is not what it should be.

    Examples
    --------
    >>> read_exercise(Block("exercise", EXAMPLE, line=1), "05.1").checks
    ('test_shift_moves_the_ink', 'test_shift_does_not_wrap_around')
    """
    head, _, rest = fence.text.partition("\n")
    named = REFERENCE.fullmatch(head.strip())
    if not named:
        raise PageFault(
            fence.line, f"an exercise begins with module:function, got {head!r}; such as\n{EXAMPLE}"
        )
    values = read_values(rest, fence.line + 1)
    module, function = named.groups()
    name = str(values.pop("write", function))
    try:
        if name != function and not name.startswith("test_"):
            raise ValueError(f"write: names a test, such as test_{function}; got {name!r}.")
        checks = as_checks(values.pop("checks", None), name)
        points = as_points(values.pop("points", None), name)
        hints = as_hints(values.pop("hints", None), name)
        if values:
            raise ValueError(f"{name} has no use for {', '.join(map(str, values))}.")
    except ValueError as error:
        raise PageFault(fence.line, str(error)) from error
    return Exercise(number, name, module, function, checks, points, hints, fence.line)


def read_values(text: str, line: int) -> dict:
    """Read the YAML of a fence.

    Parameters
    ----------
    text : str
    line : int
        Where it begins in the page.

    Returns
    -------
    dict

    Raises
    ------
    PageFault
        If it is not YAML, or does not name its values.
    """
    import yaml  # where only the app was set up, `digitkit --help` must do without

    try:
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line if error.problem_mark else 0
        raise PageFault(line + at, f"this is not YAML: {error.problem}.") from error
    if not isinstance(values, dict):
        raise PageFault(line, f"an exercise names its values, such as\n{EXAMPLE}")
    return values


def as_checks(value: object, name: str) -> tuple[str, ...]:
    """Read the names of an exercise's checks.

    Parameters
    ----------
    value : object
        What the fence says of them.
    name : str
        Of the exercise.

    Returns
    -------
    tuple of str

    Raises
    ------
    ValueError
        If there is none, or one stands there twice.
    """
    checks = tuple(part.strip() for part in str(value or "").split(",") if part.strip())
    if not checks:
        raise ValueError(f"the exercise {name} names no checks; add `checks: test_…`.")
    if len(set(checks)) < len(checks):
        raise ValueError(f"{name} names a check twice, got {', '.join(checks)}.")
    return checks


def as_points(value: object, name: str) -> int:
    """Read the points of an exercise.

    Parameters
    ----------
    value : object
        What the fence says of them.
    name : str
        Of the exercise.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If they are no whole number of 1 or more.
    """
    if type(value) is not int or value < 1:  # True is an int too
        raise ValueError(
            f"the points of {name} must be a whole number of 1 or more, got {value!r}."
        )
    return value


def as_hints(value: object, name: str) -> tuple[str, ...]:
    """Read the hints of an exercise.

    Parameters
    ----------
    value : object
        What the fence says of them.
    name : str
        Of the exercise.

    Returns
    -------
    tuple of str
        Three.

    Raises
    ------
    ValueError
        If they are not three texts.
    """
    hints = value if isinstance(value, list) else []
    told = tuple(hint.strip() for hint in hints if isinstance(hint, str) and hint.strip())
    if len(told) != len(RUNGS) or len(hints) != len(RUNGS):
        raise ValueError(
            f"{name} needs three hints ({', '.join(RUNGS)}), each a text, got {value!r:.200}."
        )
    return told
