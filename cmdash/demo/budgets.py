"""The budgets an agency agreed with its clients, month by month, beside what its ads reports spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cmdash.demo.ads import Line
from cmdash.demo.sheets import Cell

HEADER = ("Month", "Client", "Network", "Planned budget (EUR)", "Spend (EUR)")
AGREED = 50  # budgets are agreed in steps of this many euros


def rows(lines: Iterable[Line]) -> list[Sequence[Cell]]:
    """A row per month and client that advertised: the spend of its lines, and the budget agreed at the step above the
    yearly mean, so that some months run over."""
    spent: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        spent[f"{line.start:%Y-%m}", line.account] += line.spend
    found: list[Sequence[Cell]] = [HEADER]
    for (month, client), amount in sorted(spent.items()):
        own = [value for (_, other), value in spent.items() if other == client]
        agreed = AGREED * -(-sum(own) // (AGREED * len(own)))
        found.append([f"{month[5:]}/{month[:4]}", client, "Meta Ads", agreed, round(amount, 2)])
    return found
