"""French public holidays and school holidays by zone, from the packages `holidays` and `vacances-scolaires-france`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from cmdash.catalog.loader import read

ZONES = ("A", "B", "C")
_SPELLED = {"fr": "fr", "en": "en_US"}


def public_holidays(first: dt.date, last: dt.date, language: str) -> Iterator[tuple[dt.date, str]]:
    """The public holidays of metropolitan France in a span (both ends included), each with its name, by day."""
    for year in range(first.year, last.year + 1):
        for day, name in _of_year(year, language):
            if first <= day <= last:
                yield day, name


@cache
def _of_year(year: int, language: str) -> tuple[tuple[dt.date, str], ...]:
    import holidays

    return tuple(sorted(holidays.country_holidays("FR", years=year, language=_SPELLED[language]).items()))


def school_holidays(zone: str, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, str]]:
    """The days without school of a zone (A, B or C) in a span, each with the id of its holidays (`summer`), by day.

    Days after `school_known()` are absent, which does not mean that there is school.
    """
    days = _of_zone(zone)
    for day in sorted(day for day in days if first <= day <= last):
        yield day, days[day]


def school_known() -> dt.date:
    """The last day of holidays that the package knows: beyond it nothing can be said."""
    return max(max(_of_zone(zone)) for zone in ZONES)


@cache
def _of_zone(zone: str) -> Mapping[dt.date, str]:
    from vacances_scolaires_france import SchoolHolidayDates

    dates = SchoolHolidayDates()
    marker = dates.zone_key(zone)
    marks = read("holidays")["school"]
    found = {
        day: next((name for name, part in marks.items() if part in row["nom_vacances"]), "summer")
        for day, row in dates.data.items()
        if row[marker]
    }
    return MappingProxyType(found)
