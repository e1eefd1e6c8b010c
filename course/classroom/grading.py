"""Grade a folder of submissions from beginning to end, and go on where that was broken off."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from course.catalog import ROOT, Lesson
from course.classroom.found import Problem, Submission, find_submissions
from course.classroom.holder import BadSubmission
from course.classroom.journal import Journal
from course.classroom.marking import Task, tell_course
from course.classroom.running import run_here, run_on
from course.confining.limits import Limits


@dataclass
class Class:
    """A class that is being graded.

    Attributes
    ----------
    submissions : Path
    to : Path
        Where the marks go.
    lessons : sequence of Lesson
        Those that count.
    seed : int
    limits : Limits
    checks : dict of str to str
        By the name of a lesson, checks that learners have not seen.
    again : bool
        Whether to mark what was marked before.
    unseen : Path, optional
        Where those checks are.
    problems : list of Problem
        What could not be marked.
    records : list of dict
        The marks.
    """

    submissions: Path
    to: Path
    lessons: Sequence[Lesson]
    seed: int
    limits: Limits = field(default_factory=Limits)
    checks: dict[str, str] = field(default_factory=dict)
    again: bool = False
    unseen: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    records: list[dict] = field(default_factory=list)

    def find(self) -> list[Submission]:
        """Find what was handed in.

        Returns
        -------
        list of Submission
        """
        found, self.problems = find_submissions(self.submissions, self.lessons)
        return found

    def grade(
        self, found: Sequence[Submission], jobs: int, scheduler: str | None = None
    ) -> Generator[tuple[str, str], None, None]:
        """Mark all that was found.

        Parameters
        ----------
        found : sequence of Submission
        jobs : int
            How many at once, on this machine.
        scheduler : str, optional
            Of a Dask cluster, to be used in the place of this machine.

        Yields
        ------
        label, fault : str
            Of each piece of work, as soon as it is done; the fault is empty where it has a mark.
        """
        journal = Journal(self.to)
        known = {} if self.again else journal.read()
        ready: list[tuple[str, str]] = []
        tasks = self.make_tasks(found, known, ready)
        root = self.lessons[0].root
        marks = run_on(tasks, scheduler, root) if scheduler else run_here(tasks, jobs)
        with closing(marks):  # at once, not when the memory is tidied up
            for task, outcome in marks:
                yield from ready
                ready.clear()
                yield self.take(task, outcome, journal)
        yield from ready

    def make_tasks(
        self, found: Sequence[Submission], known: dict[str, dict], ready: list[tuple[str, str]]
    ) -> Iterator[Task]:
        """Make a task of each piece of work that has no mark.

        Parameters
        ----------
        found : sequence of Submission
        known : dict of str to dict
            Marks, by the key of their tasks.
        ready : list of (str, str)
            Gets what needs no task, as `grade` yields it.

        Yields
        ------
        Task
        """
        for submission in found:
            label = f"{submission.learner}, {submission.lesson.name}"
            try:
                task = self.make_task(submission)
            except (BadSubmission, OSError, KeyError) as error:
                self.problems.append(Problem(submission.learner, str(error)))
                ready.append((label, str(error)))
                continue
            if task.key in known:
                self.records.append(known[task.key])
                ready.append((label, ""))
            else:
                yield task

    def make_task(self, submission: Submission) -> Task:
        """Read a piece of work.

        Parameters
        ----------
        submission : Submission

        Returns
        -------
        Task
        """
        lesson = submission.lesson
        return Task(
            learner=submission.learner,
            lesson=lesson.name,
            file=submission.file,
            files=submission.read(),
            seed=self.seed,
            limits=self.limits,
            course=tell_course(lesson.root),
            checks=self.checks.get(lesson.name, ""),
            note=submission.note,
            hidden=tuple(
                str(place.resolve()) for place in (self.submissions, self.to, self.unseen) if place
            ),
            root="" if lesson.root == ROOT else str(lesson.root),
        )

    def take(self, task: Task, outcome: dict | Exception, journal: Journal) -> tuple[str, str]:
        """Keep the mark of a piece of work, or why it has none.

        Parameters
        ----------
        task : Task
        outcome : dict or Exception
        journal : Journal

        Returns
        -------
        label, fault : str
        """
        label = f"{task.learner}, {task.lesson}"
        if isinstance(outcome, dict):
            journal.add(outcome)
            self.records.append(outcome)
            return label, ""
        fault = f"{task.lesson} could not be marked: {outcome}. Run the command again."
        self.problems.append(Problem(task.learner, fault))
        return label, fault
