"""Converts the matched columns of a table into a canonical frame, and accounts for every row and unreadable cell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import Format, fields, fields_of, missing_cells, normalise
from cmdash.ingest import choices, dates, numbers
from cmdash.ingest.clock import settle_years, times_of_links
from cmdash.ingest.totals import stands_for
from cmdash.ingest.understanding import answer, network_id
from cmdash.model import (
    ColumnMatch,
    Finding,
    Locale,
    Option,
    Profile,
    RawTable,
    SetAside,
    TableMapping,
)

TOLD = 50  # unreadable cells told one by one, per column; the rest are counted
_CURRENCY = re.compile(
    r"\(?\b(EUR|USD|GBP|CHF|CAD|UAH|IDR|INR|BRL|AUD|JPY|PLN|SEK|DKK|NOK|MAD|TND|XOF|AED|CZK|RON|HUF|MXN)\b\)?"
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_HOURS = re.compile(r"\((?:hours|heures|horas|stunden|ore|uren|h)\)|\bheures\b|\bhours\b")


@dataclass(frozen=True, eq=False)
class Converted:
    """A table after conversion. `frame` holds the kept rows, `extras` the unknown columns beside them, same index."""

    kind: str
    frame: pd.DataFrame
    extras: pd.DataFrame
    locale: Locale
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    columns: tuple[ColumnMatch, ...]


@dataclass
class Work:
    """The table being converted: what is found on the way is collected here and frozen at the end."""

    table: RawTable
    mapping: TableMapping
    export: Format | None
    profile: Profile
    today: dt.date
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    locale: Locale = field(default_factory=Locale)
    currency: str | None = None
    period: str | None = None

    def column(self, name: str) -> tuple[ColumnMatch, pa.Array] | None:
        """The column of a field, its empty cells filled from the columns that complete it."""
        matches = sorted((m for m in self.mapping.columns if m.field == name), key=lambda m: m.why == "fills")
        if not matches:
            return None
        array = self.table.columns[matches[0].index]
        for other in matches[1:]:
            array = pc.if_else(
                pc.equal(pc.utf8_trim_whitespace(array), ""), self.table.columns[other.index], array
            )
        return matches[0], array

    def answer(self, key: str) -> str | None:
        """What a person chose for a setting of this table, or None."""
        return answer(self.profile, key, self.table.file, self.mapping.fingerprint)

    def note(
        self, code: str, severity: str, row: int | None = None, column: str | None = None, **params: object
    ) -> None:
        self.findings.append(
            Finding(code, severity, self.table.file, self.table.sheet, row, column, params)  # type: ignore[arg-type]
        )


def convert(
    table: RawTable, mapping: TableMapping, export: Format | None, profile: Profile, today: dt.date
) -> Converted:
    """The canonical frame of a table. Cells that cannot be read become missing, each with a finding that names it.

    `today` settles dates written without a year. Rows that cannot be a row of the kind are set aside with a reason.
    """
    work = Work(table, mapping, export, profile, today)
    height = len(table.numbers)
    _numbers(work)
    _dates(work)
    _choices(work)
    _texts(work)
    frame = _frame(work, height)
    set_aside, keep = _set_aside(work, frame)
    extras = _extras(work)
    if not keep.all():
        frame, extras = frame[keep].reset_index(drop=True), extras[keep].reset_index(drop=True)
    return Converted(
        mapping.kind, frame, extras, work.locale, tuple(work.findings), tuple(set_aside), mapping.columns
    )


def _numbers(work: Work) -> None:
    names = dict.fromkeys(m.field for m in work.mapping.columns if m.field and fields()[m.field].numeric)
    found = [column for name in names if (column := work.column(name))]
    if not found:
        return
    table_style = numbers.decide([array for _, array in found])
    if mark := work.answer("decimal"):
        table_style = replace(
            table_style, decimal=mark, thousands="." if mark == "," else ",", ambiguous=False
        )
    for match, array in found:
        name = str(match.field)
        kind = fields()[name].type
        if kind == "seconds":
            converted = numbers.convert_duration(array)
            scale = 3600.0 if _HOURS.search(normalise(match.source)) else 1.0
            work.values[name] = converted.values * scale
        else:
            style = table_style if work.answer("decimal") else numbers.decide_column(array, table_style)
            converted = numbers.convert(array, style)
            work.values[name] = converted.values
        if kind == "money":
            _note_currency(work, match, converted.currency)
        _tell_bad(work, match, array, converted.bad, "cell-not-a-number")
    work.locale = replace(work.locale, decimal=table_style.decimal, thousands=table_style.thousands)
    if table_style.ambiguous:
        work.note(
            "decimal-mark-unclear", "question", decimal=table_style.decimal, thousands=table_style.thousands
        )
        other = "," if table_style.decimal == "." else "."
        work.findings[-1] = replace(
            work.findings[-1], setting="decimal", options=(Option(table_style.decimal), Option(other))
        )


def _note_currency(work: Work, match: ColumnMatch, sign: str | None) -> None:
    named = _CURRENCY.search(match.source)
    in_header = named.group(1) if named else next((c for s, c in _SIGNS.items() if s in match.source), None)
    work.currency = (
        work.currency or in_header or sign or (work.export.reading.currency if work.export else None)
    )


def _tell_bad(work: Work, match: ColumnMatch, array: pa.Array, bad: np.ndarray, code: str) -> None:
    """One finding for each unreadable cell, up to TOLD a column; the rest in one that counts them."""
    for position in bad[:TOLD]:
        cell = str(array[int(position)].as_py())[:80]
        work.note(code, "warning", int(work.table.numbers[position]), match.source, value=cell)
    if len(bad) > TOLD:
        work.note(f"{code}-more", "warning", None, match.source, count=len(bad) - TOLD)


def _dates(work: Work) -> None:
    reading = work.export.reading if work.export else None
    prior = work.answer("date_order") or ""
    for name in ("date", "start", "end"):
        found = work.column(name)
        if found is None:
            continue
        match, array = found
        style = dates.decide(
            array, prior=prior or (reading.date_order if reading else ""), language_hint=_language(work)
        )
        if prior and style.ambiguous:
            style = replace(style, ambiguous=False)
        converted = dates.convert(array, style)
        values, bad = converted.values, converted.bad
        if reading and reading.date_from_url:
            values, bad = _dates_from_links(work, values, bad)
        elif style.yearless:
            values = settle_years(values, work.today, work.answer("year"))
            work.note("year-missing", "question", None, match.source)
            work.findings[-1] = replace(
                work.findings[-1],
                setting="year",
                options=tuple(Option(str(work.today.year - i)) for i in range(3)),
            )
        values = _with_clock(work, values) if name == "date" else values
        work.values[name] = _in_zone(work, values, style.has_time)
        _tell_bad(work, match, array, bad, "cell-not-a-date")
        if name == "date":
            work.period = converted.period
            work.locale = replace(work.locale, date_order=style.order)
        if style.has_offset:
            work.note("offset-dropped", "info", None, match.source)
        if style.ambiguous:
            _ask_date_order(work, match, style)
    if work.mapping.kind == "campaigns" and not {"date", "start"} & set(work.values):
        _range_from_titles(work)


def _ask_date_order(work: Work, match: ColumnMatch, style: dates.DateStyle) -> None:
    other = "MDY" if style.order == "DMY" else "DMY"
    work.note("date-order-unclear", "question", None, match.source, order=style.order)
    options = (
        Option(style.order, style.evidence.get(style.order, 0)),
        Option(other, style.evidence.get(other, 0)),
    )
    work.findings[-1] = replace(work.findings[-1], setting="date_order", options=options)


def _dates_from_links(work: Work, values: np.ndarray, bad: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The id in a TikTok link holds the second of publication, so the missing year needs no guess."""
    found = work.column("url")
    if found is None:
        return values, bad
    told = times_of_links(found[1])
    known = ~np.isnat(told)
    if known.any():
        work.note("date-from-link", "info", count=int(known.sum()))
    values = np.where(known, told, np.datetime64("NaT", "us"))
    return values, np.array([b for b in bad if not known[b]], dtype=int)


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


