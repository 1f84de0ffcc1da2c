"""The editorial calendar against what was published: each planned row finds at most one post, each post at most one row.

By link; else by like text on the same network within seven days; else by network and day. Nothing is guessed beyond
that: where the files hold no post of a row's network and time, its outcome is unknown.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from cmdash.catalog import normalise
from cmdash.kpi.days import NONE, numbers
from cmdash.model import Tracking

State = Literal["done", "late", "skipped", "to_come", "unknown", "open"]
How = Literal["link", "text", "day", "word", ""]

NEAR = 7  # days between a planned row and a post of like text
ALIKE = 0.5  # share of the planned words, rare ones weighing more, that the post must have
ORIGIN = "from file"  # the column of the tidy workbook
TOLD = ("plan_kept", "plan_on_time")
RARE = 2  # a single shared word counts where no more posts around have it
_WORD = re.compile(r"[^\W_]{3,}")
_NAME = re.compile(r"[\w-]{8,}", re.ASCII)  # what may be the id of a post in a link
_PASSING = re.compile(
    r"utm_|fbclid|igsh|igshid|mibextid|ref|s$|t$|feature|si$"
)  # parameters that name no post


@dataclass(frozen=True)
class Plan:
    """Planned rows and posts, joined one to one.

    `post`: for each planned row the place of its post, -1 for none; `how` it was recognised (`word`: only the sheet's
    own status says that it was published). `state`: `done` (published by the planned day), `late` (after it),
    `skipped` (the day has passed, or the sheet says so), `to_come`, `unknown` (no file holds posts of that network
    and time), `open` (an idea, or a row without a day). `delay`: days from the planned day to the post, None where
    there is no post or no day. `row`: for each post the place of its planned row, -1 for none.
    `unplanned`: posts without one, on the calendar's networks and in its months; other posts are nobody's plan.
    """

    post: tuple[int, ...]
    how: tuple[How, ...]
    state: tuple[State, ...]
    delay: tuple[int | None, ...]
    row: tuple[int, ...]
    unplanned: tuple[bool, ...]


def join(
    planned: pd.DataFrame, posts: pd.DataFrame, today: dt.date, files: Sequence[str] | None = None
) -> Plan:
    """The join of a calendar (frame of the kind `calendar`) with posts, as of a day.

    Missing days, networks, accounts and texts join by what is left; a row that the sheet calls skipped joins by its
    link alone. Where both name accounts, and the posts know the row's one, they must be the same.
    """
    left, right = _Side(planned), _Side(posts)
    post, how = _matched(left, right, [status == "skipped" for status in _texts(planned, "status")])
    row = [-1] * right.size
    for at, found in enumerate(post):
        if found >= 0:
            row[found] = at
    delay = tuple(
        right.day[found] - left.day[at]
        if found >= 0 and left.day[at] != NONE and right.day[found] != NONE
        else None
        for at, found in enumerate(post)
    )
    covered = _Coverage(right, _texts(posts, "file") if files is None else files)
    number = (today - dt.date(1970, 1, 1)).days
    words = _texts(planned, "status")
    state = [_state(left, at, post[at], delay[at], words[at], number, covered) for at in range(left.size)]
    how = ["word" if state[at] == "done" and post[at] < 0 else how[at] for at in range(left.size)]
    return Plan(tuple(post), tuple(how), tuple(state), delay, tuple(row), _unplanned(left, right, row))


def outcomes(tracking: Tracking, today: dt.date | None) -> dict[str, list[float]]:
    """What became of each planned row, for the KPIs of a plan: `plan_kept` 1 where it was published, 0 where its day
    passed without; `plan_on_time` of those published 1 by the planned day; NaN where nothing tells."""
    posts = own_posts(tracking)
    states = join(tracking.calendar, posts, today or dt.date.today(), origins(tracking, posts)).state
    return {
        "plan_kept": [{"done": 1.0, "late": 1.0, "skipped": 0.0}.get(state, math.nan) for state in states],
        "plan_on_time": [{"done": 1.0, "late": 0.0}.get(state, math.nan) for state in states],
    }


def own_posts(tracking: Tracking) -> pd.DataFrame:
    """The posts that a plan of one's own can be about."""
    return tracking.posts[tracking.posts["side"] != "peer"]


