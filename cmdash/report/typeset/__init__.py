"""The report as a typeset PDF: tagged, with bookmarks, set in the typeface of the pages.

All texts reach the template as data and are inserted as text: nothing of the user is ever read as markup.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from cmdash.charts.palette import palette
from cmdash.model.brand import Brand
from cmdash.model.report_views import Block, Drawing, Figures, Grid, Part, PostCards, Report, Words
from cmdash.model.views import Change, Figure
from cmdash.report import colours, drawing, fonts
from cmdash.report.typeset import columns, glyphs
from cmdash.report.typeset.lettering import broken, printed, prose
from cmdash.report.typeset.scripts import scripts_of

TEMPLATE = Path(__file__).with_name("report.typ")
ROOM = 481.8  # points between the margins: 170 mm
CARD = {3: 146.0, 4: 104.0}  # points that a figure has beside others
VALUE = (20.0, 10.0)  # points: the size of a figure, and the least where it is long
SHORT, WORDY = 14, 2500  # rows and letters up to which a table stays on one page
TALL = 700  # letters from which a row may go on over the page
ON_TWO = 1.85  # lines that words are sure to fill where they take two
FOOTER, RUNNING = 430.0, 440.0  # points that the footer and the running head have
NOTICE = 8.0  # points of both
NOTICES = (NOTICE, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)  # of a footer of one's own: two lines at most
SMALL_PARTS = ("method",)
SPARSE = 90.0  # millimetres down a last page above which it is hardly filled
TITLE = 70  # letters up to which a title is set large


def write(report: Report) -> bytes:
    """The PDF. The same report gives the same bytes, but for the moment of making.

    Letters that the typeface lacks are set in a font of the machine that has them. What none has, and emoji, is left
    out, see `lettering.printable` and `unwritten`; links are plain text. A logo that cannot be drawn is left out.
    """
    report = replace(report, posts=None)  # the posts themselves are for the workbook
    found = scripts_of(report)
    plain, bare = printed(report), replace(report, brand=replace(report.brand, logo=b""))
    # a font of the machine that cannot be set, then a picture that is none
    ways = [(printed(report, found.letters), found.families)] if found.families else []
    ways += [(plain, ())]
    ways += [(printed(bare), ())] if report.brand.logo else []
    for made, families in ways[:-1]:
        try:
            return _written(made, families)
        except _engine().TypstError:
            continue
    return _written(*ways[-1])


def unwritten(report: Report) -> str:
    """The letters of a report that its typeface lacks and no font of the machine has, in order."""
    return scripts_of(replace(report, posts=None)).missing


def _written(report: Report, families: Sequence[str] = ()) -> bytes:
    """The file; set closer where that spares a last page with hardly anything on it."""
    files = _files(report, families)
    if report.audience != "owner":
        end, close = _end(files), _closer(files)
        if end["page"] > 2 and end["down"] < SPARSE and _end(close)["page"] < end["page"]:
            files = close
    made: bytes = _compiler(files).compile(format="pdf", pdf_standards=["ua-1"])
    return made


def _end(files: dict[str, bytes]) -> dict[str, float]:
    """The page on which the report ends, and how far down, in millimetres."""
    found: dict[str, float] = json.loads(_compiler(files).query("<end>", field="value", one=True))
    return found


def _closer(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same report with narrower margins above and below, and less room between its parts."""
    return files | {"report.json": json.dumps(json.loads(files["report.json"]) | {"close": True}).encode()}


def laid_out(report: Report) -> Any:
    """The report, all of whose texts are printable, with its template: ready to be compiled to pages, once."""
    return _compiler(_files(report))


def _compiler(files: dict[str, bytes]) -> Any:
    alone = len(json.loads(files["report.json"])["families"]) == 1
    return _engine().Compiler(dict(files), font_paths=_fonts(alone), ignore_system_fonts=alone)


def _files(report: Report, families: Sequence[str] = ()) -> dict[str, bytes]:
    files: dict[str, bytes] = {"main.typ": TEMPLATE.read_bytes()}
    content = {
        **_head(report),
        "families": [fonts.FAMILY, *families],
        "brand": _brand(report.brand, files),
        "parts": [_part(part, report, files) for part in report.parts],
    }
    files["report.json"] = json.dumps(content, ensure_ascii=False).encode()
    return files


@cache
def _engine() -> Any:
    import typst

    return typst


@cache
def _fonts(alone: bool) -> Any:
    """The one family of the report: without any other, nothing can fall back to it. With those of the machine where a
    text needs one of them by name."""
    return _engine().Fonts(
        include_system_fonts=not alone, include_embedded_fonts=False, font_paths=[str(fonts.folder())]
    )


def _head(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "title": report.title,
        "shown_title": broken(report.title),
        "large": len(report.title) <= TITLE,
        "period": broken(report.period),
        "headline": prose(report.headline),
        "made": broken(report.made),
        "watermark": report.watermark,
        "cover": report.brand.cover and report.audience != "owner",
        "one_page": report.audience == "owner",
        "close": False,
    }


