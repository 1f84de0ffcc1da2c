"""Our own markup for the figure pages. Every text that enters is escaped: captions and names belong to strangers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from cmdash.charts.palette import palette
from cmdash.model.campaign_views import CampaignRow
from cmdash.model.page_views import CommunityRow
from cmdash.model.post_views import PostCard, PostView
from cmdash.model.views import Change, Column, Figure, Remark, StampText, Table
from cmdash.wording import message

_COLOURS = ("paper", "ink", "grey", "grid", "neutral", "good", "bad", "accent")


def style() -> None:
    """The style of the figure pages; once a page, before anything else."""
    st.html(_style())


@cache
def _style() -> str:
    light, dark = palette("light"), palette("dark")
    names = "".join(
        f"--cm-{name}: light-dark({getattr(light, name)}, {getattr(dark, name)});" for name in _COLOURS
    )
    names += "".join(f"--cm-{n}: light-dark({c}, {dark.networks[n]});" for n, c in light.networks.items())
    css = (Path(__file__).parent / "figures.css").read_text(encoding="utf-8")
    return f"<style>:root {{ {names} }}\n{css}</style>"


def show(*parts: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put pieces of markup on the page as one element; nothing where all are empty.

    One, because each element of Streamlit costs the browser more to draw again than all the words in it.
    """
    whole = "".join(parts)
    if whole:
        st.html(whole, width=width)


def answer(sentence: str) -> str:
    """The sentence that answers the page's question."""
    return f'<p class="cm-answer">{escape(sentence)}</p>'


def section(title: str) -> str:
    """The heading of a part of the page."""
    return f'<h2 class="cm-section">{escape(title)}</h2>'


def quiet(lines: Sequence[str]) -> str:
    """Lines said in a low voice; empty where there are none."""
    said = "".join(f'<p class="cm-quiet">{escape(line)}</p>' for line in lines)
    return f"<div>{said}</div>" if said else ""


def dot(network: str) -> str:
    """The colour of a network as a dot beside its name."""
    known = network in palette("light").networks
    return f'<span class="cm-dot" aria-hidden="true" style="background: var(--cm-{network if known else "neutral"})"></span>'


def cards(figures: Sequence[Figure], language: str) -> str:
    """The figures as cards in a grid; the name of each opens its stamp. Empty where there are none."""
    made = "".join(_card(figure, language) for figure in figures)
    return f'<div class="cm-cards" style="--across: {_across(len(figures))}">{made}</div>' if made else ""


def _across(count: int) -> int:
    """How many cards stand side by side so that the last row is not left almost empty."""
    if count <= 4:
        return count
    return next((n for n in (4, 3) if count % n == 0 or count % n == n - 1), min(count, 4))


def _card(figure: Figure, language: str) -> str:
    """Name, value, unit, changes and notes of a figure; the name opens its stamp."""
    unit = f"<small>{escape(figure.unit)}</small>" if figure.unit else ""
    changes = "".join(_change(change) for change in figure.changes)
    notes = "".join(f'<p class="cm-notes">{escape(note)}</p>' for note in figure.notes)
    name = f"stamp-{escape(figure.kpi)}"
    return (
        f'<section class="cm-card"><button type="button" popovertarget="{name}">{escape(figure.label)}</button>'
        f'<div popover id="{name}">{stamp(figure.stamp, language)}</div>'
        f'<p class="cm-value">{escape(figure.shown)}{unit}</p>{changes}{notes}</section>'
    )


def _change(change: Change) -> str:
    """A change in words, its number first; that it is a usual one is said to who does not see the grey, and to who
    points at it."""
    text = escape(change.text)
    if change.shown:
        text = f"<b>{escape(change.shown)}</b>{escape(change.text.removeprefix(change.shown))}"
    hidden = ' class="cm-hidden"' if change.mood == "usual" else ""
    word = f"<span{hidden}>, {escape(change.word)}</span>" if change.word else ""
    hint = f' title="{escape(change.word)}"' if hidden else ""
    return f'<p class="cm-change {change.mood}"{hint}>{text}{word}</p>'


def remarks(found: Sequence[Remark]) -> str:
    """The findings of the period as a list."""
    items = "".join(f"<li>{dot(remark.network)}{escape(remark.text)}</li>" for remark in found)
    return f'<ul class="cm-remarks">{items}</ul>'


def head(title: str, subtitle: str, network: str = "", alt: str = "") -> str:
    """Title and subtitle of a chart; the colour of its network where it is about one; unseen, the chart in a sentence."""
    mark = f"{dot(network)} " if network else ""
    said = f'<p class="cm-hidden">{escape(alt)}</p>' if alt else ""
    return f'<div class="cm-chart"><h3>{mark}{escape(title)}</h3><p>{escape(subtitle)}</p>{said}</div>'


def note(text: str) -> str:
    """The note below a chart."""
    return f'<p class="cm-note under">{escape(text)}</p>'


def stamp(text: StampText, language: str, title: str = "") -> str:
    """The stamp of a figure as a list of terms."""
    parts = (
        ("formula", text.formula),
        ("counted", ", ".join(text.counted)),
        ("denominator", text.denominator),
        ("used", text.used),
        ("sources", ", ".join(text.sources)),
        ("exclusions", " ".join(text.exclusions)),
    )
    terms = "".join(
        f"<dt>{escape(message(language, f'overview.stamp.{key}'))}</dt><dd>{escape(value)}</dd>"
        for key, value in parts
        if value
    )
    head = f"<h4>{escape(title)}</h4>" if title else ""
    return f'<div class="cm-stamp">{head}<dl class="cm-stamp">{terms}</dl></div>'