def origins(tracking: Tracking, posts: pd.DataFrame) -> list[str]:
    """The file each post first came from: what "my data so far" says of it, else the file just read. How long a file
    speaks of a network must not change by joining it with others."""
    read, extras = _texts(posts, "file"), tracking.extras.get("posts")
    if extras is None or ORIGIN not in extras:
        return read
    first = extras[ORIGIN].reindex(posts.index).tolist()
    return [one if isinstance(one, str) and one else name for one, name in zip(first, read, strict=True)]


def link_key(url: str) -> str:
    """A link as two spellings of it are compared: no scheme, `www.`, tracking parameters or closing slash."""
    text = url.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        kept = sorted((key, value) for key, value in parse_qsl(parts.query) if not _PASSING.match(key))
    except ValueError:  # brackets that are no address
        return text
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    host = "x.com" if host == "twitter.com" else host
    query = "&".join(f"{key}={value}" for key, value in kept)
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}" if host else ""


class _Side:
    """The columns of one side as plain lists; texts empty where missing, days `NONE`."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.size = len(frame)
        self.day = [int(day) for day in numbers(frame["date"])]
        self.time = frame["date"].tolist()
        self.network = _texts(frame, "network")
        self.account = [normalise(name) for name in _texts(frame, "account")]
        self.format = _texts(frame, "format")
        self.text = _texts(frame, "text")
        self.url = _texts(frame, "url")
        self.id = _texts(frame, "post_id") if "post_id" in frame else [""] * len(frame)


def _texts(frame: pd.DataFrame, name: str) -> list[str]:
    return [value if isinstance(value, str) else "" for value in frame[name].tolist()]


def _matched(left: _Side, right: _Side, left_out: Sequence[bool]) -> tuple[list[int], list[How]]:
    post, how = [-1] * left.size, [""] * left.size
    taken: set[int] = set()
    known = set(right.account) - {""}

    def fits(at: int, other: int) -> bool:
        named = left.account[at] if left.account[at] in known else ""
        return not named or not right.account[other] or named == right.account[other]

    def pair(at: int, other: int, by: How) -> None:
        if post[at] < 0 and other not in taken:
            post[at], how[at] = other, by
            taken.add(other)

    for at, other in _by_link(left, right):
        pair(at, other, "link")
    free = [at for at in range(left.size) if post[at] < 0 and not left_out[at]]
    for at, other in _by_text(left, right, free, taken):
        if fits(at, other):
            pair(at, other, "text")
    for at, other in _by_day(left, right, [at for at in free if post[at] < 0]):
        if fits(at, other):
            pair(at, other, "day")
    return post, how  # type: ignore[return-value] # a list of literals, filled above


def _by_link(left: _Side, right: _Side) -> Iterator[tuple[int, int]]:
    """Rows and posts of one link, or whose link holds the post's id."""
    links: dict[str, list[int]] = defaultdict(list)
    for other in range(right.size):
        if key := link_key(right.url[other]):
            links[key].append(other)
        if _NAME.fullmatch(right.id[other]):
            links[right.id[other]].append(other)
    for at in range(left.size):
        if url := left.url[at]:
            for key in (link_key(url), *reversed(_NAME.findall(url))):
                yield from ((at, other) for other in links.get(key, ()))


