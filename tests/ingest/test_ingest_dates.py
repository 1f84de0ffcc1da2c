"""Dates as people, networks and spreadsheets write them."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash.catalog import missing_cells, normalise
from cmdash.ingest.typing import dates
from cmdash.ingest.typing.date_forms import read_shape
from cmdash.ingest.typing.month_names import leads_day, month
from cmdash.ingest.typing.shapes import shapes

LANGUAGES = ("fr", "en", "es", "pt", "de", "it", "nl", "sv", "pl")
ANCHOR = np.datetime64("2026-06-15")


def read(
    *cells: str, prior: str = "", hint: str = "", anchor: np.datetime64 | None = None
) -> tuple[list[str], dates.ConvertedDates, dates.DateStyle]:
    column = pa.array(list(cells), pa.string())
    style = dates.decide(column, prior, hint)
    found = dates.convert(column, style, anchor)
    written = [str(value).removesuffix(":00.000000").removesuffix("T00:00") for value in found.values]
    return written, found, style


ALONE = {
    "2026-06-03": "2026-06-03",
    "2026-06-03T18:30:00": "2026-06-03T18:30",
    "2026-06-03 18:30": "2026-06-03T18:30",
    "2026/06/03": "2026-06-03",
    "2025/10/31 18:19:10": "2025-10-31T18:19:10.000000",
    "2026.06.03": "2026-06-03",
    "2026-6-3": "2026-06-03",
    "2026-05-25T00:00:00": "2026-05-25",
    "2021-01-30 12:56 +0000": "2021-01-30T12:56",
    "2017-07-22T05:30:00.000": "2017-07-22T05:30",
    "2017-07-22T05:30:00.250000": "2017-07-22T05:30:00.250000",
    "2025-06-03T08:00:00Z": "2025-06-03T08:00",
    "2025-06-03T08:00:00+02:00": "2025-06-03T08:00",
    "2025-06-03 08:00:00 UTC": "2025-06-03T08:00",
    "2025-06-03 08:00 (UTC+2)": "2025-06-03T08:00",
    "20230708": "2023-07-08",
    "20250603T083000Z": "2025-06-03T08:30",
    "20250603083000": "2025-06-03T08:30",
    "02/16/2025 05:14": "2025-02-16T05:14",
    "16/02/2025": "2025-02-16",
    "12/30/2025 9:40 am": "2025-12-30T09:40",
    "12/30/2025 9:40 PM": "2025-12-30T21:40",
    "12/30/2025, 12:05 a.m.": "2025-12-30T00:05",
    "02/19/2014 04:29:18 AM": "2014-02-19T04:29:18.000000",
    "02-19-2014": "2014-02-19",
    "13.06.2026": "2026-06-13",
    "13. 6. 2026": "2026-06-13",
    "25/12/26": "2026-12-25",
    "25/12/98": "1998-12-25",
    "Tue, Aug 26, 2025": "2025-08-26",
    "Mon Feb 03 2025": "2025-02-03",
    "Mon Feb 03 18:30:00 +0000 2025": "2025-02-03T18:30",
    "Mar 15, 2025": "2025-03-15",
    "March 15th, 2025": "2025-03-15",
    "Friday, October 17, 2025": "2025-10-17",
    "Jun 3, 2026, 6:30 PM": "2026-06-03T18:30",
    "Jun 3, 2026 at 6 PM": "2026-06-03T18:00",
    "Sept 3, 2026": "2026-09-03",
    "28 sept. 2026": "2026-09-28",
    "28\u00a0sept.\u00a02026": "2026-09-28",
    "1er juin 2026": "2026-06-01",
    "1ᵉʳ juin 2026": "2026-06-01",
    "lundi 3 juin 2026": "2026-06-03",
    "mar. 3 juin 2026": "2026-06-03",
    "LE LUNDI 3 JUIN 2026 À 18H30": "2026-06-03T18:30",
    "3 juin 2026 18h": "2026-06-03T18:00",
    "3 août 2026 à 9 h 05": "2026-08-03T09:05",
    "3 aout 2026": "2026-08-03",
    "12-Mar-25": "2025-03-12",
    "12-mars-2025": "2025-03-12",
    "3juin2026": "2026-06-03",
    "2026 juin 3": "2026-06-03",
    "3 de junio de 2026": "2026-06-03",
    "3. Juni 2026": "2026-06-03",
    "3 czerwca 2026 r.": "2026-06-03",
    " 2026-06-03 ": "2026-06-03",
    "\ufeff2026-06-03": "2026-06-03",
}


@pytest.mark.parametrize(("text", "day"), ALONE.items())
def test_a_day_reads_alone(text: str, day: str) -> None:
    written, found, style = read(text)
    assert written == [day]
    assert not len(found.bad)
    assert found.period is None
    assert not style.yearless
    assert not style.ambiguous


PERIODS = {
    "2026-06": ("month", "2026-06-01"), "06/2026": ("month", "2026-06-01"), "6/2026": ("month", "2026-06-01"),
    "06.2026": ("month", "2026-06-01"), "juin 2026": ("month", "2026-06-01"), "Juin-26": ("month", "2026-06-01"),
    "juin '26": ("month", "2026-06-01"), "juin 26": ("month", "2026-06-01"), "janv. 2025": ("month", "2025-01-01"),
    "janv.-25": ("month", "2025-01-01"), "Jan-2025": ("month", "2025-01-01"), "January 2025": ("month", "2025-01-01"),
    "2025 January": ("month", "2025-01-01"), "junio de 2026": ("month", "2026-06-01"), "MAI 2026": ("month", "2026-05-01"),
    "T2 2025": ("quarter", "2025-04-01"), "Q2 2025": ("quarter", "2025-04-01"), "Q4-2025": ("quarter", "2025-10-01"),
    "2025-Q1": ("quarter", "2025-01-01"), "2025 T3": ("quarter", "2025-07-01"), "1T2025": ("quarter", "2025-01-01"),
    "2e trimestre 2025": ("quarter", "2025-04-01"), "trimestre 3 2025": ("quarter", "2025-07-01"),
    "Q1 '25": ("quarter", "2025-01-01"), "S23 2026": ("week", "2026-06-01"), "2026-W23": ("week", "2026-06-01"),
    "2026W01": ("week", "2025-12-29"), "2026-W23-3": ("week", "2026-06-03"), "Semaine 23 2026": ("week", "2026-06-01"),
    "Semaine 23 (2026)": ("week", "2026-06-01"), "Week 53, 2026": ("week", "2026-12-28"), "KW 23/2026": ("week", "2026-06-01"),
    "2025": ("year", "2025-01-01"), "Semaine du 3 juin 2026": ("week", "2026-06-03"),
    "week of Jun 3, 2025": ("week", "2025-06-03"), "du 1er au 7 juin 2026": ("week", "2026-06-01"),
    "1-7 juin 2026": ("week", "2026-06-01"), "15/06/2026 - 21/06/2026": ("week", "2026-06-15"),
    "15/06 au 21/06/2026": ("week", "2026-06-15"), "15-21/06/2026": ("week", "2026-06-15"),
    "29 déc. au 4 janv. 2026": ("week", "2025-12-29"), "2026-06-01 → 2026-06-30": ("month", "2026-06-01"),
    "1 avril 2026 au 30 juin 2026": ("quarter", "2026-04-01"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PERIODS.items())
def test_a_period_is_its_first_day(text: str, expected: tuple[str, str]) -> None:
    written, found, _ = read(text)
    assert (found.period, *written) == expected
    assert not len(found.bad)


NO_DATE = (
    "Lifetime", "Total", "Vitalício", "Global", "3.апр", "31/02/2024", "30 février 2024", "29/02/2025", "2026-13-01",
    "00/06/2026", "2026-06-00", "13/13/2025", "1989-12-31", "2101-01-01", "T5 2025", "2025-W54", "W53 2025",
    "2026-06-03 25:00", "2026-06-03 12:75", "18h30", "12:30", "Photo", "3 truc 2026", "12 345", "1.5", "12,5 %", "-5",
    "https://x.com/2026/06/03", "hier", "01-02-03-04-05", "lundi", "2026-06-03 x", "juin juin 2026", "3 3 juin 2026",
    "7 juin 2026 au 1er juin 2026", "0000-00-00", "x" * 80,
)  # fmt: skip


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_bad_and_never_rolled(text: str) -> None:
    _, found, _ = read(text)
    assert found.bad.tolist() == [0]
    assert np.isnat(found.values).all()
    assert dates.date_share(pa.array([text])) == 0


def test_missing_cells_are_neither_dates_nor_bad() -> None:
    _, found, _ = read("2026-06-03", *missing_cells(), " ", "N/A")
    assert found.bad.tolist() == []
    assert np.isnat(found.values).sum() == len(found.values) - 1
    assert read()[0] == []


# cells -> (order, ambiguous, days read)
ORDERS = {
    ("12/04/2025", "04/13/2025"): ("MDY", False, ["2025-12-04", "2025-04-13"]),
    ("12/04/2025", "13/04/2025"): ("DMY", False, ["2025-04-12", "2025-04-13"]),
    ("01-01-2025", "01-31-2025"): ("MDY", False, ["2025-01-01", "2025-01-31"]),
    ("03/04/2025",): ("DMY", True, ["2025-04-03"]),
    ("2025-04-03",): ("YMD", False, ["2025-04-03"]),
    ("28 sept. 2026",): ("DMY", False, ["2026-09-28"]),
    ("Mar 15, 2025",): ("MDY", False, ["2025-03-15"]),
    ("13/02/2025", "14/02/2025", "02/15/2025"): ("DMY", False, ["2025-02-13", "2025-02-14", "NaT"]),
    ("13/02/2025", "14/02/2025", "02/15/2025", "01/02/2025"): (
        "DMY", True, ["2025-02-13", "2025-02-14", "NaT", "2025-02-01"],
    ),
    ("2025-02-03", "13/02/2025", "01/02/2025", "5 mars 2025"): (
        "DMY", False, ["2025-02-03", "2025-02-13", "2025-02-01", "2025-03-05"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), ORDERS.items())
def test_the_order_comes_from_all_cells(
    cells: tuple[str, ...], expected: tuple[str, bool, list[str]]
) -> None:
    written, _, style = read(*cells)
    assert (style.order, style.ambiguous, written) == expected


def test_prior_and_language_settle_the_guess_but_not_the_question() -> None:
    for prior, hint, order in (
        ("MDY", "fr", "MDY"),
        ("DMY", "en", "DMY"),
        ("", "fr", "DMY"),
        ("", "en", "MDY"),
    ):
        _, _, style = read("03/04/2025", prior=prior, hint=hint)
        assert (style.order, style.ambiguous) == (order, True)
    _, _, style = read("13/04/2025", prior="MDY", hint="en")
    assert (style.order, style.ambiguous) == ("DMY", False)


def day_texts(order: str, days: list[dt.date]) -> list[str]:
    return [day.strftime("%d/%m/%Y" if order == "DMY" else "%m/%d/%Y") for day in days]


@pytest.mark.parametrize("order", ["DMY", "MDY"])
@pytest.mark.parametrize("newest_first", [False, True])
def test_sorted_rows_settle_the_order(order: str, newest_first: bool) -> None:
    days = [dt.date(2025, m, d) for m in range(1, 13) for d in (2, 5, 7, 11)]
    rows = day_texts(order, days[::-1] if newest_first else days)
    _, found, style = read(*rows, prior="MDY" if order == "DMY" else "DMY")
    assert (style.order, style.ambiguous) == (order, False)
    assert style.evidence[f"sequence_{order}"] == 1
    assert sorted(found.values.astype("datetime64[D]").tolist()) == days


@pytest.mark.parametrize("order", ["DMY", "MDY"])
def test_evenly_spaced_rows_settle_the_order(order: str) -> None:
    mondays = [dt.date(2025, 1, 6) + dt.timedelta(7 * n) for n in range(300)]
    small = [day for day in mondays if day.day <= 12]
    fortnight = day_texts(order, [dt.date(2025, 3, d) for d in range(1, 13)])
    assert read(*fortnight)[2].ambiguous  # a day each, or the third day of each month
    rows = day_texts(order, small)
    rng = np.random.default_rng(1)
    shuffled = [rows[i] for i in rng.permutation(len(rows))]
    style = read(*rows)[2]
    assert (style.order, style.ambiguous) == (order, False)
    assert read(*shuffled)[2].order in ("DMY", "MDY")


def test_two_years_of_months_are_months() -> None:
    firsts = [dt.date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
    _, found, style = read(*day_texts("DMY", firsts), hint="en")
    assert (style.order, style.ambiguous) == ("DMY", False)
    assert dates.spacing(found.values) == "month"


def test_a_few_rows_settle_nothing() -> None:
    assert read("03/04/2025", "03/05/2025", "03/06/2025")[2].ambiguous


def test_evidence_counts_cells() -> None:
    _, _, style = read(
        "13/02/2025", "14/02/2025", "02/15/2025", "01/02/2025", "2025-01-01", "5 mai 2025", "x"
    )
    assert dict(style.evidence) == {"DMY": 2, "MDY": 1, "open": 1, "YMD": 1, "named": 1}


def test_times_and_zones_are_told() -> None:
    assert not read("2026-05-25T00:00:00")[2].has_time
    assert read("2026-05-25T00:00:00", "2026-05-25T01:00:00")[2].has_time
    assert read("2021-01-30 12:56 +0000")[2].has_offset
    assert not read("2021-01-30 12:56")[2].has_offset


YEARLESS = {
    ("3 juin",): ["2026-06-03"],
    ("April 12",): ["2026-04-12"],
    ("July 26",): ["2025-07-26"],
    ("13/04", "28/12"): ["2026-04-13", "2025-12-28"],
    ("03.06.",): ["2026-06-03"],
    ("juin",): ["2026-06-01"],
    ("Juillet",): ["2025-07-01"],
    ("Semaine 23",): ["2026-06-01"],
    ("S50",): ["2025-12-08"],
    ("T4",): ["2025-10-01"],
    ("29 février",): ["2024-02-29"],
    ("3 juin 18h30",): ["2026-06-03T18:30"],
    ("13 au 19 Oct",): ["2025-10-13"],
}


@pytest.mark.parametrize(("cells", "days"), YEARLESS.items())
def test_a_day_without_a_year_takes_the_latest_that_fits(cells: tuple[str, ...], days: list[str]) -> None:
    written, found, style = read(*cells, anchor=ANCHOR)
    assert style.yearless
    assert written == days
    assert found.yearless.tolist() == list(range(len(cells)))
    assert not len(found.bad)


def test_without_an_anchor_yearless_days_stand_in_a_leap_year_and_are_listed() -> None:
    written, found, _ = read("April 12", "Feb 29", "Feb 30")
    assert written == ["2024-04-12", "2024-02-29", "NaT"]
    assert found.yearless.tolist() == [0, 1]
    assert found.bad.tolist() == [2]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("step", [1, 7])
def test_rows_without_years_keep_their_sequence(newest_first: bool, step: int) -> None:
    days = [dt.date(2026, 6, 10) - dt.timedelta(step * n) for n in range(400)]
    days = days if newest_first else days[::-1]
    written, _, _ = read(*(f"{day:%B} {day.day}" for day in days), anchor=ANCHOR)
    assert written == [day.isoformat() for day in days]


def test_rows_in_no_order_take_the_latest_year_each() -> None:
    written, _, _ = read("May 3", "Dec 24", "Jan 2", "Jun 16", "Jun 15", anchor=ANCHOR)
    assert written == ["2026-05-03", "2025-12-24", "2026-01-02", "2025-06-16", "2026-06-15"]


def test_a_name_with_a_number_is_told_by_the_column() -> None:
    assert read("Jan 25", "Feb 25", "Mar 25")[0] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert read("April 24", "April 25", "April 26", anchor=ANCHOR)[0][0] == "2026-04-24"
    assert read("juin 26", "juil. 26")[0] == ["2026-06-01", "2026-07-01"]
    assert read("01/25", "02/25", "03/25")[0] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert read("01/25", "02/25", "03/25")[1].period == "month"
    assert read("12/25", "12/26", "12/27", anchor=ANCHOR)[0] == ["2025-12-25", "2025-12-26", "2025-12-27"]


DIGITS = {
    ("45000",): ["2023-03-15"],
    ("45000.75", "45001"): ["2023-03-15T18:00", "2023-03-16"],
    ("46176.7708333333",): ["2026-06-03T18:30"],
    ("1700000000",): ["2023-11-14T22:13:20.000000"],
    ("1700000000000", "-"): ["2023-11-14T22:13:20.000000", "NaT"],
    ("2024", "2025"): ["2024-01-01", "2025-01-01"],
}


@pytest.mark.parametrize(("cells", "days"), DIGITS.items())
def test_digits_alone_are_dates_where_the_whole_column_is_such(
    cells: tuple[str, ...], days: list[str]
) -> None:
    written, found, _ = read(*cells)
    assert written == days
    assert not len(found.bad)
    assert dates.date_share(pa.array(cells)) == 0.5


@pytest.mark.parametrize("digits", ["45000", "1700000000", "2025"])
def test_digits_alone_beside_dates_are_bad(digits: str) -> None:
    written, found, _ = read("2026-06-03", digits, "3 juin 2026")
    assert written == ["2026-06-03", "NaT", "2026-06-03"]
    assert found.bad.tolist() == [1]


def test_month_first_dates_exchanged_by_a_spreadsheet_are_noticed_and_mended_on_request() -> None:
    days = [dt.date(2025, 1, 3) + dt.timedelta(9 * n) for n in range(40)]
    cells = [f"{d:%Y-%d-%m}" if d.day <= 12 else f"{d:%m/%d/%Y}" for d in days]
    column = pa.array(cells)
    style = dates.decide(column)
    exchanged = sum(d.day <= 12 for d in days)
    assert style.evidence["swapped"] == exchanged
    mended = dates.convert(column, replace(style, swapped=True))
    assert mended.values.astype("datetime64[D]").tolist() == days
    assert "swapped" not in dates.decide(pa.array([*cells, "2025-01-13"])).evidence


def test_hours_and_scores_are_no_dates() -> None:
    assert dates.date_share(pa.array(["00 - 01", "13 - 14"])) == 0
    assert dates.date_share(pa.array(["31964", "32890", "31525"])) == 0
    assert dates.date_share(pa.array(["4.5", "12.3", "1.10"])) == 0


def test_figures_that_look_like_serials_are_none_out_of_bounds() -> None:
    assert read("99999")[1].bad.tolist() == [0]
    assert read("12345")[1].bad.tolist() == [0]
    assert dates.date_share(pa.array(["12", "1345", "99"])) == 0


def test_periods_are_told_cell_by_cell_where_they_differ() -> None:
    _, found, _ = read("janv. 2025", "févr. 2025", "T1 2025", "2025-03-01", "-")
    assert found.period == "month"
    assert found.periods is not None
    assert found.periods.tolist() == ["month", "month", "quarter", None, None]


def test_date_share() -> None:
    assert dates.date_share(pa.array(["2026-06-03", "", "Total", "-"])) == 0.5
    assert dates.date_share(pa.array(["Lifetime"] * 40)) == 0
    assert dates.date_share(pa.array(["Total", "Vitalício", "Global"])) == 0
    assert dates.date_share(pa.array(["18h30", "9h"])) == 0
    assert dates.date_share(pa.array(["April 12", "April 13"])) == 1
    assert dates.date_share(pa.array([], pa.string())) == 0
    assert dates.date_share(pa.array(["Mar 15, 2025"] * 5000)) == 1


CLOCKS = {
    "18h30": "18:30", "18:30": "18:30", "18:30:15": "18:30:15", "6 pm": "18:00", "6:05 PM": "18:05", "12 am": "00:00",
    "12:10 p.m.": "12:10", "18h": "18:00", "18 h 05": "18:05", "9H": "09:00", "18 Uhr": "18:00", "à 18h30": "18:30",
    "2026-06-03T18:30:00": "18:30", "0:15 PM": "12:15",
}  # fmt: skip


@pytest.mark.parametrize(("text", "clock"), CLOCKS.items())
def test_a_time_of_another_column_joins_the_date(text: str, clock: str) -> None:
    day = np.array(["2026-06-03T09:00"], "datetime64[us]")
    assert dates.combine(day, pa.array([text]))[0] == np.datetime64(f"2026-06-03T{clock}")


def test_where_there_is_no_time_or_no_date_the_date_stays() -> None:
    values = np.array(["2026-06-03T09:00", "2026-06-04", "NaT", "2026-06-05"], "datetime64[us]")
    joined = dates.combine(values, pa.array(["-", "25h", "18h", "soir"]))
    np.testing.assert_array_equal(joined, values)
    assert dates.convert_clocks(pa.array(["-", "25h", "18h", "soir"])).bad.tolist() == [1, 3]
    assert dates.clock_share(pa.array(["18h30", "6 pm", "-", "soir", "2026-06-03 18:00"])) == 0.5


SPACINGS = {
    1: "day", 2: "day", 7: "week", 14: "week", 28: "month", 30: "month", 31: "month", 91: "quarter", 365: "year",
}  # fmt: skip


@pytest.mark.parametrize(("step", "period"), SPACINGS.items())
def test_the_spacing_tells_the_period(step: int, period: str) -> None:
    values = np.datetime64("2020-01-01", "us") + np.arange(9) * np.timedelta64(step, "D")
    assert dates.spacing(np.append(values[::-1], [values[0], np.datetime64("NaT")])) == period
    assert dates.is_regular(values)


def test_one_day_has_no_spacing() -> None:
    day = np.array(["2026-06-03", "2026-06-03T10:00", "NaT"], "datetime64[us]")
    assert dates.spacing(day) is None
    assert not dates.is_regular(day)
    scattered = np.array(["2026-06-03", "2026-06-04", "2026-06-09", "2026-07-30"], "datetime64[us]")
    assert not dates.is_regular(scattered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_are_those_of_cldr(language: str) -> None:
    names = Locale(language)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names.months[context][width].items():
                if not name.isdigit():
                    assert month(name) == number, name
            assert all(leads_day(name) for name in names.days[context][width].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["medium", "long", "full"])
def test_every_day_in_the_words_of_every_language_reads_back(language: str, width: str) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(9 * n) for n in range(60)]
    texts = [format_date(day, width, locale=language) for day in days]
    written, found, _ = read(*texts)
    assert not len(found.bad), texts[found.bad[0]]
    assert written == [day.isoformat() for day in days]


FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y%m%d", "%d/%m/%y", "%a, %b %d, %Y",
    "%a %b %d %Y", "%b %d, %Y", "%d %B %Y", "%A, %B %d, %Y", "%d-%b-%y", "%Y-%m-%dT00:00:00",
)  # fmt: skip
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", "T%H:%M:%SZ", " %Hh%M", " %H:%M +0000")


@settings(deadline=None)
@given(
    st.lists(st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2088, 1, 1)), min_size=1, max_size=25),
    st.sampled_from(FORMS),
    st.sampled_from(TIMES),
)
def test_a_date_in_any_form_reads_back(moments: list[dt.datetime], form: str, clock: str) -> None:
    if form.endswith("S") or form.endswith("00:00:00"):
        clock = ""
    moments = [*moments, dt.datetime(2025, 1, 31)]  # one day that shows the order
    texts = [moment.strftime(form + clock) for moment in moments]
    _, found, style = read(*texts)
    assert not style.ambiguous
    kept = [dt.datetime.strptime(text, form + clock) for text in texts]
    if "%y" in form:  # Python turns the century at 69, here it turns at 90
        kept = [m.replace(year=m.year % 100 + (1900 if m.year % 100 >= 90 else 2000)) for m in kept]
    assert found.values.tolist() == kept


@settings(deadline=None)
@given(st.lists(st.text(max_size=14), min_size=1, max_size=20))
def test_any_text_is_a_date_missing_or_bad(texts: list[str]) -> None:
    _, found, _ = read(*texts)
    assert len(found.values) == len(texts)
    assert np.isnat(found.values[found.bad]).all()
    assert 0 <= dates.date_share(pa.array(texts, pa.string())) <= 1


@settings(deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 27)))
def test_iso_weeks_agree_with_the_calendar(day: dt.date) -> None:
    year, week, weekday = day.isocalendar()
    if 1990 <= year <= 2100:
        written, _, _ = read(f"{year}-W{week:02}-{weekday}")
        assert written == [day.isoformat()]


def test_every_kind_of_arrow_array_is_taken() -> None:
    cells = ["x", "13/06/2026", "", "3 août 2026 18h30"]
    expected = read(*cells)[1].values
    for column in (
        pa.chunked_array([cells[:1], cells[1:]]),
        pa.array(["9", *cells])[1:],
        pa.array([cell if cell else None for cell in cells]),
        pa.array(cells, pa.large_string()),
        shapes(pa.array(cells)),
    ):
        found = dates.convert(column, dates.decide(column))
        np.testing.assert_array_equal(found.values, expected)
        assert found.bad.tolist() == [0]


def test_names_compare_as_headers_do() -> None:
    assert read_shape("0 AOÛT 0000") == read_shape("0 août 0000")
    assert month(normalise("Février.")) == 2


def test_the_order_of_the_rows_says_whether_stored_dates_are_exchanged_again() -> None:
    days = [dt.date(2025, 1, 3) + dt.timedelta(9 * n) for n in range(40)]
    sorted_once_mended = [f"{d:%Y-%d-%m}" if d.day <= 12 else f"{d:%d/%m/%Y}" for d in days]
    assert dates.decide(pa.array(sorted_once_mended)).swapped
    sorted_as_stored = [f"{d:%Y-%m-%d}" if d.day <= 12 else f"{d:%d/%m/%Y}" for d in days]
    style = dates.decide(pa.array(sorted_as_stored))
    assert (style.swapped, style.evidence["swapped"]) == (False, sum(d.day <= 12 for d in days))


def test_few_stored_dates_are_a_pattern_only_where_the_rows_show_it() -> None:
    mended = [
        "13/06/2025",
        "18/06/2025",
        "30/06/2025",
        "2025-02-07",
        "2025-06-07",
        "2025-12-07",
        "14/07/2025",
    ]
    assert dates.decide(pa.array(mended)).evidence["swapped"] == 3
    shuffled = [mended[i] for i in (5, 0, 3, 6, 4, 1, 2)]
    assert "swapped" not in dates.decide(pa.array(shuffled)).evidence


def test_a_day_without_a_year_among_full_dates_takes_the_year_around_it() -> None:
    cells = [
        "28 décembre 2024",
        "30 décembre",
        "2 janvier",
        "5 janvier 2025",
        "7 janvier 2025",
        "9 janvier 2025",
    ]
    style = dates.decide(pa.array(cells))
    found = dates.convert(pa.array(cells), style, np.datetime64("2026-11-22"))
    assert found.beside
    assert [str(day)[:10] for day in found.values[1:3]] == ["2024-12-30", "2025-01-02"]
    told = dates.convert(pa.array(cells), style, np.datetime64("2023-12-31"), told=True)
    assert not told.beside
    assert str(told.values[1])[:10] == "2023-12-30"
