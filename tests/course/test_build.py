"""Pages become notebooks: the same each time, runnable, and never out of step."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.build import build_all, main
from course.catalog import read_catalog
from course.execution import execute_notebook, printed
from course.page import read_page
from tests.course.one_lesson import write_one_lesson

ROOT = Path(__file__).resolve().parents[2]
LESSONS, _ = read_catalog(ROOT)
TOUR = next(lesson for lesson in LESSONS if lesson.number == "00")
MATTER = "---\ntitle: Shift\nminutes: 5\n---\n"


@pytest.fixture
def project(tmp_path):
    """A project of one small page, its notebook built."""
    page = tmp_path / "docs" / "lessons" / "05-first-steps.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{MATTER}\nLook:\n\n```python\n1 + 1\n```\n", encoding="utf-8")
    assert main([], root=tmp_path) == 0
    return tmp_path


def notebook_of(project):
    return project / "lessons" / "05_first_steps" / "05_first_steps.ipynb"


@pytest.fixture
def small(tmp_path):
    """A project of one lesson with exercises."""
    return write_one_lesson(tmp_path)


@pytest.fixture
def build_page(tmp_path):
    """Give a function that makes the cells of a page without exercises."""

    def build(text):
        page = tmp_path / "docs" / "lessons" / "05-first-steps.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
        notebooks, faults = build_all(tmp_path)
        assert not faults
        (notebook,) = notebooks.values()
        return nbformat.reads(notebook, as_version=4)

    return build


def test_prose_and_python_become_cells_in_order(build_page):
    page = f"{MATTER}\nOne.\n\n```python\ntwo = 2\n```\n\nThree.\n\n```text\nstays\n```\n"
    notebook = build_page(page)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        ("markdown", "# Shift\n\n*About 5 minutes.*"),
        ("markdown", "One."),
        ("code", "# Show figures below the cell that makes them.\n%matplotlib inline"),
        ("code", "two = 2"),
        ("markdown", "Three.\n\n```text\nstays\n```"),
    ]
    assert notebook.metadata.kernelspec.name == "python3"


def test_a_cell_keeps_its_id_while_its_text_stays(build_page):
    def ids(*cells):
        page = MATTER + "".join(f"\n```python\n{cell}\n```\n" for cell in cells)
        return {cell.source: cell.id for cell in build_page(page).cells}

    before, after = ids("a = 1", "b = 2"), ids("new = 0", "a = 1", "b = 3")
    assert before["a = 1"] == after["a = 1"], "a cell put in before it gave it another id."
    assert before["b = 2"] != after["b = 3"]


def test_equal_cells_have_different_ids(build_page):
    cells = build_page(MATTER + "\n```python\nx = 1\n```\n" * 3).cells
    assert len({cell.id for cell in cells}) == len(cells)


BUILD = """
import sys
from pathlib import Path
from course.build import build_all
root = Path(sys.argv[1])
notebooks, faults = build_all(root)
assert not faults, faults
for path, text in notebooks.items():
    sys.stdout.buffer.write(f"{path.relative_to(root).as_posix()}\\n{text}".encode())
"""


def test_a_rebuild_gives_the_same_bytes_in_any_process_and_folder(small, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "place"
    shutil.copytree(small, other)
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    rebuilt = subprocess.run(
        [sys.executable, "-c", BUILD, str(other)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    ).stdout
    built = "".join(
        f"{path.relative_to(small).as_posix()}\n{text}"
        for path, text in build_all(small)[0].items()
    )
    assert "write shift" in built
    assert rebuilt == built.encode()


def test_a_build_leaves_a_notebook_alone_that_is_right(project):
    before = notebook_of(project).stat().st_mtime_ns
    assert main([], root=project) == 0
    assert notebook_of(project).stat().st_mtime_ns == before, (
        "a notebook that did not change was written anew, under the eyes of an open JupyterLab."
    )


def test_check_is_green_after_a_build(project, capsys):
    assert main(["--check"], root=project) == 0
    assert capsys.readouterr().err == ""


def plant_output(project):
    path = notebook_of(project)
    text = path.read_text(encoding="utf-8").replace('"outputs": []', '"outputs": [1]')
    path.write_text(text, encoding="utf-8")


def plant_words(project):
    page = project / "docs" / "lessons" / "05-first-steps.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def plant_stale_notebook(project):
    (project / "docs" / "lessons" / "05-first-steps.md").rename(
        project / "docs" / "lessons" / "06-next-steps.md"
    )
    main([], root=project)


@pytest.mark.parametrize(
    ("plant", "sentence"),
    [
        (plant_output, "05_first_steps.ipynb is not what its page makes"),
        (plant_words, "05_first_steps.ipynb is not what its page makes"),
        (lambda project: notebook_of(project).unlink(), "05_first_steps.ipynb is missing"),
        (plant_stale_notebook, "05_first_steps.ipynb has no page in docs/lessons; delete it."),
    ],
    ids=["notebook edited", "page edited", "notebook missing", "notebook left over"],
)
def test_check_is_red_and_writes_nothing_where_a_notebook_differs(project, capsys, plant, sentence):
    plant(project)
    capsys.readouterr()
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    assert main(["--check"], root=project) == 1, f"--check missed: {sentence}"
    assert sentence in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}


def work_in(path):
    """Write into a notebook what a learner would."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("1 + 1", "1 + 2"), encoding="utf-8")
    return path.read_bytes()


