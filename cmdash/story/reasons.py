"""Why a post stands out, as far as the verdicts reach: what it shares with posts that do better or worse; never a cause."""

from __future__ import annotations

import numpy as np

from cmdash.catalog.verdicts import verdict_rules
from cmdash.evidence import Verdict
from cmdash.model import Query, Tracking
from cmdash.story.rankings import sampled
from cmdash.story.verdicts import sentence_of
from cmdash.story.words import listed, say
from cmdash.story.works import SPEAKING, answers, asked_of

OWN = ("format", "paid")  # a post is held against its own format, and boosted ones against boosted ones


def reason(tracking: Tracking, query: Query, language: str, identifier: int, index: float) -> str:
    """The surest verdict on what the post has (its day, hour, theme) that points the way its multiple does, in its own
    words and with its caution; that nothing the files say of it tells why, where there is none.

    Its format is no reason: the multiple is over the habit of that very format. Empty for a post that no verdict is about
    (young, boosted, a story) and for one at its habit.
    """
    found = sampled(tracking, asked_of(query))
    if found.row is None or index == 1:
        return ""
    at = np.flatnonzero(found.row == tracking.posts.index.get_loc(identifier))
    if not at.size:
        return ""
    place = int(at[0])
    mine = {
        factor: str(levels[place])
        for factor, levels in found.levels.items()
        if factor in verdict_rules().factors and factor not in OWN and levels[place]
    }
    network = str(found.network[place])
    alike = [one for one in answers(tracking, query) if _same_way(one, mine, network, index > 1)]
    if alike:
        surest = min(
            alike, key=lambda one: (SPEAKING.index(one.finding.verdict), not one.finding.look.network)
        )
        word = say(language, f"works.is.{surest.finding.verdict}")
        return say(language, "posts.reason.verdict", word=word, sentence=sentence_of(surest, language))
    names = [say(language, f"posts.reason.{factor}") for factor in verdict_rules().factors if factor in mine]
    return say(language, "posts.reason.none", names=listed(names, language)) if names else ""


def _same_way(one: Verdict, mine: dict[str, str], network: str, high: bool) -> bool:
    """Whether a verdict that says something is about what the post has, on its network or on all, and points its way."""
    finding, look = one.finding, one.finding.look
    return (
        finding.verdict in SPEAKING
        and finding.effect is not None
        and (finding.effect > 1) is high
        and mine.get(look.factor) == look.level
        and look.network in ("", network)
    )
