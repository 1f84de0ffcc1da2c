"""What a damaged or lying archive raises when it is opened or read: one list for whoever looks into a zip."""

from __future__ import annotations

import struct
import zipfile
import zlib

# ValueError has the wrong names (UnicodeError), RuntimeError what a member wants that zipfile has not (NotImplementedError).
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,
)
# and a workbook whose parts name what is not there
MISLEADING: tuple[type[Exception], ...] = (*DAMAGED, LookupError)
