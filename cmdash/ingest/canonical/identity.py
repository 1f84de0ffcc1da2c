"""What makes two rows the same thing: the key of a post, the period of an account's figures."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from cmdash.catalog import networks, read

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
    """Network and id; where there is no id network and link; else network, time and text, of one account where several
    are named.

    A row without an id is the post whose id stands beside the same link elsewhere.
    """
    codes = np.full(len(frame), NONE)
    weak = np.zeros(len(frame), dtype=bool)
    for level in (_by_id, _by_link, _by_text):
        open_rows = np.flatnonzero(codes == NONE)
        if len(open_rows):
            part = frame.iloc[open_rows]
            found = level(part)
            known = found != NONE
            told = found[known] + codes.max() + 1
            if level is _by_link and known.any() and len(open_rows) < len(frame):
                told = _of_ids(frame, codes, open_rows[known], told)
            codes[open_rows[known]] = told
            weak[open_rows[known]] = level is _by_text
    return Keys(codes, weak)


def _of_ids(frame: pd.DataFrame, codes: np.ndarray, rows: np.ndarray, told: np.ndarray) -> np.ndarray:
    """The codes of rows known by their link, that of the post with an id where one has the same link."""
    named = np.flatnonzero((codes != NONE) & frame["url"].notna().to_numpy())
    if not len(named):
        return told
    places = np.concatenate([named, rows])
    links = _by_link(frame.iloc[places])
    ids = pd.DataFrame(
        {"link": links[: len(named)], "id": frame["post_id"].to_numpy()[named], "code": codes[named]}
    )
    first = ids[ids["link"] != NONE].sort_values("id").drop_duplicates("link").set_index("link")["code"]
    mine = pd.Series(links[len(named) :]).map(first)
    settled: np.ndarray = np.where(mine.notna(), mine.fillna(NONE), told).astype(np.int64)
    return settled


def period_keys(frame: pd.DataFrame) -> Keys:
    """Network, account, date and period."""
    codes = _number([frame["date"], frame["period"], frame["network"], frame["account"]])
    return Keys(codes, np.zeros(len(frame), dtype=bool))


def _by_id(frame: pd.DataFrame) -> np.ndarray:
    return _number([frame["network"], frame["post_id"]], needed=[frame["post_id"]])


def _by_link(frame: pd.DataFrame) -> np.ndarray:
    """Network and link. A link that leads elsewhere than to a network may be shared by posts of several days; one that
    stands beside several texts in one table, or beside several days without a sign of a post (that of the profile), is
    no link to a post."""
    if frame["url"].isna().all():
        return np.full(len(frame), NONE)
    link = plain_links(frame["url"])
    day = frame["date"].where(~link.str.contains(_network_hosts(), regex=True).fillna(True))
    tables = [frame["file"], frame["sheet"], frame["network"], link]
    same = [part.fillna("") for part in tables]
    texts = frame["text"].groupby(same).transform("nunique")
    days = frame["date"].groupby(same).transform("nunique")
    posts = frame["url"].str.contains(read("values")["post_links"]["pattern"], case=False).fillna(True)
    shared = _number([frame["network"], link], needed=[link])
    several = np.isin(shared, np.unique(shared[((texts > 1) | ((days > 1) & ~posts)).to_numpy()]))
    codes = _number([frame["network"], link, day], needed=[link])
    return np.where(several, NONE, codes)


def plain_links(links: pd.Series) -> pd.Series:
    """Links without scheme, `www.`, fragment, trackers and last slash; the path keeps its capitals, they tell ids apart."""
    plain = links.str.strip().str.replace(r"(?i)^https?://(?:www\.|m\.|web\.)?", "", regex=True)
    marked = plain.str.contains(r"[?#]", regex=True).fillna(False).to_numpy(dtype=bool)
    if marked.any():
        part = plain[marked].str.replace(r"#.*$", "", regex=True)
        part = part.str.replace(_TRACKERS, r"\1", regex=True).str.replace(r"/*\?&*", "?", regex=True)
        plain = plain.where(~marked, part.reindex(plain.index).str.replace(r"&&+", "&", regex=True))
    plain = plain.str.replace(r"[/?&]+$", "", regex=True)
    loud = plain.str.contains(r"^[^/?]*[A-Z]", regex=True).fillna(False).to_numpy(dtype=bool)
    if loud.any():
        quiet = plain[loud].map(lambda link: re.sub(r"^[^/?]*", lambda host: host[0].lower(), link))
        plain = plain.where(~loud, quiet.reindex(plain.index))
    return plain


_TRACKERS = r"([?&])(?:utm_[a-z]+|fbclid|gclid|igsh|igshid|mibextid|si)=[^&]*"


@cache
def _network_hosts() -> str:
    """A pattern for plain links that lead to a network."""
    hosts = "|".join(re.escape(host) for network in networks().values() for host in network.hosts)
    return rf"^(?:[^/]*\.)?(?:{hosts})(?:/|$)"


def _by_text(frame: pd.DataFrame) -> np.ndarray:
    """Network, time and text; where rows of one key name several accounts, each account's post is its own: "Bonne
    année !" stands on the pages of every office the same day."""
    text = frame["text"].str.strip()
    codes = _number([frame["network"], frame["date"], text], needed=[frame["date"], text])
    account = frame["account"].str.strip().str.casefold()
    several = account.groupby(codes).transform("nunique").to_numpy() > 1
    if not several.any():
        return codes
    return _number([pd.Series(codes), account.where(several)], needed=[pd.Series(codes).where(codes != NONE)])


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
                codes, values = pd.factorize(digits.fill_null(-1).to_numpy())
                return np.where(part.isna().to_numpy(), NONE, codes), len(values)
    codes, levels = pd.factorize(part, use_na_sentinel=True)
    return codes, len(levels)
