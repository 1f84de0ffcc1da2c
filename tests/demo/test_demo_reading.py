"""What the reader makes of the demos: no question, no row lost, and every figure the one that was simulated."""

import math
from functools import cache

import pandas as pd
import pytest

from cmdash import demo
from cmdash.demo import agency, bakery, heard, tourism
from cmdash.demo.life import Post
from cmdash.ingest import questions, read
from cmdash.kpi.plans import join
from cmdash.model import Tracking

FIGURES = {
    "impressions": "impressions", "reach": "reach", "views": "views", "likes": "likes", "comments": "comments",
    "shares": "shares", "saves": "saves", "clicks": "clicks", "link_clicks": "link_clicks", "follows": "follows",
    "interactions": "total", "duration": "duration",
}  # fmt: skip
TRUTH = {"bakery": bakery.posts, "tourism": tourism.posts, "agency": agency.posts}


@cache
def reading(name: str) -> Tracking:
    return read(demo.files(name))


def key(
    network: str, post_id: str | None, url: str | None, text: str | None, day: object
) -> tuple[object, ...]:
    """A post by its number, else its link, else its text of the day."""
    return (network, post_id or url or (text, day))


def truth(name: str) -> dict[tuple[object, ...], Post]:
    found = {key(p.network, p.post_id, p.url, p.text, p.at.date()): p for p in TRUTH[name]()}
    assert len(found) == len(TRUTH[name]())
    return found


def kept(name: str) -> dict[tuple[object, ...], dict[str, object]]:
    rows = reading(name).posts.astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
    return {key(r["network"], r["post_id"], r["url"], r["text"], r["date"].date()): r for r in rows}


@pytest.mark.parametrize("name", demo.names())
def test_nothing_is_asked_and_no_file_refused(name) -> None:
    ledger = reading(name).ledger
    assert questions(ledger) == ()
    assert [file.name for file in ledger.files if file.error] == []


@pytest.mark.parametrize("name", demo.names())
def test_no_row_is_set_aside_but_the_older_copies_of_a_post(name) -> None:
    aside = [row for file in reading(name).ledger.files for table in file.tables for row in table.set_aside]
    assert {row.code for row in aside} <= {"superseded"}
    assert bool(aside) == (name == "tourism")


@pytest.mark.parametrize("name", demo.names())
def test_every_post_is_there_once(name) -> None:
    assert len(reading(name).posts) == len(TRUTH[name]())
    assert kept(name).keys() == truth(name).keys()


@pytest.mark.parametrize("field", FIGURES)
@pytest.mark.parametrize("name", demo.names())
def test_every_figure_of_every_post(name, field) -> None:
    known = truth(name)
    for post_key, row in kept(name).items():
        expected = getattr(known[post_key], FIGURES[field])
        assert row[field] == expected, (post_key, row["file"], row["row"])


@pytest.mark.parametrize("name", demo.names())
def test_dates_formats_and_texts(name) -> None:
    known = truth(name)
    for post_key, row in kept(name).items():
        post = known[post_key]
        expected = pd.Timestamp(post.at) if name != "bakery" else pd.Timestamp(post.at.date())
        assert row["date"] == expected, (post_key, row["file"], row["row"])
        assert (row["format"] or "") == post.format
        assert (row["theme"] or "") == post.theme
        assert row["text"] == post.text


@pytest.mark.parametrize("name", ["tourism", "agency"])
def test_boosted_posts_are_told_from_organic_ones(name) -> None:
    known = truth(name)
    for post_key, row in kept(name).items():
        if row["network"] == "facebook" and row["paid"] is not None:
            assert (row["paid"] != "organic") == (known[post_key].boosted > 0), (row["paid"], row["row"])
    boosted = [row for row in kept(name).values() if row["paid"] in ("paid", "mixed")]
    assert len(boosted) == sum(post.boosted > 0 for post in TRUTH[name]())


def test_every_post_of_the_agency_belongs_to_its_client() -> None:
    owners = {
        key(p.network, p.post_id, p.url, p.text, p.at.date()): agency.CLIENTS[client]
        for client, pages in agency.life().items()
        for page in pages.values()
        for p in map(agency.told, page.posts)
    }
    assert {post_key: row["account"] for post_key, row in kept("agency").items()} == owners


