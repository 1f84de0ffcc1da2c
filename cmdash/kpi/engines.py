"""The same declarations over any frame narwhals knows: pandas, polars, DuckDB, Spark, where one machine is too small.

The rows stay in their engine; only the sums of the groups come back. On Spark exclude the optimizer's rule
`CollapseProject` (see `benchmarks/spark.py`): the plan then takes half a minute, else many. What follows accounts
from day to day (stocks, their means, goals) and flows of several spans need the prepared tables of `compute`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cmdash.catalog import CatalogError, Kpi, check, fields_of, kinds, measures
from cmdash.catalog import kpis as declared_kpis
from cmdash.kpi.counting import counted
from cmdash.kpi.days import NONE, bounds, number
from cmdash.kpi.expressions import measure_layers
from cmdash.kpi.groups import Aggregate
from cmdash.kpi.recipes import ROW_KINDS, Recipe, Sums, layers, recipe
from cmdash.model import DECLARED, Counting

TEXTS = ("network", "account", "format", "theme", "campaign", "paid")
TRUNCATED: Mapping[str, tuple[str, str]] = {
    "day": ("1d", "%Y-%m-%d"),
    "month": ("1mo", "%Y-%m"),
    "quarter": ("1q", "%Y-%m"),
    "year": ("1y", "%Y"),
}
ENGINE_KEYS = (*TEXTS, *TRUNCATED)


def aggregate(
    frame: Any,
    by: Sequence[str] = (),
    kpis: Sequence[str] | None = None,
    kind: str = "posts",
    counting: Counting = DECLARED,
) -> pd.DataFrame:
    """The KPIs of a native frame by group: a column per key, then `kpi`, `value`, `n`, `of`; the catalog's order.

    `frame`: rows of one kind (`posts`, `campaigns`, `calendar`) with canonical columns, filtered by the caller; a
    column that is not there is missing throughout. Missing is null (NaN too in pandas). `by`: network, account,
    format, theme, campaign, paid, day, month, quarter, year. `followers_of_post` stands for the followers on the
    day where the frame has it, else `followers`. `value` is NaN where not computable or of several currencies,
    `n` then 0. Only KPIs that rows decide are answered. Raises `CatalogError` for an unknown key, kind or KPI.
    """
    check("by", by, ENGINE_KEYS)
    check("kind", [kind], kinds())
    catalog = declared_kpis()
    check("kpi", kpis or (), catalog)
    names = catalog if kpis is None else dict.fromkeys(kpis)
    wanted = [counted(catalog[name], counting) for name in names if kind in catalog[name].tables]
    if kpis is not None and any(catalog[name].kind not in ROW_KINDS for name in names):
        raise CatalogError("stocks, their means and goals are answered by `compute` alone")
    wanted = [kpi for kpi in wanted if kpi.kind in ROW_KINDS]
    recipes = {kpi.id: recipe(kpi) for kpi in wanted}
    made = _with_columns(_completed(nw.from_native(frame), kind), by, wanted, recipes, kind, counting)
    return _answers(_summed(made, tuple(by), wanted, recipes), tuple(by), wanted, recipes)


def _completed(frame: Any, kind: str) -> Any:
    """The frame with every canonical column the measures read, missing ones as null."""
    there = frame.collect_schema().names()
    texts = ("network", "total_stands_for", "currency", "format", *(m.missing for m in _words(kind)))
    numbers = [field.id for field in fields_of(kind) if field.numeric and field.id not in there]
    empty = {name: nw.lit(None, dtype=nw.Float64) for name in numbers}
    empty |= {name: nw.lit(None, dtype=nw.String) for name in texts if name not in there}
    frame = frame.with_columns(**empty) if empty else frame
    if "date" not in there:
        frame = frame.with_columns(date=nw.lit(None, dtype=nw.Datetime("us")))
    if "followers_of_post" not in there and kind == "posts":
        frame = frame.with_columns(followers_of_post=nw.col("followers"))
    return frame


def _words(kind: str) -> list[Any]:
    return [measure for measure in measures().values() if measure.kind == "words" and kind in measure.tables]


def _with_columns(
    frame: Any,
    by: Sequence[str],
    wanted: Sequence[Kpi],
    recipes: Mapping[str, Recipe],
    kind: str,
    counting: Counting,
) -> Any:
    """Keys first, then measures layer by layer, masks, and what is made of both."""
    day = nw.col("date")
    keys = {f"key {name}": nw.col(name) for name in by if name in TEXTS}
    keys |= {
        f"key {name}": day.dt.truncate(TRUNCATED[name][0]).dt.to_string("%Y-%m-%d")
        for name in by
        if name in TRUNCATED
    }
    story = nw.when(nw.col("format") == "story").then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    frame = frame.with_columns(**keys, week=_week(day), story=story)
    known = {name: nw.col(name).fill_null("") for name in ("network", "total_stands_for")}
    frame = frame.with_columns(**known)
    for layer in measure_layers([name for kpi in wanted for name in kpi.measures], kind, counting):
        frame = frame.with_columns(**layer) if layer else frame
    for layer in layers(recipes.values()):
        frame = frame.with_columns(**layer) if layer else frame
    made = {k: v for entry in recipes.values() for k, v in entry.parts_made.items()}
    for kpi in wanted:
        if kpi.money:
            made[_currency(kpi)] = nw.when(nw.col(recipes[kpi.id].rows[0].name)).then(nw.col("currency"))
    return frame.with_columns(**made) if made else frame


def _week(day: nw.Expr) -> nw.Expr:
    """The number of the week (Monday first) of a date, from its year, month and day: every engine has these.

    Days are numbered as astronomers do (a multiple of 7 is a Monday), the year beginning in March.
    """
    winter = nw.when(day.dt.month() <= 2).then(nw.lit(1)).otherwise(nw.lit(0))
    year, month = day.dt.year() + 4800 - winter, day.dt.month() + winter * 12 - 3
    leap = _whole(year, 4) - _whole(year, 100) + _whole(year, 400)
    number = day.dt.day() + _whole(month * 153 + 2, 5) + year * 365 + leap - 32045
    return _whole(number, 7).cast(nw.Float64)


def _whole(number: nw.Expr, by: int) -> nw.Expr:
    return (number - number % by) / by


def _currency(kpi: Kpi) -> str:
    return f"currency of {kpi.id}"


def _summed(
    frame: Any, by: tuple[str, ...], wanted: Sequence[Kpi], recipes: Mapping[str, Recipe]
) -> pd.DataFrame:
    """One group per set of keys, every aggregate a column `<column> <function>`."""
    aggregates: list[Aggregate] = [("len", ""), ("min", "date"), ("max", "date")]
    aggregates += [one for entry in recipes.values() for one in entry.sums]
    aggregates += [(f, _currency(kpi)) for kpi in wanted if kpi.money for f in ("min", "max")]
    expressions = [
        (nw.len() if function == "len" else getattr(nw.col(column), function)()).alias(f"{column} {function}")
        for function, column in dict.fromkeys(aggregates)
    ]
    keys = [f"key {name}" for name in by]
    found = (
        frame.group_by(*keys).agg(*expressions) if keys else frame.with_columns(one=nw.lit(1)).group_by("one").agg(*expressions)
    )  # fmt: skip
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    table: pd.DataFrame = found.to_pandas()
    for name in ("date min", "date max"):  # Spark gives its own zone to a clock that has none
        table[name] = pd.to_datetime(table[name]).dt.tz_localize(None)
    return table.sort_values(keys, na_position="last", ignore_index=True) if keys else table


def _answers(
    table: pd.DataFrame, by: tuple[str, ...], wanted: Sequence[Kpi], recipes: Mapping[str, Recipe]
) -> pd.DataFrame:
    """The last step of every recipe over the sums, and the rows in the order of keys and catalog."""
    first, last = _spans(table, by)
    texts = {name for name in table if str(name).startswith(("key ", "currency of "))}
    values = {}
    for name in table:
        column, _, function = str(name).rpartition(" ")
        if name not in texts and column != "date":
            values[function, column] = table[name].to_numpy(np.float64, na_value=np.nan)
    sums = Sums(values, first, last)
    rows = np.nan_to_num(values["len", ""]).astype(np.int64)
    parts = []
    for kpi in wanted:
        result = recipes[kpi.id].finish(sums)
        value = result.value.astype(np.float64)
        if kpi.money:
            least, most = table[f"{_currency(kpi)} min"], table[f"{_currency(kpi)} max"]
            several = (least.notna() & most.notna() & (least != most)).to_numpy(bool)
            value = np.where(several, np.nan, value)
        n = np.where(np.isnan(value), 0, result.n).astype(np.int64)
        keys = {name: _label(name, table[f"key {name}"]) for name in by}
        parts.append(pd.DataFrame({**keys, "kpi": kpi.id, "value": value, "n": n, "of": rows}))
    found = pd.concat(parts, keys=range(len(parts))) if parts else pd.DataFrame()
    return found.sort_index(level=1, kind="stable", sort_remaining=False).reset_index(drop=True)


def _label(name: str, values: pd.Series) -> pd.Series:
    """A key as the contract writes it."""
    if name not in TRUNCATED:
        return values
    if name == "quarter":
        months = values.str[5:7].astype("float")
        return values.str[:4] + "-Q" + ((months + 2) // 3).astype("Int64").astype("str")
    return values.str[: {"day": 10, "month": 7, "year": 4}[name]]


def _spans(table: pd.DataFrame, by: tuple[str, ...]) -> tuple[Any, Any]:
    """The days each group may span: those of all the dates, cut to the group's own calendar units."""
    size = len(table)
    dates = [pd.to_datetime(table[f"date {function}"]).dropna() for function in ("min", "max")]
    if not len(dates[0]):
        return np.full(size, NONE, np.int64), np.full(size, NONE, np.int64)
    first = np.full(size, number(dates[0].min().date()), np.int64)
    last = np.full(size, number(dates[1].max().date()), np.int64)
    for name in by:
        if name in TRUNCATED:
            starts = pd.to_datetime(table[f"key {name}"]).to_numpy("datetime64[D]")
            known = ~np.isnat(starts)
            months = np.where(known, starts, np.datetime64("1970-01-01", "D")).astype("datetime64[M]")
            count = months.astype(np.int64) + 1970 * 12
            units = {"month": count, "quarter": count // 3, "year": count // 12}
            days = np.where(known, starts.astype(np.int64), 0)
            begin, end = bounds(name, units.get(name, days))
            first = np.where(known & (first != NONE), np.maximum(first, begin), NONE)
            last = np.where(known & (last != NONE), np.minimum(last, end), NONE)
    return first, last
