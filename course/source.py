"""Python files, read as text: their functions, and the answers to the exercises among them."""

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course.catalog import Lesson
from course.exercise import Exercise

# Each exercise of a lesson asks for the same few files. Nobody changes a tree.
parse_once = lru_cache(maxsize=16)(ast.parse)


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

    def line_of(self, name: str) -> int:
        """Find where it first uses a name.

        Parameters
        ----------
        name : str

        Returns
        -------
        int
            The line in its file, counted from 1.
        """
        uses = [
            node.lineno
            for node in ast.walk(ast.parse(self.text))
            if isinstance(node, ast.Name) and node.id == name
        ]
        return self.line + min(uses, default=1) - 1

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
    return parse_once(text, str(path)), text.split("\n")


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


def place(lesson: Lesson, path: Path, line: int, sentence: str) -> str:
    """Put file and line before a sentence.

    Parameters
    ----------
    lesson : Lesson
    path : Path
    line : int
        Counted from 1.
    sentence : str

    Returns
    -------
    str
    """
    return f"{path.relative_to(lesson.root).as_posix()}:{line}: {sentence}"
