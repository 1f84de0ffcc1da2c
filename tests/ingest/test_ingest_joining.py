"""Next month's export joins: the latest copy wins whatever the order of the files, and what it brought is told."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.__main__ import run
from cmdash.export import workbook
from cmdash.ingest.canonical.identity import plain_links
from cmdash.model import FileReport, JoinReport, Tracking, Upload
from cmdash.wording.findings import finding_text

FIGURES = ("likes", "shares", "impressions")
HEADER = "Post id,Date,Network,Likes,Shares,Impressions\n"
Row = tuple[int | None, int | None, int | None]
Copy = dict[int, Row]


def sheet(name: str, text: str) -> Upload:
    return Upload(name, text.encode())


def export(name: str, posts: Copy, last: int) -> Upload:
    """An export of some posts, the day of a post told by its id; its last post stands on its last day."""
    everything = {**posts, 900 + last: (1, 1, 1)}
    rows = [
        f"{post},2025-{'06' if post < 900 else '08'}-{post % 100:02},Facebook,"
        + ",".join("" if v is None else str(v) for v in figures)
        for post, figures in everything.items()
    ]
    return sheet(name, HEADER + "\n".join(rows))


def join_of(tracking: Tracking, name: str, kind: str = "posts") -> JoinReport:
    (join,) = (join for join in file_of(tracking, name).joins if join.kind == kind)
    return join


def file_of(tracking: Tracking, name: str) -> FileReport:
    return next(file for file in tracking.ledger.files if file.name == name)


def content(tracking: Tracking, kind: str = "posts") -> pd.DataFrame:
    """The canonical table whatever the order of its rows and wherever they came from."""
    frame = tracking.frame(kind).drop(columns=["file", "sheet", "row"])
    return frame.sort_values(list(frame.columns), ignore_index=True)


def balanced(tracking: Tracking) -> bool:
    tables = [table for file in tracking.ledger.files for table in file.tables]
    return all(
        t.rows.read == t.rows.kept + t.rows.set_aside == t.rows.kept + len(t.set_aside) for t in tables
    )


CELL = st.one_of(st.none(), st.integers(0, 5))
COPY = st.dictionaries(st.integers(1, 6), st.tuples(CELL, CELL, CELL), max_size=6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(COPY, min_size=2, max_size=3))
def test_the_file_whose_data_end_last_wins_in_any_order_and_its_news_are_told(copies: list[Copy]) -> None:
    files = [export(f"{i}.csv", copy, last=i + 1) for i, copy in enumerate(copies)]
    truth: dict[int, list[int | None]] = {}
    expected = []
    for i, copy in enumerate(copies):
        count = dict.fromkeys(("new", "updated", "completed", "unchanged"), 0)
        count["new"] += 1  # the post that ends the file
        changed = {}
        for post, figures in copy.items():
            old = truth.get(post)
            pairs = list(zip(old or (None,) * 3, figures, strict=True))
            cells = {
                n: (a, b) for n, (a, b) in zip(FIGURES, pairs, strict=True) if None not in (a, b) and a != b
            }
            if old is None:
                count["new"] += 1
            elif cells:
                count["updated"] += 1
                changed[post] = cells
            elif any(a is None and b is not None for a, b in pairs):
                count["completed"] += 1
            else:
                count["unchanged"] += 1
            truth[post] = [b if b is not None else a for a, b in pairs]
        later = set().union(*copies[i + 1 :]) if i + 1 < len(copies) else set()
        expected.append((count, len(later & set(copy)), changed))
    for order in itertools.permutations(files):
        tracking = ingest.read(order)
        assert balanced(tracking)
        posts = tracking.posts.set_index(tracking.posts["post_id"].astype(int))
        assert {
            p: [None if pd.isna(v) else int(v) for v in posts.loc[p, list(FIGURES)]] for p in truth
        } == truth
        assert len(posts) == len(truth) + len(files)
        for i, (count, superseded, changed) in enumerate(expected):
            join = join_of(tracking, f"{i}.csv")
            assert {name: getattr(join, name) for name in count} == count
            assert join.superseded == superseded
            rows = list(copies[i])
            told = {rows[c.row - 2]: {x.field: (x.before, x.after) for x in c.cells} for c in join.changes}
            assert told == changed


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(COPY)
def test_a_file_joined_with_itself_changes_nothing(copy: Copy) -> None:
    alone = ingest.read([export("a.csv", copy, 1)])
    twice = ingest.read([export("a.csv", copy, 1), export("b.csv", copy, 1)])
    pd.testing.assert_frame_equal(content(twice), content(alone))
    join = join_of(twice, "b.csv")
    assert (join.new, join.updated, join.completed, join.superseded) == (0, 0, 0, 0)
    assert join.unchanged == len(alone.posts) == join_of(twice, "a.csv").superseded
    assert balanced(twice)


KEYLESS = {
    "posts": "Date,Network,Type,Likes,Comments\n2025-06-03,Facebook,Photo,3,1\n2025-06-03,Facebook,Photo,3,1\n2025-06-09,Facebook,Photo,1,0\n",
    "campaigns": "Campaign,Network,Impressions,Clicks,Spend (EUR)\nÉté,Facebook,100,3,12.5\nÉté,Facebook,100,3,12.5\n",
    "calendar": "Date prévue,Réseau,Sujet,Responsable\n03/06/2025,Facebook,Pain,Léa\n04/06/2025,Facebook,Four,Max\n",
    "goals": "KPI,Cible,Début,Fin\nreach,1000,2025-01-01,2025-12-31\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", KEYLESS)
def test_the_same_bytes_twice_are_one_file_even_where_rows_have_no_key(kind: str) -> None:
    alone = ingest.read([sheet("a.csv", KEYLESS[kind])])
    twice = ingest.read([sheet("a.csv", KEYLESS[kind]), sheet("copie.csv", KEYLESS[kind])])
    assert len(alone.frame(kind)) >= 1
    pd.testing.assert_frame_equal(content(twice, kind), content(alone, kind))
    assert balanced(twice)


def test_campaign_lines_that_two_exports_share_are_kept_and_said() -> None:
    june = "Campaign,Network,Day,Impressions,Clicks,Spend (EUR)\nÉté,Facebook,2025-06-30,100,3,12.5\n"
    july = june + "Été,Facebook,2025-07-01,90,2,9.5\n"
    tracking = ingest.read([sheet("juin.csv", june), sheet("juillet.csv", july)])
    assert tracking.campaigns["spend"].sum() == 34.5
    (twin,) = [f for f in tracking.ledger.all_findings() if f.code == "exact-twin"]
    assert (twin.severity, twin.params["count"]) == ("warning", 1)


def test_where_two_files_end_on_one_day_the_later_given_wins() -> None:
    first, second = (f"{HEADER}1,2025-06-03,Facebook,{likes},,\n" for likes in (5, 9))
    for order, likes in (((first, second), 9), ((second, first), 5)):
        tracking = ingest.read([sheet(f"{i}.csv", text) for i, text in enumerate(order)])
        assert tracking.posts["likes"].tolist() == [likes]


def test_the_end_of_a_file_is_that_of_all_its_tables(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "annee.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {"Janvier": [(1, "2025-01-03", 5)], "Juin": [(2, "2025-06-03", 7)]}.items():
            page = book.add_worksheet(name)
            for i, row in enumerate([("Post id", "Date", "Likes", "Shares"), *((*r, 1) for r in rows)]):
                page.write_row(i, 0, row)
    older = sheet("mars.csv", "Post id,Date,Likes,Shares\n1,2025-01-03,4,1\n3,2025-03-03,1,1\n")
    for order in (
        [Upload("annee.xlsx", path.read_bytes()), older],
        [older, Upload("annee.xlsx", path.read_bytes())],
    ):
        posts = ingest.read(order).posts.set_index("post_id")
        assert posts.at["1", "likes"] == 5, "the workbook ends in June: its January counts, not that of March"


def test_account_figures_of_several_files_are_one_row_and_told_as_completed() -> None:
    reach = sheet("reach.csv", "Date,Network,Reach\n2025-06-01,Facebook,100\n2025-06-02,Facebook,110\n")
    visits = sheet(
        "visits.csv", "Date,Network,Profile visits\n2025-06-01,Facebook,7\n2025-06-02,Facebook,8\n"
    )
    for order in ([reach, visits], [visits, reach]):
        tracking = ingest.read(order)
        assert tracking.account["reach"].tolist() == [100, 110]
        assert tracking.account["profile_visits"].tolist() == [7, 8]
        join = join_of(tracking, order[1].name, "account")
        assert (join.new, join.completed, join.updated, join.superseded) == (0, 2, 0, 0)
        assert balanced(tracking)


def test_two_rows_of_one_table_for_one_period_are_told() -> None:
    text = "Mois;Réseau;Abonnés;Portée\njanvier 2025;Facebook;100;5\njanvier 2025;Facebook;100;9\nfévrier 2025;Facebook;101;4"
    tracking = ingest.read([sheet("a.csv", text)])
    (warning,) = [f for f in tracking.ledger.all_findings() if f.code == "period-twice"]
    assert warning.rows == (2, 3)
    assert tracking.account["reach"].tolist() == [9, 4]
    assert balanced(tracking)


def test_an_unknown_column_of_the_older_copy_is_kept() -> None:
    june = "Post id,Date,Likes,Shares,Humeur\n1,2025-06-03,5,1,gaie\n"
    july = "Post id,Date,Likes,Shares,Humeur\n1,2025-06-03,6,1,\n2,2025-07-03,6,1,grise\n"
    tracking = ingest.read([sheet("juin.csv", june), sheet("juillet.csv", july)])
    assert tracking.extras["posts"]["Humeur"].tolist() == ["gaie", "grise"]


def test_one_text_on_one_day_on_the_pages_of_two_accounts_is_two_posts() -> None:
    """An agency's clients, or the offices of a federation: "Bonne année !" on every page."""
    head = "Date;Réseau;Compte;Texte;J'aime\n"
    first = sheet("optique.csv", f"{head}01/01/2026;Facebook;Optique;Bonne année !;12\n")
    second = sheet("festival.csv", f"{head}01/01/2026;Facebook;Festival;Bonne année !;20\n")
    again = sheet("festival 2.csv", f"{head}01/01/2026;Facebook; FESTIVAL ;Bonne année !;25\n")
    posts = ingest.read([first, second, again]).posts
    assert sorted(zip(posts["account"].str.casefold(), posts["likes"], strict=True)) == [("festival", 25), ("optique", 12)]  # fmt: skip
    nameless = sheet("sans compte.csv", "Date;Réseau;Texte;J'aime\n01/01/2026;Facebook;Bonne année !;13\n")
    assert ingest.read([first, nameless]).posts["likes"].tolist() == [13]


