"""Draw the plots of the page of results: ``python -m course.handbook.plots``.

They are committed, since a machine takes half a minute for them. Beside them stands the digest of
what they were drawn from, and a test holds it against the model that ships.
"""

import hashlib
from pathlib import Path

from digitkit.recognizer import MODEL, Recognizer

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images" / "results"
SOURCES = (MODEL, MODEL.with_name("training.json"))
DIGEST = "drawn-from.sha256"


def digest() -> str:
    """Hash the model and the record of its training.

    Returns
    -------
    str
        In hexadecimal.
    """
    return hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()


def main() -> None:
    """Measure the model that ships, and draw."""
    from course.command.evaluate import draw, on_mnist
    from digitkit.files import write_whole

    draw(FOLDER, on_mnist(Recognizer.load()), MODEL)
    with write_whole(FOLDER / DIGEST) as temporary:
        temporary.write_text(f"{digest()}\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
