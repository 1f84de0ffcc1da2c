"""Dialects beyond the usual ones: what a careful person sees in a text is how it is divided."""

import pytest

from cmdash.ingest.opening.dialect import sniff
from cmdash.ingest.opening.files import open_upload
from cmdash.model import Upload


def cells(text: str) -> list[list[str]]:
    sheet = open_upload(Upload("suivi.csv", text.encode())).sheets[0]
    return [list(row) for row in zip(*(column.to_pylist() for column in sheet.columns), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a;b';1,5\n'c';2,5\n'd';3,5", [["a;b", "1,5"], ["c", "2,5"], ["d", "3,5"]]),
        ('id, texte, vues\n1, "a, b", 12\n2, "c", 3', [["id", " texte", " vues"], ["1", "a, b", " 12"], ["2", "c", " 3"]]),
        ('id,texte\n1,"dit \\"oui\\" ici"\n2,"b"', [["id", "texte"], ["1", 'dit "oui" ici'], ["2", "b"]]),
        ("Var#Aups#RUE, 6#0451\nVar#Cuers#RUE, 1#0452\nVar#Hyères#RUE, 2#0453", [["Var", "Aups", "RUE, 6", "0451"], ["Var", "Cuers", "RUE, 1", "0452"], ["Var", "Hyères", "RUE, 2", "0453"]]),
        ("id      vues  note\n1      230     61\n2       21     59\n10      9     60", [["id", "vues", "note"], ["1", "230", "61"], ["2", "21", "59"], ["10", "9", "60"]]),
        ("a~b~c\n1~2~3\n4~5~6", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]),
    ],
)  # fmt: skip
def test_uncommon_quotes_escapes_and_delimiters(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ('Champ,Note,"Liste;3;3;3"', ","),  # a lone row: a cut quote is no cell
        ("ID;GEOM;BOX\n1; POINT(4.7 9.1); POLYGON(4.7 9.1, 4.8 9.1)\n2; POINT(4.7 9.1); POLYGON(4.7 9.1, 4.8 9.1)", ";"),
        ("col1,col2\n1;2;3,4;5;6\na;b;c,d;e;f\n", ","),  # the one that divides the header too
        ("a,b,c\n# une remarque\n# mise à jour 12/31\n1,x,2\n2,y,3\n", ","),
        ("Texte\nà 10:30:00, on ouvre\nà 12:15:00, on ferme\n", None),
        ("Heure\n10:30:00\n12:15:00\n14:20:10\n", None),
        ("id,texte\n1,un\n2,\"tableau\nid|cle|valeur\n1|pomme|10\n2|poire|4\n3|prune|9\"", ","),
    ],
)  # fmt: skip
def test_what_looks_divided_otherwise(text: str, delimiter: str | None) -> None:
    assert sniff(text, True).delimiter == delimiter


def test_apostrophes_that_open_and_close_nothing_are_text() -> None:
    assert cells("compte;texte\n'@anna;l'été\n'@paul;c'est") == [
        ["compte", "texte"], ["'@anna", "l'été"], ["'@paul", "c'est"],
    ]  # fmt: skip


def test_an_apostrophe_ends_a_cell_only_before_a_delimiter_or_the_end_of_a_line() -> None:
    text = (
        "date,texte,vues\n01/02/2026,'L'été, c'est ici',12\n02/02/2026,'Rock ''n'' roll',7\n"
        "03/02/2026,'Écran 24\" d'occasion',9\n04/02/2026,'deux\nlignes',3\n"
    )
    assert cells(text) == [
        ["date", "texte", "vues"], ["01/02/2026", "L'été, c'est ici", "12"],
        ["02/02/2026", "Rock 'n' roll", "7"], ["03/02/2026", "Écran 24\" d'occasion", "9"],
        ["04/02/2026", "deux\nlignes", "3"],
    ]  # fmt: skip


def test_an_apostrophe_that_nothing_closes_keeps_the_reading_quick() -> None:
    text = "texte,vues\n" + "'a',1\n" * 200 + "'ouvert jamais,2\n" * 20_000
    assert len(cells(text)) >= 201


def test_apostrophes_inside_of_brackets_swallow_no_rows() -> None:
    text = "".join(f"Quai {i}, vues,{i}2, lots,['Tour {i}', 'Bis {i}']\n" for i in range(6))
    assert len(cells(text)) == 6
