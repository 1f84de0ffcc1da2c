"""The moment of publication that the id in a link tells, where a sheet writes dates without a year."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

_TIKTOK_ID = re.compile(r"/(?:video|photo)/(\d{15,20})")


def times_of_links(links: pa.Array) -> np.ndarray:
    """The UTC second of publication told by TikTok links, datetime64[us], NaT where a link does not tell.

    The id's upper 32 bits are Unix seconds; checked on 51 real videos: 2 to 8 seconds from the post time.
    """
    found = np.full(len(links), np.datetime64("NaT", "us"))
    for position, link in enumerate(links.to_pylist()):
        match = _TIKTOK_ID.search(link or "")
        if match:
            seconds = int(match.group(1)) >> 32
            if 1_400_000_000 < seconds < 4_000_000_000:
                found[position] = np.datetime64(seconds * 1_000_000, "us")
    return found
