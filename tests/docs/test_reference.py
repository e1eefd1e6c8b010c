"""The reference has every public name of the kit."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import griffe
import pytest

import digitkit
from tests.docs.test_examples import examples

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
NAMED = re.compile(r"^::: (\S+)", re.M)
MODULES = [m.name for m in pkgutil.walk_packages(digitkit.__path__, "digitkit.")]


def named_by(folder):
    """Give each module that a reference page draws from its docstrings, with the page's name."""
    return [
        (module, page.name)
        for page in folder.glob("*.md")
        for module in NAMED.findall(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("name", [n for n in MODULES if not re.search(r"\._", n)])
def test_every_public_module_is_on_one_reference_page(name):
    pages = [page for module, page in named_by(REFERENCE) if module == name]
    assert len(pages) == 1, (
        f"{name} is on {pages or 'no page'}; put `::: {name}` on one page of docs/reference."
    )


def test_every_name_on_a_reference_page_exists():
    gone = [pair for pair in named_by(REFERENCE) if pair[0] not in MODULES]
    assert not gone, f"modules that are gone: {gone}."


def test_every_reference_page_is_on_the_list():
    listed = re.findall(r"\(([\w-]+\.md)\)", (REFERENCE / "index.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(
        page.name for page in REFERENCE.glob("*.md") if page.name != "index.md"
    )


def test_a_module_without_a_page_is_noticed(tmp_path):
    (tmp_path / "loading.md").write_text("::: digitkit.loading.idx\n", encoding="utf-8")
    assert named_by(tmp_path) == [("digitkit.loading.idx", "loading.md")]
    assert "digitkit.loading.mnist" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_a_public_name_comes_from_a_public_module(name):
    module = importlib.import_module(name)
    for public in getattr(module, "__all__", []):
        thing = getattr(module, public)
        home = getattr(thing, "__module__", name) if callable(thing) else name
        assert home in MODULES, f"{name}.{public} is defined in {home}, which has no page."
        assert not callable(thing) or inspect.getdoc(thing), f"{name}.{public} has no docstring."


PACKAGE = griffe.load("digitkit", search_paths=[ROOT], docstring_parser="numpy")
# What takes too long, or what no example would make clearer, and where it is run instead.
NO_EXAMPLE = {
    # The page of networks has it at work.
    "digitkit.early_stopping.callback.keras_callback": "tests/digitkit/test_training.py",
    "digitkit.loading.kaggle.write_kaggle": "tests/course/test_kaggle_commands.py",
    "digitkit.synthesis.corpus.make_corpus": "tests/digitkit/test_corpus_processes.py",
    "digitkit.cnn.lesson.train_lesson": "tests/course/test_train.py",
    "digitkit.cnn.recipe.train_recognizer": "tests/course/test_train.py",
    **dict.fromkeys(
        (
            f"digitkit.cnn.recipe.{step}"
            for step in (
                *("training_data", "build_for_training", "compile_recognizer"),
                *("run_stage", "run_stages"),
            )
        ),
        "tests/digitkit/test_recipe.py",
    ),
}


def public_members(thing):
    """Yield all that is public in a module or class, and in what is in it."""
    for member in thing.members.values():
        if not member.is_alias and not member.name.startswith("_"):
            yield member
            if member.is_class or member.is_module:
                yield from public_members(member)


def sections(thing, kind):
    """Give the sections of one kind in a docstring."""
    parsed = thing.docstring.parsed if thing.docstring else []
    return [section.value for section in parsed if section.kind.value == kind]


def is_explained(member):
    """Tell whether a name has words of its own, or is an attribute that its class explains."""
    if member.docstring:
        return True
    if not (member.is_attribute and member.parent.is_class):
        return member.is_module and not member.members
    described = [*sections(member.parent, "attributes"), *sections(member.parent, "parameters")]
    return member.name in {
        name.strip() for section in described for item in section for name in item.name.split(",")
    }


def lacking_words(package):
    return [member.path for member in public_members(package) if not is_explained(member)]


def examples_of(module, fences):
    """Give all code that is run to show a module: in its docstrings, and on its page."""
    members = [module, *public_members(module)]
    return fences + "".join(member.docstring.value for member in members if member.docstring)


def lacking_examples(package, fences):
    """List the functions and classes that no example uses."""
    for module in [package, *(m for m in public_members(package) if m.is_module)]:
        shown = re.findall(r"^ *(?:>>>|\.\.\.) .*", examples_of(module, ""), re.M)
        code = fences.get(module.path, "") + "\n".join(shown)
        for member in public_members(module):
            if member.module is module and (member.is_function or member.is_class):
                used = re.search(rf"\b{member.name}\b", re.sub(r"import .*", "", code))
                if not (sections(member, "examples") or used or "property" in member.labels):
                    yield member.path


def fences_of_pages():
    """Give the python of each module's page, by the module's name."""
    return {
        module: examples((REFERENCE / page).read_text(encoding="utf-8"))
        for module, page in named_by(REFERENCE)
    }


def test_every_public_name_is_explained():
    lacking = lacking_words(PACKAGE)
    assert not lacking, f"write a docstring (below a constant, too) for {lacking}."


def test_every_public_function_and_class_has_an_example_that_runs():
    lacking = set(lacking_examples(PACKAGE, fences_of_pages()))
    assert lacking <= set(NO_EXAMPLE), (
        f"{sorted(lacking - set(NO_EXAMPLE))}: write an Examples section, which is run, or use it "
        "in the python of its page."
    )
    assert set(NO_EXAMPLE) <= lacking, f"{set(NO_EXAMPLE) - lacking} have one now."


@pytest.mark.parametrize("name", NO_EXAMPLE)
def test_what_has_no_example_is_run_by_a_test(name):
    assert (ROOT / NO_EXAMPLE[name]).is_file()


PLANTED = '''
"""A module."""

SPEED = 3


def known():
    """Say it.

    Examples
    --------
    >>> known()
    """


def shown():
    """Say it."""


def hidden():
    """Say it."""


def silent():
    return 1


class Box:
    """A box.

    Attributes
    ----------
    width : int
        Across.
    """

    width: int
    height: int

    def open(self):
        return 1
'''


def test_a_planted_name_without_words_or_example_is_noticed():
    with griffe.temporary_visited_module(PLANTED, docstring_parser="numpy") as module:
        words = [path.partition(".")[2] for path in lacking_words(module)]
        assert words == ["SPEED", "silent", "Box.height", "Box.open"]
        without = [
            path.partition(".")[2] for path in lacking_examples(module, {module.path: "shown()"})
        ]
        assert without == ["hidden", "silent", "Box", "Box.open"]
