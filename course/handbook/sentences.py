"""Read out of a file's code what it may say to a person when something is wrong."""

import ast
import re
from collections.abc import Iterator
from functools import cache

# What a call of these says is said to a person, though it is no exception.
TELLING = {"Finding", "Part", "fail", "warn", "write_line"}
# Functions that put a refusal into words and are not found by following what is raised.
SPEAKERS = {
    "app/refusals.py": {"_sentence"},
    "course/command/diff.py": {"refuse"},
    "course/grading/judging.py": {"judge", "tell_last", "note"},
    "course/grading/runner.py": {"give_up"},
    "course/mine.py": {"find_model", "rehearse", "say_crashes", "tell_crash"},
}
HOLE = re.compile(r"\{[\w.]*(?:[!:][^{}]*)?\}")
SCRIPT = re.compile(r'"([A-Z][^"\n]* [^"\n]* [^"\n]*)"|`([A-Z][^`\n]* [^`\n]* [^`\n]*)`')


EXCEPTIONS = ("Error", "Exception", "Picture", "TooManyBytes", "TooManyPixels", "PageFault")
SPACE = ast.Constant(" ")


@cache
def find_in(name: str, source: str) -> list[tuple[str, int]]:
    """Find the messages of one file.

    Parameters
    ----------
    name : str
        From the project's folder.
    source : str
        Its text.

    Returns
    -------
    list of (str, int)
        The words, and the line.

    Examples
    --------
    >>> find_in("x.py", "raise ValueError(f'n must be above 0, got {n}.')")
    [('n must be above 0, got ….', 1)]
    >>> find_in("x.js", 'say("There is no camera. Connect one.");')
    [('There is no camera. Connect one.', 1)]
    """
    if name.endswith(".js"):
        return find_in_script(source)
    tree = ast.parse(source)
    speakers = SPEAKERS.get(name, set()) | {
        call.func.id
        for node in told(tree)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    texts = [*told(tree), *spoken(tree, speakers)]
    words = [(words.strip(), line_of(node)) for node in texts for words in read_words(node, tree)]
    return sorted({(w, line) for w, line in words if is_sentence(w)}, key=lambda pair: pair[1])


def line_of(node: ast.expr) -> int:
    """Give the line where a text begins, also of one that was put together here.

    Parameters
    ----------
    node : ast.expr

    Returns
    -------
    int
    """
    return min(inner.lineno for inner in ast.walk(node) if hasattr(inner, "lineno"))


def find_in_script(source: str) -> list[tuple[str, int]]:
    """Find the sentences of a JavaScript module: what the page itself says.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of (str, int)
        The words, and the line.
    """
    return [
        (words, source[: match.start()].count("\n") + 1)
        for match in SCRIPT.finditer(source)
        if re.search(r"[.?]$|: …$", words := re.sub(r"\$\{.*?\}", "…", match[1] or match[2]))
    ]


def told(tree: ast.AST) -> Iterator[ast.expr]:
    """List what stands in an exception, a warning or a finding of the doctor.

    Parameters
    ----------
    tree : ast.AST

    Yields
    ------
    ast.expr
        An argument, which may be a text.
    """
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    raised = {id(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        to_stderr = any(k.arg == "err" and ast.unparse(k.value) == "True" for k in node.keywords)
        # What a function of the file makes is found in that function.
        is_raised = id(node) in raised and name not in own
        if name == "Finding":
            if len(node.args) > 1:  # else all is well
                yield ast.BinOp(ast.BinOp(node.args[0], ast.Add(), SPACE), ast.Add(), node.args[1])
        elif is_raised or name in TELLING or to_stderr or name.endswith(EXCEPTIONS):
            yield from node.args


def spoken(tree: ast.AST, speakers: set[str]) -> Iterator[ast.expr]:
    """List what functions give back that put a refusal into words.

    Parameters
    ----------
    tree : ast.AST
    speakers : set of str
        Their names.

    Yields
    ------
    ast.expr
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name in speakers:
            for node in ast.walk(function):
                if isinstance(node, ast.Return | ast.Yield) and node.value:
                    yield from unpack(node.value)


def unpack(node: ast.expr) -> Iterator[ast.expr]:
    """List what a tuple, or the values of a dictionary, are made of.

    Parameters
    ----------
    node : ast.expr

    Yields
    ------
    ast.expr
        The node itself, where it is neither.
    """
    if isinstance(node, ast.Tuple | ast.Dict):
        for part in node.elts if isinstance(node, ast.Tuple) else node.values:
            yield from unpack(part)
    else:
        yield node


def read_words(node: ast.expr, tree: ast.AST) -> Iterator[str]:
    """Read the texts that an expression may give, with … for what is filled in.

    Parameters
    ----------
    node : ast.expr
    tree : ast.AST
        Of the file: what a name stands for is looked up there.

    Yields
    ------
    str
    """
    if isinstance(node, ast.IfExp | ast.BoolOp):
        for part in (node.body, node.orelse) if isinstance(node, ast.IfExp) else node.values:
            yield from read_words(part, tree)
    elif isinstance(node, ast.Name):
        for other in ast.walk(tree):
            targets = getattr(other, "targets", [getattr(other, "target", None)])
            if isinstance(other, ast.Assign | ast.AugAssign) and any(
                isinstance(target, ast.Name) and target.id == node.id for target in targets
            ):
                if not isinstance(other.value, ast.Name):
                    yield from read_words(other.value, tree)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "format":
            yield from read_words(node.func.value, tree)
    elif isinstance(node, ast.Call):  # jsonify(error=sentence)
        for keyword in node.keywords:
            yield from read_words(keyword.value, tree)
    else:
        yield from filter(None, [fixed_words(node)])


def fixed_words(node: ast.expr) -> str:
    """Give the words of a text, with … for what is filled in; nothing if it is no text.

    Parameters
    ----------
    node : ast.expr

    Returns
    -------
    str

    Examples
    --------
    >>> fixed_words(ast.parse("f'{n} of' + ' {m}'").body[0].value)
    '… of …'
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return HOLE.sub("…", node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else "…" for v in node.values]
        return re.sub("…+", "…", "".join(map(str, parts)))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (fixed_words(node.left) or "…") + (fixed_words(node.right) or "…")
    return ""


def is_sentence(words: str) -> bool:
    """Tell whether a text is one for a person: two words or more.

    Parameters
    ----------
    words : str

    Returns
    -------
    bool
    """
    return len(re.findall(r"[A-Za-z]{2,}", words)) >= 2
