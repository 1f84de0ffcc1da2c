"""The pages of the trade in a real browser, filled: nothing serious for a reader with a disability, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", ["planning", "reputation", "checklist", "works"])
def test_a_filled_page_is_for_everybody_and_for_a_phone(server, visit, name, theme, width):
    page = visit(f"{server}/{name}?demo=tourism", theme=theme, width=width)
    page.wait_for_selector(".cm-table:visible, .cm-list")
    found = [
        (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert found == []
    if width < 600:
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_the_month_is_turned(server, visit, settle):
    page = visit(f"{server}/planning?demo=tourism&lang=fr")
    page.get_by_role("button", name="Mois suivant").click()
    page.get_by_role("heading", name="Juillet 2026").wait_for()
    settle(page)
    assert page.get_by_role("button", name="Mois suivant").is_disabled()


def test_a_task_is_ticked_and_offered_to_take_away(server, visit, settle):
    page = visit(f"{server}/checklist?lang=en")
    page.get_by_text("Thank those who share").click()
    page.get_by_text("16 tasks are left.").wait_for()
    settle(page)
    page.get_by_role("button", name="cmdash file").wait_for()
