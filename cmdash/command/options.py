"""What the options of a command mean: groups, figures, filters and days, or the sentence that says which is not one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import cast

from cmdash.catalog import LANGUAGES, kinds, network_spellings, networks, normalise, value_spellings
from cmdash.model import Finding, Query, Refusal
from cmdash.model.brand import Brand, is_colour, is_logo
from cmdash.model.report_views import AUDIENCES, Audience, Wish
from cmdash.settings import near_fault
from cmdash.wording import message

GROUPS = (
    "network",
    "account",
    "format",
    "theme",
    "campaign",
    "paid",
    "weekday",
    "slot",
    "day",
    "week",
    "month",
    "quarter",
    "year",
)
FILTERS = ("network", "account", "paid", "side")
SIDES = ("own", "peer", "all")
EVERYTHING = "all"
REPORTS = (".pdf", ".pptx", ".xlsx", ".html", ".txt")


def listed(written: Iterable[str]) -> tuple[str, ...]:
    """The parts of options that take several with commas and may be repeated, each once, in order."""
    parts = (part.strip() for text in written for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def groups(written: Iterable[str]) -> tuple[str, ...]:
    """The keys of `--by`. Raises `Refusal` (`by-unknown`)."""
    return tuple(_one_of("by-unknown", name, GROUPS) for name in listed(written))


def kpis(written: Iterable[str]) -> tuple[str, ...] | None:
    """The ids of `--kpi`, None when none is given (all of them). Raises `Refusal` (`kpi-unknown`)."""
    from cmdash import catalog

    known = tuple(catalog.kpis())
    return tuple(_one_of("kpi-unknown", name, known) for name in listed(written)) or None


def export_kind(written: str) -> str:
    """The table of `export`, or `all`. Raises `Refusal` (`table-unknown`)."""
    return _one_of("table-unknown", written, (*kinds(), EVERYTHING))


def day(written: str | None, option: str) -> dt.date | None:
    """An ISO day. Raises `Refusal` (`not-a-day`) with the option that was given."""
    if written is None:
        return None
    try:
        return dt.date.fromisoformat(written.strip())
    except ValueError:
        raise Refusal(
            Finding("not-a-day", "error", "", params={"option": option, "given": written})
        ) from None


def span(start: str | None, end: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The days of `--from` and `--to`. Raises `Refusal` (`not-a-day`, `span-backwards`)."""
    opened, closed = day(start, "--from"), day(end, "--to")
    if opened and closed and closed < opened:
        params = {"start": opened.isoformat(), "end": closed.isoformat()}
        raise Refusal(Finding("span-backwards", "error", "", params=params))
    return opened, closed


def language(written: str | None, default: str) -> str:
    """The language of `--lang`. Raises `Refusal` (`language-unknown`)."""
    return default if written is None else _one_of("language-unknown", written, LANGUAGES)


def one_form(as_json: bool, as_csv: bool) -> None:
    """Raise `Refusal` (`two-forms`) when both `--json` and `--csv` are asked for."""
    if as_json and as_csv:
        raise Refusal(Finding("two-forms", "error", ""))


def report_suffix(output: str | None, language: str) -> str:
    """The format of `--output` by its suffix. Raises `Refusal` (`output-needed`, `report-suffix`)."""
    if output is None:
        example = f"{message(language, 'report.file.name')}.pdf"
        raise Refusal(Finding("output-needed", "error", "", params={"example": example}))
    suffix = PurePath(output).suffix.lower()
    if suffix not in REPORTS:
        params = {"given": suffix or PurePath(output).name, "known": ", ".join(REPORTS)}
        raise Refusal(Finding("report-suffix", "error", "", params=params))
    return suffix


def wish(audience: str, title: str, logo: str | None, colours: Sequence[str]) -> Wish:
    """What `--for`, `--title`, `--logo` and `--color` ask of a report.

    Raises `Refusal` (`audience-unknown`, `colour-unknown`, `logo-unreadable`).
    """
    reader = _one_of("audience-unknown", audience, AUDIENCES)
    for colour in colours:
        if not is_colour(colour):
            raise Refusal(Finding("colour-unknown", "error", "", params={"given": colour}))
    picture = _picture(logo) if logo else b""
    first, second = (*colours[:2], "", "")[:2]
    return Wish(audience=cast(Audience, reader), title=title.strip(), brand=Brand("", picture, first, second))


def _picture(path: str) -> bytes:
    """The bytes of a PNG or JPEG picture of a size a logo has."""
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as fault:
        cause = getattr(fault, "strerror", None) or str(fault)
        raise Refusal(Finding("path-unreadable", "error", path, params={"cause": cause})) from None
    if not is_logo(content):
        raise Refusal(Finding("logo-unreadable", "error", path))
    return content


def query(written: Sequence[str]) -> Query:
    """The filters of `--where` (`network=facebook,instagram`), without a period.

    Raises `Refusal` (`where-shape`, `where-unknown`, `where-value`).
    """
    asked = Query()
    for text in written:
        key, sign, values = text.partition("=")
        if not sign or not values.strip():
            raise Refusal(Finding("where-shape", "error", "", params={"written": text}))
        asked = _filtered(asked, _one_of("where-unknown", key.strip(), FILTERS), listed([values]), values)
    return asked


def _filtered(asked: Query, key: str, values: tuple[str, ...], written: str) -> Query:
    if key == "network":
        return replace(asked, networks=(*asked.networks, *(_network(value) for value in values)))
    if key == "account":
        # An account's name may hold a comma: the whole text is a name too.
        return replace(asked, accounts=(*asked.accounts, *dict.fromkeys((written.strip(), *values))))
    if key == "paid":
        known = tuple(dict.fromkeys(value_spellings("paid").values()))
        return replace(
            asked, paid=(*asked.paid, *(_one_of("where-value", v, known, key=key) for v in values))
        )
    return replace(asked, side=_one_of("where-value", values[-1], SIDES, key=key))


def _network(written: str) -> str:
    if written.startswith("other:"):
        return written
    found = network_spellings().get(normalise(written))
    if found is None:
        raise Refusal(near_fault("where-value", written, networks(), key="network"))
    return found


def _one_of(code: str, written: str, known: Sequence[str], **params: str) -> str:
    """The known word that was meant, upper and lower case alike. Raises `Refusal` with the nearest one."""
    folded = {word.casefold(): word for word in known}
    if written.casefold() not in folded:
        raise Refusal(near_fault(code, written, known, **params))
    return folded[written.casefold()]
