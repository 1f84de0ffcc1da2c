"""The frame in a real browser: cold links, the link's filters, language, theme, phone."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from cmdash.ui.menu import PAGES
from cmdash.wording import message

pytestmark = pytest.mark.browser

SHEET = (
    "Date;Réseau;Message;Portée;J'aime;Commentaires;Partages\r\n"
    "03/05/2026;Instagram;Les fraises;1 234;56;7;2\r\n"
    "14/05/2026;Facebook;Le four;2 345;80;12;9\r\n"
    "02/06/2026;Facebook;Le pain;100;8;1;0\r\n"
    "28/06/2026;Instagram;La pâte;900;41;3;1\r\n"
).encode("cp1252")
REACH = b"Date,Reach\n2026-06-01,100\n2026-06-02,140\n2026-06-03,90\n"


def path(name: str) -> str:
    return f"/{name}"


def drop(page, *files: tuple[str, bytes]) -> None:
    page.set_input_files(
        "input[type=file]",
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ],
    )


def choose(page, box, label: str, settle) -> None:
    """Picks an option of a list; opened again where a late run of the script has closed it."""
    option = page.get_by_role("option", name=label, exact=True)
    for _ in range(4):
        box.click()
        try:
            option.click(timeout=5_000)
            option.wait_for(
                state="detached", timeout=5_000
            )  # a list that still moved took the click for none
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
            settle(page)
        else:
            return
    raise AssertionError(f"the option '{label}' never stood still")


def pill(page):
    """The filter on Instagram, in the sidebar."""
    return page.get_by_test_id("stSidebar").get_by_role("button", name="Instagram", exact=True)


def period_list(page):
    """What the list of periods shows, in the sidebar."""
    return page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first.locator("input")


def speaks(page, language: str) -> None:
    """Waits until the page is in this language."""
    expect(page.locator("html")).to_have_attribute("lang", language)


def menu(page) -> list[str]:
    return page.get_by_test_id("stSidebarNavLink").all_inner_texts()


@pytest.mark.parametrize("name", ["", "networks", "privacy"])  # the guard is one: see test_layers
def test_the_first_link_after_a_start_has_its_frame(cold, visit, settle, name):
    page = visit(f"{cold}{path(name)}?lang=en&demo=bakery")
    name = name or "home"
    assert page.get_by_role("dialog").count() == 0  # "page not found"
    assert [text.strip() for text in menu(page)] == [message("en", f"interface.page.{p}") for p in PAGES]
    expect(page).to_have_title(re.compile("^" + re.escape(message("en", f"interface.page.{name}"))))
    assert "lang=en" in page.url
    assert "demo=bakery" in page.url
    page.get_by_role("radio", name="Français").click()
    speaks(page, "fr")
    settle(page)
    assert "demo=bakery" in page.url


def test_a_click_on_a_network_in_a_chart_filters_on_it(server, visit, settle):
    page = visit(f"{server}/overview?lang=en&demo=tourism")
    page.locator("[data-testid=stVegaLiteChart] svg text", has_text="Instagram").first.click()
    page.wait_for_url("**networks=instagram**")
    settle(page)
    expect(page.locator("[data-testid=stVegaLiteChart] svg text", has_text="Facebook")).to_have_count(0)


def test_the_language_is_the_browsers_then_the_readers(server, visit, settle):
    page = visit(server, locale="en-GB")
    speaks(page, "en")
    page = visit(server, locale="fr-CA")
    speaks(page, "fr")
    page.get_by_role("radio", name="English").click()
    page.wait_for_url("**/?lang=en")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Glossary").click()
    page.wait_for_url("**/glossary?lang=en")
    page.reload()
    settle(page)
    speaks(page, "en")


def test_filters_stay_in_the_link_over_pages_back_and_reload(server, visit, settle):
    page = visit(f"{server}/overview?demo=bakery")
    pill(page).click()
    page.wait_for_url("**/overview?*networks=instagram*")
    settle(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Réseaux").click()
    page.wait_for_url("**/networks?*networks=instagram*")
    settle(page)
    expect(pill(page)).to_have_attribute("aria-pressed", "true")
    page.go_back()
    page.wait_for_url("**/overview?*networks=instagram*")
    page.go_back()
    page.wait_for_function("() => !location.search.includes('networks')")
    settle(page)
    expect(pill(page)).to_have_attribute("aria-pressed", "false")
    page.go_forward()
    page.wait_for_url("**/overview?*networks=instagram*")
    page.reload()
    settle(page)
    expect(pill(page)).to_have_attribute("aria-pressed", "true")


def test_a_period_in_the_link_means_the_same_in_both_languages(server, visit):
    for lang, words in (("fr", "Novembre 2025"), ("en", "November 2025")):
        page = visit(f"{server}/overview?demo=bakery&period=2025-11&lang={lang}")
        expect(period_list(page)).to_have_value(words)


@pytest.mark.parametrize(
    ("demo", "period", "fr", "en"),
    [("tourism", "2025-08", "Août 2025", "August 2025"), ("agency", "", "Juin 2026", "June 2026")],
)
def test_another_language_keeps_the_period_over_pages_and_reload(server, visit, settle, demo, period, fr, en):
    asked = f"&period={period}" if period else ""
    page = visit(f"{server}/overview?demo={demo}{asked}")
    expect(period_list(page)).to_have_value(fr)

    def stays(words):
        settle(page)
        expect(period_list(page)).to_have_value(words)
        assert dict(parse_qsl(urlsplit(page.url).query)).get("period", "") == period

    page.get_by_role("radio", name="English").click()
    speaks(page, "en")
    stays(en)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Posts").click()
    page.wait_for_url("**/posts?**")
    stays(en)
    page.reload()
    stays(en)
    page.get_by_role("radio", name="Français").click()
    speaks(page, "fr")
    stays(fr)


def test_every_page_file_is_in_the_menu():
    files = {path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py")}
    assert sorted(PAGES) == sorted(files)


def test_a_demo_opens_in_one_click(server, visit, settle):
    page = visit(server)
    page.locator(".st-key-demo_bakery").get_by_role("button", name=message("fr", "home.demo.open")).click()
    page.wait_for_url("**/?demo=bakery")
    page.get_by_role("link", name=message("fr", "home.open.figures")).click()
    page.wait_for_url("**/overview?demo=bakery")


def test_a_drop_a_question_its_answer_and_what_is_taken_home(server, visit, settle, tmp_path):
    page = visit(server)
    drop(page, ("suivi.csv", SHEET), ("reach.csv", REACH))
    page.get_by_role("link", name=message("fr", "home.open.answer")).click()
    page.wait_for_url("**/data")
    settle(page)
    page.get_by_role("button", name="Facebook", exact=True).click()
    page.get_by_text(message("fr", "data.clear")).wait_for()
    settle(page)
    with page.expect_download() as kept:
        page.get_by_role("button", name=message("fr", "interface.keeping.profile")).click()
    profile = Path(kept.value.path()).read_bytes()
    assert b'"network"' in profile
    with page.expect_download() as data:
        page.get_by_role("button", name=message("fr", "interface.keeping.data")).click()
    workbook = Path(data.value.path()).read_bytes()

    again = visit(server)
    drop(again, ("suivi.cmdash", profile), ("suivi.xlsx", workbook), ("reach (1).csv", REACH))
    again.get_by_role("link", name=message("fr", "home.open.figures")).wait_for()
    expect(again.get_by_role("link", name=message("fr", "home.open.answer"))).to_have_count(0)
    expect(again.locator("h2").first).to_contain_text("4 publications")


def test_the_correction_of_columns_stays_open(server, visit, settle):
    page = visit(f"{server}/?lang=fr")
    drop(page, ("suivi.csv", SHEET))
    page.get_by_role("link", name=message("fr", "home.open.data")).click()
    page.wait_for_url("**/data**")
    settle(page)
    page.get_by_text(message("fr", "data.correct.title")).click()
    settle(page)
    panel = page.get_by_test_id("stExpander").filter(has_text=message("fr", "data.correct.title"))
    column, field = (panel.get_by_test_id("stSelectbox").nth(n).locator("input") for n in (0, 1))
    choose(page, column, "Message", settle)
    settle(page)
    choose(page, field, message("fr", "fields.field.theme"), settle)
    page.get_by_role("button", name=message("fr", "data.undo")).wait_for()
    settle(page)
    expect(field).to_be_visible()
    expect(column).to_have_value("Message")
    expect(field).to_have_value(message("fr", "fields.field.theme"))


def test_two_visitors_see_nothing_of_each_other(server, visit):
    one = visit(server)
    drop(one, ("secret.csv", SHEET))
    one.get_by_text("secret.csv").first.wait_for()
    other = visit(f"{server}/data")
    expect(other.locator("body")).to_contain_text(message("fr", "interface.empty.title"))
    assert "secret.csv" not in other.inner_text("body")


@pytest.mark.parametrize("template", ["fr", "en"])
def test_the_blank_sheet_is_there_to_download(server, visit, template):
    page = visit(f"{server}/?lang={template}")
    with page.expect_download() as blank:
        page.get_by_role("button", name=message(template, "home.template.button")).click()
    assert blank.value.suggested_filename == message(template, "home.template.name")
    assert Path(blank.value.path()).read_bytes()[:2] == b"PK"


def test_on_a_phone_the_menu_makes_way_once_a_page_is_chosen(server, visit, settle):
    page = visit(f"{server}/overview?demo=bakery", width=390)
    page.get_by_test_id("stExpandSidebarButton").click()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=message("fr", "interface.page.community"))
    link.click()
    page.wait_for_url("**/community**")
    page.locator("[data-testid=stSidebar][data-collapsed=true]").wait_for(state="attached")
    settle(page)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x < -200"
    )
    page.get_by_test_id("stExpandSidebarButton").click()
    link.wait_for()