def test_a_build_never_writes_over_work(project, capsys):
    work = work_in(notebook_of(project))
    plant_words(project)
    capsys.readouterr()
    assert main([], root=project) == 0
    assert notebook_of(project).read_bytes() == work, "a learner's work is gone."
    said = capsys.readouterr().out
    assert "05_first_steps.ipynb holds your work, which is never overwritten" in said
    assert "`digitkit reset 05`: it keeps a backup." in said


def test_check_is_red_where_a_notebook_holds_work(project, capsys):
    work_in(notebook_of(project))
    assert main(["--check"], root=project) == 1
    assert "`digitkit reset 05`: it keeps a backup." in capsys.readouterr().err


def test_a_notebook_that_was_only_run_is_written_anew(project):
    built = notebook_of(project).read_bytes()
    notebook = execute_notebook(built.decode())
    nbformat.write(notebook, notebook_of(project))
    assert notebook_of(project).read_bytes() != built
    assert main([], root=project) == 0
    assert notebook_of(project).read_bytes() == built


def test_a_notebook_that_is_not_json_is_left_alone(project):
    notebook_of(project).write_text("<<<<<<< HEAD", encoding="utf-8")
    assert main([], root=project) == 0
    assert notebook_of(project).read_text(encoding="utf-8") == "<<<<<<< HEAD"


def test_solutions_are_nobodys_work(small):
    assert main([], root=small) == 0
    solution = small / "solutions" / "05_small_steps" / "05_small_steps.ipynb"
    built = solution.read_bytes()
    solution.write_bytes(built.replace(b"return moved", b"return None"))
    assert main(["--check"], root=small) == 1
    assert main([], root=small) == 0
    assert solution.read_bytes() == built


def test_what_is_left_over_in_solutions_is_found(small, capsys):
    assert main([], root=small) == 0
    (small / "solutions" / "05_small_steps" / "old.ipynb").write_text("{}", encoding="utf-8")
    assert main(["--check"], root=small) == 1
    assert "solutions/05_small_steps/old.ipynb has no page" in capsys.readouterr().err


def test_a_notebook_of_your_own_beside_the_lessons_is_nobody_elses_business(project):
    mine = project / "lessons" / "my_notes.ipynb"
    mine.write_text("{}", encoding="utf-8")
    assert main(["--check"], root=project) == 0


