"""The Networks page: each rate beside its own months and published rates of the same denominator, in both languages."""

from __future__ import annotations

import pytest

from cmdash.catalog import published, reference_rules
from cmdash.wording import has_message, message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
FEW = (
    "Date;Réseau;Message;Portée;J'aime\r\n03/05/2026;Instagram;Les fraises;1000;60\r\n"
    "14/06/2026;Instagram;Le four;1000;40\r\n"
).encode("cp1252")


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@BOTH
def test_the_tourism_demo_stands_beside_its_months_and_published_rates(open_app, lang):
    app = open_app("networks", lang, demo="tourism")
    assert not app.exception
    assert message(lang, "benchmarks.title") in html(app)
    for edition in ("Rival IQ 2025", "Socialinsider 2026", "Buffer 2025"):
        assert edition in html(app)
    assert message(lang, "benchmarks.population.rival_iq_2025") in html(app)
    assert message(lang, "benchmarks.place.no_aim", aim={"fr": "0,50\u202f%", "en": "0.50%"}[lang]) in html(
        app
    )
    app = open_app("networks", lang, demo="tourism", actions="likes")
    assert message(lang, "benchmarks.chosen") in html(app)
    assert "Rival IQ" not in html(app)
    assert "Buffer" not in html(app)


@BOTH
def test_nothing_to_compare_with_is_left_out(open_app, lang):
    app = open_app("networks", lang, [("suivi.csv", FEW)])
    assert not app.exception
    assert message(lang, "benchmarks.title") not in html(app)


@BOTH
def test_every_table_has_its_population_in_words(lang):
    for table in published():
        assert has_message(lang, f"benchmarks.population.{table.id}")
        assert has_message(lang, f"benchmarks.statistic.{table.statistic}") or table.statistic == "scale"
    assert reference_rules().around > 1
