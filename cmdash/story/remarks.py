"""The findings of a period in words: what changed most, the best post, who carries it, where it was silent."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cmdash import kpi
from cmdash.catalog import kpis
from cmdash.model import Period
from cmdash.model.views import Change, Figure, Remark
from cmdash.story import calendar
from cmdash.story.asked import Asked
from cmdash.story.carried import carried
from cmdash.story.changes import FEW
from cmdash.story.habit import best
from cmdash.story.same_days import counterpart, settled_period
from cmdash.story.words import percent, say
from cmdash.wording import day, network

MOST = 4
BY_NETWORK = ("interactions", "posts", "net_growth")
TELLING = 0.1  # a relative change below this is not worth a line while the usual variation is unknown
CONTRAST = 0.1  # share of interactions less share of posts
SILENCE = 7  # days without a post, at least
LONGER = 2.0  # times the median pause


@dataclass(frozen=True)
class Share:
    """A network's part of the interactions and of the posts of the period; `n` posts."""

    network: str
    share: float
    of_posts: float | None
    n: int


def remarks(asked: Asked, cards: tuple[Figure, ...]) -> tuple[Remark, ...]:
    """The findings that the data show, most telling first, four at most."""
    found = [*_changed(asked, cards), *_best_post(asked), *_contrast(asked), *carried(asked)]
    found += [*_silence(asked), *_silent_networks(asked), *_grown(asked)]
    return tuple(found[:MOST])


def shares(asked: Asked) -> list[Share]:
    """The networks' parts of the interactions of the period, largest first; empty where there are none."""
    rows = asked.over(("network",), BY_NETWORK, asked.period)
    values = {key[0]: row for key, row in rows.items() if key[1] == "interactions" and key[0]}
    posts = {key[0]: row.value or 0.0 for key, row in rows.items() if key[1] == "posts"}
    total, published = sum(r.value or 0.0 for r in values.values()), sum(posts.values())
    if total <= 0:
        return []
    found = [
        Share(
            name, (row.value or 0.0) / total, posts.get(name, 0.0) / published if published else None, row.n
        )
        for name, row in values.items()
    ]
    return sorted(found, key=lambda share: -share.share)


def _changed(asked: Asked, cards: tuple[Figure, ...]) -> Iterator[Remark]:
    """The change that stands out most; that nothing does, where the usual variation is known."""
    language = asked.language
    moves = [(card, change) for card in cards for change in card.changes if kpis()[card.kpi].unit != "ratio"]
    moves = [(card, change) for card, change in moves if not change.few]
    outside = [(c, ch) for c, ch in moves if ch.mood in ("good", "bad") or (ch.mood == "plain" and ch.word)]
    known = [(c, ch) for c, ch in moves if ch.word]
    if outside or not known:
        wide = [m for m in outside or moves if outside or _size(m) >= TELLING]
        wide = [m for m in wide if kpis()[m[0].kpi].stat not in ("change", "gap")] or []
        if wide:
            card, change = max(wide, key=_size)
            key = "changed_word" if change.word else "changed"
            yield Remark(
                "changed",
                say(language, f"remark.{key}", kpi=card.label, change=change.text, word=change.word),
            )
        return
    yield Remark("steady", say(language, "remark.steady"))


def _size(move: tuple[Figure, Change]) -> float:
    """How large a change is beside what was: a number of posts against the posts there were."""
    card, change = move
    if kpis()[card.kpi].kind != "count":
        return abs(change.amount)
    return abs(change.amount) / max(card.value - change.amount, 1.0)


def _best_post(asked: Asked) -> Iterator[Remark]:
    """The post that went furthest beyond its account's habit."""
    language = asked.language
    if asked.kind != "posts":
        return
    card = best(asked)
    if card is None or card.index < 1.5:
        return
    text = say(language, "remark.quote", text=card.text) if card.text else ""
    yield Remark(
        "best",
        say(
            language, "remark.best", when=card.when, network=card.network_label, index=card.index_shown, quote=text,
            format=card.format,
        ),
        card.network,
    )  # fmt: skip


def _contrast(asked: Asked) -> Iterator[Remark]:
    """The network whose part of the interactions is furthest above its part of the posts."""
    language = asked.language
    rows = [s for s in shares(asked) if s.of_posts and s.n >= FEW]
    if len(rows) < 2:
        return
    top = max(rows, key=lambda s: s.share - (s.of_posts or 0.0))
    if top.of_posts and top.share - top.of_posts >= CONTRAST:
        yield Remark(
            "contrast",
            say(
                language, "remark.contrast", network=network(top.network, language),
                share=percent(top.share, language, 0), posts=percent(top.of_posts, language, 0),
            ),
            top.network,
        )  # fmt: skip


def _silence(asked: Asked) -> Iterator[Remark]:
    """The longest pause of the period, where it is long and longer than usual."""
    pause = longest_pause(asked)
    if pause is None:
        return
    language = asked.language
    yield Remark(
        "silence",
        say(
            language,
            "remark.silence",
            start=day(pause.start, language),
            end=day(pause.end, language),
            count=pause.days,
        ),
    )


def longest_pause(asked: Asked) -> Period | None:
    """The longest run of days without a post inside the period, of a week at least and twice the usual pause."""
    if asked.kind != "posts" or asked.known is None:
        return None
    published = asked.facts("posts").days
    if len(published) < FEW:
        return None
    usual = float(np.median(np.diff(published).astype(int)))
    period = asked.period or asked.known
    first = max(period.start, _day(published[0]))
    last = min(period.end, asked.known.end)
    inside = [_day(d) for d in published if np.datetime64(first) <= d <= np.datetime64(last)]
    edges = [first - dt.timedelta(days=1), *inside, last + dt.timedelta(days=1)]
    pauses = [
        Period(a + dt.timedelta(days=1), b - dt.timedelta(days=1))
        for a, b in itertools.pairwise(edges)
        if (b - a).days > 1
    ]
    longest = max(pauses, key=lambda p: p.days, default=None)
    if longest is None or longest.days < max(SILENCE, LONGER * usual):
        return None
    return longest


def _day(stamp: np.datetime64) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(stamp.astype("datetime64[D]").astype(int)))


def _silent_networks(asked: Asked) -> Iterator[Remark]:
    """A network that published in the period before and not in this one."""
    current = settled_period(asked, kpis()["posts"])
    if asked.period is None or current is None or asked.kind != "posts":
        return
    earlier = kpi.previous(asked.period)
    if earlier is None:
        return
    before = counterpart(asked.period, current, earlier)
    then = asked.over(("network",), ["posts"], before)
    answered = asked.over(("network",), BY_NETWORK, asked.period)
    now = {name for name, what in answered if what == "posts"}
    for (name, _), row in then.items():
        if name and name not in now:
            words = {
                "network": network(name, asked.language),
                "when": calendar.inside(current, asked.language),
            }
            text = say(
                asked.language, "remark.silent", count=round(row.value or 0.0),
                before=calendar.inside(before, asked.language), **words,
            )  # fmt: skip
            yield Remark("silent", text, name)
            return


def _grown(asked: Asked) -> Iterator[Remark]:
    """The network that gained most followers."""
    rows = asked.over(("network",), BY_NETWORK, asked.period)
    gains = {name: row.value or 0.0 for (name, what), row in rows.items() if name and what == "net_growth"}
    if not gains:
        return
    top = max(gains, key=lambda name: gains[name])
    if gains[top] > 0:
        text = say(
            asked.language, "remark.grown", network=network(top, asked.language), count=round(gains[top])
        )
        yield Remark("grown", text, top)


__all__ = ["Share", "longest_pause", "remarks", "shares"]
