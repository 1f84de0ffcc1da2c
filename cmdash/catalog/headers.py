"""What may stand around the name of a figure in a header, and what makes another figure of it."""

from __future__ import annotations

from functools import cache

from cmdash.catalog.fields import fields
from cmdash.catalog.loader import check, read
from cmdash.catalog.normal import normalise


@cache
def _around() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words dropped before and behind a figure's name, longest first, each with the space that parts it."""
    entry = read("headers")["around"]
    check("headers.toml [around]", entry, ("leads", "tails"))
    leads = [word if word.endswith("'") else f"{word} " for word in map(normalise, entry["leads"])]
    tails = [f" {word}" for word in map(normalise, entry["tails"])]
    return tuple(sorted(leads, key=len, reverse=True)), tuple(sorted(tails, key=len, reverse=True))


def bare(key: str) -> str:
    """A normalised header without its remark in brackets and its counting words: `Portée (personnes)`, `Nb de likes`."""
    plain = key.split("(")[0].split("[")[0].strip(" :*#.")
    leads, tails = _around()
    for tail in tails:
        if plain.endswith(tail):
            plain = plain.removesuffix(tail).strip()
            break
    for lead in leads:
        if plain.startswith(lead):
            return plain.removeprefix(lead).strip()
    return plain


@cache
def never_a_count(field: str) -> frozenset[str]:
    """The words that no header of this field has; none for fields that are no number of things or people."""
    entry = read("headers")["never_a_count"]
    check("headers.toml [never_a_count]", entry, ("words", "except"))
    check("headers.toml [never_a_count] except", entry["except"], fields())
    counted = fields()[field].type in ("count", "people") and field not in entry["except"]
    return frozenset(entry["words"]) if counted else frozenset()


@cache
def part_of_figure(header: str) -> tuple[str, str] | None:
    """The part (`organic` or `sponsored`) of which figure of a post a header names: (`sponsored`, `reach`) for `Portée
    payée`; None for any other."""
    key = f" {normalise(header)} "
    for side, said in _parts().items():
        for word in said:
            if f" {word} " in key:
                rest = bare(" ".join(key.replace(f" {word} ", " ", 1).split()))
                figure = _figures_of_posts().get(rest)
                return (side, figure) if figure else None
    return None


@cache
def _parts() -> dict[str, list[str]]:
    """The words of each part, the longest first: `non paid` before `paid`."""
    entry = read("headers")["parts"]
    check("headers.toml [parts]", entry, ("organic", "sponsored"))
    return {
        side: sorted(map(normalise, entry[side]), key=len, reverse=True) for side in ("organic", "sponsored")
    }


@cache
def _figures_of_posts() -> dict[str, str]:
    return {alias: f.id for f in fields().values() if "posts" in f.kinds and f.numeric for alias in f.aliases}
