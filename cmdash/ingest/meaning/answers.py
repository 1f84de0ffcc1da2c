"""What a person answered, for one table: the closest answer wins."""

from __future__ import annotations

from cmdash.model import Answer, Profile


def answer(profile: Profile, key: str, file: str, layout: str, sheet: str | None = None) -> str | None:
    """What a person chose for a setting: for this layout, else for this file, else for every file; the last said wins.

    An answer for one sheet of them is closer than one for all of its sheets.
    """
    found = fitting(profile, key, file, layout, sheet)
    return found[-1].value if found else None


def fitting(profile: Profile, key: str, file: str, layout: str, sheet: str | None = None) -> list[Answer]:
    """The answers about a table, the closest last. What was said of one account is not about the table."""
    found = [
        a
        for a in profile.answers
        if a.key == key
        and a.account is None
        and a.file in (None, file)
        and a.layout in (None, layout)
        and a.sheet in (None, sheet)
    ]
    return sorted(found, key=_closeness)


def _closeness(given: Answer) -> int:
    return 4 * (given.layout is not None) + 2 * (given.file is not None) + (given.sheet is not None)
