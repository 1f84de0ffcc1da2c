"""The budget: planned against spent against time, on rows that have both, never over two currencies."""

from __future__ import annotations

import datetime as dt

import pytest
from story_builders import frame

from cmdash import ingest
from cmdash.model import Ledger, Period, Query, Tracking, Upload
from cmdash.story.budget import budget

CLOCK = dt.date(2026, 7, 1)


def of(campaigns: list[dict[str, object]], account: list[dict[str, object]] | None = None) -> Tracking:
    kinds = {"posts": [], "account": account or [], "campaigns": campaigns, "calendar": [], "goals": []}
    return Tracking(**{kind: frame(kind, rows) for kind, rows in kinds.items()}, ledger=Ledger())


def line(name: str, start: str, end: str, **more: object) -> dict[str, object]:
    return {"campaign": name, "start": start, "end": end, "network": "meta_ads", "currency": "EUR", **more}


def test_spent_over_planned_beside_the_time_elapsed() -> None:
    rows = [
        line("Juin", "2026-06-01", "2026-06-30", budget=100.0, spend=80.0),
        line("Été", "2026-06-21", "2026-07-10", budget=400.0, spend=100.0),
        line("Août", "2026-08-01", "2026-08-31", budget=500.0),
        line("Oubliée", "2026-05-01", "2026-05-31", budget=1000.0),
    ]
    view = budget(of(rows), Query(), "en", CLOCK)
    assert view is not None
    by = {row[0]: row[1:] for row in view.table.rows}
    assert by["Juin"] == (100, 80, 0.8, 1)
    assert by["Été"] == (400, 100, 0.25, pytest.approx(11 / 20))
    assert by["Août"] == (500, None, None, 0)
    assert by["Oubliée"][1:3] == (None, None)
    elapsed = 31 / 92  # from 1 June to 31 August; May has a budget and no known spend
    assert view.sentences == (
        f"€1,000.00 planned, €180.00 spent: 18% of the budget for {elapsed:.0%} of the time elapsed on 1 July 2026.",
    )
    assert "(3 of 4)" in view.note
    assert (view.stamp.n, view.stamp.of, view.stamp.formula) == (3, 4, "spend / budget")
    assert view.stamp.sources == ("suivi.xlsx",)


def test_months_of_accounts_where_no_campaign_has_a_budget() -> None:
    month = {"period": "month", "network": "facebook", "currency": "EUR"}
    account = [
        {**month, "date": "2026-05-01", "budget": 200.0, "spend": 150.0},
        {**month, "date": "2026-06-01", "budget": 200.0, "spend": 250.0},
        {**month, "date": "2026-06-01", "budget": 300.0, "spend": 50.0, "side": "peer"},
    ]
    view = budget(of([line("Sans", "2026-06-01", "2026-06-30", spend=9.0)], account), Query(), "fr", CLOCK)
    assert view is not None
    assert [row[:4] for row in view.table.rows] == [
        ("mai 2026", 200, 150, 0.75),
        ("juin 2026", 200, 250, 1.25),
    ]
    june = Query(period=Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    alone = budget(of([], account), june, "fr", CLOCK)
    assert alone is not None
    assert len(alone.table.rows) == 1


def test_currencies_stand_apart() -> None:
    rows = [
        line("A", "2026-06-01", "2026-06-30", budget=100.0, spend=80.0),
        line("A", "2026-06-01", "2026-06-30", budget=100.0, spend=10.0, currency="USD"),
    ]
    view = budget(of(rows), Query(), "fr", CLOCK)
    assert view is not None
    assert [(row[0], row[3]) for row in view.table.rows] == [("A (EUR)", 0.8), ("A (USD)", 0.1)]
    assert len(view.sentences) == 2


def test_no_budget_is_nothing_and_a_budget_of_zero_divides_nothing() -> None:
    assert budget(of([line("A", "2026-06-01", "2026-06-30", spend=80.0)]), Query(), "fr", CLOCK) is None
    view = budget(of([line("A", "2026-06-01", "2026-06-30", budget=0.0, spend=8.0)]), Query(), "fr", CLOCK)
    assert view is not None
    assert view.table.rows[0][3] is None


@pytest.mark.parametrize("header", ["Budget prévu", "Budget prévu (EUR)", "Planned budget (EUR)", "Budget"])
def test_a_budget_is_read_with_its_unit_and_a_target_is_not(header: str) -> None:
    sheet = f"Mois;Réseau;Abonnés;{header};Dépense (EUR);Portée (objectif)\n05/2026;Facebook;900;200;150;5000\n06/2026;Facebook;940;200;250;5000\n"
    tracking = ingest.read([Upload("comptes.csv", sheet.encode())])
    assert tracking.account["budget"].tolist() == [200, 200]
    assert tracking.account["reach"].isna().all()


@pytest.mark.parametrize(
    ("language", "unknown"), [("fr", "C (devise non précisée)"), ("en", "C (currency not stated)")]
)
def test_an_amount_without_a_currency_says_so_beside_others(language: str, unknown: str) -> None:
    days = ("2026-05-01", "2026-05-31")
    rows = [
        line(name, *days, budget=10.0, spend=5.0, currency=code)
        for name, code in (("A", "EUR"), ("B", "USD"), ("C", None))
    ]
    for kept, names in (
        (rows, ["A (EUR)", "B (USD)", unknown]),
        (rows[::2], ["A (EUR)", unknown]),
        (rows[2:], ["C"]),
    ):
        view = budget(of(kept), Query(), language, CLOCK)
        assert view is not None
        assert [row[0] for row in view.table.rows] == names


@pytest.mark.parametrize(
    ("figures", "language", "said"),
    [
        ({"budget": 0.0, "spend": 0.0}, "fr", "0,00\xa0€ prévus, 0,00\xa0€ dépensés."),
        ({"budget": 0.0, "spend": 3.0}, "en", "€0.00 planned, €3.00 spent."),
        ({"budget": 9.0}, "fr", "9,00\xa0€ prévus\u202f; aucune dépense n’est notée."),
        ({"budget": 9.0}, "en", "€9.00 planned; no spend is noted."),
    ],
)
def test_there_is_no_share_of_nothing(figures: dict[str, float], language: str, said: str) -> None:
    view = budget(of([line("A", "2026-05-01", "2026-05-31", **figures)]), Query(), language, CLOCK)
    assert view is not None
    assert view.sentences == (said,)
