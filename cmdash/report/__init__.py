"""The report as a file: PDF, PPTX, XLSX, HTML or the text of an e-mail. Everything said is in the `Report`; nothing is
computed here.

The room is also the call `cmdash.report(tracking, "bilan.pdf", lang="fr")` that the contract promises.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from importlib import import_module
from os import PathLike
from pathlib import Path
from types import ModuleType

from cmdash.model import Query, Tracking
from cmdash.model.report_views import Report, Wish

LETTERS = 12  # named one by one
WRITERS = {".pdf": "typeset", ".pptx": "slides", ".xlsx": "workbook", ".html": "page", ".txt": "mail"}


def render(report: Report, suffix: str) -> bytes:
    """The bytes of the report in a format, by its suffix (`.pdf`, `.pptx`, `.xlsx`, `.html`, `.txt`).

    What a format needs is imported on first use. Raises `KeyError` for another suffix.
    """
    write: Callable[[Report], bytes] = import_module(f"cmdash.report.{WRITERS[suffix]}").write
    return write(report)


def unwritten(report: Report) -> str:
    """The first letters of a report that its PDF cannot write on this machine, one after the other; mostly empty."""
    from cmdash.report import typeset

    found = typeset.unwritten(report)
    return " ".join(found[:LETTERS]) + (" …" if len(found) > LETTERS else "")


def save(
    tracking: Tracking,
    output: str | PathLike[str],
    *,
    lang: str = "en",
    query: Query | None = None,
    wish: Wish | None = None,
    today: dt.date | None = None,
) -> None:
    """Write the report of a tracking to a file; its format is that of the name.

    `query` says the period and the filters (without one the last whole month, a year for a board), `wish` for whom and
    in whose colours, `today` what stands for the clock. Raises `ValueError` for a name that is none of a report, where
    the tracking holds no figure to report, and, with what it does hold, where no row of it meets the question (an
    account or a network it does not know, days beyond it).
    """
    from cmdash.story.report import report

    suffix = Path(output).suffix.lower()
    if suffix not in WRITERS:
        raise ValueError(f"a report is a file whose name ends with {', '.join(WRITERS)}, not '{suffix}'")
    asked, clock = query or Query(), today or dt.date.today()
    made = report(tracking, asked, lang, clock, wish)
    if not made.parts:
        told = report(tracking, asked, "en", clock, wish).why  # in English, as all that Python raises
        raise ValueError(told or "the tracking holds no figure a report could be made of")
    Path(output).write_bytes(render(made, suffix))


class _Room(ModuleType):
    __call__ = staticmethod(save)


sys.modules[__name__].__class__ = _Room
