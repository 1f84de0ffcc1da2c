"""What makes two rows the same thing: the key of a post, the period of an account's figures."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

NONE = -1


@dataclass(frozen=True, eq=False)
class Keys:
    """One number a row, equal for rows that are the same thing; NONE where nothing tells. `weak`: by time and text."""

    codes: np.ndarray
    weak: np.ndarray

    @property
    def repeated(self) -> np.ndarray:
        """Which rows share their key with another."""
        known = self.codes != NONE
        counts = np.bincount(self.codes[known]) if known.any() else np.zeros(1, dtype=int)
        told: np.ndarray = known & (counts[np.where(known, self.codes, 0)] > 1)
        return told


def post_keys(frame: pd.DataFrame) -> Keys:
    """Network and id; where there is no id network and link; else network, time and text."""
    codes = np.full(len(frame), NONE)
    weak = np.zeros(len(frame), dtype=bool)
    for level in (_by_id, _by_link, _by_text):
        open_rows = np.flatnonzero(codes == NONE)
        if len(open_rows):
            found = level(frame.iloc[open_rows])
            known = found != NONE
            codes[open_rows[known]] = found[known] + codes.max() + 1
            weak[open_rows[known]] = level is _by_text
    return Keys(codes, weak)


def period_keys(frame: pd.DataFrame) -> Keys:
    """Network, account, date and period."""
    codes = _number([frame["date"], frame["period"], frame["network"], frame["account"]])
    return Keys(codes, np.zeros(len(frame), dtype=bool))


def _by_id(frame: pd.DataFrame) -> np.ndarray:
    return _number([frame["network"], frame["post_id"]], needed=[frame["post_id"]])


def _by_link(frame: pd.DataFrame) -> np.ndarray:
    if frame["url"].isna().all():
        return np.full(len(frame), NONE)
    link = frame["url"].str.lower().str.replace(r"[#].*$|/$", "", regex=True)
    link = link.str.replace(r"[?&](?:utm_[a-z]+|fbclid|igsh|igshid)=[^&]*", "", regex=True)
    return _number([frame["network"], link], needed=[link])


def _by_text(frame: pd.DataFrame) -> np.ndarray:
    text = frame["text"].str.strip()
    return _number([frame["network"], frame["date"], text], needed=[frame["date"], text])


def _number(parts: list[pd.Series], needed: list[pd.Series] | None = None) -> np.ndarray:
    """A number for each combination of parts (missing is a value of its own), NONE where a needed part is missing."""
    total = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        codes, count = _codes(part)
        total, _ = pd.factorize(total * (count + 1) + codes + 1)
    for part in needed or []:
        total = np.where(part.isna().to_numpy(), NONE, total)
    return total


def _codes(part: pd.Series) -> tuple[np.ndarray, int]:
    """A code for each value, -1 for missing, and how many values there are.

    Ids made of digits alone are compared as numbers: the same answer for a fraction of the memory.
    """
    if part.dtype == "str":
        with contextlib.suppress(pa.ArrowInvalid):
            texts = pa.array(part)
            digits = texts.cast(pa.int64())
            if digits.cast(texts.type).equals(
                texts
            ):  # no leading zero, no sign: one way to write each number
                values, codes = np.unique(digits.fill_null(-1).to_numpy(), return_inverse=True)
                missing = digits.null_count > 0
                return codes - missing, len(values) - missing
    codes, levels = pd.factorize(part, use_na_sentinel=True)
    return codes, len(levels)
