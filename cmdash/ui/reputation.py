"""The E-reputation page."""

from __future__ import annotations

from cmdash.story.reputation import reputation
from cmdash.ui import figures, filters, lists, markup, menu, state
from cmdash.wording import message


def show() -> None:
    """Draw the page: the answer, the figures by what they say, networks and months, what waits for an answer."""
    language = state.language()
    tracking = figures.head("reputation", language)
    if tracking is None:
        return
    view = reputation(tracking, filters.query(), language)
    groups = [
        part
        for group in view.groups
        for part in (markup.section(group.title), markup.cards(group.figures, language))
    ]
    tables = [
        part
        for table in view.tables
        for part in (markup.section(table.caption), markup.folding(table, table.caption))
    ]
    markup.show(markup.answer(view.sentence), *groups, markup.quiet(view.notes), *tables)
    if view.open_rows:
        title = message(language, "reputation.waiting.title")
        said = [message(language, "reputation.waiting.count", count=view.waiting)]
        if view.waiting > len(view.open_rows):
            said.append(message(language, "reputation.waiting.most", count=len(view.open_rows)))
        markup.show(markup.section(title), markup.quiet([" ".join(said)]))
        lists.style()
        lists.show(view.header, view.open_rows, title)
    if view.missing:
        markup.show(markup.section(message(language, "reputation.missing.title")), markup.quiet(view.missing))
        menu.link("home", message(language, "interface.page.home"))
