"""`digitkit app --mine`: a learner's functions and model in the finished app."""

import importlib
import io
import json
import logging
import sys

import pytest
from PIL import Image

from app import create_app
from course.catalog import read_catalog
from course.mine import choose_parts, describe, find_model, in_place, say_crashes
from course.reach import find_reached
from digitkit.recognizer import Recognizer
from digitkit.synthesis import write_page
from tests.course.small_course import RIGHT, answer, notebook_path, read_notebook, write_notebook

COUNTED = """\
CALLS = []


def scale(image):
    CALLS.append(np.shape(image))
    return np.asarray(image).astype(np.float32) / np.float32(255)
"""
CRASHES = """\
def scale(image):
    image = np.asarray(image)
    if image.ndim == 3 and image.any():
        return image / helper(image)
    return image / 255


def helper(image):
    return 1 // 0
"""


def choose(root):
    parts = choose_parts(read_catalog(root)[0])
    return {part.exercise.name: part for part in parts}


def ask(app, text="407"):
    """Send a page to the app, as a browser does."""
    file = io.BytesIO()
    Image.fromarray(write_page(text)).save(file, "PNG")
    file.seek(0)
    return app.test_client().post("/api/predict", data={"image": (file, "page.png")})


def test_only_functions_that_the_app_can_call_are_asked_about(course_root):
    assert [*choose(course_root)] == ["scale"], "The app moves no ink, so shift is none of them."


def test_the_app_reaches_its_preprocessing_and_neither_training_nor_figures():
    app_modules = [vars(m) for name, m in list(sys.modules.items()) if name.split(".")[0] == "app"]
    names = {f.__name__ for f in find_reached(app_modules, ("app", "digitkit"))}
    assert {"open_picture", "find_digits", "crop_to_ink", "center_by_mass", "scale"} <= names
    assert not {"augment", "shift", "accuracy", "build_cnn", "new_figure", "one_hot"} & names


@pytest.mark.parametrize(
    "body",
    [
        "    return kit.preprocessing.scale(image)",
        "    from digitkit.preprocessing.arrays import scale as theirs\n    return theirs(image)",
        "    return other(image)\n\n\ndef other(image):\n    return finished.scale(image)",
    ],
)
def test_what_calls_the_kit_s_own_is_left_out_or_it_would_call_itself(course_root, body):
    imports = "import digitkit as kit\nimport digitkit.preprocessing as finished\n\n\n"
    answer(course_root, "02_scaling", "scale", f"{imports}def scale(image):\n{body}\n")
    part = choose(course_root)["scale"]
    assert part.own is None and part.reason == "yours calls the kit's own"


def test_a_function_is_replaced_wherever_it_was_imported_and_put_back(course_root):
    answer(course_root, "02_scaling", "scale", RIGHT["scale"])
    part = choose(course_root)["scale"]
    places = [
        (importlib.import_module(f"digitkit.{name}"), "scale")
        for name in ("preprocessing", "preprocessing.arrays", "recognizer", "pipeline")
    ]
    places[0][0].scale_under_another_name = part.kit
    places[0][0].SCALES = {"bytes": part.kit}
    places.append((places[0][0], "scale_under_another_name"))
    try:
        with in_place([part]):
            for module, name in places:
                assert getattr(module, name) is part.own, f"{module.__name__}.{name} is the kit's."
            assert places[0][0].SCALES == {"bytes": part.own}
        for module, name in places:
            assert getattr(module, name) is part.kit, f"{module.__name__}.{name} was not put back."
    finally:
        del places[0][0].scale_under_another_name, places[0][0].SCALES


def test_a_request_is_answered_by_the_learner_s_function(course_root):
    answer(course_root, "02_scaling", "scale", COUNTED)
    part = choose(course_root)["scale"]
    with in_place([part]):
        reply = ask(create_app(recognizer=Recognizer.load()))
    assert reply.json["text"] == "407"
    assert (3, 28, 28) in part.own.__globals__["CALLS"]


