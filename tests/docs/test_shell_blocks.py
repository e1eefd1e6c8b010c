"""Every line of a shell block on a guide page is run, or held in another way that is true."""

import io
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image

from benchmarks.__main__ import main as bench
from course.build import main as build
from course.command import main
from course.grading.asked import TARGETS

ROOT = Path(__file__).resolve().parents[2]
GO = runpy.run_path(str(ROOT / "go.py"), run_name="go")
# The card is shown on the site.
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "digitkit/models/MODEL_CARD.md")),
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if not page.stem[:2].isdigit()),
]
# A block below `<!-- run by tests/course/test_x.py -->` is run there, as a whole.
FENCE = re.compile(
    r"(?:^<!-- run by (?P<test>\S+) -->\n+)?^```(?P<kind>[^\s`]*)[^\n`]*\n(?P<body>.*?)^```$",
    re.M | re.S,
)
SHELLS = {"bash", "console", "sh", "shell", "powershell", ""}
OTHERS = {"python", "text", "json", "exercise", "messages", "yaml", "html", "csv", "toml"}
INDENTED = re.compile(
    r"^    (?=(?:python3|py|digitkit|pytest|nbgrader|pip|uv|git|source) )(.*)", re.M
)
# Run here, in a folder with a photo and beside a copy of the lessons; with the exit code.
RUN = {
    "digitkit --help": 0,
    "digitkit predict photo.jpg": 0,
    "digitkit predict --json photo.jpg": 0,
    "digitkit check 05.1": 1,  # it is not written yet
    "digitkit check 05.2": 1,
    "digitkit hint 05.1": 0,
    "digitkit hint 05.2": 0,
    "digitkit diff 05.1": 1,
    "digitkit progress": 0,
    "python3 go.py --help": 0,
}
# Not run here, and why; `hold` reads them as the command itself would.
NOT_RUN = {
    "digitkit app": "serves for ever; tests/course/test_app_command.py serves it",
    "digitkit check": "is run above for other exercises",
    "digitkit hint": "is run above for other exercises",
    "digitkit doctor": "takes half a minute; tests/course/test_doctor.py runs it",
    "digitkit evaluate": "takes a minute; tests/course/test_evaluate.py measures fewer digits",
    "digitkit kaggle": "writes 120 MB; tests/course/test_kaggle_commands.py does",
    "digitkit train": "takes hours; tests/course/test_train.py trains a small network",
    "digitkit watch": "waits for ever; tests/course/test_watch_command.py saves files",
    "digitkit grade": "needs a class; tests/course/test_grade_command.py has one",
    "go.py app": "installs packages; tests/house/test_go.py runs jobs in a project of its own",
    "go.py test": "would run this test; .ci/run runs it",
    "go.py learn": "opens JupyterLab; tests/course/test_start_command.py starts it",
    "go.py lint": "checks all files; .ci/run runs it",
    "go.py setup": "installs packages; .ci/run runs it",
    "go.py lessons": "builds all lessons; tests/course/test_build.py does",
    "pytest": "grades all lessons; tests/course/test_grading_plugin.py runs it",
    "nbgrader": "tests/course/test_nbgrader_road.py walks that road",
    "dask": "serves for ever; tests/course/test_grade_on_dask.py starts a cluster",
    "curl": "asks the app; tests/docs/test_handbook.py does",
    "python -m": "has a test of its own, or is Python's",
    "cp": "is walked by tests/course/test_nbgrader_road.py with copies of its own",
    **dict.fromkeys(("cd", "mkdir", "echo", "git"), "is the system's, and changes nothing of ours"),
    **dict.fromkeys(
        ("chmod", "groupadd", "npm", "passwd", "sudo", "useradd"), "changes the whole machine"
    ),
    "source .venv/bin/activate": "is for the terminal that it is typed in",
}
# What a job hands its arguments to, where that is a command of click's.
HANDED_TO = {"app": ["app"], "learn": ["start"]}


