"""What the comparison of readers is made of: sheets with their truth, what a reader found, and the tasks scored."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Row = tuple[str, ...]
_MENDED = {n: bytes([n]).decode("cp1252", "replace") for n in range(0x80, 0xA0)}  # cp1252 read as Latin-1
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Division:
    """How a text is divided into cells; `delimiter` None: one column. `escape`: a backslash or the like, or none."""

    delimiter: str | None
    quote: str = '"'
    escape: str = ""

    def records(self, text: str) -> list[list[str]]:
        """The text's records in this dialect, by Python's own reader; blank records left out."""
        csv.field_size_limit(1 << 30)
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter or "\x1f",
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape if self.escape not in ("", self.quote) else None,
            doublequote=self.escape in ("", self.quote),
        )
        return [row for row in reader if any(cell.strip() for cell in row)]


@dataclass(frozen=True)
class Table:
    """A table: its header, None where it has none, and its rows."""

    header: Row | None
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return max([len(self.header or ()), *map(len, self.rows)], default=0)


@dataclass(frozen=True)
class Case:
    """A sheet and what is known of it. `text` is its content as UTF-8, for readers that decide on no encoding."""

    corpus: str
    name: str
    content: bytes
    text: str
    division: Division | None = None
    tables: tuple[Table, ...] | None = None  # None: not known
    header_known: bool = True
    apart: bool = False  # titles, totals or notes stand around the rows
    totals_told: bool = True  # False: the truth counts totals among the rows
    either: frozenset[Row] = frozenset()  # rows a person may count as totals or as rows
    features: frozenset[str] = frozenset()
    suffix: str = ".csv"


@dataclass(frozen=True)
class Reading:
    """What a reader made of a case. `division` None: it divides no text, or failed to."""

    division: Division | None = None
    tables: tuple[Table, ...] = ()
    fault: str = ""


def same_division(case: Case, found: Division | None) -> bool:
    """Whether a text divided as found gives the records of the truth: a mark that is not in the text is no fault."""
    if found is None or case.division is None:
        return False
    if (found.delimiter, found.quote, found.escape) == (
        case.division.delimiter,
        case.division.quote,
        case.division.escape,
    ):
        return True
    body = case.text
    try:
        return _bare(case.division.records(body)) == _bare(found.records(body))
    except csv.Error:
        return False


def _bare(records: list[list[str]]) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in records]


def same_header(truth: Table, found: Table | None) -> bool:
    """Whether the names are the same, white space aside, empty ones at the end aside; none where there is none."""
    if found is None or (truth.header is None) != (found.header is None):
        return False
    return truth.header is None or plain(truth.header) == plain(found.header or ())


def same_shape(truth: Table, found: Table | None) -> bool:
    """Whether the number of rows and of columns with anything in them is the same."""
    return found is not None and (len(truth.rows), _used(truth)) == (len(found.rows), _used(found))


def same_rows(truth: Table, found: Table | None) -> bool:
    """Whether every row is the same, white space around cells and empty cells at the end aside."""
    return found is not None and list(map(plain, truth.rows)) == list(map(plain, found.rows))


def plain(row: Sequence[str]) -> Row:
    """A row without the white space around its cells and without its empty end."""
    cells = [" ".join(cell.translate(_MENDED).split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _used(table: Table) -> int:
    return max([len(plain(table.header or ())), *(len(plain(row)) for row in table.rows)], default=0)


def _first(tables: tuple[Table, ...]) -> Table | None:
    return tables[0] if tables else None


Judge = Callable[[Case, Reading], bool]


def _dialect(case: Case, reading: Reading) -> bool:
    return same_division(case, reading.division)


def _header(case: Case, reading: Reading) -> bool:
    return same_header((case.tables or ())[0], _first(reading.tables))


def _shape(case: Case, reading: Reading) -> bool:
    truth, found = (case.tables or ())[0], _first(reading.tables)
    return same_shape(*_alike(case, truth, found))


def _rows(case: Case, reading: Reading) -> bool:
    truth, found = (case.tables or ())[0], _first(reading.tables)
    return same_rows(*_alike(case, truth, found))


def _alike(case: Case, truth: Table, found: Table | None) -> tuple[Table, Table | None]:
    """Both without their totals where the truth does not tell totals apart."""
    if found is not None and case.either:
        rows = tuple(row for row in found.rows if plain(row) not in case.either)
        return Table(truth.header, tuple(r for r in truth.rows if plain(r) not in case.either)), Table(
            found.header, rows
        )
    if case.totals_told or found is None:
        return truth, found
    return _without_totals(truth), _without_totals(found)


def _without_totals(table: Table) -> Table:
    return Table(table.header, tuple(row for row in table.rows if not _TOTAL.match(" ".join(row).strip())))


def _several(case: Case, reading: Reading) -> bool:
    truth = case.tables or ()
    return len(truth) == len(reading.tables) and all(
        (not case.header_known or same_header(a, b)) and same_rows(*_alike(case, a, b))
        for a, b in zip(truth, reading.tables, strict=True)
    )


TASKS: dict[str, tuple[Callable[[Case], bool], Judge]] = {
    "dialect": (lambda case: case.division is not None, _dialect),
    "header": (lambda case: bool(case.tables) and case.header_known, _header),
    "shape": (lambda case: bool(case.tables), _shape),
    "rows": (lambda case: bool(case.tables), _rows),
    "several": (lambda case: len(case.tables or ()) > 1, _several),
    "apart": (lambda case: bool(case.tables) and case.apart, _several),
}


@dataclass
class Score:
    """How many cases of a task were right, of how many; the names of those that were not."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else float("nan")


def judge(case: Case, reading: Reading, scores: dict[str, Score]) -> None:
    """Add a case to the scores of one reader."""
    for task, (applies, right) in TASKS.items():
        if not applies(case):
            continue
        score = scores.setdefault(task, Score())
        score.of += 1
        if right(case, reading):
            score.right += 1
        else:
            score.wrong.append(case.name)
