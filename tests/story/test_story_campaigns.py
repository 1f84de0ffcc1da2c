"""The Campaigns page, recounted row by row; several currencies, zeros, long lines, paid and organic kept apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from story_builders import frame

from cmdash import kpi
from cmdash.model import Ledger, Period, Query, Tracking
from cmdash.story.asked import Asked
from cmdash.story.campaigns import campaigns

MAY, JUNE = (Period(dt.date(2026, m, 1), dt.date(2026, m, end)) for m, end in ((5, 31), (6, 30)))
N = "\u202f"


def line(name: str, month: int, network: str = "google_ads", **figures: object) -> dict[str, object]:
    return {
        "campaign": name,
        "network": network,
        "date": f"2026-{month:02d}-01",
        "currency": "EUR",
        **figures,
    }


ROWS = [
    line("Billets", 4, impressions=9000, viewable_impressions=6000, clicks=300, conversions=9, spend=90.0,
         revenue=400.0, margin=150.0),
    line("Billets", 5, impressions=12000, viewable_impressions=7000, clicks=420, conversions=6, spend=160.0,
         revenue=380.0, margin=120.0),
    line("Billets", 6, impressions=8000, viewable_impressions=4000, clicks=250, conversions=0, spend=80.0,
         revenue=0.0, margin=0.0),
    line("Affiches", 6, "display", impressions=50000, viewable_impressions=20000, clicks=100, conversions=2,
         spend=120.0, revenue=90.0, margin=40.0),
]  # fmt: skip
POSTS = [
    {"date": "2026-06-03", "network": "facebook", "paid": "organic", "reach": 100.0, "likes": 10.0},
    {"date": "2026-06-04", "network": "facebook", "reach": 100.0, "likes": 6.0},
    {"date": "2026-06-05", "network": "facebook", "paid": "paid", "reach": 900.0, "likes": 9.0, "spend": 30.0,
     "currency": "EUR"},
]  # fmt: skip


def of(rows: list[dict[str, object]], posts: list[dict[str, object]] | None = None) -> Tracking:
    kinds = {"posts": posts or [], "account": [], "campaigns": rows, "calendar": [], "goals": []}
    return Tracking(**{kind: frame(kind, given) for kind, given in kinds.items()}, ledger=Ledger())


def cards(tracking: Tracking, query: Query) -> dict[str, float]:
    view = campaigns(tracking, query, "fr")
    return {figure.kpi: figure.value for group in view.groups for figure in group.figures}


@pytest.mark.parametrize("period", [None, MAY, JUNE])
def test_every_card_is_recounted(period: Period | None) -> None:
    rows = [row for row in ROWS if period is None or row["date"] == period.start.isoformat()]

    def total(name: str) -> float:
        return sum(float(str(row[name])) for row in rows)

    found = cards(of(ROWS), Query(period=period))
    spend, clicks = total("spend"), total("clicks")
    # What was spent for nothing is in the cost of a conversion; where there is no such line the two costs are one.
    cost = "cpa" if all(row["conversions"] for row in rows) else "cpa_all"
    assert found == pytest.approx(
        {
            **{name: total(name) for name in ("spend", "impressions", "viewable_impressions", "clicks")},
            **{name: total(name) for name in ("conversions", "revenue")},
            "viewability": total("viewable_impressions") / total("impressions"),
            "ctr_all": clicks / total("impressions"),
            "cpm": 1000 * spend / total("impressions"),
            "cpc": spend / clicks,
            cost: spend / total("conversions"),
            "cvr_click": total("conversions") / clicks,
            "cvr_view": total("conversions") / total("viewable_impressions"),
            "roas": total("revenue") / spend,
            "roi": (total("margin") - spend) / spend,
            "break_even_cvr": (spend / clicks) / (total("margin") / total("conversions")),
        }
    )


def test_the_sentence_sets_the_break_even_rate_beside_the_real_one() -> None:
    tracking = of(ROWS)
    told = campaigns(tracking, Query(period=JUNE), "fr").sentence
    assert told.startswith(f"En juin 2026, 2 campagnes{N}: 200,00\xa0€ dépensés, 58{N}000 impressions")
    # 200 € for 350 clicks, 20 € a conversion: 2.86 %; 2 conversions for 350 clicks: 0.57 %
    assert f"Il faut 2,86{N}% de conversions par clic" in told
    assert told.endswith(f"ensemble, les campagnes en font 0,57{N}% et coûtent plus qu’elles ne rapportent.")
    early = Query(period=Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    assert "brings in more than it costs" in campaigns(tracking, early, "en").sentence


def test_the_verdict_never_disagrees_with_the_margin() -> None:
    """Nine days without a sale cost as much as the one with it."""
    days = [
        {"campaign": "A", "network": "display", "date": f"2026-06-{day:02d}", "currency": "EUR", "spend": 10.0,
         "clicks": 50, "conversions": int(day == 5), "margin": 50.0 * (day == 5)}
        for day in range(1, 11)
    ]  # fmt: skip
    tracking = of(days)
    assert cards(tracking, Query())["break_even_cvr"] == pytest.approx((100 / 500) / 50)
    assert "coûte plus qu’elle ne rapporte" in campaigns(tracking, Query(), "fr").sentence
    card = next(
        f for g in campaigns(tracking, Query(), "fr").groups for f in g.figures if f.kpi == "break_even_cvr"
    )
    assert card.notes == (f"le taux réel est de 0,20{N}%",)


def test_rates_over_different_lines_are_not_set_side_by_side() -> None:
    rows = [*ROWS, line("Sans marge", 6, "meta_ads", clicks=900, conversions=90, spend=50.0)]
    told = campaigns(of(rows), Query(), "fr").sentence
    assert "Il faut" not in told
    assert "(calculé sur 4 lignes de campagne sur 5)" in told


def test_the_table_has_a_campaign_a_row_by_spend() -> None:
    view = campaigns(of(ROWS), Query(), "fr")
    assert [(row.label, row.facts) for row in view.rows] == [
        ("Billets", "Google Ads · le 2e trimestre 2026"),
        ("Affiches", "Display · juin 2026"),
    ]
    at = [column.id for column in view.columns]
    values = [[figure.value if figure else None for figure in row.figures] for row in view.rows]
    assert [row[at.index("spend")] for row in values] == [330.0, 120.0]
    assert [row[at.index("clicks")] for row in values] == [970.0, 100.0]
    assert values[1][at.index("roas")] == pytest.approx(90 / 120)


def test_the_chart_is_spend_by_month() -> None:
    chart = campaigns(of(ROWS), Query(), "fr").chart
    assert chart is not None
    assert chart.subtitle == "Dépenses par mois, en EUR"
    assert [
        (step.key, point.value) for step, point in zip(chart.steps, chart.series[0].points, strict=True)
    ] == [
        ("2026-04", 90.0),
        ("2026-05", 160.0),
        ("2026-06", 200.0),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_several_currencies_are_never_added_up(language: str) -> None:
    rows = [*ROWS, line("Tickets", 6, "meta_ads", currency="USD", spend=70.0, clicks=80, impressions=900)]
    view = campaigns(of(rows), Query(), language)
    shown = {figure.kpi: figure.value for group in view.groups for figure in group.figures}
    assert not {"spend", "cpc", "cpm"} & set(shown)
    assert shown["clicks"] == 1150
    assert ("450,00\xa0€ et 70,00\xa0$US" if language == "fr" else "€450.00 and US$70.00") in view.sentence
    assert view.notes[0].startswith(
        "Les montants sont en plusieurs devises" if language == "fr" else "The amounts"
    )
    assert view.chart is not None
    assert view.chart.id == "impressions"
    spent = [row.figures[0].shown for row in view.rows if row.figures[0]]
    assert len(spent) == 3


def test_zeros_divide_nothing() -> None:
    rows = [line("Rien", 6, impressions=0, viewable_impressions=0, clicks=0, conversions=0, spend=0.0, revenue=0.0,
                 margin=0.0)]  # fmt: skip
    assert set(cards(of(rows), Query())) == {
        "spend", "impressions", "viewable_impressions", "clicks", "conversions", "revenue",
    }  # fmt: skip
    assert "Il faut" not in campaigns(of(rows), Query(), "fr").sentence


def test_a_line_longer_than_the_period_is_told() -> None:
    long = {
        "campaign": "Année",
        "network": "meta_ads",
        "start": "2026-01-01",
        "end": "2026-12-31",
        "spend": 900.0,
    }
    view = campaigns(of([*ROWS, long]), Query(period=JUNE), "fr")
    assert cards(of([*ROWS, long]), Query(period=JUNE))["spend"] == 200
    assert any("1 ligne dure plus longtemps que la période" in note for note in view.notes)
    alone = campaigns(of([long]), Query(period=JUNE), "fr")
    assert alone.outside
    assert "vont du 1er janvier 2026 au 31 décembre 2026" in alone.sentence


def test_the_networks_filter_applies() -> None:
    assert cards(of(ROWS), Query(networks=("display",)))["spend"] == 120


def test_paid_never_enters_an_organic_rate_nor_the_reverse() -> None:
    tracking = of(ROWS, POSTS)
    organic = Asked(tracking, Query(period=JUNE, paid=("organic",)), "fr").row("er_reach", JUNE)
    paid = Asked(tracking, Query(period=JUNE, paid=("paid",)), "fr").row("er_reach", JUNE)
    assert (organic.value, organic.n) == (16 / 200, 2)
    assert (paid.value, paid.n) == (9 / 900, 1)
    boosted = {f.kpi: f.value for f in campaigns(tracking, Query(period=JUNE), "fr").boosted}
    assert (boosted["posts"], boosted["spend"], boosted["er_reach"]) == (1, 30, 9 / 900)
    assert cards(tracking, Query(period=JUNE))["spend"] == 200, "the boost is not added to the campaigns"
    filtered = campaigns(tracking, Query(period=JUNE, paid=("organic",)), "fr")
    assert not filtered.boosted
    assert cards(tracking, Query(period=JUNE, paid=("organic",))) == cards(tracking, Query(period=JUNE))
    whole = kpi.compute(tracking, kpis=["er_reach", "spend"], query=Query())
    assert set(whole[whole["kpi"] == "spend"].dropna(subset="value")["kind"]) == {"posts", "campaigns"}


def test_sponsored_posts_alone_are_said() -> None:
    view = campaigns(of([], POSTS), Query(period=JUNE), "fr")
    assert view.sentence.endswith("mais 1 publication sponsorisée.")
    assert not view.ways


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_campaigns_the_page_says_what_brings_them(language: str) -> None:
    view = campaigns(of([], POSTS[:2]), Query(), language)
    assert not view.groups
    names = [name for name, _ in view.ways]
    assert len(names) == len(set(names)) == 3
    assert any("Meta" in name for name in names)
    assert any("Google Ads" in name for name in names)
    assert "margin" in view.ways[0][1].lower() if language == "en" else "Marge" in view.ways[0][1]


def test_campaigns_alone_have_a_span_and_open_on_everything() -> None:
    tracking = of(ROWS)
    assert kpi.span(tracking) == Period(dt.date(2026, 4, 1), dt.date(2026, 6, 1))
    assert kpi.default_period(tracking) is None
    both = of(ROWS, POSTS)
    assert kpi.span(both) == Period(dt.date(2026, 6, 3), dt.date(2026, 6, 5))
    assert replace(Query(), period=kpi.default_period(both)).period is None
