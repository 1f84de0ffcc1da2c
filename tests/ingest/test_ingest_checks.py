"""Sense checks: warnings that name their rows, one a check and table, and that never change a number."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest
from cmdash.__main__ import run
from cmdash.catalog import LANGUAGES, breaks_between, checks, section, series_breaks
from cmdash.ingest.checks import checking
from cmdash.model import Finding, Tracking, Upload
from cmdash.wording.findings import finding_text, finding_title

TODAY = dt.date(2026, 6, 30)


def read(text: str, name: str = "suivi.csv", today: dt.date = TODAY) -> Tracking:
    return ingest.read([Upload(name, text.strip("\n").encode())], today=today)


def found(tracking: Tracking, code: str) -> list[Finding]:
    return [finding for finding in tracking.ledger.all_findings() if finding.code == code]


POSTS = "Date;Réseau;Lien;J'aime;Commentaires;Portée;Impressions;Clics;Clics sur le lien;Taux d'engagement\n"


@pytest.mark.parametrize(
    ("row", "code", "value", "limit"),
    [
        ("10;2;901;900;5;1;1 %", "reach-above-impressions", 901, 900),
        ("10;2;500;900;905;1;1 %", "clicks-above-impressions", 905, 900),
        ("10;2;500;900;5;6;1 %", "link-clicks-above-clicks", 6, 5),
        ("60;50;100;900;5;1;1 %", "interactions-above-reach", 110, 100),
    ],
)
def test_a_figure_above_its_limit_is_told_with_its_row_and_both_values(
    row: str, code: str, value: int, limit: int
) -> None:
    good = "03/06/2025;IG;https://www.instagram.com/p/a;10;2;500;900;5;1;1 %"
    tracking = read(f"{POSTS}{good}\n14/06/2025;IG;https://www.instagram.com/p/b;{row}")
    (warning,) = [f for f in tracking.ledger.all_findings() if f.severity == "warning"]
    assert (warning.code, warning.row, warning.rows) == (code, 3, (3,))
    assert (warning.params["value"], warning.params["limit"], warning.params["count"]) == (value, limit, 1)


def test_equal_figures_and_a_handful_more_reactions_than_people_are_no_mistake() -> None:
    tracking = read(f"{POSTS}14/06/2025;IG;https://www.instagram.com/p/b;9;0;8;8;8;8;100 %")
    assert not [f for f in tracking.ledger.all_findings() if f.severity == "warning"]


def test_clicks_on_thumbnails_are_left_alone() -> None:
    tracking = read("Date,Link,Likes,Impressions,Clicks\n2025-06-03,https://youtu.be/abc,3,10,20")
    assert not found(tracking, "clicks-above-impressions")


def test_many_rows_are_one_warning_that_counts_them_and_names_the_first() -> None:
    rows = "\n".join(
        f"{d % 28 + 1:02}/06/2025;IG;https://www.instagram.com/p/{d};1;0;90;9;1;1;" for d in range(300)
    )
    (warning,) = found(read(POSTS + rows), "reach-above-impressions")
    assert warning.params["count"] == 300
    assert warning.rows == tuple(range(2, 2 + checks().rows))


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (["6,4 %", "128 %", "7,1 %", "100 %"], (3,)),
        (["6,4", "128", "7,1", "12"], (3,)),  # in hundredths, no sign
        (["0,064", "1,28", "0,071", "0,05"], (3,)),  # fractions: told by the row's own figures
        (["6,4", "1,28", "7,1", "5"], ()),
    ],
)
def test_a_rate_above_100_is_found_on_every_scale(cells: list[str], rows: tuple[int, ...]) -> None:
    body = "\n".join(
        f"0{i + 3}/06/2025;IG;https://www.instagram.com/p/{i};64;0;1000;2000;;;{cell}"
        for i, cell in enumerate(cells)
    )
    warnings = found(read(POSTS + body), "rate-above-100")
    assert tuple(row for warning in warnings for row in warning.rows) == rows


def test_a_coverage_rate_may_be_above_100() -> None:
    text = "Date;Réseau;Lien;J'aime;Portée;Taux de couverture\n14/06/2025;IG;https://www.instagram.com/p/b;9;800;180 %"
    assert not found(read(text), "rate-above-100")


def test_counts_below_zero_are_told_and_net_changes_are_not() -> None:
    tracking = read(
        "Mois;Réseau;Abonnés;Gagnés;Perdus;Croissance nette;Visites du profil\n"
        "janvier 2025;Facebook;1000;10;-3;-7;5\nfévrier 2025;Facebook;1004;9;5;4;-1\nmars 2025;Facebook;1003;9;10;-1;4"
    )
    told = {(f.column, f.rows): f.params["value"] for f in found(tracking, "negative-count")}
    assert told == {("Perdus", (2,)): -3, ("Visites du profil", (3,)): -1}
    assert tracking.account["lost"].tolist() == [-3, 5, 10], "a warning never changes a number"


def test_subscribers_of_youtube_may_fall() -> None:
    tracking = read(
        "Date,Link,Views,Subscribers gained\n2025-06-03,https://youtu.be/a,30,-2\n2025-06-14,https://youtu.be/b,30,2"
    )
    assert tracking.posts["follows"].tolist() == [-2, 2]
    assert not found(tracking, "negative-count")


def followers(values: list[float], step: int = 1, start: str = "2025-01-01") -> str:
    days = pd.date_range(start, periods=len(values), freq=f"{step}D")
    return "Date,Network,Followers,New followers\n" + "\n".join(
        f"{day:%Y-%m-%d},Instagram,{value:g},1" for day, value in zip(days, values, strict=True)
    )


def test_a_jump_of_the_followers_is_told_once_with_both_steps_of_a_slip_of_the_pen() -> None:
    values = [1000 + 3 * i for i in range(30)]
    values[12] *= 10
    (warning,) = found(read(followers(values)), "follower-jump")
    assert warning.rows == (14, 15)
    assert (warning.params["before"], warning.params["after"]) == (1033, 10360)
    assert warning.params["day"] == "2025-01-13"


def test_steady_growth_a_hole_in_the_record_and_small_accounts_are_no_jump() -> None:
    assert not found(read(followers([1000 * 1.02**i for i in range(60)])), "follower-jump")
    assert not found(read(followers([10, 11, 12, 45, 46, 47, 48])), "follower-jump")
    lines = followers([1000 + 10 * i for i in range(400)]).splitlines()
    holed = "\n".join(lines[:50] + lines[250:])  # 200 days without a reading, 2 000 followers more
    assert not found(read(holed), "follower-jump")


def test_two_accounts_are_two_series() -> None:
    rows = "\n".join(
        f"2025-01-{d:02},Instagram,{name},{base + d}"
        for d in range(1, 20)
        for name, base in (("a", 1000), ("b", 90000))
    )
    assert not found(read(f"Date,Network,Account,Followers\n{rows}"), "follower-jump")


def months(names: list[str]) -> str:
    return "Mois;Réseau;Abonnés;Visites du profil\n" + "\n".join(f"{name};Facebook;1000;5" for name in names)


def test_a_month_missing_in_the_middle_of_a_record_is_named() -> None:
    tracking = read(
        months(["janvier 2025", "février 2025", "mars 2025", "juin 2025", "juillet 2025", "août 2025"])
    )
    (warning,) = found(tracking, "month-missing")
    assert (warning.row, warning.params["months"], warning.params["count"]) == (4, "2025-04, 2025-05", 2)
    assert "avril 2025" in finding_text(warning, "fr")
    assert "April 2025" in finding_text(warning, "en")


def test_a_record_by_quarters_or_weeks_has_no_month_missing() -> None:
    assert not found(
        read(months(["janvier 2025", "avril 2025", "juillet 2025", "octobre 2025"])), "month-missing"
    )
    weeks = "Semaine;Réseau;Abonnés\n" + "\n".join(
        f"{day:%d/%m/%Y};Facebook;1000" for day in pd.date_range("2025-01-06", periods=30, freq="7D")
    )
    assert not found(read(weeks), "month-missing")


@pytest.mark.parametrize("network", ["Instagram", "Facebook", "YouTube", "LinkedIn"])
def test_a_break_in_a_series_is_told_where_the_data_stand_on_both_sides(network: str) -> None:
    header = "Date,Network,Link,Likes,Views\n"
    early, late = f"2025-03-03,{network},https://a.b/1,3,10\n", f"2026-01-05,{network},https://a.b/2,3,20\n"
    expected = {b.id for b in series_breaks() if network.lower() in b.networks}
    told = found(read(header + early + late), "series-break")
    assert {f.params["reason"] for f in told} == expected
    assert all(f.row == 3 for f in told)
    assert not found(read(header + late + late.replace("/2", "/3")), "series-break")


def test_figures_that_did_not_change_have_no_break() -> None:
    text = (
        "Date,Network,Link,Likes,Comments\n2025-03-03,IG,https://a.b/1,3,10\n2026-01-05,IG,https://a.b/2,3,20"
    )
    assert not found(read(text), "series-break")


def test_breaks_between_two_days() -> None:
    day = next(b.date for b in series_breaks() if b.id == "instagram-views")
    before = day - dt.timedelta(days=1)
    assert [b.id for b in breaks_between(before, day, ["instagram"])] == ["instagram-views"]
    assert not breaks_between(day, day + dt.timedelta(days=9), ["instagram"])
    assert not breaks_between(before, day, ["instagram"], ["likes"])


def test_days_to_come_are_told_against_the_clock_or_the_day_given(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "Date,Network,Link,Likes\n2026-06-03,IG,https://a.b/1,3\n2026-09-03,IG,https://a.b/2,3\n2026-09-04,IG,https://a.b/3,3"
    (warning,) = found(read(text), "date-in-future")
    assert (warning.rows, warning.params["count"], warning.params["value"]) == ((3, 4), 2, "2026-09-03")
    assert not found(read(text, today=dt.date(2026, 9, 30)), "date-in-future")
    path = tmp_path / "suivi.csv"
    path.write_text(text, encoding="utf-8")
    said = {}
    for today in ("2026-06-30", "2026-09-30"):
        assert run(["inspect", str(path), "--json", "--lang", "fr", "--today", today], {}) == 0
        findings = json.loads(capfdbinary.readouterr().out)["files"][0]["tables"][0]["findings"]
        said[today] = [
            (f["row"], f["rows"], f["severity"]) for f in findings if f["code"] == "date-in-future"
        ]
    assert said == {"2026-06-30": [(3, [3, 4], "warning")], "2026-09-30": []}


CODES = [
    *(rule.code for rule in checks().above),
    "negative-count", "rate-above-100", "follower-jump", "month-missing", "exact-twin", "date-in-future", "date-too-far",
]  # fmt: skip
PARAMS = {
    "value": 3, "limit": 2, "before": 10, "after": 900, "day": "2025-06-01", "months": "2025-04", "network": "instagram",
    "account": "@cafe",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_check_has_its_words_in_both_numbers(language: str, code: str) -> None:
    one, many = (Finding(code, "warning", "a.csv", params={**PARAMS, "count": n}) for n in (1, 12))
    assert finding_title(one, language)
    assert finding_text(one, language) != finding_text(many, language)
    assert "12" in finding_text(many, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [b.id for b in series_breaks()])
def test_every_break_has_its_words(language: str, name: str) -> None:
    assert f"series-break.{name}.text" in section(language, "findings")
    assert f"series-break.{name}.title" in section(language, "findings")


FIGURES = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(-5, 60)) for _ in range(5)]), min_size=1, max_size=25
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FIGURES)
def test_warnings_name_exactly_the_rows_that_a_recount_finds_and_change_no_number(rows: list[tuple]) -> None:
    header = "Date;Réseau;Lien;Portée;Impressions;Clics;Clics sur le lien;J'aime\n"
    text = header + "\n".join(
        f"03/06/2025;IG;https://www.instagram.com/p/{i};" + ";".join("" if v is None else str(v) for v in row)
        for i, row in enumerate(rows)
    )
    tracking = read(text)
    if not len(tracking.posts):
        return
    assert not tracking.ledger.files[0].tables[0].set_aside

    def over(a: int | None, b: int | None, least: int) -> bool:
        return a is not None and b is not None and a - b >= least

    expected = {
        "reach-above-impressions": [i for i, r in enumerate(rows) if over(r[0], r[1], 1)],
        "clicks-above-impressions": [i for i, r in enumerate(rows) if over(r[2], r[1], 1)],
        "link-clicks-above-clicks": [i for i, r in enumerate(rows) if over(r[3], r[2], 1)],
        "interactions-above-reach": [i for i, r in enumerate(rows) if over(r[4], r[0], 10)],
    }
    for code, positions in expected.items():
        warnings = found(tracking, code)
        assert len(warnings) == bool(positions)
        assert [row for w in warnings for row in w.rows] == [i + 2 for i in positions]
    below = {(f.column, row) for f in found(tracking, "negative-count") for row in f.rows}
    names = ("Portée", "Impressions", "Clics", "Clics sur le lien", "J'aime")
    assert below == {
        (name, i + 2)
        for i, row in enumerate(rows)
        for name, v in zip(names, row, strict=True)
        if v is not None and v < 0
    }
    fields = ["reach", "impressions", "clicks", "link_clicks", "likes"]
    written = pd.DataFrame(rows, columns=fields, dtype=float)
    pd.testing.assert_frame_equal(tracking.posts[fields], written)


def test_checks_leave_the_table_as_it_is() -> None:
    tracking = read(f"{POSTS}14/06/2025;IG;https://www.instagram.com/p/b;-9;0;800;8;80;800;180 %")
    frame, extras = tracking.posts.copy(), tracking.extras["posts"].copy()
    told = list(
        checking.check("posts", frame, extras, np.zeros(len(frame), dtype=int), lambda _table, _field: None)
    )
    assert len(told) >= 5
    pd.testing.assert_frame_equal(frame, tracking.posts)
    pd.testing.assert_frame_equal(extras, tracking.extras["posts"])
