"""Cells of a text file: decoded, divided, read by Arrow as text, every record with its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from cmdash.ingest.opening import decoding, dialect, quotes
from cmdash.ingest.opening.decoding import Text
from cmdash.ingest.opening.limits import Limits
from cmdash.model import Finding, OpenedFile, Refusal, Sheet, Upload

SAMPLE = 64 * 1024
LARGEST_SAMPLE = 1 << 24
BLOCK = 1 << 18
LARGEST_BLOCK = 1 << 30
REPAIRS = 5
MOST_UNEVEN = 1000  # records of another length looked at for a quote that swallowed a row
NO_MARK = "\x1f"  # stands for "no delimiter": the unit separator, which is in no sheet
_ENDS = re.compile(r"[\r\n]")
_WRAPPED = re.compile(r'"(?P<line>(?:[^"\r\n]|"")*)"[;,\t]*(?P<end>[\r\n]*)')


@dataclass
class _Spill:
    """Records whose cell count is not the usual one, as Arrow hands them over while it reads."""

    columns: int  # a record with more cells stops the reading
    cells: int  # so do more cells in all
    numbers: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    over: str = ""

    def take(self, row: arrow_csv.InvalidRow) -> str:
        self.cells -= row.actual_columns
        if row.actual_columns > self.columns or self.cells < 0:
            self.over = "too-many-columns" if row.actual_columns > self.columns else "too-many-cells"
            return "error"
        self.numbers.append(row.number)
        self.widths.append(row.actual_columns)
        self.texts.append(row.text)
        return "skip"


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
    sheet = _cells(upload.name, text, shape, limits)
    if text.replaced:
        params: dict[str, str | int | float] = {"count": text.replaced, "encoding": encoding}
        findings.append(Finding("text-characters-lost", "warning", upload.name, params=params))
    for _ in range(REPAIRS):
        if (repaired := _without_unclosed_quote(text, sheet, shape.width)) is None:
            break
        findings.append(Finding("text-quote-unclosed", "warning", upload.name, row=int(sheet.numbers[-1])))
        text = repaired
        sheet = _cells(upload.name, text, shape, limits)
    if not _quotes_seen(findings) and (mended := _without_stray_quotes(text, sheet, shape)) is not None:
        text, count = mended
        findings.append(Finding("text-quotes-stray", "warning", upload.name, params={"count": count}))
        sheet = _cells(upload.name, text, shape, limits)
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
    return Text(whole[: shape.skip] + body.encode(), "utf-8", as_is=True, replaced=text.replaced), shape


def _cells(file: str, text: Text, shape: dialect.Dialect, limits: Limits) -> Sheet:
    """The sheet of a text in a known dialect."""
    mark = shape.delimiter or NO_MARK
    if shape.width > limits.columns:
        raise _refusal("too-many-columns", file, limits)
    spill = _Spill(limits.columns, limits.cells)
    batches = _parse(lambda: text.stream(shape.skip), mark, shape, spill)
    if spill.over:
        raise _refusal(spill.over, file, limits)
    usual = sum(len(batch[0]) for batch in batches)
    height = usual + len(spill.numbers)
    width = max([shape.width, *spill.widths])
    if height * width > limits.cells:
        raise _refusal("too-many-cells", file, limits)
    columns = _joined(batches, shape.width)
    columns += [_empty(usual)] * (width - len(columns))
    if spill.numbers:
        columns = _woven(columns, spill, mark, shape, height)
    first = 2 if shape.skip else 1
    ragged = {number + first - 1: count for number, count in zip(spill.numbers, spill.widths, strict=True)}
    return Sheet(None, tuple(columns), np.arange(first, first + height), MappingProxyType(ragged))


def _parse(
    source: Callable[[], pa.NativeFile], mark: str, shape: dialect.Dialect, spill: _Spill
) -> list[list[pa.Array]]:
    """Columns of the records that have the usual width, batch by batch; the others go to `spill`."""
    width = shape.width
    names = [str(i) for i in range(width)]
    block = BLOCK
    while True:
        taken = replace(spill, numbers=[], widths=[], texts=[])
        batches: list[list[pa.Array]] = []
        try:
            for batch in _reader(source(), mark, shape.quote, names, block, taken):
                taken.cells -= batch.num_rows * width
                if taken.cells < 0:
                    taken.over = "too-many-cells"
                    break
                batches.append(batch.columns)
        except pa.ArrowInvalid:
            if not taken.over:
                if block >= LARGEST_BLOCK:
                    raise
                block *= 16  # a record longer than a block
                continue
        spill.numbers, spill.widths, spill.texts, spill.over = (
            taken.numbers,
            taken.widths,
            taken.texts,
            taken.over,
        )
        return batches


def _reader(
    source: pa.NativeFile, mark: str, quote: str, names: list[str], block: int, spill: _Spill
) -> Iterator[pa.RecordBatch]:
    """Arrow's batches of the records that have as many cells as there are names, all as text."""
    try:
        yield from arrow_csv.open_csv(
            source,
            arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=block),
            arrow_csv.ParseOptions(
                delimiter=mark,
                quote_char=quote,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=spill.take,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as fault:
        if "Empty CSV file" not in str(fault):  # nothing after a `sep=` line
            raise


def _woven(
    columns: Sequence[pa.Array], spill: _Spill, mark: str, shape: dialect.Dialect, height: int
) -> list[pa.Array]:
    """Columns with the spilled records put back in their places, padded with empty cells."""
    numbers, widths = np.array(spill.numbers), np.array(spill.widths)
    free = np.ones(height, bool)
    free[numbers - 1] = False
    places, blocks = [np.flatnonzero(free)], [list(columns)]
    for width in sorted(set(spill.widths)):
        chosen = np.flatnonzero(widths == width)
        places.append(numbers[chosen] - 1)
        blocks.append(
            _reread([spill.texts[i] for i in chosen], replace(shape, width=width), mark, len(columns))
        )
    order = np.empty(height, np.int64)
    order[np.concatenate(places)] = np.arange(height)
    taken = pa.array(order)
    return [column.take(taken) for column in _joined(blocks, len(columns))]


def _joined(batches: list[list[pa.Array]], width: int) -> list[pa.Array]:
    """The batches' columns made whole; each one's pieces are let go before the next, to hold the cells once only."""
    columns = []
    for _ in range(width if batches else 0):
        columns.append(pa.concat_arrays([batch.pop(0) for batch in batches]))
        if len(batches) > 1:
            pa.default_memory_pool().release_unused()
    return columns


def _reread(texts: Sequence[str], shape: dialect.Dialect, mark: str, padded: int) -> list[pa.Array]:
    """Records that all have the width of `shape`, as `padded` columns."""
    width = shape.width
    data = "\n".join(texts).encode()
    batches = _parse(lambda: pa.BufferReader(data), mark, shape, _Spill(width, len(texts) * width))
    columns = _joined(batches, width)
    return columns + [_empty(len(texts))] * (padded - width)


def _empty(height: int) -> pa.Array:
    return pa.repeat(pa.scalar("", pa.string()), height)


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


def _refusal(code: str, file: str, limits: Limits) -> Refusal:
    return Refusal(Finding(code, "error", file, params={"cells": limits.cells, "columns": limits.columns}))
