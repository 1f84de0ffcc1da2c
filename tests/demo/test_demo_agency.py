"""The agency's zip: a folder per client, two languages, every figure that of the simulated posts."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from cmdash import demo
from cmdash.demo import agency
from cmdash.demo.life import Post


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(demo.files("agency")[0].content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def posts(client: str, network: str) -> list[Post]:
    return [agency.told(post) for post in agency.life()[client][network].posts]


def table(members: dict[str, bytes], start: str) -> list[dict[str, str]]:
    (name,) = (name for name in members if name.startswith(start))
    return list(csv.DictReader(io.StringIO(members[name].decode("utf-8-sig"))))


def test_a_folder_per_client_and_the_agency_s_own_sheet(members) -> None:
    folders = {name.split("/")[0] for name in members if "/" in name}
    assert folders == set(agency.CLIENTS.values())
    assert [name for name in members if "/" not in name] == [
        "Followers by client.xlsx",
        "Budgets by client.xlsx",
    ]


@pytest.mark.parametrize(
    ("client", "header", "field"),
    [
        ("optician", "Mentions J’aime", "likes"),
        ("festival", "Likes", "likes"),
        ("creamery", "Vues", "views"),
        ("coworking", "Views", "views"),
    ],
)
def test_instagram_in_the_language_of_the_client(members, client, header, field) -> None:
    start = f"{agency.CLIENTS[client]}/Jul-01-2025_Jun-30-2026_9"
    rows = table(members, start)
    known = posts(client, "instagram")
    assert len(rows) == len(known)
    assert sum(int(row[header]) for row in rows) == sum(getattr(post, field) for post in known)


def test_boosted_reach_is_parted_in_the_optician_s_september(members) -> None:
    rows = table(members, "Optique Zéphirine/Jul-01-2025_Jun-30-2026_12")
    organic, boosted = "Couverture de Publications organiques", "Couverture de Publications boostées"
    assert all(int(row["Couverture"]) == int(row[organic]) + int(row[boosted]) for row in rows)
    months = {row["Heure de publication"][:2] for row in rows if int(row[boosted])}
    assert months == {"09"}


def test_tiktok_links_hold_the_time_of_each_video(members) -> None:
    rows = table(members, "Fromagerie de Valtaranche/Content.csv")
    known = {post.url: post for post in posts("creamery", "tiktok")}
    assert len(rows) == len(known)
    for row in rows:
        seconds = int(row["Video link"].rsplit("/", 1)[1]) >> 32
        assert dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None) == known[row["Video link"]].at
        assert int(row["Total views"]) == known[row["Video link"]].views


def test_daily_files_are_utf_16_under_a_title(members) -> None:
    for name, title in (("Reach.csv", "Instagram reach"), ("Follows.csv", "Instagram follows")):
        lines = members[f"Les Nuits d’Orgemel/{name}"].decode("utf-16").splitlines()
        assert lines[:3] == ["sep=,", f'"{title}"', '"Date","Primary"']
        assert len(lines) == 3 + 365
    gained = sum(int(line.split(",")[1].strip('"')) for line in lines[3:])
    assert gained == sum(day.gained for day in agency.life()["festival"]["instagram"].days)


def test_ads_reports_add_up_to_their_nameless_first_row(members) -> None:
    for client, spent, start in (
        ("optician", "Montant dépensé (EUR)", "Rapport"),
        ("festival", "Amount spent (EUR)", "Ads-report"),
    ):
        (name,) = (n for n in members if n.startswith(f"{agency.CLIENTS[client]}/{start}"))
        header, total, *rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(members[name])).get_sheet_by_index(0).to_python()
        )
        at = header.index(spent)
        lines = [line for line in agency.campaigns() if line.account == agency.CLIENTS[client]]
        assert len(rows) == len(lines)
        assert total[at] == pytest.approx(sum(row[at] for row in rows)) == sum(line.spend for line in lines)
        assert total[3] == ""
        assert total[header.index("Impressions")] == sum(line.impressions for line in lines)


def test_the_followers_sheet_ends_each_month_where_the_lives_do(members) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(members["Followers by client.xlsx"]))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) - 1 == len(agency.stocks()) == 12 * 9
    assert sum(row[3] for row in rows[1:]) == sum(day.followers for _, _, day in agency.stocks())


def test_views_run_above_reach() -> None:
    for post in agency.posts():
        if post.views is not None and post.reach is not None:
            assert post.views >= post.reach


def test_texts_are_not_repeated_and_some_hold_emoji_newlines_and_quotes() -> None:
    texts = [post.text for post in agency.posts()]
    assert len(set(texts)) > 0.99 * len(texts)
    assert any("\n\n" in text for text in texts)
    assert any("«" in text for text in texts)
    assert any(ord(letter) > 0x1F000 for text in texts for letter in text)
