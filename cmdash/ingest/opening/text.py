"""A text file as a sheet: decoded, its dialect found, its quotes mended, its cells read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow.compute as pc

from cmdash.ingest.opening import decoding, dialect, quotes
from cmdash.ingest.opening.decoding import Text
from cmdash.ingest.opening.limits import Limits
from cmdash.ingest.opening.text_cells import NO_MARK, read_cells
from cmdash.model import Finding, OpenedFile, Sheet, Upload

SAMPLE = 64 * 1024
LARGEST_SAMPLE = 1 << 24
REPAIRS = 5
MOST_UNEVEN = 1000  # records of another length looked at for a quote that swallowed a row
_ENDS = re.compile(r"[\r\n]")
_WRAPPED = re.compile(r'"(?P<line>(?:[^"\r\n]|"")*)"[;,\t]*(?P<end>[\r\n]*)')


def read_text(upload: Upload, limits: Limits) -> OpenedFile:
    """A text file as one sheet of cells as written.

    The number of a record counts from the first line of the file; a `sep=` line counts and is left out. Raises
    `Refusal` for too many columns or cells.
    """
    text = decoding.decode(upload.content)
    encoding, shape, findings = text.encoding, _sniff(text), []
    if text.strange:
        mixed: dict[str, str | int | float] = {
            "count": text.strange, "encoding": encoding, "other": text.other,
        }  # fmt: skip
        findings.append(Finding("text-encodings-mixed", "warning", upload.name, params=mixed))
    if (undone := _undo_double_quotes(text)) is not None:
        text, shape = undone, _sniff(undone)
        findings.append(Finding("text-quoted-twice", "info", upload.name))
    text, shape = _standard(text, shape)
    sheet = read_cells(upload.name, text, shape, limits)
    if text.replaced:
        params: dict[str, str | int | float] = {"count": text.replaced, "encoding": encoding}
        findings.append(Finding("text-characters-lost", "warning", upload.name, params=params))
    for _ in range(REPAIRS):
        if (repaired := _without_unclosed_quote(text, sheet, shape.width)) is None:
            break
        findings.append(Finding("text-quote-unclosed", "warning", upload.name, row=int(sheet.numbers[-1])))
        text = repaired
        sheet = read_cells(upload.name, text, shape, limits)
    if not _quotes_seen(findings) and (mended := _without_stray_quotes(text, sheet, shape)) is not None:
        text, count = mended
        findings.append(Finding("text-quotes-stray", "warning", upload.name, params={"count": count}))
        sheet = read_cells(upload.name, text, shape, limits)
    return OpenedFile(upload.name, upload.sha256, (sheet,), encoding, shape.delimiter, tuple(findings))


def _quotes_seen(findings: Sequence[Finding]) -> bool:
    return any(finding.code in ("text-quoted-twice", "text-quote-unclosed") for finding in findings)


def _sniff(text: Text) -> dialect.Dialect:
    """The dialect, on a beginning that grows until it holds a few records."""
    size = SAMPLE
    while True:
        sample, complete = text.head(size)
        if complete or size > LARGEST_SAMPLE or len(re.findall(r"[\r\n]", sample[: len(sample) // 2])) > 2:
            return dialect.sniff(sample, complete)
        size *= 8


def division(content: bytes) -> dialect.Dialect:
    """How the cells of a text are divided, as `read_text` decides it."""
    text = decoding.decode(content)
    undone = _undo_double_quotes(text)
    return _sniff(undone or text)


def _standard(text: Text, shape: dialect.Dialect) -> tuple[Text, dialect.Dialect]:
    """The text as a common reader divides it: a dialect with escapes, spaces or aligned columns is written anew."""
    if shape.plain:
        return text, shape
    whole = text.whole()
    body = dialect.standard(whole[shape.skip :].decode("utf-8"), shape)
    plain = replace(shape, quote='"')
    return Text(whole[: shape.skip] + body.encode(), "utf-8", as_is=True, replaced=text.replaced), plain


def _without_stray_quotes(text: Text, sheet: Sheet, shape: dialect.Dialect) -> tuple[Text, int] | None:
    """The text with quotes that open and never close taken as letters, where they swallowed rows; else None."""
    if not shape.delimiter or shape.quote != '"' or shape.width < 2:
        return None
    ends = text.content.count(b"\n") or text.content.count(b"\r")
    open_end = text.content.rstrip(b"\x00")[-1:] not in (b"\n", b"\r")
    if ends + open_end <= sheet.height:  # every record on a line of its own
        return None
    several = [
        cell
        for column in sheet.columns
        for cell in column.filter(pc.match_substring_regex(column, r"[\r\n]")).to_pylist()
    ]
    uneven = [place - int(sheet.numbers[0]) for place in list(sheet.ragged)[:MOST_UNEVEN]]
    broken = any(_ENDS.search(column[row].as_py()) for row in uneven for column in sheet.columns)
    if not several or not (broken or quotes.swallowed(several, shape.delimiter, shape.width)):
        return None
    whole = text.whole()
    mended = quotes.mend(whole[shape.skip :].decode("utf-8"), shape.delimiter)
    if mended is None:
        return None
    return Text(
        whole[: shape.skip] + mended[0].encode(), "utf-8", as_is=True, replaced=text.replaced
    ), mended[1]


def _without_unclosed_quote(text: Text, sheet: Sheet, usual: int) -> Text | None:
    """The text without a quote that nothing closes, so that the last cell swallowed all that follows; else None."""
    if not sheet.height:
        return None
    last = sheet.columns[sheet.ragged.get(int(sheet.numbers[-1]), usual) - 1][-1].as_py()
    if not re.search(r"[\r\n]", last):
        return None
    whole = text.whole()
    if whole.count(b'"') % 2 == 0:  # every quote has its other half
        return None
    place = whole.rfind(b'"' + last[:200].replace('"', '""').encode())
    if place < 0 or b'"' in whole[place + 1 :].replace(b'""', b""):
        return None
    return Text(whole[:place] + whole[place + 1 :], "utf-8", as_is=True)


def _undo_double_quotes(text: Text) -> Text | None:
    """The text without the quotes some program put around whole lines of a CSV; None where there are none.

    Such a line reads as one quoted cell that holds a row. The text is taken for one when its first line is of
    that kind, nearly all lines that begin with a quote are, and what comes out divides into even rows.
    """
    head, complete = text.head(SAMPLE)
    first = next(dialect.lines(head), "")
    if not (inner := _WRAPPED.fullmatch(first)) or not any(
        mark in inner["line"] for mark in dialect.CANDIDATES
    ):
        return None
    opened = [line for line in dialect.lines(head) if line.startswith('"')][:-1] or [first]
    wrapped = sum(bool(_WRAPPED.fullmatch(line)) for line in opened)
    divided = sum(any(mark in line for mark in dialect.CANDIDATES) for line in dialect.lines(head))
    if wrapped < 0.9 * len(opened) or wrapped < 0.5 * (
        divided - 1
    ):  # a title with commas is no line of its kind
        return None
    undone = "".join(map(_unwrap, dialect.lines(head)))
    shape = dialect.sniff(undone, complete)
    rows = dialect.records(undone, shape.delimiter or NO_MARK, complete=False)
    if shape.width < 2 or sum(len(row) == shape.width for row in rows) < 0.9 * len(rows):
        return None
    lines = dialect.lines(text.whole().decode("utf-8"))
    return Text("".join(map(_unwrap, lines)).encode(), "utf-8", as_is=True, replaced=text.replaced)


def _unwrap(line: str) -> str:
    """A physical line without the quotes around it."""
    found = _WRAPPED.fullmatch(line)
    return found["line"].replace('""', '"') + found["end"] if found else line
