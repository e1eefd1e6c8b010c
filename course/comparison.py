"""Put two pieces of code beside each other, or one below the other where there is no room."""

import difflib
from collections.abc import Iterator
from functools import cache

import click

MARKS = {"equal": " ", "replace": "|", "delete": "<", "insert": ">"}
HEADS = ("your answer", "the reference")
YOURS, REFERENCE = "red", "green"


def compare(mine: str, reference: str, width: int, plain: bool = False) -> str:
    r"""Show where two pieces of code differ.

    Parameters
    ----------
    mine, reference : str
    width : int
        Of the terminal, in letters.
    plain : bool
        No colour, and one below the other: what is beside it no screen reader reads in order.

    Returns
    -------
    str

    Examples
    --------
    >>> print(compare("a = 1", "a = 1\nb = 2", width=40, plain=True))
    -  only in your answer
    +  only in the reference
    <BLANKLINE>
       a = 1
    +  b = 2
    """
    longest = max(map(len, [*HEADS, *mine.splitlines(), *reference.splitlines()]))
    fits = 2 * longest + 3 <= width
    show = beside if fits and not plain else below
    text = "\n".join(show(mine.splitlines(), reference.splitlines(), longest))
    return click.unstyle(text) if plain else text


def beside(mine: list[str], reference: list[str], column: int) -> Iterator[str]:
    """Write two columns, with a mark between them on every line that differs.

    Parameters
    ----------
    mine, reference : list of str
    column : int
        Letters in a column.

    Yields
    ------
    str
    """
    yield f"{HEADS[0]:{column}}   {HEADS[1]}"
    yield f"{'-' * column}   {'-' * column}"
    matcher = difflib.SequenceMatcher(None, mine, reference, autojunk=False)
    for kind, first, end, start, stop in matcher.get_opcodes():
        for left, right in pair(mine[first:end], reference[start:stop]):
            mark = MARKS["insert" if left is None else "delete" if right is None else kind]
            left, right = f"{left or '':{column}}", right or ""
            if kind != "equal":
                left = click.style(left, fg=YOURS)
                right = click.style(right, fg=REFERENCE)
            yield f"{left} {mark} {right}".rstrip()


def pair(mine: list[str], reference: list[str]) -> list[tuple[str | None, str | None]]:
    """Find which lines stand for each other, so that the likeness of all pairs is greatest.

    Parameters
    ----------
    mine, reference : list of str

    Returns
    -------
    list of pairs
        With None where a line has none that stands for it.

    Examples
    --------
    >>> pair(["result = 1"], ["# Count.", "total = 1"])
    [(None, '# Count.'), ('result = 1', 'total = 1')]
    """

    @cache
    def best(left: int, right: int) -> tuple[float, tuple]:
        if left == len(mine) or right == len(reference):
            alone = [(line, None) for line in mine[left:]]
            return 0.0, (*alone, *((None, line) for line in reference[right:]))
        alike = difflib.SequenceMatcher(None, mine[left], reference[right]).ratio()
        steps = [
            (alike, left + 1, right + 1, (mine[left], reference[right])),
            (0.0, left + 1, right, (mine[left], None)),
            (0.0, left, right + 1, (None, reference[right])),
        ]
        options = []
        for gain, after, beyond, step in steps:
            score, rest = best(after, beyond)
            options.append((gain + score, (step, *rest)))
        return max(options, key=lambda option: option[0])

    return list(best(0, 0)[1])


def below(mine: list[str], reference: list[str], column: int = 0) -> Iterator[str]:
    """Write one list of lines: '-' before those of yours, '+' before those of the reference.

    Parameters
    ----------
    mine, reference : list of str
    column : int
        Of no use here.

    Yields
    ------
    str
    """
    yield f"-  only in {HEADS[0]}"
    yield f"+  only in {HEADS[1]}"
    yield ""
    matcher = difflib.SequenceMatcher(None, mine, reference, autojunk=False)
    for kind, first, end, start, stop in matcher.get_opcodes():
        if kind == "equal":
            yield from (f"   {line}".rstrip() for line in mine[first:end])
            continue
        yield from (click.style(f"-  {line}".rstrip(), fg=YOURS) for line in mine[first:end])
        added = reference[start:stop]
        yield from (click.style(f"+  {line}".rstrip(), fg=REFERENCE) for line in added)
