"""The main job in a real browser, from a dropped sheet to a downloaded list."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cmdash.wording import message

pytestmark = pytest.mark.browser

SHEET = (
    "Date;Message;Portée;J'aime;Commentaires;Partages\r\n"
    "03/05/2026;Les fraises;1 234;56;7;2\r\n"
    "14/05/2026;Le four;2 345;80;12;9\r\n"
    '02/06/2026;=HYPERLINK("http://x");100;8;1;0\r\n'
    "28/06/2026;La pâte;900;41;3;1\r\n"
).encode("cp1252")
OTHER = (
    "Date;Réseau;Message;Portée;J'aime;Commentaires;Partages\r\n"
    "05/06/2026;LinkedIn;Nous recrutons;300;9;2;1\r\n"
    "17/06/2026;LinkedIn;Merci;500;30;4;3\r\n"
).encode("cp1252")


def open_page(page, name: str) -> None:
    label = message("fr", f"interface.page.{name}")
    page.get_by_test_id("stSidebarNavLink").filter(has_text=label).first.click()
    page.wait_for_url(f"**/{name}**")


def test_drop_answer_overview_filter_post_download(server, visit, settle):
    page = visit(server)
    page.set_input_files(
        "input[type=file]",
        [
            {"name": name, "mimeType": "text/csv", "buffer": content}
            for name, content in (("suivi.csv", SHEET), ("autre.csv", OTHER))
        ],
    )
    page.get_by_role("link", name=message("fr", "home.open.answer")).click()
    page.wait_for_url("**/data")
    settle(page)
    page.get_by_role("button", name="Facebook", exact=True).click()
    page.get_by_text(message("fr", "data.clear")).wait_for()
    settle(page)

    open_page(page, "overview")
    settle(page)
    main = page.get_by_test_id("stMain")
    # no whole month but one: everything; 224 likes, 29 comments, 16 shares
    expect(main).to_contain_text("6 publications")
    expect(main).to_contain_text("269")
    page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    page.get_by_test_id("stSidebar").get_by_role("button", name="Facebook", exact=True).click()
    page.wait_for_url("**networks=facebook**")
    settle(page)
    expect(main).to_contain_text("4 publications")
    expect(main).to_contain_text("220")

    open_page(page, "posts")
    settle(page)
    assert "networks=facebook" in page.url
    with page.expect_download() as listed:
        page.get_by_role("button", name=message("fr", "posts.csv")).click()
    text = Path(listed.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 5, "a header and the four Facebook posts"
    assert not any(cell.startswith("=") for row in rows for cell in row), (
        "no cell of the user's text is a formula"
    )
