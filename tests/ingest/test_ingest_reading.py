"""From files to the tracking: what the contract promises of rows, networks, accounts and the same thing twice."""

import csv
import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.export import aside as export_aside
from cmdash.model import Answer, Profile, Tracking, Upload
from cmdash.wording.findings import code_text, finding_text, finding_title


def sheet(text: str, name: str = "suivi.csv", encoding: str = "utf-8") -> Upload:
    return Upload(name, text.strip("\n").encode(encoding))


def table(tracking: Tracking, file: int = 0, number: int = 0):
    return tracking.ledger.files[file].tables[number]


def codes(tracking: Tracking) -> list[str]:
    return [finding.code for finding in tracking.ledger.all_findings()]


def balanced(tracking: Tracking) -> bool:
    return all(
        t.rows.read == t.rows.kept + t.rows.set_aside and len(t.set_aside) == t.rows.set_aside
        for f in tracking.ledger.files
        for t in f.tables
    )


FRENCH = """
Suivi des réseaux sociaux;;;;;;;;
;;;;;;;;
Date;Réseau;Type;Sujet;J’aime;Commentaires;Partages;Portée;Taux d’engagement
03/06/2025;FB;Photo;"Pain « nature » ; le vrai";1 204;12;3;18,9K;6,4 %
04/06/2025;Insta;Réel;=HYPERLINK("http://x");88;n.c.;-;1 300;7,1 %
30/06/2025;IG;Story;Coulisses;7;0;0;250;2,8 %
;;;;;;;;
Total;;;;1 299;12;3;20 450;
"""


def test_a_french_sheet_in_cp1252_with_decimal_commas() -> None:
    tracking = ingest.read([sheet(FRENCH, encoding="cp1252")])
    posts, report = tracking.posts, table(tracking)
    assert tracking.ledger.files[0].encoding == "cp1252"
    assert tracking.ledger.files[0].delimiter == ";"
    assert posts["network"].tolist() == ["facebook", "instagram", "instagram"]
    assert posts["date"].tolist() == [pd.Timestamp(2025, 6, d) for d in (3, 4, 30)]
    assert posts["likes"].tolist() == [1204, 88, 7]
    assert posts["reach"].tolist() == [18900, 1300, 250]
    assert posts["comments"].isna().tolist() == [False, True, False]
    assert posts["shares"].isna().tolist() == [False, True, False]
    assert posts["shares"].tolist()[2] == 0
    assert posts["row"].tolist() == [4, 5, 6]
    assert posts["text"].tolist()[1] == '=HYPERLINK("http://x")'
    assert (report.kind, report.rows.read, report.rows.kept) == ("posts", 3, 3)
    assert report.locale.date_order == "DMY"
    assert [c.field for c in report.columns][-1] is None, "a rate is never a figure of its own"
    assert tracking.extras["posts"].columns.tolist() == ["Taux d’engagement"]
    assert balanced(tracking)
    assert not ingest.questions(tracking.ledger)


def test_a_combined_column_is_not_taken_for_its_parts() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Date;Lien;Réactions, commentaires et partages;Portée\n03/06/2025;https://www.facebook.com/a/1;12;100"
            )
        ]
    )
    post = tracking.posts.iloc[0]
    assert post["interactions"] == 12
    assert post[["likes", "comments", "shares"]].isna().all()
    assert post["total_stands_for"] == "interactions"


def test_a_total_beside_its_parts_stands_for_nothing() -> None:
    tracking = ingest.read(
        [sheet("Date,Lien,Likes,Comments,Interactions\n2025-06-03,https://x.com/a/1,10,2,12")]
    )
    assert tracking.posts["total_stands_for"].isna().all()


def test_a_total_that_counts_the_clicks_is_not_interactions() -> None:
    rows = "\n".join(
        f"2025-06-0{d},https://x.com/a/{d},{10 * d},{d},{d},{5 * d},{17 * d}" for d in range(1, 6)
    )
    tracking = ingest.read([sheet(f"Date,Lien,Likes,Comments,Shares,Clicks,Engagements\n{rows}")])
    assert tracking.posts["total_stands_for"].unique().tolist() == ["engagement_total"]


def test_sponsored_columns_are_never_organic_ones() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Date;Permalien;impressions;impressions sponsorisé;J'aime;J'aime sponsorisé\n2025-06-03;https://x.com/a/1;100;900;4;40"
            )
        ]
    )
    assert tracking.posts["impressions"].tolist() == [100]
    assert tracking.posts["likes"].tolist() == [4]


