"""What a rate is set beside: its own months, accounts of its size, published tables of the same KPI and no other."""

import datetime as dt
from statistics import median

import pytest
from kpi_builders import tracking

from cmdash import kpi
from cmdash.catalog import CatalogError, kpis, published, reference_rules
from cmdash.catalog.benchmarks import published_from
from cmdash.model import Counting, Period, Query

JUNE = Query(Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
RULES = reference_rules()


def month(number, acts, reach=1000.0, count=10, year=2026, **more):
    """Posts of a month, every other day, each with as many likes."""
    day = dt.datetime(year, number, 1, 9)
    row = {"network": "facebook", "reach": reach, "likes": float(acts), "followers": 2000.0, **more}
    return [{**row, "date": day + dt.timedelta(days=2 * at)} for at in range(count)]


def later(rows):
    """A post in August, so that no other is young."""
    return [*rows, {"date": dt.datetime(2026, 8, 20), "network": "x", "reach": 1.0, "likes": 0.0}]


def one(rows, name="er_reach", query=JUNE, network="facebook", account=()):
    found = kpi.compared(tracking(later(rows), account), query, [name])
    return next((row for row in found if (row.network, row.kpi) == (network, name)), None)


def kinds(found):
    return [reference.kind for reference in found.references]


def test_its_own_months_come_first_as_their_median():
    rows = [*month(6, 50), *month(5, 40), *month(4, 20), *month(3, 30), *month(2, 90, count=RULES.posts - 1)]
    found = one(rows)
    assert (found.value, found.n) == (0.05, 10)
    (history,) = found.references
    assert (history.kind, history.low, history.n) == ("history", median([0.04, 0.02, 0.03]), 3)


def test_months_older_than_a_year_and_the_period_itself_are_no_history():
    rows = [*month(6, 50), *month(5, 40), *month(4, 20), *month(5, 99, year=2025)]
    assert one(rows).references == ()
    assert one([*rows, *month(6, 10, year=2025)]).references[0].low == median([0.04, 0.02, 0.01])


def test_too_few_posts_are_compared_with_nothing():
    rows = [*month(6, 50, count=RULES.posts - 1), *month(5, 40), *month(4, 20), *month(3, 30)]
    assert one(rows) is None


def test_young_posts_stay_out():
    rows = [*month(6, 50), *month(5, 40), *month(4, 20), *month(3, 30)]
    data = tracking(
        [*rows, {"date": dt.datetime(2026, 6, 30), "network": "facebook", "reach": 1000.0, "likes": 999.0}]
    )
    found = next(row for row in kpi.compared(data, JUNE, ["er_reach"]) if row.kpi == "er_reach")
    assert found.value == 0.05


def test_accounts_of_the_same_size_are_peers_within_a_factor_of_two():
    sizes = {"A": 1500.0, "B": 3000.0, "C": 3900.0, "far": 9000.0}
    acts = {"A": 10, "B": 20, "C": 60, "far": 900}
    rows = [*month(6, 50, account="nous")]
    for name in sizes:
        rows += month(6, acts[name], account=name, side="peer", followers=sizes[name])
    stocks = [
        {
            "date": dt.datetime(2026, 6, 30),
            "network": "facebook",
            "account": name,
            "followers": size,
            "side": side,
        }
        for name, size, side in [("nous", 2000.0, "own"), *((n, s, "peer") for n, s in sizes.items())]
    ]
    found = one(rows, account=stocks)
    (size,) = found.references
    assert (size.kind, size.low, size.n) == ("size", 0.02, 3)
    assert one([r for r in rows if r["account"] != "C"], account=stocks).references == ()


def test_a_published_table_stands_beside_its_own_kpi_only():
    rows = month(6, 10, impressions=2000.0)
    found = kpi.compared(tracking(later(rows)), JUNE, ["er_reach"])
    by = {row.kpi: row for row in found}
    for name, row in by.items():
        tables = [reference.table for reference in row.references if reference.table]
        assert all(table.kpi == name for table in tables)
    assert [r.table.id for r in by["er_followers"].references] == [
        "rival_iq_2025",
        "socialinsider_2026",
        "founding",
    ]
    assert [r.kind for r in by["er_followers"].references] == ["published", "published", "scale"]
    assert by["er_impressions"].references[0].table.id == "buffer_2025"
    assert by["er_reach"].references == ()


def test_chosen_acts_stand_beside_no_published_rate():
    rows = [*month(6, 50), *month(5, 40), *month(4, 20), *month(3, 30)]
    chosen = Query(JUNE.period, counting=Counting(("likes",)))
    found = kpi.compared(tracking(later(rows)), chosen, ["er_followers"])
    assert [kinds(row) for row in found if row.kpi == "er_followers"] == [["history"]]
    assert not any(
        reference.table for row in found for reference in row.references if row.kpi.startswith("er_")
    )


@pytest.mark.parametrize(
    ("followers", "value"), [(999, None), (1000, 0.0665), (5000, 0.0575), (2_000_000, None)]
)
def test_a_table_by_size_is_read_at_the_account_s_size(followers, value):
    rows = month(6, 10, network="instagram", account="nous")
    stock = [
        {
            "date": dt.datetime(2026, 6, 30),
            "network": "instagram",
            "account": "nous",
            "followers": float(followers),
        }
    ]
    found = one(rows, "reach_rate", network="instagram", account=stock)
    assert [reference.low for reference in found.references] == ([] if value is None else [value])


def test_several_accounts_together_have_no_size():
    rows = [*month(6, 10, network="instagram", account="a"), *month(6, 10, network="instagram", account="b")]
    stocks = [
        {"date": dt.datetime(2026, 6, 30), "network": "instagram", "account": name, "followers": 2000.0}
        for name in "ab"
    ]
    assert one(rows, "reach_rate", network="instagram", account=stocks).references == ()


def test_a_network_that_began_to_count_otherwise_has_no_months_to_compare_with(monkeypatch):
    from cmdash.catalog import SeriesBreak
    from cmdash.kpi import references

    day = dt.date(2026, 4, 15)
    broke = SeriesBreak("b", day, frozenset({"facebook"}), frozenset({"reach"}), "")
    monkeypatch.setattr(references, "breaks_between", lambda *_: (broke,))
    rows = [*month(6, 50), *month(5, 40), *month(4, 20), *month(3, 30)]
    found = one(rows)
    assert (found.references, found.broken) == ((), (broke,))


def test_every_table_says_year_population_denominator_and_source():
    for table in published():
        assert table.year
        assert kpis()[table.kpi].denominators
        assert table.statistic == "scale" or (table.edition and table.source.startswith("https://"))
        assert table.values or table.bands
    assert {table.kpi for table in published() if table.statistic == "scale"} == {"er_followers"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kpi": "er_reech"}, "er_reach"),
        ({"values": {"facebok": 0.1}}, "facebook"),
        ({"values": {"facebook": 4.5}}, "fraction"),
        ({"statistic": "mode"}, "median"),
        ({"kpi": "er_impressions", "values": {"youtube": 0.1}}, "youtube"),
    ],
)
def test_a_mistake_in_a_table_is_named(change, word):
    entry = {"kpi": "er_followers", "statistic": "median", "year": "2025", "edition": "X", "source": "https://x", "values": {"facebook": 0.01}}  # fmt: skip
    assert published_from({"x": entry})[0].value("facebook", None) == (0.01, 0.01)
    with pytest.raises(CatalogError, match=word):
        published_from({"x": {**entry, **change}})
