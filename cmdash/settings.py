"""Reads the choices written on a command line (`--set network=facebook`) into answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmdash.catalog import Setting, nearest, networks, settings
from cmdash.model import Answer, Finding, Refusal

_WRITTEN = re.compile(r"(?:(?P<scope>.+):)?(?P<key>[^=:]+)=(?P<value>.*)", re.DOTALL)
_ACCOUNT = "account "


def parse(written: str) -> Answer:
    """One `--set` text as an answer: `key=value`, `FILE:key=value` or `account NAME:key=value`.

    A setting that may be given for an account reads `account NAME` as that account; every other scope is a file
    name. Raises `Refusal` (codes `setting-shape`, `setting-unknown`, `setting-value`, `setting-scope`) with the
    nearest known word.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise Refusal(_fault("setting-shape", written=written))
    setting = _setting(match["key"].strip())
    value = setting.accept(match["value"])
    if value is None:
        raise Refusal(_value_fault(setting, match["value"].strip()))
    if match["scope"] is not None and setting.scopes == ("all",):
        raise Refusal(_fault("setting-scope", written=written, key=setting.id))
    file, account = _scope(setting, match["scope"])
    return Answer(setting.id, value, file=file, account=account)


def _setting(key: str) -> Setting:
    known = {name: setting for name, setting in settings().items() if setting.scopes}
    if key not in known:
        raise Refusal(near_fault("setting-unknown", key, known))
    return known[key]


def _scope(setting: Setting, scope: str | None) -> tuple[str | None, str | None]:
    """The file and the account an answer is limited to."""
    if scope is None:
        return None, None
    if "account" in setting.scopes and scope.startswith(_ACCOUNT):
        return None, scope.removeprefix(_ACCOUNT).strip()
    return scope.strip(), None


def _value_fault(setting: Setting, value: str) -> Finding:
    if setting.values:
        allowed = setting.values if setting.id != "network" else tuple(networks())
        return near_fault("setting-value", value, allowed, key=setting.id)
    return _fault(f"setting-value-{setting.id}", value=value)


def near_fault(code: str, given: str, known: Iterable[str], **params: str) -> Finding:
    """A finding about a word that is not known, with the nearest known one (`near`) or the whole list (`known`).

    Its code ends in `-near` where there is a near word, so that the sentence can ask "did you mean".
    """
    words = list(known)
    near = nearest(given, words)
    if near:
        return _fault(f"{code}-near", given=given, near=near, **params)
    return _fault(code, given=given, known=", ".join(words), **params)


def _fault(code: str, **params: str) -> Finding:
    return Finding(code, "error", "", params=params)
