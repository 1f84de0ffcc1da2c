"""What opening one file may cost: declared in `catalog/limits.toml`, each value open to the environment.

`CMDASH_FILE_MEGABYTES`, `CMDASH_UNPACKED_MEGABYTES`, `CMDASH_CELLS`, `CMDASH_COLUMNS`, `CMDASH_SECONDS`,
`CMDASH_MEMORY_MEGABYTES`, `CMDASH_ARCHIVE_FILES` and `CMDASH_COMPRESSION` replace the values of the catalog.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from cmdash.catalog import CatalogError, check, read

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The limits of one opening. Sizes in megabytes of 1,048,576 bytes, time in seconds; all whole and above 0."""

    file_megabytes: int
    unpacked_megabytes: int
    cells: int
    columns: int
    seconds: int
    memory_megabytes: int
    archive_files: int
    compression: int

    @property
    def file_bytes(self) -> int:
        return self.file_megabytes * MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        return self.unpacked_megabytes * MEGABYTE

    @property
    def memory_bytes(self) -> int:
        return self.memory_megabytes * MEGABYTE


def limits() -> Limits:
    """The limits in force: the environment's where it names one, else the catalog's.

    Raises `CatalogError` when a value is missing, unknown or not a whole number above 0.
    """
    names = [field.name for field in fields(Limits)]
    declared = read("limits")
    check("limits.toml", declared, names)
    check("limits.toml (missing)", names, declared)
    return Limits(
        **{name: _whole(name, os.environ.get(f"CMDASH_{name.upper()}"), declared) for name in names}
    )


def _whole(name: str, given: str | None, declared: dict[str, object]) -> int:
    """One limit as a whole number above 0."""
    place = f"CMDASH_{name.upper()}" if given else f"limits.toml {name}"
    written = given or str(declared[name])
    if not written.strip().isdigit() or int(written) == 0:
        raise CatalogError(f"{place}: '{written}' is not a whole number above 0")
    return int(written)
