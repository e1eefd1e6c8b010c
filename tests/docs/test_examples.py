"""What the pages tell you to type works."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from course.command import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GO = runpy.run_path(str(ROOT / "go.py"), run_name="go")
FENCE = re.compile(r"^```python\b[^\n]*\n(.*?)^```$", re.M | re.S)
# Lessons are run as notebooks, by tests/course/test_build.py.
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if page.parent.name != "lessons"]
WORDS = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def examples(text):
    """Give the python fences of a page as one program whose lines are numbered as in the page."""
    program = [""] * len(text.splitlines())
    for fence in FENCE.finditer(text):
        first = text[: fence.start(1)].count("\n")
        lines = fence[1].splitlines()
        program[first : first + len(lines)] = lines
    return "\n".join(program)


ELSEWHERE = {
    "http-api.md": "tests/docs/test_handbook.py",  # where the app is served
    "nbgrader.md": "tests/docs/test_examples.py",  # lines of nbgrader's configuration
    "grade.md": "tests/course/test_grade_command.py",  # on a class of its own
    "cnn.md": "tests/digitkit/test_training.py",  # where TensorFlow is loaded anyway
}
WITH_EXAMPLES = [
    page
    for page in PAGES
    if examples(page.read_text(encoding="utf-8")).strip() and page.name not in ELSEWHERE
]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    program = compile(examples(page.read_text(encoding="utf-8")), page.name, "exec")
    exec(program, {"__name__": "__main__"})
    left = list(tmp_path.iterdir())
    assert capsys.readouterr().out or left, f"{page.name} shows nothing for all its python."


def test_examples_are_found_and_keep_their_lines():
    text = (
        "# Page\n\n```python\nx = 1\n```\n\n```text\nno\n```\n\n```python\nraise ValueError\n```\n"
    )
    with pytest.raises(ValueError) as caught:
        exec(compile(examples(text), "page.md", "exec"), {})
    assert caught.tb.tb_next.tb_lineno == 12
    assert len(WITH_EXAMPLES) >= 5, "the pages have lost their examples, or these tests have."


def test_the_settings_of_the_guide_to_nbgrader_are_its_own():
    from nbgrader import plugins
    from traitlets.config import Config

    settings = Config()
    page = DOCS / "teach" / "nbgrader.md"
    exec(compile(examples(page.read_text(encoding="utf-8")), page.name, "exec"), {"c": settings})
    assert settings
    for name, values in settings.items():
        getattr(plugins, name)(config=settings)  # a value that does not fit is refused
        unknown = set(values) - set(getattr(plugins, name).class_trait_names())
        assert not unknown, f"{name} has no setting {unknown}."


def test_the_tests_that_run_a_page_elsewhere_name_it():
    for page, test in ELSEWHERE.items():
        assert page in (ROOT / test).read_text(encoding="utf-8"), f"{test} does not run {page}."


def code_of(page):
    """Give what a page marks as code, one piece a line."""
    text = page.read_text(encoding="utf-8")
    fences = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    spans = re.findall(r"(?<!`)`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    indented = re.findall(r"^    (.*)", text, re.M)
    return [line.strip() for piece in (*fences, *spans, *indented) for line in piece.splitlines()]


@pytest.mark.parametrize("page", [p for p in WORDS if p.exists()], ids=lambda p: p.name)
def test_every_job_and_command_that_a_page_names_exists(page):
    for line in code_of(page):
        job = re.match(r"(?:python3? |py )?go\.py (--\w+|\w+)", line)
        assert not job or job[1] in {"--help", *GO["JOBS"]}, f"{page.name}: no job in {line!r}."
        command = re.match(r"digitkit (?!=)(--\w+|\w+)", line)
        known = {"--help", "--version", *COMMANDS}
        assert not command or command[1] in known, f"{page.name}: no command in {line!r}."


def test_a_jobs_module_answers():
    result = subprocess.run(
        [sys.executable, "-m", "course.build", "--help"], cwd=ROOT, capture_output=True
    )
    assert result.returncode == 0, "`go.py lessons` runs `python -m course.build`."
