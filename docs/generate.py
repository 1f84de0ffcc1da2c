"""Writes the pages of the documentation that come from the catalog: `python docs/generate.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from cmdash.catalog import LANGUAGES, Format, formats, kpis  # noqa: E402 - the project need not be installed
from cmdash.wording import message, network  # noqa: E402

NAMES = {"en": "formats.md", "fr": "formats.fr.md"}
GLOSSARIES = {"en": "glossary.md", "fr": "glossary.fr.md"}


def pages() -> dict[str, str]:
    """Every generated page: file name -> text."""
    formats_pages = {NAMES[language]: _formats_page(language) for language in LANGUAGES}
    glossaries = {GLOSSARIES[language]: _glossary_page(language) for language in LANGUAGES}
    return {name: "\n".join(lines) + "\n" for name, lines in (formats_pages | glossaries).items()}


def _glossary_page(language: str) -> Iterator[str]:
    """Every KPI with its formula, unit, columns and source, family by family, in the catalog's order."""
    say = partial(message, language)
    colon = "\u202f: " if language == "fr" else ": "
    yield f"# {say('docs.glossary.title')}\n"
    yield f"<!-- {say('docs.glossary.generated')} -->\n"
    yield say("docs.glossary.intro")
    for family in dict.fromkeys(kpi.family for kpi in kpis().values()):
        yield f"\n## {say(f'glossary.family.{family}')}"
        for kpi in (k for k in kpis().values() if k.family == family):
            unit = kpi.shown if kpi.kind == "ratio" and kpi.shown in ("times", "points") else kpi.unit
            yield f"\n### {say(f'kpis.{kpi.id}.label')} (`{kpi.id}`)\n"
            yield f"{say(f'kpis.{kpi.id}.description')}\n"
            yield f"- {say('glossary.part.formula')}{colon}{say(f'kpis.{kpi.id}.formula')}"
            yield f"- {say('glossary.part.unit')}{colon}{say(f'glossary.unit.{unit}')}"
            needs = ", ".join(say(f"fields.field.{field}") for field in kpi.needs)
            if needs:
                yield f"- {say('glossary.part.needs')}{colon}{needs}"
            if kpi.source:
                yield f"- {say('glossary.part.source')}{colon}<{kpi.source}>"


def _formats_page(language: str) -> Iterator[str]:
    say = partial(message, language)
    listed = [f for f in formats().values() if not f.id.startswith("cmdash_")]
    listed.sort(key=lambda f: f.title[language].casefold())
    taken = [f for f in listed if f.kind != "other"]
    aside = [f for f in listed if f.kind == "other"]
    yield f"# {say('docs.formats.title')}\n"
    yield f"<!-- {say('docs.formats.generated')} -->\n"
    yield f"{say('docs.formats.intro')}\n"
    yield f"{say('docs.formats.count', read=len(taken), aside=len(aside))}\n"
    yield f"## {say('docs.formats.read')}"
    for export in taken:
        yield f"\n### {export.title[language]}\n"
        yield from _facts(export, language)
    yield f"\n## {say('docs.formats.set_aside')}\n"
    yield f"{say('docs.formats.set_aside_intro')}\n"
    for export in aside:
        why = say(f"findings.not-for-kpis.{export.reason}.text")
        yield f"- **{export.title[language]}**. {why}" + _steps(export, language)


def _steps(export: Format, language: str) -> str:
    return f" {export.steps[language]}" if export.steps else ""


def _facts(export: Format, language: str) -> Iterator[str]:
    say = partial(message, language)

    def fact(key: str, text: str) -> str:
        return (
            f"- {say(f'docs.formats.{key}')}: {text}"
            if language == "en"
            else f"- {say(f'docs.formats.{key}')}\u202f: {text}"
        )

    if export.steps:
        yield f"{export.steps[language]}\n"
    yield fact(
        "network", network(export.network, language) if export.network else say("docs.formats.by_title")
    )
    yield fact("becomes", say(f"fields.kind.{export.kind}"))
    names = [say(f"fields.field.{name}") for name in export.columns]
    if export.titles:
        told = dict.fromkeys(rule.field for rule in export.titles if rule.field)
        metrics = ", ".join(say(f"fields.field.{name}") for name in told)
        names.append(say("docs.formats.one_metric", fields=metrics))
    yield fact("taken", ", ".join(names))
    reading = export.reading
    if "interactions" in export.columns and reading.total_stands_for:
        yield fact("total", say(f"docs.formats.total_{reading.total_stands_for}"))
    if reading.date_from_url:
        yield fact("order", say("docs.formats.year_from_link"))
    elif reading.date_order:
        yield fact("order", say(f"docs.formats.order_{reading.date_order}"))
    yield fact("known", say(f"docs.formats.mark_{export.mark}"))


def main() -> None:
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
