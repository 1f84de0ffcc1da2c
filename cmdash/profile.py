"""The cmdash file (`.cmdash`): what a person taught cmdash, as JSON that they keep. It holds no row of data.

    {"format": "cmdash", "version": 1, "answers": [{"key": "network", "value": "facebook", "file": "reach.csv"}],
     "mappings": {"<layout fingerprint>": {"<header as written>": "<field id, or empty for an extra>"}},
     "goals": [{"kpi": "reach", "target": 20000, "network": "instagram", "start": "2026-01-01", "end": "2026-12-31"}],
     "events": [{"start": "2026-07-14", "end": "2026-07-14", "name": "..."}], "seasons": {"zone": "B", "public": true},
     "checklist": {"report": "2026-07-01"}, ...}

Sections and entries that this version does not know are kept as they are and written back.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import fields as attributes
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from cmdash.catalog import ZONES, fields, kpis, settings
from cmdash.model import Answer, Event, Finding, Goal, Profile, Refusal, Seasons

SUFFIX = ".cmdash"
VERSION = 1
MAX_BYTES = 5_000_000
_KNOWN = ("format", "version", "answers", "mappings", "goals", "events", "seasons", "checklist")
_ANSWER = tuple(attribute.name for attribute in attributes(Answer))
_GOAL = tuple(attribute.name for attribute in attributes(Goal))
_EVENT = tuple(attribute.name for attribute in attributes(Event))


def is_profile(name: str) -> bool:
    """Whether a file name is that of a cmdash file."""
    return PurePath(name).suffix.casefold() == SUFFIX


def load(content: bytes, name: str = f"profile{SUFFIX}") -> Profile:
    """The profile a cmdash file holds.

    A file of a newer version is read as far as it is understood; the rest is kept in `extra`. Raises `Refusal` with
    code `profile-unreadable` (not JSON, cut, too large), `profile-foreign` (JSON that is not a cmdash file) or
    `profile-damaged` (a known section that is not what it should be; `section` names it).
    """
    document = _document(content, name)
    extra: dict[str, Any] = {key: value for key, value in document.items() if key not in _KNOWN}
    if document["version"] > VERSION:
        extra["version"] = document["version"]
    answers, odd_answers = _answers(document.get("answers", []), name)
    mappings, odd_mappings = _mappings(document.get("mappings", {}), name)
    goals, odd_goals = _goals(document.get("goals", []), name)
    events, odd_events = _events(document.get("events", []), name)
    seasons, odd_seasons = _seasons(document.get("seasons", {}), events, name)
    ticks = _ticks(document.get("checklist", {}), name)
    odd = {
        "answers": odd_answers, "mappings": odd_mappings, "goals": odd_goals, "events": odd_events,
        "seasons": odd_seasons,
    }  # fmt: skip
    extra |= {section: entries for section, entries in odd.items() if entries}
    return Profile(answers, MappingProxyType(mappings), MappingProxyType(extra), goals, seasons, ticks)


def dump(profile: Profile) -> bytes:
    """The cmdash file of a profile: UTF-8 JSON, indented, the same bytes for the same profile."""
    extra = dict(profile.extra)
    document: dict[str, Any] = {"format": "cmdash", "version": extra.pop("version", VERSION)}
    document["answers"] = [_answer_entry(answer) for answer in profile.answers] + _list(
        extra.pop("answers", [])
    )
    mappings: dict[str, dict[str, Any]] = {key: dict(columns) for key, columns in profile.mappings.items()}
    for fingerprint, columns in _dict(extra.pop("mappings", {})).items():
        mappings[fingerprint] = {**columns, **mappings.get(fingerprint, {})}
    document["mappings"] = mappings
    goals = [_goal_entry(goal) for goal in profile.goals] + _list(extra.pop("goals", []))
    if goals:
        document["goals"] = goals
    seasons = profile.seasons
    events = [_event_entry(event) for event in seasons.events] + _list(extra.pop("events", []))
    if events:
        document["events"] = events
    said = _dict(extra.pop("seasons", {}))
    if seasons.zone or seasons.public or said:
        chosen = {"zone": seasons.zone} if seasons.zone else {}
        document["seasons"] = {"zone": "", **said, **chosen, "public": seasons.public}
    if profile.checklist:
        document["checklist"] = {task: day.isoformat() for task, day in sorted(profile.checklist.items())}
    document.update(extra)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def join(older: Profile, newer: Profile) -> Profile:
    """Two profiles as one: where both speak of the same thing, the newer one is kept."""
    answers = {answer.subject: answer for answer in (*older.answers, *newer.answers)}
    mappings = {
        key: MappingProxyType({**older.mappings.get(key, {}), **newer.mappings.get(key, {})})
        for key in (*older.mappings, *newer.mappings)
    }
    extra = MappingProxyType(
        {
            section: _merged(older.extra.get(section), newer.extra.get(section))
            for section in (*older.extra, *newer.extra)
        }
    )
    goals = {goal.subject: goal for goal in (*older.goals, *newer.goals)}
    events = {event.subject: event for event in (*older.seasons.events, *newer.seasons.events)}
    said = newer.seasons if newer.seasons.zone or newer.seasons.public else older.seasons
    seasons = replace(said, events=tuple(sorted(events.values())))
    ticks = MappingProxyType({**older.checklist, **newer.checklist})
    return Profile(
        tuple(answers.values()), MappingProxyType(mappings), extra, tuple(goals.values()), seasons, ticks
    )


def _document(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise _refusal("profile-unreadable", name)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _refusal("profile-unreadable", name) from None
    if not isinstance(document, dict) or document.get("format") != "cmdash":
        raise _refusal("profile-foreign", name)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _refusal("profile-damaged", name, "version")
    return document


def _answers(entries: object, name: str) -> tuple[tuple[Answer, ...], list[Any]]:
    """The answers that are understood, and the entries of another version, untouched."""
    if not isinstance(entries, list):
        raise _refusal("profile-damaged", name, "answers")
    known, odd = [], []
    for entry in entries:
        answer = _answer(entry, name)
        if answer is None:
            odd.append(entry)
        else:
            known.append(answer)
    return tuple(known), odd


def _answer(entry: object, name: str) -> Answer | None:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise _refusal("profile-damaged", name, "answers")
    setting = settings().get(entry.get("key", ""))
    if setting is None or set(entry) - set(_ANSWER):
        return None
    value = setting.accept(entry.get("value", ""))
    if value is None:
        return None
    return Answer(**{**entry, "key": setting.id, "value": value})


def _answer_entry(answer: Answer) -> dict[str, str]:
    return {key: value for key in _ANSWER if (value := getattr(answer, key)) is not None}


def _goals(entries: object, name: str) -> tuple[tuple[Goal, ...], list[Any]]:
    """The goals that are understood, and the entries of another version, untouched."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _refusal("profile-damaged", name, "goals")
    known, odd = [], []
    for entry in entries:
        try:
            goal = _goal(entry)
        except (TypeError, ValueError, OverflowError):
            raise _refusal("profile-damaged", name, "goals") from None
        if goal is None:
            odd.append(entry)
        else:
            known.append(goal)
    return tuple(known), odd


