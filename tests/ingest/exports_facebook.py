"""Facebook Insights until 2021 and the practice sets, generated: description rows, twin sheets, hundreds of columns."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Sequence

from exports_meta import Row, posts, span
from exports_writing import (
    Sample,
    Truth,
    caption,
    days,
    meta_csv,
    plain_csv,
    spreadsheet_xml,
    sums,
    total,
    xlsx,
)

from cmdash.model import Upload

POSTED = [
    "Post ID",
    "Permalink",
    "Post Message",
    "Type",
    "Countries",
    "Languages",
    "Posted",
    "Audience Targeting",
]


def _insights_rows() -> list[Row]:
    rng = random.Random("insights")
    rows = posts(rng, 31, "en", ("Photo", "Link", "Status", "SharedVideo"), "facebook")
    for number, row in enumerate(rows):
        row["id"] = f"518995791497187_{row['id']}"
        row["acts"] = [row["comments"], row["reactions"], None if number % 3 else row["shares"]]
    return rows


def _insights_truth(rows: Sequence[Row], platform: str) -> Truth:
    acts = [row["acts"] for row in rows]
    figures = {
        "reach": total(rows, "reach"),
        "impressions": total(rows, "views"),
        "clicks": total(rows, "clicks"),
    }
    for place, name in enumerate(("comments", "likes", "shares")):
        figures[name] = float(sum(a[place] or 0 for a in acts))  # type: ignore[index] # a list of three
    example = {"post_id": rows[0]["id"], "text": rows[0]["caption"], "date": rows[0]["when"]}
    return Truth("posts", platform, len(rows), "facebook", figures, *span(rows), example)


def _common(row: Row, when: object) -> list[object]:
    return [row["id"], row["url"], row["caption"], row["type"], "", "", when, " "]


def _insights_csv() -> Sample:
    rows = _insights_rows()
    header = [
        *POSTED, "Lifetime Post Total Reach", "Lifetime Post organic reach", "Lifetime Post Paid Reach",
        "Lifetime Post Total Impressions", "Lifetime Engaged Users",
        *(f"Lifetime Talking About This (Post) by action type - {act}" for act in ("comment", "like", "share")),
        *(f"Lifetime Post Stories by action type - {act}" for act in ("comment", "like", "share")),
        "Lifetime Post Consumers", "Lifetime Post Consumptions", "Lifetime Organic views to 95%", "Lifetime Organic views to 95%",
        "Lifetime Video length",
    ]  # fmt: skip
    described = [""] * 8 + [
        f"Lifetime: {name.removeprefix('Lifetime ')}, in words. (Total Count)" for name in header[8:]
    ]
    body = []
    for row in rows:
        when = row["when"].strftime("%m/%d/%Y %I:%M:%S %p")  # type: ignore[attr-defined] # a datetime
        acts: list[object] = row["acts"]  # type: ignore[assignment] # a list of three
        body.append([*_common(row, when), row["reach"], row["organic"], row["boosted"], row["views"], 9, 1, 1, 1, *acts, 5,
                     row["clicks"], 0, 0, 34000])  # fmt: skip
    content = meta_csv([header, described, *body])
    upload = Upload("Facebook Insights Data Export (Post Level) - Atelier - 2014-02-27.csv", content)
    return Sample(upload, (_insights_truth(rows, "facebook_insights_posts"),))


def _insights_sheets(rows: Sequence[Row]) -> dict[str, list[list[object]]]:
    header = [
        *POSTED,
        "Lifetime Post Total Reach",
        "Lifetime Post Total Impressions",
        "Lifetime Post Consumptions",
    ]
    described = [""] * 8 + [
        "Lifetime: in words. (Unique Users)",
        "Lifetime: in words. (Total Count)",
        "Lifetime: clicks.",
    ]
    key = [[*_common(row, row["when"]), row["reach"], row["views"], row["clicks"]] for row in rows]
    sheets: dict[str, list[list[object]]] = {"Key Metrics": [header, described, *key]}
    for name, people in (
        ("Lifetime Talking About This(...", True),
        ("Lifetime Post Stories by act...", False),
    ):
        body: list[list[object]] = [["Description", *POSTED, "share", "like", "comment"]]
        for number, row in enumerate(rows):
            comment, like, share = row["acts"]  # type: ignore[misc] # a list of three
            acts = [1, 1, 1] if people else [share, like, comment]
            body.append(
                ["Lifetime: stories by act." if not number else "", *_common(row, row["when"]), *acts]
            )
        sheets[name] = body
    sheets["Lifetime Negative Feedback"] = [
        ["Description", *POSTED, "hide_clicks"],
        *(["", *_common(row, row["when"]), 2] for row in rows),
    ]
    return sheets


def _insights_books() -> Iterator[tuple[str, Sample]]:
    rows = _insights_rows()
    truth = _insights_truth(rows, "facebook_insights_posts")
    name = "Facebook Insights Data Export (Post Level) - Atelier - 2017-07-27"
    sheets = _insights_sheets(rows)
    yield "facebook_insights_xls", Sample(Upload(f"{name}.xls", spreadsheet_xml(sheets)), (truth,))
    yield "facebook_insights_xlsx", Sample(Upload(f"{name}.xlsx", xlsx(sheets)), (truth,))


def _insights_page() -> Sample:
    rng = random.Random("page")
    metrics = ["Total Reach", "Organic Reach", "Paid Reach", "Total Impressions", "Organic impressions"]
    header = ["Date", "Lifetime Total Likes", "Daily New Likes", "Daily Unlikes", "Daily Page Engaged Users"]
    header += [f"{span} {metric}" for metric in metrics for span in ("Daily", "Weekly", "28 Days")]
    header += ["Daily Logged-in Page Views", "Daily Logged-in Page Views"]
    header += [f"Lifetime Likes by Country - {code}" for code in ("FR", "CI", "DE")] * 60
    described = ["", *(f"{name.split()[0]}: in words. (Unique Users)" for name in header[1:])]
    # one description is Latin-1 where the rest is UTF-8
    described[-1] = "Lifetime: C\u00f4te d'Ivoire"
    likes, body, rows = 900, [], []
    for day in days(dt.date(2014, 1, 1), 58):
        new, lost = rng.randrange(5), rng.randrange(2)
        likes += new - lost
        row: Row = {
            "followers": likes,
            "gained": new,
            "lost": lost,
            "visits": rng.randrange(9),
            "reach": rng.randrange(40),
        }
        row["impressions"] = 3 * rng.randrange(40)
        rows.append(row)
        spans = [v for figure in (row["reach"], 2, 1, row["impressions"], 5) for v in (figure, 700, 2800)]
        line = [
            f"{day.month}/{day.day}/{day.year}",
            likes,
            new,
            lost,
            4,
            *spans,
            row["visits"],
            1,
            *[11] * 180,
        ]
        body.append(line)
    figures = sums(rows, {n: n for n in ("followers", "gained", "lost", "reach", "impressions")})
    figures["profile_visits"] = total(rows, "visits")
    content = plain_csv([header, described, *body], end="\r\n", quoting=csv.QUOTE_MINIMAL).replace(
        "ô".encode(), b"\xf4"
    )
    truth = Truth(
        "account",
        "facebook_insights_page",
        58,
        "facebook",
        figures,
        dt.date(2014, 1, 1),
        dt.date(2014, 2, 27),
    )
    return Sample(
        Upload("Facebook Insights Data Export - Atelier - 2014-01-01 - 2014-02-27.csv", content), (truth,)
    )


def _uci() -> Sample:
    rng = random.Random("uci")
    header = ["Page total likes", "Type", "Category", "Post Month", "Post Weekday", "Post Hour", "Paid", "Lifetime Post Total Reach",
              "Lifetime Post Total Impressions", "Lifetime Engaged Users", "Lifetime Post Consumers", "Lifetime Post Consumptions",
              "comment", "like", "share", "Total Interactions"]  # fmt: skip
    rows: list[list[object]] = []
    for number in range(90):
        acts = [rng.randrange(9), rng.randrange(200), None if number % 40 == 7 else rng.randrange(20)]
        rows.append([139_441 - 50 * number, rng.choice(("Photo", "Status", "Link")), rng.randrange(1, 4), 12, 4, 3, number % 2,
                     rng.randrange(9000), rng.randrange(20_000), 9, 9, rng.randrange(300), *acts, sum(a or 0 for a in acts)])  # fmt: skip
    columns = list(zip(*rows, strict=True))
    places = {
        "followers": 0,
        "reach": 7,
        "impressions": 8,
        "clicks": 11,
        "comments": 12,
        "likes": 13,
        "shares": 14,
        "interactions": 15,
    }
    figures = {name: float(sum(v or 0 for v in columns[place])) for name, place in places.items()}
    truth = Truth("posts", "facebook_metrics_uci", 90, "facebook", figures)
    return Sample(Upload("dataset_Facebook.csv", plain_csv([header, *rows], ";", end="\r\n")), (truth,))


def _downloaded() -> Sample:
    """The archive's insights: Unix seconds, and UTF-8 encoded twice."""
    rng = random.Random("downloaded")
    start, rows = dt.datetime(2023, 5, 1, 9, 0), []
    for number in range(30):
        when = start + dt.timedelta(days=2 * number, minutes=rng.randrange(600))
        figures = [rng.randrange(3000) for _ in range(6)]
        stamp = int(when.replace(tzinfo=dt.UTC).timestamp())
        rows.append([caption(rng).encode().decode("latin-1"), rng.randrange(30), *figures, stamp])
    header = [
        "Caption",
        "Profile Visits",
        "Impressions",
        "Accounts Reached",
        "Saves",
        "Likes",
        "Comments",
        "Shares",
        "Timestamp (Unix)",
    ]
    columns = list(zip(*rows, strict=True))
    names = ("impressions", "reach", "saves", "likes", "comments", "shares")
    sums_ = {name: float(sum(columns[place + 2])) for place, name in enumerate(names)}
    last = dt.datetime.fromtimestamp(rows[-1][-1], dt.UTC).date()
    truth = Truth("posts", "instagram_download_insights", 30, "instagram", sums_, start.date(), last)
    return Sample(Upload("insights.csv", plain_csv([header, *rows])), (truth,))


