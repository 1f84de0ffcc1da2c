"""What the Calendar and E-reputation pages show is what the KPIs of the catalog answer."""

import datetime as dt

import pytest

from cmdash import demo, ingest, kpi
from cmdash.model import Query
from cmdash.story.planning import planning
from cmdash.story.reputation import reputation

TOLD = {
    "heard-count": "mentions", "heard-answered": "response_rate", "heard-delay": "response_time",
    "heard-sentiment": "net_sentiment", "heard-rating": "rating_received", "heard-audience": "mentions_audience",
}  # fmt: skip


@pytest.fixture(scope="module")
def tourism():
    return ingest.read(list(demo.files("tourism")))


def test_mentions(tourism):
    view = reputation(tourism, Query(), "fr")
    shown = {figure.kpi: figure for group in view.groups for figure in group.figures}
    table = kpi.compute(tourism, kpis=list(TOLD.values()))
    answers = table[table["kind"] == "mentions"].set_index("kpi")
    assert set(TOLD) <= set(shown)
    for figure, name in TOLD.items():
        assert shown[figure].value == pytest.approx(answers.loc[name, "value"]), name
        assert shown[figure].stamp.n == answers.loc[name, "n"], name


def test_the_plan(tourism):
    view = planning(tourism, Query(), "fr", dt.date(2026, 7, 1))
    shown = {figure.kpi: figure for figure in view.figures}
    kept = kpi.compute(tourism, kpis=["plan_kept"]).iloc[0]
    assert shown["plan-completion"].value == pytest.approx(kept["value"])
    assert (shown["plan-completion"].stamp.n, shown["plan-completion"].stamp.of) == (kept["n"], kept["of"])
