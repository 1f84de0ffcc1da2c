"""From the total of each post to the days it was gathered on, to the last unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from cmdash.demo.life import Post

POST = (0.38, 0.24, 0.13, 0.08, 0.05, 0.04, 0.03, 0.02, 0.02, 0.01)  # most of a post's public comes at once
VIDEO = tuple(0.25 * 0.75**day for day in range(40))  # a video is found for weeks


def span(start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """Every day from `start` to `end`, both included."""
    return tuple(start + dt.timedelta(number) for number in range((end - start).days + 1))


def spread(
    posts: Iterable[Post], field: str, days: Sequence[dt.date], fade: Sequence[float] = POST
) -> dict[dt.date, int]:
    """A figure of posts on the days it was gathered, following `fade` from the day of the post.

    What falls outside `days` is left out; the days of one post add up to its figure.
    """
    found = dict.fromkeys(days, 0)
    whole = sum(fade)
    for post in posts:
        total = getattr(post, field) or 0
        passed, share = 0, 0.0
        for offset, part in enumerate(fade):
            share += part / whole
            until = round(total * share)
            day = post.at.date() + dt.timedelta(offset)
            if day in found:
                found[day] += until - passed
            passed = until
    return found
