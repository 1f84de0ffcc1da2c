"""Tools, languages and trades that nobody listed: read by words, values and shape, or left aside with the reason."""

import datetime as dt
import math

import exports_other
import exports_unlisted
import pandas as pd
import pytest
from exports_unlisted import MONTHS, POSTS
from exports_writing import Sample, plain_csv, xlsx

from cmdash import ingest
from cmdash.catalog import LANGUAGES, fields_of
from cmdash.model import Answer, Profile, Tracking, Upload
from cmdash.wording import message

TODAY = dt.date(2026, 6, 1)
UNLISTED = dict(exports_unlisted.samples())
OTHER = dict(exports_other.samples())
READABLE = ("cell-not-a-number", "cell-not-a-date", "row-empty", "row-without-date")


def read(upload: Upload) -> Tracking:
    return ingest.read([upload], today=TODAY)


def same_figures(frame: pd.DataFrame, sample: Sample) -> None:
    (truth,) = sample.truths
    assert len(frame) == truth.rows
    for known in (field.id for field in fields_of(truth.kind) if field.numeric):
        values = frame[known].dropna()
        if known in truth.sums:
            assert math.isclose(values.sum(), truth.sums[known], rel_tol=1e-9), known
        else:
            assert values.empty, f"{known} is not in the sheet"
    assert (frame["date"].min().date(), frame["date"].max().date()) == (truth.first, truth.last)
    networks = set(frame["network"].fillna(""))
    assert (
        networks == {truth.network}
        if truth.network != "several"
        else networks <= set(exports_unlisted.NETWORKS)
    )


@pytest.mark.parametrize("name", UNLISTED)
def test_a_sheet_that_no_format_names_is_read_without_a_question(name: str) -> None:
    sample = UNLISTED[name]
    tracking = read(sample.upload)
    (truth,) = sample.truths
    frame = tracking.frame(truth.kind)
    same_figures(frame, sample)
    (report,) = tracking.ledger.files[0].tables
    assert (report.platform, report.kind) == (None, truth.kind)
    assert not ingest.questions(tracking.ledger)
    assert not [f for f in tracking.ledger.all_findings() if f.code in READABLE]
    columns = ({**POSTS, **MONTHS}[name]).columns.values()
    for field in ("text", "url", "post_id", "account", "format"):
        assert field not in columns or frame[field].notna().all(), field
    if "format" in columns:
        assert not frame["format"].str.startswith("other:").any()


@pytest.mark.parametrize("name", OTHER)
def test_what_is_of_another_trade_is_said_and_never_forced_into_a_table(name: str) -> None:
    tracking = read(OTHER[name])
    reports = tracking.ledger.files[0].tables
    assert reports
    assert {report.kind for report in reports} == {"other"}
    reasons = [f.params["reason"] for f in tracking.ledger.all_findings() if f.code == "not-for-kpis"]
    assert len(reasons) == len(reports)
    for language in LANGUAGES:
        assert all(message(language, f"findings.not-for-kpis.{reason}.text") for reason in reasons)


def test_headers_of_a_trade_beside_a_network_or_its_reactions_are_no_reason_to_leave_a_sheet_aside() -> None:
    lines = [
        ["Date", "Réseau", "Ticket", "Stock", "J'aime", "Portée"],
        *([f"{n + 1:02d}/06/2025", "Facebook", "a", 3, n, 90 + n] for n in range(9)),
    ]
    tracking = read(Upload("suivi.csv", plain_csv(lines, ";")))
    assert tracking.posts["likes"].sum() + tracking.account["likes"].sum() == 36


def test_figures_in_words_that_nobody_knows_are_said_as_something_to_answer() -> None:
    lines = [
        ["Dátum", "Link", "Kedvelések", "Hozzászólások"],
        *([f"2025-03-{n + 1:02d}", f"https://www.facebook.com/p/{n}", 10 * n, n] for n in range(20)),
    ]
    tracking = read(Upload("bejegyzések.csv", plain_csv(lines)))
    (finding,) = [f for f in tracking.ledger.all_findings() if f.code == "not-for-kpis"]
    assert (finding.severity, finding.params["reason"]) == ("warning", "figures-unknown")
    assert tracking.posts.empty


def test_reactions_go_before_the_likes_that_are_a_part_of_them() -> None:
    lines = [
        ["Date", "Link", "Likes", "Love Reactions", "Reactions"],
        ["2025-06-03", "https://www.facebook.com/p/1", 5, 2, 7],
    ]
    assert read(Upload("a.csv", plain_csv(lines))).posts["likes"].tolist() == [7]


@pytest.mark.parametrize(
    "cells", [["3,41 %", "2,10 %", "0,93 %"], ["3.41", "2.1", "0.93"], ["0.0341", "0.021", "0.0093"]]
)
def test_an_engagement_that_is_a_rate_is_no_number_of_interactions(cells: list[str]) -> None:
    lines = [
        ["Date", "Link", "Likes", "Engagement"],
        *([f"2025-06-0{n + 1}", f"https://www.facebook.com/p/{n}", 5, cell] for n, cell in enumerate(cells)),
    ]
    tracking = read(Upload("a.csv", plain_csv(lines)))
    assert tracking.posts["interactions"].isna().all()
    assert tracking.extras["posts"]["Engagement"].tolist() == cells


