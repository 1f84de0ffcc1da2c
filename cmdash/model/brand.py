"""Whose report it is: what a person puts on it, kept in the cmdash file."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field

LOGO_BYTES = 2_000_000
LOGO_POINTS = 16_000_000  # a small file can unpack to a picture that fills the memory
LONGEST = 200  # characters of a name or a footer
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG


@dataclass(frozen=True)
class Brand:
    """Whose report it is. `logo` are the bytes of a PNG or JPEG picture; `colour` and `second` are `#RRGGBB`, empty
    for those of cmdash."""

    name: str = ""
    logo: bytes = field(default=b"", repr=False)
    colour: str = ""
    second: str = ""
    footer: str = ""
    cover: bool = True


NO_BRAND = Brand()


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#RRGGBB`."""
    return bool(_HEX.fullmatch(text))


def is_logo(content: bytes) -> bool:
    """Whether bytes are a whole PNG or JPEG picture of a size a logo has: 2 MB, 16 million points."""
    if len(content) > LOGO_BYTES or not content.startswith(_PICTURES):
        return False
    from PIL import Image  # on first use: few reports have a logo

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > LOGO_POINTS:
                return False
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return False
    return True
