"""What the site shows beneath a lesson's cells comes from running those cells."""

from dataclasses import replace

import nbformat
import numpy as np
import pytest
from PIL import Image

from course.catalog import read_lesson
from course.describe import describe
from course.figures import RECORD, folder_of, main, read_figures
from course.lesson_page import write_lesson
from course.outputs import read_shown
from digitkit.plots import new_figure
from tests.lessons import LESSONS

MOST = 4_000_000  # bytes, which everybody who clones the repository downloads
PAGE = """\
---
title: Small
minutes: 5
---
Nothing is pasted here.

```python
import sys
from PIL import Image
from digitkit.plots import new_figure
print("a remark of a library", file=sys.stderr)
print("half done", end="\\r")
print("all | done")
figure, axis = new_figure("Ink [by] row")
axis.plot([0, 1, 2], [5, 2, 8])
figure
```

Then a *photo* of `six` pixels:

```python
Image.new("L", (3, 2), 200)
```

```python
nothing = None
```
"""


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_the_figures_of_a_lesson_were_made_by_its_code(lesson):
    shown, fault = read_figures(lesson)
    assert not fault, fault
    assert any(shown), "A lesson whose cells show nothing?"
    parts = [part for parts in shown for part in parts]
    pictures = {part["picture"] for part in parts if "picture" in part}
    assert {path.name for path in folder_of(lesson).iterdir()} == pictures | {RECORD}
    for part in parts:
        assert part.get("text") or Image.open(folder_of(lesson) / part["picture"]).format == "PNG"


def test_code_that_has_changed_since_is_noticed_and_words_are_not():
    lesson = LESSONS[-1]
    cell = next(block for block in lesson.blocks if block.kind == "python")
    words = next(block for block in lesson.blocks if block.kind == "prose")
    changed = {cell: replace(cell, text=f"{cell.text}\nprint(1)\n")}
    reworded = {words: replace(words, text=f"{words.text} More.")}
    for changes, sentence in ((changed, "docs --figures 11`"), (reworded, "")):
        blocks = tuple(changes.get(block, block) for block in lesson.blocks)
        assert sentence in read_figures(replace(lesson, blocks=blocks))[1]
    assert not read_figures(replace(lesson, blocks=blocks))[1]


def test_all_figures_together_are_small():
    files = [file for lesson in LESSONS for file in folder_of(lesson).iterdir()]
    assert sum(file.stat().st_size for file in files) < MOST


def test_no_output_has_a_path_of_the_machine_that_made_it(request):
    places = ("/tmp/", "/home/", "/Users/", "C:\\", str(request.config.rootpath))
    for lesson in LESSONS:
        text = (folder_of(lesson) / RECORD).read_text(encoding="utf-8")
        assert not [place for place in places if place in text], lesson.name


def test_a_lesson_is_run_and_shown(tmp_path, capsys):
    page = tmp_path / "docs" / "lessons" / "01-small.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    lesson = read_lesson(page, tmp_path)
    assert read_figures(lesson) == ([[], [], []], read_figures(lesson)[1])
    assert main([], tmp_path) == 0 and "01_small" in capsys.readouterr().out
    (printed, figure), (photo,), nothing = read_figures(lesson)[0]
    assert printed == {"text": "all | done"} and nothing == []
    assert figure["about"] == "Ink [by] row. Line: from 5 to 8, between 2 and 8."
    drawn = Image.open(folder_of(lesson) / figure["picture"])
    assert drawn.width == pytest.approx(2 * figure["size"][0], abs=1), "not sharp on all screens"
    with Image.open(folder_of(lesson) / photo["picture"]) as pixels:
        assert np.asarray(pixels.convert("L")).tolist() == [[200] * 3] * 2
    text = write_lesson(lesson)
    folder = "figures/01_small"
    about = r"Ink \[by\] row\. Line: from 5 to 8, between 2 and 8\."
    assert f"![{about}]({folder}/{figure['picture']})" in text
    assert f"![Then a photo of six pixels:]({folder}/{photo['picture']})" in text
    assert main([], tmp_path) == 0 and not capsys.readouterr().out, "It was run for nothing."


def test_an_unknown_lesson_is_refused(tmp_path, capsys):
    assert main(["9"], tmp_path) == 1
    assert "there is no lesson '9'" in capsys.readouterr().err


def test_names_of_objects_and_widgets_are_left_out():
    outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "[<matplotlib.Line2D at 0x1>]"}),
        nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}}),
        nbformat.v4.new_output(
            "execute_result", {"text/html": "<b>1</b>", "text/plain": "   a\n0  1"}
        ),
        nbformat.v4.new_output("stream", name="stdout", text="\x1b[31mred\x1b[0m\n"),
    ]
    cell = nbformat.v4.new_code_cell("x", outputs=outputs)
    assert list(read_shown(cell)) == [{"text": "   a\n0  1\nred"}]


def test_a_sheet_of_pictures_is_described_by_its_captions():
    figure, axes = new_figure("Digits", 2, 10)
    for number, axis in enumerate(axes.flat):
        axis.imshow(np.zeros((2, 2)))
        axis.set_title(str(number))
    assert describe(figure) == (
        "Digits. 20 pictures: 0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; and 8 more."
    )


def test_bars_are_described_by_their_values():
    figure, axis = new_figure("Pictures of each digit")
    axis.bar(["0", "1"], [5923, 0.25], label="training")
    axis.set(xlabel="digit", ylabel="pictures")
    assert describe(figure) == (
        "Pictures of each digit. Across: digit. Up: pictures. Bars “training”: 0: 5,923; 1: 0.25."
    )
