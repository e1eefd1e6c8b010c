"""Take the pictures of the running app and of the site: ``python -m benchmarks.screenshot``.

Needs Playwright and a Chromium on PATH; the app, its model and the drawing are the real ones.
"""

import os
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from app import create_app
from app.serve import bound_port, build_server
from benchmarks.site_screenshot import take_site

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
SCREENS = {"desktop": (1280, 850, 1.5, [3, 1, 4]), "phone": (390, 844, 2, [8])}
# Where the pen passes, from 0 to 1 across and down, as a hand would write.
HAND = {
    1: [[(0.42, 0.12), (0.6, 0.0), (0.56, 0.5), (0.52, 1.0)]],
    3: [
        [(0.12, 0.14), (0.45, 0.0), (0.8, 0.16), (0.68, 0.38), (0.4, 0.47)],
        [(0.4, 0.47), (0.76, 0.55), (0.9, 0.78), (0.55, 1.0), (0.08, 0.88)],
    ],
    4: [
        [(0.38, 0.0), (0.2, 0.35), (0.06, 0.62), (0.5, 0.6), (0.98, 0.57)],
        [(0.72, 0.22), (0.7, 0.6), (0.66, 1.0)],
    ],
    8: [
        [
            (0.8, 0.14),
            (0.5, 0.0),
            (0.2, 0.16),
            (0.35, 0.4),
            (0.68, 0.58),
            (0.82, 0.82),
            (0.5, 1.0),
            (0.18, 0.82),
            (0.34, 0.56),
            (0.68, 0.38),
            (0.81, 0.16),
        ]
    ],
}


def take_screenshots(folder):
    """Write all pictures, each with its dark twin.

    Parameters
    ----------
    folder : Path
        Where the pictures go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=flags)
        take_app(browser, folder)
        take_site(browser, folder)
        browser.close()


def take_app(browser, folder):
    """Write app-desktop.png, app-phone.png and their dark twins.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    folder : Path
        Where the pictures go.
    """
    server = build_server(create_app(), port=0)
    threading.Thread(target=server.run, daemon=True).start()
    for name, (width, height, scale, digits) in SCREENS.items():
        for scheme, suffix in (("light", ""), ("dark", "-dark")):
            page = browser.new_page(
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                color_scheme=scheme,
            )
            page.goto(f"http://127.0.0.1:{bound_port(server)}")
            write(page, digits)
            expect(page.locator(".result .digit")).to_have_text([str(d) for d in digits])
            page.wait_for_timeout(400)  # until the bars have come to rest
            page.screenshot(path=folder / f"app-{name}{suffix}.png")
            page.close()
    server.close()


def write(page, digits):
    """Write digits on the sheet by hand, so to say.

    Parameters
    ----------
    page : playwright.sync_api.Page
    digits : list of int
    """
    sheet = page.locator(".sheet").bounding_box()
    height = sheet["height"] * 0.58
    step = sheet["width"] / (len(digits) + 0.4)
    for place, digit in enumerate(digits):
        left = sheet["x"] + step * (place + 0.7) - 0.32 * height
        top = sheet["y"] + sheet["height"] * (0.2 + 0.02 * (-1) ** place)
        for stroke in HAND[digit]:
            points = _smooth([(left + x * 0.64 * height, top + y * height) for x, y in stroke])
            page.mouse.move(*points[0])
            page.mouse.down()
            for point in points[1:]:
                page.mouse.move(*point)
            page.mouse.up()


def _smooth(points, pieces=12):
    """Pass a Catmull-Rom spline through the points."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for i in range(pieces):
            t = i / pieces
            curve.append(tuple(_blend(a[k], b[k], c[k], d[k], t) for k in (0, 1)))
    return [*curve, points[-1]]


def _blend(a, b, c, d, t):
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def _chromium():
    names = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit("The pictures need Chromium or Chrome on PATH: `sudo apt install chromium`.")
    return found


if __name__ == "__main__":
    take_screenshots(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
