"""TikTok and YouTube, generated: dates without a year, ids that tell the time, Total rows and closing sentences."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

from exports_writing import Sample, Truth, caption, days, plain_csv, quoted_csv

from cmdash.model import Upload

TODAY = dt.date(2026, 3, 2)


def _added(rows: Sequence[Sequence[object]], places: Mapping[str, int]) -> dict[str, float]:
    return {name: sum(float(str(row[place] or 0)) for row in rows) for name, place in places.items()}


def _bom(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def _yearless(day: dt.date) -> str:
    return f"{day:%B} {day.day}"


def _studio_days(count: int) -> Sample:
    rng = random.Random(f"studio {count}")
    span = days(dt.date(2026, 2, 27) - dt.timedelta(days=count - 1), count)
    header = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    rows = [[_yearless(day), *(rng.randrange(4000) for _ in header[1:])] for day in span]
    places = {"views": 1, "profile_visits": 2, "likes": 3, "comments": 4, "shares": 5}
    truth = Truth("account", "tiktok_overview", count, "tiktok", _added(rows, places), span[0], span[-1])
    return Sample(Upload("Overview.csv", _bom(quoted_csv([header, *rows]))), (truth,))


def _studio_content() -> Sample:
    rng = random.Random("studio content")
    header = [
        "Time",
        "Video title",
        "Video link",
        "Post time",
        "Total likes",
        "Total comments",
        "Total shares",
        "Total views",
    ]
    rows: list[list[object]] = []
    moments = []
    for number in range(26):
        when = dt.datetime(2025, 4, 8, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=12 * number, minutes=number)
        moments.append(when)
        key = (int(when.timestamp()) << 32) + rng.randrange(1 << 32)
        title = "" if number % 6 == 0 else caption(rng)
        rows.append(["February 28", title, f"https://www.tiktok.com/@atelier/video/{key}", _yearless(when.date()),
                     *(rng.randrange(9000) for _ in range(4))])  # fmt: skip
    example = {"url": rows[1][2], "text": rows[1][1], "date": moments[1].replace(tzinfo=None)}
    places = {"likes": 4, "comments": 5, "shares": 6, "views": 7}
    span = moments[0].date(), moments[-1].date()
    order = list(rows)
    rng.shuffle(order)
    truth = Truth("posts", "tiktok_content", 26, "tiktok", _added(rows, places), *span, example)
    return Sample(Upload("Content.csv", _bom(quoted_csv([header, *order]))), (truth,))


def _studio_followers() -> Sample:
    rng = random.Random("followers")
    span, stock, rows = days(dt.date(2025, 12, 20), 70), 4000, []
    for day in span:
        change = rng.randrange(-3, 20)
        stock += change
        rows.append([_yearless(day), stock, change])
    header = ["Date", "Followers", "Difference in followers from previous day"]
    figures = _added(rows, {"followers": 1, "net": 2})
    truth = Truth("account", "tiktok_followers", 70, "tiktok", figures, span[0], span[-1])
    return Sample(Upload("FollowerHistory.csv", _bom(quoted_csv([header, *rows]))), (truth,))


def _studio_viewers() -> Sample:
    rng = random.Random("viewers")
    span = days(dt.date(2026, 1, 28), 28)
    rows = [[_yearless(day), rng.randrange(2, 900), "undefined", "undefined"] for day in span]
    header = ["Date", "Total Viewers", "New Viewers", "Returning Viewers"]
    truth = Truth("account", "tiktok_viewers", 28, "tiktok", _added(rows, {"reach": 1}), span[0], span[-1])
    return Sample(Upload("Viewers.csv", _bom(quoted_csv([header, *rows]))), (truth,))


def _studio_others() -> Iterator[tuple[str, Sample]]:
    hours = [
        ["Date", "Hour", "Active followers"],
        *([_yearless(TODAY), str(h), str(9 * h)] for h in range(24)),
    ]
    yield (
        "tiktok_follower_activity",
        Sample(Upload("FollowerActivity.csv", _bom(quoted_csv(hours))), refused="hours"),
    )
    places = [["Top territories", "Distribution"], ["US", "0.462"], ["EG", "0.219"], ["Others", "0.211"]]
    yield (
        "tiktok_territories",
        Sample(Upload("FollowerTopTerritories.csv", _bom(quoted_csv(places))), refused="demographics"),
    )
    gender = [["Gender", "Distribution"], ["Female", "0.6"], ["Male", "0.4"]]
    yield (
        "tiktok_gender",
        Sample(Upload("FollowerGender.csv", _bom(quoted_csv(gender))), refused="demographics"),
    )


def _business() -> Iterator[tuple[str, Sample]]:
    rng = random.Random("business")
    span = days(dt.date(2025, 10, 31), 62)
    header = ["Date", "Video views", "Reached audience", "Profile views", "Likes", "Shares", "Comments", "Phone number clicks ",
              "Leads submission", "Net growth", "New followers", "Lost followers"]  # fmt: skip
    rows: list[list[object]] = []
    for number, day in enumerate(span):
        new, lost = rng.randrange(40), rng.randrange(3)
        reached = "NAN" if number == 0 else rng.randrange(9000)
        rows.append(
            [
                f"{day:%Y/%m/%d}",
                rng.randrange(9000),
                reached,
                *(rng.randrange(300) for _ in range(4)),
                0,
                0,
                new - lost,
                new,
                lost,
            ]
        )
    counted = [[0 if cell == "NAN" else cell for cell in row] for row in rows]
    places = {
        "views": 1,
        "reach": 2,
        "profile_visits": 3,
        "likes": 4,
        "shares": 5,
        "comments": 6,
        "net": 9,
        "gained": 10,
        "lost": 11,
    }
    truth = Truth(
        "account", "tiktok_business_overview", 62, "tiktok", _added(counted, places), span[0], span[-1]
    )
    yield (
        "tiktok_business_overview",
        Sample(Upload("TIKTOK_RAW.csv", _bom(plain_csv([header, *rows]))), (truth,)),
    )
    header = ["Date", "New followers", "Total followers", "Reached audience", "Engaged audience"]
    rows = [
        [f"{day:%Y/%m/%d}", rng.randrange(9), 900 + n, rng.randrange(99), "--"] for n, day in enumerate(span)
    ]
    figures = _added(rows, {"gained": 1, "followers": 2, "reach": 3})
    truth = Truth("account", "tiktok_business_audience", 62, "tiktok", figures, span[0], span[-1])
    yield (
        "tiktok_business_audience",
        Sample(Upload("TIKTOK_AUDIENCE.csv", _bom(plain_csv([header, *rows]))), (truth,)),
    )
    header = [
        "Video title",
        "Video link",
        "Post time",
        "Video views",
        "Likes",
        "Comments",
        "Shares",
        "Add to Favorites",
    ]
    rows = []
    for day in span[:51]:
        when = dt.datetime.combine(day, dt.time(18, 19, 10), dt.UTC)
        key = (int(when.timestamp()) << 32) + 5
        rows.append([caption(rng), f"https://www.tiktok.com/@atelier/video/{key}", f"{when:%Y/%m/%d %H:%M:%S}",
                     *(rng.randrange(2000) for _ in range(5))])  # fmt: skip
    places = {"views": 3, "likes": 4, "comments": 5, "shares": 6, "saves": 7}
    truth = Truth("posts", "tiktok_business_video", 51, "tiktok", _added(rows, places), span[0], span[50])
    yield (
        "tiktok_business_video",
        Sample(Upload("TIKTOK_VIDEO.csv", _bom(plain_csv([header, *rows]))), (truth,)),
    )


# header -> what is written: figures of the video, "-" for a figure of no use
TABLES: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": [
        ("Content", "id"), ("Video title", "text"), ("Video publish time", "when"), ("Duration", "duration"),
        ("Average view duration", "clock"), ("Stayed to watch (%)", "percent"), ("New viewers", "none"), ("Engaged views", "other"),
        ("Likes", "likes"), ("Dislikes", "other"), ("Comments added", "comments"), ("Shares", "shares"), ("Views", "views"),
        ("Watch time (hours)", "watch_time"), ("Subscribers", "follows"), ("Estimated revenue (USD)", "revenue"),
        ("Impressions", "impressions"), ("Impressions click-through rate (%)", "percent"),
    ],
    "pt": [
        ("Conteúdo", "id"), ("Título do vídeo", "text"), ("Horário de publicação do vídeo", "when"), ("Duração", "duration"),
        ("Visualizações intencionais", "other"), ("Duração média da visualização", "clock"), ("Continuaram assistindo (%)", "percent"),
        ("Média de visualizações por espectador", "none"), ("Novos espectadores", "none"), ("Visualizações", "views"),
        ("Tempo de exibição (horas)", "watch_time"), ("Inscritos", "follows"), ("Impressões", "impressions"),
        ("Taxa de cliques de impressões (%)", "percent"),
    ],
    "fr": [
        ("Contenu", "id"), ("Titre de la vidéo", "text"), ("Heure de publication de la vidéo", "when"), ("Durée", "duration"),
        ("Vues engagées", "other"), ("Vues", "views"), ("Vues intentionnelles", "other"), ("Ont continué de regarder (%)", "percent"),
        ("Durée moyenne d'une vue", "clock"), ("Durée de visionnage (heures)", "watch_time"), ("Abonnés", "follows"),
        ("Impressions", "impressions"), ("Taux de clics par impression (%)", "percent"), ("Spectateurs uniques", "reach"),
        ("Mentions / J'aime", "likes"), ("Commentaires ajoutés", "comments"), ("Partages", "shares"),
    ],
}  # fmt: skip
CLOSING = {"en": "Showing top 500 results", "pt": "Mostrando os primeiros 500 resultados", "fr": ""}
NAMES = {"en": "Table data.csv", "pt": "Dados da tabela.csv", "fr": "Informations relatives aux tableaux.csv"}
FRENCH_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
FIGURES = (
    "views",
    "watch_time",
    "follows",
    "impressions",
    "likes",
    "comments",
    "shares",
    "duration",
    "reach",
    "revenue",
)


def _videos(language: str) -> list[dict[str, object]]:
    rng = random.Random(f"videos {language}")
    videos: list[dict[str, object]] = []
    for number in range(83):
        day = dt.date(2024, 1, 21) + dt.timedelta(days=5 * number)
        # an id that begins with "-" is written with a leading space; the last videos have no publish time
        key = f" -{number:010d}" if number % 9 == 3 else f"a{number:010d}"
        video: dict[str, object] = {name: rng.randrange(20_000) for name in FIGURES}
        video |= {
            "id": key,
            "text": caption(rng),
            "day": day if number < 81 else None,
            "follows": rng.randrange(-3, 90),
        }
        video |= {
            "watch_time": round(rng.uniform(0.01, 400), 4),
            "revenue": round(rng.uniform(0, 3), 3),
            "duration": rng.randrange(5, 900),
        }
        videos.append(video | {"clock": "0:00:21", "percent": "64.42", "none": "", "other": 7})
    rng.shuffle(videos)
    return videos


def _written(video: Mapping[str, object], name: str, localised: bool) -> object:
    if name == "when":
        day = video["day"]
        if not isinstance(day, dt.date):
            return ""
        return (
            f"{day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}"
            if localised
            else f"{day:%b} {day.day}, {day.year}"
        )
    value = video[name]
    if localised and isinstance(value, int | float):
        return f"{value:,}".replace(",", "\u202f").replace(".", ",")
    return value


def _table(language: str, localised: bool = False) -> Sample:
    videos, header = _videos(language), TABLES[language]
    rows = [[_written(video, name, localised) for _, name in header] for video in videos]
    # the printed total exceeds the rows, and is 0 for the viewers nobody counted
    totals = ["Total", "", "", "", *("9999999" if n in FIGURES else "0" for _, n in header[4:])]
    closing = [[CLOSING[language]]] if CLOSING[language] else []
    present = [name for _, name in header if name in FIGURES]
    figures = {name: sum(float(str(video[name])) for video in videos) for name in present}
    figures["watch_time"] *= 3600
    dated = [day for video in videos if isinstance(day := video["day"], dt.date)]
    known = next(v for v in videos if str(v["id"]).startswith(" -") and v["day"])
    example = {"post_id": str(known["id"]).strip(), "text": known["text"]}
    truth = Truth("posts", "youtube_table", len(rows), "youtube", figures, min(dated), max(dated), example)
    content = plain_csv([[name for name, _ in header], totals, *rows, *closing])
    return Sample(Upload(NAMES[language], content), (truth,))


def _channel() -> Iterator[tuple[str, Sample]]:
    rng = random.Random("channel")
    span = days(dt.date(2020, 12, 31), 365)
    rows: list[list[object]] = [[str(day), rng.randrange(90_000)] for day in span]
    truth = Truth(
        "account", "youtube_totals_views", 365, "youtube", _added(rows, {"views": 1}), span[0], span[-1]
    )
    yield "youtube_totals", Sample(Upload("Totals.csv", plain_csv([["Date", "Views"], *rows])), (truth,))
    header = [
        "Date",
        "Views",
        "Watch time (hours)",
        "Subscribers",
        "Impressions",
        "Impressions click-through rate (%)",
    ]
    rows = [
        [str(day), rng.randrange(9000), 4.25, rng.randrange(-3, 40), rng.randrange(9000), 5.1] for day in span
    ]
    figures = _added(rows, {"views": 1, "net": 3, "impressions": 4})
    truth = Truth("account", "youtube_totals", 365, "youtube", figures, span[0], span[-1])
    total = ["Total", 1, 2, 3, 4, 5]
    yield "youtube_by_date", Sample(Upload("Date.csv", plain_csv([header, total, *rows])), (truth,))
    rows = [[str(day), rng.randrange(500)] for day in span]
    truth = Truth("account", "youtube_totals", 365, "youtube", _added(rows, {"reach": 1}), span[0], span[-1])
    closing = ["Mostrando os primeiros 500 resultados", ""]
    content = plain_csv([["Data", "Espectadores únicos"], *rows, closing], end="\r\n")
    yield "youtube_unique_viewers", Sample(Upload("Alcance.csv", content), (truth,))


def _channel_others() -> Iterator[tuple[str, Sample]]:
    span = days(dt.date(2021, 1, 1), 30)
    chart = [
        ["Date", "Geography", "Views"],
        *([str(d), code, 9] for code in ("AD", "FR", "US") for d in span),
    ]
    yield (
        "youtube_chart_geography",
        Sample(Upload("Chart data.csv", plain_csv(chart)), refused="daily_breakdown"),
    )
    header = [
        "Data",
        "Conteúdo",
        "Título do vídeo",
        "Horário de publicação do vídeo",
        "Receita estimada (USD)",
    ]
    rows = [[str(d), f"6s0bWKs_c6{v}", "Título", "Jun 21, 2023", 0.5] for v in "abc" for d in span]
    yield (
        "youtube_chart",
        Sample(Upload("Dados do gráfico.csv", plain_csv([header, *rows])), refused="daily_breakdown"),
    )
    revenue = [["Data", "Receita estimada (USD)"], *([str(d), 11.5] for d in span)]
    yield "youtube_revenue", Sample(Upload("Total.csv", plain_csv(revenue)), refused="revenue_only")
    places = [
        ["Geography", "Views", "Average view duration", "Watch time (hours)"],
        ["Total", 9, "0:04:34", 8.1],
        ["US", 5, "0:05:42", 3.5],
    ]
    yield "youtube_geography", Sample(Upload("Table data.csv", plain_csv(places)), refused="geography")
    sources = [
        ["Traffic source", "Views", "Watch time (hours)"],
        ["Total", 9, 1.5],
        ["Shorts feed", 6, 1.2],
        ["Browse features", 3, 0.3],
    ]
    yield (
        "youtube_traffic",
        Sample(Upload("Traffic source.csv", plain_csv(sources)), refused="traffic_sources"),
    )
    ages = [["Idade do espectador", "Visualizações (%)"], ["18 a 24 anos", 35.13], ["25 a 34 anos", 46.82]]
    yield "youtube_ages", Sample(Upload("Dados da tabela.csv", plain_csv(ages)), refused="demographics")


def samples() -> Iterator[tuple[str, Sample]]:
    """Every generated export of TikTok and YouTube, by a name that says what is ugly about it."""
    yield "tiktok_overview_week", _studio_days(7)
    yield "tiktok_overview_over_new_year", _studio_days(90)
    yield "tiktok_overview_year", _studio_days(365)
    yield "tiktok_content", _studio_content()
    yield "tiktok_followers", _studio_followers()
    yield "tiktok_viewers", _studio_viewers()
    yield from _studio_others()
    yield from _business()
    for language in TABLES:
        yield f"youtube_table_{language}", _table(language)
    yield "youtube_table_fr_numbers", _table("fr", localised=True)
    yield from _channel()
    yield from _channel_others()
