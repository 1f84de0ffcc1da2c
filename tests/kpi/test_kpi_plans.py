"""The calendar joined with the posts: by link, like text, day; one to one; nothing lost, nothing claimed."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_builders import answer, frame, tracking

from cmdash import kpi
from cmdash.kpi.plans import NEAR, Plan, join, link_key

TODAY = dt.date(2026, 6, 30)


def joined(plan: list[dict[str, object]], posts: list[dict[str, object]], today: dt.date = TODAY) -> Plan:
    return join(frame("calendar", plan), frame("posts", posts), today)


def row(day: str, network: str = "facebook", **more: object) -> dict[str, object]:
    return {"date": f"2026-06-{day}" if len(day) == 2 else day, "network": network, **more}


def test_a_link_wins_over_text_and_day() -> None:
    plan = [row("01", url="https://www.instagram.com/p/Abc_1/?igsh=zz", text="Les fraises gariguettes")]
    posts = [
        row("01", text="Les fraises gariguettes sont là"),
        row("20", "instagram", url="http://instagram.com/p/Abc_1", text="autre chose"),
    ]
    found = joined(plan, posts)
    assert (found.post, found.how, found.state, found.delay) == ((1,), ("link",), ("late",), (19,))


def test_the_id_in_a_link_is_that_of_the_post() -> None:
    plan = [row("03", "x", url="https://twitter.com/office/status/1801234567890123456")]
    posts = [row("03", "x"), row("03", "x", post_id="1801234567890123456")]
    assert joined(plan, posts).post == (1,)
    film = [row("03", "youtube", url="https://youtu.be/ky47-pyFJ9F?si=1")]
    assert joined(film, [row("04", "youtube", post_id="ky47-pyFJ9F")]).how == ("link",)


def test_like_text_joins_within_seven_days_on_the_same_network() -> None:
    post = row("10", text="Le marché nocturne se prépare : il reste 3 places de bénévoles")
    for day, found in (("03", 0), ("17", 0), ("02", -1), ("18", -1)):
        assert joined([row(day, text="Marché nocturne : le programme")], [post]).post == (found,)
    assert joined([row("10", "instagram", text="Marché nocturne : le programme")], [post]).post == (-1,)


def test_before_or_on_the_day_is_done_and_after_it_is_late() -> None:
    posts = [row("10", text="Atelier aquarelle au phare")]
    for day, state in (("10", "done"), ("12", "done"), ("08", "late")):
        assert joined([row(day, text="atelier AQUARELLE")], posts).state == (state,)


def test_a_single_word_everybody_uses_joins_nothing() -> None:
    posts = [row(f"{day:02d}", text=f"Photo du jour numéro {day}") for day in range(1, 12)]
    assert joined([row("06", "instagram", text="Photo")], posts).post == (-1,)
    assert joined([row("30", text="Photo")], posts).post == (-1,)


def test_one_network_and_day_join_one_to_one_like_formats_first() -> None:
    plan = [row("05", format="video"), row("05", format="photo"), row("05")]
    posts = [row("2026-06-05 09:00", format="photo"), row("2026-06-05 18:00", format="video")]
    found = joined(plan, posts)
    assert found.post == (1, 0, -1)
    assert found.state == ("done", "done", "skipped")


def test_what_no_file_tells_is_unknown_and_what_is_ahead_is_to_come() -> None:
    posts = [row("05", text="un"), row("20", text="deux"), row("28", "instagram", file="insta.csv")]
    plan = [row("10", "tiktok"), row("12"), row("25"), row("2026-07-04"), row("27", "instagram")]
    assert joined(plan, posts).state == ("unknown", "skipped", "unknown", "to_come", "unknown")


def test_the_words_of_the_sheet_count_where_no_post_is_found() -> None:
    posts = [row("01"), row("29")]
    plan = [
        row("03", status="published"),
        row("29", status="skipped"),
        row("10", status="idea"),
        {"network": "facebook", "text": "un jour peut-être"},
    ]
    found = joined(plan, posts)
    assert found.state == ("done", "skipped", "open", "open")
    assert found.how == ("word", "", "", "")
    assert found.unplanned == (True, True)


def test_a_skipped_row_with_the_link_of_a_post_was_published() -> None:
    plan = [row("03", status="skipped", url="facebook.com/a/posts/12345678")]
    assert joined(plan, [row("03", url="https://m.facebook.com/a/posts/12345678/")]).state == ("done",)


def test_posts_before_the_calendar_and_on_other_networks_are_nobodys_plan() -> None:
    posts = [row("2026-05-31"), row("02"), row("02", "linkedin"), row("2026-07-01")]
    assert joined([row("15")], posts, dt.date(2026, 7, 2)).unplanned == (False, True, False, False)


def test_accounts_known_on_both_sides_must_be_the_same() -> None:
    posts = [row("05", account="Le Phare"), row("05", account="La Plage")]
    assert joined([row("05", account="la plage")], posts).post == (1,)
    assert joined([row("05", account="jamais vue")], posts).post == (0,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/a/posts/9/", "facebook.com/a/posts/9?utm_source=x&fbclid=1"),
        ("http://twitter.com/a/status/1?s=20", "https://x.com/a/status/1"),
        ("https://youtu.be/abc?si=1", "youtu.be/abc"),
    ],
)
def test_two_spellings_of_a_link_are_one(one: str, other: str) -> None:
    assert link_key(one) == link_key(other)


def test_links_that_name_different_things_differ() -> None:
    assert link_key("https://youtube.com/watch?v=a") != link_key("https://youtube.com/watch?v=b")
    assert link_key("https://[a.example/") == "https://[a.example/"


WORDS = ["marché", "phare", "huîtres", "sentier", "plage", "concours", "Photo", ""]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from([None, *(f"2026-06-{day:02d}" for day in range(1, 29))]),
            "network": st.sampled_from([None, "facebook", "instagram"]),
            "text": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
            "url": st.sampled_from([None, None, "https://a.example/1", "a.example/2"]),
            "status": st.sampled_from([None, "planned", "skipped", "published", "idea"]),
            "format": st.sampled_from([None, "photo", "video"]),
        }
    ),
    max_size=14,
)


@settings(max_examples=120, deadline=None)
@given(ROWS, ROWS)
def test_one_to_one_and_nothing_lost(plan: list[dict[str, object]], posts: list[dict[str, object]]) -> None:
    found = joined(plan, posts)
    assert len(found.post) == len(found.state) == len(found.how) == len(plan)
    assert len(found.row) == len(found.unplanned) == len(posts)
    taken = [post for post in found.post if post >= 0]
    assert len(taken) == len(set(taken))
    assert {(at, post) for at, post in enumerate(found.post) if post >= 0} == {
        (at, post) for post, at in enumerate(found.row) if at >= 0
    }
    for at, (post, how) in enumerate(zip(found.post, found.how, strict=True)):
        if how in ("", "word"):
            assert post == -1
            continue
        if how == "link":
            assert link_key(str(plan[at]["url"])) == link_key(str(posts[post]["url"]))
            continue
        assert plan[at]["status"] != "skipped"
        assert plan[at]["network"] in (None, posts[post]["network"])
        apart = dt.date.fromisoformat(str(posts[post]["date"])) - dt.date.fromisoformat(str(plan[at]["date"]))
        assert abs(apart.days) <= (NEAR if how == "text" else 0)
    for post, unplanned in enumerate(found.unplanned):
        assert not (unplanned and found.row[post] >= 0)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_no_free_pair_of_one_network_and_day_is_left(
    plan: list[dict[str, object]], posts: list[dict[str, object]], dice: random.Random
) -> None:
    dice.shuffle(plan)
    found = joined(plan, posts)
    for at, planned in enumerate(plan):
        if found.post[at] >= 0 or planned["status"] == "skipped" or planned["date"] is None:
            continue
        left = [
            p
            for p, post in enumerate(posts)
            if found.row[p] < 0 and (post["network"], post["date"]) == (planned["network"], planned["date"])
        ]
        assert left == []


def test_the_kpis_of_a_plan_are_its_join_and_missing_is_no_miss() -> None:
    plan = [
        row("2026-05-04", text="Marché aux fleurs du dimanche"),  # published that day
        row("2026-05-11", text="Balade contée au phare"),  # published two days late
        row("2026-05-18", text="Concert au port"),  # its day has passed without
        row("2026-05-25", network="x"),  # no file holds posts of X: unknown
        row("2026-07-30"),  # to come
    ]
    posts = [
        {"date": dt.datetime(2026, 5, 4, 9), "network": "facebook", "text": "Marché aux fleurs du dimanche"},
        {"date": dt.datetime(2026, 5, 13), "network": "facebook", "text": "Balade contée au phare"},
        {"date": dt.datetime(2026, 5, 30), "network": "facebook", "text": "Tout autre chose"},
        {"date": dt.datetime(2026, 5, 18), "network": "facebook", "text": "Concert au port", "side": "peer"},
    ]
    found = kpi.compute(tracking(posts=posts, calendar=plan), kpis=["plan_kept", "plan_on_time"])
    kept, on_time = (answer(found, name) for name in ("plan_kept", "plan_on_time"))
    assert (kept["value"], kept["n"], kept["of"]) == (pytest.approx(2 / 3), 3, 5)
    assert (on_time["value"], on_time["n"]) == (0.5, 2)
    alone = answer(kpi.compute(tracking(calendar=plan), kpis=["plan_kept"]), "plan_kept")
    assert (alone["n"], alone["why"]) == (0, "missing:date")
