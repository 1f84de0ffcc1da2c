"""Recognises the named exports of the catalog, and the network of a table, from everything around its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

import pyarrow as pa

from cmdash.catalog import Format, formats, network_spellings, networks, normalise, read, words
from cmdash.catalog.formats import TitleRule
from cmdash.model import RawTable


def recognise(table: RawTable) -> Format | None:
    """The named export this table is, or None. Formats with the most demanding signature are tried first.

    A table whose network was told as it was cut out of a home-made one is none, whatever the headers it was given.
    """
    if table.header is None or table.network is not None:
        return None
    headers = [normalise(name) for name in table.header]
    for candidate in formats().values():
        if _fits(candidate, headers, table):
            return candidate
    return None


def _fits(candidate: Format, headers: list[str], table: RawTable) -> bool:
    signature, present = candidate.signature, set(headers)
    if signature.width is not None and sum(1 for h in headers if h) != signature.width:
        return False
    if any(not (group & present) for group in signature.headers) or signature.without & present:
        return False
    if signature.first and next((h for h in headers if h), "") not in signature.first:
        return False
    if signature.title and not any(signature.title.search(normalise(title)) for title in table.titles):
        return False
    if signature.sheet and not signature.sheet.search(normalise(table.sheet or "")):
        return False
    if signature.file and not signature.file.search(normalise(PurePosixPath(table.file).name)):
        return False
    if candidate.titles and _title_rule(candidate, table) is None and not signature.title:
        return False
    least, most = candidate.reading.repeated_ids, candidate.reading.distinct_under
    if not (least or most):
        return True
    share = _distinct_share(candidate, headers, table)
    return share >= least and (not most or share < most)


def _distinct_share(candidate: Format, headers: list[str], table: RawTable) -> float:
    for spelling in candidate.columns.get("post_id", ()):
        if spelling in headers and len(table.numbers):
            column = table.columns[headers.index(spelling)]
            return len(column.unique()) / len(column)
    return 1.0


def title_metric(candidate: Format, table: RawTable) -> tuple[str | None, str | None]:
    """What the title line of a one-metric export says: (field, network), each None where it says nothing."""
    rule = _title_rule(candidate, table)
    return (rule.field, rule.network) if rule else (None, None)


def _title_rule(candidate: Format, table: RawTable) -> TitleRule | None:
    """The rule of the nearest title line that one names, else of a header (which can be wrong, hence last)."""
    titles = [normalise(title) for title in reversed(table.titles)]
    for text in (*titles, *(normalise(name) for name in (table.header or ())[1:])):
        for rule in candidate.titles:
            if text in rule.titles:
                return rule
    return next((worded for text in titles if (worded := _rule_in_words(candidate, text))), None)


def _rule_in_words(candidate: Format, title: str) -> TitleRule | None:
    """The rule whose title stands in a longer one, among linking words and a network's name (`Vues de Facebook`)."""
    network = network_in_text(title)
    present = set(words(_named_in_text().sub(" ", title)))
    best: tuple[int, TitleRule] | None = None
    for rule in candidate.titles:
        for listed in rule.titles if rule.network is None else ():
            own = set(words(listed))
            if (
                own <= present
                and present - own <= candidate.reading.linking
                and (not best or len(own) > best[0])
            ):
                best = len(own), rule
    return replace(best[1], network=network) if best else None


@cache
def _named_in_text() -> re.Pattern[str]:
    spellings = sorted((a for n in networks().values() for a in n.aliases), key=len, reverse=True)
    vague = frozenset(read("values")["networks_in_text"]["vague"])
    joined = "|".join(re.escape(s) for s in spellings if s not in vague)
    return re.compile(rf"(?<![a-z0-9])(?:{joined})(?![a-z0-9])")


def network_in_text(text: str) -> str | None:
    """The one network that a title, a tab or a file name tells; None where it tells none or several.

    Short forms (`FB`, `IG`) count only as a word of their own, and never the ambiguous ones (`in`, `x`).
    """
    plain = normalise(text).replace("_", " ").replace("-", " ")
    whole = network_spellings().get(plain)
    if whole:
        return whole
    found = {network_spellings()[match] for match in _named_in_text().findall(plain)}
    sure = read("values")["networks_in_text"]["sure"]
    found |= {sure[word] for word in words(plain) if word in sure}
    ads = {"google_ads", "meta_ads"} & found
    if ads:
        return next(iter(ads)) if len(ads) == 1 else None
    return next(iter(found)) if len(found) == 1 else None


def network_of_links(column: pa.Array) -> str | None:
    """The network nine in ten of the links point to, by their host; None where they point to several."""
    hosts = {host: network.id for network in networks().values() for host in network.hosts}
    counts: Counter[str] = Counter()
    for link in column.slice(0, 400).to_pylist():
        match = re.match(r"(?:https?://)?(?:www\.|m\.|[a-z]{2}\.)?([a-z0-9.-]+)", str(link).strip().lower())
        if match and match.group(1) in hosts:
            counts[hosts[match.group(1)]] += 1
        elif str(link).strip():
            counts[""] += 1
    if not counts:
        return None
    name, share = counts.most_common(1)[0]
    return name if name and share >= 0.9 * sum(counts.values()) else None


def network_around(table: RawTable) -> tuple[str | None, str]:
    """The network told by the tab, the title lines or the file's name, in that order, and which of them told it."""
    if table.sheet and (found := network_in_text(table.sheet)):
        return found, "sheet"
    for title in reversed(table.titles):
        if found := network_in_text(title):
            return found, "title"
    path = PurePosixPath(table.file)
    if len(path.stem) > 2 and (found := network_in_text(path.stem)):  # `x.csv` or `in.csv` says nothing
        return found, "file"
    for folder in reversed(path.parts[:-1]):
        if found := network_in_text(folder):
            return found, "folder"
    return None, ""


def mentioned(texts: Iterable[str]) -> tuple[str, ...]:
    """The networks named anywhere in some texts, most often first: the options of a question."""
    counts = Counter(
        network_spellings()[m] for text in texts for m in _named_in_text().findall(normalise(text))
    )
    return tuple(name for name, _ in counts.most_common())
