"""KPIs: from a tracking to figures per post, per group and per period. Nothing here knows a KPI by name."""

from cmdash.kpi.answers import compute, listed
from cmdash.kpi.counting import acts_measure, counted, touched
from cmdash.kpi.expressions import terms_of
from cmdash.kpi.goals import Progress, progress, sheet_goals
from cmdash.kpi.periods import (
    default_period,
    last_covered,
    months,
    previous,
    same_days,
    span,
    today,
    year_before,
)
from cmdash.kpi.posts import measures
from cmdash.kpi.prepared import Prepared, prepare
from cmdash.kpi.references import Compared, Reference, compared
from cmdash.kpi.side_by_side import AccountFigures, side_by_side
from cmdash.kpi.stamping import stamp
from cmdash.kpi.tables import KEYS, SLOTS
from cmdash.kpi.targets import with_goals

__all__ = [
    "KEYS",
    "SLOTS",
    "AccountFigures",
    "Compared",
    "Prepared",
    "Progress",
    "Reference",
    "acts_measure",
    "compared",
    "compute",
    "counted",
    "default_period",
    "last_covered",
    "listed",
    "measures",
    "months",
    "prepare",
    "previous",
    "progress",
    "same_days",
    "sheet_goals",
    "side_by_side",
    "span",
    "stamp",
    "terms_of",
    "today",
    "touched",
    "with_goals",
    "year_before",
]
