"""The bakery's workbook says what its year was, as the baker wrote it."""

import io

import pytest
from python_calamine import CalamineWorkbook

from cmdash import demo
from cmdash.demo import bakery


@pytest.fixture(scope="module")
def tabs() -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(demo.files("bakery")[0].content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_tab_per_month_and_one_for_the_followers(tabs) -> None:
    assert len(tabs) == 13
    assert next(iter(tabs)) == "Janv. 2025"
    assert list(tabs)[-1] == "Abonnés"


def test_every_post_has_its_row(tabs) -> None:
    rows = [row for name, tab in tabs.items() if name != "Abonnés" for row in _body(tab)]
    assert len(rows) == len(bakery.posts())
    subjects = {cell for row in rows for cell in row}
    assert {post.text for post in bakery.posts()} <= subjects


def test_the_sums_of_the_cells_are_those_of_the_posts(tabs) -> None:
    for column, field in (
        ("J'aime", "likes"),
        ("Partages", "shares"),
        ("Portée", "reach"),
        ("Clics", "clicks"),
    ):
        cells = [
            row[tab[2].index(column)] for name, tab in tabs.items() if name != "Abonnés" for row in _body(tab)
        ]
        known = [getattr(post, field) for post in bakery.posts() if getattr(post, field) is not None]
        assert sum(_number(cell) for cell in cells) == pytest.approx(sum(known))
        assert sum(isinstance(cell, float) or " k" in str(cell) for cell in cells) == len(known)


def test_the_sheet_is_as_uneven_as_real_ones(tabs) -> None:
    cells = [cell for tab in tabs.values() for row in tab for cell in row]
    assert "n.c." in cells
    assert "-" in cells
    assert any(str(cell).endswith(" k") for cell in cells)
    assert tabs["Mai 2025"][2] != tabs["Juin 2025"][2]
    assert sorted(tabs["Mai 2025"][2]) == sorted(tabs["Juin 2025"][2])
    assert isinstance(tabs["Mars 2025"][3][0], str)
    assert not isinstance(tabs["Avr. 2025"][3][0], str)
    assert _body(tabs["Août 2025"]) == []


def test_the_followers_tab_ends_each_month_where_the_life_does(tabs) -> None:
    written = {
        (row[0], network): row[column]
        for row in tabs["Abonnés"][3:]
        for column, network in ((1, "facebook"), (2, "instagram"))
    }
    assert len(written) == len(bakery.stocks()) == 24
    for network, day in bakery.stocks():
        assert written[f"{bakery.MONTHS[day.date.month - 1]} 2025", network] == day.followers


def test_reels_reach_further_and_behind_the_scenes_pleases() -> None:
    seen = [post for post in bakery.posts() if post.reach and post.reach < 5000]
    assert _median(p.reach for p in seen if p.format == "reel") > 1.4 * _median(
        p.reach for p in seen if p.format == "photo"
    )
    rate = {
        name: _median(p.likes / p.reach for p in seen if p.theme == name)
        for name in ("Coulisses", "Boutique")
    }
    assert rate["Coulisses"] > 1.5 * rate["Boutique"]


def _body(tab):
    return [
        row for row in tab[3:] if "Facebook" in row or "FB" in row or "Insta" in row or "Instagram" in row
    ]


def _number(cell) -> float:
    if isinstance(cell, str):
        return round(float(cell.removesuffix(" k").replace(",", ".")) * 1000) if cell.endswith(" k") else 0.0
    return cell


def _median(values) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
