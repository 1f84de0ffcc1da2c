"""Organic and sponsored posts counted together: said on the page, in the stamp, in the report, with both rates."""

import datetime as dt

import pytest

from cmdash import ingest
from cmdash.catalog import LANGUAGES
from cmdash.model import Period, Query, Tracking, Upload
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.report import report

JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
SAID = {"fr": ("72 publications organiques et 18 sponsorisées", "18 publications sponsorisées y comptent"),
        "en": ("72 organic posts and 18 sponsored ones", "18 sponsored posts are counted")}  # fmt: skip
RATES = {"fr": ("5,00", "0,10"), "en": ("5.00", "0.10")}


def tracking(boosted: bool = True) -> Tracking:
    """Organic posts at 5 % of reach; sponsored ones at 0.1 % of a reach ten times as large."""
    rows = ["Date;Réseau;Texte;Portée;J'aime;Sponsorisé"]
    rows += [f"{at % 28 + 1:02d}/06/2026;Instagram;Le marché n° {at};200;10;non" for at in range(72)]
    rows += [
        f"{at % 28 + 1:02d}/06/2026;Instagram;La foire n° {at};2000;2;oui"
        for at in range(18 if boosted else 0)
    ]
    return ingest.read([Upload("suivi.csv", "\n".join(rows).encode())])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_that_both_count_together_and_the_rate_of_each(language: str) -> None:
    data = tracking()
    for view in (
        overview(data, Query(period=JUNE), language),
        networks_page(data, Query(period=JUNE), language),
    ):
        (note,) = [one for one in view.notes if SAID[language][0] in one]
        assert all(rate in note for rate in RATES[language])
    made = report(data, Query(period=JUNE), language, dt.date(2026, 7, 3))
    said = [str(item) for block in made.parts[0].blocks for item in getattr(block, "items", ())]
    assert any(SAID[language][0] in item for item in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stamp_of_a_figure_that_joins_them_says_so(language: str) -> None:
    view = overview(tracking(), Query(period=JUNE), language)
    said = {card.kpi: any(SAID[language][1] in one for one in card.stamp.exclusions) for card in view.figures}
    assert said == {name: name != "posts" for name in said}
    assert "er_reach" in said


@pytest.mark.parametrize(("boosted", "paid"), [(True, ("organic",)), (True, ("paid",)), (False, ())])
def test_nothing_is_said_where_the_figure_is_of_one_sort(boosted: bool, paid: tuple[str, ...]) -> None:
    view = overview(tracking(boosted), Query(period=JUNE, paid=paid), "fr")
    texts = [*view.notes, *(one for card in view.figures for one in card.stamp.exclusions)]
    assert not [one for one in texts if "sponsorisées" in one and "Filtre" not in one]