def test_bakery_followers() -> None:
    found = _stocks(reading("bakery"))
    assert {(network, day): n for (network, _, day), n in found.items()} == {
        (network, (day.date.year, day.date.month)): day.followers for network, day in bakery.stocks()
    }


def test_tourism_community_with_its_gains_and_holes() -> None:
    monthly = reading("tourism").account.query("period == 'month'")
    found = {(r.network, (r.date.year, r.date.month)): r for r in monthly.itertuples()}
    assert len(found) == len(tourism.stocks())
    for network, day in tourism.stocks():
        row = found[network, (day.date.year, day.date.month)]
        assert row.followers == day.followers
        assert row.gained == day.gained
        expected = tourism.lost(network, day)
        assert math.isnan(row.lost) if expected is None else row.lost == expected


def test_agency_followers_by_client() -> None:
    assert _stocks(reading("agency")) == {
        (network, client, (day.date.year, day.date.month)): day.followers
        for client, network, day in agency.stocks()
    }


def test_agency_campaigns() -> None:
    frame = reading("agency").campaigns
    known = {(line.account, line.campaign, line.start): line for line in agency.campaigns()}
    assert len(frame) == len(known)
    for row in frame.itertuples():
        line = known[row.account, row.campaign, row.start.date()]
        assert row.end.date() == line.end
        assert row.currency == "EUR"
        for field in ("spend", "impressions", "reach", "clicks", "link_clicks"):
            assert getattr(row, field) == pytest.approx(getattr(line, field))
        for field in ("conversions", "revenue"):
            expected = getattr(line, field)
            assert (
                math.isnan(getattr(row, field))
                if expected is None
                else getattr(row, field) == pytest.approx(expected)
            )


def _stocks(tracking: Tracking) -> dict[tuple[object, ...], float]:
    rows = tracking.account.dropna(subset="followers").itertuples()
    return {
        (
            r.network,
            r.account if isinstance(r.account, str) else None,
            (r.date.year, r.date.month),
        ): r.followers
        for r in rows
    }


def test_tourism_calendar_and_its_join() -> None:
    """Every line is read, and the join finds the posts the calendar was made from."""
    tracking = reading("tourism")
    planned = tourism.plan()
    rows = list(tracking.calendar.itertuples())
    assert len(rows) == len(planned)
    for row, one in zip(rows, planned, strict=True):
        assert (row.date.date(), row.network, row.text) == (one.day, one.network, one.subject)
    found = join(tracking.calendar, tracking.posts, tourism.END)
    told = [
        (tracking.posts["text"].iat[post] if post >= 0 else None, one.post.text if one.post else None)
        for post, one in zip(found.post, planned, strict=True)
    ]
    right = sum(got == meant for got, meant in told)
    wrong = sum(got is not None and got != meant for got, meant in told)
    assert right > 0.97 * len(planned), right
    assert wrong < 0.02 * len(planned), wrong


def test_tourism_mentions() -> None:
    found = reading("tourism").mentions
    assert len(found) == len(tourism.said())
    for row, one in zip(found.itertuples(), tourism.said(), strict=True):
        assert (row.date.date(), row.network, row.author, row.quote) == (
            one.at,
            one.network,
            one.author,
            one.text,
        )
        assert row.sentiment == heard.TONES[one.tone]
        assert row.nature == heard.NATURES[one.type]
        assert (None if math.isnan(row.rating) else row.rating) == one.rating
        assert (None if pd.isna(row.answer_date) else row.answer_date.date()) == one.answered


def test_agency_budgets_hold_what_the_reports_spent() -> None:
    tracking = reading("agency")
    agreed = tracking.account.dropna(subset="budget")
    assert set(agreed["currency"]) == {"EUR"}
    assert agreed["spend"].sum() == pytest.approx(tracking.campaigns["spend"].sum())
    assert set(agreed["account"]) == {"Optique Zéphirine", "Les Nuits d’Orgemel"}
    assert (agreed["spend"] > agreed["budget"]).any()
    assert (agreed["spend"] < agreed["budget"]).any()
