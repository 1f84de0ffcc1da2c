"""The named exports of the catalog are complete, unambiguous and worded in both languages."""

import re
from collections import Counter

import pytest

from cmdash.catalog import LANGUAGES, CatalogError, Format, formats, names, normalise, read
from cmdash.catalog.formats import _format
from cmdash.wording import has_message

EVERY = list(formats().values())
NAMED = [f for f in EVERY if not f.id.startswith("cmdash_")]


def ids(export: Format) -> str:
    return export.id


@pytest.mark.parametrize("export", EVERY, ids=ids)
def test_a_header_means_one_field(export: Format) -> None:
    spellings = Counter(s for listed in export.columns.values() for s in set(listed))
    assert not [s for s, count in spellings.items() if count > 1]
    assert not export.extras & set(spellings)


@pytest.mark.parametrize("export", EVERY, ids=ids)
def test_its_own_headers_do_not_exclude_it(export: Format) -> None:
    taken = {s for listed in export.columns.values() for s in listed}
    assert not export.signature.without & taken


@pytest.mark.parametrize("export", NAMED, ids=ids)
def test_titles_and_steps_are_in_both_languages(export: Format) -> None:
    assert set(export.title) == set(LANGUAGES)
    assert set(export.steps) == set(LANGUAGES) or (export.kind == "other" and not export.steps)


@pytest.mark.parametrize("export", NAMED, ids=ids)
def test_french_is_set_as_french(export: Format) -> None:
    for text in (export.title["fr"], export.steps.get("fr", "")):
        assert "'" not in text
        assert not re.search(r"(?<!\u202f)[;:!?%»]|«(?!\u202f)", text)


@pytest.mark.parametrize("export", EVERY, ids=ids)
def test_patterns_are_written_as_texts_are_compared(export: Format) -> None:
    for pattern in (export.signature.title, export.signature.sheet, export.signature.file):
        if pattern is not None:
            letters = re.sub(r"\\.", "", pattern.pattern)
            assert letters.lower() == letters
            assert letters.isascii()


def test_what_is_left_aside_has_its_reason_in_words() -> None:
    for export in NAMED:
        if export.reason:
            for language in LANGUAGES:
                assert has_message(language, f"findings.not-for-kpis.{export.reason}.title")
                assert has_message(language, f"findings.not-for-kpis.{export.reason}.text")


def test_a_title_line_says_one_thing() -> None:
    for export in EVERY:
        said = Counter(title for rule in export.titles for title in rule.titles)
        assert not [title for title, count in said.items() if count > 1], export.id


def test_the_most_demanding_signature_is_tried_first() -> None:
    """A format whose headers are all asked for by another one as well comes after it."""
    order = list(formats())
    for wide in EVERY:
        for narrow in EVERY:
            if wide.id != narrow.id and _asks_more(narrow, wide):
                assert order.index(narrow.id) < order.index(wide.id), (narrow.id, wide.id)


def _asks_more(narrow: Format, wide: Format) -> bool:
    ours, theirs = narrow.signature, wide.signature
    if any(
        getattr(theirs, part) not in (None, frozenset())
        for part in ("first", "title", "sheet", "file", "width", "without")
    ):
        return False
    return bool(theirs.headers) and all(
        any(group <= other for group in ours.headers) for other in theirs.headers
    )


def test_a_currency_stands_for_every_code() -> None:
    spend = formats()["meta_ads"].columns["spend"]
    assert normalise("Amount spent (UAH)") in spend
    assert normalise("Montant dépensé (EUR)") in spend


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "pots"}, "did you mean 'posts'"),
        ({"network": "linkdin"}, "did you mean 'linkedin'"),
        ({"columns": {"impresions": ["x"]}}, "did you mean 'impressions'"),
        ({"columns": {"followers": ["x"], "gained": ["y"]}}, "unknown 'gained'"),
        ({"reading": {"date_ordre": "DMY"}}, "did you mean 'date_order'"),
        ({"reading": {"span_from": "sheet"}}, "unknown 'sheet'"),
        ({"boost": {"sponsord": ["x"]}}, "did you mean 'sponsored'"),
        ({"signature": {"width": 2}}, "how it is recognised"),
        ({"kind": "other", "columns": {}}, "needs a reason"),
        ({"values": {"format": {"x": "reels"}}}, "did you mean 'reel'"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict, said: str) -> None:
    entry = {**read("formats/x_content"), **change}
    with pytest.raises(CatalogError, match=re.escape(said)) as caught:
        _format("x_content", entry)
    assert "formats/x_content.toml" in str(caught.value)


def test_every_file_is_loaded() -> None:
    assert set(formats()) == set(names("formats"))
