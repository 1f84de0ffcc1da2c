"""Sheets of tools and languages that no format of the catalog names, generated: found by words, values and shape."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exports_writing import Sample, Truth, caption, plain_csv, xlsx

from cmdash.model import Upload

Row = dict[str, object]
NETWORKS = ("facebook", "instagram", "linkedin", "tiktok")
HOSTS = {
    "facebook": "https://www.facebook.com/atelier/posts/",
    "instagram": "https://www.instagram.com/p/",
    "linkedin": "https://www.linkedin.com/feed/update/urn:li:share:",
    "tiktok": "https://www.tiktok.com/@atelier/video/",
    "bluesky": "https://bsky.app/profile/atelier/post/",
    "pinterest": "https://www.pinterest.com/pin/",
}
LABELS = {"facebook": "Facebook", "instagram": "Instagram", "linkedin": "LinkedIn", "tiktok": "TikTok"}
FIGURES = ("likes", "comments", "shares", "saves", "reach", "impressions", "views", "clicks", "link_clicks")  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """A sheet as somebody would write it: headers with what stands under each, and how its values are written.

    `columns`: header -> the key of a row (`""` for a column of no use). `network` "" leaves a column to tell it.
    `thousands` and `decimal` are marks; `date` writes a day. `above` are lines over the header, `below` under the rows.
    """

    columns: Mapping[str, str]
    date: Callable[[dt.datetime], object]
    file: str = "export.csv"
    delimiter: str = ";"
    encoding: str = "utf-8"
    thousands: str = ""
    decimal: str = ","
    network: str = ""
    total: str = ""
    above: Sequence[Sequence[object]] = ()
    below: Sequence[Sequence[object]] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    formats: Sequence[str] = ("Photo", "Video", "Reel")


def _posts(name: str, layout: Layout, count: int = 34) -> list[Row]:
    rng = random.Random(name)
    start, rows = dt.datetime(2025, 2, 3, 8, 0), []
    for number in range(count):
        network = layout.network or rng.choice(NETWORKS)
        start += dt.timedelta(days=rng.randrange(0, 6), minutes=rng.randrange(1, 700))
        reach = rng.randrange(900, 90_000)
        row: Row = {name: rng.randrange(reach // 40) for name in FIGURES}
        row |= {
            "reach": reach,
            "impressions": reach + rng.randrange(9000),
            "views": reach + rng.randrange(9000),
            "clicks": row["link_clicks"] + rng.randrange(40),  # type: ignore[operator] # numbers both
        }
        row["interactions"] = sum(int(str(row[k])) for k in ("likes", "comments", "shares"))
        row |= {
            "date": start,
            "network": network,
            "url": f"{HOSTS.get(network, 'https://example.org/')}{72 * 10**15 + number * 7919}",
            "post_id": f"{72 * 10**15 + number * 7919}_{number}",
            "text": caption(rng),
            "topic": rng.choice(("Sommer", "Sagra", "Actie", "Promo")),
            "format": rng.choice(layout.formats),
            "account": "Atelier & fils",
            "rate": rng.randrange(10, 990) / 10_000,
        }
        rows.append(row)
    return rows


def _months(name: str, count: int = 18) -> list[Row]:
    rng = random.Random(name)
    followers, rows = 1900, []
    for number in range(count):
        gained, lost = rng.randrange(20, 90), rng.randrange(15)
        followers += gained - lost
        reach = rng.randrange(9000, 90_000)
        rows.append({
            "date": dt.datetime(2024 + number // 12, number % 12 + 1, 1), "followers": followers, "gained": gained, "lost": lost,
            **{name: rng.randrange(1000, 3000) for name in ("interactions", "profile_visits")},
            **{name: reach + rng.randrange(9000) for name in ("impressions", "views")}, "reach": reach,
            "posts": rng.randrange(2, 30), "rate": rng.randrange(10, 990) / 10_000,
        })  # fmt: skip
    return rows


def _cell(layout: Layout, key: str, row: Row) -> object:
    value = row.get(key, "")
    if key == "date":
        return layout.date(value)  # type: ignore[arg-type] # a date by construction
    if key == "rate":
        return f"{float(str(value)) * 100:.2f}".replace(".", layout.decimal) + " %"
    if key == "network":
        return layout.names.get(str(value), LABELS.get(str(value), str(value)))
    if isinstance(value, int) and layout.thousands:
        return f"{value:,}".replace(",", layout.thousands)
    return value


def _written(layout: Layout, rows: Sequence[Row]) -> list[list[object]]:
    lines = [list(line) for line in layout.above]
    lines.append(list(layout.columns))
    lines += [[_cell(layout, key, row) for key in layout.columns.values()] for row in rows]
    if layout.total:
        known = [
            sum(v for r in rows if isinstance(v := r.get(key), int)) or "" for key in layout.columns.values()
        ]
        lines.append([layout.total, *known[1:]])
    return [*lines, *([list(line) for line in layout.below])]


def _sample(name: str, layout: Layout, kind: str) -> Sample:
    rows = _posts(name, layout) if kind == "posts" else _months(name)
    lines = _written(layout, rows)
    if layout.file.endswith(".xlsx"):
        content = xlsx({"Feuil1": lines})
    else:
        # what an old encoding cannot hold (emoji) became a question mark when the sheet was saved
        content = plain_csv(lines, layout.delimiter).decode().encode(layout.encoding, "replace")
    keys = [key for key in layout.columns.values() if key in rows[0] and isinstance(rows[0][key], int)]
    sums = {key: float(sum(int(str(row[key])) for row in rows)) for key in keys}
    moments = [row["date"] for row in rows]
    first, last = min(moments), max(moments)  # type: ignore[type-var] # dates all
    truth = Truth(kind, None, len(rows), layout.network or "several", sums, first.date(), last.date())  # type: ignore[attr-defined]
    return Sample(Upload(layout.file, content), (truth,))


def _day(form: str) -> Callable[[dt.datetime], object]:
    return lambda moment: moment.strftime(form)


def _named(months: Sequence[str], form: str = "{month} {year}") -> Callable[[dt.datetime], object]:
    return lambda moment: form.format(month=months[moment.month - 1], year=moment.year, day=moment.day)


GERMAN = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")  # fmt: skip
ITALIAN = ("Gennaio", "Febbraio", "Marzo", "Aprile", "Maggio", "Giugno", "Luglio", "Agosto", "Settembre", "Ottobre", "Novembre", "Dicembre")  # fmt: skip
DUTCH = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip
POLISH = ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia")  # fmt: skip
POLISH_MONTHS = ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień")  # fmt: skip
SPANISH = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip

POSTS: dict[str, Layout] = {
    "hootsuite_en": Layout(
        {"Date (GMT)": "date", "Post Message": "text", "Post Permalink": "url", "Social Network": "network", "Social Profile": "account",
         "Post Type": "format", "Post Impressions": "impressions", "Post Reach": "reach", "Post Likes": "likes", "Post Comments": "comments",
         "Post Shares": "shares", "Post Link Clicks": "link_clicks", "Post Engagement Rate": "rate", "Tags": "topic"},
        _day("%Y-%m-%d %H:%M:%S"), "Post_performance.csv", ",", "utf-8-sig", decimal=".",
        names={"facebook": "FACEBOOK_PAGE", "instagram": "INSTAGRAM_BUSINESS", "linkedin": "LINKEDIN_COMPANY", "tiktok": "TIKTOK_BUSINESS"},
    ),
    "hootsuite_fr": Layout(
        {"Date de la publication": "date", "Message de la publication": "text", "Permalien de la publication": "url", "Réseau social": "network",
         "Impressions de la publication": "impressions", "Couverture de la publication": "reach", "J’aime de la publication": "likes",
         "Commentaires sur la publication": "comments", "Partages de la publication": "shares", "Taux d’engagement": "rate"},
        _day("%d/%m/%Y %H:%M"), "performances.csv", ";", "cp1252", "\xa0",
    ),
    "agorapulse_fr": Layout(
        {"Publié le": "date", "Réseau": "network", "Profil": "account", "Type de contenu": "format", "Contenu": "text", "Lien": "url", "Portée": "reach",
         "Impressions": "impressions", "Réactions": "likes", "Commentaires": "comments", "Partages": "shares", "Clics": "clicks", "Taux d'engagement": "rate"},
        _day("%d/%m/%Y %H:%M"), "rapport.csv", ";", "utf-8-sig", "\u202f",
        above=[["Rapport de contenu - Atelier & fils"], ["Du 01/02/2025 au 30/06/2025"], []],
    ),
    "metricool_es": Layout(
        {"Fecha": "date", "Red": "network", "Tipo": "format", "Texto": "text", "URL": "url", "Impresiones": "impressions", "Alcance": "reach",
         "Me gusta": "likes", "Comentarios": "comments", "Compartido": "shares", "Guardado": "saves", "Clics": "clicks", "Engagement": "rate"},
        _day("%Y-%m-%d %H:%M"), "metricool.csv", ",", decimal=".", formats=("Imagen", "Carrusel", "Reel"),
    ),
    "metricool_en_instagram": Layout(
        {"Date": "date", "Type": "format", "Content": "text", "URL": "url", "Views": "views", "Reach": "reach", "Likes": "likes", "Saved": "saves",
         "Comments": "comments", "Shares": "shares", "Interactions": "interactions", "Engagement": "rate"},
        _day("%Y-%m-%d %H:%M"), "posts.csv", ",", decimal=".", network="instagram", formats=("FEED_IMAGE", "REELS_VIDEO", "FEED_CAROUSEL_ALBUM"),
    ),
    "buffer_en": Layout(
        {"Post": "text", "Sent At": "date", "Service": "network", "Type": "format", "Post Link": "url", "Reactions": "likes", "Comments": "comments",
         "Reposts": "shares", "Impressions": "impressions", "Reach": "reach", "Clicks": "clicks", "Eng. Rate": "rate"},
        _day("%b %d, %Y %I:%M %p"), "buffer-posts.csv", ",", thousands=",", decimal=".",
    ),
    "sprout_en": Layout(
        {"Date": "date", "Post ID": "post_id", "Network": "network", "Post Type": "format", "Content Type": "", "Profile": "account", "Sent by": "", "Link": "url",
         "Post": "text", "Linked Content": "", "Impressions": "impressions", "Organic Impressions": "", "Paid Impressions": "", "Reach": "reach",
         "Engagement Rate (per Impression)": "rate", "Engagements": "interactions", "Reactions": "likes", "Likes": "", "Love Reactions": "", "Comments": "comments",
         "Shares": "shares", "Saves": "saves", "Post Clicks (All)": "clicks", "Post Link Clicks": "link_clicks", "Tags": ""},
        _day("%m/%d/%Y %I:%M %p"), "Post Performance (Atelier) 2025.csv", ",", "utf-8-sig", ",", ".", formats=("Photo", "Video", "Reel"),
    ),
    "swello_fr": Layout(
        {"Réseau": "network", "Compte": "account", "Date d'envoi": "date", "Message": "text", "Lien vers la publication": "url", "Likes": "likes",
         "Commentaires": "comments", "Partages": "shares", "Impressions": "impressions", "Engagement": "interactions"},
        _day("%d-%m-%Y %H:%M"), "swello.csv",
    ),
    "later_en": Layout(
        {"Posted Time": "date", "Caption": "text", "Media Type": "format", "Permalink": "url", "Likes": "likes", "Comments": "comments", "Saves": "saves",
         "Reach": "reach", "Impressions": "impressions", "Engagement Rate": "rate", "Hashtags": ""},
        _day("%Y-%m-%dT%H:%M:%S.000Z"), "later.csv", ",", decimal=".", network="instagram", formats=("IMAGE", "VIDEO", "CAROUSEL_ALBUM"),
    ),
    "iconosquare_fr": Layout(
        {"Date de création": "date", "Légende": "text", "Type de média": "format", "Lien": "url", "Likes": "likes", "Commentaires": "comments",
         "Sauvegardes": "saves", "Couverture": "reach", "Impressions": "impressions", "Engagement": "interactions", "Taux d'engagement sur portée": "rate"},
        _day("%d/%m/%Y %H:%M"), "iconosquare.xlsx", network="instagram", thousands=" ",
    ),
    "fanpage_karma_de": Layout(
        {"Datum": "date", "Netzwerk": "network", "Profil": "account", "Nachricht": "text", "Link": "url", "Anzahl Likes": "likes", "Anzahl Kommentare": "comments",
         "Anzahl Shares": "shares", "Reichweite pro Beitrag": "reach", "Post-Interaktionsrate": "rate"},
        _day("%d.%m.%Y %H:%M"), "fanpagekarma.csv", ";", "utf-8-sig", ".",
    ),
    "german": Layout(
        {"Veröffentlicht am": "date", "Plattform": "network", "Thema": "topic", "Beitragstext": "text", "Beitragsformat": "format", "Reichweite (Personen)": "reach", "Impressionen gesamt": "impressions",
         "„Gefällt mir“": "likes", "Kommentare": "comments", "Geteilt": "shares", "Gespeichert": "saves", "Link-Klicks": "link_clicks", "Interaktionsrate": "rate"},
        _day("%d.%m.%Y"), "Redaktionsplan.csv", ";", "cp1252", ".", total="Summe", formats=("Bild", "Video", "Karussell"),
        above=[["Auswertung Social Media – Werkstatt"], []],
    ),
    "italian": Layout(
        {"Data di pubblicazione": "date", "Canale": "network", "Tipo di contenuto": "format", "Titolo": "text", "Link al post": "url", "Copertura": "reach",
         "Impressioni": "impressions", "Mi piace": "likes", "Commenti": "comments", "Condivisioni": "shares", "Salvataggi": "saves", "Clic sul link": "link_clicks",
         "Tasso di interazione": "rate"},
        _day("%d/%m/%Y"), "piano.csv", thousands=".", total="Totale", formats=("Foto", "Video", "Carosello"),
    ),
    "dutch": Layout(
        {"Datum": "date", "Kanaal": "network", "Soort bericht": "format", "Onderwerp": "text", "Bereik": "reach", "Impressies": "impressions", "Vind-ik-leuks": "likes",
         "Reacties": "comments", "Keer gedeeld": "shares", "Keer opgeslagen": "saves", "Klikken op link": "link_clicks", "Interactiepercentage": "rate"},
        _day("%d-%m-%Y"), "overzicht.xlsx", thousands=".", total="Totaal", formats=("Foto", "Video", "Tekst"),
    ),
    "polish": Layout(
        {"Data publikacji": "date", "Platforma": "network", "Treść posta": "text", "Rodzaj": "format", "Zasięg": "reach", "Wyświetlenia": "impressions",
         "Polubienia": "likes", "Komentarze": "comments", "Udostępnienia": "shares", "Zapisania": "saves", "Kliknięcia linku": "link_clicks", "Wskaźnik zaangażowania": "rate"},
        _named(POLISH, "{day} {month} {year}"), "raport.csv", ";", "cp1250", "\xa0", total="Razem", formats=("Zdjęcie", "Wideo", "Rolka"),
    ),
    "portuguese": Layout(
        {"Data da postagem": "date", "Rede social": "network", "Formato": "format", "Tema": "topic", "Legenda": "text", "Alcance": "reach", "Impressões": "impressions",
         "Curtidas": "likes", "Comentários": "comments", "Compartilhamentos": "shares", "Salvos": "saves", "Cliques no link": "link_clicks", "Taxa de engajamento": "rate"},
        _day("%d/%m/%Y"), "calendario.csv", thousands=".", total="Total geral", formats=("Imagem", "Vídeo", "Carrossel"),
    ),
    "portuguese_of_portugal": Layout(
        {"Data": "date", "Rede": "network", "Publicação": "text", "Tipo de conteúdo": "format", "Visualizações": "views", "Pessoas alcançadas": "reach", "Gostos": "likes",
         "Comentários": "comments", "Partilhas": "shares", "Guardados": "saves", "Cliques": "clicks"},
        _day("%d/%m/%Y %H:%M"), "publicacoes.xlsx", thousands=" ",
    ),
    "spanish": Layout(
        {"Fecha de publicación": "date", "Red social": "network", "Tipo de contenido": "format", "Copy": "text", "Enlace": "url", "Personas alcanzadas": "reach",
         "Reproducciones": "views", "Me gusta": "likes", "Nº de comentarios": "comments", "Veces compartido": "shares", "Guardados": "saves",
         "Clics en el enlace": "link_clicks", "Tasa de interacción": "rate"},
        _day("%d/%m/%Y"), "parrilla.csv", thousands=".", total="TOTAL", formats=("Foto", "Vídeo", "Carrusel"),
    ),
    "swedish": Layout(
        {"Datum": "date", "Kanal": "network", "Inlägg": "text", "Räckvidd": "reach", "Exponeringar": "impressions", "Gillamarkeringar": "likes",
         "Kommentarer": "comments", "Delningar": "shares", "Sparade": "saves", "Länkklick": "link_clicks", "Engagemangsgrad": "rate"},
        _day("%Y-%m-%d"), "statistik.csv", ";", "cp1252", " ", total="Summa",
    ),
    "danish": Layout(
        {"Dato": "date", "Platform": "network", "Opslag": "text", "Rækkevidde": "reach", "Visninger": "views", "Synes godt om": "likes",
         "Kommentarer": "comments", "Delinger": "shares", "Klik på link": "link_clicks", "Engagementsrate": "rate"},
        _day("%d-%m-%Y"), "opslag.csv", thousands=".", total="I alt",
    ),
    "pinterest_en": Layout(
        {"Title": "text", "Pin link": "url", "Created": "date", "Impressions": "impressions", "Pin clicks": "clicks", "Outbound clicks": "link_clicks", "Saves": "saves",
         "Engagement rate": "rate"},
        _day("%Y-%m-%d"), "pins.csv", ",", decimal=".", network="pinterest",
    ),
    "bluesky_en": Layout(
        {"Created": "date", "Post text": "text", "Permalink": "url", "Like count": "likes", "Reply count": "comments", "Repost count": "shares"},
        _day("%Y-%m-%d %H:%M:%S"), "skeets.csv", ",", network="bluesky",
    ),
}  # fmt: skip

MONTHS: dict[str, Layout] = {
    "german_months": Layout(
        {"Monat": "date", "Abonnenten": "followers", "Neue Abonnenten": "gained", "Verlorene Abonnenten": "lost", "Reichweite": "reach", "Impressionen": "impressions",
         "Profilbesuche": "profile_visits", "Beiträge": "posts", "Interaktionen": "interactions", "Interaktionsrate": "rate"},
        _named(GERMAN), "Instagram Auswertung.csv", thousands=".", network="instagram", total="Gesamt",
    ),
    "italian_months": Layout(
        {"Mese": "date", "Follower": "followers", "Nuovi follower": "gained", "Follower persi": "lost", "Copertura": "reach", "Visite al profilo": "profile_visits",
         "Post pubblicati": "posts", "Interazioni": "interactions"},
        _named(ITALIAN), "facebook_mensile.csv", thousands=".", network="facebook", total="Media",
    ),
    "dutch_months": Layout(
        {"Maand": "date", "Volgers": "followers", "Nieuwe volgers": "gained", "Bereik": "reach", "Weergaven": "views", "Profielbezoeken": "profile_visits", "Berichten": "posts"},
        _named(DUTCH), "linkedin.xlsx", network="linkedin", total="Gemiddelde",
    ),
    "polish_months": Layout(
        {"Miesiąc": "date", "Obserwujący": "followers", "Nowi obserwujący": "gained", "Zasięg": "reach", "Wyświetlenia profilu": "profile_visits", "Liczba postów": "posts"},
        _named(POLISH_MONTHS), "tiktok.csv", thousands=" ", network="tiktok", total="Średnia",
    ),
    "spanish_months": Layout(
        {"Mes": "date", "Seguidores": "followers", "Nuevos seguidores": "gained", "Seguidores perdidos": "lost", "Publicaciones": "posts", "Alcance": "reach",
         "Interacciones": "interactions", "Visitas al perfil": "profile_visits"},
        _named(SPANISH, "{month} de {year}"), "instagram.csv", thousands=".", network="instagram", total="Promedio",
    ),
    "portuguese_months": Layout(
        {"Mês": "date", "Seguidores": "followers", "Novos seguidores": "gained", "Seguidores perdidos": "lost", "Publicações": "posts", "Alcance": "reach",
         "Visitas ao perfil": "profile_visits"},
        _day("%m/%Y"), "facebook.csv", thousands=".", network="facebook", total="Média",
    ),
}  # fmt: skip


def samples() -> Iterator[tuple[str, Sample]]:
    """Every sheet that no format names, by tool or by language."""
    for name, layout in POSTS.items():
        yield name, _sample(name, layout, "posts")
    for name, layout in MONTHS.items():
        yield name, _sample(name, layout, "account")
