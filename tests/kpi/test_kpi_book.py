"""`kpis --json` equals the KPI book in plain Python, on a sheet with holes and on a demo, whole and in groups."""

import datetime as dt
import json
import random
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from kpi_book import Book
from kpi_builders import tracking

import cmdash
from cmdash import demo, export
from cmdash.__main__ import run
from cmdash.catalog import fields, fields_of, kinds, kpis
from cmdash.command import figures
from cmdash.model import Tracking

HAS = {kind: {field.id for field in fields_of(kind)} for kind in kinds()}
JOINED = ("plan_kept", "plan_on_time")  # they need the join of a plan with posts: test_kpi_plans.py
GROUPS = ("", "network,month", "week", "account,year")


def holes(chance, value, empty=0.3):
    return None if chance.random() < empty else value


def generated():
    """Two years over a leap day: three networks, rows of days and of months, every figure with holes and zeros."""
    r = random.Random(4)
    first = dt.datetime(2023, 11, 20)

    def amounts(kind, but=()):
        numeric = [f.id for f in fields_of(kind) if f.numeric and f.id not in but]
        small = {"rating": 5, "response_minutes": 600, "reviews": 80}
        return {name: holes(r, float(r.randint(0, small.get(name, 300)))) for name in numeric}

    posts = [
        {
            **amounts("posts"), "date": holes(r, first + dt.timedelta(hours=r.randint(0, 18000)), 0.04),
            "network": r.choice(["facebook", "instagram", "youtube", None]), "account": r.choice(["Office", None]),
            "format": r.choice(["photo", "story", "reel", None]), "theme": r.choice(["food", None]),
            "status": r.choice(["published", "published", "planned", "skipped", None]),
            "currency": "EUR", "total_stands_for": r.choice([None, None, "interactions", "engagement_total"]),
            "post_id": f"p{at}", "paid": r.choice(["organic", "paid", None]),
        }
        for at in range(400)
    ]  # fmt: skip
    account = []
    for network, size in (("facebook", 5000), ("instagram", 900), ("youtube", 120)):
        for month in range(24):
            day = dt.datetime(2023 + (10 + month) // 12, (10 + month) % 12 + 1, 1)
            size += r.randint(-40, 90)
            row = {**amounts("account"), "date": day, "period": "month", "network": network, "followers": holes(r, float(size)), "account": "Office", "currency": "EUR"}  # fmt: skip
            account.append(row)
            for one in range(0, 20, 3) if month % 5 == 2 else ():
                named = {"date": day + dt.timedelta(days=one), "period": "day", "network": network, "account": "Office", "currency": "EUR"}  # fmt: skip
                account.append({**amounts("account"), **named, "followers": holes(r, float(size + one), 0.6)})
    campaigns = [
        {
            **amounts("campaigns"), "start": first + dt.timedelta(days=at * 9), "campaign": f"c{at % 5}",
            "end": first + dt.timedelta(days=at * 9 + r.randint(0, 40)), "network": r.choice(["meta_ads", "google_ads"]),
            "currency": "USD" if at % 17 == 3 else "EUR",
        }
        for at in range(60)
    ]  # fmt: skip
    plan = [
        {"date": first + dt.timedelta(days=at), "network": r.choice(["facebook", "x"]), "status": r.choice(["published", "idea", "planned", None])}
        for at in range(90)
    ]  # fmt: skip
    heard = [
        {
            "date": first + dt.timedelta(hours=at * 31), "network": r.choice(["google_business", "facebook"]),
            "nature": r.choice(["review", "message", "article"]), "rating": holes(r, float(r.randint(1, 5))),
            "author": f"a{at}", "quote": f"avis {at}", "answered": r.choice(["yes", "no", None]),
            "sentiment": r.choice(["positive", "neutral", "negative", None]), "audience": holes(r, float(r.randint(0, 900)), 0.8),
            "answer_date": first + dt.timedelta(hours=at * 31 + r.randint(1, 200)) if r.random() < 0.3 else None,
        }
        for at in range(80)
    ]  # fmt: skip
    return tracking(posts=posts, account=account, campaigns=campaigns, calendar=plan, mentions=heard)


@pytest.fixture(scope="module", params=["generated", "tourism"])
def files(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "generated":
        (folder / "suivi.xlsx").write_bytes(export.workbook(generated()))
    else:
        for upload in demo.files(request.param):
            (folder / upload.name).write_bytes(upload.content)
    paths = [str(path) for path in sorted(folder.iterdir())]
    tidy = folder / "tidy" / "all.xlsx"
    tidy.parent.mkdir()
    assert run(["export", "all", *paths, "--output", str(tidy), "--lang", "en"], {}) == 0
    return Files(tidy.parent, paths, cmdash.read(*paths), book(tidy))


class Files(NamedTuple):
    """The files of a sheet, their reading, and the book over what they export."""

    folder: Path
    paths: list[str]
    tracking: Tracking
    book: Book


def book(path):
    """The exported tables as dicts of plain values; an empty cell is None."""
    tables = {}
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        header, *rows = sheet.iter_rows(values_only=True) if sheet.max_row else [()]
        kind = next((kind for kind in kinds() if {"network", *MARKS[kind]} <= set(header)), None)
        if kind:
            tables[kind] = [dict(zip(header, cells, strict=True)) for cells in rows]
    return Book(tables, HAS)


MARKS = {
    "posts": ("post_id",), "account": ("period",), "campaigns": ("start", "campaign"), "calendar": ("owner",),
    "goals": ("target",),
    "mentions": ("nature",),
}  # fmt: skip


def asked(files, by):
    """What `kpis --json` writes for these files."""
    out = files.folder / "kpis.json"
    if not by:
        assert run(["kpis", *files.paths, "--json", "--output", str(out)], {}) == 0
        return json.loads(out.read_text("utf-8"))
    return json.loads(figures.for_programs(cmdash.kpis(files.tracking, by=[by]), as_json=True))


@pytest.mark.parametrize("by", GROUPS)
def test_every_figure_is_the_book_s(files, by):
    books = files.book
    keys = tuple(by.split(",")) if by else ()
    expected = books.answers(keys)
    answers = [row for row in asked(files, by) if row["kind"] != "goals" and row["kpi"] not in JOINED]
    assert answers
    for row in answers:
        place = tuple(row[key] for key in keys), row["kind"], row["kpi"]
        if row["why"] and place not in expected:
            assert not books.rows[row["kind"]], place  # a kind of table that has no rows
            continue
        value, n, of = expected.pop(place)
        assert (row["n"], row["of"]) == (n, of), (place, row)
        if value is None:
            assert row["value"] is None, (place, row)
            assert row["why"], place
        else:
            assert row["value"] == pytest.approx(value, rel=1e-9, abs=1e-12), (place, row)
            assert row["why"] is None
    assert not [place for place, (value, _, _) in expected.items() if value is not None]


def test_every_kpi_of_the_catalog_was_computed_somewhere(files):
    """The generated sheet fills all but the goals', which have tests of their own."""
    answers = asked(files, "")
    grouped = asked(files, "network,month")  # where no two currencies meet
    found = {row["kpi"] for row in [*answers, *grouped] if row["value"] is not None}
    if "suivi.xlsx" in files.paths[0]:
        assert set(kpis()) - found == {"goal_attainment", "goal_pace"}
    assert all(name in fields() or name in kpis() for name in found)
    assert {row["kpi"] for row in answers} == set(kpis())