def _choices(work: Work) -> None:
    special = work.export.values if work.export else {}
    for name in ("network", "format", "paid", "status", "period"):
        found = work.column(name)
        if found is None:
            continue
        match, array = found
        listed, unknown = choices.convert(array, name, special.get(name))
        work.values[name] = listed
        for written, count in Counter(unknown).most_common(12):
            if name in ("network", "paid"):
                work.note("value-unknown", "warning", None, match.source, value=written[:60], count=count)
    if "network" in work.values and not (work.export and work.export.reading.settled):
        blank = sum(value is None for value in work.values["network"])  # type: ignore[attr-defined]
        if blank:
            work.note("network-unknown-rows", "question", None, None, count=blank)


def _texts(work: Work) -> None:
    for match in work.mapping.columns:
        if match.field is None or match.field in work.values:
            continue
        found = work.column(match.field)
        if found is None:
            continue
        array, kind = found[1], fields()[match.field].type
        trimmed = pc.utf8_trim_whitespace(array)
        empty = pc.equal(trimmed, "")
        if match.field not in ("text", "url", "post_id"):
            empty = pc.or_(empty, pc.is_in(pc.utf8_lower(trimmed), pa.array(sorted(missing_cells()))))
        kept = trimmed if kind in ("id", "url", "choice", "currency") or match.field != "text" else array
        if match.field == "post_id":
            kept = pc.utf8_ltrim(kept, "'")
        work.values[match.field] = pc.if_else(empty, pa.scalar(None, pa.string()), kept)


