"""The time axis: breaks mark it, part lines and stop comparisons; holidays and events stand on it in words."""

from __future__ import annotations

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.catalog import public_holidays, school_holidays, school_known
from cmdash.charts import trend as drawing
from cmdash.model import NO_SEASONS, Event, Period, Query, Seasons, Tracking, Upload
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.overview import overview
from cmdash.story.seasons import marks
from cmdash.story.trends import trend
from cmdash.wording import message

DAY = dt.date


def sheet(networks: tuple[str, ...] = ("Instagram", "TikTok")) -> Tracking:
    """Views of four posts a month and network over 2024 and 2025; Instagram counts otherwise from 21 April 2025 on."""
    lines = ["Date;Réseau;Message;Vues;J'aime"]
    for month in range(24):
        for day in (3, 9, 15, 27):
            date = DAY(2024 + month // 12, month % 12 + 1, day)
            lines += [f"{date:%d/%m/%Y};{n};Post {n} {date};{500 + 7 * month};20" for n in networks]
    return ingest.read([Upload("suivi.csv", "\r\n".join(lines).encode("cp1252"))])


def asked(tracking: Tracking, period: Period, seasons: Seasons = NO_SEASONS, **given: object) -> Asked:
    return Asked(tracking, Query(period=period, **given), "fr", seasons=seasons)


JUNE = Period(DAY(2025, 6, 1), DAY(2025, 6, 30))


def test_a_break_is_marked_told_and_parts_the_line_of_its_network():
    view = trend(asked(sheet(), JUNE), "views", "line")
    assert [(m.key, m.kind, m.text) for m in view.marks] == [
        ("2025-04", "break", message("fr", "findings.series-break.instagram-views.title"))
    ]
    assert "21 avril 2025" in view.note
    rows = drawing.spec(view, "fr", "light")["datasets"]["rows"]
    pieces = {(r["series"], r["part"]) for r in rows}
    assert pieces == {("Instagram", "Instagram 0"), ("Instagram", "Instagram 1"), ("TikTok", "TikTok 0")}
    assert {r["key"] for r in rows if r["part"] == "Instagram 0"} == {
        f"2024-{n:02}" for n in range(6, 13)
    } | {"2025-01", "2025-02", "2025-03"}


def test_a_network_without_the_break_has_no_mark():
    view = trend(asked(sheet(), JUNE, networks=("tiktok",)), "views", "line")
    assert (view.marks, view.parted) == ((), ())
    assert "21 avril 2025" not in view.note


def test_a_figure_whose_columns_are_not_concerned_has_no_mark():
    view = trend(asked(sheet(), JUNE), "interactions", "stack")
    assert (view.marks, view.parted) == ((), ())


@pytest.mark.parametrize(
    ("networks", "period", "compared"),
    [
        (("Instagram",), JUNE, ["previous"]),  # May is after the break, June 2024 before it
        (("Instagram",), Period(DAY(2025, 4, 1), DAY(2025, 4, 30)), []),
        (("Instagram",), Period(DAY(2025, 3, 1), DAY(2025, 3, 31)), ["year", "previous"]),
        (("TikTok",), JUNE, ["year", "previous"]),
    ],
)
def test_no_comparison_over_a_break(networks, period, compared):
    view = overview(sheet(networks), Query(period=period), "fr")
    cards = {card.kpi: card for card in view.figures}
    assert [change.against for change in cards["views"].changes] == compared
    assert any("21 avril 2025" in note for note in cards["views"].notes) == (len(compared) < 2)
    assert [change.against for change in cards["interactions"].changes] == ["year", "previous"]
    assert [change.against for change in cards["posts"].changes] == ["year", "previous"]
    assert not any("2025" in note for note in cards["interactions"].notes)


def test_events_and_holidays_by_day_and_by_month():
    seasons = Seasons("B", True, (Event(DAY(2025, 7, 13), DAY(2025, 7, 15), "Fête du pain"),))
    month = trend(asked(sheet(), Period(DAY(2025, 8, 1), DAY(2025, 8, 31)), seasons), "interactions", "stack")
    found = {(m.key, m.kind): m.text for m in month.marks}
    assert found["2025-07", "event"] == "Fête du pain"
    assert ("2025-08", "school") in found
    assert ("2025-06", "school") not in found
    assert not [kind for _, kind in found if kind == "public"]  # a day is not seen in a month
    assert "Fête du pain (13 juillet 2025)" in month.note
    assert "vacances scolaires, zone B" in month.note


def test_by_day_a_public_holiday_is_seen():
    lines = ["Date;Réseau;Message;Vues;J'aime"]
    lines += [f"{DAY(2025, 7, d):%d/%m/%Y};Instagram;Post {d};500;20" for d in range(1, 29)]
    tracking = ingest.read([Upload("suivi.csv", "\r\n".join(lines).encode("cp1252"))])
    july = Period(DAY(2025, 7, 1), DAY(2025, 7, 31))
    view = trend(asked(tracking, july, Seasons(public=True)), "interactions", "stack")
    assert [(m.kind, m.text) for m in view.marks] == [("public", "Fête nationale")]
    step = next(s for s in view.steps if s.key == view.marks[0].key)
    assert step.start <= DAY(2025, 7, 14) <= step.end
    assert "jours fériés" in view.note


def test_public_holidays_of_a_leap_year_and_around_easter():
    found = dict(public_holidays(DAY(2024, 1, 1), DAY(2024, 12, 31), "fr"))
    assert len(found) == 11
    # Easter 2024 by the method of Meeus: 31 March
    assert {DAY(2024, 4, 1), DAY(2024, 5, 9), DAY(2024, 5, 20)} < set(found)
    assert dict(public_holidays(DAY(2024, 7, 14), DAY(2024, 7, 14), "en")) == {
        DAY(2024, 7, 14): "National Day"
    }


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_school_holidays_have_one_name_each_and_an_end(zone):
    found = dict(school_holidays(zone, DAY(2025, 9, 1), DAY(2026, 8, 31)))
    assert set(found.values()) == {"autumn", "christmas", "winter", "spring", "summer"} | (
        {"ascension"} & set(found.values())
    )
    assert found[DAY(2025, 12, 25)] == "christmas"
    assert found[DAY(2026, 7, 20)] == "summer"
    assert DAY(2025, 9, 15) not in found
    assert not dict(school_holidays(zone, school_known() + dt.timedelta(days=1), DAY(2050, 1, 1)))


def test_beyond_the_years_the_package_knows_the_axis_says_so(monkeypatch):
    monkeypatch.setattr("cmdash.story.seasons.school_known", lambda: DAY(2025, 5, 1))
    view = trend(asked(sheet(), JUNE, Seasons("A")), "interactions", "stack")
    assert "connues jusqu’au 1er mai 2025" in view.note.replace("\u202f", " ").replace("\u00a0", " ")
    assert "connues" not in trend(asked(sheet(), JUNE), "interactions", "stack").note


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_a_year_by_month_marks_autumn_and_christmas(zone):
    """2025: 18 October to 3 November, 20 December to 5 January, which is 14 and 12 days of their first months."""
    year = Period(DAY(2025, 1, 1), DAY(2025, 12, 31))
    view = trend(asked(sheet(), year, Seasons(zone)), "interactions", "stack")
    found = {m.key: m.text for m in view.marks if m.kind == "school"}
    assert "Toussaint" in found["2025-10"]
    assert "Noël" in found["2025-12"]
    assert "été" in found["2025-08"]
    assert not {f"2025-{month:02}" for month in (1, 6, 9, 11)} & set(found)
    assert f"mois dont au moins un quart est en vacances scolaires, zone {zone}" in view.note


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_all_holidays_of_two_weeks_mark_a_month(zone):
    """Whatever the year, however they lie across two months: a third would leave out Christmas 2023 and autumn 2027."""
    found = list(school_holidays(zone, DAY(2018, 1, 1), school_known()))
    days = dict(found)
    starts = [d for d, name in found if days.get(d - dt.timedelta(days=1)) != name and name != "ascension"]
    steps = calendar.steps("month", Period(DAY(2018, 1, 1), school_known()), None, "fr")
    marked = {m.key for m in marks(asked(sheet(), JUNE, Seasons(zone)), steps, ()) if m.kind == "school"}
    seen = 0
    for start in starts:
        run = [start]
        while days.get(run[-1] + dt.timedelta(days=1)) == days[start]:
            run.append(run[-1] + dt.timedelta(days=1))
        if len(run) >= 15:
            seen += 1
            assert {f"{day:%Y-%m}" for day in run} & marked, run[0]
    assert seen > 40


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Traits gris\u202f: semaines dont au moins la moitié est en vacances scolaires, zone B"),
        ("en", "Grey dashes: weeks of which at least half is French school holidays, zone B"),
    ],
)
def test_a_week_is_marked_from_half_of_it_on(language, said):
    lines = ["Date;Réseau;Message;Vues;J'aime"]
    lines += [f"{DAY(2025, 12, d):%d/%m/%Y};Instagram;Post {d};500;20" for d in range(1, 32)]
    tracking = ingest.read([Upload("suivi.csv", "\r\n".join(lines).encode("cp1252"))])
    december = Period(DAY(2025, 12, 1), DAY(2025, 12, 31))
    one = Asked(tracking, Query(period=december), language, seasons=Seasons("B"))
    view = trend(one, "interactions", "stack")
    assert one.window[0] == "week"
    assert [m.key for m in view.marks if m.kind == "school"] == ["2025-W52", "2026-W01"]  # W51 has two days
    assert said in view.note
