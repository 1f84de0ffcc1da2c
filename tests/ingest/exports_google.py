"""Google and newsletters, generated: report titles, periods above the header, totals below, rows of sentences."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from exports_writing import Sample, Truth, days, plain_csv

from cmdash.model import Upload


def _thousands(value: float, comma: bool) -> str:
    text = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return text.replace(",", "\u202f").replace(".", ",") if comma else text


def _campaigns_en() -> Sample:
    rng = random.Random("campaigns")
    header = ["Campaign status", "Campaign", "Budget", "Budget name", "Budget type", "Status", "Optimization score", "Campaign type",
              "Currency code", "Avg. CPM", "Impr.", "Interactions", "Interaction rate", "Avg. cost", "Cost", "Conv. rate",
              "Conversions", "Cost / conv."]  # fmt: skip
    rows: list[list[object]] = []
    figures = {"impressions": 0.0, "interactions": 0.0, "spend": 0.0, "conversions": 0.0}
    for number in range(6):
        seen, acts, cost, won = (
            rng.randrange(1000, 90_000),
            rng.randrange(1000, 9000),
            round(rng.uniform(1000, 2000), 2),
            number,
        )
        for name, value in zip(figures, (seen, acts, cost, won), strict=True):
            figures[name] += value
        rows.append(["Enabled", f"Video views - {number}", "5,000.00", " --", "Campaign Total", "Ended", " --", "Video", "INR", "64.20",
                     _thousands(seen, False), _thousands(acts, False), "77.77%", "0.08", _thousands(cost, False), "0.78%", f"{won}.00",
                     " --"])  # fmt: skip
    last: Sequence[object] = rows[0][9:]
    totals = [[f"Total: {name}", *[""] * 7, "INR", *last] for name in ("Campaigns", "Account", "Video")]
    content = plain_csv([["Campaign report"], ["July 8, 2025 - July 31, 2025"], header, *rows, *totals])
    truth = Truth(
        "campaigns", "google_ads", 6, "google_ads", figures, dt.date(2025, 7, 8), dt.date(2025, 7, 31)
    )
    return Sample(Upload("Campaign report.csv", content), (truth,))


def _campaigns_local(language: str) -> Sample:
    """By day, semicolons, decimal commas; French with narrow no-break spaces, German with points."""
    rng = random.Random(f"campaigns {language}")
    title, period, header, totals = {
        "fr": ("Rapport sur les campagnes", "1 sept. 2026 - 30 sept. 2026",
               ["Jour", "Campagne", "Code de la devise", "Coût", "Impr.", "Clics", "Conversions", "Coût/conv."],
               ("Total : compte", "Total : campagnes")),
        "de": ("Kampagnenbericht", "1. September 2026 - 30. September 2026",
               ["Tag", "Kampagne", "Währungscode", "Kosten", "Impr.", "Klicks", "Conversions", "Kosten/Conv."],
               ("Gesamt: Konto", "Gesamt: Kampagnen")),
    }[language]  # fmt: skip
    rows: list[list[str]] = []
    figures = {"spend": 0.0, "impressions": 0.0, "clicks": 0.0, "conversions": 0.0}
    for day in days(dt.date(2026, 9, 1), 30):
        values = (
            round(rng.uniform(900, 3000), 2),
            rng.randrange(2000, 9000),
            rng.randrange(900),
            float(rng.randrange(9)),
        )
        for name, value in zip(figures, values, strict=True):
            figures[name] += value
        cells = [_thousands(value, True) for value in values]
        if language == "de":
            cells = [cell.replace("\u202f", ".") for cell in cells]
        rows.append([str(day), "Été – marque", "EUR", *cells, " --"])
    ends = [[name, "", "EUR", *rows[0][3:]] for name in totals]
    content = plain_csv([[title], [period], header, *rows, *ends], ";", encoding="utf-8-sig")
    truth = Truth(
        "campaigns", "google_ads", 30, "google_ads", figures, dt.date(2026, 9, 1), dt.date(2026, 9, 30)
    )
    return Sample(Upload(f"{title}.csv", content), (truth,))


def _analytics(sessions: bool) -> Sample:
    rng = random.Random("ga4")
    head = "# ----------------------------------------\r\n# Report CSV Export\r\n# Account: Atelier\r\n# Property: atelier - GA4\r\n"
    head += "# ----------------------------------------\r\n# \r\n# All Users\r\n# Start date: 20230708\r\n# End date: 20230806\r\n"
    header = [
        "Date",
        "Sessions" if sessions else "Event count",
        "Total users",
        "Average session duration",
        "New users",
    ]
    span = days(dt.date(2023, 7, 8), 30)
    rows = [
        [f"{day:%Y%m%d}", rng.randrange(50, 900), rng.randrange(800), 61.458, rng.randrange(700)]
        for day in span
    ]
    figures = {"sessions_total": float(sum(int(str(row[1])) for row in rows))}
    rng.shuffle(rows)
    upload = Upload("data-export.csv", head.encode() + plain_csv([header, *rows], end="\r\n"))
    if not sessions:
        return Sample(upload, refused="website")
    return Sample(upload, (Truth("account", "ga4_sessions", 30, "website", figures, span[0], span[-1]),))


def _business_profile() -> Sample:
    header = ["Store code", "Business name", "Address", "Labels", "Google Search - Mobile", "Google Search - Desktop",
              "Google Maps - Mobile", "Google Maps - Desktop", "Calls", "Messages", "Bookings", "Directions", "Website clicks"]  # fmt: skip
    said = [
        "",
        "",
        "",
        "",
        *(f"Number of people that viewed your Business Profile, {name}" for name in header[4:]),
    ]
    rows = [
        [f"{n:03d}", f"Atelier {n}", "1, rue du Four, Lyon", "", 900, 100, 300, 20, 12, 3, 0, 44, 30 + n]
        for n in range(5)
    ]
    figures = {"link_clicks": float(sum(30 + n for n in range(5))), "messages_in": 15.0}
    name = "GMB insights (Business Profile Performance) - 2024-1-1 - 2024-6-30.csv"
    truth = Truth(
        "account",
        "google_business_profile",
        5,
        "google_business",
        figures,
        dt.date(2024, 1, 1),
        dt.date(2024, 1, 1),
    )
    return Sample(Upload(name, plain_csv([header, said, *rows])), (truth,))


def _others() -> Iterator[tuple[str, Sample]]:
    hours = [
        ["Hour", "Clicks", "Impressions", "Avg. CPC", "Cost"],
        *([f"{h:02d} - {h + 1:02d}", 0, h, "US$0.00", "US$0.00"] for h in range(24)),
    ]
    yield "google_ads_hours", Sample(Upload("Time_series(2026.02.05).csv", plain_csv(hours)), refused="hours")
    queries = [
        ["Top queries", "Clicks", "Impressions", "CTR", "Position"],
        ["boulangerie lyon", 2, 41, "4.88%", 4.83],
        ["pain", 1, 54, "1.85%", 4.02],
    ]
    yield (
        "search_console_queries",
        Sample(Upload("Queries.csv", plain_csv(queries)), refused="search_queries"),
    )
    span = days(dt.date(2025, 1, 1), 20)
    chart = [
        ["Date", "Clicks", "Impressions", "CTR", "Position"],
        *([str(day), 4, 90, "4.44%", 8.1] for day in span),
    ]
    yield "search_console_days", Sample(Upload("Chart.csv", plain_csv(chart)), refused="search_queries")
    mails = [
        ["Time Sent", "Campaign Name", "Sends", "Opens", "Open Rate", "Clicks"],
        ["Feb 3, 2025 9:00 am", "Lettre", 900, 300, "33.3%", 12],
    ]
    mails += [["Mar 3, 2025 9:00 am", "Lettre 2", 910, 290, "31.9%", 14]]
    yield "newsletter", Sample(Upload("emails.csv", plain_csv(mails)), refused="newsletter")


def samples() -> Iterator[tuple[str, Sample]]:
    """Every generated export of Google and of a newsletter tool, by a name that says what is ugly about it."""
    yield "google_ads_en", _campaigns_en()
    yield "google_ads_fr", _campaigns_local("fr")
    yield "google_ads_de", _campaigns_local("de")
    yield "ga4_sessions", _analytics(sessions=True)
    yield "ga4_events", _analytics(sessions=False)
    yield "google_business_profile", _business_profile()
    yield from _others()
