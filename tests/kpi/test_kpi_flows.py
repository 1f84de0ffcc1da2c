"""R5: a coarse row's flow counts only where no finer row of its account has its days; rows keep to their period."""

import pandas as pd
import pytest
from kpi_builders import answer, day, tracking

from cmdash import kpi
from cmdash.model import Period, Query


def row(date, period=None, network="facebook", account="Office", **figures):
    return {"date": day(date), "period": period, "network": network, "account": account, **figures}


def total(data, name="new_followers", **query):
    return answer(kpi.compute(data, (), [name], Query(**query)), name)


def test_a_month_is_left_out_where_days_of_the_same_account_cover_it():
    data = tracking(
        account=[
            row("2026-05-01", "month", gained=100),
            row("2026-06-01", "month", gained=60),
            row("2026-06-10", "day", gained=5),
            row("2026-06-11", "day", gained=6),
        ]
    )
    found = total(data)
    assert (found.value, found.n, found.of) == (111, 3, 4)


def test_only_the_same_account_and_the_same_figure_supersede():
    data = tracking(
        account=[
            row("2026-06-01", "month", gained=60, lost=7),
            row("2026-06-10", "day", gained=5),
            row("2026-06-10", "day", network="x", lost=1),
        ]
    )
    assert total(data).value == 5
    assert total(data, "lost_followers").value == 8


def test_a_year_gives_way_to_its_months_and_a_week_over_two_months_to_neither_twice():
    data = tracking(
        account=[
            row("2026-01-01", "year", gained=1000),
            row("2026-01-01", "month", gained=80),
            row("2026-01-29", "week", gained=10),
        ]
    )
    assert total(data).value == 10


def test_a_flow_is_never_carried():
    data = tracking(account=[row("2026-05-01", "month", gained=100), row("2026-06-20", "day", gained=3)])
    assert total(data, period=Period(day("2026-06-01"), day("2026-06-30"))).value == 3


def test_a_months_figure_has_no_day_week_or_weekday():
    data = tracking(account=[row("2026-06-01", "month", gained=60), row("2026-07-01", "day", gained=5)])
    for by, key in (("day", "2026-07-01"), ("week", "2026-W27"), ("weekday", "3")):
        found = kpi.compute(data, [by], ["new_followers"])
        assert answer(found, "new_followers", **{by: key}).value == 5
        assert answer(found, "new_followers", **{by: None}).value == 60
    found = kpi.compute(data, ["month"], ["new_followers"])
    assert found[["month", "value"]].values.tolist() == [["2026-06", 60], ["2026-07", 5]]


def test_a_year_does_not_enter_a_month():
    data = tracking(account=[row("2026-01-01", "year", gained=900), row("2026-03-01", "month", gained=9)])
    january = Period(day("2026-01-01"), day("2026-01-31"))
    assert total(data, period=january).why == "missing:gained"


def test_the_filter_on_a_month_and_the_group_of_the_month_agree():
    rows = [
        row(str(d.date()), "week", gained=float(i))
        for i, d in enumerate(pd.date_range("2025-12-01", periods=20, freq="7D"))
    ]
    data = tracking(account=rows)
    by_month = kpi.compute(data, ["month"], ["new_followers"]).set_index("month")["value"]
    for month, value in by_month.items():
        whole = pd.Period(month)
        period = Period(whole.start_time.date(), whole.end_time.date())
        assert total(data, period=period).value == value
    assert by_month.sum() == pytest.approx(sum(range(20)))


def test_a_campaign_lies_in_the_unit_it_fits_in():
    line = {"campaign": "Summer", "network": "google_ads", "spend": 100.0, "currency": "EUR"}
    data = tracking(
        campaigns=[
            {**line, "start": day("2026-06-05"), "end": day("2026-06-20")},
            {**line, "start": day("2026-06-01"), "end": day("2026-08-31"), "spend": 900.0},
            {**line, "date": day("2026-07-02"), "spend": 7.0},
        ]
    )
    found = kpi.compute(data, ["month"], ["spend"])
    assert answer(found, "spend", month="2026-06").value == 100
    assert answer(found, "spend", month="2026-07").value == 7
    assert answer(found, "spend", month=None).value == 900
    assert set(found["unit"]) == {"EUR"}
    assert set(kpi.compute(data, ["campaign"], ["spend"])["campaign"]) == {"Summer"}
