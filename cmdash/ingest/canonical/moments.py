"""The dates of a table: the order of day and month, years and clocks written elsewhere, the zone, the period of a report."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from cmdash.catalog import fields_of, normalise
from cmdash.ingest.canonical.clock import times_of_links
from cmdash.ingest.canonical.ends import settle_ends, with_bare_years
from cmdash.ingest.canonical.exchange import settle_exchange, tell_exchanged
from cmdash.ingest.canonical.orders import OF_DATES, ask_order, order_around, orders_shown
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.layout.around import years_around
from cmdash.ingest.typing import dates
from cmdash.model import ColumnMatch, Option


def convert_dates(work: Work) -> None:
    reading = work.export.reading if work.export else None
    prior = work.answer("date_order") or ""
    named: dict[str, np.ndarray] = {}  # the period each start and end names
    yearless = np.zeros(0, dtype=np.int64)
    for name in OF_DATES:
        found = work.column(name)
        if found is None:
            continue
        match, array = found
        style = dates.decide(
            array, prior=prior or (reading.date_order if reading else ""), language_hint=_language(work)
        )
        work.orders |= orders_shown(style)
        if prior and style.ambiguous:
            style = replace(style, ambiguous=False)
        elif style.ambiguous and not reading:
            style = order_around(work, match, array, style, _language(work))
        style = settle_exchange(work, match, array, style)
        told = bool(work.answer("year") or years_around(work.table))
        converted = dates.convert(array, style, anchor=_latest_day(work), told=told)
        if name in ("start", "end"):
            converted, named[name] = with_bare_years(array, converted)
            yearless = converted.yearless
        values, bad = converted.values, converted.bad
        if reading and reading.date_from_url:
            values, bad = _dates_from_links(work, match, converted)
        elif converted.beside:
            work.note_rows("year-from-rows", "info", converted.yearless, match.source)
        elif style.yearless:
            _ask_year(work, match, values)
        values = _with_clock(work, values) if name == "date" else values
        work.values[name] = _in_zone(work, values, style.has_time)
        work.tell_bad(match, array, bad, "cell-not-a-date")
        _tell_serials(work, match, array, converted)
        if name == "date":
            work.period, work.spans = converted.period, converted.periods
            work.locale = replace(work.locale, date_order=style.order)
        if style.has_offset:
            work.note("offset-dropped", "info", None, match.source)
        if name == "date" and not style.ambiguous:
            tell_exchanged(work, match, values)
        if style.ambiguous:
            ask_order(work, match, style)
        if name == "date" and work.mapping.kind in ("posts", "account"):
            _look_ahead(work, match)
    if reading is None:
        settle_ends(work, named, yearless)
    if work.mapping.kind == "campaigns" and not {"date", "start"} & set(work.values):
        _range_from_titles(work)
    if reading and reading.span_from == "file" and "date" not in work.values:
        _span_from_file(work)


def _latest_day(work: Work) -> np.datetime64:
    """The day that dates without a year cannot pass: the last of the year a person told or the tab names, else today."""
    told = work.answer("year") or years_around(work.table)
    return np.datetime64(f"{told}-12-31") if told else np.datetime64(work.today)


def _tell_serials(work: Work, match: ColumnMatch, array: pa.Array, converted: dates.ConvertedDates) -> None:
    """Excel serial numbers read as dates: said, with the first and its day."""
    rows = converted.serials
    if len(rows):
        cell, day = (
            array[int(rows[0])].as_py().strip(),
            str(converted.values[rows[0]].astype("datetime64[D]")),
        )
        work.note_rows("serial-as-date", "info", rows, match.source, value=cell, becomes=day)


def _ask_year(work: Work, match: ColumnMatch, values: np.ndarray) -> None:
    if work.answer("year") is None and years_around(work.table) is None and not np.isnat(values).all():
        last = int(values[~np.isnat(values)].max().astype("datetime64[Y]").astype(int)) + 1970
        years = [Option(str(last - back)) for back in range(3)]
        work.ask("year-missing", "year", years, match.source)


def _look_ahead(work: Work, match: ColumnMatch) -> None:
    """Figures of a day to come: said; a date more than a year ahead is a slip of the pen and counts as missing."""
    values, today = work.values["date"], np.datetime64(work.today)
    if not (values > today + 1).any():
        return
    values = np.where(_with_figures(work, len(values)), values, np.datetime64("NaT", "us"))
    far = np.flatnonzero(values > today + np.timedelta64(366, "D"))
    near = np.setdiff1d(np.flatnonzero(values > today + 1), far)
    for code, rows in (("date-too-far", far), ("date-in-future", near)):
        if len(rows):
            day = str(values[rows[0]].astype("datetime64[D]"))
            work.note_rows(code, "warning", rows, match.source, value=day)
    work.values["date"][far] = np.datetime64("NaT")


def _with_figures(work: Work, height: int) -> np.ndarray:
    """The rows that have a figure; all of them where the table has none (a month to come, prepared, is no slip of the pen)."""
    found = [work.values[f.id] for f in fields_of(work.mapping.kind) if f.numeric and f.id in work.values]
    told: np.ndarray = np.any([~np.isnan(v) for v in found], axis=0) if found else np.ones(height, bool)
    return told


def _dates_from_links(
    work: Work, match: ColumnMatch, converted: dates.ConvertedDates
) -> tuple[np.ndarray, np.ndarray]:
    """The id in a TikTok link holds the second of publication, so the missing year needs no guess.

    A link that tells none (a short one) leaves the date of its cell; the rows are named, as missing where the cell has
    none, and where its year had to be recovered.
    """
    values, bad = converted.values, converted.bad
    found = work.column("url")
    told = times_of_links(found[1]) if found else np.full(len(values), np.datetime64("NaT", "us"))
    known = ~np.isnat(told)
    if known.any():
        work.note("date-from-link", "info", count=int(known.sum()))
    guessed = converted.yearless[~known[converted.yearless]]
    if len(guessed) and converted.beside:
        work.note_rows("year-from-rows", "info", guessed, match.source)
    elif len(guessed):
        work.note_rows("year-not-in-link", "warning", guessed, match.source)
        _ask_year(work, match, values)
    without = np.flatnonzero(~known & np.isnat(values))
    if len(without):
        work.note_rows("date-not-in-link", "warning", without, match.source)
    return np.where(known, told, values), np.setdiff1d(bad, np.flatnonzero(known))


def _with_clock(work: Work, values: np.ndarray) -> np.ndarray:
    """A column of hours of its own (`Heure` beside `Date`) gives the dates their time."""
    for match in work.mapping.columns:
        if match.field is None and normalise(match.source) in (
            "heure",
            "time",
            "hour",
            "horaire",
            "heure de publication",
            "hora",
            "uhrzeit",
            "ora",
            "publish time",
        ):
            return dates.combine(values, work.table.columns[match.index])
    return values


def _in_zone(work: Work, values: np.ndarray, has_time: bool) -> np.ndarray:
    """Moves the wall clock into the person's zone, only for exports whose own zone is known."""
    wanted, known = work.answer("timezone"), work.export.reading.timezone if work.export else None
    if not wanted or not known or not has_time:
        return values
    moved = pd.DatetimeIndex(values).tz_localize(known, ambiguous="NaT", nonexistent="shift_forward")
    local = moved.tz_convert(wanted).tz_localize(None).to_numpy().astype("datetime64[us]")
    settled: np.ndarray = np.where(np.isnat(local), values, local)
    return settled


