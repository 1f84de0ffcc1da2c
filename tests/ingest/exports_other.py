"""Sheets that hold nothing for a KPI, generated: they look like tracking sheets in one word or in one column only."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from exports_writing import plain_csv, xlsx

from cmdash.model import Upload

Lines = list[Sequence[object]]


def _days(count: int, step: int = 1) -> list[dt.date]:
    return [dt.date(2025, 3, 3) + dt.timedelta(days=step * n) for n in range(count)]


def _tables() -> Iterator[tuple[str, Lines]]:
    rng = random.Random("other")

    def number(most: int = 4000) -> int:
        return rng.randrange(1, most)

    yield "events_with_engagements", [
        ["Event", "Date", "Venue", "City", "Attendees", "Total Engagements"],
        *([f"Salon {n}", str(day), "Halle aux grains", "Lyon", number(), number()] for n, day in enumerate(_days(24, 9))),
    ]  # fmt: skip
    yield "ages", [["Tranche d'âge", "Femmes", "Hommes"], *([a, "12,4 %", "9,1 %"] for a in ("18-24", "25-34", "35-44", "45-54", "55-64", "65+"))]  # fmt: skip
    yield "followers_by_country", [["Pays", "Abonnés", "Part"], *([p, number(), "4 %"] for p in ("France", "Belgique", "Suisse", "Canada", "Maroc"))]  # fmt: skip
    yield "followers_by_city", [["Stadt", "Follower"], *([p, number()] for p in ("Berlin", "Hamburg", "München", "Köln", "Bremen"))]  # fmt: skip
    yield "reach_by_city_and_gender", [["City", "Gender", "Reach", "Impressions"], *([c, g, number(), number()] for c in ("Lyon", "Nice") for g in ("F", "M", "U"))]  # fmt: skip
    yield (
        "retention",
        [["Position (s)", "Audience retention (%)"], *([n, round(100 - n * 0.7, 1)] for n in range(90))],
    )
    yield "pivot", [
        ["Row Labels", "Sum of Likes", "Sum of Comments", "Count of Posts"],
        *([name, number(), number(), number(90)] for name in ("Photo", "Reel", "Video", "(blank)")), ["Grand Total", 9000, 800, 90],
    ]  # fmt: skip
    yield "pivot_fr", [
        ["Étiquettes de lignes", "Somme de J'aime", "Somme de Partages"],
        *([name, number(), number()] for name in ("janv", "févr", "mars", "avr")), ["Total général", 9000, 800],
    ]  # fmt: skip
    yield "invoices", [
        ["N° facture", "Date", "Client", "Désignation", "Montant HT", "TVA", "Total TTC", "Statut"],
        *([f"F-{n:04d}", f"{day:%d/%m/%Y}", "Atelier", "Prestation community management", f"{number()},00", "20 %", f"{number()},00", "payée"] for n, day in enumerate(_days(30, 6))),
    ]  # fmt: skip
    yield "bank_statement", [
        ["Date", "Libellé", "Débit", "Crédit", "Solde"],
        *([f"{day:%d/%m/%Y}", f"Virement client {n}", f"{number()},10", "", f"{number()},35"] for n, day in enumerate(_days(40, 2))),
    ]  # fmt: skip
    yield "bank_statement_de", [
        ["Buchungstag", "Verwendungszweck", "Betrag", "Saldo"],
        *([f"{day:%d.%m.%Y}", f"Rechnung {n}", f"-{number()},10", f"{number()},35"] for n, day in enumerate(_days(40, 2))),
    ]  # fmt: skip
    yield "web_pages", [
        ["Page path and screen class", "Views", "Active users", "Views per active user", "Average engagement time per active user", "Event count"],
        *([f"/article-{n}", number(), number(), "1.4", "61.2", number()] for n in range(40)),
    ]  # fmt: skip
    yield "web_pages_fr", [
        ["Titre de la page", "Vues", "Utilisateurs actifs", "Taux de rebond", "Durée d'engagement moyenne"],
        *([f"Le pain du {n} juin - Atelier", number(), number(), "43 %", "00:01:12"] for n in range(40)),
    ]  # fmt: skip
    yield "web_log_by_day_and_url", [
        ["Date", "URL", "Pageviews", "Sessions", "Bounce rate", "Avg. time on page"],
        *([str(day), f"https://www.atelier.example/p/{n % 7}", number(), number(), "43.1%", "00:01:12"] for n, day in enumerate(_days(60))),
    ]  # fmt: skip
    yield "web_pages_by_link", [
        ["URL", "Title", "Views", "Unique visitors", "Exit rate"],
        *([f"https://www.atelier.example/p/{n}", f"Le pain du {n} juin, notre recette", number(), number(), "43.1%"] for n in range(30)),
    ]  # fmt: skip
    yield "staff", [
        ["Nom", "Prénom", "Poste", "Date d'embauche", "Salaire brut", "Congés restants"],
        *([f"Durand{n}", "Ana", "Vendeuse", f"{day:%d/%m/%Y}", number(), n] for n, day in enumerate(_days(25, 40))),
    ]  # fmt: skip
    yield "sales", [
        ["Date", "Produit", "Quantité", "Prix unitaire", "Chiffre d'affaires", "Vendeur"],
        *([f"{day:%d/%m/%Y}", f"Pain {n % 5}", number(50), "2,40", f"{number()},40", "Ana"] for n, day in enumerate(_days(80))),
    ]  # fmt: skip
    yield "orders", [
        ["Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal", "Shipping", "Total", "Source"],
        *([f"#{1000 + n}", f"a{n}@example.org", "paid", f"{day} 10:00:00 +0100", "EUR", number(), 4, number(), "web"] for n, day in enumerate(_days(30))),
    ]  # fmt: skip
    yield "shares_of_a_company", [
        ["Date", "Ticker", "Shares", "Price", "Value"],
        *([str(day), rng.choice(("ABC", "XYZ")), number(), "12.40", number()] for day in _days(50)),
    ]  # fmt: skip
    yield "tickets", [
        ["Ticket", "Created", "Subject", "Status", "Comments", "Assignee"],
        *([f"SUP-{n}", f"{day} 09:30", f"Le lien {n} ne marche plus depuis hier", "open", number(12), "Ana"] for n, day in enumerate(_days(40))),
    ]  # fmt: skip
    yield "influencers", [
        ["Nom", "Instagram", "Abonnés", "Email", "Tarif post", "Contacté"],
        *([f"Ana {n}", f"@ana{n}", number(), f"ana{n}@example.org", "150 €", "oui"] for n in range(30)),
    ]  # fmt: skip
    yield "survey", [
        ["Horodateur", "Votre âge", "Comment nous avez-vous connus ?", "Commentaires", "Note sur 10"],
        *([f"{day:%d/%m/%Y} 10:12:00", n % 60, "Par Facebook", "Très bon accueil, je reviendrai avec plaisir cet été", n % 10] for n, day in enumerate(_days(40))),
    ]  # fmt: skip
    yield (
        "marks_of_a_class",
        [["Élève", "Note", "Moyenne", "Rang"], *([f"Élève {n}", n % 20, 12.5, n] for n in range(28))],
    )
    yield "printing_budget", [
        ["Poste", "Janvier", "Février", "Mars", "Avril", "Total"],
        *([poste, number(), number(), number(), number(), number()] for poste in ("Impression flyers", "Affranchissement", "Loyer", "Salaires", "Électricité")),
    ]  # fmt: skip
    yield "hours_and_weekdays", [["Heure", "Lundi", "Mardi", "Mercredi", "Jeudi"], *([f"{h} h", number(), number(), number(), number()] for h in range(24))]  # fmt: skip
    yield (
        "hashtags",
        [
            ["Hashtag", "Nombre d'utilisations", "Portée"],
            *([f"#pain{n}", number(90), number()] for n in range(25)),
        ],
    )
    yield "stock_of_a_shop", [["Référence", "Désignation", "Stock", "Seuil", "Dernier inventaire"], *([f"R{n}", f"Farine T{n}", number(), 20, f"{day:%d/%m/%Y}"] for n, day in enumerate(_days(30)))]  # fmt: skip
    yield (
        "calls",
        [
            ["Date", "Appels", "Durée moyenne", "Opérateur"],
            *([f"{day:%d/%m/%Y}", number(90), "00:03:12", "Ana"] for day in _days(30)),
        ],
    )
    yield (
        "weather",
        [
            ["Date", "Température", "Pluie (mm)", "Vent"],
            *([f"{day:%d/%m/%Y}", n % 30, 2.5, number(90)] for n, day in enumerate(_days(60))),
        ],
    )
    yield "visitors_of_a_museum", [["Date", "Visiteurs", "Entrées payantes", "Groupes"], *([f"{day:%d/%m/%Y}", number(), number(), number(9)] for day in _days(60))]  # fmt: skip
    yield "keywords", [["Mot clé", "Impressions", "Clics", "CTR", "Position moyenne"], *([f"boulangerie {n}", number(), number(90), "4,1 %", "8,2"] for n in range(25))]  # fmt: skip
    yield "mailing", [
        ["Campagne", "Date d'envoi", "Destinataires", "Ouvertures", "Taux d'ouverture", "Clics", "Désabonnements"],
        *([f"Lettre n° {n}", f"{day:%d/%m/%Y}", number(), number(), "31 %", number(90), n % 4] for n, day in enumerate(_days(20, 7))),
    ]  # fmt: skip


def _prose() -> Upload:
    text = [
        ["Compte rendu de la réunion du 3 juin"], ["Nous avons parlé de la portée des publications et des abonnés."],
        [], ["Décisions"], ["- poster trois fois par semaine"], ["- répondre aux commentaires sous 24 heures"], [], ["Prochaine réunion : le 10 juin 2025."],
    ]  # fmt: skip
    return Upload("compte rendu.csv", plain_csv(text, ";"))


def samples() -> Iterator[tuple[str, Upload]]:
    """Every sheet of no use, by what it is."""
    for name, lines in _tables():
        yield name, Upload("données.csv", plain_csv(lines, ";"))
    for name, lines in _tables():
        yield f"{name}_xlsx", Upload("données.xlsx", xlsx({"Feuil1": lines}))
    yield "prose", _prose()
