"""The page "What changed"."""

from __future__ import annotations

from html import escape

from cmdash.model.change_views import ChangeItem
from cmdash.story.shifts import changes_page
from cmdash.ui import figures, filters, markup, proofs, seasons, state
from cmdash.wording import message

_KINDS = {
    "peak": "confirmed",
    "up": "confirmed",
    "trough": "hint",
    "down": "hint",
}  # the mark beside each word


def show() -> None:
    """Draw the page: the answer, the latest changes, the older ones behind a line."""
    language = state.language()
    tracking = figures.ready("shifts", language)
    if tracking is None:
        return
    view = changes_page(tracking, filters.query(), language, seasons.chosen())
    older = "".join(_item(one) for one in view.more)
    line = escape(message(language, "shifts.more", count=len(view.more)))
    markup.show(
        markup.answer(view.sentence),
        *(_item(one) for one in view.items),
        f'<details class="cm-behind"><summary>{line}</summary>{older}</details>' if older else "",
        markup.quiet(view.notes),
    )


def _item(one: ChangeItem) -> str:
    return proofs.opening(_KINDS[one.kind], one.word, one.sentence, one.terms)
