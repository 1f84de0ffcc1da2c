"""What the browser gets of a chart: fixed colours, zero where bars start, the reader's formats, no row of a sheet."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace
from typing import Any

import pytest

from cmdash.catalog import read
from cmdash.charts import bars, parts, scale, trend
from cmdash.charts.palette import palette
from cmdash.charts.style import locale
from cmdash.model.views import Bar, Chart, Form, Ladder, Place, Point, Series, Step, Table

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin")
EMPTY = Table((), (), ())


def steps(inside: int | None = None) -> tuple[Step, ...]:
    return tuple(
        Step(
            f"2026-{n:02d}", MONTHS[n - 1][:4], "2026", f"{MONTHS[n - 1]} 2026",
            dt.date(2026, n, 1), dt.date(2026, n, 28), inside is None or n == inside,
        )
        for n in range(1, 7)
    )  # fmt: skip


def chart(form: Form = "stack", unit: str = "count", zero: bool = True, inside: int | None = None) -> Chart:
    all_steps = steps(inside)

    def series(network: str, label: str, values: list[float | None]) -> Series:
        points = (
            Point(step.key, value, "" if value is None else str(value), 3)
            for step, value in zip(all_steps, values, strict=True)
        )
        return Series(network, label, tuple(points))

    both = (
        series("instagram", "Instagram", [120, 130, None, 110, 150, 160]),
        series("other:Diaspora", "Diaspora", [20, 10, 15, None, 5, 20]),
    )
    return Chart(
        "interactions", form, "Titre", "Sous-titre", "Note", "Alt", unit, all_steps, both, EMPTY, zero
    )


def alone(view: Chart) -> Chart:
    """The same chart of its first series."""
    return replace(view, series=view.series[:1])


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["layer"]]


def rows(spec: dict[str, Any], table: str = "rows") -> list[dict[str, Any]]:
    return spec["datasets"][table]


def axis(spec: dict[str, Any]) -> dict[str, Any]:
    """The row that the value axis is read from."""
    (row,) = rows(spec, "axis")
    return row


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_networks_keep_their_colour(theme: str) -> None:
    spec = trend.draw(chart(), "fr", theme).to_dict()
    colours = {row["series"]: row["colour"] for row in rows(spec)}
    assert colours == {
        "Instagram": read("palette")[theme]["networks"]["instagram"],
        "Diaspora": read("palette")[theme]["neutral"],
    }
    assert spec["layer"][0]["encoding"]["color"] == {"field": "colour", "scale": None, "type": "nominal"}


def test_outside_the_period_colours_step_back() -> None:
    colours = palette("light")
    spec = trend.draw(chart(inside=6), "fr", "light").to_dict()
    given = {(row["key"], row["series"]): row["colour"] for row in rows(spec)}
    assert given["2026-06", "Instagram"] == colours.network("instagram")
    assert given["2026-01", "Instagram"] == colours.faded(colours.network("instagram"))
    assert colours.faded("#000000") == "#949494"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_bars_start_at_zero_and_speak_the_language(language: str) -> None:
    spec = trend.draw(chart(), language, "light").to_dict()
    y = spec["layer"][0]["encoding"]["y"]
    assert marks(spec)[0] == "bar"
    assert y["scale"]["domain"] == {"expr": "[axis.low, axis.high]"}
    assert axis(spec)["low"] == 0
    assert axis(spec)["high"] >= 180
    assert y["stack"] == "zero"
    assert axis(spec)["format"] == ",.0f"
    assert spec["config"]["locale"] == locale(language)
    assert spec["config"]["locale"]["number"]["decimal"] == ("," if language == "fr" else ".")
    assert spec["config"]["locale"]["time"]["months"][0] == ("janvier" if language == "fr" else "January")
    assert spec["config"]["locale"]["time"]["days"][0] == ("dimanche" if language == "fr" else "Sunday")


def test_only_the_plotted_values_are_sent() -> None:
    spec = trend.draw(chart(), "fr", "light").to_dict()
    assert len(rows(spec)) == 10  # two series, six steps, two gaps
    assert set(rows(spec)[0]) == {"key", "series", "part", "rank", "value", "shown", "when", "n", "colour"}
    assert len(json.dumps(spec)) < 12_000


def test_a_gap_is_a_gap() -> None:
    line = trend.draw(chart("line"), "fr", "light").to_dict()
    missing = [row for row in rows(line) if row["value"] is None]
    assert [(row["series"], row["key"]) for row in missing] == [
        ("Instagram", "2026-03"),
        ("Diaspora", "2026-04"),
    ]
    assert marks(line)[0] == "line"
    assert line["layer"][0]["encoding"]["x"]["scale"]["domain"] == [step.key for step in steps()]


def test_a_stock_alone_may_start_above_zero_and_a_rate_may_not() -> None:
    stock = trend.draw(chart("line", "people", zero=False), "fr", "light").to_dict()
    rate = trend.draw(chart("line", "ratio"), "fr", "light").to_dict()
    assert axis(rate)["low"] == 0
    assert axis(rate)["format"].endswith("%")
    assert stock["layer"][0]["encoding"]["y"]["scale"]["zero"] is False
    assert axis(trend.draw(alone(chart("line", "people", zero=False)), "fr", "light").to_dict())["low"] > 0


def test_series_are_labelled_and_there_is_no_legend() -> None:
    spec = trend.draw(chart(), "fr", "light").to_dict()
    words = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "text")
    assert words["data"] == {"name": "labels"}
    assert [row["text"] for row in rows(spec, "labels")] == ["Instagram", "Diaspora"]
    assert "legend" not in json.dumps(spec["layer"][0]["encoding"]["color"])


def test_a_hostile_label_stays_data() -> None:
    nasty = "\"];alert(1)//'</script>"
    spec = trend.draw(
        Chart(
            "x", "stack", "t", "s", "n", "a", "count", steps(),
            (Series("", nasty, tuple(Point(step.key, 1.0, nasty, 1) for step in steps())),), EMPTY,
        ),
        "en",
        "light",
    ).to_dict()  # fmt: skip
    assert nasty not in spec["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
    assert rows(spec)[0]["series"] == nasty


def test_flows_stand_on_both_sides_of_zero() -> None:
    view = chart("flow")
    gained, lost = view.series
    below = Series(
        "", "Perdus", tuple(Point(p.key, -p.value if p.value else None, p.shown) for p in lost.points)
    )
    spec = trend.draw(Chart(**{**view.__dict__, "series": (gained, below)}), "fr", "dark").to_dict()
    assert axis(spec)["low"] < 0 < axis(spec)["high"]
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    assert rule["mark"]["opacity"] == 1
    assert axis(spec)["base"] == 0


def test_few_dates_below_the_axis() -> None:
    dates = trend.draw(chart(), "fr", "light").to_dict()["layer"][0]["encoding"]["x"]["axis"]
    assert len(dates["values"]) <= parts.LABELS
    assert dates["values"][-1] == "2026-06"
    labels = json.loads(dates["labelExpr"].removesuffix("[datum.value]"))
    assert labels["2026-01"] == ["janv", "2026"]
    assert labels["2026-02"] == ["févr"]


@pytest.mark.parametrize("count", range(1, 40))
def test_the_first_and_the_last_step_have_a_word(count: int) -> None:
    """The year stands below the first one, whatever the number of months."""
    first = dt.date(2024, 1, 1)
    made = tuple(Step(str(n), f"m{n}", str(2024 + n // 12), "", first, first, True) for n in range(count))
    keys, words = parts._dates(made)
    texts = json.loads(words.removesuffix("[datum.value]"))
    assert (keys[0], keys[-1]) == ("0", str(count - 1))
    assert texts["0"] == ["m0", "2024"]
    assert len(keys) <= parts.LABELS + 1
    assert len(set(keys)) == len(keys)


def test_the_ladder_keeps_its_order_and_says_its_numbers() -> None:
    view = Ladder("t", "s", "a", (Bar("clicks", "Clics", 3, "3"), Bar("likes", "J’aime", 40, "40")), EMPTY)
    spec = bars.ladder(view, "fr", "light").to_dict()
    y = spec["layer"][0]["encoding"]["y"]
    assert y["sort"] == ["Clics", "J’aime"]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0
    assert spec["layer"][1]["encoding"]["text"]["field"] == "shown"


def test_the_place_of_a_post_stands_out() -> None:
    view = Place("t", "s", "a", (Bar("0", "< 1", 5, "5"), Bar("1", "> 1", 2, "2")), "1", EMPTY)
    spec = bars.place(view, "en", "dark").to_dict()
    values = (
        next(iter(spec["datasets"].values())) if "datasets" in spec else spec["layer"][0]["data"]["values"]
    )
    assert [row["colour"] == palette("dark").accent for row in values] == [False, True]


@pytest.mark.parametrize("form", ["stack", "line", "flow"])
@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("single", [False, True])
def test_the_quick_way_gives_the_same_chart(form: Form, small: bool, single: bool) -> None:
    view = chart(form, "people", zero=form != "line", inside=6)
    if single:
        view = alone(view)
    slow = trend.draw(view, "en", "dark", small).to_dict()
    quick = trend.spec(view, "en", "dark", small)
    for made in (slow, quick):  # altair names the view after its content
        name = made["layer"][0].pop("name")
        assert made["params"][0].pop("views") == [name]
    assert quick == slow


@pytest.mark.parametrize("form", ["stack", "line", "flow"])
def test_another_filter_changes_the_tables_of_a_chart_alone(form: Form) -> None:
    """A browser keeps a chart whose text is the same, and makes it anew else."""
    every = trend.spec(chart(form, "people"), "fr", "light")
    one = trend.spec(alone(chart(form, "people", zero=form != "line")), "fr", "light")
    tables = every.pop("datasets"), one.pop("datasets")
    assert json.dumps(every) == json.dumps(one)
    assert [len(table["labels"]) for table in tables] == [2, 0]
    assert tables[0]["axis"] != tables[1]["axis"] or form == "flow"
    for table in tables:
        assert {name: tuple(row) for name, rows in table.items() for row in rows[:1]}.items() <= (
            parts.COLUMNS.items()
        )


def test_every_table_of_a_chart_is_read() -> None:
    """A browser refuses new rows for a table that the chart it made does not know."""
    for small in (False, True):
        spec = trend.spec(alone(chart()), "fr", "light", small)
        read_by = {
            spec["data"]["name"],
            *(layer["data"]["name"] for layer in spec["layer"] if "data" in layer),
        }
        assert read_by == set(spec["datasets"])


@pytest.mark.parametrize("values", [(3.4, 3.6), (0, 0), (0, 0.3), (1000, 1_000_000), (-5, 7)])
def test_the_ticks_of_the_axis_are_told_by_their_first_and_their_step(values: tuple[float, float]) -> None:
    for whole in (False, True):
        fitted = scale.fitted(*values, whole=whole)
        row = parts._ends(chart(), fitted)
        count = max(0, math.ceil((row["stop"] - row["first"]) / row["step"]))
        assert [row["first"] + n * row["step"] for n in range(count)] == pytest.approx(fitted.ticks)


def test_a_chart_by_itself_is_drawn_with_its_figures() -> None:
    """As a report needs it: no page around that would bring the tables."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(trend.draw(chart(), "fr", "light").to_dict())
    for text in ("Instagram", "Diaspora", "févr", "50", "150"):
        assert f">{text}</text>" in drawn