def _frame(work: Work, height: int) -> pd.DataFrame:
    kind, table = work.mapping.kind, work.table
    columns: dict[str, object] = {}
    for known in fields_of(kind):
        columns[known.id] = _series(known.type, known.numeric, work.values.get(known.id), height)
    frame = pd.DataFrame(columns)
    _fill_network(work, frame)
    if kind in ("posts", "account", "campaigns") and work.currency and "currency" in frame:
        money = frame[[f.id for f in fields_of(kind) if f.type == "money"]].notna().any(axis=1)
        frame["currency"] = frame["currency"].where(frame["currency"].notna() | ~money, work.currency)
    elif {"spend", "revenue", "budget"} & set(work.values) and frame["currency"].isna().all():
        _ask_currency(work, frame)
    if kind == "posts":
        _fill_paid(work, frame)
    if kind == "account":
        _fill_period(work, frame)
    if kind in ("posts", "account", "campaigns"):
        _fill_said(work, frame)
    frame["file"] = pd.Series(table.file, index=frame.index, dtype="str")
    frame["sheet"] = pd.Series(
        table.sheet if table.sheet is not None else np.nan, index=frame.index, dtype="str"
    )
    frame["row"] = table.numbers.astype("int64")
    return frame


def _series(kind: str, numeric: bool, values: object, height: int) -> object:
    if numeric:
        return np.full(height, np.nan) if values is None else values
    if kind == "date":
        return np.full(height, np.datetime64("NaT", "us")) if values is None else values
    if values is None:
        values = pa.nulls(height, pa.string())
    if isinstance(values, list):
        values = pa.array(values, pa.string())
    return pd.array(values, dtype="str")


def _ask_currency(work: Work, frame: pd.DataFrame) -> None:
    """Amounts without a currency: asked, unless there is no amount at all or cmdash wrote the table itself."""
    amounts = frame[[f for f in ("spend", "revenue", "budget") if f in frame]].fillna(0)
    if not (amounts != 0).any(axis=None) or (work.export and work.export.reading.settled):
        return
    work.note("currency-unknown", "question")
    options = tuple(Option(code) for code in ("EUR", "USD", "GBP", "CHF", "CAD"))
    work.findings[-1] = replace(work.findings[-1], setting="currency", options=options)


def _fill_said(work: Work, frame: pd.DataFrame) -> None:
    """What stands beside the fields: what the combined total stands for, and own or peer; row by row where written."""
    frame["total_stands_for"] = pd.Series(
        stands_for(work.mapping, work.export, frame), index=frame.index, dtype="str"
    )
    frame["side"] = pd.Series(work.answer("side") or "own", index=frame.index, dtype="str")
    for name, spellings in (work.export.per_row if work.export else {}).items():
        for i, source in enumerate(work.table.header or ()):
            if normalise(source) in spellings:
                cells = pc.if_else(
                    pc.equal(work.table.columns[i], ""), pa.scalar(None, pa.string()), work.table.columns[i]
                )
                frame[name] = pd.Series(pd.array(cells, dtype="str"), index=frame.index)
    frame["side"] = frame["side"].fillna("own")
    for given in work.profile.answers:
        if given.key == "side" and given.account is not None:
            frame.loc[frame["account"] == given.account, "side"] = given.value
    if account := work.answer("account"):
        frame["account"] = frame["account"].fillna(account)


def _fill_network(work: Work, frame: pd.DataFrame) -> None:
    told = work.mapping.network
    if "network" in frame and told is not None and told != "column":
        frame["network"] = pd.Series(network_id(told), index=frame.index, dtype="str")


