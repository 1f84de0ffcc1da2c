"""Public corpora of messy sheets, read from folders beside the project as their owners lay them out.

None of them is part of the project. `load` gives the cases of one; an absent folder is said, never skipped in silence.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.cases import Case, Division, Table, plain

_CONTROLS = re.compile("[\x80-\x9f]")
LARGEST = 3_000_000  # bytes; a larger file tells nothing more and keeps the slow readers busy
_MARKS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "vslash": "|",
    "nsign": "#",
    "colon": ":",
}
_QUOTES = {"doublequote": '"', "singlequote": "'", "": "", "backslash": "\\"}
_ENCODINGS = {
    "utf8": "utf-8-sig",
    "ascii": "ascii",
    "ansi": "cp1252",
    "shif-jis": "shift_jis",
    "gb2312": "gb18030",
}


def csvsniffer(folder: Path) -> Iterator[Case]:
    """CSVsniffer (ws-garcia): three sets of files with the dialect a person found in each."""
    sets = (
        ("POLLOCK", "POLLOCK-dialect_annotations.txt", "CSV"),
        ("wrangling", "CCSV-manual_Dialect_Annotation.txt", "CSV_Wrangling/data/github/Curated files"),
        ("W3C", "W3C-CSVW-dialect_annotations.txt", "W3C-CSVW"),
    )
    for name, truth, place in sets:
        for line in (folder / "python/ground truth" / truth).read_text("utf-8", "replace").splitlines()[2:]:
            file, encoding, mark, quote, escape, *_ = line.split("|")
            path = folder / place / file
            if not path.exists() or path.stat().st_size > LARGEST:
                continue
            content = path.read_bytes()
            text = _decoded(content, _ENCODINGS.get(encoding, encoding))
            inner = "" if escape == quote else _QUOTES[escape]
            yield Case(
                f"csvsniffer {name}", file, content, text, Division(_MARKS[mark], _QUOTES[quote], inner)
            )


def pollock(folder: Path) -> Iterator[Case]:
    """Pollock (HPI): one file polluted in 2,289 ways; those of one kind are sampled."""
    seen: dict[str, int] = {}
    for path in sorted((folder / "polluted_files/csv").glob("*.csv")):
        kind = path.name.split("_row")[0] if path.name.startswith("row") else path.name
        kind = (
            "".join(letter for letter in kind if not letter.isdigit())
            if path.name.startswith("row")
            else kind
        )
        seen[kind] = seen.get(kind, 0) + 1
        if path.name.startswith("row") and seen[kind] % 9:
            continue
        yield from _with_clean("pollock", path, folder / "polluted_files")


def survey(folder: Path) -> Iterator[Case]:
    """Pollock's survey: files of open data portals and GitHub, with their clean version."""
    for path in sorted((folder / "survey_sample/csv").iterdir()):
        yield from _with_clean("survey", path, folder / "survey_sample")


def _with_clean(corpus: str, path: Path, folder: Path) -> Iterator[Case]:
    clean = folder / "clean" / path.name
    told = json.loads((folder / "parameters" / f"{path.name}_parameters.json").read_text("utf-8"))
    if not clean.exists() or max(path.stat().st_size, clean.stat().st_size) > LARGEST:
        return
    content = path.read_bytes()
    rows = list(csv.reader(io.StringIO(_decoded(clean.read_bytes(), "utf-8-sig"), newline="")))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    headed = int(told.get("header_lines") or 0) > 0
    made_up = (
        ",".join(rows[0]) == ",".join(told.get("column_names") or ()) and rows[0][0].startswith("col_")
        if rows
        else False
    )
    if made_up and not headed:  # names the corpus gives where the file has none
        rows = rows[1:]
    tables = (_table(rows, headed),) if rows else ()
    around = int(told.get("preamble_lines") or 0) + int(told.get("footnote_lines") or 0) > 0
    quote, escape = told.get("quotechar") or "", told.get("escapechar") or ""
    division = None
    if len(told["delimiter"]) == 1:
        division = Division(told["delimiter"], quote, "" if escape == quote or len(escape) != 1 else escape)
    text = _decoded(content, told.get("encoding") or "utf-8")
    if division and division.delimiter not in text and tables and tables[0].width > 1:
        division = (
            None  # the delimiter named stands nowhere in the file, whose clean version has columns: an error
        )
    yield Case(
        corpus, path.name, content, text, division, tables, apart=around and bool(tables), totals_told=False
    )


def _table(rows: list[list[str]], headed: bool) -> Table:
    body = tuple(map(tuple, rows))
    return Table(body[0], body[1:]) if headed and body else Table(None, body)


def strudel(folder: Path) -> Iterator[Case]:
    """Strudel (HPI): statistical tables, each line labelled; the lines of data are the rows."""
    for name in ("saus", "troy"):
        path = folder / "data" / f"{name}.jl.gz"
        if not path.exists():
            continue
        with gzip.open(path) as lines:
            for line in lines:
                entry = json.loads(line)
                grid = [[str(cell) for cell in row] for row in entry["table_array"]]
                labels = entry["line_annotation"]
                yield from _labelled(
                    f"strudel {name}", f"{entry['file_name']} {entry['table_id']}", grid, labels
                )


