"""Network by network: the figures, the previous period and the same one a year before; the charts over time."""

from __future__ import annotations

from dataclasses import replace

from cmdash.model.report_views import Block, Drawing, Grid, Part
from cmdash.model.views import Column, Figure, Table
from cmdash.story import same_days
from cmdash.story.asked import Asked
from cmdash.story.figures import figures
from cmdash.story.report.making import Making
from cmdash.story.report.tables import NONE, of_figures
from cmdash.story.words import say

COMPARED = ("interactions", "reach", "impressions", "views", "community_size")
SIDES = ("previous", "year")


def part(making: Making) -> Part | None:
    """Absent where no network has figures. The charts of the whole stand here too."""
    language, view = making.language, making.networks
    if not view.rows:
        return None
    title = say(language, "report.part.networks")
    table = of_figures(
        say(language, "report.networks.network"),
        view.columns,
        ((row.label, row.figures) for row in view.rows),
    )
    blocks: list[Block] = [Grid(table, note=" ".join(view.notes))]
    changes = _changes(making)
    if changes is not None:
        blocks.append(changes)
    blocks += [Drawing(chart) for chart in making.overview.charts if chart.form == "stack"]
    lead = view.sentence
    return Part("networks", title, lead, tuple(blocks))


def _changes(making: Making) -> Grid | None:
    """Each network against the previous period and a year before, for what most of them have."""
    language = making.language
    rows, heads, notes = [], dict[tuple[str, str], str](), dict[str, None]()
    for network in making.networks.rows:
        asked = Asked(
            making.tracking, replace(making.query, networks=(network.id,)), language, seasons=making.seasons
        )
        found: dict[str, Figure] = {figure.kpi: figure for figure in figures(asked, COMPARED)}
        told: dict[tuple[str, str], tuple[float, str]] = {
            (name, change.against): (change.amount, change.shown or say(language, "report.networks.same"))
            for name, figure in found.items()
            for change in figure.changes
        }
        heads |= {key: found[key[0]].label for key in told}
        notes |= dict.fromkeys(same_days.notes(asked, found.values()))
        rows.append((network.label, told))
    kept = [(name, side) for name in COMPARED for side in SIDES if (name, side) in heads][:6]
    if not kept:
        return None
    columns = [
        Column("name", say(language, "report.networks.network")),
        *(
            Column(
                f"{name}_{side}", say(language, f"report.networks.{side}", label=heads[name, side]), "change"
            )
            for name, side in kept
        ),
    ]
    cells = [(label, [told.get(key, (None, NONE)) for key in kept]) for label, told in rows]
    table = Table(
        tuple(columns),
        tuple((label, *(amount for amount, _ in line)) for label, line in cells),
        tuple((label, *(shown for _, shown in line)) for label, line in cells),
    )
    return Grid(table, say(language, "report.networks.changes"), " ".join(notes))