def _goal(entry: Mapping[str, Any]) -> Goal | None:
    """The goal of an entry; None for one of another version. Raises `ValueError` or `TypeError` for a damaged one."""
    if entry.get("kpi") not in kpis() or set(entry) - set(_GOAL):
        return None
    words = {key: entry.get(key, "") for key in ("kpi", "network", "account", "note")}
    start, end = (
        None if entry.get(key) is None else dt.date.fromisoformat(entry[key]) for key in ("start", "end")
    )
    target = entry.get("target")
    if isinstance(target, bool) or not isinstance(target, int | float) or not math.isfinite(target):
        raise ValueError(f"no target: {target!r}")
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("not a text")
    return Goal(target=float(target), start=start, end=end, **words)


def _goal_entry(goal: Goal) -> dict[str, Any]:
    """A goal as it is written: ISO days, nothing for what it does not say."""
    found: dict[str, Any] = {}
    for key in _GOAL:
        value = getattr(goal, key)
        if value not in (None, ""):
            found[key] = value.isoformat() if isinstance(value, dt.date) else value
    return found


def _events(entries: object, name: str) -> tuple[tuple[Event, ...], list[Any]]:
    """The events that are understood, by day, and the entries of another version, untouched."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _refusal("profile-damaged", name, "events")
    known, odd = [], []
    for entry in entries:
        if set(entry) - set(_EVENT):
            odd.append(entry)
            continue
        try:
            start, end = (dt.date.fromisoformat(entry[key]) for key in ("start", "end"))
            if not isinstance(entry["name"], str) or end < start:
                raise ValueError(f"no event: {entry!r}")
        except (TypeError, ValueError, KeyError):
            raise _refusal("profile-damaged", name, "events") from None
        known.append(Event(start, end, entry["name"]))
    return tuple(sorted(known)), odd


def _event_entry(event: Event) -> dict[str, str]:
    return {"start": event.start.isoformat(), "end": event.end.isoformat(), "name": event.name}


def _seasons(said: object, events: tuple[Event, ...], name: str) -> tuple[Seasons, dict[str, Any]]:
    """What the time axis shows, and what another version says of it. A zone that this one does not know is none."""
    if not isinstance(said, dict):
        raise _refusal("profile-damaged", name, "seasons")
    odd = {key: value for key, value in said.items() if key not in ("zone", "public")}
    zone = said.get("zone", "")
    if zone and zone not in ZONES:
        odd["zone"] = zone
    return Seasons(zone if zone in ZONES else "", said.get("public") is True, events), odd


def _merged(older: object, newer: object) -> object:
    """What two files say beyond what is understood: lists joined, sections merged, else the newer one."""
    if isinstance(older, list) and isinstance(newer, list):
        return [*older, *(entry for entry in newer if entry not in older)]
    if isinstance(older, dict) and isinstance(newer, dict):
        return {key: _merged(older.get(key), newer.get(key)) for key in (*older, *newer)}
    return older if newer is None else newer


def _ticks(entries: object, name: str) -> Mapping[str, dt.date]:
    """The day each task was last ticked; tasks that this version does not know are kept."""
    if not isinstance(entries, dict):
        raise _refusal("profile-damaged", name, "checklist")
    try:
        return MappingProxyType({str(task): dt.date.fromisoformat(day) for task, day in entries.items()})
    except (TypeError, ValueError):
        raise _refusal("profile-damaged", name, "checklist") from None


def _mappings(entries: object, name: str) -> tuple[dict[str, Mapping[str, str]], dict[str, dict[str, str]]]:
    """The mappings whose fields are known, and the columns mapped to a field of another version."""
    if not isinstance(entries, dict) or not all(isinstance(columns, dict) for columns in entries.values()):
        raise _refusal("profile-damaged", name, "mappings")
    known: dict[str, Mapping[str, str]] = {}
    odd: dict[str, dict[str, str]] = {}
    for fingerprint, columns in entries.items():
        if not all(isinstance(field, str) for field in columns.values()):
            raise _refusal("profile-damaged", name, "mappings")
        understood = {header: field for header, field in columns.items() if field in fields() or field == ""}
        known[fingerprint] = MappingProxyType(understood)
        if len(understood) < len(columns):
            odd[fingerprint] = {h: field for h, field in columns.items() if h not in understood}
    return known, odd


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _refusal(code: str, name: str, section: str = "") -> Refusal:
    return Refusal(Finding(code, "error", name, params={"section": section} if section else {}))
