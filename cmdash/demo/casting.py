"""Reads who lives in a demo: pages, themes and events, declared in the TOML files of `cast/`."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cmdash.demo.captions import Theme, Voice
from cmdash.demo.life import Event, Habit, Life, Page, live

_FOLDER = Path(__file__).parent / "cast"


@cache
def declared(name: str) -> dict[str, Any]:
    """The TOML file of a demo (or of one client of it) as a dict."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def lives(name: str, start: dt.date, end: dt.date) -> Mapping[str, Life]:
    """Every page declared in `<name>.toml`, lived from `start` to `end`, by its key there."""
    entry = declared(name)
    voice = Voice({key: Theme(**theme) for key, theme in entry["themes"].items()}, entry["slots"])
    events = [
        Event(**{**event, "networks": tuple(event.get("networks", ()))}) for event in entry.get("events", ())
    ]
    return {key: live(_page(page), start, end, voice, events, name) for key, page in entry["pages"].items()}


def _page(entry: Mapping[str, Any]) -> Page:
    formats = {name: Habit(**habit) for name, habit in entry["formats"].items()}
    return Page(**{**entry, "formats": formats})
