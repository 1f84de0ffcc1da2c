"""Installs what the tests need, a browser included, and passes them. Standard library only; run with Python 3.11+.

python3 .ci/test.py            everything: lint, types, unit, property, page and browser tests
python3 .ci/test.py -k dates   the same set-up, then only the tests that pytest selects with these words
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def run(*words: str | Path, **changes: str) -> None:
    """Run a command in the project's folder and stop with its status when it fails."""
    print("$", *words, flush=True)
    status = subprocess.run([str(word) for word in words], cwd=ROOT, env={**os.environ, **changes}).returncode
    if status:
        sys.exit(status)


def install_packages() -> None:
    """A virtual environment with the pinned packages; made anew where it is missing."""
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        "requirements.txt",
        "-r",
        "requirements-dev.txt",
    )


def find_browser() -> str | None:
    """A Chromium on this machine, or None."""
    named = os.environ.get("CMDASH_BROWSER")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def install_browser() -> str:
    """The path of a Chromium: the system's, else Debian's package, else the one that Playwright brings."""
    found = find_browser()
    if found:
        return found
    if shutil.which("apt-get"):
        admin = [] if os.geteuid() == 0 else ["sudo"]
        run(*admin, "apt-get", "update", "-qq")
        run(
            *admin,
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
            "fonts-dejavu-core",
            DEBIAN_FRONTEND="noninteractive",
        )
        return find_browser() or "/usr/bin/chromium"
    run(PYTHON, "-m", "playwright", "install", "chromium")
    return ""


def main() -> None:
    """Set up, then lint, types and tests; with arguments, the tests they select alone."""
    install_packages()
    browser = install_browser()
    if len(sys.argv) == 1:
        run(PYTHON, "-m", "ruff", "check", ".")
        run(PYTHON, "-m", "ruff", "format", "--check", ".")
        run(PYTHON, "-m", "mypy")
    settings = {"CMDASH_BROWSER": browser, "OPENBLAS_NUM_THREADS": "1"}  # tests may load numpy before cmdash
    run(PYTHON, "-m", "pytest", "-n", "3", "--dist", "worksteal", *sys.argv[1:], **settings)


if __name__ == "__main__":
    main()
