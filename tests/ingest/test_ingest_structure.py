"""What a careful person sees in a sheet: where its header is, whether it has one, what goes on after a blank row."""

import pytest
from test_ingest_regions import codes, tables

from cmdash import ingest
from cmdash.model import Upload


def test_years_over_figures_are_a_header() -> None:
    (table,) = tables("Réseau|2022|2023|2024\nFacebook|120|140|160\nBlog|12|14|9")
    assert table.header == ("Réseau", "2022", "2023", "2024")


def test_years_under_names_of_groups_are_part_of_the_header() -> None:
    (table,) = tables(
        "Ville|Visites||Ventes|\n|2023|2024|2023|2024\nBrest|1 200|1 300|20|30\nNantes|900|950|11|12"
    )
    assert table.header == ("Ville", "Visites 2023", "Visites 2024", "Ventes 2023", "Ventes 2024")


def test_a_blank_row_between_a_header_and_its_rows() -> None:
    (table,) = tables("Mois|Portée|Vues\n||\nmars 2025|12|30\navril 2025|14|28")
    assert table.header == ("Mois", "Portée", "Vues")
    assert len(table.rows) == 2


def test_rows_of_words_have_no_header() -> None:
    (table,) = tables("Var|Aups|PLAZA|04510\nVar|Cuers|RUE|04520\nVar|Hyères|RUE|04007\nVar|Toulon|RUE|04857")
    assert table.header is None
    assert len(table.rows) == 4


def test_no_row_is_lost_after_a_blank_one_however_few_follow() -> None:
    (table,) = tables(
        "Date|Réseau|Vues\n03/06/2025|IG|12\n04/06/2025|FB|3\n||\n05/06/2025|FB|8\n||\n06/06/2025|IG|n.c."
    )
    assert [row[0] for row in table.rows] == ["03/06/2025", "04/06/2025", "05/06/2025", "06/06/2025"]


def test_a_total_and_a_note_after_a_blank_row_are_told() -> None:
    (table,) = tables("Date|Vues|Likes\n03/06/2025|12|1\n04/06/2025|3|2\n||\nTotal|15|3\n* relevé le lundi||")
    assert len(table.rows) == 2
    assert codes(table) == {5: "total-row", 6: "note-row"}


def test_sources_at_the_end_are_notes_even_where_commas_divide_them() -> None:
    (table,) = tables(
        "Pays|2022|2023\nFrance|1,5|1,7\nItalie|2,5|2,9\nSource: Eurostat|table 12|extrait en mai"
    )
    assert [row[0] for row in table.rows] == ["France", "Italie"]
    assert codes(table) == {4: "note-row"}


def test_units_in_brackets_are_no_row() -> None:
    (table,) = tables("Mois|Portée|Budget\n|(milliers)|(€)\nmars 2025|12|30\navril 2025|14|28")
    assert table.header == ("Mois", "Portée", "Budget")
    assert codes(table) == {2: "description-row"}


def test_the_name_of_the_account_above_is_no_group_of_columns() -> None:
    (table,) = tables("Compte :|Boulangerie|\nDate|Vues|Likes\n03/06/2025|12|1\n04/06/2025|3|2")
    assert table.header == ("Date", "Vues", "Likes")


def test_a_blank_column_in_the_middle_of_one_table() -> None:
    (table,) = tables(
        "Nom|Poste|Ville||Métier|Âge\nAnna|A|Lyon||Vente|31\nPaul|B|Nice||Vente|44\nZoé|C|Lyon||Vente|52"
    )
    assert len(table.columns) == 6


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_column(end: str) -> None:
    content = end.join(["adresse", "anna12@exemple.fr", "paul7@exemple.fr", "zoe@exemple.fr"]).encode()
    (table,) = ingest.tables([Upload("liste.csv", content)])
    assert table.header == ("adresse",)
    assert len(table.rows) == 3


def test_a_title_with_commas_in_quotes_is_no_line_quoted_twice() -> None:
    content = b'"Export du 12 mai, provisoire",,\nPoste,Ventes,Note\nA,12,"oui, un peu"\nB,13,non\n'
    (table,) = ingest.tables([Upload("suivi.csv", content)])
    assert table.header == ("Poste", "Ventes", "Note")
    assert table.rows == [["A", "12", "oui, un peu"], ["B", "13", "non"]]
    assert table.titles == ("Export du 12 mai, provisoire",)


def test_a_header_alone_is_a_table_without_rows() -> None:
    (table,) = ingest.tables([Upload("suivi.csv", b'"Date","Texte","Vues","Likes"\n')])
    assert table.header == ("Date", "Texte", "Vues", "Likes")
    assert table.rows == []


def test_tables_right_under_one_another_come_back_apart() -> None:
    first, second = tables(
        "Date|Vues|Likes|Texte\n03/06/2025|12|1|a\n04/06/2025|3|2|b\nMois|Abonnés|Gain|\nmars 2025|120|4|\navril 2025|130|10|"
    )
    assert (first.header, len(first.rows)) == (("Date", "Vues", "Likes", "Texte"), 2)
    assert (second.header, len(second.rows)) == (("Mois", "Abonnés", "Gain"), 2)


def test_words_in_the_columns_of_figures_are_a_row() -> None:
    (table,) = tables("Nom|Vues|Likes\na|12|1\nb|absent|absent\nc|3|2\nd|5|8")
    assert [row[0] for row in table.rows] == ["a", "b", "c", "d"]


def test_a_row_that_counts_a_total_of_something_is_an_indicator() -> None:
    (table,) = tables(
        "Indicateur|01/2026|02/2026|03/2026\nTotal abonnés|1204|1230|1266\nTotal des vues|900|910|980\nPortée|450|390|520"
    )
    assert [row[0] for row in table.rows] == ["Total abonnés", "Total des vues", "Portée"]


def test_a_total_of_something_that_adds_up_is_a_total() -> None:
    (table,) = tables(
        "Indicateur|01/2026|02/2026\nAbonnés Facebook|1000|1010\nAbonnés Instagram|204|220\nTotal abonnés|1204|1230"
    )
    assert codes(table) == {4: "total-row"}


def test_a_total_of_something_under_posts_is_a_total() -> None:
    (table,) = tables(
        "Date|Réseau|Texte|Vues\n03/06/2025|FB|a|12\n04/06/2025|FB|b|3\n05/06/2025|FB|c|9\nTotal vues|||30"
    )
    assert codes(table) == {5: "total-row"}


def test_rows_after_a_blank_one_belong_to_a_table_of_missing_marks() -> None:
    (table,) = tables(
        "Ville|Nantes|Lyon\nCafés|F|3\nBars|F|8\nHôtels|F|9\n||\nVentes|268|113\nAchats|327|105"
    )
    assert len(table.rows) == 5
