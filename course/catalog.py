"""The lessons and their exercises, read from the pages: whatever names one reads it here."""

from dataclasses import dataclass
from pathlib import Path

from course.exercise import Exercise, read_exercise
from course.page import Block, PageFault, read_page

ROOT = Path(__file__).resolve().parents[1]
ASKED = {"needs": "needs (`needs: [...]`)", "able": "will be able to do (`able: [...]`)"}


@dataclass(frozen=True)
class Lesson:
    """One page of docs/lessons.

    Attributes
    ----------
    number, name : str
        Such as '05' and '05_augmentation'.
    title : str
    minutes : int
    needs : tuple of str
        What a learner should know or have.
    able : tuple of str
        What a learner will be able to do.
    exercises : tuple of Exercise
        In the order of the page.
    blocks : tuple of Block
        The page, as `read_page` parts it.
    root : Path
        Of the project.
    """

    number: str
    name: str
    title: str
    minutes: int
    needs: tuple[str, ...]
    able: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    blocks: tuple[Block, ...]
    root: Path

    @property
    def points(self) -> int:
        """What its exercises are worth together."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def page(self) -> Path:
        """Where its words stand."""
        return self.root / "docs" / "lessons" / f"{self.name.replace('_', '-')}.md"

    @property
    def checks(self) -> Path:
        """Where its checks stand."""
        return self.root / "tests" / "checks" / f"test_{self.name}.py"

    @property
    def wrong_answers(self) -> Path:
        """Where the mistakes planted for it stand."""
        return self.root / "tests" / "wrong_answers" / f"{self.name}.py"

    @property
    def model_tests(self) -> Path:
        """Where the answers stand to exercises in which a test is to be written."""
        return self.root / "tests" / "model_tests" / f"{self.name}.py"

    def notebook(self, room: str = "lessons") -> Path:
        """Say where its notebook stands.

        Parameters
        ----------
        room : {'lessons', 'solutions'}

        Returns
        -------
        Path
        """
        return self.root / room / self.name / f"{self.name}.ipynb"


def read_catalog(root: Path = ROOT) -> tuple[list[Lesson], list[str]]:
    """Read all pages of lessons.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    lessons : list of Lesson
        In their order; a page with a fault is left out.
    faults : list of str
        What is wrong with the pages, with file and line.
    """
    lessons, faults = [], []
    for page in sorted((root / "docs" / "lessons").glob("[0-9][0-9]-*.md")):
        try:
            lessons.append(read_lesson(page, root))
        except PageFault as fault:
            faults.append(f"{page.relative_to(root).as_posix()}:{fault}")
    return lessons, faults


def read_lesson(page: Path, root: Path = ROOT) -> Lesson:
    """Read one page.

    Parameters
    ----------
    page : Path
        Such as ``docs/lessons/05-augmentation.md``.
    root : Path
        Of the project.

    Returns
    -------
    Lesson

    Raises
    ------
    PageFault
        At the first thing that would not make a good lesson.
    """
    if "_" in page.stem:
        raise PageFault(1, "the words of a page's file name are parted by hyphens; rename it.")
    matter, blocks = read_page(page.read_text(encoding="utf-8"))
    number = page.stem[:2]
    exercises = read_exercises(blocks, number)
    for name in ("needs", "able") if exercises else ():
        if not matter[name]:
            raise PageFault(1, f"a lesson with exercises lists what a learner {ASKED[name]}.")
    return Lesson(
        number,
        page.stem.replace("-", "_"),
        matter["title"],
        matter["minutes"],
        tuple(matter["needs"]),
        tuple(matter["able"]),
        exercises,
        tuple(blocks),
        root,
    )


def read_exercises(blocks: list[Block], number: str) -> tuple[Exercise, ...]:
    """Read the exercises of a page.

    Parameters
    ----------
    blocks : list of Block
        Of the page.
    number : str
        Of the lesson.

    Returns
    -------
    tuple of Exercise

    Raises
    ------
    PageFault
        At the first that is not what it should be, or has the name of another.
    """
    exercises: dict[str, Exercise] = {}
    for place, fence in enumerate((block for block in blocks if block.kind == "exercise"), 1):
        exercise = read_exercise(fence, f"{number}.{place}")
        if exercise.name in exercises:
            raise PageFault(
                fence.line,
                f"{exercise.name} is the name of {exercises[exercise.name].number} too; "
                "a learner can define it once only.",
            )
        exercises[exercise.name] = exercise
    return tuple(exercises.values())
