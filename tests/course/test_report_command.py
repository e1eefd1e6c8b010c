"""All that was done, on one page that needs nothing else and that everyone can read."""

import json
import re
from html.parser import HTMLParser

import pytest

from course.report import SYMBOLS, render
from tests.course.small_course import RIGHT, ROLL, answer
from tests.course.test_check_command import records

SCRIPT = "<script>alert(1)</script>"


class Outline(HTMLParser):
    """Collects tags, and what stands in each."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.cells = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("th", "td"):
            self.cells.append("")
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.cells[-1] += data


@pytest.fixture
def worked(learn, course_root):
    """Let a learner do this and that."""
    answer(course_root, "02_scaling", "scale", RIGHT["scale"])
    answer(course_root, "05_shifting", "shift", ROLL)
    learn("hint", "05.1")
    learn("hint", "05.1")
    learn("check")
    code = "def shift(image, dx, dy):\n    return image\n"
    answer(course_root, "05_shifting", "shift", code)
    learn("check", "05.1")
    answer(course_root, "05_shifting", "shift", ROLL)
    learn("diff", "05.2", "--give-up")
    return course_root


def test_the_json_tells_what_was_done(learn, worked):
    result = learn("report", "--name", "Ada")
    assert result.exit_code == 0, result.output
    assert "1 of 6 points." in result.output
    content = json.loads((worked / "lessons" / "report.json").read_text(encoding="utf-8"))
    assert (content["learner"], content["points"], content["of"]) == ("Ada", 1, 6)
    told = {e["name"]: e for lesson in content["lessons"] for e in lesson["exercises"]}
    shift = told["shift"]
    # The last answer was never checked by the learner: the report has done it.
    assert (shift["outcome"], shift["attempts"], shift["hints"]) == ("wrong", 3, [1, 2])
    assert shift["misconception"].startswith("np.roll moves the ink")
    assert "np.roll wraps" in shift["checks"][1]["message"]
    assert (told["scale"]["outcome"], told["scale"]["points"]) == ("passed", 1)
    assert told["test_shift"]["gave_up"] is True
    assert records(worked)["shift"].attempts == 3


def test_the_page_says_the_same_in_words(learn, worked):
    learn("report", "--name", "Ada Lovelace")
    text = (worked / "lessons" / "report.html").read_text(encoding="utf-8")
    cells = [re.sub(r"\s+", " ", cell).strip() for cell in Outline(text).cells]
    at = cells.index("05.1 shift")
    assert cells[at + 1].endswith("wrong")
    assert cells[at + 2 : at + 5] == ["0 of 2", "3", "hints 1, 2"]
    at = cells.index("05.2 test_shift")
    assert cells[at + 1].endswith("not started") and cells[at + 4] == "gave up"
    assert "Ada Lovelace" in text and "np.roll moves the ink" in text


def test_the_page_is_whole_and_can_be_read_by_everyone(learn, worked):
    learn("report")
    text = (worked / "lessons" / "report.html").read_text(encoding="utf-8")
    tags = Outline(text).tags
    assert not [a for _, a in tags if {"src", "action"} & set(a)], "Nothing is loaded."
    assert all(a["href"].startswith("#") for _, a in tags if "href" in a)
    assert "url(" not in text and "@import" not in text and "default-src 'none'" in text
    assert ("html", {"lang": "en"}) in tags
    headings = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(headings, headings[1:], strict=False))
    assert all(a.get("scope") in ("col", "row") for tag, a in tags if tag == "th")


def test_the_report_goes_where_it_is_wanted(learn, worked, tmp_path):
    result = learn("report", "--to", "handed in/lesson 5")
    page = tmp_path / "handed in" / "lesson 5" / "report.html"
    assert page.exists() and str(page) in result.output
    assert (page.parent / "report.json").exists()
    assert not (worked / "lessons" / "report.html").exists()


def test_a_report_of_nothing_is_a_report(learn, course_root):
    result = learn("report")
    assert result.exit_code == 0 and "0 of 6 points." in result.output


def test_what_a_learner_writes_is_text_on_the_page(learn, course_root):
    code = f"def shift(image, dx, dy):\n    raise ValueError({SCRIPT!r})\n"
    answer(course_root, "05_shifting", "shift", code)
    learn("report", "--name", SCRIPT)
    text = (course_root / "lessons" / "report.html").read_text(encoding="utf-8")
    assert SCRIPT not in text and "&lt;script&gt;" in text


def test_every_outcome_has_its_word_and_its_symbol():
    from course.grading import Outcome

    assert set(SYMBOLS) == {str(outcome) for outcome in Outcome}


def sample():
    """Give a report with every outcome in it."""
    exercises = [
        {
            "number": f"05.{place}",
            "name": f"a_function_with_a_long_name_{place}",
            "outcome": outcome,
            "points": 0,
            "of": 2,
            "attempts": 12,
            "hints": [1, 2, 3],
            "gave_up": True,
            "misconception": None,
            "checks": [{"name": "test_a", "outcome": outcome, "message": "array([0, 1, 2])" * 9}],
        }
        for place, outcome in enumerate(SYMBOLS, 1)
    ]
    lesson = {"number": "05", "name": "05_a", "title": "A title of a lesson", "points": 0, "of": 10}
    lesson |= {"passed": 1, "exercises": exercises}
    made = "2026-11-01T12:00:00+01:00"
    return {"learner": "Ada", "made": made, "digitkit": "1", "points": 0, "of": 10} | {
        "lessons": [lesson]
    }


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [340, 1200])
def test_the_page_fits_and_has_no_barrier(launch, tmp_path, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page_path = tmp_path / "report.html"
    page_path.write_text(render(sample()), encoding="utf-8")
    browser = launch()
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_path.as_uri())
    assert asked == [page_path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "c => c.scrollWidth > c.clientWidth + 1"
    cells = "[...document.querySelectorAll('th, td')]"
    assert page.evaluate(f"{cells}.filter({wide}).map(c => c.textContent)") == []
    broken = Axe().run(page).response["violations"]
    browser.close()
    assert [(rule["id"], rule["help"]) for rule in broken] == []
