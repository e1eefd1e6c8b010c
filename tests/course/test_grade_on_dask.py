"""The same command on a cluster: a machine that ends takes no work with it."""

import json
import threading

import psutil
import pytest
from distributed import Client, LocalCluster

from course.classroom.running import look_at_workers
from tests.course.graded_course import GOOD, NUMPY, ROLL, make_course
from tests.course.test_classroom_found import lay, notebook
from tests.course.test_grade_command import grade

OTHERS = (GOOD["zoom"], GOOD["test_shift"])
# Long enough that a worker is killed in the middle of one.
SLOW = "    import time; time.sleep(0.3)\n"
LEARNERS = [f"learner-{number:02}" for number in range(8)]


@pytest.fixture(scope="module")
def cluster():
    """A cluster of two workers, each a process of its own."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("course"))


def shift(number):
    """Every fourth learner has it wrong."""
    head, _, body = (ROLL if number % 4 == 3 else GOOD["shift"]).partition("\n")
    return f"{head}\n{SLOW}{body}"


def test_a_worker_that_is_killed_midway_loses_nothing(cluster, root, tmp_path):
    files = {
        f"{learner}/05_moving.ipynb": notebook(NUMPY, shift(number), *OTHERS)
        for number, learner in enumerate(LEARNERS)
    }
    lay(tmp_path / "submissions", **files)
    journal = tmp_path / "grades" / "marked.jsonl"
    killed, over = [], threading.Event()

    def kill_one():
        while not over.wait(0.02):
            if journal.exists() and journal.read_bytes().count(b"\n") >= 2:
                worker = psutil.Process(next(iter(cluster.workers.values())).pid)
                worker.kill()
                killed.append(worker.pid)
                return

    killer = threading.Thread(target=kill_one)
    killer.start()
    arguments = ("--to", tmp_path / "grades", "--scheduler", cluster.scheduler_address)
    result = grade(root, tmp_path / "submissions", *arguments)
    over.set()
    killer.join()
    assert result.exit_code == 0, (result.output, result.exception)
    assert killed, "no worker was killed while there was work"
    assert f"{len(LEARNERS)} of {len(LEARNERS)} graded." in result.output
    content = json.loads((tmp_path / "grades" / "grades.json").read_text(encoding="utf-8"))
    points = {learner["learner"]: learner["points"] for learner in content["learners"]}
    assert points == {name: 4 if n % 4 == 3 else 6 for n, name in enumerate(LEARNERS)}
    assert len(journal.read_text(encoding="utf-8").splitlines()) == len(LEARNERS)


def test_workers_with_another_course_are_refused(cluster, root, tmp_path):
    other = make_course(tmp_path)
    with Client(cluster, set_as_default=False) as client:
        assert look_at_workers(client, "here", other) == 2
        checks = other / "tests" / "checks" / "test_05_moving.py"
        checks.write_text(checks.read_text("utf-8") + "\n# another\n", encoding="utf-8")
        # This side reads it anew; the workers have kept what they read.
        from course.classroom.marking import tell_course

        tell_course.cache_clear()
        with pytest.raises(RuntimeError, match="another version of the course"):
            look_at_workers(client, "here", other)
