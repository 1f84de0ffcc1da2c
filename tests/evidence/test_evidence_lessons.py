"""Lessons put to the test of later posts, and what the data cannot tell apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.verdicts import page
from cmdash import ingest
from cmdash.evidence.lessons import retest, tie
from cmdash.model import Lesson, Tracking, Upload

FIRST = dt.date(2025, 1, 6)
UNTIL = dt.date(2025, 6, 30)
LESSON = Lesson(
    "Four marche", UNTIL, "er_reach", "theme", "Four", "instagram", "more", 40, UNTIL, "En faire plus"
)


def sheet(later: float, weeks: int = 26) -> Tracking:
    """Three posts a week; those of one theme are 1.8 times as good, and `later` times from July on."""
    draw = np.random.default_rng(4)
    rows = ["Date;Réseau;Message;Format;Thématique;Portée;J'aime"]
    for number in range(78 + 3 * weeks):
        day = FIRST + dt.timedelta(days=7 * (number // 3) + 2 * (number % 3))
        theme = "Four" if draw.random() < 0.35 else "Pain"
        times = (1.8 if day <= UNTIL else later) if theme == "Four" else 1.0
        likes = round(60 * times * float(np.exp(draw.normal(0, 0.3))))
        rows.append(f"{day:%d/%m/%Y};Instagram;Post {number};photo;{theme};1000;{likes}")
    last = day + dt.timedelta(days=20)
    rows.append(f"{last:%d/%m/%Y};Instagram;Dernier;photo;Pain;1000;60")
    return ingest.read([Upload("suivi.csv", "\r\n".join(rows).encode("cp1252"))])


@pytest.mark.parametrize(("later", "state"), [(1.8, "holds"), (0.85, "gone"), (0.6, "gone")])
def test_a_lesson_holds_or_no_longer_does(later: float, state: str) -> None:
    found = retest(sheet(later), LESSON)
    assert found.state == state
    assert found.finding is not None
    assert found.finding.n < 40
    turned = retest(sheet(1 / later), replace(LESSON, side="less"))
    assert turned.state == state


@pytest.mark.parametrize("weeks", [0, 3])
def test_with_few_posts_since_it_is_still_too_early(weeks: int) -> None:
    assert retest(sheet(1.8, weeks), LESSON).state == "early"


def test_a_lesson_in_words_alone_cannot_be_tested() -> None:
    assert retest(sheet(1.8), Lesson("Répondre plus vite", UNTIL)).state == "typed"
    assert retest(sheet(1.8), replace(LESSON, level="Inconnue")).state == "early"


def test_what_goes_together_is_told() -> None:
    found = page(np.random.default_rng(6), 300, 0.5)
    days = np.where(
        found.levels["theme"] == "t1",
        "2",
        np.where(found.levels["weekday"] == "2", "3", found.levels["weekday"]),
    )
    tied = replace(found, levels={**found.levels, "weekday": days.astype(object)})
    there = tie(tied, "weekday", "2", "")
    assert there is not None
    assert (there.factor, there.level, there.share, there.others) == ("theme", "t1", 1.0, 0.0)
    back = tie(tied, "theme", "t1", "")
    assert back is not None
    assert (back.factor, back.level) == ("weekday", "2")
    assert tie(found, "weekday", "2", "") is None
    assert tie(found, "unknown", "2", "") is None
