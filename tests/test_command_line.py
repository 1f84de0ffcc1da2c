"""The command line, to the letter of the contract: what it answers, its exit statuses, its sentences."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import cmdash
from cmdash import profile
from cmdash.__main__ import run
from cmdash.catalog import LANGUAGES, kinds, kpis
from cmdash.command import console
from cmdash.command.options import GROUPS
from cmdash.model import Answer, Profile

ROOT = Path(__file__).parent.parent
ENGLISH = {"LANG": "en_GB.UTF-8"}
POSTS = """Date;Réseau;Texte;Format;Impressions;Portée;J’aime;Commentaires;Partages
03/06/2026;Facebook;Les fraises;photo;1 200;820;64;5;3
14/06/2026;Instagram;=HYPERLINK("http://x");reel;2 400,0;1 900;130;12;-
;Facebook;Sans date;photo;100;80;2;0;0
25/07/2026;Facebook;Le marché;lien;900;610;21;2;1
"""
UNKNOWN = "Date,Reach\n2026-06-01,120\n2026-06-02,130\n2026-06-03,125\n"


class Answered:
    """What a command line did: its status and what it said on both ways out."""

    def __init__(self, status: int, out: bytes, err: bytes) -> None:
        self.status, self.out, self.err = status, out.decode("utf-8"), err.decode("utf-8")

    @property
    def json(self) -> object:
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


Call = Callable[..., Answered]


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Runs a command line in this process: `call("inspect", path, "--json")`."""

    def command(*arguments: object, environment: dict[str, str] | None = None) -> Answered:
        status = run([str(argument) for argument in arguments], environment or ENGLISH)
        captured = capfdbinary.readouterr()
        return Answered(status, captured.out, captured.err)

    return command


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "juin.csv"
    path.write_text(POSTS, encoding="cp1252", errors="replace")
    return path


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "reach.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    return path


