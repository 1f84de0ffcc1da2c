"""Words of a stranger in places where Streamlit reads Markdown: shown as typed, never as markup."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&=^\"'/@])")
_SPACES = re.compile(r"\s+")
_JOINER = "\u2060"  # invisible; keeps `:word:` from becoming an icon, which a backslash does not


def plain(text: str, length: int = 120) -> str:
    """A text for a label (buttons, expanders, headings), cut at `length`, with every mark of Markdown made harmless.

    Longer texts belong in `st.text` or a table, which take them as they are.
    """
    text = _SPACES.sub(" ", text).strip()
    if len(text) > length:
        text = text[: length - 1].rstrip() + "…"
    return _MARKS.sub(r"\\\1", text).replace(":", f":{_JOINER}")
