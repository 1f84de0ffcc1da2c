"""How a person counts engagement: the acts, the denominator, the weights. The declared way unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cmdash.catalog.counting import (
    OVER,
    accept_actions,
    accept_weights,
    declared_acts,
    declared_weights,
)


@dataclass(frozen=True)
class Counting:
    """A choice of how engagement is counted; what is empty is as declared.

    `actions`: the acts that make an interaction. `over`: what the rate shown is over (`reach`, `impressions`,
    `views`, `followers`; empty: what most posts have). `weights`: act and weight, in the order of the acts, of those
    that weigh otherwise in the weighted rate; an act of weight 0 does not enter.
    """

    actions: tuple[str, ...] = ()
    over: str = ""
    weights: tuple[tuple[str, float], ...] = ()

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that count, the declared ones where none were chosen."""
        return self.actions or declared_acts()

    @property
    def own_acts(self) -> bool:
        """Whether other acts count than those declared."""
        return bool(self.actions)

    @property
    def weighing(self) -> Mapping[str, float]:
        """The weight of every act, the declared one where none was chosen."""
        return {**declared_weights(), **dict(self.weights)}

    @property
    def sums(self) -> Counting:
        """The part that changes what a row is worth: not what a rate is over."""
        return Counting(self.actions, "", self.weights)

    def written(self) -> dict[str, str]:
        """The choice as it stands in the link, the cmdash file and on the command line; only what was chosen."""
        found = {
            "actions": ",".join(self.actions),
            "over": self.over,
            "weights": ",".join(f"{act}:{weight:.12g}" for act, weight in self.weights),
        }
        return {key: text for key, text in found.items() if text}


DECLARED = Counting()
KEYS = ("actions", "over", "weights")  # the settings, and the parameters of the link


def counting(written: Mapping[str, str]) -> tuple[Counting, tuple[str, ...]]:
    """The choice that texts stand for, and the keys whose text is none: these are left as declared.

    Texts are written as `Counting.written` writes them; a choice of what is declared anyway is no choice.
    """
    refused = [key for key, text in written.items() if text and _accepted(key, text) is None]
    kept = {key: _accepted(key, text) or "" for key, text in written.items() if text and key not in refused}
    chosen = tuple(act for act in kept.get("actions", "").split(",") if act)
    pairs = [part.split(":") for part in kept.get("weights", "").split(",") if part]
    weights = tuple((act, float(number)) for act, number in pairs if float(number) != declared_weights()[act])
    made = Counting(chosen if chosen != declared_acts() else (), kept.get("over", ""), weights)
    return made, tuple(refused)


def _accepted(key: str, text: str) -> str | None:
    if key == "actions":
        return accept_actions(text)
    if key == "weights":
        return accept_weights(text)
    return text if text in OVER else None


def of_pairs(pairs: Iterable[tuple[str, str]]) -> Counting:
    """The choice among keys and values of answers, the last of each; others are passed over."""
    return counting({key: value for key, value in pairs if key in KEYS})[0]
