"""The misconceptions of a lesson, from the wrong answers that were planted for its proof."""

import ast
import re
from typing import NamedTuple

from course.catalog import Lesson
from course.proof import read_marks

GAP = "…"  # where a check tells what came back, which differs from answer to answer


class Misconception(NamedTuple):
    """An error of thought, and what meets it.

    Attributes
    ----------
    sentence : str
        To the learner who has it.
    says : str
        The sentence of the check's message that tells it from others.
    hint : int
        The rung that fits, 1 to 3.
    """

    sentence: str
    says: str
    hint: int


def read_misconceptions(lesson: Lesson) -> dict[str, dict[str, list[Misconception]]]:
    """Read the misconceptions of a lesson.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict of str to dict of str to list of Misconception
        By the number of the exercise, then by the check that catches it. Two wrong answers with
        the same misconception count once.
    """
    messages = read_messages(lesson)
    anywhere = sorted(set().union(*messages.values()), key=by_length)
    marks = read_marks(lesson)
    found: dict[str, dict[str, list[Misconception]]] = {}
    for exercise in lesson.exercises:
        own = [mark for name, mark in marks.items() if name.startswith(f"{exercise.name}__")]
        by_check: dict[str, list[Misconception]] = {}
        told: set[str] = set()
        for mark in sorted(own, key=lambda mark: exercise.checks.index(mark.check)):
            if mark.misconception not in told:
                told.add(mark.misconception)
                says = find_sentence(mark.says, [*messages[mark.check], *anywhere])
                each = Misconception(mark.misconception, says, mark.hint)
                by_check.setdefault(mark.check, []).append(each)
        found[exercise.number] = by_check
    return found


def read_messages(lesson: Lesson) -> dict[str, list[str]]:
    """Read all messages that the checks of a lesson can give.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict of str to list of str
        By the function in which they stand, which may be a helper of the checks; with `GAP` where
        a value is filled in; the longest first.
    """
    tree = ast.parse(lesson.checks.read_text(encoding="utf-8"))
    return {
        function.name: sorted(
            {read_text(node) for node in ast.walk(function) if isinstance(node, ast.expr)},
            key=by_length,
        )
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
    }


def by_length(text: str) -> tuple[int, str]:
    """Give the key that sorts texts by length, the longest first.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of int and str
    """
    return -len(text), text


def read_text(node: ast.expr) -> str:
    """Read the text that an expression makes.

    Parameters
    ----------
    node : ast.expr

    Returns
    -------
    str
        Empty where it makes none.

    Examples
    --------
    >>> read_text(ast.parse("f'gave {a}, ' + word", mode="eval").body)
    'gave …, …'
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(read_text(part) or GAP for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = read_text(node.left), read_text(node.right)
        return f"{left or GAP}{right or GAP}" if left or right else ""
    return ""


def find_sentence(says: str, messages: list[str]) -> str:
    """Find the sentence of a message in which some words stand.

    Parameters
    ----------
    says : str
        Of a mark.
    messages : list of str

    Returns
    -------
    str
        The words alone, with gaps around them, where a value stands among them.

    Examples
    --------
    >>> find_sentence("np.roll wraps", ["It gave … . Ink came back: np.roll wraps. So do not."])
    'Ink came back: np.roll wraps.'
    """
    for message in messages:
        if says in message:
            at = message.index(says)
            begins = [m.end() for m in re.finditer(r"[.?!] (?=[A-Z`])", message[: at + 1])]
            end = re.compile(r"[.?!](?= [A-Z`]|$)").search(message, at + len(says) - 1)
            sentence = message[begins[-1] if begins else 0 : end.end() if end else None]
            return " ".join(sentence.split())
    return f"{GAP} {says} {GAP}"
