"""The guarded child: reads one workbook or page in a process of its own and writes its cells to standard output.

Started as a script by `cmdash.ingest.opening.workbook`, with nothing of ours importable and little else:
`python -I -S child.py <kind> <site-packages> <memory in bytes> <most cells> <most columns>`, the file on standard
input. Some tiny files make every fast reader abort the whole process; here that ends the child alone.

Standard output is a sequence of frames: one byte of kind, eight of length (little endian), the payload.
`S` a sheet begins (JSON: name, hidden), `C` a chunk of its rows (see `pack`), `X` a sheet that cannot be read (JSON:
name), `R` the file is refused (JSON: code), `E` the end. Without `E` or `R` nothing of it counts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import importlib.util
import io
import json
import re
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

CHUNK = 4000
NOTHING = float("nan")
MARKED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
HALF = dt.timedelta(milliseconds=500)


class Refused(Exception):  # noqa: N818 - said to a person, as in the model, which cannot be imported here
    """The file cannot be read; its argument is the code of the finding."""


def main(arguments: Sequence[str]) -> None:
    """Read standard input as `kind` and write its frames."""
    kind, packages, memory, cells, columns = arguments
    _limit_memory(int(memory))
    gc.disable()  # a short life without cycles: worth a quarter of the time
    sys.path.append(packages)
    out = sys.stdout.buffer
    try:
        reader = _workbook if kind == "workbook" else _markup(kind)
        for name, hidden, width, rows in reader(sys.stdin.buffer.read(), out, [int(cells), int(columns)]):
            frame(out, b"S", json.dumps({"name": name, "hidden": hidden}).encode())
            rows = iter(rows)
            while chunk := list(islice(rows, max(1, min(CHUNK, CHUNK * 64 // width)))):
                frame(out, b"C", pack(chunk, width))
        frame(out, b"E", b"")
    except Refused as refused:
        frame(out, b"R", json.dumps({"code": refused.args[0]}).encode())
    except MemoryError:
        frame(out, b"R", json.dumps({"code": "too-much-memory"}).encode())
    out.flush()


def _limit_memory(size: int) -> None:
    """Bound the address space of this process and leave no core file, where the system knows how."""
    try:
        import resource
    except ImportError:  # Windows has no such limit: time and size still hold
        return
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, size)):
        hard = resource.getrlimit(what)[1]
        with contextlib.suppress(ValueError, OSError):  # macOS may refuse: time and size still hold
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def frame(out: IO[bytes], kind: bytes, payload: bytes) -> None:
    """Write one frame."""
    out.write(kind + struct.pack("<Q", len(payload)))
    out.write(payload)


def _workbook(
    content: bytes, out: IO[bytes], budget: list[int]
) -> Iterator[tuple[str, bool, int, Iterable[Sequence[Any]]]]:
    """Sheets of a workbook of any kind that calamine knows: name, hidden, width, rows from row 1 and column A."""
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError:
        raise Refused("workbook-password") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Refused("workbook-corrupt") from None
    del content
    for sheet in workbook.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            cells = workbook.get_sheet_by_name(sheet.name)
        except (calamine.CalamineError, OSError, ValueError):
            frame(out, b"X", json.dumps({"name": sheet.name}).encode())
            continue
        if not (start := cells.start) or not (end := cells.end):
            continue
        height, width = end[0] + 1, end[1] + 1
        spend(budget, height, width)
        left = [""] * start[1]
        rows = (left + row for row in cells.iter_rows()) if left else cells.iter_rows()
        yield sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible, width, rows


def spend(budget: list[int], height: int, width: int) -> None:
    """Take a sheet's cells from what is left of the budget. Raises `Refused` where it is not enough."""
    if width > budget[1]:
        raise Refused("too-many-columns")
    budget[0] -= height * width
    if budget[0] < 0:
        raise Refused("too-many-cells")