def test_the_network_comes_from_the_file_name_else_from_links_else_it_is_asked() -> None:
    plain = "Date;Sujet;Likes;Portée\n03/06/2025;a;1;10\n14/06/2025;b;2;20"
    assert ingest.read([sheet(plain, "export_instagram_juin.csv")]).posts["network"].unique().tolist() == [
        "instagram"
    ]
    linked = "Date;Lien;Likes;Portée\n03/06/2025;https://www.linkedin.com/feed/1;1;10"
    assert ingest.read([sheet(linked)]).posts["network"].tolist() == ["linkedin"]
    asked = ingest.read([sheet(plain)])
    (question,) = ingest.questions(asked.ledger)
    assert (question.code, question.setting, question.params["count"]) == ("network-unknown", "network", 2)
    assert asked.posts["network"].isna().all()
    told = ingest.read([sheet(plain)], Profile(answers=(Answer("network", "facebook"),)))
    assert told.posts["network"].unique().tolist() == ["facebook"]
    assert not ingest.questions(told.ledger)


def test_an_answer_for_one_file_leaves_the_others_alone() -> None:
    files = [
        sheet("Date;Sujet;Likes;Portée\n03/06/2025;a;1;10", "un.csv"),
        sheet("Date;Sujet;Likes;Portée\n15/06/2025;b;1;10", "deux.csv"),
    ]
    tracking = ingest.read(files, Profile(answers=(Answer("network", "tiktok", file="deux.csv"),)))
    assert tracking.posts.set_index("file")["network"].dropna().to_dict() == {"deux.csv": "tiktok"}


def test_the_same_post_in_two_files_counts_once_and_the_latest_wins() -> None:
    june = "Post id,Date,Link,Likes,Shares,Impressions\n1,2025-06-03,https://x.com/a/1,10,,100\n2,2025-06-04,https://x.com/a/2,5,1,50"
    july = "Post id,Date,Link,Likes,Shares,Impressions\n2,2025-06-04,https://x.com/a/2,9,,90\n3,2025-07-01,https://x.com/a/3,1,0,10"
    tracking = ingest.read([sheet(july, "juillet.csv"), sheet(june, "juin.csv")])
    posts = tracking.posts.set_index("post_id")
    assert sorted(posts.index) == ["1", "2", "3"]
    assert (posts.at["2", "likes"], posts.at["2", "impressions"]) == (9, 90)
    assert posts.at["2", "shares"] == 1, "an empty cell of the newer copy is filled from the older one"
    old = next(f for f in tracking.ledger.files if f.name == "juin.csv").tables[0]
    assert (old.rows.read, old.rows.kept, old.rows.set_aside) == (2, 1, 1)
    (aside,) = old.set_aside
    assert (aside.code, aside.row) == ("superseded", 3)
    assert (aside.params["by_file"], aside.params["by_row"]) == ("juillet.csv", 2)
    assert balanced(tracking)


def test_two_stories_a_day_with_one_name_are_two_posts() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Date;Réseau;Type;Sujet;Likes;Vues\n03/06/2025;IG;Story;Story du jour;3;30\n03/06/2025;IG;Story;Story du jour;9;80"
            )
        ]
    )
    assert tracking.posts["likes"].tolist() == [3, 9]


def test_exact_twins_without_a_key_are_kept_and_said() -> None:
    tracking = ingest.read(
        [sheet("Type;Likes;Partages;Portée\nphoto;3;1;40\nphoto;3;1;40\nreel;5;2;70", "instagram.csv")]
    )
    assert len(tracking.posts) == 3
    assert "exact-twin" in codes(tracking)


def test_account_rows_of_several_files_are_joined_field_by_field() -> None:
    reach = 'sep=,\n"Instagram reach"\n"Date","Primary"\n"2026-05-25T00:00:00","14551"\n"2026-05-26T00:00:00","15056"'
    follows = (
        'sep=,\n"Instagram follows"\n"Date","Primary"\n"2026-05-25T00:00:00","65"\n"2026-05-26T00:00:00","64"'
    )
    tracking = ingest.read([sheet(reach, "Reach.csv", "utf-16"), sheet(follows, "Follows.csv", "utf-16")])
    account = tracking.account
    assert account[["reach", "gained"]].values.tolist() == [[14551, 65], [15056, 64]]
    assert account["followers"].isna().all()
    assert account["period"].unique().tolist() == ["day"]
    assert [f.tables[0].rows.kept for f in tracking.ledger.files] == [2, 2]
    assert balanced(tracking)


