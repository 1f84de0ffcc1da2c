"""The rooms of the house: who may import whom. Nothing flows back."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "cmdash"

# room -> rooms of ours it may import (its own always)
ALLOWED = {
    "catalog": set(),
    "model": {"catalog"},
    "wording": {"catalog", "model"},
    "profile": {"catalog", "model"},
    "settings": {"catalog", "model"},
    "ingest": {"model", "catalog"},
    "kpi": {"model", "catalog"},
    "evidence": {"kpi", "model", "catalog"},
    "story": {"evidence", "kpi", "model", "catalog", "wording"},
    "charts": {"model", "catalog", "wording"},
    "export": {"model", "catalog", "wording"},
    "demo": {"model", "catalog"},
    "report": {"story", "charts", "evidence", "kpi", "model", "catalog", "wording"},
    "ui": {"*"},
    "calls": {"*", "-ui"},
    "command": {"*", "-ui"},
    "__main__": {"*", "-ui"},
    "__init__": {"*", "-ui"},
    "pages": {"ui"},
    "app": {"ui"},
}
FOREIGN = {"streamlit": {"ui"}}  # package -> the only rooms that may import it
PAGES_NEVER = ("pandas", "altair", "numpy", "streamlit")


def room_of(path: Path) -> str:
    if path.is_relative_to(HOUSE):
        return path.relative_to(HOUSE).parts[0].removesuffix(".py")
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its room"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def files() -> list[Path]:
    pages = [ROOT / "app.py", *(ROOT / "pages").glob("*.py")]
    return sorted([*HOUSE.rglob("*.py"), *(p for p in pages if p.exists())])


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    assert room in ALLOWED, f"{path}: '{room}' is not a room of the house"
    allowed = ALLOWED[room]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "cmdash":
            target = parts[1] if len(parts) > 1 else "__init__"
            if target == room:
                continue
            assert f"-{target}" not in allowed, f"{room} may not import {target}"
            assert "*" in allowed or target in allowed, f"{room} may not import {target} ({name})"
        elif parts[0] in FOREIGN:
            assert room in FOREIGN[parts[0]], (
                f"{parts[0]} may only be imported in {FOREIGN[parts[0]]}, not in {room}"
            )
        if room in ("pages", "app"):
            assert parts[0] not in PAGES_NEVER, f"a page composes: {parts[0]} does not belong in {path.name}"


def test_session_state_lives_in_one_place() -> None:
    for path in files():
        if path != HOUSE / "ui" / "state.py":
            assert "session_state" not in path.read_text(encoding="utf-8"), path


def test_pages_are_short() -> None:
    for path in [ROOT / "app.py", *(ROOT / "pages").glob("*.py")]:
        if path.exists():
            assert len(path.read_text(encoding="utf-8").splitlines()) < 60, path


def test_no_module_with_a_name_that_says_nothing() -> None:
    assert not [p for p in HOUSE.rglob("*.py") if p.stem in ("utils", "helpers", "common", "misc")]


def test_every_package_that_is_imported_is_pinned() -> None:
    """What another package happens to bring is not there on a new machine."""
    pinned = {
        name.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if (name := line.partition("#")[0].strip())
    }
    known = packages_distributions()
    tops = {name.partition(".")[0] for path in files() for name in imports(path)}
    foreign = tops - set(sys.stdlib_module_names) - {"cmdash", "__future__"}
    loose = {
        name
        for name in foreign
        if not pinned & {one.lower().replace("_", "-") for one in known.get(name, [name])}
    }
    assert loose == set()


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_asks_the_guard_first(path: Path) -> None:
    """A cold link to a page without the guard would show it without its frame."""
    _, first, second = ast.parse(path.read_text(encoding="utf-8")).body
    assert ast.unparse(first) == "from cmdash.ui.frame import guard"
    assert ast.unparse(second).splitlines()[0] == "if guard(__file__):"
