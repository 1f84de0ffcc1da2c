"""What the generated exports share: their truth, ugly captions, and writers for each way a network writes a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import xlsxwriter

from cmdash.model import Upload

CAPTIONS = (
    "Six ans déjà ! 🎉 Merci à toutes et tous.\n\n\u201cUn rêve\u201d, disait-elle ; le voici.\n#anniversaire #merci",
    'Il a dit "oui", puis "non", puis rien.',
    "Ouvert dimanche, de 9 h à 12 h; fermé lundi",
    "𝗡𝗼𝘂𝘃𝗲𝗮𝘂𝘁é 🍞\r\nPain au levain, 2,50 €",
    "Total: 12 nouveautés, une ligne qui commence comme un total",
    "=SOMME(A1:A9) n’est pas une formule",
    "Видео 🎥 и снимки — 2025 г.\n\n👉 https://example.org/?a=1,2&b=3",
    "Avant l'été: 10,5 km de sentiers",
    "Date,Vues,Couverture",
    "@handle merci\tencore",
)


@dataclass(frozen=True)
class Truth:
    """What a careful reader finds in one table: every figure that is not in `sums` must stay missing.

    `network` "" is "not told". `example` are cells of one row, as the canonical table must hold them.
    """

    kind: str
    platform: str | None
    rows: int
    network: str
    sums: Mapping[str, float]
    first: dt.date | None = None
    last: dt.date | None = None
    example: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """A generated export: the file and the tables in it. No truths: nothing of it may be imported.

    `refused` is then the reason the format gives.
    """

    upload: Upload
    truths: tuple[Truth, ...] = ()
    refused: str = ""


def caption(rng: random.Random) -> str:
    return f"{rng.choice(CAPTIONS)} ({rng.randrange(10_000)})"


def days(start: dt.date, count: int) -> list[dt.date]:
    return [start + dt.timedelta(days=i) for i in range(count)]


def total(rows: Sequence[Mapping[str, object]], name: str) -> float:
    """The sum of the numbers under a name; cells that are no number say nothing."""
    return float(sum(v for r in rows if isinstance(v := r.get(name), int | float)))


def sums(rows: Sequence[Mapping[str, object]], names: Mapping[str, str]) -> dict[str, float]:
    """Field -> sum of the column it is written in."""
    return {name: total(rows, column) for name, column in names.items()}


def meta_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with BOM, LF, quotes only where a cell has a space, a comma, a quote or a line end."""

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ' ,"\n\r\t') else text

    return ("".join(",".join(map(cell, row)) + "\n" for row in rows)).encode("utf-8-sig")


def plain_csv(
    rows: Iterable[Sequence[object]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    end: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(  # type: ignore[arg-type] # one of csv's constants
        [["" if c is None else c for c in row] for row in rows]
    )
    return out.getvalue().encode(encoding)


def quoted_csv(rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> bytes:
    return plain_csv(rows, encoding=encoding, quoting=csv.QUOTE_ALL)


def quoted_twice(content: bytes) -> bytes:
    """Every line with a quote in it once more in quotes, its own doubled: what a spreadsheet does to a single column."""
    lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")[:-1]
    return (
        "".join('"' + line.replace('"', '""') + '"\n' if '"' in line else line + "\n" for line in lines)
    ).encode("utf-8-sig")


def xlsx(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """A workbook; dates and times become date cells, all else as it is."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )
    when = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, dt.datetime | dt.date):
                    sheet.write_datetime(r, c, value, when)
                elif value is not None and value != "":
                    sheet.write(r, c, value)
    book.close()
    return out.getvalue()


def spreadsheet_xml(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """SpreadsheetML 2003, the `.xls` of Facebook Insights; empty cells at the end of a row are left out."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
    ]
    for name, rows in sheets.items():
        parts.append(f'<Worksheet ss:Name="{escape(name, {chr(34): "&quot;"})}"><Table>\n')
        for row in rows:
            parts.append("<Row>" + "".join(_xml_cell(value) for value in row) + "</Row>\n")
        parts.append("</Table></Worksheet>\n")
    return ("".join(parts) + "</Workbook>\n").encode()


def _xml_cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return f'<Cell><Data ss:Type="DateTime">{value:%Y-%m-%dT%H:%M:%S}.000</Data></Cell>'
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape("" if value is None else str(value))}</Data></Cell>'


ERROR = "#DIV/0!"  # written as an error cell in binary workbooks


def biff8(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """A real `.xls` (BIFF8 in an OLE container), as LinkedIn writes it: texts and floats only."""
    bodies = [_biff_sheet(rows) for rows in sheets.values()]
    names = list(sheets)
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x0042, struct.pack("<H", 0x04B0))
    bound = [len(name.encode("utf-16-le")) + 8 + 4 for name in names]
    offset = len(head) + sum(bound) + 4
    for name, body in zip(names, bodies, strict=True):
        data = struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + name.encode("utf-16-le")
        head += _record(0x0085, data)
        offset += len(body)
    return _ole(head + _record(0x000A, b"") + b"".join(bodies))


def _record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def _biff_sheet(rows: Iterable[Sequence[object]]) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value == ERROR:
                out += _record(0x0205, struct.pack("<HHHBB", r, c, 0, 0x07, 1))
            elif isinstance(value, int | float):
                out += _record(0x0203, struct.pack("<HHHd", r, c, 0, float(value)))
            elif value:
                text = str(value).encode("utf-16-le")
                out += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(text) // 2, 1) + text)
    return out + _record(0x000A, b"")


def _ole(stream: bytes) -> bytes:
    """The stream `Workbook` in a compound file of 512-byte sectors (at least 4096 bytes, so no mini stream)."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fats = 1
    while fats * 128 < count + 1 + fats:
        fats += 1
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    chain = [0xFFFFFFFD] * fats + [end] + [fats + 2 + i for i in range(count - 1)] + [end]
    fat = struct.pack(f"<{fats * 128}I", *chain, *[free] * (fats * 128 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(fats), *[free] * (109 - fats))
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, fats + 1, len(stream))
    return header + fat + entries.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    free = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """A binary workbook (.xlsb) in its smallest form: texts inside their cells and floats."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    index = _part(131) + _part(143)
    links, parts = "", {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        index += _part(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        links += f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        parts[f"xl/worksheets/sheet{number}.bin"] = _xlsb_sheet([list(row) for row in rows])
    parts["xl/workbook.bin"] = index + _part(144) + _part(132)
    parts["xl/_rels/workbook.bin.rels"] = (
        f'<Relationships xmlns="{relations}">{links}</Relationships>'.encode()
    )
    parts["[Content_Types].xml"] = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def _xlsb_sheet(rows: Sequence[Sequence[object]]) -> bytes:
    width = max(map(len, rows))
    out = _part(129) + _part(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _part(145)
    for r, row in enumerate(rows):
        out += _part(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0))
        for c, value in enumerate(row):
            place = struct.pack("<II", c, 0)
            if value == ERROR:
                out += _part(3, place + b"\x07")
            elif isinstance(value, int | float):
                out += _part(5, place + struct.pack("<d", float(value)))
            elif value:
                out += _part(6, place + _wide(str(value)))
    return out + _part(146) + _part(130)


def _part(code: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook: its type and its size in groups of seven bits, then its bytes."""
    kind = bytes([code]) if code < 128 else bytes([code & 127 | 128, code >> 7])
    size, left = b"", len(data)
    while left > 127:
        size += bytes([left & 127 | 128])
        left >>= 7
    return kind + size + bytes([left]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")