def _fill_paid(work: Work, frame: pd.DataFrame) -> None:
    """A post is paid where the sheet says so, where it has sponsored figures, or where money was spent on it."""
    if work.export is not None and frame["paid"].isna().all():
        organic, sponsored = (
            _boost_figures(work, work.export.boost.organic),
            _boost_figures(work, work.export.boost.sponsored),
        )
        if sponsored is not None:
            told = np.where(sponsored > 0, "mixed" if organic is None else "paid", "organic")
            told = np.where((sponsored > 0) & (organic > 0), "mixed", told) if organic is not None else told
            known = ~np.isnan(sponsored)
            frame["paid"] = pd.Series(told, index=frame.index, dtype="str").where(known)
    spent = (frame["spend"] > 0) & frame["paid"].isna()
    if spent.any():
        frame.loc[spent, "paid"] = "paid"
    if work.export is not None and work.export.reading.mixed_paid:
        frame["paid"] = frame["paid"].fillna("mixed")


def _boost_figures(work: Work, spellings: frozenset[str]) -> np.ndarray | None:
    """The sum of the columns that hold the organic (or sponsored) part of a row; None where there is none."""
    total = None
    for i, source in enumerate(work.table.header or ()):
        if normalise(source) in spellings:
            array = work.table.columns[i]
            values = numbers.convert(array, numbers.decide([array])).values
            total = (
                values if total is None else np.where(np.isnan(total), values, total + np.nan_to_num(values))
            )
    return total


def _fill_period(work: Work, frame: pd.DataFrame) -> None:
    """Account figures are dated by the first day of their period; the clock of a daily export means nothing."""
    known = work.answer("period") or (work.export.reading.period if work.export else None)
    if frame["period"].isna().any():
        told = known or work.period or dates.spacing(frame["date"].to_numpy())
        if told:
            frame["period"] = frame["period"].fillna(told)
    days = frame["date"].dt.normalize()
    month = days - pd.to_timedelta(days.dt.day - 1, unit="D")
    by = {
        "week": days - pd.to_timedelta(days.dt.day_of_week, unit="D"),
        "month": month,
        "quarter": days.dt.to_period("Q").dt.start_time,
        "year": days.dt.to_period("Y").dt.start_time,
    }
    for period, first in by.items():
        days = days.where(frame["period"] != period, first)
    frame["date"] = days.astype("datetime64[us]")


def _set_aside(work: Work, frame: pd.DataFrame) -> tuple[list[SetAside], np.ndarray]:
    """Rows that cannot be a row of this kind: an account row without a date, a post with nothing in it."""
    kind = work.mapping.kind
    figures = [f.id for f in fields_of(kind) if f.numeric and f.id not in ("duration",)]
    empty = frame[figures].isna().all(axis=1).to_numpy() if figures else np.zeros(len(frame), dtype=bool)
    reasons: list[tuple[str, np.ndarray]] = []
    if kind == "posts":
        identity = ["date", "post_id", "url", "text"]
        reasons.append(("row-empty", empty & frame[identity].isna().all(axis=1).to_numpy()))
    elif kind in ("account", "calendar"):
        reasons.append(("row-without-date", frame["date"].isna().to_numpy()))
        if kind == "account":
            reasons.append(("row-without-figure", empty))
    elif kind == "campaigns":
        reasons.append(("row-without-figure", empty))
        reasons.append(("row-without-name", frame["campaign"].isna().to_numpy()))
    elif kind == "goals":
        reasons.append(("goal-incomplete", (frame["kpi"].isna() | frame["target"].isna()).to_numpy()))
    keep = np.ones(len(frame), dtype=bool)
    aside: list[SetAside] = []
    for code, mask in reasons:
        for position in np.flatnonzero(mask & keep):
            keep[position] = False
            cells = tuple(str(column[int(position)].as_py())[:200] for column in work.table.columns)
            row = int(work.table.numbers[position])
            aside.append(SetAside(code, row, cells))
            work.note(code, "warning", row)
    return aside, keep


def _extras(work: Work) -> pd.DataFrame:
    """The columns the catalog does not know, as text, under their header (numbered where it stands twice)."""
    columns: dict[str, object] = {}
    said = {s for spellings in (work.export.per_row if work.export else {}).values() for s in spellings}
    for match in work.mapping.columns:
        if match.field is not None or normalise(match.source) in said:
            continue
        name = match.source.strip() or f"#{match.index + 1}"
        while name in columns:
            name += " (2)"
        columns[name] = pd.array(work.table.columns[match.index], dtype="str")
    return pd.DataFrame(columns, index=pd.RangeIndex(len(work.table.numbers)))
