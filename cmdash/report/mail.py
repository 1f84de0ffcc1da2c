"""The summary as plain text, to paste into an e-mail."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from cmdash.model.report_views import Block, Figures, Part, PostCards, Report, Words
from cmdash.wording import message

WIDTH = 76  # characters a line: what mail programs show without breaking it
PARTS = ("summary", "posts", "next")
MOST = 5  # things to do: the report has them all


def write(report: Report) -> bytes:
    """The text: title, headline, figures, posts and what to do next; line ends as mail has them."""
    lines = [report.title, report.period, "", *_wrapped(report.headline)]
    for part in _kept(report):
        lines += ["", part.title.upper()]
        if part.comment:
            lines += ["", *_wrapped(part.comment)]
        for block in part.blocks:
            lines += _block(block, report.language)
    lines += ["", *_wrapped(f"{report.made} {report.choice}".strip())]
    if report.watermark:
        lines = [f"[{report.watermark}]", *lines]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _kept(report: Report) -> Iterator[Part]:
    """The parts of the mail. What to do next is said once: in the summary, where the report has it there, else last."""
    said = {item for part in report.parts if part.id == "summary" for item in _items(part)}
    for part in report.parts:
        if part.id != "next":
            if part.id in PARTS:
                yield part
            continue
        todo = tuple(item for item in _items(part) if item not in said)
        if todo and len(todo) == len(_items(part)):
            more = message(report.language, "report.file.more", count=len(todo) - MOST)
            items = (*todo[:MOST], more) if len(todo) > MOST + 1 else todo
            yield replace(part, blocks=(Words(items, points=True),))


def _items(part: Part) -> tuple[str, ...]:
    """What a part says in sentences."""
    words = (block for block in part.blocks if isinstance(block, Words) and not block.quiet)
    return tuple(item for block in words for item in block.items)


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
            times = "" if math.isnan(card.index) else message(language, "posts.times", index=card.index_shown)
            yield from _point(f"{times} \u2013 {facts}" if times else facts)


def _point(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False
    ) or ["-"]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False)
