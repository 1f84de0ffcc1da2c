"""Where the parts of an xlsx workbook are: which XML holds which sheet. Searched, never parsed."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator

LARGEST_INDEX = 1 << 22  # of workbook.xml and its relations
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def sheet_parts(opened: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> path of its XML part, from the workbook's index."""
    index = next((name for name in opened.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name)), None)
    if index is None or opened.getinfo(index).file_size > LARGEST_INDEX:
        return {}
    folder, file = posixpath.split(index)
    relations = f"{folder}/_rels/{file}.rels"
    if opened.getinfo(relations).file_size > LARGEST_INDEX:
        return {}
    targets = {given["Id"]: given["Target"] for given in elements(_RELATION, opened.read(relations))}
    parts = {}
    for given in elements(_SHEET, opened.read(index)):
        identifier = next((value for name, value in given.items() if name.endswith(":id")), "")
        if target := targets.get(identifier):
            parts[given.get("name", "")] = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip(
                "/"
            )
    return parts


def elements(pattern: re.Pattern[bytes], content: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each element of a pattern, unescaped."""
    for element in pattern.finditer(content):
        yield attributes(element.group())


def attributes(element: bytes) -> dict[str, str]:
    """The attributes of a tag by name, unescaped."""
    given = _ATTRIBUTE.findall(element)
    return {name.decode(): html.unescape((a or b).decode("utf-8", "replace")) for name, a, b in given}


def column_number(letters: bytes) -> int:
    """The place of a column from its letters, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
