"""The pages of the trade in a real browser: a month turned, a task ticked."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_month_is_turned(server, visit, settle):
    page = visit(f"{server}/planning?demo=tourism&lang=fr")
    page.get_by_role("button", name="Mois suivant").click()
    page.get_by_role("heading", name="Juillet 2026").wait_for()
    settle(page)
    expect(page.get_by_role("button", name="Mois suivant")).to_be_disabled()


def test_a_task_is_ticked_and_offered_to_take_away(server, visit, settle):
    page = visit(f"{server}/checklist?lang=en")
    page.get_by_text("Thank those who share").click()
    page.get_by_text("16 tasks are left.").wait_for()
    settle(page)
    page.get_by_role("button", name="cmdash file").wait_for()
