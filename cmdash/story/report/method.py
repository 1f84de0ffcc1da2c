"""How the figures come about: formulas, what they rest on, the files and what was set aside, open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cmdash.model import Finding
from cmdash.model.report_views import Block, Figures, Grid, Part, Words
from cmdash.model.views import Column, Figure
from cmdash.story.counting import choice
from cmdash.story.report.making import Making
from cmdash.story.report.tables import NONE, of_words
from cmdash.story.words import opening, say
from cmdash.wording import integer, message
from cmdash.wording.findings import code_title, finding_text
from cmdash.wording.places import places

FORMULA = ("figure", "formula", "counted", "rests")
COVERAGE = ("file", "read", "kept", "aside")
REASONS = ("reason", "rows")
WARNINGS = 12  # written out; the others stand on the page of the data


def file_names(making: Making) -> list[str]:
    """The names of the files that could be read."""
    return [file.name for file in making.ledger.files if file.error is None]


def part(making: Making, parts: Iterable[Part]) -> Part:
    """The method of the figures in these parts."""
    language = making.language
    blocks: list[Block] = []
    figures = _figures(parts)
    if figures:
        rows = (
            (
                figure.label,
                figure.stamp.formula,
                ", ".join(figure.stamp.counted) or NONE,
                " · ".join(text.rstrip(".") for text in (figure.stamp.used, *figure.stamp.exclusions) if text)
                or NONE,
            )
            for figure in figures
        )
        blocks.append(
            Grid(
                of_words(_columns(FORMULA, language), rows),
                say(language, "report.method.formulas"),
                whole=True,
            )
        )
    blocks.append(_coverage(making))
    reasons = _reasons(making)
    if reasons is not None:
        blocks.append(reasons)
    chosen = choice(making.query.counting, language)
    if chosen:
        blocks.append(Words((message(language, "counting.say.told", choice=chosen),)))
    warned = _warnings(making)
    if warned:
        blocks.append(Words(warned, say(language, "report.method.quality"), points=True))
    return Part(
        "method", say(language, "report.part.method"), say(language, "report.method.lead"), tuple(blocks)
    )


def _figures(parts: Iterable[Part]) -> list[Figure]:
    """The figures shown, each KPI once."""
    found: dict[str, Figure] = {}
    for one in parts:
        for block in one.blocks:
            if isinstance(block, Figures):
                for figure in block.figures:
                    found.setdefault(figure.kpi, figure)
    return list(found.values())


def _columns(names: Iterable[str], language: str) -> list[Column]:
    return [
        Column(
            name, say(language, f"report.method.{name}"), "count" if name in (*COVERAGE[1:], "rows") else ""
        )
        for name in names
    ]


def _coverage(making: Making) -> Grid:
    language, rows = making.language, []
    for file in making.ledger.files:
        counts = [
            sum(getattr(table.rows, name) for table in file.tables) for name in ("read", "kept", "set_aside")
        ]
        shown = [integer(count, language) for count in counts] if file.error is None else [NONE] * 3
        rows.append((file.name, *shown))
    return Grid(of_words(_columns(COVERAGE, language), rows), say(language, "report.method.coverage"))


def _reasons(making: Making) -> Grid | None:
    """Why rows were set aside, in words, with how many."""
    language = making.language
    found = Counter(
        code_title(row.code, row.params, language)
        for file in making.ledger.files
        for table in file.tables
        for row in table.set_aside
    )
    if not found:
        return None
    rows = ((title, integer(count, language)) for title, count in found.most_common())
    return Grid(of_words(_columns(REASONS, language), rows), say(language, "report.method.reasons"))


def _warnings(making: Making) -> tuple[str, ...]:
    """What was noticed in the files, with its place: each remark once, with all its rows."""
    language, several = making.language, len(file_names(making)) > 1
    alike: dict[str, list[Finding]] = {}
    for finding in making.ledger.all_findings():
        if finding.severity in ("warning", "error"):
            placed = finding if several else replace(finding, file="")
            alike.setdefault(finding_text(finding, language), []).append(placed)
    met = {text: places(found, language) for text, found in alike.items()}
    return at_most(
        tuple(
            say(language, "report.needs.placed", place=place if several else opening(place), text=text)
            if place
            else text
            for text, place in met.items()
        ),
        language,
    )


def at_most(texts: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The first of many remarks on the files; how many more there are, and where they stand."""
    more = len(texts) - WARNINGS
    return texts if more < 1 else (*texts[:WARNINGS], say(language, "report.method.more", count=more))


def open_questions(making: Making) -> tuple[str, ...]:
    """The questions of the files that nobody has answered; the figures rest on a guess there."""
    found = [f for f in making.ledger.all_findings() if f.severity == "question"]
    several = len(file_names(making)) > 1
    return tuple(dict.fromkeys(_placed(finding, making.language, several) for finding in found))


def _placed(finding: Finding, language: str, several: bool) -> str:
    """A finding with the file, where there are several, and the column that it is about."""
    text = finding_text(finding, language)
    column = say(language, "report.needs.column", column=finding.column) if finding.column else ""
    file = (finding.file or "") if several else ""
    if file and file not in text:
        column = f"{file}, {column}" if column else file
    return say(language, "report.needs.placed", place=column, text=text) if column else text


def lacking(making: Making, goals: bool = True) -> tuple[str, ...]:
    """The columns that would bring what the report cannot say; `goals`: and that no goal is set."""
    language, posts = making.language, making.tracking.posts
    wanted = []
    if len(posts) and not posts[["reach", "impressions", "views"]].notna().to_numpy().any():
        wanted.append("reach")
    if not making.tracking.account["followers"].notna().any() and not posts["followers"].notna().any():
        wanted.append("followers")
    if len(posts) and not posts["theme"].notna().any():
        wanted.append("theme_of_all" if making.tracking.calendar["theme"].notna().any() else "theme")
    if goals and not len(making.tracking.goals) and not making.typed:
        wanted.append("goals")
    return tuple(say(language, f"report.needs.{name}") for name in wanted)
