"""The words of the story: complete in both languages, typeset as each is."""

from __future__ import annotations

import gc
import re
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from cmdash.catalog import kpis, section
from cmdash.model.memory import remembered
from cmdash.story import words
from cmdash.story.asked import Asked
from cmdash.story.community import community
from cmdash.story.figures import RATES
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.posts import posts
from cmdash.story.search import folded
from cmdash.story.trends import CHARTED

FILES = (
    "story",
    "overview",
    "networks",
    "posts",
    "community",
    "campaigns",
    "goals",
    "charts",
    "works",
    "shifts",
)
STORY = Path(words.__file__).parent
NARROW = "\u202f"


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things(file: str) -> None:
    french, english = section("fr", file), section("en", file)
    assert set(french) == set(english)
    for key, text in french.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[key])), key


@pytest.mark.parametrize("file", FILES)
def test_french_typography(file: str) -> None:
    for key, text in section("fr", file).items():
        assert "'" not in text, key
        assert not re.search(r"(?<!\u202f)[;:!?%»]", text), key
        assert not re.search(r"«(?!\u202f)", text), key


@pytest.mark.parametrize("file", FILES)
def test_english_typography(file: str) -> None:
    for key, text in section("en", file).items():
        assert "'" not in text, key
        assert NARROW not in text, key
        assert "!" not in text, key


def test_every_charted_kpi_has_its_words() -> None:
    assert set(RATES) < set(CHARTED) < set(kpis())
    for language in ("fr", "en"):
        for name in CHARTED:
            assert "{by}" in section(language, "story")[f"described.{name}"]
            assert "{value}" in section(language, "story")[f"noun.{name}.other"]


def test_every_plain_key_in_the_code_exists() -> None:
    known = {f"story.{key}" for key in section("fr", "story")}
    known |= {f"{page}.{key}" for page in words.PAGES for key in section("fr", page)}
    bare = {key.removesuffix(".one").removesuffix(".other") for key in known}
    used = set()
    for path in STORY.glob("*.py"):
        used |= set(re.findall(r'say\(\s*[\w.]*language,\s*"([\w.]+)"', path.read_text(encoding="utf-8")))
    assert len(used) > 40
    for key in used:
        full = key if key.partition(".")[0] in words.PAGES else f"story.{key}"
        assert full in bare, key


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (0.12, "+12\u202f%", "+12%"),
        (-0.052, "\u22125,2\u202f%", "\u22125.2%"),
        (2.13, "+213\u202f%", "+213%"),
    ],
)
def test_relative(amount: float, french: str, english: str) -> None:
    assert words.relative(amount, "fr") == french
    assert words.relative(amount, "en") == english


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (0.154, "0,15"), (1.96, "2"), (1.74, "1,7"), (18.4, "18"), (0.951, "1")]
)
def test_times(value: float, text: str) -> None:
    assert words.times(value, "fr") == text


def test_points() -> None:
    assert words.points(0.0041, "fr") == "+0,41"
    assert words.points(-0.0213, "en") == "\u22122.1"
    assert words.points(0.36, "en") == "+36"


def test_an_excerpt_is_one_line_cut_at_a_word() -> None:
    text = "Un  mot\nsur deux lignes " + "et encore " * 20
    cut = words.excerpt(text)
    assert len(cut) <= words.EXCERPT + 1
    assert cut.endswith("…")
    assert "\n" not in cut
    assert words.excerpt("court") == "court"
    assert words.excerpt("x" * 200) == "x" * 80 + "…"


def test_listed() -> None:
    assert words.listed(["a"], "fr") == "a"
    assert words.listed(["a", "b", "c"], "fr") == "a, b et c"
    assert words.listed([], "en") == ""


def test_folded() -> None:
    assert folded("Été À LA PLAGE") == "ete a la plage"


def test_memory_makes_a_thing_once_and_lets_go_of_the_oldest(empty) -> None:
    made = []
    for turn in (1, 2):
        assert remembered(empty, "key", lambda turn=turn: made.append(turn) or turn) == 1
    for number in range(500):
        remembered(empty, number, lambda number=number: number)
    assert remembered(empty, "key", lambda: "again") == "again"
    assert made == [1]


def test_memory_ends_with_the_reading(tracking, june) -> None:
    mine = replace(tracking)
    overview(mine, june, "fr")
    networks_page(mine, june, "fr")
    community(mine, june, "fr")
    asked = Asked(mine, june, "fr")
    assert posts(asked).count
    assert len(asked.words) == len(asked.posts)
    gone = weakref.ref(mine)
    del mine, asked
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "unit", ["ratio", "count", "people", "per_post", "score", "minutes", "EUR", "JPY", ""]
)
def test_what_rounds_to_zero_has_no_sign(language: str, unit: str) -> None:
    for value in (-0.0, -1e-9, 1e-9, -0.000004):
        text = words.written(value, unit, language)
        assert not set(text) & set("-\u2212+"), text
        assert words.signed(text, value) == text
    assert words.written(-0.3 if unit == "ratio" else -30, unit, language) != words.written(
        0.3 if unit == "ratio" else 30, unit, language
    )
    assert words.signed("12", -12) == "\u221212"
    assert words.relative(-0.0000001, language).startswith("0")
    assert words.points(-0.00001, language) == words.decimal(0, language, 2)


@pytest.mark.parametrize(
    ("value", "unit", "shown", "usual", "exact"),
    [
        (0.02, "people", "percent", "0", "0,02"),
        (1200, "people", "percent", "1\u202f200", "1\u202f200"),
        (0.025, "ratio", "percent", "2,50\u202f%", "2,50\u202f%"),
        (0.0123456, "ratio", "percent", "1,23\u202f%", "1,23456\u202f%"),
        (0.004, "ratio", "points", "0", "0,4"),
        (1.745, "ratio", "times", "1,75", "1,745"),
        (2.5, "score", "percent", "2,50", "2,50"),
        (12.345, "per_week", "percent", "12,3", "12,345"),
        (0.125, "EUR", "percent", "0,12\xa0\u20ac", "0,125\xa0\u20ac"),
        (12.5, "EUR", "percent", "12,50\xa0\u20ac", "12,50\xa0\u20ac"),
    ],
)
def test_a_target_keeps_its_digits(value: float, unit: str, shown: str, usual: str, exact: str) -> None:
    assert words.written(value, unit, "fr", shown) == usual
    assert words.written(value, unit, "fr", shown, exact=True) == exact
