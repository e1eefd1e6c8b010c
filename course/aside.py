"""Give what is put aside a name that says when."""

from datetime import datetime
from pathlib import Path


def beside(path: Path, word: str = "") -> Path:
    """Name a file beside another one that nothing has yet.

    Parameters
    ----------
    path : Path
    word : str
        Why it is put aside.

    Returns
    -------
    Path

    Examples
    --------
    >>> beside(Path("lessons/progress.json"), "damaged").name  # doctest: +ELLIPSIS
    'progress-damaged-20...-...json'
    """
    when = datetime.now().strftime("%Y%m%d-%H%M%S")
    stem = "-".join(filter(None, (path.stem, word, when)))
    taken, number = path.with_name(stem + path.suffix), 2
    while taken.exists():
        taken, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return taken