def test_a_sheet_with_links_only_joins_an_export_with_ids() -> None:
    ids = "Post id,Date,Permalink,Likes,Shares\n17,2025-06-03,https://www.instagram.com/p/AbC/,5,1\n18,2025-06-05,https://www.instagram.com/p/abc/,2,0\n"
    mine = "Date;Lien;J'aime;Thème\n03/06/2025;http://instagram.com/p/AbC?igsh=x1&utm_source=mail;5;Pain\n25/06/2025;https://www.instagram.com/p/zz;1;Four\n"
    for order in itertools.permutations([sheet("export.csv", ids), sheet("mine.csv", mine)]):
        posts = ingest.read(order).posts
        assert len(posts) == 3, "capitals tell posts apart"
        assert posts.set_index("post_id").at["17", "theme"] == "Pain"


def test_a_link_to_an_article_or_to_the_profile_is_no_key() -> None:
    article = "\n".join(f"{d:02}/06/2025;Facebook;https://www.cafe.fr/menu;Jour {d};{d}" for d in (3, 14, 25))
    assert len(ingest.read([sheet("a.csv", f"Date;Réseau;Lien;Sujet;J'aime\n{article}")]).posts) == 3
    profile = article.replace("https://www.cafe.fr/menu", "https://www.facebook.com/cafe")
    assert len(ingest.read([sheet("a.csv", f"Date;Réseau;Lien;Sujet;J'aime\n{profile}")]).posts) == 3


