"""What counts as engagement, chosen in a real browser: in the link, on every page, back after a reload, for everybody."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_chosen_acts_go_with_the_link_and_stay_after_a_reload(server, visit, settle):
    page = visit(f"{server}/networks?demo=agency&lang=fr")
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("Ce qui compte").click()
    settle(page)
    side.get_by_role("button", name="Partages", exact=True).click()
    page.wait_for_url("**actions=likes**")
    settle(page)
    said = "Selon votre choix\u202f: interactions = j’aime + commentaires + enregistrements."
    expect(page.get_by_text(said)).to_have_count(1)
    expect(page.get_by_text("Rival IQ 2025")).to_have_count(0)  # no published rate is made of these acts
    expect(side.get_by_role("button", name="Partages", exact=True)).to_be_visible()  # the box stays open
    page.reload()
    settle(page)
    expect(page.get_by_text(said)).to_have_count(1)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_choice_the_benchmarks_and_the_accounts_are_for_everybody(
    server, visit, settle, serious, narrow, theme, width
):
    page = visit(f"{server}/networks?demo=agency&lang=en&weights=shares:5", theme=theme, width=width)
    expect(page.get_by_role("heading", name="Accounts side by side")).to_be_visible()
    if width < 600:
        page.get_by_test_id("stExpandSidebarButton").click()
        settle(page)
    page.get_by_test_id("stSidebar").get_by_text("What counts").click()
    expect(page.get_by_label("Shares").first).to_be_visible()
    settle(page)
    assert serious(page) == []
    narrow(page, width)
