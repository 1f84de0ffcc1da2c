"""The typeface of the files: the one of the pages, from its own package, so that a report looks the same everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAMILY = "Source Sans Pro"


@cache
def folder() -> Path:
    """The folder of the font files."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.__file__).parent / "files"
