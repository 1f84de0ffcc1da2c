"""The Posts page: habit, list, one post, files, and captions that mean harm."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from story_builders import frame

from cmdash import ingest, kpi
from cmdash.catalog import section
from cmdash.export import sheet
from cmdash.model import Query, Tracking, Upload
from cmdash.model.post_views import Wanted
from cmdash.model.report_views import Wish, Words
from cmdash.story.asked import Asked
from cmdash.story.habit import safe_url
from cmdash.story.listing import PAGE, listing, narrowed, rows_of_file
from cmdash.story.overview import overview
from cmdash.story.posts import EDGES, one, posts
from cmdash.story.report import report
from cmdash.ui import markup


@pytest.fixture(scope="module")
def asked(tracking: Tracking, june: Query) -> Asked:
    return Asked(tracking, june, "fr")


@pytest.fixture(scope="module")
def everything(tracking: Tracking) -> Asked:
    return Asked(tracking, Query(), "en")


def test_the_best_is_the_one_far_above_its_habit(asked: Asked) -> None:
    view = posts(asked)
    assert view.best[0].text.startswith("=HYPERLINK")
    assert view.best[0].index == max(card.index for card in view.best)
    assert all(card.index < 1 for card in view.weakest)
    assert view.weakest[0].index == min(card.index for card in view.weakest)
    assert f"{len(asked.posts)} publications" in view.sentence
    assert "12 juin 2026" in view.sentence


def test_the_index_is_the_rate_over_the_median_of_its_like(asked: Asked, tracking: Tracking) -> None:
    """Instagram reels of the twelve months up to the data's last day, those of the last week left out."""
    frame = tracking.posts.dropna(subset=["date"])
    last = kpi.today(tracking)
    like = frame[(frame["network"] == "instagram") & (frame["format"] == "photo")]
    days = like["date"].dt.date
    like = like[(days > last.replace(year=last.year - 1)) & ((last - days).map(lambda d: d.days) >= 7)]
    rate = like[["likes", "comments", "shares"]].sum(axis=1) / like["reach"]
    mine = asked.posts.loc[asked.posts.index.intersection(like.index), "own_index"]
    assert len(mine) > 1
    for at, index in mine.items():
        assert index == pytest.approx(rate[at] / rate.median())


def test_a_filter_does_not_change_what_a_post_is_worth(tracking: Tracking, june: Query) -> None:
    whole = Asked(tracking, Query(), "fr").posts["own_index"]
    part = Asked(tracking, june, "fr").posts["own_index"]
    pd.testing.assert_series_equal(part, whole[part.index])


