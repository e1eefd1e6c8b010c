"""Every message that the code can give stands on the page of troubles, with what to do."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from course.grading.outcomes import Outcome
from course.handbook.messages import list_sources
from course.handbook.sentences import SPEAKERS, find_in
from course.handbook.troubles import PAGE, draw_troubles, find_undocumented, read_entries

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
# What is raised with the words of something else: where these come from, they are read.
PASSED_ON = {
    "course/command/__init__.py": "an error of the kit, said by `say`",
    "course/command/app.py": "what `rehearse` says",
    "course/command/asked.py": "what `find` says",
    "course/exercise.py": "a sentence of the same file, with its line before it",
    "course/grading/answers.py": "what Python says of a cell",
    "course/grading/items.py": "a result, which is rendered, and the faults of a page",
    "course/grading/runner.py": "what the process of the checks says",
    "digitkit/synthesis/corpus.py": "Ctrl-C, which was held back",
    "course/grading/process.py": "a time-out, which the caller puts into words",
    "course/grading/workers.py": "whoever ends all processes asks for no answer",
}


def test_every_message_of_the_code_is_explained():
    undocumented = list(find_undocumented(ROOT, TEXT))
    assert not undocumented, "\n".join(undocumented)


def silent_raises(name, source):
    """List the lines that raise an exception of which no words can be read."""
    said = {line for _, line in find_in(name, source)}
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            call = node.exc if isinstance(node.exc, ast.Call) else None
            function = ast.unparse(call.func) if call else ""
            speaks = call and any(
                isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name)
                for argument in call.args
                for inner in ast.walk(argument)
            )
            lines = set(range(node.lineno, (node.end_lineno or 0) + 1))
            if not (lines & said or function in own or speaks or passes_a_name(call)):
                yield node.lineno


def passes_a_name(call):
    """Tell whether the words are in a variable, which is looked up where it is set."""
    return call is not None and any(isinstance(argument, ast.Name) for argument in call.args)


def test_no_exception_is_raised_whose_words_cannot_be_read():
    silent = {
        f"{name}:{line}"
        for path in list_sources(ROOT)
        if path.suffix == ".py" and (name := path.relative_to(ROOT).as_posix()) not in PASSED_ON
        for line in silent_raises(name, path.read_text(encoding="utf-8"))
    }
    assert not silent, (
        f"{sorted(silent)}: give the exception its words in the call, or add the file to "
        "PASSED_ON with where its words come from."
    )


def test_a_planted_exception_without_words_is_noticed():
    assert list(silent_raises("x.py", "raise ValueError(words[3])")) == [1]
    assert not list(silent_raises("x.py", "raise ValueError(f'{n} is not even.')"))


def test_what_is_looked_for_by_name_is_there():
    for name, functions in SPEAKERS.items():
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert functions <= there, f"{name} has no {functions - there}; mend SPEAKERS."
    assert all((ROOT / name).is_file() for name in PASSED_ON)


PLANTED = {
    "go.py": ("CAUSES = {", 'HELP = SetupError("the moon is full")\nCAUSES = {'),
    "app/refusals.py": (
        "    if error.code == 405:",
        '    if error.code == 418:\n        return "This is a teapot."\n    if error.code == 405:',
    ),
    "app/static/send.js": ("return {", 'say("The line is busy. Wait a while."); return {'),
    "course/command/submit.py": (
        "    path = check or",
        '    if score:\n        raise click.UsageError("no score today")\n    path = check or',
    ),
    "course/doctor/machine.py": (
        '    return Finding(f"your work',
        '    Finding("the folder is upside down.", "Turn it.")\n    return Finding(f"your work',
    ),
    "course/grading/runner.py": (
        'if "died" in said',
        'if "x" in said:\n            self.fail(Outcome.WRONG, "It went elsewhere.")\n'
        '        if "died" in said',
    ),
    "digitkit/loading/idx.py": (
        "\n\ndef ",
        '\n\ndef planted(path):\n    raise ValueError(f"{path} is not at home.")\n\n\ndef ',
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The sources of the project, to plant something in."""
    folder = tmp_path_factory.mktemp("project")
    for path in list_sources(ROOT):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return folder


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_message_is_noticed_with_file_line_and_remedy(copy, name):
    before, after = PLANTED[name]
    path = copy / name
    source = path.read_text(encoding="utf-8")
    assert before in source
    path.write_text(source.replace(before, after, 1), encoding="utf-8")
    try:
        said = set(find_undocumented(copy, TEXT)) - set(find_undocumented(ROOT, TEXT))
    finally:
        path.write_text(source, encoding="utf-8")
    (found,) = said
    assert re.match(rf"{re.escape(name)}:\d+ says .*add a line", found), found


def test_a_line_for_a_message_that_is_gone_is_noticed():
    found = list(find_undocumented(ROOT, TEXT.replace("the disk is full\n", "the moon is full\n")))
    assert any("'the moon is full' stands in 0 messages of go.py" in each for each in found)


def test_a_message_that_does_not_say_what_to_do_needs_a_remedy():
    without = re.sub(r"(\nBroken off\n)    .*\n", r"\1", TEXT)
    assert without != TEXT
    (found,) = set(find_undocumented(ROOT, without)) - set(find_undocumented(ROOT, TEXT))
    assert "'Broken off.', but not what to do" in found


def test_the_page_quotes_every_message_that_it_names():
    page = draw_troubles(ROOT, TEXT)
    assert "```messages" not in page
    assert page.count('<span class="message">') == len(read_entries(TEXT)) > 200


def test_every_outcome_of_a_check_is_explained():
    for outcome in Outcome:
        assert re.search(rf"^{outcome}\n:   ", TEXT, re.M), f"{PAGE} does not explain {outcome}."
