"""Reports to write: of the bakery's year, and one whose every text means harm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from cmdash import demo, ingest
from cmdash.model import Profile, Query, Tracking
from cmdash.model.brand import Brand
from cmdash.model.post_views import PostCard
from cmdash.model.report_views import Figures, Grid, Part, PostCards, Report, Wish, Words
from cmdash.model.views import Change, Column, Figure, StampText, Table
from cmdash.story.report import report

TODAY = dt.date(2026, 7, 3)
HARM = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> & #eval("x") $y$ *b* _i_ @r \\ // [a](http://evil.example)'


@pytest.fixture(scope="session")
def bakery() -> Tracking:
    return ingest.read(list(demo.files("bakery")), Profile(), None)


@pytest.fixture(scope="session")
def written(bakery: Tracking) -> Callable[..., Report]:
    """`written("fr", audience="owner", ...)`: the bakery's report."""

    def write(language: str = "fr", query: Query | None = None, **wish: object) -> Report:
        return report(bakery, query or Query(), language, TODAY, Wish(**wish))  # type: ignore[arg-type]

    return write


@pytest.fixture(scope="session")
def harmful() -> Report:
    """A report all of whose texts would run somewhere if they were not taken as text."""
    stamp = StampText(HARM, (HARM,), HARM, HARM, (HARM,), (HARM,), 1, 2)
    figure = Figure(
        "posts", HARM, 12.0, "12", HARM, stamp, (Change("year", 0.1, HARM, "good", HARM, "+10 %"),), (HARM,)
    )
    table = Table(
        (Column("name", HARM), Column("posts", HARM, "count")), ((HARM, 3.0),), ((HARM, "3"),), HARM
    )
    card = PostCard(1, HARM, "instagram", HARM, HARM, HARM, 2.0, "2,0", HARM, HARM)
    blocks = (
        Words((HARM,), HARM, points=True),
        Words((HARM,), quiet=True),
        Figures((figure,), HARM),
        Grid(table, HARM, HARM),
        PostCards((card,), HARM),
    )
    part = Part("summary", HARM, HARM, blocks, HARM)
    posts = Table(
        (Column("text", HARM), Column("likes", HARM, "count")), ((HARM, 3.0),), ((HARM, "3"),), HARM
    )
    return Report(
        "fr", "manager", HARM, HARM, HARM, (part,), Brand(HARM, footer=HARM), HARM, HARM, (HARM,), posts
    )