def lines_of(text):
    """Yield each command of a page's shell blocks, with the test that runs its block."""
    for fence in FENCE.finditer(text):
        if fence["kind"] in SHELLS:
            for line in fence["body"].replace("\\\n", " ").splitlines():
                if command := re.sub(r"\s+#.*", "", line.strip().removeprefix("$ ")):
                    if re.match(r"[a-z]", command):
                        yield command, fence["test"]
    for line in INDENTED.findall(FENCE.sub("", text)):
        yield re.sub(r"\s+#.*", "", line).partition(";")[0].strip(), None


FOUND = {
    page.relative_to(ROOT).as_posix(): list(lines_of(page.read_text(encoding="utf-8")))
    for page in PAGES
}
HELD = [(page, line) for page, lines in FOUND.items() for line, test in lines if not test]


def parse(command, words):
    """Read words as a click command does, without running it; raise where they are wrong."""
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        inner = command.get_command(context, name)
        if inner is None:
            raise click.UsageError(f"there is no command {name!r}")
        command, context = inner, click.Context(inner)
    if words not in (["--help"], ["--version"]):
        command.make_context("x", list(words))


def hold_job(words):
    """Hold a line of go.py to what it knows."""
    name = " ".join(words[:2]) if " ".join(words[:2]) in GO["JOBS"] else words[0]
    assert name in GO["JOBS"], f"go.py has no job {words[0]!r}"
    rest = words[len(name.split()) :]
    if name in HANDED_TO:
        parse(main, HANDED_TO[name] + rest)
    elif name == "bench":
        parse(bench, rest)
    elif name == "lessons":
        with redirect_stdout(io.StringIO()) as told, pytest.raises(SystemExit):
            build(["--help"])
        assert set(rest) <= set(told.getvalue().split()), f"go.py lessons does not take {rest}"
    elif name == "test":
        for word in rest:
            assert word in ("-k", "-m") or (ROOT / word).exists() or word.isidentifier(), word


def hold_pytest(words):
    """Hold a call of pytest to the options that the course adds."""
    for option, value in zip(words, [*words, ""][1:], strict=True):
        assert option != "--target" or value in TARGETS, f"no target {value!r}"
    unknown = {word for word in words if word.startswith("--")} - {"--target", "--seed", "--json"}
    assert not unknown, f"pytest has no {unknown} of ours"


def hold_nbgrader(words):
    """Hold a call of nbgrader to its own commands and flags."""
    from nbgrader.apps import NbGraderApp
    from traitlets import import_item

    app, said = NbGraderApp, "nbgrader"
    while isinstance(app.subcommands, dict):  # such as `nbgrader db assignment add`
        name, *words = words
        assert name in app.subcommands, f"{said} has no command {name!r}"
        app, said = app.subcommands[name][0], f"{said} {name}"
        app = import_item(app) if isinstance(app, str) else app
    for word in words:
        name = word.lstrip("-").partition("=")[0]
        known = {*app.flags, *app.aliases, *app.class_trait_names()}
        assert not word.startswith("--") or name in known or "." in name, f"{said} has no {word}"


def hold(line):
    """Say why a line is not run, having read it as its command would; raise where it is wrong."""
    known = max((each for each in [*RUN, *NOT_RUN] if starts(line, each)), key=len, default=None)
    assert known, (
        f"nobody runs {line!r}: add it to RUN, or to NOT_RUN with the reason, or write "
        "`<!-- run by tests/… -->` above its block."
    )
    words = shlex.split(re.sub(r"^(?:python3?|py) (?=go\.py)", "", line))
    if words[0] == "digitkit":
        parse(main, words[1:])
    elif words[0] == "go.py" and words[1:] != ["--help"]:
        hold_job(words[1:])
    elif words[:2] == ["python", "-m"]:
        assert find_spec(words[2]), f"there is no module {words[2]}"
    elif words[0] == "cp" and words[1].startswith(("lessons/", "solutions/", "docs/")):
        assert (ROOT / words[1]).exists(), f"there is no {words[1]}"
    elif words[0] in ("pytest", "nbgrader"):
        (hold_pytest if words[0] == "pytest" else hold_nbgrader)(words[1:])


