"""Accounts told by the folders of an archive: an agency keeps one folder for each client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cmdash.catalog import normalise
from cmdash.ingest.canonical.conversion import Converted
from cmdash.model import Answer, Finding


def name_accounts(tables: Sequence[Converted | None], folders: Sequence[str]) -> list[Converted | None]:
    """The tables with their account named by the client's folder, where the drop has at least two such folders.

    The folder wins over the names the networks use (a page's name here, a handle there), which are kept beside as an
    extra; but only where no network of the folder has two accounts, since those must stay apart.
    """
    clients = _clients(folders)
    if len(set(filter(None, clients))) < 2:
        return list(tables)
    mixed = {client for client in set(clients) if client and _has_two_accounts(client, tables, clients)}
    return [
        _named(table, client) if table and client and client not in mixed else table
        for table, client in zip(tables, clients, strict=True)
    ]


def take_sides(
    tables: Sequence[Converted | None], answers: Sequence[Answer]
) -> tuple[list[Converted | None], tuple[Finding, ...]]:
    """The tables with own or peer as a person said it account by account; the last said wins, and wins over a file's.

    Accounts are compared without accents, capitals and `@`. An account that no table has is told, since a slip of the
    pen would leave a peer among the own totals.
    """
    sides = {account_key(a.account): a.value for a in answers if a.key == "side" and a.account is not None}
    if not sides:
        return list(tables), ()
    met: set[str] = set()
    taken: list[Converted | None] = []
    for table in tables:
        if table is None or "side" not in table.frame or "account" not in table.frame:
            taken.append(table)
            continue
        keys = table.frame["account"].map(account_key, na_action="ignore")
        met |= set(keys.dropna().unique())
        told = keys.map(sides)
        frame = table.frame.assign(side=told.where(told.notna(), table.frame["side"]).astype("str"))
        taken.append(replace(table, frame=frame) if told.notna().any() else table)
    named = {account_key(a.account): a.account for a in answers if a.key == "side" and a.account is not None}
    strange = (named[key] for key in sides if key not in met)
    return taken, tuple(Finding("account-not-met", "info", "", params={"account": name}) for name in strange)


def account_key(name: str) -> str:
    """The form in which two ways to write an account are equal."""
    return normalise(name).lstrip("@").strip()


def _clients(folders: Sequence[str]) -> list[str]:
    """The first level of folders at which the files part ways, for each file."""
    paths = [tuple(filter(None, folder.split("/"))) for folder in folders]
    inside = [path for path in paths if path]
    depth = 0
    while inside and all(len(path) > depth for path in inside) and len({path[depth] for path in inside}) == 1:
        depth += 1
    return [path[depth] if len(path) > depth else "" for path in paths]


def _has_two_accounts(client: str, tables: Sequence[Converted | None], clients: Sequence[str]) -> bool:
    seen: dict[tuple[str, str], set[str]] = {}
    for table, owner in zip(tables, clients, strict=True):
        if table is None or owner != client or "account" not in table.frame:
            continue
        pairs = table.frame[["network", "account"]].dropna(subset=["account"]).drop_duplicates()
        for network, account in pairs.itertuples(index=False):
            seen.setdefault((table.kind, str(network)), set()).add(str(account))
    return any(len(accounts) > 1 for accounts in seen.values())


def _named(table: Converted, client: str) -> Converted:
    if "account" not in table.frame or not len(table.frame):
        return table
    frame, extras = table.frame.copy(), table.extras
    source = next((column.source for column in table.columns if column.field == "account"), None)
    if source and frame["account"].notna().any():
        extras = extras.assign(**{source: frame["account"]})
    frame["account"] = pd.Series(client, index=frame.index, dtype="str")
    first = frame.iloc[0]
    told = Finding(
        "account-from-folder",
        "info",
        str(first["file"]),
        None if pd.isna(first["sheet"]) else str(first["sheet"]),
        params={"account": client},
    )
    return replace(table, frame=frame, extras=extras, findings=(*table.findings, told))
