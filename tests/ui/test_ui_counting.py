"""What counts as engagement: chosen on the page, said by every figure it touches, kept in the link and the cmdash file."""

from __future__ import annotations

import pytest

from cmdash import profile
from cmdash.model import Answer, Counting, Profile
from cmdash.story.words import written
from cmdash.ui import counting
from cmdash.wording import message

BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
SHEET = (
    "Date;Réseau;Message;Portée;Vues;J'aime;Commentaires;Partages;Clics\r\n"
    "03/05/2026;Instagram;Les fraises;1000;2000;60;20;20;50\r\n"
    "14/05/2026;Facebook;Le four;1000;;40;0;0;\r\n"
    "02/06/2026;Facebook;Le pain;100;200;8;1;0;3\r\n"
).encode("cp1252")
FILE = ("suivi.csv", SHEET)


def html(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def opened(app, lang):
    app.session_state[f"counting_{lang}"] = True
    return app.run()


def link(app, name):
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[-1]


@BOTH
def test_chosen_on_the_page_and_taken_back(open_app, lang):
    app = opened(open_app("overview", lang, [FILE], period="2026-05"), lang)
    assert written(140 / 2000, "ratio", lang) in html(app)
    app.button_group(key=f"counting_actions_{lang}").set_value(["likes", "comments"]).run()
    assert not app.exception
    assert link(app, "actions") == "likes,comments"
    said = message(lang, "counting.say.actions", acts=" + ".join(message(lang, f"counting.act.{a}") for a in ("likes", "comments")))  # fmt: skip
    assert message(lang, "counting.say.page", choice=said) in html(app)
    assert message(lang, "counting.say.formula", formula=message(lang, "kpis.er_reach.formula"), acts=said.split(" = ")[1]) in html(app)  # fmt: skip
    assert written(120 / 2000, "ratio", lang) in html(app)
    assert f"({said.split(' = ')[1]})" in html(app)  # the subtitle of the chart
    app.switch_page("pages/networks.py").run()
    assert message(lang, "counting.say.page", choice=said) in html(app)
    opened(app, lang).button(key="counting_reset").click().run()
    assert link(app, "actions") == ""
    assert said not in html(app)


@BOTH
def test_the_denominator_is_chosen_and_what_has_none_is_said(open_app, lang):
    app = open_app("networks", lang, [FILE], period="2026-05", over="views")
    assert not app.exception
    assert message(lang, "story.over.views") in html(app)
    assert message(lang, "story.over.reach") not in html(app)
    assert message(
        lang,
        "counting.say.no_over_networks",
        over=message(lang, "counting.over_what.views"),
        networks="Facebook",
    ) in html(app)
    app = open_app("overview", lang, [FILE], period="2026-05", over="impressions")
    over = message(lang, "counting.over_what.impressions")
    assert message(lang, "counting.say.no_over", over=over) in html(app)


@BOTH
def test_weights_bring_the_weighted_rate_with_its_formula(open_app, lang):
    app = opened(open_app("overview", lang, [FILE], period="2026-05"), lang)
    assert message(lang, "kpis.er_weighted.label") not in html(app)
    app.number_input(key="counting_weight_shares").set_value(10.0).run()
    assert link(app, "weights") == "shares:10"
    assert message(lang, "kpis.er_weighted.label") in html(app)
    term = message(lang, "counting.say.term", weight="10", act=message(lang, "counting.act.shares"))
    assert term in html(app)
    for act in ("likes", "comments", "shares", "clicks"):
        app.number_input(key=f"counting_weight_{act}").set_value(0.0).run()
    assert not app.exception
    assert (
        link(app, "weights") == "likes:0,comments:0,shares:0"
    )  # the last one is not taken: nothing would be left


@BOTH
@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "=1+1", "likes,<b>", "a" * 5000])
def test_a_hostile_link_is_ignored_with_a_word(open_app, words, lang, hostile):
    app = open_app("overview", lang, [FILE], actions=hostile, over=hostile, weights=hostile)
    assert not app.exception
    assert message(lang, "counting.refused") in words(app)
    assert hostile not in html(app) + words(app)
    assert message(lang, "counting.say.page", choice="").rstrip(".") not in html(app)


def test_the_cmdash_file_brings_the_choice_into_the_link_and_takes_it_away_again(open_app):
    kept = profile.dump(Profile((Answer("actions", "likes"), Answer("weights", "shares:5"))))
    app = open_app("overview", "fr", [FILE, ("moi.cmdash", kept)])
    assert not app.exception
    assert (link(app, "actions"), link(app, "weights")) == ("likes", "shares:5")
    held = app.session_state["visit"].profile
    assert held.answers == ()
    again = profile.load(
        profile.dump(counting.packed(held, Counting(("likes",), weights=(("shares", 5.0),))))
    )
    assert again.answers == (Answer("actions", "likes"), Answer("weights", "shares:5"))
    app.switch_page("pages/home.py").run()
    assert link(app, "actions") == "likes"


@BOTH
def test_goals_follow_and_say_so(open_app, lang):
    goal = b"kpi,start,end,target\ner_reach,2026-05-01,2026-05-31,0.05\nposts,2026-05-01,2026-05-31,2\n"
    app = open_app("goals", lang, [FILE, ("objectifs.csv", goal)], actions="likes")
    assert not app.exception
    acts = message(lang, "counting.act.likes")
    assert message(
        lang, "counting.say.page", choice=message(lang, "counting.say.actions", acts=acts)
    ) in html(app)
    assert message(lang, "counting.say.formula", formula=message(lang, "kpis.er_reach.formula"), acts=acts) in html(app)  # fmt: skip
