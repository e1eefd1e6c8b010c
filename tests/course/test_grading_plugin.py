"""`pytest` as a learner uses it: what it selects, says, writes and answers."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.course.graded_course import (
    GOOD,
    NUMPY,
    ROLL,
    make_course,
    run_pytest,
    stub,
    write,
    write_notebook,
)

CHECKS = "tests/checks/test_05_moving.py"
ALL = (NUMPY, GOOD["shift"], GOOD["zoom"], GOOD["test_shift"])


@pytest.fixture
def root(tmp_path):
    """Give a course: lesson 03 as handed out, lesson 05 with one wrong answer."""
    root = make_course(tmp_path / "my cöurse")
    write_notebook(root, "03_scaling", NUMPY, stub("scale"))
    write_notebook(root, "05_moving", NUMPY, ROLL, *ALL[2:])
    return root


def lines_with_outcomes(said):
    return re.findall(r"^  (\d\d\.\d) +(\w+) +\S? ?(\w[\w ]*?)$", said.stdout, re.MULTILINE)


def test_bare_pytest_grades_the_learners_work_and_says_so(root):
    said = run_pytest(root)
    assert said.returncode == 1, said.stdout + said.stderr
    head = said.stdout.splitlines()[:3]
    assert re.fullmatch(
        r"Grading your work in lessons/, seed (\d+) \(--seed \1 repeats it\)\.", head[0]
    )
    assert head[1].startswith("  lessons/03_scaling/03_scaling.ipynb, saved at ")
    assert lines_with_outcomes(said) == [
        ("03.1", "scale", "not started"),
        ("05.1", "shift", "wrong"),
        ("05.2", "zoom", "passed"),
        ("05.3", "test_shift", "passed"),
    ]
    assert said.stdout.splitlines()[-2:] == [
        "03 Scaling: 0 of 1 exercise passed, 0 of 1 point.",
        "05 Moving: 2 of 3 exercises passed, 4 of 6 points.",
    ]
    assert not said.stderr


def test_what_is_wrong_is_told_with_its_misconception_and_hint(root):
    said = run_pytest(root).stdout
    told = said[said.index("test_shift_does_not_wrap") :]
    order = ["it wraps.", "np.roll brings ink back.", "`digitkit hint 05.1 --rung 2`", "05.2  zoom"]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert "Traceback" not in said and "site-packages" not in said and "assert" not in said


@pytest.mark.parametrize(
    ("arguments", "outcomes"),
    [
        ([CHECKS], {"05.1": "wrong", "05.2": "passed", "05.3": "passed"}),
        ([f"{CHECKS}::test_zoom_keeps_the_shape"], {"05.2": "passed"}),
        (["-k", "zoom"], {"05.2": "passed"}),
        (["-k", "05.2 or scale"], {"03.1": "not started", "05.2": "passed"}),
        (["-k", "test_test_shift_finds"], {"05.3": "passed (1 check only)"}),
        (["-k", "moves_the_ink"], {"05.1": "passed (1 check only)"}),
        (["-k", "03_scaling"], {"03.1": "not started"}),
        (["tests/checks", "-k", "not shift"], {"03.1": "not started", "05.2": "passed"}),
        (["--target", "digitkit", "-k", "zoom"], {"05.2": "passed"}),
    ],
)
def test_selecting_works_as_anyone_expects(root, arguments, outcomes):
    said = run_pytest(root, "--plain", *arguments)
    found = re.findall(r"^  (\d\d\.\d) +\w+ +(.+)$", said.stdout, re.MULTILINE)
    assert dict(found) == outcomes, said.stdout + said.stderr
    all_passed = all(outcome.startswith("passed") for outcome in outcomes.values())
    assert said.returncode == (0 if all_passed else 1)


def test_nothing_selected_is_exit_code_5_and_a_sentence(root):
    said = run_pytest(root, "-k", "nonsense")
    assert said.returncode == 5
    assert said.stdout.strip() == (
        "No check is called that. `pytest --collect-only -q` lists them all."
    )


def test_other_targets_are_named_in_the_header(root):
    for number, room in (("03_scaling", "scale"), ("05_moving", None)):
        cells = [GOOD[room]] if room else ALL[1:]
        write_notebook(root, number, NUMPY, *cells, room="solutions")
    said = run_pytest(root, "--target", "solutions")
    assert said.returncode == 0, said.stdout
    assert "the solutions in solutions/" in said.stdout
    assert "  solutions/05_moving/05_moving.ipynb, saved " in said.stdout
    said = run_pytest(root, "--target", "digitkit", "-k", "zoom")
    assert said.returncode == 0 and "the kit's own functions in digitkit/" in said.stdout


def test_the_header_says_which_of_two_files_counts(root):
    write(root / "lessons/05_moving/05_moving.py", "\n".join(ALL))
    os.utime(root / "lessons/05_moving/05_moving.py", (2e9, 2e9))
    said = run_pytest(root, CHECKS)
    assert said.returncode == 0
    assert re.search(
        r"05_moving\.py, saved on \S+ at \S+, later than 05_moving\.ipynb", said.stdout
    )


def test_a_seed_repeats_a_failure(root):
    write_notebook(root, "05_moving", NUMPY, ROLL.replace("(dy, dx)", "(0, 2)"))
    texts = [run_pytest(root, CHECKS, "--seed", str(n)).stdout for n in (12, 12, 13)]
    assert texts[0] == texts[1] and "seed 12 " in texts[0]
    said = [re.search(r"shift\(\[\[(\d+)", text)[1] for text in texts]
    assert said[0] != said[2], "Another seed must draw other numbers."
    assert run_pytest(root, "--seed", "much").returncode == 4


def test_plain_has_no_colour_and_no_symbols(root):
    assert "✗ wrong" in run_pytest(root).stdout
    assert "\x1b[" in run_pytest(root, "--color=yes").stdout
    plain = run_pytest(root, "--plain", "--color=yes").stdout
    assert plain.isascii() and "\x1b" not in plain


def test_a_terminal_without_the_symbols_gets_words(root):
    command = [sys.executable, "-m", "pytest", "-p", "course.grading.plugin", CHECKS]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    said = subprocess.run(command, cwd=root, capture_output=True, env=environment)
    assert said.returncode == 1 and b"  wrong" in said.stdout and not said.stderr


def test_verbose_tells_all_that_failed(root):
    write_notebook(root, "05_moving", NUMPY, "def shift(image, dx, dy):\n    return image\n")
    short, long = run_pytest(root, CHECKS).stdout, run_pytest(root, CHECKS, "-v").stdout
    assert "test_shift_does_not_wrap" not in short and "1 more check of shift" in short
    assert "test_shift_does_not_wrap" in long


def test_json_is_written_whole_or_not_at_all(root, tmp_path):
    path = tmp_path / "results" / "mine.json"
    assert run_pytest(root, "--seed", "7", "--json", path).returncode == 1
    written = json.loads(path.read_text(encoding="utf-8"))
    assert (written["target"], written["seed"]) == ("lessons", 7)
    assert (written["points"], written["out_of"]) == (4, 7)
    shift = written["exercises"][1]
    assert (shift["exercise"], shift["outcome"], shift["hint"]) == ("05.1", "wrong", 2)
    assert [check["outcome"] for check in shift["checks"]] == ["passed", "wrong"]
    assert [file.name for file in path.parent.iterdir()] == ["mine.json"]
    path.write_text("as it was", encoding="utf-8")
    slow = "import time\ndef shift(image, dx, dy):\n    time.sleep(60)\n"
    write_notebook(root, "05_moving", NUMPY, slow)
    assert interrupt(root, CHECKS, "--json", path).returncode == 2
    assert path.read_text(encoding="utf-8") == "as it was", "A run that broke off is no result."


def test_json_that_cannot_be_written_is_one_sentence(root, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = run_pytest(root, "-k", "zoom", "--json", tmp_path / "file" / "mine.json")
    assert said.returncode == 1
    assert "mine.json cannot be written" in said.stdout + said.stderr
    assert "Traceback" not in said.stdout + said.stderr


def interrupt(root, *arguments):
    """Press Ctrl-C while an exercise loops."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such signal")
    command = [sys.executable, "-m", "pytest", "-p", "course.grading.plugin", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=20)
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def test_ctrl_c_ends_it_with_one_line(root):
    slow = "import time\ndef shift(image, dx, dy):\n    time.sleep(60)\n"
    write_notebook(root, "05_moving", NUMPY, slow)
    said = interrupt(root, CHECKS)
    assert said.returncode == 2 and said.stdout.strip().endswith("Broken off.")
    assert "Traceback" not in said.stdout + said.stderr


