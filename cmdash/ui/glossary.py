"""Glossary: every KPI of the catalog in words, with its formula, unit, columns and source; searchable."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from cmdash.catalog import Kpi, kpis, normalise
from cmdash.ui import state
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_ALL = "all"


def show() -> None:
    """Draw the page."""
    language = state.language()
    st.title(message(language, "glossary.title"))
    with st.container(key="reading"):
        st.markdown(message(language, "glossary.lead"))
    asked = st.text_input(message(language, "glossary.search"), key="glossary_search", type="default") or ""
    families = list(dict.fromkeys(kpi.family for kpi in kpis().values()))
    family = st.pills(
        message(language, "glossary.family_label"),
        [_ALL, *families],
        default=_ALL,
        required=True,
        key=state.worded("glossary_family"),
        format_func=lambda name: _family(name, language),
    )
    found = [kpi for kpi in search(asked, language) if family in (_ALL, kpi.family)]
    if not found:
        st.markdown(message(language, "glossary.none"))
        return
    quiet(message(language, "glossary.found", count=len(found)))
    for name in families:
        _show_family(name, [kpi for kpi in found if kpi.family == name], language)


def search(asked: str, language: str) -> list[Kpi]:
    """The KPIs whose name, description or formula has every word asked for, in the catalog's order."""
    wanted = normalise(asked).split()
    return [kpi for kpi in kpis().values() if all(word in _text(kpi, language) for word in wanted)]


def _text(kpi: Kpi, language: str) -> str:
    parts = [_word(kpi, part, language) for part in ("label", "description", "formula")]
    return normalise(" ".join([kpi.id, *parts]))


def _word(kpi: Kpi, part: str, language: str) -> str:
    return message(language, f"kpis.{kpi.id}.{part}")


def _family(name: str, language: str) -> str:
    return message(language, "glossary.family_all" if name == _ALL else f"glossary.family.{name}")


def _show_family(name: str, found: list[Kpi], language: str) -> None:
    if not found:
        return
    st.header(_family(name, language), anchor=False)
    with st.grid(2, min_column_width=320, gap="medium"):
        for kpi in found:
            with st.container(border=True, height="stretch"):
                st.subheader(_word(kpi, "label", language), anchor=kpi.id.replace("_", "-"))
                st.markdown(_word(kpi, "description", language))
                st.markdown("  \n".join(_lines(kpi, language)))


def _lines(kpi: Kpi, language: str) -> list[str]:
    """Formula, unit, columns and source, each with its name before it."""
    unit = kpi.shown if kpi.kind == "ratio" and kpi.shown in ("times", "points") else kpi.unit
    parts = {
        "formula": _word(kpi, "formula", language),
        "unit": message(language, f"glossary.unit.{unit}"),
        "needs": ", ".join(message(language, f"fields.field.{field}") for field in kpi.needs),
        "source": f"[{urlsplit(kpi.source).netloc.removeprefix('www.')}]({kpi.source})" if kpi.source else "",
    }
    colon = message(language, "data.place.colon")
    return [
        f"**{message(language, f'glossary.part.{key}')}**{colon}{text}" for key, text in parts.items() if text
    ]
