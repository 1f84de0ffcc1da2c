"""What a person calls fields, tables and values, in both languages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from cmdash.catalog import LANGUAGES, fields, formats, kinds, kpis, normalise, section, value_spellings
from cmdash.model import Finding
from cmdash.wording.findings import finding_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_that_reads_back_as_the_field(language: str) -> None:
    labels = section(language, "fields")
    assert {key.removeprefix("field.") for key in labels if key.startswith("field.")} == set(fields())
    for field in fields().values():
        assert normalise(labels[f"field.{field.id}"]) in field.aliases, field.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_fields_of_a_table_share_a_label(language: str) -> None:
    labels = section(language, "fields")
    for kind in kinds().values():
        shown = [labels[f"field.{name}"] for name in kind.fields]
        assert len(shown) == len(set(shown))
    for kind in kinds().values():
        for name in kind.fields:
            others = [fields()[other] for other in kind.fields if other != name]
            assert not [o.id for o in others if normalise(labels[f"field.{name}"]) in o.aliases], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["format", "status", "paid", "period"])
def test_every_value_has_a_label_that_reads_back_as_the_value(language: str, field: str) -> None:
    labels, spellings = section(language, "fields"), value_spellings(field)
    for value in set(spellings.values()):
        assert spellings[normalise(labels[f"{field}.{value}"])] == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_label(language: str) -> None:
    labels = section(language, "fields")
    assert [key for key in (*kinds(), "other") if f"kind.{key}" not in labels] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_a_goal_may_be_answered_from_has_its_words(language: str) -> None:
    """What stands behind a goal's figure counts the rows of its table, whichever it is."""
    words = section(language, "goals")
    tables = {table for kpi in kpis().values() if kpi.kind != "goal" for table in kpi.tables} | {"accounts"}
    assert {"posts", "mentions", "calendar"} <= tables
    wanted = {
        f"rows.{table}_{how}.{form}"
        for table in tables
        for how in ("all", "some")
        for form in ("one", "other")
    }
    assert sorted(wanted - set(words)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_not_to_import_has_its_sentence(language: str) -> None:
    reasons = {e.reason for e in formats().values() if e.reason}
    reasons |= {"no-figure", "no-identity", "no-header", "unknown"}
    general = finding_text(Finding("not-for-kpis", "info", "a.csv", params={"reason": "?"}), language)
    for reason in reasons:
        said = finding_text(Finding("not-for-kpis", "info", "a.csv", params={"reason": reason}), language)
        assert said != general, reason


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_order_of_dates_is_said_in_words(language: str) -> None:
    said = finding_text(
        Finding("date-order-unclear", "question", "a.csv", params={"order": "DMY"}, setting="date_order"),
        language,
    )
    assert "DMY" not in said


# Code, an address or an order of words (`reach.csv:network=…`, `A:K`), a time and an error of a cell keep their marks bare.
NOT_PROSE = re.compile(r"`[^`]*`|\S+:(?=[^\s\u202f])\S+|#[A-Z]+(?:/[A-Z0-9]+)?!")
LOOSE = re.compile(r"(?<!\u202f)[;:!?\u00bb]|(?<=[\d}\s])(?<!\u202f)%|\u00ab(?!\u202f)")


def loose_marks(text: str) -> list[str]:
    """The marks of a French text that could stand alone at the head of a line, or with their guillemet at its end."""
    return LOOSE.findall(NOT_PROSE.sub("", text))


def test_every_french_text_has_its_narrow_spaces() -> None:
    files = sorted(
        entry.name.removesuffix(".toml")
        for entry in resources.files("cmdash.catalog").joinpath("locale", "fr").iterdir()
    )
    assert {"cli", "data", "findings", "story"} <= set(files)
    loose = [
        (file, key, text) for file in files for key, text in section("fr", file).items() if loose_marks(text)
    ]
    assert loose == [], "write U+202F before ; : ! ? % and », and after «"


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Quel réseau\u202f? Le v\u00f4tre\u202f: \u00ab\u202fX\u202f\u00bb, 12\u202f%.", []),
        ("Le r\u00e9seau : X", [":"]),
        ("12 % ou 12%\xa0; non", ["%", "%", ";"]),
        ("\u00abX\u00bb", ["\u00ab", "\u00bb"]),
        ("\u00c0 18:30, `a : b`, reach.csv:network=facebook, #DIV/0!, ({unit} en %)", ["%"]),
    ],
)
def test_loose_marks(text: str, loose: list[str]) -> None:
    assert loose_marks(text) == loose
