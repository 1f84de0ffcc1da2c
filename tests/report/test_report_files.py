"""HTML, workbook and e-mail of a report: the same figures, and nothing of the user's text runs."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest

from cmdash.catalog import LANGUAGES
from cmdash.model import Query
from cmdash.model.brand import Brand
from cmdash.model.counting import counting
from cmdash.model.report_views import Drawing, Figures, Grid, PostCards, Words
from cmdash.model.views import Column, Table
from cmdash.report import colours, render
from cmdash.report.workbook import formulas
from cmdash.wording import message


class Page(HTMLParser):
    """The text of a page, its tags and its addresses."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(content.decode("utf-8"))
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "xlink:href") and value]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_all_of_the_report_and_loads_nothing(written, language):
    made = written(language)
    page = Page(render(made, ".html"))
    for part in made.parts:
        assert squeezed(part.title) in page.text
        assert squeezed(part.lead) in page.text
        for block in part.blocks:
            if isinstance(block, Figures):
                assert all(
                    squeezed(f.shown) in page.text and squeezed(f.stamp.formula) in page.text
                    for f in block.figures
                )
            elif isinstance(block, Words):
                assert all(squeezed(item) in page.text for item in block.items)
            elif isinstance(block, Grid):
                assert all(squeezed(cell) in page.text for row in block.table.shown for cell in row)
            elif isinstance(block, Drawing):
                assert squeezed(block.chart.title) in page.text
    assert {"script", "link", "iframe", "object"} & page.tags == set()
    assert all(address.startswith("#") for address in page.addresses), page.addresses


