"""The real browser that tests of the app, and of pages, are run in."""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def launch():
    """Start real Chromiums without a window; all of them end with the tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    browsers = []
    playwright.expect.set_options(timeout=15_000)  # a busy machine is no failure
    with playwright.sync_playwright() as driver:

        def start(*flags):
            browser = driver.chromium.launch(
                executable_path=find_chromium(), args=[*QUIET_FLAGS, *flags]
            )
            browsers.append(browser)
            return browser

        yield start
        for browser in browsers:
            browser.close()


QUIET_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A name that is not localhost, for the page without a secure context.
    "--host-resolver-rules=MAP insecure.test 127.0.0.1",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]
NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]


def find_chromium():
    found = next(filter(None, map(shutil.which, [*NAMES, *PLACES])), None)
    if found:
        return found
    advice = (
        "The browser tests need Chromium, Chrome or Edge on PATH: `sudo apt install chromium` on "
        "Debian and Ubuntu, `brew install --cask chromium` on macOS."
    )
    # A learner without it can still run the rest; where the project proves itself it may not miss.
    (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
