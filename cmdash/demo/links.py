"""Numbers and addresses of invented posts, built the way each network builds them."""

from __future__ import annotations

import datetime as dt
import random
import string

_LETTERS = string.ascii_letters + string.digits + "-_"
_X_EPOCH = 1_288_834_974_657  # milliseconds; the first X identifiers count from there


def identify(
    network: str, handle: str, number: int, shape: str, at: dt.datetime, rng: random.Random
) -> tuple[str, str]:
    """The identifier and the address of a post published at `at` (taken as UTC where the identifier holds the time)."""
    second = int(at.replace(tzinfo=dt.UTC).timestamp())
    if network == "facebook":
        post = str(rng.randrange(122_100_000_000_000_000, 122_199_999_999_999_999))
        if shape == "reel":
            return post, f"https://www.facebook.com/reel/{rng.randrange(10**15, 10**16)}/"
        return post, f"https://www.facebook.com/{number}/posts/{post}"
    if network == "instagram":
        path = "reel" if shape == "reel" else "p"
        post = str(rng.randrange(17_800_000_000_000_000, 18_100_000_000_000_000))
        return post, f"https://www.instagram.com/{path}/{_code('D', 10, rng)}/"
    if network == "x":
        post = str((second * 1000 - _X_EPOCH) << 22 | rng.randrange(1 << 22))
        return post, f"https://x.com/{handle}/status/{post}"
    if network == "linkedin":
        post = str(second * 1000 << 22 | rng.randrange(1 << 22))
        return post, f"https://www.linkedin.com/feed/update/urn:li:activity:{post}"
    if network == "tiktok":
        post = str(second << 32 | rng.randrange(1 << 32))
        return post, f"https://www.tiktok.com/@{handle}/video/{post}"
    post = _code("", 11, rng)
    return post, f"https://www.youtube.com/watch?v={post}"


def _code(start: str, length: int, rng: random.Random) -> str:
    return start + "".join(rng.choices(_LETTERS, k=length))
