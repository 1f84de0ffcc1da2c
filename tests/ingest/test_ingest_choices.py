"""Networks, formats and the other closed lists as sheets spell them."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmdash.catalog import missing_cells, network_spellings, networks, read, value_spellings
from cmdash.ingest.typing import choices


def convert(
    cells: pa.Array | pa.ChunkedArray, field: str, special: dict[str, str] | None = None
) -> tuple[list[str | None], dict[str, int]]:
    values, unknown = choices.convert(cells, field, special)
    assert values.type == pa.string()
    return values.to_pylist(), unknown


NETWORKS = {
    "Facebook": "facebook", "FB": "facebook", " fb ": "facebook", "Page Facebook": "facebook", "Facebook page": "facebook",
    "📘 Facebook": "facebook", "Insta": "instagram", "📸 Insta": "instagram", "IG": "instagram",
    "Compte Instagram": "instagram", "INSTAGRAM ✅": "instagram", "𝗜𝗻𝘀𝘁𝗮𝗴𝗿𝗮𝗺": "instagram", "Instagram:": "instagram",
    "Twitter": "x", "X": "x", "𝕏": "x", "X (ex-Twitter)": "x", "X (Twitter)": "x", "Compte X": "x", "Linkedin": "linkedin",
    "Linked In": "linkedin", "page LinkedIn": "linkedin", "Tik Tok": "tiktok", "🎵TikTok": "tiktok", "YT": "youtube",
    "▶️ YouTube": "youtube", "Chaîne YouTube": "youtube", "Google My Business": "google_business", "Google+": "google_plus",
    "Newsletter": "newsletter", "": None, "-": None, "n.c.": None, "🙂": "other:🙂",
}  # fmt: skip


@pytest.mark.parametrize(("text", "network"), NETWORKS.items())
def test_a_network_is_known_however_it_is_written(text: str, network: str | None) -> None:
    assert convert(pa.array([text]), "network")[0] == [network]


@pytest.mark.parametrize(
    "text", ["Instagram + Facebook", "@name", "Facebook, Instagram", "Radio", "Page", "Compte", "Facebooks"]
)
def test_what_is_not_listed_stays_as_written(text: str) -> None:
    assert convert(pa.array([text, text]), "network") == ([f"other:{text}"] * 2, {text: 2})


def test_spaces_are_tidied_and_spellings_counted() -> None:
    values, unknown = convert(pa.array(["Radio  locale ", "Radio locale", "IG", ""]), "network")
    assert values == ["other:Radio locale", "other:Radio locale", "instagram", None]
    assert unknown == {"Radio locale": 2}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("format", "Vidéo", "video"),
        ("format", "📷 Photo", "photo"),
        ("format", "Reel de Instagram", "reel"),
        ("format", "IG carousel", "carousel"),
        ("format", "Carte postale", "other:Carte postale"),
        ("format", "page", "other:page"),
        ("status", "Publié", "published"),
        ("status", "✅ Publié", "published"),
        ("status", "Planifié", "planned"),
        ("paid", "Oui", "paid"),
        ("paid", "0", "organic"),
        ("paid", "x", "paid"),
        ("paid", "✅", "paid"),
        ("paid", "❌", "organic"),
        ("period", "Mensuel", "month"),
    ],
)
def test_the_other_lists(field: str, text: str, value: str) -> None:
    assert convert(pa.array([text]), field)[0] == [value]


def test_the_spellings_of_one_export_win() -> None:
    column = pa.array(["Vidéos", "Photo"])
    assert convert(column, "format", {"videos": "reel"})[0] == ["reel", "photo"]


def test_every_listed_spelling_is_found_and_missing_cells_are_none() -> None:
    for spelling, network in network_spellings().items():
        assert convert(pa.array([spelling]), "network")[0] == [network]
    for field in ("format", "status", "paid", "period"):
        for spelling, value in value_spellings(field).items():
            assert convert(pa.array([spelling.upper()]), field)[0] == [value]
    for cell in missing_cells():
        assert convert(pa.array([cell]), "network")[0] == [network_spellings().get(cell)]


def test_every_kind_of_arrow_array_is_taken() -> None:
    cells = ["IG", "", "Radio"]
    expected = (["instagram", None, "other:Radio"], {"Radio": 1})
    for column in (
        pa.array(["9", *cells])[1:],
        pa.chunked_array([cells[:1], cells[1:]]),
        pa.array(["IG", None, "Radio"]),
        pa.array(cells).dictionary_encode(),
    ):
        assert convert(column, "network") == expected


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=20)), st.sampled_from(["network", *sorted(set(read("values")) - {"missing"})])
)
def test_any_text_is_a_listed_value_other_or_missing(texts: list[str], field: str) -> None:
    known = set(networks()) if field == "network" else set(value_spellings(field).values())
    values, unknown = convert(pa.array(texts, pa.string()), field)
    assert len(values) == len(texts)
    assert all(value is None or value in known or value.startswith("other:") for value in values)
    assert sum(unknown.values()) == sum(value is not None and value.startswith("other:") for value in values)
