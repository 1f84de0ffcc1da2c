"""Charts on a page: their words above, the chart with its text alternative, the note and the table below."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cmdash.model import Period, Tracking
from cmdash.model.forecast_views import Outlook
from cmdash.model.memory import remembered
from cmdash.model.views import Chart, Ladder, Place, Table
from cmdash.story.captions import REST
from cmdash.ui import filters, markup, periods, state
from cmdash.wording import message


def theme() -> str:
    """The theme the reader sees: light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(tracking: Tracking, chart: Chart, language: str, small: bool = False, picks: bool = False) -> None:
    """Draw a chart. `picks`: a click on one of its periods, or on the name of a network, makes it the filter."""
    network = chart.series[0].id if small and len(chart.series) == 1 else ""
    st.html(markup.head(chart.title, chart.subtitle, network, chart.alt))
    # The words for who does not see the chart stand in the page: a browser makes a chart anew when its own change.
    spec, label = _made(tracking, chart, language, small), f"{chart.what or chart.subtitle}."
    if picks:
        key = f"chart_{chart.id}"
        st.vega_lite_chart(
            None,
            spec,
            theme=None,
            alt=label,
            key=key,
            on_select=lambda: _pick(key, chart),
            selection_mode=[param["name"] for param in spec["params"] if "select" in param],
        )
    else:
        st.vega_lite_chart(None, spec, theme=None, alt=label)
    if not small:
        st.html(markup.note(chart.note))
    _behind(chart.id, chart.table, chart.title, language, chart.note if small else "")


def _made(tracking: Tracking, chart: Chart, language: str, small: bool) -> dict[str, Any]:
    """The chart as Vega-Lite reads it, made once a visit (making it costs more than drawing it).

    Its tables are Arrow tables: Streamlit makes one of whatever it is given, at every run. They keep their columns
    where they have no rows.
    """
    shade = theme()

    def make() -> dict[str, Any]:
        import pyarrow as pa

        from cmdash.charts import parts, trend

        spec = trend.spec(chart, language, shade, small)
        tables = {
            name: pa.table({column: [row[column] for row in rows] for column in parts.COLUMNS[name]})
            for name, rows in spec["datasets"].items()
        }
        return spec | {"datasets": tables}

    made: dict[str, Any] = remembered(tracking, ("chart", chart, language, shade, small), make)
    return made


def _behind(name: str, table: Table, title: str, language: str, note: str = "") -> None:
    """The figures of a chart behind a line to open. The table is sent once it is opened: a browser takes longer over
    the closed tables of a page than over its charts."""
    label = message(language, "overview.behind")
    box = st.expander(label, type="compact", key=state.worded(f"behind_{name}"), on_change="rerun")
    if note or box.open:
        shown = (markup.note(note) if note else "") + (markup.table(table, title) if box.open else "")
        box.html(shown)


def _pick(key: str, chart: Chart) -> None:
    """A period of the chart or the name of a network was clicked: it becomes the filter. A callback."""
    told: dict[str, list[dict[str, str]]] = (state.held(key) or {}).get("selection", {})
    picked, named = ((told.get(name) or [{}])[0] for name in ("pick", "name"))
    step = {step.key: step for step in chart.steps}.get(picked.get("key", ""))
    if step is not None:
        state.set_link("period", periods.identify(Period(step.start, step.end)))
    if named.get("network") in {series.id for series in chart.series} - {"", REST}:
        filters.choose_network(named["network"])


def outlook(tracking: Tracking, view: Outlook, language: str) -> None:
    """What was seen, and what is foreseen with its interval beside the naive forecast."""
    shade = theme()

    def make() -> dict[str, Any]:
        from cmdash.charts import outlook as drawn

        made: dict[str, Any] = drawn.draw(view, language, shade).to_dict()
        return made

    st.html(markup.head(view.title, view.subtitle))
    st.vega_lite_chart(
        None, remembered(tracking, ("outlook", view, language, shade), make), theme=None, alt=view.alt
    )
    st.html(markup.note(view.note))
    if view.table:
        _behind("outlook", view.table, view.title, language)


def ladder(tracking: Tracking, view: Ladder, language: str) -> None:
    """The acts on one post."""
    _one(tracking, view, language, "ladder")


def place(tracking: Tracking, view: Place, language: str) -> None:
    """Where one post stands."""
    _one(tracking, view, language, "place")


def _one(tracking: Tracking, view: Ladder | Place, language: str, form: str) -> None:
    shade = theme()

    def make() -> dict[str, Any]:
        from cmdash.charts import bars

        made: dict[str, Any] = getattr(bars, form)(view, language, shade).to_dict()
        return made

    st.html(markup.head(view.title, view.subtitle))
    st.vega_lite_chart(
        None, remembered(tracking, (form, view, language, shade), make), theme=None, alt=view.alt
    )
    _behind(form, view.table, view.title, language)
