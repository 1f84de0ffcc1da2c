"""Messy sheets with their truth: tracking sheets as people keep and export them, generated from a seed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable

from benchmarks.cases import Case, Division, Row, Table

_ENCODINGS = {
    "west": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "iso8859_15"),
    "centre": ("utf-8", "cp1250", "iso8859_2", "utf-16"),
    "cyrillic": ("utf-8", "cp1251", "utf-16"),
}
_WORDS = {
    "west": (
        "été à la plage",
        "réservez ici",
        "promo « Noël »",
        "l'équipe, au complet",
        "Où ? À Nîmes !",
        "plat du jour ; 12,50",
        "Größe zählt",
        "mañana más",
        "100 % pur",
    ),
    "centre": (
        "zażółć gęślą jaźń",
        "święto w mieście",
        "příliš žluťoučký kůň",
        "nowość, już dziś",
        "łąka; las",
    ),
    "cyrillic": (
        "весна пришла в город",
        "новая коллекция, скидки",
        "открытие ; сегодня",
        "рецепт дня",
        "наши люди",
    ),
}
_NAMES = {
    "west": (("Date", "Réseau", "Sujet", "Portée", "Vues", "J'aime", "Commentaires", "Taux"), ("Datum", "Kanal", "Thema", "Reichweite", "Aufrufe", "Gefällt mir", "Kommentare", "Quote"), ("date", "channel", "title", "reach", "views", "likes", "comments", "rate"), ("Jour", "Lieu", "Objet", "Entrées", "Ventes", "Retours", "Appels", "Part")),
    "centre": (("Data", "Kanał", "Temat", "Zasięg", "Wyświetlenia", "Polubienia", "Komentarze", "Wskaźnik"),),
    "cyrillic": (("Дата", "Канал", "Тема", "Охват", "Просмотры", "Лайки", "Комментарии", "Доля"),),
}  # fmt: skip
_NETWORKS = ("Facebook", "Instagram", "LinkedIn", "TikTok", "X")
_TOTALS = ("Total", "TOTAL", "Total général", "Grand Total", "Moyenne", "Gesamt", "Average", "Somme")
_NOTES = (
    "* chiffres relevés le lundi",
    "Source : statistiques du réseau, export du 12/06/2025",
    "Note: data may be revised",
)
_TITLES = (
    "Suivi des réseaux 2025",
    "Monthly report - Bakery",
    "Rapport du 01/05/2025 au 31/05/2025",
    "Bericht",
)


class Maker:
    """Makes one sheet after the other from its own source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.script = "west"

    def figure(self) -> str:
        """A count, as a person or a program writes it."""
        number = self.chance.choice((0, 7, 43, 812, 1204, 15980, 240311))
        number += self.chance.randrange(9)
        mark = self.chance.choice(("", "", "", " ", "\u202f", "\u00a0"))
        return f"{number:,}".replace(",", mark)

    def rate(self) -> str:
        return f"{self.chance.random() * 20:.2f}".replace(".", ",") + self.chance.choice(("", " %"))

    def text(self, several_lines: bool) -> str:
        words = " ".join(self.chance.sample(_WORDS[self.script], self.chance.randint(1, 3)))
        if several_lines and self.chance.random() < 0.3:
            words += "\n" + self.chance.choice(_WORDS[self.script]) + ', dit "oui"'
        return words

    def table(self, rows: int, several_lines: bool = False) -> Table:
        """A table of posts or of days, with a header."""
        names = list(self.chance.choice(_NAMES[self.script]))
        kept = sorted(self.chance.sample(range(3, 7), self.chance.randint(2, 4)))
        columns = [
            0,
            *([1] if self.chance.random() < 0.7 else []),
            *([2] if self.chance.random() < 0.8 else []),
            *kept,
            *([7] if self.chance.random() < 0.5 else []),
        ]
        form = self.chance.choice(("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y"))
        day = dt.date(2025, 1, 1) + dt.timedelta(self.chance.randrange(300))
        body: list[Row] = []
        for number in range(rows):
            cells = [
                (day + dt.timedelta(number)).strftime(form), self.chance.choice(_NETWORKS), self.text(several_lines),
                *(self.figure() if self.chance.random() < 0.93 else self.chance.choice(("", "-", "n.c.")) for _ in range(4)),
                self.rate(),
            ]  # fmt: skip
            body.append(tuple(cells[i] for i in columns))
        return Table(tuple(names[i] for i in columns), tuple(body))


