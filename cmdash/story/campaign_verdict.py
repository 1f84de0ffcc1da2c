"""Whether the campaigns pay, in words, from the most telling figure the files allow."""

from __future__ import annotations

from cmdash.story.asked import Asked, Row
from cmdash.story.campaign_lines import Lines
from cmdash.story.words import percent, say, times, written

NAMES = ("break_even_cvr", "cvr_click", "roi", "roas", "cpa", "cpa_all", "cpc", "conversions")


def real_rate(asked: Asked) -> float | None:
    """The rate of conversion by click that the break-even rate may be set beside.

    None where conversions and clicks are known on more lines than the margin is: two rates over different lines say
    nothing about each other.
    """
    rows = asked.rows(NAMES, asked.period)
    need, real = rows.get("break_even_cvr"), rows.get("cvr_click")
    return real.value if need and real and real.n <= need.n else None


def conversion_cost(asked: Asked) -> str:
    """The cost of a conversion to show: with the spend of the lines that brought none, where there are such lines."""
    rows = asked.rows(("cpa", "cpa_all"), asked.period)
    whole, part = rows.get("cpa_all"), rows.get("cpa")
    return "cpa_all" if whole and (part is None or whole.n > part.n) else "cpa"


def cost_twin(asked: Asked) -> str:
    """The other cost of a conversion, which would be the same figure or leave something out."""
    return "cpa" if conversion_cost(asked) == "cpa_all" else "cpa_all"


def verdict(asked: Asked, found: Lines) -> list[str]:
    """One sentence, or none where nothing was earned or paid for that could be set side by side."""
    language, count = asked.language, len(found.spans)
    rows = asked.rows(NAMES, asked.period)
    real = real_rate(asked)
    if real is not None:
        need = rows["break_even_cvr"]
        key = "pays" if real >= (need.value or 0.0) else "loses"
        words = {"need": written(need.value, "ratio", language), "real": written(real, "ratio", language)}
        return [say(language, f"campaigns.{key}", count=count, base=_base(need, language), **words)]
    if row := rows.get("roi"):
        key = "margin_over" if (row.value or 0.0) >= 0 else "margin_under"
        left = percent(abs(row.value or 0.0), language, 0)
        return [say(language, f"campaigns.{key}", left=left, base=_base(row, language))]
    if row := rows.get("roas"):
        fold = times(row.value or 0.0, language)
        return [say(language, "campaigns.returned", roas=fold, base=_base(row, language))]
    if row := rows.get(conversion_cost(asked)):
        cost = written(row.value, row.unit, language)
        return [say(language, "campaigns.by_conversion", cost=cost, base=_base(row, language))]
    if (row := rows.get("cpc")) and "conversions" not in rows:
        cost = written(row.value, row.unit, language)
        return [say(language, "campaigns.by_click", cost=cost, base=_base(row, language))]
    return []


def _base(row: Row, language: str) -> str:
    """On how many lines a figure rests, where not on all."""
    return say(language, "campaigns.base", count=row.n, of=row.of) if row.n < row.of else ""
