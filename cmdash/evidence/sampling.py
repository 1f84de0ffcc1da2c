"""The posts a verdict rests on: organic, settled, no stories, each with what it is compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash import kpi
from cmdash.catalog.verdicts import Rules, verdict_rules
from cmdash.evidence.looks import Bools, Family, Finding, Floats, Ints, Look, Sides, examine
from cmdash.evidence.traits import TRAITS, hours, traits
from cmdash.kpi.days import NONE
from cmdash.kpi.habits import DENOMINATORS, ENOUGH, RATES, below_zero
from cmdash.kpi.tables import Table
from cmdash.model import Query, Tracking

_FEW = (
    5  # posts of a network and format below which they share a stratum with the network's other small formats
)
_ALONE = "interactions"  # what is compared where there is no denominator


@dataclass(frozen=True, eq=False)
class Sample:
    """The posts that enter, by arrays of equal length.

    `account` numbers network and account, `stratum` those with the format, `season` those with the quarter; `week` is one more for each week. `metric`:
    network -> the KPI whose logarithm is compared. `levels`: factor -> the level of each post, empty where unknown.
    `boosted`: paid for, or in part; such posts are there only where the factor is `paid`, and in no other look.
    `rate` is what is compared as it is written (interactions over the denominator, or alone), `hour` the hour of the
    day (-1: unknown), `day` the day's number, `row` the place in the table of posts. `below_zero`: how many more posts would enter, had they not an
    act or a denominator below zero.
    """

    outcome: Floats
    account: Ints
    stratum: Ints
    season: Ints
    week: Ints
    network: np.ndarray
    levels: dict[str, np.ndarray]
    metric: dict[str, str]
    boosted: Bools | None = None
    rate: Floats | None = None
    hour: Ints | None = None
    day: Ints | None = None
    row: Ints | None = None
    below_zero: int = 0


@dataclass(frozen=True)
class Verdict:
    """A finding with the KPI it is about; several networks may be measured by several.

    `usual`: the median of that KPI over the posts of the level and over those it is compared with; None where several
    networks are looked at together. `first`, `last`: the day numbers of the posts compared.
    """

    finding: Finding
    metric: str
    usual: tuple[float, float] | None = None
    first: int = NONE
    last: int = NONE


def sample(tracking: Tracking, query: Query, factors: tuple[str, ...]) -> Sample:
    """The posts of a question that may be compared.

    Left out: what is boosted or says so in part (but for the factor `paid`), stories, posts without a date or an
    interaction figure, with an act or a denominator below zero, and those less than seven days old on the data's last
    day. A rate is over the first
    denominator that 80 % of the posts of a network have, else the interactions alone count.
    """
    prepared = kpi.prepare(tracking)
    table = prepared.table("posts", query.counting)
    last = prepared.today
    keep = table.rows(query, last) & (table.first != NONE)
    boosted = np.isin(_texts(table, "paid"), ["paid", "mixed"])
    keep &= _texts(table, "format") != "story"
    if "paid" not in factors:
        keep &= ~boosted
    if last is not None:
        keep &= ~table.young(last)
    acts = table.measure(kpi.acts_measure(query.counting))
    keep &= ~np.isnan(acts)
    wrong = keep & below_zero(table)
    keep &= ~wrong
    network = _texts(table, "network")
    below, metric = _denominators(table, keep, keep & ~boosted, network)
    wrong |= keep & (below < 0)
    keep &= below >= 0
    outcome = np.log((acts[keep] + 0.5) / (below[keep] + 1))
    wide, narrow = _strata(network[keep], _texts(table, "account")[keep], _texts(table, "format")[keep])
    quarter = np.asarray(table.codes("quarter"))[keep]
    return Sample(
        outcome,
        wide,
        narrow,
        wide * (quarter.max(initial=0) + 1) + quarter,
        np.asarray(table.codes("week"))[keep] // 7,  # the day number of its Monday
        network[keep],
        _levels(tracking, table, factors, keep, boosted),
        metric,
        boosted[keep],
        acts[keep] / np.where(below[keep] > 0, below[keep], 1.0),
        hours(tracking.posts["date"])[keep],
        table.first[keep],
        np.flatnonzero(keep),
        int(wrong.sum()),
    )


def _levels(
    tracking: Tracking, table: Table, factors: tuple[str, ...], keep: Bools, boosted: Bools
) -> dict[str, np.ndarray]:
    found = {}
    for factor in factors:
        if factor == "paid":
            found[factor] = np.where(boosted, "yes", "no").astype(object)[keep]
        elif factor in TRAITS:
            found[factor] = traits(tracking.posts["text"], factor)[keep]
        elif table.has_key(factor):
            found[factor] = _texts(table, factor)[keep]
    return found


def _texts(table: Table, key: str) -> np.ndarray:
    """A key's value on each row, empty where unknown."""
    if not table.has_key(key):
        return np.full(table.size, "", object)
    codes = table.codes(key)
    numbers, place = np.unique(codes, return_inverse=True)
    names = np.array([table.label(key, int(code)) or "" for code in numbers], object)
    found: np.ndarray = names[place] if len(names) else np.full(table.size, "", object)
    return found


