"""The cells of a table as they stand in the file, to put a wrong one right."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cmdash.model import Answer, Sheet
from cmdash.ui import reading, state
from cmdash.ui.correcting import Place
from cmdash.ui.quiet import quiet
from cmdash.ui.widths import widths
from cmdash.wording import message

_ROWS = 50  # rows shown together
_DOUBTFUL, _ALL = "doubtful", "all"


def show(place: Place, language: str) -> None:
    """Draw the rows in doubt, or all of them from a row on; a cell typed over is read anew at once."""
    from cmdash.ingest.mending.edits import amend, edits_of

    opened = reading.cells(place.file.sha256)
    written = next((s for s in opened.sheets if s.name == place.table.sheet), None)
    if written is None:
        return
    amended, _ = amend(opened, edits_of(state.visit().profile.answers, opened.name))
    sheet = next(s for s in amended.sheets if s.name == place.table.sheet)
    quiet(message(language, "data.cells.help"))
    positions = _chosen_rows(place, sheet, language)
    if not positions:
        return
    names, columns = _shown(place, sheet, positions, language)
    row = message(language, "data.aside.row")
    key = f"cells_{place.key}_{positions[0]}_{len(state.visit().profile.answers)}_{len(state.visit().past)}"
    st.data_editor(
        columns,
        key=key,
        hide_index=True,
        disabled=[row],
        column_config=widths(columns, pinned=row),
        alt=message(language, "data.cells.alt"),
    )
    given = _answers(state.held(key), names, written, positions)
    if given:
        state.answer(*given)
        st.rerun()


def doubtful(place: Place) -> list[int]:
    """The rows of a table with a cell that could not be read, and those set aside for what they lack."""
    table = place.table
    rows = {f.row for f in table.findings if f.row is not None and f.code.startswith("cell-not")}
    rows |= {row.row for row in table.set_aside if row.code != "superseded"}
    rows |= {
        f.row for f in place.file.findings if f.sheet == table.sheet and f.code == "cell-by-hand" and f.row
    }
    return sorted(rows)


def _chosen_rows(place: Place, sheet: Sheet, language: str) -> list[int]:
    """The positions in the sheet of the rows to show."""
    found = doubtful(place)
    which = _ALL
    if found:
        which = st.segmented_control(
            message(language, "data.cells.which"),
            (_DOUBTFUL, _ALL),
            default=_DOUBTFUL,
            required=True,
            format_func=lambda name: message(language, f"data.cells.{name}", count=len(found)),
            key=state.worded(f"which_{place.key}"),
        )
    numbers = sheet.numbers
    if which == _DOUBTFUL and found:
        wanted = set(found[:_ROWS])
        return [i for i, number in enumerate(numbers) if int(number) in wanted]
    first, last = _body(place, sheet)
    start = st.number_input(
        message(language, "data.cells.start"),
        min_value=first,
        max_value=max(first, last),
        value=first,
        step=1,
        key=f"start_{place.key}",
        width=200,
    )
    shown = [i for i, number in enumerate(numbers) if int(start) <= int(number) <= last]
    return shown[:_ROWS]


def _body(place: Place, sheet: Sheet) -> tuple[int, int]:
    """The first and the last row number of a table's body."""
    start, _, end = place.table.range.partition(":")
    top, bottom = (int(part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for part in (start, end))
    first = max(place.table.header_rows, default=top - 1) + 1
    return first, max(bottom, first) if len(sheet.numbers) else first


def _shown(
    place: Place, sheet: Sheet, positions: list[int], language: str
) -> tuple[dict[str, int], dict[str, list[Any]]]:
    """The place in the sheet of each column shown, by its name there, and the cells to show."""
    from cmdash.ingest.layout.cells import column_number, head, letter
    from cmdash.ingest.layout.header import header_at

    start, _, end = place.table.range.partition(":")
    left, right = (column_number(part.rstrip("0123456789")) for part in (start, end))
    right = min(right, sheet.width - 1)
    rows = [i for i, number in enumerate(sheet.numbers) if int(number) in place.table.header_rows]
    headers = ("",) * (right - left + 1)
    if rows:
        headers = header_at(head(sheet.columns[left : right + 1], rows[0], rows[-1] + 1)).names
    names = {
        f"{letter(left + i)} · {' '.join(name.split())}" if name else letter(left + i): left + i
        for i, name in enumerate(headers)
    }
    columns: dict[str, list[Any]] = {
        message(language, "data.aside.row"): [int(sheet.numbers[i]) for i in positions]
    }
    for name, column in names.items():
        columns[name] = [str(sheet.columns[column][i].as_py()) for i in positions]
    return names, columns


def _answers(held: Any, names: dict[str, int], written: Sheet, positions: list[int]) -> list[Answer]:
    """The changed cells as answers: each knows its row by what the file has there."""
    from cmdash.ingest.layout.cells import letter
    from cmdash.ingest.mending.edits import cells_at, row_print

    found = []
    for place, changes in dict((held or {}).get("edited_rows", {})).items():
        position = positions[int(place)]
        for name, text in changes.items():
            if name in names:
                address = f"{letter(names[name])}{int(written.numbers[position])}"
                content = row_print(cells_at(written, position))
                found.append(
                    Answer("cell", str(text or ""), sheet=written.name, cell=address, content=content)
                )
    return found
