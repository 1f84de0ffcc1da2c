"""cmdash: honest figures from the tracking sheets of community managers.

    tracking = cmdash.read("juin.xlsx", "reach.csv")
    cmdash.kpis(tracking, by=["network", "month"])
    cmdash.report(tracking, "bilan.pdf", lang="fr")

What the calls need is imported on first use, so that `import cmdash` costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

# Before numpy is loaded. The matrices here have some hundreds of rows: shared out among threads they cost ten times
# the processor time on a busy host, each thread waiting for the others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    import datetime as dt
    from os import PathLike

    import pandas as pd

    from cmdash.calls import Table
    from cmdash.model import Query, Tracking

__all__ = ["kpis", "read", "report", "tables"]


def __getattr__(name: str) -> object:
    """`cmdash.report` is a room of the house and a call: the room answers when it is called."""
    if name == "report":
        from importlib import import_module

        return import_module("cmdash.report")
    raise AttributeError(f"module 'cmdash' has no attribute '{name}'")


def read(*paths: str | PathLike[str], settings: Iterable[str] = (), today: dt.date | None = None) -> Tracking:
    """Read tracking sheets and exports (any format the app takes, a zip of them too) into canonical tables.

    The answer has the frames `.posts`, `.account`, `.campaigns`, `.calendar`, `.goals`, `.mentions` and the `.ledger`. A `.cmdash`
    file among the paths brings its answers; `settings` are written as on the command line
    (`"reach.csv:network=facebook"`) and win over it. A file that is there and cannot be opened does not stop the
    others: `.ledger.files` says why. Raises `OSError` for a path that cannot be read, `ValueError` for a bad setting.
    """
    from cmdash.calls import read

    return read(paths, settings, today)


def tables(*paths: str | PathLike[str]) -> list[Table]:
    """The untyped tables found in the files, in order; each has `.sheet`, `.range`, `.header` and `.rows`.

    `.header` is a list of text, or None where the table has none; `.rows` are lists of text, unchanged. Raises
    `OSError` for a path that cannot be read and `ValueError`, with the reason, for a file that cannot be opened.
    """
    from cmdash.calls import tables

    return tables(paths)


def kpis(
    tracking: Tracking,
    by: Iterable[str] = (),
    kpis: Iterable[str] | None = None,
    query: Query | None = None,
    today: dt.date | None = None,
) -> pd.DataFrame:
    """The KPIs of a tracking: a row per group, kind and KPI, with the keys, `kind`, `kpi`, `value`, `unit`, `n`, `of`, `why`.

    `by` names the group keys (network, account, format, theme, campaign, paid, weekday, slot, day, week, month,
    quarter, year); `kpis` the ids wanted, all when None; `query` the period and the filters. A value that cannot be
    computed is missing, with its reason in `why`. Raises `ValueError` for an unknown key or KPI.
    """
    from cmdash.calls import kpis as compute

    return compute(tracking, by, kpis, query, today)
