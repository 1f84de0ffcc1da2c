"""The sections of a cmdash file: what is understood, and what another version wrote, kept untouched."""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import fields as attributes
from types import MappingProxyType
from typing import Any

from cmdash.catalog import ZONES, fields, kpis, settings
from cmdash.model import Answer, Event, Finding, Goal, Lesson, Refusal, Seasons
from cmdash.model import lessons as kept_lessons
from cmdash.model.brand import LONGEST, Brand, is_colour, is_logo

_ANSWER = tuple(attribute.name for attribute in attributes(Answer))
_GOAL = tuple(attribute.name for attribute in attributes(Goal))
_BRAND = ("name", "logo", "colour", "second", "footer")
_EVENT = tuple(attribute.name for attribute in attributes(Event))


def answers(entries: object, name: str) -> tuple[tuple[Answer, ...], list[Any]]:
    """The answers that are understood, and the entries of another version, untouched."""
    if not isinstance(entries, list):
        raise refusal("profile-damaged", name, "answers")
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
        raise refusal("profile-damaged", name, "answers")
    setting = settings().get(entry.get("key", ""))
    if setting is None or set(entry) - set(_ANSWER):
        return None
    value = setting.accept(entry.get("value", ""))
    if value is None:
        return None
    return Answer(**{**entry, "key": setting.id, "value": value})


def answer_entry(answer: Answer) -> dict[str, str]:
    return {key: value for key in _ANSWER if (value := getattr(answer, key)) is not None}


def goals(entries: object, name: str) -> tuple[tuple[Goal, ...], list[Any]]:
    """The goals that are understood, and the entries of another version, untouched."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refusal("profile-damaged", name, "goals")
    known, odd = [], []
    for entry in entries:
        try:
            goal = _goal(entry)
        except (TypeError, ValueError, OverflowError):
            raise refusal("profile-damaged", name, "goals") from None
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


def goal_entry(goal: Goal) -> dict[str, Any]:
    """A goal as it is written: ISO days, nothing for what it does not say."""
    found: dict[str, Any] = {}
    for key in _GOAL:
        value = getattr(goal, key)
        if value not in (None, ""):
            found[key] = value.isoformat() if isinstance(value, dt.date) else value
    return found


def lessons(entries: object, name: str) -> tuple[tuple[Lesson, ...], list[Any]]:
    """The lessons that are understood, and the entries of another version, untouched."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refusal("profile-damaged", name, "lessons")
    known, odd = [], []
    for entry in entries:
        try:
            lesson = kept_lessons.read(entry)
        except (TypeError, ValueError):
            raise refusal("profile-damaged", name, "lessons") from None
        if lesson is None:
            odd.append(entry)
        else:
            known.append(lesson)
    return tuple(known), odd


def events(entries: object, name: str) -> tuple[tuple[Event, ...], list[Any]]:
    """The events that are understood, by day, and the entries of another version, untouched."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refusal("profile-damaged", name, "events")
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
            raise refusal("profile-damaged", name, "events") from None
        known.append(Event(start, end, entry["name"]))
    return tuple(sorted(known)), odd


def event_entry(event: Event) -> dict[str, str]:
    return {"start": event.start.isoformat(), "end": event.end.isoformat(), "name": event.name}


def seasons(said: object, events: tuple[Event, ...], name: str) -> tuple[Seasons, dict[str, Any]]:
    """What the time axis shows, and what another version says of it. A zone that this one does not know is none."""
    if not isinstance(said, dict):
        raise refusal("profile-damaged", name, "seasons")
    odd = {key: value for key, value in said.items() if key not in ("zone", "public")}
    zone = said.get("zone", "")
    if zone and zone not in ZONES:
        odd["zone"] = zone
    return Seasons(zone if zone in ZONES else "", said.get("public") is True, events), odd


def ticks(entries: object, name: str) -> Mapping[str, dt.date]:
    """The day each task was last ticked; tasks that this version does not know are kept."""
    if not isinstance(entries, dict):
        raise refusal("profile-damaged", name, "checklist")
    try:
        return MappingProxyType({str(task): dt.date.fromisoformat(day) for task, day in entries.items()})
    except (TypeError, ValueError):
        raise refusal("profile-damaged", name, "checklist") from None


def mappings(entries: object, name: str) -> tuple[dict[str, Mapping[str, str]], dict[str, dict[str, str]]]:
    """The mappings whose fields are known, and the columns mapped to a field of another version."""
    if not isinstance(entries, dict) or not all(isinstance(columns, dict) for columns in entries.values()):
        raise refusal("profile-damaged", name, "mappings")
    known: dict[str, Mapping[str, str]] = {}
    odd: dict[str, dict[str, str]] = {}
    for fingerprint, columns in entries.items():
        if not all(isinstance(field, str) for field in columns.values()):
            raise refusal("profile-damaged", name, "mappings")
        understood = {header: field for header, field in columns.items() if field in fields() or field == ""}
        known[fingerprint] = MappingProxyType(understood)
        if len(understood) < len(columns):
            odd[fingerprint] = {h: field for h, field in columns.items() if h not in understood}
    return known, odd


def brand(said: object, name: str) -> tuple[Brand, dict[str, Any]]:
    """The brand of the reports, and what another version says of it. What is no colour or no picture is left out."""
    if not isinstance(said, dict) or not all(isinstance(said.get(key, ""), str) for key in _BRAND):
        raise refusal("profile-damaged", name, "brand")
    odd = {key: value for key, value in said.items() if key not in (*_BRAND, "cover")}
    try:
        logo = base64.b64decode(said.get("logo", ""), validate=True)
    except ValueError:
        raise refusal("profile-damaged", name, "brand") from None
    words = {key: said.get(key, "")[:LONGEST] for key in ("name", "footer")}
    hues = {key: said.get(key, "") if is_colour(said.get(key, "")) else "" for key in ("colour", "second")}
    return Brand(
        logo=logo if is_logo(logo) else b"", cover=said.get("cover") is not False, **words, **hues
    ), odd


def brand_entry(brand: Brand) -> dict[str, Any]:
    """A brand as it is written: nothing for what it does not say, the logo in base64."""
    found: dict[str, Any] = {
        key: value for key in ("name", "colour", "second", "footer") if (value := getattr(brand, key))
    }
    if brand.logo:
        found["logo"] = base64.b64encode(brand.logo).decode()
    return found if brand.cover else {**found, "cover": False}


def refusal(code: str, name: str, section: str = "") -> Refusal:
    """That a file cannot be used, and which section of it is damaged."""
    return Refusal(Finding(code, "error", name, params={"section": section} if section else {}))
