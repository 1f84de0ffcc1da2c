"""What counts as engagement, in words: the choice itself, and what it makes of a formula, a label and a rate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmdash.catalog import Kpi
from cmdash.catalog.counting import CLICKS, SUM
from cmdash.kpi import touched
from cmdash.model import Counting
from cmdash.wording import decimal, integer, message

RATE_OF = {
    "reach": "er_reach",
    "impressions": "er_impressions",
    "views": "er_views",
    "followers": "er_followers",
}


def acts_words(counting: Counting, language: str) -> str:
    """The acts that count: "j’aime + commentaires"."""
    return _joined((message(language, f"counting.act.{act}") for act in counting.acts), language)


def choice(counting: Counting, language: str) -> str:
    """The whole choice in one phrase; empty where everything is as declared."""
    parts = []
    if counting.own_acts:
        parts.append(message(language, "counting.say.actions", acts=acts_words(counting, language)))
    if counting.over:
        over = message(language, f"counting.over_what.{counting.over}")
        parts.append(message(language, "counting.say.over", over=over))
    if counting.weights:
        said = [
            message(
                language, "counting.say.weight", act=_act(act, language), weight=weight_words(one, language)
            )
            for act, one in counting.weighing.items()
            if one
        ]
        parts.append(message(language, "counting.say.weights", weights=", ".join(said)))
    return message(language, "counting.say.join").join(parts)


def page_note(counting: Counting, language: str) -> tuple[str, ...]:
    """The choice as a line of a page; none where everything is as declared."""
    said = choice(counting, language)
    return (message(language, "counting.say.page", choice=said),) if said else ()


def formula(kpi: Kpi, counting: Counting, language: str) -> str:
    """The formula of a KPI in words, with the choice where it changes it."""
    declared = message(language, f"kpis.{kpi.id}.formula")
    if not touched(kpi, counting):
        return declared
    if SUM in kpi.numerators:
        key = "formula_sum" if kpi.kind == "sum" else "formula"
        acts = acts_words(counting, language)
        return message(language, f"counting.say.{key}", formula=declared, acts=acts)
    terms = [
        message(language, "counting.say.term", act=_act(act, language), weight=weight_words(one, language))
        for act, one in counting.weighing.items()
        if one
    ]
    return message(language, "counting.say.weighted", terms=_joined(terms, language))


def label(kpi: Kpi, counting: Counting, language: str) -> str:
    """The name of a KPI; interactions that hold clicks say so."""
    declared = message(language, f"kpis.{kpi.id}.label")
    if kpi.id == SUM and counting.own_acts and CLICKS in counting.acts:
        return message(language, "counting.say.with_clicks", label=declared)
    return declared


def column_label(text: str, kpi: Kpi, counting: Counting, language: str) -> str:
    """The heading of a column of a file: with the acts, where the choice touches it."""
    if not touched(kpi, counting):
        return text
    return message(language, "counting.say.column", label=text, acts=acts_words(counting, language))


def described(kpi: Kpi, counting: Counting, by: str, language: str, counted: Sequence[str] = ()) -> str:
    """What a chart shows, with the acts chosen where they make it; else, of interactions, those `counted` in the rows."""
    found = counted or [
        message(language, f"fields.field.{act}") for act in ("likes", "comments", "shares", "saves")
    ]
    named = ", ".join(one[:1].lower() + one[1:] for one in found)
    declared = message(language, f"story.described.{kpi.id}", by=by, acts=named)
    if not touched(kpi, counting) or SUM not in kpi.numerators:
        return declared
    key = "chart" if kpi.id == SUM else "column"
    acts = acts_words(counting, language)
    return message(language, f"counting.say.{key}", label=declared, by=by, acts=acts)


def weight_words(weight: float, language: str) -> str:
    """A weight as a person writes it: `2`, `0,5`."""
    if float(weight).is_integer():
        return integer(weight, language)
    return decimal(weight, language, 1 if round(weight, 1) == weight else 2)


def _act(act: str, language: str) -> str:
    return message(language, f"counting.act.{act}")


def _joined(parts: Iterable[str], language: str) -> str:
    return message(language, "counting.plus").join(parts)