def test_a_newer_copy_of_an_account_row_sets_the_older_one_aside() -> None:
    old = "Mois;Réseau;Abonnés\n01/05/2025;Facebook;100\n01/06/2025;Facebook;110"
    new = "Mois;Réseau;Abonnés\n01/06/2025;Facebook;111\n01/07/2025;Facebook;120"
    tracking = ingest.read([sheet(old, "mai.csv"), sheet(new, "juillet.csv")])
    assert tracking.account.sort_values("date")["followers"].tolist() == [100, 111, 120]
    assert tracking.ledger.files[0].tables[0].rows.set_aside == 1
    assert balanced(tracking)


def test_months_in_words_are_dated_by_their_first_day() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Mois;Réseau;Abonnés\njanv. 2025;Instagram;100\nfévr. 2025;Instagram;104\nmars 2025;Instagram;108"
            )
        ]
    )
    assert tracking.account["date"].tolist() == [pd.Timestamp(2025, m, 1) for m in (1, 2, 3)]
    assert tracking.account["period"].unique().tolist() == ["month"]


def test_a_column_for_each_network_gives_rows_for_each_network() -> None:
    text = "Mois;Abonnés Facebook;Abonnés Instagram;Portée IG\njanv. 2025;100;50;900\nfévr. 2025;;55;950"
    tracking = ingest.read([sheet(text)])
    rows = tracking.account.sort_values(["network", "date"])
    assert rows[["network", "followers"]].dropna().values.tolist() == [
        ["facebook", 100.0],
        ["instagram", 50.0],
        ["instagram", 55.0],
    ]
    assert rows.loc[rows["network"] == "instagram", "reach"].tolist() == [900, 950]
    assert "row-without-figure" in codes(tracking)
    assert balanced(tracking)


SIDE_BY_SIDE = (
    ";;Facebook;;Instagram;\nJour;Sujet;Portée;J'aime;Portée;J'aime\n02/05/2025;Pont;1520;41;1890;133\n"
    "09/05/2025;Menu;980;37;;\n16/05/2025;Vélo;-;;2045;188\n23/05/2025;Jazz;640;;700;9\n"
)


def test_a_blank_block_of_networks_side_by_side_is_no_post() -> None:
    tracking = ingest.read([sheet(SIDE_BY_SIDE)])
    rows = tracking.posts.groupby("network")["text"].agg(list).to_dict()
    assert rows == {"facebook": ["Pont", "Menu", "Jazz"], "instagram": ["Pont", "Vélo", "Jazz"]}
    told = [f for f in tracking.ledger.all_findings() if f.code == "network-block-blank"]
    assert [(f.params["network"], f.rows) for f in told] == [("facebook", (5,)), ("instagram", (4,))]
    assert all(finding_text(f, language) for f in told for language in ("fr", "en"))
    assert balanced(tracking)


AUDIENCES = "Mois;Facebook;TikTok\n08/2026;1 862;355\n09/2026;1 871;n.c.\n10/2026;1 903;480\n"


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "aucun chiffre pour TikTok"), ("en", "no figure for TikTok")]
)
def test_a_month_that_one_network_has_nothing_for_is_set_aside_by_its_name(language: str, said: str) -> None:
    upload = sheet("Abonnés à la fin du mois\n\n" + AUDIENCES)
    tracking = ingest.read([upload])
    assert tracking.account.groupby("network")["followers"].count().to_dict() == {"facebook": 3, "tiktok": 2}
    (found,) = (f for f in tracking.ledger.all_findings() if f.code == "row-without-figure")
    assert said in finding_text(found, language)
    assert "TikTok" in finding_title(found, language)
    ((row,),) = (t.set_aside for file in tracking.ledger.files for t in file.tables if t.set_aside)
    assert said in code_text(row.code, row.params, language)
    book = export_aside.write(ingest.rows_aside([upload], tracking, Profile()), language)
    cells = pd.read_excel(io.BytesIO(book), header=None).astype(str).to_numpy().ravel().tolist()
    assert any(said in cell for cell in cells)


