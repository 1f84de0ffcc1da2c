"""What a person calls fields, tables and values, in both languages."""

from __future__ import annotations

import pytest

from cmdash.catalog import LANGUAGES, fields, kinds, normalise, section, value_spellings


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
