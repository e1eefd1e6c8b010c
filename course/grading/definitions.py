"""What a learner has defined, found by the code alone: no cell is run, no metadata needed."""

import ast
import re
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from course.grading.reading import Cell

MAGIC = re.compile(
    r"^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*|[\w, \t]+=[ \t]*[%!].*)$", re.MULTILINE
)
# Of the magics that take a whole cell, those that run it as Python all the same.
PYTHON_CELL = re.compile(r"\s*%%(?:time|capture|prun)\b")
HEADS = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)
CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")
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
        """The names that it takes from around it."""
        try:
            tables = [symtable.symtable(ast.unparse(self.node), "", "exec")]
        except SyntaxError:  # such as a return outside of a function; running it will say so
            return set()
        names = {symbol.get_name() for symbol in tables[0].get_symbols() if symbol.is_referenced()}
        while tables:
            table = tables.pop()
            tables += table.get_children()
            names |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
        return names


@dataclass(frozen=True)
class Broken:
    """A part of a cell that Python cannot read.

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
        By name; of several, the last, as after running all cells; in the order of the first.
    functions : dict of str to Definition
        The same, but only what a learner may have written as an answer, which an import or a
        value of the same name does not take the place of.
    stars : list of Definition
        Imports of whatever a module holds.
    broken : dict of str to Broken
        Names whose last definition stands in a cell that Python cannot read.
    skipped : dict of str to Cell
        Names that are set by statements which are not run.
    """

    definitions: dict[str, Definition] = field(default_factory=dict)
    functions: dict[str, Definition] = field(default_factory=dict)
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
        whole = PYTHON_CELL.match(cell.text)
        if cell.text.lstrip().startswith("%%") and not whole:
            continue
        cell = Cell(cell.name, hide_first_line(cell.text)) if whole else cell
        try:
            parts = [(cell, parse(cell.text))]
        except (SyntaxError, ValueError, RecursionError):
            parts = list(salvage(cell, learned))
        for part, tree in parts:
            for node in tree.body:
                note(node, part, learned)
    return learned


def hide_first_line(text: str) -> str:
    """Take the magic off a cell, and keep the numbers of its lines.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    above, _, rest = text.lstrip("\n").partition("\n")
    return "\n" * (text.count("\n") - rest.count("\n")) + rest


def salvage(cell: Cell, learned: Learned) -> Iterator[tuple[Cell, ast.Module]]:
    """Read of a broken cell what can be read: a slip spoils the statement that it is in.

    Parameters
    ----------
    cell : Cell
    learned : Learned
        What cannot be read is noted there.

    Yields
    ------
    cell : Cell
    tree : ast.Module
        One statement, or several.
    """
    for part in part_statements(cell):
        try:
            yield cell, parse(part)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or part.count("\n") + 1
            broken = Broken(cell, line, getattr(error, "msg", None) or str(error))
            for name in HEADS.findall(part):
                learned.broken[name] = broken


def part_statements(cell: Cell) -> list[str]:
    r"""Part a cell where a new statement seems to begin.

    Parameters
    ----------
    cell : Cell

    Returns
    -------
    list of str
        Each with as many empty lines before it as the cell has above it.

    Examples
    --------
    >>> part_statements(Cell("", "import math\ndef f(:\n    pass\n\nx = (1,\n)"))
    ['import math', '\ndef f(:\n    pass\n', '\n\n\n\nx = (1,\n)']
    """
    lines = cell.text.split("\n")
    starts = [0]
    for number, line in enumerate(lines[1:], 1):
        # A decorator belongs to what follows it; a bracket, or `else`, to what precedes it.
        if re.match(r"[\w@%!?]", line) and not CONTINUES.match(line):
            if not lines[number - 1].startswith("@"):
                starts.append(number)
    ends = [*starts[1:], len(lines)]
    return [
        "\n" * start + "\n".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)
    ]


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
            learned.skipped.pop(name, None)
            if may_answer(node):
                learned.functions[name] = learned.definitions[name]
                learned.broken.pop(name, None)
    else:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                learned.skipped[inner.id] = cell


def may_answer(node: ast.stmt) -> bool:
    """Tell whether a statement defines what an exercise can ask for.

    Parameters
    ----------
    node : ast.stmt

    Returns
    -------
    bool
        True for a function, a class, and a name that is given to a lambda.
    """
    value = getattr(node, "value", None)
    return isinstance(node, DEFINING) or isinstance(value, ast.Lambda)


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
