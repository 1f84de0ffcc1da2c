"""Takes the pictures of docs/pictures: every page with the tourism demo (Campaigns with the agency's), in light, and the Overview in dark and on a phone.

    python docs/pictures.py

Starts the app itself. Needs Chromium (CMDASH_BROWSER names another one).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cmdash.ui.menu import PAGES  # noqa: E402 - the project need not be installed

FOLDER = ROOT / "docs" / "pictures"
RESTING = "[data-testid=stApp][data-test-script-state=notRunning]"
TALLEST = 2200  # a page is cut below this height: a picture shows what a page is, not all that it holds


def picture(browser: Browser, address: str, name: str, theme: str = "light", width: int = 1280) -> None:
    """One page as a PNG named after the page, the theme and the width where they are not the usual ones."""
    scheme = "dark" if theme == "dark" else "light"
    context = browser.new_context(
        locale="fr-FR", color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    demo = "agency" if name == "campaigns" else "tourism"  # only the agency pays for campaigns
    page.goto(f"{address}/{'' if name == 'home' else name}?demo={demo}&lang=fr")
    _settle(page)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(int(height), TALLEST)})
    _settle(page)
    marks = "".join(("-dark" if theme == "dark" else "", "-phone" if width < 600 else ""))
    page.screenshot(path=FOLDER / f"{name}{marks}.png")
    context.close()


def _settle(page: Page) -> None:
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_timeout(300)
    page.wait_for_selector(RESTING, timeout=60_000)
    page.wait_for_timeout(1200)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    process = subprocess.Popen(server, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        path = os.environ.get("CMDASH_BROWSER") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            for name in PAGES:
                picture(browser, address, name)
            picture(browser, address, "overview", theme="dark")
            picture(browser, address, "overview", width=390)
            browser.close()
    finally:
        process.terminate()


if __name__ == "__main__":
    main()
