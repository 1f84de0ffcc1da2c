"""How sheets name a KPI."""

from __future__ import annotations

import pytest

from cmdash.catalog import LANGUAGES, kpi_spellings, kpis, normalise, section


def test_an_id_is_itself() -> None:
    assert {name: kpi_spellings()[name] for name in kpis()} == {name: name for name in kpis()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_names_its_kpi(language: str) -> None:
    words = section(language, "kpis")
    for name in kpis():
        meant = kpi_spellings()[normalise(words[f"{name}.label"])]
        # Two KPIs may share a label only where the other is that very word as an id.
        assert meant == name or normalise(words[f"{name}.label"]) == meant


@pytest.mark.parametrize(
    ("written", "kpi"),
    [
        ("Abonnés", "community_size"),
        ("portée", "reach"),
        ("Nb de posts", "posts"),
        ("Désabonnements", "lost_followers"),
    ],
)
def test_the_name_of_a_column_names_its_kpi(written: str, kpi: str) -> None:
    assert kpi_spellings()[normalise(written)] == kpi
