"""The choices that put one table right: its columns, what it holds, how it is written, where it stands. All undone at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import streamlit as st

from cmdash.catalog import fields_of, settings
from cmdash.model import DATA_KINDS, Answer, ColumnMatch, FileReport, OpenedFile, TableReport, Tracking
from cmdash.ui import reading, scopes, sentences, state
from cmdash.ui.quiet import quiet
from cmdash.wording import message

_SETTINGS = ("kind", "network", "date_order", "decimal", "side")
_AUTO = ""
_EXTRA = ""
_HEADERS = 30  # rows from the top offered as a header
_SHOWN = 90  # characters of such a row
_WIDTH = 300  # pixels; the choices stand side by side and fold on a phone


@dataclass(frozen=True, eq=False)
class Place:
    """One table with its file and everything read with it."""

    tracking: Tracking
    file: FileReport
    table: TableReport

    @property
    def key(self) -> str:
        return f"{self.file.sha256[:8]}_{self.table.fingerprint}_{self.table.sheet}_{self.table.range}"


def show(place: Place, language: str) -> None:
    """Draw the choices; each shows its effect at once, in the table above it and in every figure."""
    quiet(message(language, "data.column.help"))
    key = state.worded(place.key)
    _column(place, key, language)
    with st.container(horizontal=True):
        for setting in ("kind",) if place.table.kind == "other" else _SETTINGS:
            _setting(setting, place, f"{setting}_{key}", language)
    with st.container(horizontal=True):
        _header(place, f"header_{key}", language)
        _range(place, f"range_{key}", language)
    if corrected(place):
        st.button(
            message(language, "data.table.automatic"), key=f"forget_{key}", on_click=_forget, args=(place,)
        )


def corrected(place: Place) -> bool:
    """Whether a choice of a person is followed in this table."""
    profile = state.visit().profile
    return bool(
        profile.mappings.get(place.table.fingerprint) or scopes.all_given(profile, place.file, place.table)
    )


def _column(place: Place, key: str, language: str) -> None:
    named = [match for match in place.table.columns if match.source]
    if not named:
        return
    with st.container(horizontal=True):
        position = st.selectbox(
            message(language, "data.column.source"),
            range(len(named)),
            format_func=lambda i: named[i].source,
            key=f"column_{key}",
            width=_WIDTH,
        )
        if position is not None:
            _field_choice(place.table, named[position], f"field_{key}_{position}", language)


def field_label(field: str | None, language: str) -> str:
    """What a column is taken for, in words."""
    return message(language, f"fields.field.{field}" if field else "data.column.extra")


def _field_choice(table: TableReport, match: ColumnMatch, key: str, language: str) -> None:
    kind = table.kind if table.kind in DATA_KINDS else "posts"
    listed = [_EXTRA, *(field.id for field in fields_of(kind))]
    state.hold(key, match.field if match.field in listed else _EXTRA)
    st.selectbox(
        message(language, "data.column.field"),
        listed,
        format_func=lambda field: field_label(field or None, language),
        key=key,
        width=_WIDTH,
        on_change=_map,
        args=(key, table.fingerprint, match.source),
    )


def _map(key: str, fingerprint: str, source: str) -> None:
    profile = state.visit().profile
    layout = {**profile.mappings.get(fingerprint, {}), source: str(state.held(key) or _EXTRA)}
    mappings = {**profile.mappings, fingerprint: MappingProxyType(layout)}
    state.change_profile(replace(profile, mappings=MappingProxyType(mappings)))


def _setting(setting: str, place: Place, key: str, language: str) -> None:
    """One setting of the table: automatic, or one of its answers. A network beyond the list stays in it."""
    if setting == "side" and place.table.kind not in ("posts", "account", "campaigns"):
        return
    given = scopes.given(state.visit().profile, setting, place.file, place.table)
    now = given[-1].value if given else _AUTO
    values = settings()[setting].values
    listed = [_AUTO, *values, *([now] if now and now not in values else [])]
    state.hold(key, now)
    st.selectbox(
        message(language, "data.table.kind" if setting == "kind" else f"data.setting.{setting}"),
        listed,
        format_func=lambda value: (
            sentences.option(setting, value, language) if value else message(language, "data.table.kind_auto")
        ),
        key=key,
        width=_WIDTH,
        on_change=_set,
        args=(key, setting, place),
    )


def _set(key: str, setting: str, place: Place) -> None:
    chosen = str(state.held(key) or _AUTO)
    given = scopes.given(state.visit().profile, setting, place.file, place.table)
    if not chosen:
        state.answer(instead_of=given)
        return
    answer = scopes.about(setting, chosen, place.file, place.table, place.tracking)
    state.answer(answer, instead_of=[a for a in given if a.layout or a.file])


def _header(place: Place, key: str, language: str) -> None:
    """The rows of the sheet from its top, one of which is the header."""
    rows = _top_rows(reading.cells(place.file.sha256), place.table.sheet)
    now = "-".join(
        dict.fromkeys(str(row) for row in (*place.table.header_rows[:1], *place.table.header_rows[-1:]))
    )
    listed = list(rows)
    if now not in rows:
        listed = [now, *listed]
    state.hold(key, now)
    st.selectbox(
        message(language, "data.setting.header"),
        listed,
        format_func=lambda row: _row_label(row, rows, language),
        key=key,
        width=2 * _WIDTH,
        on_change=_set_header,
        args=(key, rows, place),
    )


def _row_label(row: str, rows: dict[str, list[str]], language: str) -> str:
    if not row:
        return message(language, "data.table.no_header")
    text = " | ".join(cell.strip() for cell in rows.get(row, []) if cell.strip())
    told = message(language, "data.place.row", value=row)
    return f"{told}{message(language, 'data.place.colon')}{text[:_SHOWN]}" if text else told


def _top_rows(opened: OpenedFile, sheet: str | None) -> dict[str, list[str]]:
    """The first rows of a sheet that hold something, by their number."""
    from cmdash.ingest.layout.cells import head

    found = next((s for s in opened.sheets if s.name == sheet), None)
    if found is None:
        return {}
    rows = head(found.columns, 0, min(_HEADERS, found.height))
    return {str(found.numbers[i]): row for i, row in enumerate(rows) if any(cell.strip() for cell in row)}


def _set_header(key: str, rows: dict[str, list[str]], place: Place) -> None:
    from cmdash.ingest.layout.chosen import header_print

    chosen = str(state.held(key) or "")
    if chosen in rows:
        answer = Answer("header", chosen, layout=header_print(rows[chosen]))
        state.answer(answer, instead_of=place.table.chosen)


def _range(place: Place, key: str, language: str) -> None:
    """Where the table stands, as a spreadsheet writes it."""
    typed = state.held(key)
    if not typed or settings()["range"].accept(typed):  # what cannot be taken stays to be mended
        state.hold(key, place.table.range)
    typed = st.text_input(
        message(language, "data.setting.range"),
        key=key,
        width=_WIDTH,
        help=message(language, "data.table.range_help"),
        on_change=_set_range,
        args=(key, place),
    )
    if typed and settings()["range"].accept(typed) is None:
        st.text(message(language, "data.question.refused", value=typed))


def _set_range(key: str, place: Place) -> None:
    """The range for this very file, and its columns for the next of the same layout, whose rows go on."""
    from cmdash.ingest.layout.cells import column_number, head
    from cmdash.ingest.layout.chosen import file_print, header_print

    value = settings()["range"].accept(str(state.held(key) or ""))
    sheet = next((s for s in reading.cells(place.file.sha256).sheets if s.name == place.table.sheet), None)
    if value is None or sheet is None or value == place.table.range:
        return
    first, last = (part.rstrip("0123456789") for part in value.split(":"))
    given = [
        Answer("range", value, sheet=sheet.name, content=file_print(place.file.sha256)),
    ]
    top = value.split(":")[0].removeprefix(first) or str(next(iter(place.table.header_rows), ""))
    places = [i for i, number in enumerate(sheet.numbers) if str(number) == top]
    if places:
        columns = sheet.columns[column_number(first) : column_number(last) + 1]
        names = head(columns, places[0], places[0] + 1) if columns else []
        if names and any(names[0]):
            given.append(Answer("range", f"{first}:{last}", layout=header_print(names[0])))
    state.answer(*given, instead_of=place.table.chosen)


def _forget(place: Place) -> None:
    """Back to what was found by itself, for this table; one change, so that it can be undone."""
    profile = state.visit().profile
    gone = scopes.all_given(profile, place.file, place.table)
    mappings = {k: v for k, v in profile.mappings.items() if k != place.table.fingerprint}
    state.change_profile(
        replace(
            profile,
            answers=tuple(a for a in profile.answers if a not in gone),
            mappings=MappingProxyType(mappings),
        )
    )
