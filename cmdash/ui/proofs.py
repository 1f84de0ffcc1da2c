"""Our own markup for what is claimed: sentences that open to their figures, the heat map, rankings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cmdash.model.evidence_views import Asking, HeatCell, HeatMap, RankingView, Told
from cmdash.ui import markup
from cmdash.wording import message


def asking(view: Asking) -> str:
    """One question: what stands out, and behind a line every answer."""
    told = "".join(sentence(one) for one in view.told)
    if view.sentence:
        told += markup.quiet([view.sentence])
    table = markup.folding(view.table, view.title) if view.table else ""
    behind = (
        f'<details class="cm-behind"><summary>{escape(view.rest)}</summary>{table}</details>' if table else ""
    )
    return f'<section class="cm-asking">{markup.section(view.title)}{told}{behind}</section>'


def sentence(view: Told) -> str:
    """A sentence with its verdict, which opens to its figures."""
    return opening(view.verdict, view.word, view.sentence, view.terms)


def opening(kind: str, word: str, text: str, terms: Sequence[tuple[str, str]]) -> str:
    """Words with a mark in front, that open to terms."""
    said = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in terms)
    return (
        f'<details class="cm-told {escape(kind)}"><summary><b>{escape(word)}</b> <span>{escape(text)}</span></summary>'
        f'<dl class="cm-stamp">{said}</dl></details>'
    )


def heat(view: HeatMap, language: str) -> str:
    """The heat map as a table: each cell its number of posts and, above the gate, its estimate."""
    head = "".join(
        f'<th scope="col"><abbr title="{escape(long)}">{escape(short)}</abbr></th>'
        for short, long in view.days
    )
    body = "".join(
        f'<tr><th scope="row">{escape(hour)}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
        for hour, cells in view.rows
    )
    caption = message(language, "works.heat.caption")
    return (
        f"{markup.head(view.title, view.subtitle)}"
        f'<div class="cm-scroll"><table class="cm-heat"><caption>{escape(caption)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="cm-note">{escape(view.note)}</p>'
    )


def _cell(cell: HeatCell | None) -> str:
    if cell is None:
        return '<td class="none"></td>'
    kind = "few" if cell.tint is None else ("more" if cell.tint > 0 else "less" if cell.tint else "even")
    strength = f' style="--t: {abs(cell.tint) * 100:.0f}%"' if cell.tint is not None else ""
    small = f"<small>{escape(cell.shown)}</small>" if cell.shown else ""
    return f'<td class="{kind}"{strength} title="{escape(cell.told)}">{escape(cell.n)}{small}</td>'


def ranking(view: RankingView) -> str:
    """A ranking with its note, and those too few to be ranked."""
    return (
        f'<div class="cm-chart cm-ranking"><h3>{escape(view.title)}</h3></div>'
        f"{markup.folding(view.table, view.title)}{markup.quiet([line for line in (view.note, view.unranked) if line])}"
    )
