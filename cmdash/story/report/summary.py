"""The summary that reads in a minute: the headline, the key figures, what happened, why, what next."""

from __future__ import annotations

from cmdash.model.report_views import Block, Figures, Part, Words
from cmdash.story.report import audience, plan, works
from cmdash.story.report.audience import CARDS
from cmdash.story.report.making import Making
from cmdash.story.words import say

HAPPENED = 4  # findings of the period
WHY = 3  # reasons the data bear


def headline(making: Making) -> str:
    """The sentence to remember: how the period went."""
    return making.overview.sentence


def part(making: Making) -> Part | None:
    """The first page; absent where the question has no figures at all."""
    language, view = making.language, making.overview
    if not view.figures:
        return None
    cards = view.figures[: CARDS[making.wish.audience]]
    happened = tuple(remark.text for remark in view.remarks[:HAPPENED])
    why = works.reasons(making)[:WHY]
    alone = making.wish.audience == "owner" and "next" in audience.parts(making.wish)
    ahead = () if alone else plan.steps(making)[:WHY]  # one page says it once
    blocks: list[Block] = [Figures(cards)]
    for name, items in (("happened", happened), ("why", why), ("ahead", ahead)):
        if items:
            blocks.append(Words(items, say(language, f"report.summary.{name}"), points=True))
    if view.legend:
        blocks.append(Words((view.legend,), quiet=True))
    return Part("summary", say(language, "report.part.summary"), "", tuple(blocks))
