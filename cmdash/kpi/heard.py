"""What others said: mentions, reviews and messages counted, answered, felt and rated. One row is one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

SENTIMENTS = ("positive", "neutral", "negative")
MINUTE = 60.0  # seconds
DAY = 1440.0  # minutes


@dataclass(frozen=True)
class Heard:
    """The figures of some rows.

    `answered` of `told` rows have an answer: a row counts where its sheet says yes or no, or where its table keeps the
    answers themselves (then an empty one is no answer). `delay` is the median in minutes over `delays` rows; `to_day`
    tells that only days were written, so that it is right to a day. `felt` counts sentiments. `rating` is the mean of
    `rated` ratings (out of `scale`, 5 or 10), None without any. `audience` sums over `seen` rows.
    """

    rows: int
    answered: int
    told: int
    delay: float | None
    delays: int
    to_day: bool
    felt: Mapping[str, int]
    rating: float | None
    rated: int
    scale: int
    audience: float
    seen: int

    @property
    def felt_rows(self) -> int:
        return sum(self.felt.values())

    @property
    def balance(self) -> float | None:
        """(positive - negative) over all sentiments; None without any."""
        if not self.felt_rows:
            return None
        return (self.felt.get("positive", 0) - self.felt.get("negative", 0)) / self.felt_rows


def prepared(mentions: pd.DataFrame) -> pd.DataFrame:
    """The rows with what their whole tables tell of them: `replied` (True, False, missing where nothing tells),
    `waited` (minutes to the answer, NaN where unknown) and `to_day` (that delay is right to a day only).

    A row without an answer counts as unanswered where its sheet says no, or where its table keeps the answers
    themselves or their days; an article waits for none.
    """
    minutes = mentions["response_minutes"].astype("float64")
    told = mentions["answer"].notna() | mentions["answer_date"].notna()
    keeps = told.groupby(_tables(mentions)).transform("any").astype(bool)
    said = mentions["answered"].fillna("")
    replied = pd.Series(pd.NA, mentions.index, dtype="boolean")
    replied[keeps & (said == "") & (mentions["nature"].fillna("") != "article")] = False
    replied[said == "no"] = False
    replied[(said == "yes") | told | minutes.notna()] = True
    waited, to_day = _delays(mentions, minutes)
    return mentions.assign(replied=replied, waited=waited, to_day=to_day)


def _delays(mentions: pd.DataFrame, minutes: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The sheet's own minutes, else the time between the two moments: whole days, unless hours stand on both sides
    somewhere in the table. An answer from before its row is none."""
    asked, answer = mentions["date"], mentions["answer_date"]
    tables = _tables(mentions)
    timed = _timed(asked).groupby(tables).transform("any") & _timed(answer).groupby(tables).transform("any")
    days = (answer.dt.normalize() - asked.dt.normalize()).dt.days * DAY
    between = ((answer - asked).dt.total_seconds() / MINUTE).where(timed, days)
    found = minutes.fillna(between)
    return found.where(found >= 0), minutes.isna() & between.notna() & ~timed


def heard(rows: pd.DataFrame) -> Heard:
    """The figures of some rows of `prepared`; a part that no row has is None, 0 of 0 or empty."""
    told = rows["replied"].dropna()
    waited = rows["waited"].dropna()
    rated = rows["rating"].dropna()
    seen = rows["audience"].dropna()
    felt = Counter(value for value in rows["sentiment"].dropna() if value in SENTIMENTS)
    return Heard(
        rows=len(rows),
        answered=int(told.sum()),
        told=len(told),
        delay=float(waited.median()) if len(waited) else None,
        delays=len(waited),
        to_day=bool(rows["to_day"][waited.index].any()),
        felt=dict(felt),
        rating=float(rated.mean()) if len(rated) else None,
        rated=len(rated),
        scale=10 if len(rated) and rated.max() > 5 else 5,
        audience=float(seen.sum()),
        seen=len(seen),
    )


def counted(mentions: pd.DataFrame) -> dict[str, Floats]:
    """The rows as the figures that account sheets give by month: each is one mention, one message where it is told
    whether it was answered, one tone where it has one; missing elsewhere."""
    rows = prepared(mentions)
    told = rows["replied"].notna().to_numpy(bool)
    answered = rows["replied"].fillna(False).to_numpy(bool)
    felt = rows["sentiment"].to_numpy(object)
    known = np.isin(felt.astype(str), SENTIMENTS)
    return {
        "mentions": np.ones(len(rows)),
        "messages_in": np.where(told, 1.0, np.nan),
        "messages_answered": np.where(told, answered.astype(np.float64), np.nan),
        "response_minutes": rows["waited"].to_numpy(np.float64),
        **{
            f"sentiment_{name}": np.where(known, (felt == name).astype(np.float64), np.nan)
            for name in SENTIMENTS
        },
    }


def _tables(mentions: pd.DataFrame) -> pd.Series:
    """The table each row stands in: its file and sheet."""
    return mentions["file"].fillna("") + "\x1f" + mentions["sheet"].fillna("")


def _timed(moments: pd.Series) -> pd.Series:
    return moments.notna() & (moments != moments.dt.normalize())