def _range_from_titles(work: Work) -> None:
    """Google Ads writes the period of the report in a line above the header."""
    for title in work.table.titles:
        ends = [part.strip(' "') for part in re.split(r"\s[-–—]\s", title)]
        if len(ends) != 2:
            continue
        array = pa.array(ends)
        converted = dates.convert(array, dates.decide(array))
        if not np.isnat(converted.values).any():
            height = len(work.table.numbers)
            work.values["start"] = np.repeat(converted.values[:1], height)
            work.values["end"] = np.repeat(converted.values[1:], height)
            return


def _span_from_file(work: Work) -> None:
    """An export without any date whose file name holds the first and the last day (Google Business Profile).

    The rows are dated by the first day; the period is told where the span is exactly one month, quarter or year.
    """
    found = re.findall(r"(?<!\d)20\d{2}-\d{1,2}-\d{1,2}(?!\d)", work.table.file)
    ends = pd.to_datetime(pd.Series(found, dtype="str"), format="%Y-%m-%d", errors="coerce").to_numpy(
        "datetime64[D]"
    )
    if len(ends) != 2 or not ends[0] <= ends[1]:
        return
    first, after = ends[0], ends[1] + np.timedelta64(1, "D")
    work.values["date"] = np.repeat(first.astype("datetime64[us]"), len(work.table.numbers))
    months = int((after.astype("datetime64[M]") - first.astype("datetime64[M]")).astype(int))
    whole = all(day == day.astype("datetime64[M]").astype("datetime64[D]") for day in (first, after))
    work.period = {1: "month", 3: "quarter", 12: "year"}.get(months) if whole else None


def _language(work: Work) -> str:
    """The language of the headers, as far as it says which part of a date comes first."""
    plain = {normalise(name) for name in work.table.header or ()}
    english = plain & {
        "post",
        "likes",
        "comments",
        "shares",
        "views",
        "reach",
        "network",
        "followers",
        "link",
    }
    french = plain & {
        "reseau", "j'aime", "commentaires", "partages", "vues", "portee", "abonnes", "jour", "heure", "lien", "theme", "publication",
        "date de publication", "plateforme", "mois", "texte", "titre", "clics", "interactions", "rubrique",
    }  # fmt: skip
    return "fr" if len(french) > len(english) else ""