def test_the_list_is_ordered_and_paged(everything: Asked, tracking: Tracking) -> None:
    first = listing(everything, Wanted(sort="impressions"))
    last = listing(everything, Wanted(sort="impressions", page=first.pages))
    beyond = listing(everything, Wanted(sort="impressions", page=999))
    assert first.count == len(tracking.posts)
    assert first.pages == -(-len(tracking.posts) // PAGE)
    assert beyond.ids == last.ids
    column = [c.id for c in first.table.columns].index("impressions")
    values = [row[column] for row in first.table.rows]
    assert values == sorted(values, reverse=True)
    assert last.table.rows[-1][column] is None
    assert last.table.shown[-1][column] == "–"


@pytest.mark.parametrize("search", ["ÉQUIPE", "equipe", "Équipe facebook"])
def test_the_search_knows_no_case_and_no_accent(everything: Asked, search: str) -> None:
    found = narrowed(everything, Wanted(search=search))
    assert len(found)
    assert set(found["theme"]) == {"équipe"}
    assert ("facebook" not in search) or set(found["network"]) == {"facebook"}


def test_a_search_is_no_pattern(everything: Asked) -> None:
    assert len(narrowed(everything, Wanted(search=".*"))) == 0
    assert len(narrowed(everything, Wanted(search="[lien](http"))) == 1


def test_formats_and_themes_narrow(everything: Asked, tracking: Tracking) -> None:
    found = narrowed(everything, Wanted(formats=("reel",), themes=("recette",)))
    frame = tracking.posts
    assert len(found) == ((frame["format"] == "reel") & (frame["theme"] == "recette")).sum()


def test_one_post_up_close(asked: Asked, nasty: str) -> None:
    at = posts(asked).best[0].id
    view = one(asked, at)
    assert view is not None
    record = asked.tracking.posts.loc[at]
    assert view.text == nasty
    assert view.ladder is not None
    assert [(bar.id, bar.value) for bar in view.ladder.bars] == [
        (name, record[name]) for name in ("likes", "comments", "shares")
    ]
    assert view.place is not None
    indices = asked.posts.loc[~asked.posts["young"], "own_index"].dropna()
    assert sum(bar.value for bar in view.place.bars) == len(indices)
    wanted = np.histogram(indices, [0, *EDGES, np.inf])[0]
    assert [bar.value for bar in view.place.bars] == list(wanted)
    assert view.place.mark == "5"


def test_a_post_outside_the_selection_is_none(asked: Asked, tracking: Tracking) -> None:
    outside = next(i for i in tracking.posts.index if i not in asked.posts.index)
    assert one(asked, int(outside)) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        (" https://example.org/a ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/a", False),
        ("https://", False),
        ("https://exa mple.org", False),
        ("http://[", False),
        ("ftp://example.org", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(given: str, kept: bool) -> None:
    assert safe_url(given) == (given.strip() if kept else "")


def test_captions_never_become_markup(asked: Asked) -> None:
    card = posts(asked).best[0]
    shown = markup.post(card, "fr")
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown
    assert card.url == ""
    view = one(asked, card.id)
    assert view is not None
    assert "<b>" not in markup.one(view, "fr")


def test_no_formula_leaves_in_a_file(asked: Asked) -> None:
    header, rows = rows_of_file(asked, Wanted(), text=True)
    assert len(rows) == len(asked.posts)
    read = pd.read_csv(
        io.BytesIO(sheet.as_csv(header, rows, "fr")), sep=";", dtype=str, keep_default_na=False
    )
    assert any(text.startswith("'=HYPERLINK") for text in read["Texte"])
    assert not any(text.startswith("=") for text in read["Texte"])
    likes = read["J’aime et réactions"].astype(float)
    assert likes.sum() == asked.posts["likes"].sum()
    rate = next(name for name in read if name.startswith("Taux"))
    assert read[rate].str.contains(",").any()


def test_the_workbook_holds_numbers_and_text(asked: Asked) -> None:
    header, rows = rows_of_file(asked, Wanted())
    read = pd.read_excel(io.BytesIO(sheet.as_workbook(header, rows, "publications")), engine="calamine")
    assert list(read.columns) == header
    assert read["Interactions"].sum() == pytest.approx(asked.posts["interactions"].sum())
    assert read["Texte"].str.startswith("=HYPERLINK").any()


def test_a_file_speaks_the_language_of_its_reader(asked: Asked) -> None:
    header, rows = rows_of_file(asked, Wanted())
    at = {name: place for place, name in enumerate(header)}
    assert {row[at["Réseau"]] for row in rows} == {"Instagram", "Facebook", "X"}
    assert {row[at["Format"]] for row in rows} <= {"Photo", "Reel", "Carrousel"}
    rate = next(place for name, place in at.items() if name.startswith("Taux"))
    known = [row[rate] for row in rows if row[rate] != ""]
    assert known
    assert all(value == round(float(value), 4) for value in known)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_data_give_an_empty_page(empty: Tracking, june: Query, language: str) -> None:
    view = posts(Asked(empty, june, language))
    assert (view.best, view.weakest, view.count, view.notes) == ((), (), 0, ())


def test_the_figures_of_a_post_begin_with_what_its_index_is_over() -> None:
    from cmdash.story.habit import facts

    record = {"impressions": 46701.0, "views": 1200.0, "interactions": 81.0}
    assert facts({**record, "denominator": "views"}, "en").startswith("1,200")
    assert facts({**record, "denominator": "impressions"}, "en").startswith("46,701")
    assert facts({**record, "denominator": None}, "en").startswith("46,701")


def test_a_card_shows_the_habit_behind_its_multiple(asked: Asked) -> None:
    top = posts(asked).best[0]
    record = asked.posts.loc[top.id]
    assert f"{record['habit'] * 100:.2f}".replace(".", ",")[:3] in top.habit
    assert str(int(record["habit_posts"])) in top.habit
    assert record["index_low"] < record["own_index"] < record["index_high"]


def crowd(last: dict[str, float]) -> Tracking:
    """Forty posts of about 100 interactions over a reach of 1,000 on Facebook, twenty of about 3 over 60 on X, and one."""
    head = "Date,Network,Text,Reach,Likes"
    lines = [f"2026-05-{1 + at % 28:02d},Facebook,post {at},1000,{90 + at % 21}" for at in range(40)]
    lines += [f"2026-05-{1 + at % 28:02d},X,short {at},60,{2 + at % 3}" for at in range(20)]
    lines.append(f"2026-05-29,X,the one,{last['reach']},{last['likes']}")
    lines.append("2026-06-30,X,late,60,3")
    return ingest.read([Upload("posts.csv", "\n".join([head, *lines]).encode())])


def test_sixty_interactions_where_three_are_usual_are_the_best() -> None:
    view = posts(Asked(crowd({"reach": 60, "likes": 60}), Query(), "fr"))
    assert view.best[0].text == "the one"
    assert "la meilleure, le 29 mai 2026 sur X, atteint 20 fois" in view.sentence


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [("fr", "la plus sûrement au-dessus", "meilleure"), ("en", "most surely above", "best")],
)
def test_what_is_not_the_highest_is_not_called_the_best(language: str, said: str, never: str) -> None:
    view = posts(Asked(crowd({"reach": 20, "likes": 2}), Query(), language))  # twice the usual, of two likes
    assert "the one" not in [card.text for card in view.best]
    assert said in view.sentence
    assert never not in view.sentence


def test_a_multiple_of_one_is_neither_above_nor_below(asked: Asked) -> None:
    view = posts(Asked(crowd({"reach": 60, "likes": 3}), Query(), "fr"))
    assert view.best
    assert view.weakest
    assert not [card for card in (*view.best, *view.weakest) if card.index_shown == "1"]


def test_the_post_out_of_line_is_named_with_the_figures_without_it(asked: Asked) -> None:
    found = posts(asked).outliers
    assert found is not None
    assert "12 juin 2026" in found.sentence
    odd = asked.posts["outlier"]
    rows = {row[0]: row for row in found.table.rows}
    kept, whole = asked.posts["interactions"][~odd].sum(), asked.posts["interactions"].sum()
    assert any(row[1:3] == (whole, kept) for row in rows.values())
    assert any(row[1:3] == (len(odd), len(odd) - odd.sum()) for row in rows.values())


def test_accounts_are_told_apart_where_a_network_has_several() -> None:
    head = "Client,Date,Network,Text,Reach,Likes,Link clicks"
    rows = ["A,2026-06-01,Instagram,One,100,5,3", "A,2026-06-03,Facebook,Three,300,9,5"]
    more = "B,2026-06-02,Instagram,Two,200,7,4"
    for lines, wanted in ((rows, False), ([*rows, more], True)):
        read = ingest.read([Upload("posts.csv", "\n".join([head, *lines]).encode())])
        table = listing(Asked(read, Query(), "en"), Wanted()).table
        assert ("account" in [column.id for column in table.columns]) == wanted
        names = {card.kpi for card in overview(read, Query(), "en").figures}
        assert "link_clicks" in names  # the only clicks there are


def few_posts(tracking: Tracking, count: int, ages: int = 30) -> Tracking:
    """`count` photos of one account on Instagram a day apart, and a reel so many days later."""
    first = dt.datetime(2026, 3, 1, 10)
    rows: list[dict[str, object]] = [
        {
            "date": first + dt.timedelta(days=at),
            "network": "instagram",
            "format": "photo",
            "likes": 10.0 + at,
            "reach": 200.0,
        }
        for at in range(count)
    ]
    rows.append(
        {
            "date": first + dt.timedelta(days=ages),
            "network": "instagram",
            "format": "reel",
            "likes": 3.0,
            "reach": 90.0,
        }
    )
    return replace(tracking, posts=frame("posts", rows), account=frame("account", []))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "il en manque 2, au plus près, sur Instagram (Photo)"),
        ("en", "2 are missing, at the nearest, on Instagram (Photo)"),
    ],
)
def test_what_is_missing_to_say_what_worked(tracking: Tracking, language: str, said: str) -> None:
    view = posts(Asked(few_posts(tracking, 4), Query(), language))
    assert not view.best
    assert said in view.lacking
    assert view.notes[0] == view.lacking
    enough = posts(Asked(few_posts(tracking, 6), Query(), language))
    assert enough.best
    assert enough.lacking == ""


def test_posts_that_still_grow_make_no_habit(tracking: Tracking) -> None:
    view = posts(Asked(few_posts(tracking, 3, ages=5), Query(), "fr"))
    assert view.lacking.endswith("il en manque 6.")


@pytest.mark.parametrize(("language", "said"), [("fr", "il en manque 2"), ("en", "2 are missing")])
def test_an_owner_with_hardly_any_data_reads_what_would_bring_more(
    tracking: Tracking, language: str, said: str
) -> None:
    made = report(
        few_posts(tracking, 4, ages=10), Query(), language, dt.date(2026, 4, 2), Wish(audience="owner")
    )
    parts = {
        part.id: " ".join(text for block in part.blocks if isinstance(block, Words) for text in block.items)
        for part in made.parts
    }
    assert said in parts["posts"]
    for name in ("followers", "theme"):
        assert section(language, "report")[f"needs.{name}"] in parts["next"]
    assert section(language, "report")["needs.goals"] not in parts["next"]
