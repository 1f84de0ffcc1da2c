"""What became of a plan, in figures that open their formula, their rows and their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from cmdash.model.views import Figure, StampText
from cmdash.story.planning_lines import Joined
from cmdash.story.stamps import FILES
from cmdash.story.words import percent, say
from cmdash.wording import integer


def plan_figures(
    found: Joined, rows: Sequence[int], alone: Sequence[int], planned: Sequence[int], language: str
) -> tuple[Figure, ...]:
    """Completion, late, skipped and unplanned of the selected rows and posts; a figure that no line bears is absent.

    `planned`: the selected posts that a row planned, whatever its day. Completion is published over planned, on the rows whose day has passed and whose outcome the files tell.
    """
    states = [found.plan.state[at] for at in rows]
    told = [state for state in states if state in ("done", "late", "skipped")]
    delays = [delay for at in rows if (delay := found.plan.delay[at]) is not None and delay > 0]
    posts = [found.plan.post[at] for at in rows if found.plan.post[at] >= 0] + list(alone)
    files = [*found.calendar["file"].iloc[list(rows)], *found.posts["file"].iloc[posts]]
    n, of, made = len(told), len(states), []
    if told:
        left = (say(language, "planning.left_out", count=of - n),) if n < of else ()
        share = (n - told.count("skipped")) / n
        completion = _figure("completion", share, percent(share, language, 0), files, n, of, language, left)
        made.append(replace(completion, parts=(n - told.count("skipped"), n)))
        late = _count("late", told.count("late"), files, n, of, language)
        said = (say(language, "planning.typical_delay", count=median(delays)),) if delays else ()
        made.append(replace(late, notes=said))
        made.append(_count("skipped", told.count("skipped"), files, n, of, language))
    if rows and len(found.posts):
        n = len(planned) + len(alone)
        made.append(_count("unplanned", len(alone), files, n, n, language))
    return tuple(made)


def planned_figure(found: Joined, rows: Sequence[int], language: str) -> Figure:
    """How many rows of the calendar were selected."""
    files = list(found.calendar["file"].iloc[list(rows)])
    return _count("planned", len(rows), files, len(rows), len(rows), language)


def _count(name: str, count: int, files: Sequence[object], n: int, of: int, language: str) -> Figure:
    return _figure(name, float(count), integer(count, language), files, n, of, language)


def _figure(
    name: str,
    value: float,
    shown: str,
    files: Sequence[object],
    n: int,
    of: int,
    language: str,
    left: tuple[str, ...] = (),
) -> Figure:
    unit = "posts" if name == "unplanned" else "rows"
    sources = tuple(dict.fromkeys(file for file in files if isinstance(file, str)))
    if len(sources) > FILES:
        sources = (*sources[:FILES], say(language, "stamp.more_files", count=len(sources) - FILES))
    return Figure(
        kpi=f"plan-{name}",
        label=say(language, f"planning.figure.{name}"),
        value=value,
        shown=shown,
        unit="",
        stamp=StampText(
            formula=say(language, f"planning.formula.{name}"),
            used=say(language, f"planning.used.{unit}", count=n, of=of),
            sources=sources,
            exclusions=left,
            n=n,
            of=of,
        ),
    )
