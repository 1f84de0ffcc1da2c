"""What the story leaves to a reader who cannot click: tables of a length one reads, files named and counted."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

import cmdash
from cmdash import story
from cmdash.catalog import LANGUAGES
from cmdash.model import Period, Query
from cmdash.model.report_views import Figures, Grid, Wish, Words
from cmdash.model.views import Column, Table
from cmdash.story.report import NAMED, _made, report, works
from cmdash.story.report.method import at_most as at_most_remarks
from cmdash.story.report.tables import MOST, at_most, filled, of_words, without

COLUMNS = (Column("theme", "Thème"), Column("count", "Publications", "count"))


def table(rows: int) -> Table:
    return of_words(COLUMNS, ((f"thème {at}", str(at)) for at in range(rows)))


def test_a_long_table_shows_its_first_rows_and_says_how_many_more():
    short = at_most(Grid(table(400), "Thèmes", "Une note."), "fr")
    assert [row[0] for row in short.table.shown] == [f"thème {at}" for at in range(MOST)]
    assert len(short.table.rows) == MOST
    assert short.note == "Et 380 autres lignes. Une note."


@pytest.mark.parametrize("block", [Grid(table(MOST + 1)), Grid(table(90), whole=True), Words(("a",) * 90)])
def test_what_is_short_or_must_stay_whole_is_left_as_it_is(block):
    assert at_most(block, "fr") is block


def test_a_column_in_which_nothing_stands_is_left_out():
    made = filled(of_words((*COLUMNS, Column("seen", "Vu")), [("a", "1", ""), ("b", "", " ")]))
    assert [column.id for column in made.columns] == ["theme", "count"]
    assert made.shown == (("a", "1"), ("b", ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [NAMED, 19])
def test_few_files_are_named_and_many_counted(monkeypatch, language, count):
    names = [f"export-{at}.csv" for at in range(count)]
    monkeypatch.setattr(story.report.method, "file_names", lambda _: names)
    said = _made(SimpleNamespace(language=language, today=dt.date(2026, 7, 5)))
    assert all((name in said) is (count <= NAMED) for name in names)
    assert (str(count) in said) is (count > NAMED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_what_only_a_click_opens(written, language):
    texts = [
        item
        for part in written(language).parts
        for block in part.blocks
        if isinstance(block, Words)
        for item in block.items
    ]
    assert not [text for text in texts if "réponses et leurs chiffres" in text or "answers and their" in text]
    assert texts


def test_one_page_says_what_to_do_once(written):
    made = written(audience="owner")
    said = [item for p in made.parts for b in p.blocks if isinstance(b, Words) for item in b.items]
    assert len(said) == len(set(said))


def test_a_question_of_the_files_names_its_column(tmp_path):
    sheet = tmp_path / "un.csv"
    sheet.write_text("Date;Réseau;J'aime;Portée\n05/06/2026;Facebook;12;340\n", encoding="utf-8")
    made = report(cmdash.read(sheet), Query(), "fr", dt.date(2026, 7, 3), Wish())
    needs = next(part for part in made.parts if part.id == "needs")
    assert any(item.startswith("Colonne «\u202fDate\u202f»\u202f: ") for item in needs.blocks[0].items)


def test_of_many_remarks_the_first_are_written_out():
    texts = tuple(f"remarque {at}" for at in range(40))
    short = at_most_remarks(texts, "fr")
    assert short[:-1] == texts[: len(short) - 1]
    assert str(40 - len(short) + 1) in short[-1]
    assert at_most_remarks(texts[:3], "fr") == texts[:3]


def test_a_board_is_told_that_the_year_before_is_not_in_the_data(written):
    made = written(audience="board")
    said = [item for b in made.parts[0].blocks if isinstance(b, Words) and b.quiet for item in b.items]
    assert any("commencent le" in item and "année d’avant" in item for item in said)
    monthly = written().parts[0].blocks
    assert not [
        b for b in monthly if isinstance(b, Words) and any("année d’avant" in item for item in b.items)
    ]


def test_of_a_level_the_summary_says_the_surest_verdict_alone():
    def told(level: str, network: str) -> SimpleNamespace:
        return SimpleNamespace(verdict="confirmed", word="Confirmé", factor="format", level=level, sentence=f"{level} {network}")  # fmt: skip

    found = [told("link", "Facebook"), told("photo", "X"), told("link", "tous")]
    making = SimpleNamespace(works=SimpleNamespace(askings=[SimpleNamespace(told=found)]))
    assert works.reasons(making) == ("Confirmé\u00a0— link Facebook", "Confirmé\u00a0— photo X")


def test_a_column_that_says_the_same_everywhere_can_be_left_out():
    made = of_words(COLUMNS, [("a", "à venir"), ("b", "à venir")])
    assert [column.id for column in without(made, "à venir").columns] == ["theme"]
    assert without(made, "a") == made


@pytest.mark.parametrize("hole", [False, True])
def test_a_sum_over_a_month_that_is_missing_is_compared_with_nothing(tmp_path, hole):
    months = [f"01/{at % 12 + 1:02d}/{2024 + at // 12}" for at in range(24) if at != 10 or not hole]
    rows = [
        f"{day};Instagram;{900 + at * 7};{20 + at * 7 % 13};{5 + at * 5 % 7}" for at, day in enumerate(months)
    ]
    sheet = tmp_path / "abonnes.csv"
    sheet.write_text(
        "Mois;Réseau;Abonnés;Nouveaux abonnés;Désabonnements\n" + "\n".join(rows), encoding="utf-8"
    )
    query = Query(Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)))
    made = report(cmdash.read(sheet), query, "fr", dt.date(2026, 1, 5), Wish(audience="board"))
    found = {f.kpi: f for p in made.parts for b in p.blocks if isinstance(b, Figures) for f in b.figures}
    assert found["community_size"].changes
    for name in ("new_followers", "lost_followers"):
        assert bool(found[name].changes) is not hole
        assert any("novembre 2024 manque" in note for note in found[name].notes) is hole


def test_a_stamp_speaks_of_a_comparison_only_where_there_is_one(written):
    """A number of posts is never brought to a day; a month with young posts is compared with the same days; of a year
    that stands alone nothing is compared."""

    def stamps(audience: str, query: Query | None = None) -> dict[str, str]:
        blocks = [b for part in written(query=query, audience=audience).parts for b in part.blocks]
        return {
            f.kpi: " ".join(f.stamp.exclusions) for b in blocks if isinstance(b, Figures) for f in b.figures
        }

    over = stamps("manager", Query(Period(dt.date(2025, 11, 1), dt.date(2025, 11, 30))))
    last = stamps("manager")
    assert "ramenée au jour" in over["interactions"]
    assert "mêmes jours" in last["interactions"]
    assert "mêmes jours" not in "".join(over.values())
    for monthly in (over, last):
        assert "omparaison" not in monthly["posts"] + monthly["net_growth"] + monthly["growth_rate"]
    assert "omparaison" not in "".join(stamps("board").values())