def test_a_link_beside_a_blank_block_makes_it_a_post() -> None:
    text = (
        "Jour;Sujet;Portée Facebook;J'aime Facebook;Lien Facebook;Portée Instagram;J'aime Instagram\n"
        "02/05/2025;Pont;1520;41;https://facebook.com/1;1890;133\n09/05/2025;Menu;;;https://facebook.com/2;90;3\n"
    )
    tracking = ingest.read([sheet(text)])
    assert tracking.posts.loc[tracking.posts["network"] == "facebook", "text"].tolist() == ["Pont", "Menu"]


def test_client_folders_of_a_zip_name_the_accounts() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "Clients/Le Phare/instagram.csv",
            "Date,Link,Likes,Reach\n2025-06-03,https://instagram.com/p/1,1,10",
        )
        archive.writestr(
            "Clients/Optique Zed/instagram.csv",
            "Date,Link,Likes,Reach\n2025-06-04,https://instagram.com/p/2,2,20",
        )
    tracking = ingest.read([Upload("clients.zip", packed.getvalue())])
    assert tracking.posts.set_index("likes")["account"].to_dict() == {1.0: "Le Phare", 2.0: "Optique Zed"}
    assert codes(tracking).count("account-from-folder") == 2


def test_an_unreadable_cell_is_missing_and_named() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Date;Réseau;Sujet;Likes;Portée\n03/06/2025;FB;a;douze;100\n31/02/2025;FB;b;3;90\n20/06/2025;FB;c;4;80"
            )
        ]
    )
    found = {f.code: f for f in tracking.ledger.all_findings()}
    assert (found["cell-not-a-number"].row, found["cell-not-a-number"].params["value"]) == (2, "douze")
    assert (found["cell-not-a-date"].row, found["cell-not-a-date"].params["value"]) == (3, "31/02/2025")
    assert tracking.posts["likes"].isna().tolist() == [True, False, False]
    assert len(tracking.posts) == 3


def test_money_without_a_currency_is_asked_and_answered() -> None:
    text = "Date;Réseau;Sujet;Likes;Budget sponsorisé\n03/06/2025;FB;a;1;12,50\n20/06/2025;FB;b;2;"
    asked = ingest.read([sheet(text)])
    assert [q.setting for q in ingest.questions(asked.ledger)] == ["currency"]
    assert asked.posts["paid"].tolist()[0] == "paid"
    told = ingest.read([sheet(text)], Profile(answers=(Answer("currency", "EUR"),)))
    assert told.posts["currency"].tolist()[0] == "EUR"
    signed = ingest.read([sheet(text.replace("12,50", "12,50 €"))])
    assert (signed.posts["currency"].tolist()[0], signed.posts["spend"].tolist()[0]) == ("EUR", 12.5)


def test_a_corrected_column_is_remembered_for_the_layout() -> None:
    text = "Date;Réseau;Sujet;Gnagna;Portée\n03/06/2025;FB;a;7;100\n20/06/2025;FB;b;9;90"
    first = ingest.read([sheet(text)])
    layout = table(first).fingerprint
    assert first.posts["likes"].isna().all()
    second = ingest.read([sheet(text, "juillet.csv")], Profile(mappings={layout: {"Gnagna": "likes"}}))
    assert second.posts["likes"].tolist() == [7, 9]
    assert next(c.why for c in table(second).columns if c.source == "Gnagna") == "corrected"


@pytest.mark.parametrize(
    "text",
    [
        "Ville;Habitants;Superficie\nNantes;320732;65\nRennes;220488;50\nBrest;139456;49",
        "Event,Attendees,Total Engagements,Room\nTeam lunch,12,3,B\nFair,40,9,A",
        "Top queries,Clicks,Impressions,CTR,Position\nhotel,3,40,7.5%,2.1\ngite,1,9,11%,4.3",
        "Client,Facture,Montant\nDupont,F-12,120\nMartin,F-13,80",
    ],
)
def test_other_business_is_never_forced_into_posts(text: str) -> None:
    tracking = ingest.read([sheet(text)])
    assert len(tracking.posts) == len(tracking.account) == len(tracking.campaigns) == 0
    assert "not-for-kpis" in codes(tracking)


def test_a_bad_file_does_not_stop_the_others() -> None:
    good = sheet("Date;Réseau;Sujet;Likes\n03/06/2025;FB;a;1\n14/06/2025;FB;b;2", "bon.csv")
    tracking = ingest.read([Upload("vide.csv", b""), good])
    assert tracking.ledger.files[0].error is not None
    assert len(tracking.posts) == 2


