"""Targets of a goals sheet: in percent points as they are typed on the page, but where the cell says otherwise."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from cmdash import export, ingest, kpi
from cmdash.ingest.opening.percent_cells import percent_cells
from cmdash.model import Tracking, Upload
from tests.ingest.exports_writing import biff8

RATES = [
    "er_followers", "growth_rate", "churn_rate", "response_rate", "roi_revenue", "budget_used", "net_sentiment",
]  # fmt: skip


def codes(tracking: Tracking) -> list[str]:
    return [found.code for found in tracking.ledger.all_findings() if found.severity != "info"]


def typed(name: str, target: str) -> Tracking:
    return ingest.read([Upload("goals.csv", f"KPI;Network;Target\n{name};Facebook;{target}\n".encode())])


def targets(tracking: Tracking) -> list[float]:
    return [goal.target for goal in kpi.sheet_goals(tracking)]


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize(("written", "target"), [("0,5", 0.005), ("3", 0.03), ("90", 0.9), ("3 %", 0.03)])
def test_a_bare_target_of_a_percentage_is_in_percent(name: str, written: str, target: float) -> None:
    assert targets(typed(name, written)) == [pytest.approx(target)]


@pytest.mark.parametrize(("name", "written", "target"), [("roas", "2,5", 2.5), ("posts", "90", 90)])
def test_other_targets_stay_as_written(name: str, written: str, target: float) -> None:
    assert targets(typed(name, written)) == [target]


def test_a_number_has_no_target_in_percent() -> None:
    read = typed("posts", "12 %")
    assert targets(read) == []
    assert codes(read) == ["target-no-percentage", "goal-incomplete"]


ROWS = [
    ["er_reach", 0.03, "0%"],
    ["er_reach", 0.005, "0.0#%"],
    ["er_reach", 0.5, "General"],
    ["posts", 90, "0"],
]


def test_cells_shown_as_percentages_keep_their_meaning() -> None:
    """As Excel stores them: 3 % typed is 0.03 under a format of percent."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Goals"
    sheet.append([None, "KPI", "Network", "Target"])
    for place, (name, target, shown) in enumerate(ROWS, 2):
        sheet.append([None, name, "Facebook", target])
        sheet.cell(place, 4).number_format = shown
    out = io.BytesIO()
    book.save(out)
    read = ingest.read([Upload("suivi.xlsx", out.getvalue())])
    assert targets(read) == pytest.approx([0.03, 0.005, 0.005, 90])
    assert codes(read) == []


def test_percentages_of_an_open_document() -> None:
    def cell(value: object, kind: str) -> str:
        text = f"<text:p>{value}</text:p>"
        stored = "" if kind == "string" else f' office:value="{value}"'
        return f'<table:table-cell office:value-type="{kind}"{stored}>{text}</table:table-cell>'

    row = "<table:table-row>{}</table:table-row>".format
    gap = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    body = row("".join(cell(name, "string") for name in ("KPI", "Network", "Target"))) + "".join(
        row(
            cell(name, "string")
            + cell("Facebook", "string")
            + cell(value, "percentage" if "%" in shown else "float")
        )
        for name, value, shown in ROWS
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Goals">{gap}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    read = ingest.read([Upload("suivi.ods", out.getvalue())])
    assert targets(read) == pytest.approx([0.03, 0.005, 0.005, 90])


def test_a_workbook_that_does_not_tell_its_percentages_is_said() -> None:
    rows = [["KPI", "Network", "Target"], ["er_reach", "Facebook", 0.5], ["er_reach", "Instagram", 3]]
    read = ingest.read([Upload("suivi.xls", biff8({"Goals": rows}))])
    assert targets(read) == pytest.approx([0.005, 0.03])
    (said,) = [f for f in read.ledger.all_findings() if f.code == "target-in-points"]
    assert (said.severity, said.rows) == ("warning", (2,))


def test_what_cmdash_writes_reads_back_the_same() -> None:
    read = typed("er_reach", "0,5")
    again = ingest.read([Upload("suivi.xlsx", export.workbook(read, "fr"))])
    assert targets(again) == targets(read) == [0.005]


@pytest.mark.parametrize("times", ["16384", "999999999999", "many"])
def test_repeated_percentages_are_not_unfolded_without_end(times: str) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="{times}" office:value-type="percentage"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        rows = f"<table:table-row>{cell}</table:table-row>" * 2000
        made.writestr("content.xml", f'<table:table table:name="A">{rows}</table:table>')
    assert percent_cells(out.getvalue()) is None
