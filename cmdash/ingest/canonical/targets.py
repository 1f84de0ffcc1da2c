"""The targets of a goals sheet in the unit of their KPI: a bare 0.5 for a rate is half a percent, as on the page."""

from __future__ import annotations

import numpy as np

from cmdash.catalog import kpis
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.typing.number_forms import NumberForm, read_shape
from cmdash.ingest.typing.shapes import shapes


def scale_targets(work: Work) -> None:
    """Bare targets of percentages from percent points to fractions; `0,5 %` and cells shown as percentages are those.

    What the workbook's cells are shown as is not always known (xls, xlsb): then a stored target below 1 is told with
    its row. A target in percent of a KPI that is none (`12 %` of posts) says nothing: it becomes missing, told.
    """
    found = work.column("target")
    if work.mapping.kind != "goals" or found is None or "kpi" not in work.values:
        return
    if work.export and work.export.reading.settled:
        return  # written by cmdash, in the unit of the KPI
    match, array = found
    values: np.ndarray = np.array(work.values["target"], np.float64)
    signed, shown = _signed(array), work.table.percents
    stored = match.index in work.table.stored
    bad, unseen = [], []
    for place, name in enumerate(work.values["kpi"].to_pylist()):
        kpi = kpis().get(name or "")
        if kpi is None or np.isnan(values[place]):
            continue
        written = bool(signed[place]) or (int(work.table.numbers[place]), match.index) in (shown or ())
        if kpi.unit != "ratio" and written:
            values[place] = np.nan
            bad.append(place)
        elif kpi.in_percent and not written:
            if stored and shown is None and 0 < abs(values[place]) < 1:
                unseen.append(place)
            values[place] = round(values[place] / 100, 12)
    work.values["target"] = values
    work.tell_bad(match, array, np.array(bad, np.int64), "target-no-percentage")
    if unseen:
        work.note_rows("target-in-points", "warning", np.array(unseen), match.source)


def _signed(array: object) -> np.ndarray:
    """Which cells carry a sign of percent."""
    column = shapes(array)
    forms = [read_shape(text) for text in column.texts]
    percent = np.array([isinstance(form, NumberForm) and form.power == -2 for form in forms], bool)
    signed: np.ndarray = percent[column.codes]
    return signed
