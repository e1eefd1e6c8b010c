"""Name the mistake behind an answer: the planted one that behaves as the answer does."""

import re
import tempfile
from functools import partial
from typing import Any

from course.grading.candidates import give
from course.grading.judging import run_checks

Behaviour = dict[str, str]
PASSING = re.compile(  # what differs from run to run: addresses, names of temporary files
    r"0x[0-9a-fA-F]+|" + re.escape(tempfile.gettempdir()) + r"[\w/\\.-]+"
)


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
    said = behaviour(failing)
    first = next(iter(said), None)
    fitting: list[tuple[int, Any]] = []
    for answer in planted.values():
        theirs = behaviour(dict(run_checks(exercise, partial(give, answer), checks, seed)))
        if theirs == said:
            return tell(answer)
        # What a learner reads is the first message: a mistake that does not cause it would confuse.
        if first in theirs and theirs.items() <= said.items():
            fitting.append((len(theirs), answer))
    most = max((number for number, _ in fitting), default=0)
    best = [answer for number, answer in fitting if number == most]
    return tell(best[0]) if len(best) == 1 else None


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


def behaviour(outcomes: dict[str, dict]) -> Behaviour:
    """Keep of some outcomes what tells one mistake from another.

    Parameters
    ----------
    outcomes : dict of str to dict

    Returns
    -------
    dict of str to str
        The messages of the checks that did not pass, without what differs from run to run.
    """
    return {
        name: PASSING.sub("…", outcome["message"])
        for name, outcome in outcomes.items()
        if outcome["outcome"] != "passed"
    }
