"""The KPIs as a person counts: the acts chosen in the place of the interactions a rate is made of."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from cmdash.catalog import Kpi
from cmdash.catalog.counting import CLICKS, SUM, WEIGHTED, acts
from cmdash.model import Counting

COUNTED, EVERY_ACT, CLICK = "counted_acts", "engagement_total", "click_act"


def touched(kpi: Kpi, counting: Counting) -> bool:
    """Whether a choice changes a KPI: a sum of interactions or a rate of them, and the weighted rate by its weights.

    What is only divided by interactions (a cost per engagement, a share of them) stays as declared.
    """
    return (counting.own_acts and SUM in kpi.numerators) or (
        bool(counting.weights) and WEIGHTED in kpi.numerators
    )


@lru_cache(maxsize=1024)
def counted(kpi: Kpi, counting: Counting) -> Kpi:
    """The KPI with the acts a person chose; as declared where they change nothing of it.

    All acts with the clicks are the declared total, for which a sheet's own total may stand.
    """
    if not counting.own_acts or SUM not in kpi.numerators:
        return kpi
    name = EVERY_ACT if counting.acts == acts() else COUNTED
    return replace(kpi, numerators=tuple(name if part == SUM else part for part in kpi.numerators))


def measured(act: str) -> str:
    """The measure an act is counted by."""
    return CLICK if act == CLICKS else act


def acts_measure(counting: Counting) -> str:
    """The measure that stands where interactions are meant."""
    return SUM if not counting.own_acts else EVERY_ACT if counting.acts == acts() else COUNTED
