"""The tourist office's files: thirty-six months, a leap day, a gap, a break, and figures that agree with each other."""

import csv
import datetime as dt
import io
import itertools
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from cmdash import demo
from cmdash.demo import tourism
from cmdash.demo.life import Post

FILES = {file.name: file.content for file in demo.files("tourism")}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES[name].decode("utf-8-sig"))))


def posts(network: str) -> list[Post]:
    return [post for post in tourism.posts() if post.network == network]


def meta_rows(number: str) -> list[dict[str, str]]:
    return [row for name in FILES if name.endswith(".csv") and f"_{number}" in name for row in rows(name)]


@pytest.mark.parametrize(
    ("number", "network", "columns"),
    [
        ("1396", "facebook", {"Réactions": "likes", "Commentaires": "comments", "Partages": "shares", "Couverture": "reach"}),
        ("9833", "instagram", {"Mentions J’aime": "likes", "Enregistrements": "saves", "Couverture": "reach"}),
    ],
)  # fmt: skip
def test_meta_files_add_up_to_the_posts(number, network, columns) -> None:
    found = meta_rows(number)
    assert len(found) == len(posts(network)) == len({row["Identifiant de la publication"] for row in found})
    for header, field in columns.items():
        assert sum(int(row[header]) for row in found) == sum(getattr(post, field) for post in posts(network))


def test_the_break_of_april_2025_is_in_the_headers() -> None:
    for name in FILES:
        if "_1396" in name or "_9833" in name:
            header = rows(name)[0]
            assert ("Vues" in header) != ("Impressions" in header)
            assert ("Vues" in header) == name.startswith("Apr-01-2025")
            assert all(
                int(row.get("Vues") or row["Impressions"]) >= int(row["Couverture"]) for row in rows(name)
            )


def test_dates_are_month_first_and_hold_the_leap_day() -> None:
    days = {
        dt.datetime.strptime(row["Heure de publication"], "%m/%d/%Y %H:%M").date()
        for row in meta_rows("1396")
    }
    assert dt.date(2024, 2, 29) in days
    assert min(days) >= tourism.START
    assert max(days) <= tourism.END
    assert not [day for day in days if dt.date(2024, 11, 4) <= day <= dt.date(2024, 12, 8)]


def test_nobody_posts_while_the_post_is_vacant_and_every_other_month_has_posts() -> None:
    months = Counter((post.at.year, post.at.month) for post in tourism.posts())
    assert len(months) == 36
    silent = [
        post for post in tourism.posts() if dt.date(2024, 11, 4) <= post.at.date() <= dt.date(2024, 12, 8)
    ]
    assert silent == []


def test_a_post_of_december_2025_is_in_two_x_files_and_the_later_one_is_kept() -> None:
    older, newer = (rows(name) for name in FILES if name.startswith("account_analytics_content_2025"))
    again = {row["Post id"]: row for row in older}
    both = [(again[row["Post id"]], row) for row in newer if row["Post id"] in again]
    assert len(both) > 5
    assert all(int(one["Impressions"]) <= int(two["Impressions"]) for one, two in both)
    assert any(int(one["Impressions"]) < int(two["Impressions"]) for one, two in both)
    kept = {post.post_id: post.impressions for post in posts("x")}
    assert all(kept[row["Post id"]] == int(row["Impressions"]) for row in newer)


def test_x_engagements_hold_every_act() -> None:
    for name in FILES:
        if name.startswith("account_analytics"):
            for row in rows(name):
                acts = ("Likes", "Replies", "Reposts", "Profile visits", "Detail expands", "Url clicks")
                assert int(row["Engagements"]) == sum(int(row[act]) for act in acts)


def test_linkedin_days_never_exceed_the_posts() -> None:
    seen = total = 0.0
    for name, content in FILES.items():
        if "_content_17" in name and name.endswith(".xlsx"):
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            days = book.get_sheet_by_name("Metrics").to_python()
            assert days[1][3] == "Impressions (total)"
            seen += sum(row[3] for row in days[2:])
            total += sum(row[9] for row in book.get_sheet_by_name("All posts").to_python()[2:])
    assert total == sum(post.impressions for post in posts("linkedin"))
    assert 0.97 * total < seen <= total


