"""Bytes of a text file to UTF-8: which encoding they are in, decided on what they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa

SAMPLE = 64 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
# What western text holds beside ASCII: letters, quotes, dashes, spaces, a few signs.
_WESTERN = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßðþšžÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŠŽ"
    "’‘“”„‚«»‹›–—…•·°€£¥§©®™\u00a0\u00ad¿¡ºª²±×½¼¾´"
)
_WESTERN_LETTERS = frozenset(letter for letter in _WESTERN if letter.isalpha() and letter not in "ºª")
_INSIDE_WORDS = _WESTERN_LETTERS | frozenset("’·–—/\u00a0\u00ad")
# Tried in this order of habit only by charset-normalizer, which weighs them on the sample.
_OTHERS = [
    "cp1251", "koi8_r", "mac_cyrillic", "cp1250", "iso8859_2", "cp1253", "iso8859_7", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp437", "cp866", "shift_jis", "euc_jp", "gb18030", "big5",
    "cp949",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Decoded:
    """A text as UTF-8 without byte order mark. `replaced` counts the characters that could not be read."""

    data: pa.Buffer
    encoding: str
    replaced: int = 0


def decode(content: bytes) -> Decoded:
    """The text of a file as UTF-8: a byte order mark, else UTF-16 by its zeros, UTF-8, cp1252, then the others.

    Never raises: what has no reading in the chosen encoding becomes U+FFFD and is counted.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (
                _utf8(content, len(mark)) if encoding == "utf-8" else _convert(content[len(mark) :], encoding)
            )
    wide = _utf16_without_mark(content[:SAMPLE])
    return _convert(content, wide) if wide else _utf8(content, 0)


def looks_binary(content: bytes) -> bool:
    """Whether the bytes cannot be text in any encoding: too many control characters, and not UTF-16."""
    sample = content[:SAMPLE]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16_without_mark(sample):
        return False
    counts = np.bincount(np.frombuffer(sample, np.uint8), minlength=256)
    controls = int(counts[:32].sum() - counts[[9, 10, 12, 13]].sum() + counts[127])
    return controls * 50 > len(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 shows as zeros (or the two bytes of line ends) in one half of the positions only."""
    even = np.frombuffer(sample[: len(sample) // 2 * 2], np.uint8).reshape(-1, 2)
    if len(even) < 2:
        return None
    first, second = (int(count) for count in (even == 0).sum(axis=0))
    if first + second < len(even) * 0.1 or min(first, second) * 10 > max(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _utf8(content: bytes, skip: int) -> Decoded:
    data = pa.py_buffer(content).slice(skip)
    if is_utf8(data):
        return Decoded(data, "utf-8")
    sample = _around_high_bytes(content)
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    read = sum(letter > "\x7f" for letter in text) - broken
    if skip or read > 4 * broken:
        return _convert(content[skip:], "utf-8")
    western = (encoding for encoding in ("cp1252", "mac_roman", "cp850") if _is_western(sample, encoding))
    return _convert(content, next(western, None) or _weigh(sample))


def is_utf8(data: pa.Buffer) -> bool:
    """Whether a buffer is valid UTF-8; looks at it in place."""
    ends = pa.py_buffer(np.array([0, data.size], np.int32))
    try:
        pa.Array.from_buffers(pa.binary(), 1, [None, ends, data]).cast(pa.string())
    except pa.ArrowInvalid:
        return False
    return True


def _around_high_bytes(content: bytes) -> bytes:
    """Where the encoding can be seen: the lines' pieces that hold a byte above ASCII, 2,000 at most."""
    pieces = []
    for found in islice(re.finditer(rb"[^\x80-\xff\r\n]{0,12}[\x80-\xff][^\r\n]{0,40}", content), 2000):
        pieces.append(found.group())
    return b"\n".join(pieces)


def _is_western(sample: bytes, encoding: str) -> bool:
    """Whether the bytes above ASCII read as letters and signs of western languages in their places."""
    strange = total = 0
    for found in _HIGH.finditer(sample):
        text = found.group().decode(encoding, "replace")
        before, after = sample[found.start() - 1 : found.start()], sample[found.end() : found.end() + 1]
        total += len(text)
        if len(text) > 3 and set(text) <= _WESTERN_LETTERS:
            strange += len(text)
        elif (text[0].isupper() and before.islower()) or (
            text[0] not in _INSIDE_WORDS and before.isalpha() and after.isalpha()
        ):
            strange += 1
        else:
            strange += sum(letter not in _WESTERN for letter in text)
    return strange * 10 <= total


def _weigh(sample: bytes) -> str:
    """The encoding that charset-normalizer finds for the sample, cp1252 when it finds none."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHERS, threshold=0.5).best()
    return best.encoding if best else "cp1252"


def _convert(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    return Decoded(pa.py_buffer(text.encode("utf-8", "replace")), encoding, replaced)
