"""Home-made sheets as people build them, each with what it truly says, written down before any of them was read.

A `Homemade` has the tabs of a workbook as grids of cells (None is empty, a string that begins with `=>` is merged with
the empty cells to its right) and, by kind, the rows it holds: a dict a row with the fields that matter.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

import xlsxwriter

from cmdash.model import Upload

Cell = str | int | float | dt.date | None
Grid = list[list[Cell]]
Truth = list[dict[str, object]]
N = None


@dataclass(frozen=True)
class Homemade:
    """One sheet: what it is, its tabs, what it says. `questions` are the codes of what must be asked."""

    about: str
    name: str
    tabs: Mapping[str, Grid]
    truth: Mapping[str, Truth]
    questions: tuple[str, ...] = ()

    def upload(self) -> Upload:
        memory = io.BytesIO()
        with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for tab, grid in self.tabs.items():
                page = book.add_worksheet(tab)
                for r, row in enumerate(grid):
                    for c, cell in enumerate(row):
                        if isinstance(cell, dt.date):
                            page.write_datetime(r, c, dt.datetime(cell.year, cell.month, cell.day), day)
                        elif isinstance(cell, str) and cell.startswith("=>"):
                            wide = next((i for i in range(c + 1, len(row)) if row[i] is not None), len(row))
                            page.merge_range(r, c, r, wide - 1, cell[2:])
                        elif cell is not None:
                            page.write(r, c, cell)
        return Upload(self.name, memory.getvalue())


def _post(
    day: str, network: str, text: str, likes: float, comments: float, **more: object
) -> dict[str, object]:
    return {"date": day, "network": network, "text": text, "likes": likes, "comments": comments, **more}


def _month(day: str, network: str | None, **figures: object) -> dict[str, object]:
    return {"date": day, "period": "month", "network": network, **figures}


HEAD: list[Cell] = ["Date", "Sujet", "J'aime", "Commentaires", "Portée"]


def tab_per_network() -> Homemade:
    def tab(title: str, first: int) -> Grid:
        return [
            [title],
            [],
            HEAD,
            [dt.date(2025, 6, 3), "Pain", first, 2, 100],
            [dt.date(2025, 6, 14), "Four", first + 1, 3, 110],
            ["Total", N, 2 * first + 1, 5, 210],
            ["Moyenne", N, first + 0.5, 2.5, 105],
        ]

    tabs = {
        "Facebook": tab("Suivi Facebook", 10),
        "Insta": tab("Suivi du compte", 20),
        "LinkedIn": tab("Page", 30),
    }
    rows = [
        _post(f"2025-06-{d:02}", net, text, first + i, 2 + i, reach=100 + 10 * i)
        for net, first in (("facebook", 10), ("instagram", 20), ("linkedin", 30))
        for i, (d, text) in enumerate(((3, "Pain"), (14, "Four")))
    ]
    return Homemade("a tab for each network, totals and averages below", "suivi.xlsx", tabs, {"posts": rows})


def tab_per_month() -> Homemade:
    def tab(first: int) -> Grid:
        return [
            ["Réseau", "Abonnés", "Portée", "Interactions"],
            ["Facebook", first, 10 * first, 40],
            ["Instagram", first + 500, 12 * first, 60],
            ["Total", 2 * first + 500, 22 * first, 100],
        ]

    tabs = {"Janvier": tab(1000), "Février": tab(1010), "Mars": tab(1025)}
    rows = [
        _month(f"2025-{m:02}-01", net, followers=first + more, reach=times * first, interactions=acts)
        for m, first in ((1, 1000), (2, 1010), (3, 1025))
        for net, more, times, acts in (("facebook", 0, 10, 40), ("instagram", 500, 12, 60))
    ]
    return Homemade(
        "a tab for each month, a row for each network, no date", "KPI 2025.xlsx", tabs, {"account": rows}
    )


def influencers() -> Homemade:
    head: list[Cell] = [
        "Influenceur",
        "Période",
        "Sujet",
        "Date",
        "Lien du post",
        "Vues",
        "Likes",
        "Commentaires",
    ]
    link = "https://www.instagram.com/p/"
    grid: Grid = [
        ["REPORTING INFLUENCE"],
        [],
        head,
        ["MOIS D'OCTOBRE"],
        ["Semaine du 13 au 19 Oct"],
        ["Léa", "S42", "Reel four", "2025-10-13", f"{link}a1", 1000, 50, 5],
        [N, "S42", "Story pain", "2025-10-14", f"{link}a2", 2000, 60, 6],
        ["Sous-total Léa", N, N, N, N, 3000, 110, 11],
        ["Max", "S42", "Reel marché", "Friday, October 17, 2025", f"{link}a3", 3000, 70, 7],
        ["Sous-total Max", N, N, N, N, 3000, 70, 7],
        ["MOIS DE NOVEMBRE"],
        ["Max", "S45", "Carrousel", "2025-11-04", f"{link}a4", 4000, 80, 8],
        ["TOTAL", N, N, N, N, 10000, 260, 26],
    ]
    rows = [
        {"date": day, "account": who, "text": text, "url": f"{link}a{i}", "views": 1000 * i, "likes": 40 + 10 * i, "comments": 4 + i, "network": "instagram"}
        for i, (who, text, day) in enumerate(
            (("Léa", "Reel four", "2025-10-13"), ("Léa", "Story pain", "2025-10-14"), ("Max", "Reel marché", "2025-10-17"), ("Max", "Carrousel", "2025-11-04")), 1
        )
    ]  # fmt: skip
    return Homemade(
        "names filled once, section rows, sub-totals", "influence.xlsx", {"Feuille 1": grid}, {"posts": rows}
    )


def sections_of_networks() -> Homemade:
    grid: Grid = [
        HEAD,
        ["FACEBOOK"],
        ["03/06/2025", "Pain", 10, 1, 100],
        ["14/06/2025", "Four", 11, 2, 110],
        ["Sous-total", N, 21, 3, 210],
        ["INSTAGRAM"],
        ["05/06/2025", "Tarte", 12, 3, 120],
        ["Sous-total", N, 12, 3, 120],
        ["Total général", N, 33, 6, 330],
    ]
    rows = [
        _post("2025-06-03", "facebook", "Pain", 10, 1, reach=100),
        _post("2025-06-14", "facebook", "Four", 11, 2, reach=110),
        _post("2025-06-05", "instagram", "Tarte", 12, 3, reach=120),
    ]
    return Homemade("networks as section rows of one table", "posts.xlsx", {"Juin": grid}, {"posts": rows})


def side_figures() -> Homemade:
    grid: Grid = [
        [*HEAD, N, "Objectif du mois", N],
        [dt.date(2025, 6, 3), "Pain", 10, 1, 100, N, "Abonnés", 5400],
        [dt.date(2025, 6, 14), "Four", 11, 2, 110, N, "Posts prévus", 12],
        [dt.date(2025, 6, 20), "Tarte", 12, 3, 120, N, N, N],
        [dt.date(2025, 6, 25), "Quiche", 13, 4, 130, N, "À relancer : la presse", N],
    ]
    rows = [
        _post(f"2025-06-{d:02}", "facebook", text, 10 + i, 1 + i, reach=100 + 10 * i)
        for i, (d, text) in enumerate(((3, "Pain"), (14, "Four"), (20, "Tarte"), (25, "Quiche")))
    ]
    return Homemade(
        "figures and notes beside the table", "suivi facebook.xlsx", {"Juin": grid}, {"posts": rows}
    )


def year_and_month_apart() -> Homemade:
    grid: Grid = [
        ["Année", "Mois", "Réseau", "Abonnés", "Portée"],
        [2024, "Novembre", "Facebook", 1000, 9000],
        [N, "Décembre", "Facebook", 1010, 9100],
        [2025, "Janvier", "Facebook", 1025, 9200],
        [N, "Février", "Facebook", 1040, 9300],
        ["Total", N, N, N, 36600],
    ]
    rows = [
        _month(day, "facebook", followers=f, reach=r)
        for day, f, r in (("2024-11-01", 1000, 9000), ("2024-12-01", 1010, 9100), ("2025-01-01", 1025, 9200), ("2025-02-01", 1040, 9300))
    ]  # fmt: skip
    return Homemade(
        "year and month in two columns, the year written once",
        "communaute.xlsx",
        {"Suivi": grid},
        {"account": rows},
    )


def yearless_in_a_year_tab() -> Homemade:
    def tab(start: int) -> Grid:
        return [
            ["Date", "Réseau", "Publication", "Likes", "Comments"],
            ["12/11", "FB", "Marché", start, 1],
            ["25/12", "IG", "Noël", start + 1, 2],
        ]

    rows = [
        _post(f"{year}-{day}", net, text, start + i, 1 + i)
        for year, start in ((2023, 10), (2024, 20))
        for i, (day, net, text) in enumerate(
            (("11-12", "facebook", "Marché"), ("12-25", "instagram", "Noël"))
        )
    ]
    return Homemade(
        "days without a year, a tab for each year",
        "posts.xlsx",
        {"2023": tab(10), "2024": tab(20)},
        {"posts": rows},
    )


def yearless_over_new_year() -> Homemade:
    days = [
        ("5 novembre", "2024-11-05"),
        ("18 décembre", "2024-12-18"),
        ("3 janvier", "2025-01-03"),
        ("14 mars", "2025-03-14"),
    ]
    grid: Grid = [["Date", "Réseau", "Publication", "Likes", "Comments"]]
    grid += [[written, "Facebook", f"Post {i}", 10 + i, i] for i, (written, _) in enumerate(days)]
    rows = [_post(day, "facebook", f"Post {i}", 10 + i, i) for i, (_, day) in enumerate(days)]
    return Homemade(
        "days without a year that pass the new year, in order",
        "posts.xlsx",
        {"Posts": grid},
        {"posts": rows},
        ("year-missing",),
    )


def indicators_by_month() -> Homemade:
    grid: Grid = [
        ["Tableau de bord 2025", N, N, N, N, N, N],
        [N],
        ["Indicateur", "janv. 2025", "févr. 2025", "mars 2025", "Total", "Moyenne", "Évolution"],
        ["=>FACEBOOK", N, N, N, N, N, N],
        ["Abonnés", 1000, 1010, 1030, N, 1013.3, "3 %"],
        ["Portée", 9000, 8000, 7000, 24000, 8000, "-22 %"],
        ["Interactions", 90, 80, 70, 240, 80, "-22 %"],
        ["=>INSTAGRAM", N, N, N, N, N, N],
        ["Abonnés", 500, 520, 560, N, 526.7, "12 %"],
        ["Portée", 4000, 5000, 6000, 15000, 5000, "50 %"],
        ["Interactions", 40, "n.c.", 60, 100, 50, "50 %"],
    ]
    rows = [
        _month("2025-01-01", "facebook", followers=1000, reach=9000, interactions=90),
        _month("2025-02-01", "facebook", followers=1010, reach=8000, interactions=80),
        _month("2025-03-01", "facebook", followers=1030, reach=7000, interactions=70),
        _month("2025-01-01", "instagram", followers=500, reach=4000, interactions=40),
        _month("2025-02-01", "instagram", followers=520, reach=5000, interactions=None),
        _month("2025-03-01", "instagram", followers=560, reach=6000, interactions=60),
    ]
    return Homemade(
        "indicators in rows, months in columns, networks as merged titles, totals apart",
        "bilan.xlsx",
        {"KPI": grid},
        {"account": rows},
    )


def networks_over_columns() -> Homemade:
    grid: Grid = [
        [N, "=>Facebook", N, N, "=>Instagram", N, N],
        ["Mois", "Abonnés", "Portée", "Évolution", "Abonnés", "Portée", "Évolution"],
        [dt.date(2025, 1, 1), 1000, 9000, N, 500, 4000, N],
        [dt.date(2025, 2, 1), 1010, 8000, "1 %", 520, 5000, "4 %"],
        [dt.date(2025, 3, 1), 1030, 7000, "2 %", 560, 6000, "8 %"],
        ["Moyenne", 1013.3, 8000, N, 526.7, 5000, N],
        ["Total", N, 24000, N, N, 15000, N],
    ]
    figures = {
        "facebook": ((1000, 9000), (1010, 8000), (1030, 7000)),
        "instagram": ((500, 4000), (520, 5000), (560, 6000)),
    }
    rows = [
        _month(f"2025-0{m + 1}-01", net, followers=f, reach=r)
        for net, all_ in figures.items()
        for m, (f, r) in enumerate(all_)
    ]
    return Homemade("networks as merged titles over columns", "bilan.xlsx", {"KPI": grid}, {"account": rows})


def two_side_by_side() -> Homemade:
    grid: Grid = [
        ["Date", "Sujet", "J'aime", "Commentaires", N, "Mois", "Abonnés", "Visites du profil"],
        ["03/06/2025", "Pain", 10, 1, N, "avril 2025", 1000, 50],
        ["14/06/2025", "Four", 11, 2, N, "mai 2025", 1010, 60],
        ["20/06/2025", "Tarte", 12, 3, N, "juin 2025", 1020, 70],
        ["25/06/2025", "Quiche", 13, 4, N, N, N, N],
    ]
    posts = [
        _post(f"2025-06-{d:02}", "instagram", t, 10 + i, 1 + i)
        for i, (d, t) in enumerate(((3, "Pain"), (14, "Four"), (20, "Tarte"), (25, "Quiche")))
    ]
    months = [
        _month(f"2025-{4 + i:02}-01", "instagram", followers=1000 + 10 * i, profile_visits=50 + 10 * i)
        for i in range(3)
    ]
    return Homemade(
        "posts and months side by side",
        "suivi instagram.xlsx",
        {"Juin": grid},
        {"posts": posts, "account": months},
    )


def stacked_months_of_posts() -> Homemade:
    grid: Grid = [
        ["=>JANVIER 2025", N, N, N, N],
        HEAD,
        ["03/01/2025", "Galette", 10, 1, 100],
        ["24/01/2025", "Four", 11, 2, 110],
        ["Total", N, 21, 3, 210],
        [],
        ["=>FÉVRIER 2025", N, N, N, N],
        HEAD,
        ["05/02/2025", "Crêpes", 12, 3, 120],
        ["Total", N, 12, 3, 120],
    ]
    rows = [
        _post("2025-01-03", "facebook", "Galette", 10, 1, reach=100),
        _post("2025-01-24", "facebook", "Four", 11, 2, reach=110),
        _post("2025-02-05", "facebook", "Crêpes", 12, 3, reach=120),
    ]
    return Homemade(
        "a block for each month under its title", "facebook.xlsx", {"2025": grid}, {"posts": rows}
    )


def stacked_months_of_networks() -> Homemade:
    def block(title: str, first: int) -> Grid:
        return [
            [title],
            ["Réseau", "Abonnés", "Portée"],
            ["Facebook", first, 9000],
            ["Instagram", first + 500, 4000],
            ["Total", 2 * first + 500, 13000],
            [],
        ]

    rows = [
        _month(day, net, followers=first + more, reach=reach)
        for day, first in (("2025-01-01", 1000), ("2025-02-01", 1010))
        for net, more, reach in (("facebook", 0, 9000), ("instagram", 500, 4000))
    ]
    grid = [*block("Janvier 2025", 1000), *block("Février 2025", 1010)]
    return Homemade(
        "a block for each month, a row for each network", "bilan.xlsx", {"Suivi": grid}, {"account": rows}
    )


def evolution_columns() -> Homemade:
    grid: Grid = [
        [
            "Mois",
            "Abonnés",
            "Évolution",
            "Portée",
            "Évolution (%)",
            "Portée moyenne",
            "Cumul portée",
            "Objectif abonnés",
        ],
        ["janvier 2025", 1000, N, 9000, N, 300, 9000, 1100],
        ["février 2025", 1010, 10, 8000, "-11 %", 290, 17000, 1100],
        ["mars 2025", 1030, 20, 7000, "-12,5 %", 230, 24000, 1100],
        ["TOTAL 2025", N, 30, 24000, N, N, N, N],
        ["Moyenne mensuelle", 1013, 15, 8000, N, N, N, N],
        ["Évolution", "3 %", N, "-22 %", N, N, N, N],
    ]
    rows = [
        _month(f"2025-0{i + 1}-01", "facebook", followers=f, reach=r, gained=None, net=None)
        for i, (f, r) in enumerate(((1000, 9000), (1010, 8000), (1030, 7000)))
    ]
    return Homemade(
        "evolution, average, cumulated and target columns beside the figures",
        "page facebook.xlsx",
        {"Suivi": grid},
        {"account": rows},
    )


def weeks_in_rows() -> Homemade:
    weeks = [
        ("Semaine du 6 au 12 octobre 2025", "2025-10-06"),
        ("Semaine du 13 au 19 octobre 2025", "2025-10-13"),
        ("Semaine du 27 octobre au 2 novembre 2025", "2025-10-27"),
    ]
    grid: Grid = [["Semaine", "Abonnés", "Portée", "Nouveaux abonnés"]]
    grid += [[written, 1000 + 10 * i, 9000 + i, 10 + i] for i, (written, _) in enumerate(weeks)]
    rows = [
        {
            "date": day,
            "period": "week",
            "network": "linkedin",
            "followers": 1000 + 10 * i,
            "reach": 9000 + i,
            "gained": 10 + i,
        }
        for i, (_, day) in enumerate(weeks)
    ]
    return Homemade("weeks written as a span in words", "linkedin.xlsx", {"Hebdo": grid}, {"account": rows})


def network_written_once() -> Homemade:
    grid: Grid = [
        ["Réseau", "KPI", "Janvier", "Février", "Mars", "Total"],
        ["Facebook", "Abonnés", 1000, 1010, 1020, N],
        [N, "Impressions", 9000, 8000, 7000, 24000],
        ["Instagram", "Abonnés", 500, 520, 540, N],
        [N, "Impressions", 4000, 5000, 6000, 15000],
        ["Total", "Impressions", 13000, 13000, 13000, 39000],
    ]
    rows = [
        _month(f"2025-0{m + 1}-01", net, followers=f + step * m, impressions=i + more * m)
        for net, f, step, i, more in (("facebook", 1000, 10, 9000, -1000), ("instagram", 500, 20, 4000, 1000))
        for m in range(3)
    ]
    return Homemade(
        "months in columns without a year, networks written once, a block of totals",
        "bilan 2025.xlsx",
        {"KPI": grid},
        {"account": rows},
    )


def month_written_once() -> Homemade:
    grid: Grid = [
        ["Mois", "Réseau", "Abonnés", "Portée"],
        ["janvier 2025", "Facebook", 1000, 9000],
        [N, "Instagram", 500, 4000],
        ["février 2025", "Facebook", 1010, 8000],
        [N, "Instagram", 520, 5000],
    ]
    rows = [
        _month(day, net, followers=f, reach=r)
        for day, net, f, r in (("2025-01-01", "facebook", 1000, 9000), ("2025-01-01", "instagram", 500, 4000), ("2025-02-01", "facebook", 1010, 8000), ("2025-02-01", "instagram", 520, 5000))
    ]  # fmt: skip
    return Homemade("a month written once for its networks", "bilan.xlsx", {"KPI": grid}, {"account": rows})


def month_per_tab_of_posts() -> Homemade:
    def tab(days: list[tuple[int, str, int]]) -> Grid:
        return [
            ["Jour", "Réseau", "Sujet", "Likes", "Comments"],
            *[[d, "Instagram", t, n, 1] for d, t, n in days],
        ]

    tabs = {
        "Janvier 2025": tab([(3, "Galette", 10), (14, "Four", 11)]),
        "Février 2025": tab([(2, "Crêpes", 12), (27, "Pain", 13)]),
    }
    rows = [
        _post(day, "instagram", text, likes, 1)
        for day, text, likes in (
            ("2025-01-03", "Galette", 10),
            ("2025-01-14", "Four", 11),
            ("2025-02-02", "Crêpes", 12),
            ("2025-02-27", "Pain", 13),
        )
    ]
    return Homemade("a tab for each month, the day alone in a column", "planning.xlsx", tabs, {"posts": rows})


ALL = (
    tab_per_network(), tab_per_month(), influencers(), sections_of_networks(), side_figures(), year_and_month_apart(),
    yearless_in_a_year_tab(), yearless_over_new_year(), indicators_by_month(), networks_over_columns(), two_side_by_side(),
    stacked_months_of_posts(), stacked_months_of_networks(), evolution_columns(), weeks_in_rows(), network_written_once(),
    month_written_once(), month_per_tab_of_posts(),
)  # fmt: skip