def test_two_stories_a_day_with_one_name_stay_two_in_next_months_export() -> None:
    rows = "Date;Réseau;Sujet;J'aime;Portée\n03/06/2025;IG;Story du jour;7;70\n03/06/2025;IG;Story du jour;9;90\n"
    more = rows + "14/07/2025;IG;Autre;1;10\n"
    for order in itertools.permutations([sheet("juin.csv", rows), sheet("juillet.csv", more)]):
        posts = ingest.read(order).posts
        assert sorted(posts["likes"]) == [1, 7, 9]


def test_links_are_compared_without_what_tracks_people() -> None:
    links = pd.Series(
        [
            "https://www.X.com/a/1?utm_source=x&id=5#top",
            "http://x.com/a/1/?id=5&fbclid=zz",
            "x.com/a/1?id=5",
            None,
        ],
        dtype="str",
    )
    plain = plain_links(links)
    assert plain[:3].tolist() == ["x.com/a/1?id=5"] * 3
    assert plain.isna().tolist() == [False, False, False, True]


def test_what_a_file_brought_is_said_on_the_command_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, posts, last in (
        ("juin.csv", {1: (5, None, 10), 2: (4, 1, 2)}, 1),
        ("juillet.csv", {1: (9, 2, 10)}, 2),
    ):
        (tmp_path / name).write_bytes(export(name, posts, last).content)
    paths = [str(tmp_path / name) for name in ("juillet.csv", "juin.csv")]
    assert run(["inspect", *paths, "--json", "--lang", "en"], {}) == 0
    july, june = json.loads(capfdbinary.readouterr().out)["files"]
    (joined,) = july["joined"]
    assert {k: joined[k] for k in ("kind", "new", "updated", "completed", "unchanged", "superseded")} == {
        "kind": "posts", "new": 1, "updated": 1, "completed": 0, "unchanged": 0, "superseded": 0,
    }  # fmt: skip
    assert joined["changes"][0]["figures"] == {"likes": {"before": 5.0, "after": 9.0}}
    assert june["joined"][0]["superseded"] == 1
    said = {f["code"]: f["message"] for f in july["findings"]}
    assert said["joined"] == "Posts: 1 new row, 1 row with changed figures."
    assert "from 5 to 9" in said["rows-updated"]
    assert run(["inspect", *paths, "--lang", "fr"], {}) == 0
    assert "1 ligne aux chiffres changés" in capfdbinary.readouterr().out.decode()


