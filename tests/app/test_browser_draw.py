import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def digits_of(page):
    return page.locator(".result .digit")


def test_a_digit_drawn_with_the_mouse_is_read(browser, open_page, write):
    page = open_page(browser)
    write(page, [7])
    expect(digits_of(page)).to_have_text(["7"])
    expect(page.locator("[data-sure]")).to_contain_text("sure")
    expect(page.locator(".bars li")).to_have_count(11)
    expect(page.locator(".bars .answer .name")).to_have_text("7")
    assert page.locator("[data-seen]").evaluate("image => image.naturalWidth") == 28
    expect(page.locator(".result [role=status]")).to_have_text("Read 7")


def test_a_digit_drawn_with_a_finger_is_read(browser, open_page):
    page = open_page(browser, phone=True)
    sheet = page.locator(".sheet").bounding_box()
    finger = page.context.new_cdp_session(page)
    down = [(0.5, 0.15 + 0.035 * step) for step in range(20)]
    for number, (x, y) in enumerate(down):
        point = {"x": sheet["x"] + x * sheet["width"], "y": sheet["y"] + y * sheet["height"]}
        kind = "touchMove" if number else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(digits_of(page)).to_have_text(["1"])
    assert page.evaluate("scrollY") == 0, "the page scrolled under the finger"


def test_a_digit_drawn_with_the_keyboard_is_read(browser, open_page):
    page = open_page(browser)
    page.locator("#tab-draw").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sheet"
    page.keyboard.press(" ")
    expect(page.locator("#panel-draw [role=status]")).to_have_text("Pen down")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(page.locator("#panel-draw [role=status]")).to_have_text("Pen up")
    expect(digits_of(page)).to_have_text(["1"])
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-draw [role=status]")).to_have_text(
        re.compile("percent from the left")
    )
    page.keyboard.press("Control+z")
    expect(digits_of(page)).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(digits_of(page)).to_have_text(["1"])
    page.keyboard.press("Delete")
    expect(digits_of(page)).to_have_count(0)


def test_a_keyboard_pen_can_leave_the_sheet(browser, open_page):
    page = open_page(browser)
    page.locator(".sheet").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.tool") == "pen"


def test_several_digits_come_in_reading_order_and_each_can_be_looked_at(browser, open_page, write):
    page = open_page(browser)
    write(page, [2, 1, 4])
    expect(digits_of(page)).to_have_text(["2", "1", "4"])
    expect(page.locator("#panel-draw .box")).to_have_count(3)
    first = page.locator("[data-seen]").get_attribute("src")
    digits_of(page).nth(2).click()
    expect(page.locator(".bars .answer .name")).to_have_text("4")
    expect(digits_of(page).nth(2)).to_have_attribute("aria-pressed", "true")
    expect(digits_of(page).nth(2)).to_be_focused()
    assert page.locator("[data-seen]").get_attribute("src") != first


def test_undo_redo_and_clear(browser, open_page, write):
    page = open_page(browser)
    undo, redo, clear = (page.locator(f"[data-act={name}]") for name in ("undo", "redo", "clear"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    write(page, [7, 1])
    expect(digits_of(page)).to_have_text(["7", "1"])
    undo.click()
    expect(digits_of(page)).to_have_text(["7"])
    redo.click()
    expect(digits_of(page)).to_have_text(["7", "1"])
    clear.click()
    expect(page.locator(".result")).to_have_attribute("data-state", "empty")
    expect(page.locator(".invitation")).to_be_visible()
    undo.click()
    expect(digits_of(page)).to_have_text(["7", "1"])


def test_the_eraser_takes_ink_away(browser, open_page, write):
    page = open_page(browser)
    write(page, [1, 7])
    expect(digits_of(page)).to_have_text(["1", "7"])
    page.locator("[data-tool=eraser]").click()
    write(page, [1], columns=2)
    expect(digits_of(page)).to_have_text(["7"])


def test_the_pen_has_a_width(browser, open_page, write):
    page = open_page(browser)
    ink = """canvas => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        .data.filter((value, index) => index % 4 === 3 && value > 127).length"""
    amounts = []
    for width in ("12", "52"):
        page.locator("[data-pen-width]").fill(width)
        write(page, [1])
        expect(digits_of(page)).to_have_text(["1"])
        amounts.append(page.locator(".sheet").evaluate(ink))
        page.locator("[data-act=clear]").click()
        expect(digits_of(page)).to_have_count(0)
    assert amounts[1] > 3 * amounts[0] > 0


def test_a_scribble_is_called_no_digit_and_still_shown(browser, open_page):
    page = open_page(browser)
    sheet = page.locator(".sheet").bounding_box()
    for height in (0.35, 0.6):
        page.mouse.move(sheet["x"] + 30, sheet["y"] + height * sheet["height"])
        page.mouse.down()
        page.mouse.move(
            sheet["x"] + sheet["width"] - 30, sheet["y"] + height * sheet["height"], steps=9
        )
        page.mouse.up()
    expect(page.locator(".result")).to_have_attribute("data-state", "rejected")
    expect(page.locator("[data-sentence]")).to_contain_text("does not look like a digit")


def test_it_reads_while_one_draws_with_one_request_in_flight(browser, open_page, write):
    page = open_page(browser)
    under_way, most, count = 0, 0, 0

    def slowly(route):
        nonlocal under_way, most, count
        under_way, count = under_way + 1, count + 1
        most = max(most, under_way)
        response = route.fetch()
        time.sleep(0.15)
        under_way -= 1
        route.fulfill(response=response)

    page.route("**/api/predict", slowly)
    write(page, [7, 1, 4])
    expect(digits_of(page)).to_have_text(["7", "1", "4"])
    page.unroute_all(behavior="ignoreErrors")
    assert count > 1, "nothing was read before the drawing was done"
    assert most == 1, f"{most} requests were in flight at once"


def test_when_the_server_is_gone_the_page_says_so(browser, open_page, write):
    page = open_page(browser)
    page.route("**/api/predict", lambda route: route.abort())
    write(page, [1])
    expect(page.locator("[data-sentence]")).to_contain_text("The server does not answer")
