"""Account rows: what is cumulated, rolling, of a longer span or of another year is never summed; gains are no stock."""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.catalog import coarser_than, of_another_span
from cmdash.ingest.meaning.understanding import fingerprint
from cmdash.model import ColumnMatch, Profile, Tracking, Upload

TODAY = dt.date(2026, 6, 30)
WAVES = [120, 80, 133, 61, 97, 150, 72, 88, 140, 66, 101, 93]


def daily(
    header: str, values: list[float], name: str = "page facebook.csv", profile: Profile | None = None
) -> Tracking:
    days = pd.date_range("2025-06-01", periods=len(values))
    rows = "\n".join(
        f"{d:%Y-%m-%d};{v:g};{1000 + i % 3}" for i, (d, v) in enumerate(zip(days, values, strict=True))
    )
    text = f"Date;{header};Nombre d'abonnés\n{rows}"
    return ingest.read([Upload(name, text.encode())], profile, TODAY)


def column(tracking: Tracking) -> ColumnMatch:
    return tracking.ledger.files[0].tables[0].columns[1]


def codes(tracking: Tracking) -> list[str]:
    return [f.code for f in tracking.ledger.all_findings() if f.severity == "warning"]


@pytest.mark.parametrize(
    "header",
    [
        "Reach (last 28 days)", "Portée des 28 derniers jours", "Portée 28 j", "7-day reach", "Reach 7d", "28-day views",
        "Rolling 28 day reach", "Vues (28 derniers jours)", "Visites du profil 28 jours", "Profile visits (7 days)",
        "Weekly impressions", "Portée hebdomadaire", "Monthly reach", "Portée mensuelle", "Portée cumulée",
        "Impressions cumulées", "Total reach to date", "Reach YTD", "Vues cumulées", "Interactions cumulées",
        "Nouveaux abonnés cumulés", "Cumulative impressions", "Impressions N-1", "Portée N-1", "Portée mois précédent",
        "Impressions last year", "Portée visée", "Impressions prévues", "Reach goal",
    ],
)  # fmt: skip
def test_a_figure_of_another_span_is_never_a_figure_of_the_day(header: str) -> None:
    tracking = daily(header, WAVES)
    assert column(tracking).field is None
    assert tracking.extras["account"][header].tolist() == [str(v) for v in WAVES]
    assert tracking.account["followers"].notna().all()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Portée", "reach"), ("Page reach", "reach"), ("Impressions", "impressions"), ("Follows", "gained"),
        ("Instagram follows", "gained"), ("Abonnements", "gained"), ("New follows", "gained"), ("Unfollows", "lost"),
        ("Net follows", "net"), ("Daily reach", "reach"), ("Visites du profil", "profile_visits"),
    ],
)  # fmt: skip
def test_a_figure_of_the_day_is_one_and_gains_are_not_the_stock(header: str, field: str) -> None:
    tracking = daily(header, WAVES)
    assert column(tracking).field == field
    assert tracking.account[field].sum() == sum(WAVES)
    assert tracking.account["followers"].max() == 1002


def test_a_monthly_figure_over_rows_of_months_is_the_figure_of_the_row() -> None:
    text = "Mois;Abonnés;Portée mensuelle\n" + "\n".join(
        f"0{m}/2025;{1000 + m};{900 - 7 * m}" for m in range(1, 7)
    )
    tracking = ingest.read([Upload("facebook.csv", text.encode())], today=TODAY)
    assert tracking.account["reach"].tolist() == [900 - 7 * m for m in range(1, 7)]
    assert "column-coarser" not in codes(tracking)


