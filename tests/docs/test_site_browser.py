"""The site in a real browser, opened from the disk: whole, readable by all, on every screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # It would fetch the style sheets, which a page from the disk may not.
    "preload": False,
    "resultTypes": ["violations"],  # what passed it need not describe
}
# One page of each kind.
PAGES = [
    "index.html",
    "lessons/index.html",
    "lessons/02-exploring.html",
    "reference/files.html",
    "decisions/rooms.html",
    "glossary.html",
    "teach/index.html",
    "teach/points.html",  # a table that is wider than a phone
    "how-it-works/digit.html",
    "reference/http-api.html",
    "results.html",
    "troubleshooting.html",
]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Each page at both widths and in both schemes, but only the first one in every combination.
VIEWS = [(name, *view) for name in PAGES for view in ((DESKTOP, "light"), (PHONE, "dark"))]
VIEWS += [(PAGES[0], DESKTOP, "dark"), (PAGES[0], PHONE, "light")]


@pytest.fixture(scope="module")
def chromium(launch):
    return launch()


@pytest.fixture
def open_page(chromium, site):
    """Open a page of the site from the disk, and write down what goes wrong."""
    pages = []

    def start(name, size=DESKTOP, scheme="light"):
        page = chromium.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page.troubles = []
        page.on("request", lambda request: note_foreign(page, request.url))
        page.on("console", lambda message: note_error(page, message))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto((site / name).as_uri())
        pages.append(page)
        return page

    yield start
    for page in pages:
        page.close()


def note_foreign(page, url):
    if not url.startswith(("file:", "data:", "blob:")):
        page.troubles.append(f"asks {url}")


def note_error(page, message):
    if message.type in ("error", "warning"):
        page.troubles.append(message.text)


def find_faults(page):
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def find_what_sticks_out(page):
    """Name what is wider than the screen, and does not scroll by itself."""
    return page.evaluate("""() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("main *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth)
            .map(one => one.outerHTML.slice(0, 120))""")


@pytest.mark.parametrize(
    "name, size, scheme", VIEWS, ids=lambda x: x if isinstance(x, str) else x["width"]
)
def test_a_page_of_each_kind_is_without_fault(open_page, name, size, scheme):
    page = open_page(name, size, scheme)
    find_faults(page)
    sticking_out = find_what_sticks_out(page)
    assert not sticking_out, f"{name} is too wide: {sticking_out}"
    assert not page.troubles, page.troubles


def test_a_fault_is_found(open_page):
    page = open_page("decisions/index.html", PHONE)
    find_faults(page)
    page.evaluate("""document.querySelector("article").innerHTML +=
        "<p style='width: 900px; color: #ccc; background: white'>wide and pale</p>" """)
    page.evaluate("fetch('https://foreign.invalid/font').catch(() => 0)")
    with pytest.raises(AssertionError, match="contrast"):
        find_faults(page)
    assert "wide and pale" in find_what_sticks_out(page)[-1]
    assert any("foreign.invalid" in trouble for trouble in page.troubles)


def test_the_search_finds_from_the_disk(open_page, site):
    page = open_page("lessons/index.html")
    page.get_by_role("textbox", name="Search").fill("patience")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    results.first.click()
    expect(page.locator("main")).to_contain_text("patience")
    assert not page.troubles, page.troubles


def test_every_figure_of_a_lesson_arrives(open_page):
    page = open_page("lessons/05-augmentation.html")
    figures = page.locator(".shown img")
    assert figures.count() > 5
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_js_property("complete", True)
        assert figure.evaluate("one => one.naturalWidth") > 0
