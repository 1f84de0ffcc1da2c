"""The main job in a real browser, from a dropped sheet to a downloaded list."""

import csv
import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

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
FIGURES = ("overview", "networks", "posts", "community", "campaigns")


def demo(name: str) -> str:
    """The demo that fills a page: only the agency pays for campaigns."""
    return "agency" if name == "campaigns" else "tourism"


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
    page.get_by_role("button", name="Facebook", exact=True).click()
    page.get_by_text(message("fr", "data.clear")).wait_for()

    open_page(page, "overview")
    settle(page)
    main = page.get_by_test_id("stMain")
    # no whole month but one: everything; 224 likes, 29 comments, 16 shares
    assert "6 publications" in main.inner_text()
    assert "269" in main.inner_text()
    page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    page.get_by_test_id("stSidebar").get_by_role("button", name="Facebook", exact=True).click()
    page.wait_for_url("**networks=facebook**")
    settle(page)
    assert "4 publications" in main.inner_text()
    assert "220" in main.inner_text()

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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_figures_have_nothing_serious_for_a_reader_with_a_disability(server, visit, settle, name, theme):
    page = visit(f"{server}/{name}?demo={demo(name)}", theme=theme)
    settle(page)
    found = [
        (violation["id"], violation["impact"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert found == []


@pytest.mark.parametrize("name", FIGURES)
def test_figures_need_no_sideways_scroll_on_a_phone(server, visit, settle, name):
    page = visit(f"{server}/{name}?demo={demo(name)}", width=390)
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