def _by_text(left: _Side, right: _Side, free: Sequence[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Rows and posts whose words are alike, on one network within `NEAR` days: the likest first, then the nearest."""
    days: dict[int, list[int]] = defaultdict(list)
    wanted = {
        left.day[at] + by
        for at in free
        if left.day[at] != NONE and left.text[at]
        for by in range(-NEAR, NEAR + 1)
    }
    for other in range(right.size):
        if right.day[other] in wanted and other not in taken:
            days[right.day[other]].append(other)
    words = {other: _words(right.text[other]) for found in days.values() for other in found}
    common = Counter(word for found in words.values() for word in found)
    ranked = []
    for at in free:
        own = _words(left.text[at])
        if not own or left.day[at] == NONE:
            continue
        for by in range(-NEAR, NEAR + 1):
            for other in days.get(left.day[at] + by, ()):
                if left.network[at] not in ("", right.network[other]):
                    continue
                score = _likeness(own, words[other], common, len(words))
                if score:
                    ranked.append((-round(score, 6), abs(by), at, other))
    for _, _, at, other in sorted(ranked):
        yield at, other


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalise(text)))


def _likeness(own: frozenset[str], other: frozenset[str], common: Mapping[str, int], of: int) -> float:
    """The share of the planned words that the post has, a word weighing more the fewer posts have it; 0 for too few."""
    shared = own & other
    if not shared or (len(shared) == 1 and (own != shared or common[next(iter(shared))] > RARE)):
        return 0.0
    weight = {word: math.log(1 + (of + 1) / (1 + common.get(word, 0))) for word in sorted(own)}
    score = math.fsum(weight[word] for word in sorted(shared)) / math.fsum(weight.values())
    return score if score >= ALIKE else 0.0


def _by_day(left: _Side, right: _Side, free: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows and posts of one network and day: those of one format first, then in the order of the hours."""
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    wanted = {(left.network[at], left.day[at]) for at in free if left.day[at] != NONE}
    for other in range(right.size):
        if (key := (right.network[other], right.day[other])) in wanted:
            places[key].append(other)
    pairs = [(at, other) for at in free for other in places.get((left.network[at], left.day[at]), ())]
    unlike = {
        pair: not left.format[pair[0]] or left.format[pair[0]] != right.format[pair[1]] for pair in pairs
    }
    yield from sorted(
        pairs, key=lambda pair: (unlike[pair], left.time[pair[0]], right.time[pair[1]], pair[0], pair[1])
    )


class _Coverage:
    """From which day to which the files tell the posts of a network: each file speaks until its own last day."""

    def __init__(self, side: _Side, file: Sequence[str]) -> None:
        ends: dict[str, list[int]] = defaultdict(list)
        for day, name in zip(side.day, file, strict=True):
            if day != NONE:
                ends[name].append(day)
        spans = {name: (min(days), max(days)) for name, days in ends.items()}
        self.spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for network, name in sorted(set(zip(side.network, file, strict=True))):
            if name in spans:
                self.spans[network].append(spans[name])
                self.spans[""].append(spans[name])

    def holds(self, network: str, day: int) -> bool:
        return any(start <= day <= end for start, end in self.spans.get(network, ()))


def _state(
    left: _Side, at: int, post: int, delay: int | None, word: str, today: int, covered: _Coverage
) -> State:
    if post >= 0:
        return "late" if delay is not None and delay > 0 else "done"
    if word in ("skipped", "published"):
        return "skipped" if word == "skipped" else "done"
    if word == "idea" or left.day[at] == NONE:
        return "open"
    if left.day[at] > today:
        return "to_come"
    return "skipped" if covered.holds(left.network[at], left.day[at]) else "unknown"


def _unplanned(left: _Side, right: _Side, row: Sequence[int]) -> tuple[bool, ...]:
    """The posts no row planned, on networks the calendar names (all, where some row names none) and in its months."""
    months = [_month(day) for day in left.day if day != NONE]
    if not months:
        return (False,) * right.size
    first, last, named = min(months), max(months), set(left.network)
    return tuple(
        row[at] < 0
        and right.day[at] != NONE
        and first <= _month(right.day[at]) <= last
        and (right.network[at] in named or "" in named)
        for at in range(right.size)
    )


def _month(day: int) -> tuple[int, int]:
    date = dt.date(1970, 1, 1) + dt.timedelta(days=day)
    return date.year, date.month
