"""Which slides share what: no slide with a lonely line, no row left alone, no title with one word on a second line."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from cmdash.model.brand import Brand
from cmdash.model.report_views import Block, Grid, Part, Report, Words
from cmdash.model.views import Column, Table
from cmdash.report import lettering, render
from cmdash.report.slides import flow, markup, master
from cmdash.report.slides.pages import Page
from cmdash.report.slides.tables import Rows

ASKED = Words(("Les objectifs visés.",), points=True)


def table(count: int, name: str = "Formules", formula: str = "somme") -> Grid:
    columns = (Column("a", "Chiffre"), Column("b", "Formule"))
    return Grid(
        Table(columns, (), tuple((f"chiffre {at}", formula) for at in range(count))), name, whole=True
    )


def report(*parts: tuple[str, tuple[Block, ...]]) -> Report:
    made = tuple(
        Part(name, f"Partie {name}", "Tout se vérifie." if name == "method" else "", blocks)
        for name, blocks in parts
    )
    return Report("fr", "manager", "Titre", "Juin", "Une phrase.", made, Brand(cover=False), "Établi.")


def rows(page: Page) -> list[int]:
    return [len(piece.rows) for piece in page.pieces if isinstance(piece, Rows)]


def test_a_line_of_needs_heads_the_method():
    made = report(("needs", (ASKED,)), ("method", (table(30), table(1, "Fichiers"))))
    pages = flow.pages(made)
    assert pages[0].title == "Partie needs"
    assert {page.part for page in pages[1:]} == {"Partie method"}
    assert sum(rows(pages[0])) >= flow.BEGUN
    assert sum(sum(rows(page)) for page in pages) == 31
    deck = Presentation(io.BytesIO(render(made, ".pptx")))
    text = [" ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in deck.slides]
    assert text[0].index("Les objectifs") < text[0].index("Partie method") < text[0].index("Tout se vérifie.")


def test_the_only_thing_to_do_heads_the_method_and_two_have_a_slide():
    two = replace(ASKED, items=("Un essai.", "Un objectif."))
    counts = [len(flow.pages(report(("next", (said,)), ("method", (table(3),))))) for said in (ASKED, two)]
    assert counts == [1, 2]


def test_many_needs_stand_alone():
    many = replace(ASKED, items=tuple(f"Une question à laquelle il faut répondre, {at}." for at in range(9)))
    pages = flow.pages(report(("needs", (many,)), ("method", (table(3),))))
    assert [page.title for page in pages] == ["Partie needs", "Tout se vérifie."]


def test_a_few_sentences_are_set_large():
    (page,) = flow.pages(report(("next", (ASKED,))))
    (piece,) = page.pieces
    assert piece.size == flow.LARGE[0].words  # type: ignore[attr-defined]
    assert markup.indent(22) > markup.indent(12) == 12


@pytest.mark.parametrize("count", [17, 18, 19, 20])
def test_no_slide_ends_a_table_with_one_row(count):
    pages = flow.pages(report(("networks", (table(count, "Réseaux"),))))
    assert sum(map(sum, map(rows, pages))) == count
    assert len(pages) == 1 or rows(pages[-1])[0] >= 3


def test_a_last_slide_with_one_row_takes_half_of_the_table_before():
    long = "somme de la portée de chaque publication " * 6
    high = (
        next(n for n in range(6, 14) if len(flow.pages(report(("method", (table(n, formula=long),))))) > 1)
        - 1
    )
    pages = flow.pages(report(("method", (table(high, formula=long), table(1, "Fichiers")))))
    assert [rows(page) for page in pages] == [[high // 2], [high - high // 2, 1]]
    assert [page.title for page in pages] == ["Tout se vérifie.", "Formules (2/2)"]
    assert [piece.heading for piece in pages[-1].pieces] == ["", "Fichiers"]


def test_a_title_is_a_little_smaller_rather_than_with_one_word_on_a_second_line():
    text = "En juin 2026, la communauté gagne 434 abonnés (+1,12 %) et en compte 39 246."
    assert lettering.lines(text, 24, master.ROOM, True) == 2
    size = master.title_size(text)
    assert size is not None
    assert 20 <= size < 24
    assert lettering.lines(text, size, master.ROOM, True) == 1
    assert master.title_size("En juin") == 24
    assert (
        master.title_size(f"{text} {text}") == 24
        or lettering.lines(f"{text} {text}", 24, master.ROOM, True) > 2
    )
