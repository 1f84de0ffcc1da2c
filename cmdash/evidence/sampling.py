"""The posts a verdict rests on: organic, settled, no stories, each with what it is compared by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cmdash import kpi
from cmdash.catalog.verdicts import Rules, verdict_rules
from cmdash.evidence.looks import Bools, Family, Finding, Floats, Ints, Look, Sides, examine
from cmdash.kpi.days import NONE
from cmdash.kpi.tables import Table
from cmdash.model import Query, Tracking

DENOMINATORS = ("reach", "impressions", "views", "followers_of_post")
ENOUGH = 0.8  # share of a network's posts that must have a denominator for it to be the network's
_FEW = (
    5  # posts of a network and format below which they share a stratum with the network's other small formats
)
_METRICS = {"followers_of_post": "er_followers", "": "interactions"}


@dataclass(frozen=True, eq=False)
class Sample:
    """The posts that enter, by arrays of equal length.

    `account` numbers network and account, `stratum` those with the format, `season` those with the quarter. `metric`: network -> the KPI whose
    logarithm is compared.
    """

    outcome: Floats
    account: Ints
    stratum: Ints
    season: Ints
    week: Ints
    network: np.ndarray
    levels: dict[str, np.ndarray]
    metric: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """A finding with the KPI it is about; several networks may be measured by several."""

    finding: Finding
    metric: str


def sample(tracking: Tracking, query: Query, factors: tuple[str, ...]) -> Sample:
    """The posts of a question that may be compared.

    Left out: what is boosted or says so in part, stories, posts without a date or an interaction figure, and those
    less than seven days old on the data's last day. A rate is over the first denominator that 80 % of the posts of a
    network have, else the interactions alone count.
    """
    prepared = kpi.prepare(tracking)
    table = prepared.table("posts", query.actions)
    last = prepared.today
    keep = table.rows(query, last) & (table.first != NONE)
    keep &= ~np.isin(_texts(table, "paid"), ["paid", "mixed"]) & (_texts(table, "format") != "story")
    if last is not None:
        keep &= ~table.young(last)
    acts = table.measure("interactions")
    keep &= ~np.isnan(acts)
    network = _texts(table, "network")
    below, metric = _denominators(table, keep, network)
    keep &= ~np.isnan(below)
    outcome = np.log((acts[keep] + 0.5) / (below[keep] + 1))
    wide, narrow = _strata(network[keep], _texts(table, "account")[keep], _texts(table, "format")[keep])
    quarter = np.asarray(table.codes("quarter"))[keep]
    return Sample(
        outcome,
        wide,
        narrow,
        wide * (quarter.max(initial=0) + 1) + quarter,
        np.asarray(table.codes("week"))[keep],
        network[keep],
        {factor: _texts(table, factor)[keep] for factor in factors if table.has_key(factor)},
        metric,
    )


def _texts(table: Table, key: str) -> np.ndarray:
    """A key's value on each row, empty where unknown."""
    if not table.has_key(key):
        return np.full(table.size, "", object)
    codes = table.codes(key)
    numbers, place = np.unique(codes, return_inverse=True)
    names = np.array([table.label(key, int(code)) or "" for code in numbers], object)
    found: np.ndarray = names[place] if len(names) else np.full(table.size, "", object)
    return found


def _denominators(table: Table, keep: Bools, network: np.ndarray) -> tuple[Floats, dict[str, str]]:
    """What each post's interactions are over (0 for nothing, which leaves them as they are), and the KPI of it."""
    below = np.zeros(table.size)
    metric = {}
    for name in dict.fromkeys(network[keep].tolist()):
        mine = keep & (network == name)
        for measure in DENOMINATORS:
            values = table.measure(measure)
            if (np.nan_to_num(values[mine]) > 0).mean() >= ENOUGH:
                below[mine] = np.where(np.nan_to_num(values[mine]) > 0, values[mine], np.nan)
                metric[name] = _METRICS.get(measure, f"er_{measure}")
                break
        else:
            metric[name] = _METRICS[""]
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

    Every look costs the others: a small network is not looked at by itself.

    A format is compared beside the other formats of its account, everything else beside posts of its format.
    """
    sides = {factor: tuple(_sides(found, factor, levels)) for factor, levels in found.levels.items()}
    formats = sides.pop("format", ())
    others = tuple(side for group in sides.values() for side in group)
    return Family(found.stratum, found.season, others), Family(found.account, found.season, formats)


def _sides(found: Sample, factor: str, levels: np.ndarray) -> Iterator[Sides]:
    networks = list(dict.fromkeys(found.network.tolist()))
    known = levels != ""
    large = [name for name in networks if (found.network == name).sum() >= verdict_rules().alone]
    for name in ["", *(large if len(networks) > 1 else ())]:
        mine = known & (found.network == name) if name else known
        present = sorted(set(levels[mine].tolist()))
        for level in present if len(present) > 1 else ():
            yield Sides(
                Look(factor, level, name or _only(networks)),
                mine & (levels == level),
                mine & (levels != level),
            )


def _only(networks: list[str]) -> str:
    """The one network there is; empty for several, which are looked at together."""
    return networks[0] if len(networks) == 1 else ""


def verdicts(
    tracking: Tracking, query: Query | None = None, rules: Rules | None = None
) -> tuple[Verdict, ...]:
    """The answer to every question asked of the posts, all of them paying for each other. See `looks.examine`."""
    rules = rules or verdict_rules()
    found = sample(tracking, query or Query(), rules.factors)
    if not len(found.outcome):
        return ()
    answers = examine(found.outcome, found.week, looks(found), rules)
    return tuple(Verdict(answer, _metric(found, answer.look.network)) for answer in answers)


def _metric(found: Sample, network: str) -> str:
    names = sorted(set(found.metric.values())) if not network else [found.metric[network]]
    return "+".join(names)
