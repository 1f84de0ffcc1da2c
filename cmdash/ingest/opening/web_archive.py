"""Tables of web archives (MHTML: what Excel calls a single file web page) and of mails. Runs in the guarded child only."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from html import unescape

Found = list[tuple[str, bool, list[list[str]]]]
_NAMED_PAGE = re.compile(
    r"<x:Name>([^<]{1,200})</x:Name>\s*<x:WorksheetSource\s+HRef=[\"'][^\"'>]*?([^\"'/>]+)[\"']",
    re.IGNORECASE,
)


def tables(content: bytes, page: Callable[[bytes], Found]) -> Found:
    """The tables of every HTML part, read by `page`: name, hidden, rows of text.

    A page that the archive's index names (`x:Name` beside `x:WorksheetSource`) gives its name to its only table.
    """
    found: Found = []
    names: dict[str, str] = {}
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() != "text/html":
            continue
        text = _decoded(part.get_payload(decode=True), part.get_content_charset())
        names |= {place: unescape(name).strip() for name, place in _NAMED_PAGE.findall(text)}
        name = names.get(str(part.get("Content-Location", "")).rpartition("/")[2], "")
        inside = page(text.encode("utf-8", "replace"))
        for _, hidden, rows in inside:
            own = name if len(inside) == 1 else ""
            found.append((own or f"Table {len(found) + 1}", hidden, rows))
    return found


def _decoded(payload: object, charset: str | None) -> str:
    content = payload if isinstance(payload, bytes) else b""
    for encoding in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("latin-1")
