"""An editorial calendar as an office keeps it: networks abbreviated, statuses as they come, days that slip."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmdash.demo.life import Post
from cmdash.demo.sheets import Cell

SPELLINGS = {
    "facebook": ("Facebook", "FB", "facebook", "Fb"),
    "instagram": ("Instagram", "Insta", "IG", "insta"),
    "linkedin": ("LinkedIn", "Linkedin"),
    "youtube": ("YouTube", "Youtube"),
}
FORMATS = {
    "photo": "Photo",
    "carousel": "Carrousel",
    "video": "Vidéo",
    "reel": "Réel",
    "link": "Lien",
    "text": "Texte",
}
DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
HEADER = ("Date prévue", "Jour", "Réseau", "Rubrique", "Sujet", "Format", "Qui", "Statut", "Lien")
WHO = ("Maëlle", "Yann", "Maëlle", "stagiaire")
IDEAS = (
    ("Portrait de la gardienne du phare", "Habitants"),
    ("Rétrospective des grandes marées en timelapse", "Paysage"),
    ("Quiz sur les oiseaux de la réserve", "Activités"),
    ("Recette filmée chez un ostréiculteur", "Gastronomie"),
)


@dataclass(frozen=True)
class Planned:
    """One line of the calendar; `post` is the publication it became, None where it was skipped or lies ahead."""

    day: dt.date
    network: str
    theme: str
    subject: str
    format: str
    post: Post | None
    linked: bool
    skipped: bool = False
    end: dt.date | None = None


def plan(posts: Iterable[Post], themes: dict[str, str], until: dt.date, seed: int) -> tuple[Planned, ...]:
    """A calendar that leads to these posts, with its slips: some came late, some unplanned, some never.

    After `until` come the weeks that are planned and not yet over.
    """
    dice = random.Random(seed)
    made: list[Planned] = []
    for post in sorted(posts, key=lambda one: (one.at, one.network)):
        chance = dice.random()
        slip = dice.choices((0, -1, -2, -4, 1), (74, 9, 6, 4, 7))[0]
        linked = dice.random() < 0.25
        if chance < 0.17:
            continue
        made.append(
            Planned(post.at.date() + dt.timedelta(days=slip), post.network, themes[post.theme],
                    subject(post.text, dice), post.format, post, linked)
        )  # fmt: skip
        if chance > 0.92:  # beside it something that never came out
            idea, theme = IDEAS[len(made) % len(IDEAS)]
            day = post.at.date() + dt.timedelta(days=3)
            if day <= until:
                made.append(Planned(day, post.network, theme, idea, "", None, False, dice.random() < 0.6))
    for week in range(3):
        for at, network in enumerate(("facebook", "instagram", "instagram")):
            idea, theme = IDEAS[(week + at) % len(IDEAS)]
            day = until + dt.timedelta(days=2 + 7 * week + 2 * at)
            made.append(Planned(day, network, theme, idea, "photo", None, False))
    return tuple(sorted(made, key=lambda one: (one.day, one.network)))


def subject(text: str, dice: random.Random) -> str:
    """What a colleague would write down of a post: a few words of its body, no tags, no link."""
    bare = re.sub(r"(#\S+|https?://\S+)", "", text)
    lines = [line.strip() for line in re.split(r"[\n.!?]", bare) if len(line.split()) > 3]
    words = (lines[0] if lines else bare).split()
    return " ".join(words[: dice.randint(4, 8)]).strip(" ,:;") or bare.strip()


def rows(planned: Sequence[Planned], until: dt.date, seed: int) -> list[Sequence[Cell]]:
    """The sheet: a title, the header, a line each, dates now and then typed as text."""
    dice = random.Random(seed)
    found: list[Sequence[Cell]] = [["PLANNING ÉDITORIAL 2026 – à jour au 30/06"], [], HEADER]
    for one in planned:
        typed = dice.random() < 0.12
        day: Cell = f"{one.day:%d/%m/%Y}" if typed else one.day
        found.append(
            [
                day,
                DAYS[one.day.weekday()],
                dice.choice(SPELLINGS[one.network]),
                one.theme if dice.random() < 0.85 else one.theme.upper(),
                one.subject,
                FORMATS.get(one.format),
                dice.choice(WHO),
                _status(one, until, dice),
                one.post.url if one.post and one.linked else None,
            ]
        )
    return found


def _status(one: Planned, until: dt.date, dice: random.Random) -> str | None:
    if one.post:
        return dice.choice(("Publié", "publié", "fait", "OK", None))
    if one.skipped:
        return dice.choice(("Annulé", "reporté"))
    return dice.choice(("À rédiger", "Planifié", "prévu")) if one.day > until else None