@pytest.mark.parametrize(
    "header",
    [
        "Likes (objectif)",
        "Coût par like",
        "Likes moyens",
        "Prozent Likes",
        "Tasso di likes",
        "Likes vs N-1",
        "Reach (%)",
    ],
)
def test_a_rate_a_cost_or_a_target_is_no_count(header: str) -> None:
    lines = [
        ["Date", "Link", "Shares", header],
        *([f"2025-06-0{n + 1}", f"https://www.facebook.com/p/{n}", 5, 40 + n] for n in range(4)),
    ]
    posts = read(Upload("a.csv", plain_csv(lines))).posts
    assert posts["shares"].sum() == 20
    assert posts[["likes", "reach"]].isna().all(axis=None)


def test_thousands_typed_as_text_beside_stored_numbers_of_a_workbook_keep_their_own_marks() -> None:
    lines = [
        ["Date", "Lien", "Portée"],
        *(
            [dt.date(2025, 6, n + 1), f"https://www.facebook.com/p/{n}", cell]
            for n, cell in enumerate(["56.473", "9.120", 845, "1.204.300"])
        ),
    ]
    posts = read(Upload("suivi.xlsx", xlsx({"Suivi": lines}))).posts
    assert posts["reach"].tolist() == [56473, 9120, 845, 1204300]


def test_stored_decimals_of_a_workbook_keep_their_point() -> None:
    lines = [
        ["Date", "Lien", "Likes", "Dépense (EUR)"],
        *(
            [dt.date(2025, 6, n + 1), f"https://www.facebook.com/p/{n}", n, cell]
            for n, cell in enumerate([1.234, 2.5, "n.c."])
        ),
    ]
    assert read(Upload("suivi.xlsx", xlsx({"Suivi": lines}))).posts["spend"].tolist()[:2] == [1.234, 2.5]


@pytest.mark.parametrize("mark", [",", "."])
def test_three_digits_behind_the_mark_of_a_count_are_thousands_and_few_are_still_asked(mark: str) -> None:
    def sheet(cells: list[str]) -> Upload:
        lines = [
            ["Date", "Lien", "Portée"],
            *([f"{n + 13}/06/2025", f"https://www.facebook.com/p/{n}", cell] for n, cell in enumerate(cells)),
        ]
        return Upload("suivi.csv", plain_csv(lines, ";"))

    many = read(sheet([f"1{mark}234", f"56{mark}780", f"2{mark}345", f"9{mark}100"]))
    assert many.posts["reach"].tolist() == [1234, 56780, 2345, 9100]
    assert not ingest.questions(many.ledger)
    one = read(sheet([f"1{mark}234"]))
    assert one.posts["reach"].tolist() == [1234]
    assert [q.code for q in ingest.questions(one.ledger)] == ["decimal-mark-unclear"]


def test_a_figure_of_all_networks_beside_theirs_is_counted_once() -> None:
    lines = [
        ["Mois", "Abonnés Facebook", "Abonnés Instagram", "Total abonnés", "Portée"],
        *(
            [f"{month:02d}/2025", 900 + month, 1200 + month, 2100 + 2 * month, 1000 * month]
            for month in range(1, 7)
        ),
    ]
    tracking = read(Upload("communauté.csv", plain_csv(lines, ";")))
    account = tracking.account
    assert account["reach"].sum() == sum(1000 * month for month in range(1, 7))
    assert account.groupby("network")["followers"].sum().to_dict() == {"facebook": 5421, "instagram": 7221}
    assert account.loc[account["network"].isna(), "followers"].isna().all()
    assert tracking.extras["account"]["Total abonnés"].notna().sum() == 6
    assert [q.code for q in ingest.questions(tracking.ledger)] == ["network-unknown"]


@pytest.mark.parametrize("identity", ["ID", "Lien"])
def test_a_table_with_a_row_for_each_post_and_day_is_refused_with_the_reason(identity: str) -> None:
    def name(post: int) -> str:
        return f"post-{post}" if identity == "ID" else f"https://www.instagram.com/p/C{post}/"

    lines = [
        ["Date", identity, "Texte", "Likes", "Vues"],
        *(
            [f"{day:02d}/06/2025", name(post), f"Post {post}", day, 100 * day]
            for day in range(10, 20)
            for post in range(3)
        ),
    ]
    tracking = read(Upload("instagram.csv", plain_csv(lines, ";")))
    assert tracking.posts.empty
    assert [f.params["reason"] for f in tracking.ledger.all_findings() if f.code == "not-for-kpis"] == [
        "daily_breakdown"
    ]
    told = ingest.read(
        [Upload("instagram.csv", plain_csv(lines, ";"))],
        Profile(answers=(Answer("kind", "posts"),)),
        today=TODAY,
    )
    assert len(told.posts) == 3


def test_the_link_of_a_profile_beside_every_post_merges_none() -> None:
    lines = [
        ["Date", "Lien", "Likes", "Portée"],
        *([f"{day}/06/2025", "https://www.instagram.com/atelier/", day, 100 * day] for day in range(13, 23)),
    ]
    posts = read(Upload("suivi.csv", plain_csv(lines, ";"))).posts
    assert (len(posts), posts["likes"].sum()) == (10, sum(range(13, 23)))


def test_an_export_pasted_three_times_is_read_once() -> None:
    rows = [
        [f"{day}/06/2025", f"https://www.instagram.com/p/C{day}/", day, 100 * day] for day in range(13, 23)
    ]
    posts = read(
        Upload("suivi.csv", plain_csv([["Date", "Lien", "Likes", "Portée"], *rows, *rows, *rows], ";"))
    ).posts
    assert (len(posts), posts["likes"].sum()) == (10, sum(range(13, 23)))
