"""The workbook: cells read as the report says, its posts are a table, it prints without a cut chart."""

from __future__ import annotations

import io
import itertools
import zipfile

import openpyxl
import pytest

from cmdash.catalog import LANGUAGES
from cmdash.model.report_views import Drawing, Figures, Grid, Words
from cmdash.model.views import Column
from cmdash.report import numbers, render
from cmdash.report.workbook import book, values
from cmdash.report.workbook.posts import headers


def opened(report):
    return openpyxl.load_workbook(io.BytesIO(render(report, ".xlsx")))


@pytest.mark.parametrize(
    ("shown", "language", "value", "number", "code"),
    [
        ("2\u202fjours", "fr", 2880.0, 2.0, '[$-40C]#,##0"\u202fjours"'),
        ("257,93\u00a0€", "fr", 257.931, 257.931, '[$-40C]#,##0.00"\u00a0€"'),
        ("2 jours", "fr", 2880.0, 2.0, '[$-40C]#,##0" jours"'),
        ("3,78 (9)", "fr", 3.7777, 3.7777, '[$-40C]#,##0.00" (9)"'),
        ("4 of 9", "en", 4 / 9, 4.0, '[$-809]#,##0" of 9"'),
        ("+43\u202f% par jour", "fr", None, 0.43, '[$-40C]+#,##0"\u202f"%" par jour"'),
        ("\u221233", "en", -0.33, -33.0, "[$-809]+#,##0"),
        ("£1,234.50", "en", 1234.5, 1234.5, '[$-809]"£"#,##0.00'),
        ("1\u202f234,5", "fr", 1234.52, 1234.52, "[$-40C]#,##0.0"),
        ("62%", "en", 0.625, 0.62, "[$-809]#,##0%"),  # a spreadsheet would show 63 %
    ],
)
def test_a_cell_reads_as_the_report_says(shown, language, value, number, code):
    found = values.cell(shown, language, value)
    assert found is not None
    assert found.number == pytest.approx(number)
    assert found.code.partition(";")[0] == code
    assert found.exact == (value is not None and number == value)


@pytest.mark.parametrize("shown", ["\u2013", "", "de ×1,08 à ×1,21", "4 sur 9", "mot " * 40 + "1"])
def test_words_without_one_number_are_no_number(shown):
    assert values.cell(shown, "fr") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_are_ready_to_read_and_to_print(written, language):
    made = written(language)
    workbook = opened(made)
    assert len(workbook.sheetnames) == len(made.parts) + 1
    for sheet in workbook:
        assert len(sheet.title) <= 16
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide, which is the default
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    posts = workbook.worksheets[-1]
    (table,) = posts.tables.values()
    assert table.ref == posts.dimensions
    assert [column.name for column in table.tableColumns] == [cell.value for cell in posts[1]]
    assert (
        posts.print_area
        == f"'{posts.title}'!$A$1:${posts.cell(1, posts.max_column).column_letter}${posts.max_row}"
    )


def test_figures_are_numbers_with_the_words_of_the_report(written):
    made = written("fr")
    sheet = opened(made).worksheets[0]
    found = {row[0].value: row[1] for row in sheet.iter_rows() if row[1].value is not None}
    (block,) = (block for block in made.parts[0].blocks if isinstance(block, Figures))
    for figure in block.figures:
        cell = next(cell for label, cell in found.items() if str(label).startswith(figure.label))
        assert cell.number_format.startswith("[$-40C]")
        assert ("%" in cell.number_format) == ("%" in figure.shown)
        assert cell.data_type in ("n", "f")


def test_a_chart_covers_no_cell_and_no_page_cuts_it(written):
    made = written("fr")
    for part, sheet in zip(made.parts, opened(made).worksheets, strict=False):
        drawn = [block for block in part.blocks if isinstance(block, Drawing)]
        assert len(sheet._charts) == len(drawn)
        breaks = {found.id for found in sheet.row_breaks.brk}
        for chart in sheet._charts:
            rows = range(chart.anchor._from.row + 1, chart.anchor.to.row + 2)
            across = range(1, chart.anchor.to.col + 2)
            assert all(sheet.cell(row, column).value is None for row in rows for column in across)
            assert not breaks & set(rows)


def test_pages_end_before_what_would_be_cut():
    place = book.Place(None)  # type: ignore[arg-type] # no sheet is written
    place.row, width = 20, book.points(0, book.ACROSS)
    place.keep(1)
    place.row = 50
    place.keep(20)
    assert place.breaks(40 * book.LINE, width) == [20]
    assert place.breaks(60 * book.LINE, width) == []
    place.columns = 2 * book.ACROSS  # set smaller, more goes on a page
    assert place.breaks(40 * book.LINE, width) == []


def test_headers_of_the_table_are_not_empty_and_not_twice():
    columns = [Column("a", "Portée"), Column("b", "portée"), Column("c", ""), Column("d", "=1+1\n2")]
    assert headers(columns) == ["Portée", "portée 2", "c", "=1+1 2"]


def test_names_that_mean_harm_name_sheets_and_a_table(harmful):
    content = render(harmful, ".xlsx")
    posts = openpyxl.load_workbook(io.BytesIO(content)).worksheets[-1]
    assert posts["A1"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        assert b"<calculatedColumnFormula" not in files.read("xl/tables/table1.xml")


def test_an_axis_begins_where_its_chart_says(written):
    drawn = [b.chart for part in written().parts for b in part.blocks if isinstance(b, Drawing)]
    begins = [numbers.least(chart) for chart in drawn]
    assert any(begins), "the followers of the bakery are far above zero"
    sheets = opened(written()).worksheets
    shown = [chart.y_axis.scaling.min for sheet in sheets for chart in sheet._charts]
    assert shown == begins


def test_a_remark_stays_on_the_page_of_its_table(written):
    made, looked = written("en"), 0
    for part, sheet in zip(made.parts, opened(made).worksheets, strict=False):
        rows = {str(cells[0].value): cells[0].row for cells in sheet.iter_rows(max_col=1) if cells[0].value}
        breaks = {found.id for found in sheet.row_breaks.brk}
        for before, remark in itertools.pairwise(part.blocks):
            if isinstance(remark, Words) and remark.quiet and isinstance(before, Grid) and before.heading:
                looked += 1
                assert not breaks & set(range(rows[before.heading], rows[remark.items[0]]))
    assert looked
