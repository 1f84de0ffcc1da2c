"""The Campaigns page: what was paid for display and boosts, what it cost, what it brought, and whether it pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cmdash.catalog import formats, kpis
from cmdash.model import Query, Tracking
from cmdash.model.campaign_views import CampaignsView, FigureGroup
from cmdash.model.memory import remembered
from cmdash.model.views import Chart, Figure
from cmdash.story import calendar, counting
from cmdash.story.asked import Asked
from cmdash.story.campaign_lines import Lines, lines
from cmdash.story.campaign_table import MOST, campaign_table
from cmdash.story.campaign_verdict import conversion_cost, cost_twin, real_rate, verdict
from cmdash.story.figures import best_rate, figures
from cmdash.story.records import held
from cmdash.story.trends import trend
from cmdash.story.words import listed, say, together, written
from cmdash.wording import day, integer, message

GROUPS = {
    "delivery": (
        "spend", "impressions", "viewable_impressions", "viewability", "clicks", "link_clicks", "ctr_all", "ctr",
    ),
    "costs": ("cpm", "cpc", "cpe", "cpe_total", "cpa_all", "cpa"),
    "results": ("conversions", "cvr_click", "break_even_cvr", "cvr_view", "revenue", "roas", "roi", "roi_revenue"),
}  # fmt: skip
INSTEAD = {
    "link_clicks": "clicks",
    "ctr": "ctr_all",
    "cpe_total": "cpe",
    "roi_revenue": "roi",
}  # only for want of
CHARTED = ("spend", "impressions", "clicks", "conversions")
BOOSTED = ("posts", "spend", "impressions", "reach", "interactions", "clicks")
BOOSTED_COSTS = ("cpm", "cpc", "cpe", "conversions")
COLUMNS = ("spend", "clicks", "impressions", "conversions")  # what a sheet of one's own needs first


def campaigns(tracking: Tracking, query: Query, language: str) -> CampaignsView:
    """The frozen view of the Campaigns page for a question, in a language."""
    view: CampaignsView = remembered(
        tracking, ("campaigns", query, language), lambda: _view(tracking, query, language)
    )
    return view


def _view(tracking: Tracking, query: Query, language: str) -> CampaignsView:
    # A campaign is paid for whatever the filter on posts says.
    asked = Asked(tracking, replace(query, paid=()), language, about="campaigns")
    boosted = _boosted(tracking, query, language)
    view = CampaignsView(
        sentence=say(language, "campaigns.none"),
        period=calendar.name(query.period, language),
        boosted=boosted,
    )
    if not len(tracking.campaigns) and not boosted:
        return replace(view, ways=_ways(language))
    if not len(tracking.campaigns):
        notes = _boosted_notes(boosted, language)
        return replace(view, sentence=_only_boosted(query, boosted, language), notes=notes)
    found = lines(asked, asked.period)
    if not found.spans:
        outside = asked.period is not None and bool(lines(asked, None).spans)
        notes = _notes(asked, query, found, ())
        return replace(view, sentence=_nothing(asked, outside), notes=notes, outside=outside)
    names = _names(asked)
    cards = {card.kpi: card for card in figures(asked, names, compared=False)}
    columns, rows = campaign_table(asked, found, names)
    return replace(
        view,
        sentence=together(
            _sentence(asked, found, cards),
            *verdict(asked, found),
            held(tracking, query, "campaigns", language),
        ),
        groups=_groups(asked, cards),
        chart=_chart(asked),
        columns=columns,
        rows=rows,
        count=len(found.spans),
        notes=(*_notes(asked, query, found, rows), *_boosted_notes(boosted, language)),
    )


def _names(asked: Asked) -> tuple[str, ...]:
    """The figures that the period can fill; the second best only where the best is missing."""
    there = asked.answers((), [name for group in GROUPS.values() for name in group], asked.period)
    by = asked.answers(("campaign",), [name for group in GROUPS.values() for name in group], asked.period)
    filled = {key[-1] for key in (*there, *by)} - {cost_twin(asked)}
    return tuple(
        name
        for group in GROUPS.values()
        for name in group
        if name in filled and not (name in INSTEAD and INSTEAD[name] in filled)
    )


def _groups(asked: Asked, cards: dict[str, Figure]) -> tuple[FigureGroup, ...]:
    made = []
    for title, names in GROUPS.items():
        inside = tuple(_told(asked, cards[name]) for name in names if name in cards)
        if inside:
            made.append(FigureGroup(say(asked.language, f"campaigns.group.{title}"), inside))
    return tuple(made)


def _told(asked: Asked, card: Figure) -> Figure:
    """The break-even rate beside the real one."""
    language = asked.language
    if card.kpi == "break_even_cvr" and (real := real_rate(asked)) is not None:
        return replace(card, notes=(say(language, "campaigns.real", rate=written(real, "ratio", language)),))
    return card


def _sentence(asked: Asked, found: Lines, cards: dict[str, Figure]) -> str:
    """What was spent and what it gave: "En juin 2026, 4 campagnes : 320 € dépensés, 51 000 impressions..."."""
    language = asked.language
    clauses = []
    if found.spent:
        amounts = [written(amount, currency, language) for currency, amount in found.spent.items()]
        clauses.append(say(language, "campaigns.spent", amount=listed(amounts, language)))
    for name in ("impressions", "clicks", "link_clicks", "conversions"):
        if name in cards:
            clauses.append(say(language, f"campaigns.{name}", count=round(cards[name].value)))
    words = {"when": calendar.during(asked.period, language), "count": len(found.spans)}
    if not clauses:
        return say(language, "campaigns.bare", **words)
    return say(language, "campaigns.sentence", clauses=listed(clauses, language), **words)


def _nothing(asked: Asked, outside: bool) -> str:
    """That no line lies in the period, and when the campaigns were."""
    language = asked.language
    when = calendar.during(asked.period, language)
    known = [span for span in lines(asked, None).spans.values() if span] if outside else []
    if not known:
        return say(language, "overview.nothing", when=when)
    first, last = min(span.start for span in known), max(span.end for span in known)
    return say(language, "campaigns.outside", when=when, start=day(first, language), end=day(last, language))


def _boosted_notes(boosted: Sequence[Figure], language: str) -> tuple[str, ...]:
    """That the amounts of sponsored posts are told currency by currency, where they are."""
    apart = len({card.label for card in boosted if card.kpi == "spend"}) > 1
    return (say(language, "campaigns.boosted_currencies"),) if apart else ()


def _only_boosted(query: Query, boosted: Sequence[Figure], language: str) -> str:
    count = round(next(figure.value for figure in boosted if figure.kpi == "posts"))
    return say(language, "campaigns.only_boosted", when=calendar.during(query.period, language), count=count)


def _chart(asked: Asked) -> Chart | None:
    """Spend over time, or the first figure there is; never amounts in several currencies on one axis."""
    several = lines(asked, None).several
    names = [name for name in CHARTED if not (name == "spend" and several)]
    # Sellers of ads have no colour of their own: one bar for all, the filter parts them.
    chart = next((chart for name in names if (chart := trend(asked, name, "stack", split=False))), None)
    if chart is None or chart.id != "spend" or not chart.unit:
        return chart
    subtitle = say(asked.language, "campaigns.in_currency", subtitle=chart.subtitle, currency=chart.unit)
    return replace(chart, subtitle=subtitle)


def _boosted(tracking: Tracking, query: Query, language: str) -> tuple[Figure, ...]:
    """The figures of the posts known as sponsored; empty where there are none, or where only organic ones are asked."""
    if query.paid == ("organic",) or not len(tracking.posts):
        return ()
    asked = Asked(tracking, replace(query, paid=("paid",)), language, about="posts")
    if not asked.facts("posts", asked.period).rows:
        return ()
    rate = best_rate(asked)
    costs = (*BOOSTED_COSTS, conversion_cost(asked))
    names = [*BOOSTED, *([rate] if rate else []), *costs]
    apart = _currencies(asked)
    if len(apart) < 2:
        return figures(asked, names, compared=False)
    money = [name for name in names if kpis()[name].money]
    rest = figures(asked, [name for name in names if name not in money], compared=False)
    return (*rest, *(card for code in apart for card in _in_currency(asked, code, money)))


def _currencies(asked: Asked) -> tuple[str, ...]:
    """The currencies of what was paid for these posts, in order; the empty one last, for amounts without."""
    paid = asked.posts[asked.posts["spend"].notna()]
    codes = sorted(str(code) for code in paid["currency"].dropna().unique() if code)
    bare = len(codes) > 1 and bool((paid["currency"].fillna("") == "").any())
    return (*codes, "") if bare else tuple(codes)


def _in_currency(asked: Asked, code: str, names: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of the posts paid for in one currency, each named with it: amounts in two are never added."""
    tracking = asked.tracking
    alone = replace(tracking, posts=tracking.posts[tracking.posts["currency"].fillna("") == code])
    said = code or say(asked.language, "campaigns.budget.no_currency")
    cards = figures(Asked(alone, asked.query, asked.language, about="posts"), names, compared=False)
    return tuple(replace(card, label=say(asked.language, "campaigns.labelled", label=card.label, currency=said)) for card in cards)  # fmt: skip


