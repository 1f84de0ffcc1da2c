"""The language a command answers in: asked for, else the environment's."""

from __future__ import annotations

import locale
from collections.abc import Mapping, Sequence

from cmdash.catalog import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language given by `--lang`, else the first one the environment names, else English.

    It is needed before the options are parsed, because help and errors are in it too; an unknown `--lang` is left
    for the option itself to refuse.
    """
    asked = _asked(arguments)
    if asked in LANGUAGES:
        return asked
    named = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not named:
        named = locale.getlocale(locale.LC_CTYPE)[0] or ""
    spoken = named[:2].casefold()
    return spoken if spoken in LANGUAGES else "en"


def _asked(arguments: Sequence[str]) -> str:
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=").casefold()
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1].casefold()
    return ""
