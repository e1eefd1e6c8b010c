"""A lesson's page on the site: what its cells show, the way on, the notebook, and no answer."""

import json
import re
from html import unescape

import pytest

from course.build import fresh_notebook
from course.figures import read_figures
from course.source import find_model
from tests.lessons import LESSONS

WRITTEN = [(lesson, exercise) for lesson in LESSONS for exercise in lesson.exercises]


def page_of(site, lesson):
    return (site / "lessons" / lesson.page.with_suffix(".html").name).read_text(encoding="utf-8")


def words_of(html):
    """Give the words of a page, however they are coloured, indented and broken."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_each_cell_has_beneath_it_what_it_shows(site, lesson):
    html = page_of(site, lesson)
    words = words_of(html)
    parts = [part for parts in read_figures(lesson)[0] for part in parts]
    for part in parts:
        assert "picture" in part or " ".join(part["text"].split()) in words
    pictures = [
        re.search(rf"<img [^>]*{p['picture']}[^>]*>", html) for p in parts if "picture" in p
    ]
    for picture in pictures:
        about = unescape(re.search(r'alt="([^"]*)"', picture[0])[1])
        assert len(about) > 10 and not re.search(r"klzzwxh|\x02", about), about
        assert re.search(r'width="\d+"', picture[0])


def test_the_lessons_lead_from_one_to_the_next(site):
    pages = [lesson.page.with_suffix(".html").name for lesson in LESSONS]
    for before, after in zip(LESSONS, LESSONS[1:], strict=False):
        for lesson, other, way in ((before, after, "Next"), (after, before, "Previous")):
            name = other.page.with_suffix(".html").name
            assert re.search(
                rf'<a href="{name}" [^>]*aria-label="{way}: {re.escape(other.title)}"',
                page_of(site, lesson),
            ), f"{lesson.name} does not lead to {name}."
    assert len(set(pages)) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_the_notebook_is_there_as_it_is_handed_out(site, lesson):
    html = page_of(site, lesson)
    (target,) = re.findall(r'<a [^>]*\bdownload="[^>]*href="(notebooks/[^"]+)"', html)
    assert (site / "lessons" / target).read_bytes() == fresh_notebook(lesson).encode()
    assert f"python3 go.py learn {lesson.number}" in words_of(html)


@pytest.fixture(scope="module")
def readable(site):
    """All that the pages of lessons say, and all that the search knows."""
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    entries = json.loads(index.removeprefix("var __index = "))["docs"]
    said = {lesson.name: words_of(page_of(site, lesson)) for lesson in LESSONS}
    return said | {"the search": " ".join(words_of(entry["text"]) for entry in entries)}


def find_given_away(body, readable):
    """Say where a solution can be read."""
    code = " ".join(body.split())
    return [place for place, words in readable.items() if code in words]


@pytest.mark.parametrize("lesson, exercise", WRITTEN, ids=lambda x: getattr(x, "number", ""))
def test_no_page_of_a_lesson_and_no_search_gives_a_solution_away(readable, lesson, exercise):
    places = find_given_away(find_model(lesson, exercise).body, readable)
    assert not places, f"The answer to {exercise.number} can be read in {', '.join(places)}."


def test_a_solution_that_is_given_away_is_noticed():
    coloured = "<pre><span>return</span> image / <span>255</span></pre>"
    assert find_given_away("    return image / 255", {"05": words_of(coloured)}) == ["05"]


def test_home_shows_the_path_with_times(site):
    words = words_of((site / "index.html").read_text(encoding="utf-8"))
    road = [lesson for lesson in LESSONS if lesson.exercises]
    for lesson in road:
        row = f"{int(lesson.number)} {lesson.title} {lesson.minutes} min"
        assert row in words, f"{row!r} is not on the home page."
    assert f"The {len(road)} lessons take about" in words
