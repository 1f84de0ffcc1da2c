"""The columns of text: trimmed, null where a cell says nothing, on the same memory where nothing changes."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import missing_cells
from cmdash.ingest.canonical.workbench import Work


def convert_texts(work: Work) -> None:
    """Every matched column that is no number, no date and no closed list."""
    for match in work.mapping.columns:
        if match.field is None or match.field in work.values:
            continue
        found = work.column(match.field)
        if found is not None:
            work.values[match.field] = _text(match.field, found[1])


def _text(field: str, array: pa.Array) -> pa.Array:
    """A column of text, null where a cell says nothing. What needs no change is not copied."""
    trimmed = pc.utf8_trim_whitespace(array)
    empty = pc.equal(trimmed, "")
    if field not in ("text", "url", "post_id"):
        empty = pc.or_(empty, pc.is_in(pc.utf8_lower(trimmed), pa.array(sorted(missing_cells()))))
    kept = array if field == "text" or trimmed.equals(array) else trimmed
    del trimmed
    if pc.any(pc.starts_with(kept, "'")).as_py():  # put there so that no spreadsheet runs the text
        kept = (
            pc.utf8_ltrim(kept, "'")
            if field == "post_id"
            else pc.replace_substring_regex(kept, r"^'([=+\-@\t\r])", r"\1")
        )
    return _without(empty, kept)


def _without(empty: pa.Array, texts: pa.Array) -> pa.Array:
    """The texts with nulls where they are empty, on the same memory where Arrow's layout allows it."""
    if not pc.any(empty).as_py():
        return texts
    if isinstance(texts, pa.ChunkedArray) or texts.offset or texts.null_count:
        return pc.if_else(empty, pa.scalar(None, pa.string()), texts)
    known = pc.invert(empty)
    _, offsets, data = texts.buffers()
    return pa.Array.from_buffers(pa.string(), len(texts), [known.buffers()[1], offsets, data])
