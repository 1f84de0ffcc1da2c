"""The command `report`: a file by its name, for whom, in which colours; each fault one sentence."""

from __future__ import annotations

import base64

import pytest

from cmdash.__main__ import run

SHEET = """Date;Réseau;Compte;Texte;Portée;J’aime;Commentaires;Partages
03/05/2026;Facebook;Client A;Les fraises;820;64;5;3
14/05/2026;Facebook;Client B;Le marché;1 900;130;12;1
09/06/2026;Facebook;Client A;Le four;700;40;2;0
20/06/2026;Facebook;Client B;La pâte;650;33;1;2
"""
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


@pytest.fixture
def call(capsys):
    def command(*arguments):
        status = run([str(argument) for argument in arguments], {"LANG": "en_GB.UTF-8"})
        return status, capsys.readouterr().err

    return command


def test_a_report_in_the_colours_of_a_brand_warns_of_two_clients(call, sheet, tmp_path):
    (tmp_path / "logo.png").write_bytes(DOT)
    output = tmp_path / "bilan.html"
    words = ["--title", "Bilan <b>", "--logo", tmp_path / "logo.png", "--color", "#AA3311", "--for", "owner"]
    status, said = call("report", sheet, "--output", output, *words)
    assert status == 0
    assert "Client A, Client B" in said
    page = output.read_text(encoding="utf-8")
    assert "Bilan &lt;b&gt;" in page
    assert "#AA3311" in page
    assert "data:image/png;base64," in page
    status, said = call("report", sheet, "--output", output, "--where", "account=Client A")
    assert (status, said) == (0, "")
    assert "Client B" not in output.read_text(encoding="utf-8")


def test_the_days_asked_are_those_reported(call, sheet, tmp_path):
    output = tmp_path / "bilan.txt"
    status, _ = call(
        "report", sheet, "--output", output, "--from", "2026-05-01", "--to", "2026-05-31", "--lang", "fr"
    )
    assert status == 0
    assert "Mai 2026" in output.read_text(encoding="utf-8")
    assert "2 publications" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "--output report.pdf"),
        (["--output", "bilan.docx"], ".docx is not one of them"),
        (["--output", "bilan.html", "--for", "bord"], "did you mean “board”"),
        (["--output", "bilan.html", "--color", "blue"], "“blue” is no colour"),
        (["--output", "bilan.html", "--logo", "missing.png"], "missing.png"),
    ],
)
def test_a_fault_is_one_sentence(call, sheet, words, told):
    status, said = call("report", sheet, *words)
    assert status == 2
    assert told in said
    assert said.count("\n") == 1


def test_files_without_figures_make_no_report(call, tmp_path):
    path = tmp_path / "vide.csv"
    path.write_text("Nom;Prénom\nA;B\nC;D\n", encoding="utf-8")
    status, said = call("report", path, "--output", tmp_path / "bilan.html")
    assert status == 2
    assert "no figure" in said
    assert not (tmp_path / "bilan.html").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--where", "account=client a, client b"], "account “client a”; did you mean “Client A”"),
        (["--where", "account=Zorglub"], "account “Zorglub”. Accounts: Client A, Client B."),
        (["--where", "account=Client A,Zorglub"], "account “Zorglub”"),
        (["--where", "network=tiktok"], "network “tiktok”. Networks: facebook."),
        (["--where", "paid=paid"], "meets all that is asked"),
        (["--from", "2027-04-01", "--to", "2027-04-30"], "from 3 May 2026 to 20 June 2026"),
        (["--where", "account=Client B", "--from", "2026-05-01", "--to", "2026-05-10"], "14 May 2026"),
    ],
)
def test_a_question_that_no_row_meets_makes_no_report(call, sheet, tmp_path, words, told):
    output = tmp_path / "bilan.html"
    status, said = call("report", sheet, "--output", output, *words)
    assert status == 2
    assert told in said
    assert said.count("\n") == 1
    assert not output.exists()


def test_a_silent_month_is_news(call, tmp_path):
    path = tmp_path / "creux.csv"
    path.write_text(SHEET.replace("/05/", "/03/"), encoding="utf-8")
    words = ["--from", "2026-04-01", "--to", "2026-04-30", "--lang", "en"]
    status, _ = call("report", path, "--output", tmp_path / "bilan.txt", *words)
    assert status == 0
    assert "no post" in (tmp_path / "bilan.txt").read_text(encoding="utf-8").lower()


def test_what_cannot_be_opened_is_the_cause_told(call, sheet, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    output = tmp_path / "bilan.html"
    status, said = call("report", tmp_path / "absent.xlsx", tmp_path / "broken.xlsx", "--output", output)
    assert status == 2
    assert "absent.xlsx" in said
    assert "does not exist" in said
    assert "broken.xlsx" in said
    assert "no figure" not in said
    words = ["--output", output, "--where", "network=tiktok"]
    status, said = call("report", tmp_path / "absent.xlsx", sheet, *words)
    assert status == 2
    assert "does not exist" in said
    assert "“tiktok”" in said
    assert not output.exists()
