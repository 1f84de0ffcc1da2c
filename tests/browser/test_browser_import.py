"""The way of a sheet that goes in wrong, in a real browser: pasted, asked, put right, taken away, mended, dropped again."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from cmdash.wording import message

pytestmark = pytest.mark.browser

# The line above the header looks like one; a cell is no number and a month is no date.
SHEET = (
    "Suivi;Juin;Équipe\r\n"
    "Mois;Réseau;Abonnés\r\n"
    "01/2026;Instagram;1 000\r\n"
    "février ?;Instagram;1 100\r\n"
    "03/2026;Instagram;<b>beaucoup</b>\r\n"
    "04/2026;Instagram;1 300\r\n"
).encode("cp1252")
CELLS = "Date\tRéseau\tMessage\tPortée\tJ'aime\n03/06/2026\tFacebook\tLe four\t1 234\t56\n15/06/2026\tFacebook\tLa pâte\t900\t41\n"


def words(key: str, **params: object) -> str:
    return message("fr", key, **params)


def test_from_pasted_cells_to_mended_rows(server, visit, settle, tmp_path, serious):
    page = visit(server, theme="dark")
    page.get_by_text(words("home.paste.title")).click()
    settle(page)
    page.get_by_label(words("home.paste.label")).fill(CELLS)
    page.get_by_role("button", name=words("home.paste.read")).click()
    page.get_by_text(f"{words('home.paste.name')}.tsv").wait_for()
    settle(page)
    assert serious(page) == []
    page.set_input_files(
        "input[type=file]", [{"name": "abonnes.csv", "mimeType": "text/csv", "buffer": SHEET}]
    )
    page.get_by_role("link", name=words("home.open.data")).wait_for()
    settle(page)
    page.get_by_role("link", name=words("home.open.data")).click()
    page.wait_for_url("**/data")
    settle(page)

    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("2 publications et 2 relevés de compte")
    expect(main).to_contain_text(words("findings.row-without-date.advice"))
    assert page.locator("table.cm-list b").count() == 0, "words of the file are no markup"
    cut = page.evaluate(
        "[...document.querySelectorAll('.cm-list td')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert cut == 0, "nothing is cut"

    page.get_by_test_id("stMain").get_by_role("combobox").first.click()
    page.get_by_role("option", name="abonnes.csv").click()
    settle(page)
    for panel in ("correct.title", "cells.doubtful_rows"):
        page.get_by_text(words(f"data.{panel}", count=2), exact=True).click()
        settle(page)
    assert serious(page) == []

    # a cell typed over: the grid is a canvas, so by keyboard, from the first cell of the first row
    grid = page.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # the canvas draws itself after it came into sight
    box = grid.bounding_box()
    page.mouse.dblclick(box["x"] + 120, box["y"] + 52)
    page.locator("textarea.gdg-input").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(
        "02/2026", delay=40
    )  # the grid loses the last keys of a hand faster than its own drawing
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.get_by_text("3 relevés de compte").first.wait_for()
    settle(page)
    page.get_by_role("button", name=words("data.undo")).click()
    page.get_by_text("2 relevés de compte").first.wait_for()
    settle(page)

    with page.expect_download() as taken:
        page.get_by_role("button", name=words("data.aside.xlsx")).click()
    book = openpyxl.load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, place["Mois"]).value == "février ?"
    sheet.cell(2, place["Mois"]).value = "02/2026"
    mended = tmp_path / taken.value.suggested_filename
    book.save(mended)

    page.get_by_test_id("stSidebarNavLink").filter(has_text=words("interface.page.home")).first.click()
    settle(page)
    page.set_input_files("input[type=file]", str(mended))
    page.get_by_text("3 relevés de compte").first.wait_for()


def test_the_page_fits_a_phone(server, visit, settle, narrow):
    page = visit(f"{server}/data?demo=agency", width=390)
    settle(page)
    narrow(page, 390)
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('.cm-list')].map(e => e.scrollWidth))")
        <= 390
    )