def _markup(kind: str) -> Any:
    """The reader of pages, XML spreadsheets and web archives."""
    markup = _beside("markup")

    def reader(content: bytes, _out: IO[bytes], budget: list[int]) -> Iterator[tuple[str, bool, int, Any]]:
        if kind == "mhtml":
            sheets = _beside("web_archive").tables(content, markup.page)
        else:
            sheets = markup.READERS[kind](content)
        if not sheets:
            raise Refused({"html": "file-html", "mhtml": "file-mail"}.get(kind, "file-xml"))
        for name, hidden, rows in sheets:
            width = max(map(len, rows), default=0)
            spend(budget, len(rows), width)
            yield name, hidden, max(width, 1), (row + [""] * (width - len(row)) for row in rows)

    return reader


def _beside(name: str) -> Any:
    """A module of the file beside this one: nothing of ours can be imported by name here."""
    declared = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if declared is None or declared.loader is None:
        raise Refused("workbook-corrupt")
    module = importlib.util.module_from_spec(declared)
    declared.loader.exec_module(module)
    return module


def pack(rows: Sequence[Sequence[Any]], width: int) -> bytes:
    """A chunk of rows as columns: two counts (rows, columns), then a block per column.

    `e`: every cell empty. `d`: numbers as float64, NaN for an empty cell. `z`: text, cells joined by NUL, preceded
    by the byte length of it all as uint64. `t`: text that holds NUL; the byte length of each cell as uint32, then
    all their UTF-8 after one another. An `n` before `z` or `t`: some of the cells were stored as numbers; an `m`: and
    others are numbers that somebody typed as text, with marks of their own (`56.473` for fifty-six thousand).
    """
    blocks = [struct.pack("<II", len(rows), width)]
    for column in zip(*rows, strict=True):
        blocks += _block(column)
    return b"".join(blocks)


def _block(column: Sequence[Any]) -> list[bytes]:
    kinds = set(map(type, column))
    if kinds == {float}:
        return [b"d", array("d", column).tobytes()]
    if kinds == {str}:
        return _texts(column)
    if kinds == {float, str}:
        try:
            return [b"d", array("d", [NOTHING if cell == "" else cell for cell in column]).tobytes()]
        except TypeError:  # words among the numbers
            return [*_stored(column), *_texts([cell if type(cell) is str else text(cell) for cell in column])]
    if kinds <= {dt.datetime, dt.date}:
        return _texts([_moment(cell) if type(cell) is dt.datetime else cell.isoformat() for cell in column])
    return [*_stored(column), *_texts(list(map(text, column)))]


def _stored(column: Sequence[Any]) -> list[bytes]:
    """The mark of a column that holds stored numbers: `n`, or `m` where others are typed as text with marks inside."""
    if not any(type(cell) is float for cell in column):
        return []
    typed = any(type(cell) is str and MARKED.fullmatch(cell.strip()) for cell in column)
    return [b"m" if typed else b"n"]


def _texts(column: Sequence[str]) -> list[bytes]:
    joined = "\0".join(column)
    if len(joined) == len(column) - 1:
        return [b"e"]
    if joined.count("\0") == len(column) - 1:
        coded = joined.encode("utf-8", "replace")
        return [b"z", struct.pack("<Q", len(coded)), coded]
    cells = [cell.encode("utf-8", "replace") for cell in column]
    return [b"t", array("I", map(len, cells)).tobytes(), b"".join(cells)]


def text(cell: object) -> str:
    """The text of a stored value: shortest decimal form, ISO dates and times, TRUE or FALSE, text as it is."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return decimal(cell)
    if isinstance(cell, dt.datetime):
        return _moment(cell)
    if isinstance(cell, dt.time):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, dt.timedelta):
        return _span(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def decimal(number: float) -> str:
    """The fewest digits that give the number back, without exponent unless it is minute."""
    short = repr(number)
    if "e" in short:
        return format(Decimal(short), "f") if abs(number) > 1e-20 else short
    return "0" if short == "-0.0" else short.removesuffix(".0")


def _moment(moment: dt.datetime) -> str:
    """A date and time to the second (days are stored as fractions: 18:29:59.999 is half past six)."""
    if moment.microsecond and moment.year < dt.MAXYEAR:
        moment += HALF
    return moment.isoformat()[:19].removesuffix("T00:00:00")


def _span(span: dt.timedelta) -> str:
    """A duration as hours, minutes and seconds; the hours go beyond 24."""
    seconds = round(abs(span.total_seconds()))
    sign = "-" if span.total_seconds() < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


if __name__ == "__main__":
    main(sys.argv[1:])
