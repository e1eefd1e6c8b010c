"""Find in a folder what learners handed in, in whatever form it came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.catalog import Lesson
from course.classroom.holder import (
    LARGEST_ALL,
    LARGEST_FILE,
    PASSED_OVER,
    BadSubmission,
    Holder,
    Piece,
    open_holder,
)
from course.classroom.naming import name_learner, name_lesson, number_lesson, recognise_lesson
from course.confining.limits import MEGABYTE

GRADED = (".ipynb", ".py")


@dataclass(frozen=True)
class Submission:
    """One lesson of one learner.

    Attributes
    ----------
    learner : str
    lesson : Lesson
    holder : Holder
        Where its file is.
    piece : Piece
        The notebook or script.
    note : str
        What an instructor should know of it; mostly empty.
    """

    learner: str
    lesson: Lesson
    holder: Holder
    piece: Piece
    note: str = ""

    def read(self) -> dict[str, bytes]:
        """Read the file, and those beside it, which its answers may open.

        Returns
        -------
        dict of str to bytes
            By path; the file itself by its name alone.

        Raises
        ------
        BadSubmission
            It is too large, or cannot be read.
        """
        if self.piece.size > LARGEST_FILE:
            raise BadSubmission(
                f"{self.piece.name} has {self.piece.size // MEGABYTE} MB, at most "
                f"{LARGEST_FILE // MEGABYTE} MB are read."
            )
        folder = PurePosixPath(self.piece.name).parent
        beside = [
            piece
            for piece in self.holder.pieces()
            if folder in PurePosixPath(piece.name).parents and piece.size <= LARGEST_FILE
        ]
        if sum(piece.size for piece in beside) > LARGEST_ALL:
            beside = [self.piece]
        return {
            PurePosixPath(piece.name).relative_to(folder).as_posix(): self.holder.read(piece.name)
            for piece in beside
        }

    @property
    def file(self) -> str:
        """The name under which `read` gives the file."""
        return PurePosixPath(self.piece.name).name


@dataclass(frozen=True)
class Problem:
    """Something that was handed in and is no lesson's work.

    Attributes
    ----------
    learner, message : str
    """

    learner: str
    message: str


def find_submissions(
    folder: Path, lessons: Sequence[Lesson]
) -> tuple[list[Submission], list[Problem]]:
    """Find all that was handed in.

    Parameters
    ----------
    folder : Path
        A folder or archive for each learner, with notebooks or scripts in it; or a file for each
        learner and lesson; or folders of lessons with one of these in each.
    lessons : sequence of Lesson
        With exercises.

    Returns
    -------
    submissions : list of Submission
        By learner and lesson.
    problems : list of Problem
        Nothing that was handed in is passed over in silence.
    """
    best: dict[tuple[str, str], Submission] = {}
    problems: list[Problem] = []
    for path, given in list_entries(folder, lessons):
        learner = name_learner(path.name if path.is_dir() else path.stem, lessons)
        try:
            found = list(find_work(open_holder(path), lessons, given or named_by(path, lessons)))
        except (BadSubmission, OSError) as error:
            problems.append(Problem(learner, str(error)))
            continue
        if not found:
            problems.append(Problem(learner, f"{path.name} holds no notebook of a lesson."))
        for lesson, holder, piece in found:
            key = learner, lesson.number
            new = Submission(learner, lesson, holder, piece)
            best[key] = choose(best[key], new) if key in best else new
    return [best[key] for key in sorted(best)], problems


def list_entries(folder: Path, lessons: Sequence[Lesson]) -> Iterator[tuple[Path, Lesson | None]]:
    """List what is somebody's, and the lesson of the folder that it stands in.

    Parameters
    ----------
    folder : Path
    lessons : sequence of Lesson

    Yields
    ------
    path : Path
    lesson : Lesson or None
    """
    names = {lesson.name: lesson for lesson in lessons}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in PASSED_OVER or path.is_symlink():
            continue
        if path.is_dir() and path.name in names:
            yield from ((inner, names[path.name]) for inner, _ in list_entries(path, ()))
        elif path.is_dir() or path.suffix.lower() in (".zip", *GRADED):
            yield path, None


def named_by(path: Path, lessons: Sequence[Lesson]) -> Lesson | None:
    """Find the lesson that the name of a file or archive speaks of.

    Parameters
    ----------
    path : Path
    lessons : sequence of Lesson

    Returns
    -------
    Lesson or None
        None for a folder, which is named after a learner.
    """
    return None if path.is_dir() else name_lesson(path.stem, lessons)


def find_work(
    holder: Holder, lessons: Sequence[Lesson], given: Lesson | None
) -> Iterator[tuple[Lesson, Holder, Piece]]:
    """Find the files of lessons in what one learner handed in.

    Parameters
    ----------
    holder : Holder
    lessons : sequence of Lesson
    given : Lesson or None
        Of files whose names speak of none.

    Yields
    ------
    lesson : Lesson
    holder : Holder
        Of the file: an archive in a folder is opened too.
    piece : Piece
    """
    pieces = holder.pieces()
    notebooks = any(piece.name.endswith(".ipynb") for piece in pieces)
    for piece in pieces:
        path = PurePosixPath(piece.name)
        if path.suffix.lower() == ".zip" and holder.path.is_dir():
            inner = open_holder(holder.path / piece.name)
            yield from find_work(inner, lessons, name_lesson(path.stem, lessons) or given)
        if path.suffix not in GRADED or (path.suffix == ".py" and notebooks):
            continue  # beside a notebook, a script is a module that it uses
        lesson = find_lesson(holder, piece, lessons, given)
        if lesson is not None:
            yield lesson, holder, piece


def find_lesson(
    holder: Holder, piece: Piece, lessons: Sequence[Lesson], given: Lesson | None
) -> Lesson | None:
    """Find the lesson of a file: by names, by what it defines, or by a number.

    Parameters
    ----------
    holder : Holder
    piece : Piece
    lessons : sequence of Lesson
    given : Lesson or None
        Of what it was found in.

    Returns
    -------
    Lesson or None
    """
    path = PurePosixPath(piece.name)
    words = (path.stem, *reversed(path.parts[:-1]))
    named = next(filter(None, (name_lesson(word, lessons) for word in words)), given)
    inside = named or look_inside(holder, piece, lessons)
    return inside or next(filter(None, (number_lesson(word, lessons) for word in words)), None)


def look_inside(holder: Holder, piece: Piece, lessons: Sequence[Lesson]) -> Lesson | None:
    """Find the lesson of a file by what it defines.

    Parameters
    ----------
    holder : Holder
    piece : Piece
    lessons : sequence of Lesson

    Returns
    -------
    Lesson or None
    """
    if piece.size > LARGEST_FILE:
        return None
    text = holder.read(piece.name).decode("utf-8", errors="replace")
    return recognise_lesson(text, piece.name, lessons)


def choose(one: Submission, other: Submission) -> Submission:
    """Choose of two files of one lesson the one that was saved last.

    Parameters
    ----------
    one, other : Submission
        Of one learner and lesson.

    Returns
    -------
    Submission
        With a note of it.
    """
    last, first = (other, one) if other.piece.time >= one.piece.time else (one, other)
    note = f"{last.piece.name} counts, which was saved later than {first.piece.name}."
    return Submission(last.learner, last.lesson, last.holder, last.piece, note)
