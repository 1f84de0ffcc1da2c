"""What one command line asks, as click has parsed it: words still, which each action takes at their meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """The arguments and options of a command; those a command does not have keep their default.

    `language` is settled (`fr` or `en`); everything else is as written.
    """

    language: str
    paths: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    profile_path: str | None = None
    today: str | None = None
    strict: bool = False
    output: str | None = None
    as_json: bool = False
    as_csv: bool = False
    table: str = ""
    by: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    name: str | None = None
    title: str = ""
    logo: str | None = None
    colours: tuple[str, ...] = ()
    audience: str = "manager"
