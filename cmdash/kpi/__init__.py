"""KPIs: from a tracking to figures per post, per group and per period. Nothing here knows a KPI by name."""

from cmdash.kpi.answers import compute
from cmdash.kpi.periods import default_period, months, previous, span, today, year_before
from cmdash.kpi.prepared import Prepared, prepare

__all__ = [
    "Prepared",
    "compute",
    "default_period",
    "months",
    "prepare",
    "previous",
    "span",
    "today",
    "year_before",
]
