"""Bytes of a text file to UTF-8: which encoding they are in, decided on what they hold."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

SAMPLE = 64 * 1024
PIECE = 1 << 18
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_PLAIN = re.compile(rb"[A-Za-z]")
# What western text holds beside ASCII: letters, quotes, dashes, spaces, a few signs.
_WESTERN = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßðþšžÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŠŽ"
    "’‘“”„‚«»‹›–—…•·°€£¥§©®™\u00a0\u00ad¿¡ºª²±×½¼¾´"
)
_WESTERN_LETTERS = frozenset(letter for letter in _WESTERN if letter.isalpha() and letter not in "ºª")
_INSIDE_WORDS = _WESTERN_LETTERS | frozenset("’·–—/\u00a0\u00ad")
_CYRILLIC = ("cp1251", "koi8_r", "mac_cyrillic", "cp866")
_SINGLE = ("cp1252", "mac_roman", "cp850")  # of western files, the usual one first
# Tried in this order of habit only by charset-normalizer, which weighs them on the sample.
_LATIN = ["cp1250", "iso8859_2", "cp1254", "cp1257", "cp437"]
_SISTERS = ("cp1252", "cp1254", "cp1257")  # of cp1250: its letters are signs in the middle of words there
_OTHERS = [
    "cp1251", "koi8_r", "mac_cyrillic", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp866", "shift_jis",
    "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip


@dataclass(eq=False)
class Text:
    """A text in a known encoding, handed out as UTF-8 without byte order mark, piece by piece.

    Bytes that mean nothing in the encoding become U+FFFD; `replaced` counts them once the text was read to its end.
    """

    content: bytes
    encoding: str
    skip: int = 0
    as_is: bool = False  # the content is valid UTF-8 after `skip`
    replaced: int = 0
    strange: int = 0  # lines that were written in the encoding `other`
    other: str = ""

    def stream(self, after: int = 0) -> pa.NativeFile:
        """The UTF-8 from its byte `after` on, as Arrow reads it; a converted text is never whole in memory."""
        if self.as_is:
            return pa.BufferReader(pa.py_buffer(self.content).slice(self.skip + after))
        source = _Converting(self)
        source.read(after)
        return pa.PythonFile(source, mode="r")

    def head(self, size: int) -> tuple[str, bool]:
        """The first `size` bytes of UTF-8 as text, and whether that is all."""
        with self.stream() as source:
            read = source.read(size)
            return read.decode("utf-8", "ignore"), not source.read(1)

    def whole(self) -> bytes:
        """All of it as UTF-8."""
        with self.stream() as source:
            return b"".join(iter(lambda: source.read(PIECE), b""))


class _Converting:
    """A file-like object that converts to UTF-8 while it is read."""

    closed = False

    def __init__(self, text: Text) -> None:
        self._text = text
        self._place = text.skip
        self._decoder = codecs.getincrementaldecoder(text.encoding)("replace")
        self._left = b""
        self._replaced = 0

    def read(self, size: int = -1) -> bytes:
        pieces = [self._left]
        have = len(self._left)
        while (size < 0 or have < size) and (piece := self._convert()):
            pieces.append(piece)
            have += len(piece)
        read = b"".join(pieces)
        if size >= 0:
            read, self._left = read[:size], read[size:]
        else:
            self._left = b""
        return read

    def _convert(self) -> bytes:
        """The next piece; empty at the end."""
        content, converted = self._text.content, ""
        while not converted and self._place < len(content):
            end = self._place + PIECE
            converted = self._decoder.decode(content[self._place : end], end >= len(content))
            self._place = end
        self._replaced += converted.count("\ufffd")
        if self._place >= len(content):
            self._text.replaced = self._replaced
        return converted.encode("utf-8", "replace")

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True


def decode(content: bytes) -> Text:
    """The text of a file: its encoding by a byte order mark, UTF-16 by its zeros, UTF-8, cp1252, then the others.

    Never raises: every content has an encoding, though not every byte a meaning in it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _utf8(content, len(mark)) if encoding == "utf-8" else Text(content, encoding, len(mark))
    wide = _utf16_without_mark(content[:SAMPLE])
    return Text(content, wide) if wide else _utf8(content, 0)


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


def _utf8(content: bytes, skip: int) -> Text:
    if is_utf8(pa.py_buffer(content).slice(skip)):
        return Text(content, "utf-8", skip, as_is=True)
    sample = _around_high_bytes(content)
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    read = sum(letter > "\x7f" for letter in text) - broken
    if skip or read > broken:
        mixed = _line_by_line(content, skip)
        if mixed.strange or skip or read > 4 * broken:
            return mixed
    western = (encoding for encoding in _SINGLE if _is_western(sample, encoding))
    return Text(content, next(western, None) or _weigh(sample))


