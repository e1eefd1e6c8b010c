"""Draw the reference of the HTTP API from the OpenAPI description that the app serves."""

import io
import json
import re
from collections.abc import Iterator

from flask.testing import FlaskClient

# So that each refusal comes at once.
SMALL = {"MAX_PICTURE_PIXELS": 100_000, "REQUESTS_PER_SECOND": 0.01, "REQUESTS_AT_ONCE": 1}
LONGEST = 3  # entries of a list that an example shows


def draw_api() -> str:
    """Write a section for each path, then one for each schema.

    Returns
    -------
    str
        Markdown.
    """
    from app import create_app

    app = create_app()
    client = app.test_client()
    document = client.get("/api/openapi.json").json or {}
    parts = [document["info"]["description"]]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts += draw_operation(method, path, operation, document)
            parts += draw_examples(path, client, app.extensions["recognizer"])
    parts += ["## What an answer is made of"]
    for name, schema in document["components"]["schemas"].items():
        parts += [f"### {name}", draw_fields(schema)]
    return "\n\n".join(parts)


def draw_operation(method: str, path: str, operation: dict, document: dict) -> Iterator[str]:
    """Write what one path takes and gives.

    Parameters
    ----------
    method, path : str
    operation, document : dict
        Of OpenAPI.

    Yields
    ------
    str
        Markdown.
    """
    yield f"## `{method.upper()} {path}`"
    yield f"{operation['summary']}. {operation.get('description', '')}".strip()
    if body := operation.get("requestBody"):
        yield "The body is one of these:"
        yield "\n".join(
            ["| Content type | What |", "|---|---|"]
            + [f"| `{kind}` | {say_body(of['schema'])} |" for kind, of in body["content"].items()]
        )
    rows = [draw_answer(status, of, document) for status, of in operation["responses"].items()]
    yield "\n".join(["| Status | When | Body |", "|---|---|---|", *rows])


def say_body(schema: dict) -> str:
    """Say in a line what a body must be.

    Parameters
    ----------
    schema : dict

    Returns
    -------
    str
    """
    fields = [
        f"field `{name}`: {of['description']}" for name, of in schema.get("properties", {}).items()
    ]
    return " ".join([*fields, schema.get("description", "")]).strip()


def draw_answer(status: str, answer: dict, document: dict) -> str:
    """Write one answer that a path may give.

    Parameters
    ----------
    status : str
    answer, document : dict
        Of OpenAPI.

    Returns
    -------
    str
        A row of a table.
    """
    named = answer.get("$ref", "").rpartition("/")[2]
    whole = {**document["components"]["responses"].get(named, {}), **answer}
    body = draw_type(whole["content"]["application/json"]["schema"])
    headers = [
        f"Header `{name}`: {of['description']}" for name, of in whole.get("headers", {}).items()
    ]
    return f"| {status} | {' '.join([whole['description'], *headers])} | {body} |"


def draw_fields(schema: dict) -> str:
    """Write the fields of a schema.

    Parameters
    ----------
    schema : dict

    Returns
    -------
    str
        A table.
    """
    rows = [
        f"| `{name}` | {draw_type(of)} | {of.get('description', '')} |"
        for name, of in schema["properties"].items()
    ]
    return "\n".join(["| Field | Type | What |", "|---|---|---|", *rows])


def draw_type(schema: dict) -> str:
    """Write the type of a value, with a link where it has a section of its own.

    Parameters
    ----------
    schema : dict

    Returns
    -------
    str

    Examples
    --------
    >>> draw_type({"type": "array", "items": {"$ref": "#/components/schemas/Digit"}})
    'array of [Digit](#digit)'
    >>> draw_type({"type": "number", "minimum": 0, "maximum": 1})
    'number, 0 to 1'
    """
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    words = schema["type"]
    if isinstance(schema.get("items"), dict):
        words += f" of {draw_type(schema['items'])}"
    if "minItems" in schema:
        words += f", {schema['minItems']} entries"
    if {"minimum", "maximum"} <= set(schema):
        words += f", {schema['minimum']} to {schema['maximum']}"
    elif "minimum" in schema:
        words += f", {schema['minimum']} or more"
    return words


def draw_examples(path: str, client: FlaskClient, recognizer) -> Iterator[str]:
    """Ask the app, and write its real answers.

    Parameters
    ----------
    path : str
    client : FlaskClient
        Of the app.
    recognizer : Recognizer

    Yields
    ------
    str
        Markdown.
    """
    if path == "/api/predict":
        yield "For the first of MNIST's test digits, and shortened here:"
        yield show(client.post(path, data=first_digit()).json)
        yield "Refusals, as they come:"
        yield "\n".join(["| Status | `error` |", "|---|---|", *list_refusals(path, recognizer)])
    elif path == "/api/health":
        yield show(client.get(path).json)


def first_digit() -> bytes:
    """Make a PNG of MNIST's first test digit.

    Returns
    -------
    bytes
    """
    from digitkit.loading import load_mnist
    from digitkit.service import encode_png

    return encode_png(load_mnist()[1][0][0])


def list_refusals(path: str, recognizer) -> Iterator[str]:
    """Have the app refuse, and write what it says.

    Parameters
    ----------
    path : str
    recognizer : Recognizer
        So that it is loaded once.

    Yields
    ------
    str
        A row of a table.
    """
    from PIL import Image

    from app import create_app

    large = io.BytesIO()
    Image.new("L", (1000, 1000)).save(large, "PNG")
    for tries, body in ((1, b""), (1, large.getvalue()), (1, b"a letter"), (2, b"")):
        asked = create_app(SMALL, recognizer).test_client()
        answer = [asked.post(path, data=body) for _ in range(tries)][-1]
        yield f"| {answer.status_code} | {(answer.json or {})['error']} |"


def show(answer) -> str:
    """Write an answer as JSON, its long lists and texts cut.

    Parameters
    ----------
    answer : dict

    Returns
    -------
    str
        A fence.
    """
    text = json.dumps(shorten(answer), indent=2, ensure_ascii=False)
    # A list of numbers reads best in one line.
    text = re.sub(r"\[[^\[\]{}]+\]", lambda m: f"[{' '.join(m[0][1:-1].split())}]", text)
    return f"```json\n{text}\n```"


def shorten(value):
    """Cut long lists and texts.

    Parameters
    ----------
    value : object
        Of JSON.

    Returns
    -------
    object

    Examples
    --------
    >>> shorten({"p": [0.123456, 0.0, 0.0, 0.0, 0.0], "image": "x" * 50})
    {'p': [0.1235, 0.0, 0.0, '…'], 'image': 'xxxxxxxxxxxxxxxxxxxxxx…'}
    """
    if isinstance(value, dict):
        return {key: shorten(each) for key, each in value.items()}
    if isinstance(value, list):
        cut = value[:LONGEST] + ["…"] if len(value) > LONGEST + 1 else value
        return [shorten(each) for each in cut]
    if isinstance(value, str):
        return f"{value[:22]}…" if len(value) > 40 else value
    return round(value, 4) if isinstance(value, float) else value
