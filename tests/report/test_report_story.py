"""The story of a report: its figures are the KPIs, its parts those of its reader, and names go where they must go."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest

import cmdash
from cmdash import ingest, kpi
from cmdash.catalog import LANGUAGES, kpis
from cmdash.model import Goal, Ledger, Period, Profile, Query, Tracking, Upload
from cmdash.model.brand import Brand
from cmdash.model.lessons import Lesson
from cmdash.model.report_views import PARTS, Drawing, Figures, Grid, Report, Wish, Words
from cmdash.model.tracking import nothing_of
from cmdash.model.views import Figure
from cmdash.report import render
from cmdash.story.report import report
from cmdash.story.report.audience import FOR
from cmdash.wording import message

TODAY = dt.date(2026, 7, 3)


def figures(made: Report) -> list[Figure]:
    return [
        f for part in made.parts for block in part.blocks if isinstance(block, Figures) for f in block.figures
    ]


def texts(value: object) -> Iterator[str]:
    """Every text within a frozen value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)
    elif dataclasses.is_dataclass(value):
        for attribute in dataclasses.fields(value):
            yield from texts(getattr(value, attribute.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_the_kpis_of_the_period(written, bakery, language):
    made = written(language)
    whole = kpi.compute(bakery, (), None, Query(Period(dt.date(2025, 12, 1), dt.date(2025, 12, 31))))
    known = {(row["kpi"], row["kind"]): row["value"] for row in whole.to_dict("records")}
    told = [figure for figure in figures(made) if figure.kpi in kpis()]
    assert len(told) >= 8
    for figure in told:
        assert figure.value in [pytest.approx(v) for (name, _), v in known.items() if name == figure.kpi], (
            figure.kpi
        )


@pytest.mark.parametrize("audience", list(FOR))
def test_each_reader_has_the_parts_that_the_data_bear(written, audience):
    made = written(audience=audience)
    names = [part.id for part in made.parts]
    assert names == [name for name in PARTS if name in names]
    assert set(names) <= set(FOR[audience])
    assert "campaigns" not in names, "the bakery pays for nothing"
    assert all(part.blocks and part.title for part in made.parts)


def test_a_board_reads_a_year(written):
    assert written("en", audience="board").period == "2025"
    assert written("en", audience="owner").period == "December 2025"


def some_months(bakery: Tracking, first: str) -> Tracking:
    """The bakery's posts and figures from a day on; they end with December 2025."""
    since = {kind: bakery.frame(kind) for kind in ("posts", "account")}
    return dataclasses.replace(bakery, **{kind: rows[rows["date"] >= first] for kind, rows in since.items()})


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "que 4 mois entiers"), ("en", "hold 4 whole months only")]
)
@pytest.mark.parametrize(
    ("first", "whole"), [("2025-09-01", True), ("2025-08-20", True), ("2025-09-20", False)]
)
def test_a_board_reads_what_there_is_of_a_year_and_is_told(bakery, first, whole, language, said):
    made = report(some_months(bakery, first), Query(), language, TODAY, Wish(audience="board"))
    start = dt.date(2025, 9 if whole else 10, 1)
    asked = Query(Period(start, dt.date(2025, 12, 31)))
    assert made.period == report(bakery, asked, language, TODAY).period
    counted = said if whole else said.replace("4", "3")
    assert counted in made.why
    summary = next(part for part in made.parts if part.id == "summary")
    assert made.why in set(texts(summary))
    chosen = Query(Period(dt.date(2025, 11, 1), dt.date(2025, 11, 30)))
    assert not report(some_months(bakery, first), chosen, language, TODAY, Wish(audience="board")).why


def test_a_board_with_its_year_and_other_readers_are_told_nothing(written, bakery):
    assert not written(audience="board").why
    short = some_months(bakery, "2025-09-01")
    owner = report(short, Query(), "fr", TODAY, Wish(audience="owner"))
    assert (owner.period, owner.why) == ("Décembre 2025", "")


def test_what_the_person_says_stands(written):
    made = written(
        left_out=frozenset({"posts"}), comments={"summary": " Bravo à tous "}, title="T", headline="H"
    )
    assert (made.title, made.headline) == ("T", "H")
    assert "posts" not in [part.id for part in made.parts]
    assert {part.id: part.comment for part in made.parts}["summary"] == "Bravo à tous"