def test_a_single_file_joins_nothing() -> None:
    tracking = ingest.read([export("a.csv", {1: (1, 2, 3)}, 1)])
    assert file_of(tracking, "a.csv").joins == ()
    assert not [f for f in tracking.ledger.all_findings() if f.code in ("joined", "rows-updated")]


def test_a_month_of_the_same_account_is_told_as_new_and_another_account_says_nothing() -> None:
    june, july = export("a.csv", {1: (1, 2, 3)}, 1), export("b.csv", {2: (1, 2, 3)}, 2)
    tracking = ingest.read([june, july])
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "joined"]
    assert (told.file, told.severity) == ("b.csv", "info")
    assert finding_text(told, "fr").endswith("2 lignes nouvelles.")
    other = sheet("b.csv", july.content.decode().replace("Facebook", "Instagram"))
    tracking = ingest.read([june, other])
    assert join_of(tracking, "b.csv").new == 2
    assert not [f for f in tracking.ledger.all_findings() if f.code == "joined"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_period_given_twice_has_its_words(language: str) -> None:
    text = "Mois;Réseau;Abonnés\njanvier 2025;Facebook;100\njanvier 2025;Facebook;105"
    tracking = ingest.read([sheet("a.csv", text)])
    (warning,) = [f for f in tracking.ledger.all_findings() if f.code == "period-twice"]
    assert "2" in finding_text(warning, language)


def test_what_was_gathered_so_far_is_older_than_any_other_file() -> None:
    may = "Jour;Réseau;Sujet;Portée;J'aime\n30/05/2025;Facebook;Ascension;640;88\n24/07/2025;Facebook;Jazz;700;12\n"
    june = "Jour;Réseau;Sujet;Portée;J'aime\n30/05/2025;Facebook;Ascension;700;\n27/06/2025;Facebook;Plage;90;3\n"
    gathered = Upload("mes donnees.xlsx", workbook(ingest.read([sheet("mai.csv", may)]), "fr"))
    for order in itertools.permutations([gathered, sheet("juin.csv", june)]):
        tracking = ingest.read(order)
        posts = tracking.posts.set_index("text")
        assert posts.loc["Ascension", ["reach", "likes"]].tolist() == [700, 88]
        assert len(posts) == 3
        assert join_of(tracking, "juin.csv").updated == 1
        assert file_of(tracking, "mes donnees.xlsx").tables[0].rows.set_aside == 1
        assert balanced(tracking)


def test_of_two_files_gathered_so_far_the_one_that_ends_last_wins() -> None:
    texts = [
        f"Jour;Réseau;Sujet;Portée;J'aime\n30/05/2025;Facebook;Ascension;{reach};8\n{end};Facebook;Fin;1;1\n"
        for reach, end in ((640, "01/06/2025"), (700, "01/07/2025"))
    ]
    books = [
        Upload(f"{i}.xlsx", workbook(ingest.read([sheet("a.csv", text)]), "fr"))
        for i, text in enumerate(texts)
    ]
    for order in itertools.permutations(books):
        posts = ingest.read(order).posts
        assert posts.loc[posts["text"] == "Ascension", "reach"].tolist() == [700]
