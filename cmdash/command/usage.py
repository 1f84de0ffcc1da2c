"""The command line itself misused: one sentence in the reader's language, with the word that was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import click

from cmdash.command import options
from cmdash.command.asked import Asked
from cmdash.model import Refusal
from cmdash.settings import near_fault
from cmdash.wording import message


class Group(click.Group):
    """The commands of the command line: an unknown one is said with the nearest, the help is in one language.

    `actions` gives each command, in the order they are listed, what it does and its parameters.
    """

    def __init__(
        self, language: str, actions: Mapping[str, tuple[Callable[[Asked], int], list[click.Parameter]]]
    ) -> None:
        super().__init__(name="cmdash", help=message(language, "cli.help.cmdash"))
        self.language = language
        for name, (action, parameters) in actions.items():
            self.add_command(_Command(language, name, action, parameters))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named. Raises `Refusal` (`command-unknown`)."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise Refusal(near_fault("command-unknown", args[0], self.commands))
        return super().resolve_command(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands under a heading of the language."""
        rows = [(name, command.get_short_help_str(200)) for name, command in self.commands.items()]
        with formatter.section(message(self.language, "cli.help.commands")):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help, described in the language."""
        return _described(super().get_help_option(ctx), self.language)


class _Command(click.Command):
    """A command whose action takes what was asked as one value."""

    def __init__(
        self, language: str, name: str, action: Callable[[Asked], int], parameters: list[click.Parameter]
    ) -> None:
        def act(lang: str | None, **given: Any) -> int:
            return action(Asked(options.language(lang, language), **given))

        super().__init__(name, callback=act, params=parameters, help=message(language, f"cli.help.{name}"))
        self.language = language

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help, described in the language."""
        return _described(super().get_help_option(ctx), self.language)


def _described(option: click.Option | None, language: str) -> click.Option | None:
    if option is not None:
        option.help = message(language, "cli.help.show")
    return option


def usage_sentence(fault: click.UsageError, language: str) -> str:
    """What is wrong with the command line, in one sentence, and how to see how it is written."""
    command = fault.ctx.command_path if fault.ctx else "python -m cmdash"
    return f"{_cause(fault, language)} {message(language, 'cli.usage.help', command=command)}"


def _cause(fault: click.UsageError, language: str) -> str:
    if isinstance(fault, click.NoSuchOption):
        known = [name for p in fault.ctx.command.params for name in p.opts] if fault.ctx else []
        near = get_close_matches(fault.option_name, known, n=1)
        key = "cli.usage.option-near" if near else "cli.usage.option"
        return message(language, key, option=fault.option_name, near=near[0] if near else "")
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        return message(language, "cli.usage.missing", name=fault.param.make_metavar(fault.ctx or _NOWHERE))
    if isinstance(fault, click.BadOptionUsage):
        return message(language, "cli.usage.value", option=fault.option_name)
    return message(language, "cli.usage.other")


_NOWHERE = click.Context(click.Command("cmdash"))
