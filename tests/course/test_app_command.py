import json
import socket
import urllib.request

import pytest

from app.serve import DEFAULT_HOST, DEFAULT_PORT


def test_the_app_serves_where_it_is_told_and_opens_no_browser(start, tmp_path):
    server = start("app", "--host", "127.0.0.1", "--port", "0", "--no-browser")
    line = server.stdout.readline()
    address = line.split()[4]
    assert address.startswith("http://127.0.0.1:"), line
    with urllib.request.urlopen(f"{address}/api/health", timeout=30) as answer:
        assert json.load(answer)["status"] == "ok"
    server.terminate()
    assert server.communicate()[1] == "", "Not even LiteRT's greeting."


def test_a_port_that_is_taken_is_one_sentence(digitkit):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = digitkit("app", "--no-browser", "--port", other.getsockname()[1])
    assert result.exit_code == 1
    assert "is taken by another program; choose another one: --port" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_model_that_is_not_there_is_one_sentence(digitkit, tmp_path):
    result = digitkit("app", "--no-browser", "--model", tmp_path / "none.tflite")
    assert result.exit_code == 1 and "there is no model at" in result.stderr


@pytest.mark.parametrize("default", [DEFAULT_HOST, DEFAULT_PORT])
def test_help_tells_the_defaults_of_the_app(digitkit, default):
    assert f"[default: {default}]" in " ".join(digitkit("app", "--help").output.split())
