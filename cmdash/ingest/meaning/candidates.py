"""The kinds a table could be, and what the rows of each must show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cmdash.catalog import kinds
from cmdash.ingest.meaning.heard import is_heard
from cmdash.ingest.meaning.social import REACTIONS, shows_a_network, social_enough
from cmdash.ingest.typing import dates
from cmdash.model import ColumnMatch, RawTable, TableKind

FIRM = 0.6
ACCOUNT_ONLY = frozenset(kinds()["account"].figures) - frozenset(kinds()["posts"].fields)
BESIDE_POSTS = frozenset(kinds()["posts"].beside)
SOCIAL = frozenset(
    {"likes", "comments", "shares", "saves", "reach", "impressions", "views", "followers", "link_clicks"}
)


@dataclass(frozen=True)
class Candidate:
    """A kind a table could be, with the columns it would take and the reason where it cannot be."""

    kind: TableKind
    columns: tuple[ColumnMatch, ...]
    reason: str = ""

    def has(self, *names: str) -> set[str]:
        return {m.field for m in self.columns if m.field in names and m.confidence >= FIRM}

    @property
    def figures(self) -> set[str]:
        return self.has(*kinds()[self.kind].figures)


def known(candidate: Candidate) -> set[str]:
    """The fields a candidate would firmly take."""
    return {m.field for m in candidate.columns if m.field and m.confidence >= FIRM}


def could_be(kind: str, options: dict[str, Candidate], table: RawTable) -> bool:
    """Whether a table is of a kind by the columns that each kind would take (`options`)."""
    me = options[kind]
    if kind == "goals":
        return {"kpi", "target"} <= {m.field for m in me.columns if m.confidence >= 0.85}
    if kind == "mentions":
        beside = [match for other in ("posts", "account", "calendar") for match in options[other].columns]
        return is_heard(me.columns, beside, table)
    if kind == "campaigns":
        sure = {m.field for m in me.columns if m.confidence >= 0.85}
        return (
            "campaign" in sure
            and bool(me.has("spend", "conversions", "clicks", "viewable_impressions"))
            and not options["posts"].has("post_id", "url", "text", "format", *REACTIONS)
        )
    if kind == "posts":
        return _is_posts(me, options["account"], table)
    if kind == "account":
        shown = shows_a_network(known(me), me.columns, table)
        return bool(me.has("date")) and social_enough(me.figures, shown)
    identity = me.has("text", "theme", "format", "status", "owner")
    return (
        bool(me.has("date"))
        and bool(me.has("network", "text"))
        and bool(identity)
        and not options["posts"].figures
    )


def _is_posts(posts: Candidate, account: Candidate, table: RawTable) -> bool:
    """A row is one publication when it has an id, a link, a text or a format; a date alone must be irregular."""
    if not posts.figures:
        return False
    firm_identity = posts.has("post_id", "url")
    identity = posts.has("post_id", "url", "text", "format")
    account_only = account.has(*ACCOUNT_ONLY - BESIDE_POSTS)
    if (
        account_only
        and not firm_identity
        and (len(account_only) >= 2 or not posts.has(*REACTIONS) or not identity)
    ):
        return False
    if not (posts.has(*SOCIAL) or posts.has("network")):
        return False
    if identity:
        return bool(firm_identity) or len(posts.figures) >= 2 or bool(posts.has("network", "date"))
    if account.has("followers", *ACCOUNT_ONLY) or not posts.has("date"):
        return False
    acts = posts.has(*REACTIONS)
    told = len(acts) >= 2 or bool(acts and posts.has("theme"))  # `Date | Réseau | Thème | Likes | Portée`
    return told and (_of_several_themes(posts, table) or not _one_row_a_period(posts, table))


def _of_several_themes(candidate: Candidate, table: RawTable) -> bool:
    """Whether nearly every row has a theme, of several: what a publication has, and no day of an account."""
    match = next((m for m in candidate.columns if m.field == "theme" and m.confidence >= FIRM), None)
    cells = [str(cell or "").strip() for cell in table.columns[match.index].to_pylist()] if match else []
    said = [cell for cell in cells if cell]
    return len(said) >= 0.8 * len(cells) and len(set(said)) > 1


def _one_row_a_period(candidate: Candidate, table: RawTable) -> bool:
    """Whether every date (of one network) stands once and the dates follow each other at one step."""
    date = next(m for m in candidate.columns if m.field == "date")
    network = next((m for m in candidate.columns if m.field == "network"), None)
    column = table.columns[date.index]
    if network is None:
        keys = column.to_pylist()
    else:
        keys = list(zip(column.to_pylist(), table.columns[network.index].to_pylist(), strict=True))
    if len(set(keys)) < 0.98 * len(keys):
        return False
    days = np.unique(dates.convert(column, dates.decide(column)).values.astype("datetime64[D]"))
    steps = np.diff(days[~np.isnat(days)]).astype(int)
    return bool(len(steps)) and (steps <= np.median(steps) * 1.2).mean() > 0.85