def _shown(table: Table) -> list[list[str]]:
    return [list(row) for row in ((table.header,) if table.header else ())] + [
        list(row) for row in table.rows
    ]


Layout = Callable[[Maker], tuple[list[list[str]], tuple[Table, ...], bool]]


def plain_table(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    table = make.table(make.chance.randint(2, 40), several_lines=True)
    return _shown(table), (table,), False


def with_title(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """A title, or a few lines above the header, blank rows among them."""
    table = make.table(make.chance.randint(3, 30))
    above = [[make.chance.choice(_TITLES)] for _ in range(make.chance.randint(1, 3))]
    if make.chance.random() < 0.5:
        above.append(["Compte :", "Boulangerie"])
    gap: list[list[str]] = [[]] * make.chance.randint(0, 2)
    return above + gap + _shown(table), (table,), True


def with_totals(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Totals and notes below the rows."""
    table = make.table(make.chance.randint(3, 30))
    width = len(table.header or ())
    total = [make.chance.choice(_TOTALS), *[""] * (width - 3), make.figure(), make.figure()]
    shown = _shown(table) + ([[]] if make.chance.random() < 0.3 else []) + [total]
    if make.chance.random() < 0.6:
        shown += (
            [[], [make.chance.choice(_NOTES)]]
            if make.chance.random() < 0.5
            else [[make.chance.choice(_NOTES)]]
        )
    return shown, (table,), True


def grouped(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Names of groups over the names of the columns."""
    table = make.table(make.chance.randint(3, 20))
    header = list(table.header or ())
    split = make.chance.randint(2, len(header) - 1)
    first, second = make.chance.sample(("Publication", "Audience", "Résultats", "Engagement"), 2)
    above = [first, *[""] * (split - 1), second, *[""] * (len(header) - split - 1)]
    joined = tuple(f"{first if i < split else second} {name}" for i, name in enumerate(header))
    return [above, *_shown(table)], (Table(joined, table.rows),), False


def stacked(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Two or three tables under one another, a blank row, a title, both or nothing between them."""
    tables = [make.table(make.chance.randint(2, 12)) for _ in range(make.chance.randint(2, 3))]
    shown: list[list[str]] = []
    for table in tables:
        shown += ([[]] if shown and make.chance.random() < 0.7 else []) + (
            [[make.chance.choice(_TITLES)]] if make.chance.random() < 0.5 else []
        )
        shown += _shown(table)
    return shown, tuple(tables), False


def beside(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Two tables side by side, of unequal length, a blank column between them."""
    left, right = make.table(make.chance.randint(3, 12)), make.table(make.chance.randint(3, 12))
    if len(left.rows) == len(right.rows):
        right = Table(right.header, right.rows[:-1])
    one, two = _shown(left), _shown(right)
    height, width = max(len(one), len(two)), len(left.header or ())
    one += [[""] * width] * (height - len(one))
    two += [[""] * len(right.header or ())] * (height - len(two))
    return [[*a, "", *b] for a, b in zip(one, two, strict=True)], (left, right), False


def without_header(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    table = make.table(make.chance.randint(4, 40))
    return [list(row) for row in table.rows], (Table(None, table.rows),), False


def of_years(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Years as the names of columns."""
    first, count = make.chance.randint(2015, 2021), make.chance.randint(3, 5)
    header = (make.chance.choice(("Réseau", "Indicateur", "")), *(str(first + i) for i in range(count)))
    labels = make.chance.sample((*_NETWORKS, "Blog", "Newsletter", "Site"), make.chance.randint(3, 7))
    rows = tuple((label, *(make.figure() for _ in range(count))) for label in labels)
    table = Table(header, rows)
    return _shown(table), (table,), False


def of_words(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Nothing but words: people, places, e-mail addresses."""
    header = make.chance.choice(
        (
            ("Nom", "Rôle", "Ville", "Courriel"),
            ("name", "team", "city", "email"),
            ("Titre", "Thème", "Format", "Auteur"),
        )
    )
    names = ("Anna", "Paul", "Zoé", "Marc", "Léa", "Tom", "Inès", "Hugo", "Nina", "Karl")
    towns = ("Nantes", "Lyon", "Nîmes", "Brest")
    rows = tuple(
        (
            n,
            make.chance.choice(("Photo", "Vidéo", "Texte")),
            make.chance.choice(towns),
            f"{n.lower()}@exemple.fr",
        )
        for n in make.chance.sample(names, make.chance.randint(4, 10))
    )
    table = Table(header, rows)
    return _shown(table), (table,), False


def one_column(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    values = make.chance.choice(
        (
            lambda: make.rate(),
            lambda: f"anna{make.chance.randrange(999)}@exemple.fr",
            lambda: str(make.chance.randrange(9999)),
        )
    )
    table = Table(
        (make.chance.choice(("Taux", "Valeur", "adresse")),),
        tuple((values(),) for _ in range(make.chance.randint(4, 30))),
    )
    return _shown(table), (table,), False


def short_rows(make: Maker) -> tuple[list[list[str]], tuple[Table, ...], bool]:
    """Rows that stop before their last cells, and rows with blank ones between them."""
    table = make.table(make.chance.randint(5, 25))
    shown, rows = [list(table.header or ())], []
    for row in table.rows:
        cut = len(row) - make.chance.randint(0, 2)
        rows.append(tuple(row[:cut]) + ("",) * (len(row) - cut))
        shown.append(list(row[:cut]))
        if make.chance.random() < 0.1:
            shown.append([])
    return shown, (Table(table.header, tuple(rows)),), False


LAYOUTS: tuple[Layout, ...] = (
    plain_table, plain_table, with_title, with_totals, grouped, stacked, beside, without_header, of_years, of_words,
    one_column, short_rows,
)  # fmt: skip


def sheets(count: int, seed: int) -> list[Case]:
    """So many sheets, the same for the same seed."""
    return [_sheet(seed * 100_000 + number, LAYOUTS[number % len(LAYOUTS)]) for number in range(count)]


def _sheet(seed: int, layout: Layout) -> Case:
    make = Maker(seed)
    make.script = make.chance.choice(("west", "west", "west", "centre", "cyrillic"))
    shown, tables, apart = layout(make)
    mark = make.chance.choice((",", ";", "\t", "|"))
    end = make.chance.choice(("\n", "\r\n", "\r\n", "\r"))
    several = any("\n" in cell for row in shown for cell in row)
    if several and end == "\r":  # a cell's own line end would end the line
        end = "\r\n"
    if make.chance.random() < 0.5:  # spreadsheets write a blank row as its delimiters
        width = max(map(len, shown))
        shown = [row + [""] * (width - len(row)) for row in shown]
    quoting = make.chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=quoting).writerows(shown)
    text = out.getvalue()
    told = make.chance.random() < 0.1
    encoding = make.chance.choice(_ENCODINGS[make.script])
    body = (f"sep={mark}{end}" if told else "") + text
    division = Division(None) if layout is one_column else Division(mark)
    content = _encoded(body, encoding)
    name = f"{layout.__name__}-{seed}-{encoding}"
    return Case("generated", name, content, text, None if told else division, tables, apart=apart)


def _encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding, what it cannot write left out of it."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8")
