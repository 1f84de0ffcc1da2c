"""The declarations: mistakes are refused with the likely word, and a new KPI takes an entry and nothing else."""

import ast
from pathlib import Path

import pytest
from kpi_builders import answer, tracking

import cmdash.kpi
from cmdash import kpi
from cmdash.catalog import CatalogError, fields, kpis, measures, networks, section, units
from cmdash.catalog.kpis import KPI_KINDS, STATS, kpis_from
from cmdash.catalog.measures import measures_from
from cmdash.kpi.holdings import _STATS
from cmdash.kpi.recipes import ROW_KINDS

PLAIN = {"kind": "ratio", "family": "acts", "unit": "ratio", "numerator": "saves", "denominator": "views"}


def test_a_new_kpi_is_an_entry():
    declared = kpis_from({"saves_by_view": PLAIN, "typical": {**PLAIN, "median": True}})
    data = tracking(posts=[{"saves": 3.0, "views": 10.0}, {"saves": 1.0, "views": 30.0}, {"saves": 5.0}])
    found = kpi.compute(data, (), None, declared=declared)
    assert answer(found, "saves_by_view")[["value", "n", "of"]].tolist() == [0.1, 2, 3]
    assert answer(found, "typical_median").value == pytest.approx((0.3 + 1 / 30) / 2)


def test_a_new_measure_is_an_entry():
    made = measures_from({"acts": {"kind": "all", "terms": {"likes": 1, "shares": 2}}})
    assert dict(made["acts"].terms) == {"likes": 1, "shares": 2}
    assert made["acts"].tables == ("posts", "account")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"numerator": "save"}, "did you mean 'saves'"),
        ({"kind": "ratios"}, "did you mean 'ratio'"),
        ({"unit": "counts"}, "did you mean 'count'"),
        ({"family": "act"}, "did you mean 'acts'"),
        ({"numerater": "saves"}, "did you mean 'numerator'"),
        ({"tables": ["post"]}, "did you mean 'posts'"),
        ({"better": "upp"}, "did you mean 'up'"),
        ({"denominator": "margin"}, "no kind of table has all of saves, margin"),
        ({"kind": "stock"}, "needs 'measure'"),
        ({"kind": "stock", "measure": "likes", "stat": "end"}, "not a stock"),
        ({"kind": "stock", "measure": "followers", "stat": "ends"}, "did you mean 'end'"),
    ],
)
def test_a_mistake_is_refused_with_the_likely_word(change, said):
    with pytest.raises(CatalogError, match=said):
        kpis_from({"new": {**PLAIN, **change}})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"kind": "knwon", "parts": ["likes"]}, "did you mean 'known'"),
        ({"kind": "known", "parts": ["like"]}, "did you mean 'likes'"),
        ({"kind": "all"}, "needs parts or terms"),
        ({"kind": "known", "parts": ["likes"], "exclude": ["youtub"]}, "did you mean 'youtube'"),
        ({"kind": "known", "parts": ["likes"], "total": "interaction"}, "did you mean 'interactions'"),
        ({"kind": "all", "terms": {"new": 1}}, "unknown 'new'"),
    ],
)
def test_a_mistake_in_a_measure_is_refused(entry, said):
    with pytest.raises(CatalogError, match=said):
        measures_from({"new": entry})


def test_measures_made_of_one_another_are_refused():
    circle = {"a": {"kind": "all", "terms": {"b": 1}}, "b": {"kind": "all", "terms": {"a": 1}}}
    with pytest.raises(CatalogError, match="a, b are made of one another"):
        measures_from(circle)


def test_the_engine_knows_kinds_and_never_a_kpi():
    assert {*ROW_KINDS, "stock", "per_mean", "goal"} == set(KPI_KINDS)
    assert set(_STATS) == set(STATS)
    named = {name for name in kpis() if name not in fields() and name not in measures()}
    rates = {"er_reach", "er_impressions", "er_views", "er_followers"}  # the columns of every post
    for path in Path(cmdash.kpi.__file__).parent.glob("*.py"):
        words = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant)
        }
        assert not (words & named) - rates - set(KPI_KINDS), path


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kpi_is_in_words(language):
    texts = section(language, "kpis")
    for name in kpis():
        for part in ("label", "formula", "description"):
            assert texts[f"{name}.{part}"].strip()
    for name in units():
        assert f"units.{name}" in texts
    for name, measure in measures().items():
        assert measure.kind == "column" or f"measures.{name}" in texts
    for family in {k.family for k in kpis().values()}:
        assert f"families.{family}" in texts
    known = {*kpis(), "units", "shown", "families", "measures", "why"}
    assert {key.split(".")[0] for key in texts} <= known
    assert not [text for text in texts.values() if "'" in text or "!" in text]
    labels = [texts[f"{name}.label"] for name in kpis()]
    assert len(set(labels)) == len(labels), "two KPIs of one name"


def test_french_spaces_before_high_marks():
    for key, text in section("fr", "kpis").items():
        for mark in ":;?%»":
            assert f" {mark}" not in text, (key, text)
        assert "« " not in text, (key, text)


def test_both_languages_say_the_same_things():
    assert set(section("fr", "kpis")) == set(section("en", "kpis"))


def test_every_exclusion_is_of_a_known_network_and_reaches_every_kpi_over_it():
    assert measures()["impressions"].exclude == ("youtube",)
    for declared in kpis().values():
        assert set(declared.exclude) <= set(networks())
        over = "impressions" in declared.measures
        assert (declared.exclude == ("youtube",)) is over, declared.id


def test_needs_name_columns_a_person_can_add():
    assert kpis()["er_reach"].needs == ("likes", "comments", "shares", "saves", "reach")
    assert kpis()["er_followers"].needs[-1] == "followers"
    assert kpis()["applause"].needs == ("likes",)
    assert kpis()["growth_gap"].needs == ("followers", "gained", "lost")
    for declared in kpis().values():
        assert set(declared.needs) <= set(fields()), declared.id
