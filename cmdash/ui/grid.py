"""A month as a grid of days, in our own markup. On a phone the days hold marks, and a list below says what they are."""

from __future__ import annotations

from html import escape

from cmdash.charts.palette import palette
from cmdash.model.planning_views import Day, Entry, Month
from cmdash.ui.markup import dot


def month(view: Month, caption: str) -> str:
    """The grid, its legend, and the list of the days that a phone shows below it."""
    head = "".join(
        f'<th scope="col"><abbr title="{escape(long)}">{escape(short)}</abbr></th>'
        for short, long in view.weekdays
    )
    body = "".join(f"<tr>{''.join(_day(one) for one in week)}</tr>" for week in view.weeks)
    legend = "".join(f"<li>{_mark(state)}{escape(label)}</li>" for state, label in view.legend)
    legend += "".join(f"<li>{dot(name)}{escape(label)}</li>" for name, label in view.networks)
    days = "".join(
        f"<dt>{escape(one.name)}</dt><dd>{_entries(one)}</dd>"
        for week in view.weeks
        for one in week
        if one.entries
    )
    return (
        f'<table class="cm-month"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><ul class="cm-legend">{legend}</ul><dl class="cm-agenda">{days}</dl>'
    )


def _day(one: Day) -> str:
    if not one.inside:
        return '<td class="out"></td>'
    return f'<td><time datetime="{one.date.isoformat()}">{one.date.day}</time>{_entries(one)}</td>'


def _entries(one: Day) -> str:
    made = "".join(_entry(entry) for entry in one.entries)
    return f"<ul>{made}</ul>" if made else ""


def _entry(entry: Entry) -> str:
    said = f"{entry.network_label}, {entry.label}"
    return (
        f'<li class="{entry.state}" title="{escape(f"{entry.text} ({said})")}">{_mark(entry.state, entry.network)}'
        f"<span>{escape(entry.text)} <small>{escape(said)}</small></span></li>"
    )


def _mark(state: str, network: str = "") -> str:
    """The state as a shape, in the colour of the network."""
    known = network if network in palette("light").networks else "neutral" if network else "grey"
    return f'<i class="cm-mark {state}" aria-hidden="true" style="--c: var(--cm-{known})"></i>'
