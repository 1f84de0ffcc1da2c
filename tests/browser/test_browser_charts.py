"""A filter moves the marks of a chart; the browser does not make the chart anew."""

import pytest

pytestmark = pytest.mark.browser

CHARTS = "[data-testid=stVegaLiteChart] svg"
BARS = "[data-testid=stVegaLiteChart] svg .mark-rect path"


def texts(page) -> list[list[str]]:
    """The words of each chart, its ticks, dates and labels, in no order: a chart adds what is new at the end."""
    return page.locator(CHARTS).evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('text')].map(text => text.textContent).sort())"
    )


def test_a_filter_by_network_keeps_the_charts_and_changes_their_marks(server, visit, settle):
    page = visit(f"{server}/overview?demo=tourism")
    page.locator(BARS).first.wait_for()
    settle(page)
    page.locator(CHARTS).evaluate_all("all => all.forEach(one => { one.dataset.kept = 'yes' })")
    every, bars = texts(page), page.locator(BARS).count()
    choice = page.get_by_test_id("stSidebar").get_by_role("button", name="Instagram", exact=True)

    choice.click()
    page.wait_for_url("**networks=instagram**")
    page.wait_for_function(
        "([bars, before]) => document.querySelectorAll(bars).length < before", arg=[BARS, bars]
    )
    settle(page)
    alone = texts(page)
    assert all(
        "Facebook" in words and "Facebook" not in left for words, left in zip(every, alone, strict=True)
    )
    assert page.locator(f"{CHARTS}[data-kept]").count() == len(every)

    for _ in range(3):  # back and forth, faster than the page is drawn
        choice.click()
        page.wait_for_timeout(60)
    settle(page)
    if page.locator(BARS).count() < bars:  # a click while the page is drawn may be lost
        choice.click()
        settle(page)
    page.wait_for_function(
        "([bars, before]) => document.querySelectorAll(bars).length === before", arg=[BARS, bars]
    )
    assert texts(page) == every, "no axis and no label of the other filter is left"
    assert page.locator(f"{CHARTS}[data-kept]").count() == len(every)

    page.locator(CHARTS).first.get_by_text("Facebook", exact=True).click()
    page.wait_for_url("**networks=facebook**")
    settle(page)
    page.locator(BARS).last.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert "Facebook" in page.locator("#vg-tooltip-element").inner_text()
