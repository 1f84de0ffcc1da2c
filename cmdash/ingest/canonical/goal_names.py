"""The KPIs that a sheet of goals names: ids for the known ones, the unknown told with the nearest name."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from cmdash.catalog import any_rate, kpi_spellings, missing_cells, nearest_kpi, normalise
from cmdash.ingest.canonical.workbench import Work


def kpi_named(text: str) -> str:
    """The id of the KPI that a cell names, the first of the engagement rates where it names none of them; else empty."""
    rates, words = any_rate()
    name = normalise(text)
    return kpi_spellings().get(name) or (rates[0] if name in words else "")


def name_kpis(work: Work) -> None:
    """The column of KPIs as ids; a name that is none stays as written. Marks the goals about any engagement rate."""
    found = work.column("kpi")
    if found is None:
        return
    match, array = found
    texts = [(cell or "").strip() for cell in array.to_pylist()]
    said = [text if normalise(text) not in missing_cells() else "" for text in texts]
    work.values["kpi"] = pa.array([kpi_named(text) or text or None for text in said], pa.string())
    words = any_rate()[1] - set(kpi_spellings())
    work.any_rate = np.array([normalise(text) in words for text in said], dtype=bool)
    unknown: dict[str, list[int]] = {}
    for place, text in enumerate(said):
        if text and not kpi_named(text):
            unknown.setdefault(text, []).append(place)
    for text, places in unknown.items():
        near = nearest_kpi(text)
        code = "goal-kpi-unknown-near" if near else "goal-kpi-unknown"
        work.note_rows(code, "warning", np.array(places), match.source, value=text[:60], near=near)
