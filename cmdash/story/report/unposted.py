"""What a report opens with where its period has no posts: the campaigns, the calendar, what is heard, the goals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmdash import kpi
from cmdash.model.views import Figure
from cmdash.story.campaigns import campaigns
from cmdash.story.planning import planning
from cmdash.story.planning_figures import planned_figure
from cmdash.story.planning_lines import joined
from cmdash.story.report.making import Making
from cmdash.story.reputation import reputation

# What a campaign is asked first; the page of the campaigns has the others.
TELLING = ("spend", "clicks", "link_clicks", "conversions", "cpa_all", "cpa", "roas", "roi", "revenue", "impressions")  # fmt: skip
LONGEST = 2  # sentences of a headline


@dataclass(frozen=True)
class Told:
    """What one kind of table says of the period: its sentence, and its figures, the most telling first."""

    sentence: str
    figures: tuple[Figure, ...] = ()


def unposted(making: Making) -> tuple[Told, ...]:
    """What there is beside posts; empty where the period has posts, or nothing else either."""
    cards = making.overview.figures
    if any(card.kpi == "posts" and card.value for card in cards):
        return ()
    own = [Told(making.overview.sentence, cards)] if cards else []
    found = (*own, *_campaigns(making), *_calendar(making), *_heard(making))
    if found or not making.goals.cards:
        return found
    return (Told(making.goals.sentence),)


def _campaigns(making: Making) -> tuple[Told, ...]:
    view = campaigns(making.tracking, making.query, making.language)
    if not view.groups:
        return ()
    given = [figure for group in view.groups for figure in group.figures]
    first = [figure for figure in given if figure.kpi in TELLING]
    first.sort(key=lambda figure: TELLING.index(figure.kpi))
    return (Told(view.sentence, (*first, *(figure for figure in given if figure.kpi not in TELLING))),)


def _calendar(making: Making) -> tuple[Told, ...]:
    view = planning(making.tracking, making.query, making.language, making.today)
    if view.ways or view.outside:
        return ()
    found = joined(making.tracking, kpi.today(making.tracking) or making.today)
    rows = found.rows(replace(making.query, paid=()))  # a plan knows nothing of money
    first = (planned_figure(found, rows, making.language),) if rows else ()
    return (Told(view.sentence, (*first, *view.figures)),)


def _heard(making: Making) -> tuple[Told, ...]:
    view = reputation(making.tracking, making.query, making.language)
    figures = tuple(figure for group in view.groups for figure in group.figures)
    return (Told(view.sentence, figures),) if figures else ()
