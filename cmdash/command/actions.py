"""What each command does: read, answer, tell what could not be done, return the exit status."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from cmdash import export as files
from cmdash.catalog import kinds
from cmdash.command import console, inputs, options
from cmdash.command.asked import Asked
from cmdash.command.phrases import located
from cmdash.model import Finding, Query, Refusal
from cmdash.settings import near_fault
from cmdash.wording import message


def inspect(asked: Asked) -> int:
    """Tell what was recognised in the files, as the contract's JSON or in words."""
    reading = _read(asked)
    if asked.as_json:
        from cmdash.command.inspection import document as written
    else:
        from cmdash.command.summary import summary as written
    console.answer(written(reading, asked.language), asked.output)
    return _status(reading, asked)


def export(asked: Asked) -> int:
    """Write the canonical table of a kind, or all of them as one tidy workbook."""
    kind = options.export_kind(asked.table)
    options.one_form(asked.as_json, asked.as_csv)
    if kind == options.EVERYTHING:
        return _export_all(asked)
    reading = _read(asked)
    write = files.canonical_json if asked.as_json else files.canonical_csv
    console.answer(write(reading.tracking, kind), asked.output)
    return _status(reading, asked)


def _export_all(asked: Asked) -> int:
    if asked.as_json or asked.as_csv:
        raise Refusal(Finding("all-is-workbook", "error", ""))
    if asked.output is None:
        raise Refusal(_output_needed(asked.language))
    reading = _read(asked)
    from cmdash.story import counting

    said = counting.choice(reading.counting, asked.language)
    remarks = [message(asked.language, "counting.say.workbook", choice=said)] if said else []
    # When nothing at all could be read, an older workbook is not replaced by an empty one.
    if not reading.errors or any(len(reading.tracking.frame(kind)) for kind in kinds()):
        console.answer(files.workbook(reading.tracking, asked.language, remarks), asked.output)
    return _status(reading, asked)


def kpis(asked: Asked) -> int:
    """Answer the KPIs of the files, by group, for a period, under filters."""
    options.one_form(asked.as_json, asked.as_csv)
    groups, query = options.groups(asked.by), options.query(asked.where)
    start, end = options.span(asked.start, asked.end)
    wanted = options.kpis(asked.wanted)
    reading = _read(asked)
    from cmdash import kpi
    from cmdash.command import figures

    query = figures.spanned(replace(query, counting=reading.counting), reading.tracking, start, end)
    table = kpi.compute(reading.tracking, groups, wanted, query, options.day(asked.today, "--today"))
    if asked.as_json or asked.as_csv:
        content = figures.for_programs(table, as_json=asked.as_json)
    else:
        content = figures.for_people(table, groups, asked.language, whole=wanted is None)
    console.answer(content, asked.output)
    _tell_choice(reading, asked)
    _tell_boosts(reading, query, asked)
    if query.period and (left_out := figures.undated(reading.tracking, query)):
        console.say(message(asked.language, "cli.kpis.undated", count=left_out))
    return _status(reading, asked)


def verdicts(asked: Asked) -> int:
    """Answer what works: each weekday, slot, format and theme against the rest, every look paid for."""
    options.one_form(asked.as_json, asked.as_csv)
    query = options.query(asked.where)
    reading = _read(asked)
    from cmdash import evidence
    from cmdash.command import verdicts as written

    found = evidence.verdicts(reading.tracking, replace(query, counting=reading.counting))
    if asked.as_json or asked.as_csv:
        content = written.for_programs(found, as_json=asked.as_json)
    else:
        content = written.for_people(found, asked.language)
    console.answer(content, asked.output)
    _tell_choice(reading, asked)
    return _status(reading, asked)


def report(asked: Asked) -> int:
    """Write the report one hands over; its format is that of the file's name."""
    suffix = options.report_suffix(asked.output, asked.language)
    wish = options.wish(asked.audience, asked.title, asked.logo, asked.colours)
    query = options.query(asked.where)
    start, end = options.span(asked.start, asked.end)
    today = options.day(asked.today, "--today")
    reading = _read(asked)
    from cmdash import report as files_of
    from cmdash.command import figures
    from cmdash.story.report import report as written

    query = figures.spanned(replace(query, counting=reading.counting), reading.tracking, start, end)
    made = written(reading.tracking, query, asked.language, today or dt.date.today(), wish, reading.profile)
    if not made.parts:
        return _no_report(made.why, reading, asked)
    console.answer(files_of.render(made, suffix), asked.output)
    if made.why:
        console.say(made.why)
    if suffix == ".pdf" and (letters := files_of.unwritten(made)):
        console.say(message(asked.language, "report.unwritten", letters=letters))
    if len(made.accounts) > 1:
        names = ", ".join(made.accounts)
        console.say(message(asked.language, "report.accounts", count=len(made.accounts), names=names))
    return _status(reading, asked)


def _no_report(why: str, reading: inputs.Reading, asked: Asked) -> int:
    """Say what could not be opened first: where that is every file, it is the whole cause."""
    _status(reading, asked)
    if any(file.error is None for file in reading.tracking.ledger.files):
        console.say(why or message(asked.language, "cli.fault.report-empty"))
    return console.FAILED


def demo(asked: Asked) -> int:
    """Write the files of one demo into a folder, or of every demo into a folder each."""
    from cmdash import demo as demos

    known = demos.names()
    if asked.name is not None and asked.name not in known:
        raise Refusal(near_fault("demo-unknown", asked.name, known))
    if asked.output is None:
        raise Refusal(Finding("output-needed", "error", "", params={"example": "demo"}))
    for name in (asked.name,) if asked.name else known:
        folder = Path(asked.output) if asked.name else Path(asked.output) / name
        console.make_folder(folder)
        for upload in demos.files(name):
            console.write_file(folder / upload.name, upload.content)
            console.answer(f"{folder / upload.name}\n".encode("utf-8", "replace"))
    return console.DONE


def template(asked: Asked) -> int:
    """Write the blank tracking sheet."""
    if asked.output is None:
        raise Refusal(_output_needed(asked.language))
    console.answer(files.template(asked.language), asked.output)
    return console.DONE


def _output_needed(language: str) -> Finding:
    return Finding("output-needed", "error", "", params={"example": message(language, "cli.workbook")})


def _read(asked: Asked) -> inputs.Reading:
    today = options.day(asked.today, "--today")
    return inputs.read(inputs.gather(asked.paths, asked.profile_path, asked.chosen), today)


def _tell_choice(reading: inputs.Reading, asked: Asked) -> None:
    """Say what counts as engagement where it was chosen; over what a page shows its rate changes no answer."""
    from cmdash.story.counting import choice

    if said := choice(reading.counting.sums, asked.language):
        console.say(message(asked.language, "counting.say.told", choice=said))


def _tell_boosts(reading: inputs.Reading, query: Query, asked: Asked) -> None:
    """Say where figures join organic and sponsored posts."""
    from cmdash.story import boosts
    from cmdash.story.asked import Asked as Question

    for note in boosts.notes(Question(reading.tracking, query, asked.language)):
        console.say(note)


def _status(reading: inputs.Reading, asked: Asked) -> int:
    """Say what could not be opened, one sentence a file, and give the exit status."""
    for finding in reading.errors:
        console.say(located(finding, asked.language))
    if reading.errors:
        return console.FAILED
    if asked.strict and reading.set_aside:
        console.say(message(asked.language, "cli.rows.strict", count=reading.set_aside))
        return console.SET_ASIDE
    return console.DONE