def starts(line, known):
    return f"{line} ".startswith((f"{known} ", f"python3 {known} ", f"py {known} "))


@pytest.fixture
def guide(tmp_path, monkeypatch):
    """A folder with what the pages name, and a copy of the lessons elsewhere."""
    root = tmp_path / "course"
    for name in ("docs/lessons", "lessons", "tests/checks", "tests/wrong_answers", "digitkit"):
        ignored = shutil.ignore_patterns("*.gz", "progress*", "backups", "__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    shutil.copytree(ROOT / "tests" / "model_tests", root / "tests" / "model_tests")
    drawing = Image.open(ROOT / "benchmarks" / "drawing.png")
    drawing.convert("RGB").save(tmp_path / "photo.jpg")
    for folder in ("DIR", "data/kaggle", "submissions", "hidden"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return root


@pytest.mark.parametrize("page", [page for page in FOUND if any(p == page for p, _ in HELD)])
def test_every_line_of_a_shell_block_is_run_or_held(page, guide):
    for _, line in (pair for pair in HELD if pair[0] == page):
        try:
            hold(line)
        except click.ClickException as error:
            pytest.fail(f"{page}: {line!r}: {error.format_message()}")


@pytest.mark.parametrize("line", sorted({line for _, line in HELD} & set(RUN)))
def test_a_line_does_what_it_says(line, guide):
    words = shlex.split(line)
    if words[0] == "python3":
        result = subprocess.run([sys.executable, str(ROOT / words[1]), *words[2:]])
        assert result.returncode == RUN[line]
        return
    result = CliRunner().invoke(main, words[1:], obj=guide)
    assert result.exit_code == RUN[line], result.output
    assert result.output and "Traceback" not in result.output


def test_every_block_says_what_it_holds():
    for page in PAGES:
        for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
            known = SHELLS | OTHERS
            assert fence["kind"] in known, f"{page.name}: nobody runs a block of {fence['kind']!r}."
            assert not fence["test"] or (ROOT / fence["test"]).is_file(), fence["test"]


def test_the_tests_that_run_lines_elsewhere_are_there():
    for reason in NOT_RUN.values():
        for name in re.findall(r"tests/\S+\.py|\.ci/run", reason):
            assert (ROOT / name).is_file(), f"{name} is gone: who runs these lines now?"


@pytest.mark.parametrize(
    "line",
    [
        "digitkit chekc 05.1",
        "digitkit check --secret 05.1",
        "digitkit train --width one",
        "digitkit app --prot 8000",
        "python3 go.py serve",
        "python3 go.py app --prot 8000",
        "python3 go.py lessons --chekc",
        "pytest --target everybody",
        "nbgrader autograd 05_augmentation",
        "nbgrader autograde --farce 05_augmentation",
        "nbgrader db assignment ad",
        "cp solutions/99_nothing/99_nothing.ipynb submitted/",
        "python -m course.nothing",
        "make docs",
    ],
)
def test_a_planted_wrong_line_is_noticed(line):
    with pytest.raises((AssertionError, click.ClickException)):
        hold(line)


def test_lines_are_found_in_blocks_and_in_indented_text():
    text = "```bash\n$ digitkit check 05.1   # one\n```\n\n    python3 go.py lint   # style\n\n"
    walked = "<!-- run by tests/x.py -->\n```bash\nnbgrader export\n```\n"
    assert list(lines_of(text + walked)) == [
        ("digitkit check 05.1", None),
        ("nbgrader export", "tests/x.py"),
        ("python3 go.py lint", None),
    ]
    assert len(HELD) > 25, "the pages have lost their shell blocks, or this test has."
