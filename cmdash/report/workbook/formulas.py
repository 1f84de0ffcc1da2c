"""Live formulas of the workbook: a KPI of posts, written over the columns of the posts it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from cmdash.catalog import Kpi, kpis
from cmdash.model.views import Table
from cmdash.wording import network

LONGEST = 100  # letters of a name within a formula: its texts have 255 at most, the marks before its letters included
EXACT = 1e-9  # a formula that would show another figure than the report is not written


@dataclass(frozen=True)
class Posts:
    """Where the posts stand in the workbook: the name of their sheet and their table, from its second row on."""

    sheet: str
    table: Table
    language: str

    @property
    def places(self) -> Mapping[str, int]:
        return {column.id: at for at, column in enumerate(self.table.columns)}

    def range(self, name: str) -> str:
        """The cells of a column: `'Publications'!$K$2:$K$654`."""
        letters, last = xl_col_to_name(self.places[name]), len(self.table.rows) + 1
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!${letters}$2:${letters}${last}"

    def values(self, name: str) -> list[float | None]:
        at = self.places[name]
        return [cell if isinstance(cell := row[at], float) else None for row in self.table.rows]


def formula(name: str, value: float, posts: Posts | None, of: str = "") -> str | None:
    """The formula of a KPI over the posts, of one network where `of` names it; None where the posts of the sheet do not
    give exactly this value (it rests on accounts, on a choice of acts, on rows a formula cannot tell apart)."""
    kpi = kpis().get(name)
    if posts is None or kpi is None or "posts" not in kpi.tables or kpi.rows or not _has(posts, kpi):
        return None
    if len(of) > LONGEST:
        return None
    kept = _kept(posts, kpi, of)
    if kpi.kind == "count" and of:
        return _same(f"=COUNTIF({posts.range('network')},{_criterion('=', of)})", float(sum(kept)), value)
    if kpi.kind == "count":
        return _same(f"=ROWS({posts.range(posts.table.columns[0].id)})", float(len(posts.table.rows)), value)
    if kpi.kind == "sum":
        return _same(*_sum(posts, kpi.numerators[0], kept, kpi, of), value)
    if kpi.kind == "ratio" and len(kpi.numerators) == 1 and len(kpi.denominators) == 1:
        return _same(*_ratio(posts, kpi, kept, of), value)
    return None


def _has(posts: Posts, kpi: Kpi) -> bool:
    wanted = {*kpi.numerators, *kpi.denominators, *(("network",) if kpi.exclude else ())}
    return wanted <= set(posts.places)


def _same(text: str, found: float, value: float) -> str | None:
    return text if math.isclose(found, value, rel_tol=EXACT) else None


def _kept(posts: Posts, kpi: Kpi, of: str) -> list[bool]:
    """Which rows enter, by their network; a spreadsheet tells no capital from a small letter."""
    if "network" not in posts.places:
        return [True] * len(posts.table.rows)
    left_out = {network(name, posts.language).casefold() for name in kpi.exclude}
    at, wanted = posts.places["network"], of.casefold()
    names = [str(row[at] or "").casefold() for row in posts.table.rows]
    return [(not wanted or name == wanted) and name not in left_out for name in names]


def _sum(posts: Posts, name: str, kept: Sequence[bool], kpi: Kpi, of: str) -> tuple[str, float]:
    found = math.fsum(v for v, keep in zip(posts.values(name), kept, strict=True) if keep and v is not None)
    wanted = [("<>", network(one, posts.language)) for one in kpi.exclude] + ([("=", of)] if of else [])
    conditions = [f"{posts.range('network')},{_criterion(sign, text)}" for sign, text in wanted]
    if not conditions:
        return f"=SUM({posts.range(name)})", found
    return f"=SUMIFS({posts.range(name)},{','.join(conditions)})", found


def _ratio(posts: Posts, kpi: Kpi, kept: Sequence[bool], of: str) -> tuple[str, float]:
    """Sum over sum on the rows that have both, as the KPI is declared."""
    over, under = kpi.numerators[0], kpi.denominators[0]
    both = [
        (n, d)
        for n, d, keep in zip(posts.values(over), posts.values(under), kept, strict=True)
        if keep and n is not None and d is not None and d > 0
    ]
    top, bottom = math.fsum(n for n, _ in both), math.fsum(d for _, d in both)
    rows = [f"ISNUMBER({posts.range(over)})", f"({posts.range(under)}>0)"]
    rows += [f"({posts.range('network')}<>{_quoted(network(one, posts.language))})" for one in kpi.exclude]
    if of:
        rows.append(f"({posts.range('network')}={_quoted(of)})")
    where = "*".join(rows)
    text = f"=SUMPRODUCT({where}*{posts.range(over)})/SUMPRODUCT({where}*{posts.range(under)})"
    return text, top / bottom if bottom else math.nan


def _quoted(text: str) -> str:
    """A text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


def _criterion(sign: str, text: str) -> str:
    """A criterion that a text is or is not just that: a wildcard within it stands for itself."""
    return _quoted(sign + text.replace("~", "~~").replace("*", "~*").replace("?", "~?"))