def test_an_exercise_may_be_given_less_time(root):
    write_notebook(
        root, "05_moving", NUMPY, "def shift(image, dx, dy):\n    while 1: pass", *ALL[2:]
    )
    said = run_pytest(root, CHECKS, "--limit", "1", timeout=30)
    assert said.returncode == 1 and "shift was stopped after 1 s." in said.stdout
    assert [outcome for *_, outcome in lines_with_outcomes(said)] == [
        "too slow",
        "passed",
        "passed",
    ]


def test_a_page_with_a_fault_does_not_stop_the_other_lessons(root):
    page = root / "docs/lessons/03-scaling.md"
    page.write_text(page.read_text(encoding="utf-8").replace("points: 1", "points: 0"), "utf-8")
    said = run_pytest(root)
    assert said.returncode == 1
    assert "docs/lessons/03-scaling.md:11: the points of scale must be" in said.stdout
    assert "05.2  zoom" in said.stdout


def test_checks_that_no_page_asks_for_are_told_of(root):
    write(root / "tests/checks/test_07_nothing.py", "def test_nothing(nothing):\n    pass\n")
    said = run_pytest(root)
    assert said.returncode == 1
    assert "no page in docs/lessons belongs to test_07_nothing.py" in said.stdout


def test_with_other_tests_pytest_speaks_as_usual(root):
    write(root / "tests/house/test_other.py", "def test_other():\n    assert 1 + 1 == 2\n")
    said = run_pytest(root, "tests", "-q")
    assert "3 failed, 5 passed" in said.stdout
    assert "it wraps." in said.stdout and "FAILED tests/checks/test_05_moving.py::" in said.stdout
    assert "Traceback" not in said.stdout and "def runtest" not in said.stdout
    assert run_pytest(root, "tests/house").stdout.count("1 passed") == 1


