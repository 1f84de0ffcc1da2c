"""Themes, formats and timing with their verdicts; what the figures do not bear is not said."""

from __future__ import annotations

from cmdash.model.evidence_views import Told
from cmdash.model.report_views import Block, Grid, Part, Words
from cmdash.story.report.making import Making
from cmdash.story.words import say
from cmdash.story.works import SPEAKING

SURE = ("confirmed", "likely")


def reasons(making: Making) -> tuple[str, ...]:
    """What is confirmed or likely, in sentences; of one level (a format, a day) the surest alone."""
    found = making.works
    if found is None:
        return ()
    sure = [told for asking in found.askings for told in asking.told if told.verdict in SURE]
    first = {(told.factor, told.level): told for told in reversed(sure)}
    return tuple(said(told) for told in sure if first[told.factor, told.level] is told)


def said(told: Told) -> str:
    """A verdict: its word, then its sentence."""
    return f"{told.word}\u00a0\u2014 {told.sentence}"


def part(making: Making) -> Part | None:
    """Absent where nothing could be asked."""
    found = making.works
    if found is None or not found.askings:
        return None
    blocks: list[Block] = []
    for asking in found.askings:
        spoken = [said(told) for told in asking.told if told.verdict in SPEAKING]
        items = (*spoken, *((asking.sentence,) if asking.sentence else ()))  # `rest` names what a click opens
        if items:
            blocks.append(Words(items, asking.title, points=len(items) > 1))
    explained = ""
    for ranking in found.rankings:
        how = ranking.note if ranking.note != explained else ""  # explained once
        explained = ranking.note
        note = " ".join(text for text in (how, ranking.unranked) if text)
        blocks.append(Grid(ranking.table, ranking.title, note))
    if found.notes:
        blocks.append(Words(found.notes, quiet=True))
    return Part("works", say(making.language, "report.part.works"), found.sentence, tuple(blocks))
