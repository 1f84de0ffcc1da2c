"""The cmdash file (`.cmdash`): what a person taught cmdash, as JSON that they keep. It holds no row of data.

    {"format": "cmdash", "version": 1, "answers": [{"key": "network", "value": "facebook", "file": "reach.csv"}],
     "mappings": {"<layout fingerprint>": {"<header as written>": "<field id, or empty for an extra>"}},
     "goals": [{"kpi": "reach", "target": 20000, "network": "instagram", "start": "2026-01-01", "end": "2026-12-31"}],
     "events": [{"start": "2026-07-14", "end": "2026-07-14", "name": "..."}], "seasons": {"zone": "B", "public": true},
     "checklist": {"report": "2026-07-01"}, "brand": {"name": "...", "colour": "#1F5C99", "logo": "<base64>"},
     "lessons": [{"claim": "...", "date": "2026-07-01", "factor": "theme", "level": "Coulisses", "side": "more"}], ...}

Sections and entries that this version does not know are kept as they are and written back.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from cmdash.model import Profile, lessons
from cmdash.model.brand import NO_BRAND
from cmdash.profile import sections

SUFFIX = ".cmdash"
VERSION = 1
MAX_BYTES = 5_000_000
_KNOWN = (
    "format",
    "version",
    "answers",
    "mappings",
    "goals",
    "events",
    "seasons",
    "checklist",
    "brand",
    "lessons",
)


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
    answers, odd_answers = sections.answers(document.get("answers", []), name)
    mappings, odd_mappings = sections.mappings(document.get("mappings", {}), name)
    goals, odd_goals = sections.goals(document.get("goals", []), name)
    events, odd_events = sections.events(document.get("events", []), name)
    seasons, odd_seasons = sections.seasons(document.get("seasons", {}), events, name)
    ticks = sections.ticks(document.get("checklist", {}), name)
    brand, odd_brand = sections.brand(document.get("brand", {}), name)
    learned, odd_lessons = sections.lessons(document.get("lessons", []), name)
    odd = {
        "answers": odd_answers, "mappings": odd_mappings, "goals": odd_goals, "events": odd_events,
        "seasons": odd_seasons, "brand": odd_brand, "lessons": odd_lessons,
    }  # fmt: skip
    extra |= {section: entries for section, entries in odd.items() if entries}
    return Profile(
        answers, MappingProxyType(mappings), MappingProxyType(extra), goals, seasons, ticks, brand, learned
    )


def dump(profile: Profile) -> bytes:
    """The cmdash file of a profile: UTF-8 JSON, indented, the same bytes for the same profile."""
    extra = dict(profile.extra)
    document: dict[str, Any] = {"format": "cmdash", "version": extra.pop("version", VERSION)}
    document["answers"] = [sections.answer_entry(answer) for answer in profile.answers] + _list(
        extra.pop("answers", [])
    )
    mappings: dict[str, dict[str, Any]] = {key: dict(columns) for key, columns in profile.mappings.items()}
    for fingerprint, columns in _dict(extra.pop("mappings", {})).items():
        mappings[fingerprint] = {**columns, **mappings.get(fingerprint, {})}
    document["mappings"] = mappings
    goals = [sections.goal_entry(goal) for goal in profile.goals] + _list(extra.pop("goals", []))
    if goals:
        document["goals"] = goals
    seasons = profile.seasons
    events = [sections.event_entry(event) for event in seasons.events] + _list(extra.pop("events", []))
    if events:
        document["events"] = events
    said = _dict(extra.pop("seasons", {}))
    if seasons.zone or seasons.public or said:
        chosen = {"zone": seasons.zone} if seasons.zone else {}
        document["seasons"] = {"zone": "", **said, **chosen, "public": seasons.public}
    if profile.checklist:
        document["checklist"] = {task: day.isoformat() for task, day in sorted(profile.checklist.items())}
    marks = {**_dict(extra.pop("brand", {})), **sections.brand_entry(profile.brand)}
    if marks:
        document["brand"] = marks
    learned = [lessons.written(lesson) for lesson in profile.lessons] + _list(extra.pop("lessons", []))
    if learned:
        document["lessons"] = learned
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
    learned = {lesson.subject: lesson for lesson in (*older.lessons, *newer.lessons)}
    return Profile(
        tuple(answers.values()), MappingProxyType(mappings), extra, tuple(goals.values()), seasons, ticks,
        newer.brand if newer.brand != NO_BRAND else older.brand, tuple(learned.values()),
    )  # fmt: skip


def _document(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise sections.refusal("profile-unreadable", name)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise sections.refusal("profile-unreadable", name) from None
    if not isinstance(document, dict) or document.get("format") != "cmdash":
        raise sections.refusal("profile-foreign", name)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise sections.refusal("profile-damaged", name, "version")
    return document


def _merged(older: object, newer: object) -> object:
    """What two files say beyond what is understood: lists joined, sections merged, else the newer one."""
    if isinstance(older, list) and isinstance(newer, list):
        return [*older, *(entry for entry in newer if entry not in older)]
    if isinstance(older, dict) and isinstance(newer, dict):
        return {key: _merged(older.get(key), newer.get(key)) for key in (*older, *newer)}
    return older if newer is None else newer


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