def test_dates_without_a_year_are_asked_and_settled_before_today() -> None:
    text = '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n"December 30","10","1","1","0","0"\n"January 2","12","1","1","0","0"'
    tracking = ingest.read([sheet(text, "Overview.csv")], today=dt.date(2026, 2, 1))
    assert tracking.account["date"].tolist() == [pd.Timestamp(2025, 12, 30), pd.Timestamp(2026, 1, 2)]
    assert [q.setting for q in ingest.questions(tracking.ledger)] == ["year"]


CELLS = st.sampled_from(
    [
        "",
        "-",
        "n.c.",
        "0",
        "12",
        "1 204",
        "18,9K",
        "03/06/2025",
        "31/02/2025",
        "Total",
        "IG",
        "a;b",
        '"',
        "=1+1",
        "texte",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12))
def test_rows_read_are_rows_kept_and_set_aside_whatever_the_cells(rows: list[list[str]]) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerows([["Date", "Réseau", "Sujet", "Likes", "Portée", "Remarque"], *rows])
    tracking = ingest.read([sheet(written.getvalue())])
    assert balanced(tracking)
    kept = sum(t.rows.kept for f in tracking.ledger.files for t in f.tables)
    assert kept == len(tracking.posts) + len(tracking.account) + len(tracking.calendar)


def test_months_in_columns_and_figures_in_rows() -> None:
    text = """
Bilan 2025;;;;;
Indicateur;Janvier;Février;Mars;Total;Évolution
FACEBOOK;;;;;
Abonnés;1 200;1 230;1 250;;+4 %
Portée;18 000;17 500;21 000;56 500;
Taux d'engagement;2,1 %;2,4 %;1,9 %;;
INSTAGRAM;;;;;
Abonnés;800;850;n.c.;;
Portée;9 000;9 500;;18 500;
"""
    tracking = ingest.read([sheet(text)])
    rows = tracking.account.sort_values(["network", "date"])
    assert rows["date"].dt.strftime("%Y-%m").tolist() == [
        "2025-01",
        "2025-02",
        "2025-03",
        "2025-01",
        "2025-02",
    ]
    facebook, instagram = rows[rows["network"] == "facebook"], rows[rows["network"] == "instagram"]
    assert facebook[["followers", "reach"]].values.tolist() == [[1200, 18000], [1230, 17500], [1250, 21000]]
    assert instagram[["followers", "reach"]].values.tolist() == [[800, 9000], [850, 9500]]
    assert rows["period"].unique().tolist() == ["month"]
    assert not ingest.questions(tracking.ledger)
    assert balanced(tracking)


def test_a_network_column_filled_once_for_several_figures() -> None:
    text = "Réseau;KPI;janv. 2025;févr. 2025;mars 2025\nFacebook;Abonnés;10;11;12\n;Portée;100;110;120\nLinkedIn;Abonnés;5;6;7"
    rows = ingest.read([sheet(text)]).account
    assert rows.groupby("network")["followers"].apply(list).to_dict() == {
        "facebook": [10, 11, 12],
        "linkedin": [5, 6, 7],
    }
    assert rows.loc[rows["network"] == "facebook", "reach"].tolist() == [100, 110, 120]


def test_days_without_a_year_take_the_year_of_their_tab() -> None:
    tracking = ingest.read(
        [sheet("Date;Réseau;Sujet;Likes;Vues\n3 juin;FB;a;1;9\n17 juin;IG;b;2;8", "Suivi 2024.csv")]
    )
    assert tracking.posts["date"].tolist() == [pd.Timestamp(2024, 6, 3), pd.Timestamp(2024, 6, 17)]
    assert not ingest.questions(tracking.ledger)


def test_a_link_tells_a_reel_that_the_sheet_calls_a_video() -> None:
    text = "Date,Permalink,Type,Likes,Views\n2026-06-03,https://www.facebook.com/reel/1,Vidéos,1,9\n2026-06-14,https://www.facebook.com/watch/2,Vidéos,2,8"
    assert ingest.read([sheet(text)]).posts["format"].tolist() == ["reel", "video"]


