"""What `verdicts` answers: rows for programs, and a table for people, the surest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cmdash.command.console import plain
from cmdash.command.figures import key_words, plain_cell
from cmdash.command.grid import aligned
from cmdash.export.canonical import rows_csv, rows_json
from cmdash.wording import figure, integer, message, network

if TYPE_CHECKING:
    from cmdash.evidence import Verdict

COLUMNS = ("factor", "level", "network", "metric", "effect", "low", "high", "p", "n", "verdict", "needed")
_SUREST = ("confirmed", "likely", "hint", "none", "too_few")


def for_programs(found: Sequence[Verdict], *, as_json: bool) -> bytes:
    """The verdicts as JSON or CSV, in the columns of the contract; empty where nothing could be tested."""
    rows = (
        [plain_cell(value) for value in (
            v.finding.look.factor, v.finding.look.level, v.finding.look.network or None, v.metric, v.finding.effect,
            v.finding.low, v.finding.high, v.finding.p, v.finding.n, v.finding.verdict, v.finding.needed,
        )]
        for v in found
    )  # fmt: skip
    return rows_json(COLUMNS, rows) if as_json else rows_csv(COLUMNS, rows)


def for_people(found: Sequence[Verdict], language: str) -> bytes:
    """The verdicts as text, the surest and the largest first, and what they mean below."""
    if not found:
        return f"{message(language, 'cli.verdicts.none')}\n".encode("utf-8", "replace")
    ranked = sorted(found, key=lambda v: (_SUREST.index(v.finding.verdict), -_size(v)))
    head = [
        message(language, f"cli.verdicts.{name}")
        for name in ("question", "network", "effect", "posts", "verdict")
    ]
    lines = aligned([head, *(_shown(v, language) for v in ranked)], right=(2, 3))
    lines += ["", message(language, "cli.verdicts.method"), message(language, "cli.verdicts.cause")]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _size(verdict: Verdict) -> float:
    effect = verdict.finding.effect
    return max(effect, 1 / effect) if effect else 0.0


def _shown(verdict: Verdict, language: str) -> list[str]:
    found, look = verdict.finding, verdict.finding.look
    question = f"{message(language, f'cli.by.{look.factor}')}, {key_words(look.level, look.factor, language)}"
    where = plain(network(look.network, language)) if look.network else message(language, "cli.verdicts.all")
    effect = ""
    if found.effect is not None and found.low is not None and found.high is not None:
        effect, low, high = (
            figure(v, "score", language, "times") for v in (found.effect, found.low, found.high)
        )
        effect = message(language, "cli.verdicts.times", effect=effect, low=low, high=high)
    told = message(language, f"cli.verdicts.is.{found.verdict}")
    if found.needed:
        told = message(language, "cli.verdicts.needed", verdict=told, count=found.needed)
    return [
        question,
        where,
        effect,
        f"{integer(found.n, language)} / {integer(found.n + found.others, language)}",
        told,
    ]
