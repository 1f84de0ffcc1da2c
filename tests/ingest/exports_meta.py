"""Meta Business Suite, generated: content per post in each language, daily files, audience, ads."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

from exports_writing import (
    Sample,
    Truth,
    caption,
    days,
    meta_csv,
    plain_csv,
    quoted_csv,
    quoted_twice,
    sums,
    xlsx,
)

from cmdash.model import Upload

Row = dict[str, object]
FACEBOOK = {
    "reach": "reach",
    "interactions": "rcs",
    "likes": "reactions",
    "comments": "comments",
    "shares": "shares",
    "clicks": "clicks",
    "link_clicks": "links",
    "duration": "duration",
}
# The columns of the header in order: what is written, and the name of the figure or text below.
FACEBOOK_2025 = [
    ("Post ID", "id"), ("Page ID", "page_id"), ("Page name", "page"), ("Title", "title"), ("Description", "text"),
    ("Duration (sec)", "duration"), ("Publish time", "time"), ("Caption type", "na"), ("Permalink", "url"),
    ("Is crosspost", "zero"), ("Is share", "zero"), ("Post type", "type"), ("Languages", ""), ("Custom labels", ""),
    ("Funded content status", ""), ("Data comment", ""), ("Date", "lifetime"), ("Views", "views"), ("Reach", "reach"),
    ("Reactions, Comments and Shares", "rcs"), ("Reactions", "reactions"), ("Comments", "comments"), ("Shares", "shares"),
    ("Total clicks", "clicks"), ("Link Clicks", "links"), ("Other Clicks", "others"),
    ("Matched Audience Targeting Consumption (Photo Click)", ""), ("Seconds viewed", "seconds"),
    ("Average Seconds viewed", "average"), ("Estimated earnings (USD)", "earned"), ("Ad impressions", "earned"),
]  # fmt: skip
FACEBOOK_WIDE = [
    *FACEBOOK_2025[:24],
    ("Views", "views"), ("Reach from Organic posts", "organic"), ("Reach from Boosted posts", "boosted"),
    ("3-second video views", "others"), ("1-minute video views", "others"), ("3-Second viewers", "others"),
    ("Negative feedback from users", "zero"), ("Other Clicks", "others"), ("Link Clicks", "links"),
]  # fmt: skip
FACEBOOK_2023 = [
    *FACEBOOK_2025[:17],
    ("IMPRESSION:UNIQUE_USERS", "reach"), ("Reach", "reach"), ("Impressions", "views"),
    ("Reactions, Comments and Shares", "rcs"), ("Reactions", "reactions"), ("Comments", "comments"), ("Shares", "shares"),
    ("Total clicks", "clicks"), ("Matched Audience Targeting Consumption (Photo Click)", ""), ("Other Clicks", "others"),
    ("Link Clicks", "links"), ("Negative feedback from users: Hide all", "zero"),
]  # fmt: skip
FACEBOOK_FR = [
    ("Identifiant de la publication", "id"), ("ID de la Page", "page_id"), ("Nom de la page", "page"), ("Titre", "title"),
    ("Description", "text"), ("Durée (s)", "duration"), ("Heure de publication", "time"), ("Permalien", "url"),
    ("Est un crosspostage", "zero"), ("Est un partage", "zero"), ("Type de publication", "type"), ("Langues", ""),
    ("Commentaire des données", ""), ("Date", "lifetime"), ("Vues", "views"), ("Couverture", "reach"),
    ("Réactions, commentaires et partages", "rcs"), ("Réactions", "reactions"), ("Commentaires", "comments"),
    ("Partages", "shares"), ("Total des clics", "clicks"), ("Clics sur un lien", "links"),
    ("Couverture de Publications organiques", "organic"), ("Couverture de Publications boostées", "boosted"),
    ("Vues de vidéo de 3 secondes de Publications organiques", "others"), ("Spectateurs de 3\u00a0secondes", "others"),
]  # fmt: skip
FACEBOOK_DE = [
    ("Beitrags-ID", "id"), ("Seiten-ID", "page_id"), ("Seitenname", "page"), ("Titel", "title"), ("Beschreibung", "text"),
    ("Dauer (Sek.)", "duration"), ("Datum", "time"), ("Permalink", "url"), ("Beitragsart", "type"), ("Sprachen", ""),
    ("Status „Finanzierter Content“", ""), ("Kommentar", ""), ("Impressionen", "views"), ("Link-Klicks", "links"),
    ("Weitere Klicks", "others"), ("Erreichte Personen", "reach"), ("Klicks", "clicks"), ("Kommentare", "comments"),
    ("„Gefällt mir“-Angaben", "reactions"), ("Geteilte Inhalte", "shares"), ("Interaktionen", "rcs"),
    ("3-sekündige Videoaufrufe", "others"),
]  # fmt: skip
INSTAGRAM = {
    "views": "views", "reach": "reach", "likes": "reactions", "shares": "shares", "comments": "comments",
    "saves": "saves", "follows": "follows", "duration": "duration",
}  # fmt: skip
INSTAGRAM_HEADERS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": [
        ("Post ID", "id"), ("Account ID", "page_id"), ("Account username", "handle"), ("Account name", "page"),
        ("Description", "text"), ("Duration (sec)", "duration"), ("Publish time", "time"), ("Permalink", "url"),
        ("Post type", "type"), ("Data comment", ""), ("Date", "lifetime"), ("Views", "views"), ("Reach", "reach"),
        ("Likes", "reactions"), ("Shares", "shares"), ("Follows", "follows"), ("Comments", "comments"), ("Saves", "saves"),
    ],
    "fr": [
        ("Identifiant de la publication", "id"), ("ID du compte", "page_id"), ("Nom de profil du compte", "handle"),
        ("Nom du compte", "page"), ("Description", "text"), ("Durée (s)", "duration"), ("Heure de publication", "time"),
        ("Permalien", "url"), ("Type de publication", "type"), ("Commentaire des données", ""), ("Date", "lifetime"),
        ("Vues", "views"), ("Couverture", "reach"), ("Mentions J’aime", "reactions"), ("Partages", "shares"),
        ("Followers en plus", "follows"), ("Commentaires", "comments"), ("Enregistrements", "saves"), ("Visites de profil", "others"),
    ],
    "es": [
        ("identificador de la publicación", "id"), ("Identificador de la cuenta", "page_id"),
        ("Nombre de usuario de la cuenta", "handle"), ("Nombre de la cuenta", "page"), ("Descripción", "text"),
        ("Duración (segundos)", "duration"), ("Hora de publicación", "time"), ("Enlace permanente", "url"),
        ("Tipo de publicación", "type"), ("Comentario sobre los datos", ""), ("Fecha", "lifetime"),
        ("Visualizaciones", "views"), ("Alcance", "reach"), ("Me gusta", "reactions"),
        ("Veces que se ha compartido", "shares"), ("Seguidores", "follows"), ("Comentarios", "comments"), ("Veces guardado", "saves"),
    ],
    "pt": [
        ("Identificação da publicação", "id"), ("Identificação da conta", "page_id"), ("Nome de usuário da conta", "handle"),
        ("Nome da conta", "page"), ("Descrição", "text"), ("Duração (segundos)", "duration"), ("Horário de publicação", "time"),
        ("Link permanente", "url"), ("Tipo de publicação", "type"), ("Comentário de dados", ""), ("Data", "lifetime"),
        ("Visualizações", "views"), ("Curtidas", "reactions"), ("Compartilhamentos", "shares"), ("Comentários", "comments"),
        ("Salvamentos", "saves"), ("Alcance", "reach"), ("Seguimentos", "follows"),
    ],
    "sv": [
        ("Publicerings-id", "id"), ("Konto-id", "page_id"), ("Kontonamn", "page"), ("Kontots användarnamn", "handle"),
        ("Beskrivning", "text"), ("Publiceringstid", "time"), ("Inläggstyp", "type"), ("Permalänk", "url"),
        ("Visningar", "views"), ("Räckvidd", "reach"), ("Gilla-markeringar", "reactions"), ("Kommentarer", "comments"),
        ("Delningar", "shares"), ("Följer", "follows"), ("Sparade objekt", "saves"),
    ],
}  # fmt: skip
LIFETIME = {"en": "Lifetime", "fr": "Global", "es": "Total", "pt": "Vitalício", "sv": "", "de": ""}
TYPES = {
    "en": ("IG image", "IG carousel", "IG reel"),
    "fr": ("Image Instagram", "Carrousel Instagram", "Reel Instagram"),
    "es": ("Imagen de Instagram", "Carrusel de Instagram", "Reel de Instagram"),
    "pt": ("Imagem do Instagram", "Carrossel do Instagram", "Reel do Instagram"),
    "sv": ("IG image", "IG carousel", "IG reel"),
}


def posts(rng: random.Random, count: int, language: str, types: Sequence[str], host: str) -> list[Row]:
    rows: list[Row] = []
    start = dt.datetime(2025, 1, 14, 5, 14)
    for number in range(count):
        when = start + dt.timedelta(hours=17 * number, minutes=rng.randrange(60))
        words = caption(rng)
        reactions, comments, shares = rng.randrange(90), rng.randrange(20), rng.randrange(9)
        links, others = rng.randrange(30), rng.randrange(40)
        reach = rng.randrange(50, 9000)
        boosted = rng.randrange(20, 50) if number % 5 == 0 else 0
        # the text is in the title of some posts and in the description of the others
        titled = number % 3 == 0
        rows.append({
            "id": str(18_355_151_116_178_767 + number), "page_id": "100066300057039", "page": "L’Atelier, pains & co",
            "handle": "atelier.pains", "title": words if titled else None, "text": None if titled else words, "caption": words,
            "duration": rng.choice((0, 0, 34)), "time": f"{when:%m/%d/%Y %H:%M}", "when": when, "na": "N/A", "zero": 0,
            "url": f"https://www.{host}.com/p/{number}x/", "type": types[number % len(types)], "lifetime": LIFETIME[language],
            "views": rng.randrange(100, 20_000), "reach": reach, "rcs": reactions + comments + shares, "reactions": reactions,
            "comments": comments, "shares": shares, "saves": rng.randrange(12), "follows": None if number % 7 else rng.randrange(4),
            "clicks": links + others, "links": links, "others": others, "seconds": rng.randrange(900), "average": 3,
            "earned": 0, "organic": reach - boosted, "boosted": boosted, "": None,
        })  # fmt: skip
    rng.shuffle(rows)
    return rows


def grid(header: Sequence[tuple[str, str]], rows: Sequence[Row]) -> list[list[object]]:
    return [[name for name, _ in header], *([row[key] for _, key in header] for row in rows)]


def span(rows: Sequence[Row]) -> tuple[dt.date, dt.date]:
    moments = [row["when"] for row in rows]
    return min(moments).date(), max(moments).date()  # type: ignore[type-var,union-attr] # every "when" is a datetime


def _facebook(name: str, language: str, header: Sequence[tuple[str, str]], types: Sequence[str]) -> Sample:
    rng = random.Random(name)
    rows = posts(rng, 61, language, types, "facebook")
    figures = dict(FACEBOOK)
    impressions = any(h in ("Impressions", "Impressionen") for h, _ in header)
    figures["impressions" if impressions else "views"] = "views"
    if any(h == "Seconds viewed" for h, _ in header):
        figures |= {"watch_time": "seconds", "revenue": "earned"}
    table = grid(header, rows)
    if header is FACEBOOK_2025:
        # rows of 27 cells under the 31 columns: the last four are not written
        for place, row in enumerate(rows):
            if place % 4 == 1:
                table[place + 1] = table[place + 1][:27]
                row["seconds"] = row["earned"] = None
    known = next(row for row in rows if row["title"])
    example = {
        "post_id": known["id"],
        "text": known["title"],
        "date": known["when"],
        "account": known["page"],
    }
    truth = Truth(
        "posts", "meta_content_facebook", len(rows), "facebook", sums(rows, figures), *span(rows), example
    )
    return Sample(Upload(f"Jan-14-2025_Apr-14-2025_{name}.csv", meta_csv(table)), (truth,))


def _instagram(language: str, twice: bool = False) -> Sample:
    rng = random.Random(f"instagram {language}")
    rows = posts(rng, 47, language, TYPES[language], "instagram")
    for row in rows:
        row["text"] = row["caption"]
    header = INSTAGRAM_HEADERS[language]
    figures = {f: c for f, c in INSTAGRAM.items() if any(key == c for _, key in header)}
    reel = next(row for row in rows if row["type"] == TYPES[language][2])
    example = {"post_id": reel["id"], "text": reel["caption"], "date": reel["when"], "format": "reel"}
    truth = Truth(
        "posts", "meta_content_instagram", len(rows), "instagram", sums(rows, figures), *span(rows), example
    )
    content = meta_csv(grid(header, rows))
    return Sample(
        Upload(f"Apr-01-2025_{language}.csv", quoted_twice(content) if twice else content), (truth,)
    )


def _video_assets() -> Sample:
    rng = random.Random("video assets")
    rows = posts(rng, 20, "en", ("Reel",), "facebook")
    header = [
        ("Video asset ID", "id"), ("Universal video ID", "id"), ("Page ID", "page_id"), ("Page name", "page"), ("Title", "caption"),
        ("Duration (sec)", "duration"), ("Publish time", "time"), ("Custom labels", ""), ("Data comment", ""), ("Date", "lifetime"),
        ("Reach", "reach"), ("3-second video views", "others"), ("1-minute video views", "others"), ("Seconds viewed", "seconds"),
        ("Average Seconds viewed", "average"), ("Reactions, comments and shares", "rcs"), ("Reactions", "reactions"),
        ("Comments", "comments"), ("Shares", "shares"), ("Seconds viewed from Recommendations", "others"),
        *((f"Percentage of total views at interval {i}", "average") for i in range(40)),
    ]  # fmt: skip
    figures = {f: FACEBOOK[f] for f in ("reach", "interactions", "likes", "comments", "shares", "duration")}
    figures["watch_time"] = "seconds"
    truth = Truth("posts", "meta_video_asset", 20, "facebook", sums(rows, figures), *span(rows))
    return Sample(Upload("Oct-31-2025_Dec-31-2025.csv", meta_csv(grid(header, rows))), (truth,))


def _daily_breakdown() -> Sample:
    rng = random.Random("breakdown")
    header = [entry for entry in FACEBOOK_2025 if entry[0] != "Views"][:26]
    rows = []
    for post in posts(rng, 9, "en", ("Photos",), "facebook"):
        rows += [{**post, "lifetime": f"{day:%m/%d/%Y}"} for day in days(dt.date(2025, 3, 1), 28)]
    upload = Upload("Mar-01-2025_Mar-28-2025.csv", meta_csv(grid(header, rows)))
    return Sample(upload, refused="daily_breakdown")


def _daily_rows(rng: random.Random, start: dt.date, count: int) -> list[tuple[dt.date, int]]:
    return [(day, rng.randrange(5000)) for day in days(start, count)]


def _block(title: str, date: str, value: str, rows: Sequence[tuple[dt.date, int]]) -> list[list[str]]:
    # the hour shifts at the clock change
    lines = [[f"{d}T0{int(d.month < 4)}:00:00", str(v)] for d, v in rows]
    return [[title], [date, value], *lines]


def _daily_truth(field: str, network: str, rows: Sequence[tuple[dt.date, int]]) -> Truth:
    figures = {field: float(sum(v for _, v in rows))}
    return Truth("account", "meta_daily", len(rows), network, figures, rows[0][0], rows[-1][0])


def _daily(name: str, title: str, date: str, field: str, network: str) -> Sample:
    rows = _daily_rows(random.Random(title), dt.date(2026, 2, 24), 40)
    body = quoted_csv(_block(title, date, "Primary", rows)).decode()
    content = b"\xff\xfe" + f"sep=,\n{body}\n".encode("utf-16-le")
    return Sample(Upload(name, content), (_daily_truth(field, network, rows),))


def _stacked(name: str, blocks: Sequence[tuple[str, str, str, str]], separator: str = ",") -> Sample:
    """Two blocks in one file: 2023 with the metric repeated (sometimes wrongly) as the value column."""
    text, truths = "", []
    for place, (title, value, field, network) in enumerate(blocks):
        rows = _daily_rows(random.Random(title), dt.date(2023, 1, 1), 60 - 10 * place)
        truths.append(_daily_truth(field, network, rows))
        lines = _block(title, "Date", value, rows)
        if separator == ",":
            text += quoted_csv(lines).decode() + "\n"
        else:
            lines[0].append("")
            text += plain_csv([*lines, ["", ""]], "\t", end="\r\n").decode()
    head = "sep=,\n" if separator == "," else "sep=\t\r\n"
    return Sample(Upload(name, b"\xff\xfe" + (head + text).encode("utf-16-le")), tuple(truths))


def _resaved(title: str, field: str, network: str) -> Sample:
    """Saved again by a spreadsheet: semicolons, no `sep=` line, the title line padded."""
    rows = _daily_rows(random.Random(title), dt.date(2025, 10, 31), 62)
    lines = _block(title, "Date", "Primary", rows)
    lines[0].append("")
    return Sample(Upload("Follows.csv", plain_csv(lines, ";")), (_daily_truth(field, network, rows),))


def _audience() -> Sample:
    lines = [
        'sep=,\n"Age & gender"\n"","Women","Men"',
        *(f'"{age}","{10 + i}.6","{6 - i}.5"' for i, age in enumerate(("18-24", "25-34", "35-44", "45-54"))),
        '\n"Top countries"\n"South Africa","Nigeria","United States"\n"75.1","5.9","2.1"',
        '\n"Top cities"\n"Cape Town, South Africa","Pretoria, South Africa","Durban, South Africa"\n"13.7","5.7","3.9"\n\n',
    ]
    return Sample(
        Upload("Audience.csv", b"\xff\xfe" + "\n".join(lines).encode("utf-16-le")), refused="demographics"
    )


def _content_formats() -> Sample:
    text = "Views;;;\nReels;Multi-photo;Links;Photos\n572681;86208;79536;22287\n;;;\n"
    text += "Published content;;;\nReels;Photos;Stories;Links\n46;30;13;2\n"
    return Sample(Upload("Top content formats.csv", text.encode()), refused="period_totals")


def _ads(language: str) -> Sample:
    rng = random.Random(f"ads {language}")
    header = {
        "en": ["Reporting starts", "Reporting ends", "Ad name", "Ad delivery", "Ad Set Name", "Bid", "Results", "Result indicator",
               "Reach", "Impressions", "Cost per results", "Quality ranking", "Amount spent (UAH)", "Ends"],
        "fr": ["Début des rapports", "Fin des rapports", "Nom de la campagne", "Diffusion", "Nom de l’ensemble de publicités", "Enchère",
               "Résultats", "Indicateur de résultats", "Couverture", "Impressions", "Coût par résultat", "Classement de qualité",
               "Montant dépensé (EUR)", "Fin"],
    }[language]  # fmt: skip
    bought = {"en": "actions:offsite_conversion.fb_pixel_purchase", "fr": "Achats sur le site web"}[language]
    indicators = ("actions:post_engagement", bought, "actions:onsite_conversion.messaging_conversation_started_7d", "actions:onsite_conversion.lead_grouped")  # fmt: skip
    rows = []
    for number in range(24):
        impressions = rng.randrange(1000, 90_000)
        rows.append([
            "2024-03-01", "2024-03-31", f"Pub {number} « {caption(rng)[:20]} »", "not_delivering", "Ensemble", "", rng.randrange(400),
            indicators[number % 4], impressions // 2, impressions, 2.57, "-", round(rng.uniform(3, 400), 2), "2024-04-23",
        ])  # fmt: skip
    columns = list(zip(*rows, strict=True))
    spend, reach, shown = columns[12], columns[8], columns[9]
    grand = [
        "2024-03-01",
        "2024-03-31",
        "",
        "",
        "",
        "",
        "",
        "",
        max(reach),
        sum(shown),
        "",
        "-",
        round(sum(spend), 2),
        "",
    ]
    figures = {"reach": float(sum(reach)), "impressions": float(sum(shown)), "spend": sum(spend)}
    figures["conversions"] = float(sum(row[6] for number, row in enumerate(rows) if number % 2))
    truth = Truth("campaigns", "meta_ads", 24, "meta_ads", figures, dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    return Sample(Upload(f"ads {language}.xlsx", xlsx({"Worksheet": [header, grand, *rows]})), (truth,))


def samples() -> Iterator[tuple[str, Sample]]:
    """Every generated export of Meta Business Suite, by a name that says what is ugly about it."""
    plural, singular = ("Photos", "Reels", "Links"), ("Photo", "Text")
    yield "meta_facebook_2025_short_rows", _facebook("1396269028466733", "en", FACEBOOK_2025, plural)
    yield "meta_facebook_2025_views_twice", _facebook("1396269028466734", "en", FACEBOOK_WIDE, plural)
    yield "meta_facebook_2023_impressions", _facebook("1396269028466735", "en", FACEBOOK_2023, singular)
    yield "meta_facebook_fr", _facebook("1396269028466736", "fr", FACEBOOK_FR, ("Photos", "Vidéos", "Reels"))
    yield "meta_facebook_de", _facebook("1396269028466737", "de", FACEBOOK_DE, ("Foto", "Video"))
    for language in INSTAGRAM_HEADERS:
        yield f"meta_instagram_{language}", _instagram(language)
    yield "meta_instagram_lines_quoted_twice", _instagram("en", twice=True)
    yield "meta_video_assets", _video_assets()
    yield "meta_daily_breakdown", _daily_breakdown()
    yield "meta_daily_bare_title", _daily("Reach.csv", "Reach", "Date", "reach", "")
    yield "meta_daily_network_in_file_name", _daily("IG_REACH.csv", "Reach", "Date", "reach", "instagram")
    yield (
        "meta_daily_follows_are_gains",
        _daily("Follows.csv", "Instagram follows", "Date", "gained", "instagram"),
    )
    yield (
        "meta_daily_facebook_visits",
        _daily("Visits.csv", "Facebook visits", "Date", "profile_visits", "facebook"),
    )
    yield "meta_daily_viewers", _daily("Viewers.csv", "Viewers", "Date", "reach", "")
    yield (
        "meta_daily_es",
        _daily("Visitas.csv", "Visitas al perfil de Instagram", "Fecha", "profile_visits", "instagram"),
    )
    yield (
        "meta_daily_es_gains",
        _daily("Seguidores.csv", "Seguidores de Instagram", "Fecha", "gained", "instagram"),
    )
    yield (
        "meta_daily_pt",
        _daily("Cliques.csv", "Cliques no link do Instagram", "Data", "link_clicks", "instagram"),
    )
    yield (
        "meta_daily_pt_interactions",
        _daily("Interações.csv", "Interações com o conteúdo", "Data", "interactions", ""),
    )
    yield "meta_daily_fr", _daily("Vues.csv", "Vues", "Date", "views", "")
    yield (
        "meta_daily_title_in_other_words",
        _daily("Vues.csv", "Vues de Facebook", "Date", "views", "facebook"),
    )
    unknown = _daily("Autre.csv", "Conversations épinglées", "Date", "views", "")
    yield "meta_daily_unknown_title", Sample(unknown.upload, refused="unused_metric")
    yield "meta_daily_fr_gains", _daily("Followers.csv", "Followers en plus", "Date", "gained", "")
    wrong = (
        ("Facebook Page visits", "Facebook Page likes", "profile_visits", "facebook"),
        ("Instagram profile visits", "Instagram followers", "profile_visits", "instagram"),
    )
    yield "meta_daily_2023_title_not_column", _stacked("Visits.csv", wrong)
    new = (
        ("Facebook Page new likes", "New Facebook Page likes", "gained", "facebook"),
        ("New Instagram followers", "New Instagram followers", "gained", "instagram"),
    )
    yield "meta_daily_2023_gains", _stacked("New likes and follows (1).csv", new)
    reach = (
        ("Facebook reach", "Primary", "reach", "facebook"),
        ("Instagram reach", "Primary", "reach", "instagram"),
    )
    yield "meta_daily_2024_tabs", _stacked("Reach.csv", reach, "\t")
    yield "meta_daily_saved_again", _resaved("Facebook follows", "gained", "facebook")
    yield "meta_audience", _audience()
    yield "meta_content_formats", _content_formats()
    yield "meta_ads_en", _ads("en")
    yield "meta_ads_fr", _ads("fr")
