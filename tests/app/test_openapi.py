import io

import pytest
from PIL import Image

from app import create_app

TINY = {"MAX_PICTURE_PIXELS": 100_000, "REQUESTS_PER_SECOND": 0.01, "REQUESTS_AT_ONCE": 4}


@pytest.fixture
def document(client):
    return client.get("/api/openapi.json").json


def png(width, height):
    buffer = io.BytesIO()
    Image.new("L", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def validate(answer, schema):
    """Hold an answer against its schema; raise where it does not fit."""
    import jsonschema

    try:
        jsonschema.validate(answer, schema, jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        raise ValueError(error.message) from error


def documented(document):
    return {
        (method, path, status)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for status in operation["responses"]
    }


def schema_of(document, method, path, status):
    response = document["paths"][path][method]["responses"][status]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
    schema = response["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


def test_the_description_is_sound_openapi(document):
    # Imported here: it takes seconds, which every process that collects the tests would pay.
    from openapi_spec_validator import OpenAPIV31SpecValidator

    OpenAPIV31SpecValidator(document).validate()


def test_every_route_of_the_api_is_described_and_no_other(app, document):
    routes = {
        (method.lower(), rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert {(method, path) for method, path, _ in documented(document)} == routes


def test_every_described_answer_is_given_and_fits_its_schema(
    recognizer, document, drawing, photo, encoded
):
    client = create_app(TINY, recognizer).test_client()

    def predict(data, address="127.0.0.1"):
        return client.post("/api/predict", data=data, environ_base={"REMOTE_ADDR": address})

    answers = {
        ("get", "/api/health", "200"): [client.get("/api/health")],
        ("get", "/api/openapi.json", "200"): [client.get("/api/openapi.json")],
        ("post", "/api/predict", "200"): [
            predict(encoded(drawing(5))),
            predict(encoded(photo([3, 1, 4], 360, 270))),
            predict(png(50, 40)),
        ],
        ("post", "/api/predict", "400"): [predict(b"", "10.0.0.1")],
        ("post", "/api/predict", "413"): [predict(png(1000, 1000), "10.0.0.1")],
        ("post", "/api/predict", "415"): [predict(b"not a picture", "10.0.0.1")],
        ("post", "/api/predict", "429"): [predict(png(5, 5)), predict(png(5, 5))][1:],
    }
    assert set(answers) == documented(document), "an answer is described but never given here"
    for (method, path, status), given in answers.items():
        schema = schema_of(document, method, path, status)
        for answer in given:
            assert str(answer.status_code) == status, (path, answer.json)
            validate(answer.json, schema)


def test_a_schema_refuses_what_the_app_never_says(document):
    schema = schema_of(document, "post", "/api/predict", "200")
    wrong = {
        "text": "seven",
        "rejected": False,
        "digits": [],
        "candidates": [],
        "size": [1, 1],
        "milliseconds": 1,
    }
    with pytest.raises(ValueError, match="seven"):
        validate(wrong, schema)


def test_the_promised_headers_of_a_refusal_come(recognizer, document):
    promised = document["paths"]["/api/predict"]["post"]["responses"]["429"]["headers"]
    client = create_app({"REQUESTS_PER_SECOND": 1, "REQUESTS_AT_ONCE": 1}, recognizer).test_client()
    client.post("/api/predict", data=b"x")
    refused = client.post("/api/predict", data=b"x")
    assert set(promised) <= set(dict(refused.headers)) and int(refused.headers["Retry-After"]) >= 1


def test_the_limits_in_the_description_are_those_of_the_app(recognizer):
    client = create_app({"MAX_PICTURE_BYTES": 1_234_567}, recognizer).test_client()
    words = client.get("/api/openapi.json").json["paths"]["/api/predict"]["post"]["description"]
    assert "1,234,567 bytes" in words
