"""What the Posts page shows: the list, the best and the weakest, one post with its place."""

from __future__ import annotations

from dataclasses import dataclass

from cmdash.model.views import Bar, Ladder, Place, Table


@dataclass(frozen=True)
class PostCard:
    """One post among the best or the weakest. `habit`: the usual value behind its index, in words."""

    id: int
    when: str
    network: str
    network_label: str
    format: str
    text: str
    index: float
    index_shown: str
    facts: str
    url: str = ""
    habit: str = ""


@dataclass(frozen=True)
class Outliers:
    """The posts out of line, and the figures of the period with and without them."""

    sentence: str
    cards: tuple[PostCard, ...]
    table: Table
    note: str


@dataclass(frozen=True)
class PostsView:
    """The posts of the period against the account's own habit.

    `formats`, `themes` and `sorts` are what the list can be narrowed and ordered by: ids with their words. `lacking`:
    what it takes to hold a post against a habit, where none can be; it stands among the notes too.
    """

    sentence: str
    period: str
    best: tuple[PostCard, ...]
    weakest: tuple[PostCard, ...]
    count: int
    formats: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    outliers: Outliers | None = None
    lacking: str = ""


@dataclass(frozen=True)
class Wanted:
    """How the list of posts is narrowed and ordered, and which page of it is shown (from 1)."""

    search: str = ""
    formats: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sort: str = "date"
    page: int = 1


@dataclass(frozen=True)
class PostList:
    """One page of the list of posts. `ids` are the posts of its rows; `count` is of the whole list."""

    table: Table
    ids: tuple[int, ...]
    count: int
    pages: int


@dataclass(frozen=True)
class PostView:
    """One post: its figures, its ladder and its place among the posts of the selection."""

    card: PostCard
    text: str
    figures: tuple[Bar, ...]
    ladder: Ladder | None
    place: Place | None
