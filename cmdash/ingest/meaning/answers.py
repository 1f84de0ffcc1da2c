"""What a person answered, for one table: the closest answer wins."""

from __future__ import annotations

from cmdash.model import Answer, Profile


def answer(profile: Profile, key: str, file: str, layout: str) -> str | None:
    """What a person chose for a setting: for this layout, else for this file, else for every file; the last said wins."""
    fitting = [
        a
        for a in profile.answers
        if a.key == key and (a.file in (None, file)) and (a.layout in (None, layout))
    ]
    fitting.sort(key=_closeness)
    return fitting[-1].value if fitting else None


def _closeness(given: Answer) -> int:
    return 2 * (given.layout is not None) + (given.file is not None)
