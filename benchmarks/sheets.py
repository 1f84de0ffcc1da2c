"""The sheets the benchmarks read: a French tracking sheet of any length, always the same for the same length."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np

HEADER = (
    "Date", "Heure", "Réseau", "Compte", "Identifiant", "Lien", "Texte", "Format", "Thématique", "Campagne",
    "Sponsorisé", "Impressions", "Portée", "Vues", "Clics", "Clics sur un lien", "J'aime", "Commentaires",
    "Partages", "Enregistrements", "Nouveaux abonnés", "Abonnés", "Budget sponsorisé (EUR)", "Responsable", "Remarque",
)  # fmt: skip
NETWORKS = ("Facebook", "Instagram", "LinkedIn", "X", "TikTok")
FORMATS = ("Photo", "Reel", "Vidéo", "Carrousel", "Lien")
THEMES = ("paysage", "gastronomie", "agenda", "patrimoine", "coulisses")
FIRST = dt.datetime(2023, 1, 1, 6, 0)


def rows(count: int) -> list[list[object]]:
    """Posts as typed cells: dates, numbers and text, `-` where a figure is missing."""
    reach = np.random.default_rng(7).lognormal(7, 0.8, count).astype(int)
    found: list[list[object]] = []
    step = max(15, 525_600 // count)  # at least a year of posts
    for i in range(count):
        moment, seen = FIRST + dt.timedelta(minutes=step * i), int(reach[i])
        found.append(
            [
                moment.date(), moment.strftime("%H:%M"), NETWORKS[i % 5], "Office de tourisme", str(10**15 + i * 7919),
                f"https://www.facebook.com/office/posts/{10**15 + i}", f"Publication {i} : la montagne, l'été, à pied",
                FORMATS[i % 5], THEMES[i % 7 % 5], "été 2024" if i % 9 == 0 else "", "oui" if i % 20 == 0 else "non",
                int(seen * 1.3), seen, seen // 2 if i % 3 else "-", i % 50, i % 20, i % 300, i % 30, i % 12, i % 9,
                i % 3, 10_000 + i // 10, (i % 40) / 4 if i % 20 == 0 else "", "Camille", "n.c.",
            ]
        )  # fmt: skip
    return found


def french_csv(count: int) -> bytes:
    """The sheet as a French Excel saves it: semicolons, cp1252, decimal commas, no-break thousands, DD/MM/YYYY."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows([[_french(cell) for cell in row] for row in rows(count)])
    return written.getvalue().encode("cp1252")


def _french(cell: object) -> object:
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, int):
        return f"{cell:,}".replace(",", "\u00a0")
    return cell


def workbook(count: int) -> bytes:
    """The same sheet as a workbook with true dates and numbers."""
    import xlsxwriter

    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"constant_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet("Suivi")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), day)
                elif isinstance(cell, int | float):
                    page.write_number(number, column, cell)
                else:
                    page.write_string(number, column, str(cell))
    return packed.getvalue()


def community_csv() -> bytes:
    """The monthly sheet of followers beside it: a row for each month and network."""
    lines = ["Mois;Réseau;Abonnés"]
    for month in range(12):
        lines += [
            f"01/{month + 1:02}/2023;{name};{1000 * i + 40 * month}"
            for i, name in enumerate(NETWORKS, start=1)
        ]
    return "\r\n".join(lines).encode("cp1252")
