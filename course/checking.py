"""Check a learner's work: say what came of it as it comes, and note it."""

from collections.abc import Callable, Sequence

from course.catalog import Exercise, Lesson
from course.grading import ExerciseResult, choose_seed, grade
from course.grading.header import describe
from course.grading.process import Worker
from course.grading.render import Report
from course.grading.style import choose_style
from course.progress_file import change_progress
from course.written import find_written, read_learned, tell_apart


def check(
    lessons: Sequence[Lesson],
    exercise: Exercise | None = None,
    *,
    say: Callable[[str], object],
    warn: Callable[[str], object],
    target: str = "lessons",
    seed: int | None = None,
    plain: bool = False,
    worker: Worker | None = None,
) -> list[ExerciseResult]:
    """Check some lessons, or one exercise.

    Parameters
    ----------
    lessons : sequence of Lesson
        One, where an exercise is named.
    exercise : Exercise, optional
        Only this one.
    say, warn : callable
        Get what came of it, and what was wrong with the file of the progress.
    target : {'lessons', 'solutions', 'digitkit'}
        Only the first is noted.
    seed : int, optional
        Another one each time, when left out.
    plain : bool
        Neither colour nor symbols.
    worker : Worker, optional
        Started beforehand, to save time.

    Returns
    -------
    list of ExerciseResult
    """
    seed = choose_seed() if seed is None else seed
    say(describe([lesson for lesson in lessons if lesson.exercises], target, seed))
    only = {(exercise.number, name) for name in exercise.checks} if exercise else None
    report = Report(lessons, choose_style(plain=plain))
    results = []
    for result in grade(lessons, target, only=only, seed=seed, worker=worker):
        results.append(result)
        say(report.add(result))
    say(report.end())
    if target == "lessons" and results:
        note(lessons, results, warn)
    return results


def note(
    lessons: Sequence[Lesson], results: Sequence[ExerciseResult], warn: Callable[[str], object]
) -> None:
    """Note what came of a check.

    Parameters
    ----------
    lessons : sequence of Lesson
    results : sequence of ExerciseResult
    warn : callable
        As for `change_progress`.
    """
    of = {exercise.number: lesson for lesson in lessons for exercise in lesson.exercises}
    learned = {lesson.name: read_learned(lesson) for lesson in lessons}
    with change_progress(lessons[0].root, warn) as progress:
        for result in results:
            lesson = of[result.exercise.number]
            answer = find_written(lesson, result.exercise, learned[lesson.name])
            outcome = str(result.outcome)
            progress.note_checked(lesson, result.exercise, outcome, tell_apart(answer))
