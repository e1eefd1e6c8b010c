"""Mark a wrong answer with what must catch it, and with the error of thought behind it."""

from collections.abc import Callable
from typing import NamedTuple


class Planted(NamedTuple):
    """What a wrong answer stands for.

    Attributes
    ----------
    check : str
        The check that must catch it; it may fail further ones too.
    says : str
        A part of that check's message, which must appear.
    misconception : str
        A sentence that names the error of thought.
    hint : int
        The rung that fits, 1 to 3.
    """

    check: str
    says: str
    misconception: str
    hint: int


def wrong(
    check: str, *, says: str, misconception: str, hint: int
) -> Callable[[Callable], Callable]:
    """Plant a mistake: decorate an answer that is wrong.

    Parameters
    ----------
    check : str
        The check that must catch it.
    says : str
        A part of that check's message, which must appear.
    misconception : str
        A sentence that names the error of thought.
    hint : int
        The rung that fits, 1 to 3.

    Returns
    -------
    callable
        Gives the function back, with a `Planted` as its attribute ``planted``.

    Examples
    --------
    >>> @wrong("test_shift_moves_the_ink", says="gave", misconception="It stays.", hint=1)
    ... def shift__does_nothing(image, dx, dy):
    ...     return image
    >>> shift__does_nothing.planted.hint
    1
    """

    def plant(function: Callable) -> Callable:
        function.planted = Planted(check, says, misconception, hint)  # type: ignore[attr-defined]
        return function

    return plant
