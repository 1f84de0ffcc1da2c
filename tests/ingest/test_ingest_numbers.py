"""Numbers as people, networks and spreadsheets write them."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmdash.catalog import missing_cells
from cmdash.ingest.typing import numbers
from cmdash.ingest.typing.shapes import shapes

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"


def read(*cells: str, prior: str = "") -> tuple[list[float], list[int], numbers.NumberStyle]:
    column = pa.array(list(cells), pa.string())
    style = numbers.decide_column(column, numbers.decide([column], prior), prior)
    found = numbers.convert(column, style)
    return found.values.tolist(), found.bad.tolist(), style


ALONE = {
    "0": 0,
    "007": 7,
    "1797": 1797,
    "1797.5": 1797.5,
    "215.0": 215,
    "62,1": 62.1,
    "0.0597": 0.0597,
    "0,123": 0.123,
    ".5": 0.5,
    ",5": 0.5,
    "5.": 5,
    "-5": -5,
    f"{MINUS}5": -5,
    "– 5": -5,
    "+3": 3,
    "(12)": -12,
    "( 1 234,5 )": -1234.5,
    "1e5": 100_000,
    "1E-2": 0.01,
    "6.49E+17": 6.49e17,
    "6,49E+17": 6.49e17,
    "1.234e3": 1234,
    "1 234": 1234,
    f"1{NBSP}234": 1234,
    f"1{NARROW}234{NARROW}567": 1_234_567,
    f"1{NARROW}234 567": 1_234_567,
    "1\u2009234": 1234,
    "1 300 ": 1300,
    f"{NBSP}10 000{NARROW}": 10_000,
    "628 295 352": 628_295_352,
    "1 234,5": 1234.5,
    "1 234.5": 1234.5,
    "1 020,50": 1020.5,
    "1 234,567": 1234.567,
    "1'234": 1234,
    "1’234’567.5": 1_234_567.5,
    "1·234·567": 1_234_567,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "1.234.567": 1_234_567,
    "1,234,567": 1_234_567,
    "1,234,567.891": 1_234_567.891,
    "1,00,000": 100_000,
    "12,34,56,789.5": 123_456_789.5,
    "1234,567": 1234.567,
    "1234.567": 1234.567,
    "499K": 499_000,
    "107k": 107_000,
    "18,9K": 18_900,
    "0,6K": 600,
    "0.2K": 200,
    "1,2M": 1_200_000,
    "1,2 M": 1_200_000,
    f"1,2{NARROW}M": 1_200_000,
    "1,2 Md": 1_200_000_000,
    "2 Mds": 2_000_000_000,
    "1.5B": 1_500_000_000,
    "3bn": 3_000_000_000,
    "2,5 Mio.": 2_500_000,
    "3,4 mil": 3_400,
    "-1,5K": -1500,
    "12,5 %": 0.125,
    f"12,5{NARROW}%": 0.125,
    "77.77%": 0.7777,
    "-3 %": -0.03,
    "0%": 0,
    "€ 12": 12,
    "€12.50": 12.5,
    "12 €": 12,
    "12,50€": 12.5,
    "US$0.00": 0,
    "$1,234.50": 1234.5,
    "-$5": -5,
    "$-5": -5,
    "($12.00)": -12,
    "12 EUR": 12,
    "EUR 12": 12,
    "CHF 1'234.50": 1234.5,
    "1,2 M€": 1_200_000,
    "12 k€": 12_000,
    "R$ 1.234,56": 1234.56,
    "Rs.500": 500,
    "12.–": 12,
    "12,- €": 12,
    "'12": 12,
    "\ufeff12": 12,
    "12\u200b": 12,
    "9007199254740993": 9007199254740992,
    "9007199254740992": 9007199254740992,
    "9 007 199 254 740 991": 9007199254740991,
    "0.09283667621776504": 0.09283667621776504,
    "123456789012345678901234567890": 123456789012345678901234567890.0,
}


@pytest.mark.parametrize(("text", "value"), ALONE.items())
def test_a_number_reads_alone(text: str, value: float) -> None:
    values, bad, _ = read(text)
    assert not bad
    assert values == [float(value)]


NO_NUMBER = (
    "3.апр", "12/05", "2026-06-03", "12:30", "12 34", "1 2345", "1234 567", "1.2.3", "1,23,45", "1,2345,678",
    "1.234,567,8", "1,234.567,8", "12-05", "1-2", "12-", "--5", "+-5", "(-5", "5)", "(5", "~12", ">100", "12+", "1/2",
    "abc", "TRUE", "1 like", "35M interactions", "12 12 €", "€ 12 $", "K", "%", "€", "1K5", "1e", "e5", "0x1F", "inf",
    "NaN5", "12%%", "12 % K", "12..5", "12,,5", "1'23", "№5", "1st", "100 000 00", "5" * 60, "https://x.com/1",
    "²", "1²",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_bad_and_never_guessed(text: str) -> None:
    values, bad, _ = read("7", text, "")
    assert bad == [1]
    assert values[0] == 7
    assert math.isnan(values[1])


@pytest.mark.parametrize("cells", [("7", "1e400"), ("7", "-1e400", "x"), ("1.5", "9e307")])
def test_a_number_that_no_figure_can_be_is_bad_and_never_infinite(cells: tuple[str, ...]) -> None:
    values, bad, _ = read(*cells)
    assert bad == list(range(1, len(cells)))
    assert values[0] == float(cells[0])
    assert all(math.isnan(value) for value in values[1:])


def test_missing_cells_are_neither_numbers_nor_bad() -> None:
    cells = [*missing_cells(), " ", NBSP, " --", "N/A", "NaN", "- €", "-- %", "'", "\t"]
    values, bad, _ = read("0", *cells)
    assert values[0] == 0
    assert np.isnan(values[1:]).all()
    assert bad == []


def test_a_column_of_missing_cells_alone() -> None:
    values, bad, style = read("", "-", "n.c.")
    assert np.isnan(values).all()
    assert not bad
    assert not style.ambiguous
    assert read()[0] == []
    assert read("")[1] == []


# cells of one column -> (values, decimal, thousands, ambiguous)
COLUMNS = {
    ("1,234", "845", "2,345", "9,100"): ([1234, 845, 2345, 9100], ".", ",", False),
    ("1.234", "845", "2.345", "9.100"): ([1234, 845, 2345, 9100], ",", ".", False),
    ("1,234", "12,5"): ([1.234, 12.5], ",", "", False),
    ("1,234", "12.5"): ([1234, 12.5], ".", ",", False),
    ("1.234", "12.5"): ([1.234, 12.5], ".", "", False),
    ("1.234", "12,5"): ([1234, 12.5], ",", ".", False),
    ("1,234", "0,123"): ([1.234, 0.123], ",", "", False),
    ("12.345", "1.234.567"): ([12345, 1234567], ",", ".", False),
    ("12,345", "1,234,567"): ([12345, 1234567], ".", ",", False),
    ("1,234", "10 000"): ([1.234, 10000], ",", " ", False),
    ("1,234", "2,345", "3,456"): ([1234, 2345, 3456], ".", ",", True),
    ("1,234",): ([1234], ".", ",", True),
    ("12.345",): ([12.345], ".", "", True),
    ("12.345", "1.234", "5.678"): ([12345, 1234, 5678], ",", ".", True),
    ("4.125", "5", "4"): ([4.125, 5, 4], ".", "", True),
    ("11,337", "16.1%"): ([11337, 0.161], ".", ",", False),
    ("1,234", "1.234"): ([1234, 1.234], ".", ",", True),
    ("1 234,5", "12"): ([1234.5, 12], ",", " ", False),
    (f"1{NARROW}234", f"1{NARROW}235", "1 236"): ([1234, 1235, 1236], ".", NARROW, False),
    ("499K", "1797", "1797.5", "18,9K", "1 300 ", "10 000"): ([499e3, 1797, 1797.5, 18900, 1300, 1e4], ".", " ", False),
    ("1,234K", "18,9K", "5"): ([1234, 18900, 5], ".", "", False),
    ("1.234M", "18.9K"): ([1234000, 18900], ".", "", False),
    ("12,5", "1797.5", "3.25"): ([12.5, 1797.5, 3.25], ".", "", False),
    ("-", "215.0", "4.0", ""): ([math.nan, 215, 4, math.nan], ".", "", False),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), COLUMNS.items())
def test_a_column_is_decided_on_all_its_cells(
    cells: tuple[str, ...], expected: tuple[list[float], str, str, bool]
) -> None:
    values, bad, style = read(*cells)
    np.testing.assert_array_equal(values, expected[0])
    assert not bad
    assert (style.decimal, style.thousands, style.ambiguous) == expected[1:]


def test_the_other_columns_of_the_table_settle_what_a_column_leaves_open() -> None:
    open_cells, french, english = (pa.array(c) for c in (["1,234"], ["12,5"], ["12.5"]))
    for other, value in ((french, 1.234), (english, 1234.0)):
        table = numbers.decide([open_cells, other])
        style = numbers.decide_column(open_cells, table)
        assert not table.ambiguous
        assert not style.ambiguous
        assert numbers.convert(open_cells, style).values.tolist() == [value]
    alone = numbers.decide([open_cells, pa.array(["5", "12"])])
    assert alone.ambiguous


def test_a_column_that_is_not_imported_can_testify() -> None:
    shown, rate, other = pa.array(["1,234", "56,789"]), pa.array(["77.77%"] * 2), pa.array(["5.284"])
    assert numbers.decide([shown]).ambiguous
    table = numbers.decide([shown], witnesses=[rate, other])
    assert not table.ambiguous
    assert numbers.convert(shown, numbers.decide_column(shown, table)).values.tolist() == [1234, 56789]


def test_the_own_cells_of_a_column_win_over_its_table() -> None:
    own = pa.array(["1,5", "1,234"])
    table = numbers.decide([own, pa.array(["1.5"] * 50)])
    assert numbers.convert(own, numbers.decide_column(own, table)).values.tolist() == [1.5, 1.234]


def test_a_table_that_shows_both_ways_stays_open() -> None:
    own = pa.array(["1,234"])
    table = numbers.decide([own, pa.array(["1.5"] * 3), pa.array(["1,5"])])
    style = numbers.decide_column(own, table)
    assert style.ambiguous
    assert style.decimal == "."
    assert table.ambiguous


def test_a_prior_settles_the_guess_but_not_the_question() -> None:
    values, _, style = read("1,234", prior=",")
    assert values == [1.234]
    assert style.ambiguous
    values, _, style = read("1,234", "7,5", prior=".")
    assert values == [1.234, 7.5]


def test_evidence_counts_cells() -> None:
    *_, style = read("1,5", "2,5", "1,234", "12", "1234", "5 %", "18,9K", "1 000")
    assert dict(style.evidence) == {
        "comma_decimal": 2, "comma_open": 1, "small": 1, "large": 1, "percent": 1, "sized_comma_decimal": 1,
        "hard_thousands": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["€ 12", "5"], "EUR"),
        (["12 EUR"], "EUR"),
        (["US$0.00"], "USD"),
        (["$5"], "USD"),
        (["CA$5"], "CAD"),
        (["12 zł"], "PLN"),
        (["12 F CFA"], "XOF"),
        (["12", "-"], None),
    ],
)
def test_the_currency_is_read_from_the_signs(cells: list[str], code: str | None) -> None:
    column = pa.array(cells)
    assert numbers.convert(column, numbers.decide([column])).currency == code


def test_several_currencies_are_told_cell_by_cell() -> None:
    column = pa.array(["12 €", "5", "$7", "3 €"])
    found = numbers.convert(column, numbers.decide([column]))
    assert found.currency == "EUR"
    assert found.currencies is not None
    assert found.currencies.tolist() == ["EUR", None, "USD", "EUR"]


DURATIONS = {
    "0:03:54": 234, "3:54": 234, "00:00:21": 21, "1:02:03.5": 3723.5, "125:00": 7500, "60": 60, "215.0": 215,
    "12,5": 12.5, "45s": 45, "45 sec.": 45, "2 min 30": 150, "2 min 30 s": 150, "1h 20m": 4800, "1h20": 4800,
    "3m54s": 234, "1 min": 60, "1,5 h": 5400, "PT3M54S": 234, "PT1H": 3600, "2'30\"": 150, "1 234": 1234,
    "2 heures 5 minutes": 7500, "0": 0,
}  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), DURATIONS.items())
def test_a_duration_is_seconds(text: str, seconds: float) -> None:
    found = numbers.convert_duration(pa.array([text, "-", "0:01"]))
    assert found.values[0] == pytest.approx(seconds)
    assert np.isnan(found.values[1])
    assert found.values[2] == 1
    assert found.bad.tolist() == []


def test_what_is_no_duration_is_bad() -> None:
    found = numbers.convert_duration(
        pa.array(["1:02:03", "abc", "3:5", "1h2h", "5 s 2 min", "12 likes", "1:2:3:4"])
    )
    assert found.bad.tolist() == [1, 2, 3, 4, 5, 6]


def test_numeric_share_leaves_missing_cells_out() -> None:
    assert numbers.numeric_share(pa.array(["1", "-", "", "x"])) == 0.5
    assert numbers.numeric_share(pa.array(["", "-"])) == 0
    assert numbers.numeric_share(pa.array(["Photo", "Reel"])) == 0
    assert numbers.numeric_share(pa.array(["12,5 %", "1,2 M", "€ 5"] * 1000)) == 1
    assert numbers.numeric_share(pa.array([], pa.string())) == 0


def test_every_kind_of_arrow_array_is_taken() -> None:
    cells = ["x", "1 234,5", "", "12"]
    style = numbers.decide([pa.array(cells)])
    plain = numbers.convert(pa.array(cells), style)
    for column in (
        pa.chunked_array([cells[:1], cells[1:]]),
        pa.array([*cells, "9"])[:4],
        pa.array(["9", *cells])[1:],
        pa.array(["x", "1 234,5", None, "12"]),
        pa.array(cells, pa.large_string()),
        pa.array(cells).dictionary_encode(),
        shapes(pa.array(cells)),
    ):
        found = numbers.convert(column, style)
        np.testing.assert_array_equal(found.values, plain.values)
        assert found.bad.tolist() == [0]


def test_the_direct_cast_and_the_shapes_agree() -> None:
    cells = ["12", "-7", "3.25", "", "1234.5", "0.1"]
    column = pa.array(cells)
    direct = numbers.convert(column, numbers.NumberStyle())
    by_shape = numbers.convert(pa.array([*cells, "n.c."]), numbers.NumberStyle())
    np.testing.assert_array_equal(direct.values, by_shape.values[:-1])


STYLES = {
    "fr": (",", NARROW), "fr typed": (",", " "), "de": (",", "."), "en": (".", ","), "ch": (".", "’"), "plain": (".", ""),
    "comma": (",", ""),
}  # fmt: skip


def written(value: float, places: int, style: str) -> str:
    decimal, thousands = STYLES[style]
    text = f"{value:,.{places}f}"
    return text.translate(str.maketrans({",": thousands, ".": decimal}))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e9, 1e9), st.integers(0, 4)), min_size=1, max_size=30),
    st.sampled_from(sorted(STYLES)),
)
@example([(1234.0, 0)], "en")
def test_a_number_written_in_any_style_reads_back(numbers_given: list[tuple[float, int]], style: str) -> None:
    texts = [written(value, places, style) for value, places in numbers_given]
    texts.append(written(1234567.25, 2, style))  # one cell that shows the style
    values, bad, found = read(*texts)
    assert not bad
    assert not found.ambiguous
    assert values == [float(f"{value:.{places}f}") for value, places in [*numbers_given, (1234567.25, 2)]]


@settings(deadline=None)
@given(st.lists(st.integers(-(2**53), 2**53), min_size=1), st.sampled_from([" ", NARROW, "'"]))
def test_whole_numbers_are_exact(whole: list[int], mark: str) -> None:
    values, bad, _ = read(*(f"{n:,}".replace(",", mark) for n in whole))
    assert not bad
    assert values == [float(n) for n in whole]


@settings(deadline=None)
@given(st.lists(st.floats(-1e100, 1e100), min_size=1))
def test_a_stored_float_in_its_shortest_form_reads_back(stored: list[float]) -> None:
    style = numbers.NumberStyle()
    found = numbers.convert(pa.array([repr(value) for value in stored]), style)
    assert found.values.tolist() == stored


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=20))
def test_any_text_is_a_number_missing_or_bad(texts: list[str]) -> None:
    column = pa.array(texts, pa.string())
    found = numbers.convert(column, numbers.decide([column]))
    assert len(found.values) == len(texts)
    assert np.isnan(found.values[found.bad]).all()
    for position in set(range(len(texts))) - set(found.bad.tolist()):
        has_digit = any(c in "0123456789" for c in texts[position])
        assert has_digit == (not np.isnan(found.values[position]))