def test_a_demonstration_names_nobody_and_changes_no_figure(written, bakery):
    open_one, hidden = written(), written(anonymous=True)
    assert hidden.watermark
    said = "\n".join(texts(hidden))
    named = {
        str(name) for column in ("text", "url", "account", "theme") for name in bakery.posts[column].dropna()
    }
    named |= {str(name) for name in bakery.calendar["text"].dropna()} | {
        file.name for file in bakery.ledger.files
    }
    assert named
    assert [name for name in named if name in said] == []
    assert [(f.kpi, f.value) for f in figures(hidden)] == [(f.kpi, f.value) for f in figures(open_one)]
    assert hidden.posts is not None
    assert open_one.posts is not None
    assert len(hidden.posts.rows) == len(open_one.posts.rows)


def test_a_demonstration_names_no_site_nor_a_goal_in_ones_own_words(bakery):
    site = "other:Le forum de Marie"
    posts = bakery.posts.copy()
    posts.loc[posts["network"] == "facebook", "network"] = site
    goals = nothing_of("goals")
    goals.loc[0, ["kpi", "network", "file"]] = ["Cent bûches pour Marie", site, str(posts["file"].iloc[0])]
    goals.loc[0, "target"] = 100.0
    known = dataclasses.replace(bakery, posts=posts, goals=goals)
    asked = Query(networks=(site,))
    open_one = report(known, asked, "fr", TODAY, Wish())
    hidden = report(known, asked, "fr", TODAY, Wish(anonymous=True))
    assert "Marie" in "\n".join(texts(open_one))
    said = "\n".join(texts(hidden))
    assert "Marie" not in said
    assert "Site 1" in said
    assert [(f.kpi, f.value) for f in figures(hidden)] == [(f.kpi, f.value) for f in figures(open_one)]


SPENT = "Campagne;Mois;Régie;Clics;Conversions;Dépense\nÉté;2026-05-01;Google Ads;778;8;385,99 €\nÉté;2026-06-01;Google Ads;410;5;120,01 €\n"
PLANNED = "Date prévue,Réseau,Sujet,Statut\n" + "".join(
    f"2026-0{month}-{at:02d},Instagram,Sujet {month}{at},{state}\n"
    for month, state in ((6, "Publié"), (7, "Prêt"))
    for at in range(5, 25, 4)
)
FOLLOWED = "Mois,Abonnés Facebook,Abonnés Instagram\n" + "".join(
    f"2026-0{month},{1000 + 7 * month},{2000 + 13 * month}\n" for month in range(1, 7)
)


@pytest.mark.parametrize("audience", list(FOR))
@pytest.mark.parametrize(
    ("name", "sheet", "told"),
    [
        ("camp.csv", SPENT, {"fr": "1 campagne : 506,00 € dépensés", "en": "1 campaign: €506.00 spent"}),
        ("plan.csv", PLANNED, {"fr": "10 publications prévues", "en": "10 posts planned"}),
        ("abonnes.csv", FOLLOWED, {"fr": "3\u202f120 abonnés", "en": "3,120 followers"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_posts_a_report_opens_with_what_there_is(language, name, sheet, told, audience):
    data = ingest.read([Upload(name, sheet.encode())], Profile(), TODAY)
    made = report(data, Query(), language, TODAY, Wish(audience=audience))
    assert told[language].replace("\u202f", " ") in made.headline.replace("\u202f", " ").replace("\xa0", " ")
    assert made.parts[0].id == "summary"
    (shown,) = (block for block in made.parts[0].blocks if isinstance(block, Figures))
    assert shown.figures
    assert "next" in [part.id for part in made.parts] or audience == "manager"
    mail = " ".join(render(made, ".txt").decode("utf-8").split())
    assert " ".join(made.headline.split()) in mail
    assert message(language, "overview.nothing", when="").strip(" ,") not in mail


def test_followers_and_campaigns_of_a_month_without_posts_are_both_said():
    files = [Upload("abonnes.csv", FOLLOWED.encode()), Upload("camp.csv", SPENT.encode())]
    asked = Query(Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31)))
    made = report(ingest.read(files, Profile(), TODAY), asked, "en", TODAY, Wish(audience="owner"))
    assert "3,100 followers" in made.headline
    assert "€385.99 spent" in made.headline
    assert [f.kpi for f in figures(made)] == ["community_size", "net_growth", "spend", "clicks"]


@pytest.mark.parametrize(("language", "words"), [("fr", ("Thème", "Format")), ("en", ("Theme", "Format"))])
def test_a_demonstration_numbers_themes_and_formats_in_ones_own_words(bakery, language, words):
    posts, none = bakery.posts.copy(), nothing_of("calendar")
    often = posts["theme"].value_counts().index[0]
    mine = posts.index[posts["theme"] == often]
    posts.loc[mine, "theme"] = "Recettes de Zorglub"
    posts.loc[mine[::2], "theme"] = "RECETTES DE ZORGLUB"  # one theme written in two ways
    plan = posts.reindex(columns=none.columns).astype(none.dtypes.to_dict()).reset_index(drop=True)
    posts.loc[posts["format"] == "carousel", "format"] = "other:Interview Zorglub"
    plan["status"] = "other:Relu par Zorglub"
    known = dataclasses.replace(bakery, posts=posts, calendar=plan)
    asked = Query(Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)))
    open_one = report(known, asked, language, TODAY, Wish())
    hidden = report(known, asked, language, TODAY, Wish(anonymous=True))
    assert "zorglub" in "\n".join(texts(open_one)).casefold()
    said = "\n".join(texts(hidden))
    assert "zorglub" not in said.casefold()
    assert f"{words[1]} 1" in said
    assert "photo" in said.casefold(), "what the catalog knows stays"
    assert [(f.kpi, f.value) for f in figures(hidden)] == [(f.kpi, f.value) for f in figures(open_one)]
    # The tables of themes count as before: two spellings are one where they were one.
    tables = [
        [
            block.table.rows
            for part in made.parts
            if part.id == "planning"
            for block in part.blocks
            if isinstance(block, Grid)
        ]
        for made in (open_one, hidden)
    ]
    assert tables[0]
    assert [[row[1:] for row in rows] for rows in tables[0]] == [
        [row[1:] for row in rows] for rows in tables[1]
    ]
    numbers = [row[0] for rows in tables[1] for row in rows if str(row[0]).startswith(words[0])]
    assert len(set(numbers)) == len(numbers) > 1


