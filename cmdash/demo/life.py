"""The life of an invented page: what it posts, who sees it, who reacts, who follows and who leaves.

Everything is drawn from a seeded generator, so a demo is the same at every start; nothing stands for a real page.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cmdash.demo.captions import Voice
from cmdash.demo.clock import universal
from cmdash.demo.links import identify

ORDINARY = (1.0,) * 12
UNIVERSAL = ("x", "linkedin", "tiktok")  # their files are written in UTC


@dataclass(frozen=True)
class Habit:
    """How a page uses one format: how often, with what effect on reach and reactions, at which hours."""

    share: float
    reach: float = 1.0
    engagement: float = 1.0
    hours: Sequence[int] = (9, 12, 18)
    seconds: tuple[int, int] | None = None


@dataclass(frozen=True)
class Page:
    """One profile on one network and its habits. Shares are weights; `rhythm` and `season` have twelve months, `week`
    seven days from Monday.

    `reach` is the usual reach of a post over the followers, `engagement` the interactions over that reach, `split`
    how they divide into likes, comments, shares and saves, `clicks` the clicks over reach and `links` the part of
    them on a link. `spread` is the standard deviation of the logarithms. `growth` and `churn` are monthly.
    """

    network: str
    account: str
    handle: str
    number: int
    followers: int
    growth: float
    churn: float
    per_week: float
    reach: float
    engagement: float
    split: Mapping[str, float]
    formats: Mapping[str, Habit]
    clicks: float = 0.03
    links: float = 0.35
    follows: float = 0.001
    impressions: float = 1.2
    plays: float = 1.4
    spread: float = 0.45
    rhythm: Sequence[float] = ORDINARY
    season: Sequence[float] = ORDINARY
    week: Sequence[float] = (1.0,) * 7
    themes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """Something that happens to the posts of a span of days: a silence, a boost, a post that travels far.

    `first` limits it to the first post of the span. `networks` empty means all of them.
    """

    start: dt.date
    end: dt.date
    networks: Sequence[str] = ()
    silent: bool = False
    reach: float = 1.0
    boosted: float = 0.0
    spend: float = 0.0
    theme: str = ""
    format: str = ""
    first: bool = False

    def touches(self, page: Page, day: dt.date) -> bool:
        return self.start <= day <= self.end and (not self.networks or page.network in self.networks)


@dataclass(frozen=True)
class Post:
    """One publication and its figures as the network counts them. None: this network does not tell it.

    `at` is the wall clock of the page, or UTC on the networks that write UTC. `reach` and `impressions` include
    `boosted`, the people brought by money. `total` is the combined total where the network gives one.
    """

    network: str
    account: str
    post_id: str
    url: str
    at: dt.datetime
    format: str
    theme: str
    text: str
    reach: int | None
    impressions: int | None
    views: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    clicks: int | None
    link_clicks: int | None
    follows: int | None
    duration: int | None = None
    boosted: int = 0
    spend: float = 0.0
    total: int | None = None


@dataclass(frozen=True)
class Day:
    """The community of a page at the end of a day, and who came and left during it."""

    date: dt.date
    followers: int
    gained: int
    lost: int


@dataclass(frozen=True)
class Life:
    """What became of a page: its posts in order of time and its community day by day."""

    page: Page
    posts: tuple[Post, ...]
    days: tuple[Day, ...]

    def month_ends(self) -> tuple[Day, ...]:
        """A row per month: the last day's followers, the month's gains and losses, dated its last day."""
        months: dict[tuple[int, int], list[Day]] = {}
        for day in self.days:
            months.setdefault((day.date.year, day.date.month), []).append(day)
        return tuple(
            Day(days[-1].date, days[-1].followers, sum(d.gained for d in days), sum(d.lost for d in days))
            for days in months.values()
        )


def live(page: Page, start: dt.date, end: dt.date, voice: Voice, events: Sequence[Event], seed: str) -> Life:
    """Let a page live from `start` to `end`, both included."""
    rng = random.Random(f"{seed}/{page.network}/{page.handle}")
    posts: list[Post] = []
    days: list[Day] = []
    followers, spent = page.followers, set[Event]()
    for offset in range((end - start).days + 1):
        day = start + dt.timedelta(days=offset)
        happening = [e for e in events if e.touches(page, day) and not (e.first and e in spent)]
        today = (
            [] if any(e.silent for e in happening) else _posts_of(page, day, followers, voice, happening, rng)
        )
        if today:
            spent.update(e for e in happening if e.first)
        posts += today
        pull = page.season[day.month - 1]
        gained = count(rng, followers * page.growth / 30 * pull) + sum(p.follows or 0 for p in today)
        lost = count(rng, followers * page.churn / 30)
        followers += gained - lost
        days.append(Day(day, followers, gained, lost))
    return Life(page, tuple(posts), tuple(days))


def count(rng: random.Random, mean: float) -> int:
    """A whole number of people around a mean (Poisson)."""
    if mean <= 0:
        return 0
    if mean > 30:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, events = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        events += 1
    return events


def _posts_of(
    page: Page, day: dt.date, followers: int, voice: Voice, events: Sequence[Event], rng: random.Random
) -> list[Post]:
    wanted = page.per_week / 7 * page.rhythm[day.month - 1] * page.week[day.weekday()]
    number = int(wanted) + (rng.random() < wanted - int(wanted))
    if any(e.first for e in events):
        number = 1
    found = [_post(page, day, followers, voice, events, rng) for _ in range(number)]
    return sorted(found, key=lambda post: post.at)


def _post(
    page: Page, day: dt.date, followers: int, voice: Voice, events: Sequence[Event], rng: random.Random
) -> Post:
    forced = next((e for e in events if e.first), None)
    theme = (forced.theme if forced else "") or voice.pick(day.month, page.themes, rng)
    shape = (forced.format if forced else "") or _pick(page.formats, voice.themes[theme].formats, rng)
    habit = page.formats[shape]
    at = dt.datetime.combine(day, dt.time(rng.choice(tuple(habit.hours)), 5 * rng.randrange(12)))
    if page.network in UNIVERSAL:
        at = universal(at)
    seen = page.reach * habit.reach * voice.themes[theme].reach * page.season[day.month - 1]
    reach = max(3.0, followers * seen * rng.lognormvariate(0, page.spread))
    boosted = 0
    for event in events:
        reach *= event.reach
        boosted += round(reach * event.boosted)
    liking = page.engagement * habit.engagement * voice.themes[theme].engagement
    # money buys people who react four times less than those who follow the page
    acts = (reach + boosted / 4) * liking * rng.lognormvariate(0, page.spread * 0.7)
    post_id, url = identify(page.network, page.handle, page.number, shape, at, rng)
    total = round(reach) + boosted
    clicks = count(rng, total * page.clicks * rng.lognormvariate(0, 0.5))
    seconds = habit.seconds
    return Post(
        network=page.network,
        account=page.account,
        post_id=post_id,
        url=url,
        at=at,
        format=shape,
        theme=theme,
        text=voice.compose(theme, page.network, at, rng),
        reach=total,
        impressions=total + count(rng, total * (page.impressions - 1)),
        views=total + count(rng, total * (page.plays - 1)) if seconds else None,
        likes=count(rng, acts * page.split.get("likes", 0)),
        comments=count(rng, acts * page.split.get("comments", 0)),
        shares=count(rng, acts * page.split.get("shares", 0)),
        saves=count(rng, acts * page.split["saves"]) if "saves" in page.split else None,
        clicks=clicks,
        link_clicks=min(clicks, count(rng, clicks * page.links)),
        follows=count(rng, total * page.follows),
        duration=rng.randint(*seconds) if seconds else None,
        boosted=boosted,
        spend=round(sum(e.spend for e in events), 2),
    )


def _pick(formats: Mapping[str, Habit], allowed: Sequence[str], rng: random.Random) -> str:
    names = [name for name in formats if not allowed or name in allowed] or list(formats)
    return rng.choices(names, [formats[name].share for name in names])[0]
