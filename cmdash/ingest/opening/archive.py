"""An archive of files is replaced by its members, their names cleaned, their sizes counted while unpacking."""

from __future__ import annotations

import io
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cmdash.ingest.opening import signatures
from cmdash.ingest.opening.damage import DAMAGED
from cmdash.ingest.opening.limits import Limits
from cmdash.ingest.opening.limits import limits as limits_in_force
from cmdash.model import Finding, Refusal, Upload

PIECE = 1 << 20
UNTROUBLED = 32 * PIECE  # below this unpacked size no compression is suspicious
_NOISE = ("__macosx", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class _Member:
    """A file of an archive: its path as cleaned parts, from the archive's own name down."""

    path: tuple[str, ...]
    content: bytes


@dataclass
class _Budget:
    """What may still be unpacked from one dropped archive, nested ones included."""

    limits: Limits
    bytes: int
    files: int


def expand(
    uploads: Iterable[Upload], limits: Limits | None = None
) -> tuple[tuple[Upload, ...], tuple[Finding, ...]]:
    """Every upload that is an archive of files replaced by its members, the others untouched, order kept.

    A member is named by the last part of its path, with as many folders before it as tell it from the others
    (`Client A/reach.csv`). An archive inside an archive is unpacked too, one level. An archive that cannot be
    unpacked, or only in part, gives a finding of severity error and the others are still read.
    """
    limits = limits or limits_in_force()
    findings: list[Finding] = []
    kept: list[Upload | _Member] = []
    for upload in uploads:
        if signatures.recognise(upload.content)[0] != "archive" or len(upload.content) > limits.file_bytes:
            kept.append(upload)
            continue
        budget = _Budget(limits, limits.unpacked_bytes, limits.archive_files)
        top = (PurePosixPath(upload.name).stem,)
        members: list[_Member] = []
        try:
            for member in _members(upload.name, upload.content, top, budget, findings):
                members += _nested(upload.name, member, budget, findings)
        except Refusal as refused:
            findings.append(refused.finding)
        else:
            if not members:
                findings.append(Finding("archive-empty", "error", upload.name))
        kept += members
    return _named(kept), tuple(findings)


def _nested(file: str, member: _Member, budget: _Budget, findings: list[Finding]) -> Iterator[_Member]:
    """The member itself, or the members of an archive inside the archive."""
    if signatures.recognise(member.content)[0] != "archive":
        yield member
        return
    path = (*member.path[:-1], PurePosixPath(member.path[-1]).stem)
    for inner in _members(file, member.content, path, budget, findings):
        if signatures.recognise(inner.content)[0] == "archive":
            findings.append(Finding("archive-nested", "error", file, params={"member": inner.path[-1]}))
        else:
            yield inner


def _members(
    file: str, content: bytes, top: tuple[str, ...], budget: _Budget, findings: list[Finding]
) -> Iterator[_Member]:
    """The files of one zip. Raises `Refusal` where it is corrupt, locked, or larger than the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            for info in opened.infolist():
                path = _clean(info)
                if path is None or info.is_dir():
                    continue
                if stat.S_ISLNK(info.external_attr >> 16):
                    findings.append(Finding("archive-link", "warning", file, params={"member": path[-1]}))
                    continue
                if info.flag_bits & 1:
                    raise Refusal(Finding("archive-password", "error", file))
                budget.files -= 1
                if budget.files < 0:
                    raise _over("archive-too-many-files", file, budget.limits)
                yield _Member((*top, *path), _unpack(file, opened, info, budget))
    except DAMAGED:
        raise Refusal(Finding("archive-corrupt", "error", file)) from None


def _unpack(file: str, opened: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """One member's bytes, counted as they come out rather than as the archive announces them."""
    pieces: list[bytes] = []
    size = 0
    with opened.open(info) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            budget.bytes -= len(piece)
            packed = max(info.compress_size, 1)
            if size > UNTROUBLED and size > packed * budget.limits.compression:
                raise _over("archive-bomb", file, budget.limits)
            if budget.bytes < 0:
                raise _over("archive-too-large", file, budget.limits)
            pieces.append(piece)
    return b"".join(pieces)


def _clean(info: zipfile.ZipInfo) -> tuple[str, ...] | None:
    """The path of a member without what leads outside; None for what systems leave in archives.

    Names without the UTF-8 flag are UTF-8 all the same when macOS made the archive.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    cleaned = tuple("".join(letter for letter in part if letter.isprintable()).strip() for part in parts)
    hidden = any(part.lower() in _NOISE or part.startswith((".", "~$")) for part in cleaned)
    return None if hidden or not cleaned or not all(cleaned) else cleaned


def _named(kept: list[Upload | _Member]) -> tuple[Upload, ...]:
    """Members as uploads, each named by the shortest end of its path that no other file of the drop has."""
    paths = [item.path if isinstance(item, _Member) else (item.name,) for item in kept]
    ends = Counter(path[-length:] for path in paths for length in range(1, len(path) + 1))
    named = []
    for item in kept:
        if isinstance(item, Upload):
            named.append(item)
            continue
        lengths = range(1, len(item.path) + 1)
        length = next((n for n in lengths if ends[item.path[-n:]] == 1), len(item.path))
        named.append(Upload("/".join(item.path[-length:]), item.content, "/".join(item.path[1:-1])))
    return tuple(named)


def _over(code: str, file: str, limits: Limits) -> Refusal:
    return Refusal(
        Finding(
            code, "error", file, params={"size": limits.unpacked_megabytes, "count": limits.archive_files}
        )
    )