def test_nothing_to_say_makes_no_report(tmp_path):
    empty = Tracking(
        *(nothing_of(kind) for kind in ("posts", "account", "campaigns", "calendar", "goals")), Ledger()
    )
    made = report(empty, Query(), "fr", dt.date(2026, 7, 3), Wish())
    assert made.parts == ()
    with pytest.raises(ValueError, match="no figure"):
        cmdash.report(empty, tmp_path / "bilan.html", wish=Wish(audience="owner"))
    with pytest.raises(ValueError, match=r"\.docx"):
        cmdash.report(empty, tmp_path / "bilan.docx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_call_refuses_in_english_what_no_row_meets(bakery, tmp_path, language):
    ways = {
        "network “tiktok”": Query(networks=("tiktok",)),
        "Nothing to report in April 2031": Query(Period(dt.date(2031, 4, 1), dt.date(2031, 4, 30))),
    }
    for told, query in ways.items():
        with pytest.raises(ValueError, match=told):
            cmdash.report(bakery, tmp_path / "bilan.html", lang=language, query=query)
    assert not (tmp_path / "bilan.html").exists()


def test_a_month_without_posts_but_with_followers_is_a_report(bakery):
    posts = bakery.posts[bakery.posts["date"] < "2025-11-01"]
    known = dataclasses.replace(bakery, posts=posts, calendar=nothing_of("calendar"))
    asked = Query(Period(dt.date(2025, 12, 1), dt.date(2025, 12, 31)))
    assert (known.account["date"] >= "2025-12-01").any()
    assert report(known, asked, "fr", TODAY, Wish(audience="owner")).parts


def test_the_charts_are_those_of_the_pages(written):
    made = written()
    drawn = [block.chart for part in made.parts for block in part.blocks if isinstance(block, Drawing)]
    assert len({chart.id for chart in drawn}) == len(drawn) >= 2


def test_lessons_goals_and_events_of_the_cmdash_file_stand_and_stay_at_home(bakery):
    lesson = Lesson("Le jeudi marche chez Durand", dt.date(2025, 11, 2), decision="Publier le jeudi")
    goal = Goal("reach", 20_000, account="Durand", note="Pour Mme Durand")
    taught = Profile(lessons=(lesson,), goals=(goal,), brand=Brand("Atelier"))
    made = report(bakery, Query(), "fr", TODAY, Wish(), taught)
    said = {part.id: "\n".join(texts(part)) for part in made.parts}
    assert "Le jeudi marche chez Durand" in said["lessons"]
    assert "Publier le jeudi" in said["lessons"]
    assert "Durand" in said["goals"]
    assert made.brand.name == "Atelier"
    hidden = report(bakery, Query(), "fr", TODAY, Wish(anonymous=True), taught)
    assert "Durand" not in "\n".join(texts(hidden))
    assert "Atelier" not in "\n".join(texts(hidden))


def test_the_goals_counted_are_those_listed(bakery):
    given = Profile(goals=(Goal("posts", 20, network="instagram"), Goal("posts", 20, network="facebook")))
    one, two = (
        next(part for part in report(bakery, query, "en", TODAY, Wish(), given).parts if part.id == "goals")
        for query in (Query(networks=("instagram",)), Query())
    )
    assert one.lead.startswith("1 goal")
    assert len(one.blocks[0].table.rows) == 1
    assert two.lead.startswith("2 goals")
    assert len(two.blocks[0].table.rows) == 2


@pytest.mark.parametrize(("language", "said"), [("fr", "Ligne 6"), ("en", "Row 6")])
def test_a_row_set_aside_is_told_with_its_network_and_its_place(language, said):
    rows = "".join(f"{at:02d}/2026;{1800 + at};{300 + at}\n" for at in range(6, 10))
    text = f"Mois;Facebook;TikTok\n{rows}".replace("08/2026;1808;308", "08/2026;1808;n.c.")
    tracking = ingest.read([Upload("abonnes.csv", f"Abonnés à la fin du mois\n\n{text}".encode())])
    made = report(tracking, Query(), language, dt.date(2026, 10, 2), Wish(audience="board"))
    (method,) = (part for part in made.parts if part.id == "method")
    told = [text for text in texts(method) if "TikTok" in text]
    assert any(text.startswith(said) for text in told)  # with its place
    assert any(not text.startswith(said) for text in told)  # and among the reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_owner_without_goals_is_told_what_to_begin_with(written, language):
    made = written(language, audience="owner")
    (ahead,) = (part for part in made.parts if part.id == "next")
    (block,) = ahead.blocks
    trial, goal = block.items
    assert "Coulisses" in trial, "the theme that surely does better"
    assert goal == message(language, "report.next.no_goal")
    team = written(language)
    heading = message(language, "report.summary.begin")
    said = [b.items for b in team.parts[0].blocks if isinstance(b, Words) and b.heading == heading]
    assert said == [(trial,)], "the goal is among what is needed there"


def test_where_something_is_left_to_do_nothing_else_is_begun(written):
    made = written(audience="board")
    headings = [block.heading for block in made.parts[0].blocks if isinstance(block, Words)]
    assert message("fr", "report.summary.ahead") in headings
    assert message("fr", "report.summary.begin") not in headings


def clients() -> Tracking:
    """A file for each of two clients; only the second one's campaigns have a conversion."""
    posts = "date,network,account,text,likes,reach\n" + "".join(
        f"2026-0{month}-{at:02d},facebook,{{0}},{{0}} {at},{at},{at * 90}\n"
        for month in (4, 5, 6)
        for at in range(1, 29, 3)
    )
    spent = (
        "start,end,network,account,campaign,spend,conversions\n2026-06-01,2026-06-20,facebook,{0},été,{1}\n"
    )
    files = [
        *(Upload(f"{name}.csv", posts.format(name).encode()) for name in ("Optique", "Festival")),
        Upload("pub-optique.csv", spent.format("Optique", "80,").encode()),
        Upload("pub-festival.csv", spent.format("Festival", "90,9").encode()),
    ]
    return ingest.read(files, Profile(), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_reads_nothing_of_another(language):
    data = clients()
    assert set(data.campaigns["account"]) == {"Optique", "Festival"}
    year = {"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)}
    profile = Profile(
        goals=(
            Goal("cpa_all", 12, **year),
            Goal("likes", 100, account="Festival", **year),
            Goal("likes", 90, account="Optique", **year),
        )
    )
    alone = report(data, Query(accounts=("Optique",)), language, TODAY, Wish(audience="manager"), profile)
    assert not [text for text in texts(alone) if "estival" in text]
    goals = next(part for part in alone.parts if part.id == "goals")
    assert len(goals.blocks[0].table.rows) == 1
    both = report(
        data, Query(accounts=("Optique", "Festival")), language, TODAY, Wish(audience="manager"), profile
    )
    assert any("pub-festival.csv" in text for text in texts(both))
    assert len(next(part for part in both.parts if part.id == "goals").blocks[0].table.rows) == 3


def test_a_figure_names_the_files_that_have_it():
    """A budget has rows of the account, and no followers."""
    known = "date,period,network,account,followers\n" + "".join(
        f"2026-0{month}-28,day,facebook,Optique,{900 + month * 20}\n" for month in range(1, 7)
    )
    spent = "date,period,network,account,spend\n" + "".join(
        f"2026-0{month}-01,month,facebook,Optique,{month * 10}\n" for month in range(1, 7)
    )
    data = ingest.read(
        [Upload("abonnes.csv", known.encode()), Upload("pub.csv", spent.encode())], Profile(), None
    )
    made = report(data, Query(), "fr", TODAY, Wish(audience="manager"))
    (size,) = {f.stamp.sources for f in figures(made) if f.kpi == "community_size"}
    assert size == ("abonnes.csv",)
    charts = [block.chart for part in made.parts for block in part.blocks if isinstance(block, Drawing)]
    assert charts
    assert not [chart for chart in charts if chart.unit == "people" and "pub.csv" in chart.note]
