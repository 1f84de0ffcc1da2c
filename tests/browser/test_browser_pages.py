"""Every page in a real browser, filled: nothing serious for a reader with a disability, no sideways scroll on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cmdash.ui.menu import PAGES

pytestmark = pytest.mark.browser

DEMOS = {"campaigns": "agency"}  # only the agency pays for campaigns


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_a_filled_page_is_for_everybody_and_for_a_phone(server, visit, name, theme, width):
    path = "" if name == "home" else name
    page = visit(f"{server}/{path}?demo={DEMOS.get(name, 'tourism')}", theme=theme, width=width)
    found = [
        (violation["id"], violation["impact"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert found == []
    # A chart takes its place's width a moment after it is drawn: awaited, so what stays too wide still fails.
    page.wait_for_function(
        "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width",
        arg=width,
        timeout=20_000,
    )
