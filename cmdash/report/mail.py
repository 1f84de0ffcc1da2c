"""The summary as plain text, to paste into an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cmdash.model.report_views import Block, Figures, PostCards, Report, Words
from cmdash.wording import message

WIDTH = 76  # characters a line: what mail programs show without breaking it
PARTS = ("summary", "posts")


def write(report: Report) -> bytes:
    """The text: title, headline, figures and what to do next; line ends as mail has them."""
    lines = [report.title, report.period, "", *_wrapped(report.headline)]
    for part in report.parts:
        if part.id not in PARTS:
            continue
        lines += ["", part.title.upper()]
        if part.comment:
            lines += ["", *_wrapped(part.comment)]
        for block in part.blocks:
            lines += _block(block, report.language)
    lines += ["", *_wrapped(report.made)]
    if report.watermark:
        lines = [f"[{report.watermark}]", *lines]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _block(block: Block, language: str) -> Iterator[str]:
    if isinstance(block, Figures):
        yield ""
        for figure in block.figures:
            value = f"{figure.shown} {figure.unit}".strip()
            said = message(language, "report.file.named", name=figure.label, text=value)
            changes = ", ".join(change.text for change in figure.changes)
            yield from _point(f"{said} ({changes})" if changes else said)
    elif isinstance(block, Words) and not block.quiet:
        yield from ("", block.heading) if block.heading else ("",)
        for item in block.items:
            yield from _point(item)
    elif isinstance(block, PostCards):
        yield from ("", block.heading)
        for card in block.cards:
            facts = " · ".join(
                part for part in (card.when, card.network_label, card.text, card.facts) if part
            )
            yield from _point(f"{card.index_shown} \u2013 {facts}")


def _point(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False
    ) or ["-"]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False)
