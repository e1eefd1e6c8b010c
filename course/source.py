"""Python files, read as text: a function, the names that it uses, the imports that bind them."""

import ast
import builtins
import symtable
from dataclasses import dataclass
from pathlib import Path

from course.catalog import Lesson
from course.exercise import Exercise

BUILTINS = frozenset(dir(builtins))
Import = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Function:
    """A function, as it stands in a file.

    Attributes
    ----------
    name : str
    text : str
        From its first decorator to its last line, without a line break at the end.
    parameters : tuple of str
        In their order.
    doc : str or None
        Its docstring.
    head_lines : int
        How many of its lines come before the body: decorators, signature, docstring. 0 where
        there is no docstring.
    path : Path
    line : int
        Where its text begins in the file, counted from 1.
    """

    name: str
    text: str
    parameters: tuple[str, ...]
    doc: str | None
    head_lines: int
    path: Path
    line: int

    @property
    def head(self) -> str:
        """Decorators, signature and docstring."""
        return "\n".join(self.text.split("\n")[: self.head_lines])

    @property
    def body(self) -> str:
        """What comes after them."""
        return "\n".join(self.text.split("\n")[self.head_lines :])


def parse_file(path: Path) -> tuple[ast.Module, list[str]]:
    """Parse a Python file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tree : ast.Module
    lines : list of str
        The same text.

    Raises
    ------
    FileNotFoundError, SyntaxError
    """
    text = path.read_text(encoding="utf-8")
    # Not splitlines: a form feed in a string is no line to the parser.
    return ast.parse(text, str(path)), text.split("\n")


def list_functions(path: Path) -> dict[str, Function]:
    """List the functions that a file defines at its top.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to Function
        By name, in their order; of two with one name the last.

    Raises
    ------
    FileNotFoundError, SyntaxError
    """
    tree, lines = parse_file(path)
    nodes = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: as_function(node, lines, path) for node in nodes}


def as_function(node: ast.FunctionDef, lines: list[str], path: Path) -> Function:
    """Take a function out of the file that it stands in.

    Parameters
    ----------
    node : ast.FunctionDef
    lines : list of str
        Of the file.
    path : Path

    Returns
    -------
    Function
    """
    start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    doc = ast.get_docstring(node)
    arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
    return Function(
        node.name,
        "\n".join(lines[start - 1 : node.end_lineno]),
        tuple(argument.arg for argument in arguments),
        doc,
        (node.body[0].end_lineno or start) - start + 1 if doc else 0,
        path,
        start,
    )


def find_in_kit(root: Path, module: str, name: str) -> Function:
    """Find a function of the kit, also where a package only passes it on.

    Parameters
    ----------
    root : Path
        Of the project.
    module : str
        Such as 'digitkit.augmentation'.
    name : str
        Of the function.

    Returns
    -------
    Function

    Raises
    ------
    LookupError
        If there is no such module, or no such function in it; a sentence.
    """
    place = root.joinpath(*module.split("."))
    path = next((p for p in (place / "__init__.py", place.with_suffix(".py")) if p.is_file()), None)
    if path is None:
        raise LookupError(f"there is no module {module}; mend its name.")
    if name in (functions := list_functions(path)):
        return functions[name]
    for node in parse_file(path)[0].body:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if (alias.asname or alias.name) == name and node.module.startswith("digitkit"):
                    return find_in_kit(root, node.module, alias.name)
    raise LookupError(f"{module} has no function {name}; mend its name.")


def find_model(lesson: Lesson, exercise: Exercise) -> Function:
    """Find the answer to an exercise: in the kit, or among the model tests.

    Parameters
    ----------
    lesson : Lesson
    exercise : Exercise

    Returns
    -------
    Function

    Raises
    ------
    LookupError, FileNotFoundError
        If there is none; a sentence.
    """
    if not exercise.is_test:
        return find_in_kit(lesson.root, exercise.module, exercise.name)
    models = list_functions(lesson.model_tests)
    if exercise.name not in models:
        raise LookupError(f"there is no {exercise.name} in this file; write it.")
    return models[exercise.name]


def list_imports(tree: ast.Module) -> dict[str, Import]:
    """List what a module imports at its top.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    dict of str to ast.Import or ast.ImportFrom
        By the name that it binds, each alone, in their order.
    """
    imports: dict[str, Import] = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                imports[alias.asname or alias.name.split(".")[0]] = ast.Import([alias])
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                imports[alias.asname or alias.name] = ast.ImportFrom(node.module, [alias], 0)
    return imports


def free_names(text: str) -> set[str]:
    """List the names that a definition takes from around it, builtins apart.

    Parameters
    ----------
    text : str
        Python, such as a function with its decorators.

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(free_names("def f(a, b=SIZE): return np.roll(a, [i * b for i in range(2)])"))
    ['SIZE', 'np']
    """
    top = symtable.symtable(text, "text", "exec")
    used = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    return used - bound_names(text) - BUILTINS


def bound_names(text: str) -> set[str]:
    r"""List the names that a piece of Python gives a value at its top, in whatever way.

    Parameters
    ----------
    text : str

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(bound_names("import os.path\nfor i in x:\n    a, b = 1, 2\ndef f(c): d = 1"))
    ['a', 'b', 'f', 'i', 'os']
    """
    symbols = symtable.symtable(text, "text", "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def import_lines(imports: dict[str, Import], used: set[str]) -> list[str]:
    r"""Write the imports that bind some names.

    Parameters
    ----------
    imports : dict of str to ast.Import or ast.ImportFrom
        As `list_imports` gives them.
    used : set of str
        Names; those that nothing binds are passed over.

    Returns
    -------
    list of str
        Lines of Python in the order of the file, names of one module together.

    Examples
    --------
    >>> tree = ast.parse("import numpy as np\nfrom math import cos, pi, sin")
    >>> import_lines(list_imports(tree), {"np", "sin", "cos"})
    ['import numpy as np', 'from math import cos, sin']
    """
    lines: dict[str, Import] = {}
    for node in (node for name, node in imports.items() if name in used):
        if isinstance(node, ast.Import):
            lines[ast.unparse(node)] = node
        else:
            earlier = lines.get(f"from {node.module}")
            names = [*earlier.names, *node.names] if earlier else node.names
            lines[f"from {node.module}"] = ast.ImportFrom(node.module, names, 0)
    return [ast.unparse(node) for node in lines.values()]
