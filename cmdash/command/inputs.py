"""From paths on a command line to a reading: uploads, the cmdash files among them, and what could not be opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from cmdash import profile as cmdash_file
from cmdash import settings
from cmdash.model import DECLARED, Counting, Finding, Profile, Refusal, Upload
from cmdash.model.counting import of_pairs

if TYPE_CHECKING:
    from cmdash.model import Tracking


@dataclass(frozen=True)
class Inputs:
    """What the paths gave: the sheets to read, what the person taught before, and the files that gave nothing."""

    uploads: tuple[Upload, ...]
    profile: Profile
    missing: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """A reading and everything that could not be read, one finding a file, in the order given; what counts as
    engagement, where it was chosen, and all that the cmdash files taught."""

    tracking: Tracking
    missing: tuple[Finding, ...]
    counting: Counting = DECLARED
    profile: Profile = field(default_factory=Profile)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return (*self.missing, *(file.error for file in self.tracking.ledger.files if file.error))

    @property
    def set_aside(self) -> int:
        return sum(table.rows.set_aside for file in self.tracking.ledger.files for table in file.tables)


def gather(paths: Sequence[str], profile_path: str | None, chosen: Iterable[str]) -> Inputs:
    """Read the bytes of every path; a `.cmdash` file among them counts as a profile, later ones over earlier ones.

    `chosen` are the `--set` texts, which win over every profile. Raises `Refusal` for a bad `--set` and for a
    `--profile` that cannot be used; a sheet that cannot be opened is a finding in `missing`.
    """
    answers = [settings.parse(text) for text in chosen]
    profiles = [cmdash_file.load(_bytes(profile_path), Path(profile_path).name)] if profile_path else []
    uploads, missing = [], []
    for path in paths:
        name = Path(path).name
        try:
            if cmdash_file.is_profile(name):
                profiles.append(cmdash_file.load(_bytes(path), name))
            else:
                uploads.append(Upload(name, _bytes(path)))
        except Refusal as refusal:
            missing.append(refusal.finding)
    merged = reduce(cmdash_file.join, profiles, Profile())
    return Inputs(tuple(uploads), cmdash_file.join(merged, Profile(tuple(answers))), tuple(missing))


def read(inputs: Inputs, today: dt.date | None) -> Reading:
    """Read the uploads into a tracking, the goals of the cmdash files beside those of the sheets."""
    from cmdash import ingest, kpi

    tracking = ingest.read(inputs.uploads, inputs.profile, today)
    chosen = of_pairs((answer.key, answer.value) for answer in inputs.profile.answers)
    return Reading(kpi.with_goals(tracking, inputs.profile.goals), inputs.missing, chosen, inputs.profile)


def _bytes(path: str) -> bytes:
    """The bytes of a file. Raises `Refusal` naming why it cannot be had."""
    from cmdash.ingest.opening.limits import limits

    place = Path(path)
    try:
        if place.is_dir():
            raise _refusal("path-is-folder", path)
        if place.stat().st_size > limits().file_bytes:
            raise _refusal("path-too-large", path, megabytes=limits().file_megabytes)
        return place.read_bytes()
    except FileNotFoundError:
        raise _refusal("path-missing", path) from None
    except PermissionError:
        raise _refusal("path-forbidden", path) from None
    except (OSError, ValueError) as fault:
        raise _refusal(
            "path-unreadable", path, cause=getattr(fault, "strerror", None) or str(fault)
        ) from None


def _refusal(code: str, path: str, **params: str | int) -> Refusal:
    return Refusal(Finding(code, "error", path, params=params))