def _brand(brand: Brand, files: dict[str, bytes]) -> dict[str, Any]:
    """The colours as they are and as they can be read; the logo as numbers beside the template."""
    light, own = palette("light"), " ".join(brand.footer.split())
    if brand.logo:  # files in memory must be text
        files["logo.json"] = json.dumps(list(brand.logo), separators=(",", ":")).encode()
    return {
        "name": broken(brand.name),
        "author": brand.name,
        "imprint": broken(brand.footer),
        "footer": broken(own),
        "footer_size": next(
            (size for size in NOTICES if glyphs.width(own, size) <= ON_TWO * FOOTER), NOTICES[-1]
        ),
        "logo": bool(brand.logo),
        "first": colours.first(brand),
        "second": colours.second(brand),
        "text": colours.accent(brand),
        "on": colours.on_first(brand),
        "ink": light.ink,
        "grey": light.grey,
        "grid": light.grid,
        "good": light.good,
        "bad": light.bad,
    }


def _part(part: Part, report: Report, files: dict[str, bytes]) -> dict[str, Any]:
    small = part.id in SMALL_PARTS
    return {
        "id": part.id,
        "title": part.title,
        "running": _running(report.title, part.title),
        "lead": prose(part.lead),
        "comment": [broken(line) for line in part.comment.split("\n") if line.strip()],
        "small": small,
        "blocks": _kept([_block(block, report.language, small, files) for block in part.blocks]),
    }


def _running(title: str, part: str) -> str:
    """The head of the pages of a part: of a long title its beginning, the part whole where it fits."""
    own = f" · {part}"
    room = RUNNING - glyphs.width(own, NOTICE)
    return glyphs.shortened(glyphs.shortened(title, NOTICE, max(room, RUNNING / 3)) + own, NOTICE, RUNNING)


def _kept(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks, a sentence kept on the page of the table without a heading that it leads to, and the last post on
    that of the remark on it."""
    for one, following in itertools.pairwise(blocks):
        leads = one["kind"] == "words" and following["kind"] == "table" and not following["heading"]
        remarked = one["kind"] == "posts" and following["kind"] == "words" and following["quiet"]
        if leads or remarked:
            one["leads"] = True
    return blocks


def _block(block: Block, language: str, small: bool, files: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case Words():
            items = [prose(text) for text in block.items]
            return {"kind": "words", "heading": block.heading, "items": items,
                    "points": block.points, "quiet": block.quiet, "short": sum(map(len, items)) < WORDY}  # fmt: skip
        case Figures():
            across = 3 if len(block.figures) in (3, 5, 6, 9) else 4
            cards = [_figure(figure, CARD[across]) for figure in block.figures]
            return {"kind": "figures", "heading": block.heading, "across": across, "figures": cards}
        case Drawing():
            return _drawing(block, language, files)
        case Grid():
            return _grid(block, small)
        case PostCards():
            cards = [
                {
                    "index": card.index_shown,
                    "text": broken(" ".join(card.text.split())),
                    "about": broken(" · ".join(p for p in (card.when, card.network_label, card.format) if p)),
                    "facts": card.facts,
                    "habit": card.habit,
                }
                for card in block.cards
            ]
            return {"kind": "posts", "heading": block.heading, "cards": cards}


def _figure(figure: Figure, room: float) -> dict[str, Any]:
    unit = glyphs.width(f" {figure.unit}", NOTICE) if figure.unit else 0.0
    wide = glyphs.width(figure.shown, 1.0, bold=True)
    size = max(VALUE[1], min(VALUE[0], (room - unit) / wide if wide else VALUE[0]))
    return {
        "label": broken(figure.label),
        "shown": figure.shown,
        "unit": figure.unit,
        "size": size,
        "changes": [_change(change) for change in figure.changes],
        "notes": list(figure.notes),
    }


def _change(change: Change) -> dict[str, str]:
    """The number first; the verdict in words too, so that it is read without colour."""
    told = change.text.removeprefix(change.shown) if change.shown else change.text
    word = f", {change.word}" if change.word and change.mood in ("good", "bad") else ""
    return {"shown": change.shown, "told": told + word, "mood": change.mood}


def _drawing(block: Drawing, language: str, files: dict[str, bytes]) -> dict[str, Any]:
    chart = block.chart
    name = f"chart-{len(files)}.svg"
    files[name] = drawing.svg(printed(chart), language).encode()  # it is drawn in the typeface alone
    return {"kind": "chart", "file": name, "title": prose(chart.title), "subtitle": prose(chart.subtitle),
            "note": prose(chart.note), "alt": chart.alt}  # fmt: skip


def _grid(block: Grid, small: bool) -> dict[str, Any]:
    table = block.table
    shown = tuple(tuple(broken(cell) for cell in row) for row in table.shown)
    heads = tuple(replace(column, label=broken(column.label)) for column in table.columns)
    pieces = [
        {
            "widths": piece.widths,
            "size": piece.size,
            "heads": [heads[at].label for at in piece.columns],
            "numbers": [heads[at].number for at in piece.columns],
            "rows": [[row[at] for at in piece.columns] for row in shown],
            "whole": len(shown) <= SHORT and sum(len(cell) for row in shown for cell in row) < WORDY,
            "tall": any(len(row[at]) > TALL for row in shown for at in piece.columns),
        }
        for piece in columns.fit(replace(table, columns=heads, shown=shown), ROOM, small)
    ]
    return {"kind": "table", "heading": broken(block.heading), "note": prose(block.note),
            "gutter": columns.GUTTER, "pieces": pieces}  # fmt: skip
