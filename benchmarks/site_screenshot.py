"""Take the pictures of the site, as it is built now, for its page 'A look around'."""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from course.outputs import reduce

ROOT = Path(__file__).resolve().parents[1]
SIZE, SCALE = (1280, 850), 1.5
# What each picture shows: a page, and what is to stand at the top.
VIEWS = {
    "home": ("index.html", None),
    "lesson": ("lessons/05-augmentation.html", "#move-the-ink"),
    "reference": ("reference/augmentation.html", "#digitkit.augmentation.one_image.rotate"),
}


def take_site(browser, folder):
    """Write a picture of each view, and its dark twin.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    folder : Path
        Where the pictures go.
    """
    with tempfile.TemporaryDirectory() as site:
        command = ["mkdocs", "build", "--quiet", "--site-dir", site]
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)
        for name, (page, place) in VIEWS.items():
            for scheme, suffix in (("light", ""), ("dark", "-dark")):
                address = Path(site, page).as_uri() + (place or "")
                path = folder / f"site-{name}{suffix}.png"
                path.write_bytes(reduce(look_at(browser, address, scheme)))


def look_at(browser, address, scheme):
    """Open a page, and see what a reader sees.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
    scheme : {'light', 'dark'}

    Returns
    -------
    PIL.Image.Image
    """
    size = dict(zip(("width", "height"), SIZE, strict=True))
    page = browser.new_page(viewport=size, device_scale_factor=SCALE, color_scheme=scheme)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)  # until what is scrolled to has come to rest
    seen = page.screenshot()
    page.close()
    return Image.open(BytesIO(seen)).convert("RGB")
