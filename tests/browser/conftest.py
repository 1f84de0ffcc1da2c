"""A real server and a real browser. Nothing is fetched from outside; a test that sees a request there fails."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PATIENCE = 90_000  # milliseconds: a loaded machine is slow, not wrong
expect.set_options(timeout=PATIENCE)
CHROMIUM = os.environ.get("CMDASH_BROWSER") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]

# How long nothing in the page has moved, in milliseconds: between two runs of a script it looks finished for a moment.
STILL = """
(() => {
  let moved = performance.now();
  const watch = new MutationObserver(() => { moved = performance.now(); });
  watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  window.stillFor = () => performance.now() - moved;
})();
"""
# A colour or an opacity that fades is no mutation, and half way it is too pale to read.
FADING = (
    "document.getAnimations().some(a => a.playState === 'running'"
    " && Number.isFinite(a.effect.getComputedTiming().endTime))"
)
# On a loaded machine the frame's own look comes after everything else; it hides the carriers of the link.
DRESSED = (
    "document.querySelector('.st-key-link') && !document.querySelector('.st-key-link').checkVisibility()"
)
DRAWN = (
    "document.querySelector('h1') && !document.querySelector('[data-stale=true]')"
    " && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')"
    f" && {DRESSED} && !{FADING}"
)


@contextmanager
def serving() -> Iterator[str]:
    """A server of the app, freshly started on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; where the system has none of that name, the one Playwright installed."""
    installed = {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=QUIET, **installed)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server that has been visited before: the state of a warm one."""
    with serving() as address:
        yield address


@pytest.fixture
def cold() -> Iterator[str]:
    """A server that nobody has visited yet."""
    with serving() as address:
        yield address


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a visitor: `visit(address, locale="fr-FR", theme="light", width=1280)`.

    At the end no request may have gone elsewhere and no page may have shown an error.
    """
    contexts, outside, faults = [], [], []

    def opened(address: str, locale: str = "fr-FR", theme: str = "light", width: int = 1280) -> Page:
        scheme: Any = theme
        context = chromium.new_context(
            locale=locale,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(STILL)
        contexts.append(context)
        page = context.new_page()
        home = "/".join(address.split("/")[:3])
        page.on("request", lambda r: outside.append(r.url) if not _ours(r.url, home) else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(address)
        _settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert faults == []


def _ours(url: str, home: str) -> bool:
    return url.startswith((home, "data:", "blob:"))


def _settle(page: Page) -> None:
    page.wait_for_timeout(100)  # a click needs a moment to start a run
    page.wait_for_function(f"() => {DRAWN} && window.stillFor() > 300", polling=50)


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """Waits until the page is drawn and the server has nothing more to say."""
    return _settle


@pytest.fixture(scope="session")
def serious() -> Callable[[Page], list[tuple[str, list[str]]]]:
    """What axe finds serious or critical on a page, with the elements.

    It takes a while, and may meet words half faded by a run of the script: what is wrong is wrong the second time too.
    """
    return lambda page: _found(page) and (_settle(page) or _found(page))


def _found(page: Page) -> list[tuple[str, list[str]]]:
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="session")
def narrow() -> Callable[[Page, int], None]:
    """Waits until nothing of a page lies beyond a width: a chart takes its place's a moment after it is drawn."""
    return lambda page, width: page.wait_for_function(
        "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width",
        arg=width,
        timeout=20_000,
    )