FAULTS = {
    "no front matter": ("# Shift\n", 1, "must begin with its front matter"),
    "front matter never ends": ("---\ntitle: Shift\n", 1, "must begin with its front matter"),
    "front matter is no YAML": ("---\ntitle: a\nminutes: [\n---\n", 3, "is not YAML"),
    "front matter is a list": ("---\n- Shift\n---\n", 2, "must name its values"),
    "no title": ("---\nminutes: 5\n---\n", 1, "title must be a text, got None"),
    "title is empty": ("---\nminutes: 5\ntitle: ' '\n---\n", 3, "title must be a text, got ' '"),
    "no minutes": ("---\ntitle: Shift\n---\n", 1, "minutes must be 1 or more, got None"),
    "minutes in words": ("---\ntitle: a\nminutes: ten\n---\n", 3, "1 or more, got 'ten'"),
    "minutes are 0": ("---\ntitle: a\nminutes: 0\n---\n", 3, "1 or more, got 0"),
    "minutes are a truth": ("---\ntitle: a\nminutes: yes\n---\n", 3, "1 or more, got True"),
    "python does not parse": (
        f"{MATTER}\n```python\nx = 1\nif x\n```\n",
        8,
        "not Python: expected",
    ),
    "an unknown fence": (f"{MATTER}\n```quiz\nx\n```\n", 6, "no fence is of the kind quiz"),
    "a fence without a kind": (
        f"{MATTER}\n```\nx\n```\n",
        6,
        "the kinds are python, exercise, text, console",
    ),
    "a fence never ends": (f"{MATTER}\n```python\nx = 1\n", 6, "has no end; close it with ```."),
    "a cell in a list": (f"{MATTER}\n- a\n  ```python\n  1\n  ```\n", 7, "put it at the margin"),
    "a second title": (f"{MATTER}\n# Shift\n", 6, "begin headings with ##"),
    "a link to a file": (f"{MATTER}\n\nSee [there](../x.md).\n", 7, "'../x.md' would lead nowhere"),
    "a picture of the site": (f"{MATTER}\n![x](../x.png)\n", 6, "'../x.png' would lead nowhere"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_page_is_named_with_file_and_line(project, capsys, name):
    text, line, sentence = FAULTS[name]
    (project / "docs" / "lessons" / "06-planted.md").write_text(text, encoding="utf-8")
    assert main([], root=project) == 1, f"built in spite of: {name}."
    error = capsys.readouterr().err
    assert error.startswith(f"docs/lessons/06-planted.md:{line}: "), error
    assert sentence in error
    assert not (project / "lessons" / "06_planted").exists()


def test_every_page_with_a_fault_is_named_at_once(project, capsys):
    for number in (6, 7):
        (project / "docs" / "lessons" / f"0{number}-x.md").write_text("x", encoding="utf-8")
    main([], root=project)
    assert len([line for line in capsys.readouterr().err.splitlines() if "-x.md:1:" in line]) == 2


def test_links_to_the_web_are_let_through():
    read_page(f"{MATTER}\nSee [MNIST](https://doi.org/10.1109/5.726791).\n")


def test_the_committed_notebooks_are_what_the_pages_make(capsys):
    git = shutil.which("git")
    ask = [git or "git", "status", "--porcelain", "--", "lessons"]
    status = subprocess.run(ask, cwd=ROOT, capture_output=True, encoding="utf-8") if git else None
    if status and status.stdout:
        pytest.skip("you have been working in lessons/; `go.py lessons --check` compares it.")
    assert main(["--check"]) == 0, capsys.readouterr().err


@pytest.fixture(scope="module")
def tour():
    """The tour, run from top to bottom."""
    return execute_notebook(TOUR.notebook().read_text(encoding="utf-8"))


def test_the_tour_runs_and_each_cell_shows_something(tour):
    for cell in tour.cells[3:]:
        if cell.cell_type == "code":
            assert cell.outputs, f"this cell of the tour shows nothing:\n{cell.source}"


def test_the_figures_of_the_tour_are_seen(tour):
    for cell in tour.cells[3:]:
        last = ast.parse(cell.source).body[-1] if cell.cell_type == "code" else None
        if isinstance(last, ast.Expr) and not ast.unparse(last).startswith("print"):
            shown = [kind for output in cell.outputs for kind in output.get("data", {})]
            assert "image/png" in shown, f"no picture came from:\n{cell.source}"


def test_what_the_tour_promises_comes_out(tour):
    assert "reads 7 and the label says 7" in printed(tour, "Recognizer.load()")
    first = printed(tour, "recognizer.read(photo)").splitlines()[0]
    read, labels = (re.sub(r"\D", "", part) for part in first.split(" and the labels "))
    assert read == labels, f"the photo is misread: {first}."
    assert "rejected: True" in printed(tour, "recognizer.read(doodle)")
    before, after = (
        float(printed(tour, word).split("%")[0].split()[-1])
        for word in ("build_cnn(seed=0)", "network.fit")
    )
    assert before < 20 < 80 < after, f"training took it from {before}% to {after}%."
