import base64

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def choose(page, data, name="photo.jpg", mimetype="image/jpeg"):
    page.locator("[data-file]").set_input_files(
        {"name": name, "mimeType": mimetype, "buffer": data}
    )


def digits_of(page):
    return page.locator(".result .digit")


@pytest.fixture
def page(browser, open_page):
    return open_page(browser, "#upload")


def test_a_photo_is_read_and_its_digits_are_boxed(page, photo, encoded):
    choose(page, encoded(photo([3, 1, 4]), "JPEG"))
    expect(digits_of(page)).to_have_text(["3", "1", "4"])
    boxes = page.locator("#panel-upload .box")
    expect(boxes).to_have_count(3)
    shown = page.locator("[data-preview]").bounding_box()
    middles = []
    for index in range(3):
        box = boxes.nth(index).bounding_box()
        middles.append((box["x"] + box["width"] / 2 - shown["x"]) / shown["width"])
    # The ink of the photo stands in thirds of the sheet, 1/18 from its edge.
    for middle, expected in zip(middles, [0.16, 0.46, 0.75], strict=True):
        assert abs(middle - expected) < 0.06, f"the boxes stand at {middles}"


def test_a_box_can_be_chosen_on_the_picture(page, photo, encoded):
    choose(page, encoded(photo([3, 1, 4]), "JPEG"))
    box = page.get_by_role("button", name="Digit 4, 3 of 3")
    box.click()
    expect(page.locator(".bars .answer .name")).to_have_text("4")
    expect(box).to_be_focused()


def test_a_picture_can_be_dropped(page, drawing, encoded):
    drop_or_paste(page, "drop", encoded(drawing(2)))
    expect(digits_of(page)).to_have_text(["2"])


def test_a_picture_can_be_pasted_from_any_tab(browser, open_page, drawing, encoded):
    page = open_page(browser)
    drop_or_paste(page, "paste", encoded(drawing(5)))
    expect(digits_of(page)).to_have_text(["5"])
    expect(page.locator("#tab-upload")).to_have_attribute("aria-selected", "true")


def drop_or_paste(page, kind, data):
    page.evaluate(
        """([kind, data]) => {
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], "picture.png", {type: "image/png"}));
            const event = kind === "drop"
                ? new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true})
                : new ClipboardEvent("paste", {clipboardData: carried, bubbles: true});
            document.querySelector("#panel-upload .view").dispatchEvent(event);
        }""",
        [kind, base64.b64encode(data).decode()],
    )


@pytest.mark.parametrize("kind", ["HEIF", "TIFF"])
def test_what_the_browser_cannot_show_is_read_all_the_same(page, drawing, encoded, kind):
    from pillow_heif import register_heif_opener

    register_heif_opener()
    choose(page, encoded(drawing(7), kind), f"photo.{kind.lower()}", "application/octet-stream")
    expect(digits_of(page)).to_have_text(["7"])
    expect(page.locator("[data-note]")).to_contain_text("cannot show it, but it was read")
    expect(page.locator("#panel-upload .box")).to_have_count(1)


def test_a_photo_of_a_turned_phone_is_boxed_where_it_is_shown(page, photo, encoded):
    note = Image.Exif()
    note[0x0112] = 6
    stored = photo([3, 1, 4]).transpose(Image.Transpose.ROTATE_90)
    choose(page, encoded(stored, "JPEG", exif=note))
    expect(digits_of(page)).to_have_text(["3", "1", "4"])
    shown = page.locator("[data-preview]").bounding_box()
    assert shown["width"] > shown["height"], "the preview lies on its side"


def test_what_is_no_picture_is_refused_in_a_sentence(page):
    choose(page, b"%PDF-1.7", "notes.pdf", "application/pdf")
    expect(page.locator("[data-sentence]")).to_contain_text("not a picture that can be read")
    expect(page.locator("#panel-upload .invite")).to_be_visible()


def test_what_is_too_large_is_refused_before_it_is_sent(page):
    page.evaluate("""() => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(21_000_000)], "large.png"));
        const input = document.querySelector("[data-file]");
        input.files = carried.files;
        input.dispatchEvent(new Event("change"));
    }""")
    expect(page.locator("[data-sentence]")).to_contain_text(
        "large.png has 21.0 MB; at most 21.0 MB"
    )
    assert not [url for url in page.asked if url.endswith("/api/predict")]


def test_a_blank_sheet_is_no_digit_and_the_next_picture_is_read(page, drawing, encoded):
    choose(page, encoded(Image.new("RGB", (400, 300), "white")), "blank.png")
    expect(page.locator("[data-sentence]")).to_contain_text("No digit was found")
    choose(page, encoded(drawing(4)), "four.png")
    expect(digits_of(page)).to_have_text(["4"])