@pytest.mark.parametrize(
    ("header", "field"), [("Vues", "views"), ("Publications", "posts"), ("Portée", "reach")]
)
def test_a_running_total_is_told_by_its_values_and_never_summed(header: str, field: str) -> None:
    total = [40_000 + sum(WAVES[: i + 1]) for i in range(len(WAVES))]
    tracking = daily(header, total)
    assert tracking.account[field].isna().all()
    assert column(tracking).field is None
    assert codes(tracking) == ["column-cumulative"]
    rising = [100 * 1.5**i for i in range(12)]
    assert column(daily(header, rising)).field == field, (
        "a figure that doubles every other day is no running total"
    )


def test_a_person_who_corrects_the_column_is_right() -> None:
    total = [40_000 + sum(WAVES[: i + 1]) for i in range(len(WAVES))]
    layout = fingerprint(("Date", "Vues", "Nombre d'abonnés"))
    tracking = daily("Vues", total, profile=Profile(mappings={layout: {"Vues": "views"}}))
    assert tracking.account["views"].tolist() == total
    assert not codes(tracking)


def test_months_that_grow_a_little_are_no_running_total() -> None:
    text = "Mois;Abonnés;Portée\n" + "\n".join(f"{m:02}/2025;{1000 + m};{900 + 7 * m}" for m in range(1, 12))
    tracking = ingest.read([Upload("facebook.csv", text.encode())], today=TODAY)
    assert tracking.account["reach"].notna().all()


GAINS = [4, 3, 0, 7, 1, 2, 0, 9, 4, 4]


def test_followers_that_go_up_and_down_are_the_gains_of_the_day() -> None:
    rows = "\n".join(f"2025-06-{d + 1:02};{v};{WAVES[d]}" for d, v in enumerate(GAINS))
    tracking = ingest.read([Upload("insta.csv", f"Date;Followers;Reach\n{rows}".encode())], today=TODAY)
    assert tracking.account["gained"].tolist() == GAINS
    assert tracking.account["followers"].isna().all()
    assert column(tracking).field == "gained"
    assert codes(tracking) == ["followers-are-gains"]


def test_followers_beside_gains_of_their_own_are_left_out_when_they_are_no_stock() -> None:
    rows = "\n".join(f"2025-06-{d + 1:02};{v};{v + 1}" for d, v in enumerate(GAINS))
    tracking = ingest.read(
        [Upload("insta.csv", f"Date;Followers;New followers\n{rows}".encode())], today=TODAY
    )
    assert tracking.account["followers"].isna().all()
    assert tracking.account["gained"].tolist() == [v + 1 for v in GAINS]
    assert codes(tracking) == ["followers-restless"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(200, 100_000), st.lists(st.floats(-0.04, 0.08), min_size=8, max_size=40))
def test_a_true_stock_is_never_taken_for_gains(start: int, growth: list[float]) -> None:
    stock = [float(start)]
    for rate in growth:
        stock.append(round(stock[-1] * (1 + rate)))
    rows = "\n".join(
        f"{day:%Y-%m-%d};{v:g};5"
        for day, v in zip(pd.date_range("2025-01-01", periods=len(stock)), stock, strict=True)
    )
    tracking = ingest.read([Upload("insta.csv", f"Date;Followers;Reach\n{rows}".encode())], today=TODAY)
    assert tracking.account["followers"].tolist() == stock


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(0, 500), min_size=12, max_size=40).filter(
        lambda v: any(b < a for a, b in itertools.pairwise(v))
    )
)
def test_a_flow_that_falls_once_is_summed_as_it_is(values: list[int]) -> None:
    tracking = daily("Impressions", values)
    assert tracking.account["impressions"].sum() == sum(values)


def test_words_of_spans() -> None:
    assert of_another_span("impressions n-1", "posts")
    assert not of_another_span("portee 28 jours", "posts"), (
        "28 days after its publication is a figure of a post"
    )
    assert of_another_span("portee 28 jours", "account")
    assert not of_another_span("video views 3 seconds", "account")
    assert coarser_than("portee hebdomadaire", "day") == "week"
    assert coarser_than("portee hebdomadaire", "week") is None
    assert coarser_than("portee", "day") is None
