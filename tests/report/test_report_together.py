"""Four files, one story: the same figures, words and order in the PDF, the deck, the page and the workbook."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from cmdash import kpi
from cmdash.catalog import LANGUAGES, kpis
from cmdash.model import Period, Query
from cmdash.model.report_views import Figures, Words
from cmdash.report import render


def pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def deck(content: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def page(content: bytes) -> str:
    body = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", "", content.decode("utf-8"))
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def book(content: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return "\n".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value
    )


READ = {".pdf": pdf, ".pptx": deck, ".html": page, ".xlsx": book}


def squeezed(text: str) -> str:
    """Without spaces and soft marks: where a line ends is no matter."""
    return "".join(text.split())


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request, written):
    made = written(request.param)
    return made, {suffix: squeezed(read(render(made, suffix))) for suffix, read in READ.items()}


def test_the_words_are_the_same_and_in_the_same_order(told):
    made, files = told
    for suffix, text in files.items():
        at = 0
        for part in made.parts:
            place = text.find(squeezed(part.title), at)
            assert place >= 0, (suffix, part.title)
            at = place
            assert squeezed(part.lead) in text, (suffix, part.id)
            for block in part.blocks:
                if isinstance(block, Words):
                    assert all(squeezed(item) in text for item in block.items), (suffix, part.id)


def test_the_figures_are_the_same_and_those_of_the_command_line(told, bakery):
    made, files = told
    figures = [
        f for part in made.parts for block in part.blocks if isinstance(block, Figures) for f in block.figures
    ]
    month = Query(Period(dt.date(2025, 12, 1), dt.date(2025, 12, 31)))
    whole = kpi.compute(bakery, (), None, month)
    for figure in figures:
        if figure.kpi in kpis():
            values = whole.loc[whole["kpi"] == figure.kpi, "value"]
            assert any(value == pytest.approx(figure.value) for value in values), figure.kpi
        for suffix in (".pdf", ".pptx", ".html"):
            assert squeezed(figure.label) in files[suffix], (suffix, figure.kpi)
            assert squeezed(figure.shown) in files[suffix], (suffix, figure.kpi)
        assert squeezed(figure.label) in files[".xlsx"]
        stored = float(f"{figure.value:.15g}")  # as many digits as a spreadsheet keeps
        assert squeezed(str(int(stored) if stored.is_integer() else stored)) in files[".xlsx"], figure.kpi
