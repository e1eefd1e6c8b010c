"""Mark many pieces of work at once: on the cores of this machine, or on a Dask cluster."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Any

from course.catalog import ROOT
from course.classroom.marking import Task, mark, tell_course
from course.grading.workers import Workers

RETRIES = 3
AHEAD = 4  # pieces of work that are read for each that is being marked
Outcome = tuple[Task, dict | Exception]


def run_here(tasks: Iterable[Task], jobs: int) -> Generator[Outcome, None, None]:
    """Mark on this machine.

    Parameters
    ----------
    tasks : iterable of Task
        Taken as they are needed.
    jobs : int
        How many at once. A thread for each is enough: the work is done in processes.

    Yields
    ------
    task : Task
    outcome : dict or Exception
        The mark, as soon as it is there.
    """
    coming = iter(tasks)
    pool, workers = ThreadPoolExecutor(jobs), Workers()

    def submit(task: Task) -> Future[dict]:
        return pool.submit(mark, task, workers.start)

    try:
        running = {submit(task): task for task in islice(coming, jobs * AHEAD)}
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), of(future.result)
                for task in islice(coming, 1):
                    running[submit(task)] = task
    finally:
        # Broken off, each thread finds its process ended, takes away its files and comes back.
        workers.end()
        pool.shutdown(cancel_futures=True)


def run_on(
    tasks: Iterable[Task], scheduler: str, root: Path = ROOT
) -> Generator[Outcome, None, None]:
    """Mark on a Dask cluster, whose workers have this course too.

    What a worker was marking when it ended is marked by another one.

    Parameters
    ----------
    tasks : iterable of Task
        Taken as they are needed.
    scheduler : str
        Its address, such as tcp://10.0.0.5:8786.
    root : Path
        Of the course.

    Yields
    ------
    task : Task
    outcome : dict or Exception

    Raises
    ------
    ConnectionError
        There is no scheduler at that address, or it has no workers.
    RuntimeError
        A worker has another version of the course, or none.
    """
    from distributed import Client, as_completed

    try:
        client = Client(scheduler, timeout="3s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConnectionError(
            f"there is no Dask scheduler at {scheduler} ({error}); start one with "
            "`dask scheduler`, and `dask worker ADDRESS` on each machine."
        ) from error

    def submit(task: Task) -> Any:
        return client.submit(mark, task, key=f"mark-{task.key}", pure=False, retries=RETRIES)

    with client:
        cores = look_at_workers(client, scheduler, root)
        coming = iter(tasks)
        running = {submit(task): task for task in islice(coming, cores * AHEAD)}
        arriving = as_completed(list(running), loop=client.loop)
        for future in arriving:
            yield running.pop(future), of(future.result)
            for task in islice(coming, 1):
                running[added := submit(task)] = task
                arriving.add(added)


def look_at_workers(client: Any, scheduler: str, root: Path) -> int:
    """Make sure that there are workers, and that all have this course.

    Parameters
    ----------
    client : distributed.Client
    scheduler : str
    root : Path
        Of the course.

    Returns
    -------
    int
        How many pieces of work they take at once.
    """
    elsewhere = [root] if root != ROOT else []  # their own may lie in another folder than ours
    try:
        courses = client.run(tell_course, *elsewhere)
    except Exception as error:
        raise RuntimeError(
            f"the workers at {scheduler} cannot grade ({error}); start them in the environment "
            "of this repository: `python3 go.py setup` there, then `.venv/bin/dask worker`."
        ) from error
    if not courses:
        raise ConnectionError(f"the Dask scheduler at {scheduler} has no workers.")
    other = [address for address, course in courses.items() if course != tell_course(root)]
    if other:
        raise RuntimeError(
            f"{', '.join(other)}: another version of the course; bring it to the same commit."
        )
    return sum(client.nthreads().values())


def of(result: Callable[[], dict]) -> dict | Exception:
    """Give a mark, or why there is none.

    Parameters
    ----------
    result : callable

    Returns
    -------
    dict or Exception
    """
    try:
        return result()
    except Exception as error:
        return error