def test_texts_that_mean_harm_stay_texts(harmful):
    page = Page(render(harmful, ".html"))
    assert "script" not in page.tags
    assert harmful.title in page.text
    book = openpyxl.load_workbook(io.BytesIO(render(harmful, ".xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert harmful.title in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.hyperlink]
    assert harmful.headline.split()[0].encode() in render(harmful, ".txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_stores_the_figures_and_their_formulas(written, language):
    made = written(language)
    content = render(made, ".xlsx")
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    live = openpyxl.load_workbook(io.BytesIO(content))
    for part, sheet in zip(made.parts, stored.worksheets, strict=False):
        numbers = [
            cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
        ]
        for block in part.blocks:
            if isinstance(block, Figures):
                assert all(any(n == pytest.approx(f.value) for n in numbers) for f in block.figures), part.id
    written_out = [
        cell.value for row in live.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(written_out) >= 4, "posts, reach, interactions and their rate are live"
    assert made.posts is not None
    assert live.worksheets[-1].max_row == len(made.posts.rows) + 1
    charts = [block for part in made.parts for block in part.blocks if isinstance(block, Drawing)]
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == len(charts) >= 2


def test_a_formula_says_the_kpi_and_only_where_it_is_right():
    columns = (
        Column("network", "Réseau"),
        Column("interactions", "I", "count"),
        Column("reach", "P", "count"),
    )
    rows = (
        ("Facebook", 10.0, 100.0),
        ("Instagram", 5.0, None),
        ("Facebook", None, 300.0),
        ("Facebook", 8.0, 0.0),
    )
    posts = formulas.Posts("L'année", Table(columns, rows, ()), "fr")
    assert formulas.formula("posts", 4.0, posts) == "=ROWS('L''année'!$A$2:$A$5)"
    assert formulas.formula("posts", 3.0, posts, "Facebook") == "=COUNTIF('L''année'!$A$2:$A$5,\"=Facebook\")"
    assert formulas.formula("interactions", 23.0, posts) == "=SUM('L''année'!$B$2:$B$5)"
    ratio = formulas.formula("er_reach", 0.1, posts)
    assert ratio is not None
    assert ratio.startswith(
        "=SUMPRODUCT(ISNUMBER('L''année'!$B$2:$B$5)*('L''année'!$C$2:$C$5>0)*'L''année'!$B$2:$B$5)/"
    )
    assert formulas.formula("interactions", 24.0, posts) is None, (
        "another figure than the report's is not written"
    )
    assert formulas.formula("community_size", 24.0, posts) is None
    assert formulas.formula("interactions", 23.0, None) is None


def test_a_name_within_a_formula_stands_for_itself_alone():
    columns = (Column("network", "R"), Column("interactions", "I", "count"), Column("reach", "P", "count"))
    odd, like = '>5 "b*" ~?', ">5 B"
    rows = ((odd, 10.0, 100.0), (like, 4.0, 50.0), (like.lower(), 1.0, 10.0))
    posts = formulas.Posts("P", Table(columns, rows, ()), "fr")
    assert formulas.formula("posts", 1.0, posts, odd) == '=COUNTIF(\'P\'!$A$2:$A$4,"=>5 ""b~*"" ~~~?")'
    ratio = formulas.formula("er_reach", 0.1, posts, odd)
    assert ratio is not None
    assert '(\'P\'!$A$2:$A$4=">5 ""b*"" ~?")' in ratio, "equality knows no wildcard"
    assert formulas.formula("posts", 1.0, posts, like) is None, "a spreadsheet would count both"
    assert formulas.formula("posts", 0.0, posts, "x" * 300) is None, "no formula holds so long a text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_is_plain_and_narrow(written, language):
    made = written(language, audience="owner")
    text = render(made, ".txt").decode("utf-8")
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line) for line in text.split("\r\n")) <= 76
    joined = squeezed(text)
    assert squeezed(made.headline) in joined
    for block in made.parts[0].blocks:
        if isinstance(block, Figures):
            assert all(squeezed(figure.shown) in joined for figure in block.figures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["owner", "board", "manager"])
def test_the_mail_says_once_what_comes_next(written, language, audience):
    made = written(language, audience=audience)
    mail = squeezed(render(made, ".txt").decode("utf-8"))
    (ahead,) = (part for part in made.parts if part.id == "next")
    todo = [item for block in ahead.blocks if isinstance(block, Words) for item in block.items]
    assert mail.count(squeezed(todo[0])) == 1
    alone = written(language, audience=audience, left_out=frozenset({"summary"}))
    assert mail.count(squeezed(todo[0])) == squeezed(render(alone, ".txt").decode("utf-8")).count(
        squeezed(todo[0])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_writes_a_multiple_as_one(written, language):
    made = written(language, audience="owner")
    mail = squeezed(render(made, ".txt").decode("utf-8"))
    (posts,) = (part for part in made.parts if part.id == "posts")
    cards = [card for block in posts.blocks if isinstance(block, PostCards) for card in block.cards]
    assert cards
    for card in cards:
        times = squeezed(message(language, "posts.times", index=card.index_shown))
        assert f"- {times} \u2013 {squeezed(card.when)}" in mail


@pytest.mark.parametrize(("language", "said"), [("fr", "j’aime + commentaires"), ("en", "likes + comments")])
def test_every_file_says_what_was_chosen_as_engagement(written, language, said):
    chosen = Query(counting=counting({"actions": "likes,comments"})[0])
    for audience in ("owner", "manager"):
        made = written(language, chosen, audience=audience)
        assert said in squeezed(render(made, ".txt").decode("utf-8"))
        assert said in made.choice
    assert not written(language).choice


def test_a_brands_colour_can_be_read_on_white():
    assert colours.accent(Brand(colour="#FFEE00")) != "#FFEE00"
    assert colours.on_white(colours.accent(Brand(colour="#FFEE00"))) >= 4.5
    assert colours.accent(Brand(colour="#1F5C99")) == "#1F5C99"
    assert colours.accent(Brand(colour="red; x")) == colours.accent(Brand())
    assert colours.first(Brand(colour="#ffee00")) == "#FFEE00"
    assert colours.first(Brand(colour="red; x")) == colours.accent(Brand())
    assert colours.on_first(Brand(colour="#FFEE00")) != "#FFFFFF"
    assert colours.on_first(Brand(colour="#1F5C99")) == "#FFFFFF"
    assert colours.on_white("#FFFFFF") == pytest.approx(1)
    assert colours.on_white("#000000") == pytest.approx(21)


def test_on_a_phone_charts_are_drawn_anew_and_sentences_have_room(written):
    made = written()
    page = render(made, ".html").decode("utf-8")
    charts = [block for part in made.parts for block in part.blocks if isinstance(block, Drawing)]
    assert page.count('<div class="narrow"><svg') == page.count('<div class="wide"><svg') == len(charts)
    assert '<td class="long">' in page
    assert '<td class="short">' in page
    assert page.count("×&nbsp;") == sum(
        len(block.cards) for part in made.parts for block in part.blocks if isinstance(block, PostCards)
    )


def test_a_wide_table_is_dense_and_one_that_scrolls_has_a_name(written):
    heads = tuple(Column(str(at), f"Colonne {at}", "count") for at in range(12))
    wide = Grid(Table(heads, (), (("1",) * 12,)), "Large")
    slim = Grid(Table(heads[:3], (), (("1",) * 3,)), "Étroit")
    made = written()
    part = dataclasses.replace(made.parts[0], blocks=(wide, slim))
    page = render(dataclasses.replace(made, parts=(part,)), ".html").decode("utf-8")
    assert (
        '<div class="scroll" tabindex="0" role="group" aria-label="Large"><table class="whole dense">' in page
    )
    assert '<div class="scroll"><table class="whole">' in page
