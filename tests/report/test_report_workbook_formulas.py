"""The workbook computes: a rate, a share and a quotient are live formulas of the cells beside them."""

from __future__ import annotations

import ast
import datetime as dt
import io
import math
import re

import openpyxl
import pytest

from cmdash import demo, ingest
from cmdash.catalog import CatalogError
from cmdash.catalog.quotients import quotients_from
from cmdash.model import Profile, Query, Upload
from cmdash.model.report_views import Wish
from cmdash.report import render
from cmdash.report.workbook import quotients, values
from cmdash.story.report import report

TODAY = dt.date(2026, 7, 3)
ADS = """Campagne;Réseau;Début;Fin;Dépenses (EUR);Impressions;Clics;Conversions;Chiffre d'affaires
Printemps;Facebook;01/05/2026;31/05/2026;120,10;40000;800;12;600
Été;Instagram;01/06/2026;30/06/2026;80,20;20000;300;;
Marché;Facebook;01/06/2026;30/06/2026;57,63;11362;43;3;29,96
"""


def sheets(made):
    content = render(made, ".xlsx")
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return openpyxl.load_workbook(io.BytesIO(content)), stored


@pytest.fixture(scope="module")
def advertised():
    tracking = ingest.read([Upload("campagnes.csv", ADS.encode())], Profile(), None)
    return sheets(report(tracking, Query(), "fr", TODAY, Wish()))


@pytest.fixture(scope="module")
def toured():
    tracking = ingest.read(list(demo.files("tourism")), Profile(), None)
    return sheets(report(tracking, Query(), "fr", TODAY, Wish()))


def computed(formula, stored):
    """What a formula of cells of its own sheet gives."""

    def cells(place):
        found = stored[place.replace("$", "")]
        return [row[0].value for row in found] if isinstance(found, tuple) else found.value

    def summed(*columns):
        rows = list(zip(*columns, strict=True))
        return math.fsum(math.prod(v if isinstance(v, int | float) else 0 for v in row) for row in rows)

    cell = r"\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?"
    text = re.sub(
        rf"--ISNUMBER\(({cell})\)|({cell})",
        lambda m: f"there('{m[1]}')" if m[1] else f"cells('{m[2]}')",
        formula.removeprefix("="),
    )
    names = {"cells": cells, "SUM": lambda column: summed(column), "SUMPRODUCT": summed}
    names["there"] = lambda place: [isinstance(v, int | float) for v in cells(place)]
    return eval(text, {"__builtins__": {}}, names)  # noqa: S307 # a formula that cmdash wrote


def formulas(book, stored, title):
    found = {c.coordinate: c.value for row in book[title].iter_rows() for c in row if c.data_type == "f"}
    return {place: (text, stored[title][place].value) for place, text in found.items() if "'" not in text}


def beside(book, title, label):
    """The kinds of the cells below a header of a table, for rows that hold a number there."""
    heads = [c for row in book[title].iter_rows() for c in row if c.value == label]
    below = [book[title].cell(c.row + down, c.column) for c in heads for down in range(1, 4)]
    return [c.data_type for c in below if c.data_type in ("n", "f") and c.value is not None]


def test_a_workbook_of_campaigns_computes_every_quotient(advertised):
    book, stored = advertised
    for label in ("CTR", "CPM", "CPC", "CPA", "Conv. par clic", "ROAS", "ROI (CA)"):
        kinds = beside(book, "Campagnes", label)
        assert kinds, label
        assert set(kinds) == {"f"}, label
    found = formulas(book, stored, "Campagnes")
    assert len(found) > 20
    for text, value in found.values():
        assert computed(text, stored["Campagnes"]) == pytest.approx(value, rel=1e-9)


def test_shares_growth_and_answers_are_computed_from_their_sheet(toured):
    book, stored = toured
    for title, label in (
        ("Réseaux", "Part des interactions"),
        ("Réseaux", "Taux d’engagement"),
        ("Communauté", "Taux de croissance"),
        ("Calendrier", "Part du plan"),
    ):
        kinds = beside(book, title, label)
        assert kinds, label
        assert set(kinds) == {"f"}, label
    for title in ("Réseaux", "Communauté", "Calendrier", "E-réputation"):
        found = formulas(book, stored, title)
        assert found, title
        for text, value in found.values():
            assert computed(text, stored[title]) == pytest.approx(value, rel=1e-9)
    assert any(text == "=20/32" for text, _ in formulas(book, stored, "E-réputation").values())


def test_stored_numbers_have_fifteen_digits(toured, advertised):
    looked = 0
    for _, stored in (toured, advertised):
        for sheet in stored:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, float):
                        looked += 1
                        assert cell.value == float(f"{cell.value:.15g}")
    assert looked > 100
    assert values.cell("−8,8\u202f%", "fr").number == -0.088  # type: ignore[union-attr]


def test_a_change_is_kept_whole(toured):
    _, stored = toured
    sheet = stored["Réseaux"]
    (head,) = [
        c for row in sheet.iter_rows() for c in row if c.value == "Interactions, face à la période précédente"
    ]
    change = sheet.cell(head.row + 1, head.column).value
    assert round(change, 2) != change


def test_a_quotient_that_gives_another_figure_is_not_written():
    cells = {"spend": ("B2", 10.0), "clicks": ("C2", 4.0)}
    assert quotients.quotient("cpc", 2.5, quotients.Beside(cells)) == "=B2/C2"
    assert quotients.quotient("cpc", 2.6, quotients.Beside(cells)) is None
    assert quotients.quotient("cpc", 2.5, quotients.Beside({"spend": ("B2", 10.0)})) is None
    assert quotients.quotient("cpc", 2.5, quotients.Beside(cells | {"clicks": ("C2", 0.0)})) is None
    assert quotients.parted((20, 32), 0.625) == "=20/32"
    assert quotients.parted((20, 0), 0.625) is None
    assert quotients.parted((20, 31), 0.625) is None


def test_brackets_stay_where_they_change_the_figure():
    (way,) = quotients_from({"made": {"ways": ["(a - b) / (c / (d - b)) - (a - b)"]}})["made"]
    cells = {
        name: (f"{name.upper()}1", value) for name, value in (("a", 9.0), ("b", 2.0), ("c", 5.0), ("d", 4.0))
    }
    text, found = quotients._made(way, quotients.Beside(cells))
    assert found == pytest.approx((9 - 2) / (5 / (4 - 2)) - (9 - 2))
    plain = {f"{name.upper()}1": value for name, (_, value) in cells.items()}
    assert eval(text, {"__builtins__": {}}, plain) == pytest.approx(found)  # noqa: S307 # cells of this test


@pytest.mark.parametrize("way", ["spend /", "open('x')", "total(1)", "spend ** 2", "'a'.b", "total()"])
def test_a_declaration_that_is_no_arithmetic_is_refused(way):
    with pytest.raises(CatalogError, match="no arithmetic"):
        quotients_from({"cpc": {"ways": [way]}})


def test_an_unknown_key_of_a_declaration_is_refused():
    with pytest.raises(CatalogError):
        quotients_from({"cpc": {"way": ["spend / clicks"]}})
    assert isinstance(quotients_from({})["cpm"][0], ast.BinOp)  # from the KPI's own declaration
