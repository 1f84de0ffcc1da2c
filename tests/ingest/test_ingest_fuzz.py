"""Mutated exports of every format: no exception, no hang, no child left behind, every row accounted for.

The seed of the day is drawn anew and printed where something fails; `CMDASH_FUZZ_SEED` repeats it and
`CMDASH_FUZZ_SECONDS` (12) says how long the drawn part lasts.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from exports import samples

from cmdash import ingest
from cmdash.model import Refusal, Upload

SECONDS = float(os.environ.get("CMDASH_FUZZ_SECONDS", "12"))
SEED = int(os.environ.get("CMDASH_FUZZ_SEED", random.SystemRandom().randrange(1 << 32)))
SLOWEST = 45  # seconds that one small file may take on a busy machine; the child's own limit is below
TOKENS = (
    b'"', b"'", b"\\", b"\r", b"\n", b"\x00", b"\xff", b";", b",", b"\t", b"<", b"]]>", b"&amp;", b"&#0;", b"<!--", b"</row>", b"=1+1",
    b"-1", b"1e999", b"999999999999999999999", b"A1048577", b"sep=;\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"0x",
)  # fmt: skip


def mutate(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, cut out, said twice or filled in; of a zip, also inside of its parts."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        return mutate_part(content, chance)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1)
        deed = chance.randrange(6)
        if deed == 0 and data:
            data[at - 1] = chance.randrange(256)
        elif deed == 1:
            del data[at : at + chance.choice((1, 3, 50, 5000))]
        elif deed == 2:
            data[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 2, 40))
        elif deed == 3:
            data[at:at] = data[at : at + chance.choice((1, 20, 2000))]
        elif deed == 4:
            data = data[:at]
        else:
            start = chance.randrange(len(data) + 1)
            data[at : at + 40] = data[start : start + 40]
    return bytes(data)


def mutate_part(content: bytes, chance: random.Random) -> bytes:
    """A zip with one of its parts mutated."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        chosen = chance.choice(given.namelist())
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, mutate(part, chance) if name == chosen else part)
    return out.getvalue()


def check(name: str, upload: Upload) -> None:
    """Read a file in both ways and look at what comes back."""
    begun = time.monotonic()
    tracking = ingest.read([upload])
    for file in tracking.ledger.files:
        for table in file.tables:
            assert table.rows.read == table.rows.kept + table.rows.set_aside, name
    try:
        tables = ingest.tables([upload])
    except Refusal:
        tables = ()
    for table in tables:
        assert len(table.rows) == len(table.numbers), name
    assert time.monotonic() - begun < SLOWEST, f"{name} took too long"


def no_child_is_left() -> bool:
    """Whether every child that read a file has ended and was waited for."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("name", samples())
def test_one_mutation_of_every_format(name: str) -> None:
    upload = samples()[name].upload
    chance = random.Random(name)
    check(name, Upload(upload.name, mutate(upload.content, chance)))


def test_mutations_drawn_anew(capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(SEED)
    names, end = sorted(samples()), time.monotonic() + SECONDS
    number = 0
    while time.monotonic() < end:
        number += 1
        name = chance.choice(names)
        upload = samples()[name].upload
        content = mutate(upload.content, chance)
        try:
            check(name, Upload(upload.name, content))
        except BaseException:
            with capfd.disabled():
                print(f"\nfuzz: mutation {number} of {name}; repeat with CMDASH_FUZZ_SEED={SEED}")
            raise
    assert number
    assert no_child_is_left()
