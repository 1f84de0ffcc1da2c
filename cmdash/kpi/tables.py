"""A canonical table made ready: days, owners and key codes once, columns of measures on first need."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog import fields_of, measures
from cmdash.kpi import days
from cmdash.kpi.days import NONE, Ints
from cmdash.kpi.expressions import measure_column, measure_layers
from cmdash.kpi.flows import without_double_days
from cmdash.kpi.numbering import Coded, coded
from cmdash.kpi.stocks import Stock, owners
from cmdash.model import DECLARED, Counting, Query

Bools = npt.NDArray[np.bool_]

TEXT_KEYS = ("network", "account", "format", "theme", "campaign", "paid")
TIME_KEYS = days.UNITS
KEYS = (*TEXT_KEYS, "weekday", "slot", *TIME_KEYS)
SLOTS = ("6-9", "9-12", "12-14", "14-18", "18-21", "21-6")
YOUNG = 7
_SLOT_ENDS = np.array([6, 9, 12, 14, 18, 21])


class Table:
    """One kind of canonical table, its rows and what was worked out about them. The tracking is never changed.

    `first` and `last` are the days each row covers, `owner` its account's number (`owners` lists them). `totals`: the
    combined columns that any row has.
    """

    def __init__(self, kind: str, frame: pd.DataFrame) -> None:
        self.kind = kind
        self.index = frame.index
        self.size = len(frame)
        self.first = days.first_days(frame)
        self.last = days.last_days(frame)
        self._codes: dict[str, Coded] = {key: coded(frame[key]) for key in TEXT_KEYS if key in frame}
        self._codes["side"] = _sides(frame)
        self._texts = frozenset(self._codes)
        self.owner, self.owners = owners(*(self._codes[key] for key in ("side", "network", "account")))
        self._dates = frame["date"]
        figures = [field for field in fields_of(kind) if field.numeric]
        if kind == "account":
            flows = [f.id for f in figures if f.time != "stock"]
            columns = without_double_days(frame, flows, self.owner, self.first, self.last)
            columns |= {f.id: frame[f.id].to_numpy(np.float64) for f in figures if f.time == "stock"}
        else:
            columns = {field.id: frame[field.id].to_numpy(np.float64) for field in figures}
        self._fields: dict[str, object] = dict(columns)
        self._fields["network"] = frame["network"].astype("str").fillna("")
        for measure in measures().values():
            if measure.kind == "words" and measure.missing in frame:
                words = frame[measure.missing].astype("str")
                self._fields[measure.missing] = words.where(words != "")
        combined = {measure.total for measure in measures().values() if measure.total in columns}
        self.totals = frozenset(name for name in combined if name and not np.isnan(columns[name]).all())
        if self.totals:
            stands = frame["total_stands_for"] if "total_stands_for" in frame else pd.Series("", frame.index)
            self._fields["total_stands_for"] = stands.fillna("").astype("str")
        self._known: dict[str, bool] = {}
        self.currencies: tuple[str, ...] = ()
        if "currency" in frame:
            codes, self.currencies = coded(frame["currency"])
            self._fields["currency"] = np.where(codes == NONE, np.nan, codes.astype(np.float64))
        self.counting = DECLARED
        week = days.unit_of("week", self.first)
        self._fields["week"] = np.where(week == NONE, np.nan, week.astype(np.float64))
        story = self.holds("format", "story") if "format" in self._texts else np.zeros(self.size)
        self._fields["story"] = story.astype(np.float64)
        self._columns = dict(self._fields)
        self._makers: dict[str, Callable[[], Mapping[str, object]]] = {}

    def add_later(self, names: Iterable[str], make: Callable[[], Mapping[str, object]]) -> None:
        """Put columns beside the fields once a measure needs one of them: what is joined takes its time."""
        self._makers |= dict.fromkeys(names, make)

    def add(self, name: str, values: object) -> None:
        """Put a column beside the fields (`followers_of_post`)."""
        self._fields[name] = values
        self._columns[name] = values

    def stock(self, field: str) -> Stock:
        """The observations of a stock field, per owner."""
        return Stock(self.owner, self.first, self.last, np.asarray(self._columns[field], np.float64))

    def has_key(self, key: str) -> bool:
        """Whether its rows can be grouped by a key: a time key always, a text key by its column, a slot for posts."""
        if key == "slot":
            return self.kind == "posts"
        return key not in TEXT_KEYS or key in self._texts

    def codes(self, key: str) -> Ints:
        """The number of each row's value of a key; `NONE` where unknown. `label` puts it back into words."""
        if key not in self._codes:
            self._codes[key] = self._coded(key)
        return self._codes[key][0]

    def names(self, key: str) -> tuple[str, ...]:
        """The known values of a text key, by their numbers."""
        self.codes(key)
        return self._codes[key][1]

    def label(self, key: str, code: int) -> str | None:
        """A key's value as the contract writes it; None where unknown."""
        if key in TIME_KEYS:
            return days.label(key, code)
        return None if code == NONE else self._codes[key][1][code]

    def choosing(self, counting: Counting) -> Table:
        """The same table with engagement counted as chosen."""
        other = copy.copy(self)
        other.counting = counting
        other._columns = dict(self._fields)
        other._known = {}
        return other

    def make(self, layers: Iterable[Mapping[str, nw.Expr]]) -> None:
        """Make the columns that are not there yet, layer after layer, and keep them: no filter changes them."""
        for layer in layers:
            missing = {name: made for name, made in layer.items() if name not in self._columns}
            if missing:
                native = pd.DataFrame(self._columns, copy=False)
                # Selecting spares a frame of all columns; one of them gives a constant its length.
                frame = nw.from_native(native, eager_only=True).select("network", **missing)
                for name in missing:
                    self._columns[name] = frame[name].to_numpy()

    def make_measures(self, names: Iterable[str]) -> None:
        """Make the columns of measures, with those of their terms."""
        missing = [name for name in names if measure_column(name) not in self._columns]
        for name in [name for name in missing if name in self._makers and name not in self._columns]:
            for made, values in self._makers[name]().items():
                self.add(made, values)
        if missing:
            self.make(measure_layers(missing, self.kind, self.counting, self.totals))

    def columns(self, names: Iterable[str]) -> dict[str, npt.NDArray[np.generic]]:
        """Columns that are there, as arrays."""
        return {name: np.asarray(self._columns[name]) for name in names}

    def measure(self, name: str) -> npt.NDArray[np.float64]:
        """A measure's value on each row, NaN where missing."""
        self.make_measures([name])
        return np.asarray(self._columns[measure_column(name)], np.float64)

    def knows(self, name: str) -> bool:
        """Whether any row has a measure."""
        if name not in self._known:
            self._known[name] = self.kind in measures()[name].tables and not bool(
                np.isnan(self.measure(name)).all()
            )
        return self._known[name]

    def rows(self, query: Query, today: dt.date | None = None) -> Bools:
        """Which rows a query keeps. The filter on organic or paid asks posts only, and takes empty for organic."""
        kept = np.ones(self.size, bool)
        if query.side != "all":
            kept &= self._among("side", (query.side,))
        if query.networks:
            kept &= self._among("network", query.networks)
        if query.accounts:
            kept &= self._among("account", query.accounts)
        if query.paid and "paid" in self._texts:
            kept &= self._among("paid", query.paid, NONE if "organic" in query.paid else None)
        if query.period is not None:
            first, last = days.number(query.period.start), days.number(query.period.end)
            length = self.last - self.first + 1
            kept &= (self.first >= first) & (self.first <= last)
            kept &= (length == 1) | (length <= last - first + 1)
        if not query.young and today is not None and self.kind == "posts":
            kept &= ~self.young(today)
        return kept

    def young(self, today: dt.date) -> Bools:
        """Which rows are less than seven days old on a day: their figures still grow."""
        found: Bools = (self.first != NONE) & (days.number(today) - self.first < YOUNG)
        return found

    def _among(self, key: str, values: tuple[str, ...], also: int | None = None) -> Bools:
        codes = self.codes(key)
        wanted = [i for i, name in enumerate(self.names(key)) if name in values]
        if also is not None:
            wanted.append(also)
        found: Bools = np.isin(codes, wanted)
        return found

    def holds(self, key: str, value: str) -> Bools:
        """Which rows have a value of a text key."""
        codes, names = self.codes(key), self.names(key)
        found: Bools = codes == (names.index(value) if value in names else NONE - 1)
        return found

    def _coded(self, key: str) -> Coded:
        single = (self.first != NONE) & (self.first == self.last)
        if key == "weekday":
            return np.where(single, days.weekday(self.first) - 1, NONE), tuple("1234567")
        if key == "slot":
            return _slots(self._dates), SLOTS
        fits = self.last - self.first + 1 <= days.LONGEST[key]
        return np.where(fits, days.unit_of(key, self.first), NONE), ()


def _sides(frame: pd.DataFrame) -> Coded:
    """Whose each row is; a side not stated is one's own."""
    if "side" not in frame:
        return np.zeros(len(frame), np.int64), ("own",)
    codes, names = coded(frame["side"])
    if not (codes == NONE).any():
        return codes, names
    names = names if "own" in names else (*names, "own")
    return np.where(codes == NONE, names.index("own"), codes), names


def _slots(dates: pd.Series) -> Ints:
    """The slot of the day by the clock as written; unknown where the cell holds a day without a time (midnight)."""
    stamps = dates.to_numpy("datetime64[s]")
    known = ~np.isnat(stamps)
    seconds = np.where(known, stamps.astype(np.int64), 0) % 86400
    slot = (np.searchsorted(_SLOT_ENDS, seconds // 3600, side="right") - 1) % len(SLOTS)
    return np.where(known & (seconds > 0), slot, NONE)
