"""What a learner has defined, found by the code alone: no cell is run, no metadata needed."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from course.grading.reading import Cell

MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*)$", re.MULTILINE)
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTING = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Definition:
    """A statement that binds names, and may be run without doing anything else.

    Attributes
    ----------
    node : ast.stmt
        Its line numbers are those of the cell.
    cell : Cell
    """

    node: ast.stmt
    cell: Cell

    @property
    def uses(self) -> set[str]:
        """The names that it reads, wherever they come from."""
        return {node.id for node in ast.walk(self.node) if isinstance(node, ast.Name)}


@dataclass(frozen=True)
class Broken:
    """A cell that Python cannot read.

    Attributes
    ----------
    cell : Cell
    line : int
        Where, counted as a person does.
    reason : str
    """

    cell: Cell
    line: int
    reason: str


@dataclass
class Learned:
    """All that a learner's file defines.

    Attributes
    ----------
    definitions : dict of str to Definition
        By name; of several, the last, as after running all cells.
    stars : list of Definition
        Imports of whatever a module holds.
    broken : dict of str to Broken
        Names whose last definition stands in a cell that Python cannot read.
    skipped : dict of str to Cell
        Names that are set by statements which are not run.
    """

    definitions: dict[str, Definition] = field(default_factory=dict)
    stars: list[Definition] = field(default_factory=list)
    broken: dict[str, Broken] = field(default_factory=dict)
    skipped: dict[str, Cell] = field(default_factory=dict)


def collect(cells: Iterable[Cell]) -> Learned:
    r"""Find what a learner has defined.

    Parameters
    ----------
    cells : iterable of Cell
        In the order of the file.

    Returns
    -------
    Learned

    Examples
    --------
    >>> learned = collect([Cell("cell 1", "%time 3\nimport math\ndef f(): return 1"),
    ...                    Cell("cell 2", "def f(): return 2\nprint(f())"),
    ...                    Cell("cell 3", "def g(:\n    pass")])
    >>> learned.definitions["f"].cell.name, sorted(learned.definitions), sorted(learned.broken)
    ('cell 2', ['f', 'math'], ['g'])
    """
    learned = Learned()
    for cell in cells:
        if cell.text.lstrip().startswith("%%"):
            continue
        try:
            tree = parse(cell.text)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or 1
            broken = Broken(cell, line, getattr(error, "msg", None) or str(error))
            for name in re.findall(r"^\s*(?:async\s+)?def\s+(\w+)", cell.text, re.MULTILINE):
                learned.broken[name] = broken
                learned.definitions.pop(name, None)
            continue
        for node in tree.body:
            note(node, cell, learned)
    return learned


def parse(text: str) -> ast.Module:
    r"""Parse a cell, without the lines that only Jupyter understands.

    Parameters
    ----------
    text : str

    Returns
    -------
    ast.Module

    Raises
    ------
    SyntaxError
        If the rest is no Python either.

    Examples
    --------
    >>> len(parse("%matplotlib inline\nx = 1").body)
    2
    """
    try:
        return ast.parse(text)
    except SyntaxError:
        # Only now: a line that begins with % may also go on with the line above it.
        return ast.parse(MAGIC.sub(r"\1pass", text))


def note(node: ast.stmt, cell: Cell, learned: Learned) -> None:
    """Take one statement in, if it only defines.

    Parameters
    ----------
    node : ast.stmt
    cell : Cell
        It stands in.
    learned : Learned
        Is added to.
    """
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        learned.stars.append(Definition(node, cell))
    elif names := set(bound_names(node)):
        for name in names:
            learned.definitions[name] = Definition(node, cell)
            learned.broken.pop(name, None)
            learned.skipped.pop(name, None)
    else:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                learned.skipped[inner.id] = cell


def bound_names(node: ast.stmt) -> Iterator[str]:
    """Name what a statement defines, if defining is all that it does.

    Parameters
    ----------
    node : ast.stmt

    Yields
    ------
    str
        Of a function, a class, an import, a literal or a lambda; nothing for what would run.

    Examples
    --------
    >>> [sorted(bound_names(node)) for node in ast.parse("import a.b, c as d; x = 3; y = f()").body]
    [['a', 'd'], ['x'], []]
    """
    if isinstance(node, DEFINING):
        yield node.name
    elif isinstance(node, IMPORTING):
        yield from (name.asname or name.name.split(".")[0] for name in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and is_constant(node.value):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.Try) and all(isinstance(n, IMPORTING) for n in node.body):
        for inner in node.body:
            yield from bound_names(inner)


def is_constant(value: ast.expr | None) -> bool:
    """Tell whether an expression is a literal or a lambda.

    Parameters
    ----------
    value : ast.expr or None

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_constant(ast.parse(text).body[0].value) for text in ("[1, -2]", "lambda: 0", "f(3)")]
    [True, True, False]
    """
    if value is None or isinstance(value, ast.Lambda):
        return value is not None
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def is_stub(node: ast.stmt) -> bool:
    r"""Tell whether a function is still as it was handed out.

    Parameters
    ----------
    node : ast.stmt

    Returns
    -------
    bool
        True when nothing but a docstring, ``...``, ``pass`` or NotImplementedError is in it.

    Examples
    --------
    >>> [is_stub(ast.parse(f"def f():\n  '''Doc.'''\n  {body}").body[0])
    ...  for body in ("raise NotImplementedError('write f')", "...", "return 1")]
    [True, True, False]
    """
    body = getattr(node, "body", None)
    return isinstance(body, list) and all(
        isinstance(line, ast.Pass)
        or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        or (isinstance(line, ast.Raise) and "NotImplementedError" in ast.unparse(line))
        for line in body
    )