def table(view: Table, caption: str) -> str:
    """A table as it is read: text left, numbers right."""
    head = "".join(_head(column) for column in view.columns)
    body = "".join(_row(view.columns, row) for row in view.shown)
    return _framed("", caption, head, body)


def _head(column: Column) -> str:
    kind = ' class="number"' if column.number else ' class="words"'
    hint = f' title="{escape(column.help)}"' if column.help else ""
    return f'<th scope="col"{kind}{hint}>{escape(column.label)}</th>'


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    made = []
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        kind = ' class="number"' if column.number else ""
        made.append(f'<th scope="row">{escape(cell)}</th>' if not place else f"<td{kind}>{escape(cell)}</td>")
    return f"<tr>{''.join(made)}</tr>"


def _framed(kind: str, caption: str, head: str, body: str, scrolls: bool = False) -> str:
    # What scrolls sideways must be reached by the keys.
    reached = (
        f' tabindex="0" role="region" aria-label="{escape(caption)}"' if scrolls or "wide" in kind else ""
    )
    return (
        f'<div class="cm-scroll"{reached}><table class="cm-table{kind}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def networks(
    columns: Sequence[Column],
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
    first: str,
    caption: str,
) -> str:
    """A table with a network a row: each cell a value and what stands small below it. It folds on a phone."""
    head = f'<th scope="col">{escape(first)}</th>' + "".join(_head(column) for column in columns)
    body = ""
    for identifier, label, cells in rows:
        made = "".join(_cell(column, *cell) for column, cell in zip(columns, cells, strict=True))
        body += f'<tr><th scope="row">{dot(identifier)}{escape(label)}</th>{made}</tr>'
    return _framed(" fold", caption, head, body)


def folding(view: Table, caption: str) -> str:
    """A table whose first column names its rows; a phone shows a row as a block."""
    first, *rest = view.columns
    head = f'<th scope="col">{escape(first.label)}</th>' + "".join(_head(column) for column in rest)
    body = ""
    for name, *cells in view.shown:
        made = "".join(_cell(column, cell, "") for column, cell in zip(rest, cells, strict=True))
        body += f'<tr><th scope="row">{escape(name)}</th>{made}</tr>'
    return _framed(" fold", caption, head, body, scrolls=True)


def campaigns(columns: Sequence[Column], rows: Sequence[CampaignRow], first: str, caption: str) -> str:
    """A table with a campaign a row, its network and days below its name, which stays while the figures scroll."""
    head = f'<th scope="col">{escape(first)}</th>' + "".join(_head(column) for column in columns)
    body = ""
    for row in rows:
        made = "".join(
            _cell(column, figure.shown if figure else "", "")
            for column, figure in zip(columns, row.figures, strict=True)
        )
        name = f"{dot(row.network)}{escape(row.label)}<small>{escape(row.facts)}</small>"
        body += f'<tr><th scope="row">{name}</th>{made}</tr>'
    return _framed(" fold wide", caption, head, body)


def stamps(made: Sequence[str]) -> str:
    """Several stamps side by side."""
    return f'<div class="cm-stamps">{"".join(made)}</div>' if made else ""


def terms(pairs: Sequence[tuple[str, str]]) -> str:
    """Names, each with what is said of it; empty where there are none."""
    said = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f'<dl class="cm-terms">{said}</dl>' if said else ""


def titled(network: str, label: str) -> str:
    """The name of a network at the head of what is about it."""
    return f'<div class="cm-chart apart"><h3>{dot(network)} {escape(label)}</h3></div>'


def references(lines: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """Networks, each with the lines said of it."""
    made = "".join(
        f"<dt>{dot(identifier)} {escape(name)}</dt>{''.join(f'<dd>{escape(line)}</dd>' for line in said)}"
        for identifier, name, said in lines
    )
    return f'<dl class="cm-terms">{made}</dl>' if made else ""


def _cell(column: Column, value: str, under: str) -> str:
    kind = "number" if column.number else "words"
    empty = "" if value else " empty"
    small = f"<small>{escape(under)}</small>" if under else ""
    return f'<td class="{kind}{empty}" data-label="{escape(column.label)}"><span>{escape(value) or "–"}{small}</span></td>'


def check_row(row: CommunityRow) -> tuple[str, str, list[tuple[str, str]]]:
    """A row of the Community table: its figures, then the check."""
    return row.network, row.label, [*((cell, "") for cell in row.cells), (row.check, "")]


def post(card: PostCard, language: str) -> str:
    """One of the best or the weakest posts."""
    times = message(language, "posts.times", index=card.index_shown)
    where = " · ".join(part for part in (card.network_label, card.format, card.when) if part)
    text = card.text or message(language, "posts.no_text")
    return (
        f'<p class="cm-post"><span class="times">{escape(times)}</span>'
        f'<span class="where">{dot(card.network)} {escape(where)}</span>'
        f'<span class="text">{escape(text)}</span><span class="where">{escape(card.facts)}</span>{_habit(card)}</p>'
    )


def _habit(card: PostCard) -> str:
    return f'<span class="where">{escape(card.habit)}</span>' if card.habit else ""


def one(view: PostView, language: str) -> str:
    """A post up close: where and when, its whole text, its figures."""
    card = view.card
    where = " · ".join(part for part in (card.network_label, card.format, card.when) if part)
    text = view.text.strip() or message(language, "posts.no_text")
    terms = "".join(
        f"<div><dt>{escape(bar.label)}</dt><dd>{escape(bar.shown)}</dd></div>" for bar in view.figures
    )
    return (
        f'<div class="cm-one"><p class="where">{dot(card.network)} {escape(where)}</p>'
        f'<p class="text">{escape(text)}</p><dl>{terms}</dl><p class="where">{escape(card.habit)}</p></div>'
    )
