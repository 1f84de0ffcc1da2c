"""The remarks of the page: a warning about many rows is said once, with its rows."""

from __future__ import annotations

import pytest

from cmdash.model import Finding
from cmdash.ui import sentences

SHEET = (
    "Date;Réseau;Sujet;J'aime;Portée;Impressions\n"
    "03/06/2025;Facebook;a;1;90;9\n14/06/2025;Facebook;b;1;8;9\n15/06/2025;Facebook;c;1;90;9\n"
).encode()


@pytest.mark.parametrize(
    ("lang", "said", "where"), [("fr", "Sur 2 lignes", "lignes 2, 4"), ("en", "In 2 rows", "rows 2, 4")]
)
def test_a_warning_about_many_rows_names_them_once(open_app, words, lang: str, said: str, where: str) -> None:
    shown = words(open_app("data", lang, [("suivi.csv", SHEET)]))
    assert shown.count(said) == 1
    assert where in shown


def test_the_place_of_a_warning_lists_its_rows() -> None:
    many = Finding("negative-count", "warning", "a.csv", None, 3, "Clics", rows=(3, 4, 9))
    assert "3, 4, 9" in sentences.place(many, "fr")
    assert sentences.rows_of([many, Finding("total-row", "info", "a.csv", row=12)]) == [3, 4, 9, 12]


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "1 ligne aux chiffres changés"), ("en", "1 row with changed figures")]
)
def test_what_a_file_brought_to_the_others_is_one_sentence(open_app, files, lang: str, said: str) -> None:
    app = open_app("data", lang, [files["good"], files["newer"]])
    told = [text.value for text in app.text if said in text.value]
    assert told
    assert told[0].startswith("suivi-juillet.csv")
