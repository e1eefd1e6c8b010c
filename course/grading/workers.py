"""All the processes that run checks at a time, so that they can be ended together."""

import threading
import weakref

from course.confining.ground import Ground
from course.confining.limits import Limits
from course.grading.process import Worker, kill


class BrokenOffError(RuntimeError):
    """No process begins any more."""


class Workers:
    """Starts processes until it is ended; may be used by many threads at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.started: weakref.WeakSet[Worker] = weakref.WeakSet()
        self.over = False

    def start(self, ground: Ground, limits: Limits) -> Worker:
        """Start one.

        Parameters
        ----------
        ground : Ground
        limits : Limits

        Returns
        -------
        Worker

        Raises
        ------
        BrokenOffError
            All have been ended.
        """
        with self.lock:
            if self.over:
                raise BrokenOffError
            worker = Worker(ground, limits)
            self.started.add(worker)
        return worker

    def end(self) -> None:
        """End all that run, and start none any more; whoever listens to one clears up after it."""
        with self.lock:
            self.over = True
            for worker in self.started:
                kill(worker.process)
