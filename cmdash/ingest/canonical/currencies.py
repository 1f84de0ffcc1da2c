"""The column of currencies: signs, words and codes to the ISO code; a word no list has is told and is no currency."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cmdash.catalog import fields_of, missing_cells, normalise
from cmdash.ingest.canonical.workbench import Work
from cmdash.ingest.typing.number_words import currency_code


def convert_currencies(work: Work) -> None:
    """The currency of each row as its ISO code; where its cell says none, that of the sign beside its amount.

    Where a cell holds an unknown word and neither the header nor an answer tells the currency, the amounts of its row
    count as missing as soon as other rows have one: they must not be added to those.
    """
    found = work.column("currency")
    if found is None:
        return
    match, array = found
    encoded = (array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array).dictionary_encode()
    texts = [(text or "").strip() for text in encoded.dictionary.to_pylist()]
    codes = pa.array([currency_code(text) for text in texts], pa.string()).take(encoded.indices)
    beside = work.values.get("currency")
    codes = codes if beside is None else pc.coalesce(codes, beside)
    work.values["currency"] = codes
    said = pa.array([normalise(text) not in missing_cells() for text in texts], pa.bool_())
    strange = pc.and_(said.take(encoded.indices), codes.is_null()).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(strange)
    if not len(rows):
        return
    alone = codes.null_count == len(codes)
    left_out = not (alone or work.currency or work.answer("currency"))
    for field in fields_of(work.mapping.kind) if left_out else ():
        if field.type == "money" and field.id in work.values:
            work.values[field.id] = np.where(strange, np.nan, work.values[field.id])
    value = str(array[int(rows[0])].as_py()).strip()[:40]
    code = "currency-left-out" if left_out else "currency-strange"
    work.note_rows(code, "warning", rows, match.source, value=value)
