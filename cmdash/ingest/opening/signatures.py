"""What a file is, by its first bytes and its parts; never by its name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Literal

from cmdash.ingest.opening.damage import DAMAGED

Kind = Literal["workbook", "spreadsheetml", "html", "mhtml", "xml", "text", "archive", "refused"]
DIRECTORY_BYTES = 32 * 1024 * 1024  # of a zip's table of contents; 500 members need a hundredth of it

_STARTS = (
    (b"\x89PNG", "file-picture"),
    (b"\xff\xd8\xff", "file-picture"),
    (b"GIF87a", "file-picture"),
    (b"GIF89a", "file-picture"),
    (b"II*\x00", "file-picture"),
    (b"MM\x00*", "file-picture"),
    (b"8BPS", "file-picture"),
    (b"\x00\x00\x01\x00", "file-picture"),
    (b"%PDF-", "file-pdf"),
    (b"{\\rtf", "file-document"),
    (b"7z\xbc\xaf\x27\x1c", "file-other-archive"),
    (b"Rar!\x1a\x07", "file-other-archive"),
    (b"\x1f\x8b", "file-other-archive"),
    (b"BZh", "file-other-archive"),
    (b"\xfd7zXZ\x00", "file-other-archive"),
    (b"\x28\xb5\x2f\xfd", "file-other-archive"),
    (b"ID3", "file-video"),
    (b"\x1a\x45\xdf\xa3", "file-video"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "file-shortcut"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE2 container, as its directory writes them.
_STREAMS = (
    ("EncryptedPackage", "workbook-password"),
    ("Workbook", None),
    ("Book", None),
    ("WordDocument", "file-document"),
    ("PowerPoint Document", "file-document"),
    ("__properties_version1.0", "file-mail"),
)
# Parts of a zip that tell what it is.
_PARTS = (
    (re.compile(r"xl/workbook\d*\.(?:xml|bin)"), None),
    (re.compile(r"word/document\d*\.xml|ppt/presentation\.xml|visio/document\.xml"), "file-document"),
    (re.compile(r"(?:Index/.*\.iwa|Index\.zip|.*/Index\.zip|.*/Index/.*\.iwa)"), "file-numbers"),
)
_OFFICE = (
    b"[Content_Types]",
    b"_rels/",
    b"xl/",
    b"docProps/",
    b"mimetype",
)  # what a workbook's zip begins with
_SPACE = b" \t\r\n\x00"
# A link of Windows (.url), of Linux (.desktop); that of macOS (.webloc) is XML.
_SHORTCUT = re.compile(rb"\[(?:InternetShortcut|Desktop Entry)\]\s", re.I)
# What a mail or a web archive begins with: lines of `Name: value`, among them its MIME version and the kind of its parts.
_MAIL = re.compile(rb"[A-Za-z][\w-]{1,40}:[ \t]")
_MIME = re.compile(rb"^MIME-Version:[ \t]*1\.0", re.I | re.M)
_PARTS_OF_MAIL = re.compile(rb"^Content-Type:[ \t]*(?:multipart/\w+|text/(?:html|plain))\b", re.I | re.M)
_HTML = re.compile(
    rb"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|table|meta|div|script|style|center)[\s>]",
    re.I | re.S,
)


def recognise(content: bytes) -> tuple[Kind, str | None]:
    """The kind of a file, with the finding code when it is one that cmdash refuses."""
    if code := _picture_or_document(content):
        return "refused", code
    if content.startswith(_OLE):
        return _container(content)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip(content)
    return _written(content)


def _picture_or_document(content: bytes) -> str | None:
    for start, code in _STARTS:
        if content.startswith(start):
            return code
    if content[4:8] == b"ftyp":
        return "file-picture" if content[8:11] in (b"hei", b"mif", b"avi") else "file-video"
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"AVI ", b"WAVE"):
        return "file-picture" if content[8:12] == b"WEBP" else "file-video"
    if content.startswith(b"BM") and len(content) > 14 and content[6:10] == b"\0\0\0\0":
        return "file-picture"
    return None


def _container(content: bytes) -> tuple[Kind, str | None]:
    for name, code in _STREAMS:
        if name.encode("utf-16-le") in content:
            return ("refused", code) if code else ("workbook", None)
    return "refused", "workbook-corrupt"


def _zip(content: bytes) -> tuple[Kind, str | None]:
    parts = names(content)
    if parts is None:
        first = content[30 : 30 + struct.unpack_from("<H", content.ljust(30, b"\0"), 26)[0]]
        return "refused", "workbook-corrupt" if not first or first.startswith(_OFFICE) else "archive-corrupt"
    for pattern, code in _PARTS:
        if any(pattern.fullmatch(part.replace("\\", "/")) for part in parts):
            return ("refused", code) if code else ("workbook", None)
    if "content.xml" in parts and "mimetype" in parts:
        return (
            ("workbook", None)
            if b"opendocument.spreadsheet" in content[:200]
            else ("refused", "file-document")
        )
    return "archive", None


def names(content: bytes) -> list[str] | None:
    """The names in a zip's table of contents; None where it cannot be read or is unreasonably long."""
    if not sane_directory(content):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return opened.namelist()
    except DAMAGED:
        return None


def sane_directory(content: bytes) -> bool:
    """Whether the end record of a zip is there and announces a table of contents of bearable length."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    if end < 0 or len(content) < end + 22:
        return False
    size = int(struct.unpack_from("<I", content, end + 12)[0])
    return size <= DIRECTORY_BYTES or (size == 0xFFFFFFFF and len(content) <= 2 * DIRECTORY_BYTES)


def _written(content: bytes) -> tuple[Kind, str | None]:
    """Text of some kind, told apart by its first characters (read as ASCII, whatever the encoding)."""
    head = content[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip(_SPACE)
    if head.startswith(b"<"):
        if _HTML.match(head):
            return "html", None
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return "spreadsheetml", None
        if (
            head.startswith(b"<?xml")
            or head.startswith(b"<!DOCTYPE")
            or re.match(rb"<[\w:.-]+(?:\s[^<>]*)?/?>", head)
        ):
            return _xml(head)
    if _SHORTCUT.match(head):
        return "refused", "file-shortcut"
    if head[:1] in (b"{", b"["):
        return _json(content, head)
    if _MAIL.match(head) and _MIME.search(head, 0, 4096) and _PARTS_OF_MAIL.search(head, 0, 4096):
        return "mhtml", None
    return "text", None


def _xml(head: bytes) -> tuple[Kind, str | None]:
    if re.search(rb"<svg[\s>]", head):
        return "refused", "file-picture"
    if re.search(rb"<html[\s>]", head, re.I):
        return "html", None
    if b"<plist" in head and b"<key>URL</key>" in head:
        return "refused", "file-shortcut"
    return "refused", "file-xml"


def _json(content: bytes, head: bytes) -> tuple[Kind, str | None]:
    """JSON by its first and last characters: parsing it would cost more than it tells."""
    tail = content[-64:].replace(b"\0", b"").rstrip(_SPACE)
    if not (re.match(rb'\{\s*["}]|\[\s*[\[{"\]\d-]', head) and tail[-1:] in (b"}", b"]")):
        return "text", None
    shortcut = len(content) < 4096 and (b"docs.google.com" in head or b'"doc_id"' in head)
    return "refused", "file-google-shortcut" if shortcut else "file-json"
