"""Where a person says a table is: its header row and its range, in this file and in the next of the same layout."""

from __future__ import annotations

import pytest

from cmdash import calls, ingest, settings
from cmdash.ingest.layout.chosen import file_print, header_print
from cmdash.model import Answer, Profile, RawTable, Tracking, Upload

# The line above the header looks like one, and a side figure stands below the table.
SHEET = (
    "Suivi;Juin;Équipe;Note\n"
    "Quand;Réseau;Légende;Likes\n"
    "03/06/2026;Instagram;Un;5\n"
    "04/06/2026;Instagram;Deux;6\n"
    "05/06/2026;Facebook;Trois;7\n"
    "Rappel;;;99\n"
)
HEADER = ("Quand", "Réseau", "Légende", "Likes")


def table(tracking: Tracking) -> tuple[str, tuple[int, ...], int]:
    found = tracking.ledger.files[0].tables[0]
    return found.range, found.header_rows, found.rows.kept


def reading(*answers: Answer, sheet: str = SHEET, name: str = "suivi.csv") -> Tracking:
    return ingest.read([Upload(name, sheet.encode())], Profile(answers))


def test_the_header_row_by_its_number() -> None:
    assert table(reading(Answer("header", "2")))[:2] == ("A2:D6", (2,))
    assert reading(Answer("header", "2")).posts["likes"].tolist() == [5.0, 6.0, 7.0]
    other = reading(Answer("header", "2", file="autre.csv"))
    assert other.ledger.files[0].tables[0].chosen == ()


def test_the_range_ends_where_it_was_said() -> None:
    read = reading(Answer("range", "A2:D5"))
    assert table(read) == ("A2:D5", (2,), 3)
    assert read.posts["likes"].tolist() == [5.0, 6.0, 7.0]
    assert [a.key for a in read.ledger.files[0].tables[0].chosen] == ["range"]


def test_a_range_of_one_file_is_not_followed_in_another() -> None:
    mine = file_print(Upload("suivi.csv", SHEET.encode()).sha256)
    given = Answer("range", "A2:D4", content=mine)
    assert table(reading(given)) == ("A2:D4", (2,), 2)
    assert reading(given, sheet=SHEET + "\n").ledger.files[0].tables[0].chosen == ()


def test_a_header_kept_for_its_layout_is_found_wherever_it_stands() -> None:
    kept = Answer("header", "2", layout=header_print(HEADER))
    moved = "Un titre\n\n" + SHEET.replace("Juin", "Juillet").replace("/06/", "/07/")
    read = reading(kept, sheet=moved, name="juillet.csv")
    assert table(read)[1] == (4,)
    assert read.posts["likes"].tolist()[:3] == [5.0, 6.0, 7.0]
    assert reading(kept, sheet="Date;Reach\n2026-06-01;5\n").ledger.files[0].tables[0].chosen == ()


def test_whole_columns_are_kept_for_a_layout_and_lose_no_row() -> None:
    kept = Answer("range", "A:C", layout=header_print(HEADER[:3]))
    longer = SHEET.replace("Rappel", "06/06/2026;Facebook;Quatre;8\nRappel")
    found = reading(kept, sheet=longer, name="juillet.csv").ledger.files[0].tables[0]
    assert (found.range, found.header_rows) == ("A2:C6", (2,))


def test_two_header_rows_are_joined() -> None:
    sheet = "Audience;;Interactions;\nMois;Réseau;Likes;Partages\n01/2026;Instagram;5;2\n02/2026;Instagram;6;3\n03/2026;Instagram;7;3\n"
    found = reading(Answer("header", "1-2"), sheet=sheet).ledger.files[0].tables[0]
    assert found.header_rows == (1, 2)
    assert [c.source for c in found.columns][2:] == ["Interactions Likes", "Interactions Partages"]


def test_tables_beside_the_one_chosen_stay() -> None:
    sheet = "Date;Réseau;Likes\n01/06/2026;Instagram;5\n02/06/2026;Instagram;6\n03/06/2026;X;6\n\n\n" + SHEET
    ranges = [t.range for t in reading(Answer("range", "A8:D11"), sheet=sheet).ledger.files[0].tables]
    assert ranges == ["A1:C4", "A8:D11"]


def test_the_last_said_wins_where_two_meet() -> None:
    read = reading(Answer("header", "1"), Answer("header", "2"))
    assert [t.header_rows for t in read.ledger.files[0].tables] == [(2,)]


@pytest.mark.parametrize("value", ["A2:ZZ9", "Z1:ZZ9", "A900:D950", "D5:A2", "A6:D6", "A1:A1"])
def test_no_range_raises_nor_loses_the_count(value: str) -> None:
    for found in reading(Answer("range", value)).ledger.files[0].tables:
        assert found.rows.read == found.rows.kept + found.rows.set_aside


@pytest.mark.parametrize("value", ["1", "6", "5-6", "2-3", "400"])
def test_no_header_raises(value: str) -> None:
    for found in reading(Answer("header", value)).ledger.files[0].tables:
        assert found.rows.read == found.rows.kept + found.rows.set_aside


def test_on_the_command_line(tmp_path) -> None:
    path = tmp_path / "suivi.csv"
    path.write_text(SHEET, "utf-8")
    read = calls.read([path], ["suivi.csv:header=2", "suivi.csv:range=a2:$D$5"], None)
    assert read.posts["likes"].tolist() == [5.0, 6.0, 7.0]
    assert settings.parse("header=3-4").value == "3-4"


def raw(*answers: Answer) -> list[RawTable]:
    from cmdash.ingest.layout.chosen import find_chosen
    from cmdash.ingest.opening.files import open_upload

    return list(find_chosen(open_upload(Upload("suivi.csv", SHEET.encode())), answers))


def test_lines_above_are_titles_of_the_table() -> None:
    assert raw(Answer("header", "2"))[0].titles == ("Suivi Juin Équipe Note",)