def _practice_set() -> Sample:
    rng = random.Random("practice")
    header = ["Impressions", "From Home", "From Hashtags", "From Explore", "From Other", "Saves", "Comments", "Shares", "Likes",
              "Profile Visits", "Follows", "Caption", "Hashtags"]  # fmt: skip
    rows = []
    for number in range(60):
        words = f"Publication n° {number}, « {number} » – été"
        rows.append([rng.randrange(1, 9999) for _ in range(11)] + [words, "#finance\u00a0#money"])
    columns = list(zip(*rows, strict=True))
    places = {"impressions": 0, "saves": 5, "comments": 6, "shares": 7, "likes": 8, "follows": 10}
    figures = {name: float(sum(columns[place])) for name, place in places.items()}
    truth = Truth("posts", "instagram_practice_set", 60, "instagram", figures)
    return Sample(
        Upload("Instagram data.csv", plain_csv([header, *rows], encoding="cp1252", end="\r\n")), (truth,)
    )


def samples() -> Iterator[tuple[str, Sample]]:
    """Every generated export of Facebook Insights and of the practice sets, by a name that says what is ugly about it."""
    yield "facebook_insights_csv", _insights_csv()
    yield from _insights_books()
    yield "facebook_insights_page", _insights_page()
    yield "facebook_metrics_uci", _uci()
    yield "instagram_download_insights", _downloaded()
    yield "instagram_practice_set", _practice_set()
