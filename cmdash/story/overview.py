"""The Overview: how the period went, in one sentence, figures with their change, findings and three charts."""

from __future__ import annotations

import numpy as np

from cmdash import kpi
from cmdash.model import NO_SEASONS, Query, Seasons, Tracking
from cmdash.model.memory import remembered
from cmdash.model.page_views import OverviewView
from cmdash.model.views import Chart, Figure
from cmdash.story import boosts, calendar, counting, pauses, same_days
from cmdash.story.asked import Asked
from cmdash.story.changes import legend
from cmdash.story.figures import RATES, best_rate, figures
from cmdash.story.records import held
from cmdash.story.remarks import remarks, shares
from cmdash.story.trends import trend
from cmdash.story.words import listed, percent, say
from cmdash.wording import day, integer, message, month, network

VISIBLE = ("reach", "impressions", "views")
FIRST = ("posts", *VISIBLE, "interactions")
LATER = ("clicks", "link_clicks", "community_size", "net_growth", "shares", "comments", "mentions")
CANDIDATES = (*FIRST, *LATER)
WEIGHTED = "er_weighted"  # shown once its weights were chosen
MOST_CARDS = 8
CARRIES = 1 / 3  # share of the interactions from which a network is said to carry them
NAMED = 2  # figures that the sentence names where it has no usual one


def overview(tracking: Tracking, query: Query, language: str, seasons: Seasons = NO_SEASONS) -> OverviewView:
    """The frozen view of the Overview for a question, in a language. Pure: the same input gives the same view."""
    asked = Asked(tracking, query, language, seasons=seasons)
    view: OverviewView = remembered(tracking, ("overview", query, language, seasons), lambda: _view(asked))
    return view


def _view(asked: Asked) -> OverviewView:
    language = asked.language
    cards = figures(asked, card_names(asked))
    return OverviewView(
        sentence=sentence(asked, cards),
        period=calendar.name(asked.period, language),
        figures=cards,
        remarks=remarks(asked, cards) if cards else (),
        charts=charts(asked) if cards else (),
        notes=(
            *boosts.notes(asked),
            *same_days.notes(asked, cards),
            *pauses.notes(asked, cards),
            *notes(asked),
        ),
        legend=legend((change for card in cards for change in card.changes), language),
    )


def card_names(asked: Asked) -> tuple[str, ...]:
    """The KPIs of the cards that the data can fill, most telling first, at most eight."""
    asked.rows(
        [*RATES, *(f"{rate}_median" for rate in RATES), *CANDIDATES, WEIGHTED], asked.period
    )  # all at once
    rate = best_rate(asked)
    wanted = [
        *FIRST,
        *([rate] if rate else []),
        *([WEIGHTED] if asked.query.counting.weights else []),
        *LATER,
    ]
    there = asked.rows(wanted, asked.period)
    filled = [name for name in wanted if name in there and (name != "posts" or _published(asked))]
    if "clicks" in filled and "link_clicks" in filled:
        filled.remove("link_clicks")  # for want of all clicks only
    chosen = [name for name in filled if name not in VISIBLE[1:]]
    spare = [name for name in filled if name in VISIBLE[1:] and name not in chosen]
    if "reach" not in filled:
        spare = spare[:1]
    room = max(0, MOST_CARDS - len(chosen[:MOST_CARDS]))
    kept = {*chosen[:MOST_CARDS], *spare[: max(room, 0 if "reach" in filled else 1)]}
    return tuple(name for name in filled if name in kept)[:MOST_CARDS]


def _published(asked: Asked) -> bool:
    """Whether the number of posts says something: none in a period that the data cover is news, elsewhere it is not."""
    if asked.row("posts", asked.period).value:
        return True
    period, known = asked.period, asked.known
    return bool(period and known and period.start <= known.end and period.end >= known.start)


def sentence(asked: Asked, cards: tuple[Figure, ...]) -> str:
    """The period in one sentence: how much was published, who saw it, which network carries the interactions."""
    language = asked.language
    when = calendar.during(asked.period, language)
    by = {card.kpi: card for card in cards}
    if not by:
        return say(language, "overview.nothing", when=when)
    clauses = []
    if "posts" in by:
        count = round(by["posts"].value)
        clauses.append(say(language, "overview.posts" if count else "overview.no_posts", count=count))
    elif "community_size" in by:
        clauses.append(say(language, "overview.community", count=round(by["community_size"].value)))
    seen = next((name for name in VISIBLE if name in by), None)
    if seen:
        clauses.append(say(language, f"overview.{seen}", count=round(by[seen].value)))
    top = shares(asked)
    if top and top[0].share < CARRIES:
        top = []  # one of many that are alike carries nothing
    if len(top) < 2 or len(clauses) < 2:
        clauses += (
            [say(language, "overview.interactions", count=round(by["interactions"].value))]
            if "interactions" in by
            else []
        )
    if not clauses:  # none of the usual figures: the first of those there are, by their names
        clauses = [_named(card, language) for card in cards[:NAMED]]
    if len(top) < 2:
        return say(language, "overview.sentence", when=when, clauses=listed(clauses, language))
    first = top[0]
    tail = say(
        language,
        "overview.share",
        network=network(first.network, language),
        share=percent(first.share, language, 0),
    )
    return say(language, "overview.sentence_tail", when=when, clauses=", ".join(clauses), tail=tail)


def _named(card: Figure, language: str) -> str:
    """A figure by its name: "mentions : 12"."""
    label = card.label if card.label[:2].isupper() else card.label[:1].lower() + card.label[1:]
    return say(language, "overview.named", name=label, shown=card.shown)


def charts(asked: Asked) -> tuple[Chart, ...]:
    """Engagement, reach and community over time; those the data cannot fill are absent."""
    seen = (chart for name in VISIBLE if (chart := trend(asked, name, "stack")))
    found = (trend(asked, "interactions", "stack"), next(seen, None), trend(asked, "community_size", "line"))
    return tuple(chart for chart in found if chart is not None)


def notes(asked: Asked) -> tuple[str, ...]:
    """What the whole page leaves out: days before the record, the month that is not over, rows without a date."""
    known = held(asked.tracking, asked.query, asked.kind, asked.language)
    said = (known,) if known else ()
    return (*chosen_notes(asked), *said, *_unfinished(asked), *_undated(asked))


def chosen_notes(asked: Asked) -> tuple[str, ...]:
    """What counts as engagement, where somebody chose; and that no post has the denominator chosen."""
    chosen, language = asked.query.counting, asked.language
    notes = [*counting.page_note(chosen, language)]
    if chosen.over and best_rate(asked) not in (None, counting.RATE_OF[chosen.over]):
        over = message(language, f"counting.over_what.{chosen.over}")
        notes.append(message(language, "counting.say.no_over", over=over))
    return tuple(notes)


def _unfinished(asked: Asked) -> tuple[str, ...]:
    """That posts go on after the period, where it is the last whole month."""
    period, known = asked.period, asked.known
    if period is None or known is None or period != kpi.default_period(asked.tracking):
        return ()
    days = asked.facts("posts").days
    if not len(days) or days[-1] <= np.datetime64(period.end):
        return ()
    last = known.end
    words = {"day": day(last, asked.language), "month": month(last, asked.language)}
    return (say(asked.language, "note.unfinished", **words),)


def _undated(asked: Asked) -> tuple[str, ...]:
    """That rows without a date belong to no period."""
    undated = asked.facts(asked.kind).undated if asked.period else 0
    if not undated:
        return ()
    return (
        say(
            asked.language,
            f"note.undated_{asked.kind}",
            count=undated,
            shown=integer(undated, asked.language),
        ),
    )
