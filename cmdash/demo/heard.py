"""A sheet of mentions, reviews and messages as an office keeps it: sites by their own names, answers when there was time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from cmdash.demo.sheets import Cell

HEADER = ("Date", "Où", "Type", "Auteur", "Ce qui est dit", "Ton", "Note", "Audience", "Répondu le")
PLACES = (
    ("Google", "google_business", "Avis", 6),
    ("TripAdvisor", "other:TripAdvisor", "Avis", 4),
    ("FB", "facebook", "MP", 5),
    ("Insta", "instagram", "commentaire", 4),
    ("Twitter", "x", "mention", 2),
    ("Blog", "blog", "article", 1),
)
NATURES = {
    "Avis": "review",
    "MP": "message",
    "commentaire": "comment",
    "mention": "mention",
    "article": "article",
}
TONES = {"positif": "positive", "neutre": "neutral", "négatif": "negative"}
FIRST = ("Camille", "Nolwenn", "Jean", "Ana", "Tom", "Iris", "Gwenaël", "Lucie", "Karim", "Odile")
SAID = {
    "positif": (
        "Accueil parfait, on reviendra",
        "Merci pour la carte des sentiers, très claire",
        "La visite du phare avec les enfants, un bonheur",
        "Navette à l’heure, chauffeur adorable",
    ),
    "neutre": (
        "Vous êtes ouverts le lundi de Pâques ?",
        "Où garer les vélos près des halles ?",
        "Y a-t-il une visite du fort en anglais ?",
        "Les chiens sont admis sur la plage du Grand-Banc ?",
    ),
    "négatif": (
        "Accueil fermé alors que le site dit ouvert",
        "Trois quarts d’heure d’attente pour un plan",
        "Parking complet à 10 h, personne pour renseigner",
    ),
}
BLOGS = ("Carnets d’estran", "Sac à dos et bottes", "Marées lentes", "Deux roues vers l’ouest")


@dataclass(frozen=True)
class Said:
    """One line of the sheet, with what it means."""

    at: dt.date
    place: str
    network: str
    type: str
    author: str
    text: str
    tone: str
    rating: float | None
    audience: int | None
    answered: dt.date | None


def said(start: dt.date, end: dt.date, seed: int) -> tuple[Said, ...]:
    """What was said from a day to another; summer brings more, and answers come later then."""
    dice = random.Random(seed)
    made = []
    day = start
    while day <= end:
        summer = day.month in (6, 7, 8)
        for _ in range(dice.choices((0, 1, 2), (60, 32, 8) if not summer else (38, 42, 20))[0]):
            made.append(_one(day, summer, end, dice))
        day += dt.timedelta(days=1)
    return tuple(made)


def _one(day: dt.date, summer: bool, end: dt.date, dice: random.Random) -> Said:
    place, network, kind, _ = dice.choices(PLACES, [one[3] for one in PLACES])[0]
    question = kind in ("MP", "commentaire")
    tone = dice.choices(tuple(TONES), (25, 65, 10) if question else (68, 12, 20))[0]
    blog = kind == "article"
    rating = None
    if kind == "Avis":
        rating = float({"positif": dice.choice((4, 5, 5)), "neutre": 3, "négatif": dice.choice((1, 2))}[tone])
    later = day + dt.timedelta(days=dice.choice((0, 1, 1, 2, 5) if not summer else (1, 2, 3, 6, 9)))
    answered = later if not blog and later <= end and dice.random() < (0.85 if not summer else 0.7) else None
    return Said(
        at=day,
        place=place,
        network=network,
        type=kind,
        author=dice.choice(BLOGS) if blog else f"{dice.choice(FIRST)} {dice.choice('BCDLMPRT')}.",
        text="Un week-end à Port-Sauvagine" if blog else dice.choice(SAID[tone]),
        tone=tone,
        rating=rating,
        audience=dice.randint(6, 90) * 100 if blog else None,
        answered=answered,
    )


def rows(lines: Sequence[Said], seed: int) -> list[Sequence[Cell]]:
    """The sheet: a title, the header, a line each; some tones were left out, some days typed as text."""
    dice = random.Random(seed)
    found: list[Sequence[Cell]] = [["Veille et avis – qui répond : Maëlle (Yann en août)"], [], HEADER]
    for one in lines:
        day: Cell = f"{one.at:%d/%m/%Y}" if dice.random() < 0.1 else one.at
        found.append(
            [day, one.place, one.type, one.author, one.text, one.tone, one.rating, one.audience, one.answered]
        )
    return found
