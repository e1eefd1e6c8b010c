"""Results in words: what needs a look in full, the rest a line each, then the score by lesson."""

from collections.abc import Iterable, Sequence

from course.catalog import Lesson
from course.grading.outcomes import CheckResult, ExerciseResult, Outcome
from course.grading.style import BOLD, Style

HEADS = {
    Outcome.NOT_STARTED: "{} waits for it",
    Outcome.WRONG: "{} does not hold yet",
    Outcome.ERROR: "{} met an error in your code",
    Outcome.TOO_SLOW: "{} did not come to an end",
}
PRINTED_LINES = 5


class Report:
    """Write results as they come, and the score at the end.

    In full stands the first exercise that was begun and does not pass; where there is none,
    the first that was not begun.

    Parameters
    ----------
    lessons : iterable of Lesson
        For their titles.
    style : Style, optional
    every : bool
        Write all exercises in full.
    """

    def __init__(
        self, lessons: Iterable[Lesson], style: Style | None = None, every: bool = False
    ) -> None:
        self.titles: dict[str, str] = {}
        self.know(lessons)
        self.style, self.every = style or Style(), every
        self.results: list[ExerciseResult] = []
        self.told: ExerciseResult | None = None

    def know(self, lessons: Iterable[Lesson]) -> None:
        """Take the titles of lessons.

        Parameters
        ----------
        lessons : iterable of Lesson
        """
        self.titles |= {lesson.number: f"{lesson.number} {lesson.title}" for lesson in lessons}

    def add(self, result: ExerciseResult) -> str:
        """Take one more result.

        Parameters
        ----------
        result : ExerciseResult

        Returns
        -------
        str
            What to show at once: lines without a line break at the end.
        """
        number = lesson_of(result)
        lines = []
        if not self.results or lesson_of(self.results[-1]) != number:
            lines += ["", self.style.paint(self.titles.get(number, number), BOLD)]
        self.results.append(result)
        lines.append(write_line(result, self.style))
        begun = result.outcome not in (Outcome.PASSED, Outcome.NOT_STARTED)
        if begun and (self.every or not self.told):
            self.told = self.told or result
            lines += ["", write_in_full(result, self.style, self.every), ""]
        return "\n".join(lines)

    def end(self) -> str:
        """Sum up.

        Returns
        -------
        str
            What is left to show, without a line break at the end.
        """
        left = [result for result in self.results if result.outcome == Outcome.NOT_STARTED]
        lines = [] if self.told or not left else ["", write_in_full(left[0], self.style)]
        lines.append("")
        for number in dict.fromkeys(lesson_of(result) for result in self.results):
            of_lesson = [result for result in self.results if lesson_of(result) == number]
            title = self.style.paint(self.titles.get(number, number), BOLD)
            lines.append(f"{title}: {write_score(of_lesson)}")
        return "\n".join(lines)


def render(
    results: Iterable[ExerciseResult],
    lessons: Iterable[Lesson] = (),
    style: Style | None = None,
    every: bool = False,
) -> str:
    """Write results in words.

    Parameters
    ----------
    results : iterable of ExerciseResult
        In the order of the lessons.
    lessons, style, every
        As for `Report`.

    Returns
    -------
    str
    """
    report = Report(lessons, style, every)
    return "\n".join([*map(report.add, results), report.end()]).strip("\n")


def lesson_of(result: ExerciseResult) -> str:
    """Give the number of a result's lesson.

    Parameters
    ----------
    result : ExerciseResult

    Returns
    -------
    str
    """
    return result.exercise.number.partition(".")[0]


def write_line(result: ExerciseResult, style: Style) -> str:
    """Write a result in one line.

    Parameters
    ----------
    result : ExerciseResult
    style : Style

    Returns
    -------
    str
    """
    exercise = result.exercise
    asked = "" if result.is_whole else f" ({count(len(result.checks), 'check')} only)"
    return f"  {exercise.number:5} {exercise.name:24} {style.name(result.outcome)}{asked}".rstrip()


def write_in_full(result: ExerciseResult, style: Style, every: bool = False) -> str:
    """Write all that helps with an exercise that does not pass.

    Parameters
    ----------
    result : ExerciseResult
    style : Style
    every : bool
        All checks that failed, not the first alone.

    Returns
    -------
    str
    """
    failing = [check for check in result.checks if check.outcome != Outcome.PASSED]
    if result.outcome == Outcome.NOT_STARTED:
        number = result.exercise.number
        advice = "" if "digitkit" in failing[0].message else f" `digitkit hint {number}` helps."
        return style.wrap(f"Next: {number} {result.exercise.name}. {failing[0].message}{advice}", 2)
    parts = [write_check(check, style) for check in (failing if every else failing[:1])]
    if len(failing) > 1 and not every:
        more = f"{count(len(failing) - 1, 'more check')} of {result.exercise.name} did not pass."
        parts.append(style.wrap(more, 4))
    if result.misconception:
        parts.append(style.wrap(f"Perhaps this is it: {result.misconception}", 4))
    if result.hint:
        parts.append(
            style.wrap(
                f"Hint {result.hint} is about this: "
                f"`digitkit hint {result.exercise.number} --rung {result.hint}`",
                4,
            )
        )
    if result.printed.strip():
        lines = result.printed.rstrip().split("\n")[-PRINTED_LINES:]
        parts.append("\n".join(["    Your code printed:", *(f"      {line}" for line in lines)]))
    return "\n\n".join(parts)


def write_check(check: CheckResult, style: Style) -> str:
    """Write what became of one check.

    Parameters
    ----------
    check : CheckResult
        One that did not pass.
    style : Style

    Returns
    -------
    str
    """
    lines = [style.wrap(HEADS[check.outcome].format(check.check), 2)]
    for frame in check.frames:
        lines += [f"    {frame.where}", f"      {frame.code}"]
    return "\n".join([*lines, style.wrap(check.message, 4)])


def write_score(results: Sequence[ExerciseResult]) -> str:
    """Sum up the results of a lesson.

    Parameters
    ----------
    results : sequence of ExerciseResult

    Returns
    -------
    str
    """
    checks = [check for result in results for check in result.checks]
    passed = sum(check.outcome == Outcome.PASSED for check in checks)
    if not all(result.is_whole for result in results):
        return f"{passed} of {count(len(checks), 'check')} passed; others were not asked for."
    done = sum(result.outcome == Outcome.PASSED for result in results)
    points = sum(result.points for result in results)
    out_of = sum(result.exercise.points for result in results)
    exercises = count(len(results), "exercise")
    return f"{done} of {exercises} passed, {points} of {count(out_of, 'point')}."


def count(number: int, noun: str) -> str:
    """Write a number of things.

    Parameters
    ----------
    number : int
    noun : str

    Returns
    -------
    str

    Examples
    --------
    >>> count(1, "point"), count(3, "check")
    ('1 point', '3 checks')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
