"""Targets that are no plain number: `2 h` for a delay, `4,5/5` for a rating, in the unit of their KPI."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from cmdash.catalog import kpis
from cmdash.ingest.canonical.goal_names import kpi_named
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.layout.ratings import stars_of
from cmdash.ingest.typing import numbers

_SECONDS = {"minutes": 60.0, "seconds": 1.0}


def with_worded_targets(work: Work, array: pa.Array, converted: numbers.Converted) -> numbers.Converted:
    """The targets with the lengths of time and the ratings among them, each only under a KPI of that unit."""
    named = work.column("kpi")
    if named is None or not (len(converted.bad) or _with_lengths(array)):
        return converted
    values, bad = converted.values.copy(), set(converted.bad.tolist())
    for place, (name, cell) in enumerate(zip(named[1].to_pylist(), array.to_pylist(), strict=True)):
        kpi = kpis().get(kpi_named(name or ""))
        told = _worded(kpi.unit, cell or "") if kpi else None
        if told is not None:
            values[place] = told
            bad.discard(place)
    return replace(converted, values=values, bad=np.array(sorted(bad), dtype=np.int64))


def _with_lengths(array: pa.Array) -> bool:
    """Whether some cell is a length of time with its unit (`45 m` could else be millions)."""
    return numbers.worded_share(array) > 0


def _worded(unit: str, cell: str) -> float | None:
    """The value of a cell in the unit of its KPI; None where it is a plain number or something else."""
    if unit == "score" and (stars := stars_of(cell)):
        return float(stars)
    if unit in _SECONDS and numbers.worded_share(pa.array([cell])):
        seconds = numbers.convert_duration(pa.array([cell])).values[0]
        return None if np.isnan(seconds) else float(seconds) / _SECONDS[unit]
    return None
