"""Accounts side by side, in words: volume, rate, and what an account's size lets expect of a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmdash import kpi
from cmdash.catalog import kpis, size_rules
from cmdash.evidence.sizes import Expectation, expectations
from cmdash.kpi import AccountFigures
from cmdash.model.page_views import AccountRow, AccountsOfNetwork, SideBySide
from cmdash.model.views import Column
from cmdash.story import counting
from cmdash.story.asked import Asked
from cmdash.story.changes import FEW
from cmdash.story.figures import RATES
from cmdash.story.words import listed, percent, say, written
from cmdash.wording import decimal, integer, message, network

COLUMNS = {"posts": "count", "followers": "people", "per_post": "per_post", "rate": "ratio", "expected": "per_post"}  # fmt: skip


def side_by_side(asked: Asked, rates: Mapping[str, str], order: Sequence[str]) -> SideBySide | None:
    """The networks with several accounts; None where each has one."""
    found = kpi.side_by_side(asked.tracking, asked.query, RATES)
    tables = tuple(
        _table(asked, name, found[name], rates.get(name, ""))
        for name in [*(n for n in order if n in found), *(n for n in found if n not in order)]
    )
    if not tables:
        return None
    return SideBySide(tables, tuple(_notes(asked, tables)))


def _table(asked: Asked, name: str, accounts: Sequence[AccountFigures], rate: str) -> AccountsOfNetwork:
    language = asked.language
    ranked = sorted(accounts, key=lambda one: (one.side != "own", -(one.per_post or -1.0), one.account))
    expected = _expected(ranked)
    wanted = _rate(ranked, rate)
    rows = tuple(_row(one, expected.get(one.account, None), wanted, language) for one in ranked)
    filled = {at for row in rows for at, (value, _) in enumerate(row.cells) if value}
    columns = tuple(
        Column(column, message(language, f"accounts.{column}"), unit, _help(column, language))
        for at, (column, unit) in enumerate(COLUMNS.items())
        if at in filled
    )
    kept = tuple(
        AccountRow(row.label, tuple(cell for at, cell in enumerate(row.cells) if at in filled))
        for row in rows
    )
    return AccountsOfNetwork(
        name,
        network(name, language),
        columns,
        kept,
        _said(ranked, expected, language),
        sum(map(_fits, ranked)),
        bool(expected),
    )


def _rate(accounts: Sequence[AccountFigures], rate: str) -> str:
    """One rate for all: the network's own where every account with a rate has it, else the best covered."""
    having = [one for one in accounts if one.rates]
    first = [rate] if rate else []
    names = [*first, *(name for name in RATES if name != rate)]
    return max(names, key=lambda name: (sum(name in one.rates for one in having), -names.index(name)))


def _expected(accounts: Sequence[AccountFigures]) -> dict[str, Expectation]:
    """What each account's size lets expect; empty where too few can be compared."""
    fit = [one for one in accounts if _fits(one)]
    sizes = [one.followers or 0.0 for one in fit]
    made = expectations(sizes, [_level(one) for one in fit])
    return {} if made is None else dict(zip([one.account for one in fit], made, strict=True))


def _fits(one: AccountFigures) -> bool:
    return one.acts is not None and (one.followers or 0.0) > 0 and one.known >= size_rules().posts


def _level(one: AccountFigures) -> float:
    """Interactions per post, half of one more in all: none at all has no logarithm."""
    return ((one.acts or 0.0) + 0.5) / one.known


def _row(one: AccountFigures, expected: Expectation | None, rate: str, language: str) -> AccountRow:
    peer = one.side == "peer"
    label = message(language, "accounts.peer", account=one.account) if peer else one.account
    per_post = one.per_post
    value, n = one.rates.get(rate, (None, 0))
    few = (
        message(language, "accounts.few", count=one.known) if per_post is not None and one.known < FEW else ""
    )
    return AccountRow(
        label,
        (
            (integer(one.posts, language), ""),
            (integer(one.followers, language) if one.followers else "", ""),
            (_mean(per_post, language) if per_post is not None else "", few),
            (
                written(value, "ratio", language) if value is not None else "",
                say(language, f"over.{kpis()[rate].denominators[0]}") if n else "",
            ),
            _outlook(one, expected, language),
        ),
    )


def _outlook(one: AccountFigures, expected: Expectation | None, language: str) -> tuple[str, str]:
    if expected is None:
        return "", ""
    if expected.place(_level(one)) == "unsure":
        return _mean(expected.value, language), message(language, "accounts.place.unsure")
    low, high = _mean(expected.low, language), _mean(expected.high, language)
    span = message(language, "accounts.span", low=low, high=high)
    place = message(language, f"accounts.place.{expected.place(_level(one))}")
    return _mean(expected.value, language), message(language, "accounts.under", place=place, span=span)


def _mean(value: float, language: str) -> str:
    return integer(value, language) if value >= 99.5 else decimal(value, language, 1)


def _said(accounts: Sequence[AccountFigures], expected: Mapping[str, Expectation], language: str) -> str:
    """Who does more or less than its size lets expect; empty where too few accounts can tell."""
    fit = [one for one in accounts if _fits(one)]
    if not expected:
        return ""
    places = {one.account: expected[one.account].place(_level(one)) for one in fit}
    clauses = [
        message(language, f"accounts.{place}", accounts=listed(names, language))
        for place in ("above", "below")
        if (names := [name for name, found in places.items() if found == place])
    ]
    if clauses or "unsure" in places.values():
        return message(language, "accounts.join").join(clauses)
    return message(language, "accounts.all_within")


def _notes(asked: Asked, tables: Sequence[AccountsOfNetwork]) -> list[str]:
    language, chosen = asked.language, asked.query.counting
    acts = counting.acts_words(chosen, language)
    notes = [message(language, "accounts.formula", acts=acts)]
    if any(table.expected for table in tables):
        sure = percent(size_rules().interval, language, 0)
        notes.append(message(language, "accounts.method", sure=sure))
    few = [table for table in tables if not table.expected]
    if few:
        rules = size_rules()
        here = [message(language, "accounts.here", network=table.label, count=table.fit) for table in few]
        words = {"least": rules.accounts, "posts": rules.posts, "here": ", ".join(here)}
        notes.append(message(language, "accounts.too_few", **words))
    if asked.query.accounts:
        notes.append(message(language, "accounts.all"))
    return notes


def _help(column: str, language: str) -> str:
    return message(language, "accounts.expected_help") if column == "expected" else ""
