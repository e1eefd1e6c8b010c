"""The reference has every public name of the kit."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import digitkit

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
