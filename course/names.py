"""The names that a piece of Python uses and binds, read from its text."""

import ast
import builtins
import symtable

BUILTINS = frozenset(dir(builtins))
Import = ast.Import | ast.ImportFrom


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