def _denominators(
    table: Table, keep: Bools, plain: Bools, network: np.ndarray
) -> tuple[Floats, dict[str, str]]:
    """What each post's interactions are over (0 for nothing, which leaves them as they are; NaN where it is not known or
    0), and the KPI of it: the first that the `plain` posts of its network have (all of them, where none is plain)."""
    below = np.zeros(table.size)
    metric = {}
    for name in dict.fromkeys(network[keep].tolist()):
        mine = keep & (network == name)
        asked = plain & mine if (plain & mine).any() else mine
        for measure, rate in zip(DENOMINATORS, RATES, strict=True):
            values = table.measure(measure)
            if (np.nan_to_num(values[asked]) > 0).mean() >= ENOUGH:
                below[mine] = np.where(values[mine] == 0, np.nan, values[mine])
                metric[name] = rate
                break
        else:
            metric[name] = _ALONE
    return below, metric


def _strata(network: np.ndarray, account: np.ndarray, form: np.ndarray) -> tuple[Ints, Ints]:
    """A number for each network and account, and for each of their formats; small formats of an account share one."""
    frame = pd.DataFrame({"network": network, "account": account, "format": form})
    sizes = frame.groupby(["network", "account", "format"])["format"].transform("size").to_numpy()
    frame["format"] = np.where(sizes < _FEW, "\0", form)
    wide, narrow = (
        frame.groupby(keys, sort=False).ngroup().to_numpy(np.int64)
        for keys in (["network", "account"], ["network", "account", "format"])
    )
    return wide, narrow


def looks(found: Sample) -> tuple[Family, ...]:
    """Every level of every factor against the other known levels: over all networks, then in each large one alone.

    Every look costs the others: a small network is not looked at by itself, and a level that one large network alone
    has is looked at there only. A format is compared beside the other
    formats of its account, everything else beside posts of its format; only `paid` looks at boosted posts.
    """
    plain = None if found.boosted is None else ~found.boosted
    sides = {
        factor: tuple(_sides(found, factor, levels, None if factor == "paid" else plain))
        for factor, levels in found.levels.items()
    }
    formats, paid = sides.pop("format", ()), sides.pop("paid", ())
    others = tuple(side for group in sides.values() for side in group)
    families = [
        Family(found.stratum, found.season, others, plain),
        Family(found.account, found.season, formats, plain),
    ]
    return (*families, Family(found.stratum, found.season, paid)) if paid else tuple(families)


def _sides(found: Sample, factor: str, levels: np.ndarray, kept: Bools | None) -> Iterator[Sides]:
    every = np.ones(len(levels), bool) if kept is None else kept
    networks = _distinct(found.network[every])
    known = (levels != "") & every
    alone = verdict_rules().alone
    large = [n for n in networks if len(networks) > 1 and (every & (found.network == n)).sum() >= alone]
    for name in ["", *large]:
        mine = known & (found.network == name) if name else known
        present = sorted(set(levels[mine].tolist()))
        # That "no" does worse is what "yes" does better; what one network alone has is asked there, once.
        asked = [
            level
            for level in present
            if level != "no"
            and (name or _only(_distinct(found.network[mine & (levels == level)])) not in large)
        ]
        for level in asked if len(present) > 1 else ():
            yield Sides(
                Look(factor, level, name or _only(networks)),
                mine & (levels == level),
                mine & (levels != level),
            )


def _distinct(networks: np.ndarray) -> list[str]:
    return list(dict.fromkeys(networks.tolist()))


def _only(networks: list[str]) -> str:
    """The one network there is; empty for several, which are looked at together."""
    return networks[0] if len(networks) == 1 else ""


def verdicts(
    tracking: Tracking,
    query: Query | None = None,
    rules: Rules | None = None,
    opened: tuple[str, ...] = (),
    advance: Callable[[float], None] | None = None,
    usual: Sample | None = None,
) -> tuple[Verdict, ...]:
    """The answer to every question asked of the posts, all of them paying for each other. See `looks.examine`.

    `opened`: the factors asked beside those of every sheet, among `Rules.opened`. `usual`: the sample of the others
    alone, where it is known already.
    """
    rules = rules or verdict_rules()
    more = tuple(factor for factor in rules.opened if factor in opened)
    found = (
        usual
        if usual is not None and not more
        else sample(tracking, query or Query(), (*rules.factors, *more))
    )
    if not len(found.outcome):
        return ()
    families = looks(found)
    answers = examine(found.outcome, found.week, families, rules, advance)
    sides = (side for family in families for side in family.sides)
    return tuple(_verdict(found, answer, side) for answer, side in zip(answers, sides, strict=True))


def _verdict(found: Sample, answer: Finding, side: Sides) -> Verdict:
    where = answer.look.network
    both = side.level | side.rest
    usual = None
    if where and found.rate is not None and side.level.any() and side.rest.any():
        usual = float(np.median(found.rate[side.level])), float(np.median(found.rate[side.rest]))
    first, last = NONE, NONE
    if found.day is not None and both.any():
        first, last = int(found.day[both].min()), int(found.day[both].max())
    return Verdict(answer, _metric(found, where), usual, first, last)


def _metric(found: Sample, network: str) -> str:
    names = sorted(set(found.metric.values())) if not network else [found.metric[network]]
    return "+".join(names)
