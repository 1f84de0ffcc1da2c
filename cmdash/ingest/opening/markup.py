"""Tables of XML spreadsheets (SpreadsheetML 2003) and of HTML pages. Runs in the guarded child only.

Both are read as a stream of tags. XML goes through expat, which is fast and strict (no entity of the document's
own is accepted); what expat refuses, and all HTML, goes through the tolerant parser of the standard library, since
real exports hold bytes and ampersands that no strict parser takes.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.parsers.expat as expat
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

Rows = list[list[str]]
Found = list[tuple[str, bool, Rows]]
WIDEST = 16_384
TALLEST = 1_048_576
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,10};)")


class _Broken(Exception):  # noqa: N818 - a signal between two parsers, not a fault
    """The strict parser gives up."""


class Tables:
    """What both formats need while their tags pass: the sheet, the row and the cell that are open."""

    def __init__(self) -> None:
        self.found: Found = []
        self.rows: Rows = []
        self.row: list[str] = []
        self.text: list[str] | None = None

    def put(self, column: int, value: str) -> None:
        """Write a cell of the open row (0-based), padding up to it."""
        if column >= WIDEST:
            return
        self.row += [""] * (column + 1 - len(self.row))
        self.row[column] = value

    def close_row(self, number: int) -> None:
        """Put the open row at its number (0-based), blank rows before it."""
        if number < TALLEST:
            self.rows += [[] for _ in range(number - len(self.rows))]
            self.rows.append(self.row)
        self.row = []

    def close_sheet(self, name: str, hidden: bool) -> None:
        if any(any(row) for row in self.rows):
            self.found.append((name, hidden, self.rows))
        self.rows, self.row = [], []

    def data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)


class SpreadsheetTables(Tables):
    """SpreadsheetML 2003: Worksheet, Row (Index), Cell (Index, MergeAcross), Data (Type)."""

    name, hidden, kind, column, number, across = "", False, "", -1, -1, 0

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "worksheet":
            self.name, self.hidden, self.number = given.get("name", ""), False, -1
        elif tag == "row":
            self.number = _whole(given.get("index"), self.number + 2) - 1
            self.column, self.across = -1, 0
        elif tag == "cell":
            self.column = _whole(given.get("index"), self.column + self.across + 2) - 1
            self.across = _whole(given.get("mergeacross"), 0)
        elif tag in ("data", "visible"):
            self.kind, self.text = given.get("type", ""), []

    def end(self, tag: str) -> None:
        if tag in ("data", "visible") and self.text is not None:
            written, self.text = "".join(self.text), None
            if tag == "visible":
                self.hidden = self.hidden or written.startswith("SheetHidden") or written == "SheetVeryHidden"
            else:
                self.put(max(self.column, 0), stored(written, self.kind.lower()))
        elif tag == "row":
            self.close_row(max(self.number, 0))
        elif tag == "worksheet":
            self.close_sheet(self.name, self.hidden)


class PageTables(Tables):
    """HTML: every outermost table is a sheet; a cell spanning columns or rows leaves the places it covers empty."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.covered: dict[int, int] = {}  # column -> rows still covered by a cell above
        self.span = (1, 1)

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self.depth += 1
        elif self.depth != 1:
            return
        elif tag == "tr":
            self._close_cell()
            self._close_row()
        elif tag in ("td", "th"):
            self._close_cell()
            self.text = []
            self.span = (_whole(given.get("colspan"), 1), _whole(given.get("rowspan"), 1))
        elif tag in ("br", "p", "div") and self.text:
            self.text.append("\n")

    def end(self, tag: str) -> None:
        if self.depth == 1 and tag in ("td", "th", "tr", "table"):
            self._close_cell()
        if self.depth == 1 and tag in ("tr", "table"):
            self._close_row()
        if tag == "table" and self.depth:
            self.depth -= 1
            if not self.depth:
                self.covered = {}
                self.close_sheet(f"Table {len(self.found) + 1}", False)

    def data(self, data: str) -> None:
        super().data(data.replace("\n", " "))  # only tags break lines

    def _close_cell(self) -> None:
        if self.text is None:
            return
        lines = [" ".join(line.split()) for line in "".join(self.text).split("\n")]
        self.text = None
        column = len(self.row)
        while self.covered.get(column, 0):
            column += 1
        self.put(column, "\n".join(lines).strip())
        across, down = min(self.span[0], 1000), min(self.span[1], 65534)
        self.row += [""] * (across - 1)
        for place in range(column, column + across):
            if down > 1:
                self.covered[place] = down

    def _close_row(self) -> None:
        if self.row:
            self.close_row(len(self.rows))
            self.covered = {place: rows - 1 for place, rows in self.covered.items() if rows > 1}


class _Tolerant(HTMLParser):
    """Hands tags without prefix and in small letters to `tables`, whatever state the document is in."""

    def __init__(self, tables: SpreadsheetTables | PageTables) -> None:
        super().__init__(convert_charrefs=True)
        self.tables = tables
        self.handle_data = tables.data  # type: ignore[method-assign] # one call less for every piece of text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tables.start(_local(tag), {_local(name): value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.tables.end(_local(tag))

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.tables.data(data.removeprefix("CDATA["))


def _tolerantly(text: str, tables: SpreadsheetTables | PageTables) -> Found:
    parser = _Tolerant(tables)
    parser.feed(text)
    parser.close()
    return tables.found


def spreadsheet(content: bytes) -> Found:
    """Sheets of a SpreadsheetML 2003 document in UTF-8: name, hidden, rows of text with blank rows in place."""
    text = _CONTROL.sub("", content.decode("utf-8", "replace"))
    text = _BARE_AMPERSAND.sub("&amp;", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    tables = SpreadsheetTables()
    try:
        _strictly(text, tables.start, tables.end, tables.data)
    except (_Broken, expat.ExpatError):
        return _tolerantly(text, SpreadsheetTables())
    return tables.found


def _strictly(
    text: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, given: start(
        _local(tag), {_local(name): value for name, value in given.items()}
    )
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = data

    def refuse(*_: object) -> int:
        raise _Broken

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.Parse(text.encode("utf-8", "replace"), True)


def page(content: bytes) -> Found:
    """Tables of an HTML page in UTF-8, each as a sheet."""
    return _tolerantly(_CONTROL.sub("", content.decode("utf-8", "replace")), PageTables())


READERS: dict[str, Callable[[bytes], Found]] = {"spreadsheetml": spreadsheet, "html": page}


def stored(written: str, kind: str) -> str:
    """The text of a typed SpreadsheetML value, in the form every workbook's cells have."""
    if kind == "number":
        return _number(written.strip())
    if kind == "boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(written.strip(), written)
    if kind == "datetime":
        return _moment(written.strip())
    return written


def _number(written: str) -> str:
    """A number in its shortest form; digits alone stay as they are, however many."""
    if written.isascii() and written.removeprefix("-").isdigit():
        return written
    try:
        short = repr(float(written))
    except ValueError:
        return written
    return written if "e" in short or "n" in short else short.removesuffix(".0")


def _moment(written: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return written
    if moment.year <= 1900 and moment.date() in (dt.date(1899, 12, 31), dt.date(1899, 12, 30)):
        return moment.time().replace(microsecond=0).isoformat()
    return moment.replace(microsecond=0, tzinfo=None).isoformat().removesuffix("T00:00:00")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdigit() and len(written) < 8 else otherwise
