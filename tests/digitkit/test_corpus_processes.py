import _thread
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from digitkit.synthesis import make_corpus

ROOT = Path(__file__).resolve().parents[2]
MAKES_MUCH = """
import sys
from digitkit.loading import load_mnist
from digitkit.synthesis import make_corpus

if __name__ == "__main__":
    make_corpus(*load_mnist()[1], {"drawn": 500}, sys.argv[1], size=40, workers=2)
"""


def wait_for_a_piece(folder):
    """Wait until the first piece is there."""
    end = time.monotonic() + 60
    while not list(folder.glob("*.npz")):
        assert time.monotonic() < end, "No piece came in a minute."
        time.sleep(0.01)


def test_a_killed_program_leaves_no_worker_behind(tmp_path):
    command = [sys.executable, "-c", MAKES_MUCH, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as program:
        wait_for_a_piece(tmp_path)
        workers = psutil.Process(program.pid).children(recursive=True)
        program.kill()
    _, alive = psutil.wait_procs(workers, timeout=30)
    for worker in alive:
        worker.kill()
    assert len(workers) >= 2 and not alive, "They would wait for work until the machine is off."


def test_ctrl_c_does_not_wait_for_all_the_pieces(mnist, tmp_path):
    def interrupt():
        wait_for_a_piece(tmp_path)
        _thread.interrupt_main()

    presser = threading.Thread(target=interrupt)
    presser.start()
    with pytest.raises(KeyboardInterrupt):
        make_corpus(*mnist[1], {"drawn": 500}, tmp_path, size=40, workers=2)
    presser.join()
    assert len(list(tmp_path.glob("*.npz"))) < 100
    assert not list(tmp_path.glob(".*")), "A piece that was being written is whole, or not there."


PRESSED_AT_A_BAD_MOMENT = """
import _thread, multiprocessing.context, sys
from digitkit.loading import load_mnist
from digitkit.synthesis import make_corpus

begin, begun = multiprocessing.context.SpawnProcess.start, []

def start(process):
    begin(process)
    begun.append(process)
    if len(begun) == 2:  # it runs, and the pool has not noted it yet
        _thread.interrupt_main()

if __name__ == "__main__":
    multiprocessing.context.SpawnProcess.start = start
    try:
        make_corpus(*load_mnist()[1], {"drawn": 50}, sys.argv[1], size=40, workers=2)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_ctrl_c_is_answered_also_while_workers_are_started(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(PRESSED_AT_A_BAD_MOMENT, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "corpus")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert said.stdout == "interrupted\n", said.stderr
