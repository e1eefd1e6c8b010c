"""Draw the pictures of the pages that tell how it works, each from what it shows."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from course.handbook.pictures import Arrow, Box, draw, show_image

ARROWS = "tests/house/test_arrows.py"
PLACES = {
    "benchmarks": Box(205, 2, 150, 44, ("benchmarks/", "measures")),
    "docs": Box(
        2, 2, 170, 60, ("docs/  tests/checks", "words and promises,", "read as text"), True
    ),
    "course": Box(2, 122, 170, 60, ("course/", "the command, the builder,", "the checker")),
    "app": Box(245, 152, 110, 44, ("app/", "the Flask app")),
    "lessons": Box(2, 242, 110, 60, ("lessons/", "solutions/", "built"), True),
    "digitkit": Box(
        132, 302, 223, 60, ("digitkit/", "the kit: each function once,", "and the model")
    ),
}
NOT_IMPORTED = [
    Arrow("docs", "course", "is read", True),
    Arrow("course", "lessons", "builds", True),
    Arrow("lessons", "digitkit"),
]


def read_arrows(root: Path) -> dict[str, set[str]]:
    """Read which room may import which, from the test that holds them to it.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    dict of str to set of str
    """
    tree = ast.parse((root / ARROWS).read_text(encoding="utf-8"))
    value = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MAY_IMPORT"
    )
    return {
        ast.literal_eval(room): set(map(ast.literal_eval, getattr(may, "elts", [])))
        for room, may in zip(value.keys, value.values, strict=True)  # type: ignore[attr-defined]
    }


def draw_house(root: Path) -> str:
    """Draw the rooms, and which imports which.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    str
        SVG.
    """
    allowed = read_arrows(root)
    arrows = [Arrow(room, other) for room, others in allowed.items() for other in sorted(others)]
    told = [
        f"{room} may import {' and '.join(sorted(others)) or 'no other room'}"
        for room, others in allowed.items()
    ]
    title = f"The rooms of the project and what they import: {'; '.join(told)}."
    return draw(PLACES, arrows + NOT_IMPORTED, title, "house")


def photograph_digit() -> tuple[bytes, int]:
    """Take a pretend photo of one of MNIST's test digits, on lined paper.

    Returns
    -------
    data : bytes
        A JPEG.
    label : int
    """
    import cv2
    import numpy as np
    from PIL import Image

    from digitkit.loading import load_mnist
    from digitkit.synthesis.photograph import photograph

    images, labels = load_mnist()[1]
    page = np.zeros((200, 260), np.uint8)
    page[44:156, 96:208] = cv2.resize(images[4], (112, 112), interpolation=cv2.INTER_CUBIC)
    picture = photograph(page, np.random.default_rng(seed=1), ruled=True)
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=90)
    return buffer.getvalue(), int(labels[4])


def draw_digit() -> str:
    """Take one digit the whole way, and show what each step made of it.

    Returns
    -------
    str
        HTML.
    """
    return '<div class="way">\n' + "\n".join(list_stages()) + "\n</div>"


def list_stages() -> Iterator[str]:
    """Show each step of the way.

    Yields
    ------
    str
        HTML.
    """
    import numpy as np

    from digitkit.preprocessing import add_channel, scale
    from digitkit.preprocessing.blobs import drop_edges, find_blobs, join_parts
    from digitkit.preprocessing.framing import fit_in_box
    from digitkit.preprocessing.photo import cut_out, find_digits, find_ink
    from digitkit.preprocessing.picture import open_picture
    from digitkit.recognizer import Recognizer

    data, _ = photograph_digit()
    picture = open_picture(data)
    contrast, threshold, mask, _ = find_ink(picture)
    labels, blobs = find_blobs(mask)
    kept = join_parts(drop_edges(blobs, contrast.shape))
    blob = max(kept, key=lambda each: each.area)
    ink = cut_out(contrast, labels, blob, threshold)
    found = max(find_digits(picture), key=lambda each: each.ink.size)
    (probabilities,) = Recognizer.load().predict(add_channel(scale(found.image[np.newaxis])))
    bright = (contrast * (255 / contrast.max())).astype(np.uint8)
    first = " ".join(f"{byte:02x}" for byte in data[:12])
    height, width = picture.shape[:2]
    yield stage("1", "Bytes", f"{len(data):,} of them arrive: <code>{first} …</code>", "")
    for number, name, words, image in (
        ("2", "Picture", f"opened: {width} by {height} points in colour", picture),
        ("3", "Contrast", "to the paper around each point, brightened here", bright),
        ("4", "Ink", f"contrast above {threshold:.0f}; rules are erased", mask * 255),
        (
            "5",
            "Piece",
            f"cut out, {ink.shape[1]} by {ink.shape[0]}; what touches the border is dropped",
            ink,
        ),
        ("6", "Box", "shrunk until it fits in 20 by 20", fit_in_box(ink)),
        ("7", "Frame", "28 by 28, its weight in the middle, as MNIST has it", found.image),
    ):
        shown = show_image(image, f"{name}: {words}", 120)
        yield stage(number, name, words, shown)
    yield stage("8", "Answer", "how probable the network holds each", draw_bars(probabilities))


def stage(number: str, name: str, words: str, picture: str) -> str:
    """Show one step of the way.

    Parameters
    ----------
    number, name, words : str
    picture : str
        HTML.

    Returns
    -------
    str
        HTML.
    """
    return f'<div class="step"><p><b>{number}. {name}</b><br>{words}</p>{picture}</div>'


def draw_bars(probabilities) -> str:
    """Draw how probable each answer is.

    Parameters
    ----------
    probabilities : ndarray of shape (11,)

    Returns
    -------
    str
        SVG.
    """
    names = [*"0123456789", "none"]
    best = int(probabilities.argmax())
    words = f"{names[best]} is the likeliest, with {probabilities[best]:.1%}"
    rows = [
        f'<text x="30" y="{11 * n + 9}" class="side">{name}</text>'
        f'<rect class="bar" x="36" y="{11 * n + 1}" height="9" width="{1 + 80 * value:.1f}"/>'
        for n, (name, value) in enumerate(zip(names, probabilities, strict=True))
    ]
    return (
        f'<svg class="bars" viewBox="0 0 120 122" width="120" role="img" aria-label="{words}">'
        f"{''.join(rows)}</svg><p>{words}.</p>"
    )


def draw_lesson(root: Path) -> str:
    """Draw the way of one lesson from its page to a grade.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    str
        SVG.
    """
    from course.catalog import read_catalog

    lesson = next(lesson for lesson in read_catalog(root)[0] if lesson.exercises)
    exercise = lesson.exercises[0]
    points = f"{exercise.points} point{'s' * (exercise.points > 1)}"
    boxes = {
        "words": Box(2, 2, 110, 44, ("the words", "docs/lessons/"), True),
        "checks": Box(124, 2, 110, 44, ("the checks", "tests/checks/"), True),
        "code": Box(246, 2, 110, 44, ("the code", "digitkit/"), True),
        "build": Box(64, 86, 230, 44, ("course/build.py", "writes the solution notebook")),
        "release": Box(64, 166, 230, 44, ("nbgrader", "takes the answers out")),
        "lesson": Box(
            64, 246, 230, 44, ("the learner's notebook", f"lessons/{lesson.name}/"), True
        ),
        "read": Box(2, 326, 230, 44, ("course/grading/", "takes functions out of the cells")),
        "wrong": Box(246, 396, 110, 60, ("mistakes", "tests/", "wrong_answers/"), True),
        "worker": Box(
            2, 406, 200, 60, ("a fresh process", "runs the checks on them,", "with new numbers")
        ),
        "grade": Box(
            2, 502, 172, 60, ("the outcome", f"{points} for {exercise.name},", "or none"), True
        ),
        "named": Box(
            184,
            502,
            172,
            60,
            ("the mistake", "named, where a planted", "one behaves the same"),
            True,
        ),
    }
    ways = (
        *(("words", "build"), ("checks", "build"), ("code", "build"), ("build", "release")),
        *(("release", "lesson"), ("lesson", "read"), ("read", "worker"), ("wrong", "worker")),
        *(("worker", "grade"), ("worker", "named")),
    )
    arrows = [Arrow(start, end) for start, end in ways]
    title = (
        "From a page to a grade: words, checks and code go into course/build.py, "
        "which writes the solution notebook; nbgrader takes the answers out; the learner writes; "
        "course/grading takes functions and imports out of the cells; a fresh process runs the "
        "checks on them and on the planted mistakes; there is an outcome, and perhaps a mistake "
        "that is named."
    )
    return draw(boxes, arrows, title, "lesson")
