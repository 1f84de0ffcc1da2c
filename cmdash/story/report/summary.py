"""The summary that reads in a minute: the headline, the key figures, what happened, why, what next."""

from __future__ import annotations

from cmdash import kpi
from cmdash.model.report_views import Block, Figures, Part, Words
from cmdash.story import boosts, pauses, same_days
from cmdash.story.records import held
from cmdash.story.report import audience, plan, works
from cmdash.story.report.audience import CARDS
from cmdash.story.report.making import Making
from cmdash.story.report.unposted import LONGEST, unposted
from cmdash.story.words import say
from cmdash.wording import day

HAPPENED = 4  # findings of the period
WHY = 3  # reasons the data bear


def headline(making: Making) -> str:
    """The sentence to remember: how the period went; without posts, what there is in their place."""
    found = unposted(making)
    return " ".join(told.sentence for told in found[:LONGEST]) or making.overview.sentence


def _no_year(making: Making) -> str:
    """That a board's year stands alone, where the data do not reach back to the year before."""
    period, known = making.query.period, making.asked.known
    before = kpi.year_before(period) if period else None
    if making.wish.audience != "board" or before is None or known is None or known.start <= before.end:
        return ""
    return say(making.language, "report.summary.no_year", day=day(known.start, making.language))


def part(making: Making) -> Part | None:
    """The first page; absent where the question has no figures at all."""
    language, view, beside = making.language, making.overview, unposted(making)
    cards = view.figures[: CARDS[making.wish.audience]]
    figures = {figure.kpi: figure for told in beside for figure in told.figures} or {
        card.kpi: card for card in cards
    }
    if not figures:
        return None
    shown = tuple(figures.values())[: CARDS[making.wish.audience]]
    happened = tuple(remark.text for remark in view.remarks[:HAPPENED])
    happened += tuple(told.sentence for told in beside[LONGEST:])
    why = works.reasons(making)[:WHY]
    alone = making.wish.audience == "owner" and "next" in audience.parts(making.wish)
    ahead = () if alone else plan.steps(making)[:WHY]  # one page says it once
    begin = () if alone or ahead else plan.tries(making)
    blocks: list[Block] = [Figures(shown)]
    for name, items in (("happened", happened), ("why", why), ("ahead", ahead), ("begin", begin)):
        if items:
            blocks.append(Words(items, say(language, f"report.summary.{name}"), points=True))
    short = audience.short_year(making.tracking, making.query.period, making.wish, language)
    asked = making.asked
    notes = (
        short or _no_year(making),
        held(making.tracking, making.query, asked.kind, language),
        *boosts.notes(asked),
        *same_days.notes(asked, cards),
        *pauses.notes(asked, cards),
    )
    said = tuple(one for one in notes if one)
    if said:
        blocks.append(Words(said, quiet=True))
    if view.legend:
        blocks.append(Words((view.legend,), quiet=True))
    return Part("summary", say(language, "report.part.summary"), "", tuple(blocks))
