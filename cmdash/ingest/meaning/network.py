"""The network of a whole table: told by a person, a column, the export, what stands around it, its links; else asked."""

from __future__ import annotations

from cmdash.catalog import Format, network_spellings, networks, normalise
from cmdash.ingest.meaning.answers import answer
from cmdash.ingest.meaning.recognition import mentioned, network_around, network_of_links, title_metric
from cmdash.model import ColumnMatch, Finding, Option, Profile, RawTable, TableKind


def decide_network(
    table: RawTable,
    matches: list[ColumnMatch],
    export: Format | None,
    profile: Profile,
    layout: str,
    kind: TableKind,
) -> tuple[str | None, str, list[Finding]]:
    """The network of a table: said by a person, in a column, the export's own, around the table, the links; else asked."""
    if chosen := answer(profile, "network", table.file, layout, table.sheet):
        return chosen, "answer", []
    if any(m.field == "network" for m in matches) or (export is not None and export.reading.settled):
        return "column", "column", []
    if export is not None:
        _, titled = title_metric(export, table)
        if titled or export.network:
            return titled or export.network, "format", []
    if table.network:
        return table.network, "header", []
    around, why = network_around(table)
    if around:
        return around, why, []
    for match in matches:
        if match.field == "url" and (linked := network_of_links(table.columns[match.index])):
            return linked, "links", []
    if kind in ("other", "calendar", "goals", "mentions"):
        return None, "", []
    likely = [
        n
        for n in mentioned([table.file, table.sheet or "", *table.titles, *(table.header or ())])
        if n in networks()
    ]
    options = [*likely, *(n for n in _usual(export) if n not in likely)]
    finding = Finding(
        "network-unknown",
        "question",
        table.file,
        table.sheet,
        params={"count": len(table.numbers)},
        setting="network",
        options=tuple(Option(name) for name in options),
    )
    return None, "", [finding]


def _usual(export: Format | None) -> tuple[str, ...]:
    if export is not None and export.id.startswith("meta"):
        return ("facebook", "instagram")
    return ("facebook", "instagram", "linkedin", "x", "tiktok", "youtube", "pinterest")


def network_id(value: str) -> str:
    """The id of a network a person typed (`fb`, `Instagram`, `other:VK`); what is not known is `other:<as written>`."""
    known = network_spellings().get(normalise(value).replace("_", " "))
    if known:
        return known
    return value if value.startswith("other:") else f"other:{value}"
