"""Whose report it is stands on every file in words, beside a logo too, and a footer is never cut."""

from __future__ import annotations

import io

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from cmdash.model.brand import Brand
from cmdash.report import lettering, render
from cmdash.report.typeset import glyphs

NAME = "Maison des Quatre Vents"
LONG = ("Communauté de communes de la Haute-Vallée et des Plateaux réunis, service culture · " * 3)[
    :196
] + " Fin"
AUDIENCES = ("manager", "owner")


def logo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (600, 160), "#CC0033").save(made, "PNG")
    return made.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("brand", [Brand(NAME), Brand(NAME, logo()), Brand(NAME, logo(), cover=False)])
def test_the_name_stands_in_words_on_the_first_page_of_every_file(written, audience, brand):
    made = written(audience=audience, brand=brand)
    assert NAME in words_of(Presentation(io.BytesIO(render(made, ".pptx"))).slides[0])
    assert squeezed(NAME) in squeezed(PdfReader(io.BytesIO(render(made, ".pdf"))).pages[0].extract_text())
    assert f'<p class="made">{NAME}</p>' in render(made, ".html").decode()
    sheet = openpyxl.load_workbook(io.BytesIO(render(made, ".xlsx"))).worksheets[0]
    assert NAME in [row[0].value for row in sheet.iter_rows(max_row=4)]


def test_a_footer_of_two_hundred_letters_stands_whole_within_the_page(written):
    assert len(LONG) == 200
    made = written(brand=Brand("A" * 200, footer=LONG))
    deck = Presentation(io.BytesIO(render(made, ".pptx")))
    for slide in deck.slides:
        (foot,) = [one for one in slide.placeholders if one.placeholder_format.type == 15]
        assert foot.text_frame.text == LONG
        size = foot.text_frame.paragraphs[0].runs[0].font.size.pt
        assert lettering.lines(LONG, size, foot.width.pt) <= 2
        assert lettering.height(LONG, size, foot.width.pt) <= foot.height.pt
        assert foot.top + foot.height <= Pt(540)
    pages = PdfReader(io.BytesIO(render(made, ".pdf"))).pages
    assert all(squeezed(LONG) in squeezed(page.extract_text()) for page in pages)
    sheet = openpyxl.load_workbook(io.BytesIO(render(made, ".xlsx"))).worksheets[0]
    assert squeezed(LONG) == squeezed(sheet.oddFooter.left.text)
    first, second = sheet.oddFooter.left.text.split("\n")
    assert min(len(first), len(second)) > 20


def test_a_title_without_end_takes_one_line_of_the_foot(written):
    made = written(title="Rapport sur un nom de fichier qui n’en finit pas " * 8)
    deck = Presentation(io.BytesIO(render(made, ".pptx")))
    (foot,) = [one for one in deck.slides[1].placeholders if one.placeholder_format.type == 15]
    assert foot.text_frame.text.endswith("…")
    assert lettering.lines(foot.text_frame.text, 10, foot.width.pt) == 1


def test_a_footer_of_wide_letters_is_set_small_enough():
    from cmdash.report.typeset import FOOTER, NOTICES, _brand

    found = _brand(Brand(footer="MW " * 66), {})
    assert found["footer_size"] in NOTICES[1:]
    assert glyphs.width(("MW " * 66).strip(), found["footer_size"]) <= 2 * FOOTER