def test_a_file_named_x_says_nothing_of_its_network() -> None:
    tracking = ingest.read([sheet("Date;Sujet;Likes;Portée\n03/06/2025;a;1;10\n14/06/2025;b;2;20", "x.csv")])
    assert tracking.posts["network"].isna().all()


def test_amounts_in_two_currencies_keep_each_their_own() -> None:
    text = "Date;Réseau;Sujet;Likes;Dépense\n03/06/2025;FB;a;1;12,50 €\n14/06/2025;FB;b;2;20 $\n15/06/2025;FB;c;2;7 €"
    assert ingest.read([sheet(text)]).posts["currency"].tolist() == ["EUR", "USD", "EUR"]


def test_a_number_stored_in_a_workbook_is_never_taken_for_thousands() -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        page = book.add_worksheet("Suivi")
        page.write_row(0, 0, ["Date", "Réseau", "Sujet", "Likes", "Vues", "Dépense (EUR)"])
        for number, (views, spend) in enumerate([("18,9K", 1.234), (1797, 2.345), ("1,2K", 3.456)], start=1):
            page.write_row(number, 0, [f"2025-06-{7 * number:02}", "FB", f"a{number}", number, views, spend])
    tracking = ingest.read([Upload("suivi.xlsx", packed.getvalue())])
    assert tracking.posts["spend"].tolist() == [1.234, 2.345, 3.456]
    assert tracking.posts["views"].tolist() == [18900, 1797, 1200]
    assert not ingest.questions(tracking.ledger)


def test_a_subject_column_makes_posts_and_their_days_stay() -> None:
    rows = "\n".join(
        f"{d:02}/07/2026;Instagram;Le sujet numéro {d};{d};1;0;{10 * d}" for d in (2, 5, 8, 11, 14, 17)
    )
    tracking = ingest.read([sheet(f"Date;Réseau;Sujet du post;J'aime;Commentaires;Partages;Portée\n{rows}")])
    assert len(tracking.posts) == 6
    assert tracking.posts["date"].dt.day.tolist() == [2, 5, 8, 11, 14, 17]
    assert tracking.posts["text"].notna().all()


def test_a_free_text_under_an_unknown_header_tells_that_a_row_is_a_post() -> None:
    rows = "\n".join(
        f"{d:02}/07/2026;Instagram;Le four numéro {d};{d};1;0;{10 * d}" for d in (2, 5, 8, 11, 14, 17)
    )
    tracking = ingest.read([sheet(f"Date;Réseau;Quoi;J'aime;Commentaires;Partages;Portée\n{rows}")])
    assert (len(tracking.posts), len(tracking.account)) == (6, 0)


def test_a_date_column_full_of_slips_is_read_and_each_slip_is_named() -> None:
    text = """
Date;Réseau;Texte;J'aime;Portée
31/02/2026;Instagram;a;12;300
hier;Instagram;b;13;320
2026-13-45;Facebook;c;9;200
12/06/2062;Facebook;d;8;210
;Instagram;e;5;100
05/06/2026;Instagram;bon;15;250
"""
    tracking = ingest.read([sheet(text)], today=dt.date(2026, 7, 1))
    assert tracking.posts["date"].dropna().tolist() == [pd.Timestamp(2026, 6, 5)]
    told = {f.row: f.code for f in tracking.ledger.all_findings() if f.column == "Date" and f.row}
    assert told == {
        2: "cell-not-a-date",
        3: "cell-not-a-date",
        4: "cell-not-a-date",
        5: "date-too-far",
        6: "post-undated",
    }


def test_a_title_above_a_table_is_no_table() -> None:
    tracking = ingest.read(
        [
            sheet(
                "Ma boulangerie;;;\nSuivi 2026;;;\n;;;\nDate;Réseau;Texte;Likes\n05/06/2026;IG;a;1\n17/06/2026;IG;b;2"
            )
        ]
    )
    assert [t.kind for t in tracking.ledger.files[0].tables] == ["posts"]


def test_french_headers_take_the_day_first_and_it_is_asked() -> None:
    rows = "\n".join(f"{d:02}/07/2026;FB;texte {d};{d};{10 * d}" for d in range(3, 11))
    tracking = ingest.read([sheet(f"Date;Réseau;Texte;J'aime;Portée\n{rows}")])
    assert tracking.posts["date"].dt.month.unique().tolist() == [7]
    assert [question.code for question in ingest.questions(tracking.ledger)] == ["date-order-unclear"]
