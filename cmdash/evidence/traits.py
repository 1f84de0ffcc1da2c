"""What is read from a post's text and clock, to be compared: its length, a link, a question, hashtags; its hour."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmdash.catalog.verdicts import verdict_rules

TRAITS = ("length", "link", "question", "hashtag")
_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:fr|com|org|net|eu|info|io|ly|be|ch)/\S+", re.IGNORECASE
)
_HASHTAG = re.compile(r"(?<![\w&/])#\w*[^\W\d]\w*")
_LENGTHS = ("short", "middle", "long")
_TAGS = ("without", "some", "many")


def traits(texts: pd.Series, trait: str) -> np.ndarray:
    """The level of a trait for each text, empty where there is no text.

    `length`: short, middle or long; `hashtag`: without, some or many; `link` and `question`: yes or no. A link is no
    part of the length, and its question mark asks nothing.
    """
    words = [text if isinstance(text, str) else "" for text in texts]
    found = np.array([_trait(text, trait) if text.strip() else "" for text in words], object)
    return found


def _trait(text: str, trait: str) -> str:
    if trait == "link":
        return "yes" if _LINK.search(text) else "no"
    bare = _LINK.sub(" ", text)
    if trait == "question":
        return "yes" if "?" in bare else "no"
    rules = verdict_rules()
    if trait == "hashtag":
        count = len(_HASHTAG.findall(bare))
        return _TAGS[sum(count >= end for end in rules.hashtag)]
    size = len(" ".join(bare.split()))
    return _LENGTHS[sum(size >= end for end in rules.length)]


def hours(dates: pd.Series) -> npt.NDArray[np.int64]:
    """The hour of each date by the clock as written; -1 where the cell holds a day without a time (midnight)."""
    stamps = dates.to_numpy("datetime64[s]")
    known = ~np.isnat(stamps)
    seconds = np.where(known, stamps.astype(np.int64), 0) % 86400
    return np.where(known & (seconds > 0), seconds // 3600, -1)
