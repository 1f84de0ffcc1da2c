"""The page "What works": what is claimed, in which words, and what is not."""

from __future__ import annotations

import re

import pytest
from story_builders import frame

from cmdash import evidence
from cmdash.catalog import LANGUAGES, section
from cmdash.catalog.verdicts import verdict_rules
from cmdash.model import Ledger, Query, Tracking
from cmdash.story.works import SUREST, answers, asked_of, works

CAUSES = r"\b(grâce à|à cause|parce que|car|fait gagner|because|thanks to|due to|leads to|drives)\b"


@pytest.fixture(scope="module")
def planted(tracking: Tracking) -> Tracking:
    """The same posts; those of one theme are three times as good, and a third of Facebook's are boosted."""
    posts = tracking.posts.copy()
    good = (posts["theme"] == "recette") & (posts["network"] == "instagram")
    posts.loc[good, ["likes", "comments", "shares"]] *= 3
    boosted = (posts["network"] == "facebook") & (posts["row"] % 3 == 0)
    posts.loc[boosted, "paid"] = "paid"
    return Tracking(posts, tracking.account, tracking.campaigns, tracking.calendar, tracking.goals, Ledger())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_planted_is_told_with_its_figures(planted: Tracking, language: str) -> None:
    view = works(planted, Query(), language)
    assert view.askings[0].told[0].verdict == "confirmed"
    first = next(one for one in view.askings if one.factor == "theme")
    top = next(one for one in first.told if one.level == "recette" and one.network == "instagram")
    assert top.verdict == "confirmed"
    assert first.told[0].verdict == "confirmed"
    found = next(
        v.finding
        for v in answers(planted, Query())
        if (v.finding.look.level, v.finding.look.network) == ("recette", "instagram")
    )
    shown = dict(top.terms)
    words = section(language, "works")
    effect = f"{found.effect:.2f}"
    assert effect in shown[words["term.effect"]].replace(",", ".")
    assert str(found.n) in shown[words["term.posts"]]
    assert shown[words["term.cause"]] == words["cause.content"]
    assert words["term.habit"] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_stands_in_a_table_and_certainty_goes_down(planted: Tracking, language: str) -> None:
    view = works(planted, Query(), language, opened=verdict_rules().opened)
    found = answers(planted, Query(), verdict_rules().opened)
    assert sum(len(one.table.rows) for one in view.askings if one.table) == len(found)
    for one in view.askings:
        order = [SUREST.index(told.verdict) for told in one.told]
        assert order == sorted(order)
        assert bool(one.told) != bool(one.sentence)
    assert "paid" in {one.factor for one in view.askings}


def test_boosted_posts_enter_no_other_question(planted: Tracking) -> None:
    plain = evidence.verdicts(planted)
    opened = evidence.verdicts(planted, opened=("paid",))
    for before in plain:
        after = next(v for v in opened if v.finding.look == before.finding.look)
        assert (after.finding.n, after.finding.others) == (before.finding.n, before.finding.others)
        if before.finding.effect is not None:
            assert after.finding.effect == pytest.approx(before.finding.effect)
            assert after.finding.p >= before.finding.p - 0.05  # one question more has to be paid for
    boosted = [v.finding for v in opened if v.finding.look.factor == "paid"]
    assert {one.look.level for one in boosted} == {"yes"}


def test_the_period_changes_nothing(planted: Tracking, june: Query) -> None:
    assert works(planted, june, "fr") == works(planted, Query(), "fr")
    assert asked_of(june).period is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_a_cause(planted: Tracking, language: str) -> None:
    assert not [text for text in section(language, "works").values() if re.search(CAUSES, text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_posts_nothing_is_said(empty: Tracking, language: str) -> None:
    view = works(empty, Query(), language)
    assert view.sentence == section(language, "works")["nothing"]
    assert not view.askings
    assert view.heat is None
    assert not view.rankings
    assert not view.notes
    assert len(view.missing) == len(verdict_rules().factors)


def test_a_missing_column_is_named(planted: Tracking) -> None:
    bare = planted.posts.assign(theme=frame("posts", [{} for _ in planted.posts.index])["theme"].to_numpy())
    view = works(
        Tracking(bare, planted.account, planted.campaigns, planted.calendar, planted.goals, Ledger()),
        Query(),
        "fr",
    )
    assert view.missing == (section("fr", "works")["missing.theme"],)


def test_a_cell_of_the_heat_map_says_its_posts(planted: Tracking) -> None:
    heat = works(planted, Query(), "fr").heat
    assert heat is not None
    assert len(heat.days) == 7
    cells = [cell for _, row in heat.rows for cell in row if cell is not None]
    assert all(cell.n for cell in cells)
    assert all((cell.tint is None) == (cell.shown == "") for cell in cells)