def test_youtube_total_row_is_the_sum_of_its_rows() -> None:
    table = rows("Informations relatives aux tableaux.csv")
    assert table[0]["Contenu"] == "Total"
    for header in ("Vues", "Mentions J’aime", "Impressions"):
        assert int(table[0][header]) == sum(int(row[header]) for row in table[1:])
    days = rows("Totaux.csv")
    assert len(days) == 1096
    assert sum(int(row["Vues"]) for row in days) <= int(table[0]["Vues"])


def test_the_community_sheet_reconciles_except_over_its_gap() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(FILES["Communauté 2023-2026.xlsx"]))
    table = book.get_sheet_by_name("Communauté").to_python()[4:]
    assert len(table) == len(tourism.stocks()) == 35 * 5
    assert not [row for row in table if row[0] == "nov. 2024"]
    facebook = [row for row in table if row[1] == "Facebook"]
    for before, after in itertools.pairwise(facebook):
        if after[0] != "déc. 2024":
            assert after[2] - before[2] == after[3] - after[4]
    assert {row[4] for row in table if row[1] == "LinkedIn"} == {"n.c."}


def test_levels_are_those_of_real_offices() -> None:
    for network, low, high in (
        ("facebook", 0.0005, 0.006),
        ("instagram", 0.002, 0.012),
        ("x", 0.0002, 0.004),
    ):
        life = tourism.life()[network]
        followers = {day.date: day.followers for day in life.days}
        rates = sorted(
            ((p.likes or 0) + (p.comments or 0) + (p.shares or 0)) / followers[p.at.date()]
            for p in life.posts
        )
        assert low < rates[len(rates) // 2] < high


def test_texts_are_not_repeated() -> None:
    texts = Counter(post.text for post in tourism.posts())
    assert sum(times - 1 for times in texts.values()) <= 2


def test_what_there_is_to_find_is_there() -> None:
    pages = tourism.life()
    reach = _medians(pages["instagram"].posts, "format", lambda p: p.reach)
    assert reach["reel"] > 1.5 * reach["photo"]
    rate = _medians(pages["facebook"].posts, "theme", lambda p: p.likes / p.reach)
    assert max(rate, key=rate.__getitem__) == "gastronomie"
    evening = {post.format for post in pages["instagram"].posts if post.at.hour >= 18}
    assert evening == {"reel"}  # the evening is the reel, so the hour proves nothing
    ranked = sorted(pages["instagram"].posts, key=lambda p: p.reach or 0)
    assert ranked[-1].at.date().replace(day=1) == dt.date(2025, 8, 1)
    assert ranked[-1].reach > 1.4 * ranked[-2].reach
    july = [p.reach for p in pages["facebook"].posts if p.at.month in (7, 8)]
    november = [p.reach for p in pages["facebook"].posts if p.at.month in (11, 1)]
    assert sorted(july)[len(july) // 2] > 1.4 * sorted(november)[len(november) // 2]


def test_boosted_posts_are_those_of_may_2025_and_bring_fewer_reactions() -> None:
    posts = tourism.life()["facebook"].posts
    boosted = [post for post in posts if post.boosted]
    assert {(post.at.year, post.at.month) for post in boosted} <= {(2025, 5), (2025, 6)}
    assert len(boosted) > 5
    assert all(
        post.network == "facebook" for page in tourism.life().values() for post in page.posts if post.boosted
    )

    def rate(some):
        return sum(p.likes for p in some) / sum(p.reach for p in some)

    assert rate(boosted) < 0.7 * rate([post for post in posts if not post.boosted])


def _medians(posts, field, figure) -> dict[str, float]:
    groups: dict[str, list[float]] = {}
    for post in posts:
        groups.setdefault(getattr(post, field), []).append(figure(post))
    return {name: sorted(values)[len(values) // 2] for name, values in groups.items()}
