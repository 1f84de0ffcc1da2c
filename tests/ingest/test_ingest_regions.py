"""Tables found in sheets: header, titles, totals, notes, several tables, whatever stands around them."""

import numpy as np
import pyarrow as pa
import pytest

from cmdash.ingest.layout.regions import sheet_tables
from cmdash.model import RawTable, Sheet


def sheet(text: str) -> Sheet:
    """A sheet from lines of `|`-separated cells; an empty line is a blank row."""
    rows = [line.split("|") for line in text.strip("\n").split("\n")]
    width = max(len(row) for row in rows)
    padded = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    columns = tuple(pa.array(list(column), pa.string()) for column in zip(*padded, strict=True))
    return Sheet(None, columns, np.arange(1, len(rows) + 1))


def tables(text: str) -> list[RawTable]:
    return sheet_tables("suivi.csv", sheet(text))


def codes(table: RawTable) -> dict[int | None, str]:
    return {finding.row: finding.code for finding in table.findings}


def test_a_plain_table() -> None:
    (table,) = tables("Date|Réseau|J'aime\n03/06/2025|IG|12\n04/06/2025|FB|3")
    assert table.header == ("Date", "Réseau", "J'aime")
    assert table.rows == [["03/06/2025", "IG", "12"], ["04/06/2025", "FB", "3"]]
    assert (table.range, table.header_rows) == ("A1:C3", (1,))


def test_titles_totals_and_notes_are_not_rows() -> None:
    (table,) = tables(
        """
Suivi des réseaux 2025 - Boulangerie||
||
Date|Sujet|Portée
03/06/2025|Baguette|1 200
05/06/2025|Total look du printemps|900
Total||2 100
Moyenne||1 050
* chiffres relevés le lundi||
"""
    )
    assert [row[1] for row in table.rows] == ["Baguette", "Total look du printemps"]
    assert table.titles == ("Suivi des réseaux 2025 - Boulangerie",)
    assert codes(table) == {6: "total-row", 7: "total-row", 8: "note-row"}
    assert table.numbers.tolist() == [4, 5]


@pytest.mark.parametrize(
    "word", ["Total", "TOTAL GÉNÉRAL", "Sous-total Facebook", "Total :", "Moyenne", "Gesamt", "Grand Total"]
)
def test_words_of_totals(word: str) -> None:
    (table,) = tables(f"Sujet|Portée|Vues\na|1|2\nb|3|4\n{word}|4|6")
    assert [row[0] for row in table.rows] == ["a", "b"]


def test_a_post_whose_text_begins_with_total_is_a_row() -> None:
    (table,) = tables("Texte|Date|Vues\nTotal look|03/06/2025|2\nMoyenne saison|04/06/2025|4")
    assert len(table.rows) == 2


def test_youtube_total_right_under_the_header_and_footer() -> None:
    (table,) = tables("Content|Title|Views\nTotal||120\nabc|One|70\ndef|Two|50\nShowing top 500 results||")
    assert [row[0] for row in table.rows] == ["abc", "def"]
    assert codes(table) == {2: "total-row", 5: "note-row"}


def test_sentences_under_the_header_are_not_a_row() -> None:
    (table,) = tables(
        "Post ID|Lifetime Post Total Reach|Posted\n"
        "|Lifetime: The total number of people your Page post was served to. (Unique Users)|\n"
        "1_2|150|02/19/2014 04:29:18 AM\n1_3|12|02/20/2014 04:29:18 AM"
    )
    assert len(table.rows) == 2
    assert codes(table) == {2: "description-row"}


def test_group_names_over_the_header_are_joined_to_the_right() -> None:
    (table,) = tables(
        "|Facebook||Instagram|\nMois|Abonnés|Portée|Abonnés|Portée\njanv. 2025|100|2000|50|900\nfévr. 2025|110|2100|55|950"
    )
    assert table.header == (
        "Mois",
        "Facebook Abonnés",
        "Facebook Portée",
        "Instagram Abonnés",
        "Instagram Portée",
    )
    assert table.header_rows == (1, 2)
    assert len(table.rows) == 2


def test_stacked_tables_come_back_apart() -> None:
    first, second = tables(
        """
Facebook reach|
Date|Primary
2025-01-01T00:00:00|5
2025-01-02T00:00:00|7
|
Instagram reach|
Date|Primary
2025-01-01T00:00:00|50
2025-01-02T00:00:00|70
"""
    )
    assert (first.titles, second.titles) == (("Facebook reach",), ("Instagram reach",))
    assert (first.range, second.range) == ("A2:B4", "A7:B9")


def test_tables_side_by_side_come_back_apart() -> None:
    left, right = tables(
        "Post URL|Engagements||Post URL|Impressions\nhttps://a.fr/1|3||https://a.fr/2|90\nhttps://a.fr/2|2||https://a.fr/1|80\nhttps://a.fr/3|1||https://a.fr/9|10"
    )
    assert (left.range, right.range) == ("A1:B4", "D1:E4")


def test_a_blank_row_in_the_middle_does_not_end_the_table() -> None:
    (table,) = tables("Date|Sujet|Vues\n03/06/2025|a|1\n||\n10/06/2025|b|2\n17/06/2025|c|3")
    assert table.numbers.tolist() == [2, 4, 5]


def test_the_header_said_again_is_not_a_row() -> None:
    (table,) = tables("Date|Sujet|Vues\n03/06/2025|a|1\nDate|Sujet|Vues\n10/06/2025|b|2")
    assert table.numbers.tolist() == [2, 4]


def test_numbers_alone_are_no_header() -> None:
    (table,) = tables("1|2025-01-01|5\n2|2025-01-02|6\n3|2025-01-03|7\n4|2025-01-04|8")
    assert table.header is None
    assert len(table.rows) == 4


def test_rows_without_words_are_kept_to_the_last() -> None:
    body = "\n".join(f"2025-01-{d:02d}|{d}" for d in range(1, 29))
    (table,) = tables(f"Date|Vues\n{body}")
    assert len(table.rows) == 28


@pytest.mark.parametrize("word", ["Summe", "Razem", "Summa", "I alt", "Gemiddelde", "Średnia", "Promedio", "Média", "Media", "Durchschnitt", "Zwischensumme"])  # fmt: skip
def test_words_of_totals_in_other_languages(word: str) -> None:
    (table,) = tables(f"Mois|Portée|Vues\njanv. 2025|1|2\nfévr. 2025|3|4\nmars 2025|5|6\n{word}|9|12")
    assert [row[0] for row in table.rows] == ["janv. 2025", "févr. 2025", "mars 2025"]


def test_a_kind_of_post_that_is_a_mean_in_another_language_is_no_total() -> None:
    (table,) = tables("Type|Portée|Vues\nMédia|1|2\nTexte|3|4\nMédia|5|6")
    assert len(table.rows) == 3