def _notes(asked: Asked, query: Query, found: Lines, rows: Sequence[object]) -> tuple[str, ...]:
    """What the page leaves out, and what may not be compared."""
    language = asked.language
    undated = asked.facts("campaigns").undated if asked.period else 0
    told: Iterable[tuple[bool, str, int]] = (
        (found.several, "campaigns.currencies", 0),
        (found.overlapping > 0, "campaigns.overlapping", found.overlapping),
        (undated > 0, "note.undated_campaigns", undated),
        (_attributed(asked) > 1, "campaigns.attribution", 0),
        (query.paid == ("organic",), "campaigns.organic", 0),
        (len(found.spans) > len(rows) > 0, "campaigns.most", MOST),
    )
    notes = [
        say(language, key, count=count, shown=integer(count, language)) for holds, key, count in told if holds
    ]
    return (*counting.page_note(query.counting, language), *notes)


def _attributed(asked: Asked) -> int:
    """How many sellers count conversions, each in its own way."""
    answers = asked.answers(("network",), ["conversions"], asked.period)
    return sum(bool(row.value) for row in answers.values())


def _ways(language: str) -> tuple[tuple[str, str], ...]:
    """What brings campaigns: a sheet with these columns, and each export the catalog knows with its steps."""
    columns = [message(language, f"fields.field.{name}") for name in ("campaign", *COLUMNS)]
    more = [
        message(language, f"fields.field.{name}") for name in ("viewable_impressions", "revenue", "margin")
    ]
    sheet = say(
        language, "campaigns.way_columns", columns=listed(columns, language), more=listed(more, language)
    )
    exports = [
        (entry.title[language], entry.steps[language])
        for entry in formats().values()
        if entry.kind == "campaigns" and language in entry.steps
    ]
    return ((say(language, "campaigns.way_sheet"), sheet), *exports)
