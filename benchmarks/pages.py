"""The pages in a real browser: a sheet dropped, a filter changed, a server started; each against a floor of Streamlit's.

    python -m benchmarks.pages

Needs Chromium (CMDASH_BROWSER names another one). Floors run in the same process, with the same garbage setting.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.measure import ROOT, report
from benchmarks.sheets import community_csv, french_csv

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DRAWN = "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas"
RESTING = "[data-testid=stApp][data-test-script-state=notRunning]"
ANSWER = 60_000
WINDOW = ViewportSize(width=1280, height=900)


@contextmanager
def serving(*script: str) -> Iterator[str]:
    """A Streamlit server of a script on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", *script, "--server.headless=true", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.02)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def drop(browser: Browser, address: str, sheets: list[Path], floor: bool) -> float:
    """Seconds from a drop to the drawn charts: three on the Overview, one on the floor's page."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{address}/?floor=upload" if floor else address)
    page.wait_for_selector("input[type=file]", state="attached", timeout=ANSWER)
    page.wait_for_selector(RESTING, timeout=ANSWER)
    begun = time.perf_counter()
    page.set_input_files("input[type=file]", sheets)
    if not floor:
        page.click("[data-testid=stMain] a[href*=overview]", timeout=ANSWER)
    page.wait_for_function(
        "([s, n]) => document.querySelectorAll(s).length >= n", arg=[DRAWN, 1 if floor else 3], timeout=ANSWER
    )
    spent = time.perf_counter() - begun
    context.close()
    return spent


def drops(browser: Browser, address: str, folder: Path) -> None:
    """A 1,000-row sheet dropped until the Overview is drawn; the child process included, median of seven."""
    ours, floors = [], []
    community = folder / "communauté.csv"
    community.write_bytes(community_csv())
    for number in range(8):
        sheet = folder / f"suivi {number}.csv"
        sheet.write_bytes(french_csv(1_000 + number))
        ours.append(drop(browser, address, [sheet, community], floor=False))
        floors.append(drop(browser, address, [sheet, community], floor=True))
    report(
        "1,000 rows dropped, to the Overview drawn",
        statistics.median(ours[1:]),
        statistics.median(floors[1:]),
        4.0,
        2.5,
    )


CHANGED = """async ([act]) => {
    const title = () => [...document.querySelectorAll('[data-testid=stMain]')].map(e => e.textContent).join();
    const before = title(), begun = performance.now();
    eval(act);
    while (title() === before) await new Promise(requestAnimationFrame);
    while (!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]"))
        await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return (performance.now() - begun) / 1000;
}"""


def filters(browser: Browser, address: str, folder: Path) -> None:
    """A network chosen and let go on the Overview of 100,000 posts, first time and again, against button and text."""
    sheet = folder / "cent mille.csv"
    sheet.write_bytes(french_csv(100_000))
    page = browser.new_context(locale="fr-FR", viewport=WINDOW).new_page()
    page.goto(address)
    page.wait_for_selector("input[type=file]", state="attached", timeout=ANSWER)
    page.wait_for_selector(RESTING, timeout=ANSWER)
    community = folder / "communauté.csv"
    community.write_bytes(community_csv())
    page.set_input_files("input[type=file]", [sheet, community])
    page.click("[data-testid=stMain] a[href*=overview]", timeout=ANSWER)
    page.wait_for_function(
        "([s, n]) => document.querySelectorAll(s).length >= n", arg=[DRAWN, 2], timeout=ANSWER
    )
    page.wait_for_selector(RESTING, timeout=ANSWER)
    floor_page = browser.new_context(viewport=WINDOW).new_page()
    floor_page.goto(f"{address}/?floor=button")
    floor_page.wait_for_selector(RESTING, timeout=ANSWER)
    pills = "document.querySelectorAll('[data-testid=stSidebar] [data-testid=stButtonGroup] button')"
    first: list[float] = []
    again: list[float] = []
    floors: list[float] = []
    for turn in range(3):
        for number in range(4):
            for _ in range(2):
                page.wait_for_timeout(400)
                spent = float(page.evaluate(CHANGED, [f"{pills}[{number}].click()"]))
                (first if turn == 0 and _ == 0 else again).append(spent)
                floor_page.wait_for_timeout(100)
                floors.append(
                    float(
                        floor_page.evaluate(
                            CHANGED, ["document.querySelector('[data-testid=stMain] button').click()"]
                        )
                    )
                )
    floor = statistics.median(floors)
    report("a filter changed, 100,000 posts", statistics.median(again), floor, 5.0, 3.5)
    report("a filter changed, not yet cached", statistics.median(first), floor, 8.0)


def starts(browser: Browser) -> None:
    """From the start of the process to Home drawn, against Streamlit's own hello."""
    ours, floors = [], []
    for _ in range(3):
        for script, spent in ((("run", "app.py"), ours), (("hello",), floors)):
            begun = time.perf_counter()
            with serving(*script) as address:
                page = browser.new_context(locale="fr-FR").new_page()
                page.goto(address)
                page.wait_for_selector("h1", timeout=ANSWER)
                page.wait_for_selector(RESTING, timeout=ANSWER)
                spent.append(time.perf_counter() - begun)
                page.context.close()
    report("process start to Home drawn", statistics.median(ours), statistics.median(floors), 1.8, 1.4)


def main() -> None:
    path = os.environ.get("CMDASH_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        starts(browser)
        with serving("run", "benchmarks/both.py") as address:
            drops(browser, address, Path(folder))
            filters(browser, address, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
