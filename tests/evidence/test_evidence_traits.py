"""What is read from a text and a clock."""

from __future__ import annotations

import pandas as pd
import pytest

from cmdash.evidence.traits import hours, traits

LINK = "Tout est là : https://exemple.fr/page?id=1#haut"


@pytest.mark.parametrize(
    ("trait", "text", "level"),
    [
        ("link", LINK, "yes"),
        ("link", "Voir www.exemple.fr", "yes"),
        ("link", "Voir bit.ly/abc", "yes"),
        ("link", "Fin de phrase.La suite n’est pas un lien", "no"),
        ("question", LINK, "no"),
        ("question", "Vous venez ?", "yes"),
        ("hashtag", LINK, "without"),
        ("hashtag", "Le n° #1 de la rue", "without"),
        ("hashtag", "Bon pain #boulangerie #été", "some"),
        ("hashtag", " ".join(f"#mot{n}" for n in range(6)), "many"),
        ("length", "a" * 79, "short"),
        ("length", "a" * 80, "middle"),
        ("length", "a" * 220, "long"),
        ("length", f"court {LINK} " + "b" * 40, "short"),
        ("length", "  ", ""),
        ("link", None, ""),
    ],
)
def test_traits(trait: str, text: str | None, level: str) -> None:
    assert traits(pd.Series([text], dtype="str"), trait).tolist() == [level]


def test_midnight_is_a_day_without_an_hour() -> None:
    dates = pd.Series(pd.to_datetime(["2026-06-01 18:05", "2026-06-01 00:00", None]), dtype="datetime64[us]")
    assert hours(dates).tolist() == [18, -1, -1]