def _line_by_line(content: bytes, skip: int) -> Text:
    """A text in UTF-8 that has lines in another encoding: each read in its own, where they read as a language does."""
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content[skip:])  # the ends stay with their lines
    strange = [place for place, line in enumerate(lines) if not _is_valid(line)]
    sample = b"\n".join(_around_high_bytes(lines[place]) for place in strange[:2000])
    other = next((encoding for encoding in _SINGLE[:2] if _is_western(sample, encoding)), None)
    if other is None:
        return Text(content, "utf-8", skip)
    for place in strange:
        lines[place] = lines[place].decode(other, "replace").encode()
    return Text(b"".join(lines), "utf-8", as_is=True, strange=len(strange), other=other)


def _is_valid(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_utf8(data: pa.Buffer) -> bool:
    """Whether a buffer is valid UTF-8; looks at it in place."""
    ends = pa.py_buffer(np.array([0, data.size], np.int32))
    try:
        pa.Array.from_buffers(pa.binary(), 1, [None, ends, data]).cast(pa.string())
    except pa.ArrowInvalid:
        return False
    return True


def _around_high_bytes(content: bytes) -> bytes:
    """Where the encoding can be seen: what surrounds the bytes above ASCII, 2,000 places at most."""
    pieces: list[bytes] = []
    end = 0
    for found in _HIGH.finditer(content):
        if found.start() < end:
            continue
        end = found.end() + 40
        pieces.append(content[max(0, found.start() - 12) : end])
        if len(pieces) == 2000:
            break
    return b"\n".join(pieces)


def _is_western(sample: bytes, encoding: str) -> bool:
    """Whether the bytes above ASCII read as letters and signs of western languages in their places."""
    strange = total = 0
    for found in _HIGH.finditer(sample):
        text = found.group().decode(encoding, "replace")
        before, after = sample[found.start() - 1 : found.start()], sample[found.end() : found.end() + 1]
        total += len(text)
        if len(text) > 3 and sum(letter in _WESTERN_LETTERS for letter in text) > 0.5 * len(text):
            strange += len(text)
        elif text[0] in _WESTERN_LETTERS and before.isdigit() and after.isdigit():
            strange += 1  # a space between the thousands, in another encoding
        elif (text[0].isupper() and (before.islower() or (before.isalpha() and after.islower()))) or (
            text[0] not in _INSIDE_WORDS and before.isalpha() and after.isalpha()
        ):
            strange += 1
        else:
            strange += sum(letter not in _WESTERN for letter in text)
    return strange * 10 <= total


def _weigh(sample: bytes) -> str:
    """The encoding that charset-normalizer finds for the sample, cp1252 when it finds none."""
    from charset_normalizer import from_bytes

    # Accents stand in words of plain letters (`żółw`); words of another alphabet have none (`море`).
    accented = [word for word in _WORD.findall(sample) if _HIGH.search(word)]
    latin = sum(bool(_PLAIN.search(word)) for word in accented) * 2 > len(accented)
    best = from_bytes(sample, cp_isolation=_LATIN if latin else _OTHERS, threshold=0.5).best()
    found = best.encoding if best else "cp1252"
    if found in _SISTERS and _signs_in_words(sample, "cp1250") < _signs_in_words(sample, found):
        found = "cp1250"
    if found == "cp1250" and _signs_in_words(sample, "iso8859_2") < _signs_in_words(sample, "cp1250"):
        return "iso8859_2"
    if best and best.encoding in _CYRILLIC:
        return max(
            _CYRILLIC, key=lambda encoding: (_small_letters(sample, encoding), encoding == best.encoding)
        )
    return found


def _small_letters(sample: bytes, encoding: str) -> int:
    """How many small Cyrillic letters stand in words: in a wrong encoding they are capitals, or signs among letters."""
    text = sample.decode(encoding, "replace")
    return len(re.findall(r"[а-яё]", text)) - 2 * len(re.findall(r"[а-яё][А-ЯЁ]|[\u2500-\u25ff]", text))


def _signs_in_words(sample: bytes, encoding: str) -> int:
    """How often a sign that is no letter touches letters on either side: `¶wiat` is `świat` in another encoding."""
    text = sample.decode(encoding, "replace")
    return len(
        re.findall(r"[^\W\d_][\u0080-\u00bf\u02c7](?=[^\W\d_])|\b[\u0080-\u00bf\u02c7](?=[^\W\d_]{2})", text)
    )
