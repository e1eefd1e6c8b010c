"""The site builds, leads where it says, and is whole without a network."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.docs.built_site import ROOT, mkdocs_build
from tests.lessons import LESSONS

DOCS = ROOT / "docs"


class Loads(HTMLParser):
    """Collects what a browser fetches for a page without a click."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        followed = tag == "a" or (
            tag == "link" and values.get("rel") in ("canonical", "next", "prev")
        )
        if not followed:
            self.found += [values[name] for name in ("src", "href") if values.get(name)]
        if "mermaid" in (values.get("class") or "").split():
            self.found.append("https: mermaid is fetched from a CDN")


def test_no_page_fetches_anything_from_the_network(site):
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        fetched = Loads(page.read_text(encoding="utf-8")).found
        foreign = [what for what in fetched if re.match(r"(https?:)?//|https:", what)]
        assert not foreign, f"{page.name} cannot be read without a network: {foreign}"


def test_no_style_sheet_fetches_anything_from_the_network(site):
    for sheet in site.rglob("*.css"):
        foreign = re.findall(
            r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*", sheet.read_text("utf-8")
        )
        assert not foreign, f"{sheet.name} fetches {foreign}."


@pytest.mark.parametrize(
    "page",
    [
        "<script src='https://x.y/z.js'>",
        "<link rel=preconnect href='//x.y'>",
        "<pre class=mermaid>",
    ],
)
def test_a_planted_fetch_is_found(page):
    assert any(re.match(r"(https?:)?//|https:", what) for what in Loads(page).found)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_shows_its_exercises_with_checks_and_hints_folded(site, lesson):
    html = (site / "lessons" / lesson.page.with_suffix(".html").name).read_text(encoding="utf-8")
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert f"About {lesson.minutes} minutes" in text
    for exercise in lesson.exercises:
        assert f"Exercise {exercise.number}" in text
        assert f'NotImplementedError("write {exercise.name}")' in text
        assert all(f"def {check}(" in text for check in exercise.checks)
    assert "\nhints:\n" not in text and "checks: test_" not in text, "It is shown as its source."
    folded = len(re.findall(r'<details class="(?:abstract|question)">', html))
    assert folded == 4 * len(lesson.exercises), "Something is not folded."
    assert len(re.findall(r"<h1", html)) == 1


def test_the_table_lists_every_lesson(site):
    text = (site / "lessons" / "index.html").read_text(encoding="utf-8")
    for lesson in LESSONS:
        assert f'href="{lesson.page.with_suffix(".html").name}">{lesson.title}</a>' in text
        assert all(f"<code>{exercise.name}</code>" in text for exercise in lesson.exercises)


def test_a_term_of_the_glossary_stands_in_the_lesson_that_it_names():
    entries = re.findall(
        r"^(\S.*)\n:   .*\[(.+)\]\(lessons/(.+)\)$",
        (DOCS / "glossary.md").read_text(encoding="utf-8"),
        re.M,
    )
    terms = [term for term, *_ in entries]
    assert terms == sorted(terms, key=str.lower) and len(set(terms)) == len(terms)
    pages = {lesson.page.name: lesson for lesson in LESSONS}
    for term, title, page in entries:
        assert pages[page].title == title
        text = pages[page].page.read_text(encoding="utf-8").lower()
        missing = [word for word in re.findall(r"\w+", term.lower()) if word not in text]
        assert not missing, f"{page} does not speak of {term!r}."


def test_every_lesson_with_exercises_has_terms_in_the_glossary():
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    missing = [lesson.name for lesson in LESSONS if f"lessons/{lesson.page.name}" not in text]
    assert not [name for name in missing if name != "00_tour"]


def test_the_search_knows_the_kit(site):
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    for word in ("load_mnist", "boldest"):
        assert word in index, f"a search for {word!r} finds nothing."


PLANTED = {
    "a link to no page": ("See [it](nowhere.md).", "nowhere.md"),
    "a link to no heading": ("See [it](#nowhere).", "#nowhere"),
    "a link to no heading of another page": ("See [it](other.md#nowhere).", "#nowhere"),
    "a picture that is not there": ("![it](nowhere.png)", "nowhere.png"),
    "an absolute link": ("See [it](/other.html).", "/other.html"),
}


def small_site(folder, text):
    """Lay out a site of two pages under the rules of ours."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "index.md").write_text(f"# Home\n\n{text}\n", encoding="utf-8")
    (pages / "other.md").write_text("# Other\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {(ROOT / 'mkdocs.yml').as_posix()}\ndocs_dir: pages\nplugins: []\nhooks: []\n"
        "nav: [index.md, other.md]\nextra_css: []\nextra_javascript: []\n"
        "extra: {polyfills: []}\nwatch: []\n",
        encoding="utf-8",
    )
    return config


def test_a_site_whose_links_are_right_builds(tmp_path):
    config = small_site(tmp_path, "See [it](other.md#other) and [home](#home).")
    code, said = mkdocs_build(config, tmp_path / "site")
    assert code == 0, said


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_broken_link_fails_the_build(tmp_path, name):
    text, named = PLANTED[name]
    code, said = mkdocs_build(small_site(tmp_path, text), tmp_path / "site")
    assert code != 0, f"the site was built in spite of {name}."
    assert named in said


def test_a_page_that_nothing_leads_to_fails_the_build(tmp_path):
    config = small_site(tmp_path, "Hello.")
    (tmp_path / "pages" / "forgotten.md").write_text("# Forgotten\n", encoding="utf-8")
    code, said = mkdocs_build(config, tmp_path / "site")
    assert code != 0 and "forgotten.md" in said, said


def test_every_decision_is_on_the_list_of_decisions():
    folder = DOCS / "decisions"
    listed = set(re.findall(r"\]\((\S+\.md)\)", (folder / "index.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in folder.glob("*.md")} - {"index.md"}


@pytest.mark.parametrize(
    "page", sorted((DOCS / "decisions").glob("[!i]*.md")), ids=lambda p: p.stem
)
def test_a_decision_tells_context_choice_and_price(page):
    headings = re.findall(r"^## (.*)", page.read_text(encoding="utf-8"), re.M)
    assert headings == ["Context", "Choice", "Price"]
