"""The blank tracking sheet: it reads back without a question, empty and filled."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from cmdash import ingest, kpi
from cmdash.catalog import LANGUAGES, fields, kpi_spellings, network_spellings, normalise, value_spellings
from cmdash.export import blank, template
from cmdash.model import Tracking, Upload
from cmdash.wording import message


def read(content: bytes, name: str = "modele.xlsx") -> Tracking:
    return ingest.read([Upload(name, content)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_blank_it_reads_back_without_a_question_and_without_a_row(language: str) -> None:
    tracking = read(template(language))
    assert [f.code for f in tracking.ledger.all_findings() if f.severity != "info"] == []
    tables = [table for table in tracking.ledger.files[0].tables if table.kind != "other"]
    assert [table.kind for table in tables] == [tab.kind for tab in blank.tabs()]
    for table, tab in zip(tables, blank.tabs(), strict=True):
        assert [column.field for column in table.columns] == list(tab.columns)
        assert table.rows.read == 0
    assert [len(tracking.frame(tab.kind)) for tab in blank.tabs()] == [0] * len(blank.tabs())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_is_an_exact_name_of_its_field(language: str) -> None:
    for tab in blank.tabs():
        for name in tab.columns:
            assert normalise(blank.header(tab, name, language)) in fields()[name].aliases


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_understood_as_what_it_stands_for(language: str) -> None:
    for tab in blank.tabs():
        for name, values in tab.choices.items():
            for value in values:
                shown = blank.choice(name, value, language)
                if name == "network":
                    assert network_spellings()[normalise(shown)] == value
                elif name == "kpi":
                    assert kpi_spellings()[normalise(shown)] == value
                elif name == "currency":
                    assert shown == value
                else:
                    assert value_spellings(name)[normalise(shown)] == value


def filled(language: str) -> bytes:
    """The template as a person would fill it, in the words of its own lists."""
    book = openpyxl.load_workbook(io.BytesIO(template(language)))
    word = {
        "photo": message(language, "fields.format.photo"),
        "month": message(language, "fields.period.month"),
        "planned": message(language, "fields.status.planned"),
    }
    rows = {
        "posts": [
            {
                "date": dt.date(2026, 6, 3),
                "network": "Instagram",
                "text": "Les fraises",
                "format": word["photo"],
                "reach": 820,
                "likes": 64,
            },
            {
                "date": dt.date(2026, 6, 14),
                "network": "Facebook",
                "text": "Le marché",
                "likes": 12,
                "comments": 3,
            },
        ],
        "account": [
            {
                "date": dt.date(2026, 6, 1),
                "period": word["month"],
                "network": "Facebook",
                "followers": 1250,
                "gained": 32,
                "lost": 8,
            },
            {
                "date": dt.date(2026, 6, 1),
                "period": word["month"],
                "network": "Instagram",
                "followers": 640,
                "budget": 100,
                "currency": "EUR",
            },
        ],
        "campaigns": [
            {
                "campaign": "Juin",
                "start": dt.date(2026, 6, 1),
                "end": dt.date(2026, 6, 30),
                "network": "Meta Ads",
                "clicks": 240,
                "spend": 90.5,
                "currency": "EUR",
            }
        ],
        "calendar": [
            {"date": dt.date(2026, 7, 1), "network": "Facebook", "text": "Soldes", "status": word["planned"]}
        ],
        "goals": [
            {
                "kpi": message(language, "kpis.community_size.label"),
                "network": "Instagram",
                "end": dt.date(2026, 12, 31),
                "target": 2000,
            }
        ],
        "mentions": [
            {
                "date": dt.datetime(2026, 6, 4, 9, 30),
                "network": "Google",
                "nature": message(language, "fields.nature.review"),
                "author": "Camille B.",
                "quote": "Accueil parfait",
                "sentiment": message(language, "fields.sentiment.positive"),
                "rating": 5,
                "answered": message(language, "fields.answered.yes"),
                "answer_date": dt.datetime(2026, 6, 5, 11, 0),
            },
            {"date": dt.date(2026, 6, 7), "network": "Facebook", "author": "Yann", "quote": "C’est ouvert ?"},
        ],
    }
    for tab in blank.tabs():
        sheet = book[message(language, f"fields.kind.{tab.kind}")]
        for number, row in enumerate(rows[tab.kind], 2):
            for name, value in row.items():
                sheet.cell(number, tab.columns.index(name) + 1, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_it_reads_back_without_a_question(language: str) -> None:
    tracking = read(filled(language))
    assert [f.code for f in tracking.ledger.all_findings() if f.severity in ("question", "error")] == []
    assert tracking.posts["network"].tolist() == ["instagram", "facebook"]
    assert tracking.posts["date"].dt.strftime("%Y-%m-%d").tolist() == ["2026-06-03", "2026-06-14"]
    assert tracking.posts["likes"].sum() == 76
    assert tracking.posts["format"].tolist()[0] == "photo"
    assert tracking.account.set_index("network")["followers"].to_dict() == {
        "facebook": 1250,
        "instagram": 640,
    }
    assert set(tracking.account["period"]) == {"month"}
    assert tracking.campaigns["spend"].tolist() == [90.5]
    assert tracking.campaigns["currency"].tolist() == ["EUR"]
    assert tracking.calendar["status"].tolist() == ["planned"]
    assert tracking.goals["kpi"].tolist() == ["community_size"]
    assert tracking.goals["target"].tolist() == [2000]
    said = tracking.mentions.iloc[0]
    assert (said["network"], said["nature"], said["sentiment"]) == ("google_business", "review", "positive")
    assert (said["rating"], said["answered"]) == (5, "yes")
    assert said["answer_date"] - said["date"] == dt.timedelta(hours=25, minutes=30)
    assert len(tracking.mentions) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_beginner_finds_help_lists_and_a_header_that_stays(language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(language)))
    assert book.sheetnames[0] == message(language, "template.help.sheet")
    assert book.active is book.worksheets[0]
    for tab, sheet in zip(blank.tabs(), book.worksheets[1:], strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == 1
        assert {name for name, cell in zip(tab.columns, sheet[1], strict=True) if not cell.comment} == set()
        listed = {
            next(iter(v.sqref.ranges)).min_col
            for v in sheet.data_validations.dataValidation
            if v.type == "list"
        }
        assert listed == {tab.columns.index(name) + 1 for name in tab.choices}
        for rule in sheet.data_validations.dataValidation:
            assert rule.errorStyle == "warning"
            assert len(rule.formula1) <= blank.LIST_LIMIT + 2


def test_the_help_speaks_of_tabs_that_exist() -> None:
    for language in LANGUAGES:
        text = message(language, "template.help.text")
        for tab in blank.tabs():
            assert message(language, f"fields.kind.{tab.kind}") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_that_a_page_may_ask_for_can_be_filled(language: str) -> None:
    """Margin, links, bloggers, the market of mentions, and two accounts of one network."""
    book = openpyxl.load_workbook(io.BytesIO(template(language)))
    month = {
        "date": dt.date(2026, 6, 1),
        "period": message(language, "fields.period.month"),
        "network": "Facebook",
    }
    rows = {
        "posts": [
            {"date": dt.date(2026, 6, day), "network": "Facebook", "text": f"Post {day}", "likes": day, "account": name}
            for day, name in ((3, "Vieux-Port"), (4, "Gare"))
        ],
        "account": [
            {**month, "followers": 1250, "account": "Vieux-Port", "mentions": 5, "mentions_market": 20},
            {**month, "followers": 640, "account": "Gare", "backlinks": 4, "blogger_contacts": 8},
        ],
        "campaigns": [
            {
                "campaign": "Juin", "start": dt.date(2026, 6, 1), "network": "Meta Ads", "clicks": 240, "spend": 90,
                "currency": "EUR", "revenue": 500, "margin": 180, "account": "Gare", "conversions": 9,
            }
        ],
        "goals": [{"kpi": message(language, "kpis.er_reach.label"), "end": dt.date(2026, 12, 31), "target": 2.5, "account": "Gare"}],
    }  # fmt: skip
    for tab in blank.tabs():
        sheet = book[message(language, f"fields.kind.{tab.kind}")]
        for number, row in enumerate(rows.get(tab.kind, ()), 2):
            for name, value in row.items():
                sheet.cell(number, tab.columns.index(name) + 1, value)
    buffer = io.BytesIO()
    book.save(buffer)
    tracking = read(buffer.getvalue())
    assert [f.code for f in tracking.ledger.all_findings() if f.severity in ("question", "error")] == []
    assert tracking.posts["account"].tolist() == ["Vieux-Port", "Gare"]
    assert tracking.goals[["account", "target"]].values.tolist() == [["Gare", 0.025]]
    found = kpi.compute(tracking, (), ["roi", "break_even_cvr", "share_of_voice", "backlinks"])
    values = found.dropna(subset="value").set_index("kpi")["value"].to_dict()
    assert values == pytest.approx(
        {"roi": 1.0, "break_even_cvr": 90 / 240 / 20, "share_of_voice": 0.25, "backlinks": 4}
    )
