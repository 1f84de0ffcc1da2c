"""The report one hands over, as frozen values: the story writes it once, and every file of it says the same.

Texts are in the reader's language and may hold words of the user: plain text, which whoever renders it escapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from cmdash.model.brand import NO_BRAND, Brand
from cmdash.model.post_views import PostCard
from cmdash.model.views import Chart, Figure, Table

Audience = Literal["owner", "board", "manager"]
AUDIENCES: tuple[Audience, ...] = ("owner", "board", "manager")
PARTS = (
    "summary", "goals", "networks", "posts", "works", "community", "campaigns", "planning", "reputation", "lessons", "next", "needs",
    "method",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a person wants of the report. `title` and `headline` empty: written from the figures.

    `left_out` are ids of parts not wanted; `comments` the person's own words by id of a part. `anonymous` takes names,
    texts and links out and marks every page as a demonstration.
    """

    audience: Audience = "manager"
    title: str = ""
    headline: str = ""
    left_out: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    brand: Brand = NO_BRAND
    anonymous: bool = False


@dataclass(frozen=True)
class Words:
    """Sentences: a list of points, or paragraphs. `quiet`: a remark beside what was said."""

    items: tuple[str, ...]
    heading: str = ""
    points: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Figures:
    """Figures side by side, each with its stamp and its changes."""

    figures: tuple[Figure, ...]
    heading: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart over time with its title, its note and its figures."""

    chart: Chart


@dataclass(frozen=True)
class Grid:
    """A table under a heading, with a note below. `whole`: no row of it may be left out."""

    table: Table
    heading: str = ""
    note: str = ""
    whole: bool = False


@dataclass(frozen=True)
class PostCards:
    """Posts named one by one, each with its reason."""

    cards: tuple[PostCard, ...]
    heading: str = ""


Block = Words | Figures | Drawing | Grid | PostCards


@dataclass(frozen=True)
class Part:
    """One part: its title, the finding it opens with, what stands below, the person's own comment."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Report:
    """The whole. `title` and `period` head the cover, `headline` is the sentence to remember; `made` says from what.

    `watermark` is empty but for a demonstration. `accounts` are the accounts in it: more than one wants a second
    look before it is handed to a client. `posts` are the posts of the period, from which a workbook computes anew.
    `choice` says what counts as engagement where the reader chose it.
    `why` says why the period is not the usual one of the reader, where it is not; without a part, why there is none.
    """

    language: str
    audience: Audience
    title: str
    period: str
    headline: str
    parts: tuple[Part, ...]
    brand: Brand
    made: str
    watermark: str = ""
    accounts: tuple[str, ...] = ()
    posts: Table | None = None
    why: str = ""
    choice: str = ""
