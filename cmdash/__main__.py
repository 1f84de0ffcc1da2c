"""The command line: `python -m cmdash inspect | export | kpis | verdicts | report | demo | template`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial

import click

from cmdash.catalog import kinds
from cmdash.command import actions, console
from cmdash.command.language import choose
from cmdash.command.phrases import located
from cmdash.command.usage import Group, usage_sentence
from cmdash.model import Refusal
from cmdash.model.report_views import AUDIENCES
from cmdash.wording import message


def commands(language: str) -> Group:
    """The commands, their help in a language. Each returns its exit status: 0 done, 1 strict, 2 could not be done."""
    word = partial(_word, language)
    files = click.Argument(["paths"], metavar=word("files"), nargs=-1, required=True)
    lang = click.Option(["--lang"], metavar="fr|en", help=word("option.lang"))
    output = click.Option(["--output"], metavar=word("file"), help=word("option.output"))
    folder = click.Option(["--output"], metavar=word("folder"), help=word("option.folder"))
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=word("option.json"))
    as_csv = click.Option(["--csv", "as_csv"], is_flag=True, help=word("option.csv"))
    reading = [
        click.Option(["--set", "chosen"], multiple=True, metavar="KEY=VALUE", help=word("option.set")),
        click.Option(["--profile", "profile_path"], metavar="FILE.cmdash", help=word("option.profile")),
        click.Option(["--today"], metavar=word("day"), help=word("option.today")),
        click.Option(["--strict"], is_flag=True, help=word("option.strict")),
        lang,
        output,
    ]
    where = click.Option(["--where"], multiple=True, metavar="KEY=VALUE,…", help=word("option.where"))
    span = [
        click.Option(["--from", "start"], metavar=word("day"), help=word("option.from")),
        click.Option(["--to", "end"], metavar=word("day"), help=word("option.to")),
        where,
    ]
    question = [
        click.Option(["--by"], multiple=True, metavar="KEY,…", help=word("option.by")),
        click.Option(["--kpi", "wanted"], multiple=True, metavar="KPI,…", help=word("option.kpi")),
        *span,
    ]
    brand = [
        click.Option(
            ["--for", "audience"], metavar="|".join(AUDIENCES), default="manager", help=word("option.for")
        ),
        click.Option(["--title"], metavar=word("text"), default="", help=word("option.title")),
        click.Option(["--logo"], metavar=word("file"), help=word("option.logo")),
        click.Option(["--color", "colours"], multiple=True, metavar="#RRGGBB", help=word("option.color")),
    ]
    table = click.Argument(["table"], metavar="|".join([*kinds(), "all"]))
    demo = click.Argument(["name"], metavar="[bakery|tourism|agency]", required=False)
    return Group(
        language,
        {
            "inspect": (actions.inspect, [files, as_json, *reading]),
            "export": (actions.export, [table, files, as_csv, as_json, *reading]),
            "kpis": (actions.kpis, [files, *question, as_json, as_csv, *reading]),
            "verdicts": (actions.verdicts, [files, where, as_json, as_csv, *reading]),
            "report": (actions.report, [files, *span, *brand, *reading]),
            "demo": (actions.demo, [demo, folder, lang]),
            "template": (actions.template, [lang, output]),
        },
    )


def _word(language: str, name: str) -> str:
    return message(language, f"cli.{name}")


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command line and return its exit status; every fault becomes one sentence on standard error."""
    language = choose(arguments, environment)
    try:
        status = commands(language).main(list(arguments), prog_name="python -m cmdash", standalone_mode=False)
        return int(status or console.DONE)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return console.INTERRUPTED
    except click.UsageError as fault:
        console.say(usage_sentence(fault, language))
    except Refusal as refusal:
        console.say(located(refusal.finding, language))
    return console.FAILED


def main() -> None:
    """The process: run the command line and leave with its status."""
    arguments = sys.argv[1:]
    sys.excepthook = console.last_words(choose(arguments, os.environ))
    sys.exit(run(arguments, os.environ))


if __name__ == "__main__":
    main()
