"""Every address in the built site leads to a file that is there, and to a place in it."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest


class Addresses(HTMLParser):
    """Collects what a page leads to, and the places in it that can be led to."""

    def __init__(self, html):
        super().__init__()
        self.leads, self.places = set(), {""}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.leads.add(value)
            elif name == "id" or (tag == "a" and name == "name"):
                self.places.add(value)


@cache
def read_addresses(page):
    return Addresses(page.read_text(encoding="utf-8"))


def find_broken(site):
    """List each address that leads nowhere, with the page on which it stands."""
    broken = []
    for page in sorted(site.rglob("*.html")):
        for address in sorted(read_addresses(page).leads):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            # A server shows 404.html at any address: only there do paths begin at the root.
            start = site if page.name == "404.html" else page.parent
            path = unquote(parts.path)
            path = path.lstrip("/") if page.name == "404.html" else path
            target = Path(start / path).resolve() if path else page
            there = target.is_file() and site.resolve() in target.resolve().parents
            if there and target.suffix == ".html":
                there = unquote(parts.fragment) in read_addresses(target).places
            if not there:
                broken.append(f"{page.relative_to(site).as_posix()}: {address}")
    return broken


def test_every_address_in_the_site_leads_somewhere(site):
    broken = find_broken(site)
    assert not broken, "These lead nowhere:\n" + "\n".join(broken)


def test_what_a_style_sheet_names_is_there(site):
    for sheet in site.rglob("*.css"):
        named = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
        gone = [
            name
            for name in named
            if not name.startswith(("data:", "#")) and not (sheet.parent / name).exists()
        ]
        assert not gone, f"{sheet.name} names {gone}."


PLANTED = {
    "no file": '<a href="gone.html">',
    "no picture": '<img src="gone.png" alt="">',
    "no place here": '<a href="#gone">',
    "no place there": '<a href="other.html#gone">',
    "a folder, which from the disk is no page": '<a href="folder/">',
    "a root that no disk has": '<a href="/other.html">',
    "outside the site": '<a href="../outside.html">',
}
RIGHT = '<p id=here><a href="#here"><a href="other.html#there"><a href="https://x.y/z"><a href="#">'


@pytest.mark.parametrize("name", [*PLANTED, None])
def test_a_planted_broken_address_is_found(tmp_path, name):
    site = tmp_path / "site"
    (site / "folder").mkdir(parents=True)
    (tmp_path / "outside.html").write_text("", encoding="utf-8")
    (site / "other.html").write_text('<p id="there">', encoding="utf-8")
    (site / "index.html").write_text(RIGHT + PLANTED.get(name, ""), encoding="utf-8")
    assert len(find_broken(site)) == (name is not None)
