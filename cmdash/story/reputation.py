"""The E-reputation page: what is said, what was answered, which relations bear fruit, what the networks send to the site."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cmdash.kpi.heard import prepared
from cmdash.model import Query, Tracking
from cmdash.model.campaign_views import FigureGroup
from cmdash.model.memory import remembered
from cmdash.model.reputation_views import ReputationView
from cmdash.story import calendar, same_days
from cmdash.story.asked import Asked
from cmdash.story.figures import figures
from cmdash.story.heard_figures import by_month, by_network, heard_figures
from cmdash.story.planning_lines import selected
from cmdash.story.records import held
from cmdash.story.words import excerpt, listed, say, together, value_label
from cmdash.wording import day, message, network

# Parts of the monthly sheets: the KPIs of each, and the columns that bring it.
PARTS = {
    "watch": (("mentions", "share_of_voice", "net_sentiment"), ("mentions", "mentions_market", "sentiment_positive", "sentiment_negative")),
    "answers": (("response_rate", "response_time"), ("messages_in", "messages_answered", "response_minutes")),
    "reviews": (("rating",), ("reviews", "rating")),
    "bloggers": (("blogger_activation", "blogger_visibility"), ("blogger_contacts", "blogger_posts", "blogger_audience")),
    "site": (("social_traffic_share", "backlinks"), ("sessions_total", "sessions_social", "backlinks")),
}  # fmt: skip
FROM_ROWS = ("watch", "answers", "reviews")  # what rows of mentions tell too
WAITING = 25  # rows without an answer that the page lists
_MOOD = {"negative": 0, "neutral": 1, "positive": 2}


def reputation(tracking: Tracking, query: Query, language: str) -> ReputationView:
    """The frozen view of the page for a question, in a language."""
    key = ("reputation", query, language)
    view: ReputationView = remembered(tracking, key, lambda: _view(tracking, query, language))
    return view


def heard_rows(tracking: Tracking, query: Query) -> pd.DataFrame:
    """The rows of mentions that a question selects, made ready for their figures, in the order of their days."""
    frame: pd.DataFrame = remembered(tracking, "heard", lambda: prepared(tracking.mentions))
    return frame.iloc[list(selected(frame, query, range(len(frame))))]


def waiting_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are known to have no answer, the negative ones first, then the oldest."""
    open_rows = rows[(~rows["replied"]).fillna(False).astype(bool)]
    mood = open_rows["sentiment"].map(_MOOD).fillna(1)
    return open_rows.assign(_mood=mood).sort_values(["_mood", "date"], kind="stable").drop(columns="_mood")


def _view(tracking: Tracking, query: Query, language: str) -> ReputationView:
    query = replace(query, paid=())
    rows = heard_rows(tracking, query)
    asked = Asked(tracking, query, language, about="account")
    groups = (
        [FigureGroup(say(language, "reputation.group.rows"), heard_figures(rows, language))]
        if len(rows)
        else []
    )
    missing = []
    known = figures(asked, [name for names, _ in PARTS.values() for name in names])
    for part, (names, columns) in PARTS.items():
        made = tuple(figure for figure in known if figure.kpi in names)
        if made:
            groups.append(FigureGroup(say(language, f"reputation.group.{part}"), made))
        elif not (len(tracking.mentions) and part in FROM_ROWS):
            labels = [message(language, f"fields.field.{name}") for name in columns]
            missing.append(say(language, f"reputation.missing.{part}", columns=listed(labels, language)))
    if not len(tracking.mentions):
        missing.insert(0, say(language, "reputation.missing.rows"))
    waiting = waiting_rows(rows)
    return ReputationView(
        sentence=together(
            _sentence(tracking, rows, groups, query, language), held(tracking, query, "mentions", language) if len(rows) else ""
        ),
        groups=tuple(groups),
        tables=(by_network(rows, language), by_month(_months(tracking, query), language)) if len(rows) else (),
        header=tuple(say(language, f"reputation.column.{name}") for name in ("date", "network", "author", "nature", "quote", "sentiment", "source")),
        open_rows=tuple(_line(waiting, at, language) for at in range(min(len(waiting), WAITING))),
        waiting=len(waiting),
        notes=(*same_days.notes(asked, [one for group in groups for one in group.figures]), *_notes(rows, groups, language)),
        missing=tuple(missing),
    )  # fmt: skip


def _months(tracking: Tracking, query: Query) -> pd.DataFrame:
    """The rows of every month, so that a single month stands beside the others."""
    return heard_rows(tracking, query.during(None))


def _sentence(
    tracking: Tracking, rows: pd.DataFrame, groups: list[FigureGroup], query: Query, language: str
) -> str:
    when = calendar.during(query.period, language)
    shown = {figure.kpi: figure for group in groups for figure in group.figures}
    clauses = []
    if "heard-count" in shown:
        clauses.append(say(language, "reputation.said.count", count=len(rows)))
    elif "mentions" in shown:
        clauses.append(say(language, "reputation.said.mentions", count=round(shown["mentions"].value)))
    for key, names in (
        ("answered", ("heard-answered", "response_rate")),
        ("delay", ("heard-delay",)),
        ("rating", ("heard-rating", "rating")),
        ("site", ("social_traffic_share",)),
    ):
        name = next((one for one in names if one in shown), None)
        if name:
            clauses.append(say(language, f"reputation.said.{key}", value=shown[name].shown))
    if clauses:
        return say(language, "reputation.sentence", when=when, clauses=listed(clauses, language))
    return say(language, "reputation.outside" if len(tracking.mentions) else "reputation.none", when=when)


def _line(rows: pd.DataFrame, at: int, language: str) -> tuple[str, ...]:
    row = rows.iloc[at]

    def text(name: str) -> str:
        return row[name] if isinstance(row[name], str) else ""

    place = ", ".join(part for part in (text("file"), text("sheet")) if part)
    return (
        day(row["date"].date(), language),
        network(text("network"), language),
        text("author"),
        value_label("nature", text("nature"), language) if text("nature") else "",
        excerpt(text("quote")),
        value_label("sentiment", text("sentiment"), language) if text("sentiment") else "",
        say(language, "planning.source", place=place, row=int(row["row"])),
    )


def _notes(rows: pd.DataFrame, groups: list[FigureGroup], language: str) -> tuple[str, ...]:
    """What may not be added up or read into the figures."""
    names = {figure.kpi for group in groups for figure in group.figures}
    told = []
    if len(rows) and names & {"mentions", "response_rate", "net_sentiment", "rating"}:
        told.append(say(language, "reputation.apart"))
    if names & {"heard-audience", "blogger_visibility"}:
        told.append(say(language, "reputation.audiences"))
    return tuple(told)
