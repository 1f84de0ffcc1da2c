"""The demos: invented pages, written down as the files people really have. No network, the same at every start."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmdash.demo import agency, bakery, tourism
from cmdash.model import Upload

_FILES: Mapping[str, Callable[[], tuple[Upload, ...]]] = {
    "bakery": bakery.files,
    "tourism": tourism.files,
    "agency": agency.files,
}

__all__ = ["files", "names"]


def names() -> tuple[str, ...]:
    """The names of the demos, in the order they are shown."""
    return tuple(_FILES)


def files(name: str) -> tuple[Upload, ...]:
    """The files of a demo, as one would drop them. The same bytes at every call; raises `KeyError` for another name."""
    return _FILES[name]()
