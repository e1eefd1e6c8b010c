import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, open_page):
    page = open_page(browser, "#camera", camera=True)
    page.locator("[data-act=start]").click()
    return page


def test_the_camera_reads_the_digit_in_its_frame(page):
    expect(page.locator(".result .digit")).to_have_text(["7"])
    expect(page.locator(".aim .box")).to_have_count(1)


def test_only_what_is_inside_the_frame_is_sent(page):
    with page.expect_response("**/api/predict") as answer:
        pass
    width, height = answer.value.json()["size"]
    frame = page.locator(".aim").bounding_box()
    view = page.locator("video").bounding_box()
    assert frame["width"] < 0.75 * view["width"] and frame["height"] < 0.8 * view["height"]
    assert abs(width / height - frame["width"] / frame["height"]) < 0.02
    assert width <= 400, "more pixels than a digit needs"


def test_it_reads_on_and_on_with_one_request_in_flight(page):
    under_way, most, count = 0, 0, 0

    def slowly(route):
        nonlocal under_way, most, count
        under_way, count = under_way + 1, count + 1
        most = max(most, under_way)
        response = route.fetch()
        page.wait_for_timeout(120)
        under_way -= 1
        route.fulfill(response=response)

    expect(page.locator(".result .digit")).to_have_text(["7"])
    page.route("**/api/predict", slowly)
    page.wait_for_timeout(1000)
    page.unroute_all(behavior="ignoreErrors")
    assert count >= 2 and most == 1, f"{count} requests, {most} at once"


def test_freeze_keeps_the_answer_and_asks_no_more(page):
    freeze = page.locator("[data-act=freeze]")
    expect(page.locator(".result .digit")).to_have_text(["7"])
    freeze.click()
    expect(freeze).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(400)
    before = len(page.asked)
    page.wait_for_timeout(500)
    assert len(page.asked) == before, "a frozen camera still sends pictures"
    expect(page.locator(".result .digit")).to_have_text(["7"])
    with page.expect_request("**/api/predict"):
        freeze.click()


def test_the_other_camera_can_be_chosen(launch, open_page):
    two = launch("--use-fake-device-for-media-stream=device-count=2")
    page = open_page(two, "#camera", camera=True)
    page.locator("[data-act=start]").click()
    expect(page.locator(".film")).to_have_attribute("data-state", "live")
    device = "document.querySelector('video').srcObject?.getVideoTracks()[0].getSettings().deviceId"
    first = page.evaluate(device)
    page.locator("[data-act=switch]").click()
    # Not wait_for_function, which evaluates text in the page: its security policy forbids that.
    for _ in range(100):
        if page.evaluate(device) not in (None, first):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(device) != first, "it is still the first camera"
    expect(page.locator(".film")).to_have_attribute("data-state", "live")


def test_one_camera_needs_no_switch(page):
    expect(page.locator(".film")).to_have_attribute("data-state", "live")
    expect(page.locator("[data-act=switch]")).to_be_hidden()


@pytest.mark.parametrize(
    "leave",
    [
        "document.getElementById('tab-draw').click()",
        "document.querySelector('#panel-camera [data-act=stop]').click()",
        "dispatchEvent(new Event('pagehide'))",
        "Object.defineProperty(document, 'hidden', {get: () => true}),"
        " document.dispatchEvent(new Event('visibilitychange'))",
    ],
    ids=["another tab", "stop", "the page is left", "the page is hidden"],
)
def test_the_camera_is_off_when_nobody_looks(page, leave):
    expect(page.locator(".result .digit")).to_have_text(["7"])
    page.evaluate("window.track = document.querySelector('video').srcObject.getVideoTracks()[0]")
    assert page.evaluate("track.readyState") == "live"
    page.evaluate(leave)
    assert page.evaluate("track.readyState") == "ended", "the camera's light would stay on"


def message_after_start(page):
    page.locator("[data-act=start]").click()
    return page.locator("#panel-camera [data-message]")


def test_without_a_permission_it_says_where_to_give_it(browser, open_page):
    page = open_page(browser, "#camera")
    expect(message_after_start(page)).to_contain_text("Allow it for this page")
    expect(page.locator("[data-act=start]")).to_be_visible()


def test_without_a_safe_connection_it_says_which_one_would_do(browser, open_page, running):
    page = open_page(browser, "#camera", base=running.replace("127.0.0.1", "insecure.test"))
    expect(message_after_start(page)).to_contain_text("localhost, or over HTTPS")


def test_without_a_camera_it_says_what_to_do_instead(launch, open_page):
    page = open_page(launch(), "#camera", camera=True)
    expect(message_after_start(page)).to_contain_text("No camera was found")
