"""X and LinkedIn, generated: by tweet (English, French), by day, new analytics; page workbooks and personal ones."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

from exports_writing import Sample, Truth, biff8, caption, days, plain_csv, quoted_csv, xlsx

from cmdash.model import Upload

TWEETS_EN = ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets",
             "replies", "likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks",
             "app opens", "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements"]  # fmt: skip
TWEETS_FR = ["Identifiant du Tweet", "Permalien du Tweet", "Texte du Tweet", "heure", "impressions", "engagements", "taux d’engagement",
             "Retweets", "réponses", "J'aime", "clics sur le profil de l'utilisateur", "clics sur l'URL", "clics sur le hashtag",
             "ouvertures des détails", "clics sur le permalien", "ouvertures d'application", "installations de l'application",
             "abonnements ", "envoyer le Tweet par email", "composer le numéro", "vues du média", "engagements avec le média"]  # fmt: skip
TWEET_PLACES = {
    "impressions": 4,
    "interactions": 5,
    "shares": 7,
    "comments": 8,
    "likes": 9,
    "link_clicks": 11,
    "follows": 17,
}


def _added(rows: Sequence[Sequence[object]], places: Mapping[str, int]) -> dict[str, float]:
    return {name: sum(float(str(row[place] or 0)) for row in rows) for name, place in places.items()}


def _tweets(name: str, header: Sequence[str], promoted: str) -> Sample:
    rng = random.Random(name)
    start = dt.datetime(2021, 1, 1, 0, 7)
    rows: list[list[str]] = []
    for number in reversed(range(75)):
        when = start + dt.timedelta(hours=9 * number)
        seen, acts = rng.randrange(50, 9000), [rng.randrange(30) for _ in range(18)]
        engaged = rng.randrange(1, 50)
        link = f"https://twitter.com/atelier/status/13555002443819{49952 + number}"
        rows.append([
            f"13555002443819{49952 + number}", link, caption(rng), f"{when:%Y-%m-%d %H:%M} +0000", f"{seen}.0", f"{engaged}.0",
            str(engaged / seen), *(f"{act}.0" for act in acts[:10]), *map(str, acts[10:15]), *["-"] * 18,
        ])  # fmt: skip
    twins = [promoted.format(column) for column in header[4:]]
    last = dt.datetime.strptime(rows[0][3][:16], "%Y-%m-%d %H:%M")
    example = {"post_id": rows[0][0], "url": rows[0][1], "text": rows[0][2], "date": last}
    truth = Truth(
        "posts", "x_tweets", 75, "x", _added(rows, TWEET_PLACES), start.date(), last.date(), example
    )
    return Sample(
        Upload(f"tweet_activity_metrics_{name}.csv", quoted_csv([[*header, *twins], *rows])), (truth,)
    )


def _tweet_days() -> Sample:
    rng = random.Random("tweet days")
    header = ["Date", "Tweets published", *TWEETS_EN[4:]]
    rows = [
        [str(day), *(f"{rng.randrange(900)}" for _ in header[1:])] for day in days(dt.date(2021, 1, 1), 31)
    ]
    places = {"posts": 1, "impressions": 2, "interactions": 3, "shares": 5, "comments": 6, "likes": 7, "profile_visits": 8, "link_clicks": 9,
              "gained": 15}  # fmt: skip
    truth = Truth(
        "account", "x_daily", 31, "x", _added(rows, places), dt.date(2021, 1, 1), dt.date(2021, 1, 31)
    )
    return Sample(
        Upload("daily_tweet_activity_metrics_atelier_en.csv", quoted_csv([header, *rows])), (truth,)
    )


def _x_content(name: str, style: str) -> Sample:
    rng = random.Random(name)
    header = ["Post id", "Date", "Post text", "Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Share", "New follows",
              "Replies", "Reposts", "Profile visits", "Detail expands", "Url clicks", "Hashtag clicks", "Permalink clicks"]  # fmt: skip
    rows: list[list[object]] = []
    for number in range(64):
        day = dt.date(2025, 2, 17) - dt.timedelta(days=number)
        key = f"18915641287848{55141 + number}"
        figures = [rng.randrange(2000) for _ in range(13)]
        rows.append([key, day.strftime(style), caption(rng), f"https://x.com/atelier/status/{key}", *figures])
    places = {
        "impressions": 4,
        "likes": 5,
        "interactions": 6,
        "saves": 7,
        "follows": 9,
        "comments": 10,
        "shares": 11,
        "link_clicks": 14,
    }
    span = dt.date(2025, 2, 17) - dt.timedelta(days=63), dt.date(2025, 2, 17)
    example = {"post_id": rows[3][0], "text": rows[3][2]}
    truth = Truth("posts", "x_content", 64, "x", _added(rows, places), *span, example)
    upload = Upload(f"account_analytics_content_{name}.csv", plain_csv([header, *rows], end="\r\n"))
    return Sample(upload, (truth,))


def _x_content_fr() -> Sample:
    rng = random.Random("x content fr")
    header = ["Date", "Texte du post", "Lien", "Impressions", "Engagements", "J'aime", "Réponses", "Reposts"]
    rows: list[list[object]] = []
    for number in range(30):
        day = dt.date(2025, 2, 3) + dt.timedelta(days=number)
        figures = [rng.randrange(900) for _ in range(5)]
        rows.append(
            [f"{day:%a %b %d %Y}", caption(rng), f"https://x.com/a/status/18915641287{10 + number}", *figures]
        )
    places = {"impressions": 3, "interactions": 4, "likes": 5, "comments": 6, "shares": 7}
    truth = Truth(
        "posts", "x_content", 30, "x", _added(rows, places), dt.date(2025, 2, 3), dt.date(2025, 3, 4)
    )
    return Sample(Upload("contenu.csv", plain_csv([header, *rows])), (truth,))


def _x_overview() -> Sample:
    rng = random.Random("x overview")
    header = ["Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Unfollows", "Replies", "Reposts",
              "Profile visits", "Create Post", "Video views", "Media views"]  # fmt: skip
    rows: list[list[object]] = []
    for number in range(28):
        day = dt.date(2025, 8, 26) - dt.timedelta(days=number)
        rows.append([f"{day:%a, %b %d, %Y}", *(rng.randrange(400) for _ in header[1:])])
    places = {"impressions": 1, "likes": 2, "interactions": 3, "gained": 6, "lost": 7, "comments": 8, "shares": 9, "profile_visits": 10,
              "posts": 11}  # fmt: skip
    truth = Truth(
        "account", "x_overview", 28, "x", _added(rows, places), dt.date(2025, 7, 30), dt.date(2025, 8, 26)
    )
    return Sample(Upload("account_overview_analytics.csv", plain_csv([header, *rows])), (truth,))


def _page_days(shared: str) -> tuple[list[list[object]], Truth]:
    rng = random.Random(f"page days {shared}")
    acts = ("Impressions", "Clicks", "Reactions", "Comments", shared, "Engagement rate")
    header = ["Date"]
    for act in acts:
        header += [f"{act} (organic)", f"{act} (sponsored)", f"{act} (total)"]
        if act == "Impressions":
            header.append("Unique impressions (organic)")
    rows: list[list[object]] = []
    for day in days(dt.date(2023, 1, 29), 90):
        row: list[object] = [f"{day:%m/%d/%Y}"]
        for act in acts:
            organic, paid = float(rng.randrange(-1, 60)), float(rng.randrange(9))
            row += [organic, paid, organic + paid]
            if act == "Impressions":
                row.append(float(rng.randrange(50)))
        rows.append(row)
    places = {"impressions": 3, "reach": 4, "clicks": 7, "likes": 10, "comments": 13, "shares": 16}
    span = dt.date(2023, 1, 29), dt.date(2023, 4, 28)
    truth = Truth("account", "linkedin_company_metrics", 90, "linkedin", _added(rows, places), *span)
    return [header, *rows], truth


def _page_posts(old: bool) -> tuple[list[list[object]], Truth]:
    rng = random.Random(f"page posts {old}")
    header = ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
              "Campaign end date", "Audience", "Impressions", "Views (Excluding offsite video views)", "Offsite Views", "Clicks",
              "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type"]  # fmt: skip
    if old:
        header = [name.replace("Post ", "Update ").replace("Reposts", "Shares") for name in header]
        header[10] = "Video views"
    rows: list[list[object]] = []
    for number in range(44):
        day = dt.date(2023, 12, 14) - dt.timedelta(days=6 * number)
        seen, clicks, likes, comments, shares = (float(rng.randrange(1, 900)) for _ in range(5))
        views = float(rng.randrange(90)) if number % 4 == 0 else ""
        rows.append([
            caption(rng), f"https://www.linkedin.com/feed/update/urn:li:activity:71410988652350{54593 + number}", "Organic", "",
            "Kate C.", f"{day:%m/%d/%Y}", "", "", "All followers", seen, views, "", clicks, clicks / seen, likes, comments, shares, "",
            (clicks + likes + comments + shares) / seen, "Video" if number % 4 == 0 else "",
        ])  # fmt: skip
    places = {"impressions": 9, "views": 10, "clicks": 12, "likes": 14, "comments": 15, "shares": 16}
    span = dt.date(2023, 12, 14) - dt.timedelta(days=6 * 43), dt.date(2023, 12, 14)
    example = {"text": rows[0][0], "url": rows[0][1], "paid": "organic", "format": "video"}
    truth = Truth("posts", "linkedin_company_posts", 44, "linkedin", _added(rows, places), *span, example)
    return [header, *rows], truth


def _pages() -> Iterator[tuple[str, Sample]]:
    metrics, by_day = _page_days("Reposts")
    posts, by_post = _page_posts(old=False)
    first = "Aggregated engagement metrics for your organic and sponsored posts over time. All dates and times are in UTC."
    second = "Engagement metrics for individual posts. Created date indicates when your post was created."
    sheets = {"Metrics": [[first], *metrics], "All posts": [[second], *posts]}
    yield "linkedin_page_xls", Sample(Upload("atelier_content_1706.xls", biff8(sheets)), (by_post, by_day))
    old_days, old_truth = _page_days("Shares")
    old_posts, old_post_truth = _page_posts(old=True)
    old = {"Update metrics (aggregated)": old_days, "Update engagement": old_posts}
    yield (
        "linkedin_page_2019",
        Sample(Upload("Linkedin_updates.xlsx", xlsx(old)), (old_post_truth, old_truth)),
    )
    saved = plain_csv([[second, *[""] * 19], *posts])
    yield "linkedin_page_sheet_as_csv", Sample(Upload("all posts.csv", saved), (by_post,))
    empty = {"Update metrics (aggregated)": old_days[:1], "Update engagement": old_posts[:1]}
    yield "linkedin_page_headers_only", Sample(Upload("empty.xlsx", xlsx(empty)))


def _page_followers() -> Sample:
    rng = random.Random("page followers")
    rows: list[list[object]] = []
    for day in days(dt.date(2024, 1, 1), 60):
        sponsored, organic = rng.randrange(3), rng.randrange(9)
        rows.append([f"{day:%m/%d/%Y}", sponsored, organic, sponsored + organic])
    header = ["Date", "Sponsored followers", "Organic followers", "Total followers"]
    places = [["Paris et périphérie, France", 120], ["Lyon, France", 33]]
    sheets: dict[str, list[list[object]]] = {
        "New followers": [header, *rows],
        "Location": [["Location", "Total followers"], *places],
    }  # type: ignore[list-item] # lists of text and numbers
    truth = Truth(
        "account",
        "linkedin_followers",
        60,
        "linkedin",
        _added(rows, {"gained": 3}),
        dt.date(2024, 1, 1),
        dt.date(2024, 2, 29),
    )
    return Sample(Upload("atelier_followers_1709.xls", biff8(sheets)), (truth,))


def _page_visitors() -> Sample:
    rng = random.Random("page visitors")
    header = ["Date"]
    for what in ("Overview page views", "Overview unique visitors", "Life page views", "Life unique visitors", "Jobs page views",
                 "Jobs unique visitors", "Total page views", "Total unique visitors"):  # fmt: skip
        header += [f"{what} ({where})" for where in ("desktop", "mobile", "total")]
    rows = [
        [f"{day:%m/%d/%Y}", *(rng.randrange(30) for _ in header[1:])] for day in days(dt.date(2024, 1, 1), 31)
    ]
    places = {"profile_visits": header.index("Total page views (total)")}
    span = dt.date(2024, 1, 1), dt.date(2024, 1, 31)
    truth = Truth("account", "linkedin_visitors", 31, "linkedin", _added(rows, places), *span)
    return Sample(Upload("atelier_visitors_1709.xlsx", xlsx({"Visitor metrics": [header, *rows]})), (truth,))


# sheet names, headers and the date's form of the personal workbook in each language
PERSONAL = {
    "en": (("DISCOVERY", "ENGAGEMENT", "TOP POSTS", "FOLLOWERS", "DEMOGRAPHICS"), ("Date", "Impressions", "Engagements"),
           ("Post URL", "Post publish date"), "New followers", "%m/%d/%Y"),
    "it": (("SCOPERTA", "INTERESSE", "POST PRINCIPALI", "FOLLOWER", "DATI DEMOGRAFICI"), ("Data", "Impressioni", "Interazioni"),
           ("URL del post", "Data di pubblicazione del post"), "Nuovi follower", "%d/%m/%Y"),
    "fr": (("DÉCOUVERTE", "ENGAGEMENT", "MEILLEURS POSTS", "ABONNÉS", "DONNÉES DÉMOGRAPHIQUES"), ("Date", "Impressions", "Interactions"),
           ("URL du post", "Date de publication"), "Nouveaux abonnés", "%d/%m/%Y"),
}  # fmt: skip


def _personal(language: str) -> Sample:
    rng = random.Random(f"personal {language}")
    names, engagement, post, gained, form = PERSONAL[language]
    total = {"en": "Total followers on", "it": "Follower totali il", "fr": "Nombre total d’abonnés au"}[
        language
    ]
    span = days(dt.date(2024, 5, 20), 40)
    by_day: list[list[object]] = [[d.strftime(form), rng.randrange(900), rng.randrange(40)] for d in span]
    rng.shuffle(by_day)
    followers: list[list[object]] = [[d.strftime(form), rng.randrange(5)] for d in span]
    posts = [[f"https://www.linkedin.com/feed/update/urn:li:activity:72{number:017d}", (span[0] + dt.timedelta(days=number)).strftime(form)]
             for number in range(12)]  # fmt: skip
    acts, seen = [rng.randrange(90) for _ in posts], [rng.randrange(5000) for _ in posts]
    # two lists side by side, sorted apart, the second one longer
    left = sorted(zip(acts, posts, strict=True), reverse=True)[:9]
    right = sorted(zip(seen, posts, strict=True), reverse=True)
    top: list[list[object]] = [["Maximum of 50 posts available to include in this list"], []]
    top.append([*post, engagement[2], "", *post, engagement[1]])
    for place, (views, entry) in enumerate(right):
        first = [*left[place][1], left[place][0]] if place < len(left) else ["", "", ""]
        top.append([*first, "", *entry, views])
    sheets: dict[str, list[list[object]]] = {
        names[0]: [
            ["Overall Performance", "5/20/2024 - 6/28/2024"],
            [engagement[1], 12_345],
            ["Members reached", 900],
        ],
        names[1]: [list(engagement), *by_day],
        names[2]: top,
        names[3]: [[f"{total} {span[-1].strftime(form)}:", 1782], [], [engagement[0], gained], *followers],
        names[4]: [
            ["Top Demographics", "Value", "Percentage"],
            ["Job titles", "Founder", 0.07],
            ["Locations", "Paris", 0.2],
        ],
    }
    joined = {"impressions": float(sum(seen)), "interactions": float(sum(count for count, _ in left))}
    daily = _added(by_day, {"impressions": 1, "interactions": 2}) | _added(followers, {"gained": 1})
    daily["followers"] = 1782.0  # on the last day, joined with its gains
    truths = (
        Truth("posts", "linkedin_personal_posts", 12, "linkedin", joined, span[0], span[11]),
        Truth("account", "linkedin_personal_engagement", 40, "linkedin", daily, span[0], span[-1]),
    )
    return Sample(Upload(f"AggregateAnalytics_{language}.xlsx", xlsx(sheets)), truths)


def _competitors() -> Sample:
    rows: list[list[object]] = [
        ["Competitor analytics, 1/1/2024 - 1/31/2024"],
        ["Page", "Total Followers", "New Followers", "Total Post Engagements", "Total Posts"],
        ["Boulangerie A", 900, 12, 300, 9],
        ["Boulangerie B", 400, 2, 30, 3],
    ]
    return Sample(
        Upload("atelier_competitors_1709.xlsx", xlsx({"COMPETITORS": rows})), refused="period_totals"
    )


def samples() -> Iterator[tuple[str, Sample]]:
    """Every generated export of X and LinkedIn, by a name that says what is ugly about it."""
    yield "x_tweets_en", _tweets("atelier_20210101_en", TWEETS_EN, "promoted {}")
    yield "x_tweets_fr", _tweets("atelier_20210101_fr", TWEETS_FR, "{} sponsorisé")
    yield "x_daily", _tweet_days()
    yield "x_content", _x_content("2024-11-21_2025-02-19", "%a %b %d %Y")
    yield "x_content_2026", _x_content("2026-01-01_2026-02-19", "%a, %b %d, %Y")
    yield "x_content_fr", _x_content_fr()
    yield "x_overview", _x_overview()
    yield from _pages()
    yield "linkedin_page_followers", _page_followers()
    yield "linkedin_page_visitors", _page_visitors()
    for language in PERSONAL:
        yield f"linkedin_personal_{language}", _personal(language)
    yield "linkedin_competitors", _competitors()