def test_what_pytest_itself_can_do_still_works(root, tmp_path):
    listed = run_pytest(root, "--collect-only", "-q").stdout.splitlines()
    assert f"{CHECKS}::test_zoom_keeps_the_shape" in listed and len(listed) >= 7
    first = run_pytest(root, "-x", "--junitxml", tmp_path / "junit.xml")
    assert first.returncode == 1 and "Not all was run: stopping after 1 failures." in first.stdout
    assert 'tests="1"' in (tmp_path / "junit.xml").read_text(encoding="utf-8")
    run_pytest(root)
    again = run_pytest(root, "--last-failed", "--plain")
    assert "05.1" in again.stdout and "05.2" not in again.stdout
    assert "slowest" in run_pytest(root, "-k", "zoom", "--durations", "3", "-vv").stdout


def test_several_processes_of_xdist_give_the_same(root):
    said = run_pytest(root, "-n", "2", "-q")
    assert said.returncode == 1
    assert "3 failed, 4 passed" in said.stdout, said.stdout


def test_attempts_are_noted(root):
    progress = root / "lessons" / "progress.json"
    run_pytest(root, "-k", "moves_the_ink")
    run_pytest(root, "--target", "digitkit", "-k", "zoom")
    assert not progress.exists(), "Neither a part of the checks nor the kit is an attempt."
    run_pytest(root)
    noted = progress.read_text(encoding="utf-8")
    assert '"wrong"' in noted and '"passed"' in noted


def test_a_check_is_never_imported_by_pytest(root):
    file = root / CHECKS
    text = file.read_text(encoding="utf-8")
    file.write_text("import os\nprint('imported by', os.getpid())\n" + text, encoding="utf-8")
    said = run_pytest(root, CHECKS, "-s")
    assert said.returncode == 1 and "imported by" not in said.stdout
    assert lines_with_outcomes(said)


def test_options_that_mean_nothing_are_refused(root):
    said = run_pytest(root, "--target", "mine")
    assert said.returncode == 4 and "digitkit" in said.stderr


def test_the_plugin_costs_other_runs_next_to_nothing():
    code = "import sys, course.grading.plugin; print({'numpy', 'yaml', 'cv2'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert said.stdout.strip() == "set()", said


@pytest.mark.alone
def test_feedback_comes_within_a_second_and_a_half():
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "pytest", "tests/checks/test_05_augmentation.py"]
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run(
            [*command, "--target", "solutions"], cwd=root, capture_output=True, check=True
        )
        taken.append(time.perf_counter() - begin)
    assert min(taken) < 1.5, f"A lesson without TensorFlow took {min(taken):.2f} s at best."