def _labelled(corpus: str, name: str, grid: list[list[str]], labels: list[str]) -> Iterator[Case]:
    rows = tuple(tuple(row) for row, label in zip(grid, labels, strict=True) if label == "data")
    if not rows:
        return
    content = _written(grid)
    words: list[str] = []
    for row, label in zip(grid, labels, strict=True):
        words += [word for cell in row for word in cell.split()] if label == "header" else []
    header = (" ".join(words),) if words else None
    either = frozenset(plain(row) for row, label in zip(grid, labels, strict=True) if label == "derived")
    yield Case(
        corpus, name, content.encode(), content, None, (Table(header, rows),), header_known=False, apart=True,
        either=either - {plain(row) for row in rows},
    )  # fmt: skip


def fuste(folder: Path) -> Iterator[Case]:
    """Mondrian (HPI): sheets of workbooks whose tables, headers and notes were marked by people."""
    places = json.loads((folder / "res/fuste/annotations/annotations_elements.json").read_text("utf-8"))
    for file, told in sorted(places.items()):
        path = folder / "res/fuste/csv" / file
        if not path.exists() or path.stat().st_size > LARGEST:
            continue
        content = path.read_bytes()
        text = _decoded(content, "utf-8-sig")
        grid = list(csv.reader(io.StringIO(text, newline="")))
        tables = [_marked(grid, region) for region in told["regions"] if region["region_type"] == "Table"]
        if any(table is None or not table.rows for table in tables):
            continue
        found = tuple(table for table in tables if table)
        yield Case("fuste", file, content, text, None, found, header_known=False, apart=True)


def _marked(grid: list[list[str]], region: dict) -> Table | None:
    """The table of a marked region: its rows of data, its header's words."""
    parts = region["elements"]
    data = [part for part in parts if part["type"] == "Data"]
    if not data:
        return None
    left, right = region["top_lx"][0], region["bot_rx"][0]
    apart = {
        row for part in parts if part["type"] in ("Derived", "GroupHead", "Notes")
        and part["bot_rx"][0] - part["top_lx"][0] >= (right - left) // 2
        for row in range(part["top_lx"][1], part["bot_rx"][1] + 1)
    }  # fmt: skip
    taken = sorted({row for part in data for row in range(part["top_lx"][1], part["bot_rx"][1] + 1)} - apart)
    heads = sorted(
        {
            row
            for part in parts
            if part["type"] == "Header"
            for row in range(part["top_lx"][1], part["bot_rx"][1] + 1)
        }
        - set(taken)
    )
    rows = [tuple(grid[row][left : right + 1]) for row in taken if row < len(grid)]
    words = [
        word
        for row in heads
        if row < len(grid)
        for cell in grid[row][left : right + 1]
        for word in cell.split()
    ]
    return Table(
        (" ".join(words),) if words else None, tuple(row for row in rows if any(c.strip() for c in row))
    )


def spectrum(folder: Path) -> Iterator[Case]:
    """csv-spectrum: small files that exercise a reader, with their content as JSON."""
    for path in sorted((folder / "csvs").glob("*.csv")):
        told = json.loads((folder / "json" / f"{path.stem}.json").read_text("utf-8"))
        told = told if isinstance(told, list) else [told]
        header = tuple(told[0])
        rows = tuple(tuple(str(row[name]) for name in header) for row in told if isinstance(row, dict))
        text = path.read_text("utf-8")
        yield Case("spectrum", path.name, path.read_bytes(), text, Division(","), (Table(header, rows),))


def _written(grid: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(grid)
    return out.getvalue()


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return (
        "".join(map(_mended, text.removeprefix("\ufeff")))
        if _CONTROLS.search(text)
        else text.removeprefix("\ufeff")
    )


def _mended(letter: str) -> str:
    """A letter of cp1252 that was read as Latin-1."""
    return letter.encode("latin-1").decode("cp1252", "replace") if "\x80" <= letter <= "\x9f" else letter


CORPORA: dict[str, tuple[str, Callable[[Path], Iterator[Case]]]] = {
    "csvsniffer": ("github.com/ws-garcia/CSVsniffer", csvsniffer),
    "pollock": ("github.com/HPI-Information-Systems/Pollock", pollock),
    "survey": ("github.com/HPI-Information-Systems/Pollock", survey),
    "strudel": ("github.com/HPI-Information-Systems/Strudel", strudel),
    "fuste": ("github.com/HPI-Information-Systems/Mondrian", fuste),
    "spectrum": ("github.com/max-mapper/csv-spectrum", spectrum),
}


def load(name: str, folder: Path) -> list[Case]:
    """The cases of a corpus in its folder. Raises `FileNotFoundError` where the folder is not there."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return list(CORPORA[name][1](folder))
