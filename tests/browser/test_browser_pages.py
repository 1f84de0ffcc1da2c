"""Every page in a real browser, filled: nothing serious for a reader with a disability, no sideways scroll on a phone."""

import pytest

from cmdash.ui.menu import PAGES

pytestmark = pytest.mark.browser

DEMOS = {"campaigns": "agency"}  # only the agency pays for campaigns


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_a_filled_page_is_for_everybody_and_for_a_phone(server, visit, serious, narrow, name, theme, width):
    path = "" if name == "home" else name
    page = visit(f"{server}/{path}?demo={DEMOS.get(name, 'tourism')}", theme=theme, width=width)
    assert serious(page) == []
    narrow(page, width)
