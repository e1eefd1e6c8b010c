import re

import pytest

from app import create_app

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/api/health", "/api/nothing", "/nothing"]
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    for name, beginning in HEADERS.items():
        assert len(headers.getlist(name)) == 1 and headers[name].startswith(beginning), (
            f"{path} sends {name}: {headers.getlist(name)}"
        )


def test_nothing_inline_is_allowed_and_nothing_inline_is_there(client):
    page = client.get("/")
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page.text)


def test_the_page_asks_nobody_else_for_anything(client):
    parts = ["/", "/static/style.css", "/static/favicon.svg"]
    parts += [
        f"/static/{name}.js"
        for name in re.findall(r'from "\./(\w+)\.js"', client.get("/static/main.js").text)
    ]
    for path in parts:
        text = client.get(path).text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]{2,}", text), (
            f"{path} names another site"
        )


@pytest.mark.parametrize("path", ["/api/health", "/api/predict"])
def test_an_answer_of_the_api_is_never_kept_in_a_cache(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_scripts_learn_their_addresses_from_the_page(client):
    page = client.get("/").text
    assert 'data-predict-url="/api/predict"' in page and 'data-max-bytes="20971520"' in page


def test_every_module_says_first_what_it_does_and_what_it_does_not_know(app):
    from pathlib import Path

    modules = sorted(Path(app.static_folder).glob("*.js"))
    assert len(modules) >= 8
    for module in modules:
        beginning = module.read_text(encoding="utf-8")[:300]
        assert beginning.startswith("// ") and re.search(r"[Kk]nows\s+(// )?nothing", beginning), (
            module.name
        )


@pytest.mark.parametrize("behind", [True, False])
def test_behind_a_prefix_every_link_leads_home_if_it_is_told_so(recognizer, behind):
    client = create_app({"BEHIND_PREFIX": behind}, recognizer).test_client()
    page = client.get("/", headers={"X-Forwarded-Prefix": "/user/ada/proxy/8000"}).text
    links = re.findall(r'(?:href|src|data-predict-url)="(/[^"]*)"', page)
    assert len(links) > 4
    assert all(link.startswith("/user/ada/proxy/8000/") == behind for link in links), links