def test_without_mine_nothing_of_the_learner_s_runs(course_root):
    answer(course_root, "02_scaling", "scale", COUNTED)
    part = choose(course_root)["scale"]
    assert ask(create_app(recognizer=Recognizer.load())).json["text"] == "407"
    assert part.own.__globals__["CALLS"] == []


def test_a_crash_is_a_sentence_on_the_page_and_the_line_is_in_the_log(course_root, caplog):
    answer(course_root, "02_scaling", "scale", CRASHES)
    part = choose(course_root)["scale"]
    (cell,) = (
        number
        for number, cell in enumerate(read_notebook(course_root, "02_scaling")["cells"], 1)
        if cell["id"] == "scale-answer"
    )
    with in_place([part]), caplog.at_level(logging.ERROR):
        app = create_app(recognizer=Recognizer.load())
        say_crashes(app, [part])
        reply = ask(app)
    where = f"in cell {cell} of lesson 02, line 9: `return 1 // 0`"
    assert reply.status_code == 500
    assert reply.json["error"].startswith(
        f"Your own helper failed: ZeroDivisionError: integer division or modulo by zero; {where}."
    ), reply.json
    assert where in caplog.text
    assert f'File "<your cell {cell} of lesson 02>", line 4, in scale' in caplog.text
    assert "return image / helper(image)" in caplog.text, "The log shows the learner's lines."


def test_a_crash_of_the_kit_s_own_names_the_functions_in_place(course_root):
    class Broken:
        def read(self, picture):
            raise RuntimeError("not the learner's")

    answer(course_root, "02_scaling", "scale", COUNTED)
    part = choose(course_root)["scale"]
    app = create_app(recognizer=Broken())
    say_crashes(app, [part])
    reply = ask(app)
    assert reply.status_code == 500 and "(scale)" in reply.json["error"], reply.json
    app = create_app(recognizer=Broken())
    say_crashes(app, [])
    assert "its log says where" in ask(app).json["error"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (None, "the kit's: not written yet"),
        (RIGHT["scale"], "yours"),
        (
            "def scale(image):\n    return np.asarray(image) / 256\n",
            "the kit's: a check of yours fails; `digitkit check 02.1` says more",
        ),
        (
            "def scale(image):\n    return nothing\n",
            "the kit's: yours ends in an error; `digitkit check 02.1` says more",
        ),
    ],
)
def test_each_function_gets_a_line(course_root, code, line):
    if code:
        answer(course_root, "02_scaling", "scale", code)
    assert [*describe([*choose(course_root).values()])] == [f"  02.1  scale  {line}"]


def test_a_script_beside_the_notebook_counts_too(course_root):
    script = notebook_path(course_root, "02_scaling").with_suffix(".py")
    script.write_text("import numpy as np\n\n\n" + CRASHES, encoding="utf-8")
    part = choose(course_root)["scale"]
    with in_place([part]):
        app = create_app(recognizer=Recognizer.load())
        say_crashes(app, [part])
        assert "in 02_scaling.py, line 12: `return 1 // 0`" in ask(app).json["error"]


def test_a_notebook_that_cannot_be_read_leaves_the_kit_s(course_root):
    notebook_path(course_root, "02_scaling").write_text("{", encoding="utf-8")
    assert choose(course_root)["scale"].own is None


def test_imports_of_the_learner_s_own_files_work_as_in_the_checks(course_root):
    folder = notebook_path(course_root, "02_scaling").parent
    (folder / "my_divisor.py").write_text("DIVISOR = 255\n", encoding="utf-8")
    notebook = read_notebook(course_root, "02_scaling")
    notebook["cells"][1]["source"] = "import numpy as np\nfrom my_divisor import DIVISOR\n"
    notebook["cells"][1]["cell_type"] = "code"
    write_notebook(course_root, "02_scaling", notebook)
    code = "def scale(image):\n    return np.asarray(image) / DIVISOR\n"
    answer(course_root, "02_scaling", "scale", code)
    part = choose(course_root)["scale"]
    assert part.own is not None and part.own(255) == 1, part.reason


