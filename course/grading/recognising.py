"""Name the mistake behind an answer: the planted one that behaves as the answer does."""

import re
import tempfile
from functools import partial
from typing import Any

from course.grading.candidates import give
from course.grading.judging import run_checks

PASSING = re.compile(  # what differs from run to run: addresses, names of temporary files,
    r"0x[0-9a-fA-F]+|" + re.escape(tempfile.gettempdir()) + r"[\w/\\.-]+"
    r"|(?<=[a-z])_\d+\b"  # and the numbers that Keras gives its layers: dense_7
)

known: dict[tuple[str, str, int], dict] = {}  # by mistake, check and seed: what came of it


def recognise(
    exercise: dict, failing: dict[str, dict], planted: dict[str, Any], checks: dict, seed: int
) -> dict | None:
    """Find the planted mistake that behaves as an answer does.

    What comes back is compared, not how it is written: under the same seed the mistake must fail
    checks with the very messages of the answer. Where it does so in fewer checks, the answer has
    another fault besides; then the mistake counts only if no other fits as well.

    Parameters
    ----------
    exercise : dict
        Of a job.
    failing : dict of str to dict
        The outcomes of the checks that the answer failed, in their order.
    planted : dict of str to callable
    checks : dict of str to callable
    seed : int

    Returns
    -------
    dict or None
        With the keys misconception and hint.
    """
    said = {name: steady(outcome["message"]) for name, outcome in failing.items()}
    fitting: list[tuple[int, Any]] = []
    for answer in planted.values():
        shared = count_shared(exercise, answer, said, checks, seed)
        if shared == len(said):
            return tell(answer)
        fitting += [(shared, answer)] if shared else []
    most = max((number for number, _ in fitting), default=0)
    best = [answer for number, answer in fitting if number == most]
    return tell(best[0]) if len(best) == 1 else None


def count_shared(exercise: dict, answer: Any, said: dict[str, str], checks: dict, seed: int) -> int:
    """Count the checks that a planted mistake fails as an answer does.

    Parameters
    ----------
    exercise : dict
    answer : callable
        The planted mistake.
    said : dict of str to str
        What the checks said of the other answer, where it failed.
    checks : dict of str to callable
    seed : int

    Returns
    -------
    int
        0 as soon as it does something that the answer does not, or does not fail the first of
        these checks, whose message is what a learner reads.
    """
    first = next(iter(said))
    rest = [name for name in exercise["checks"] if name != first]
    shared = 0
    for name in [first, *rest]:
        outcome = run_once(exercise, answer, name, checks, seed)
        passed = outcome["outcome"] == "passed"
        if passed and name == first:
            return 0
        if not passed and steady(outcome["message"]) != said.get(name):
            return 0
        shared += not passed
    return shared


def run_once(exercise: dict, answer: Any, name: str, checks: dict, seed: int) -> dict:
    """Run one check on a planted mistake, or recall what came of it in this process.

    Parameters
    ----------
    exercise : dict
    answer : callable
    name : str
        Of the check.
    checks : dict of str to callable
    seed : int

    Returns
    -------
    dict
        As `run_checks` gives it.
    """
    key = (answer.__name__, name, seed)
    if key not in known:
        alone = {**exercise, "checks": [name]}
        known[key] = dict(run_checks(alone, partial(give, answer), checks, seed))[name]
    return known[key]


def tell(answer: Any) -> dict:
    """Give what is known of a planted mistake.

    Parameters
    ----------
    answer : callable

    Returns
    -------
    dict
    """
    return {"misconception": answer.planted.misconception, "hint": answer.planted.hint}


def steady(message: str) -> str:
    """Leave out of a message what differs from run to run.

    Parameters
    ----------
    message : str

    Returns
    -------
    str

    Examples
    --------
    >>> steady("got <object at 0x7f22c80>")
    'got <object at …>'
    >>> steady("the layer dense_7") == steady("the layer dense_12")
    True
    """
    return PASSING.sub("…", message)
