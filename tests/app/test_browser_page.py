import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passed it need not describe
}


def show_draw(page, write, photo, encoded):
    write(page, [2, 1, 4])
    expect(page.locator(".result .digit")).to_have_count(3)


def show_upload(page, write, photo, encoded):
    page.locator("#tab-upload").click()
    data = encoded(photo([3, 1, 4]), "JPEG")
    page.locator("[data-file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data}
    )
    expect(page.locator("#panel-upload .box")).to_have_count(3)


def show_camera(page, write, photo, encoded):
    page.locator("#tab-camera").click()
    page.locator("[data-act=start]").click()
    expect(page.locator(".aim .box")).to_have_count(1)


def show_refusal(page, write, photo, encoded):
    page.locator("#tab-upload").click()
    page.locator("[data-file]").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"seven"}
    )
    expect(page.locator(".result")).to_have_attribute("data-state", "refused")


STATES = [show_draw, show_upload, show_camera, show_refusal]


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser, open_page, running, write, photo, encoded, phone
):
    page = open_page(browser, phone=phone, camera=True)
    # A colour half-way through its change is no colour of ours.
    page.emulate_media(reduced_motion="reduce")
    for show in [lambda *_: None, *STATES]:
        show(page, write, photo, encoded)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{show.__name__} makes the page {too_wide} pixels too wide"
    foreign = [url for url in page.asked if not url.startswith((running, "data:", "blob:"))]
    assert not foreign, f"the page asked other places: {foreign}"


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_every_tab_fits_every_width(browser, open_page, width):
    page = open_page(browser)
    page.set_viewport_size({"width": width, "height": 800})
    for tab in ("draw", "upload", "camera"):
        page.locator(f"#tab-{tab}").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, tab


def test_an_unknown_address_is_a_page_without_faults(browser, open_page):
    page = open_page(browser, "nothing-here", dark=True)
    assert Axe().run(page, options=RULES).violations_count == 0
    page.get_by_role("link", name="Back to the digit reader").click()
    expect(page.locator(".sheet")).to_be_visible()


def test_the_tabs_follow_the_arrow_keys_and_the_address(browser, open_page):
    page = open_page(browser, "#camera")
    tab = page.get_by_role("tab", name="Camera")
    expect(tab).to_have_attribute("aria-selected", "true")
    tab.focus()
    for key, name in [
        ("ArrowRight", "Draw"),
        ("ArrowLeft", "Camera"),
        ("Home", "Draw"),
        ("End", "Camera"),
    ]:
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        assert page.url.endswith(f"#{name.lower()}")
    page.evaluate("location.hash = '#upload'")
    expect(page.get_by_role("tabpanel", name="Upload")).to_be_visible()


def test_every_tab_keeps_its_own_answer(browser, open_page, write, photo, encoded):
    page = open_page(browser)
    write(page, [7])
    expect(page.locator(".result .digit")).to_have_text(["7"])
    show_upload(page, write, photo, encoded)
    expect(page.locator(".result .digit")).to_have_text(["3", "1", "4"])
    page.locator("#tab-draw").click()
    expect(page.locator(".result .digit")).to_have_text(["7"])
