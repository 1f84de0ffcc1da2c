"""Any span that a link or the command line takes has an answer, also where the calendar begins and ends."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash import ingest, kpi
from cmdash.command.figures import spanned
from cmdash.model import Period, Query, Tracking, Upload
from cmdash.model.report_views import Wish
from cmdash.story.community import community
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.planning import planning
from cmdash.story.report import report

TODAY = dt.date(2026, 7, 3)
FIRST, LAST = dt.date.min, dt.date.max
EDGES = (
    FIRST,
    dt.date(1, 1, 31),
    dt.date(1, 2, 1),
    dt.date(1, 12, 31),
    dt.date(100, 1, 1),
    dt.date(1900, 1, 1),
    dt.date(2026, 5, 1),
    dt.date(2026, 6, 30),
    dt.date(9999, 1, 1),
    dt.date(9999, 11, 30),
    dt.date(9999, 12, 1),
    LAST,
)


@pytest.fixture(scope="module")
def sheets() -> Tracking:
    posts = ["Date;Réseau;Format;Message;Portée;J'aime"]
    followers = ["Date;Réseau;Abonnés"]
    for at in range(30):
        day = dt.date(2026, 4, 1) + dt.timedelta(days=3 * at)
        posts.append(f"{day:%d/%m/%Y};Facebook;Photo;Post {at};{900 + at};{20 + at % 7}")
        followers.append(f"{day:%d/%m/%Y};Facebook;{900 + at}")
    plan = "Date prévue;Réseau;Message;Statut\n03/05/2026;Facebook;bon;publié\n20/07/2026;Facebook;bon;planifié\n"
    texts = {"p.csv": "\n".join(posts), "a.csv": "\n".join(followers), "c.csv": plan}
    return ingest.read([Upload(name, text.encode()) for name, text in texts.items()], today=TODAY)


PAGES = (overview, community, networks_page, lambda *asked: planning(*asked, TODAY))


@settings(max_examples=6, deadline=None)
@given(st.tuples(st.sampled_from(EDGES), st.sampled_from(EDGES)), st.sampled_from(PAGES))
def test_every_page_answers_any_span(sheets: Tracking, ends: tuple[dt.date, dt.date], page) -> None:
    assert page(sheets, Query(period=Period(min(ends), max(ends))), "fr")


@pytest.mark.parametrize(
    ("start", "end"),
    [(dt.date(100, 1, 1), dt.date(2026, 12, 31)), (dt.date(9999, 12, 1), LAST), (FIRST, LAST)],
)
def test_a_report_is_made_of_any_span_or_says_why_not(sheets: Tracking, start: dt.date, end: dt.date) -> None:
    made = report(sheets, Query(period=Period(start, end)), "en", TODAY, Wish())
    held = start <= dt.date(2026, 7, 20)  # the data's last day
    assert bool(made.parts) is held
    assert held or "Nothing to report" in made.why


@given(st.tuples(st.sampled_from(EDGES), st.sampled_from(EDGES)))
def test_what_a_span_is_compared_with_lies_before_it(ends: tuple[dt.date, dt.date]) -> None:
    span = Period(min(ends), max(ends))
    for other in (kpi.previous(span), kpi.year_before(span)):
        assert other is None or other.start <= other.end < span.start
    assert kpi.months(span) > 0


def test_nothing_lies_before_the_calendar() -> None:
    assert kpi.previous(Period(dt.date(1, 1, 1), dt.date(1, 1, 31))) is None
    assert kpi.previous(Period(dt.date(1, 1, 5), dt.date(1, 1, 9))) is None
    assert kpi.previous(Period(dt.date(1, 2, 1), dt.date(1, 2, 28))) == Period(
        dt.date(1, 1, 1), dt.date(1, 1, 31)
    )
    assert kpi.year_before(Period(dt.date(1, 3, 1), dt.date(1, 3, 31))) is None
    assert kpi.months(Period(dt.date(9999, 12, 1), LAST)) == 1


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [
        (LAST, None, Period(LAST, LAST)),
        (None, FIRST, Period(FIRST, FIRST)),
        (dt.date(2026, 5, 1), None, Period(dt.date(2026, 5, 1), dt.date(2026, 6, 27))),
    ],
)
def test_a_day_beyond_the_data_is_asked_alone(
    sheets: Tracking, start: dt.date | None, end: dt.date | None, asked: Period
) -> None:
    assert spanned(Query(), sheets, start, end).period == asked