def test_which_model_is_served_and_what_to_do_without_one(tmp_path):
    path, sentence = find_model(tmp_path)
    assert path is None
    assert "`digitkit train --recipe lesson runs/mine`, in about two minutes." in sentence
    folder = tmp_path / "runs" / "mine"
    (folder / "work").mkdir(parents=True)
    assert "is not finished yet" in find_model(tmp_path)[1]
    (folder / "digits.tflite").touch()
    assert find_model(tmp_path) == (
        folder / "digits.tflite",
        "Model: yours, runs/mine/digits.tflite.",
    )


SERVES = """
import sys
from pathlib import Path
import app.serve
from course.command import main
from tests.course.test_mine import ask

def serve(host, port, open_browser, app):
    reply = ask(app)
    print(reply.status_code, reply.json.get("text"), len(reply.json["digits"]))
    print("heavy:", sorted({"tensorflow", "keras", "matplotlib", "pandas"} & set(sys.modules)))

app.serve.serve = serve
main(["app", "--mine", "--no-browser"], obj=Path(sys.argv[1]))
"""


@pytest.fixture(scope="session")
def ten_answers(tmp_path_factory):
    """Give a model of the lessons' network, untrained, as a file that serves."""
    from digitkit.cnn.export import export_litert
    from digitkit.cnn.network import build_cnn

    path = tmp_path_factory.mktemp("ten") / "digits.tflite"
    export_litert(build_cnn(seed=0), path)
    return path


def test_the_command_serves_a_model_of_ten_answers_and_never_imports_tensorflow(
    course_root, start, ten_answers
):
    answer(course_root, "02_scaling", "scale", COUNTED)
    model = course_root / "runs" / "mine" / "digits.tflite"
    model.parent.mkdir(parents=True)
    model.write_bytes(ten_answers.read_bytes())
    said, complaints = start(course_root, program=SERVES).communicate(timeout=120)
    assert complaints == ""
    assert said.splitlines() == [
        "Checking your functions that the app can use …",
        "  02.1  scale  yours",
        "Model: yours, runs/mine/digits.tflite.",
        "200  0",  # it knows nothing yet, and is sure of nothing
        "heavy: []",
    ]


def test_the_command_serves_the_model_that_ships_where_there_is_none(course_root, start):
    said, complaints = start(course_root, program=SERVES).communicate(timeout=120)
    assert complaints == ""
    assert "Model: the one that ships. Yours is not there yet" in said
    assert "200 407 3" in said


def test_a_function_that_fails_at_once_is_one_sentence(course_root, learn):
    code = CRASHES.replace(" and image.any()", "")
    answer(course_root, "02_scaling", "scale", code)
    result = learn("app", "--mine", "--no-browser", "--port", 0)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Your own helper failed: ZeroDivisionError")
    assert len(result.stderr.splitlines()) == 1


def test_functions_that_do_not_fit_the_app_are_one_sentence(course_root, learn):
    answer(course_root, "02_scaling", "scale", RIGHT["scale"])  # float64, which LiteRT refuses
    result = learn("app", "--mine", "--no-browser", "--port", 0)
    assert result.exit_code == 1
    assert "With your functions in place (scale) no page can be read: " in result.stderr
    assert result.stderr.endswith("Mend it, or serve without --mine.\n")


def test_a_damaged_model_is_one_sentence(course_root, learn):
    model = course_root / "runs" / "mine" / "digits.tflite"
    model.parent.mkdir(parents=True)
    model.write_bytes(json.dumps({"no": "model"}).encode())
    result = learn("app", "--mine", "--no-browser", "--port", 0)
    assert result.exit_code == 1 and "is not a LiteRT model of digits" in result.stderr
