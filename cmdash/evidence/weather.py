"""What posts of a time share, whatever they are: the season around them and the luck of their week; and how to be free
of it.

A post is the level of its stratum, a season (the nearer two weeks, the more alike), what its account's quarter has of
its own, the luck of its week, and its own. How large the shared parts are beside a post's own is weighed by their
likelihood (restricted: Patterson and Thompson 1971). Whatever is compared is then freed of them by generalised least
squares, after which each post counts as one drawn by itself: neither a theme that ran in good weeks, nor a day of many,
is taken for more.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_REACH = 12.0  # weeks over which a season falls to about a third of its likeness
# Variances weighed, beside that of a post's own: of the season of all, of a quarter of an account, of the luck of a week.
_SEASON = (0.0, 0.15, 0.5, 1.2)
_QUARTER = (0.0, 0.1, 0.3)
_LUCK = (0.0, 0.1, 0.2, 0.35)
_SEASONED = 12  # posts from which the quarter of an account has something of its own
_QUARTERS = 240  # of them at most: those of most posts
_WEEKS = 160  # told apart at most: beyond, several weeks are taken as one
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Weather:
    """What the posts share, ready to be taken off any column of numbers, a row a post.

    `axes` are orthonormal columns of all that can be shared, `turn` takes off them what is; `strata` those of the strata,
    freed as well. `left`: by how much of its own each post still moves when all levels are known (1: wholly; 0: the only
    one of its stratum). `shares`: the variance of the season, of an account's quarter and of the luck of a week, where
    that of a post's own is 1.
    """

    axes: Floats
    turn: Floats
    strata: Floats
    left: Floats
    shares: tuple[float, ...]

    def freed(self, columns: Floats) -> Floats:
        """The columns without the levels of the strata and without what the posts share."""
        turned = _turned(columns, self.axes, self.turn)
        found: Floats = turned - self.strata @ (self.strata.T @ turned)
        return found


@dataclass(frozen=True, eq=False)
class _Case:
    """A choice of the variances: how wide what is shared then spreads (half the logarithm of a determinant), and the
    products of the columns, freed of it."""

    shares: tuple[float, ...]
    spread: float
    products: Floats


def weather(outcome: Floats, strata: Sequence[Ints], season: Ints, week: Ints) -> tuple[Weather, ...]:
    """What the outcomes of these posts share, for each way to part them into strata: most of the work is the same for
    all. `season` numbers accounts and quarters; `week` the weeks, one more each."""
    axes, kinds = _shared(season, week)
    levels = [_columns(stratum, np.unique(stratum)) for stratum in strata]
    columns = np.column_stack([*levels, outcome])
    cases = _cases(columns, axes, kinds)
    owner = np.repeat(np.arange(len(levels)), [own.shape[1] for own in levels])
    found = []
    for at, own in enumerate(levels):
        shares = _shares(cases, [*np.flatnonzero(owner == at), -1], len(outcome))
        found.append(_weather(own, axes, kinds, shares))
    return tuple(found)


def _weather(levels: Floats, axes: Floats, kinds: list[Floats], shares: tuple[float, ...]) -> Weather:
    values, bases = np.linalg.eigh(_likeness(shares, kinds))
    turn = (bases * (1 / np.sqrt(values) - 1)) @ bases.T
    strata = np.linalg.qr(_turned(levels, axes, turn))[0]
    left = np.maximum(1 - (strata**2).sum(axis=1), 0.0)
    return Weather(axes, turn, strata, np.where(left > _TINY, left, 0.0), shares)


def _turned(columns: Floats, axes: Floats, turn: Floats) -> Floats:
    found: Floats = columns + axes @ (turn @ (axes.T @ columns))
    return found


def _columns(numbers: Ints, kept: Ints) -> Floats:
    """A column for each number kept: 1 for its posts, 0 for the others."""
    found: Floats = (numbers[:, None] == kept[None, :]).astype(np.float64)
    return found


def _shared(season: Ints, week: Ints) -> tuple[Floats, list[Floats]]:
    """The axes of what can be shared, and on them the covariance of each part: season, quarter of an account, luck."""
    span = int(week.max() - week.min()) + 1
    near = (week - week.min()) // max(1, -(-span // _WEEKS)) if len(np.unique(week)) > _WEEKS else week
    weeks, first = np.unique(near, return_index=True)
    quarters, sizes = np.unique(season, return_counts=True)
    known = np.argsort(-sizes, kind="stable")[:_QUARTERS]
    quarters = quarters[np.sort(known[sizes[known] >= _SEASONED])]
    columns = np.hstack([_columns(near, weeks), _columns(season, quarters)])
    values, bases = np.linalg.eigh(columns.T @ columns)
    true = values > _TINY * values.max()  # all weeks of an account together are all its quarters
    root = np.sqrt(values[true])
    axes = columns @ (bases[:, true] / root)
    onto = root[:, None] * bases[:, true].T
    weekly, quarterly = onto[:, : len(weeks)], onto[:, len(weeks) :]
    apart = np.abs(week[first][:, None] - week[first][None, :])
    return axes, [weekly @ np.exp(-apart / _REACH) @ weekly.T, quarterly @ quarterly.T, weekly @ weekly.T]


def _likeness(shares: tuple[float, ...], kinds: list[Floats]) -> Floats:
    """The covariance on the axes, in units of a post's own variance."""
    found: Floats = np.eye(len(kinds[0]))
    for share, kind in zip(shares, kinds, strict=True):
        found = found + share * kind
    return found


def _cases(columns: Floats, axes: Floats, kinds: list[Floats]) -> list[_Case]:
    """Every choice of variances, the one of nothing shared first."""
    gathered = axes.T @ columns
    outside = columns.T @ columns - gathered.T @ gathered
    filled = np.eye(columns.shape[1]) * (1 + np.trace(gathered.T @ gathered))
    size, found = len(gathered), []
    for shares in itertools.product(_SEASON, _QUARTER, _LUCK):
        among = _likeness(shares, kinds)
        # The lower left of this factor is what solving with that of `among` makes of the columns; what fills the
        # lower right has no part in it.
        factor = np.linalg.cholesky(np.block([[among, gathered], [gathered.T, filled]]))
        solved = factor[size:, :size]
        spread = float(np.log(np.diag(factor)[:size]).sum())
        found.append(_Case(shares, spread, outside + solved @ solved.T))
    return found


def _shares(cases: list[_Case], mine: list[int], posts: int) -> tuple[float, ...]:
    """The variance of each shared part beside a post's own: the mean of those weighed, by their likelihood. `mine`: the
    columns of the levels, and last that of the outcome."""
    free = posts - len(mine) + 1
    tried = cases if free > 1 else cases[:1]
    told = np.empty(len(tried))
    for at, case in enumerate(tried):
        whole = case.products[np.ix_(mine, mine)]
        # The Cholesky factor of all ends in what the strata leave of the outcome.
        ends = np.diag(np.linalg.cholesky(whole + _TINY * np.trace(whole) * np.eye(len(whole))))
        told[at] = -case.spread - np.log(ends[:-1]).sum() - free * np.log(ends[-1])
    weights = np.exp(told - told.max())
    mean = weights / weights.sum() @ np.array([case.shares for case in tried])
    return tuple(float(share) for share in mean)
