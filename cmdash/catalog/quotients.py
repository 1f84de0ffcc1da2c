"""What a figure is made of where its parts stand beside it: the arithmetic that a cell of a workbook does anew."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from cmdash.catalog.kpis import Kpi, kpis
from cmdash.catalog.loader import CatalogError, check, read
from cmdash.catalog.measures import measures

TOTAL = "total"  # total(a, b): the sum of the column a, over the rows that have b too
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Name, ast.Load, ast.Constant, ast.Call,
)  # fmt: skip


@cache
def quotients() -> Mapping[str, tuple[ast.expr, ...]]:
    """The ways to compute each figure from what stands beside it, by its id, in the order they are tried.

    A KPI that is a sum or a quotient of sums has its ways from its own declaration. Raises `CatalogError` for an
    unknown key and for what is no arithmetic.
    """
    return quotients_from(read("quotients"))


def quotients_from(entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, tuple[ast.expr, ...]]:
    """The ways of a catalog file's entries, and those that the KPIs declare."""
    texts = {name: _ways(kpi) for name, kpi in kpis().items()}
    for name, entry in entries.items():
        check(f"quotients.toml [{name}]", entry, ("ways",))
        texts[name] = (*entry["ways"], *texts.get(name, ()))
    return MappingProxyType(
        {name: tuple(_parsed(name, way) for way in ways) for name, ways in texts.items() if ways}
    )


def _parsed(name: str, way: str) -> ast.expr:
    try:
        found = ast.parse(way, mode="eval")
    except SyntaxError as error:
        raise CatalogError(f"quotients.toml [{name}]: no arithmetic ({way})") from error
    for node in ast.walk(found):
        called = isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name)
            and node.func.id == TOTAL
            and node.args
            and all(isinstance(arg, ast.Name) for arg in node.args)
        )
        if called or not isinstance(node, _ALLOWED):
            raise CatalogError(f"quotients.toml [{name}]: no arithmetic ({way})")
    return found.body


def _ways(kpi: Kpi) -> tuple[str, ...]:
    """A sum is that of its column; a quotient that of its two figures, or of two sums on the rows that have both."""
    if kpi.kind in ("sum", "count"):
        return (f"{TOTAL}({kpi.id})",)
    if kpi.kind not in ("ratio", "product") or len(kpi.numerators) != 1 or len(kpi.denominators) != 1:
        return ()
    over, under = _terms(kpi.numerators[0]), _terms(kpi.denominators[0])
    names = [*over, *(name for name in under if name not in over)]
    if not all(name.isidentifier() for name in names):
        return ()

    def summed(terms: Mapping[str, float]) -> dict[str, float]:
        return {
            f"{TOTAL}({', '.join((name, *(one for one in names if one != name)))})": weight
            for name, weight in terms.items()
        }

    whole = (_sum(over), _sum(under)), (_sum(summed(over)), _sum(summed(under)))
    alone = [f"{_sum({f'{TOTAL}({n})': w for n, w in over.items()})} / {_sum({f'{TOTAL}({n})': w for n, w in under.items()})}"]  # fmt: skip
    return (*(f"{top} / {bottom}" for top, bottom in whole), *(alone if kpi.kind == "product" else ()))


def _terms(name: str) -> Mapping[str, float]:
    """A measure as the figures it adds up, each with its weight."""
    measure = measures()[name]
    return measure.terms if measure.kind == "all" else {name: 1}


def _sum(terms: Mapping[str, float]) -> str:
    text = ""
    for name, weight in terms.items():
        times = f"{abs(weight):g} * {name}" if abs(weight) != 1 else name
        text += (" - " if weight < 0 else " + " if text else "") + times
    return f"({text})" if len(terms) > 1 else text