def process(*arguments: object, **environment: str) -> Answered:
    done = subprocess.run(
        [sys.executable, "-m", "cmdash", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Answered(done.returncode, done.stdout, done.stderr)


# inspect


def test_inspect_json_is_the_document_of_the_contract(call: Call, sheet: Path) -> None:
    answered = call("inspect", sheet, "--json")
    assert answered.status == 0
    assert answered.err == ""
    document = answered.json
    assert set(document) == {"files"}
    (file,) = document["files"]
    assert set(file) == {"name", "sha256", "encoding", "delimiter", "tables", "findings"}
    assert (file["name"], file["delimiter"], len(file["sha256"])) == ("juin.csv", ";", 64)
    (table,) = file["tables"]
    keys = "sheet range kind platform network header_rows confidence locale rows columns findings"
    assert " ".join(table) == keys
    assert (table["sheet"], table["range"], table["kind"], table["platform"]) == (
        None,
        "A1:I5",
        "posts",
        None,
    )
    assert table["network"] == "several"
    assert table["header_rows"] == [1]
    assert table["locale"] == {"decimal": ",", "thousands": " ", "date_order": "DMY"}
    assert table["rows"] == {"read": 4, "kept": 4, "set_aside": 0}
    assert all(set(column) == {"source", "field", "confidence", "why"} for column in table["columns"])
    assert [column["field"] for column in table["columns"]][:3] == ["date", "network", "text"]


def test_every_finding_has_a_place_and_a_sentence_in_the_language_asked(call: Call, unknown: Path) -> None:
    said = {}
    for language in LANGUAGES:
        table = call("inspect", unknown, "--json", "--lang", language).json["files"][0]["tables"][0]
        (finding,) = [f for f in table["findings"] if f["severity"] == "question"]
        assert {"code", "severity", "row", "column", "message", "setting", "options"} == set(finding)
        assert finding["setting"] == "network"
        assert "facebook" in finding["options"]
        said[language] = finding["message"]
    assert said["fr"] != said["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_inspect_tells_a_person_what_was_recognised_and_how_to_answer(
    call: Call, sheet: Path, unknown: Path, language: str
) -> None:
    answered = call("inspect", sheet, unknown, "--lang", language)
    assert answered.status == 0
    assert "juin.csv" in answered.out
    assert "A1:I5" in answered.out
    assert "--set network=facebook" in answered.out
    assert {"fr": "4 lignes lues, 4 gardées", "en": "4 rows read, 4 kept"}[language] in answered.out
    assert {"fr": "→ J’aime et réactions", "en": "→ Likes and reactions"}[language] in answered.out


def test_control_characters_of_a_file_do_not_reach_the_terminal(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date;Réseau;J'aime;\x1b[31mrouge\n03/06/2026;Facebook;3;x\n", encoding="utf-8")
    assert "\x1b" not in call("inspect", path).out


# export


@pytest.mark.parametrize("kind", list(kinds()))
def test_export_without_rows_of_the_kind_is_the_header_alone(call: Call, sheet: Path, kind: str) -> None:
    answered = call("export", kind, sheet)
    assert answered.status == 0
    assert answered.out.splitlines()[0] == ",".join([*kinds()[kind].fields, "file", "sheet", "row"])
    assert len(answered.rows) == (4 if kind == "posts" else 0)
    assert call("export", kind, sheet, "--csv").out == answered.out
    assert len(call("export", kind, sheet, "--json").json) == len(answered.rows)


def test_export_posts_gives_plain_values(call: Call, sheet: Path) -> None:
    rows = call("export", "posts", sheet, "--csv").rows
    assert [row["date"] for row in rows] == ["2026-06-03", "2026-06-14", "", "2026-07-25"]
    assert [row["impressions"] for row in rows] == ["1200", "2400", "100", "900"]
    assert [row["shares"] for row in rows] == ["3", "", "0", "1"]
    assert [row["row"] for row in rows] == ["2", "3", "4", "5"]
    assert rows[1]["text"] == '\'=HYPERLINK("http://x")'
    assert call("export", "posts", sheet, "--json").json[1]["text"] == '=HYPERLINK("http://x")'


def test_export_does_not_depend_on_the_language(call: Call, sheet: Path) -> None:
    for form in ("--csv", "--json"):
        assert len({call("export", "posts", sheet, form, "--lang", lang).out for lang in LANGUAGES}) == 1


def test_a_csv_that_left_reads_back_as_it_was(call: Call, sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "posts.csv"
    assert call("export", "posts", sheet, "--output", out).out == ""
    before, after = cmdash.read(sheet).posts, cmdash.read(out).posts
    for name in ("date", "network", "text", "format", "impressions", "reach", "likes", "comments", "shares"):
        assert (
            after[name].astype(object).fillna("").tolist() == before[name].astype(object).fillna("").tolist()
        )


def test_export_all_writes_a_workbook_that_next_month_joins(call: Call, sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "suivi.xlsx"
    answered = call("export", "all", sheet, "--output", out, "--lang", "fr")
    assert (answered.status, answered.out, answered.err) == (0, "", "")
    assert openpyxl.load_workbook(out).sheetnames == ["Publications", "À lire"]
    july = tmp_path / "aout.csv"
    july.write_text("Date;Réseau;Texte;J'aime\n02/08/2026;Facebook;Août;7\n", encoding="utf-8")
    assert call("export", "all", out, july, "--output", out).status == 0
    assert len(cmdash.read(out).posts) == 5
    questions = [f for f in cmdash.read(out).ledger.all_findings() if f.severity == "question"]
    assert questions == []


def test_nothing_readable_leaves_an_older_workbook_as_it_is(call: Call, tmp_path: Path) -> None:
    out, broken = tmp_path / "suivi.xlsx", tmp_path / "vide.xlsx"
    out.write_bytes(b"older")
    broken.write_bytes(b"")
    assert call("export", "all", broken, "--output", out).status == 2
    assert out.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


# kpis


def test_kpis_answers_the_columns_of_the_contract(call: Call, sheet: Path) -> None:
    answered = call("kpis", sheet, "--by", "network,month", "--kpi", "posts,reach", "--csv")
    assert answered.out.splitlines()[0] == "network,month,kind,kpi,value,unit,n,of,why"
    reach = {(r["network"], r["month"]): r["value"] for r in answered.rows if r["kpi"] == "reach"}
    assert reach == {
        ("facebook", "2026-06"): "820",
        ("facebook", "2026-07"): "610",
        ("facebook", ""): "80",
        ("instagram", "2026-06"): "1900",
    }
    records = call("kpis", sheet, "--by", "network,month", "--kpi", "posts,reach", "--json").json
    for record, row in zip(records, answered.rows, strict=True):
        assert {key: "" if value is None else str(value) for key, value in record.items()} == row


def test_kpis_do_not_depend_on_the_language(call: Call, sheet: Path) -> None:
    for form in ("--csv", "--json"):
        assert len({call("kpis", sheet, form, "--lang", lang).out for lang in LANGUAGES}) == 1


def test_what_cannot_be_computed_is_null_with_its_reason(call: Call, sheet: Path) -> None:
    (row,) = call("kpis", sheet, "--kpi", "saves", "--json").json
    assert (row["value"], row["n"], row["why"]) == (None, 0, "missing:saves")


def test_a_period_leaves_out_rows_without_a_date_and_says_how_many(call: Call, sheet: Path) -> None:
    whole = call("kpis", sheet, "--kpi", "posts", "--json")
    june = call("kpis", sheet, "--kpi", "posts", "--from", "2026-06-01", "--to", "2026-06-30", "--json")
    open_end = call("kpis", sheet, "--kpi", "posts", "--from", "2026-06-04", "--json")
    open_start = call("kpis", sheet, "--kpi", "posts", "--to", "2026-06-14", "--json")
    assert [a.json[0]["value"] for a in (whole, june, open_end, open_start)] == [4, 2, 2, 2]
    assert whole.err == ""
    assert june.err.startswith("1 row without a date")
    assert june.status == 0


def test_where_filters_networks_however_they_are_written(call: Call, sheet: Path) -> None:
    for written, count in (("network=facebook", 3), ("network=FB,insta", 4), ("network=Instagram", 1)):
        (row,) = call("kpis", sheet, "--kpi", "posts", "--where", written, "--json").json
        assert row["value"] == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_kpis_for_people_are_in_their_words_and_numbers(call: Call, sheet: Path, language: str) -> None:
    out = call("kpis", sheet, "--kpi", "impressions", "--by", "weekday", "--lang", language).out
    assert {"fr": "2\u202f400", "en": "2,400"}[language] in out
    assert {"fr": "dimanche", "en": "Sunday"}[language] in out
    assert {"fr": "non précisé", "en": "not stated"}[language] in out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", [None, *GROUPS])
def test_every_group_and_every_reason_has_words(
    call: Call, sheet: Path, language: str, by: str | None
) -> None:
    by_option = ["--by", by] if by else []
    answered = call("kpis", sheet, "--lang", language, *by_option)
    assert answered.status == 0
    assert answered.out.strip()
    named = call("kpis", sheet, "--lang", language, "--kpi", ",".join(kpis()), *by_option)
    assert named.status == 0


# choices


def test_set_and_profile_answer_a_question(call: Call, unknown: Path, tmp_path: Path) -> None:
    def networks(*arguments: object) -> set[str]:
        return {row["network"] for row in call("export", "account", unknown, *arguments).rows}

    taught = tmp_path / "agence.cmdash"
    taught.write_bytes(profile.dump(Profile((Answer("network", "linkedin"),))))
    assert networks() == {""}
    assert networks("--set", "network=facebook") == {"facebook"}
    assert networks("--set", "reach.csv:network=instagram") == {"instagram"}
    assert networks("--set", "other.csv:network=instagram") == {""}
    assert networks("--profile", taught) == {"linkedin"}
    assert networks(taught) == {"linkedin"}
    assert networks("--profile", taught, "--set", "network=x") == {"x"}


def test_a_cmdash_file_that_is_none_is_said_and_the_sheets_are_answered(
    call: Call, sheet: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "autre.cmdash"
    foreign.write_text("[1, 2]")
    answered = call("export", "posts", sheet, foreign)
    assert answered.status == 2
    assert len(answered.rows) == 4
    assert answered.err.count("\n") == 1
    assert "autre.cmdash" in answered.err
    refused = call("export", "posts", sheet, "--profile", foreign)
    assert (refused.status, refused.out) == (2, "")


# what goes wrong


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["exprt", "posts"], "export"),
        (["export", "post", "{sheet}"], "posts"),
        (["inspect"], "FILE"),
        (["inspect", "{sheet}", "--jsno"], "--json"),
        (["inspect", "{sheet}", "--set", "netwrk=x"], "network"),
        (["inspect", "{sheet}", "--set"], "--set"),
        (["inspect", "{sheet}", "--lang", "de"], "fr"),
        (["inspect", "{sheet}", "--today", "demain"], "2026-06-03"),
        (["inspect", "{sheet}", "--profile", "none.cmdash"], "none.cmdash"),
        (["kpis", "{sheet}", "--by", "netwrk"], "network"),
        (["kpis", "{sheet}", "--kpi", "raech"], "reach"),
        (["kpis", "{sheet}", "--where", "network"], "network=facebook"),
        (["kpis", "{sheet}", "--where", "network=facebok"], "facebook"),
        (["kpis", "{sheet}", "--where", "acount=x"], "account"),
        (["kpis", "{sheet}", "--from", "3/6/2026"], "--from"),
        (["kpis", "{sheet}", "--from", "2026-07-01", "--to", "2026-06-01"], "2026-07-01"),
        (["kpis", "{sheet}", "--csv", "--json"], "--csv"),
        (["export", "all", "{sheet}"], "--output"),
        (["export", "all", "{sheet}", "--csv"], "--csv"),
        (["export", "posts", "{sheet}", "--output", "{folder}/none/x.csv"], "x.csv"),
        (["demo", "bakry", "--output", "{folder}"], "bakery"),
        (["demo"], "--output"),
        (["template"], "--output"),
        (["template", "again", "--output", "x"], "--help"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_one_sentence_that_says_what_was_meant(
    call: Call, sheet: Path, tmp_path: Path, arguments: list[str], word: str, language: str
) -> None:
    filled = [argument.format(sheet=sheet, folder=tmp_path) for argument in arguments]
    answered = call(*filled, environment={"LANG": f"{language}_XX.UTF-8"})
    assert answered.status == 2
    assert answered.out == ""
    assert answered.err.count("\n") == 1
    assert word in answered.err or (language, word) == ("fr", "FILE")


def test_a_missing_file_and_a_broken_one_do_not_stop_the_others(
    call: Call, sheet: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "photo.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    answered = call("inspect", sheet, tmp_path / "absent.csv", broken, tmp_path, "--json")
    assert answered.status == 2
    files = {file["name"]: file for file in answered.json["files"]}
    assert files["juin.csv"]["tables"][0]["rows"]["kept"] == 4
    assert "error" not in files["juin.csv"]
    assert files["photo.csv"]["error"]["severity"] == "error"
    assert len([file for file in files.values() if "error" in file]) == 3
    assert len(answered.err.splitlines()) == 3
    for name in ("absent.csv", "photo.csv", tmp_path.name):
        assert name in answered.err


def test_strict_is_status_one_when_a_row_was_set_aside(call: Call, sheet: Path, tmp_path: Path) -> None:
    newer = tmp_path / "juillet.csv"
    newer.write_text(
        "Identifiant;Date;Réseau;Texte;J'aime\nA1;03/06/2026;Facebook;Un;3\nA1;03/06/2026;Facebook;Un;4\n"
        "A2;04/06/2026;Facebook;Deux;1\n",
        encoding="utf-8",
    )
    assert call("inspect", sheet, "--strict").status == 0
    strict = call("inspect", newer, "--strict", "--json")
    table = strict.json["files"][0]["tables"][0]
    assert table["rows"] == {"read": 3, "kept": 2, "set_aside": 1}
    assert [f["row"] for f in table["findings"] if f["code"] == "superseded"] == [2]
    assert strict.status == 1
    assert strict.err.count("\n") == 1
    assert call("inspect", newer, "--json").status == 0


def test_a_zip_is_as_good_as_its_files(call: Call, sheet: Path, tmp_path: Path) -> None:
    packed = tmp_path / "tout.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(sheet, "juin.csv")
    assert [row["likes"] for row in call("export", "posts", packed).rows] == ["64", "130", "2", "21"]


# demo and template


def test_demo_writes_one_or_a_folder_each(call: Call, tmp_path: Path) -> None:
    one = call("demo", "bakery", "--output", tmp_path / "one")
    assert one.status == 0
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert sorted(Path(line).name for line in one.out.splitlines()) == written
    assert call("demo", "--output", tmp_path / "all").status == 0
    assert {path.name for path in (tmp_path / "all").iterdir()} == {"bakery", "tourism", "agency"}
    assert sorted(path.name for path in (tmp_path / "all" / "bakery").iterdir()) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_is_a_workbook_without_a_question(call: Call, tmp_path: Path, language: str) -> None:
    out = tmp_path / "modele.xlsx"
    assert call("template", "--lang", language, "--output", out).status == 0
    answered = call("inspect", out, "--strict", "--json")
    assert answered.status == 0
    tables = answered.json["files"][0]["tables"]
    assert {t["kind"] for t in tables if t["kind"] != "other"} == set(kinds())
    assert [f for t in tables for f in t["findings"] if f["severity"] != "info"] == []


# the process


def test_the_language_comes_from_the_environment_or_from_lang(call: Call, sheet: Path) -> None:
    assert "lignes lues" in call("inspect", sheet, environment={"LANG": "fr_CA.UTF-8"}).out
    assert "lignes lues" in call("inspect", sheet, "--lang=fr", environment=ENGLISH).out
    assert "rows read" in call("inspect", sheet, environment={"LC_ALL": "de_DE.UTF-8", "LANG": "fr_FR"}).out
    assert "rows read" in call("inspect", sheet, environment={"LANG": "C.UTF-8"}).out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [[], ["inspect"], ["export"], ["kpis"], ["demo"], ["template"]])
def test_help_is_there_in_the_language(call: Call, command: list[str], language: str) -> None:
    answered = call(*command, "--help", environment={"LANG": f"{language}_XX.UTF-8"})
    assert answered.status == 0
    assert {"fr": "Affiche cette aide.", "en": "Shows this help."}[language] in answered.out


def test_the_process_answers_in_utf8_whatever_its_locale(sheet: Path) -> None:
    answered = process(
        "inspect", sheet, "--lang", "fr", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1"
    )
    assert answered.status == 0
    assert "Réseau" in answered.out
    refused = process("inspect", sheet, "--lang", "fr", "--today", "été", LC_ALL="POSIX", PYTHONUTF8="0")
    assert refused.status == 2
    assert "Écrivez" in refused.err


def test_a_reader_that_leaves_early_is_no_fault(sheet: Path) -> None:
    command = [sys.executable, "-m", "cmdash", "export", "posts", str(sheet)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        _, err = running.communicate(timeout=120)
    assert err == b""
    assert running.returncode == 0


def test_a_fault_of_our_own_is_one_sentence_too() -> None:
    program = (
        "import sys; from cmdash.command import console; "
        "sys.excepthook = console.last_words('fr'); raise ZeroDivisionError"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == console.FAILED
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert b"ZeroDivisionError" in done.stderr


def test_what_a_command_does_not_need_is_not_imported(sheet: Path) -> None:
    program = (
        "import sys; from cmdash.__main__ import run; path = sys.argv[1]; "
        "done = [run([*asked, path], {}) for asked in (['inspect', '--json'], ['export', 'posts'], ['kpis', '--csv'])]; "
        "heavy = {'streamlit', 'altair', 'scipy', 'babel', 'openpyxl', 'xlsxwriter'} & set(sys.modules); "
        "print(done, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(sheet)], cwd=ROOT, capture_output=True, timeout=120, check=True
    )
    assert done.stderr.decode().strip() == "[0, 0, 0] []"


# the Python calls


def test_the_python_calls(sheet: Path, unknown: Path) -> None:
    tracking = cmdash.read(sheet, unknown, settings=["reach.csv:network=tiktok"])
    assert len(tracking.posts) == 4
    assert set(tracking.account["network"]) == {"tiktok"}
    figures = cmdash.kpis(tracking, by=["network", "month"])
    assert list(figures.columns) == ["network", "month", "kind", "kpi", "value", "unit", "n", "of", "why"]
    (table,) = cmdash.tables(sheet)
    assert table.header == POSTS.splitlines()[0].split(";")
    assert table.rows[0] == POSTS.splitlines()[1].split(";")
    assert (table.sheet, table.range) == (None, "A1:I5")


def test_the_python_calls_say_what_is_wrong(sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cmdash.read(tmp_path / "absent.csv")
    with pytest.raises(ValueError, match="did you mean “network”"):
        cmdash.read(sheet, settings=["netwrk=x"])
    with pytest.raises(ValueError, match="did you mean “month”"):
        cmdash.kpis(cmdash.read(sheet), by=["mnth"])
    empty = tmp_path / "vide.xlsx"
    empty.write_bytes(b"")
    with pytest.raises(ValueError, match=r"vide\.xlsx"):
        cmdash.tables(empty)


def test_import_cmdash_alone_brings_nothing_heavy() -> None:
    program = "import sys, cmdash; print(sorted({'pandas', 'numpy', 'pyarrow', 'click'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.decode().strip() == "[]"


def test_typed_goals_leave_and_are_judged_on_a_day(call: Call, sheet: Path, tmp_path: Path) -> None:
    kept = tmp_path / "mine.cmdash"
    goal = {"kpi": "likes", "target": 10, "start": "2026-01-01", "end": "2026-12-31"}
    kept.write_text(json.dumps({"format": "cmdash", "version": 1, "goals": [goal]}), encoding="utf-8")
    found = call("export", "goals", sheet, "--profile", kept, "--json").json
    assert [(row["kpi"], row["target"], row["file"]) for row in found] == [("likes", 10, None)]
    year = ("--from", "2026-01-01", "--to", "2026-12-31")  # rows without a date belong to no goal
    asked = (*year, "--kpi", "likes,goal_attainment", "--json", "--today")
    for today, value in (("2027-02-01", None), ("2025-12-31", "not_begun")):
        likes, *_, attained = call("kpis", sheet, kept, *asked, today).json
        assert attained["kind"] == "goals"
        assert attained["why"] == value
        if value is None:
            assert attained["value"] == pytest.approx(likes["value"] / 10)


def test_figures_of_organic_and_sponsored_posts_say_so(call: Call, tmp_path: Path) -> None:
    rows = [
        f"{day:02d}/06/2026;Instagram;Un texte {day};200;10;{(day % 2 and 'non') or 'oui'}"
        for day in range(1, 9)
    ]
    both = tmp_path / "deux.csv"
    both.write_text("\n".join(["Date;Réseau;Texte;Portée;J'aime;Sponsorisé", *rows]), encoding="utf-8")
    assert "4 sponsored" in call("kpis", both, "--kpi", "er_reach", "--json", "--lang", "en").err
    apart = call("kpis", both, "--kpi", "er_reach", "--json", "--lang", "en", "--where", "paid=organic")
    assert (apart.status, apart.err) == (0, "")


def test_what_counts_is_chosen_and_told(call: Call, sheet: Path, tmp_path: Path) -> None:
    plain = call("kpis", sheet, "--kpi", "er_reach", "--json")
    chosen = call("kpis", sheet, "--kpi", "er_reach", "--json", "--set", "actions=likes,comments")
    assert (plain.err, chosen.status) == ("", 0)
    assert chosen.json[0]["value"] == pytest.approx(
        (64 + 5 + 130 + 12 + 2 + 21 + 2) / (820 + 1900 + 80 + 610)
    )
    assert chosen.json[0]["value"] < plain.json[0]["value"]
    assert "likes + comments" in chosen.err
    mail = call(
        "report", sheet, "--lang", "en", "--set", "actions=likes,comments", "--output", tmp_path / "a.txt"
    )
    assert mail.status == 0
    assert "likes + comments" in " ".join((tmp_path / "a.txt").read_text(encoding="utf-8").split())
    assert "likes + comments" in call("verdicts", sheet, "--set", "actions=likes,comments").err
    assert call("kpis", sheet, "--kpi", "er_reach", "--json", "--set", "over=reach").err == ""
    kept = tmp_path / "moi.cmdash"
    kept.write_bytes(profile.dump(Profile((Answer("actions", "likes,comments"),))))
    assert call("kpis", sheet, "--kpi", "er_reach", "--json", "--profile", kept).out == chosen.out
    book = tmp_path / "suivi.xlsx"
    assert call("export", "all", sheet, "--set", "actions=likes", "--output", book).status == 0
    lines = [row[0] for row in openpyxl.load_workbook(book).worksheets[-1].iter_rows(values_only=True)]
    assert "Engagement counted as you chose: interactions = likes. " in lines[-1]
    assert call("inspect", book, "--json").json["files"][0]["findings"] == []


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("actions=likes,sauces", "likes,comments"),
        ("weights=shares:-3", "comments:2,shares:5"),
        ("over=posts", "reach"),
        ("suivi.csv:over=reach", "nothing before it"),
    ],
)
def test_a_choice_that_is_none_is_answered_with_the_way(
    call: Call, sheet: Path, written: str, word: str
) -> None:
    refused = call("kpis", sheet, "--set", written)
    assert refused.status == 2
    assert word in refused.err
