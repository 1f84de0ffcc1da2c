"""What the next months may bring, beside the naive forecast that it must beat, and how wrong such forecasts were.

Every way of foreseeing is first tried on the past: from each earlier month the same number of months ahead, against
what came. The way with the smallest mean error is taken only where it beats the better of the two naive ones (nothing
changes; the same as last year); else that naive one is shown. The interval is made of those past errors (split
conformal, Vovk 2005), never of a law, and there is none further ahead than enough of them reach.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cmdash.catalog.evidence import ForecastRules, forecast_rules

Floats = npt.NDArray[np.float64]
Kind = Literal["stock", "flow"]
Way = Callable[[Floats, int, ForecastRules], float]

YEAR = 12
NAIVE = ("naive", "seasonal_naive")


@dataclass(frozen=True)
class Foreseen:
    """The value `ahead` months on (of a flow: the sum of those months), by `way`, and the interval of it.

    `naive` is what the better naive forecast says, `naive_way` which; `error` and `naive_error` are the mean errors of
    both on the past as fractions (0.04: 4 % off), over `tried` past forecasts.
    """

    ahead: int
    way: str
    value: float
    low: float
    high: float
    naive_way: str
    naive: float
    error: float
    naive_error: float
    tried: int


def horizon(months: int, rules: ForecastRules | None = None) -> int:
    """How many months ahead a history of so many bears; 0 for none."""
    rules = rules or forecast_rules()
    if months < rules.least:
        return 0
    most = min(int(months * rules.share), rules.most)
    borne = (a for a in range(1, most + 1) if months - a - _start(months, a, rules) + 1 >= rules.errors)
    return max(borne, default=0)


def foresee(
    values: Sequence[float], kind: Kind, ahead: int, rules: ForecastRules | None = None
) -> Foreseen | None:
    """The forecast of a monthly series so many months ahead; None where the history does not bear it.

    `values`: one a month without a gap, the latest last; a stock at each month's end, or what each month brought.
    Raises ValueError for a gap (NaN) or a value below 0.
    """
    rules = rules or forecast_rules()
    series = np.asarray(values, np.float64)
    if np.isnan(series).any() or (series < 0).any():
        raise ValueError("a forecast needs a month each, none below 0")
    if not 1 <= ahead <= horizon(len(series), rules):
        return None
    ways = _ways(kind, len(series), ahead, rules)
    start = _start(len(series), ahead, rules)
    origins = range(start, len(series) - ahead + 1)
    came = np.array([_target(series, kind, origin, ahead) for origin in origins])
    errors = {
        name: _log(came) - _log(np.array([way(series[:origin], ahead, rules) for origin in origins]))
        for name, way in ways.items()
    }
    mean = {name: float(np.abs(found).mean()) for name, found in errors.items()}
    plain = min((name for name in NAIVE if name in ways), key=lambda name: mean[name])
    best = min(ways, key=lambda name: mean[name])
    way = best if mean[best] < rules.better * mean[plain] else plain
    middle = ways[way](series, ahead, rules)
    width = _width(np.abs(errors[way]), rules.interval, ahead)
    low, high = (float(np.exp(_log(np.array(middle)) + side * width)) - _HALF for side in (-1, 1))
    return Foreseen(
        ahead=ahead,
        way=way,
        value=middle,
        low=max(low, 0.0),
        high=high,
        naive_way=plain,
        naive=ways[plain](series, ahead, rules),
        error=float(np.expm1(mean[way])),
        naive_error=float(np.expm1(mean[plain])),
        tried=len(came),
    )


_HALF = 0.5  # added before a logarithm: a month may have brought nothing


def _log(values: Floats) -> Floats:
    found: Floats = np.log(values + _HALF)
    return found


def _target(series: Floats, kind: Kind, origin: int, ahead: int) -> float:
    """What came: the stock so many months on, or the sum of the months up to there."""
    if kind == "stock":
        return float(series[origin + ahead - 1])
    return float(series[origin : origin + ahead].sum())


def _start(months: int, ahead: int, rules: ForecastRules) -> int:
    """The first month from which the past is foreseen: after a year where that leaves forecasts enough to check."""
    seasonal = YEAR + 1
    if months - ahead - seasonal + 1 >= rules.errors:
        return seasonal
    return rules.recent - 2


def _width(distance: Floats, share: float, ahead: int) -> float:
    """The distance that a further error exceeds with a chance of 1 - `share`: an order statistic, interpolated.

    Forecasts several months ahead from months that follow each other share most of what went wrong: they count for
    fewer than they are.
    """
    ordered = np.sort(distance)
    count = len(ordered) / math.sqrt(ahead)
    level = min(share * (1 + 1 / count), 1.0)
    place = level * len(ordered) - 1
    return float(np.interp(place, np.arange(len(ordered)), ordered))


def _ways(kind: Kind, months: int, ahead: int, rules: ForecastRules) -> Mapping[str, Way]:
    seasonal = _start(months, ahead, rules) > YEAR
    if kind == "stock":
        ways: dict[str, Way] = {"naive": _last, "drift": _drift, "damped": _damped}
        more: dict[str, Way] = {"seasonal_naive": _last_year, "seasonal": _seasonal}
    else:
        ways = {"naive": _last_again, "level": _level}
        more = {"seasonal_naive": _same_months, "seasonal": _same_months_now}
    return ways | more if seasonal else ways


def _last(series: Floats, _ahead: int, _rules: ForecastRules) -> float:
    return float(series[-1])


def _pace(series: Floats, months: int) -> Floats:
    """The monthly changes of the logarithm over the last months."""
    found: Floats = np.diff(_log(series[-months - 1 :]))
    return found


def _moved(series: Floats, by: float) -> float:
    return max(float(np.exp(_log(series[-1:])[0] + by)) - _HALF, 0.0)


def _drift(series: Floats, ahead: int, _rules: ForecastRules) -> float:
    """On at the median pace of the last year."""
    return _moved(series, float(np.median(_pace(series, YEAR))) * ahead)


def _damped(series: Floats, ahead: int, rules: ForecastRules) -> float:
    """On at the mean pace of the last months, slowing down."""
    steps = float(np.sum(rules.damping ** np.arange(ahead)))
    return _moved(series, float(np.mean(_pace(series, rules.recent))) * steps)


def _last_year(series: Floats, ahead: int, _rules: ForecastRules) -> float:
    """The change of the same months a year ago."""
    return _moved(series, _year_ago(series, ahead))


def _year_ago(series: Floats, ahead: int) -> float:
    base = len(series) - 1 - YEAR
    logs = _log(series[base : base + ahead + 1])
    return float(logs[-1] - logs[0])


def _seasonal(series: Floats, ahead: int, _rules: ForecastRules) -> float:
    """Half the change of the same months a year ago, half the pace of the year."""
    own = float(np.mean(_pace(series, YEAR))) * ahead
    return _moved(series, 0.5 * _year_ago(series, ahead) + 0.5 * own)


def _last_again(series: Floats, ahead: int, _rules: ForecastRules) -> float:
    return float(series[-1]) * ahead


def _level(series: Floats, ahead: int, rules: ForecastRules) -> float:
    """As the last months did on average."""
    return float(series[-rules.recent :].mean()) * ahead


def _same_months(series: Floats, ahead: int, _rules: ForecastRules) -> float:
    base = len(series) - YEAR
    return float(series[base : base + ahead].sum())


def _same_months_now(series: Floats, ahead: int, rules: ForecastRules) -> float:
    """The same months a year ago, at the pace of the last months beside theirs, half believed."""
    now = float(series[-rules.recent :].sum())
    then = float(series[-rules.recent - YEAR : -YEAR].sum()) if len(series) >= YEAR + rules.recent else 0.0
    ratio = (now + _HALF) / (then + _HALF) if then > 0 else 1.0
    return _same_months(series, ahead, rules) * math.sqrt(ratio)
