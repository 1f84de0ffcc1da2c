"""What the pages say: texts put together from many parts, so that no two posts read the same."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SLOT = re.compile(r"\{(\w+)\}")
_START = re.compile(r"([.?…] )(\w)")
_SEASONS = (
    "winter",
    "winter",
    "spring",
    "spring",
    "spring",
    "summer",
    "summer",
    "summer",
    "autumn",
    "autumn",
    "autumn",
    "winter",
)
_TRIES = 30
_SHORT = 270  # an X post


@dataclass(frozen=True)
class Theme:
    """A subject a page comes back to. `share`, `reach` and `engagement` are factors; `months` empty means all year.

    A text is an opening, a body and a closing; `formats` limits the theme to some formats.
    """

    name: str
    bodies: Sequence[str]
    share: float = 1.0
    reach: float = 1.0
    engagement: float = 1.0
    months: Sequence[int] = ()
    formats: Sequence[str] = ()
    openings: Sequence[str] = ()
    closings: Sequence[str] = ()
    tags: Sequence[str] = ()
    emoji: Sequence[str] = ()


@dataclass(frozen=True)
class Voice:
    """The themes of somebody and the words that fill the `{slots}` of their texts.

    A slot has a list of words, or a list per season (`winter`, `spring`, `summer`, `autumn`).
    """

    themes: Mapping[str, Theme]
    slots: Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]
    used: set[str] = field(default_factory=set, compare=False)

    def pick(self, month: int, liking: Mapping[str, float], rng: random.Random) -> str:
        """A theme that fits the month; `liking` gives the only themes of this page and their weights."""
        weights = liking or {name: theme.share for name, theme in self.themes.items()}
        names = [n for n in weights if not self.themes[n].months or month in self.themes[n].months]
        return rng.choices(names, [weights[name] for name in names])[0]

    def compose(self, name: str, network: str, at: dt.datetime, rng: random.Random) -> str:
        """A text for a network, not yet used by this voice if the parts allow it."""
        theme = self.themes[name]
        text = ""
        for _ in range(_TRIES):
            text = self._draw(theme, network, at.month, rng)
            if text not in self.used:
                break
        self.used.add(text)
        return text

    def line(self, name: str, at: dt.datetime, rng: random.Random) -> str:
        """One plain sentence, as somebody notes it in a sheet of their own."""
        text = ""
        for _ in range(_TRIES):
            text = self._fill(rng.choice(self.themes[name].bodies), at.month, rng).rstrip(".")
            if text not in self.used:
                break
        self.used.add(text)
        return text

    def _draw(self, theme: Theme, network: str, month: int, rng: random.Random) -> str:
        opening = rng.choice(theme.openings) if theme.openings and rng.random() < 0.6 else ""
        closing = rng.choice(theme.closings) if theme.closings and rng.random() < 0.6 else ""
        body = rng.choice(theme.bodies)
        smile = rng.choice(theme.emoji) if theme.emoji and rng.random() < 0.55 else ""
        first = " ".join(
            part for part in (self._fill(opening, month, rng), self._fill(body, month, rng), smile) if part
        )
        tags = rng.sample(list(theme.tags), k=min(len(theme.tags), rng.randint(2, 5)))
        if network in ("x", "tiktok"):
            parts = (first, self._fill(closing, month, rng), " ".join(tags[:2]))
            text = " ".join(part for part in parts if part)
            return text if len(text) <= _SHORT else first[:_SHORT]
        if network == "youtube":
            return self._fill(body, month, rng).split(". ")[0].rstrip(".")
        parts = (first, self._fill(closing, month, rng), " ".join(tags) if network == "instagram" else "")
        return "\n\n".join(part for part in parts if part)

    def _fill(self, template: str, month: int, rng: random.Random) -> str:
        filled = template
        while found := _SLOT.search(filled):
            words = self.slots[found[1]]
            fitting = words[_SEASONS[month - 1]] if isinstance(words, Mapping) else words
            filled = filled[: found.start()] + rng.choice(fitting) + filled[found.end() :]
        filled = _START.sub(lambda found: found[1] + found[2].upper(), filled)
        return filled if filled.startswith("http") else filled[:1].upper() + filled[1:]
