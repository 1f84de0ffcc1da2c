"""The figures of mentions, reviews and messages as they are shown, each with its formula, rows and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from cmdash.kpi.heard import Heard, heard
from cmdash.model.views import Column, Figure, StampText, Table
from cmdash.story.stamps import FILES
from cmdash.story.words import listed, percent, say, signed
from cmdash.wording import decimal, integer, month, network

NONE = "\u2013"


def heard_figures(rows: pd.DataFrame, language: str) -> tuple[Figure, ...]:
    """The figures that the rows bear; a figure that no row bears is absent."""
    found = heard(rows)
    files = tuple(str(name) for name in rows["file"].dropna().unique())
    if len(files) > FILES:
        files = (*files[:FILES], say(language, "stamp.more_files", count=len(files) - FILES))

    def figure(
        name: str, value: float, shown: str, n: int, *notes: str, parts: tuple[float, float] | None = None
    ) -> Figure:
        stamp = StampText(
            formula=say(language, f"reputation.formula.{name}"),
            used=say(language, "reputation.used", count=n, of=found.rows),
            sources=files,
            n=n,
            of=found.rows,
        )
        label = say(language, f"reputation.figure.{name}")
        return Figure(f"heard-{name}", label, value, shown, "", stamp, notes=notes, parts=parts)

    made = [figure("count", found.rows, integer(found.rows, language), found.rows)]
    if found.told:
        share = found.answered / found.told
        of = say(language, "reputation.of", count=found.answered, of=found.told)
        made.append(
            figure(
                "answered",
                share,
                percent(share, language, 0),
                found.told,
                of,
                parts=(found.answered, found.told),
            )
        )
    if found.delay is not None:
        notes = (say(language, "reputation.to_day"),) if found.to_day else ()
        made.append(figure("delay", found.delay, lasting(found, language), found.delays, *notes))
    if found.balance is not None:
        parts = (found.felt.get("positive", 0) - found.felt.get("negative", 0), found.felt_rows)
        told = balance(found, language), found.felt_rows, felt(found, language)
        made.append(figure("sentiment", found.balance, *told, parts=parts))
    if found.rating is not None:
        of = say(language, "reputation.rated", count=found.rated, scale=found.scale)
        made.append(figure("rating", found.rating, decimal(found.rating, language, 2), found.rated, of))
    if found.seen:
        made.append(figure("audience", found.audience, integer(found.audience, language), found.seen))
    return tuple(made)


def lasting(found: Heard, language: str) -> str:
    """The median delay in the unit a person would say: minutes below two hours, hours below two days, then days.

    Days alone, where only days were written.
    """
    minutes = found.delay or 0.0
    unit, size = ("minutes", 1) if minutes < 120 else ("hours", 60) if minutes < 2880 else ("days", 1440)
    if found.to_day:
        unit, size = "days", 1440
    return say(language, f"reputation.lasting.{unit}", count=round(minutes / size, 0 if size == 1 else 1))


def balance(found: Heard, language: str) -> str:
    """The net sentiment in points of a hundred, with its sign."""
    points = round((found.balance or 0.0) * 100)
    return signed(integer(abs(points), language), points)


def felt(found: Heard, language: str) -> str:
    """The sentiments counted: "21 positives, 4 neutres et 2 négatives"."""
    parts = [
        say(language, f"reputation.felt.{name}", count=found.felt[name])
        for name in ("positive", "neutral", "negative")
        if found.felt.get(name)
    ]
    return listed(parts, language)


def by_network(rows: pd.DataFrame, language: str) -> Table:
    """A network a row, the most spoken of first."""
    names = rows["network"].fillna("").to_numpy(object)
    counts = Counter(names.tolist())
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return _table("network", [(network(name, language), rows[names == name]) for name in order], language)


def by_month(rows: pd.DataFrame, language: str) -> Table:
    """A month a row, in order; months without a mention are not made up."""
    months = rows["date"].to_numpy("datetime64[M]")
    known = np.unique(months[~np.isnat(months)])
    parts = [(month(key.astype("datetime64[D]").item(), language), rows[months == key]) for key in known]
    return _table("month", parts, language)


def _table(first: str, parts: list[tuple[str, pd.DataFrame]], language: str) -> Table:
    made = [(label, heard(rows)) for label, rows in parts]
    cells: dict[str, Callable[[Heard], tuple[float | None, str]]] = {
        "count": lambda one: (one.rows, integer(one.rows, language)),
        "answered": lambda one: (
            (one.answered / one.told, say(language, "reputation.of", count=one.answered, of=one.told))
            if one.told
            else (None, NONE)
        ),
        "delay": lambda one: (one.delay, lasting(one, language) if one.delay is not None else NONE),
        "sentiment": lambda one: (one.balance, balance(one, language) if one.balance is not None else NONE),
        "rating": lambda one: (
            one.rating,
            say(language, "reputation.rating_of", value=decimal(one.rating, language, 2), count=one.rated)
            if one.rating is not None
            else NONE,
        ),
    }
    told = {name: [cell(one) for _, one in made] for name, cell in cells.items()}
    kept = [name for name, column in told.items() if any(value is not None for value, _ in column)]
    columns = [Column(name, say(language, f"reputation.figure.{name}"), "count") for name in kept]
    lines = [(label, [told[name][at] for name in kept]) for at, (label, _) in enumerate(made)]
    return Table(
        columns=(Column(first, say(language, f"reputation.by.{first}")), *columns),
        rows=tuple((label, *(value for value, _ in line)) for label, line in lines),
        shown=tuple((label, *(shown for _, shown in line)) for label, line in lines),
        caption=say(language, f"reputation.table.{first}"),
    )
